#include "model/scenario.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

/* --- Words --- */

const char *fault_target_name(FaultTarget target) {
    static const char *const NAMES[FAULT_TARGET_COUNT] = {
        [FAULT_TARGET_KIND] = "kind",
        [FAULT_TARGET_COMPONENT] = "component",
        [FAULT_TARGET_CONNECTION] = "connection",
        [FAULT_TARGET_OPERATION] = "operation",
        [FAULT_TARGET_KEY] = "key",
    };
    return NAMES[target];
}

const char *phase_name(PhaseId phase) {
    static const char *const NAMES[PHASE_COUNT] = {"clarify", "scale",   "requirements", "sketch",
                                                   "data",    "failure", "tradeoffs"};
    assert(phase < PHASE_COUNT);
    return NAMES[phase];
}

const char *phase_title(PhaseId phase) {
    static const char *const TITLES[PHASE_COUNT] = {
        "Clarify scope",       "Scale assumptions",       "Requirements", "Sketch",
        "Data model and APIs", "Bottlenecks and failure", "Trade-offs"};
    assert(phase < PHASE_COUNT);
    return TITLES[phase];
}

const char *slo_name(SloId id) {
    static const char *const NAMES[SLO_COUNT] = {
        "p99_ms",     "availability_pct", "effect_within_s", "lost",
        "duplicated", "stale_pct",        "lost_updates"};
    assert(id < SLO_COUNT);
    return NAMES[id];
}

double slo_target(const Slo *slo, SloId id) {
    switch (id) {
    case SLO_P99_MS:
        return slo->p99_ms;
    case SLO_AVAILABILITY_PCT:
        return slo->availability_pct;
    case SLO_EFFECT_WITHIN_S:
        return slo->effect_within_s;
    case SLO_LOST:
        return slo->lost;
    case SLO_DUPLICATED:
        return slo->duplicated;
    case SLO_STALE_PCT:
        return slo->stale_pct;
    case SLO_LOST_UPDATES:
        return slo->lost_updates;
    case SLO_COUNT:
        break;
    }
    assert(false);
    return -1;
}

/* --- Parts by id --- */

const Operation *scenario_operation(const Scenario *scenario, const char *id) {
    for (size_t i = 0; i < scenario->operation_count; i++) {
        if (strcmp(scenario->operations[i].id, id) == 0) {
            return &scenario->operations[i];
        }
    }
    return NULL;
}

const ScenarioKey *scenario_key(const Scenario *scenario, const char *id) {
    for (size_t i = 0; i < scenario->key_count; i++) {
        if (strcmp(scenario->keys[i].id, id) == 0) {
            return &scenario->keys[i];
        }
    }
    return NULL;
}

const Clarification *scenario_clarification(const Scenario *scenario, const char *id) {
    for (size_t i = 0; i < scenario->clarification_count; i++) {
        if (strcmp(scenario->clarifications[i].id, id) == 0) {
            return &scenario->clarifications[i];
        }
    }
    return NULL;
}

void scenario_free(Scenario *scenario) {
    if (!scenario) {
        return;
    }
    arena_free(&scenario->arena);
    free(scenario);
}

/* --- Popularity --- */

/* The integral of x^-exponent from `from` to `to`. Near an exponent of 1 the usual difference of
 * powers has no digits left; expm1 keeps them. */
static double integrate_power(double exponent, double from, double to) {
    double rest = 1 - exponent, span = log(to / from);
    return rest == 0 ? span : pow(from, rest) * expm1(rest * span) / rest;
}

/* The sum of i^-exponent over i = 1..count: the head term by term, the tail by the formula of Euler
 * and Maclaurin, whose first term left out is below 1e-16 of the sum after a thousand terms. */
static double sum_powers(double exponent, double count) {
    const size_t head_terms = (size_t)fmin(count, 1000);
    const double head = (double)head_terms;
    double sum = 0;
    for (size_t i = head_terms; i >= 1; i--) { /* the small ones first, so that they still count */
        sum += pow((double)i, -exponent);
    }
    if (count <= head) {
        return sum;
    }
    double first = pow(head, -exponent), last = pow(count, -exponent);
    double ends = (last - first) / 2; /* the head has its end's term whole */
    double slopes = exponent * (first / head - last / count) / 12;
    return sum + integrate_power(exponent, head, count) + ends + slopes;
}

double scenario_key_top_share(const ScenarioKey *key) {
    assert(key->count >= 1 && key->zipf >= 0);
    return 1 / sum_powers(key->zipf, key->count);
}
