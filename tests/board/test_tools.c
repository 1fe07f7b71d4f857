/* The tools, and what is done without a pointer. */
#include "board/stage.h"

#include <string.h>

static void build(Stage *stage) {
    fixture_component(stage->design, "a", KIND_SERVICE, 200, 200);
    fixture_component(stage->design, "b", KIND_SQL_DB, 600, 200);
    fixture_component(stage->design, "c", KIND_QUEUE, 600, 400);
}

static const Component *part(const Stage *stage, const char *id) {
    return design_component(stage->design, id);
}

static void the_hand_moves_the_view_and_stays(void **state) {
    Stage *stage = *state;
    build(stage);
    board_set_tool(stage->board, TOOL_HAND);
    float x = board_camera(stage->board).x;
    stage_drag(stage, 200, 200, 260, 200); /* a card is no obstacle */
    assert_true(board_camera(stage->board).x < x);
    assert_int_equal(stage->commands, 0);
    assert_int_equal(board_tool(stage->board), TOOL_HAND);
    stage_key(stage, KEY_ESCAPE, 0);
    assert_int_equal(board_tool(stage->board), TOOL_SELECT);
}

static void the_arrow_connects_from_anywhere_on_a_card(void **state) {
    Stage *stage = *state;
    build(stage);
    board_set_tool(stage->board, TOOL_ARROW);
    stage_drag(stage, 190, 210, 590, 190);
    assert_non_null(design_connection(stage->design, "a-b"));
    assert_int_equal(board_tool(stage->board), TOOL_SELECT);
    assert_int_equal(part(stage, "a")->x, 200);
}

static void two_clicks_do_as_well(void **state) {
    Stage *stage = *state;
    build(stage);
    board_keep_tool(stage->board, true);
    board_set_tool(stage->board, TOOL_ARROW);
    stage_click(stage, 200, 200);
    assert_int_equal(board_mode(stage->board), BOARD_CONNECTING);
    stage_click(stage, 600, 400);
    assert_non_null(design_connection(stage->design, "a-c"));
    assert_int_equal(board_tool(stage->board), TOOL_ARROW); /* it is kept */
    stage_click(stage, 200, 200);
    stage_key(stage, KEY_ESCAPE, 0); /* gives up the line, */
    assert_int_equal(board_mode(stage->board), BOARD_IDLE);
    assert_int_equal(board_tool(stage->board), TOOL_ARROW);
    stage_key(stage, KEY_ESCAPE, 0); /* then the tool */
    assert_int_equal(board_tool(stage->board), TOOL_SELECT);
    assert_int_equal(stage->commands, 1);
}

static void notes_and_areas_are_drawn(void **state) {
    Stage *stage = *state;
    build(stage);
    board_set_tool(stage->board, TOOL_NOTE);
    stage_drag(stage, 320, 500, 480, 600);
    assert_true(stage->event.renames);
    const Note *note = design_note(stage->design, "note");
    assert_true(note->x == 320 && note->y == 504 && note->w == 160 && note->h == 96);
    assert_true(board_is_selected(stage->board, "note"));
    board_set_tool(stage->board, TOOL_AREA);
    stage_click(stage, 800, 480); /* of the usual size */
    const Area *area = design_area(stage->design, "area");
    assert_true(area->x == 800 && area->y == 480 && area->w == 400 && area->h == 280);
    assert_int_equal(board_tool(stage->board), TOOL_SELECT);
    board_set_tool(stage->board, TOOL_NOTE); /* without a pointer: in the middle of the view */
    stage_key(stage, KEY_ENTER, 0);
    assert_true(stage->event.renames);
    assert_int_equal(stage->design->notes.count, 2);
}

static void the_laser_leaves_nothing(void **state) {
    Stage *stage = *state;
    build(stage);
    stage->scene.now_ms = 1000;
    board_set_tool(stage->board, TOOL_LASER);
    stage_drag(stage, 200, 200, 600, 400);
    assert_int_equal(stage->commands, 0);
    assert_int_equal(board_selection_count(stage->board), 0);
    assert_true(board_moves(stage->board, &stage->scene));
    stage->scene.now_ms = 3000;
    assert_false(board_moves(stage->board, &stage->scene));
    assert_int_equal(board_tool(stage->board), TOOL_LASER);
}

static void a_key_places_one_after_another_when_the_tool_is_kept(void **state) {
    Stage *stage = *state;
    board_keep_tool(stage->board, true);
    board_pick_placing(stage->board, &stage->scene, KIND_WORKER);
    stage_click(stage, 200, 200);
    stage_click(stage, 200, 400);
    assert_int_equal(stage->design->components.count, 2);
    stage_key(stage, KEY_ESCAPE, 0);
    assert_int_equal(board_mode(stage->board), BOARD_IDLE);
    board_pick_placing(stage->board, &stage->scene, KIND_WORKER);
    stage_key(stage, KEY_ENTER, 0); /* without a pointer: where there is room */
    assert_int_equal(stage->design->components.count, 3);
}

static void alt_takes_copies_along(void **state) {
    Stage *stage = *state;
    build(stage);
    fixture_connect(stage->design, "a", "b", CONNECTION_CALL);
    board_select(stage->board, "a");
    stage->modifiers = MOD_SHIFT;
    stage_click(stage, 600, 200);
    stage->modifiers = MOD_ALT;
    stage_drag(stage, 200, 210, 200, 510);
    assert_string_equal(stage->command_name, "Duplicate 2 components");
    assert_int_equal(stage->design->components.count, 5);
    assert_int_equal(stage->design->connections.count, 2);
    assert_int_equal(part(stage, "a")->y, 200);
    assert_true(board_is_selected(stage->board, "a-2"));
    assert_int_equal(part(stage, "a-2")->y, 504);
}

