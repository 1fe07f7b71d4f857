#include "board/stage.h"

#include <stdlib.h>
#include <string.h>

int stage_set_up(void **state) {
    Stage *stage = memory_allocate(sizeof *stage);
    stage->catalog = support_catalog();
    stage->design = design_new(stage->catalog);
    stage->board = board_new();
    stage->metrics = text_metrics_plain();
    stage->theme = fixture_theme("light");
    stage->scene = (BoardScene){
        .design = stage->design,
        .marks = &stage->marks,
        .metrics = &stage->metrics,
        .viewport = {100, 50, 1000, 700},
    };
    *state = stage;
    return 0;
}

int stage_tear_down(void **state) {
    Stage *stage = *state;
    board_free(stage->board);
    board_marks_free(&stage->marks);
    draw_free(&stage->list);
    design_free(stage->design);
    catalog_free(stage->catalog);
    free(stage);
    return 0;
}

BoardEvent stage_send(Stage *stage, InputEvent event) {
    Command command = {.name = ""};
    event.modifiers |= stage->modifiers;
    stage->event = board_input(stage->board, &event, &stage->scene, &command);
    stage->command_name[0] = '\0';
    if (stage->event.type == BOARD_EVENT_COMMAND) {
        assert_true(command.changes.count > 0);
        memcpy(stage->command_name, command.name, sizeof stage->command_name);
        assert_ok(command_apply(&command, stage->design));
        stage->commands++;
    } else {
        assert_int_equal(command.changes.count, 0);
    }
    command_free(&command);
    return stage->event;
}

static void pointer(Stage *stage, InputType type, float x, float y, int clicks) {
    Point point = board_to_screen(stage->board, stage->scene.viewport, x, y);
    PointerButton button = type == INPUT_POINTER_MOVE ? BUTTON_NONE : BUTTON_LEFT;
    stage_send(
        stage,
        (InputEvent){.type = type, .x = point.x, .y = point.y, .button = button, .clicks = clicks});
}

void stage_move(Stage *stage, float x, float y) {
    pointer(stage, INPUT_POINTER_MOVE, x, y, 0);
}

void stage_press(Stage *stage, float x, float y) {
    pointer(stage, INPUT_POINTER_DOWN, x, y, 1);
}

void stage_release(Stage *stage, float x, float y) {
    pointer(stage, INPUT_POINTER_UP, x, y, 1);
}

void stage_click(Stage *stage, float x, float y) {
    stage_move(stage, x, y);
    stage_press(stage, x, y);
    stage_release(stage, x, y);
}

void stage_double_click(Stage *stage, float x, float y) {
    stage_click(stage, x, y);
    pointer(stage, INPUT_POINTER_DOWN, x, y, 2);
    assert_int_equal(stage->event.type, BOARD_EVENT_NONE);
    pointer(stage, INPUT_POINTER_UP, x, y, 2);
}

void stage_drag(Stage *stage, float from_x, float from_y, float to_x, float to_y) {
    stage_move(stage, from_x, from_y);
    stage_press(stage, from_x, from_y);
    stage_move(stage, (from_x + to_x) / 2, (from_y + to_y) / 2);
    stage_move(stage, to_x, to_y);
    stage_release(stage, to_x, to_y);
}

void stage_key(Stage *stage, int key, unsigned modifiers) {
    stage_send(stage, (InputEvent){.type = INPUT_KEY_DOWN, .key = key, .modifiers = modifiers});
    BoardEvent event = stage->event;
    char name[COMMAND_NAME_SIZE];
    memcpy(name, stage->command_name, sizeof name);
    stage_send(stage, (InputEvent){.type = INPUT_KEY_UP, .key = key, .modifiers = modifiers});
    stage->event = event;
    memcpy(stage->command_name, name, sizeof name);
}

Hit stage_hit(Stage *stage, float x, float y) {
    Point point = board_to_screen(stage->board, stage->scene.viewport, x, y);
    return board_hit(stage->board, &stage->scene, point.x, point.y);
}

void stage_draw(Stage *stage) {
    draw_clear(&stage->list);
    board_draw(stage->board, &stage->scene, &stage->theme, &stage->list);
}
