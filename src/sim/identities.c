#include "sim/identities.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

/* Sums of many times differ in their last digits. */
static const double ROUNDING = 1e-9, ROUNDING_NS = 1e3;

static bool same(double a, double b) {
    return fabs(a - b) <= ROUNDING * fmax(fabs(a), fabs(b)) + ROUNDING_NS;
}

/* ---- Runs ------------------------------------------------------------------------------------ */

static void check_operation(const Run *run, const OperationState *state) {
    uint64_t failed = 0;
    for (int cause = 0; cause < CAUSE_COUNT; cause++) {
        failed += state->failed[cause];
    }
    assert(state->offered == state->ok + failed + state->unfinished);
    const EffectCounts *effects = &state->effects;
    assert(effects->done + effects->duplicated + effects->lost + effects->parked ==
           effects->acknowledged + effects->unacknowledged);
    const PlanOperation *plan = &run->plan->operations[state->source.operation];
    assert(!plan->source->has_effect || effects->acknowledged == state->ok);
    assert(effects->lost <= state->ok);
    assert(effects->late <= effects->done + effects->duplicated);
    assert(state->stale <= state->ok);
}

/* By component, the slots that are held still: how long each was, up to the end of the load. */
static double *held_still_ns(const Run *run) {
    double *held = memory_allocate(run->plan->component_count * sizeof *held);
    for (size_t i = 0; i < pool_count(&run->requests); i++) {
        const Request *request = pool_at(&run->requests, i);
        if (request->in_station && request->holds_slot && request->began < run->end) {
            held[request->site->component] += (double)(run->load_now - request->began);
        }
    }
    return held;
}

/* What was held, as the requests tell it and as the slots do; what waited, likewise. */
static void check_component(const Run *run, const ComponentState *state, double held_still) {
    const PlanComponent *plan = &run->plan->components[state->position];
    const Counts *counts = &state->counts;
    uint64_t waiting = (uint64_t)state->waiting;
    uint64_t waited = state->waited_ns + waiting * (uint64_t)run->load_now - state->came_ns;
    assert(same(counts->waiting_area, (double)waited));
    assert(same(counts->busy_area, counts->held_ns - (double)state->held_after_ns + held_still));
    assert(plan->layout == LAYOUT_DATABASE ||
           counts->busy_area <= counts->slots_area * (1.0 + ROUNDING) + ROUNDING_NS);
    assert(counts->hits <= counts->lookups);
}

void identities_check_run(const Run *run) {
    for (uint32_t o = 0; o < run->plan->operation_count; o++) {
        check_operation(run, &run->operations[o]);
    }
    double *held_still = held_still_ns(run);
    for (uint32_t c = 0; c < run->plan->component_count; c++) {
        check_component(run, &run->components[c], held_still[c]);
    }
    free(held_still);
}

/* ---- Reports --------------------------------------------------------------------------------- */

/* Below zero says that it does not apply. */
static bool is_sound(double value) {
    return isfinite(value) && (value >= 0.0 || value == -1.0);
}

static bool are_sound(const double *bins, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (!isfinite(bins[i]) || bins[i] < 0.0) {
            return false;
        }
    }
    return true;
}

static void check_operation_report(const OperationReport *operation, size_t bins) {
    assert(is_sound(operation->mean_ms) && is_sound(operation->slowest_effect_s));
    assert(isfinite(operation->ci_low_ms) && isfinite(operation->ci_high_ms));
    assert(0.0 <= operation->p50_ms && operation->p50_ms <= operation->p90_ms &&
           operation->p90_ms <= operation->p99_ms && operation->p99_ms <= operation->p999_ms &&
           operation->p999_ms <= operation->max_ms && isfinite(operation->max_ms));
    assert(are_sound(operation->series_offered, bins) && are_sound(operation->series_ok, bins) &&
           are_sound(operation->series_failed, bins) && are_sound(operation->series_mean_ms, bins));
}

static void check_component_report(const ComponentReport *component, size_t bins) {
    const double values[] = {
        component->utilisation,    component->peak_utilisation, component->arrivals_per_s,
        component->wait_mean_ms,   component->throughput_per_s, component->queue_mean,
        component->queue_max,      component->hit_ratio,        component->holding_mean_ms,
        component->partition_heat, component->cost_usd_month};
    for (size_t i = 0; i < COUNT_OF(values); i++) {
        assert(is_sound(values[i]));
    }
    assert(component->peak_utilisation <= 1.0 + ROUNDING &&
           component->utilisation <= component->peak_utilisation + ROUNDING &&
           component->hit_ratio <= 1.0);
    assert(are_sound(component->series_utilisation, bins) &&
           are_sound(component->series_queue, bins));
}

void identities_check_report(const SimReport *report) {
    for (size_t i = 0; i < report->operation_count; i++) {
        check_operation_report(&report->operations[i], report->bin_count);
    }
    for (size_t i = 0; i < report->component_count; i++) {
        check_component_report(&report->components[i], report->bin_count);
    }
}
