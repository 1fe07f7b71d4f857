/* Every tool: what is pressed, dragged and released, and the one command that comes of it. */
#include "board/stage.h"

#include <math.h>
#include <string.h>

static void build(Stage *stage) {
    fixture_component(stage->design, "a", KIND_SERVICE, 200, 200);
    fixture_component(stage->design, "b", KIND_SQL_DB, 600, 200);
    fixture_component(stage->design, "c", KIND_QUEUE, 200, 400);
    board_set_camera(stage->board, (Camera){0, 0, 1});
}

static void assert_place(Stage *stage, const char *id, int x, int y) {
    const Component *component = design_component(stage->design, id);
    assert_int_equal(component->x, x);
    assert_int_equal(component->y, y);
}

static void assert_selected(Stage *stage, size_t count, const char *id) {
    assert_int_equal(board_selection_count(stage->board), count);
    if (id) {
        assert_true(board_is_selected(stage->board, id));
    }
}

/* --- Selecting --- */

static void a_click_selects_one(void **state) {
    Stage *stage = *state;
    build(stage);
    stage_click(stage, 200, 200);
    assert_selected(stage, 1, "a");
    stage_click(stage, 600, 200);
    assert_selected(stage, 1, "b");
    stage_click(stage, 400, 600);
    assert_selected(stage, 0, NULL);
    assert_int_equal(stage->commands, 0);
}

static void shift_and_a_click_add_and_take_away(void **state) {
    Stage *stage = *state;
    build(stage);
    stage_click(stage, 200, 200);
    stage->modifiers = MOD_SHIFT;
    stage_click(stage, 600, 200);
    assert_selected(stage, 2, "b");
    stage_click(stage, 200, 200);
    assert_selected(stage, 1, "b");
    stage_click(stage, 400, 600); /* on nothing: keeps them */
    assert_selected(stage, 1, "b");
}

static void a_click_on_one_of_many_keeps_that_one(void **state) {
    Stage *stage = *state;
    build(stage);
    board_select_all(stage->board, stage->design);
    assert_selected(stage, 3, "c");
    stage_click(stage, 200, 200);
    assert_selected(stage, 1, "a");
}

static void a_connection_can_be_selected(void **state) {
    Stage *stage = *state;
    build(stage);
    fixture_connect(stage->design, "a", "b", CONNECTION_CALL);
    stage_click(stage, 400, 202);
    assert_selected(stage, 1, "a-b");
}

static void a_rubber_band_selects_what_it_touches(void **state) {
    Stage *stage = *state;
    build(stage);
    fixture_area(stage->design, "region", 50, 100, 800, 500);
    fixture_note(stage->design, "note", 100, 300, 100, 50);
    stage_move(stage, 60, 150);
    stage_press(stage, 60, 150);
    stage_move(stage, 150, 210);
    assert_int_equal(board_mode(stage->board), BOARD_MARQUEE);
    assert_selected(stage, 1, "a");
    stage_move(stage, 150, 320);
    assert_selected(stage, 2, "note");
    stage_release(stage, 150, 320);
    assert_selected(stage, 2, "a");
    assert_int_equal(board_mode(stage->board), BOARD_IDLE);
    stage_drag(stage, 20, 80, 900, 650); /* the whole area lies in it */
    assert_selected(stage, 5, "region");
}

static void a_rubber_band_with_shift_adds(void **state) {
    Stage *stage = *state;
    build(stage);
    board_select(stage->board, "b");
    stage->modifiers = MOD_SHIFT;
    stage_drag(stage, 60, 150, 210, 210);
    assert_selected(stage, 2, "a");
    stage->modifiers = 0;
    stage_drag(stage, 60, 150, 210, 210);
    assert_selected(stage, 1, "a");
}

