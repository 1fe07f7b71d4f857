/* What the interviewer answers, what it makes of an estimate, and when it asks. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "history/walk.h"
#include "round/interviewer.h"

typedef struct Fixture {
    Catalog *catalog;
    Scenario *scenario;
    Editor *editor;
    Command command;
} Fixture;

static int set_up(void **state) {
    Fixture *fixture = memory_allocate(sizeof *fixture);
    fixture->catalog = support_catalog();
    fixture->scenario = support_scenario("url-shortener");
    fixture->editor = editor_new(design_new(fixture->catalog), NULL);
    *state = fixture;
    return 0;
}

static int tear_down(void **state) {
    Fixture *fixture = *state;
    editor_free(fixture->editor);
    scenario_free(fixture->scenario);
    catalog_free(fixture->catalog);
    free(fixture);
    return 0;
}

static const Design *design_of(const Fixture *fixture) {
    return editor_design(fixture->editor);
}

static void asking_is_an_edit_that_gives_the_answer(void **state) {
    Fixture *fixture = *state;
    const Clarification *first = &fixture->scenario->clarifications[0];
    const Clarification *second = &fixture->scenario->clarifications[1];
    const char *answer = NULL;
    assert_false(interviewer_was_asked(design_of(fixture), second->id));
    must(interviewer_ask(design_of(fixture), fixture->scenario, second->id, &answer,
                         &fixture->command));
    assert_string_equal(answer, second->answer);
    assert_memory_equal(fixture->command.name, "Ask: ", 5);
    must(editor_apply(fixture->editor, &fixture->command));
    must(interviewer_ask(design_of(fixture), fixture->scenario, first->id, &answer,
                         &fixture->command));
    must(editor_apply(fixture->editor, &fixture->command));
    assert_true(interviewer_was_asked(design_of(fixture), second->id));
    const Answers *answers = &design_of(fixture)->answers;
    assert_int_equal(answers->clarified.count, 2);
    assert_string_equal(answers->clarified.items[0].id, second->id); /* in the order asked */
    must(editor_undo(fixture->editor));
    assert_false(interviewer_was_asked(design_of(fixture), first->id));
}

static void asking_twice_is_no_step(void **state) {
    Fixture *fixture = *state;
    const Clarification *first = &fixture->scenario->clarifications[0];
    const char *answer = NULL;
    must(interviewer_ask(design_of(fixture), fixture->scenario, first->id, &answer,
                         &fixture->command));
    must(editor_apply(fixture->editor, &fixture->command));
    answer = NULL;
    must(interviewer_ask(design_of(fixture), fixture->scenario, first->id, &answer,
                         &fixture->command));
    assert_string_equal(answer, first->answer);
    assert_int_equal(fixture->command.changes.count, 0);
    must_fail(interviewer_ask(design_of(fixture), fixture->scenario, "no-such", &answer,
                              &fixture->command),
              ERROR_USAGE, "`no-such`");
}

static void say(Fixture *fixture, const char *estimate, const double *value) {
    must(interviewer_estimate(design_of(fixture), fixture->scenario, estimate, value,
                              &fixture->command));
    must(editor_apply(fixture->editor, &fixture->command));
}

static void an_estimate_is_said_mended_and_taken_back(void **state) {
    Fixture *fixture = *state;
    const ScenarioEstimate *estimates = fixture->scenario->estimates;
    const Answers *answers = &design_of(fixture)->answers;
    double first = 40, better = 50, other = 7;
    say(fixture, estimates[0].id, &first);
    say(fixture, estimates[1].id, &other);
    say(fixture, estimates[0].id, &better);
    assert_int_equal(answers->estimates.count, 2);
    assert_true(answers->estimates.items[0].value == 50);
    must(interviewer_estimate(design_of(fixture), fixture->scenario, estimates[0].id, &better,
                              &fixture->command));
    assert_int_equal(fixture->command.changes.count, 0);
    say(fixture, estimates[0].id, NULL);
    assert_int_equal(answers->estimates.count, 1);
    assert_string_equal(answers->estimates.items[0].id, estimates[1].id);
    must(interviewer_estimate(design_of(fixture), fixture->scenario, estimates[0].id, NULL,
                              &fixture->command));
    assert_int_equal(fixture->command.changes.count, 0);
}

