/* Options, replications on all cores, and the second run that tells a story. */
#include "sim/simulate.h"

#include <stdlib.h>
#include <string.h>

#include "sim/crew.h"
#include "sim/progress.h"
#include "sim/report.h"

enum { MOST_REPLICATIONS = 10000 };

static const double MOST_SECONDS = 1e6;

SimOptions sim_options_default(void) {
    return (SimOptions){.seed = 1, .seconds = 60.0, .warmup_s = -1.0, .replications = 1};
}

static Error check_options(const Scenario *scenario, SimOptions *options) {
    if (!(options->seconds > 0.0 && options->seconds <= MOST_SECONDS)) {
        return error_make(ERROR_USAGE, "a run takes above 0 and at most %.0f seconds",
                          MOST_SECONDS);
    }
    if (options->warmup_s >= options->seconds) {
        return error_make(ERROR_USAGE, "the warm-up must be shorter than the run");
    }
    options->replications = options->replications ? options->replications : 1;
    if (options->replications > MOST_REPLICATIONS) {
        return error_make(ERROR_USAGE, "at most %d replications", MOST_REPLICATIONS);
    }
    for (size_t i = 0; i < options->fault_count && options->with_faults; i++) {
        bool known = false;
        for (size_t f = 0; f < scenario->fault_count; f++) {
            known |= strcmp(scenario->faults[f].id, options->faults[i]) == 0;
        }
        if (!known) {
            return error_make(ERROR_USAGE, "the scenario has no fault `%s`", options->faults[i]);
        }
    }
    return error_none();
}

/* ---- Replications ---------------------------------------------------------------------------- */

typedef struct Replications {
    const Plan *plan;
    const SimOptions *options;
    unsigned count;
    Tally *tallies;
    Progress progress;
} Replications;

typedef struct Place {
    Replications *all;
    unsigned replication;
} Place;

static bool tell_progress(void *context, double done) {
    Place *place = context;
    return progress_tell(&place->all->progress, place->replication, done);
}

static void play(void *context, unsigned replication) {
    Replications *all = context;
    Place place = {all, replication};
    Run *run = run_new(all->plan, all->options, replication);
    bool is_known = all->options->story == STORY_NUMBER && replication == 0;
    run->traced = is_known ? all->options->story_number : 0;
    run_play(run, tell_progress, &place);
    all->tallies[replication] = tally_make(run, all->options);
    run_free(run);
}

/* ---- The story ------------------------------------------------------------------------------- */

/* Which intent it is, from the report; that of STORY_NUMBER has been told already. */
static uint64_t wished_intent(StoryWish wish, const SimReport *report) {
    uint64_t number = 0;
    double slowest = -1.0;
    for (size_t o = 0; o < report->operation_count && wish < STORY_KINDS; o++) {
        const OperationReport *operation = &report->operations[o];
        uint64_t of_this = operation->stories[wish];
        bool first = number == 0 || of_this < number;
        if (of_this > 0 && (wish == STORY_SLOWEST ? operation->slowest_ms > slowest : first)) {
            number = of_this;
            slowest = operation->slowest_ms;
        }
    }
    return number;
}

/* The same run again, with an eye on one intent. */
static void tell_story(const Replications *all, SimReport *report) {
    uint64_t number = wished_intent(all->options->story, report);
    if (number == 0 || report->cut_short) {
        return;
    }
    Run *run = run_new(all->plan, all->options, 0);
    run->traced = number;
    run_play(run, NULL, NULL);
    Tally tally = tally_make(run, all->options);
    const SimReport *told = tally.report;
    report->story_number = told->story_number;
    report->story_operation = told->story_operation;
    report->story_count = told->story_count;
    report->story = arena_allocate(&report->arena, (told->story_count + 1) * sizeof *report->story);
    memcpy(report->story, told->story, told->story_count * sizeof *report->story);
    for (size_t o = 0; o < report->operation_count; o++) {
        histogram_free(&tally.latencies[o]);
    }
    free(tally.latencies);
    sim_report_free(tally.report);
    run_free(run);
}

/* ---------------------------------------------------------------------------------------------- */

Error simulate(const Design *design, const Scenario *scenario, const SimOptions *options,
               SimReport **report) {
    SimOptions checked = *options;
    Plan *plan = NULL;
    Error error = check_options(scenario, &checked);
    if (!error.code) {
        error = plan_make(design, scenario, &plan);
    }
    if (error.code) {
        return error;
    }
    Replications all = {.plan = plan, .options = &checked, .count = checked.replications};
    all.tallies = memory_allocate(all.count * sizeof *all.tallies);
    progress_begin(&all.progress, all.count, checked.go_on, checked.context);
    crew_run(all.count, checked.threads, play, &all);
    progress_end(&all.progress);
    *report = tallies_merge(all.tallies, all.count);
    tell_story(&all, *report);
    free(all.tallies);
    plan_free(plan);
    return error_none();
}
