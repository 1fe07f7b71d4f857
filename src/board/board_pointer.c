/* The tools, as one state machine: what the pointer is doing, and the one command that comes of it
 * when the button is released. */
#include <math.h>
#include <stdlib.h>

#include "base/text.h"
#include "board/board_state.h"

static const float PIXELS_OF_A_LINE = 48; /* a step of the wheel */

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

static void pan(Board *board, float dx, float dy) {
    board->camera.x -= dx / board->camera.zoom;
    board->camera.y -= dy / board->camera.zoom;
    camera_settle(board);
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
        board_start_drag(board, scene);
    }
    board_follow_pointer(board, scene);
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
    board->press_canvas = board_pointer_on_canvas(board, scene);
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
        int dx = board->dx, dy = board->dy;
        board_move_aside(board, scene->design, &dx, &dy);
        error = edit_move(scene->design, ids, count, dx, dy, command);
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
    board_place_at(board, board_pointer_on_canvas(board, scene), &x, &y);
    board_step_aside(scene->design, &x, &y);
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
    board_follow_pointer(board, scene);
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
            board_follow_pointer(board, scene);
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