static void escape_gives_back_what_was_selected(void **state) {
    Stage *stage = *state;
    build(stage);
    board_select(stage->board, "b");
    stage->modifiers = MOD_SHIFT;
    stage_move(stage, 60, 150);
    stage_press(stage, 60, 150);
    stage_move(stage, 210, 210);
    assert_selected(stage, 2, "a");
    stage_key(stage, KEY_ESCAPE, 0);
    assert_int_equal(board_mode(stage->board), BOARD_IDLE);
    assert_selected(stage, 1, "b");
    stage_release(stage, 210, 210);
    assert_selected(stage, 1, "b");
    stage_key(stage, KEY_ESCAPE, 0);
    assert_selected(stage, 0, NULL);
}

/* --- Moving --- */

static void a_short_move_is_a_click(void **state) {
    Stage *stage = *state;
    build(stage);
    stage_move(stage, 200, 200);
    stage_press(stage, 200, 200);
    stage_move(stage, 202, 202);
    assert_int_equal(board_mode(stage->board), BOARD_PRESSED);
    stage_release(stage, 202, 202);
    assert_int_equal(stage->commands, 0);
    assert_selected(stage, 1, "a");
}

static void a_drag_moves_once_and_snaps(void **state) {
    Stage *stage = *state;
    build(stage);
    stage_drag(stage, 210, 190, 310, 271);
    assert_int_equal(stage->commands, 1);
    assert_string_equal(stage->command_name, "Move a");
    assert_place(stage, "a", 304, 280); /* 300 and 281 on the grid of 8 */
    assert_selected(stage, 1, "a");
}

static void control_turns_snapping_off(void **state) {
    Stage *stage = *state;
    build(stage);
    stage->modifiers = MOD_CTRL;
    stage_drag(stage, 210, 190, 313, 271);
    assert_place(stage, "a", 303, 281);
}

static void negative_places_snap_as_well(void **state) {
    Stage *stage = *state;
    build(stage);
    board_set_camera(stage->board, (Camera){-400, -400, 1});
    stage_drag(stage, 210, 190, -113, -111);
    assert_place(stage, "a", -120, -104); /* -123 and -101 */
}

static void a_selection_moves_together(void **state) {
    Stage *stage = *state;
    build(stage);
    fixture_note(stage->design, "note", 400, 500, 100, 60);
    board_select_all(stage->board, stage->design);
    stage_drag(stage, 200, 190, 240, 190);
    assert_int_equal(stage->commands, 1);
    assert_place(stage, "a", 240, 200);
    assert_place(stage, "b", 640, 200);
    assert_int_equal(design_note(stage->design, "note")->x, 440);
    assert_selected(stage, 4, "note");
}

static void dragging_another_leaves_the_selection(void **state) {
    Stage *stage = *state;
    build(stage);
    board_select(stage->board, "b");
    stage_drag(stage, 200, 190, 240, 190);
    assert_selected(stage, 1, "a");
    assert_place(stage, "b", 600, 200);
}

static void a_drag_previews_before_it_is_done(void **state) {
    Stage *stage = *state;
    build(stage);
    fixture_connect(stage->design, "a", "b", CONNECTION_CALL);
    stage_move(stage, 200, 190);
    stage_press(stage, 200, 190);
    stage_move(stage, 280, 190);
    assert_int_equal(board_mode(stage->board), BOARD_MOVING);
    assert_place(stage, "a", 200, 200);
    stage_draw(stage);
    Rect card;
    assert_true(draw_find(&stage->list, "component:a", &card));
    assert_true(card.x == 100 + 280 - 92);
    assert_int_equal(stage_hit(stage, 280, 200).type, HIT_COMPONENT);
    assert_int_equal(stage_hit(stage, 150, 200).type, HIT_NOTHING);
    stage_release(stage, 280, 190);
    assert_place(stage, "a", 280, 200);
}

static void back_where_it_was_is_no_command(void **state) {
    Stage *stage = *state;
    build(stage);
    stage_move(stage, 200, 190);
    stage_press(stage, 200, 190);
    stage_move(stage, 280, 190);
    stage_move(stage, 201, 190);
    stage_release(stage, 201, 190);
    assert_int_equal(stage->commands, 0);
}

