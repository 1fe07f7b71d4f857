/* What one run has counted. */
#include "sim/report.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/identities.h"
#include "sim/warmup.h"

const char *cause_name(Cause cause) {
    static const char *const NAMES[CAUSE_COUNT] = {
        "", "timeout", "refused", "error", "rate_limited", "breaker_open", "unreachable"};
    return NAMES[cause];
}

/* ---- Operations ------------------------------------------------------------------------------ */

static double *copy_bins(SimReport *report, const double *bins, size_t count) {
    double *copy = arena_allocate(&report->arena, (count + 1) * sizeof *copy);
    for (size_t i = 0; i < count; i++) {
        copy[i] = bins[i];
    }
    return copy;
}

static void report_operation(SimReport *report, const Run *run, const WarmUp *warmup,
                             uint32_t position, Histogram *latency) {
    const OperationState *state = &run->operations[position];
    const Operation *operation = run->plan->operations[position].source;
    OperationReport *out = &report->operations[position];
    for (uint32_t s = warmup->cut; s <= run->slice; s++) {
        histogram_merge(latency, &state->latency[s]);
    }
    out->id = operation->id;
    out->has_effect = operation->has_effect;
    out->offered = state->offered;
    out->ok = state->ok;
    out->unfinished = state->unfinished;
    for (int cause = 0; cause < CAUSE_COUNT; cause++) {
        out->failed[cause] = state->failed[cause];
    }
    out->stale = state->stale;
    memcpy(out->stories, state->stories, sizeof out->stories);
    out->slowest_ms = (double)state->slowest / NS_IN_MS;
    out->lost_updates = state->lost_updates;
    out->effects = state->effects;
    out->slowest_effect_s = (double)state->slowest_effect / NS_IN_S;
    double half_width = 0.0;
    double mean = latency->count ? latency->sum / (double)latency->count : 0.0;
    out->mean_ms = mean / NS_IN_MS;
    bool known = batch_means_half_width(&state->batches, run->cuts[warmup->cut], &half_width);
    out->ci_low_ms = known ? fmax(0.0, mean - half_width) / NS_IN_MS : 1.0;
    out->ci_high_ms = known ? (mean + half_width) / NS_IN_MS : 0.0;
    out->series_offered = copy_bins(report, state->bin_offered, run->bin_count);
    out->series_ok = copy_bins(report, state->bin_ok, run->bin_count);
    out->series_failed = copy_bins(report, state->bin_failed, run->bin_count);
    out->series_mean_ms = copy_bins(report, state->bin_latency, run->bin_count);
    out->series_duplicated = copy_bins(report, state->bin_duplicated, run->bin_count);
    for (size_t i = 0; i < run->bin_count; i++) {
        double ok = state->bin_ok[i];
        out->series_mean_ms[i] = ok > 0.0 ? state->bin_latency[i] / ok / NS_IN_MS : 0.0;
    }
}

/* ---- Components ------------------------------------------------------------------------------ */

/* Of a database whose replicas take the reads: the busier of the primary and the replicas. */
static double database_utilisation(const PlanComponent *plan, const Counts *counts,
                                   double window_ns) {
    double capacity = window_ns * plan->station_slots;
    double replicas_ns = counts->replicas_ns / fmax(plan->station_count - 1, 1.0);
    return fmin(1.0, fmax(counts->primary_ns, replicas_ns) / capacity);
}

static double partition_heat(const Run *run, const PlanComponent *plan) {
    double most = 0.0, total = 0.0;
    for (uint32_t p = 0; p < plan->partitions; p++) {
        double arrivals = (double)run->stations[plan->first_station + p * plan->copies].arrivals;
        most = fmax(most, arrivals);
        total += arrivals;
    }
    return total > 0.0 ? most * plan->partitions / total : -1.0;
}

