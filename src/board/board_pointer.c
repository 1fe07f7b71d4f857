/* The tools, as one state machine: what the pointer is doing, and the one command that comes of it
 * when the button is released. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

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

BoardEvent board_nothing(void) {
    return (BoardEvent){.type = BOARD_EVENT_NONE};
}

/* A tool that was used goes back, unless it is kept. */
static void tool_used(Board *board) {
    if (!board->keeps_tool) {
        board->tool = TOOL_SELECT;
    }
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

/* Points too near to the last one only move it: a trail has room for a second or so. */
static void leave_trail(Board *board, const BoardScene *scene) {
    if (board->trail_count == TRAIL_POINTS) {
        memmove(&board->trail[0], &board->trail[1], (TRAIL_POINTS - 1) * sizeof board->trail[0]);
        board->trail_count--;
    }
    board->trail[board->trail_count++] =
        (TrailPoint){board_pointer_on_canvas(board, scene), scene->now_ms};
}

static void pointer_moved(Board *board, const InputEvent *event, const BoardScene *scene) {
    Point before = board->pointer;
    board->pointer = (Point){event->x, event->y};
    board->hovers = rect_contains(scene->viewport, event->x, event->y);
    if (board->mode == BOARD_PANNING) {
        pan(board, event->x - before.x, event->y - before.y);
        return;
    }
    if (board->mode == BOARD_POINTING) {
        leave_trail(board, scene);
    }
    if (board->mode == BOARD_PRESSED &&
        hypotf(event->x - board->press.x, event->y - board->press.y) >= DRAG_THRESHOLD) {
        board_start_drag(board, scene);
    }
    board_follow_pointer(board, scene);
}

/* --- Press --- */

/* On the release: a click and a drag that follows it at once are no double-click. */
static BoardEvent clicked_twice(Board *board, const BoardScene *scene) {
    switch (board->pressed.type) {
    case HIT_COMPONENT:
    case HIT_CONNECTION:
    case HIT_AREA:
    case HIT_NOTE:
        board_select(board, board->pressed.id);
        return scene->read_only ? board_nothing() : about(BOARD_EVENT_RENAME, board->pressed.id);
    case HIT_NOTHING:
        if (!scene->read_only) {
            BoardEvent add = about(BOARD_EVENT_ADD, "");
            add.at = board->press_canvas;
            return add;
        }
        break;
    case HIT_PORT:
    case HIT_CORNER:
    case HIT_BADGE:
    case HIT_END:
        break;
    }
    return board_nothing();
}

/* What a press of the left button begins with this tool; false when it is as with the selecting
 * one. */
static bool begin_tool(Board *board, const BoardScene *scene) {
    switch (board->tool) {
    case TOOL_HAND:
        board->mode = BOARD_PANNING;
        return true;
    case TOOL_LASER:
        board->mode = BOARD_POINTING;
        board->trail_count = 0;
        leave_trail(board, scene);
        return true;
    case TOOL_NOTE:
    case TOOL_AREA:
        board->mode = BOARD_DRAWING;
        board_follow_pointer(board, scene);
        return true;
    case TOOL_SELECT:
    case TOOL_ARROW:
    case TOOL_COUNT:
        break;
    }
    return false;
}

static BoardEvent pointer_pressed(Board *board, const InputEvent *event, const BoardScene *scene) {
    if (board->mode != BOARD_IDLE || !rect_contains(scene->viewport, event->x, event->y)) {
        return board_nothing();
    }
    board->button = event->button;
    board->press = board->pointer;
    board->press_canvas = board_pointer_on_canvas(board, scene);
    board->pressed = board_hit(board, scene, event->x, event->y);
    if (event->button != BUTTON_LEFT || board->space_held) {
        board->mode = event->button == BUTTON_NONE ? BOARD_IDLE : BOARD_PANNING;
        return board_nothing();
    }
    board->was_selected = board_is_selected(board, board->pressed.id);
    if (begin_tool(board, scene)) {
        return board_nothing();
    }
    board->twice = event->clicks >= 2 && board->tool == TOOL_SELECT;
    board->mode = BOARD_PRESSED;
    return board_nothing();
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
    case HIT_END:
        return board_nothing();
    case HIT_NOTHING:
        if (!adds) {
            board_select(board, NULL);
        }
        return board_nothing();
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
    return board_nothing();
}

static BoardEvent dropped(Board *board, const BoardScene *scene, Command *command) {
    size_t count;
    const char **ids = board_selected_ids(board, scene->design, &count);
    Error error = error_none();
    if ((board->dx != 0 || board->dy != 0) && count > 0) {
        int dx = board->dx, dy = board->dy;
        if (board->copies) {
            error = edit_duplicate(scene->design, ids, count, dx, dy, command);
        } else {
            board_move_aside(board, scene->design, &dx, &dy);
            error = edit_move(scene->design, ids, count, dx, dy, command);
        }
    }
    free(ids);
    if (board->copies && !error.code) {
        board_select_made(board, command);
    }
    return board_edited(error, command, "");
}

/* Where no component is, one can be made at once. */
static BoardEvent connected(Board *board, const BoardScene *scene, Command *command) {
    const char *from = board->pressed.id;
    if (board->target[0] == '\0') {
        Hit hit = board_hit(board, scene, board->pointer.x, board->pointer.y);
        BoardEvent add = about(BOARD_EVENT_ADD, from);
        add.at = board_pointer_on_canvas(board, scene);
        bool free_ground = hit.type == HIT_NOTHING || hit.type == HIT_AREA;
        bool inside = rect_contains(scene->viewport, board->pointer.x, board->pointer.y);
        tool_used(board);
        return free_ground && inside ? add : board_nothing();
    }
    char id[ID_SIZE] = "";
    Error error =
        edit_connect(scene->design, from, board->target, CONNECTION_KIND_COUNT, id, command);
    BoardEvent event = board_edited(error, command, id);
    if (event.type == BOARD_EVENT_COMMAND) {
        board_select(board, id);
        tool_used(board);
    }
    return event;
}

static BoardEvent reconnected(Board *board, const BoardScene *scene, Command *command) {
    if (board->target[0] == '\0') {
        return board_nothing();
    }
    Error error = edit_reconnect(scene->design, board->pressed.id, (EditEnd)board->pressed.side,
                                 board->target, command);
    return board_edited(error, command, "");
}

static BoardEvent placed(Board *board, const BoardScene *scene, Command *command) {
    if (!rect_contains(scene->viewport, board->pointer.x, board->pointer.y)) {
        return board_nothing();
    }
    int x = board->box.x, y = board->box.y;
    char id[ID_SIZE] = "";
    board_step_aside(scene->design, &x, &y);
    Error error = edit_add_component(scene->design, board->placing, x, y, id, command);
    BoardEvent event = board_edited(error, command, id);
    if (event.type == BOARD_EVENT_COMMAND) {
        board_select(board, id);
    }
    if (board->picked && board->keeps_tool) {
        board->mode = BOARD_PLACING;
    }
    return event;
}

/* A click without a drag makes one of the usual size. */
BoardEvent board_drawn(Board *board, const BoardScene *scene, Command *command) {
    bool is_area = board->tool == TOOL_AREA;
    Box box = board->box;
    if (box.w < (is_area ? LEAST_AREA_WIDTH : LEAST_NOTE_WIDTH) ||
        box.h < (is_area ? LEAST_AREA_HEIGHT : LEAST_NOTE_HEIGHT)) {
        box.w = is_area ? USUAL_AREA_WIDTH : USUAL_NOTE_WIDTH;
        box.h = is_area ? USUAL_AREA_HEIGHT : USUAL_NOTE_HEIGHT;
    }
    char id[ID_SIZE] = "";
    const Design *design = scene->design;
    Error error = is_area ? edit_add_area(design, box.x, box.y, box.w, box.h, "Area", id, command)
                          : edit_add_note(design, box.x, box.y, box.w, box.h, "Note", id, command);
    BoardEvent event = board_edited(error, command, id);
    event.renames = event.type == BOARD_EVENT_COMMAND;
    if (event.renames) {
        board_select(board, id);
    }
    tool_used(board);
    return event;
}

/* The right button that was not dragged. */
static BoardEvent menu(Board *board, const BoardScene *scene, const InputEvent *event) {
    bool moved = hypotf(event->x - board->press.x, event->y - board->press.y) >= DRAG_THRESHOLD;
    if (event->button != BUTTON_RIGHT || moved) {
        return board_nothing();
    }
    const char *id = board->pressed.id;
    if (design_has_id(scene->design, id) && !board_is_selected(board, id)) {
        board_select(board, id);
    } else if (!id[0]) {
        board_select(board, NULL);
    }
    BoardEvent said = about(BOARD_EVENT_MENU, id);
    said.at = board->press_canvas;
    return said;
}

static bool is_awaited(const Board *board, PointerButton button) {
    bool any = board->mode == BOARD_PLACING || board->button == BUTTON_NONE;
    return button == (any ? BUTTON_LEFT : board->button);
}

static BoardEvent pointer_released(Board *board, const InputEvent *event, const BoardScene *scene,
                                   Command *command) {
    BoardMode mode = board->mode;
    if (mode == BOARD_IDLE || !is_awaited(board, event->button)) {
        return board_nothing();
    }
    board->button = BUTTON_NONE;
    if (mode == BOARD_PRESSED && board->tool == TOOL_ARROW &&
        board->pressed.type == HIT_COMPONENT) {
        board_start_drag(board, scene); /* the second click says where to */
        return board_nothing();
    }
    board->mode = BOARD_IDLE;
    switch (mode) {
    case BOARD_PRESSED: {
        BoardEvent twice = board->twice ? clicked_twice(board, scene) : board_nothing();
        return twice.type != BOARD_EVENT_NONE ? twice : clicked(board);
    }
    case BOARD_MOVING:
        return dropped(board, scene, command);
    case BOARD_CONNECTING:
        return connected(board, scene, command);
    case BOARD_RECONNECTING:
        return reconnected(board, scene, command);
    case BOARD_PLACING:
        return placed(board, scene, command);
    case BOARD_DRAWING:
        return board_drawn(board, scene, command);
    case BOARD_PANNING:
        return menu(board, scene, event);
    case BOARD_RESIZING: {
        Error error = edit_resize(scene->design, board->pressed.id, board->box.x, board->box.y,
                                  board->box.w, board->box.h, command);
        return board_edited(error, command, "");
    }
    case BOARD_IDLE:
    case BOARD_MARQUEE:
    case BOARD_POINTING:
        break;
    }
    return board_nothing();
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
    return board_nothing();
}
