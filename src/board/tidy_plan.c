/* Which parts take part, which areas they are in, and what stays. */
#include "board/tidy_plan.h"

#include <stdint.h>
#include <stdlib.h>

#include "history/edit.h"

typedef struct Choice {
    const Design *design;
    bool whole;
    HashIndex moved; /* ids, with a selection */
} Choice;

Rect tidy_card(int x, int y) {
    Component there = {.x = x, .y = y};
    return component_card_rect(&there);
}

Rect tidy_area_rect(const Area *area) {
    return (Rect){(float)area->x, (float)area->y, (float)area->w, (float)area->h};
}

static Rect note_rect(const Note *note) {
    return (Rect){(float)note->x, (float)note->y, (float)note->w, (float)note->h};
}

bool tidy_holds(Rect outer, Rect inner) {
    return inner.x >= outer.x && inner.y >= outer.y && inner.x + inner.w <= outer.x + outer.w &&
           inner.y + inner.h <= outer.y + outer.h;
}

static bool is_chosen(const Choice *choice, const char *id) {
    return choice->whole || hash_index_find(&choice->moved, id);
}

/* ---- Areas ----------------------------------------------------------------------------------- */

static bool in_locked_area(const Design *design, Rect rect) {
    for (size_t i = 0; i < design->areas.count; i++) {
        const Area *area = design->areas.items[i];
        if (area->locked && tidy_holds(tidy_area_rect(area), rect)) {
            return true;
        }
    }
    return false;
}

/* With a selection, an area goes along when it is selected, or all components in it are. */
static bool goes_along(const Choice *choice, const Area *area) {
    Rect rect = tidy_area_rect(area);
    bool chosen = is_chosen(choice, area->id);
    bool any = false;
    for (size_t i = 0; i < choice->design->components.count; i++) {
        const Component *component = choice->design->components.items[i];
        if (tidy_holds(rect, component_card_rect(component))) {
            any = true;
            if (!chosen && !is_chosen(choice, component->id)) {
                return false;
            }
        }
    }
    return any && !area->locked && !in_locked_area(choice->design, rect);
}

static int compare_areas(const void *left, const void *right) {
    const Area *const *a = left, *const *b = right;
    int64_t size_a = (int64_t)(*a)->w * (*a)->h, size_b = (int64_t)(*b)->w * (*b)->h;
    if (size_a != size_b) {
        return size_a > size_b ? -1 : 1;
    }
    int order = ((*a)->x > (*b)->x) - ((*a)->x < (*b)->x);
    return order ? order : ((*a)->y > (*b)->y) - ((*a)->y < (*b)->y);
}

/* The smallest of the blocks before `end` that holds the rectangle: blocks are sorted by size. */
static size_t block_around(const TidyPlan *plan, Rect rect, size_t end) {
    for (size_t i = end; i-- > 1;) {
        if (tidy_holds(tidy_area_rect(plan->blocks.items[i].area), rect)) {
            return i;
        }
    }
    return 0;
}

static void find_blocks(TidyPlan *plan, const Choice *choice) {
    const Design *design = plan->design;
    const Area **areas = arena_allocate(&plan->arena, (design->areas.count + 1) * sizeof *areas);
    size_t count = 0;
    for (size_t i = 0; i < design->areas.count; i++) {
        if (goes_along(choice, design->areas.items[i])) {
            areas[count++] = design->areas.items[i];
        }
    }
    qsort(areas, count, sizeof *areas, compare_areas);
    TidyBlock whole = {.area = NULL};
    array_push(&plan->blocks, whole);
    for (size_t i = 0; i < count; i++) {
        TidyBlock block = {.area = areas[i]};
        block.parent = block_around(plan, tidy_area_rect(areas[i]), plan->blocks.count);
        array_push(&plan->blocks, block);
    }
}

/* ---- Parts ----------------------------------------------------------------------------------- */

static void find_parts(TidyPlan *plan, const Choice *choice) {
    const Design *design = plan->design;
    for (size_t i = 0; i < design->components.count; i++) {
        const Component *component = design->components.items[i];
        Rect card = component_card_rect(component);
        if (!is_chosen(choice, component->id)) {
            array_push(&plan->obstacles, card);
            continue;
        }
        TidyPart part = {.component = component,
                         .block = block_around(plan, card, plan->blocks.count),
                         .pinned = component->locked || in_locked_area(design, card),
                         .x = component->x,
                         .y = component->y};
        array_push(&plan->parts, part);
    }
    for (size_t i = 0; i < plan->parts.count; i++) { /* the parts stay where they are from here */
        TidyPart *part = &plan->parts.items[i];
        hash_index_add(&plan->index, part->component->id, part);
    }
}

