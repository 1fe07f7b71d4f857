/* What a drag does while the button is held: nothing but the board's own state changes. */
#include <math.h>

#include "base/text.h"
#include "board/board_state.h"

int canvas_unit(float coordinate) {
    const float limit = 2.0F * LIMIT_COORDINATE;
    return (int)lrintf(fmaxf(-limit, fminf(limit, coordinate)));
}

int canvas_snap(int coordinate) {
    int down = coordinate / BOARD_GRID * BOARD_GRID;
    if (down > coordinate) {
        down -= BOARD_GRID;
    }
    return coordinate - down < BOARD_GRID / 2 ? down : down + BOARD_GRID;
}

static int snapped(const Board *board, int coordinate) {
    return board->modifiers & MOD_CTRL ? coordinate : canvas_snap(coordinate);
}

void board_place_at(const Board *board, Point point, int *x, int *y) {
    *x = snapped(board, canvas_unit(point.x));
    *y = snapped(board, canvas_unit(point.y));
}

Point board_pointer_on_canvas(const Board *board, const BoardScene *scene) {
    return board_to_canvas(board, scene->viewport, board->pointer.x, board->pointer.y);
}

static bool box_of(const Design *design, const char *id, Box *box) {
    const Area *area = design_area(design, id);
    const Note *note = design_note(design, id);
    if (area) {
        *box = (Box){area->x, area->y, area->w, area->h};
    } else if (note) {
        *box = (Box){note->x, note->y, note->w, note->h};
    }
    return area || note;
}

/* The pressed element snaps to the grid, and takes the others with it. */
static void move_to(Board *board, const BoardScene *scene) {
    Point now = board_pointer_on_canvas(board, scene);
    int dx = canvas_unit(now.x - board->press_canvas.x);
    int dy = canvas_unit(now.y - board->press_canvas.y);
    const Component *component = design_component(scene->design, board->pressed.id);
    Box at = {0};
    if (component) {
        at = (Box){.x = component->x, .y = component->y};
    } else {
        box_of(scene->design, board->pressed.id, &at);
    }
    board->dx = snapped(board, at.x + dx) - at.x;
    board->dy = snapped(board, at.y + dy) - at.y;
}

static void resize_to(Board *board, const BoardScene *scene) {
    Box box;
    if (!box_of(scene->design, board->pressed.id, &box)) {
        return;
    }
    bool is_area = design_area(scene->design, board->pressed.id) != NULL;
    int least_width = is_area ? LEAST_AREA_WIDTH : LEAST_NOTE_WIDTH;
    int least_height = is_area ? LEAST_AREA_HEIGHT : LEAST_NOTE_HEIGHT;
    Point now = board_pointer_on_canvas(board, scene);
    int dx = canvas_unit(now.x - board->press_canvas.x);
    int dy = canvas_unit(now.y - board->press_canvas.y);
    int left = box.x, top = box.y, right = box.x + box.w, bottom = box.y + box.h;
    if (board->pressed.side == 0 || board->pressed.side == 3) {
        left = snapped(board, left + dx);
        left = left < right - least_width ? left : right - least_width;
    } else {
        right = snapped(board, right + dx);
        right = right > left + least_width ? right : left + least_width;
    }
    if (board->pressed.side == 0 || board->pressed.side == 1) {
        top = snapped(board, top + dy);
        top = top < bottom - least_height ? top : bottom - least_height;
    } else {
        bottom = snapped(board, bottom + dy);
        bottom = bottom > top + least_height ? bottom : top + least_height;
    }
    board->box = (Box){left, top, right - left, bottom - top};
}

/* What the rubber band touches is selected; an area must lie within it. */
static void select_touched(Board *board, const BoardScene *scene) {
    const Design *design = scene->design;
    Point now = board_pointer_on_canvas(board, scene), start = board->press_canvas;
    Rect band = {fminf(start.x, now.x), fminf(start.y, now.y), fabsf(start.x - now.x),
                 fabsf(start.y - now.y)};
    id_set_copy(&board->selection, &board->selection_before);
    for (size_t i = 0; i < design->components.count; i++) {
        const Component *component = design->components.items[i];
        if (rect_overlaps(component_card_rect(component), band)) {
            id_set_append(&board->selection, component->id);
        }
    }
    for (size_t i = 0; i < design->notes.count; i++) {
        const Note *note = design->notes.items[i];
        if (rect_overlaps(board_note_rect(board, note), band)) {
            id_set_append(&board->selection, note->id);
        }
    }
    for (size_t i = 0; i < design->areas.count; i++) {
        const Area *area = design->areas.items[i];
        Rect rect = board_area_rect(board, area);
        Rect shared = rect_intersection(rect, band);
        if (shared.w >= rect.w && shared.h >= rect.h) {
            id_set_append(&board->selection, area->id);
        }
    }
    id_set_settle(&board->selection);
}

/* Finds the component under the pointer, and what a connection to it would be. */
static void aim(Board *board, const BoardScene *scene) {
    const Design *design = scene->design;
    Hit hit = board_hit(board, scene, board->pointer.x, board->pointer.y);
    bool on_component = hit.type == HIT_COMPONENT || hit.type == HIT_PORT || hit.type == HIT_BADGE;
    const Component *from = design_component(design, board->pressed.id);
    const Component *to = on_component ? design_component(design, hit.id) : NULL;
    if (!from || !to || from == to) {
        board->target[0] = '\0';
        return;
    }
    if (id_equals(board->target, to->id)) {
        return;
    }
    text_copy(board->target, sizeof board->target, to->id);
    board->connecting = connection_infer(from, to);
    Command trial = {0};
    char id[ID_SIZE];
    Error error = edit_connect(design, from->id, to->id, CONNECTION_KIND_COUNT, id, &trial);
    text_copy(board->refusal, sizeof board->refusal, error.message);
    command_free(&trial);
}

void board_start_drag(Board *board, const BoardScene *scene) {
    bool adds = board->modifiers & MOD_SHIFT;
    switch (board->pressed.type) {
    case HIT_COMPONENT:
    case HIT_NOTE:
    case HIT_AREA:
        if (scene->read_only) {
            board->mode = BOARD_PANNING;
            return;
        }
        if (!board->was_selected && !adds) {
            board_select(board, board->pressed.id);
        } else {
            id_set_add(&board->selection, board->pressed.id);
        }
        board->dx = board->dy = 0;
        board->mode = BOARD_MOVING;
        return;
    case HIT_PORT:
        board->target[0] = '\0';
        board->mode = BOARD_CONNECTING;
        return;
    case HIT_CORNER:
        if (box_of(scene->design, board->pressed.id, &board->box)) {
            board->mode = BOARD_RESIZING;
        }
        return;
    case HIT_NOTHING:
    case HIT_CONNECTION:
    case HIT_BADGE:
        break;
    }
    if (!adds) {
        id_set_clear(&board->selection);
    }
    id_set_copy(&board->selection_before, &board->selection);
    board->mode = BOARD_MARQUEE;
}

void board_follow_pointer(Board *board, const BoardScene *scene) {
    switch (board->mode) {
    case BOARD_MOVING:
        move_to(board, scene);
        break;
    case BOARD_RESIZING:
        resize_to(board, scene);
        break;
    case BOARD_MARQUEE:
        select_touched(board, scene);
        break;
    case BOARD_CONNECTING:
        aim(board, scene);
        break;
    case BOARD_IDLE:
    case BOARD_PRESSED:
    case BOARD_PANNING:
    case BOARD_PLACING:
        break;
    }
}