static void escape_and_a_lost_focus_give_up_a_drag(void **state) {
    Stage *stage = *state;
    build(stage);
    for (int round = 0; round < 2; round++) {
        stage_move(stage, 200, 190);
        stage_press(stage, 200, 190);
        stage_move(stage, 280, 190);
        if (round == 0) {
            stage_key(stage, KEY_ESCAPE, 0);
        } else {
            stage_send(stage, (InputEvent){.type = INPUT_FOCUS_LOST});
        }
        assert_int_equal(board_mode(stage->board), BOARD_IDLE);
        stage_release(stage, 280, 190);
        assert_int_equal(stage->commands, 0);
    }
}

static void scrolling_carries_a_drag_along(void **state) {
    Stage *stage = *state;
    build(stage);
    stage_move(stage, 200, 190);
    stage_press(stage, 200, 190);
    stage_move(stage, 280, 190);
    Point pointer = board_to_screen(stage->board, stage->scene.viewport, 280, 190);
    stage_send(stage, (InputEvent){.type = INPUT_WHEEL, .x = pointer.x, .y = pointer.y, .dy = -1});
    stage_send(stage, (InputEvent){.type = INPUT_POINTER_UP,
                                   .x = pointer.x,
                                   .y = pointer.y,
                                   .button = BUTTON_LEFT});
    assert_place(stage, "a", 280, 248);
}

static void the_end_of_the_board_is_told(void **state) {
    Stage *stage = *state;
    fixture_component(stage->design, "edge", KIND_SERVICE, LIMIT_COORDINATE, 0);
    board_set_camera(stage->board, (Camera){LIMIT_COORDINATE - 500.0F, -300, 1});
    stage_drag(stage, LIMIT_COORDINATE, 10, LIMIT_COORDINATE + 200.0F, 10);
    assert_int_equal(stage->event.type, BOARD_EVENT_REFUSED);
    assert_true(stage->event.message[0] != '\0');
}

/* --- Connecting --- */

static void a_drag_from_a_port_connects(void **state) {
    Stage *stage = *state;
    build(stage);
    stage_drag(stage, 292, 200, 600, 210);
    assert_int_equal(stage->commands, 1);
    const Connection *connection = design_connection(stage->design, stage->event.id);
    assert_non_null(connection);
    assert_string_equal(connection->from, "a");
    assert_string_equal(connection->to, "b");
    assert_int_equal(connection->kind->id, CONNECTION_CALL);
    assert_selected(stage, 1, connection->id);
}

static void the_kind_is_inferred_and_shown(void **state) {
    Stage *stage = *state;
    build(stage);
    stage_move(stage, 200, 233);
    stage_press(stage, 200, 233);
    stage_move(stage, 300, 300);
    assert_int_equal(board_mode(stage->board), BOARD_CONNECTING);
    stage_draw(stage);
    assert_false(draw_shows(&stage->list, "Publish"));
    stage_move(stage, 220, 390);
    stage_draw(stage);
    assert_true(draw_shows(&stage->list, "Publish"));
    stage_release(stage, 220, 390);
    const Connection *connection = design_connection(stage->design, stage->event.id);
    assert_int_equal(connection->kind->id, CONNECTION_PUBLISH);
}

static void what_makes_no_sense_is_refused_with_the_reason(void **state) {
    Stage *stage = *state;
    build(stage);
    fixture_connect(stage->design, "a", "b", CONNECTION_CALL);
    stage_move(stage, 292, 200);
    stage_press(stage, 292, 200);
    stage_move(stage, 400, 260);
    stage_move(stage, 600, 210);
    stage_draw(stage);
    assert_true(draw_shows(&stage->list, "already"));
    stage_release(stage, 600, 210);
    assert_int_equal(stage->event.type, BOARD_EVENT_REFUSED);
    assert_non_null(strstr(stage->event.message, "already"));
    assert_int_equal(stage->commands, 0);
    assert_int_equal(stage->design->connections.count, 1);
}

