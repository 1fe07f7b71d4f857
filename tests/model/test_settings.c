/* What a setting may be, what a person types, what a person reads. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/macros.h"
#include "base/random.h"
#include "model/catalog.h"

static const char *const POLICIES[] = {"shared_queue", "random", "two_choices"};
static const char *const FIXED_KEYS[] = {"all"};

static const SettingSpec TIMEOUT = {
    .id = "timeout_ms", .label = "Timeout", .unit = "ms", .type = SETTING_NUMBER, .max = 3600000};
static const SettingSpec RETENTION = {
    .id = "retention_s", .label = "Retention", .unit = "s", .type = SETTING_NUMBER, .max = 1e6};
static const SettingSpec REPLICAS = {.id = "replicas",
                                     .label = "Replicas",
                                     .unit = "",
                                     .type = SETTING_INTEGER,
                                     .min = 1,
                                     .max = 10000};
static const SettingSpec WINDOW = {.id = "ttl_s",
                                   .label = "Time to live",
                                   .unit = "s",
                                   .type = SETTING_NUMBER,
                                   .max = 1e9,
                                   .zero = "for ever"};
static const SettingSpec ERRORS = {
    .id = "error_pct", .label = "Errors", .unit = "%", .type = SETTING_NUMBER, .max = 100};
static const SettingSpec LIMIT = {
    .id = "limit_rps", .label = "Limit", .unit = "rps", .type = SETTING_NUMBER, .max = 1e9};
static const SettingSpec BALANCE = {
    .id = "balance", .label = "Balance", .unit = "", .type = SETTING_NUMBER, .min = -50, .max = 50};
static const SettingSpec ASYNC = {
    .id = "async_io", .label = "Asynchronous", .unit = "", .type = SETTING_BOOLEAN};
static const SettingSpec DISPATCH = {.id = "dispatch",
                                     .label = "Dispatch",
                                     .unit = "",
                                     .type = SETTING_CHOICE,
                                     .choices = POLICIES,
                                     .choice_count = 3};
static const SettingSpec PARTITION_KEY = {
    .id = "partition_key", .label = "Partition key", .unit = "", .type = SETTING_KEY};
static const SettingSpec PER = {.id = "per",
                                .label = "Per",
                                .unit = "",
                                .type = SETTING_KEY,
                                .choices = FIXED_KEYS,
                                .choice_count = 1};

static void numbers_are_read_as_people_type_them(void **state) {
    (void)state;
    static const struct {
        const SettingSpec *spec;
        const char *text;
        double number;
    } CASES[] = {
        {&TIMEOUT, "200", 200},
        {&TIMEOUT, "  200 ms ", 200},
        {&TIMEOUT, "200ms", 200},
        {&TIMEOUT, "200 MS", 200},
        {&TIMEOUT, "1,000", 1000},
        {&TIMEOUT, "1,234,567.5", 1234567.5},
        {&TIMEOUT, ".5", 0.5},
        {&TIMEOUT, "5.", 5},
        {&TIMEOUT, "2e3", 2000},
        {&TIMEOUT, "+7", 7},
        {&TIMEOUT, "2 s", 2000},
        {&TIMEOUT, "1.5s", 1500},
        {&TIMEOUT, "5 min", 300000},
        {&TIMEOUT, "250 us", 0.25},
        {&TIMEOUT, "250 µs", 0.25},
        {&RETENTION, "1 d", 86400},
        {&RETENTION, "4 days", 345600},
        {&RETENTION, "1500 ms", 1.5},
        {&RETENTION, "1 h", 3600},
        {&REPLICAS, "4", 4},
        {&REPLICAS, "4.0", 4},
        {&REPLICAS, "2k", 2000},
        {&ERRORS, "0.1 %", 0.1},
        {&ERRORS, "100%", 100},
        {&LIMIT, "4k", 4000},
        {&LIMIT, "4k rps", 4000},
        {&LIMIT, "1.5 M", 1500000},
        {&BALANCE, "-12.5", -12.5},
        {&ASYNC, "on", 1},
        {&ASYNC, "Yes", 1},
        {&ASYNC, "TRUE", 1},
        {&ASYNC, "1", 1},
        {&ASYNC, "off", 0},
        {&ASYNC, "no", 0},
        {&ASYNC, "false", 0},
        {&ASYNC, "0", 0},
    };
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        SettingValue value = {0};
        Error error = setting_parse(CASES[i].spec, CASES[i].text, &value);
        if (error.code || value.number != CASES[i].number || value.word[0] != '\0') {
            fail_msg("`%s` was read as %g (%s)", CASES[i].text, value.number, error.message);
        }
    }
}

static void words_are_read_as_people_type_them(void **state) {
    (void)state;
    static const struct {
        const SettingSpec *spec;
        const char *text, *word;
    } CASES[] = {
        {&DISPATCH, "two_choices", "two_choices"},
        {&DISPATCH, "Two choices", "two_choices"},
        {&DISPATCH, "two-choices ", "two_choices"},
        {&DISPATCH, "RANDOM", "random"},
        {&PARTITION_KEY, "user-id", "user-id"},
        {&PARTITION_KEY, "", ""},
        {&PARTITION_KEY, "none", ""},
        {&PARTITION_KEY, "None", ""},
        {&PER, "All", "all"},
        {&PER, "user", "user"},
    };
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        SettingValue value = {.word = "before"};
        Error error = setting_parse(CASES[i].spec, CASES[i].text, &value);
        if (error.code || strcmp(value.word, CASES[i].word) != 0) {
            fail_msg("`%s` was read as `%s` (%s)", CASES[i].text, value.word, error.message);
        }
    }
}

static void what_is_refused_says_what_was_expected(void **state) {
    (void)state;
    static const struct {
        const SettingSpec *spec;
        const char *text, *message;
    } CASES[] = {
        {&TIMEOUT, "", "expected a number from 0 to 3,600,000 ms, found nothing"},
        {&TIMEOUT, "soon", "expected a number from 0 to 3,600,000 ms, found `soon`"},
        {&TIMEOUT, "-1", "expected a number from 0 to 3,600,000 ms, found -1"},
        {&TIMEOUT, "2 h", "found 7,200,000"},
        {&TIMEOUT, "2 kg", "found `2 kg`; its unit is ms"},
        {&TIMEOUT, "2k", "its unit is ms"},
        {&TIMEOUT, "1,5", "a comma stands before each three digits: 1,000"},
        {&TIMEOUT, "1000,000", "a comma stands before each three digits: 1,000"},
        {&TIMEOUT, ",500", "a comma stands before each three digits: 1,000"},
        {&TIMEOUT, "1e999", "found `1e999`"},
        {&TIMEOUT, "nan", "found `nan`"},
        {&TIMEOUT, "inf", "found `inf`"},
        {&TIMEOUT, "0x10", "found `0x10`"},
        {&TIMEOUT, ".", "found `.`"},
        {&TIMEOUT, "1.2.3", "found `1.2.3`"},
        {&TIMEOUT, "--1", "found `--1`"},
        {&REPLICAS, "0", "expected a whole number from 1 to 10,000, found 0"},
        {&REPLICAS, "2.5", "expected a whole number from 1 to 10,000, found 2.5"},
        {&REPLICAS, "10,001", "found 10,001"},
        {&REPLICAS, "4 ms", "it has no unit"},
        {&ERRORS, "100.0001", "expected a number from 0 to 100 %, found 100.0001"},
        {&LIMIT, "4k ms", "its unit is rps"},
        {&ASYNC, "maybe", "expected on or off, found `maybe`"},
        {&ASYNC, "", "expected on or off, found nothing"},
        {&DISPATCH, "two_choice", "did you mean `two_choices`?"},
        {&DISPATCH, "fifo", "expected one of shared_queue, random, two_choices, found `fifo`"},
        {&DISPATCH, "", "expected one of"},
        {&PARTITION_KEY, "user id", "expected a key of the scenario, or nothing, found `user id`"},
        {&PARTITION_KEY, "_user", "expected a key of the scenario"},
        {&PER, "", "expected a key of the scenario or all"},
        {&PER, "no key", "expected a key of the scenario or all"},
    };
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        SettingValue value = {.number = 42, .word = "before"};
        Error error = setting_parse(CASES[i].spec, CASES[i].text, &value);
        if (error.code != ERROR_INPUT || !strstr(error.message, CASES[i].message)) {
            fail_msg("`%s` gave (%d) %s", CASES[i].text, (int)error.code, error.message);
        }
        assert_true(value.number == 42);
        assert_string_equal(value.word, "before");
    }
}

static void texts_that_are_too_long_are_refused(void **state) {
    (void)state;
    char text[4001];
    static const size_t LENGTHS[] = {ID_SIZE - 1, ID_SIZE, 127, 128, 4000};
    for (size_t i = 0; i < COUNT_OF(LENGTHS); i++) {
        memset(text, '1', sizeof text);
        text[LENGTHS[i]] = '\0';
        SettingValue value = {0};
        Error error = setting_parse(&PARTITION_KEY, text, &value);
        assert_int_equal(error.code, LENGTHS[i] < ID_SIZE ? ERROR_NONE : ERROR_INPUT);
        assert_int_equal(setting_parse(&TIMEOUT, text, &value).code, ERROR_INPUT);
        assert_int_equal(setting_parse(&DISPATCH, text, &value).code, ERROR_INPUT);
    }
}

static void checks_hold_at_the_bounds(void **state) {
    (void)state;
    static const struct {
        const SettingSpec *spec;
        SettingValue value;
        bool allowed;
    } CASES[] = {
        {&REPLICAS, {.number = 1}, true},
        {&REPLICAS, {.number = 10000}, true},
        {&REPLICAS, {.number = 0}, false},
        {&REPLICAS, {.number = 10001}, false},
        {&REPLICAS, {.number = 1.5}, false},
        {&ERRORS, {.number = 0.25}, true},
        {&ASYNC, {.number = 1}, true},
        {&ASYNC, {.number = 2}, false},
        {&DISPATCH, {.word = "random"}, true},
        {&DISPATCH, {.word = "Random"}, false},
        {&DISPATCH, {.word = ""}, false},
        {&PARTITION_KEY, {.word = ""}, true},
        {&PARTITION_KEY, {.word = "code"}, true},
        {&PARTITION_KEY, {.word = "Code"}, false},
        {&PER, {.word = "all"}, true},
        {&PER, {.word = ""}, false},
    };
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        Error error = setting_check(CASES[i].spec, &CASES[i].value);
        assert_int_equal(!error.code, CASES[i].allowed);
    }
    const SettingValue not_a_number = {.number = NAN};
    assert_int_equal(setting_check(&TIMEOUT, &not_a_number).code, ERROR_INPUT);
}

static void expect_shown(const SettingSpec *spec, SettingValue value, const char *expected) {
    char shown[64];
    setting_format(spec, &value, shown, sizeof shown);
    assert_string_equal(shown, expected);
}

static void values_are_shown_with_their_unit(void **state) {
    (void)state;
    expect_shown(&TIMEOUT, (SettingValue){.number = 200}, "200 ms");
    expect_shown(&TIMEOUT, (SettingValue){.number = 12000}, "12,000 ms");
    expect_shown(&TIMEOUT, (SettingValue){.number = 0.25}, "0.25 ms");
    expect_shown(&TIMEOUT, (SettingValue){.number = 0.00025}, "0.00025 ms");
    expect_shown(&REPLICAS, (SettingValue){.number = 4}, "4");
    expect_shown(&WINDOW, (SettingValue){.number = 0}, "for ever");
    expect_shown(&WINDOW, (SettingValue){.number = 60}, "60 s");
    expect_shown(&WINDOW, (SettingValue){.number = 300}, "5 min");
    expect_shown(&WINDOW, (SettingValue){.number = 345600}, "4 d");
    expect_shown(&WINDOW, (SettingValue){.number = 345601}, "345,601 s");
    expect_shown(&ASYNC, (SettingValue){.number = 1}, "on");
    expect_shown(&ASYNC, (SettingValue){.number = 0}, "off");
    expect_shown(&DISPATCH, (SettingValue){.word = "two_choices"}, "two choices");
    expect_shown(&PARTITION_KEY, (SettingValue){.word = ""}, "none");
    expect_shown(&PARTITION_KEY, (SettingValue){.word = "user_id"}, "user_id");
    expect_shown(&PER, (SettingValue){.word = "all"}, "all");
    char small[6];
    setting_format(&DISPATCH, &(SettingValue){.word = "shared_queue"}, small, sizeof small);
    assert_string_equal(small, "share");
}

/* A value with anything from one to seventeen digits that the setting may have. */
static double random_number(Random *random, const SettingSpec *spec) {
    double number = spec->min + (spec->max - spec->min) * random_unit(random);
    char text[32];
    snprintf(text, sizeof text, "%.*g", 1 + (int)random_below(random, 17), number);
    sscanf(text, "%lf", &number);
    return number;
}

