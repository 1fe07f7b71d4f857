#include "round/verify.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "round/verify_folder.h"
#include "round/verify_runs.h"
#include "rules/checker.h"
#include "sim/estimate.h"

enum { VARIANTS_LEAST = 3, NAIVE_MISSES_LEAST = 2 };

/* An estimate of the reference is the scenario's own figure, but for rounding. */
static const double ESTIMATE_SLACK = 0.01;

typedef struct Verifier {
    const VerifyOptions *options;
    Verification *result;
    VerifyFolder folder;
    Checker *checker;
    Findings reference_findings;
    VerifyRuns runs;
    TextBuffer found; /* of the check that is being made; "" while it holds */
} Verifier;

/* ---- Checks ---------------------------------------------------------------------------------- */

static const char *keep(Verifier *verifier, const char *text) {
    return arena_copy_string(&verifier->result->arena, text);
}

/* "subject" and what must hold; it holds when nothing was appended to `found`. */
static void conclude(Verifier *verifier, const char *subject, const char *what, const char *mend) {
    VerifyCheck check = {.subject = keep(verifier, subject), .what = keep(verifier, what)};
    if (verifier->found.length > 0) {
        check.found = keep(verifier, text_of(&verifier->found));
        check.mend = keep(verifier, mend);
        verifier->result->failed++;
    }
    array_push(&verifier->result->checks, check);
    text_clear(&verifier->found);
}

static void find(Verifier *verifier, const char *text) {
    text_append_format(&verifier->found, "%s%s", verifier->found.length > 0 ? "; " : "", text);
}

static void find_miss(Verifier *verifier, const Scenario *scenario, const Miss *miss) {
    const SloVerdict *verdict = &miss->verdict;
    char measured[32] = "nothing to measure", target[32];
    if (verdict->has_measured) {
        text_format_number(measured, verdict->measured);
    }
    text_format_number(target, verdict->target);
    TextBuffer line = {0};
    text_append_format(&line, "%s %s is %s, at %s %s is asked",
                       scenario->operations[miss->operation].id, slo_name(verdict->slo), measured,
                       verdict->slo == SLO_AVAILABILITY_PCT ? "least" : "most", target);
    find(verifier, text_of(&line));
    text_free(&line);
}

static bool check_loaded(Verifier *verifier, const VerifyDesign *design, const char *mend) {
    if (design->error.code) {
        find(verifier, design->error.message);
    }
    conclude(verifier, design->file, "can be read and fits the scenario", mend);
    return design->design != NULL;
}

/* ---- Rules ----------------------------------------------------------------------------------- */

static Error check_design(Verifier *verifier, const VerifyDesign *design, Findings *findings) {
    Estimate *estimate = estimate_make(design->design, design->scenario);
    Error error =
        checker_run(verifier->checker, design->design, design->scenario, estimate, findings);
    estimate_free(estimate);
    return error;
}

static const Finding *finding_of(const Findings *findings, const char *rule) {
    for (size_t i = 0; i < findings->items.count; i++) {
        if (strcmp(findings->items.items[i].rule, rule) == 0 &&
            !findings->items.items[i].accepted) {
            return &findings->items.items[i];
        }
    }
    return NULL;
}

/* None of medium or above; `findings` are filled. */
static Error check_findings(Verifier *verifier, const VerifyDesign *design, Findings *findings) {
    Error error = check_design(verifier, design, findings);
    for (size_t i = 0; i < findings->items.count && !error.code; i++) {
        const Finding *finding = &findings->items.items[i];
        if (finding->severity <= SEVERITY_MEDIUM && !finding->accepted) {
            TextBuffer line = {0};
            text_append_format(&line, "%s: %s", finding->rule, finding->message);
            find(verifier, text_of(&line));
            text_free(&line);
        }
    }
    for (size_t i = 0; i < findings->problems.count && !error.code; i++) {
        find(verifier, findings->problems.items[i]);
    }
    conclude(verifier, design->file, "has no finding of medium or above",
             "mend the design as `faultline check` says, or accept the finding with a reason");
    return error;
}