/* How many times as long as those of the mean partition the slots of the busiest one were held. */
static double busy_heat(const Run *run, const PlanComponent *plan) {
    double most = 0.0, total = 0.0;
    for (uint32_t p = 0; p < plan->partitions; p++) {
        double held_ns = 0.0;
        for (uint32_t c = 0; c < plan->copies; c++) {
            const Station *station = &run->stations[plan->first_station + p * plan->copies + c];
            held_ns += server_held_ns(run, station);
        }
        most = fmax(most, held_ns);
        total += held_ns;
    }
    return total > 0.0 ? most * plan->partitions / total : 1.0;
}

/* What was counted after the warm-up. */
static Counts measured_counts(Run *run, uint32_t position, uint32_t cut) {
    Counts now = warmup_counts(run, position);
    const Counts *before = &run->passed[(size_t)cut * run->plan->component_count + position];
    return (Counts){.arrivals = now.arrivals - before->arrivals,
                    .served = now.served - before->served,
                    .started = now.started - before->started,
                    .refused = now.refused - before->refused,
                    .lookups = now.lookups - before->lookups,
                    .hits = now.hits - before->hits,
                    .held = now.held - before->held,
                    .waiting_max = warmup_waiting_max(run, position, cut),
                    .wait_ns = now.wait_ns - before->wait_ns,
                    .held_ns = now.held_ns - before->held_ns,
                    .busy_area = now.busy_area - before->busy_area,
                    .waiting_area = now.waiting_area - before->waiting_area,
                    .slots_area = now.slots_area - before->slots_area,
                    .primary_ns = now.primary_ns - before->primary_ns,
                    .replicas_ns = now.replicas_ns - before->replicas_ns};
}

/* 0 when nothing was counted. */
static double mean_ms(double sum_ns, uint64_t count) {
    return count > 0 ? sum_ns / (double)count / NS_IN_MS : 0.0;
}

static void report_component(SimReport *report, Run *run, uint32_t cut, uint32_t position) {
    const PlanComponent *plan = &run->plan->components[position];
    ComponentReport *out = &report->components[position];
    Counts counts = measured_counts(run, position, cut);
    double window_ns = (double)(run->load_now - run->cuts[cut]);
    double window_s = fmax(window_ns, 1.0) / NS_IN_S;
    bool serves = plan->layout != LAYOUT_NONE;
    bool is_counted = serves || plan->is_broker;
    out->id = plan->id;
    out->arrivals = counts.arrivals;
    out->refused = counts.refused;
    out->utilisation =
        serves ? (counts.slots_area > 0.0 ? counts.busy_area / counts.slots_area : 0.0) : -1.0;
    if (plan->layout == LAYOUT_DATABASE && plan->reads_replicas && window_ns > 0.0) {
        out->utilisation = database_utilisation(plan, &counts, window_ns);
    }
    out->peak_utilisation = plan->layout == LAYOUT_PARTITIONS
                                ? fmin(1.0, out->utilisation * busy_heat(run, plan))
                                : out->utilisation;
    out->arrivals_per_s = is_counted ? (double)counts.arrivals / window_s : -1.0;
    out->throughput_per_s = serves ? (double)counts.served / window_s : -1.0;
    out->wait_mean_ms = serves ? mean_ms(counts.wait_ns, counts.started) : -1.0;
    out->holding_mean_ms = serves ? mean_ms(counts.held_ns, counts.held) : -1.0;
    out->queue_mean = is_counted ? counts.waiting_area / fmax(window_ns, 1.0) : -1.0;
    out->queue_max = is_counted ? (double)counts.waiting_max : -1.0;
    out->hit_ratio =
        plan->is_cache && counts.lookups ? (double)counts.hits / (double)counts.lookups : -1.0;
    out->partition_heat = plan->layout == LAYOUT_PARTITIONS ? partition_heat(run, plan) : -1.0;
    out->cost_usd_month = plan->cost_usd_month;
    out->series_utilisation = arena_allocate(&report->arena, (run->bin_count + 1) * sizeof(double));
    out->series_queue = arena_allocate(&report->arena, (run->bin_count + 1) * sizeof(double));
    for (size_t i = 0; i < run->bin_count; i++) {
        size_t from = i * run->plan->component_count + position;
        out->series_utilisation[i] = run->bin_utilisation[from];
        out->series_queue[i] = run->bin_queue[from];
    }
}

