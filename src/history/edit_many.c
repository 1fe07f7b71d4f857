/* Edits of many parts at once: deleting and moving. */
#include <stdint.h>

#include "history/chosen.h"

/* --- Deleting --- */

static void remove_chosen(Command *command, const Chosen *chosen, ElementType type,
                          const char *id) {
    if (chosen_has(chosen, id)) {
        command_remove(command, type, id);
    }
}

/* Without what is locked; the index is made anew, for nobody else must find it there. */
static Error choose_deleted(const Design *design, const char *const *ids, size_t count,
                            Chosen *chosen) {
    Chosen all = {0};
    Error error = chosen_make(design, ids, count, &all);
    if (error.code) {
        return error;
    }
    error = chosen_drop_locked(&all, design, "deleted");
    if (!error.code) {
        error = chosen_make(design, all.ids.items, all.ids.count, chosen);
    }
    chosen_free(&all);
    return error;
}

Error edit_delete(const Design *design, const char *const *ids, size_t count, Command *command) {
    Chosen chosen = {0};
    Error error = choose_deleted(design, ids, count, &chosen);
    if (error.code) {
        return error;
    }
    /* From the end of each list, so that the others keep their places in it meanwhile; and
     * connections first, since a component that has any cannot go. */
    for (size_t i = design->connections.count; i-- > 0;) {
        const Connection *connection = design->connections.items[i];
        if (chosen_has(&chosen, connection->id) || chosen_has(&chosen, connection->from) ||
            chosen_has(&chosen, connection->to)) {
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
    name_of_many(command, "Delete", design, chosen.ids.items, chosen.ids.count);
    chosen_free(&chosen);
    return error;
}

/* --- Moving --- */

static Error put_moved(const Design *design, const char *id, int dx, int dy, Command *command) {
    Element element;
    Error error = edit_copy_element(design, id, &element);
    if (error.code) {
        return error;
    }
    error = part_shift(&element, dx, dy);
    if (error.code) {
        element_free(&element);
    } else {
        command_put(command, element, SIZE_MAX);
    }
    return error;
}

/* What moves when these are moved: with the contents of areas, without what is locked. The first
 * `named` of them are those that were asked for. */
static Error choose_moved(const Design *design, const char *const *ids, size_t count,
                          Chosen *chosen, size_t *named) {
    Error error = chosen_make(design, ids, count, chosen);
    if (error.code) {
        return error;
    }
    chosen_keep_places(chosen, design);
    error = chosen_drop_locked(chosen, design, "moved");
    if (error.code) {
        chosen_free(chosen);
        return error;
    }
    *named = chosen->ids.count;
    chosen_add_contents(chosen, design);
    return chosen_drop_locked(chosen, design, "moved");
}

Error edit_move(const Design *design, const char *const *ids, size_t count, int dx, int dy,
                Command *command) {
    Chosen chosen = {0};
    size_t named = 0;
    Error error = choose_moved(design, ids, count, &chosen, &named);
    if (error.code) {
        return error;
    }
    size_t moved = dx == 0 && dy == 0 ? 0 : chosen.ids.count;
    for (size_t i = 0; i < moved && !error.code; i++) {
        error = put_moved(design, chosen.ids.items[i], dx, dy, command);
    }
    if (error.code) {
        command_free(command);
    } else if (moved > 0) {
        name_of_many(command, "Move", design, chosen.ids.items, named);
    }
    chosen_free(&chosen);
    return error;
}

void edit_moved_ids(const Design *design, const char *const *ids, size_t count, EditIds *moved) {
    Chosen chosen = {0};
    size_t named;
    moved->count = 0;
    if (choose_moved(design, ids, count, &chosen, &named).code) {
        return;
    }
    for (size_t i = 0; i < chosen.ids.count; i++) {
        array_push(moved, chosen.ids.items[i]);
    }
    chosen_free(&chosen);
}

Error edit_move_each(const Design *design, const EditMove *moves, size_t count, const char *name,
                     Command *command) {
    Error error = error_none();
    for (size_t i = 0; i < count && !error.code; i++) {
        const EditMove *move = &moves[i];
        if ((move->dx != 0 || move->dy != 0) && !part_locked(design, move->id)) {
            error = put_moved(design, move->id, move->dx, move->dy, command);
        }
    }
    if (error.code) {
        command_free(command);
    } else if (command->changes.count > 0) {
        command_name(command, "%s", name);
    }
    return error;
}
