/* The fix of each shipped rule, tried on the design in which it fires: the rule is silent after it,
 * nothing grave has come up instead, undo gives the design back, and what is new stands free.
 *
 * With FAULTLINE_RULE set to a part of a rule's name only those rules are tried. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rules/fix.h"
#include "rules/rule_bench.h"

typedef struct Example {
    RuleBench *bench;
    const Rule *rule;
    Design *design;
    Scenario *scenario;
    int failures; /* all are told before the test fails */
} Example;

static void tell(Example *example, const char *what, const char *more) {
    print_error("%s: %s%s%s\n", example->rule->id, what, more[0] ? ": " : "", more);
    example->failures++;
}

static const Finding *find(const Findings *findings, const char *rule, const char *subject) {
    for (size_t i = 0; i < findings->items.count; i++) {
        const Finding *finding = &findings->items.items[i];
        if (strcmp(finding->rule, rule) == 0 &&
            (!subject || strcmp(finding->subject, subject) == 0)) {
            return finding;
        }
    }
    return NULL;
}

static void expect_nothing_worse(Example *example, const Findings *before, const Findings *after) {
    for (size_t i = 0; i < after->items.count; i++) {
        const Finding *finding = &after->items.items[i];
        if (finding->severity <= SEVERITY_HIGH && !find(before, finding->rule, NULL)) {
            tell(example, "its fix brings up", finding->message);
        }
    }
}

static bool cards_overlap(const Component *a, const Component *b) {
    return abs(a->x - b->x) < CARD_WIDTH && abs(a->y - b->y) < CARD_HEIGHT;
}

static void expect_free_places(Example *example, const Command *command) {
    for (size_t i = 0; i < command->changes.count; i++) {
        const Change *change = &command->changes.items[i];
        if (change->type != ELEMENT_COMPONENT || change->removes || change->had_before) {
            continue;
        }
        for (size_t c = 0; c < example->design->components.count; c++) {
            const Component *other = example->design->components.items[c];
            if (strcmp(other->id, change->id) != 0 &&
                cards_overlap(change->after.as.component, other)) {
                tell(example, "its fix puts a part on another", other->id);
            }
        }
    }
}

/* Applies the fix of one finding, looks at what came of it, and takes it back. */
static void try_fix(Example *example, const Findings *before, const Finding *finding) {
    Command command = {0};
    char *bytes = support_bytes(example->design);
    Error error = fix_make(example->rule, finding, example->design, &command);
    if (!error.code && command.changes.count == 0) {
        tell(example, "its fix changes nothing", finding->message);
    }
    if (!error.code) {
        error = command_apply(&command, example->design);
    }
    if (error.code) {
        tell(example, "its fix is refused", error.message);
    } else {
        Findings after = rule_bench_check(example->bench, example->design, example->scenario);
        if (find(&after, finding->rule, finding->subject)) {
            tell(example, "fires still after its fix", finding->message);
        }
        expect_nothing_worse(example, before, &after);
        expect_free_places(example, &command);
        findings_free(&after);
        command_revert(&command, example->design);
        char *undone = support_bytes(example->design);
        assert_string_equal(undone, bytes);
        free(undone);
    }
    command_free(&command);
    free(bytes);
}

static int try_rule(RuleBench *bench, const Rule *rule) {
    char name[256];
    snprintf(name, sizeof name, "assets/rules/%s.fires.json", rule->id);
    const char *path = support_source_path(&bench->arena, name);
    Example example = {.bench = bench, .rule = rule};
    Error error = design_load(path, bench->catalog, &example.design);
    if (error.code) {
        tell(&example, "has no example", error.message);
        return example.failures;
    }
    example.scenario = support_scenario_of(example.design, path);
    Findings before = rule_bench_check(bench, example.design, example.scenario);
    for (size_t i = 0; i < before.items.count; i++) {
        if (strcmp(before.items.items[i].rule, rule->id) == 0) {
            try_fix(&example, &before, &before.items.items[i]);
        }
    }
    findings_free(&before);
    scenario_free(example.scenario);
    design_free(example.design);
    return example.failures;
}

static void a_fix_silences_its_rule_and_brings_up_nothing_grave(void **state) {
    (void)state;
    RuleBench bench;
    rule_bench_open(&bench);
    const char *wanted = getenv("FAULTLINE_RULE");
    int failures = 0;
    for (size_t i = 0; i < bench.rules.items.count; i++) {
        const Rule *rule = &bench.rules.items.items[i];
        if (rule->apply.count > 0 && (!wanted || strstr(rule->id, wanted))) {
            failures += try_rule(&bench, rule);
        }
    }
    rule_bench_close(&bench);
    assert_int_equal(failures, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_fix_silences_its_rule_and_brings_up_nothing_grave),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
