#include "cli/rules_test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "cli/subject.h"
#include "rules/checker.h"
#include "rules/proof.h"

typedef struct RulesTest {
    Cli *cli;
    RuleSet rules;
    Checker *checker;
    bool proves; /* the proofs are played too */
    size_t failed;
} RulesTest;

/* ---- One example ------------------------------------------------------------------------------- */

/* "dir/no-timeout.sql" and "fires" give "dir/no-timeout.fires.json", or the session
 * "dir/no-timeout.fires.jsonl" when that is there. */
static const char *example_path(Cli *cli, const Rule *rule, const char *kind) {
    size_t stem = strlen(rule->path) - strlen(".sql");
    TextBuffer path = {0};
    text_append_bytes(&path, rule->path, stem);
    text_append_format(&path, ".%s.jsonl", kind);
    char *kept = arena_copy_string(&cli->arena, text_of(&path));
    if (!file_exists(kept)) {
        kept[strlen(kept) - 1] = '\0';
    }
    text_free(&path);
    return kept;
}

static const char *first_problem(Cli *cli, const Findings *findings, const Rule *rule) {
    for (size_t i = 0; i < findings->problems.count; i++) {
        const char *problem = findings->problems.items[i];
        if (strncmp(problem, rule->path, strlen(rule->path)) == 0) {
            return arena_copy_string(&cli->arena, problem);
        }
    }
    return NULL;
}

static Error check_example(RulesTest *test, const Rule *rule, const char *path, Subject *subject,
                           Findings *findings) {
    Error error = subject_load(test->cli, path, NULL, subject);
    if (!error.code) {
        checker_set_round(test->checker, subject->has_round ? &subject->round : NULL);
        Estimate *estimate = estimate_make(subject->design, subject->scenario);
        error = checker_run(test->checker, subject->design, subject->scenario, estimate, findings);
        estimate_free(estimate);
    }
    const char *problem = error.code ? NULL : first_problem(test->cli, findings, rule);
    return problem ? error_make(ERROR_INPUT, "%s", problem) : error;
}

/* How often the rule fires in this example. */
static Error count_findings(RulesTest *test, const Rule *rule, const char *path, size_t *count) {
    Subject subject = {0};
    Findings findings = {0};
    Error error = check_example(test, rule, path, &subject, &findings);
    size_t found = 0;
    for (size_t i = 0; i < findings.items.count; i++) {
        found += strcmp(findings.items.items[i].rule, rule->id) == 0;
    }
    if (!error.code) {
        *count = found;
    }
    findings_free(&findings);
    subject_free(&subject);
    return error;
}

/* What is wrong with the example, or NULL. */
static const char *try_example(RulesTest *test, const Rule *rule, const char *kind, bool fires) {
    Cli *cli = test->cli;
    const char *path = example_path(cli, rule, kind);
    TextBuffer wrong = {0};
    size_t count = 0;
    if (!file_exists(path)) {
        text_append_format(&wrong, "there is no %s, a design in which it %s", path,
                           fires ? "fires" : "is silent");
    } else {
        Error error = count_findings(test, rule, path, &count);
        if (error.code) {
            text_append(&wrong, error.message);
        } else if (fires != (count > 0)) {
            text_append_format(&wrong, fires ? "it does not fire in %s" : "it fires in %s", path);
        }
    }
    const char *kept = wrong.length > 0 ? arena_copy_string(&cli->arena, text_of(&wrong)) : NULL;
    text_free(&wrong);
    return kept;
}

