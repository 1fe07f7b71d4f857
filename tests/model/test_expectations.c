/* What is expected of flawed variants, and a scenario after a curveball. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/macros.h"
#include "model/expectations.h"
#include "support/support.h"

static const char SCENARIO[] =
    "{'format':'faultline/scenario','version':1,'id':'mail','title':'Mail','budget_usd_month':500,"
    "'scale':{'real_world':'much','at_100x':'more'},'minutes':45,"
    "'keys':[{'id':'user','count':100,'zipf':0.5}],"
    "'operations':["
    "{'id':'send','type':'write','from':'client','rate_rps':10,'key':'user',"
    "'slo':{'p99_ms':200,'duplicated':0,'lost_updates':0}},"
    "{'id':'list','type':'read','from':'client','rate_rps':20}],"
    "'faults':[{'id':'twice','at_s':1,'for_s':1,'target':{'kind':'queue'},"
    "'effect':{'duplicate_pct':20}}],"
    "'curveballs':[{'id':'more','title':'M','text':'T','at_minute':5,'changes':["
    "{'operation':'send','rate_rps':50,'slo':{'p99_ms':100,'lost_updates':3}},"
    "{'key':'user','zipf':1.5},"
    "{'add_operation':{'id':'push','type':'write','from':'client','rate_rps':5}},"
    "{'operation':'push','rate_rps':7}]}]}";

typedef struct Fixture {
    Arena arena;
    Scenario *scenario;
} Fixture;

static int set_up(void **state) {
    Fixture *fixture = memory_allocate(sizeof *fixture);
    const char *text = support_quotes(&fixture->arena, SCENARIO);
    Error error = scenario_parse(text, strlen(text), "scenario.json", &fixture->scenario);
    assert_string_equal(error.message, "");
    *state = fixture;
    return 0;
}

static int tear_down(void **state) {
    Fixture *fixture = *state;
    scenario_free(fixture->scenario);
    arena_free(&fixture->arena);
    free(fixture);
    return 0;
}

static Error parse(Fixture *fixture, const char *variants, Expectations **expectations) {
    TextBuffer text = {0};
    text_append_format(&text, "{'format':'faultline/expectations','version':1,'variants':[%s]}",
                       variants);
    const char *bytes = support_quotes(&fixture->arena, text_of(&text));
    text_free(&text);
    return expectations_parse(bytes, strlen(bytes), "expected.json", fixture->scenario,
                              expectations);
}

static void variants_are_read_in_their_order(void **state) {
    Fixture *fixture = *state;
    Expectations *expected = NULL;
    Error error = parse(fixture,
                        "{'file':'no-dedup.json','rule':'messaging/no-dedup','operation':'send',"
                        "'slo':'duplicated','fault':'twice'},"
                        "{'file':'slow.json','rule':'scale/saturated','operation':'send',"
                        "'slo':'p99_ms'}",
                        &expected);
    assert_string_equal(error.message, "");
    assert_int_equal(expected->variant_count, 2);
    assert_string_equal(expected->variants[0].file, "no-dedup.json");
    assert_string_equal(expected->variants[0].rule, "messaging/no-dedup");
    assert_int_equal(expected->variants[0].operation, 0);
    assert_int_equal(expected->variants[0].slo, SLO_DUPLICATED);
    assert_int_equal(expected->variants[0].fault, 0);
    assert_int_equal(expected->variants[1].slo, SLO_P99_MS);
    assert_true(expected->variants[1].fault == SIZE_MAX);
    expectations_free(expected);
}

static void mistakes_are_told_with_what_was_meant(void **state) {
    static const struct {
        const char *variant, *message;
    } MISTAKES[] = {
        {"{'file':'a.json','rule':'x/y','operation':'sent','slo':'p99_ms'}",
         "variants[0].operation: the scenario has no operation `sent`; did you mean `send`?"},
        {"{'file':'a.json','rule':'x/y','operation':'send','slo':'p99_ms','fault':'twise'}",
         "variants[0].fault: the scenario has no fault `twise`; did you mean `twice`?"},
        {"{'file':'a.json','rule':'x/y','operation':'list','slo':'p99_ms'}",
         "variants[0].slo: the operation `list` has no `p99_ms` in its slo"},
        {"{'file':'a.json','rule':'x/y','operation':'send','slo':'p98_ms'}", "`p99_ms`"},
        {"{'file':'../a.json','rule':'x/y','operation':'send','slo':'p99_ms'}",
         "variants[0].file: expected the name of a design beside the scenario"},
        {"{'file':'a.json','operation':'send','slo':'p99_ms'}", "the key `rule` is missing"},
        {"{'file':'a.json','rule':'x/y','operation':'send','slo':'p99_ms','falt':'twice'}",
         "did you mean `fault`?"},
    };
    Fixture *fixture = *state;
    for (size_t i = 0; i < COUNT_OF(MISTAKES); i++) {
        Expectations *expected = NULL;
        Error error = parse(fixture, MISTAKES[i].variant, &expected);
        if (!error.code || !strstr(error.message, MISTAKES[i].message)) {
            fail_msg("expected \"%s\", found \"%s\"", MISTAKES[i].message, error.message);
        }
        assert_null(expected);
    }
}

static void a_scenario_tells_its_scale(void **state) {
    const Scenario *scenario = ((Fixture *)*state)->scenario;
    assert_string_equal(scenario->real_world, "much");
    assert_string_equal(scenario->at_100x, "more");
}

static void a_curveball_changes_what_it_names(void **state) {
    const Scenario *scenario = ((Fixture *)*state)->scenario;
    Scenario *after = scenario_after(scenario, &scenario->curveballs[0]);
    assert_int_equal(after->operation_count, 3);
    assert_true(after->operations[0].rate_rps == 50);
    assert_true(after->operations[0].slo.p99_ms == 100);
    assert_true(after->operations[0].slo.lost_updates == 3);
    assert_true(after->operations[0].slo.duplicated == 0);
    assert_true(after->operations[1].rate_rps == 20);
    assert_string_equal(after->operations[2].id, "push");
    assert_true(after->operations[2].rate_rps == 7);
    assert_true(after->keys[0].zipf == 1.5 && after->keys[0].count == 100);
    assert_true(after->budget_usd_month == 0);
    scenario_free(after);
    assert_int_equal(scenario->operation_count, 2);
    assert_true(scenario->operations[0].rate_rps == 10);
    assert_true(scenario->keys[0].zipf == 0.5);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(variants_are_read_in_their_order),
        TEST(mistakes_are_told_with_what_was_meant),
        TEST(a_scenario_tells_its_scale),
        TEST(a_curveball_changes_what_it_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