static void a_connection_to_nothing_asks_for_a_card_and_to_itself_is_none(void **state) {
    Stage *stage = *state;
    build(stage);
    stage_drag(stage, 292, 200, 450, 500);
    assert_int_equal(stage->event.type, BOARD_EVENT_ADD);
    assert_string_equal(stage->event.id, "a");
    assert_true(fabsf(stage->event.at.x - 450) < 1 && fabsf(stage->event.at.y - 500) < 1);
    stage_drag(stage, 292, 200, 190, 210);
    assert_int_equal(stage->event.type, BOARD_EVENT_NONE);
    assert_int_equal(stage->design->connections.count, 0);
}

/* --- Areas and notes --- */

static void an_area_moves_by_its_label_and_not_by_its_inside(void **state) {
    Stage *stage = *state;
    fixture_area(stage->design, "region", 80, 80, 400, 300);
    board_set_camera(stage->board, (Camera){0, 0, 1});
    stage_drag(stage, 110, 98, 150, 138);
    assert_int_equal(design_area(stage->design, "region")->x, 120);
    assert_int_equal(design_area(stage->design, "region")->y, 120);
    stage_drag(stage, 300, 300, 350, 350);
    assert_int_equal(stage->commands, 1);
    assert_selected(stage, 0, NULL);
}

static void corners_resize(void **state) {
    Stage *stage = *state;
    fixture_area(stage->design, "region", 80, 80, 400, 304);
    fixture_note(stage->design, "note", 600, 80, 160, 80);
    board_set_camera(stage->board, (Camera){0, 0, 1});
    board_select(stage->board, "region");
    stage_drag(stage, 480, 384, 563, 333);
    const Area *area = design_area(stage->design, "region");
    assert_int_equal(area->x, 80);
    assert_int_equal(area->w, 480);
    assert_int_equal(area->h, 256); /* 83 and -51 on the grid */
    board_select(stage->board, "note");
    stage_drag(stage, 600, 80, 900, 90);
    const Note *note = design_note(stage->design, "note");
    assert_int_equal(note->x + note->w, 760); /* the other side stays */
    assert_int_equal(note->w, 64);            /* and it does not turn inside out */
    assert_int_equal(stage->commands, 2);
}

/* --- Placing --- */

static void a_component_is_placed_where_it_is_dropped(void **state) {
    Stage *stage = *state;
    build(stage);
    board_start_placing(stage->board, KIND_CACHE);
    assert_int_equal(board_mode(stage->board), BOARD_PLACING);
    stage_move(stage, 403, 605);
    stage_draw(stage);
    assert_true(draw_shows(&stage->list, "Cache"));
    stage_release(stage, 403, 605);
    assert_int_equal(stage->commands, 1);
    assert_place(stage, stage->event.id, 400, 608);
    assert_selected(stage, 1, stage->event.id);
    assert_int_equal(board_mode(stage->board), BOARD_IDLE);
}

/* So that none is hidden. */
static void a_card_on_the_very_place_of_another_steps_aside(void **state) {
    Stage *stage = *state;
    build(stage);
    const int steps[] = {16, 32, 48};
    for (size_t i = 0; i < COUNT_OF(steps); i++) {
        board_start_placing(stage->board, KIND_CACHE);
        stage_move(stage, 602, 201);
        stage_release(stage, 602, 201);
        assert_place(stage, stage->event.id, 600 + steps[i], 200 + steps[i]);
    }
    stage_drag(stage, 200, 390, 200, 190); /* c onto a */
    assert_place(stage, "c", 216, 216);
    assert_place(stage, "a", 200, 200);
    /* Together, as far as all of them need. */
    fixture_component(stage->design, "d", KIND_SERVICE, 200, 600);
    fixture_component(stage->design, "e", KIND_SERVICE, 600, 600);
    board_select(stage->board, NULL);
    stage_drag(stage, 80, 550, 720, 650);
    assert_selected(stage, 2, "e");
    stage_drag(stage, 200, 590, 200, 190);
    assert_place(stage, "d", 264, 264);
    assert_place(stage, "e", 664, 264);
}

