/* What a study says of the service levels, as a table and in words; and studies in the background. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "round/levels.h"
#include "round/study_player.h"
#include "support/support.h"

static const char SCENARIO[] =
    "{'format': 'faultline/scenario', 'version': 1, 'id': 'tiny', 'title': 'Tiny',"
    " 'operations': ["
    "  {'id': 'look', 'title': 'Look up', 'type': 'read', 'from': 'client', 'rate_rps': 10,"
    "   'slo': {'p99_ms': 100, 'availability_pct': 99}},"
    "  {'id': 'keep', 'title': 'Keep', 'type': 'write', 'from': 'client', 'rate_rps': 2,"
    "   'slo': {'p99_ms': 0.001}},"
    "  {'id': 'free', 'title': 'Free', 'type': 'read', 'from': 'client', 'rate_rps': 1}],"
    " 'faults': ["
    "  {'id': 'away', 'title': 'The service is away', 'at_s': 20, 'for_s': 10,"
    "   'target': {'kind': 'service'}, 'effect': {'down_pct': 100}},"
    "  {'id': 'flushed', 'title': 'The cache is emptied', 'at_s': 20, 'for_s': 20,"
    "   'target': {'kind': 'cache'}, 'effect': {'flush': true}}]}";

static const char DESIGN[] =
    "{'format': 'faultline/design', 'version': 1, 'scenario': 'tiny', 'components': ["
    "  {'id': 'people', 'kind': 'client', 'x': 100, 'y': 100},"
    "  {'id': 'api', 'kind': 'service', 'x': 400, 'y': 100}],"
    " 'connections': [{'id': 'people-api', 'from': 'people', 'to': 'api', 'kind': 'call'}]}";

enum { LOOK, KEEP, FREE };
enum { BASE, AWAY, FLUSHED };

typedef struct Bed {
    Catalog *catalog;
    Scenario *scenario;
    Design *design;
    SimOptions options;
} Bed;

static int set_up(void **state) {
    Bed *bed = memory_allocate(sizeof *bed);
    Arena arena = {0};
    const char *text = support_quotes(&arena, SCENARIO);
    bed->catalog = support_catalog();
    Error error = scenario_parse(text, strlen(text), "tiny", &bed->scenario);
    assert_int_equal(error.code, ERROR_NONE);
    bed->design = support_design(bed->catalog, DESIGN);
    bed->options = sim_options_default();
    arena_free(&arena);
    *state = bed;
    return 0;
}

static int tear_down(void **state) {
    Bed *bed = *state;
    design_free(bed->design);
    scenario_free(bed->scenario);
    catalog_free(bed->catalog);
    free(bed);
    return 0;
}

static void cells_tell_what_a_fault_breaks(void **state) {
    const Bed *bed = *state;
    Study study = {0};
    assert_int_equal(study_make(bed->design, bed->scenario, &bed->options, &study).code,
                     ERROR_NONE);
    assert_int_equal(levels_rows(&study), 3);

    LevelCell kept = levels_cell(&study, BASE, LOOK);
    assert_int_equal(kept.asked, 2);
    assert_int_equal(kept.missed, 0);
    LevelCell broken = levels_cell(&study, AWAY, LOOK);
    assert_int_equal(broken.worst.slo, SLO_AVAILABILITY_PCT);
    assert_true(broken.broken >= 1);
    /* Missed without the fault, so that is not to blame. */
    assert_int_equal(levels_cell(&study, BASE, KEEP).missed, 1);
    assert_int_equal(levels_cell(&study, AWAY, KEEP).missed, 1);
    assert_int_equal(levels_cell(&study, AWAY, KEEP).broken, 0);
    assert_int_equal(levels_cell(&study, AWAY, FREE).asked, 0);

    const char *why = NULL;
    assert_true(levels_struck(&study, BASE, &why));
    assert_true(levels_struck(&study, AWAY, &why));
    assert_false(levels_struck(&study, FLUSHED, &why));
    assert_non_null(why);

    LevelTally tally = levels_count(&study);
    assert_int_equal(tally.asked, 3);
    assert_int_equal(tally.missed, 1);
    assert_int_equal(tally.struck, 1);
    assert_int_equal(tally.breaking, 1);
    study_free(&study);
}

