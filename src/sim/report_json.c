/* The faultline/report format. */
#include <stdio.h>

#include "sim/study.h"

enum { REPORT_VERSION = 1 };

static void count_member(JsonWriter *writer, const char *key, uint64_t count) {
    json_number_member(writer, key, (double)count);
}

/* What does not apply is left out. */
static void known_member(JsonWriter *writer, const char *key, double value) {
    if (value >= 0.0) {
        json_number_member(writer, key, value);
    }
}

static void write_effects(JsonWriter *writer, const EffectCounts *effects) {
    json_key(writer, "effects");
    json_begin_object(writer, JSON_INLINE);
    count_member(writer, "done", effects->done);
    count_member(writer, "lost", effects->lost);
    count_member(writer, "duplicated", effects->duplicated);
    count_member(writer, "late", effects->late);
    count_member(writer, "parked", effects->parked);
    count_member(writer, "acknowledged", effects->acknowledged);
    count_member(writer, "unacknowledged", effects->unacknowledged);
    json_end_object(writer);
}

static void write_times(JsonWriter *writer, const OperationReport *operation) {
    if (operation->measured == 0) {
        return;
    }
    json_number_member(writer, "mean_ms", operation->mean_ms);
    if (operation->ci_low_ms <= operation->ci_high_ms) {
        json_key(writer, "mean_ci95_ms");
        json_begin_array(writer, JSON_INLINE);
        json_number(writer, operation->ci_low_ms);
        json_number(writer, operation->ci_high_ms);
        json_end_array(writer);
    }
    json_number_member(writer, "p50_ms", operation->p50_ms);
    json_number_member(writer, "p90_ms", operation->p90_ms);
    json_number_member(writer, "p99_ms", operation->p99_ms);
    json_number_member(writer, "p999_ms", operation->p999_ms);
    json_number_member(writer, "max_ms", operation->max_ms);
}

static void write_slos(JsonWriter *writer, const OperationReport *operation) {
    json_key(writer, "slo");
    json_begin_array(writer, JSON_BLOCK);
    for (size_t i = 0; i < operation->slo_count; i++) {
        const SloVerdict *verdict = &operation->slo[i];
        json_begin_object(writer, JSON_INLINE);
        json_text_member(writer, "name", slo_name(verdict->slo));
        json_number_member(writer, "target", verdict->target);
        json_key(writer, "measured");
        if (verdict->has_measured) {
            json_number(writer, verdict->measured);
        } else {
            json_null(writer);
        }
        json_boolean_member(writer, "met", verdict->met);
        json_end_object(writer);
    }
    json_end_array(writer);
}

static void write_operation(JsonWriter *writer, const OperationReport *operation) {
    json_begin_object(writer, JSON_BLOCK);
    json_text_member(writer, "id", operation->id);
    count_member(writer, "offered", operation->offered);
    count_member(writer, "ok", operation->ok);
    json_key(writer, "failed");
    json_begin_object(writer, JSON_INLINE);
    for (int cause = CAUSE_NONE + 1; cause < CAUSE_COUNT; cause++) {
        count_member(writer, cause_name((Cause)cause), operation->failed[cause]);
    }
    json_end_object(writer);
    count_member(writer, "unfinished", operation->unfinished);
    write_times(writer, operation);
    if (operation->has_effect) {
        write_effects(writer, &operation->effects);
    }
    count_member(writer, "stale", operation->stale);
    count_member(writer, "lost_updates", operation->lost_updates);
    write_slos(writer, operation);
    json_end_object(writer);
}

static void write_component(JsonWriter *writer, const ComponentReport *component) {
    json_begin_object(writer, JSON_BLOCK);
    json_text_member(writer, "id", component->id);
    known_member(writer, "utilisation", component->utilisation);
    known_member(writer, "peak_utilisation", component->peak_utilisation);
    known_member(writer, "arrivals_per_s", component->arrivals_per_s);
    known_member(writer, "throughput_per_s", component->throughput_per_s);
    known_member(writer, "holding_mean_ms", component->holding_mean_ms);
    known_member(writer, "wait_mean_ms", component->wait_mean_ms);
    known_member(writer, "queue_mean", component->queue_mean);
    known_member(writer, "queue_max", component->queue_max);
    if (component->queue_max >= 0.0) {
        count_member(writer, "refused", component->refused);
    }
    known_member(writer, "hit_ratio", component->hit_ratio);
    known_member(writer, "partition_heat", component->partition_heat);
    json_number_member(writer, "cost_usd_month", component->cost_usd_month);
    json_end_object(writer);
}

