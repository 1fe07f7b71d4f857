/* All that the rules find in the shipped designs, mended as `faultline fix` does: it ends, with a
 * design that can be read, in which every rule that was mended is silent and nothing grave is new.
 *
 * With FAULTLINE_DESIGN set to a part of a design's path only those are mended. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "rules/mend.h"
#include "rules/rule_bench.h"

typedef struct Patient {
    const char *path;
    Findings before, after;
    Mending mending;
    int failures; /* all are told before the test fails */
} Patient;

static void tell(Patient *patient, const char *what, const char *rule, const char *more) {
    print_error("%s: %s %s: %s\n", patient->path, rule, what, more);
    patient->failures++;
}

static bool has_rule(const Findings *findings, const char *rule) {
    return rule_bench_count(findings, rule) > 0;
}

/* What saturates has no answer time: that it is slow can be told only once it has room. */
static bool was_hidden(const Patient *patient, const char *rule) {
    return strcmp(rule, "scale/slower-than-promised") == 0 &&
           has_rule(&patient->before, "scale/saturated");
}

static bool is_left(const Patient *patient, const MendStep *step) {
    for (size_t i = 0; i < patient->mending.left.count; i++) {
        const MendStep *left = &patient->mending.left.items[i];
        if (strcmp(left->rule, step->rule) == 0 && strcmp(left->subject, step->subject) == 0) {
            return true;
        }
    }
    return false;
}

static void judge(Patient *patient) {
    for (size_t i = 0; i < patient->mending.steps.count; i++) {
        const MendStep *step = &patient->mending.steps.items[i];
        if (is_left(patient, step)) {
            tell(patient, "is found still after its fix", step->rule, step->label);
        }
    }
    for (size_t i = 0; i < patient->after.items.count; i++) {
        const Finding *finding = &patient->after.items.items[i];
        if (finding->severity <= SEVERITY_HIGH && !has_rule(&patient->before, finding->rule) &&
            !was_hidden(patient, finding->rule)) {
            tell(patient, "has come up", finding->rule, finding->message);
        }
    }
}

static void expect_readable(const RuleBench *bench, const Design *design) {
    char *bytes = support_bytes(design);
    Design *again = NULL;
    Error error = design_parse(bytes, strlen(bytes), "mended.json", bench->catalog, &again);
    assert_int_equal(error.code, ERROR_NONE);
    char *bytes_again = support_bytes(again);
    assert_string_equal(bytes_again, bytes);
    free(bytes_again);
    free(bytes);
    design_free(again);
}

/* Returns the number of failures. */
static int mend(RuleBench *bench, const char *scenario_id, const char *file) {
    char path[256];
    snprintf(path, sizeof path, "%s/%s", scenario_id, file);
    Patient patient = {.path = path};
    const char *wanted = getenv("FAULTLINE_DESIGN");
    if (wanted && !strstr(path, wanted)) {
        return 0;
    }
    Scenario *scenario = support_scenario(scenario_id);
    Design *design = support_shipped_design(bench->catalog, path);
    patient.before = rule_bench_check(bench, design, scenario);
    Editor *editor = editor_new(design, NULL);
    MendChoice all = {0};
    Error error = mend_all(bench->checker, &bench->rules, scenario, &all, editor, &patient.mending);
    assert_int_equal(error.code, ERROR_NONE);
    assert_int_equal(patient.mending.problems.count, 0);
    assert_true(patient.mending.steps.count < MEND_MOST_STEPS);
    patient.after = rule_bench_check(bench, editor_design(editor), scenario);
    judge(&patient);
    expect_readable(bench, editor_design(editor));
    mending_free(&patient.mending);
    findings_free(&patient.before);
    findings_free(&patient.after);
    editor_free(editor);
    scenario_free(scenario);
    return patient.failures;
}

static bool is_design(const char *name) {
    size_t length = strlen(name);
    return length > 5 && strcmp(name + length - 5, ".json") == 0 &&
           strcmp(name, "scenario.json") != 0 && strcmp(name, "expected.json") != 0;
}

static void mending_ends_with_nothing_grave(void **state) {
    (void)state;
    RuleBench bench;
    rule_bench_open(&bench);
    FolderEntries scenarios = {0};
    const char *folder = support_source_path(&bench.arena, "scenarios");
    assert_int_equal(folder_list(folder, &bench.arena, &scenarios).code, ERROR_NONE);
    int failures = 0;
    size_t mended = 0;
    for (size_t s = 0; s < scenarios.count; s++) {
        const char *id = scenarios.items[s].name;
        FolderEntries files = {0};
        char path[256];
        snprintf(path, sizeof path, "scenarios/%s", id);
        if (scenarios.items[s].is_folder) {
            Error error =
                folder_list(support_source_path(&bench.arena, path), &bench.arena, &files);
            assert_int_equal(error.code, ERROR_NONE);
        }
        for (size_t f = 0; f < files.count; f++) {
            if (is_design(files.items[f].name)) {
                failures += mend(&bench, id, files.items[f].name);
                mended++;
            }
        }
        array_free(&files);
    }
    array_free(&scenarios);
    rule_bench_close(&bench);
    assert_true(mended >= 14);
    assert_int_equal(failures, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mending_ends_with_nothing_grave),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