static void assert_words(SloVerdict verdict, const char *measured, const char *target) {
    TextBuffer out = {0};
    level_append_measured(&verdict, &out);
    assert_string_equal(text_of(&out), measured);
    text_clear(&out);
    level_append_target(&verdict, &out);
    assert_string_equal(text_of(&out), target);
    text_free(&out);
}

static SloVerdict verdict(SloId slo, double target, double measured, bool met) {
    return (SloVerdict){
        .slo = slo, .target = target, .measured = measured, .has_measured = true, .met = met};
}

static void figures_have_their_units(void **state) {
    (void)state;
    assert_words(verdict(SLO_P99_MS, 300, 34.4912, true), "34.5 ms", "at most 300 ms");
    assert_words(verdict(SLO_P99_MS, 1500, 8933.868, false), "8.93 s", "at most 1.5 s");
    assert_words(verdict(SLO_EFFECT_WITHIN_S, 300, 316.514, false), "5.28 min", "at most 5 min");
    assert_words(verdict(SLO_AVAILABILITY_PCT, 99.9, 69.37, false), "69.4 %", "at least 99.9 %");
    assert_words(verdict(SLO_LOST, 0, 12808, false), "12,808", "at most 0");
    assert_words(verdict(SLO_STALE_PCT, 0.5, 0, true), "0 %", "at most 0.5 %");
    SloVerdict nothing = {.slo = SLO_P99_MS, .target = 20};
    assert_words(nothing, "nothing answered", "at most 20 ms");
}

/* Or it would look as if it were kept. */
static void a_miss_is_not_rounded_to_its_target(void **state) {
    (void)state;
    assert_words(verdict(SLO_P99_MS, 300, 300.2, false), "300.2 ms", "at most 300 ms");
    assert_words(verdict(SLO_AVAILABILITY_PCT, 99.9, 99.894, false), "99.894 %", "at least 99.9 %");
    assert_words(verdict(SLO_P99_MS, 300, 299.9, true), "300 ms", "at most 300 ms");
}

static void designs_that_play_alike_have_one_key(void **state) {
    const Bed *bed = *state;
    uint64_t key = study_key(bed->design, bed->scenario);
    Design *other = design_copy(bed->design);
    other->components.items[0]->x += 10;
    text_replace(&other->components.items[0]->label, "Readers");
    text_replace(&other->components.items[1]->why, "It answers.");
    text_replace(&other->connections.items[0]->label, "asks");
    assert_true(study_key(other, bed->scenario) == key);
    Element api;
    assert_true(design_get(other, ELEMENT_COMPONENT, "api", &api));
    SettingValue replicas = {.number = 7};
    settings_set(&api.as.component->settings, kind_setting(api.as.component->kind, "replicas"),
                 &replicas);
    assert_int_equal(design_put(other, &api, 0).code, ERROR_NONE);
    assert_false(study_key(other, bed->scenario) == key);
    element_free(&api);
    design_free(other);
}

static void a_study_is_played_in_the_background(void **state) {
    const Bed *bed = *state;
    StudyPlayer *player = NULL;
    StudyAnswer answer = {0};
    assert_int_equal(study_player_new(NULL, NULL, &player).code, ERROR_NONE);
    study_player_submit(player, bed->design, bed->scenario, &bed->options);
    study_player_wait(player);
    assert_true(study_player_poll(player, &answer));
    assert_false(study_player_poll(player, &answer));
    assert_true(answer.key == study_key(bed->design, bed->scenario));
    assert_int_equal(answer.error.code, ERROR_NONE);
    assert_int_equal(answer.study.count, 2);
    assert_ptr_equal(answer.study.base->design, answer.design);

    study_player_submit(player, bed->design, bed->scenario, &bed->options);
    study_player_cancel(player);
    assert_true(study_player_progress(player) < 0);
    study_player_wait(player);
    assert_false(study_player_poll(player, &answer));
    study_answer_free(&answer);
    study_player_free(player);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(cells_tell_what_a_fault_breaks, set_up, tear_down),
        cmocka_unit_test(figures_have_their_units),
        cmocka_unit_test(a_miss_is_not_rounded_to_its_target),
        cmocka_unit_test_setup_teardown(designs_that_play_alike_have_one_key, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_study_is_played_in_the_background, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
