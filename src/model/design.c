#include "model/design.h"

#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/design_check.h"

Design *design_new(const Catalog *catalog) {
    Design *design = memory_allocate(sizeof *design);
    *design = (Design){.catalog = catalog, .title = memory_copy_string("")};
    return design;
}

void design_free(Design *design) {
    if (!design) {
        return;
    }
    for (size_t i = 0; i < design->components.count; i++) {
        component_free(design->components.items[i]);
    }
    for (size_t i = 0; i < design->connections.count; i++) {
        connection_free(design->connections.items[i]);
    }
    for (size_t i = 0; i < design->areas.count; i++) {
        area_free(design->areas.items[i]);
    }
    for (size_t i = 0; i < design->notes.count; i++) {
        note_free(design->notes.items[i]);
    }
    array_free(&design->components);
    array_free(&design->connections);
    array_free(&design->areas);
    array_free(&design->notes);
    answers_free(&design->answers);
    for (size_t i = 0; i < COUNT_OF(design->ids); i++) {
        hash_index_free(&design->ids[i]);
    }
    free(design->title);
    free(design);
}

/* ---- Finding --------------------------------------------------------------------------------- */

const Component *design_component(const Design *design, const char *id) {
    return hash_index_find(&design->ids[ELEMENT_COMPONENT], id);
}

const Connection *design_connection(const Design *design, const char *id) {
    return hash_index_find(&design->ids[ELEMENT_CONNECTION], id);
}

const Area *design_area(const Design *design, const char *id) {
    return hash_index_find(&design->ids[ELEMENT_AREA], id);
}

const Note *design_note(const Design *design, const char *id) {
    return hash_index_find(&design->ids[ELEMENT_NOTE], id);
}

bool design_id_type(const Design *design, const char *id, ElementType *type) {
    for (ElementType i = ELEMENT_COMPONENT; i <= ELEMENT_NOTE; i++) {
        if (hash_index_find(&design->ids[i], id)) {
            *type = i;
            return true;
        }
    }
    return false;
}

bool design_has_id(const Design *design, const char *id) {
    ElementType type;
    return design_id_type(design, id, &type);
}

/* The list of a type: pointers to its elements. */
typedef struct List {
    void *items;
    size_t count;
} List;

static List list_of(const Design *design, ElementType type) {
    switch (type) {
    case ELEMENT_COMPONENT:
        return (List){design->components.items, design->components.count};
    case ELEMENT_CONNECTION:
        return (List){design->connections.items, design->connections.count};
    case ELEMENT_AREA:
        return (List){design->areas.items, design->areas.count};
    case ELEMENT_NOTE:
        return (List){design->notes.items, design->notes.count};
    case ELEMENT_TITLE:
    case ELEMENT_SCENARIO:
    case ELEMENT_ANSWERS:
    case ELEMENT_TYPE_COUNT:
        break;
    }
    assert(false);
    return (List){0};
}

static char *slot_of(List list, size_t position) {
    return (char *)list.items + position * sizeof(void *);
}

static bool stands_at(List list, size_t position, const void *element) {
    const void *item;
    memcpy(&item, slot_of(list, position), sizeof item);
    return item == element;
}

/* From both ends, where those are that go one after another. */
static size_t position_in(List list, const void *element) {
    for (size_t i = 0; i < list.count; i++) {
        if (stands_at(list, list.count - 1 - i, element)) {
            return list.count - 1 - i;
        }
        if (stands_at(list, i, element)) {
            return i;
        }
    }
    return SIZE_MAX;
}

size_t design_position(const Design *design, ElementType type, const char *id) {
    if (type > ELEMENT_NOTE) {
        return SIZE_MAX;
    }
    const void *element = hash_index_find(&design->ids[type], id);
    return element ? position_in(list_of(design, type), element) : SIZE_MAX;
}

/* The element without a copy. */
static Element wrap(ElementType type, void *part) {
    Element element = {.type = type};
    switch (type) {
    case ELEMENT_COMPONENT:
        element.as.component = part;
        break;
    case ELEMENT_CONNECTION:
        element.as.connection = part;
        break;
    case ELEMENT_AREA:
        element.as.area = part;
        break;
    case ELEMENT_NOTE:
        element.as.note = part;
        break;
    case ELEMENT_TITLE:
    case ELEMENT_SCENARIO:
        element.as.text = part;
        break;
    case ELEMENT_ANSWERS:
        element.as.answers = part;
        break;
    case ELEMENT_TYPE_COUNT:
        assert(false);
        break;
    }
    return element;
}

