#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/random.h"
#include "base/text.h"

/* ---- The buffer ------------------------------------------------------------------------------ */

static void a_buffer_grows_with_what_is_appended(void **state) {
    (void)state;
    TextBuffer buffer = {0};
    assert_string_equal(text_of(&buffer), "");
    text_append(&buffer, "p99");
    text_append_char(&buffer, ' ');
    text_append_format(&buffer, "%d %s", 120, "ms");
    text_append_bytes(&buffer, "!?", 1);
    text_append_bytes(&buffer, NULL, 0);
    assert_string_equal(text_of(&buffer), "p99 120 ms!");
    assert_int_equal(buffer.length, 11);
    for (int i = 0; i < 5000; i++) {
        text_append_format(&buffer, "%d,", i);
    }
    assert_int_equal(strlen(text_of(&buffer)), buffer.length);
    assert_string_equal(text_of(&buffer) + buffer.length - 5, "4999,");
    text_clear(&buffer);
    assert_string_equal(text_of(&buffer), "");
    text_append(&buffer, "again");
    assert_string_equal(text_of(&buffer), "again");
    text_free(&buffer);
    assert_string_equal(text_of(&buffer), "");
    text_clear(&buffer);
}

static void a_copy_is_cut_between_characters(void **state) {
    (void)state;
    char out[8];
    assert_true(text_copy(out, sizeof out, "cache"));
    assert_string_equal(out, "cache");
    assert_true(text_copy(out, sizeof out, "1234567"));
    assert_false(text_copy(out, sizeof out, "12345678"));
    assert_string_equal(out, "1234567");
    assert_false(text_copy(out, sizeof out, "12345ü7"));
    assert_string_equal(out, "12345ü");
    assert_false(text_copy(out, sizeof out, "123456ü"));
    assert_string_equal(out, "123456");
    assert_false(text_copy(out, 4, "😀"));
    assert_string_equal(out, "");
    assert_false(text_copy(out, 1, "x"));
    assert_string_equal(out, "");
}

/* ---- UTF-8 ----------------------------------------------------------------------------------- */

