/* Replications into one report: counts add up, times and rates are averaged, the interval is that of
 * the replications' means. Then the verdicts. */
#include <math.h>
#include <stdlib.h>

#include "sim/identities.h"
#include "sim/report.h"

static void add_bins(double *to, const double *from, size_t count) {
    for (size_t i = 0; i < count; i++) {
        to[i] += from[i];
    }
}

static void scale_bins(double *bins, size_t count, double factor) {
    for (size_t i = 0; i < count; i++) {
        bins[i] *= factor;
    }
}

static void add_operation(OperationReport *to, const OperationReport *from, size_t bins) {
    to->offered += from->offered;
    to->ok += from->ok;
    to->unfinished += from->unfinished;
    for (int cause = 0; cause < CAUSE_COUNT; cause++) {
        to->failed[cause] += from->failed[cause];
    }
    to->stale += from->stale;
    to->lost_updates += from->lost_updates;
    to->effects.acknowledged += from->effects.acknowledged;
    to->effects.unacknowledged += from->effects.unacknowledged;
    to->effects.done += from->effects.done;
    to->effects.duplicated += from->effects.duplicated;
    to->effects.lost += from->effects.lost;
    to->effects.parked += from->effects.parked;
    to->effects.late += from->effects.late;
    to->slowest_effect_s = fmax(to->slowest_effect_s, from->slowest_effect_s);
    add_bins(to->series_offered, from->series_offered, bins);
    add_bins(to->series_ok, from->series_ok, bins);
    add_bins(to->series_failed, from->series_failed, bins);
    add_bins(to->series_mean_ms, from->series_mean_ms, bins);
    add_bins(to->series_duplicated, from->series_duplicated, bins);
}

static void add_component(ComponentReport *to, const ComponentReport *from, size_t bins) {
    to->arrivals += from->arrivals;
    to->refused += from->refused;
    to->utilisation += from->utilisation;
    to->peak_utilisation += from->peak_utilisation;
    to->arrivals_per_s += from->arrivals_per_s;
    to->throughput_per_s += from->throughput_per_s;
    to->wait_mean_ms += from->wait_mean_ms;
    to->holding_mean_ms += from->holding_mean_ms;
    to->queue_mean += from->queue_mean;
    to->queue_max = fmax(to->queue_max, from->queue_max);
    to->hit_ratio += from->hit_ratio;
    to->partition_heat += from->partition_heat;
    add_bins(to->series_utilisation, from->series_utilisation, bins);
    add_bins(to->series_queue, from->series_queue, bins);
}

static void average(SimReport *report, double share) {
    for (size_t i = 0; i < report->component_count; i++) {
        ComponentReport *component = &report->components[i];
        component->utilisation *= share;
        component->peak_utilisation *= share;
        component->arrivals_per_s *= share;
        component->throughput_per_s *= share;
        component->wait_mean_ms *= share;
        component->holding_mean_ms *= share;
        component->queue_mean *= share;
        component->hit_ratio *= share;
        component->partition_heat *= share;
        scale_bins(component->series_utilisation, report->bin_count, share);
        scale_bins(component->series_queue, report->bin_count, share);
    }
    for (size_t i = 0; i < report->operation_count; i++) {
        OperationReport *operation = &report->operations[i];
        scale_bins(operation->series_offered, report->bin_count, share);
        scale_bins(operation->series_ok, report->bin_count, share);
        scale_bins(operation->series_failed, report->bin_count, share);
        scale_bins(operation->series_mean_ms, report->bin_count, share);
        scale_bins(operation->series_duplicated, report->bin_count, share);
    }
}

static void add_report(SimReport *to, const SimReport *from) {
    to->replications += from->replications;
    to->events += from->events;
    to->cut_short |= from->cut_short;
    if (from->warmup_s > to->warmup_s) {
        to->warmup_s = from->warmup_s;
        to->settling = from->settling;
    }
    to->settled &= from->settled;
    to->drained_s = fmax(to->drained_s, from->drained_s);
    for (size_t i = 0; i < to->operation_count; i++) {
        add_operation(&to->operations[i], &from->operations[i], to->bin_count);
    }
    for (size_t i = 0; i < to->component_count; i++) {
        add_component(&to->components[i], &from->components[i], to->bin_count);
    }
    for (size_t i = 0; i < to->connection_count; i++) {
        ConnectionReport *connection = &to->connections[i];
        connection->attempts += from->connections[i].attempts;
        connection->retries += from->connections[i].retries;
        connection->timeouts += from->connections[i].timeouts;
        connection->hedges += from->connections[i].hedges;
        connection->breaker_opened += from->connections[i].breaker_opened;
    }
    for (size_t i = 0; i < to->fault_count; i++) {
        to->faults[i].offered += from->faults[i].offered;
        to->faults[i].failed += from->faults[i].failed;
        to->faults[i].applied |= from->faults[i].applied;
    }
}