bool design_get(const Design *design, ElementType type, const char *id, Element *out) {
    char scenario[ID_SIZE];
    text_copy(scenario, sizeof scenario, design->scenario);
    Answers answers = design->answers;
    void *part = type == ELEMENT_TITLE      ? (void *)design->title
                 : type == ELEMENT_SCENARIO ? (void *)scenario
                 : type == ELEMENT_ANSWERS  ? (void *)&answers
                                            : hash_index_find(&design->ids[type], id);
    if (!part) {
        return false;
    }
    Element found = wrap(type, part);
    *out = element_copy(&found);
    return true;
}

/* ---- Changing -------------------------------------------------------------------------------- */

static void move_last_to(List list, size_t position) {
    char last[sizeof(void *)];
    memcpy(last, slot_of(list, list.count - 1), sizeof last);
    memmove(slot_of(list, position + 1), slot_of(list, position),
            (list.count - 1 - position) * sizeof last);
    memcpy(slot_of(list, position), last, sizeof last);
}

static void move_to_last(List list, size_t position) {
    char moved[sizeof(void *)];
    memcpy(moved, slot_of(list, position), sizeof moved);
    memmove(slot_of(list, position), slot_of(list, position + 1),
            (list.count - 1 - position) * sizeof moved);
    memcpy(slot_of(list, list.count - 1), moved, sizeof moved);
}

static void append(Design *design, const Element *element) {
    switch (element->type) {
    case ELEMENT_COMPONENT: {
        Component *component = component_copy(element->as.component);
        array_push(&design->components, component);
        hash_index_add(&design->ids[ELEMENT_COMPONENT], component->id, component);
        break;
    }
    case ELEMENT_CONNECTION: {
        Connection *connection = connection_copy(element->as.connection);
        array_push(&design->connections, connection);
        hash_index_add(&design->ids[ELEMENT_CONNECTION], connection->id, connection);
        break;
    }
    case ELEMENT_AREA: {
        Area *area = area_copy(element->as.area);
        array_push(&design->areas, area);
        hash_index_add(&design->ids[ELEMENT_AREA], area->id, area);
        break;
    }
    case ELEMENT_NOTE: {
        Note *note = note_copy(element->as.note);
        array_push(&design->notes, note);
        hash_index_add(&design->ids[ELEMENT_NOTE], note->id, note);
        break;
    }
    case ELEMENT_TITLE:
    case ELEMENT_SCENARIO:
    case ELEMENT_ANSWERS:
    case ELEMENT_TYPE_COUNT:
        assert(false);
        break;
    }
}

static void drop_last(Design *design, ElementType type) {
    switch (type) {
    case ELEMENT_COMPONENT:
        design->components.count--;
        break;
    case ELEMENT_CONNECTION:
        design->connections.count--;
        break;
    case ELEMENT_AREA:
        design->areas.count--;
        break;
    case ELEMENT_NOTE:
        design->notes.count--;
        break;
    case ELEMENT_TITLE:
    case ELEMENT_SCENARIO:
    case ELEMENT_ANSWERS:
    case ELEMENT_TYPE_COUNT:
        assert(false);
        break;
    }
}

/* The new contents take the old one's place in memory, so that lists and index need no change. */
#define SWAP_CONTENTS(Type, a, b) \
    do {                          \
        Type swapped = *(a);      \
        *(a) = *(b);              \
        *(b) = swapped;           \
    } while (0)

static void replace(Design *design, const Element *element) {
    void *old = element->type <= ELEMENT_NOTE
                    ? hash_index_find(&design->ids[element->type], element_id(element))
                    : NULL;
    Element copy = element_copy(element);
    switch (element->type) {
    case ELEMENT_COMPONENT:
        SWAP_CONTENTS(Component, (Component *)old, copy.as.component);
        break;
    case ELEMENT_CONNECTION:
        SWAP_CONTENTS(Connection, (Connection *)old, copy.as.connection);
        break;
    case ELEMENT_AREA:
        SWAP_CONTENTS(Area, (Area *)old, copy.as.area);
        break;
    case ELEMENT_NOTE:
        SWAP_CONTENTS(Note, (Note *)old, copy.as.note);
        break;
    case ELEMENT_TITLE:
        SWAP_CONTENTS(char *, &design->title, &copy.as.text);
        break;
    case ELEMENT_SCENARIO:
        text_copy(design->scenario, ID_SIZE, copy.as.text);
        break;
    case ELEMENT_ANSWERS:
        SWAP_CONTENTS(Answers, &design->answers, copy.as.answers);
        break;
    case ELEMENT_TYPE_COUNT:
        assert(false);
        break;
    }
    element_free(&copy);
}

