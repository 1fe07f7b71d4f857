/* The clauses of `apply` and `proof`: what is read, what is refused and how, and what a finding's
 * row makes of them. */
#include <stdio.h>
#include <stdlib.h>

#include "base/macros.h"
#include "rules/rule_bench.h"

static Error parse(ClauseHead head, const char *text, Arena *arena, Clauses *clauses) {
    *clauses = (Clauses){0};
    return clauses_parse(head, text, "x.sql", 7, arena, clauses);
}

static void clauses_are_read_into_their_fields(void **state) {
    (void)state;
    Arena arena = {0};
    Clauses clauses;
    Error error = parse(HEAD_OF_FIXES,
                        "add queue as @dead \"{label} dead letters\" near {subject}\n"
                        "retention_s=86400 why \"keeps; what failed\" ;\n"
                        "connect {subject} @dead dead_letter as @c operations a,b before x;",
                        &arena, &clauses);
    assert_int_equal(error.code, ERROR_NONE);
    assert_int_equal(clauses.count, 2);
    const Clause *add = &clauses.items[0], *connect = &clauses.items[1];
    assert_int_equal(add->verb, CLAUSE_ADD);
    assert_int_equal(add->line, 7);
    assert_string_equal(add->fields[FIELD_KIND], "queue");
    assert_string_equal(add->fields[FIELD_LABEL], "{label} dead letters");
    assert_string_equal(add->fields[FIELD_WHY], "keeps; what failed");
    assert_int_equal(add->setting_count, 1);
    assert_string_equal(add->settings[0].name, "retention_s");
    assert_string_equal(add->settings[0].value, "86400");
    assert_int_equal(connect->line, 9);
    assert_string_equal(connect->fields[FIELD_OTHER], "@dead");
    assert_string_equal(connect->fields[FIELD_OPERATIONS], "a,b");
    assert_string_equal(connect->fields[FIELD_BEFORE], "x");
    arena_free(&arena);
}

static void a_head_may_say_why_there_are_none(void **state) {
    (void)state;
    Arena arena = {0};
    Clauses clauses;
    assert_int_equal(parse(HEAD_OF_PROOFS, "none: a run\nshows no words", &arena, &clauses).code,
                     ERROR_NONE);
    assert_int_equal(clauses.count, 0);
    assert_string_equal(clauses.none, "a run shows no words");
    assert_int_equal(parse(HEAD_OF_FIXES, "", &arena, &clauses).code, ERROR_NONE);
    assert_null(clauses.none);
    arena_free(&arena);
}

static void mistakes_are_named_with_their_line(void **state) {
    (void)state;
    static const struct {
        ClauseHead head;
        const char *text, *expected;
    } CASES[] = {
        {HEAD_OF_FIXES, "sett a b 1",
         "x.sql:7: `sett` begins no clause of `apply`; did you mean `set`?"},
        {HEAD_OF_FIXES, "measure lost", "begins no clause of `apply`; known are set, unset"},
        {HEAD_OF_PROOFS, "remove a", "begins no clause of `proof`; known are measure"},
        {HEAD_OF_FIXES, "set a b", "x.sql:7: `set` ends before a value; expected `set ID SETTING"},
        {HEAD_OF_FIXES, "set a b 1 2", "`2` is not expected here"},
        {HEAD_OF_FIXES, "remove a;\nadd queeu as @a \"L\" near x",
         "x.sql:8: `queeu` is no kind of component (did you mean `queue`?)"},
        {HEAD_OF_FIXES, "add queue as dead \"L\" near x", "`dead` is no name such as @dead"},
        {HEAD_OF_FIXES, "add queue @a \"L\" near x", "`@a` stands at a wrong place"},
        {HEAD_OF_FIXES, "add queue as @a \"L\" neer x", "(did you mean `near`?)"},
        {HEAD_OF_FIXES, "add queue as @a \"L near x",
         "x.sql:7: a text in double quotes has no end"},
        {HEAD_OF_FIXES, "connect a @dead call", "`@dead` names no part that a clause before it"},
        {HEAD_OF_FIXES, "connect a b cal", "is no kind of connection (did you mean `call`?)"},
        {HEAD_OF_FIXES, "reconnect a", "`reconnect` ends before `from` or `to`"},
        {HEAD_OF_FIXES, "set {Sub} a 1", "a column stands as {name}"},
        {HEAD_OF_FIXES, "set {sub a 1", "a column stands as {name}"},
        {HEAD_OF_FIXES, "set sub} a 1", "a `}` without a `{`"},
        {HEAD_OF_FIXES, "remove A!", "`A!` is no id"},
        {HEAD_OF_FIXES, "none:", "after `none:` comes the reason"},
        {HEAD_OF_PROOFS, "run 30", "it has at least one `measure METRIC`"},
        {HEAD_OF_PROOFS, "measure lots", "`lots` is no metric (did you mean `lost`?)"},
        {HEAD_OF_PROOFS, "measure lost of key x", "`key` is nothing that it can be of"},
        {HEAD_OF_PROOFS, "measure lost of operation", "`measure` ends before an id"},
        {HEAD_OF_PROOFS, "measure lost; fault posion_pct=5 at kind queue",
         "x.sql:7: `posion_pct` is no effect of a fault; did you mean `poison_pct`?"},
        {HEAD_OF_PROOFS, "measure lost; fault poison_pct=500 at kind queue",
         "`poison_pct=500`: expected a number from 0 to 100"},
        {HEAD_OF_PROOFS, "measure lost; fault cut at connection a", "expected EFFECT=VALUE"},
        {HEAD_OF_PROOFS, "measure lost; run soon", "`soon` is no number of seconds"},
    };
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        Arena arena = {0};
        Clauses clauses;
        Error error = parse(CASES[i].head, CASES[i].text, &arena, &clauses);
        if (error.code != ERROR_INPUT || !strstr(error.message, CASES[i].expected)) {
            fail_msg("%s: \"%s\" does not say \"%s\"", CASES[i].text, error.message,
                     CASES[i].expected);
        }
        assert_int_equal(clauses.count, 0);
        arena_free(&arena);
    }
}