/* That these rules exist and are silent about the reference. */
static void expect_silence(Verifier *verifier, const TextList *rules) {
    for (size_t i = 0; i < rules->count; i++) {
        TextBuffer line = {0};
        const Finding *finding = finding_of(&verifier->reference_findings, rules->items[i]);
        if (!rules_find(verifier->options->rules, rules->items[i])) {
            const Rule *nearest = rules_nearest(verifier->options->rules, rules->items[i]);
            text_append_format(&line, "there is no rule `%s`%s%s%s", rules->items[i],
                               nearest ? "; did you mean `" : "", nearest ? nearest->id : "",
                               nearest ? "`?" : "");
        } else if (finding) {
            text_append_format(&line, "%s: %s", finding->rule, finding->message);
        }
        if (text_of(&line)[0] != '\0') {
            find(verifier, text_of(&line));
        }
        text_free(&line);
    }
}

/* ---- Runs ------------------------------------------------------------------------------------ */

static void plan_run(Verifier *verifier, const VerifyDesign *design, size_t fault) {
    VerifyRun run = {.design = design->design, .scenario = design->scenario, .fault = fault};
    if (run.design) {
        array_push(&verifier->runs, run);
    }
}

/* Without faults, and under each fault alone. */
static void plan_runs(Verifier *verifier, const VerifyDesign *design) {
    plan_run(verifier, design, SIZE_MAX);
    for (size_t f = 0; f < design->scenario->fault_count; f++) {
        plan_run(verifier, design, f);
    }
}

static void plan(Verifier *verifier) {
    const VerifyFolder *folder = &verifier->folder;
    plan_runs(verifier, &folder->reference);
    plan_runs(verifier, &folder->naive);
    for (size_t c = 0; c < folder->scenario->curveball_count; c++) {
        plan_runs(verifier, &folder->curveballs[c]);
    }
    for (size_t i = 0; i < folder->variant_count; i++) {
        const VerifyDesign *variant = &folder->variants[i];
        for (size_t e = 0; e < folder->expectations->variant_count; e++) {
            if (strcmp(folder->expectations->variants[e].file, variant->file) == 0) {
                plan_run(verifier, variant, folder->expectations->variants[e].fault);
            }
        }
    }
}

/* NULL when it was not played. */
static const VerifyRun *run_of(const Verifier *verifier, const Design *design, size_t fault) {
    for (size_t i = 0; i < verifier->runs.count; i++) {
        const VerifyRun *run = &verifier->runs.items[i];
        if (run->design == design && run->fault == fault && run->played) {
            return run;
        }
    }
    return NULL;
}

static void append_condition(TextBuffer *what, const Scenario *scenario, size_t fault) {
    if (fault == SIZE_MAX) {
        text_append(what, " without faults");
    } else {
        text_append_format(what, " under `%s`", scenario->faults[fault].id);
    }
}

static void check_run(Verifier *verifier, const VerifyDesign *design, size_t fault) {
    const VerifyRun *run = run_of(verifier, design->design, fault);
    if (!run) {
        return;
    }
    TextBuffer what = {0};
    text_append(&what, "keeps every service level");
    append_condition(&what, design->scenario, fault);
    if (run->error.code) {
        find(verifier, run->error.message);
    }
    for (size_t i = 0; i < run->misses.count; i++) {
        find_miss(verifier, design->scenario, &run->misses.items[i]);
    }
    conclude(verifier, design->file, text_of(&what),
             "see `faultline simulate` with this fault; mend the design, or soften the fault or "
             "the target");
    text_free(&what);
}

static void check_runs(Verifier *verifier, const VerifyDesign *design) {
    check_run(verifier, design, SIZE_MAX);
    for (size_t f = 0; f < design->scenario->fault_count; f++) {
        check_run(verifier, design, f);
    }
}

/* ---- The reference --------------------------------------------------------------------------- */