Error design_put(Design *design, const Element *element, size_t position) {
    Error error = design_check_element(design, element);
    if (error.code) {
        return error;
    }
    if (element->type > ELEMENT_NOTE || design_has_id(design, element_id(element))) {
        replace(design, element);
        return error_none();
    }
    append(design, element);
    List list = list_of(design, element->type);
    if (position < list.count - 1) {
        move_last_to(list, position);
    }
    return error_none();
}

static Error check_no_connections(const Design *design, const char *id) {
    for (size_t i = 0; i < design->connections.count; i++) {
        const Connection *connection = design->connections.items[i];
        if (strcmp(connection->from, id) == 0 || strcmp(connection->to, id) == 0) {
            return error_make(ERROR_REFUSED,
                              "the component `%s` still has the connection `%s`; remove that first",
                              id, connection->id);
        }
    }
    return error_none();
}

Error design_remove(Design *design, ElementType type, const char *id) {
    if (type > ELEMENT_NOTE) {
        return error_make(ERROR_REFUSED, "the %s of a design cannot be removed",
                          element_type_name(type));
    }
    size_t position = design_position(design, type, id);
    if (position == SIZE_MAX) {
        return error_make(ERROR_REFUSED, "there is no %s `%s`", element_type_name(type), id);
    }
    if (type == ELEMENT_COMPONENT) {
        Error error = check_no_connections(design, id);
        if (error.code) {
            return error;
        }
    }
    Element removed = wrap(type, hash_index_find(&design->ids[type], id));
    hash_index_remove(&design->ids[type], id);
    move_to_last(list_of(design, type), position);
    drop_last(design, type);
    element_free(&removed);
    return error_none();
}

Design *design_copy(const Design *design) {
    Design *copy = design_new(design->catalog);
    text_replace(&copy->title, design->title);
    text_copy(copy->scenario, ID_SIZE, design->scenario);
    copy->answers = answers_copy(&design->answers);
    for (size_t i = 0; i < design->components.count; i++) {
        append(copy,
               &(Element){.type = ELEMENT_COMPONENT, .as.component = design->components.items[i]});
    }
    for (size_t i = 0; i < design->connections.count; i++) {
        append(copy, &(Element){.type = ELEMENT_CONNECTION,
                                .as.connection = design->connections.items[i]});
    }
    for (size_t i = 0; i < design->areas.count; i++) {
        append(copy, &(Element){.type = ELEMENT_AREA, .as.area = design->areas.items[i]});
    }
    for (size_t i = 0; i < design->notes.count; i++) {
        append(copy, &(Element){.type = ELEMENT_NOTE, .as.note = design->notes.items[i]});
    }
    return copy;
}

/* ---- Fresh ids ------------------------------------------------------------------------------- */

/* "Link service (v2)" gives "link-service-v2". */
static void make_stem(const char *text, char out[ID_SIZE]) {
    size_t length = 0;
    for (const char *c = text; *c && length < ID_SIZE - 1; c++) {
        char lower = *c >= 'A' && *c <= 'Z' ? (char)(*c - 'A' + 'a') : *c;
        bool fits = (lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9');
        if (fits || (lower == '_' && length > 0)) {
            out[length++] = lower;
        } else if (length > 0 && out[length - 1] != '-') {
            out[length++] = '-';
        }
    }
    while (length > 0 && out[length - 1] == '-') {
        length--;
    }
    out[length] = '\0';
    if (length == 0) {
        text_copy(out, ID_SIZE, "item");
    }
}

void design_fresh_id(const Design *design, const char *stem, char out[ID_SIZE]) {
    char base[ID_SIZE];
    make_stem(stem, base);
    text_copy(out, ID_SIZE, base);
    for (size_t n = 2; design_has_id(design, out); n++) {
        char suffix[24];
        int length = snprintf(suffix, sizeof suffix, "-%zu", n);
        snprintf(out, ID_SIZE, "%.*s%s", ID_SIZE - 1 - length, base, suffix);
    }
}
