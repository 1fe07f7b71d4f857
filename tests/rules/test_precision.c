/* Designs that others have published, and small ones that are enough: what the rules find in them
 * stands in a golden file beside each, and whether its author would have to agree stands in
 * VERDICTS.md. A finding that is new, gone or worded otherwise fails until somebody has judged it.
 *
 * FAULTLINE_RENEW_GOLDEN=1 writes the golden files. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "model/limits.h"
#include "rules/fix.h"
#include "rules/rule_bench.h"
#include "sim/study.h"

enum { PUBLISHED_LEAST = 12, SMALL_LEAST = 8, SMALL_SECONDS = 60 };

static const char PUBLISHED[] = "tests/rules/precision";
static const char SMALL[] = "tests/rules/precision/small";

/* A row of the table: | design | rule | subject | verdict | why | */
typedef struct Verdict {
    char *cells[5];
    bool is_used;
} Verdict;

enum { CELL_DESIGN, CELL_RULE, CELL_SUBJECT, CELL_VERDICT, CELL_WHY, CELL_COUNT };

typedef ARRAY_OF(Verdict) Verdicts;

typedef struct Case {
    RuleBench *bench;
    const char *id;
    const char *path;
    Design *design;
    Scenario *scenario;
    Findings findings;
    Verdicts *verdicts;
    int failures; /* all are told before the test fails */
} Case;

typedef void CaseTest(Case *test);

static bool ends_with(const char *text, const char *end) {
    size_t length = strlen(text), tail = strlen(end);
    return length >= tail && strcmp(text + length - tail, end) == 0;
}

static char *read_text(const char *path) {
    char *bytes = NULL;
    size_t length = 0;
    Error error = file_read(path, LIMIT_FILE_BYTES, &bytes, &length);
    if (error.code) {
        fail_msg("%s", error.message);
    }
    return bytes;
}

/* Checks each design of the folder and gives it to the test. Returns how many failed. */
static int for_each_design(RuleBench *bench, const char *folder, size_t least, Verdicts *verdicts,
                           CaseTest *test) {
    FolderEntries entries = {0};
    const char *path = support_source_path(&bench->arena, folder);
    Error error = folder_list(path, &bench->arena, &entries);
    assert_int_equal(error.code, ERROR_NONE);
    size_t count = 0;
    int failures = 0;
    for (size_t i = 0; i < entries.count; i++) {
        const char *name = entries.items[i].name;
        if (!ends_with(name, ".json") || ends_with(name, ".scenario.json")) {
            continue;
        }
        Case one = {.bench = bench, .verdicts = verdicts};
        one.path = path_join(&bench->arena, path, name);
        one.id = arena_copy(&bench->arena, name, strcspn(name, "."));
        error = design_load(one.path, bench->catalog, &one.design);
        if (error.code) {
            fail_msg("%s", error.message);
        }
        one.scenario = support_scenario_of(one.design, one.path);
        one.findings = rule_bench_check(bench, one.design, one.scenario);
        test(&one);
        findings_free(&one.findings);
        scenario_free(one.scenario);
        design_free(one.design);
        failures += one.failures;
        count++;
    }
    array_free(&entries);
    assert_true(count >= least);
    return failures;
}

static void expect_golden(Case *test) {
    TextBuffer found = {0};
    for (size_t i = 0; i < test->findings.items.count; i++) {
        const Finding *finding = &test->findings.items.items[i];
        text_append_format(&found, "%s %s %s\n    %s\n", severity_name(finding->severity),
                           finding->rule, finding->subject, finding->message);
    }
    TextBuffer file = {0};
    text_append_bytes(&file, test->path, strlen(test->path) - strlen(".json"));
    text_append(&file, ".findings.txt");
    const char *path = text_of(&file);
    if (getenv("FAULTLINE_RENEW_GOLDEN")) {
        Error error = file_save_atomic(path, text_of(&found), found.length);
        assert_int_equal(error.code, ERROR_NONE);
    }
    char *meant = read_text(path);
    if (strcmp(text_of(&found), meant) != 0) {
        print_error("%s: found\n%sinstead of\n%s", test->id, text_of(&found), meant);
        test->failures++;
    }
    free(meant);
    text_free(&file);
    text_free(&found);
}

static void what_is_found_has_not_changed(void **state) {
    (void)state;
    RuleBench bench;
    rule_bench_open(&bench);
    int failures = for_each_design(&bench, PUBLISHED, PUBLISHED_LEAST, NULL, expect_golden);
    failures += for_each_design(&bench, SMALL, SMALL_LEAST, NULL, expect_golden);
    rule_bench_close(&bench);
    assert_int_equal(failures, 0);
}

/* The next cell of a row, without the blanks and backquotes about it; NULL after the last. */
static char *next_cell(char **rest) {
    char *end = strchr(*rest, '|');
    if (!end) {
        return NULL;
    }
    *end = '\0';
    char *cell = *rest + strspn(*rest, " `");
    *rest = end + 1;
    for (char *last = end; last > cell && strchr(" `", last[-1]);) {
        *--last = '\0';
    }
    return cell;
}

