/* The draw list, text layout and the geometry that both use. */
#include "board/fixture.h"

#include <string.h>

static void names_are_found_where_they_are_seen(void **state) {
    (void)state;
    DrawList list = {.clip_depth = 0};
    Rect rect;
    draw_name(&list, (Rect){0, 0, 10, 10}, "button:%s", "Check");
    draw_name(&list, (Rect){50, 0, 10, 10}, "button:Check");
    assert_true(draw_find(&list, "button:Check", &rect));
    assert_true(rect.x == 50); /* the last one is on top */
    assert_false(draw_find(&list, "button:Save", &rect));
    draw_free(&list);
}

static void clips_cut_names(void **state) {
    (void)state;
    DrawList list = {.clip_depth = 0};
    Rect rect;
    draw_clip(&list, (Rect){0, 0, 100, 100});
    draw_clip(&list, (Rect){50, 50, 100, 100});
    draw_name(&list, (Rect){90, 60, 40, 10}, "cut");
    draw_name(&list, (Rect){10, 10, 20, 20}, "outside");
    draw_unclip(&list);
    draw_name(&list, (Rect){10, 10, 20, 20}, "inside");
    draw_unclip(&list);
    draw_name(&list, (Rect){500, 500, 20, 20}, "free");
    assert_true(draw_find(&list, "cut", &rect));
    assert_true(rect.x == 90 && rect.w == 10 && rect.y == 60 && rect.h == 10);
    assert_false(draw_find(&list, "outside", &rect));
    assert_true(draw_find(&list, "inside", &rect));
    assert_true(draw_find(&list, "free", &rect));
    draw_free(&list);
}

static void texts_are_copied(void **state) {
    (void)state;
    DrawList list = {.clip_depth = 0};
    char text[] = "Link service";
    Color color = {0, 0, 0, 255};
    draw_text(&list, 0, 0, FONT_REGULAR, 13, color, text);
    memset(text, 'x', sizeof text - 1);
    assert_true(draw_shows(&list, "Link"));
    assert_false(draw_shows(&list, "xxxx"));
    draw_clear(&list);
    assert_false(draw_shows(&list, "Link"));
    draw_free(&list);
}

static void long_text_ends_in_an_ellipsis(void **state) {
    (void)state;
    TextMetrics metrics = text_metrics_plain();
    Arena arena = {0};
    const float em = 10 * 0.55F; /* the width of a character at size 10 */
    const char *text = "Straße nach Ü";
    assert_string_equal(text_fit(&metrics, &arena, FONT_REGULAR, 10, text, 13 * em), text);
    assert_string_equal(text_fit(&metrics, &arena, FONT_REGULAR, 10, text, 6.1F * em), "Straß…");
    assert_string_equal(text_fit(&metrics, &arena, FONT_REGULAR, 10, text, 8.1F * em), "Straße…");
    assert_string_equal(text_fit(&metrics, &arena, FONT_REGULAR, 10, text, 1.1F * em), "…");
    assert_string_equal(text_fit(&metrics, &arena, FONT_REGULAR, 10, text, 1), "");
    assert_string_equal(text_fit(&metrics, &arena, FONT_REGULAR, 10, "", 1), "");
    arena_free(&arena);
}

/* Whatever the width: no wider than asked, a start of the text, and as much of it as fits. */
static void fitting_takes_as_much_as_it_can(void **state) {
    (void)state;
    TextMetrics metrics = text_metrics_plain();
    Arena arena = {0};
    const char *text = "añb–c d€e𝄞f";
    float all = text_width(&metrics, FONT_REGULAR, 10, text);
    size_t before = 0;
    for (float width = 0; width <= all; width += 0.5F) {
        const char *fit = text_fit(&metrics, &arena, FONT_REGULAR, 10, text, width);
        assert_true(text_width(&metrics, FONT_REGULAR, 10, fit) <= width);
        assert_int_equal(utf8_check(fit, strlen(fit)), strlen(fit));
        assert_true(strlen(fit) >= before);
        before = strlen(fit);
    }
    assert_string_equal(text_fit(&metrics, &arena, FONT_REGULAR, 10, text, all), text);
    arena_free(&arena);
}

