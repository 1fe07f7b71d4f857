/* Bracketing from the estimate's headroom, then bisection on a logarithmic scale. */
#include "sim/envelope.h"

#include <math.h>
#include <stdlib.h>

#include "sim/estimate.h"

/* How far apart the two ends may be in the end, and how far the search goes. */
static const double PRECISION = 1.01;
static const double LEAST_FACTOR = 1.0 / 64.0, MOST_FACTOR = 64.0;
/* Where the estimate does not say where to look, the ends move by this. A small step: a run far
 * beyond saturation is a slow one, and says nothing that the first one beyond it does not. */
static const double STEP = 1.25;

typedef struct Search {
    Trials trials;
    const Design *design;
    const EnvelopeOptions *options;
    Envelope *envelope;
    Error error;
} Search;

static bool goes_on(const Search *search) {
    return !search->error.code && !search->trials.stopped;
}

/* Narrows the envelope by one run. */
static void try_factor(Search *search, double factor) {
    Envelope *envelope = search->envelope;
    Misses misses = {0};
    search->error = trial_run(&search->trials, search->design, factor, search->options->faults,
                              search->options->fault_count, &misses);
    if (!goes_on(search)) {
        array_free(&misses);
    } else if (misses.count == 0) {
        envelope->holds = factor;
        array_free(&misses);
    } else {
        array_free(&envelope->misses);
        envelope->misses = misses;
        envelope->breaks = factor;
    }
}

static void bracket(Search *search, double headroom) {
    Envelope *envelope = search->envelope;
    try_factor(search, 1.0);
    double up = fmin(fmax(headroom, STEP), MOST_FACTOR);
    while (goes_on(search) && envelope->breaks == 0.0 && envelope->holds < MOST_FACTOR) {
        try_factor(search, up);
        up = fmin(STEP * up, MOST_FACTOR);
    }
    double down = headroom > 0.0 ? fmin(headroom, 1.0 / STEP) : 1.0 / STEP;
    down = fmax(down, LEAST_FACTOR);
    while (goes_on(search) && envelope->holds == 0.0 && envelope->breaks > LEAST_FACTOR) {
        try_factor(search, down);
        down = fmax(down / 2.0, LEAST_FACTOR);
    }
}

static void bisect(Search *search) {
    const Envelope *envelope = search->envelope;
    while (goes_on(search) && envelope->holds > 0.0 && envelope->breaks > 0.0 &&
           envelope->breaks > envelope->holds * PRECISION) {
        try_factor(search, sqrt(envelope->holds * envelope->breaks));
    }
}

Error envelope_find(const Design *design, const Scenario *scenario, const EnvelopeOptions *options,
                    Envelope *envelope) {
    Error error = trials_check(scenario);
    if (error.code) {
        return error;
    }
    Envelope found = {0};
    Search search = {.trials = {.scenario = scenario, .options = &options->trials},
                     .design = design,
                     .options = options,
                     .envelope = &found};
    Estimate *estimate = estimate_make(design, scenario);
    bracket(&search, estimate->headroom);
    bisect(&search);
    estimate_free(estimate);
    if (search.error.code) {
        envelope_free(&found);
        return search.error;
    }
    found.runs = search.trials.runs;
    found.cut_short = search.trials.stopped;
    *envelope = found;
    return error;
}

void envelope_free(Envelope *envelope) {
    array_free(&envelope->misses);
}
