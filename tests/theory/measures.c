#include "theory/measures.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The model names what it does not have: no measurement is better than a wrong one. */
static void *no_such(const char *what, const char *id) {
    fprintf(stderr, "the report has no %s `%s`\n", what, id);
    abort();
}

static const OperationReport *operation_of(const SimReport *report, const char *id) {
    for (size_t i = 0; i < report->operation_count; i++) {
        if (strcmp(report->operations[i].id, id) == 0) {
            return &report->operations[i];
        }
    }
    return no_such("operation", id);
}

static const ComponentReport *component_of(const SimReport *report, const char *id) {
    for (size_t i = 0; i < report->component_count; i++) {
        if (strcmp(report->components[i].id, id) == 0) {
            return &report->components[i];
        }
    }
    return no_such("component", id);
}

static const ConnectionReport *connection_of(const SimReport *report, const char *id) {
    for (size_t i = 0; i < report->connection_count; i++) {
        if (strcmp(report->connections[i].id, id) == 0) {
            return &report->connections[i];
        }
    }
    return no_such("connection", id);
}

static double share(uint64_t part, uint64_t whole) {
    return whole > 0 ? (double)part / (double)whole : NAN;
}

double measure_mean(const SimReport *report, const char *id) {
    return operation_of(report, id)->mean_ms;
}

double measure_p50(const SimReport *report, const char *id) {
    return operation_of(report, id)->p50_ms;
}

double measure_p90(const SimReport *report, const char *id) {
    return operation_of(report, id)->p90_ms;
}

double measure_p99(const SimReport *report, const char *id) {
    return operation_of(report, id)->p99_ms;
}

double measure_p999(const SimReport *report, const char *id) {
    return operation_of(report, id)->p999_ms;
}

double measure_ok(const SimReport *report, const char *id) {
    const OperationReport *operation = operation_of(report, id);
    return share(operation->ok, operation->offered);
}

double measure_failed(const SimReport *report, const char *id) {
    const OperationReport *operation = operation_of(report, id);
    uint64_t failed = 0;
    for (int cause = 0; cause < CAUSE_COUNT; cause++) {
        failed += operation->failed[cause];
    }
    return share(failed, operation->offered);
}

double measure_parked(const SimReport *report, const char *id) {
    const OperationReport *operation = operation_of(report, id);
    return share(operation->effects.parked, operation->offered);
}

double measure_duplicated(const SimReport *report, const char *id) {
    const OperationReport *operation = operation_of(report, id);
    return share(operation->effects.duplicated, operation->offered);
}

double measure_ok_at_end(const SimReport *report, const char *id) {
    const OperationReport *operation = operation_of(report, id);
    double ok = 0.0, offered = 0.0;
    for (size_t i = report->bin_count - report->bin_count / 10; i < report->bin_count; i++) {
        ok += operation->series_ok[i];
        offered += operation->series_offered[i];
    }
    return ok / offered;
}

double measure_wait(const SimReport *report, const char *id) {
    return component_of(report, id)->wait_mean_ms;
}

double measure_queue(const SimReport *report, const char *id) {
    return component_of(report, id)->queue_mean;
}

double measure_busy(const SimReport *report, const char *id) {
    return component_of(report, id)->utilisation;
}

double measure_rate(const SimReport *report, const char *id) {
    return component_of(report, id)->throughput_per_s;
}

double measure_hits(const SimReport *report, const char *id) {
    return component_of(report, id)->hit_ratio;
}

double measure_heat(const SimReport *report, const char *id) {
    return component_of(report, id)->partition_heat;
}

double measure_arrivals(const SimReport *report, const char *id) {
    return share(component_of(report, id)->arrivals, report->operations[0].offered);
}

static uint64_t requests_over(const SimReport *report, const char *id) {
    const Connection *connection = design_connection(report->design, id);
    uint64_t offered = 0;
    for (size_t i = 0; i < report->operation_count; i++) {
        bool carries = connection_carries(connection, report->operations[i].id);
        offered += carries ? report->operations[i].offered : 0;
    }
    return offered;
}

double measure_attempts(const SimReport *report, const char *id) {
    return share(connection_of(report, id)->attempts, requests_over(report, id));
}

double measure_hedges(const SimReport *report, const char *id) {
    return share(connection_of(report, id)->hedges, requests_over(report, id));
}