static void outside_the_canvas_nothing_is_placed(void **state) {
    Stage *stage = *state;
    build(stage);
    board_start_placing(stage->board, KIND_CACHE);
    stage_move(stage, 403, 605);
    stage_release(stage, -50, 300);
    assert_int_equal(stage->commands, 0);
    assert_int_equal(board_mode(stage->board), BOARD_IDLE);
    board_start_placing(stage->board, KIND_CACHE);
    stage_key(stage, KEY_ESCAPE, 0);
    assert_int_equal(board_mode(stage->board), BOARD_IDLE);
    stage_release(stage, 403, 605);
    assert_int_equal(stage->commands, 0);
}

static void place(Stage *stage, KindId kind) {
    Command command = {.name = ""};
    assert_ok(board_place(stage->board, &stage->scene, kind, &command));
    assert_ok(command_apply(&command, stage->design));
    command_free(&command);
}

static void placing_without_a_pointer_overlaps_nothing(void **state) {
    Stage *stage = *state;
    build(stage);
    board_select(stage->board, "a");
    place(stage, KIND_WORKER);
    const Component *worker = design_component(stage->design, board_selected(stage->board, 0));
    assert_int_equal(worker->x, 200 + 280);
    for (int i = 0; i < 20; i++) {
        board_select(stage->board, i % 2 ? "a" : NULL);
        place(stage, KIND_SERVICE);
    }
    const Design *design = stage->design;
    for (size_t i = 3; i < design->components.count; i++) {
        for (size_t j = 0; j < i; j++) {
            assert_false(rect_overlaps(component_card_rect(design->components.items[i]),
                                       component_card_rect(design->components.items[j])));
        }
    }
}

/* --- Double clicks, badges, replay --- */

static void a_double_click_asks_for_the_label(void **state) {
    Stage *stage = *state;
    build(stage);
    fixture_connect(stage->design, "a", "b", CONNECTION_CALL);
    fixture_note(stage->design, "note", 500, 400, 160, 80);
    fixture_area(stage->design, "region", 40, 80, 800, 560);
    const struct {
        float x, y;
        const char *id;
    } labels[] = {{200, 205, "a"}, {400, 200, "a-b"}, {560, 440, "note"}, {70, 98, "region"}};
    for (size_t i = 0; i < COUNT_OF(labels); i++) {
        stage_double_click(stage, labels[i].x, labels[i].y);
        assert_int_equal(stage->event.type, BOARD_EVENT_RENAME);
        assert_string_equal(stage->event.id, labels[i].id);
        assert_int_equal(board_mode(stage->board), BOARD_IDLE);
    }
    stage_double_click(stage, 700, 500); /* on nothing: asks for a component there */
    assert_int_equal(stage->event.type, BOARD_EVENT_ADD);
    assert_string_equal(stage->event.id, "");
    assert_true(fabsf(stage->event.at.x - 700) < 1 && fabsf(stage->event.at.y - 500) < 1);
    stage->scene.read_only = true;
    stage_double_click(stage, 700, 500);
    assert_int_equal(stage->event.type, BOARD_EVENT_NONE);
}

static void a_badge_opens_its_findings(void **state) {
    Stage *stage = *state;
    build(stage);
    board_marks_add(&stage->marks, "a")->findings = 2;
    stage_click(stage, 200 + 92 - 6, 200 - 37);
    assert_int_equal(stage->event.type, BOARD_EVENT_OPEN);
    assert_string_equal(stage->event.id, "a");
    assert_selected(stage, 1, "a");
}

