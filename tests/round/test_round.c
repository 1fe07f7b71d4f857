/* The clock of a round, live and replayed, and what the candidate does with it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "history/walk.h"
#include "round/round.h"

enum { MINUTE = 60000 };

static const char SCENARIO[] =
    "{'format':'faultline/scenario','version':1,'id':'small','title':'Small','minutes':28,"
    "'phases':[{'id':'clarify','minutes':1},{'id':'scale','minutes':2},"
    "{'id':'requirements','minutes':3},{'id':'sketch','minutes':4},{'id':'data','minutes':5},"
    "{'id':'failure','minutes':6},{'id':'tradeoffs','minutes':7}],"
    "'operations':[{'id':'read','type':'read','from':'client','rate_rps':10}]}";

static const char LOAD_MODEL[] =
    "{'format':'faultline/scenario','version':1,'id':'bare','title':'Bare',"
    "'operations':[{'id':'read','type':'read','from':'client','rate_rps':10}]}";

typedef struct Fixture {
    Catalog *catalog;
    Scenario *scenario, *bare;
    Editor *editor;
} Fixture;

static Scenario *parse(const char *text) {
    Arena arena = {0};
    Scenario *scenario;
    const char *json = support_quotes(&arena, text);
    must(scenario_parse(json, strlen(json), "scenario.json", &scenario));
    arena_free(&arena);
    return scenario;
}

static int set_up(void **state) {
    Fixture *fixture = memory_allocate(sizeof *fixture);
    fixture->catalog = support_catalog();
    fixture->scenario = parse(SCENARIO);
    fixture->bare = parse(LOAD_MODEL);
    fixture->editor = editor_new(design_new(fixture->catalog), NULL);
    *state = fixture;
    return 0;
}

static int tear_down(void **state) {
    Fixture *fixture = *state;
    editor_free(fixture->editor);
    scenario_free(fixture->scenario);
    scenario_free(fixture->bare);
    catalog_free(fixture->catalog);
    free(fixture);
    return 0;
}

static RoundClock clock_at(const Fixture *fixture, long long now_ms) {
    return round_clock(fixture->scenario, editor_entries(fixture->editor), now_ms);
}

static void at(const Fixture *fixture, long long t_ms) {
    editor_set_time(fixture->editor, t_ms);
}

static void a_round_begins_with_its_first_phase(void **state) {
    Fixture *fixture = *state;
    RoundClock clock = clock_at(fixture, 0);
    assert_true(clock.timed);
    assert_int_equal(clock.state, ROUND_RUNNING);
    assert_int_equal(clock.phase, PHASE_CLARIFY);
    assert_int_equal(clock.planned, 28 * MINUTE);
    assert_int_equal(clock.remaining, 28 * MINUTE);
    assert_int_equal(clock.phase_remaining, MINUTE);
    clock = clock_at(fixture, MINUTE + 500);
    assert_int_equal(clock.played, MINUTE + 500);
    assert_int_equal(clock.phase_remaining, -500);
    assert_int_equal(clock.remaining, 27 * MINUTE - 500);
}

static void phases_are_counted_each_by_itself(void **state) {
    Fixture *fixture = *state;
    at(fixture, MINUTE);
    must(round_next_phase(fixture->editor, fixture->scenario));
    at(fixture, 4 * MINUTE);
    must(round_enter_phase(fixture->editor, fixture->scenario, PHASE_SKETCH));
    at(fixture, 5 * MINUTE);
    must(round_enter_phase(fixture->editor, fixture->scenario, PHASE_SCALE)); /* back */
    RoundClock clock = clock_at(fixture, 7 * MINUTE);
    assert_int_equal(clock.phase, PHASE_SCALE);
    assert_int_equal(clock.phase_played[PHASE_CLARIFY], MINUTE);
    assert_int_equal(clock.phase_played[PHASE_SCALE], 5 * MINUTE);
    assert_int_equal(clock.phase_played[PHASE_REQUIREMENTS], 0);
    assert_int_equal(clock.phase_played[PHASE_SKETCH], MINUTE);
    assert_int_equal(clock.phase_remaining, -3 * MINUTE);
    assert_int_equal(clock.played, 7 * MINUTE);
}

static void pauses_do_not_count(void **state) {
    Fixture *fixture = *state;
    at(fixture, MINUTE);
    must(round_pause(fixture->editor));
    assert_int_equal(clock_at(fixture, 30 * MINUTE).played, MINUTE);
    assert_int_equal(clock_at(fixture, 30 * MINUTE).state, ROUND_PAUSED);
    at(fixture, 30 * MINUTE);
    must_fail(round_pause(fixture->editor), ERROR_REFUSED, "stands still");
    must(round_resume(fixture->editor));
    must_fail(round_resume(fixture->editor), ERROR_REFUSED, "not paused");
    at(fixture, 31 * MINUTE);
    must(round_next_phase(fixture->editor, fixture->scenario));
    RoundClock clock = clock_at(fixture, 32 * MINUTE);
    assert_int_equal(clock.state, ROUND_RUNNING);
    assert_int_equal(clock.played, 3 * MINUTE);
    assert_int_equal(clock.phase_played[PHASE_CLARIFY], 2 * MINUTE);
    assert_int_equal(clock.phase_played[PHASE_SCALE], MINUTE);
}

