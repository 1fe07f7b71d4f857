/* Since when the flaws that a round ends with have been there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/text.h"
#include "round/flaws.h"
#include "support/support.h"

#define HEADER                                                                                    \
    "{'format': 'faultline/session', 'version': 1, 'id': 's', 'started': '2026-11-23T05:46:12Z'," \
    " 'design': {'format': 'faultline/design', 'version': 1, 'scenario': 'url-shortener',"        \
    " 'components': [{'id': 'people', 'kind': 'client', 'x': 0, 'y': 0},"                         \
    " {'id': 'api', 'kind': 'service', 'x': 300, 'y': 0}], 'connections': []}}\n"
#define CALL(n, t_ms, settings)                                                                   \
    "{'n': " n ", 't_ms': " t_ms ", 'type': 'command', 'name': 'Call', 'changes': [{'set': "      \
    "'connection', 'value': {'id': 'ask', 'from': 'people', 'to': 'api', 'kind': 'call'" settings \
    "}}]}\n"
#define TIMEOUT ", 'settings': {'timeout_ms': 500}"

typedef struct Bed {
    Arena arena;
    Catalog *catalog;
    RuleSet rules;
    Scenario *scenario;
    const char *folder;
    FlawFinder *finder;
    Flaws flaws;
} Bed;

static int set_up(void **state) {
    Bed *bed = memory_allocate(sizeof *bed);
    bed->catalog = support_catalog();
    bed->scenario = support_scenario("url-shortener");
    bed->folder = support_make_folder(&bed->arena);
    const char *rules = support_source_path(&bed->arena, "assets/rules");
    assert_int_equal(rules_add_folder(&bed->rules, rules).code, ERROR_NONE);
    assert_int_equal(flaw_finder_new(bed->catalog, &bed->rules, NULL, NULL, &bed->finder).code,
                     ERROR_NONE);
    *state = bed;
    return 0;
}

static int tear_down(void **state) {
    Bed *bed = *state;
    flaw_finder_free(bed->finder);
    flaws_free(&bed->flaws);
    rules_free(&bed->rules);
    scenario_free(bed->scenario);
    catalog_free(bed->catalog);
    support_remove_folder(bed->folder);
    arena_free(&bed->arena);
    free(bed);
    return 0;
}

static const char *write_session(Bed *bed, const char *text) {
    const char *path = path_join(&bed->arena, bed->folder, "session.jsonl");
    const char *bytes = support_quotes(&bed->arena, text);
    assert_int_equal(file_save_atomic(path, bytes, strlen(bytes)).code, ERROR_NONE);
    return path;
}

static void find(Bed *bed, const char *text) {
    flaw_finder_submit(bed->finder, write_session(bed, text), bed->scenario);
    flaw_finder_wait(bed->finder);
    assert_true(flaw_finder_poll(bed->finder, &bed->flaws));
    assert_false(flaw_finder_poll(bed->finder, &bed->flaws));
}

/* NULL: it is not among them. */
static const Flaw *flaw_of(const Bed *bed, const char *rule) {
    for (size_t i = 0; i < bed->flaws.items.count; i++) {
        if (strcmp(bed->flaws.items.items[i].rule, rule) == 0) {
            return &bed->flaws.items.items[i];
        }
    }
    return NULL;
}

static void a_flaw_has_the_moment_that_it_entered(void **state) {
    Bed *bed = *state;
    find(bed, HEADER CALL("1", "9000", "") "{'n': 2, 't_ms': 60000, 'type': 'finish'}\n");
    const Flaw *flaw = flaw_of(bed, "reliability/no-timeout");
    assert_non_null(flaw);
    assert_int_equal(flaw->t_ms, 9000);
    assert_string_equal(flaw->subject, "ask");
    assert_string_equal(flaw->label, "Client → Service");
    for (size_t i = 1; i < bed->flaws.items.count; i++) {
        assert_true(bed->flaws.items.items[i - 1].t_ms <= bed->flaws.items.items[i].t_ms);
        assert_true(bed->flaws.items.items[i].severity < SEVERITY_LOW);
    }
}

static void what_was_mended_is_none(void **state) {
    Bed *bed = *state;
    find(bed, HEADER CALL("1", "9000", "") CALL("2", "30000", TIMEOUT));
    assert_null(flaw_of(bed, "reliability/no-timeout"));
    /* Taken back: it is there anew. */
    find(bed, HEADER CALL("1", "9000", "")
                  CALL("2", "30000", TIMEOUT) "{'n': 3, 't_ms': 45000, 'type': 'undo'}\n");
    assert_int_equal(flaw_of(bed, "reliability/no-timeout")->t_ms, 45000);
}

/* Steps within a second are one: what is mended at once is no flaw of its own moment. */
static void steps_that_follow_at_once_are_looked_at_together(void **state) {
    Bed *bed = *state;
    find(bed, HEADER CALL("1", "9000", "") CALL("2", "9400", TIMEOUT) CALL("3", "9800", ""));
    assert_int_equal(flaw_of(bed, "reliability/no-timeout")->t_ms, 9800);
}

static void what_cannot_be_read_has_none(void **state) {
    Bed *bed = *state;
    flaw_finder_submit(bed->finder, write_session(bed, "garbage\n"), bed->scenario);
    flaw_finder_wait(bed->finder);
    assert_false(flaw_finder_poll(bed->finder, &bed->flaws));
    flaw_finder_submit(bed->finder, write_session(bed, HEADER CALL("1", "9000", "")), NULL);
    flaw_finder_cancel(bed->finder);
    flaw_finder_wait(bed->finder);
    assert_false(flaw_finder_poll(bed->finder, &bed->flaws));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_flaw_has_the_moment_that_it_entered, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_was_mended_is_none, set_up, tear_down),
        cmocka_unit_test_setup_teardown(steps_that_follow_at_once_are_looked_at_together, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(what_cannot_be_read_has_none, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
