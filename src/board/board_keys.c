/* Keys on the canvas, and which part of the board an event is for. */
#include <stdlib.h>

#include "board/board_state.h"

static BoardEvent nudge(Board *board, const BoardScene *scene, int key, unsigned modifiers,
                        Command *command) {
    int step = modifiers & MOD_SHIFT ? 10 : 1;
    int dx = key == KEY_LEFT ? -step : key == KEY_RIGHT ? step : 0;
    int dy = key == KEY_UP ? -step : key == KEY_DOWN ? step : 0;
    size_t count, movable = 0;
    const char **ids = board_selected_ids(board, scene->design, &count);
    for (size_t i = 0; i < count; i++) {
        if (!design_connection(scene->design, ids[i])) {
            ids[movable++] = ids[i];
        }
    }
    Error error = error_none();
    if (movable > 0) {
        error = edit_move(scene->design, ids, movable, dx, dy, command);
    }
    free(ids);
    return board_edited(error, command, "");
}

static BoardEvent delete_selection(Board *board, const BoardScene *scene, Command *command) {
    size_t count;
    const char **ids = board_selected_ids(board, scene->design, &count);
    Error error = error_none();
    if (count > 0) {
        error = edit_delete(scene->design, ids, count, command);
    }
    free(ids);
    if (!error.code) {
        board_select(board, NULL);
    }
    return board_edited(error, command, "");
}

static BoardEvent duplicate_selection(Board *board, const BoardScene *scene, Command *command) {
    if (board_selection_count(board) == 0) {
        return board_nothing();
    }
    Error error = board_duplicate(board, scene->design, command);
    return board_edited(error, command, "");
}

/* Tab: from component to component, in the order in which they were placed. */
static void walk(Board *board, const BoardScene *scene, bool backwards) {
    size_t count = scene->design->components.count;
    if (count == 0) {
        return;
    }
    size_t at = SIZE_MAX;
    if (board->selection.items.count == 1) {
        at = design_position(scene->design, ELEMENT_COMPONENT, board_selected(board, 0));
    }
    size_t next =
        at == SIZE_MAX ? (backwards ? count - 1 : 0) : (at + (backwards ? count - 1 : 1)) % count;
    board_show(board, scene, scene->design->components.items[next]->id);
}

static int side_of_key(int key) {
    return key == KEY_UP      ? SIDE_TOP
           : key == KEY_RIGHT ? SIDE_RIGHT
           : key == KEY_DOWN  ? SIDE_BOTTOM
                              : SIDE_LEFT;
}

static bool is_arrow(int key) {
    return key >= KEY_LEFT && key <= KEY_DOWN;
}

static BoardEvent edit_key(Board *board, const InputEvent *event, const BoardScene *scene,
                           Command *command) {
    bool with_control = event->modifiers & MOD_CTRL;
    switch (event->key) {
    case KEY_LEFT:
    case KEY_RIGHT:
    case KEY_UP:
    case KEY_DOWN:
        if (with_control) {
            Error error = board_grow(board, scene, side_of_key(event->key), command);
            return board_edited(error, command, error.code ? "" : command->changes.items[0].id);
        }
        return nudge(board, scene, event->key, event->modifiers, command);
    case KEY_DELETE:
    case KEY_BACKSPACE:
        return delete_selection(board, scene, command);
    case 'd':
        return with_control ? duplicate_selection(board, scene, command) : board_nothing();
    default:
        return board_nothing();
    }
}

/* In the middle of the view, as large as they usually are. */
static BoardEvent draw_in_view(Board *board, const BoardScene *scene, Command *command) {
    Rect view = scene->viewport;
    bool is_area = board->tool == TOOL_AREA;
    int w = is_area ? USUAL_AREA_WIDTH : USUAL_NOTE_WIDTH;
    int h = is_area ? USUAL_AREA_HEIGHT : USUAL_NOTE_HEIGHT;
    Point middle = board_to_canvas(board, view, view.x + view.w / 2, view.y + view.h / 2);
    board->box = (Box){canvas_snap(canvas_unit(middle.x) - w / 2),
                       canvas_snap(canvas_unit(middle.y) - h / 2), w, h};
    return board_drawn(board, scene, command);
}

/* Gives up what is being done; else the tool; else the selection. */
static void escape(Board *board) {
    if (board->mode == BOARD_IDLE && board->tool == TOOL_SELECT) {
        board_select(board, NULL);
    }
    board->tool = board->mode == BOARD_IDLE ? TOOL_SELECT : board->tool;
    board_cancel(board);
}

BoardEvent board_key_input(Board *board, const InputEvent *event, const BoardScene *scene,
                           Command *command) {
    board->modifiers = event->modifiers;
    if (event->key == KEY_SPACE) {
        board->space_held = event->type == INPUT_KEY_DOWN;
        return board_nothing();
    }
    if (event->type != INPUT_KEY_DOWN) {
        return board_nothing();
    }
    if (event->key == KEY_ESCAPE) {
        escape(board);
        return board_nothing();
    }
    if (event->key == KEY_ENTER && board->mode == BOARD_PLACING && !scene->read_only) {
        board_cancel(board);
        Error error = board_place(board, scene, board->placing, command);
        return board_edited(error, command, error.code ? "" : command->changes.items[0].id);
    }
    if (board->mode != BOARD_IDLE) {
        return board_nothing();
    }
    bool draws = board->tool == TOOL_NOTE || board->tool == TOOL_AREA;
    if (event->key == KEY_ENTER && draws && !scene->read_only) {
        return draw_in_view(board, scene, command);
    }
    if (event->key == 'a' && event->modifiers & MOD_CTRL) {
        board_select_all(board, scene->design);
        return board_nothing();
    }
    if (event->key == KEY_TAB) {
        walk(board, scene, event->modifiers & MOD_SHIFT);
        return board_nothing();
    }
    if (is_arrow(event->key) && event->modifiers & MOD_ALT) {
        (void)board_walk(board, scene, side_of_key(event->key));
        return board_nothing();
    }
    return scene->read_only ? board_nothing() : edit_key(board, event, scene, command);
}

BoardEvent board_input(Board *board, const InputEvent *event, const BoardScene *scene,
                       Command *command) {
    switch (event->type) {
    case INPUT_POINTER_MOVE:
    case INPUT_POINTER_DOWN:
    case INPUT_POINTER_UP:
    case INPUT_WHEEL:
    case INPUT_PINCH:
        return board_pointer_input(board, event, scene, command);
    case INPUT_KEY_DOWN:
    case INPUT_KEY_UP:
        return board_key_input(board, event, scene, command);
    case INPUT_FOCUS_LOST:
        board_cancel(board);
        board->hovers = false;
        break;
    case INPUT_TEXT:
    case INPUT_COMPOSE:
    case INPUT_DROP_FILE:
    case INPUT_CLOSE:
        break;
    }
    return board_nothing();
}