static void an_end_is_moved_to_another_card(void **state) {
    Stage *stage = *state;
    build(stage);
    fixture_connect(stage->design, "a", "b", CONNECTION_CALL);
    stage_click(stage, 400, 200);
    assert_true(board_is_selected(stage->board, "a-b"));
    stage_draw(stage);
    Rect end;
    assert_true(draw_find(&stage->list, "end:a-b:to", &end));
    assert_int_equal(stage_hit(stage, 508, 200).type, HIT_END);
    stage_move(stage, 508, 200);
    stage_press(stage, 508, 200);
    stage_move(stage, 560, 300);
    stage_move(stage, 600, 400);
    stage_draw(stage);
    assert_true(draw_shows(&stage->list, "Publish")); /* what it would be */
    stage_release(stage, 600, 400);
    const Connection *line = design_connection(stage->design, "a-b");
    assert_string_equal(line->to, "c");
    assert_int_equal(line->kind->id, CONNECTION_PUBLISH);
    stage_drag(stage, 292, 200, 700, 600); /* on nothing: it stays */
    assert_int_equal(stage->commands, 1);
}

static void control_and_an_arrow_make_a_neighbour(void **state) {
    Stage *stage = *state;
    build(stage);
    board_select(stage->board, "c");
    stage_key(stage, KEY_RIGHT, MOD_CTRL);
    const Component *worker = part(stage, "workers");
    assert_non_null(worker);
    assert_true(worker->x > 700 && worker->y == 400);
    assert_non_null(design_connection(stage->design, "c-workers"));
    assert_true(board_is_selected(stage->board, "workers"));
    assert_int_equal(stage->commands, 1);
    /* The place is taken: the next one is beside it. */
    board_select(stage->board, "c");
    stage_key(stage, KEY_RIGHT, MOD_CTRL);
    assert_int_equal(stage->design->components.count, 5);
    const Component *second = part(stage, "workers-2");
    assert_true(second->x == worker->x && second->y != worker->y);
    board_select(stage->board, NULL);
    stage_key(stage, KEY_RIGHT, MOD_CTRL);
    assert_int_equal(stage->event.type, BOARD_EVENT_REFUSED);
}

static void alt_and_an_arrow_walk_the_connections(void **state) {
    Stage *stage = *state;
    build(stage);
    fixture_connect(stage->design, "a", "b", CONNECTION_CALL);
    fixture_connect(stage->design, "a", "c", CONNECTION_PUBLISH);
    board_select(stage->board, "a");
    stage_key(stage, KEY_RIGHT, MOD_ALT);
    assert_true(board_is_selected(stage->board, "b"));
    stage_key(stage, KEY_DOWN, MOD_ALT); /* no line goes there */
    assert_true(board_is_selected(stage->board, "b"));
    stage_key(stage, KEY_LEFT, MOD_ALT); /* against the arrow */
    assert_true(board_is_selected(stage->board, "a"));
    assert_int_equal(stage->commands, 0);
}

static void what_is_locked_cannot_be_dragged(void **state) {
    Stage *stage = *state;
    build(stage);
    const char *ids[] = {"a"};
    Command lock = {0};
    assert_ok(edit_set_locked(stage->design, ids, 1, true, &lock));
    assert_ok(command_apply(&lock, stage->design));
    command_free(&lock);
    stage_drag(stage, 200, 200, 300, 300);
    assert_int_equal(stage->commands, 0);
    assert_int_equal(part(stage, "a")->x, 200);
}

static void the_right_button_asks_for_the_menu(void **state) {
    Stage *stage = *state;
    build(stage);
    Point at = board_to_screen(stage->board, stage->scene.viewport, 200, 200);
    InputEvent event = {
        .type = INPUT_POINTER_DOWN, .x = at.x, .y = at.y, .button = BUTTON_RIGHT, .clicks = 1};
    stage_send(stage, event);
    event.type = INPUT_POINTER_UP;
    assert_int_equal(stage_send(stage, event).type, BOARD_EVENT_MENU);
    assert_true(board_is_selected(stage->board, "a"));
}

static void the_view_goes_to_what_is_selected(void **state) {
    Stage *stage = *state;
    build(stage);
    board_select(stage->board, "c");
    board_fit_selection(stage->board, &stage->scene);
    Point middle = board_to_screen(stage->board, stage->scene.viewport, 600, 400);
    assert_true(middle.x > 595 && middle.x < 605 && middle.y > 395 && middle.y < 405);
    assert_true(board_camera(stage->board).zoom > 1.9F);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        stage_test(the_hand_moves_the_view_and_stays),
        stage_test(the_arrow_connects_from_anywhere_on_a_card),
        stage_test(two_clicks_do_as_well),
        stage_test(notes_and_areas_are_drawn),
        stage_test(the_laser_leaves_nothing),
        stage_test(a_key_places_one_after_another_when_the_tool_is_kept),
        stage_test(alt_takes_copies_along),
        stage_test(an_end_is_moved_to_another_card),
        stage_test(control_and_an_arrow_make_a_neighbour),
        stage_test(alt_and_an_arrow_walk_the_connections),
        stage_test(what_is_locked_cannot_be_dragged),
        stage_test(the_right_button_asks_for_the_menu),
        stage_test(the_view_goes_to_what_is_selected),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
