/* Copies: duplicates of parts, and parts cut out of one design and put into another. */
#include <stdint.h>

#include "history/chosen.h"

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

/* A copy is there to be moved. */
static void unlock(Element *element) {
    if (element->type == ELEMENT_COMPONENT) {
        element->as.component->locked = false;
    } else if (element->type == ELEMENT_AREA) {
        element->as.area->locked = false;
    } else if (element->type == ELEMENT_NOTE) {
        element->as.note->locked = false;
    }
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
    error = part_shift(&element, dx, dy);
    if (error.code) {
        element_free(&element);
        return error;
    }
    unlock(&element);
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

static void duplicate_free(Duplicate *duplicate) {
    design_free(duplicate->scratch);
    hash_index_free(&duplicate->copies);
    arena_free(&duplicate->arena);
}

/* Copies these parts of a design, and the connections between them. */
static Error copy_parts(Duplicate *duplicate, const Design *from, const Chosen *chosen, int dx,
                        int dy) {
    Error error = error_none();
    for (size_t i = 0; i < chosen->ids.count && !error.code; i++) {
        error = copy_place(duplicate, from, chosen->ids.items[i], dx, dy);
    }
    for (size_t i = 0; i < from->connections.count && !error.code; i++) {
        error = copy_connection(duplicate, from->connections.items[i]);
    }
    if (error.code) {
        command_free(duplicate->command);
    }
    return error;
}

static Error choose_copied(const Design *design, const char *const *ids, size_t count,
                           Chosen *chosen, size_t *named) {
    Error error = chosen_make(design, ids, count, chosen);
    if (error.code) {
        return error;
    }
    chosen_keep_places(chosen, design);
    *named = chosen->ids.count;
    if (*named == 0) {
        chosen_free(chosen);
        return error_make(ERROR_REFUSED, "a connection is not copied without its ends");
    }
    chosen_add_contents(chosen, design);
    return error;
}

Error edit_duplicate(const Design *design, const char *const *ids, size_t count, int dx, int dy,
                     Command *command) {
    Chosen chosen = {0};
    size_t named = 0;
    Error error = choose_copied(design, ids, count, &chosen, &named);
    if (error.code) {
        return error;
    }
    Duplicate duplicate = {.scratch = design_copy(design), .command = command};
    error = copy_parts(&duplicate, design, &chosen, dx, dy);
    if (!error.code) {
        name_of_many(command, "Duplicate", design, chosen.ids.items, named);
    }
    duplicate_free(&duplicate);
    chosen_free(&chosen);
    return error;
}

/* ---- Cut out of one design, put into another --------------------------------------------------- */

Error edit_clip(const Design *design, const char *const *ids, size_t count, Design **clip) {
    Chosen chosen = {0};
    size_t named = 0;
    Error error = choose_copied(design, ids, count, &chosen, &named);
    if (error.code) {
        return error;
    }
    Design *made = design_new(design->catalog);
    for (size_t i = 0; i < chosen.ids.count && !error.code; i++) {
        Element element;
        error = edit_copy_element(design, chosen.ids.items[i], &element);
        if (!error.code) {
            error = design_put(made, &element, SIZE_MAX);
            element_free(&element);
        }
    }
    for (size_t i = 0; i < design->connections.count && !error.code; i++) {
        const Connection *connection = design->connections.items[i];
        if (design_component(made, connection->from) && design_component(made, connection->to)) {
            Element element = {.type = ELEMENT_CONNECTION,
                               .as.connection = connection_copy(connection)};
            error = design_put(made, &element, SIZE_MAX);
            element_free(&element);
        }
    }
    chosen_free(&chosen);
    if (error.code) {
        design_free(made);
    } else {
        *clip = made;
    }
    return error;
}

static void choose_all(const Design *design, Chosen *chosen) {
    for (size_t i = 0; i < design->components.count; i++) {
        array_push(&chosen->ids, design->components.items[i]->id);
    }
    for (size_t i = 0; i < design->areas.count; i++) {
        array_push(&chosen->ids, design->areas.items[i]->id);
    }
    for (size_t i = 0; i < design->notes.count; i++) {
        array_push(&chosen->ids, design->notes.items[i]->id);
    }
}

Error edit_paste(const Design *design, const Design *clip, int dx, int dy, Command *command) {
    Chosen all = {0};
    choose_all(clip, &all);
    if (all.ids.count == 0) {
        return error_make(ERROR_REFUSED, "there is nothing in it to paste");
    }
    Duplicate duplicate = {.scratch = design_copy(design), .command = command};
    Error error = copy_parts(&duplicate, clip, &all, dx, dy);
    if (!error.code) {
        name_of_many(command, "Paste", clip, all.ids.items, all.ids.count);
    }
    duplicate_free(&duplicate);
    chosen_free(&all);
    return error;
}