static void too_many_clauses_are_refused(void **state) {
    (void)state;
    Arena arena = {0};
    Clauses clauses;
    TextBuffer text = {0};
    for (int i = 0; i <= LIMIT_CLAUSES; i++) {
        text_append(&text, "remove a;");
    }
    Error error = parse(HEAD_OF_FIXES, text_of(&text), &arena, &clauses);
    assert_int_equal(error.code, ERROR_LIMIT);
    text_free(&text);
    arena_free(&arena);
}

/* ---- What only the query and the catalogue can tell ------------------------------------------ */

/* What a checker says of a rule with this head, or NULL. */
static char *problem_of(RuleBench *bench, const char *head) {
    TextBuffer text = {0};
    text_append_format(&text,
                       "-- title: T\n-- severity: low\n-- question: q\n-- why: w\n-- fix: f\n"
                       "-- %s\nSELECT id AS subject, label AS message, replicas FROM components\n",
                       head);
    RuleSet rules = {0};
    Rule rule;
    Error error = rule_parse(text_of(&text), text.length, "x.sql", "a/x", &rules.arena, &rule);
    text_free(&text);
    if (error.code) {
        fail_msg("%s", error.message);
    }
    array_push(&rules.items, rule);
    Checker *checker = NULL;
    assert_int_equal(checker_new(bench->catalog, &rules, &checker).code, ERROR_NONE);
    Design *design = design_new(bench->catalog);
    Estimate *estimate = estimate_make(design, NULL);
    Findings findings = {0};
    error = checker_run(checker, design, NULL, estimate, &findings);
    assert_int_equal(error.code, ERROR_NONE);
    char *problem = findings.problems.count ? memory_copy_string(findings.problems.items[0]) : NULL;
    findings_free(&findings);
    estimate_free(estimate);
    design_free(design);
    checker_free(checker);
    rules_free(&rules);
    return problem;
}

static void columns_and_settings_are_checked_with_the_query(void **state) {
    (void)state;
    static const struct {
        const char *head, *expected; /* NULL: nothing is wrong */
    } CASES[] = {
        {"apply: set {subject} replicas {replicas}; set {subject} timeout_ms 200", NULL},
        {"apply: set {subject} replicas {replica}",
         "x.sql:6: the query has no column `replica`; did you mean `replicas`?"},
        {"apply: set {subject} replcas 2", "x.sql:6: `replcas` is no setting; did you mean"},
        {"apply: set {subject} backoff often", "x.sql:6: `backoff`: expected one of"},
        {"apply: add queue as @q \"Q\" near {subject} replicas=2",
         "x.sql:6: `replicas` is no setting of Queue"},
        {"apply: connect {subject} {subject} call timeout=5",
         "`timeout` is no setting of Call; did you mean `timeout_ms`?"},
        {"proof: measure lost of component {subject}",
         "x.sql:6: `lost` is not measured of a single component"},
        {"proof: measure utilisation of component {subject}; fault down_pct={pct} at component "
         "{subject}",
         "x.sql:6: the query has no column `pct`"},
    };
    RuleBench bench;
    rule_bench_open(&bench);
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        char *problem = problem_of(&bench, CASES[i].head);
        bool right = CASES[i].expected ? problem && strstr(problem, CASES[i].expected) : !problem;
        if (!right) {
            fail_msg("%s: \"%s\" is not \"%s\"", CASES[i].head, problem ? problem : "",
                     CASES[i].expected ? CASES[i].expected : "");
        }
        free(problem);
    }
    rule_bench_close(&bench);
}

/* ---- For one finding ------------------------------------------------------------------------- */

static bool column_of(const void *row, const char *column, const char **value) {
    (void)row;
    *value = strcmp(column, "none") == 0 ? NULL : column;
    return true;
}

static void columns_are_filled_in_and_null_leaves_a_clause_out(void **state) {
    (void)state;
    Arena arena = {0};
    Clauses clauses;
    Error error = parse(HEAD_OF_FIXES,
                        "why {a} \"for {b}, and {b}\"; set x timeout_ms {none};"
                        "add queue as @q \"Q\" near x capacity={none}",
                        &arena, &clauses);
    assert_int_equal(error.code, ERROR_NONE);
    Clause filled;
    assert_true(clause_fill(&clauses.items[0], column_of, NULL, &arena, &filled));
    assert_string_equal(filled.fields[FIELD_SUBJECT], "a");
    assert_string_equal(filled.fields[FIELD_WHY], "for b, and b");
    assert_false(clause_fill(&clauses.items[1], column_of, NULL, &arena, &filled));
    assert_false(clause_fill(&clauses.items[2], column_of, NULL, &arena, &filled));
    arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(clauses_are_read_into_their_fields),
        cmocka_unit_test(a_head_may_say_why_there_are_none),
        cmocka_unit_test(mistakes_are_named_with_their_line),
        cmocka_unit_test(too_many_clauses_are_refused),
        cmocka_unit_test(columns_and_settings_are_checked_with_the_query),
        cmocka_unit_test(columns_are_filled_in_and_null_leaves_a_clause_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