/* What the rules of the method ask for: minutes that were played, not those of a clock. */
static void facts_tell_what_came_first(void **state) {
    Fixture *fixture = *state;
    Editor *editor = fixture->editor;
    at(fixture, MINUTE);
    must(round_pause(editor));
    at(fixture, 11 * MINUTE);
    must(round_resume(editor));
    at(fixture, 12 * MINUTE);
    must(round_next_phase(editor, fixture->scenario));
    Command command = {0};
    char id[ID_SIZE];
    must(edit_add_component(editor_design(editor), KIND_QUEUE, 0, 0, id, &command));
    must(editor_apply(editor, &command));
    const Entries *entries = editor_entries(editor);
    RoundFacts facts = round_facts(fixture->scenario, entries, 13 * MINUTE);
    assert_true(facts.played_min == 3.0);
    assert_true(facts.spent_min[PHASE_CLARIFY] == 2.0);
    assert_true(facts.spent_min[PHASE_SCALE] == 1.0);
    assert_true(facts.spent_min[PHASE_SKETCH] < 0.0);
    assert_true(facts.first_component_min == 2.0);
    assert_true(facts.first_clarification_min < 0.0);

    Answers answers = {0};
    AnswerId asked = {.id = "reads"};
    array_push(&answers.clarified, asked);
    at(fixture, 14 * MINUTE);
    must(edit_set_answers(editor_design(editor), &answers, "Ask", &command));
    must(editor_apply(editor, &command));
    answers_free(&answers);
    facts = round_facts(fixture->scenario, editor_entries(editor), 20 * MINUTE);
    assert_true(facts.first_clarification_min == 4.0);
    /* As it was before. */
    facts = round_facts(fixture->scenario, editor_entries(editor), 13 * MINUTE);
    assert_true(facts.first_clarification_min < 0.0);
}

static void a_phase_may_change_in_a_pause(void **state) {
    Fixture *fixture = *state;
    at(fixture, MINUTE);
    must(round_pause(fixture->editor));
    at(fixture, 2 * MINUTE);
    must(round_next_phase(fixture->editor, fixture->scenario));
    at(fixture, 3 * MINUTE);
    must(round_resume(fixture->editor));
    RoundClock clock = clock_at(fixture, 4 * MINUTE);
    assert_int_equal(clock.phase_played[PHASE_CLARIFY], MINUTE);
    assert_int_equal(clock.phase_played[PHASE_SCALE], MINUTE);
}

static void the_finish_is_for_good(void **state) {
    Fixture *fixture = *state;
    at(fixture, 30 * MINUTE);
    must(round_finish(fixture->editor));
    RoundClock clock = clock_at(fixture, 99 * MINUTE);
    assert_int_equal(clock.state, ROUND_FINISHED);
    assert_int_equal(clock.played, 30 * MINUTE);
    assert_int_equal(clock.remaining, -2 * MINUTE);
    must_fail(round_finish(fixture->editor), ERROR_REFUSED, "finished already");
    must_fail(round_pause(fixture->editor), ERROR_REFUSED, "stands still");
    must_fail(round_resume(fixture->editor), ERROR_REFUSED, "not paused");
    must_fail(round_next_phase(fixture->editor, fixture->scenario), ERROR_REFUSED, "is finished");
    must(editor_note(fixture->editor, ENTRY_RESUME, NULL, NULL));
    assert_int_equal(clock_at(fixture, 99 * MINUTE).played, 30 * MINUTE);
}

static void the_last_phase_has_no_next(void **state) {
    Fixture *fixture = *state;
    must(round_enter_phase(fixture->editor, fixture->scenario, PHASE_TRADEOFFS));
    must_fail(round_next_phase(fixture->editor, fixture->scenario), ERROR_REFUSED, "last phase");
    size_t entries = editor_entries(fixture->editor)->count;
    must(round_enter_phase(fixture->editor, fixture->scenario, PHASE_TRADEOFFS));
    assert_int_equal(editor_entries(fixture->editor)->count, entries);
}