static void invalid_utf8_is_found_where_it_begins(void **state) {
    (void)state;
    static const struct {
        const char *bytes;
        size_t length, valid;
    } cases[] = {
        {"", 0, 0},
        {"plain", 5, 5},
        {"\xc3\xbc\xe2\x86\x92\xf0\x9f\x98\x80", 9, 9},
        {"\xef\xbf\xbf\xf4\x8f\xbf\xbf\xed\x9f\xbf\xee\x80\x80", 13, 13},
        {"ab\x80", 3, 2}, /* a continuation without a start */
        {"ab\xc3", 3, 2}, /* cut off */
        {"ab\xe2\x86", 4, 2},
        {"ab\xf0\x9f\x98", 5, 2},
        {"ab\xc3x", 4, 2},
        {"\xc0\xaf", 2, 0}, /* overlong */
        {"\xc1\xbf", 2, 0},
        {"\xe0\x9f\xbf", 3, 0},
        {"\xf0\x8f\xbf\xbf", 4, 0},
        {"a\xed\xa0\x80", 4, 1}, /* surrogates */
        {"a\xed\xbf\xbf", 4, 1},
        {"\xf4\x90\x80\x80", 4, 0}, /* past U+10FFFF */
        {"\xf5\x80\x80\x80", 4, 0},
        {"\xff", 1, 0},
        {"a\0b", 3, 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(utf8_check(cases[i].bytes, cases[i].length), cases[i].valid);
    }
}

static void every_character_is_encoded_and_decoded(void **state) {
    (void)state;
    for (uint32_t codepoint = 1; codepoint <= 0x10ffff; codepoint++) {
        if (codepoint >= 0xd800 && codepoint <= 0xdfff) {
            continue;
        }
        char bytes[8] = "x";
        size_t size = utf8_encode(codepoint, bytes + 1);
        bytes[1 + size] = 'y';
        size_t offset = 1;
        if (utf8_next(bytes, size + 2, &offset) != codepoint || offset != size + 1 ||
            utf8_previous(bytes, offset) != 1 || utf8_check(bytes, size + 2) != size + 2) {
            fail_msg("U+%04X", (unsigned)codepoint);
        }
    }
    char bytes[4];
    assert_int_equal(utf8_encode(0xd800, bytes), 3); /* no character: U+FFFD */
    assert_memory_equal(bytes, "\xef\xbf\xbd", 3);
    assert_int_equal(utf8_encode(0x110000, bytes), 3);
    assert_memory_equal(bytes, "\xef\xbf\xbd", 3);
}

static void walking_over_any_bytes_ends(void **state) {
    (void)state;
    Random random = random_seed(7);
    for (int round = 0; round < 2000; round++) {
        char bytes[16];
        for (size_t i = 0; i < sizeof bytes; i++) {
            bytes[i] = (char)(random_next(&random) >> 56);
        }
        for (size_t offset = 0; offset < sizeof bytes;) {
            size_t before = offset;
            utf8_next(bytes, sizeof bytes, &offset);
            assert_true(offset > before && offset <= sizeof bytes);
        }
        for (size_t offset = sizeof bytes; offset > 0;) {
            size_t before = offset;
            offset = utf8_previous(bytes, offset);
            assert_true(offset < before);
        }
    }
    assert_int_equal(utf8_previous("abc", 0), 0);
    size_t offset = 0;
    assert_int_equal(utf8_next("\xe2\x86", 2, &offset), 0xfffd);
    assert_int_equal(offset, 1);
}

/* ---- The nearest word ------------------------------------------------------------------------ */

static void the_nearest_word_is_the_one_that_was_meant(void **state) {
    (void)state;
    static const char *const words[] = {"retries", "replicas", "timeout_ms",  "label",
                                        "x",       "service",  "queue",       "cache",
                                        "y",       "sql_db",   "object_store"};
    static const struct {
        const char *word, *meant;
    } cases[] = {
        {"retrys", "retries"},
        {"replcias", "replicas"},
        {"timeout", "timeout_ms"},
        {"lable", "label"},
        {"Service", "service"},
        {"que", "queue"},
        {"sqldb", "sql_db"},
        {"objectstore", "object_store"},
        {"cache", "cache"},
        {"", NULL},
        {"zzzzzz", NULL},
        {"z", NULL},
        {"postgres", NULL},
        {"a-word-of-more-than-sixty-four-characters-is-nobody's-misspelling", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *nearest = text_nearest(cases[i].word, words, sizeof words / sizeof words[0]);
        if (cases[i].meant) {
            assert_non_null(nearest);
            assert_string_equal(nearest, cases[i].meant);
        } else {
            assert_null(nearest);
        }
    }
    assert_null(text_nearest("queue", words, 0));
}

/* ---- Numbers --------------------------------------------------------------------------------- */

static void numbers_are_written_for_people(void **state) {
    (void)state;
    static const struct {
        double number;
        const char *text;
    } cases[] = {
        {0, "0"},
        {-0.0, "0"},
        {7, "7"},
        {999, "999"},
        {1000, "1,000"},
        {4000, "4,000"},
        {1234567, "1,234,567"},
        {12.5, "12.5"},
        {0.001, "0.001"},
        {0.0004, "0"},
        {-0.0004, "0"},
        {2.9996, "3"},
        {-1234.5, "-1,234.5"},
        {99.95, "99.95"},
        {999.9999, "1,000"},
        {1e15, "1e+15"},
        {-2.5e300, "-2.5e+300"},
        {123456789012345.0, "123,456,789,012,345"},
        {INFINITY, "infinite"},
        {NAN, "not a number"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char out[32];
        text_format_number(out, cases[i].number);
        assert_string_equal(out, cases[i].text);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_buffer_grows_with_what_is_appended),
        cmocka_unit_test(a_copy_is_cut_between_characters),
        cmocka_unit_test(invalid_utf8_is_found_where_it_begins),
        cmocka_unit_test(every_character_is_encoded_and_decoded),
        cmocka_unit_test(walking_over_any_bytes_ends),
        cmocka_unit_test(the_nearest_word_is_the_one_that_was_meant),
        cmocka_unit_test(numbers_are_written_for_people),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
