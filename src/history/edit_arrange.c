/* Putting parts in order: aligned, evenly spread, in a frame, locked. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "history/chosen.h"

typedef ARRAY_OF(EditMove) Moves;

static void push_move(Moves *moves, const char *id, int dx, int dy) {
    EditMove move = {.id = id, .dx = dx, .dy = dy};
    array_push(moves, move);
}

/* The parts that can be put in order: at least so many of them. */
static Error choose_ordered(const Design *design, const char *const *ids, size_t count,
                            size_t least, const char *doing, Chosen *chosen) {
    Error error = chosen_make(design, ids, count, chosen);
    if (error.code) {
        return error;
    }
    chosen_keep_places(chosen, design);
    if (chosen->ids.count < least) {
        chosen_free(chosen);
        return error_make(ERROR_REFUSED, "select at least %zu parts that are to be %s", least,
                          doing);
    }
    return error;
}

static PartBox box_of(const Design *design, const char *id) {
    PartBox box = {0};
    (void)part_box(design, id, &box);
    return box;
}

static PartBox box_around(const Design *design, const Chosen *chosen) {
    PartBox all = box_of(design, chosen->ids.items[0]);
    int right = all.x + all.w, bottom = all.y + all.h;
    for (size_t i = 1; i < chosen->ids.count; i++) {
        PartBox box = box_of(design, chosen->ids.items[i]);
        all.x = box.x < all.x ? box.x : all.x;
        all.y = box.y < all.y ? box.y : all.y;
        right = box.x + box.w > right ? box.x + box.w : right;
        bottom = box.y + box.h > bottom ? box.y + box.h : bottom;
    }
    all.w = right - all.x;
    all.h = bottom - all.y;
    return all;
}

/* ---- Aligning ---------------------------------------------------------------------------------- */

static const char *const ALIGN_WORDS[EDIT_ALIGN_COUNT] = {
    [EDIT_ALIGN_LEFT] = "left edges",   [EDIT_ALIGN_CENTER] = "centres",
    [EDIT_ALIGN_RIGHT] = "right edges", [EDIT_ALIGN_TOP] = "tops",
    [EDIT_ALIGN_MIDDLE] = "middles",    [EDIT_ALIGN_BOTTOM] = "bottoms",
};

static void push_aligned(Moves *moves, const char *id, EditAlign how, PartBox all, PartBox box) {
    switch (how) {
    case EDIT_ALIGN_LEFT:
        push_move(moves, id, all.x - box.x, 0);
        break;
    case EDIT_ALIGN_CENTER:
        push_move(moves, id, all.x + all.w / 2 - (box.x + box.w / 2), 0);
        break;
    case EDIT_ALIGN_RIGHT:
        push_move(moves, id, all.x + all.w - (box.x + box.w), 0);
        break;
    case EDIT_ALIGN_TOP:
        push_move(moves, id, 0, all.y - box.y);
        break;
    case EDIT_ALIGN_MIDDLE:
        push_move(moves, id, 0, all.y + all.h / 2 - (box.y + box.h / 2));
        break;
    case EDIT_ALIGN_BOTTOM:
        push_move(moves, id, 0, all.y + all.h - (box.y + box.h));
        break;
    case EDIT_ALIGN_COUNT:
        break;
    }
}

Error edit_align(const Design *design, const char *const *ids, size_t count, EditAlign how,
                 Command *command) {
    Chosen chosen = {0};
    Error error = choose_ordered(design, ids, count, 2, "aligned", &chosen);
    if (error.code) {
        return error;
    }
    PartBox all = box_around(design, &chosen);
    Moves moves = {0};
    for (size_t i = 0; i < chosen.ids.count; i++) {
        const char *id = chosen.ids.items[i];
        push_aligned(&moves, id, how, all, box_of(design, id));
    }
    char name[EDIT_NAME_SIZE];
    snprintf(name, sizeof name, "Align %s of %zu parts", ALIGN_WORDS[how], chosen.ids.count);
    error = edit_move_each(design, moves.items, moves.count, name, command);
    array_free(&moves);
    chosen_free(&chosen);
    return error;
}

