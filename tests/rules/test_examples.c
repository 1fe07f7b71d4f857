/* The shipped scenarios: nothing grave in a reference, the usual faults in a first sketch. That
 * each rule fires and is silent where it should is tested by `rules --test`. */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/macros.h"
#include "rules/rule_bench.h"

/* What is missing in everybody's first sketch, whatever was asked. */
static const char *const USUAL[] = {"reliability/no-timeout", "observability/none",
                                    "security/no-authentication", "structure/no-reason"};
enum { ASKED_LEAST = 2 };

typedef struct Shipped {
    RuleBench rules;
    ScenarioLibrary scenarios;
} Shipped;

static int set_up(void **state) {
    Shipped *shipped = memory_allocate(sizeof *shipped);
    rule_bench_open(&shipped->rules);
    const char *folder = support_source_path(&shipped->rules.arena, "scenarios");
    scenario_library_load(&shipped->scenarios, &folder, 1);
    *state = shipped;
    return 0;
}

static int tear_down(void **state) {
    Shipped *shipped = *state;
    scenario_library_free(&shipped->scenarios);
    rule_bench_close(&shipped->rules);
    free(shipped);
    return 0;
}

static Findings check_shipped(Shipped *shipped, const Scenario *scenario, const char *file) {
    Design *design = support_shipped_design(shipped->rules.catalog,
                                            path_join(&shipped->rules.arena, scenario->id, file));
    Findings findings = rule_bench_check(&shipped->rules, design, scenario);
    design_free(design);
    return findings;
}

static bool names(const TextList *rules, const char *rule) {
    for (size_t i = 0; i < rules->count; i++) {
        if (strcmp(rules->items[i], rule) == 0) {
            return true;
        }
    }
    return false;
}

/* Whether a requirement or a probe names the rule. */
static bool is_asked_for(const Scenario *scenario, const char *rule) {
    for (size_t i = 0; i < scenario->requirement_count; i++) {
        if (names(&scenario->requirements[i].rules, rule)) {
            return true;
        }
    }
    for (size_t i = 0; i < scenario->probe_count; i++) {
        if (names(&scenario->probes[i].rules, rule)) {
            return true;
        }
    }
    return false;
}

/* What a rule knows about itself: how to mend it, how to show it, or why neither; and from where. */
static void rules_have_all_heads(void **state) {
    (void)state;
    RuleBench bench;
    rule_bench_open(&bench);
    for (size_t i = 0; i < bench.rules.items.count; i++) {
        const Rule *rule = &bench.rules.items.items[i];
        const char *lacks = !rule->sources[0]      ? "sources"
                            : !rule->apply_text[0] ? "apply"
                            : !rule->proof_text[0] ? "proof"
                                                   : NULL;
        if (lacks) {
            fail_msg("%s: there is no `%s`", rule->path, lacks);
        }
    }
    assert_true(bench.rules.items.count >= 60);
    rule_bench_close(&bench);
}

static void first_sketches_have_the_usual_faults(void **state) {
    Shipped *shipped = *state;
    for (size_t i = 0; i < shipped->scenarios.items.count; i++) {
        const Scenario *scenario = shipped->scenarios.items.items[i];
        Findings findings = check_shipped(shipped, scenario, "naive.json");
        for (size_t r = 0; r < COUNT_OF(USUAL); r++) {
            if (rule_bench_count(&findings, USUAL[r]) == 0) {
                fail_msg("%s/naive.json: no finding of %s", scenario->id, USUAL[r]);
            }
        }
        findings_free(&findings);
    }
}

/* What an interviewer will ask about must be something that the first sketch lacks. */
static void first_sketches_lack_what_is_asked_for(void **state) {
    Shipped *shipped = *state;
    for (size_t i = 0; i < shipped->scenarios.items.count; i++) {
        const Scenario *scenario = shipped->scenarios.items.items[i];
        Findings findings = check_shipped(shipped, scenario, "naive.json");
        size_t asked = 0;
        for (size_t r = 0; r < shipped->rules.rules.items.count; r++) {
            const char *rule = shipped->rules.rules.items.items[r].id;
            asked += is_asked_for(scenario, rule) && rule_bench_count(&findings, rule) > 0;
        }
        if (asked < ASKED_LEAST) {
            fail_msg("%s/naive.json lacks only %zu of what is asked for", scenario->id, asked);
        }
        findings_free(&findings);
    }
}

static void references_have_nothing_of_medium_or_above(void **state) {
    Shipped *shipped = *state;
    assert_true(shipped->scenarios.items.count > 0);
    for (size_t i = 0; i < shipped->scenarios.items.count; i++) {
        const Scenario *scenario = shipped->scenarios.items.items[i];
        Findings findings = check_shipped(shipped, scenario, "reference.json");
        for (size_t f = 0; f < findings.items.count; f++) {
            const Finding *finding = &findings.items.items[f];
            if (finding->severity <= SEVERITY_MEDIUM && !finding->accepted) {
                fail_msg("%s/reference.json: %s: %s", scenario->id, finding->rule,
                         finding->message);
            }
        }
        findings_free(&findings);
    }
}

/* A message speaks of parts by what people call them, not by their ids. */
static void messages_name_parts_by_label(void **state) {
    Shipped *shipped = *state;
    size_t seen = 0;
    for (size_t s = 0; s < shipped->scenarios.items.count; s++) {
        const Scenario *scenario = shipped->scenarios.items.items[s];
        Design *design = support_shipped_design(
            shipped->rules.catalog, path_join(&shipped->rules.arena, scenario->id, "naive.json"));
        Findings findings = rule_bench_check(&shipped->rules, design, scenario);
        for (size_t i = 0; i < findings.items.count; i++) {
            const Finding *finding = &findings.items.items[i];
            const Component *component = design_component(design, finding->subject);
            if (component && !strstr(finding->message, component->label)) {
                fail_msg("%s: %s: \"%s\" does not name %s", scenario->id, finding->rule,
                         finding->message, component->label);
            }
            seen += component != NULL;
        }
        findings_free(&findings);
        design_free(design);
    }
    assert_true(seen > 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rules_have_all_heads),
        cmocka_unit_test(first_sketches_have_the_usual_faults),
        cmocka_unit_test(rules_have_all_heads),
        cmocka_unit_test(first_sketches_lack_what_is_asked_for),
        cmocka_unit_test(references_have_nothing_of_medium_or_above),
        cmocka_unit_test(messages_name_parts_by_label),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