static void check_reasons(Verifier *verifier, const VerifyDesign *reference) {
    const Design *design = reference->design;
    for (size_t i = 0; i < design->components.count; i++) {
        if (design->components.items[i]->why[0] == '\0') {
            TextBuffer line = {0};
            text_append_format(&line, "%s does not", design->components.items[i]->id);
            find(verifier, text_of(&line));
            text_free(&line);
        }
    }
    conclude(verifier, reference->file, "says of each component why it is there",
             "write a sentence into its `why`");
    if (design->answers.tradeoffs.count == 0) {
        find(verifier, "it has none");
    }
    for (size_t i = 0; i < design->answers.tradeoffs.count; i++) {
        const AnswerTradeoff *tradeoff = &design->answers.tradeoffs.items[i];
        if (tradeoff->because[0] == '\0' || tradeoff->instead_of[0] == '\0') {
            find(verifier, tradeoff->about);
        }
    }
    conclude(verifier, reference->file, "has trade-offs with a reason and an alternative",
             "write `because` and `instead_of`");
}

static const AnswerEstimate *given_estimate(const Answers *answers, const char *id) {
    for (size_t i = 0; i < answers->estimates.count; i++) {
        if (strcmp(answers->estimates.items[i].id, id) == 0) {
            return &answers->estimates.items[i];
        }
    }
    return NULL;
}

static void check_estimates(Verifier *verifier, const VerifyDesign *reference) {
    const Scenario *scenario = verifier->folder.scenario;
    for (size_t i = 0; i < scenario->estimate_count; i++) {
        const ScenarioEstimate *asked = &scenario->estimates[i];
        const AnswerEstimate *given = given_estimate(&reference->design->answers, asked->id);
        if (!given || fabs(given->value - asked->value) > ESTIMATE_SLACK * asked->value) {
            find(verifier, asked->id);
        }
    }
    conclude(verifier, reference->file, "gives each estimate as the scenario reckons it",
             "write it into `answers.estimates`");
}

static void check_cost(Verifier *verifier, const VerifyDesign *reference) {
    const Scenario *scenario = verifier->folder.scenario;
    Estimate *estimate = estimate_make(reference->design, scenario);
    if (scenario->budget_usd_month > 0 && estimate->cost_usd_month > scenario->budget_usd_month) {
        TextBuffer line = {0};
        text_append_format(&line, "it costs %.0f USD a month, and %.0f may be spent",
                           estimate->cost_usd_month, scenario->budget_usd_month);
        find(verifier, text_of(&line));
        text_free(&line);
    }
    estimate_free(estimate);
    conclude(verifier, reference->file, "costs no more than the budget",
             "`faultline size` finds the cheapest numbers that do; or raise the budget");
}

static Error check_reference(Verifier *verifier) {
    const VerifyDesign *reference = &verifier->folder.reference;
    if (!check_loaded(verifier, reference, "draw a design that holds up and save it here")) {
        return error_none();
    }
    check_reasons(verifier, reference);
    check_estimates(verifier, reference);
    check_cost(verifier, reference);
    Error error = check_findings(verifier, reference, &verifier->reference_findings);
    check_runs(verifier, reference);
    return error;
}

/* ---- The ways to lose ------------------------------------------------------------------------ */

static void check_naive(Verifier *verifier) {
    const VerifyDesign *naive = &verifier->folder.naive;
    const Scenario *scenario = verifier->folder.scenario;
    if (!check_loaded(verifier, naive, "draw what most people draw first and save it here") ||
        verifier->result->cut_short) {
        return;
    }
    size_t missed = 0;
    for (size_t o = 0; o < scenario->operation_count; o++) {
        for (SloId slo = 0; slo < SLO_COUNT; slo++) {
            bool any = false;
            for (size_t i = 0; i < verifier->runs.count; i++) {
                any |= verifier->runs.items[i].design == naive->design &&
                       verify_run_miss(&verifier->runs.items[i], o, slo);
            }
            missed += any;
        }
    }
    if (missed < NAIVE_MISSES_LEAST) {
        find(verifier, missed == 0 ? "it misses none" : "it misses one");
    }
    conclude(verifier, naive->file,
             "misses at least two service levels, without faults or under one",
             "make the load heavier, or add a fault that punishes what it leaves out");
}