/* ---- Verdicts -------------------------------------------------------------------------------- */

static SloVerdict judge(const OperationReport *operation, SloId slo, double target,
                        unsigned replications) {
    SloVerdict verdict = {.slo = slo, .target = target, .has_measured = true};
    double offered = (double)operation->offered;
    double ok = (double)operation->ok;
    switch (slo) {
    case SLO_P99_MS:
        verdict.has_measured = operation->measured > 0;
        verdict.measured = operation->p99_ms;
        break;
    case SLO_AVAILABILITY_PCT:
        verdict.has_measured = offered > 0.0;
        verdict.measured = offered > 0.0 ? 100.0 * ok / offered : 0.0;
        verdict.met = verdict.has_measured && verdict.measured >= target;
        return verdict;
    case SLO_EFFECT_WITHIN_S:
        verdict.has_measured = operation->effects.done + operation->effects.duplicated > 0;
        verdict.measured = operation->slowest_effect_s;
        break;
    case SLO_LOST:
        verdict.has_measured = operation->has_effect && ok > 0.0;
        verdict.measured = (double)operation->effects.lost / replications;
        break;
    case SLO_DUPLICATED:
        verdict.has_measured = operation->has_effect && ok > 0.0;
        verdict.measured = (double)operation->effects.duplicated / replications;
        break;
    case SLO_STALE_PCT:
        verdict.has_measured = ok > 0.0;
        verdict.measured = ok > 0.0 ? 100.0 * (double)operation->stale / ok : 0.0;
        break;
    case SLO_LOST_UPDATES:
        verdict.has_measured = ok > 0.0;
        verdict.measured = (double)operation->lost_updates / replications;
        break;
    case SLO_COUNT:
        break;
    }
    verdict.met = verdict.has_measured && verdict.measured <= target;
    return verdict;
}

static void judge_all(SimReport *report) {
    report->slo_met = true;
    for (size_t i = 0; i < report->operation_count; i++) {
        OperationReport *operation = &report->operations[i];
        const Slo *slo = &report->scenario->operations[i].slo;
        for (int id = 0; id < SLO_COUNT; id++) {
            double target = slo_target(slo, (SloId)id);
            if (target >= 0.0) {
                SloVerdict verdict = judge(operation, (SloId)id, target, report->replications);
                operation->slo[operation->slo_count++] = verdict;
                report->slo_met &= verdict.met;
            }
        }
    }
}

/* ---------------------------------------------------------------------------------------------- */

static void measure(OperationReport *operation, const Histogram *latency, const double *means,
                    size_t count) {
    operation->measured = latency->count;
    operation->mean_ms = latency->count ? latency->sum / (double)latency->count / NS_IN_MS : 0.0;
    operation->p50_ms = histogram_quantile(latency, 0.5) / NS_IN_MS;
    operation->p90_ms = histogram_quantile(latency, 0.9) / NS_IN_MS;
    operation->p99_ms = histogram_quantile(latency, 0.99) / NS_IN_MS;
    operation->p999_ms = histogram_quantile(latency, 0.999) / NS_IN_MS;
    operation->max_ms = (double)latency->max / NS_IN_MS;
    double half_width;
    if (count > 1 && confidence_half_width(means, count, &half_width)) {
        operation->ci_low_ms = fmax(0.0, operation->mean_ms - half_width);
        operation->ci_high_ms = operation->mean_ms + half_width;
    }
}

static void find_bottleneck(SimReport *report) {
    double highest = 0.0;
    report->bottleneck = SIZE_MAX;
    for (size_t i = 0; i < report->component_count; i++) {
        report->cost_usd_month += report->components[i].cost_usd_month;
        if (report->components[i].peak_utilisation > highest) {
            highest = report->components[i].peak_utilisation;
            report->bottleneck = i;
        }
    }
}

SimReport *tallies_merge(Tally *tallies, unsigned count) {
    SimReport *report = tallies[0].report;
    size_t operations = report->operation_count;
    double *means = memory_allocate(count * operations * sizeof *means);
    for (unsigned r = 0; r < count; r++) {
        for (size_t o = 0; o < operations; o++) {
            means[o * count + r] = tallies[r].report->operations[o].mean_ms;
            if (r > 0) {
                histogram_merge(&tallies[0].latencies[o], &tallies[r].latencies[o]);
                histogram_free(&tallies[r].latencies[o]);
            }
        }
        if (r > 0) {
            add_report(report, tallies[r].report);
            sim_report_free(tallies[r].report);
            free(tallies[r].latencies);
        }
    }
    average(report, 1.0 / count);
    for (size_t o = 0; o < operations; o++) {
        measure(&report->operations[o], &tallies[0].latencies[o], &means[o * count], count);
        histogram_free(&tallies[0].latencies[o]);
    }
    free(tallies[0].latencies);
    free(means);
    find_bottleneck(report);
    judge_all(report);
    identities_check_report(report);
    return report;
}
