#include "sim/trial.h"

#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "sim/crew.h"
#include "sim/progress.h"
#include "sim/simulate.h"

Error trials_check(const Scenario *scenario) {
    for (size_t o = 0; o < scenario->operation_count; o++) {
        for (SloId slo = 0; slo < SLO_COUNT; slo++) {
            if (slo_target(&scenario->operations[o].slo, slo) >= 0.0) {
                return error_none();
            }
        }
    }
    return error_make(ERROR_USAGE,
                      "the scenario `%s` asks for no service level, so there is none "
                      "to keep: give its operations an `slo`",
                      scenario->id);
}

void trial_scale(Operation *operation, double factor) {
    operation->rate_rps *= factor;
    if (operation->users > 0) {
        operation->users = (long long)fmax(1.0, round((double)operation->users * factor));
    }
}

static size_t fault_position(const Scenario *scenario, const char *id) {
    for (size_t f = 0; f < scenario->fault_count; f++) {
        if (strcmp(scenario->faults[f].id, id) == 0) {
            return f;
        }
    }
    return SIZE_MAX;
}

void misses_list(const SimReport *report, size_t fault, Misses *misses) {
    for (size_t o = 0; o < report->operation_count; o++) {
        for (size_t s = 0; s < report->operations[o].slo_count; s++) {
            if (!report->operations[o].slo[s].met) {
                Miss miss = {.operation = o,
                             .verdict = report->operations[o].slo[s],
                             .fault = fault,
                             .bottleneck = report->bottleneck};
                if (miss.bottleneck != SIZE_MAX) {
                    miss.utilisation = report->components[miss.bottleneck].peak_utilisation;
                }
                array_push(misses, miss);
            }
        }
    }
}

static bool all_struck(const SimReport *report) {
    bool all = true;
    for (size_t f = 0; f < report->fault_count; f++) {
        all = all && report->faults[f].applied;
    }
    return all;
}

/* ---- Batches --------------------------------------------------------------------------------- */

typedef struct Batch {
    const Trials *trials;
    Trial *items;
    size_t count;
    Error *errors;
    Progress progress;
    pthread_mutex_t mutex; /* over what is known of the items */
} Batch;

typedef struct Place {
    Batch *batch;
    unsigned position;
} Place;

size_t trials_at_once(const Trials *trials) {
    return crew_size(TRIALS_MOST, trials->options->threads);
}

/* Whether no trial before it has come out so that this one is not asked for. */
static bool may_be_asked(const Batch *batch, size_t position) {
    const Trial *trial = &batch->items[position];
    while (trial->after != TRIAL_FIRST) {
        const Trial *before = &batch->items[trial->after];
        if (before->is_known && before->holds != trial->if_holds) {
            return false;
        }
        trial = before;
    }
    return true;
}

static bool is_asked(const Batch *batch, size_t position) {
    const Trial *trial = &batch->items[position];
    while (trial->after != TRIAL_FIRST) {
        const Trial *before = &batch->items[trial->after];
        if (!before->is_known || before->holds != trial->if_holds) {
            return false;
        }
        trial = before;
    }
    return true;
}

static bool tell_progress(void *context, double done) {
    Place *place = context;
    Batch *batch = place->batch;
    pthread_mutex_lock(&batch->mutex);
    bool goes_on = may_be_asked(batch, place->position);
    pthread_mutex_unlock(&batch->mutex);
    return progress_tell(&batch->progress, place->position, goes_on ? done : 1.0) && goes_on;
}

static bool pass_on(void *context, double done) {
    const Trials *trials = context;
    const TrialOptions *options = trials->options;
    return !options->go_on || options->go_on(options->context, trials->runs + 1, done);
}

static void learn(Batch *batch, unsigned position, const SimReport *report) {
    Trial *trial = &batch->items[position];
    const Scenario *scenario = batch->trials->scenario;
    size_t fault = trial->fault_count == 1 ? fault_position(scenario, trial->faults[0]) : SIZE_MAX;
    pthread_mutex_lock(&batch->mutex);
    misses_list(report, fault, &trial->misses);
    trial->struck = all_struck(report);
    trial->holds = trial->misses.count == 0;
    trial->is_known = true;
    pthread_mutex_unlock(&batch->mutex);
}

static void play(void *context, unsigned position) {
    Batch *batch = context;
    const Trial *trial = &batch->items[position];
    Scenario load = *batch->trials->scenario; /* all but the operations is shared */
    Operation *operations = memory_allocate(load.operation_count * sizeof *operations);
    memcpy(operations, load.operations, load.operation_count * sizeof *operations);
    for (size_t o = 0; o < load.operation_count; o++) {
        trial_scale(&operations[o], trial->factor);
    }
    load.operations = operations;
    Place place = {batch, position};
    SimOptions options = sim_options_default();
    options.seed = batch->trials->options->seed;
    options.seconds = batch->trials->options->seconds;
    options.with_faults = trial->fault_count > 0;
    options.faults = trial->faults;
    options.fault_count = trial->fault_count;
    options.threads = 1;
    options.go_on = tell_progress;
    options.context = &place;
    SimReport *report = NULL;
    if (tell_progress(&place, 0.0)) { /* a short run may be over before it asks */
        batch->errors[position] = simulate(trial->design, &load, &options, &report);
    }
    if (report && !report->cut_short) {
        learn(batch, position, report);
    }
    sim_report_free(report);
    free(operations);
}

Error trials_play(Trials *trials, Trial *batch, size_t count) {
    Batch all = {.trials = trials,
                 .items = batch,
                 .count = count,
                 .errors = memory_allocate(count * sizeof *all.errors)};
    pthread_mutex_init(&all.mutex, NULL);
    progress_begin(&all.progress, (unsigned)count, pass_on, trials);
    crew_run((unsigned)count, trials->options->threads, play, &all);
    progress_end(&all.progress);
    pthread_mutex_destroy(&all.mutex);
    Error error = error_none();
    unsigned runs = 0;
    for (size_t i = 0; i < count && !error.code; i++) {
        bool asked = is_asked(&all, i);
        error = asked ? all.errors[i] : error;
        runs += asked && batch[i].is_known;
    }
    trials->stopped = all.progress.stopped;
    trials->runs += runs;
    free(all.errors);
    return error;
}
