#include "round/verify_runs.h"

#include <stdlib.h>
#include <threads.h>

#include "sim/crew.h"

typedef struct Work {
    VerifyRuns *runs;
    const TrialOptions *options;
    size_t finished;
    bool stopped;
    mtx_t lock;
} Work;

static bool go_on(void *context, unsigned run, double done) {
    (void)run;
    (void)done; /* of one run among several: how many are over says more */
    Work *work = context;
    const TrialOptions *options = work->options;
    mtx_lock(&work->lock);
    if (!work->stopped && options->go_on &&
        !options->go_on(options->context, (unsigned)work->finished + 1,
                        (double)work->finished / (double)work->runs->count)) {
        work->stopped = true;
    }
    bool goes_on = !work->stopped;
    mtx_unlock(&work->lock);
    return goes_on;
}

static void play(void *context, unsigned piece) {
    Work *work = context;
    VerifyRun *run = &work->runs->items[piece];
    TrialOptions options = *work->options;
    options.threads = 1;
    options.go_on = go_on;
    options.context = work;
    Trials trials = {.scenario = run->scenario, .options = &options};
    const char *fault = run->fault == SIZE_MAX ? NULL : run->scenario->faults[run->fault].id;
    Trial trial = {.design = run->design,
                   .factor = 1.0,
                   .faults = &fault,
                   .fault_count = fault != NULL,
                   .after = TRIAL_FIRST};
    run->error = trials_play(&trials, &trial, 1);
    run->misses = trial.misses;
    run->played = !trials.stopped;
    run->struck = trial.struck;
    mtx_lock(&work->lock);
    work->finished += run->played;
    mtx_unlock(&work->lock);
}

bool verify_runs_play(VerifyRuns *runs, const TrialOptions *options, unsigned *played) {
    Work work = {.runs = runs, .options = options};
    if (mtx_init(&work.lock, mtx_plain) != thrd_success) {
        return false;
    }
    crew_run((unsigned)runs->count, crew_size((unsigned)runs->count, 0), play, &work);
    mtx_destroy(&work.lock);
    *played += (unsigned)work.finished;
    return !work.stopped;
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