static void without_phases_the_clock_counts_up(void **state) {
    Fixture *fixture = *state;
    const Scenario *scenarios[] = {NULL, fixture->bare};
    at(fixture, MINUTE);
    must(round_pause(fixture->editor));
    for (size_t i = 0; i < COUNT_OF(scenarios); i++) {
        RoundClock clock = round_clock(scenarios[i], editor_entries(fixture->editor), 2 * MINUTE);
        assert_false(clock.timed);
        assert_int_equal(clock.played, MINUTE);
        assert_int_equal(clock.planned, 0);
        must_fail(round_next_phase(fixture->editor, scenarios[i]), ERROR_REFUSED, "no phases");
        RoundSpans spans = {0};
        round_spans(scenarios[i], editor_entries(fixture->editor), &spans);
        assert_int_equal(spans.count, 0);
    }
}

/* The clock at a moment does not know what comes after it. */
static void a_replay_shows_the_clock_of_its_moment(void **state) {
    Fixture *fixture = *state;
    static const long long MOMENTS[] = {0, MINUTE, 2 * MINUTE, 3 * MINUTE, 5 * MINUTE, 9 * MINUTE};
    RoundClock live[COUNT_OF(MOMENTS)];
    for (size_t i = 0; i < COUNT_OF(MOMENTS); i++) {
        at(fixture, MOMENTS[i]);
        if (i == 1 || i == 4) {
            must(round_next_phase(fixture->editor, fixture->scenario));
        } else if (i == 2) {
            must(round_pause(fixture->editor));
        } else if (i == 3) {
            must(round_resume(fixture->editor));
        } else if (i == 5) {
            must(round_finish(fixture->editor));
        }
        live[i] = clock_at(fixture, MOMENTS[i]);
    }
    for (size_t i = 0; i < COUNT_OF(MOMENTS); i++) {
        RoundClock replayed = clock_at(fixture, MOMENTS[i]);
        assert_int_equal(replayed.state, live[i].state);
        assert_int_equal(replayed.phase, live[i].phase);
        assert_int_equal(replayed.played, live[i].played);
        assert_memory_equal(replayed.phase_played, live[i].phase_played,
                            sizeof live[i].phase_played);
    }
}

static void spans_cover_the_time_axis(void **state) {
    Fixture *fixture = *state;
    at(fixture, MINUTE);
    must(round_next_phase(fixture->editor, fixture->scenario));
    at(fixture, 2 * MINUTE);
    must(round_pause(fixture->editor));
    at(fixture, 3 * MINUTE);
    must(round_enter_phase(fixture->editor, fixture->scenario, PHASE_CLARIFY));
    at(fixture, 5 * MINUTE);
    must(round_finish(fixture->editor));
    at(fixture, 6 * MINUTE);
    must(editor_note(fixture->editor, ENTRY_SAVE, "design.json", NULL));
    static const RoundSpan EXPECTED[] = {{PHASE_CLARIFY, 0, MINUTE},
                                         {PHASE_SCALE, MINUTE, 3 * MINUTE},
                                         {PHASE_CLARIFY, 3 * MINUTE, 5 * MINUTE}};
    RoundSpans spans = {0};
    round_spans(fixture->scenario, editor_entries(fixture->editor), &spans);
    assert_int_equal(spans.count, COUNT_OF(EXPECTED));
    for (size_t i = 0; i < COUNT_OF(EXPECTED); i++) {
        assert_int_equal(spans.items[i].phase, EXPECTED[i].phase);
        assert_int_equal(spans.items[i].from_ms, EXPECTED[i].from_ms);
        assert_int_equal(spans.items[i].to_ms, EXPECTED[i].to_ms);
    }
    array_free(&spans);
}

static void times_are_shown_as_on_a_clock(void **state) {
    (void)state;
    static const struct {
        long long ms;
        const char *text;
    } TIMES[] = {{0, "0:00"},        {999, "0:00"},        {59999, "0:59"},
                 {1662000, "27:42"}, {3600000, "1:00:00"}, {3723000, "1:02:03"},
                 {-1, "-0:01"},      {-7000, "-0:07"},     {-3600000, "-1:00:00"}};
    for (size_t i = 0; i < COUNT_OF(TIMES); i++) {
        char text[32];
        round_format_time(TIMES[i].ms, text);
        assert_string_equal(text, TIMES[i].text);
    }
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_round_begins_with_its_first_phase),
        TEST(phases_are_counted_each_by_itself),
        TEST(pauses_do_not_count),
        TEST(facts_tell_what_came_first),
        TEST(a_phase_may_change_in_a_pause),
        TEST(the_finish_is_for_good),
        TEST(the_last_phase_has_no_next),
        TEST(without_phases_the_clock_counts_up),
        TEST(a_replay_shows_the_clock_of_its_moment),
        TEST(spans_cover_the_time_axis),
        TEST(times_are_shown_as_on_a_clock),
    };
    return cmocka_run_group_tests_name("round", tests, NULL, NULL);
}