static void report_connection(SimReport *report, const Run *run, uint32_t position) {
    const ConnectionState *state = &run->connections[position];
    report->connections[position] = (ConnectionReport){.id = run->plan->connections[position].id,
                                                       .attempts = state->attempts,
                                                       .retries = state->retries,
                                                       .timeouts = state->timed_out,
                                                       .hedges = state->hedged,
                                                       .breaker_opened = state->opened};
}

static void report_fault(SimReport *report, const Run *run, size_t position) {
    const ActiveFault *active = &run->faults[position];
    report->faults[position] = (FaultReport){.id = active->fault->id,
                                             .title = active->fault->title,
                                             .at_s = active->fault->at_s,
                                             .for_s = active->fault->for_s,
                                             .applied = active->applied,
                                             .why = active->why,
                                             .offered = active->offered,
                                             .failed = active->failed};
}

/* ---------------------------------------------------------------------------------------------- */

static void take_story(SimReport *report, const Run *run) {
    report->story_count = run->story.count;
    report->story = arena_allocate(&report->arena, (run->story.count + 1) * sizeof(StoryLine));
    for (size_t i = 0; i < run->story.count; i++) {
        report->story[i] = run->story.items[i];
    }
    report->story_number = run->traced <= run->intent_count ? run->traced : 0;
    report->story_operation =
        report->story_number ? run->plan->operations[run->story_operation].source->id : NULL;
}

Tally tally_make(Run *run, const SimOptions *options) {
    const Plan *plan = run->plan;
    SimReport *report = memory_allocate(sizeof *report);
    Arena *arena = &report->arena;
    WarmUp warmup = warmup_find(run);
    identities_check_run(run);
    report->design = plan->design;
    report->scenario = plan->scenario;
    report->seed = options->seed;
    report->seconds = options->seconds;
    report->warmup_s = (double)run->cuts[warmup.cut] / NS_IN_S;
    report->warmup_found = !run->cut_is_given;
    report->settled = warmup.settled;
    report->settling =
        warmup.operation == NO_INDEX ? NULL : plan->operations[warmup.operation].source->id;
    report->drained_s = fmax(0.0, (double)(run->now - run->end) / NS_IN_S);
    report->replications = 1;
    report->cut_short = run->cut_short;
    report->events = run->event_count;
    report->operation_count = plan->operation_count;
    report->component_count = plan->component_count;
    report->connection_count = plan->connection_count;
    report->fault_count = run->fault_count;
    report->operations =
        arena_allocate(arena, (plan->operation_count + 1) * sizeof(OperationReport));
    report->components =
        arena_allocate(arena, (plan->component_count + 1) * sizeof(ComponentReport));
    report->connections =
        arena_allocate(arena, (plan->connection_count + 1) * sizeof(ConnectionReport));
    report->faults = arena_allocate(arena, (run->fault_count + 1) * sizeof(FaultReport));
    report->bin_s = (double)run->bin_ns / NS_IN_S;
    report->bin_count = run->bin_count;
    Tally tally = {report, memory_allocate(plan->operation_count * sizeof(Histogram))};
    for (uint32_t o = 0; o < plan->operation_count; o++) {
        report_operation(report, run, &warmup, o, &tally.latencies[o]);
    }
    for (uint32_t c = 0; c < plan->component_count; c++) {
        report_component(report, run, warmup.cut, c);
    }
    for (uint32_t e = 0; e < plan->connection_count; e++) {
        report_connection(report, run, e);
    }
    for (size_t f = 0; f < run->fault_count; f++) {
        report_fault(report, run, f);
    }
    take_story(report, run);
    return tally;
}

void sim_report_free(SimReport *report) {
    if (report) {
        arena_free(&report->arena);
        free(report);
    }
}
