/* New parts, placed without a pointer. */
#include <stdlib.h>

#include "board/board_state.h"

enum {
    HIDING = 2 * BOARD_GRID, /* nearer than this in both directions, little is seen of the lower */
    MOST_STEPS_ASIDE = 100
};

bool board_is_free(const Design *design, int x, int y) {
    const float apart = 24;
    Component place = {.x = x, .y = y};
    Rect card = rect_inset(component_card_rect(&place), -apart);
    for (size_t i = 0; i < design->components.count; i++) {
        if (rect_overlaps(card, component_card_rect(design->components.items[i]))) {
            return false;
        }
    }
    return true;
}

/* Whether a card at this place would hide one that stays where it is, or be hidden by it. */
static bool hides_one(const Design *design, const IdSet *moving, int x, int y) {
    for (size_t i = 0; i < design->components.count; i++) {
        const Component *other = design->components.items[i];
        if (abs(other->x - x) < HIDING && abs(other->y - y) < HIDING &&
            !(moving && id_set_has(moving, other->id))) {
            return true;
        }
    }
    return false;
}

void board_step_aside(const Design *design, int *x, int *y) {
    for (int steps = 0; steps < MOST_STEPS_ASIDE && hides_one(design, NULL, *x, *y); steps++) {
        *x += HIDING;
        *y += HIDING;
    }
}

static bool selection_hides_one(const Board *board, const Design *design, int dx, int dy) {
    for (size_t i = 0; i < board->moving.items.count; i++) {
        const Component *component = design_component(design, board->moving.items.items[i].id);
        if (component && hides_one(design, &board->moving, component->x + dx, component->y + dy)) {
            return true;
        }
    }
    return false;
}

void board_move_aside(const Board *board, const Design *design, int *dx, int *dy) {
    for (int steps = 0; steps < MOST_STEPS_ASIDE && selection_hides_one(board, design, *dx, *dy);
         steps++) {
        *dx += HIDING;
        *dy += HIDING;
    }
}

Error board_place(Board *board, const BoardScene *scene, KindId kind, Command *command) {
    enum { COLUMN = 280, ROW = 128, RINGS = 24 };
    const Component *beside = NULL;
    if (board_selection_count(board) == 1) {
        beside = design_component(scene->design, board_selected(board, 0));
    }
    Rect view = scene->viewport;
    Point middle = board_to_canvas(board, view, view.x + view.w / 2, view.y + view.h / 2);
    int x = beside ? beside->x + COLUMN : canvas_snap(canvas_unit(middle.x));
    int y = beside ? beside->y : canvas_snap(canvas_unit(middle.y));
    int best_x = x, best_y = y;
    long nearest = -1;
    /* Places around it, nearest first; columns to the left only when nothing is to be beside. */
    for (int row = -RINGS; row <= RINGS; row++) {
        for (int column = beside ? 0 : -RINGS; column <= RINGS; column++) {
            long away = labs((long)column * COLUMN) + labs((long)row * ROW);
            if ((nearest < 0 || away < nearest) &&
                board_is_free(scene->design, x + column * COLUMN, y + row * ROW)) {
                nearest = away;
                best_x = x + column * COLUMN;
                best_y = y + row * ROW;
            }
        }
    }
    char id[ID_SIZE] = "";
    Error error = edit_add_component(scene->design, kind, best_x, best_y, id, command);
    if (!error.code) {
        board_select(board, id);
    }
    return error;
}

void board_select_made(Board *board, const Command *command) {
    id_set_clear(&board->selection);
    for (size_t i = 0; i < command->changes.count; i++) {
        if (command->changes.items[i].type != ELEMENT_CONNECTION) {
            id_set_append(&board->selection, command->changes.items[i].id);
        }
    }
    id_set_settle(&board->selection);
}

Error board_paste(Board *board, const BoardScene *scene, const Design *clip, Command *command) {
    Rect view = scene->viewport, around = {0, 0, 0, 0};
    Point at = board->hovers
                   ? board_pointer_on_canvas(board, scene)
                   : board_to_canvas(board, view, view.x + view.w / 2, view.y + view.h / 2);
    bool any = board_bounds_of(clip, &around);
    int dx = any ? canvas_snap(canvas_unit(at.x - around.x - around.w / 2)) : 0;
    int dy = any ? canvas_snap(canvas_unit(at.y - around.y - around.h / 2)) : 0;
    Error error = edit_paste(scene->design, clip, dx, dy, command);
    if (!error.code) {
        board_select_made(board, command);
    }
    return error;
}

Error board_duplicate(Board *board, const Design *design, Command *command) {
    const int away = 4 * BOARD_GRID;
    size_t count;
    const char **ids = board_selected_ids(board, design, &count);
    Error error = edit_duplicate(design, ids, count, away, away, command);
    free(ids);
    if (error.code) {
        return error;
    }
    board_select_made(board, command);
    return error;
}