/* ---- Spreading evenly -------------------------------------------------------------------------- */

typedef struct Spread {
    const char *id;
    int start, size;
} Spread;

static int compare_spread(const void *left, const void *right) {
    const Spread *a = left, *b = right;
    int order = (a->start > b->start) - (a->start < b->start);
    return order ? order : strcmp(a->id, b->id);
}

Error edit_distribute(const Design *design, const char *const *ids, size_t count, bool across,
                      Command *command) {
    Chosen chosen = {0};
    Error error = choose_ordered(design, ids, count, 3, "spread evenly", &chosen);
    if (error.code) {
        return error;
    }
    size_t parts = chosen.ids.count;
    Spread *order = memory_allocate(parts * sizeof *order);
    long long taken = 0;
    for (size_t i = 0; i < parts; i++) {
        PartBox box = box_of(design, chosen.ids.items[i]);
        order[i] = (Spread){chosen.ids.items[i], across ? box.x : box.y, across ? box.w : box.h};
        taken += order[i].size;
    }
    qsort(order, parts, sizeof *order, compare_spread);
    const Spread *last = &order[parts - 1];
    double gap = (double)((long long)last->start + last->size - order[0].start - taken) /
                 (double)(parts - 1);
    double at = order[0].start;
    Moves moves = {0};
    for (size_t i = 0; i < parts; i++) {
        int offset = (int)lrint(at) - order[i].start;
        push_move(&moves, order[i].id, across ? offset : 0, across ? 0 : offset);
        at += order[i].size + gap;
    }
    char name[EDIT_NAME_SIZE];
    snprintf(name, sizeof name, "Spread %zu parts %s", parts, across ? "across" : "down");
    error = edit_move_each(design, moves.items, moves.count, name, command);
    array_free(&moves);
    free(order);
    chosen_free(&chosen);
    return error;
}

/* ---- A frame round parts ----------------------------------------------------------------------- */

Error edit_group(const Design *design, const char *const *ids, size_t count, const char *label,
                 char *id, Command *command) {
    const int side = 36, above = 47, below = 39; /* above: room for the label */
    Chosen chosen = {0};
    Error error = choose_ordered(design, ids, count, 1, "framed", &chosen);
    if (error.code) {
        return error;
    }
    PartBox all = box_around(design, &chosen);
    error = edit_add_area(design, all.x - side, all.y - above, all.w + 2 * side,
                          all.h + above + below, label, id, command);
    if (!error.code) {
        name_of_many(command, "Group", design, chosen.ids.items, chosen.ids.count);
    }
    chosen_free(&chosen);
    return error;
}

/* ---- Locks ------------------------------------------------------------------------------------- */

static bool *lock_of(Element *element) {
    switch (element->type) {
    case ELEMENT_COMPONENT:
        return &element->as.component->locked;
    case ELEMENT_AREA:
        return &element->as.area->locked;
    case ELEMENT_NOTE:
        return &element->as.note->locked;
    case ELEMENT_CONNECTION:
    case ELEMENT_TITLE:
    case ELEMENT_SCENARIO:
    case ELEMENT_ANSWERS:
    case ELEMENT_TYPE_COUNT:
        break;
    }
    return NULL;
}

Error edit_set_locked(const Design *design, const char *const *ids, size_t count, bool locked,
                      Command *command) {
    Chosen chosen = {0};
    Error error = choose_ordered(design, ids, count, 1, locked ? "locked" : "unlocked", &chosen);
    if (error.code) {
        return error;
    }
    for (size_t i = 0; i < chosen.ids.count && !error.code; i++) {
        Element element;
        error = edit_copy_element(design, chosen.ids.items[i], &element);
        bool *lock = error.code ? NULL : lock_of(&element);
        if (lock && *lock != locked) {
            *lock = locked;
            command_put(command, element, SIZE_MAX);
        } else if (lock) {
            element_free(&element);
        }
    }
    if (command->changes.count > 0) {
        name_of_many(command, locked ? "Lock" : "Unlock", design, chosen.ids.items,
                     chosen.ids.count);
    }
    chosen_free(&chosen);
    return error;
}
