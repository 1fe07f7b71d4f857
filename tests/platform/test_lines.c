#include <math.h>

#include "platform/canvas.h"

static const Color RED = {255, 0, 0, 255};
static const double QUARTER = 1.570796326794897;

static void paint_line(Canvas *canvas, const Point *points, size_t count, float width, float radius,
                       float dash, float gap) {
    draw_line(&canvas->list, points, count, width, radius, dash, gap, RED);
    canvas_paint(canvas, 1);
}

static void assert_area(const Canvas *canvas, double expected, double share) {
    double found = canvas_red(canvas, (SDL_Rect){0, 0, 100, 100});
    if (fabs(found - expected) > expected * share) {
        fail_msg("%f pixels are red instead of %f", found, expected);
    }
}

static void test_a_straight_leg_is_sharp(void **state) {
    (void)state;
    Canvas canvas = canvas_open(100, 100, NULL);
    const Point forwards[] = {{10, 20}, {60, 20}};
    const Point backwards[] = {{60, 20}, {10, 20}};
    for (int width = 1; width <= 5; width++) {
        paint_line(&canvas, forwards, 2, (float)width, 0, 0, 0);
        assert_area(&canvas, 50 * width, 0);
        assert_color(&canvas, 9, 20, 0, 0, 0);
        assert_color(&canvas, 10, 20, 255, 0, 0);
        assert_color(&canvas, 59, 20, 255, 0, 0);
        assert_color(&canvas, 60, 20, 0, 0, 0);
        paint_line(&canvas, backwards, 2, (float)width, 0, 0, 0);
        assert_area(&canvas, 50 * width, 0);
        assert_color(&canvas, 10, 20, 255, 0, 0);
    }
    canvas_close(&canvas);
}

/* Every way to turn: from each of the four directions to both sides. */
static void test_corners_are_rounded_and_joined(void **state) {
    (void)state;
    Canvas canvas = canvas_open(100, 100, NULL);
    static const Point STEPS[] = {{1, 0}, {0, 1}, {-1, 0}, {0, -1}};
    for (int in = 0; in < 4; in++) {
        for (int side = 1; side <= 3; side += 2) {
            Point a = STEPS[in];
            Point b = STEPS[(in + side) % 4];
            const Point line[] = {
                {50 - 30 * a.x, 50 - 30 * a.y}, {50, 50}, {50 + 30 * b.x, 50 + 30 * b.y}};
            paint_line(&canvas, line, 3, 2, 9, 0, 0);
            assert_area(&canvas, 2 * (2 * (30 - 9) + QUARTER * 9), 0.01);
            /* Where the legs meet the arc nothing is missing. */
            for (int at = 9; at <= 11; at++) {
                int x = (int)(50 - (float)at * a.x);
                int y = (int)(50 - (float)at * a.y);
                assert_in_range(canvas_at(&canvas, x, y).r, 230, 255);
                x = (int)(50 + (float)at * b.x);
                y = (int)(50 + (float)at * b.y);
                assert_in_range(canvas_at(&canvas, x, y).r, 230, 255);
            }
            assert_color(&canvas, 50, 50, 0, 0, 0); /* the corner is cut */

            paint_line(&canvas, line, 3, 2, 0, 0, 0);
            assert_area(&canvas, 2 * 60, 0);
            assert_color(&canvas, 50, 50, 255, 0, 0);
        }
    }
    canvas_close(&canvas);
}

static void test_short_legs_have_smaller_corners(void **state) {
    (void)state;
    Canvas canvas = canvas_open(100, 100, NULL);
    const Point line[] = {{10, 40}, {50, 40}, {50, 48}, {90, 48}};
    paint_line(&canvas, line, 4, 2, 9, 0, 0);
    /* Two arcs of radius 4 and what is left of the legs. */
    assert_area(&canvas, 2 * (36 + 36 + 2 * QUARTER * 4), 0.02);
    const Point tiny[] = {{10, 40}, {50, 40}, {50, 41}, {90, 41}};
    paint_line(&canvas, tiny, 4, 2, 9, 0, 0);
    assert_area(&canvas, 2 * 81, 0.05);
    canvas_close(&canvas);
}