static void find_ties(TidyPlan *plan) {
    for (size_t i = 0; i < plan->design->connections.count; i++) {
        const Connection *connection = plan->design->connections.items[i];
        const TidyPart *from = hash_index_find(&plan->index, connection->from);
        const TidyPart *to = hash_index_find(&plan->index, connection->to);
        if (from && to) {
            TidyTie tie = {connection, (size_t)(from - plan->parts.items),
                           (size_t)(to - plan->parts.items)};
            array_push(&plan->ties, tie);
        }
    }
}

static size_t add_member(TidyBlock *block, bool is_block, size_t index) {
    TidyMember member = {is_block, index};
    array_push(&block->members, member);
    return block->members.count - 1;
}

/* A block is a member of its parent where its first part is. */
static void find_members(TidyPlan *plan) {
    bool *added = arena_allocate(&plan->arena, plan->blocks.count * sizeof(bool));
    added[0] = true;
    for (size_t i = 0; i < plan->parts.count; i++) {
        TidyPart *part = &plan->parts.items[i];
        part->member = add_member(&plan->blocks.items[part->block], false, i);
        for (size_t b = part->block; !added[b]; b = plan->blocks.items[b].parent) {
            TidyBlock *block = &plan->blocks.items[b];
            added[b] = true;
            block->member = add_member(&plan->blocks.items[block->parent], true, b);
        }
    }
}

/* ---- What stays, and what finds its place last ----------------------------------------------- */

/* One whose components are all in smaller areas that overlap it is none. */
static bool is_block(const TidyPlan *plan, const Area *area) {
    for (size_t i = 1; i < plan->blocks.count; i++) {
        if (plan->blocks.items[i].area == area) {
            return plan->blocks.items[i].members.count > 0;
        }
    }
    return false;
}

static bool holds_parts(const TidyPlan *plan, const Area *area) {
    for (size_t i = 0; i < plan->parts.count; i++) {
        if (tidy_holds(tidy_area_rect(area), component_card_rect(plan->parts.items[i].component))) {
            return true;
        }
    }
    return false;
}

static void find_other_areas(TidyPlan *plan, const Choice *choice) {
    const Design *design = plan->design;
    for (size_t i = 0; i < design->areas.count; i++) {
        const Area *area = design->areas.items[i];
        Rect rect = tidy_area_rect(area);
        if (is_block(plan, area)) {
            continue;
        }
        if (!area->locked && holds_parts(plan, area)) {
            array_push(&plan->homes, area);
        } else if (area->locked || !is_chosen(choice, area->id) || in_locked_area(design, rect)) {
            array_push(&plan->obstacles, rect);
        } else {
            TidyLoose loose = {area->id, rect, rect};
            array_push(&plan->loose, loose);
        }
    }
}

static void find_notes(TidyPlan *plan, const Choice *choice) {
    const Design *design = plan->design;
    for (size_t i = 0; i < design->notes.count; i++) {
        const Note *note = design->notes.items[i];
        Rect rect = note_rect(note);
        size_t block = block_around(plan, rect, plan->blocks.count);
        if (note->locked || in_locked_area(design, rect) || !is_chosen(choice, note->id)) {
            array_push(&plan->obstacles, rect);
        } else if (block > 0 && plan->blocks.items[block].members.count > 0) {
            array_push(&plan->blocks.items[block].notes, note);
        } else {
            TidyLoose loose = {note->id, rect, rect};
            array_push(&plan->loose, loose);
        }
    }
}

/* ---- All of it ------------------------------------------------------------------------------- */

static bool choose(const Design *design, const char *const *ids, size_t count, Choice *choice) {
    EditIds moved = {0};
    edit_moved_ids(design, ids, count, &moved);
    for (size_t i = 0; i < moved.count; i++) {
        hash_index_add(&choice->moved, moved.items[i], choice);
    }
    array_free(&moved);
    return choice->moved.count > 0;
}

Error tidy_plan_make(const Design *design, const char *const *ids, size_t count, TidyPlan *plan) {
    Choice choice = {.design = design, .whole = count == 0};
    if (!choice.whole && !choose(design, ids, count, &choice)) {
        return error_make(ERROR_REFUSED, "nothing of what is selected can be moved: unlock it, or "
                                         "select cards that are to be tidied");
    }
    *plan = (TidyPlan){.design = design, .whole = choice.whole};
    find_blocks(plan, &choice);
    find_parts(plan, &choice);
    find_ties(plan);
    find_members(plan);
    find_other_areas(plan, &choice);
    find_notes(plan, &choice);
    hash_index_free(&choice.moved);
    return error_none();
}

void tidy_plan_free(TidyPlan *plan) {
    for (size_t i = 0; i < plan->blocks.count; i++) {
        array_free(&plan->blocks.items[i].members);
        array_free(&plan->blocks.items[i].notes);
    }
    array_free(&plan->parts);
    array_free(&plan->blocks);
    array_free(&plan->ties);
    array_free(&plan->loose);
    array_free(&plan->obstacles);
    array_free(&plan->homes);
    hash_index_free(&plan->index);
    arena_free(&plan->arena);
}