static void write_connection(JsonWriter *writer, const ConnectionReport *connection) {
    json_begin_object(writer, JSON_INLINE);
    json_text_member(writer, "id", connection->id);
    count_member(writer, "attempts", connection->attempts);
    count_member(writer, "retries", connection->retries);
    count_member(writer, "timeouts", connection->timeouts);
    count_member(writer, "hedges", connection->hedges);
    count_member(writer, "breaker_opened", connection->breaker_opened);
    json_end_object(writer);
}

static void write_fault(JsonWriter *writer, const FaultReport *fault) {
    json_begin_object(writer, JSON_BLOCK);
    json_text_member(writer, "id", fault->id);
    json_boolean_member(writer, "applied", fault->applied);
    if (fault->why) {
        json_text_member(writer, "why", fault->why);
    }
    count_member(writer, "offered", fault->offered);
    count_member(writer, "failed", fault->failed);
    json_end_object(writer);
}

/* ---- The series ------------------------------------------------------------------------------ */

static void write_bins(JsonWriter *writer, const char *key, const double *bins, size_t count) {
    json_key(writer, key);
    json_begin_array(writer, JSON_INLINE);
    for (size_t i = 0; i < count; i++) {
        json_number(writer, bins[i]);
    }
    json_end_array(writer);
}

static void write_series(JsonWriter *writer, const SimReport *report) {
    json_key(writer, "series");
    json_begin_object(writer, JSON_BLOCK);
    json_number_member(writer, "bin_s", report->bin_s);
    json_key(writer, "operations");
    json_begin_array(writer, JSON_BLOCK);
    for (size_t i = 0; i < report->operation_count; i++) {
        const OperationReport *operation = &report->operations[i];
        json_begin_object(writer, JSON_BLOCK);
        json_text_member(writer, "id", operation->id);
        write_bins(writer, "offered", operation->series_offered, report->bin_count);
        write_bins(writer, "ok", operation->series_ok, report->bin_count);
        write_bins(writer, "failed", operation->series_failed, report->bin_count);
        write_bins(writer, "mean_ms", operation->series_mean_ms, report->bin_count);
        if (operation->has_effect) {
            write_bins(writer, "duplicated", operation->series_duplicated, report->bin_count);
        }
        json_end_object(writer);
    }
    json_end_array(writer);
    json_key(writer, "components");
    json_begin_array(writer, JSON_BLOCK);
    for (size_t i = 0; i < report->component_count; i++) {
        const ComponentReport *component = &report->components[i];
        if (component->queue_max < 0.0) {
            continue;
        }
        json_begin_object(writer, JSON_BLOCK);
        json_text_member(writer, "id", component->id);
        if (component->utilisation >= 0.0) {
            write_bins(writer, "utilisation", component->series_utilisation, report->bin_count);
        }
        write_bins(writer, "queue", component->series_queue, report->bin_count);
        json_end_object(writer);
    }
    json_end_array(writer);
    json_end_object(writer);
}

static void write_story(JsonWriter *writer, const SimReport *report) {
    json_key(writer, "story");
    json_begin_object(writer, JSON_BLOCK);
    count_member(writer, "intent", report->story_number);
    json_text_member(writer, "operation", report->story_operation);
    json_key(writer, "lines");
    json_begin_array(writer, JSON_BLOCK);
    for (size_t i = 0; i < report->story_count; i++) {
        const StoryLine *line = &report->story[i];
        json_begin_object(writer, JSON_INLINE);
        json_number_member(writer, "at_ms", line->at_ms);
        if (line->component) {
            json_text_member(writer, "component", line->component);
        }
        if (line->connection) {
            json_text_member(writer, "connection", line->connection);
        }
        json_text_member(writer, "what", line->what);
        known_member(writer, "value", line->value);
        json_end_object(writer);
    }
    json_end_array(writer);
    json_end_object(writer);
}

