#include "sim/trial.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

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

static bool watch(void *context, double done) {
    Trials *trials = context;
    const TrialOptions *options = trials->options;
    if (options->go_on && !options->go_on(options->context, trials->runs, done)) {
        trials->stopped = true;
    }
    return !trials->stopped;
}

static size_t fault_position(const Scenario *scenario, const char *id) {
    for (size_t f = 0; f < scenario->fault_count; f++) {
        if (strcmp(scenario->faults[f].id, id) == 0) {
            return f;
        }
    }
    return SIZE_MAX;
}

static void list_misses(const SimReport *report, size_t fault, Misses *misses) {
    for (size_t o = 0; o < report->operation_count; o++) {
        for (size_t s = 0; s < report->operations[o].slo_count; s++) {
            if (!report->operations[o].slo[s].met) {
                Miss miss = {.operation = o,
                             .verdict = report->operations[o].slo[s],
                             .fault = fault,
                             .bottleneck = report->bottleneck};
                if (miss.bottleneck != SIZE_MAX) {
                    miss.utilisation = report->components[miss.bottleneck].utilisation;
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

Error trial_run(Trials *trials, const Design *design, double factor, const char *const *faults,
                size_t fault_count, Misses *misses) {
    Scenario load = *trials->scenario; /* all but the operations is shared */
    Operation *operations = memory_allocate(load.operation_count * sizeof *operations);
    memcpy(operations, load.operations, load.operation_count * sizeof *operations);
    for (size_t o = 0; o < load.operation_count; o++) {
        trial_scale(&operations[o], factor);
    }
    load.operations = operations;
    SimOptions options = sim_options_default();
    options.seed = trials->options->seed;
    options.seconds = trials->options->seconds;
    options.with_faults = fault_count > 0;
    options.faults = faults;
    options.fault_count = fault_count;
    options.go_on = watch;
    options.context = trials;
    SimReport *report = NULL;
    trials->runs++;
    /* A short run may be over before it asks. */
    Error error = watch(trials, 0.0) ? simulate(design, &load, &options, &report) : error_none();
    if (trials->stopped) {
        trials->runs--;
    } else if (!error.code) {
        trials->struck = all_struck(report);
        misses->count = 0;
        list_misses(report, fault_count == 1 ? fault_position(&load, faults[0]) : SIZE_MAX, misses);
    }
    sim_report_free(report);
    free(operations);
    return error;
}
