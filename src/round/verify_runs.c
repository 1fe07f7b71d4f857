#include "round/verify_runs.h"

#include <stdlib.h>
#include <threads.h>
#include <unistd.h>

enum { MOST_THREADS = 64 };

typedef struct Crew {
    VerifyRuns *runs;
    const TrialOptions *options;
    size_t next, finished;
    bool stopped;
    mtx_t lock;
} Crew;

/* The first that nobody has taken, or NULL. */
static VerifyRun *take(Crew *crew) {
    mtx_lock(&crew->lock);
    VerifyRun *run =
        crew->next < crew->runs->count && !crew->stopped ? &crew->runs->items[crew->next++] : NULL;
    mtx_unlock(&crew->lock);
    return run;
}

static bool go_on(void *context, unsigned run, double done) {
    (void)run;
    (void)done; /* of one run among several: how many are over says more */
    Crew *crew = context;
    const TrialOptions *options = crew->options;
    mtx_lock(&crew->lock);
    if (!crew->stopped && options->go_on &&
        !options->go_on(options->context, (unsigned)crew->finished + 1,
                        (double)crew->finished / (double)crew->runs->count)) {
        crew->stopped = true;
    }
    bool goes_on = !crew->stopped;
    mtx_unlock(&crew->lock);
    return goes_on;
}

static void play(Crew *crew, VerifyRun *run) {
    TrialOptions options = *crew->options;
    options.go_on = go_on;
    options.context = crew;
    Trials trials = {.scenario = run->scenario, .options = &options};
    const char *fault = run->fault == SIZE_MAX ? NULL : run->scenario->faults[run->fault].id;
    run->error = trial_run(&trials, run->design, 1.0, &fault, fault != NULL, &run->misses);
    run->played = !trials.stopped;
    run->struck = trials.struck;
}

static int work(void *context) {
    Crew *crew = context;
    for (VerifyRun *run = take(crew); run; run = take(crew)) {
        play(crew, run);
        mtx_lock(&crew->lock);
        crew->finished += run->played;
        mtx_unlock(&crew->lock);
    }
    return 0;
}

bool verify_runs_play(VerifyRuns *runs, const TrialOptions *options, unsigned *played) {
    thrd_t threads[MOST_THREADS];
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    size_t helpers = cores > 1 ? (size_t)cores - 1 : 0;
    helpers = helpers < MOST_THREADS ? helpers : MOST_THREADS;
    helpers = helpers < runs->count ? helpers : runs->count;
    Crew crew = {.runs = runs, .options = options};
    if (mtx_init(&crew.lock, mtx_plain) != thrd_success) {
        return false;
    }
    size_t started = 0;
    while (started < helpers && thrd_create(&threads[started], work, &crew) == thrd_success) {
        started++;
    }
    work(&crew);
    for (size_t i = 0; i < started; i++) {
        thrd_join(threads[i], NULL);
    }
    mtx_destroy(&crew.lock);
    *played += (unsigned)crew.finished;
    return !crew.stopped;
}

void verify_runs_free(VerifyRuns *runs) {
    for (size_t i = 0; i < runs->count; i++) {
        array_free(&runs->items[i].misses);
    }
    array_free(runs);
}

const Miss *verify_run_miss(const VerifyRun *run, size_t operation, SloId slo) {
    for (size_t i = 0; i < run->misses.count; i++) {
        const Miss *miss = &run->misses.items[i];
        if (miss->operation == operation && miss->verdict.slo == slo) {
            return miss;
        }
    }
    return NULL;
}
