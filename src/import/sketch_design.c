/* From shapes and arrows to components and connections. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "board/tidy.h"
#include "import/sketch.h"
#include "model/kind_words.h"

typedef char Id[ID_SIZE];

typedef struct Maker {
    Sketch *sketch;
    Design *design;
    HashIndex claimed; /* ids of what was kept, to the element that has it */
    Id *components;    /* of the shapes */
    HashIndex drawn;   /* the two ends of every arrow */
    HashIndex pairs;   /* ends and kind, to the id of the connection made of the first such arrow */
} Maker;

/* ---- Ids --------------------------------------------------------------------------------------- */

static void claim(Maker *maker, const void *kept, const char *id) {
    hash_index_add(&maker->claimed, id, (void *)kept);
}

/* What was kept has its id, unless a copy of it came first. */
static void choose_id(Maker *maker, const void *kept, const char *kept_id, const char *stem,
                      size_t number, Id id) {
    if (kept && hash_index_find(&maker->claimed, kept_id) == kept) {
        memcpy(id, kept_id, ID_SIZE);
        return;
    }
    char tried[2 * ID_SIZE];
    text_copy(tried, ID_SIZE, stem);
    design_fresh_id(maker->design, tried, id);
    for (; hash_index_find(&maker->claimed, id); number++) {
        snprintf(tried, sizeof tried, "%.48s-%zu", stem, number);
        design_fresh_id(maker->design, tried, id);
    }
}

/* An int of the canvas; what is beyond it is refused when it is put into the design. */
static int whole(double number) {
    double far = 100.0 * LIMIT_COORDINATE;
    return (int)lround(fmax(-far, fmin(number, far)));
}

static void put(Maker *maker, Element element, int line) {
    Error error = design_put(maker->design, &element, SIZE_MAX);
    if (error.code) {
        sketch_fail(maker->sketch, error.code, line, "%s", error.message);
    }
}

/* ---- Components -------------------------------------------------------------------------------- */

static const KindSpec *kind_of(Maker *maker, const SketchShape *shape) {
    Sketch *sketch = maker->sketch;
    const KindSpec *fallback = &sketch->catalog->kinds[KIND_SERVICE];
    char shown[JSON_SHOWN_SIZE];
    if (shape->kind) {
        return shape->kind;
    }
    KindMatch match = kind_of_words(sketch->catalog, shape->text);
    json_shown(shape->text, shown);
    if (match.kind && !(match.vague && shape->likely)) {
        if (match.vague && !match.last && match.kind != fallback) {
            sketch_guess(sketch, shape->line, "`%s` is taken for %s, by the word `%s`", shown,
                         match.kind->title, match.word);
        }
        return match.kind;
    }
    const KindSpec *kind = shape->likely ? shape->likely : fallback;
    if (shape->likely) {
        sketch_guess(sketch, shape->line, "`%s` is taken for %s, by its form", shown, kind->title);
    } else if (shape->text[0]) {
        sketch_guess(sketch, shape->line, "`%s` does not say what it is: taken for %s", shown,
                     kind->title);
    } else {
        sketch_guess(sketch, shape->line, "a shape without words: taken for %s", kind->title);
    }
    return kind;
}

/* The drawing's words, unless they are just how it shows those of the part that was kept. */
static void set_text(Sketch *sketch, char **text, const char *drawn, int line) {
    if (strcmp(sketch_line_of(sketch, line, *text), drawn) != 0) {
        text_replace(text, drawn);
    }
}

static void add_component(Maker *maker, size_t number) {
    const SketchShape *shape = &maker->sketch->shapes.items[number];
    Component *component =
        shape->kept ? component_copy(shape->kept) : component_new(kind_of(maker, shape), "", 0, 0);
    if (shape->text[0]) {
        set_text(maker->sketch, &component->label, shape->text, shape->line);
    }
    const char *stem = shape->name[0] ? shape->name : component->label;
    choose_id(maker, shape->kept, shape->kept ? shape->kept->id : "", stem, number, component->id);
    component->x = whole(shape->box.x + shape->box.w / 2);
    component->y = whole(shape->box.y + shape->box.h / 2);
    component->locked = shape->locked;
    memcpy(maker->components[number], component->id, ID_SIZE);
    put(maker, (Element){.type = ELEMENT_COMPONENT, .as.component = component}, shape->line);
    component_free(component);
}

/* ---- Connections ------------------------------------------------------------------------------- */

