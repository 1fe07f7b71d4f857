/* A design: components, connections, areas, notes, and the answers of a round.
 *
 * A Design owns all that it holds. Components and the like stay at one address while they are in
 * it, but hold on to ids, not to pointers: any change may replace them. The catalogue must outlive
 * it.
 *
 * Between calls it holds that ids are unique in the whole document, that the ends of every
 * connection exist, that every setting belongs to its kind and is within its bounds, and that the
 * limits of the format are kept. Only design_put and design_remove change it, and they refuse what would break
 * this; everyone but the loader and the dispatcher (history/editor.h) sees it as const. */
#ifndef FAULTLINE_MODEL_DESIGN_H
#define FAULTLINE_MODEL_DESIGN_H

#include <stdbool.h>

#include "base/error.h"
#include "base/hash_index.h"
#include "base/memory.h"
#include "model/answers.h"
#include "model/catalog.h"
#include "model/json.h"
#include "model/limits.h"

#define DESIGN_FORMAT "faultline/design"
enum { DESIGN_VERSION = 1 };

/* The size of a component's card in canvas units; x and y of a component are its centre. */
enum { CARD_WIDTH = 184, CARD_HEIGHT = 66 };

typedef struct Setting {
    const SettingSpec *spec;
    SettingValue value;
} Setting;

/* The settings that were chosen, in the order of the catalogue; the others have its defaults. */
typedef ARRAY_OF(Setting) Settings;

typedef struct Component {
    char id[ID_SIZE];
    const KindSpec *kind;
    char *label; /* never NULL */
    char *why;   /* never NULL; "" when no reason was given */
    int x, y;
    bool locked; /* it stays where it is, and is not deleted */
    Settings settings;
} Component;

typedef struct OperationName {
    char id[ID_SIZE];
} OperationName;

typedef struct Connection {
    char id[ID_SIZE];
    char from[ID_SIZE], to[ID_SIZE];
    const ConnectionSpec *kind;
    char *label;         /* never NULL, often "" */
    bool all_operations; /* true: `operations` is empty and every operation passes */
    ARRAY_OF(OperationName) operations;
    Settings settings;
} Connection;

typedef struct Area {
    char id[ID_SIZE];
    char *label;
    int x, y, w, h; /* x, y: the upper left corner */
    bool locked;
} Area;

typedef struct Note {
    char id[ID_SIZE];
    char *text;
    int x, y, w, h; /* x, y: the upper left corner */
    bool locked;
} Note;

typedef enum ElementType {
    ELEMENT_COMPONENT,
    ELEMENT_CONNECTION,
    ELEMENT_AREA,
    ELEMENT_NOTE,
    ELEMENT_TITLE, /* the document's own texts and answers: one of each, id "" */
    ELEMENT_SCENARIO,
    ELEMENT_ANSWERS,
    ELEMENT_TYPE_COUNT
} ElementType;

typedef struct Design {
    const Catalog *catalog;
    char *title;            /* never NULL */
    char scenario[ID_SIZE]; /* "" for none */
    ARRAY_OF(Component *) components;
    ARRAY_OF(Connection *) connections;
    ARRAY_OF(Area *) areas;
    ARRAY_OF(Note *) notes;
    Answers answers;
    HashIndex ids[ELEMENT_NOTE + 1]; /* of each type, to the Component, Connection, Area or Note */
} Design;

/* A deep copy of one part of a document, on its own: what commands carry. */
typedef struct Element {
    ElementType type;
    union {
        Component *component;
        Connection *connection;
        Area *area;
        Note *note;
        char *text; /* the title, or the scenario's id */
        Answers *answers;
    } as;
} Element;

Design *design_new(const Catalog *catalog);
Design *design_copy(const Design *design);
void design_free(Design *design); /* NULL is fine */

