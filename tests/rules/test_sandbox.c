/* Hostile rules are refused or stopped, and named; the checker is as good as new after them. */
#include <stdlib.h>
#include <string.h>

#include "base/macros.h"
#include "rules/rule_bench.h"

static const char HEAD[] = "-- title: T\n-- severity: low\n-- question: q\n-- why: w\n-- fix: f\n";

typedef struct HostileRule {
    const char *sql, *expected;
} HostileRule;

static const HostileRule HOSTILE[] = {
    {"ATTACH 'other.db' AS other", "ATTACH is not allowed"},
    {"PRAGMA journal_mode = WAL", "PRAGMA is not allowed"},
    {"DELETE FROM components", "DELETE is not allowed"},
    {"UPDATE components SET label = 'x'", "UPDATE is not allowed"},
    {"INSERT INTO components(id) VALUES ('x')", "INSERT is not allowed"},
    {"CREATE TABLE mine(x)", "not allowed"},
    {"DROP TABLE components", "not allowed"},
    {"VACUUM INTO 'copy.db'", "one SELECT"},
    {"BEGIN", "a transaction is not allowed"},
    {"SELECT name AS subject, sql AS message FROM sqlite_master", "reading sqlite_master"},
    {"SELECT id AS subject, random() AS message FROM components", "the function random"},
    {"SELECT id AS subject, datetime('now') AS message FROM components", "the function datetime"},
    {"SELECT id AS subject, load_extension('x') AS message FROM components", "not allowed"},
    {"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
     "SELECT id AS subject, 'm' AS message FROM components, n WHERE i < 0",
     "steps and was stopped"},
    {"SELECT a.id AS subject, count(*) AS message FROM components a, components b, components c, "
     "components d, components e, components f, components g, components h, components i, "
     "components j, components k, components l, components m, components n, components o",
     "steps and was stopped"},
    {"SELECT id AS subject, hex(zeroblob(1000000000)) AS message FROM components", "too big"},
    {"WITH RECURSIVE n(i, t) AS (SELECT 1, printf('%60000s', 'x') "
     "UNION ALL SELECT i + 1, t || i FROM n) "
     "SELECT id AS subject, max(t) AS message FROM components, n",
     "too big"},
};

/* An aggregate that must keep all its rows makes memory grow before steps run out. */
static const char GREEDY[] =
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
    "SELECT 'api' AS subject, printf('%60000d', i) AS message FROM n ORDER BY message DESC";

static void assert_stopped(const char *sql, const char *expected) {
    Catalog *catalog = support_catalog();
    RuleSet rules = {0};
    TextBuffer text = {0};
    text_append(&text, HEAD);
    text_append(&text, sql);
    Rule rule;
    Error error =
        rule_parse(text_of(&text), text.length, "evil.sql", "x/evil", &rules.arena, &rule);
    assert_int_equal(error.code, ERROR_NONE);
    array_push(&rules.items, rule);
    Checker *checker = NULL;
    assert_int_equal(checker_new(catalog, &rules, &checker).code, ERROR_NONE);
    Design *design = support_shipped_design(catalog, "url-shortener/naive.json");
    Estimate *estimate = estimate_make(design, NULL);
    for (int round = 0; round < 2; round++) {
        Findings findings = {0};
        error = checker_run(checker, design, NULL, estimate, &findings);
        assert_int_equal(error.code, ERROR_NONE);
        assert_int_equal(findings.items.count, 0);
        assert_int_equal(findings.problems.count, 1);
        const char *problem = findings.problems.items[0];
        if (strncmp(problem, "evil.sql:6: ", 12) != 0 || !strstr(problem, expected)) {
            fail_msg("%s\n\"%s\" does not say \"%s\"", sql, problem, expected);
        }
        findings_free(&findings);
    }
    estimate_free(estimate);
    design_free(design);
    checker_free(checker);
    rules_free(&rules);
    text_free(&text);
    catalog_free(catalog);
}

static void hostile_rules_are_refused_or_stopped(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT_OF(HOSTILE); i++) {
        assert_stopped(HOSTILE[i].sql, HOSTILE[i].expected);
    }
}

static void a_greedy_rule_is_stopped(void **state) {
    (void)state;
    assert_stopped(GREEDY, "memory and was stopped");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hostile_rules_are_refused_or_stopped),
        cmocka_unit_test(a_greedy_rule_is_stopped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
