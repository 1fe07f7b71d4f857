/* What a run counted (docs/FORMATS.md, "Reports"). Ids point into the design and the scenario,
 * which must outlive it. */
#ifndef FAULTLINE_SIM_SIM_REPORT_H
#define FAULTLINE_SIM_SIM_REPORT_H

#include <stdbool.h>
#include <stdint.h>

#include "model/design.h"
#include "model/scenario.h"

typedef enum Cause {
    CAUSE_NONE,
    CAUSE_TIMEOUT,
    CAUSE_REFUSED,
    CAUSE_ERROR,
    CAUSE_RATE_LIMITED,
    CAUSE_BREAKER_OPEN,
    CAUSE_UNREACHABLE,
    CAUSE_COUNT
} Cause;
const char *cause_name(Cause cause); /* "rate_limited"; "" for CAUSE_NONE */

/* Which request's story is told: the slowest, the first that became something, or any. */
typedef enum StoryWish {
    STORY_NONE,
    STORY_SLOWEST,
    STORY_LOST,
    STORY_DUPLICATED,
    STORY_LATE,
    STORY_PARKED,
    STORY_FAILED,
    STORY_STALE,
    STORY_NUMBER, /* the n-th that arrived, from 1 */
    STORY_KINDS = STORY_NUMBER
} StoryWish;

/* Every intent that was acknowledged, or whose effect happened all the same, is in one of done,
 * duplicated, lost and parked. */
typedef struct EffectCounts {
    uint64_t acknowledged;   /* of them, the caller was told that it worked */
    uint64_t unacknowledged; /* of them, the caller was told otherwise, or nothing */
    uint64_t done, duplicated, lost, parked;
    uint64_t late; /* of done and duplicated */
} EffectCounts;

typedef struct SloVerdict {
    SloId slo;
    double target;
    double measured; /* meaningless when there is none */
    bool has_measured, met;
} SloVerdict;

typedef struct OperationReport {
    const char *id;
    bool has_effect;
    uint64_t offered, ok, unfinished, failed[CAUSE_COUNT];
    uint64_t stale, lost_updates;
    uint64_t measured; /* successes after the warm-up, which the times below are of */
    double mean_ms, ci_low_ms, ci_high_ms; /* the interval is empty (low > high) when unknown */
    double p50_ms, p90_ms, p99_ms, p999_ms, max_ms;
    EffectCounts effects;
    double slowest_effect_s;
    /* Of the first replication: the numbers of such intents, 0: none; how long the slowest took,
     * the warm-up among them. */
    uint64_t stories[STORY_KINDS];
    double slowest_ms;
    SloVerdict slo[SLO_COUNT];
    size_t slo_count;
    double *series_offered, *series_ok, *series_failed, *series_mean_ms; /* by bin */
    double *series_duplicated;
} OperationReport;

/* What does not apply to a component is below zero. */
typedef struct ComponentReport {
    const char *id;
    uint64_t arrivals, refused;
    double utilisation, arrivals_per_s, throughput_per_s, wait_mean_ms, queue_mean, queue_max;
    double peak_utilisation; /* of the slots of its busiest partition; else the same */
    double holding_mean_ms;  /* how long a slot was held */
    double hit_ratio, partition_heat, cost_usd_month;
    double *series_utilisation, *series_queue; /* by bin */
} ComponentReport;

typedef struct ConnectionReport {
    const char *id;
    uint64_t attempts, retries, timeouts, hedges, breaker_opened;
} ConnectionReport;

typedef struct FaultReport {
    const char *id, *title;
    double at_s, for_s;
    bool applied;    /* false: the design has no such target, or the effect means nothing there */
    const char *why; /* when it was not applied */
    uint64_t offered, failed; /* while it lasted */
} FaultReport;

typedef struct StoryLine {
    double at_ms;                       /* after the intent arrived */
    const char *component, *connection; /* ids, or NULL */
    const char *what;
    double value; /* of a pause, a wait or work, in ms; below zero: none */
} StoryLine;

typedef struct SimReport {
    const Design *design;
    const Scenario *scenario;
    uint64_t seed;
    double seconds, drained_s;
    double warmup_s;      /* what is not measured at the beginning; of replications the longest */
    bool warmup_found;    /* false: it was given */
    const char *settling; /* the operation whose latency took longest to settle; NULL: none */
    bool settled;         /* false: it did not within half of the load, so nothing is left out */
    unsigned replications;
    bool cut_short; /* it was stopped, or met its limit of events */
    uint64_t events;
    OperationReport *operations;
    ComponentReport *components;
    ConnectionReport *connections;
    FaultReport *faults;
    size_t operation_count, component_count, connection_count, fault_count;
    double bin_s;
    size_t bin_count;
    size_t bottleneck; /* the component of the highest peak utilisation; SIZE_MAX: none */
    double cost_usd_month;
    bool slo_met;
    StoryLine *story;
    size_t story_count;
    uint64_t story_number; /* of the intent; 0: there is no such intent */
    const char *story_operation;
    Arena arena;
} SimReport;

void sim_report_free(SimReport *report); /* NULL is fine */
/* The bytes of a faultline/report. */
void sim_report_write(const SimReport *report, JsonWriter *writer);

#endif