static void read_verdicts(Arena *arena, Verdicts *verdicts) {
    const char *path = support_source_path(arena, "tests/rules/precision/VERDICTS.md");
    char *bytes = read_text(path);
    char *rest = arena_copy_string(arena, bytes);
    free(bytes);
    while (*rest) {
        char *line = rest;
        rest += strcspn(rest, "\n");
        if (*rest) {
            *rest++ = '\0';
        }
        /* The rows of the tables begin with a name; their heads do not. */
        if (strncmp(line, "| `", 3) != 0) {
            continue;
        }
        Verdict verdict = {0};
        char *cells = line + 1;
        for (size_t i = 0; i < CELL_COUNT; i++) {
            verdict.cells[i] = next_cell(&cells);
            if (!verdict.cells[i]) {
                fail_msg("%s: a row of fewer than five cells: %s", path, line);
            }
        }
        array_push(verdicts, verdict);
    }
}

static Verdict *find_verdict(const Case *test, const Finding *finding) {
    for (size_t i = 0; i < test->verdicts->count; i++) {
        Verdict *verdict = &test->verdicts->items[i];
        if (strcmp(verdict->cells[CELL_DESIGN], test->id) == 0 &&
            strcmp(verdict->cells[CELL_RULE], finding->rule) == 0 &&
            strcmp(verdict->cells[CELL_SUBJECT], finding->subject) == 0) {
            return verdict;
        }
    }
    return NULL;
}

static void expect_verdicts(Case *test) {
    for (size_t i = 0; i < test->findings.items.count; i++) {
        const Finding *finding = &test->findings.items.items[i];
        Verdict *verdict = find_verdict(test, finding);
        if (!verdict) {
            print_error("%s: no verdict on %s %s: %s\n", test->id, finding->rule, finding->subject,
                        finding->message);
            test->failures++;
        } else {
            verdict->is_used = true;
        }
    }
}

static void each_finding_is_defended_or_doubted(void **state) {
    (void)state;
    RuleBench bench;
    rule_bench_open(&bench);
    Verdicts verdicts = {0};
    read_verdicts(&bench.arena, &verdicts);
    int failures = for_each_design(&bench, PUBLISHED, PUBLISHED_LEAST, &verdicts, expect_verdicts);
    failures += for_each_design(&bench, SMALL, SMALL_LEAST, &verdicts, expect_verdicts);
    size_t doubted = 0;
    for (size_t i = 0; i < verdicts.count; i++) {
        char *const *cells = verdicts.items[i].cells;
        bool doubts = strcmp(cells[CELL_VERDICT], "doubted") == 0;
        doubted += doubts;
        if (!doubts && strcmp(cells[CELL_VERDICT], "defended") != 0) {
            print_error("%s %s: neither defended nor doubted\n", cells[CELL_DESIGN],
                        cells[CELL_RULE]);
            failures++;
        }
        if (!cells[CELL_WHY][0] || !verdicts.items[i].is_used) {
            print_error("%s %s %s: a verdict %s\n", cells[CELL_DESIGN], cells[CELL_RULE],
                        cells[CELL_SUBJECT],
                        cells[CELL_WHY][0] ? "on what is not found" : "without a reason");
            failures++;
        }
    }
    print_message("%zu findings, %zu of them doubted\n", verdicts.count, doubted);
    array_free(&verdicts);
    rule_bench_close(&bench);
    assert_int_equal(failures, 0);
}

static void expect_service_levels(Case *test) {
    SimOptions options = sim_options_default();
    options.seconds = SMALL_SECONDS;
    Study study;
    Error error = study_make(test->design, test->scenario, &options, &study);
    if (error.code) {
        fail_msg("%s", error.message);
    }
    if (!study.slo_met) {
        print_error("%s misses a service level\n", test->id);
        test->failures++;
    }
    study_free(&study);
}

static const char *added_component(const Case *test, const Finding *finding, Command *command) {
    const Rule *rule = rules_find(&test->bench->rules, finding->rule);
    if (!fix_exists(rule, finding)) {
        return NULL;
    }
    Error error = fix_make(rule, finding, test->design, command);
    if (error.code) {
        fail_msg("%s", error.message);
    }
    for (size_t i = 0; i < command->changes.count; i++) {
        const Change *change = &command->changes.items[i];
        if (change->type == ELEMENT_COMPONENT && !change->removes &&
            !design_component(test->design, change->id)) {
            return change->id;
        }
    }
    return NULL;
}

static void expect_no_more_parts(Case *test) {
    for (size_t i = 0; i < test->findings.items.count; i++) {
        const Finding *finding = &test->findings.items.items[i];
        if (finding->severity > SEVERITY_MEDIUM) {
            continue;
        }
        Command command = {0};
        const char *added = added_component(test, finding, &command);
        if (added) {
            print_error("%s is told to add %s: %s: %s\n", test->id, added, finding->rule,
                        finding->message);
            test->failures++;
        }
        command_free(&command);
    }
}

static void a_small_design_that_is_enough_is_left_small(void **state) {
    (void)state;
    RuleBench bench;
    rule_bench_open(&bench);
    int failures = for_each_design(&bench, SMALL, SMALL_LEAST, NULL, expect_service_levels);
    failures += for_each_design(&bench, SMALL, SMALL_LEAST, NULL, expect_no_more_parts);
    rule_bench_close(&bench);
    assert_int_equal(failures, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_found_has_not_changed),
        cmocka_unit_test(each_finding_is_defended_or_doubted),
        cmocka_unit_test(a_small_design_that_is_enough_is_left_small),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