typedef struct Ends {
    const Component *from, *to;
} Ends;

static bool fits(ConnectionKind kind, Ends ends) {
    return connection_check_ends(kind, ends.from, ends.to).code == ERROR_NONE;
}

/* "publish: order placed": the words before the colon name the kind; `rest` is what follows them. */
static const ConnectionSpec *kind_before_colon(const Catalog *catalog, const char *text,
                                               const char **rest) {
    char words[2 * ID_SIZE] = "";
    size_t length = strcspn(text, ":");
    if (text[length] == '\0' || length >= sizeof words) {
        return NULL;
    }
    memcpy(words, text, length);
    *rest = text + length + 1 + strspn(text + length + 1, " ");
    return connection_of_words(catalog, words);
}

static bool is_same(const char *a, const char *b) {
    while (*a && (*a | 0x20) == (*b | 0x20)) {
        a++;
        b++;
    }
    return !*a && !*b;
}

/* What a connection is: what the drawing says where that makes sense, else what the board would
 * make of it. */
typedef struct Sense {
    const ConnectionSpec *kind;
    const char *label; /* what the text says beside the kind */
} Sense;

static Sense sense_of(const Maker *maker, const SketchArrow *arrow, Ends ends) {
    const Catalog *catalog = maker->sketch->catalog;
    if (arrow->kept && fits(arrow->kept->kind->id, ends)) {
        return (Sense){arrow->kept->kind, arrow->text};
    }
    const ConnectionSpec *kind = connection_of_words(catalog, arrow->text);
    const char *label = kind && is_same(arrow->text, kind->title) ? "" : arrow->text;
    if (!kind) {
        const char *rest = NULL;
        kind = kind_before_colon(catalog, arrow->text, &rest);
        label = kind ? rest : label;
    }
    if (kind && fits(kind->id, ends)) {
        return (Sense){kind, label};
    }
    return (Sense){&catalog->connections[connection_infer(ends.from, ends.to)], arrow->text};
}

/* `kind` is "" where it does not matter. */
static char *pair_key(Maker *maker, const char *from, const char *to, const char *kind) {
    char key[3 * ID_SIZE];
    snprintf(key, sizeof key, "%s>%s %s", from, to, kind);
    return arena_copy_string(&maker->sketch->arena, key);
}

static void note_drawn(Maker *maker, const SketchArrow *arrow) {
    char *key = pair_key(maker, maker->components[arrow->from], maker->components[arrow->to], "");
    hash_index_add(&maker->drawn, key, key);
}

/* Many people draw the answer of a store as an arrow of its own. */
static bool is_answer(Maker *maker, Ends ends) {
    return ends.from->kind->group == GROUP_DATA &&
           hash_index_find(&maker->drawn, pair_key(maker, ends.to->id, ends.from->id, ""));
}

/* Two arrows of one direction and kind are one connection: each request would pass both. */
static bool joins(Maker *maker, const SketchArrow *arrow, Ends ends, const char *text,
                  const char *key) {
    const char *id = hash_index_find(&maker->pairs, key);
    const Connection *first = id ? design_connection(maker->design, id) : NULL;
    if (!first) {
        return false;
    }
    sketch_guess(maker->sketch, arrow->line, "the arrows from `%s` to `%s` are one connection",
                 ends.from->label, ends.to->label);
    if (text[0] && !strstr(first->label, text) &&
        strlen(first->label) + strlen(text) + 2 <= LIMIT_TEXT_BYTES) {
        Connection *joined = connection_copy(first);
        TextBuffer label = {0};
        text_append_format(&label, "%s%s%s", first->label, first->label[0] ? ", " : "", text);
        text_replace(&joined->label, text_of(&label));
        put(maker, (Element){.type = ELEMENT_CONNECTION, .as.connection = joined}, arrow->line);
        text_free(&label);
        connection_free(joined);
    }
    return true;
}

