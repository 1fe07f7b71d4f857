/* Rule files: heads, their errors, and folders of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/macros.h"
#include "rules/rule.h"
#include "support/support.h"

static const char GOOD[] = "-- title: A fault\n"
                           "-- severity: high\n"
                           "-- question: What then?\n"
                           "-- why: Because it breaks,\n"
                           "--   and nobody sees it.\n"
                           "-- fix: Mend it.\n"
                           "\n"
                           "SELECT id AS subject, label AS message FROM components\n";

static void a_head_is_read_and_lines_are_joined(void **state) {
    (void)state;
    Arena arena = {0};
    Rule rule;
    Error error = rule_parse(GOOD, strlen(GOOD), "x.sql", "area/x", &arena, &rule);
    assert_int_equal(error.code, ERROR_NONE);
    assert_string_equal(rule.id, "area/x");
    assert_string_equal(rule.title, "A fault");
    assert_int_equal(rule.severity, SEVERITY_HIGH);
    assert_string_equal(rule.why, "Because it breaks, and nobody sees it.");
    assert_string_equal(rule.sources, "");
    assert_int_equal(rule.sql_line, 7);
    assert_non_null(strstr(rule.sql, "SELECT id"));
    arena_free(&arena);
}

static void errors_name_the_line_and_the_remedy(void **state) {
    (void)state;
    static const struct {
        const char *text, *expected;
    } CASES[] = {
        {"", "x.sql:1: the head `title` is missing"},
        {"SELECT 1", "x.sql:1: the head `title` is missing"},
        {"-- titel: T\n", "x.sql:1: `titel` is no head of a rule; did you mean `title`?"},
        {"-- title: T\n-- title: U\n", "x.sql:2: a head is given twice: title"},
        {"-- just words\n", "x.sql:1: a line of the head is `-- name: text`"},
        {"-- title: T\n-- severity: grave\n-- question: q\n-- why: w\n-- fix: f\nSELECT 1\n",
         "`grave` is no severity"},
        {"-- title: T\n-- severity: low\n-- question: q\n-- why: w\n-- fix: f\n \n",
         "x.sql:6: the query is missing"},
        {"-- title: \xff\n", "x.sql:1: not valid UTF-8"},
    };
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        Arena arena = {0};
        Rule rule = {0};
        Error error =
            rule_parse(CASES[i].text, strlen(CASES[i].text), "x.sql", "a/x", &arena, &rule);
        assert_int_equal(error.code, ERROR_INPUT);
        if (!strstr(error.message, CASES[i].expected)) {
            fail_msg("\"%s\" does not say \"%s\"", error.message, CASES[i].expected);
        }
        assert_null(rule.id);
        arena_free(&arena);
    }
}

static void write_rule(Arena *arena, const char *folder, const char *area, const char *name,
                       const char *text) {
    char *parent = path_join(arena, folder, area);
    assert_int_equal(folder_make(parent).code, ERROR_NONE);
    Error error = file_save_atomic(path_join(arena, parent, name), text, strlen(text));
    assert_int_equal(error.code, ERROR_NONE);
}

static void a_bad_file_is_a_problem_and_the_others_are_there(void **state) {
    (void)state;
    Arena arena = {0};
    char *folder = support_make_folder(&arena);
    write_rule(&arena, folder, "house", "good.sql", GOOD);
    write_rule(&arena, folder, "house", "broken.sql", "SELECT 1");
    write_rule(&arena, folder, "house", "Bad Name.sql", GOOD);
    write_rule(&arena, folder, "house", "notes.txt", "no rule");
    Error error = file_save_atomic(path_join(&arena, folder, "flat.sql"), GOOD, strlen(GOOD));
    assert_int_equal(error.code, ERROR_NONE);

    RuleSet rules = {0};
    assert_int_equal(rules_add_folder(&rules, folder).code, ERROR_NONE);
    assert_int_equal(rules.items.count, 2);
    assert_int_equal(rules.problems.count, 2);
    assert_non_null(rules_find(&rules, "house/good"));
    assert_null(rules_find(&rules, "house/broken"));
    assert_string_equal(rules_nearest(&rules, "good")->id, "house/good");
    assert_string_equal(rules_nearest(&rules, "house/godo")->id, "house/good");
    assert_null(rules_nearest(&rules, "something-else-entirely"));
    rules_free(&rules);
    support_remove_folder(folder);
    arena_free(&arena);
}

static void a_later_folder_replaces_a_rule_of_the_same_id(void **state) {
    (void)state;
    Arena arena = {0};
    char *folder = support_make_folder(&arena);
    RuleSet rules = {0};
    assert_int_equal(rules_add_folder(&rules, support_source_path(&arena, "assets/rules")).code,
                     ERROR_NONE);
    size_t before = rules.items.count;
    write_rule(&arena, folder, "reliability", "no-timeout.sql", GOOD);
    assert_int_equal(rules_add_folder(&rules, folder).code, ERROR_NONE);
    assert_int_equal(rules.items.count, before);
    assert_string_equal(rules_find(&rules, "reliability/no-timeout")->title, "A fault");
    rules_free(&rules);
    support_remove_folder(folder);
    arena_free(&arena);
}

static void a_folder_that_is_missing_is_an_error(void **state) {
    (void)state;
    RuleSet rules = {0};
    Error error = rules_add_folder(&rules, "/no/such/folder");
    assert_int_equal(error.code, ERROR_IO);
    assert_non_null(strstr(error.message, "/no/such/folder"));
    rules_free(&rules);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_head_is_read_and_lines_are_joined),
        cmocka_unit_test(errors_name_the_line_and_the_remedy),
        cmocka_unit_test(a_bad_file_is_a_problem_and_the_others_are_there),
        cmocka_unit_test(a_later_folder_replaces_a_rule_of_the_same_id),
        cmocka_unit_test(a_folder_that_is_missing_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