static void check_flag(Verifier *verifier, const Expectation *expected, const Findings *findings) {
    TextBuffer what = {0};
    const TextList rule = {.items = &expected->rule, .count = 1};
    text_append_format(&what, "is flagged by %s, and the reference is not", expected->rule);
    expect_silence(verifier, &rule);
    if (!finding_of(findings, expected->rule)) {
        find(verifier, "the rule is silent about it");
    }
    conclude(verifier, expected->file, text_of(&what),
             "see `faultline check` of both; name the rule that finds the flaw");
    text_free(&what);
}

static void check_price(Verifier *verifier, const Expectation *expected, const Design *design) {
    const Scenario *scenario = verifier->folder.scenario;
    const VerifyRun *run = run_of(verifier, design, expected->fault);
    if (!run) {
        return;
    }
    TextBuffer what = {0};
    text_append_format(&what, "misses %s %s", scenario->operations[expected->operation].id,
                       slo_name(expected->slo));
    append_condition(&what, scenario, expected->fault);
    if (run->error.code) {
        find(verifier, run->error.message);
    } else if (!verify_run_miss(run, expected->operation, expected->slo)) {
        find(verifier, "it keeps it");
    }
    conclude(verifier, expected->file, text_of(&what),
             "stage a fault that the flaw cannot stand, or name what it costs instead");
    text_free(&what);
}

static Error check_variant(Verifier *verifier, const VerifyDesign *variant) {
    if (!check_loaded(verifier, variant, "save the reference with one flaw under this name")) {
        return error_none();
    }
    Findings findings = {0};
    Error error = check_design(verifier, variant, &findings);
    for (size_t e = 0; e < verifier->folder.expectations->variant_count && !error.code; e++) {
        const Expectation *expected = &verifier->folder.expectations->variants[e];
        if (strcmp(expected->file, variant->file) == 0) {
            check_flag(verifier, expected, &findings);
            check_price(verifier, expected, variant->design);
        }
    }
    findings_free(&findings);
    return error;
}

static Error check_variants(Verifier *verifier) {
    const VerifyFolder *folder = &verifier->folder;
    if (folder->expectations_error.code) {
        find(verifier, folder->expectations_error.message);
    } else if (folder->variant_count < VARIANTS_LEAST) {
        find(verifier, "there are fewer");
    }
    conclude(verifier, "expected.json", "names at least three flawed variants",
             "save the reference with one flaw each, named after it, and say what it costs");
    Error error = error_none();
    for (size_t i = 0; i < folder->variant_count && !error.code; i++) {
        error = check_variant(verifier, &folder->variants[i]);
    }
    if (folder->unused) {
        find(verifier, folder->unused);
    }
    conclude(verifier, "the folder", "has no design that nothing names",
             "name it in expected.json, or take it away");
    return error;
}

/* ---- What the interviewer asks for ----------------------------------------------------------- */

/* "operation.name": the miss of it in the run, or NULL; other metrics have no target. */
static const Miss *miss_of(const Scenario *scenario, const VerifyRun *run, const char *metric) {
    for (size_t i = 0; i < run->misses.count; i++) {
        const Miss *miss = &run->misses.items[i];
        const char *operation = scenario->operations[miss->operation].id;
        size_t length = strlen(operation);
        if (strncmp(metric, operation, length) == 0 && metric[length] == '.' &&
            strcmp(metric + length + 1, slo_name(miss->verdict.slo)) == 0) {
            return miss;
        }
    }
    return NULL;
}

static void expect_kept(Verifier *verifier, const TextList *metrics, const VerifyRun *run) {
    for (size_t i = 0; run && i < metrics->count; i++) {
        const Miss *miss = miss_of(verifier->folder.scenario, run, metrics->items[i]);
        if (miss) {
            find_miss(verifier, verifier->folder.scenario, miss);
        }
    }
}

