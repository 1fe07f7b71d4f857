#include "platform/coverage.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { SIDE = 64 };
static const double PI = 3.14159265358979;

static double total(Coverage *coverage, uint8_t *alpha) {
    coverage_take(coverage, alpha);
    double sum = 0;
    for (size_t i = 0; i < SIDE * SIDE; i++) {
        sum += (double)alpha[i] / 255;
    }
    return sum;
}

static void assert_near(double found, double expected, double share) {
    if (fabs(found - expected) > fabs(expected) * share) {
        fail_msg("%f instead of %f", found, expected);
    }
}

static void test_a_square_covers_parts_of_pixels(void **state) {
    (void)state;
    uint8_t alpha[SIDE * SIDE];
    Coverage coverage = {0};
    const Point square[] = {{2.25F, 3.5F}, {5.25F, 3.5F}, {5.25F, 6}, {2.25F, 6}};
    coverage_start(&coverage, SIDE, SIDE);
    coverage_add_polygon(&coverage, square, 4, DIRECTION_ADD);
    assert_near(total(&coverage, alpha), 3 * 2.5, 0.003);
    assert_int_equal(alpha[3 * SIDE + 1], 0);
    assert_int_equal(alpha[3 * SIDE + 2], 96); /* three quarters by one half */
    assert_int_equal(alpha[3 * SIDE + 3], 128);
    assert_int_equal(alpha[4 * SIDE + 2], 191);
    assert_int_equal(alpha[4 * SIDE + 4], 255);
    assert_int_equal(alpha[5 * SIDE + 5], 64);
    assert_int_equal(alpha[6 * SIDE + 3], 0);
    coverage_free(&coverage);
}

static void test_the_order_of_points_does_not_matter(void **state) {
    (void)state;
    uint8_t one[SIDE * SIDE];
    uint8_t other[SIDE * SIDE];
    Coverage coverage = {0};
    const Point forwards[] = {{3, 40.5F}, {20.2F, 2}, {50, 33.3F}};
    const Point backwards[] = {{50, 33.3F}, {20.2F, 2}, {3, 40.5F}};
    coverage_start(&coverage, SIDE, SIDE);
    coverage_add_polygon(&coverage, forwards, 3, DIRECTION_ADD);
    double area = total(&coverage, one);
    coverage_start(&coverage, SIDE, SIDE);
    coverage_add_polygon(&coverage, backwards, 3, DIRECTION_ADD);
    total(&coverage, other);
    assert_memory_equal(one, other, sizeof one);
    double exact = fabs((20.2 - 3) * (33.3 - 40.5) - (50 - 3) * (2 - 40.5)) / 2;
    assert_near(area, exact, 0.003);
    coverage_free(&coverage);
}

static void test_discs_and_rings_have_their_areas(void **state) {
    (void)state;
    uint8_t alpha[SIDE * SIDE];
    Coverage coverage = {0};
    for (float radius = 2; radius <= 30; radius += 3.5F) {
        Rect outer = {32 - radius, 32 - radius, 2 * radius, 2 * radius};
        coverage_start(&coverage, SIDE, SIDE);
        coverage_add_rounded(&coverage, outer, radius, DIRECTION_ADD);
        assert_near(total(&coverage, alpha), PI * radius * radius, 0.01);

        float inner = radius - 1.5F;
        coverage_add_rounded(&coverage, rect_inset(outer, 1.5F), inner, DIRECTION_CUT);
        assert_near(total(&coverage, alpha), PI * (radius * radius - inner * inner), 0.015);
    }
    coverage_free(&coverage);
}

static void test_what_lies_outside_is_left_out(void **state) {
    (void)state;
    uint8_t alpha[SIDE * SIDE];
    Coverage coverage = {0};
    const Point large[] = {{-500, -300}, {900, -300}, {900, 700}, {-500, 700}};
    coverage_start(&coverage, SIDE, SIDE);
    coverage_add_polygon(&coverage, large, 4, DIRECTION_ADD);
    assert_near(total(&coverage, alpha), SIDE * SIDE, 1e-9);

    const Point beside[] = {{70, -5}, {90, -5}, {90, 90}, {70, 90}};
    coverage_start(&coverage, SIDE, SIDE);
    coverage_add_polygon(&coverage, beside, 4, DIRECTION_ADD);
    assert_true(total(&coverage, alpha) == 0);
    coverage_free(&coverage);
}

static void test_a_stroke_has_its_width_and_no_gap_at_a_bend(void **state) {
    (void)state;
    uint8_t alpha[SIDE * SIDE];
    Coverage coverage = {0};
    const Point line[] = {{5, 5}, {55, 30}};
    coverage_start(&coverage, SIDE, SIDE);
    coverage_add_stroke(&coverage, line, 2, 3);
    assert_near(total(&coverage, alpha), 3 * hypot(50, 25), 0.01);

    const Point bend[] = {{10, 50}, {32, 10}, {54, 50}};
    coverage_start(&coverage, SIDE, SIDE);
    coverage_add_stroke(&coverage, bend, 3, 8);
    total(&coverage, alpha);
    /* The joint reaches four pixels above its point, as a disc would. */
    assert_int_equal(alpha[8 * SIDE + 32], 255);
    assert_in_range(alpha[6 * SIDE + 32], 128, 255);
    assert_int_equal(alpha[4 * SIDE + 32], 0);
    coverage_free(&coverage);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_square_covers_parts_of_pixels),
        cmocka_unit_test(test_the_order_of_points_does_not_matter),
        cmocka_unit_test(test_discs_and_rings_have_their_areas),
        cmocka_unit_test(test_what_lies_outside_is_left_out),
        cmocka_unit_test(test_a_stroke_has_its_width_and_no_gap_at_a_bend),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
