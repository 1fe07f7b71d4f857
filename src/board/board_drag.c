/* What a drag does while the button is held: nothing but the board's own state changes. */
#include <math.h>
#include <stdlib.h>

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

int board_snap(const Board *board, int coordinate) {
    return board->modifiers & MOD_CTRL ? coordinate : canvas_snap(coordinate);
}

void board_place_at(const Board *board, Point point, int *x, int *y) {
    *x = board_snap(board, canvas_unit(point.x));
    *y = board_snap(board, canvas_unit(point.y));
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

/* Around all that is moved, where it stood. */
static Rect moving_rect(const Board *board, const Design *design) {
    Rect around = {0, 0, 0, 0};
    bool any = false;
    for (size_t i = 0; i < board->moving.items.count; i++) {
        const char *id = board->moving.items.items[i].id;
        const Component *component = design_component(design, id);
        Box box;
        Rect rect;
        if (component) {
            rect = component_card_rect(component);
        } else if (box_of(design, id, &box)) {
            rect = (Rect){(float)box.x, (float)box.y, (float)box.w, (float)box.h};
        } else {
            continue;
        }
        around = any ? rect_union(around, rect) : rect;
        any = true;
    }
    return around;
}

/* In line with its neighbours if it is near to that; else the pressed element snaps to the grid.
 * The others go along. */
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
    Rect rect = moving_rect(board, scene->design);
    rect.x += (float)dx;
    rect.y += (float)dy;
    SnapResult snap = board_snap_rect(board, scene, rect);
    board->dx = snap.x ? dx + snap.dx : board_snap(board, at.x + dx) - at.x;
    board->dy = snap.y ? dy + snap.dy : board_snap(board, at.y + dy) - at.y;
}

static void place_to(Board *board, const BoardScene *scene) {
    board->guides.count = 0;
    if (board->hovers) {
        Component card = {.why = NULL};
        Point at = board_pointer_on_canvas(board, scene);
        card.x = canvas_unit(at.x);
        card.y = canvas_unit(at.y);
        SnapResult snap = board_snap_rect(board, scene, component_card_rect(&card));
        board->box.x = snap.x ? card.x + snap.dx : board_snap(board, card.x);
        board->box.y = snap.y ? card.y + snap.dy : board_snap(board, card.y);
    }
}

