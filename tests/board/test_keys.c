/* Keys on the canvas: each edit is one command. */
#include "board/stage.h"

#include <string.h>

static void build(Stage *stage) {
    fixture_component(stage->design, "a", KIND_SERVICE, 200, 200);
    fixture_component(stage->design, "b", KIND_SQL_DB, 600, 200);
    fixture_connect(stage->design, "a", "b", CONNECTION_CALL);
    fixture_note(stage->design, "note", 400, 400, 160, 80);
}

static void arrows_nudge_one_by_one(void **state) {
    Stage *stage = *state;
    build(stage);
    board_select(stage->board, "a");
    stage_key(stage, KEY_RIGHT, 0);
    stage_key(stage, KEY_UP, MOD_SHIFT);
    const Component *a = design_component(stage->design, "a");
    assert_int_equal(a->x, 201);
    assert_int_equal(a->y, 190);
    assert_int_equal(stage->commands, 2);
    board_select(stage->board, "a-b"); /* a connection has no place of its own */
    stage_key(stage, KEY_LEFT, 0);
    assert_int_equal(stage->event.type, BOARD_EVENT_NONE);
    board_select(stage->board, NULL);
    stage_key(stage, KEY_LEFT, 0);
    assert_int_equal(stage->event.type, BOARD_EVENT_NONE);
}

static void delete_takes_the_selection(void **state) {
    Stage *stage = *state;
    build(stage);
    board_select(stage->board, "a-b");
    stage_key(stage, KEY_BACKSPACE, 0);
    assert_int_equal(stage->design->connections.count, 0);
    board_select_all(stage->board, stage->design);
    stage_key(stage, KEY_DELETE, 0);
    assert_int_equal(stage->commands, 2);
    assert_int_equal(stage->design->components.count, 0);
    assert_int_equal(stage->design->notes.count, 0);
    assert_int_equal(board_selection_count(stage->board), 0);
    stage_key(stage, KEY_DELETE, 0);
    assert_int_equal(stage->event.type, BOARD_EVENT_NONE);
}

static void control_a_selects_all_that_has_a_place(void **state) {
    Stage *stage = *state;
    build(stage);
    stage_key(stage, 'a', MOD_CTRL);
    assert_int_equal(board_selection_count(stage->board), 3);
    stage_key(stage, 'a', 0);
    assert_int_equal(board_selection_count(stage->board), 3);
}

static void control_d_duplicates_and_selects_the_copies(void **state) {
    Stage *stage = *state;
    build(stage);
    board_select_all(stage->board, stage->design);
    stage_key(stage, 'd', MOD_CTRL);
    assert_int_equal(stage->commands, 1);
    assert_int_equal(stage->design->components.count, 4);
    assert_int_equal(stage->design->connections.count, 2);
    assert_int_equal(stage->design->notes.count, 2);
    assert_int_equal(board_selection_count(stage->board), 3);
    assert_false(board_is_selected(stage->board, "a"));
    stage_key(stage, KEY_ESCAPE, 0);
    stage_key(stage, 'd', MOD_CTRL);
    assert_int_equal(stage->event.type, BOARD_EVENT_NONE);
}

static void tab_walks_the_components(void **state) {
    Stage *stage = *state;
    build(stage);
    stage_key(stage, KEY_TAB, 0);
    assert_true(board_is_selected(stage->board, "a"));
    stage_key(stage, KEY_TAB, 0);
    assert_true(board_is_selected(stage->board, "b"));
    stage_key(stage, KEY_TAB, 0);
    assert_true(board_is_selected(stage->board, "a"));
    stage_key(stage, KEY_TAB, MOD_SHIFT);
    assert_true(board_is_selected(stage->board, "b"));
    assert_int_equal(board_selection_count(stage->board), 1);
}

static void tab_on_an_empty_board_does_nothing(void **state) {
    Stage *stage = *state;
    stage_key(stage, KEY_TAB, 0);
    stage_key(stage, KEY_TAB, MOD_SHIFT);
    assert_int_equal(board_selection_count(stage->board), 0);
}

static void keys_wait_until_a_drag_is_over(void **state) {
    Stage *stage = *state;
    build(stage);
    stage_move(stage, 200, 190);
    stage_press(stage, 200, 190);
    stage_move(stage, 280, 190);
    stage_key(stage, KEY_DELETE, 0);
    stage_key(stage, 'a', MOD_CTRL);
    assert_int_equal(stage->commands, 0);
    assert_int_equal(board_selection_count(stage->board), 1);
    stage_release(stage, 280, 190);
    assert_int_equal(stage->commands, 1);
}

static void what_is_gone_is_forgotten(void **state) {
    Stage *stage = *state;
    build(stage);
    board_select_all(stage->board, stage->design);
    board_set_pulse(stage->board, "note");
    assert_ok(design_remove(stage->design, ELEMENT_NOTE, "note"));
    stage_key(stage, KEY_RIGHT, 0); /* what is left still moves */
    assert_int_equal(stage->commands, 1);
    board_forget_missing(stage->board, stage->design);
    assert_int_equal(board_selection_count(stage->board), 2);
    assert_false(board_is_selected(stage->board, "note"));
}

static void selecting_one_of_the_selection_keeps_it(void **state) {
    Stage *stage = *state;
    build(stage);
    board_select_all(stage->board, stage->design);
    board_select(stage->board, board_selected(stage->board, 1));
    assert_int_equal(board_selection_count(stage->board), 1);
    assert_string_equal(board_selected(stage->board, 0), "b");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        stage_test(arrows_nudge_one_by_one),
        stage_test(delete_takes_the_selection),
        stage_test(control_a_selects_all_that_has_a_place),
        stage_test(control_d_duplicates_and_selects_the_copies),
        stage_test(tab_walks_the_components),
        stage_test(tab_on_an_empty_board_does_nothing),
        stage_test(keys_wait_until_a_drag_is_over),
        stage_test(what_is_gone_is_forgotten),
        stage_test(selecting_one_of_the_selection_keeps_it),
    };
    return cmocka_run_group_tests_name("keys", tests, NULL, NULL);
}