/* What the proof of a finding lacks, or NULL: it shows harm. */
static const char *why_unproven(RulesTest *test, const Subject *subject, const Finding *finding) {
    if (!subject->scenario) {
        return "its proof cannot be played, since the example has no scenario";
    }
    Arena *arena = &test->cli->arena;
    ProofOptions options = {.seed = 1};
    Proof proof;
    Error error = proofs_play(&test->rules, subject->design, subject->scenario, &finding, 1,
                              &options, arena, &proof);
    if (!error.code && proof.state == PROOF_SHOWN) {
        return NULL;
    }
    const char *why = error.code                    ? error.message
                      : proof.state == PROOF_FAILED ? proof.why
                                                    : proof.text;
    TextBuffer wrong = {0};
    text_append_format(&wrong, "its proof shows no harm in %s: %s", finding->label, why);
    const char *kept = arena_copy_string(arena, text_of(&wrong));
    text_free(&wrong);
    return kept;
}

/* Plays the proof of each of the rule's findings where it fires. */
static const char *try_proof(RulesTest *test, const Rule *rule) {
    Subject subject = {0};
    Findings findings = {0};
    const char *path = example_path(test->cli, rule, "fires");
    Error error = check_example(test, rule, path, &subject, &findings);
    const char *wrong = error.code ? arena_copy_string(&test->cli->arena, error.message) : NULL;
    for (size_t i = 0; i < findings.items.count && !wrong; i++) {
        const Finding *finding = &findings.items.items[i];
        if (strcmp(finding->rule, rule->id) == 0) {
            wrong = why_unproven(test, &subject, finding);
        }
    }
    findings_free(&findings);
    subject_free(&subject);
    return wrong;
}

/* ---- All of them ------------------------------------------------------------------------------- */

static void write_line(RulesTest *test, bool ok, const char *what) {
    Cli *cli = test->cli;
    columns_paint(&cli->out, &cli->screen, ok ? PAINT_GOOD : PAINT_CRITICAL,
                  ok ? "ok    " : "FAILED");
    text_append(&cli->out, "  ");
    columns_append(&cli->out, what);
    text_append_char(&cli->out, '\n');
    test->failed += !ok;
}

static void write_reason(Cli *cli, const char *reason) {
    if (reason) {
        columns_spaces(&cli->out, 8);
        columns_wrap(&cli->out, &cli->screen, 8, 8, reason);
    }
}

static void try_rule(RulesTest *test, const Rule *rule) {
    const char *fires = try_example(test, rule, "fires", true);
    const char *silent = try_example(test, rule, "silent", false);
    const char *unproven =
        test->proves && !fires && proof_exists(rule) ? try_proof(test, rule) : NULL;
    write_line(test, !fires && !silent && !unproven, rule->id);
    write_reason(test->cli, fires);
    write_reason(test->cli, unproven);
    /* A query that does not compile is told once. */
    write_reason(test->cli, fires && silent && strcmp(fires, silent) == 0 ? NULL : silent);
}

int rules_test(Cli *cli, const char *folder, bool proves) {
    RulesTest test = {.cli = cli, .proves = proves};
    Error error = cli_open_data(cli);
    if (!error.code) {
        error = rules_add_folder(&test.rules, folder);
    }
    if (!error.code && test.rules.items.count + test.rules.problems.count == 0) {
        error =
            error_make(ERROR_USAGE,
                       "%s: there is no rule in this folder; a rule is <area>/<name>.sql", folder);
    }
    if (!error.code) {
        error = checker_new(cli->catalog, &test.rules, &test.checker);
    }
    if (error.code) {
        rules_free(&test.rules);
        return cli_fail(cli, error);
    }
    for (size_t i = 0; i < test.rules.problems.count; i++) {
        write_line(&test, false, test.rules.problems.items[i].message);
    }
    for (size_t i = 0; i < test.rules.items.count; i++) {
        try_rule(&test, &test.rules.items.items[i]);
    }
    text_append_char(&cli->out, '\n');
    columns_quantity(&cli->out, test.rules.items.count + test.rules.problems.count, "rule",
                     "rules");
    text_append_format(&cli->out, ", %zu failed\n", test.failed);
    checker_free(test.checker);
    rules_free(&test.rules);
    return test.failed > 0 ? EXIT_FINDINGS : EXIT_CLEAN;
}