static void test_points_that_do_not_turn_change_nothing(void **state) {
    (void)state;
    Canvas canvas = canvas_open(100, 100, NULL);
    const Point line[] = {{10, 40}, {30, 40}, {30, 40}, {50, 40}, {50, 60}, {50, 90}};
    paint_line(&canvas, line, 6, 2, 9, 0, 0);
    assert_area(&canvas, 2 * (31 + 41 + QUARTER * 9), 0.01);
    canvas_close(&canvas);
}

static int count_dashes_in_row(const Canvas *canvas, int y) {
    int dashes = 0;
    for (int x = 1; x < 100; x++) {
        dashes += canvas_at(canvas, x, y).r > 127 && canvas_at(canvas, x - 1, y).r <= 127;
    }
    return dashes;
}

static void test_dashes_have_their_length(void **state) {
    (void)state;
    Canvas canvas = canvas_open(100, 100, NULL);
    const Point forwards[] = {{10, 20}, {80, 20}};
    paint_line(&canvas, forwards, 2, 2, 0, 6, 4);
    assert_int_equal(count_dashes_in_row(&canvas, 20), 7);
    assert_area(&canvas, 7 * 6 * 2, 0);
    assert_color(&canvas, 10, 20, 255, 0, 0);
    assert_color(&canvas, 16, 20, 0, 0, 0);

    const Point backwards[] = {{80, 20}, {10, 20}};
    paint_line(&canvas, backwards, 2, 2, 0, 6, 4);
    assert_area(&canvas, 7 * 6 * 2, 0);
    assert_color(&canvas, 79, 20, 255, 0, 0);
    assert_color(&canvas, 10, 20, 0, 0, 0);
    canvas_close(&canvas);
}

/* Of a line of this length with dashes of 6 and gaps of 4. */
static double dashed(double length) {
    double rest = fmod(length, 10);
    return (length - rest) * 0.6 + (rest < 6 ? rest : 6);
}

static void test_dashes_run_round_corners(void **state) {
    (void)state;
    Canvas canvas = canvas_open(100, 100, NULL);
    const Point line[] = {{10, 20}, {60, 20}, {60, 80}};
    paint_line(&canvas, line, 3, 2, 9, 6, 4);
    assert_area(&canvas, 2 * dashed(50 + 60 - 18 + QUARTER * 9), 0.02);
    const Point slanted[] = {{10, 20}, {60, 70}, {90, 60}};
    paint_line(&canvas, slanted, 3, 2, 9, 6, 4);
    assert_area(&canvas, 2 * dashed(hypot(50, 50) + hypot(30, 10)), 0.02);
    canvas_close(&canvas);
}

/* Only what is seen of a line of a million pixels is walked, and its dashes are where they belong. */
static void test_a_long_line_shows_the_same_dashes(void **state) {
    (void)state;
    Canvas canvas = canvas_open(100, 100, NULL);
    const Point from_afar[] = {{-900000, 20}, {900000, 20}};
    paint_line(&canvas, from_afar, 2, 2, 0, 6, 4);
    assert_int_equal(count_dashes_in_row(&canvas, 20), 9); /* and one at the border */
    assert_area(&canvas, 10 * 6 * 2, 0);
    assert_color(&canvas, 0, 20, 255, 0, 0);
    assert_color(&canvas, 6, 20, 0, 0, 0);
    canvas_close(&canvas);
}

static void test_a_hairline_is_faint(void **state) {
    (void)state;
    Canvas canvas = canvas_open(100, 100, NULL);
    const Point line[] = {{10, 20}, {60, 20}};
    paint_line(&canvas, line, 2, 0.5F, 0, 0, 0);
    assert_area(&canvas, 25, 0.02);
    canvas_close(&canvas);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_straight_leg_is_sharp),
        cmocka_unit_test(test_corners_are_rounded_and_joined),
        cmocka_unit_test(test_short_legs_have_smaller_corners),
        cmocka_unit_test(test_points_that_do_not_turn_change_nothing),
        cmocka_unit_test(test_dashes_have_their_length),
        cmocka_unit_test(test_dashes_run_round_corners),
        cmocka_unit_test(test_a_long_line_shows_the_same_dashes),
        cmocka_unit_test(test_a_hairline_is_faint),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