static void put_connection(Maker *maker, const SketchArrow *arrow, Ends ends, Sense sense,
                           size_t number) {
    char stem[2 * ID_SIZE], *key = NULL;
    Connection *connection = NULL;
    if (arrow->kept && arrow->kept->kind == sense.kind) {
        connection = connection_copy(arrow->kept);
        set_text(maker->sketch, &connection->label, arrow->text, arrow->line);
    } else {
        key = pair_key(maker, ends.from->id, ends.to->id, sense.kind->name);
        if (joins(maker, arrow, ends, sense.label, key)) {
            return;
        }
        connection = connection_new(sense.kind, "", "", "");
        text_replace(&connection->label, sense.label);
    }
    snprintf(stem, sizeof stem, "%s-%s", ends.from->id, ends.to->id);
    choose_id(maker, arrow->kept, arrow->kept ? arrow->kept->id : "", stem, number, connection->id);
    memcpy(connection->from, ends.from->id, ID_SIZE);
    memcpy(connection->to, ends.to->id, ID_SIZE);
    put(maker, (Element){.type = ELEMENT_CONNECTION, .as.connection = connection}, arrow->line);
    if (key) {
        hash_index_add(&maker->pairs, key,
                       arena_copy_string(&maker->sketch->arena, connection->id));
    }
    connection_free(connection);
}

static void add_connection(Maker *maker, size_t number) {
    const SketchArrow *arrow = &maker->sketch->arrows.items[number];
    Ends ends = {design_component(maker->design, maker->components[arrow->from]),
                 design_component(maker->design, maker->components[arrow->to])};
    Sense sense = sense_of(maker, arrow, ends);
    Error error = connection_check_ends(sense.kind->id, ends.from, ends.to);
    if (error.code && arrow->undirected) {
        Ends turned = {ends.to, ends.from};
        Sense other = sense_of(maker, arrow, turned);
        if (fits(other.kind->id, turned)) {
            ends = turned;
            sense = other;
            error = error_none();
        }
    }
    if (error.code) {
        sketch_unread(maker->sketch, arrow->line, "an arrow: %s", error.message);
        return;
    }
    if (sense.kind->id == CONNECTION_CALL && !arrow->kept && is_answer(maker, ends)) {
        sketch_unread(maker->sketch, arrow->line,
                      "an arrow back from `%s` to `%s`: the answer to a call is part of the call",
                      ends.from->label, ends.to->label);
        return;
    }
    if (arrow->undirected && !arrow->kept) {
        sketch_guess(maker->sketch, arrow->line,
                     "the line between `%s` and `%s` has no one direction: taken for %s from `%s`",
                     ends.from->label, ends.to->label, sense.kind->name, ends.from->label);
    }
    put_connection(maker, arrow, ends, sense, number);
}

/* ---- Areas and notes --------------------------------------------------------------------------- */

static int side(double length) {
    return whole(fmax(length, 1));
}

static void add_area(Maker *maker, size_t number) {
    const SketchArea *drawn = &maker->sketch->areas.items[number];
    Area none = {.label = (char[]){""}};
    Area *area = area_copy(drawn->kept ? drawn->kept : &none);
    set_text(maker->sketch, &area->label, drawn->text, drawn->line);
    choose_id(maker, drawn->kept, area->id, area->label[0] ? area->label : "area", number,
              area->id);
    area->x = whole(drawn->box.x);
    area->y = whole(drawn->box.y);
    area->w = side(drawn->box.w);
    area->h = side(drawn->box.h);
    area->locked = drawn->locked;
    put(maker, (Element){.type = ELEMENT_AREA, .as.area = area}, drawn->line);
    area_free(area);
}

static void add_note(Maker *maker, size_t number) {
    const SketchNote *drawn = &maker->sketch->notes.items[number];
    Note none = {.text = (char[]){""}};
    Note *note = note_copy(drawn->kept ? drawn->kept : &none);
    if (strcmp(sketch_text_of(maker->sketch, drawn->line, note->text), drawn->text) != 0) {
        text_replace(&note->text, drawn->text);
    }
    choose_id(maker, drawn->kept, note->id, "note", number, note->id);
    note->x = whole(drawn->box.x);
    note->y = whole(drawn->box.y);
    note->w = side(drawn->box.w);
    note->h = side(drawn->box.h);
    note->locked = drawn->locked;
    put(maker, (Element){.type = ELEMENT_NOTE, .as.note = note}, drawn->line);
    note_free(note);
}

/* ---- The whole --------------------------------------------------------------------------------- */