static void a_wrong_estimate_is_refused(void **state) {
    Fixture *fixture = *state;
    const char *id = fixture->scenario->estimates[0].id;
    double wrong[] = {-1, NAN, INFINITY};
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        must_fail(interviewer_estimate(design_of(fixture), fixture->scenario, id, &wrong[i],
                                       &fixture->command),
                  ERROR_REFUSED, "not below zero");
    }
    must_fail(interviewer_estimate(design_of(fixture), fixture->scenario, "no-such", &wrong[0],
                                   &fixture->command),
              ERROR_USAGE, "`no-such`");
    assert_int_equal(fixture->command.changes.count, 0);
}

static void estimates_are_measured_by_their_ratio(void **state) {
    static const struct {
        double expected, given;
        bool close;
        const char *text;
    } CASES[] = {
        {4000, 4000, true, "right"},
        {4000, 12000, true, "close"},
        {3000, 1000, true, "close"},
        {4000, 32000, false, "8 times too high"},
        {4000, 500, false, "8 times too low"},
        {4000, 0, false, "far off"},
        {0, 5, false, "far off"},
        {0, 0, true, "right"},
        {1, 4e6, false, "4,000,000 times too high"},
    };
    Fixture *fixture = *state;
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        ScenarioEstimate estimate = fixture->scenario->estimates[0];
        char text[64];
        estimate.value = CASES[i].expected;
        EstimateCheck check = interviewer_check_estimate(design_of(fixture), &estimate);
        interviewer_describe_check(&check, text);
        assert_false(check.given);
        assert_string_equal(text, "");
        say(fixture, estimate.id, &CASES[i].given);
        check = interviewer_check_estimate(design_of(fixture), &estimate);
        interviewer_describe_check(&check, text);
        assert_true(check.given);
        assert_true(check.close == CASES[i].close);
        assert_string_equal(text, CASES[i].text);
        say(fixture, estimate.id, NULL);
    }
}

static void probes_come_in_the_phase_of_failures(void **state) {
    Fixture *fixture = *state;
    Scenario scenario = *fixture->scenario;
    Probe probes[4] = {{.id = "a"}, {.id = "b"}, {.id = "c"}, {.id = "d"}};
    scenario.probes = probes;
    scenario.probe_count = COUNT_OF(probes);
    const long long MINUTE = 60000;
    scenario.phase_minutes[PHASE_FAILURE] = 8;
    editor_set_time(fixture->editor, 10 * MINUTE);
    must(round_enter_phase(fixture->editor, &scenario, PHASE_DATA));
    editor_set_time(fixture->editor, 20 * MINUTE);
    must(round_enter_phase(fixture->editor, &scenario, PHASE_FAILURE));
    editor_set_time(fixture->editor, 25 * MINUTE);
    must(round_enter_phase(fixture->editor, &scenario, PHASE_TRADEOFFS));
    static const struct {
        long long minutes;
        size_t asked;
    } MOMENTS[] = {{0, 0}, {19, 0}, {20, 1}, {21, 1}, {22, 2}, {24, 3}, {25, 3}, {60, 3}};
    for (size_t i = 0; i < COUNT_OF(MOMENTS); i++) {
        RoundClock clock =
            round_clock(&scenario, editor_entries(fixture->editor), MOMENTS[i].minutes * MINUTE);
        assert_int_equal(interviewer_probes_asked(&scenario, &clock), MOMENTS[i].asked);
    }
    must(round_enter_phase(fixture->editor, &scenario, PHASE_FAILURE)); /* back, and to its end */
    RoundClock clock = round_clock(&scenario, editor_entries(fixture->editor), 90 * MINUTE);
    assert_int_equal(interviewer_probes_asked(&scenario, &clock), 4);
    scenario.probe_count = 0;
    assert_int_equal(interviewer_probes_asked(&scenario, &clock), 0);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(asking_is_an_edit_that_gives_the_answer),   TEST(asking_twice_is_no_step),
        TEST(an_estimate_is_said_mended_and_taken_back), TEST(a_wrong_estimate_is_refused),
        TEST(estimates_are_measured_by_their_ratio),     TEST(probes_come_in_the_phase_of_failures),
    };
    return cmocka_run_group_tests_name("interviewer", tests, NULL, NULL);
}