static void check_requirements(Verifier *verifier) {
    const Scenario *scenario = verifier->folder.scenario;
    const Design *reference = verifier->folder.reference.design;
    for (size_t i = 0; i < scenario->requirement_count; i++) {
        const Requirement *requirement = &scenario->requirements[i];
        TextBuffer subject = {0};
        text_append_format(&subject, "requirement `%s`", requirement->id);
        expect_silence(verifier, &requirement->rules);
        expect_kept(verifier, &requirement->slos, run_of(verifier, reference, SIZE_MAX));
        conclude(verifier, text_of(&subject), "is met by the reference",
                 "name rules that exist, and mend the reference");
        text_free(&subject);
    }
}

static void check_probes(Verifier *verifier) {
    const Scenario *scenario = verifier->folder.scenario;
    const Design *reference = verifier->folder.reference.design;
    for (size_t i = 0; i < scenario->probe_count; i++) {
        const Probe *probe = &scenario->probes[i];
        size_t fault = SIZE_MAX;
        for (size_t f = 0; f < scenario->fault_count; f++) {
            fault = strcmp(scenario->faults[f].id, probe->fault) == 0 ? f : fault;
        }
        const VerifyRun *run = run_of(verifier, reference, fault);
        TextBuffer subject = {0};
        text_append_format(&subject, "probe `%s`", probe->id);
        expect_silence(verifier, &probe->rules);
        expect_kept(verifier, &probe->metrics, run);
        if (fault != SIZE_MAX && run && !run->struck) {
            find(verifier, "its fault finds nothing to strike there");
        }
        conclude(verifier, text_of(&subject), "is answered by the reference",
                 "name rules that exist and a fault that strikes, and mend the reference");
        text_free(&subject);
    }
}

static Error check_curveballs(Verifier *verifier) {
    Error error = error_none();
    for (size_t c = 0; c < verifier->folder.scenario->curveball_count && !error.code; c++) {
        const VerifyDesign *design = &verifier->folder.curveballs[c];
        Findings findings = {0};
        if (check_loaded(verifier, design,
                         "save the reference after the edit that meets the curveball")) {
            error = check_findings(verifier, design, &findings);
            check_runs(verifier, design);
        }
        findings_free(&findings);
    }
    return error;
}

/* ---------------------------------------------------------------------------------------------- */

static Error check_all(Verifier *verifier) {
    Error error = check_reference(verifier);
    check_naive(verifier);
    if (!error.code) {
        error = check_variants(verifier);
    }
    if (!error.code && verifier->folder.reference.design) {
        check_requirements(verifier);
        check_probes(verifier);
    }
    return error.code ? error : check_curveballs(verifier);
}

Error scenario_verify(const char *folder, const VerifyOptions *options,
                      Verification *verification) {
    Verification result = {0};
    Verifier verifier = {.options = options, .result = &result};
    Error error = checker_new(options->catalog, options->rules, &verifier.checker);
    if (!error.code) {
        error = verify_folder_load(folder, options->catalog, &verifier.folder);
    }
    if (!error.code) {
        error = trials_check(verifier.folder.scenario);
    }
    if (!error.code) {
        text_copy(result.id, sizeof result.id, verifier.folder.scenario->id);
        result.title = keep(&verifier, verifier.folder.scenario->title);
        plan(&verifier);
        result.cut_short = !verify_runs_play(&verifier.runs, &options->trials, &result.runs);
        error = check_all(&verifier);
    }
    findings_free(&verifier.reference_findings);
    verify_runs_free(&verifier.runs);
    verify_folder_free(&verifier.folder);
    checker_free(verifier.checker);
    text_free(&verifier.found);
    if (error.code) {
        verification_free(&result);
        return error;
    }
    *verification = result;
    return error;
}

void verification_free(Verification *verification) {
    array_free(&verification->checks);
    arena_free(&verification->arena);
    *verification = (Verification){0};
}
