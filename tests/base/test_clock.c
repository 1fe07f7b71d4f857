#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/clock.h"
#include "base/version.h"

static void times_are_written_in_utc(void **state) {
    (void)state;
    static const struct {
        int64_t unix_s;
        const char *text;
    } cases[] = {
        {0, "1970-01-01T00:00:00Z"},
        {951782400, "2000-02-29T00:00:00Z"},
        {1795499172, "2026-11-24T05:46:12Z"},
        {-1, "1969-12-31T23:59:59Z"},
        {INT64_MAX, "(no date)"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char out[32];
        clock_format_utc(cases[i].unix_s, out);
        assert_string_equal(out, cases[i].text);
    }
}

static void the_monotonic_clock_does_not_go_back(void **state) {
    (void)state;
    int64_t last = clock_monotonic_us();
    for (int i = 0; i < 1000; i++) {
        int64_t now = clock_monotonic_us();
        assert_true(now >= last);
        last = now;
    }
    assert_true(clock_unix_s() > 1700000000);
}

static void the_version_has_three_numbers(void **state) {
    (void)state;
    int points = 0;
    for (const char *c = version_text(); *c; c++) {
        assert_true(*c == '.' || (*c >= '0' && *c <= '9'));
        points += *c == '.';
    }
    assert_int_equal(points, 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(times_are_written_in_utc),
        cmocka_unit_test(the_monotonic_clock_does_not_go_back),
        cmocka_unit_test(the_version_has_three_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
