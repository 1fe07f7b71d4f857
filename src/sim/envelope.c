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

/* The two ends of what is known; 0: not yet. What is tried next follows from them alone. */
typedef struct Ends {
    double holds, breaks;
} Ends;

typedef struct Search {
    Trials trials;
    const Design *design;
    const EnvelopeOptions *options;
    double headroom; /* where the estimate sees the first part saturate; 0: nowhere */
    Ends ends;
    Misses misses; /* of the lower end that breaks */
} Search;

/* ---- What is tried next ---------------------------------------------------------------------- */

static double next_up(double headroom, double holds) {
    double first = fmin(fmax(headroom, STEP), MOST_FACTOR);
    return holds < first ? first : fmin(STEP * holds, MOST_FACTOR);
}

static double next_down(double headroom, double breaks) {
    double first = headroom > 0.0 ? fmin(headroom, 1.0 / STEP) : 1.0 / STEP;
    first = fmax(first, LEAST_FACTOR);
    return breaks > first ? first : fmax(breaks / 2.0, LEAST_FACTOR);
}

/* 0: the ends are near enough, or as far away as is looked. */
static double next_factor(const Search *search, Ends ends) {
    if (ends.holds == 0.0 && ends.breaks == 0.0) {
        return 1.0;
    }
    if (ends.breaks == 0.0) {
        return ends.holds < MOST_FACTOR ? next_up(search->headroom, ends.holds) : 0.0;
    }
    if (ends.holds == 0.0) {
        return ends.breaks > LEAST_FACTOR ? next_down(search->headroom, ends.breaks) : 0.0;
    }
    return ends.breaks > ends.holds * PRECISION ? sqrt(ends.holds * ends.breaks) : 0.0;
}

static Ends narrow(Ends ends, double factor, bool holds) {
    *(holds ? &ends.holds : &ends.breaks) = factor;
    return ends;
}

/* ---- Playing ahead --------------------------------------------------------------------------- */

/* A trial that may be asked for, and how likely that is. */
typedef struct Guess {
    Ends ends; /* when it is */
    size_t after;
    bool if_holds;
    double chance;
} Guess;

/* What most designs do: they hold up to a little below saturation. */
static double chance_to_hold(const Search *search, double factor) {
    return factor < 0.9 * search->headroom ? 0.7 : 0.3;
}

/* The likeliest guesses, each after the one that it depends on. */
static size_t guess_batch(const Search *search, Guess *batch, size_t most) {
    Guess open[2 * TRIALS_MOST + 1] = {{.ends = search->ends, .after = TRIAL_FIRST, .chance = 1.0}};
    size_t open_count = 1, count = 0;
    while (count < most && open_count > 0) {
        size_t best = 0;
        for (size_t i = 1; i < open_count; i++) {
            best = open[i].chance > open[best].chance ? i : best;
        }
        Guess guess = open[best];
        open[best] = open[--open_count];
        double factor = next_factor(search, guess.ends);
        if (factor == 0.0) {
            continue;
        }
        double holding = chance_to_hold(search, factor);
        open[open_count++] = (Guess){.ends = narrow(guess.ends, factor, true),
                                     .after = count,
                                     .if_holds = true,
                                     .chance = guess.chance * holding};
        open[open_count++] = (Guess){.ends = narrow(guess.ends, factor, false),
                                     .after = count,
                                     .if_holds = false,
                                     .chance = guess.chance * (1.0 - holding)};
        batch[count++] = guess;
    }
    return count;
}

/* Takes what the search would have asked for. */
static void take_answers(Search *search, Trial *trials, size_t count) {
    size_t last = TRIAL_FIRST;
    bool held = false;
    for (size_t i = 0; i < count; i++) {
        Trial *trial = &trials[i];
        bool is_next = trial->after == last && (last == TRIAL_FIRST || trial->if_holds == held);
        if (is_next && trial->is_known) {
            last = i;
            held = trial->holds;
            search->ends = narrow(search->ends, trial->factor, held);
            if (!held) {
                array_free(&search->misses);
                search->misses = trial->misses;
                continue;
            }
        }
        array_free(&trial->misses);
    }
}

static Error search_all(Search *search) {
    size_t most = trials_at_once(&search->trials);
    Error error = error_none();
    while (!error.code && !search->trials.stopped) {
        Guess guesses[TRIALS_MOST];
        Trial trials[TRIALS_MOST];
        size_t count = guess_batch(search, guesses, most);
        if (count == 0) {
            break;
        }
        for (size_t i = 0; i < count; i++) {
            trials[i] = (Trial){.design = search->design,
                                .factor = next_factor(search, guesses[i].ends),
                                .faults = search->options->faults,
                                .fault_count = search->options->fault_count,
                                .after = guesses[i].after,
                                .if_holds = guesses[i].if_holds};
        }
        error = trials_play(&search->trials, trials, count);
        take_answers(search, trials, count);
    }
    return error;
}

/* ---------------------------------------------------------------------------------------------- */

Error envelope_find(const Design *design, const Scenario *scenario, const EnvelopeOptions *options,
                    Envelope *envelope) {
    Error error = trials_check(scenario);
    if (error.code) {
        return error;
    }
    Search search = {.trials = {.scenario = scenario, .options = &options->trials},
                     .design = design,
                     .options = options};
    Estimate *estimate = estimate_make(design, scenario);
    search.headroom = estimate->headroom;
    estimate_free(estimate);
    error = search_all(&search);
    if (error.code) {
        array_free(&search.misses);
        return error;
    }
    *envelope = (Envelope){.holds = search.ends.holds,
                           .breaks = search.ends.breaks,
                           .misses = search.misses,
                           .runs = search.trials.runs,
                           .cut_short = search.trials.stopped};
    return error;
}

void envelope_free(Envelope *envelope) {
    array_free(&envelope->misses);
}