/* NULL when there is none of that type and id. */
const Component *design_component(const Design *design, const char *id);
const Connection *design_connection(const Design *design, const char *id);
const Area *design_area(const Design *design, const char *id);
const Note *design_note(const Design *design, const char *id);
bool design_has_id(const Design *design, const char *id);
/* The type of the element with this id; false when the id is free. */
bool design_id_type(const Design *design, const char *id, ElementType *type);
/* An id that is free: the stem, or the stem with -2, -3... The stem may be any text: "Link service" gives "link-service". */
void design_fresh_id(const Design *design, const char *stem, char out[ID_SIZE]);

/* Replaces the element of the same type and id where it stands, or inserts it before `position`
 * (at the end when it is past it). Copies the element. */
Error design_put(Design *design, const Element *element, size_t position);
/* A component that still has connections is refused. */
Error design_remove(Design *design, ElementType type, const char *id);
size_t design_position(const Design *design, ElementType type, const char *id); /* SIZE_MAX: none */

/* The element as a copy of its own; false when there is none. Title, scenario and answers always are. */
bool design_get(const Design *design, ElementType type, const char *id, Element *out);
Element element_copy(const Element *element);
void element_free(Element *element);
const char *element_id(const Element *element); /* "" for title, scenario, answers */
const char *element_type_name(ElementType type);

Component *component_new(const KindSpec *kind, const char *id, int x, int y); /* label: the title */
Component *component_copy(const Component *component);
void component_free(Component *component);
Connection *connection_new(const ConnectionSpec *kind, const char *id, const char *from,
                           const char *to);
Connection *connection_copy(const Connection *connection);
void connection_free(Connection *connection);
Area *area_copy(const Area *area);
void area_free(Area *area);
Note *note_copy(const Note *note);
void note_free(Note *note);
void text_replace(char **owned, const char *text); /* frees the old, copies the new */

/* The value in force: the chosen one or the default. The kind must have the setting. */
SettingValue component_setting(const Component *component, const char *setting);
SettingValue connection_setting_value(const Connection *connection, const char *setting);
double component_number(const Component *component, const char *setting);
double connection_number(const Connection *connection, const char *setting);
const Setting *settings_find(const Settings *settings, const char *setting); /* chosen, or NULL */
/* Sets, or with NULL goes back to the default. The caller has checked the value. */
void settings_set(Settings *settings, const SettingSpec *spec, const SettingValue *value);
bool connection_carries(const Connection *connection, const char *operation);

/* The kind that a line drawn between the two gets (docs/MODEL.md, connection kinds). */
ConnectionKind connection_infer(const Component *from, const Component *to);
/* Whether a connection of this kind makes sense between the two; the error says why not. */
Error connection_check_ends(ConnectionKind kind, const Component *from, const Component *to);

/* The card's line with its placeholders filled: "4 x 32 slots". */
void component_card(const Component *component, char *out, size_t size);
/* The pill's text: the label, else what was chosen ("200 ms, 3 tries"), else "". */
void connection_card(const Connection *connection, char *out, size_t size);

/* --- Files (docs/FORMATS.md) --- */
Error design_load(const char *path, const Catalog *catalog, Design **design);
Error design_parse(const char *bytes, size_t length, const char *file, const Catalog *catalog,
                   Design **design);
void design_write(const Design *design, TextBuffer *out); /* canonical bytes */
Error design_save(const Design *design, const char *path);

/* One element, as the design's file has it; the journal and the clipboard use these too. */
void element_write(JsonWriter *writer, const Element *element);
/* Reads what element_write wrote. On failure the reader has the error and nothing is to be freed. */
bool element_read(JsonReader *reader, const JsonValue *value, ElementType type,
                  const Catalog *catalog, Element *out);
/* The whole document as one JSON value, in a line when the layout is JSON_INLINE. */
void design_write_value(JsonWriter *writer, const Design *design, JsonLayout layout);
Design *design_read_value(JsonReader *reader, const JsonValue *value, const Catalog *catalog);

#endif
