#include <stdlib.h>
#include <string.h>

#include "cli/baseline.h"
#include "cli/commands.h"
#include "cli/context.h"
#include "cli/report.h"
#include "cli/subject.h"
#include "export/sarif.h"
#include "rules/checker.h"

static const char *const CHECK_FORMATS[] = {"text", "json", "sarif", NULL};
static const char *const THRESHOLDS[] = {"low", "medium", "high", "critical", "never", NULL};

static const OptionSpec OPTIONS[] = {
    {.name = "--scenario",
     .value = "ID|FILE",
     .help = "Check against this scenario, not the one that the design names."},
    {.name = "--rules",
     .value = "DIR",
     .help = "Use the rule files in this folder too. May be given more than once.",
     .repeats = true},
    {.name = "--fail-on",
     .value = "low|medium|high|critical|never",
     .help = "Exit with 1 when there is a finding at or above this severity (high).",
     .words = THRESHOLDS},
    {.name = "--baseline",
     .value = "FILE",
     .help = "Leave out the findings of an earlier check, the output of its --format json."},
    {.name = "--format",
     .value = "text|json|sarif",
     .help = "For people (text), for programs, or for code-review tools (SARIF 2.1.0).",
     .words = CHECK_FORMATS},
};

/* What one check is about, and what came of it. */
typedef struct Check {
    const char *path;
    Subject subject;
    RuleSet rules;
    Findings findings;
    size_t known; /* findings that the baseline has */
} Check;

static void check_free(Check *check) {
    findings_free(&check->findings);
    rules_free(&check->rules);
    subject_free(&check->subject);
}

static void say_problems(Cli *cli, const Findings *findings) {
    for (size_t i = 0; i < findings->problems.count; i++) {
        cli_say(cli, "%s", findings->problems.items[i]);
    }
}

/* Runs the rules; fails when none of them could be run. */
static Error find(Cli *cli, const Arguments *arguments, Check *check) {
    Checker *checker = NULL;
    Error error = cli_load_rules(cli, arguments, &check->rules);
    if (!error.code) {
        error = checker_new(cli->catalog, &check->rules, &checker);
    }
    if (!error.code) {
        checker_set_round(checker, check->subject.has_round ? &check->subject.round : NULL);
        Estimate *estimate = estimate_make(check->subject.design, check->subject.scenario);
        error = checker_run(checker, check->subject.design, check->subject.scenario, estimate,
                            &check->findings);
        estimate_free(estimate);
    }
    if (!error.code) {
        say_problems(cli, &check->findings);
        if (check->findings.problems.count >= check->rules.items.count) {
            error = error_make(ERROR_INPUT, "no rule could be run, so nothing was checked");
        }
    }
    checker_free(checker);
    const char *baseline = arguments_text(arguments, "--baseline", NULL);
    if (!error.code && baseline) {
        error = baseline_apply(baseline, &check->findings, &check->known);
    }
    return error;
}

static bool fails(const Findings *findings, const char *threshold) {
    Severity least = SEVERITY_HIGH;
    if (!severity_parse(threshold, &least)) {
        return false; /* never */
    }
    int grave = 0;
    for (size_t i = 0; i <= (size_t)least; i++) {
        grave += findings->counts[i];
    }
    return grave > 0;
}

static void put_sarif(Cli *cli, const Check *check) {
    JsonWriter writer = {0};
    Sarif sarif = {.findings = &check->findings,
                   .rules = &check->rules,
                   .file = strcmp(check->path, "-") == 0 ? "stdin" : check->path,
                   .lines = &check->subject.lines};
    sarif_write(&sarif, &writer);
    cli_put_json(cli, &writer);
}

static void put_report(Cli *cli, const Check *check, const char *format) {
    Report report = {.design = check->subject.design,
                     .scenario = check->subject.scenario,
                     .findings = &check->findings,
                     .known = check->known};
    if (strcmp(format, "sarif") == 0) {
        put_sarif(cli, check);
    } else if (strcmp(format, "json") == 0) {
        JsonWriter writer = {0};
        report_write_json(&report, &writer);
        cli_put_json(cli, &writer);
    } else {
        report_write_text(&report, &cli->screen, &cli->out);
    }
}

static int run(Cli *cli, const Arguments *arguments) {
    Check check = {.path = arguments->operands.items[0]};
    Error error = subject_load(cli, check.path, arguments_text(arguments, "--scenario", NULL),
                               &check.subject);
    if (!error.code) {
        error = find(cli, arguments, &check);
    }
    int status = EXIT_CLEAN;
    if (error.code) {
        status = cli_fail(cli, error);
    } else {
        put_report(cli, &check, arguments_text(arguments, "--format", "text"));
        if (fails(&check.findings, arguments_text(arguments, "--fail-on", "high"))) {
            status = EXIT_FINDINGS;
        }
    }
    check_free(&check);
    return status;
}

const CommandSpec CHECK_COMMAND = {
    .name = "check",
    .operands = "DESIGN",
    .min_operands = 1,
    .max_operands = 1,
    .summary = "Apply every rule to a design and print the findings, the gravest first.",
    .details =
        "DESIGN may be - for standard input, or a session (its folder, or its .jsonl file): that is "
        "checked as it ended, its clock as well. Findings that the design accepts with a reason "
        "are listed as trade-offs and do not count.",
    .options = OPTIONS,
    .option_count = COUNT_OF(OPTIONS),
    .run = run,
};