/* ---------------------------------------------------------------------------------------------- */

#define WRITE_LIST(writer, report, list)                      \
    do {                                                      \
        json_key((writer), #list "s");                        \
        json_begin_array((writer), JSON_BLOCK);               \
        for (size_t i = 0; i < (report)->list##_count; i++) { \
            write_##list((writer), &(report)->list##s[i]);    \
        }                                                     \
        json_end_array((writer));                             \
    } while (0)

static void write_warmup(JsonWriter *writer, const SimReport *report) {
    json_key(writer, "warmup");
    json_begin_object(writer, JSON_INLINE);
    json_boolean_member(writer, "found", report->warmup_found);
    json_boolean_member(writer, "settled", report->settled);
    if (report->settling) {
        json_text_member(writer, "operation", report->settling);
    }
    json_end_object(writer);
}

static void write_members(const SimReport *report, JsonWriter *writer) {
    char seed[32];
    snprintf(seed, sizeof seed, "%llu", (unsigned long long)report->seed);
    json_text_member(writer, "format", "faultline/report");
    json_number_member(writer, "version", REPORT_VERSION);
    json_text_member(writer, "design", report->design->title);
    json_text_member(writer, "scenario", report->scenario->id);
    json_text_member(writer, "seed", seed); /* a JSON number would not hold all of them */
    json_number_member(writer, "seconds", report->seconds);
    json_number_member(writer, "warmup_s", report->warmup_s);
    write_warmup(writer, report);
    json_number_member(writer, "drained_s", report->drained_s);
    json_number_member(writer, "replications", report->replications);
    count_member(writer, "events", report->events);
    json_boolean_member(writer, "cut_short", report->cut_short);
    json_boolean_member(writer, "slo_met", report->slo_met);
    json_key(writer, "bottleneck");
    if (report->bottleneck == SIZE_MAX) {
        json_null(writer);
    } else {
        json_text(writer, report->components[report->bottleneck].id);
    }
    json_number_member(writer, "cost_usd_month", report->cost_usd_month);
    WRITE_LIST(writer, report, operation);
    WRITE_LIST(writer, report, component);
    WRITE_LIST(writer, report, connection);
    WRITE_LIST(writer, report, fault);
    write_series(writer, report);
    if (report->story_number > 0) {
        write_story(writer, report);
    }
}

void sim_report_write(const SimReport *report, JsonWriter *writer) {
    json_begin_object(writer, JSON_BLOCK);
    write_members(report, writer);
    json_end_object(writer);
}

/* ---- Studies --------------------------------------------------------------------------------- */

static void write_fault_run(JsonWriter *writer, const SimReport *report, const Fault *fault) {
    static const FaultReport NOTHING = {.applied = false};
    const FaultReport *struck = report->fault_count > 0 ? &report->faults[0] : &NOTHING;
    json_begin_object(writer, JSON_BLOCK);
    json_text_member(writer, "fault", fault->id);
    json_boolean_member(writer, "applied", struck->applied);
    if (struck->why) {
        json_text_member(writer, "why", struck->why);
    }
    count_member(writer, "offered", struck->offered);
    count_member(writer, "failed", struck->failed);
    json_boolean_member(writer, "slo_met", report->slo_met);
    json_boolean_member(writer, "cut_short", report->cut_short);
    WRITE_LIST(writer, report, operation);
    if (report->story_number > 0) {
        write_story(writer, report);
    }
    json_end_object(writer);
}

void study_write(const Study *study, JsonWriter *writer) {
    json_begin_object(writer, JSON_BLOCK);
    write_members(study->base, writer);
    json_boolean_member(writer, "slo_met_under_each_fault", study->slo_met);
    json_key(writer, "fault_runs");
    json_begin_array(writer, JSON_BLOCK);
    for (size_t f = 0; f < study->count; f++) {
        write_fault_run(writer, study->reports[f], &study->base->scenario->faults[f]);
    }
    json_end_array(writer);
    json_end_object(writer);
}
