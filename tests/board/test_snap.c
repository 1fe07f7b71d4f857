/* What a dragged card is in line with: edges, middles, equal gaps, and the guides that show it. */
#include "board/stage.h"

#include <string.h>

static void build(Stage *stage) {
    fixture_component(stage->design, "a", KIND_SERVICE, 200, 203); /* off the grid */
    fixture_component(stage->design, "b", KIND_SQL_DB, 600, 400);
}

static const Component *part(const Stage *stage, const char *id) {
    return design_component(stage->design, id);
}

static size_t guides(Stage *stage, const char *name) {
    size_t count = 0;
    stage_draw(stage);
    for (size_t i = 0; i < stage->list.items.count; i++) {
        const DrawItem *item = &stage->list.items.items[i];
        count += item->type == DRAW_NAME && strcmp(item->text, name) == 0;
    }
    return count;
}

/* Up to the release: the guides are there as long as the button is held. */
static void hold(Stage *stage, float from_x, float from_y, float to_x, float to_y) {
    stage_move(stage, from_x, from_y);
    stage_press(stage, from_x, from_y);
    stage_move(stage, (from_x + to_x) / 2, (from_y + to_y) / 2);
    stage_move(stage, to_x, to_y);
}

static void middles_come_in_line(void **state) {
    Stage *stage = *state;
    build(stage);
    hold(stage, 600, 400, 700, 206); /* three units below the middle of `a` */
    assert_true(guides(stage, "guide:line") >= 1);
    stage_release(stage, 700, 206);
    assert_int_equal(part(stage, "b")->y, 203);
    assert_int_equal(guides(stage, "guide:line"), 0);
}

static void edges_come_in_line(void **state) {
    Stage *stage = *state;
    build(stage);
    fixture_note(stage->design, "note", 400, 600, 100, 60);
    hold(stage, 600, 400, 496, 470); /* left edge at 404, near the note's at 400 */
    assert_true(guides(stage, "guide:line") >= 1);
    stage_release(stage, 496, 470);
    assert_int_equal(part(stage, "b")->x, 492);
}

static void far_from_anything_it_is_the_grid(void **state) {
    Stage *stage = *state;
    build(stage);
    hold(stage, 600, 400, 711, 508);
    assert_int_equal(guides(stage, "guide:line"), 0);
    stage_release(stage, 711, 508);
    assert_int_equal(part(stage, "b")->x % BOARD_GRID, 0);
    assert_int_equal(part(stage, "b")->y % BOARD_GRID, 0);
}

static void control_turns_it_off(void **state) {
    Stage *stage = *state;
    build(stage);
    stage->modifiers = MOD_CTRL;
    stage_drag(stage, 600, 400, 701, 206);
    assert_int_equal(part(stage, "b")->x, 701);
    assert_int_equal(part(stage, "b")->y, 206);
}

static void gaps_become_equal(void **state) {
    Stage *stage = *state;
    build(stage);
    fixture_component(stage->design, "c", KIND_QUEUE, 1003, 203);
    /* Between `a` and `c`: 601.5 is the middle. */
    hold(stage, 600, 400, 604, 206);
    assert_int_equal(guides(stage, "guide:gap"), 2);
    stage_release(stage, 604, 206);
    const Component *b = part(stage, "b");
    int left = b->x - part(stage, "a")->x, right = part(stage, "c")->x - b->x;
    assert_true(left - right <= 1 && right - left <= 1);
    /* And as far behind the last as that is behind the one before. */
    fixture_component(stage->design, "d", KIND_WORKER, 800, 600);
    int step = part(stage, "c")->x - b->x;
    hold(stage, 800, 600, (float)(1003 + step + 4), 204);
    assert_int_equal(guides(stage, "guide:gap"), 2);
    stage_release(stage, (float)(1003 + step + 4), 204);
    assert_int_equal(part(stage, "d")->x, 1003 + step);
}

static void a_new_card_snaps_too(void **state) {
    Stage *stage = *state;
    build(stage);
    board_start_placing(stage->board, KIND_CACHE);
    stage_move(stage, 400, 400);
    stage_move(stage, 401, 207);
    assert_true(guides(stage, "guide:line") >= 1);
    stage_release(stage, 401, 207);
    assert_int_equal(part(stage, "cache")->y, 203);
}

/* What goes along is nothing to be in line with. */
static void the_others_that_move_are_no_neighbours(void **state) {
    Stage *stage = *state;
    build(stage);
    fixture_area(stage->design, "region", 60, 100, 680, 400);
    hold(stage, 61, 300, 161, 400); /* by its border */
    assert_int_equal(guides(stage, "guide:line"), 0);
    stage_release(stage, 161, 400);
    assert_int_equal(part(stage, "b")->x, 700 + part(stage, "a")->x - 300);
    assert_string_equal(stage->command_name, "Move Region A");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        stage_test(middles_come_in_line),
        stage_test(edges_come_in_line),
        stage_test(far_from_anything_it_is_the_grid),
        stage_test(control_turns_it_off),
        stage_test(gaps_become_equal),
        stage_test(a_new_card_snaps_too),
        stage_test(the_others_that_move_are_no_neighbours),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
