/* Charts: what they show, and that they stay in their rectangle. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "export/chart.h"
#include "support/support.h"

static const Rect PLACE = {10, 20, 600, 260};

typedef struct Bench {
    Theme theme;
    DrawList list;
} Bench;

static int set_up(void **state) {
    Arena arena = {0};
    Bench *bench = memory_allocate(sizeof *bench);
    const char *path = support_source_path(&arena, "assets/themes/light.json");
    assert_int_equal(theme_load(path, &bench->theme).code, ERROR_NONE);
    arena_free(&arena);
    *state = bench;
    return 0;
}

static int tear_down(void **state) {
    Bench *bench = *state;
    draw_free(&bench->list);
    free(bench);
    return 0;
}

static void draw(Bench *bench, const ChartSeries *series, size_t count, const char *band) {
    Chart chart = {.title = "Requests a second",
                   .x_unit = "s",
                   .step = 1.0,
                   .series = series,
                   .series_count = count,
                   .band = band,
                   .band_from = 2.0,
                   .band_to = 3.0};
    TextMetrics metrics = text_metrics_plain();
    draw_clear(&bench->list);
    chart_draw(&chart, &bench->theme, &metrics, PLACE, &bench->list);
}

static bool same_color(Color a, Color b) {
    return a.r == b.r && a.g == b.g && a.b == b.b;
}

/* The n-th line of this colour that has more than two points: the others are axes and legends. */
static const DrawItem *curve(const Bench *bench, Color color, size_t n) {
    for (size_t i = 0; i < bench->list.items.count; i++) {
        const DrawItem *item = &bench->list.items.items[i];
        if (item->type == DRAW_LINE && item->point_count > 2 && same_color(item->line, color) &&
            n-- == 0) {
            return item;
        }
    }
    return NULL;
}

static void values_become_a_line_from_left_to_right(void **state) {
    Bench *bench = *state;
    static const double VALUES[] = {0, 10, 40, 20};
    ChartSeries series = {"as drawn", CHART_BAD, VALUES, COUNT_OF(VALUES)};
    draw(bench, &series, 1, NULL);
    const DrawItem *line = curve(bench, bench->theme.bad, 0);
    assert_non_null(line);
    assert_int_equal(line->point_count, COUNT_OF(VALUES));
    for (size_t i = 1; i < line->point_count; i++) {
        assert_true(line->points[i].x > line->points[i - 1].x);
        bool rises = VALUES[i] > VALUES[i - 1];
        assert_int_equal(line->points[i].y < line->points[i - 1].y, rises);
    }
    assert_true(draw_shows(&bench->list, "Requests a second"));
    assert_true(draw_shows(&bench->list, "as drawn"));
    assert_true(draw_shows(&bench->list, "40"));
    assert_true(draw_shows(&bench->list, "4 s"));
}

static void a_gap_stays_a_gap(void **state) {
    Bench *bench = *state;
    const double values[] = {1, 2, 3, NAN, 3, 2, 1};
    ChartSeries series = {"with a gap", CHART_GOOD, values, COUNT_OF(values)};
    draw(bench, &series, 1, NULL);
    assert_int_equal(curve(bench, bench->theme.good, 0)->point_count, 3);
    assert_int_equal(curve(bench, bench->theme.good, 1)->point_count, 3);
    assert_null(curve(bench, bench->theme.good, 2));
}

static void all_of_it_stays_in_its_place(void **state) {
    Bench *bench = *state;
    static const double HIGHEST[] = {1e-3, 0.7, 1, 9.99, 99, 101, 12345, 5e6, 3e12};
    for (size_t i = 0; i < COUNT_OF(HIGHEST); i++) {
        const double values[] = {0, HIGHEST[i] / 2, HIGHEST[i]};
        ChartSeries series[] = {{"as drawn", CHART_BAD, values, COUNT_OF(values)},
                                {"offered", CHART_REFERENCE, values, 2}};
        draw(bench, series, COUNT_OF(series), "what happens then");
        for (size_t d = 0; d < bench->list.items.count; d++) {
            const DrawItem *item = &bench->list.items.items[d];
            for (size_t p = 0; p < item->point_count; p++) {
                assert_true(
                    rect_contains(rect_inset(PLACE, -0.5F), item->points[p].x, item->points[p].y));
            }
            if (item->type == DRAW_TEXT) {
                TextMetrics metrics = text_metrics_plain();
                float width = text_width(&metrics, item->font, item->size, item->text);
                assert_true(item->rect.x >= PLACE.x);
                assert_true(item->rect.x + width <= PLACE.x + PLACE.w);
                assert_true(item->rect.y <= PLACE.y + PLACE.h);
            }
        }
    }
}

static void nothing_is_drawn_as_zero(void **state) {
    Bench *bench = *state;
    static const double ZEROS[5] = {0};
    ChartSeries series = {"nothing", CHART_GOOD, ZEROS, COUNT_OF(ZEROS)};
    draw(bench, &series, 1, NULL);
    const DrawItem *line = curve(bench, bench->theme.good, 0);
    assert_true(line->points[0].y == line->points[4].y);
    draw(bench, NULL, 0, NULL);
    assert_true(draw_shows(&bench->list, "Requests a second"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(values_become_a_line_from_left_to_right, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_gap_stays_a_gap, set_up, tear_down),
        cmocka_unit_test_setup_teardown(all_of_it_stays_in_its_place, set_up, tear_down),
        cmocka_unit_test_setup_teardown(nothing_is_drawn_as_zero, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
