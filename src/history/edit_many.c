#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "history/edit_parts.h"

/* The ids that were asked for, each once and each in the design. Borrows them. */
typedef struct Chosen {
    ARRAY_OF(const char *) ids;
    HashIndex index;
} Chosen;

static void chosen_free(Chosen *chosen) {
    array_free(&chosen->ids);
    hash_index_free(&chosen->index);
}

static Error choose(const Design *design, const char *const *ids, size_t count, Chosen *chosen) {
    for (size_t i = 0; i < count; i++) {
        if (!design_has_id(design, ids[i])) {
            chosen_free(chosen);
            return error_make(ERROR_REFUSED, "nothing in the design has the id `%s`", ids[i]);
        }
        if (hash_index_add(&chosen->index, ids[i], chosen)) {
            array_push(&chosen->ids, ids[i]);
        }
    }
    if (chosen->ids.count == 0) {
        return error_make(ERROR_REFUSED, "nothing is selected");
    }
    return error_none();
}

static bool is_chosen(const Chosen *chosen, const char *id) {
    return hash_index_find(&chosen->index, id) != NULL;
}

/* "Move Link service", "Move 3 components", "Move 4 parts". */
static void name_step(Command *command, const char *verb, const Design *design,
                      const char *const *ids, size_t count) {
    size_t components = 0;
    for (size_t i = 0; i < count; i++) {
        components += design_component(design, ids[i]) != NULL;
    }
    Element element;
    if (count == 1 && !edit_copy_element(design, ids[0], &element).code) {
        char name[EDIT_NAME_SIZE];
        edit_name_element(&element, design, name);
        command_name(command, "%s %s", verb, name);
        element_free(&element);
    } else {
        command_name(command, "%s %zu %s", verb, count,
                     components == count ? "components" : "parts");
    }
}

/* --- Deleting --- */

static void remove_chosen(Command *command, const Chosen *chosen, ElementType type,
                          const char *id) {
    if (is_chosen(chosen, id)) {
        command_remove(command, type, id);
    }
}

Error edit_delete(const Design *design, const char *const *ids, size_t count, Command *command) {
    Chosen chosen = {0};
    Error error = choose(design, ids, count, &chosen);
    if (error.code) {
        return error;
    }
    /* From the end of each list, so that the others keep their places in it meanwhile; and
     * connections first, since a component that has any cannot go. */
    for (size_t i = design->connections.count; i-- > 0;) {
        const Connection *connection = design->connections.items[i];
        if (is_chosen(&chosen, connection->id) || is_chosen(&chosen, connection->from) ||
            is_chosen(&chosen, connection->to)) {
            command_remove(command, ELEMENT_CONNECTION, connection->id);
        }
    }
    for (size_t i = design->components.count; i-- > 0;) {
        remove_chosen(command, &chosen, ELEMENT_COMPONENT, design->components.items[i]->id);
    }
    for (size_t i = design->areas.count; i-- > 0;) {
        remove_chosen(command, &chosen, ELEMENT_AREA, design->areas.items[i]->id);
    }
    for (size_t i = design->notes.count; i-- > 0;) {
        remove_chosen(command, &chosen, ELEMENT_NOTE, design->notes.items[i]->id);
    }
    name_step(command, "Delete", design, chosen.ids.items, chosen.ids.count);
    chosen_free(&chosen);
    return error;
}

/* --- Moving --- */

/* Where the element is; false for what has no place of its own. */
static bool place_of(Element *element, int **x, int **y) {
    switch (element->type) {
    case ELEMENT_COMPONENT:
        *x = &element->as.component->x;
        *y = &element->as.component->y;
        return true;
    case ELEMENT_AREA:
        *x = &element->as.area->x;
        *y = &element->as.area->y;
        return true;
    case ELEMENT_NOTE:
        *x = &element->as.note->x;
        *y = &element->as.note->y;
        return true;
    case ELEMENT_CONNECTION:
    case ELEMENT_TITLE:
    case ELEMENT_SCENARIO:
    case ELEMENT_ANSWERS:
    case ELEMENT_TYPE_COUNT:
        break;
    }
    return false;
}

static bool has_place(const Design *design, const char *id) {
    ElementType type;
    return design_id_type(design, id, &type) && type != ELEMENT_CONNECTION;
}

static Error shift(Element *element, int dx, int dy) {
    int *x, *y;
    if (place_of(element, &x, &y)) {
        long long new_x = (long long)*x + dx, new_y = (long long)*y + dy;
        if (llabs(new_x) > LIMIT_COORDINATE || llabs(new_y) > LIMIT_COORDINATE) {
            return error_make(ERROR_REFUSED, "the board ends there");
        }
        *x = (int)new_x;
        *y = (int)new_y;
    }
    return error_none();
}

