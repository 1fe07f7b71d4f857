#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/error.h"
#include "base/text.h"

static void an_error_carries_its_message(void **state) {
    (void)state;
    Error none = error_none();
    assert_int_equal(none.code, ERROR_NONE);
    assert_string_equal(none.message, "");
    Error error = error_make(ERROR_LIMIT, "%d parts", 3);
    assert_int_equal(error.code, ERROR_LIMIT);
    assert_string_equal(error.message, "3 parts");
}

static void a_prefix_says_where(void **state) {
    (void)state;
    Error error = error_prefix(error_make(ERROR_IO, "cannot open"), "%s.json", "a");
    assert_int_equal(error.code, ERROR_IO);
    assert_string_equal(error.message, "a.json: cannot open");
    assert_string_equal(error_prefix(error_none(), "a.json").message, "");
}

static void a_long_message_is_cut_between_characters(void **state) {
    (void)state;
    char umlauts[2 * ERROR_MESSAGE_SIZE + 1];
    for (size_t i = 0; i < ERROR_MESSAGE_SIZE; i++) {
        memcpy(umlauts + 2 * i, "ü", 3);
    }
    for (int shift = 0; shift < 2; shift++) { /* one of the two would cut a character in half */
        Error error = error_make(ERROR_INPUT, "%s%s", shift ? "x" : "", umlauts);
        size_t length = strlen(error.message);
        assert_int_equal(utf8_check(error.message, length), length);
        assert_true(length >= ERROR_MESSAGE_SIZE - 2);
        error = error_prefix(error, "%s", umlauts);
        length = strlen(error.message);
        assert_int_equal(utf8_check(error.message, length), length);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_error_carries_its_message),
        cmocka_unit_test(a_prefix_says_where),
        cmocka_unit_test(a_long_message_is_cut_between_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
