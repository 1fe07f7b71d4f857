/* The checker: order, accepted findings, designs without a scenario, rules that break. */
#include <stdlib.h>
#include <string.h>

#include "rules/rule_bench.h"

static const char HEAD[] = "-- title: T\n-- severity: low\n-- question: q\n-- why: w\n-- fix: f\n";

static void add_rule(RuleSet *rules, const char *id, const char *sql) {
    TextBuffer text = {0};
    text_append(&text, HEAD);
    text_append(&text, sql);
    Rule rule;
    Error error = rule_parse(text_of(&text), text.length, "r.sql", id, &rules->arena, &rule);
    if (error.code) {
        fail_msg("%s", error.message);
    }
    array_push(&rules->items, rule);
    text_free(&text);
}

/* Checks the first sketch of the URL shortener with one rule, and gives its first problem. */
static size_t run_one(const char *sql, Arena *arena, const char **problem) {
    Catalog *catalog = support_catalog();
    RuleSet rules = {0};
    add_rule(&rules, "a/under-test", sql);
    add_rule(&rules, "b/sound", "SELECT id AS subject, 'sound' AS message FROM components");
    Checker *checker = NULL;
    assert_int_equal(checker_new(catalog, &rules, &checker).code, ERROR_NONE);
    Design *design = support_shipped_design(catalog, "url-shortener/naive.json");
    Scenario *scenario = support_scenario("url-shortener");
    Estimate *estimate = estimate_make(design, scenario);
    Findings findings = {0};
    assert_int_equal(checker_run(checker, design, scenario, estimate, &findings).code, ERROR_NONE);
    *problem =
        findings.problems.count ? arena_copy_string(arena, findings.problems.items[0]) : NULL;
    size_t sound = rule_bench_count(&findings, "b/sound");
    assert_int_equal(sound, design->components.count);
    size_t count = findings.items.count - sound;
    findings_free(&findings);
    estimate_free(estimate);
    scenario_free(scenario);
    design_free(design);
    checker_free(checker);
    rules_free(&rules);
    catalog_free(catalog);
    return count;
}

static void assert_problem(const char *sql, const char *expected) {
    Arena arena = {0};
    const char *problem = NULL;
    assert_int_equal(run_one(sql, &arena, &problem), 0);
    if (!problem || !strstr(problem, expected) || strncmp(problem, "r.sql:6: ", 9) != 0) {
        fail_msg("\"%s\" does not say \"%s\"", problem ? problem : "no problem", expected);
    }
    arena_free(&arena);
}

static void a_rule_that_breaks_is_named_and_the_others_run(void **state) {
    (void)state;
    assert_problem("SELEC 1", "syntax error");
    assert_problem("SELECT colour AS subject, 'm' AS message FROM components", "no such column");
    assert_problem("SELECT id, 'm' AS message FROM components", "two columns");
    assert_problem("SELECT id AS subject FROM components", "two columns");
    assert_problem("SELECT 'ghost' AS subject, 'm' AS message", "no id of a component");
    assert_problem("SELECT id AS subject, NULL AS message FROM components", "NULL");
    assert_problem("SELECT id AS subject, CAST(x'ff' AS TEXT) AS message FROM components", "UTF-8");
    assert_problem("SELECT id AS subject, 'm' AS message FROM components; SELECT 1",
                   "more than one statement");
    assert_problem("SELECT abs(-9223372036854775808) AS subject, 'm' AS message FROM components",
                   "overflow");
}

static void a_comment_after_the_query_is_fine(void **state) {
    (void)state;
    Arena arena = {0};
    const char *problem = NULL;
    size_t count = run_one("SELECT id AS subject, 'm' AS message FROM components; -- the end\n",
                           &arena, &problem);
    assert_null(problem);
    assert_true(count > 0);
    arena_free(&arena);
}

static void findings_are_sorted_and_the_same_twice(void **state) {
    (void)state;
    RuleBench bench;
    rule_bench_open(&bench);
    Design *design = support_shipped_design(bench.catalog, "notification-service/naive.json");
    Scenario *scenario = support_scenario("notification-service");
    Findings first = rule_bench_check(&bench, design, scenario);
    Findings second = rule_bench_check(&bench, design, scenario);
    assert_true(first.items.count > 5);
    assert_int_equal(first.items.count, second.items.count);
    for (size_t i = 0; i < first.items.count; i++) {
        const Finding *here = &first.items.items[i];
        assert_string_equal(here->message, second.items.items[i].message);
        if (i > 0) {
            const Finding *before = &first.items.items[i - 1];
            assert_true(before->severity <= here->severity);
            if (before->severity == here->severity) {
                int order = strcmp(before->rule, here->rule);
                assert_true(order < 0 ||
                            (order == 0 && strcmp(before->subject, here->subject) <= 0));
            }
        }
    }
    findings_free(&first);
    findings_free(&second);
    scenario_free(scenario);
    design_free(design);
    rule_bench_close(&bench);
}

static void an_accepted_finding_keeps_its_reason_and_does_not_count(void **state) {
    (void)state;
    RuleBench bench;
    rule_bench_open(&bench);
    Design *design = support_design(
        bench.catalog,
        "{'format':'faultline/design','version':1,'components':["
        "{'id':'jobs','kind':'queue','label':'Jobs','x':0,'y':0,'why':'w','settings':{'capacity':5}},"
        "{'id':'w','kind':'worker','x':0,'y':0,'why':'w','settings':{'replicas':2,'zones':2}},"
        "{'id':'o','kind':'observability','x':0,'y':0,'why':'w','settings':{'alarms':true}}],"
        "'connections':[{'id':'c','from':'jobs','to':'w','kind':'consume'},"
        "{'id':'d','from':'w','to':'o','kind':'observe'}],"
        "'answers':{'accepted':[{'rule':'messaging/no-dead-letter-queue','subject':'jobs',"
        "'because':'Lost jobs are cheap.'}]}}");
    Findings findings = rule_bench_check(&bench, design, NULL);
    assert_int_equal(findings.items.count, 1);
    assert_string_equal(findings.items.items[0].rule, "messaging/no-dead-letter-queue");
    assert_string_equal(findings.items.items[0].label, "Jobs");
    assert_string_equal(findings.items.items[0].accepted, "Lost jobs are cheap.");
    assert_int_equal(findings.accepted, 1);
    assert_int_equal(findings_worst(&findings), SEVERITY_PRAISE);
    findings_free(&findings);
    design_free(design);
    rule_bench_close(&bench);
}

static void an_empty_board_has_no_findings(void **state) {
    (void)state;
    RuleBench bench;
    rule_bench_open(&bench);
    Design *design = design_new(bench.catalog);
    Scenario *scenario = support_scenario("url-shortener");
    Findings with = rule_bench_check(&bench, design, scenario);
    Findings without = rule_bench_check(&bench, design, NULL);
    assert_int_equal(with.items.count, 0);
    assert_int_equal(without.items.count, 0);
    findings_free(&with);
    findings_free(&without);
    scenario_free(scenario);
    design_free(design);
    rule_bench_close(&bench);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_rule_that_breaks_is_named_and_the_others_run),
        cmocka_unit_test(a_comment_after_the_query_is_fine),
        cmocka_unit_test(findings_are_sorted_and_the_same_twice),
        cmocka_unit_test(an_accepted_finding_keeps_its_reason_and_does_not_count),
        cmocka_unit_test(an_empty_board_has_no_findings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