static void text_wraps_at_spaces_and_newlines(void **state) {
    (void)state;
    TextMetrics metrics = text_metrics_plain();
    Arena arena = {0};
    const float em = 10 * 0.55F;
    const char *lines[8];
    size_t count =
        text_wrap(&metrics, &arena, FONT_REGULAR, 10, "one two three\n\nfour", 8 * em, 8, lines);
    assert_int_equal(count, 4);
    assert_string_equal(lines[0], "one two");
    assert_string_equal(lines[1], "three");
    assert_string_equal(lines[2], "");
    assert_string_equal(lines[3], "four");
    count = text_wrap(&metrics, &arena, FONT_REGULAR, 10, "incomprehensible", 6 * em, 8, lines);
    assert_int_equal(count, 3);
    assert_string_equal(lines[0], "incomp");
    assert_string_equal(lines[2], "ible");
    count = text_wrap(&metrics, &arena, FONT_REGULAR, 10, "one two three four", 8 * em, 2, lines);
    assert_int_equal(count, 2);
    assert_string_equal(lines[1], "three f…");
    count = text_wrap(&metrics, &arena, FONT_REGULAR, 10, "", 8 * em, 8, lines);
    assert_int_equal(count, 1);
    assert_string_equal(lines[0], "");
    count = text_wrap(&metrics, &arena, FONT_REGULAR, 10, "a\n", 8 * em, 8, lines);
    assert_int_equal(count, 2);
    arena_free(&arena);
}

static void text_wraps_in_no_width_at_all(void **state) {
    (void)state;
    TextMetrics metrics = text_metrics_plain();
    Arena arena = {0};
    const char *lines[8];
    assert_int_equal(
        text_wrap(&metrics, &arena, FONT_REGULAR, 10, "abc", 0, COUNT_OF(lines), lines), 3);
    assert_string_equal(lines[2], "c");
    arena_free(&arena);
}

static void a_baseline_centres_a_line(void **state) {
    (void)state;
    TextMetrics metrics = text_metrics_plain();
    float baseline = text_center_baseline(&metrics, FONT_REGULAR, 10, 100, 20);
    /* 9.5 above and 2.5 below: 12 of the 20, so 4 are left on each side. */
    assert_true(baseline == 113.5F);
}

static void rectangles_meet_and_join(void **state) {
    (void)state;
    Rect a = {0, 0, 10, 10}, b = {5, 5, 10, 10}, c = {10, 0, 5, 5};
    assert_true(rect_overlaps(a, b));
    assert_false(rect_overlaps(a, c)); /* they only touch */
    assert_true(rect_contains(a, 0, 0));
    assert_false(rect_contains(a, 10, 5));
    Rect both = rect_union(a, b), shared = rect_intersection(a, b);
    assert_true(both.w == 15 && both.h == 15);
    assert_true(shared.x == 5 && shared.w == 5);
    assert_true(rect_intersection(a, (Rect){50, 50, 5, 5}).w == 0);
    assert_true(rect_inset(a, -2).w == 14);
}

static void colours_mix(void **state) {
    (void)state;
    Color black = {0, 0, 0, 255}, white = {255, 255, 255, 255};
    Color grey = color_mix(black, white, 0.5F);
    assert_int_equal(grey.r, 128);
    assert_int_equal(color_mix(black, white, 0).r, 0);
    assert_int_equal(color_mix(black, white, 1).g, 255);
    assert_int_equal(color_with_alpha(white, 12).a, 12);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_found_where_they_are_seen),
        cmocka_unit_test(clips_cut_names),
        cmocka_unit_test(texts_are_copied),
        cmocka_unit_test(long_text_ends_in_an_ellipsis),
        cmocka_unit_test(fitting_takes_as_much_as_it_can),
        cmocka_unit_test(text_wraps_at_spaces_and_newlines),
        cmocka_unit_test(text_wraps_in_no_width_at_all),
        cmocka_unit_test(a_baseline_centres_a_line),
        cmocka_unit_test(rectangles_meet_and_join),
        cmocka_unit_test(colours_mix),
    };
    return cmocka_run_group_tests_name("drawing", tests, NULL, NULL);
}
