#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "cli/columns.h"

static const Screen NARROW = {.width = 20, .color = false};
static const Screen COLORED = {.width = 20, .color = true};

static void counts_what_the_eye_sees(void **state) {
    (void)state;
    assert_int_equal(columns_count(""), 0);
    assert_int_equal(columns_count("queue"), 5);
    assert_int_equal(columns_count("Überblick → ok"), 14);
    assert_int_equal(columns_count("e\u0301"), 1);  /* e and an accent of its own */
    assert_int_equal(columns_count("消息队列"), 8); /* four wide ones */
}

static void wraps_at_spaces(void **state) {
    (void)state;
    TextBuffer out = {0};
    columns_wrap(&out, &NARROW, 0, 2, "one two three four five six");
    assert_string_equal(text_of(&out), "one two three four\n  five six\n");
    text_free(&out);
}

static void wraps_from_the_column_it_starts_at(void **state) {
    (void)state;
    TextBuffer out = {0};
    text_append(&out, "  Fix ");
    columns_wrap(&out, &NARROW, 6, 6, "add a timeout to it");
    assert_string_equal(text_of(&out), "  Fix add a timeout\n      to it\n");
    text_free(&out);
}

static void fills_a_line_to_its_last_column(void **state) {
    (void)state;
    TextBuffer out = {0};
    columns_wrap(&out, &NARROW, 0, 0, "1234567890 123456789 x");
    assert_string_equal(text_of(&out), "1234567890 123456789\nx\n");
    text_free(&out);
}

static void leaves_a_long_word_whole(void **state) {
    (void)state;
    TextBuffer out = {0};
    columns_wrap(&out, &NARROW, 0, 0, "a reliability/retry-without-backoff b");
    assert_string_equal(text_of(&out), "a\nreliability/retry-without-backoff\nb\n");
    text_free(&out);
}

static void counts_wide_characters_when_wrapping(void **state) {
    (void)state;
    TextBuffer out = {0};
    columns_wrap(&out, &NARROW, 0, 0, "消息队列 消息队列 消息");
    assert_string_equal(text_of(&out), "消息队列 消息队列\n消息\n");
    text_free(&out);
}

static void shows_control_characters_as_spaces(void **state) {
    (void)state;
    TextBuffer out = {0};
    columns_append(&out, "a\033[2Jb\a\xC2\x9B"
                         "c\nd");
    assert_string_equal(text_of(&out), "a [2Jb  c d");
    text_clear(&out);
    columns_wrap(&out, &NARROW, 0, 0, "a\033[2Jb");
    assert_string_equal(text_of(&out), "a [2Jb\n");
    text_clear(&out);
    columns_paint(&out, &COLORED, PAINT_HIGH, "a\033[0mb");
    assert_string_equal(text_of(&out), "\033[31ma [0mb\033[0m");
    text_free(&out);
}

static void paints_only_on_a_coloured_screen(void **state) {
    (void)state;
    TextBuffer out = {0};
    columns_paint(&out, &NARROW, PAINT_CRITICAL, "grave");
    columns_paint(&out, &COLORED, PAINT_PLAIN, " plain");
    assert_string_equal(text_of(&out), "grave plain");
    text_free(&out);
}

static void pads_by_columns(void **state) {
    (void)state;
    TextBuffer out = {0};
    columns_pad(&out, "übel", 6);
    columns_pad(&out, "longer than that", 6);
    assert_string_equal(text_of(&out), "übel  longer than that");
    text_free(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_what_the_eye_sees),
        cmocka_unit_test(wraps_at_spaces),
        cmocka_unit_test(wraps_from_the_column_it_starts_at),
        cmocka_unit_test(fills_a_line_to_its_last_column),
        cmocka_unit_test(leaves_a_long_word_whole),
        cmocka_unit_test(counts_wide_characters_when_wrapping),
        cmocka_unit_test(shows_control_characters_as_spaces),
        cmocka_unit_test(paints_only_on_a_coloured_screen),
        cmocka_unit_test(pads_by_columns),
    };
    return cmocka_run_group_tests_name("columns", tests, NULL, NULL);
}