/* Drops the connections among the chosen. */
static void keep_places(const Design *design, Chosen *chosen) {
    size_t kept = 0;
    for (size_t i = 0; i < chosen->ids.count; i++) {
        if (has_place(design, chosen->ids.items[i])) {
            chosen->ids.items[kept++] = chosen->ids.items[i];
        }
    }
    chosen->ids.count = kept;
}

Error edit_move(const Design *design, const char *const *ids, size_t count, int dx, int dy,
                Command *command) {
    Chosen chosen = {0};
    Error error = choose(design, ids, count, &chosen);
    if (error.code) {
        return error;
    }
    keep_places(design, &chosen);
    size_t moved = dx == 0 && dy == 0 ? 0 : chosen.ids.count;
    for (size_t i = 0; i < moved && !error.code; i++) {
        Element element;
        error = edit_copy_element(design, chosen.ids.items[i], &element);
        if (!error.code) {
            error = shift(&element, dx, dy);
            command_put(command, element, SIZE_MAX);
        }
    }
    if (error.code) {
        command_free(command);
    } else if (moved > 0) {
        name_step(command, "Move", design, chosen.ids.items, moved);
    }
    chosen_free(&chosen);
    return error;
}

/* --- Copying --- */

/* A duplicate is made in a copy of the design, where the ids that it has taken so far are taken. */
typedef struct Duplicate {
    Design *scratch;
    Command *command;
    Arena arena;
    HashIndex copies; /* of components: the old id to the new one */
} Duplicate;

static Error add_copy(Duplicate *duplicate, Element element) {
    Error error = design_put(duplicate->scratch, &element, SIZE_MAX);
    command_put(duplicate->command, element, SIZE_MAX);
    return error;
}

static void rename_component(Duplicate *duplicate, Component *component) {
    TextBuffer label = {0};
    char old_id[ID_SIZE];
    text_copy(old_id, sizeof old_id, component->id);
    edit_fresh_label(duplicate->scratch, component->label, &label);
    text_replace(&component->label, text_of(&label));
    design_fresh_id(duplicate->scratch, text_of(&label), component->id);
    hash_index_add(&duplicate->copies, arena_copy_string(&duplicate->arena, old_id),
                   arena_copy_string(&duplicate->arena, component->id));
    text_free(&label);
}

static Error copy_place(Duplicate *duplicate, const Design *design, const char *id, int dx,
                        int dy) {
    Element element;
    Error error = edit_copy_element(design, id, &element);
    if (error.code) {
        return error;
    }
    if (element.type == ELEMENT_COMPONENT) {
        rename_component(duplicate, element.as.component);
    } else if (element.type == ELEMENT_AREA) {
        design_fresh_id(duplicate->scratch, "area", element.as.area->id);
    } else {
        design_fresh_id(duplicate->scratch, "note", element.as.note->id);
    }
    error = shift(&element, dx, dy);
    if (error.code) {
        element_free(&element);
        return error;
    }
    return add_copy(duplicate, element);
}

static Error copy_connection(Duplicate *duplicate, const Connection *connection) {
    const char *from = hash_index_find(&duplicate->copies, connection->from);
    const char *to = hash_index_find(&duplicate->copies, connection->to);
    if (!from || !to) {
        return error_none();
    }
    Connection *copy = connection_copy(connection);
    text_copy(copy->from, sizeof copy->from, from);
    text_copy(copy->to, sizeof copy->to, to);
    TextBuffer stem = {0};
    text_append_format(&stem, "%s-%s", from, to);
    design_fresh_id(duplicate->scratch, text_of(&stem), copy->id);
    text_free(&stem);
    return add_copy(duplicate, (Element){.type = ELEMENT_CONNECTION, .as.connection = copy});
}

Error edit_duplicate(const Design *design, const char *const *ids, size_t count, int dx, int dy,
                     Command *command) {
    Chosen chosen = {0};
    Error error = choose(design, ids, count, &chosen);
    if (error.code) {
        return error;
    }
    keep_places(design, &chosen);
    if (chosen.ids.count == 0) {
        chosen_free(&chosen);
        return error_make(ERROR_REFUSED, "a connection is not copied without its ends");
    }
    Duplicate duplicate = {.scratch = design_copy(design), .command = command};
    for (size_t i = 0; i < chosen.ids.count && !error.code; i++) {
        error = copy_place(&duplicate, design, chosen.ids.items[i], dx, dy);
    }
    for (size_t i = 0; i < design->connections.count && !error.code; i++) {
        error = copy_connection(&duplicate, design->connections.items[i]);
    }
    if (error.code) {
        command_free(command);
    } else {
        name_step(command, "Duplicate", design, chosen.ids.items, chosen.ids.count);
    }
    design_free(duplicate.scratch);
    hash_index_free(&duplicate.copies);
    arena_free(&duplicate.arena);
    chosen_free(&chosen);
    return error;
}
