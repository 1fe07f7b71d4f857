/* Options, replications on all cores, and the second run that tells a story. */
#include "sim/simulate.h"

#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sim/report.h"

enum { MOST_REPLICATIONS = 10000, MOST_THREADS = 64 };

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

typedef struct Crew {
    const Plan *plan;
    const SimOptions *options;
    unsigned count, next;
    double *done; /* by replication */
    Tally *tallies;
    uint64_t slowest, lost, duplicated; /* intents of the first replication */
    bool stopped;
    pthread_mutex_t mutex;
} Crew;

typedef struct Place {
    Crew *crew;
    unsigned replication;
} Place;

static bool report_progress(void *context, double done) {
    Place *place = context;
    Crew *crew = place->crew;
    pthread_mutex_lock(&crew->mutex);
    crew->done[place->replication] = done;
    double total = 0.0;
    for (unsigned r = 0; r < crew->count; r++) {
        total += crew->done[r] / crew->count;
    }
    if (!crew->stopped && crew->options->go_on &&
        !crew->options->go_on(crew->options->context, total)) {
        crew->stopped = true;
    }
    bool goes_on = !crew->stopped;
    pthread_mutex_unlock(&crew->mutex);
    return goes_on;
}

static void play(Crew *crew, unsigned replication) {
    Place place = {crew, replication};
    Run *run = run_new(crew->plan, crew->options, replication);
    run_play(run, report_progress, &place);
    crew->tallies[replication] = tally_make(run, crew->options);
    if (replication == 0) {
        crew->slowest = run->slowest_number;
        crew->lost = run->lost_number;
        crew->duplicated = run->duplicated_number;
    }
    run_free(run);
}

static void *work(void *context) {
    Crew *crew = context;
    for (;;) {
        pthread_mutex_lock(&crew->mutex);
        unsigned replication = crew->next++;
        pthread_mutex_unlock(&crew->mutex);
        if (replication >= crew->count) {
            return NULL;
        }
        play(crew, replication);
    }
}

static void play_all(Crew *crew) {
    pthread_t threads[MOST_THREADS];
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    unsigned helpers = cores > 1 ? (unsigned)cores - 1 : 0;
    helpers = helpers < crew->count - 1 ? helpers : crew->count - 1;
    helpers = helpers < MOST_THREADS ? helpers : MOST_THREADS;
    unsigned started = 0;
    while (started < helpers && pthread_create(&threads[started], NULL, work, crew) == 0) {
        started++;
    }
    work(crew);
    for (unsigned i = 0; i < started; i++) {
        pthread_join(threads[i], NULL);
    }
}

/* ---- The story ------------------------------------------------------------------------------- */

static uint64_t wished_intent(const Crew *crew) {
    switch (crew->options->story) {
    case STORY_NONE:
        return 0;
    case STORY_SLOWEST:
        return crew->slowest;
    case STORY_LOST:
        return crew->lost;
    case STORY_DUPLICATED:
        return crew->duplicated;
    case STORY_NUMBER:
        return crew->options->story_number;
    }
    return 0;
}

/* The same run again, with an eye on one intent. */
static void tell_story(Crew *crew, SimReport *report) {
    uint64_t number = wished_intent(crew);
    if (number == 0 || report->cut_short) {
        return;
    }
    Run *run = run_new(crew->plan, crew->options, 0);
    run->traced = number;
    run_play(run, NULL, NULL);
    Tally tally = tally_make(run, crew->options);
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
    Crew crew = {.plan = plan, .options = &checked, .count = checked.replications};
    crew.done = memory_allocate(crew.count * sizeof *crew.done);
    crew.tallies = memory_allocate(crew.count * sizeof *crew.tallies);
    pthread_mutex_init(&crew.mutex, NULL);
    play_all(&crew);
    pthread_mutex_destroy(&crew.mutex);
    *report = tallies_merge(crew.tallies, crew.count);
    tell_story(&crew, *report);
    free(crew.done);
    free(crew.tallies);
    plan_free(plan);
    return error_none();
}