/* What is being drawn, from the press to the pointer. */
static void draw_to(Board *board, const BoardScene *scene) {
    Point now = board_pointer_on_canvas(board, scene), start = board->press_canvas;
    int left = board_snap(board, canvas_unit(fminf(start.x, now.x)));
    int top = board_snap(board, canvas_unit(fminf(start.y, now.y)));
    int right = board_snap(board, canvas_unit(fmaxf(start.x, now.x)));
    int bottom = board_snap(board, canvas_unit(fmaxf(start.y, now.y)));
    board->box = (Box){left, top, right - left, bottom - top};
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
        left = board_snap(board, left + dx);
        left = left < right - least_width ? left : right - least_width;
    } else {
        right = board_snap(board, right + dx);
        right = right > left + least_width ? right : left + least_width;
    }
    if (board->pressed.side == 0 || board->pressed.side == 1) {
        top = board_snap(board, top + dy);
        top = top < bottom - least_height ? top : bottom - least_height;
    } else {
        bottom = board_snap(board, bottom + dy);
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

const Component *board_line_anchor(const Board *board, const Design *design) {
    if (board->mode != BOARD_RECONNECTING) {
        return design_component(design, board->pressed.id);
    }
    const Connection *connection = design_connection(design, board->pressed.id);
    return connection
               ? design_component(design, board->pressed.side == EDIT_FROM ? connection->to
                                                                           : connection->from)
               : NULL;
}

/* What the line to this component would be, or why there cannot be one. */
static void try_line(Board *board, const Design *design, const Component *to) {
    Command trial = {0};
    Error error;
    if (board->mode == BOARD_RECONNECTING) {
        error =
            edit_reconnect(design, board->pressed.id, (EditEnd)board->pressed.side, to->id, &trial);
    } else {
        char id[ID_SIZE];
        error = edit_connect(design, board->pressed.id, to->id, CONNECTION_KIND_COUNT, id, &trial);
    }
    const Connection *line = design_connection(design, board->pressed.id);
    if (trial.changes.count > 0) {
        line = trial.changes.items[0].after.as.connection;
    }
    board->connecting = line ? line->kind->id : CONNECTION_CALL;
    text_copy(board->refusal, sizeof board->refusal, error.message);
    command_free(&trial);
}

/* The side of its card that a line leaves when the card itself was pressed. */
static void turn_to_pointer(Board *board, const BoardScene *scene, const Component *from) {
    Point now = board_pointer_on_canvas(board, scene);
    float dx = now.x - (float)from->x, dy = now.y - (float)from->y;
    bool level = fabsf(dx) * CARD_HEIGHT >= fabsf(dy) * CARD_WIDTH;
    board->pressed.side = level    ? (dx < 0 ? SIDE_LEFT : SIDE_RIGHT)
                          : dy < 0 ? SIDE_TOP
                                   : SIDE_BOTTOM;
}

/* Finds the component under the pointer, and what a connection to it would be. */
static void aim(Board *board, const BoardScene *scene) {
    const Design *design = scene->design;
    Hit hit = board_hit(board, scene, board->pointer.x, board->pointer.y);
    bool on_component = hit.type == HIT_COMPONENT || hit.type == HIT_PORT || hit.type == HIT_BADGE;
    const Component *from = board_line_anchor(board, design);
    const Component *to = on_component ? design_component(design, hit.id) : NULL;
    if (from && board->mode == BOARD_CONNECTING && board->pressed.type == HIT_COMPONENT) {
        turn_to_pointer(board, scene, from);
    }
    if (!from || !to || from == to) {
        board->target[0] = '\0';
    } else if (!id_equals(board->target, to->id)) {
        text_copy(board->target, sizeof board->target, to->id);
        try_line(board, design, to);
    }
}

static void start_moving(Board *board, const BoardScene *scene) {
    const Design *design = scene->design;
    if (!board->was_selected && !(board->modifiers & MOD_SHIFT)) {
        board_select(board, board->pressed.id);
    } else {
        id_set_add(&board->selection, board->pressed.id);
    }
    size_t count;
    const char **ids = board_selected_ids(board, design, &count);
    EditIds moved = {0};
    edit_moved_ids(design, ids, count, &moved);
    id_set_clear(&board->moving);
    for (size_t i = 0; i < moved.count; i++) {
        id_set_append(&board->moving, moved.items[i]);
    }
    id_set_settle(&board->moving);
    array_free(&moved);
    free(ids);
    board->copies = (board->modifiers & MOD_ALT) != 0;
    board->dx = board->dy = 0;
    board->guides.count = 0;
    board->mode =
        board_locked(design, board->pressed.id) && !board->copies ? BOARD_PANNING : BOARD_MOVING;
}

static void start_line(Board *board, BoardMode mode) {
    board->target[0] = '\0';
    board->mode = mode;
}

void board_start_drag(Board *board, const BoardScene *scene) {
    if (board->tool == TOOL_ARROW && board->pressed.type == HIT_COMPONENT) {
        start_line(board, BOARD_CONNECTING);
        return;
    }
    switch (board->pressed.type) {
    case HIT_COMPONENT:
    case HIT_NOTE:
    case HIT_AREA:
        if (scene->read_only) {
            board->mode = BOARD_PANNING;
        } else {
            start_moving(board, scene);
        }
        return;
    case HIT_PORT:
        start_line(board, BOARD_CONNECTING);
        return;
    case HIT_END:
        start_line(board, BOARD_RECONNECTING);
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
    if (!(board->modifiers & MOD_SHIFT)) {
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
    case BOARD_RECONNECTING:
        aim(board, scene);
        break;
    case BOARD_PLACING:
        place_to(board, scene);
        break;
    case BOARD_DRAWING:
        draw_to(board, scene);
        break;
    case BOARD_IDLE:
    case BOARD_PRESSED:
    case BOARD_PANNING:
    case BOARD_POINTING:
        break;
    }
}
