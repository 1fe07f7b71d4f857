#include <stdlib.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/context.h"
#include "cli/report.h"
#include "rules/checker.h"

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
    {.name = "--format",
     .value = "text|json",
     .help = "For people (text) or for programs.",
     .words = FORMATS_TEXT_JSON},
};

static void say_problems(Cli *cli, const Findings *findings) {
    for (size_t i = 0; i < findings->problems.count; i++) {
        cli_say(cli, "%s", findings->problems.items[i]);
    }
}

/* Runs the rules; fails when none of them could be run. */
static Error find(Cli *cli, const Arguments *arguments, const Design *design,
                  const Scenario *scenario, Findings *findings) {
    RuleSet rules = {0};
    Checker *checker = NULL;
    Error error = cli_load_rules(cli, arguments, &rules);
    if (!error.code) {
        error = checker_new(cli->catalog, &rules, &checker);
    }
    if (!error.code) {
        Estimate *estimate = estimate_make(design, scenario);
        error = checker_run(checker, design, scenario, estimate, findings);
        estimate_free(estimate);
    }
    if (!error.code) {
        say_problems(cli, findings);
        if (findings->problems.count >= rules.items.count) {
            error = error_make(ERROR_INPUT, "no rule could be run, so nothing was checked");
            findings_free(findings);
        }
    }
    checker_free(checker);
    rules_free(&rules);
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

static void put_report(Cli *cli, const Report *report, const char *format) {
    if (strcmp(format, "json") == 0) {
        JsonWriter writer = {0};
        report_write_json(report, &writer);
        cli_put_json(cli, &writer);
    } else {
        report_write_text(report, &cli->screen, &cli->out);
    }
}

static int run(Cli *cli, const Arguments *arguments) {
    Design *design = NULL;
    Scenario *scenario = NULL;
    Findings findings = {0};
    Error error = cli_load_design(cli, arguments->operands.items[0], &design);
    if (!error.code) {
        error = cli_load_scenario_of(cli, design, arguments_text(arguments, "--scenario", NULL),
                                     &scenario);
    }
    if (!error.code) {
        error = find(cli, arguments, design, scenario, &findings);
    }
    int status = EXIT_CLEAN;
    if (error.code) {
        status = cli_fail(cli, error);
    } else {
        Report report = {.design = design, .scenario = scenario, .findings = &findings};
        put_report(cli, &report, arguments_text(arguments, "--format", "text"));
        if (fails(&findings, arguments_text(arguments, "--fail-on", "high"))) {
            status = EXIT_FINDINGS;
        }
    }
    findings_free(&findings);
    scenario_free(scenario);
    design_free(design);
    return status;
}

const CommandSpec CHECK_COMMAND = {
    .name = "check",
    .operands = "DESIGN",
    .min_operands = 1,
    .max_operands = 1,
    .summary = "Apply every rule to a design and print the findings, the gravest first.",
    .details = "DESIGN may be - for standard input. Findings that the design accepts with a reason "
               "are listed as trade-offs and do not count.",
    .options = OPTIONS,
    .option_count = COUNT_OF(OPTIONS),
    .run = run,
};
