#include <stdlib.h>
#include <string.h>

#include "cli/baseline.h"
#include "cli/commands.h"
#include "cli/context.h"
#include "cli/play.h"
#include "cli/report.h"
#include "cli/subject.h"
#include "export/sarif.h"
#include "rules/checker.h"
#include "rules/proof.h"

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
    {.name = "--rule",
     .value = "RULE",
     .help = "List what this rule finds, and nothing else. May be given more than once.",
     .repeats = true},
    {.name = "--prove",
     .help = "Play each finding that can be played: the design as drawn and as mended, under one "
             "seed with the same faults. What shows no harm is one severity lower."},
    {.name = "--seed", .value = "N", .help = "The beginning of all random numbers of --prove (1)."},
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

/* ---- What is meant, and its proof ------------------------------------------------------------ */

typedef ARRAY_OF(const char *) RuleIds;

static Error read_rules(const Arguments *arguments, const RuleSet *rules, RuleIds *wanted) {
    size_t from = 0;
    const GivenOption *given;
    while ((given = arguments_next(arguments, "--rule", &from))) {
        if (!rules_find(rules, given->text)) {
            const Rule *near = rules_nearest(rules, given->text);
            return error_make(ERROR_USAGE, "--rule: there is no rule `%.100s`%s%s%s", given->text,
                              near ? "; did you mean `" : "", near ? near->id : "",
                              near ? "`?" : "");
        }
        array_push(wanted, given->text);
    }
    return error_none();
}

static void keep_wanted(Findings *findings, const RuleIds *wanted) {
    size_t kept = 0;
    for (size_t i = 0; i < findings->items.count; i++) {
        bool is_wanted = wanted->count == 0;
        for (size_t w = 0; w < wanted->count && !is_wanted; w++) {
            is_wanted = strcmp(findings->items.items[i].rule, wanted->items[w]) == 0;
        }
        if (is_wanted) {
            findings->items.items[kept++] = findings->items.items[i];
        }
    }
    findings->items.count = kept;
    findings_sort(findings);
}

static bool go_on(void *context, double done) {
    return play_go_on(context, 0, done);
}

/* An interrupt ends the proofs, and what was found is printed without them. */
static Error prove(Cli *cli, const Arguments *arguments, Check *check) {
    if (!check->subject.scenario) {
        return error_make(ERROR_USAGE, "--prove: there is no load to play: name a scenario with "
                                       "--scenario");
    }
    PlayWatch watch;
    ProofOptions options = {.seed = 1, .go_on = go_on, .context = &watch};
    Error error = play_read_seed(arguments, &options.seed);
    if (error.code) {
        return error;
    }
    play_begin_watch(&watch, cli->services->err);
    error = findings_prove(&check->rules, check->subject.design, check->subject.scenario, &options,
                           &check->findings);
    play_end_watch(&watch);
    if (error.code == ERROR_CANCELLED) {
        cli_say(cli, "%s", error.message);
        error = error_none();
    }
    return error;
}

static Error narrow_and_prove(Cli *cli, const Arguments *arguments, Check *check) {
    RuleIds wanted = {0};
    Error error = read_rules(arguments, &check->rules, &wanted);
    if (!error.code && wanted.count > 0) {
        keep_wanted(&check->findings, &wanted);
    }
    array_free(&wanted);
    return !error.code && arguments_has(arguments, "--prove") ? prove(cli, arguments, check)
                                                              : error;
}

/* ---------------------------------------------------------------------------------------------- */

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
    if (!error.code) {
        error = narrow_and_prove(cli, arguments, &check);
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