static void a_replay_can_be_looked_at_and_not_changed(void **state) {
    Stage *stage = *state;
    build(stage);
    stage->scene.read_only = true;
    stage_click(stage, 200, 200);
    assert_selected(stage, 1, "a");
    stage_drag(stage, 200, 200, 300, 300);
    assert_true(board_camera(stage->board).x == -100); /* the view moved, not the card */
    stage_drag(stage, 292, 200, 600, 210);
    stage_double_click(stage, 200, 200);
    assert_int_equal(stage->event.type, BOARD_EVENT_NONE);
    stage_key(stage, KEY_DELETE, 0);
    stage_key(stage, KEY_LEFT, 0);
    stage_key(stage, 'd', MOD_CTRL);
    assert_int_equal(stage->commands, 0);
    stage_key(stage, 'a', MOD_CTRL);
    assert_selected(stage, 3, "b");
}

static void other_buttons_do_not_end_a_drag(void **state) {
    Stage *stage = *state;
    build(stage);
    stage_move(stage, 200, 190);
    stage_press(stage, 200, 190);
    stage_move(stage, 280, 190);
    stage_send(stage, (InputEvent){
                          .type = INPUT_POINTER_DOWN, .x = 400, .y = 300, .button = BUTTON_RIGHT});
    assert_int_equal(board_mode(stage->board), BOARD_MOVING);
    stage_send(stage,
               (InputEvent){.type = INPUT_POINTER_UP, .x = 400, .y = 300, .button = BUTTON_RIGHT});
    assert_int_equal(board_mode(stage->board), BOARD_MOVING);
    stage_release(stage, 280, 190);
    assert_place(stage, "a", 280, 200);
}

/* The design can change under a drag: by undo, by a replay. */
static void a_drag_of_what_is_gone_comes_to_nothing(void **state) {
    Stage *stage = *state;
    build(stage);
    stage_move(stage, 200, 190);
    stage_press(stage, 200, 190);
    stage_move(stage, 280, 190);
    assert_ok(design_remove(stage->design, ELEMENT_COMPONENT, "a"));
    stage_draw(stage);
    stage_move(stage, 290, 190);
    stage_release(stage, 290, 190);
    assert_int_equal(stage->event.type, BOARD_EVENT_NONE);
    board_forget_missing(stage->board, stage->design);
    assert_selected(stage, 0, NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        stage_test(a_click_selects_one),
        stage_test(shift_and_a_click_add_and_take_away),
        stage_test(a_click_on_one_of_many_keeps_that_one),
        stage_test(a_connection_can_be_selected),
        stage_test(a_rubber_band_selects_what_it_touches),
        stage_test(a_rubber_band_with_shift_adds),
        stage_test(escape_gives_back_what_was_selected),
        stage_test(a_short_move_is_a_click),
        stage_test(a_drag_moves_once_and_snaps),
        stage_test(control_turns_snapping_off),
        stage_test(negative_places_snap_as_well),
        stage_test(a_selection_moves_together),
        stage_test(dragging_another_leaves_the_selection),
        stage_test(a_drag_previews_before_it_is_done),
        stage_test(back_where_it_was_is_no_command),
        stage_test(escape_and_a_lost_focus_give_up_a_drag),
        stage_test(scrolling_carries_a_drag_along),
        stage_test(the_end_of_the_board_is_told),
        stage_test(a_drag_from_a_port_connects),
        stage_test(the_kind_is_inferred_and_shown),
        stage_test(what_makes_no_sense_is_refused_with_the_reason),
        stage_test(a_connection_to_nothing_asks_for_a_card_and_to_itself_is_none),
        stage_test(an_area_moves_by_its_label_and_not_by_its_inside),
        stage_test(corners_resize),
        stage_test(a_component_is_placed_where_it_is_dropped),
        stage_test(a_card_on_the_very_place_of_another_steps_aside),
        stage_test(outside_the_canvas_nothing_is_placed),
        stage_test(placing_without_a_pointer_overlaps_nothing),
        stage_test(a_double_click_asks_for_the_label),
        stage_test(a_badge_opens_its_findings),
        stage_test(a_replay_can_be_looked_at_and_not_changed),
        stage_test(other_buttons_do_not_end_a_drag),
        stage_test(a_drag_of_what_is_gone_comes_to_nothing),
    };
    return cmocka_run_group_tests_name("tools", tests, NULL, NULL);
}
