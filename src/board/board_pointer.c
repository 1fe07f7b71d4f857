/* The tools, as one state machine: what the pointer is doing, and the one command that comes of it
 * when the button is released. */
#include <math.h>
#include <stdlib.h>

#include "base/text.h"
#include "board/board_state.h"

static const float PIXELS_OF_A_LINE = 48; /* a step of the wheel */

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

BoardEvent board_edited(Error error, const Command *command, const char *id) {
    BoardEvent event = {.type = BOARD_EVENT_NONE};
    if (error.code) {
        event.type = BOARD_EVENT_REFUSED;
        text_copy(event.message, sizeof event.message, error.message);
    } else if (command->changes.count > 0) {
        event.type = BOARD_EVENT_COMMAND;
        text_copy(event.id, sizeof event.id, id);
    }
    return event;
}

static BoardEvent nothing(void) {
    return (BoardEvent){.type = BOARD_EVENT_NONE};
}

static BoardEvent about(BoardEventType type, const char *id) {
    BoardEvent event = {.type = type};
    text_copy(event.id, sizeof event.id, id);
    return event;
}

static Point pointer_on_canvas(const Board *board, const BoardScene *scene) {
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

/* --- While the button is held --- */

/* The pressed element snaps to the grid, and takes the others with it. */
static void move_to(Board *board, const BoardScene *scene) {
    Point now = pointer_on_canvas(board, scene);
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
    Point now = pointer_on_canvas(board, scene);
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
    Point now = pointer_on_canvas(board, scene), start = board->press_canvas;
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

/* What the press becomes once it has moved. */
static void start_drag(Board *board, const BoardScene *scene) {
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

static void pan(Board *board, float dx, float dy) {
    board->camera.x -= dx / board->camera.zoom;
    board->camera.y -= dy / board->camera.zoom;
    camera_settle(board);
}

/* Brings the drag to where the pointer is now, on the canvas as it now lies. */
static void follow_pointer(Board *board, const BoardScene *scene) {
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

static void pointer_moved(Board *board, const InputEvent *event, const BoardScene *scene) {
    Point before = board->pointer;
    board->pointer = (Point){event->x, event->y};
    board->hovers = rect_contains(scene->viewport, event->x, event->y);
    if (board->mode == BOARD_PANNING) {
        pan(board, event->x - before.x, event->y - before.y);
        return;
    }
    if (board->mode == BOARD_PRESSED &&
        hypotf(event->x - board->press.x, event->y - board->press.y) >= DRAG_THRESHOLD) {
        start_drag(board, scene);
    }
    follow_pointer(board, scene);
}

/* --- Press --- */

static BoardEvent pressed_twice(Board *board, const BoardScene *scene) {
    switch (board->pressed.type) {
    case HIT_COMPONENT:
    case HIT_CONNECTION:
    case HIT_AREA:
    case HIT_NOTE:
        board_select(board, board->pressed.id);
        return scene->read_only ? nothing() : about(BOARD_EVENT_RENAME, board->pressed.id);
    case HIT_NOTHING:
    case HIT_PORT:
    case HIT_CORNER:
    case HIT_BADGE:
        break;
    }
    return nothing();
}

static BoardEvent pointer_pressed(Board *board, const InputEvent *event, const BoardScene *scene) {
    if (board->mode != BOARD_IDLE || !rect_contains(scene->viewport, event->x, event->y)) {
        return nothing();
    }
    board->button = event->button;
    board->press = board->pointer;
    board->press_canvas = pointer_on_canvas(board, scene);
    if (event->button != BUTTON_LEFT || board->space_held) {
        board->mode = event->button == BUTTON_NONE ? BOARD_IDLE : BOARD_PANNING;
        return nothing();
    }
    board->pressed = board_hit(board, scene, event->x, event->y);
    board->was_selected = board_is_selected(board, board->pressed.id);
    if (event->clicks >= 2) {
        BoardEvent twice = pressed_twice(board, scene);
        if (twice.type != BOARD_EVENT_NONE) {
            return twice;
        }
    }
    board->mode = BOARD_PRESSED;
    return nothing();
}

/* --- Release --- */

static BoardEvent clicked(Board *board) {
    const Hit *hit = &board->pressed;
    bool adds = board->modifiers & MOD_SHIFT;
    switch (hit->type) {
    case HIT_BADGE:
        board_select(board, hit->id);
        return about(BOARD_EVENT_OPEN, hit->id);
    case HIT_CORNER:
        return nothing();
    case HIT_NOTHING:
        if (!adds) {
            board_select(board, NULL);
        }
        return nothing();
    case HIT_COMPONENT:
    case HIT_PORT:
    case HIT_CONNECTION:
    case HIT_AREA:
    case HIT_NOTE:
        break;
    }
    if (!adds) {
        board_select(board, hit->id);
    } else if (board->was_selected) {
        id_set_remove(&board->selection, hit->id);
    } else {
        id_set_add(&board->selection, hit->id);
    }
    return nothing();
}

static BoardEvent dropped(Board *board, const BoardScene *scene, Command *command) {
    size_t count;
    const char **ids = board_selected_ids(board, scene->design, &count);
    Error error = error_none();
    if ((board->dx != 0 || board->dy != 0) && count > 0) {
        error = edit_move(scene->design, ids, count, board->dx, board->dy, command);
    }
    free(ids);
    return board_edited(error, command, "");
}

static BoardEvent connected(Board *board, const BoardScene *scene, Command *command) {
    if (board->target[0] == '\0') {
        return nothing();
    }
    char id[ID_SIZE] = "";
    Error error = edit_connect(scene->design, board->pressed.id, board->target,
                               CONNECTION_KIND_COUNT, id, command);
    BoardEvent event = board_edited(error, command, id);
    if (event.type == BOARD_EVENT_COMMAND) {
        board_select(board, id);
    }
    return event;
}

static BoardEvent placed(Board *board, const BoardScene *scene, Command *command) {
    if (!rect_contains(scene->viewport, board->pointer.x, board->pointer.y)) {
        return nothing();
    }
    int x, y;
    char id[ID_SIZE] = "";
    board_place_at(board, pointer_on_canvas(board, scene), &x, &y);
    Error error = edit_add_component(scene->design, board->placing, x, y, id, command);
    BoardEvent event = board_edited(error, command, id);
    if (event.type == BOARD_EVENT_COMMAND) {
        board_select(board, id);
    }
    return event;
}

static BoardEvent pointer_released(Board *board, const InputEvent *event, const BoardScene *scene,
                                   Command *command) {
    BoardMode mode = board->mode;
    PointerButton awaited = mode == BOARD_PLACING ? BUTTON_LEFT : board->button;
    if (mode == BOARD_IDLE || event->button != awaited) {
        return nothing();
    }
    board->mode = BOARD_IDLE;
    board->button = BUTTON_NONE;
    switch (mode) {
    case BOARD_PRESSED:
        return clicked(board);
    case BOARD_MOVING:
        return dropped(board, scene, command);
    case BOARD_CONNECTING:
        return connected(board, scene, command);
    case BOARD_PLACING:
        return placed(board, scene, command);
    case BOARD_RESIZING: {
        Error error = edit_resize(scene->design, board->pressed.id, board->box.x, board->box.y,
                                  board->box.w, board->box.h, command);
        return board_edited(error, command, "");
    }
    case BOARD_IDLE:
    case BOARD_MARQUEE:
    case BOARD_PANNING:
        break;
    }
    return nothing();
}

/* --- The wheel --- */

static void wheel_turned(Board *board, const InputEvent *event, const BoardScene *scene) {
    if (event->modifiers & MOD_CTRL) {
        const float step = 1.1F;
        board_zoom(board, powf(step, event->dy), event->x, event->y, scene->viewport);
    } else if (event->modifiers & MOD_SHIFT) {
        pan(board, (event->dy - event->dx) * PIXELS_OF_A_LINE, 0);
    } else {
        pan(board, -event->dx * PIXELS_OF_A_LINE, event->dy * PIXELS_OF_A_LINE);
    }
    follow_pointer(board, scene);
}

BoardEvent board_pointer_input(Board *board, const InputEvent *event, const BoardScene *scene,
                               Command *command) {
    board->modifiers = event->modifiers;
    switch (event->type) {
    case INPUT_POINTER_MOVE:
        pointer_moved(board, event, scene);
        break;
    case INPUT_POINTER_DOWN:
        pointer_moved(board, event, scene);
        return pointer_pressed(board, event, scene);
    case INPUT_POINTER_UP:
        pointer_moved(board, event, scene);
        return pointer_released(board, event, scene, command);
    case INPUT_WHEEL:
        wheel_turned(board, event, scene);
        break;
    case INPUT_PINCH:
        if (event->dy > 0) {
            board_zoom(board, event->dy, event->x, event->y, scene->viewport);
            follow_pointer(board, scene);
        }
        break;
    case INPUT_KEY_DOWN:
    case INPUT_KEY_UP:
    case INPUT_TEXT:
    case INPUT_COMPOSE:
    case INPUT_DROP_FILE:
    case INPUT_FOCUS_LOST:
    case INPUT_CLOSE:
        break;
    }
    return nothing();
}
