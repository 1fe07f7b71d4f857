/* What is under a point, at several zooms. */
#include "board/stage.h"

#include <string.h>

static void build(Stage *stage) {
    fixture_area(stage->design, "region", -200, -200, 800, 500);
    fixture_component(stage->design, "a", KIND_SERVICE, 0, 0);
    fixture_component(stage->design, "b", KIND_SERVICE, 400, 0);
    fixture_connect(stage->design, "a", "b", CONNECTION_CALL);
    fixture_note(stage->design, "note", 240, 100, 160, 80);
    BoardMark *mark = board_marks_add(&stage->marks, "b");
    mark->findings = 3;
    mark->tone = TONE_HIGH;
    board_set_camera(stage->board, (Camera){-300, -300, 1});
}

static void assert_hit(Stage *stage, float x, float y, HitType type, const char *id) {
    Hit hit = stage_hit(stage, x, y);
    assert_int_equal(hit.type, type);
    assert_string_equal(hit.id, id);
}

static void everything_can_be_hit_at_several_zooms(void **state) {
    Stage *stage = *state;
    build(stage);
    const float zooms[] = {0.5F, 1, 1.7F};
    for (size_t i = 0; i < COUNT_OF(zooms); i++) {
        board_set_camera(stage->board, (Camera){-220, -220, zooms[i]});
        assert_hit(stage, 0, 0, HIT_COMPONENT, "a");
        assert_hit(stage, -80, -25, HIT_COMPONENT, "a");
        assert_hit(stage, 200, 0, HIT_CONNECTION, "a-b");
        assert_hit(stage, 200, 3 / zooms[i], HIT_CONNECTION, "a-b");
        assert_hit(stage, 200, 60, HIT_NOTHING, ""); /* inside the area is the canvas */
        assert_hit(stage, -200, 120, HIT_AREA, "region");
        assert_hit(stage, -170, -180, HIT_AREA, "region"); /* its label */
        assert_hit(stage, 300, 140, HIT_NOTE, "note");
    }
}

static void outside_the_viewport_is_nothing(void **state) {
    Stage *stage = *state;
    build(stage);
    Hit hit = board_hit(stage->board, &stage->scene, 50, 50);
    assert_int_equal(hit.type, HIT_NOTHING);
}

static void ports_are_in_the_middle_of_the_sides(void **state) {
    Stage *stage = *state;
    build(stage);
    const Point ports[] = {{0, -33}, {92, 0}, {0, 33}, {-92, 0}};
    for (int side = 0; side < 4; side++) {
        Hit hit = stage_hit(stage, ports[side].x, ports[side].y);
        assert_int_equal(hit.type, HIT_PORT);
        assert_string_equal(hit.id, "a");
        assert_int_equal(hit.side, side);
    }
    stage->scene.read_only = true;
    assert_hit(stage, 0, 32, HIT_COMPONENT, "a");
}

static void there_are_no_ports_on_tiny_cards(void **state) {
    Stage *stage = *state;
    build(stage);
    board_set_camera(stage->board, (Camera){-220, -220, 0.2F});
    assert_hit(stage, 91, 0, HIT_COMPONENT, "a");
}

static void badges_lie_over_the_corner(void **state) {
    Stage *stage = *state;
    build(stage);
    assert_hit(stage, 400 + 92 - 5, -36, HIT_BADGE, "b");
    stage->scene.marks = NULL;
    assert_hit(stage, 400 + 92 - 5, -36, HIT_NOTHING, "");
}

static void badges_of_connections_can_be_hit(void **state) {
    Stage *stage = *state;
    build(stage);
    assert_hit(stage, 200, 0, HIT_CONNECTION, "a-b");
    board_marks_add(&stage->marks, "a-b")->findings = 1;
    assert_hit(stage, 200, 0, HIT_BADGE, "a-b");
    assert_hit(stage, 150, 0, HIT_CONNECTION, "a-b");
}

static void the_card_on_top_is_hit(void **state) {
    Stage *stage = *state;
    build(stage);
    fixture_component(stage->design, "top", KIND_SERVICE, 60, 20);
    assert_hit(stage, 20, 8, HIT_COMPONENT, "top");
    assert_hit(stage, -60, -10, HIT_COMPONENT, "a");
}

static void corners_are_held_when_selected(void **state) {
    Stage *stage = *state;
    build(stage);
    assert_hit(stage, 400, 180, HIT_NOTHING, "");
    board_select(stage->board, "note");
    assert_hit(stage, 400, 180, HIT_CORNER, "note");
    assert_int_equal(stage_hit(stage, 400, 180).side, 2);
    assert_int_equal(stage_hit(stage, 240, 100).side, 0);
    board_select(stage->board, "region");
    assert_hit(stage, 600, -200, HIT_CORNER, "region");
    assert_int_equal(stage_hit(stage, 600, -200).side, 1);
    stage->scene.read_only = true;
    assert_hit(stage, 600, -200, HIT_AREA, "region");
}

static void the_pill_of_a_connection_is_part_of_it(void **state) {
    Stage *stage = *state;
    build(stage);
    fixture_component(stage->design, "c", KIND_SERVICE, 0, 400);
    fixture_connect(stage->design, "a", "c", CONNECTION_CALL);
    Command command = {.name = ""};
    assert_ok(edit_rename(stage->design, "a-c", "writes every minute", &command));
    assert_ok(command_apply(&command, stage->design));
    command_free(&command);
    assert_hit(stage, 50, 200, HIT_CONNECTION, "a-c");
    Rect rect;
    assert_true(board_label_rect(stage->board, &stage->scene, "a-c", &rect));
    assert_true(rect.w > 100);
}

static void labels_have_a_place(void **state) {
    Stage *stage = *state;
    build(stage);
    Rect rect;
    Point card = board_to_screen(stage->board, stage->scene.viewport, -92, -33);
    assert_true(board_label_rect(stage->board, &stage->scene, "a", &rect));
    assert_true(rect.x > card.x && rect.y > card.y && rect.w < CARD_WIDTH);
    assert_true(board_label_rect(stage->board, &stage->scene, "region", &rect));
    assert_true(board_label_rect(stage->board, &stage->scene, "note", &rect));
    assert_true(rect.w == 160 && rect.h == 80);
    assert_true(board_label_rect(stage->board, &stage->scene, "a-b", &rect));
    assert_false(board_label_rect(stage->board, &stage->scene, "nothing", &rect));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        stage_test(everything_can_be_hit_at_several_zooms),
        stage_test(outside_the_viewport_is_nothing),
        stage_test(ports_are_in_the_middle_of_the_sides),
        stage_test(there_are_no_ports_on_tiny_cards),
        stage_test(badges_lie_over_the_corner),
        stage_test(badges_of_connections_can_be_hit),
        stage_test(the_card_on_top_is_hit),
        stage_test(corners_are_held_when_selected),
        stage_test(the_pill_of_a_connection_is_part_of_it),
        stage_test(labels_have_a_place),
    };
    return cmocka_run_group_tests_name("hits", tests, NULL, NULL);
}