static void zero_and_long_times_are_read_back(void **state) {
    (void)state;
    static const double NUMBERS[] = {0, 60, 120, 5400, 7200, 86400, 172800, 345600, 31536000};
    for (size_t i = 0; i < COUNT_OF(NUMBERS); i++) {
        SettingValue value = {.number = NUMBERS[i]}, again = {.number = -1};
        char shown[64];
        setting_format(&WINDOW, &value, shown, sizeof shown);
        assert_int_equal(setting_parse(&WINDOW, shown, &again).code, ERROR_NONE);
        assert_true(again.number == value.number);
    }
    SettingValue none = {.number = -1};
    assert_int_equal(setting_parse(&WINDOW, "None", &none).code, ERROR_NONE);
    assert_true(none.number == 0);
    assert_int_equal(setting_parse(&REPLICAS, "none", &none).code, ERROR_INPUT);
}

static void what_is_shown_is_read_back(void **state) {
    (void)state;
    static const SettingSpec *const SPECS[] = {&TIMEOUT, &RETENTION, &WINDOW,
                                               &ERRORS,  &LIMIT,     &BALANCE};
    Random random = random_seed(7);
    for (size_t i = 0; i < 5000; i++) {
        const SettingSpec *spec = SPECS[i % COUNT_OF(SPECS)];
        SettingValue value = {.number = random_number(&random, spec)}, again = {0};
        if (setting_check(spec, &value).code) {
            continue; /* rounded past the largest */
        }
        char shown[64];
        setting_format(spec, &value, shown, sizeof shown);
        Error error = setting_parse(spec, shown, &again);
        if (error.code || again.number != value.number) {
            fail_msg("%.17g is shown as `%s` and read as %.17g", value.number, shown, again.number);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_read_as_people_type_them),
        cmocka_unit_test(words_are_read_as_people_type_them),
        cmocka_unit_test(what_is_refused_says_what_was_expected),
        cmocka_unit_test(zero_and_long_times_are_read_back),
        cmocka_unit_test(texts_that_are_too_long_are_refused),
        cmocka_unit_test(checks_hold_at_the_bounds),
        cmocka_unit_test(values_are_shown_with_their_unit),
        cmocka_unit_test(what_is_shown_is_read_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
