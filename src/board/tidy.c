#include "board/tidy.h"

#include <math.h>
#include <stdlib.h>

#include "board/tidy_plan.h"
#include "history/edit.h"

typedef ARRAY_OF(EditMove) Moves;

static void add_move(Moves *moves, const char *id, int dx, int dy) {
    EditMove move = {id, dx, dy};
    array_push(moves, move);
}

static void add_notes_of(const TidyBlock *block, Moves *moves) {
    size_t count = block->notes.count;
    Point *places = memory_allocate((count + 1) * sizeof *places);
    float width = block->rect.w - 2 * TIDY_AREA_SIDE;
    float height = tidy_flow_notes(block, (Point){0, 0}, width, NULL);
    Point start = {block->rect.x + TIDY_AREA_SIDE,
                   block->rect.y + block->rect.h - TIDY_AREA_BOTTOM - height};
    tidy_flow_notes(block, start, width, places);
    for (size_t i = 0; i < count; i++) {
        const Note *note = block->notes.items[i];
        add_move(moves, note->id, (int)lrintf(places[i].x) - note->x,
                 (int)lrintf(places[i].y) - note->y);
    }
    free(places);
}

static void find_moves(const TidyPlan *plan, Moves *moves) {
    for (size_t i = 0; i < plan->parts.count; i++) {
        const TidyPart *part = &plan->parts.items[i];
        add_move(moves, part->component->id, part->x - part->component->x,
                 part->y - part->component->y);
    }
    for (size_t i = 1; i < plan->blocks.count; i++) {
        if (plan->blocks.items[i].members.count > 0) {
            add_notes_of(&plan->blocks.items[i], moves);
        }
    }
    for (size_t i = 0; i < plan->loose.count; i++) {
        const TidyLoose *loose = &plan->loose.items[i];
        add_move(moves, loose->id, (int)lrint((double)loose->to.x - loose->from.x),
                 (int)lrint((double)loose->to.y - loose->from.y));
    }
}

static void put_area(const Area *area, Rect rect, Command *command) {
    Area *after = area_copy(area);
    after->x = (int)lrintf(rect.x);
    after->y = (int)lrintf(rect.y);
    after->w = (int)lrintf(rect.w);
    after->h = (int)lrintf(rect.h);
    if (after->x != area->x || after->y != area->y || after->w != area->w || after->h != area->h) {
        Element element = {ELEMENT_AREA, {.area = after}};
        command_put(command, element, SIZE_MAX);
    } else {
        area_free(after);
    }
}

/* An area that stays reaches out for what has moved and was in it. */
static void put_home(const TidyPlan *plan, const Area *area, Command *command) {
    Rect before = tidy_area_rect(area), after = before;
    for (size_t i = 0; i < plan->parts.count; i++) {
        const TidyPart *part = &plan->parts.items[i];
        Rect card = tidy_card(part->x, part->y);
        if (tidy_holds(before, component_card_rect(part->component)) && !tidy_holds(before, card)) {
            Rect around = {card.x - TIDY_AREA_SIDE, card.y - TIDY_AREA_TOP,
                           card.w + 2 * TIDY_AREA_SIDE, card.h + TIDY_AREA_TOP + TIDY_AREA_BOTTOM};
            after = rect_union(after, around);
        }
    }
    put_area(area, after, command);
}

static void put_areas(const TidyPlan *plan, Command *command) {
    for (size_t i = 1; i < plan->blocks.count; i++) {
        const TidyBlock *block = &plan->blocks.items[i];
        if (block->members.count > 0) {
            put_area(block->area, block->rect, command);
        }
    }
    for (size_t i = 0; i < plan->homes.count; i++) {
        put_home(plan, plan->homes.items[i], command);
    }
}

Error tidy_make(const Design *design, const char *const *ids, size_t count, Command *command) {
    static const char NAME[] = "Tidy";
    TidyPlan plan;
    Error error = tidy_plan_make(design, ids, count, &plan);
    if (error.code) {
        return error;
    }
    Moves moves = {0};
    if (plan.parts.count > 0) {
        tidy_find_cells(&plan);
        tidy_find_places(&plan);
        tidy_find_notes(&plan);
        find_moves(&plan, &moves);
    }
    error = edit_move_each(design, moves.items, moves.count, NAME, command);
    if (!error.code) {
        put_areas(&plan, command);
        if (command->changes.count > 0) {
            command_name(command, "%s", NAME);
        }
    }
    array_free(&moves);
    tidy_plan_free(&plan);
    return error;
}