static void claim_all(Maker *maker) {
    const Sketch *sketch = maker->sketch;
    for (size_t i = 0; i < sketch->shapes.count; i++) {
        const Component *kept = sketch->shapes.items[i].kept;
        if (kept) {
            claim(maker, kept, kept->id);
        }
    }
    for (size_t i = 0; i < sketch->arrows.count; i++) {
        const Connection *kept = sketch->arrows.items[i].kept;
        if (kept) {
            claim(maker, kept, kept->id);
        }
    }
    for (size_t i = 0; i < sketch->areas.count; i++) {
        const Area *kept = sketch->areas.items[i].kept;
        if (kept) {
            claim(maker, kept, kept->id);
        }
    }
    for (size_t i = 0; i < sketch->notes.count; i++) {
        const Note *kept = sketch->notes.items[i].kept;
        if (kept) {
            claim(maker, kept, kept->id);
        }
    }
}

static void put_document(Maker *maker) {
    Sketch *sketch = maker->sketch;
    const Design *kept = sketch->kept;
    char *title = memory_copy_string(kept ? kept->title : sketch_line_of(sketch, 1, sketch->title));
    if (kept && sketch->title) {
        set_text(sketch, &title, sketch->title, 1);
    }
    put(maker, (Element){.type = ELEMENT_TITLE, .as.text = title}, 1);
    free(title);
    Element element;
    if (kept && design_get(kept, ELEMENT_SCENARIO, "", &element)) {
        put(maker, element, 1);
        element_free(&element);
    }
    if (kept && design_get(kept, ELEMENT_ANSWERS, "", &element)) {
        put(maker, element, 1);
        element_free(&element);
    }
}

static void make(Maker *maker) {
    Sketch *sketch = maker->sketch;
    claim_all(maker);
    put_document(maker);
    for (size_t i = 0; i < sketch->shapes.count && !sketch->error.code; i++) {
        add_component(maker, i);
    }
    for (size_t i = 0; i < sketch->arrows.count && !sketch->error.code; i++) {
        note_drawn(maker, &sketch->arrows.items[i]);
    }
    for (size_t i = 0; i < sketch->arrows.count && !sketch->error.code; i++) {
        add_connection(maker, i);
    }
    for (size_t i = 0; i < sketch->areas.count && !sketch->error.code; i++) {
        add_area(maker, i);
    }
    for (size_t i = 0; i < sketch->notes.count && !sketch->error.code; i++) {
        add_note(maker, i);
    }
}

/* As the board's own command does it. A giant is left in its rows: whoever wants it laid out asks
 * for that, and then knows what takes its time. */
static void tidy(Maker *maker) {
    enum { MOST_PARTS = 5000 };
    Design *design = maker->design;
    if (design->components.count + design->connections.count > MOST_PARTS) {
        sketch_guess(maker->sketch, 1, "more than %d parts are put into rows: Tidy lays them out",
                     MOST_PARTS);
        return;
    }
    Command command = {0};
    Error error = tidy_make(design, NULL, 0, &command);
    if (!error.code) {
        error = command_apply(&command, design);
    }
    if (error.code) {
        sketch_guess(maker->sketch, 1, "the parts are put into rows: %s", error.message);
    }
    command_free(&command);
}

static int by_line(const void *a, const void *b) {
    const ImportRemark *first = a, *second = b;
    int line = (first->line > second->line) - (first->line < second->line);
    return line != 0 ? line : strcmp(first->text, second->text);
}

Error sketch_finish(Sketch *sketch, Import *import) {
    if (sketch->placed) {
        sketch_spread(sketch);
    } else {
        sketch_place(sketch);
    }
    Maker maker = {
        .sketch = sketch,
        .design = design_new(sketch->catalog),
        .components = memory_allocate((sketch->shapes.count + 1) * sizeof(Id)),
    };
    make(&maker);
    hash_index_free(&maker.claimed);
    hash_index_free(&maker.drawn);
    hash_index_free(&maker.pairs);
    free(maker.components);
    if (!sketch->placed && !sketch->error.code && maker.design->components.count > 0) {
        tidy(&maker);
    }
    if (sketch->error.code) {
        design_free(maker.design);
        return sketch->error;
    }
    if (sketch->remarks.count > 1) {
        qsort(sketch->remarks.items, sketch->remarks.count, sizeof(ImportRemark), by_line);
    }
    import->design = maker.design;
    import->arena = sketch->arena;
    import->remarks.items = sketch->remarks.items;
    import->remarks.count = sketch->remarks.count;
    import->remarks.capacity = sketch->remarks.capacity;
    sketch->arena = (Arena){0};
    sketch->remarks.items = NULL;
    sketch->remarks.count = sketch->remarks.capacity = 0;
    return error_none();
}
