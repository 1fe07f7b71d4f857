#include "sim/failures.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

const FailureMode FAILURE_MODES[] = {
    {"retry-storm",
     "Requests answered a second",
     "stuck",
     200,
     CURVE_ANSWERED,
     "get",
     {{"drawn", "three attempts"},
      {"budget", "with a retry budget"},
      {"breaker", "with a breaker"}}},
    {"stampede",
     "Requests that wait at the database",
     "the cache is emptied",
     40,
     CURVE_QUEUE,
     "db",
     {{"drawn", "each miss asks"}, {"mended", "one fetches, the others wait"}}},
    {"slot-exhaustion",
     "Requests that wait at the edge",
     "the provider is slow",
     60,
     CURVE_QUEUE,
     "edge",
     {{"drawn", "no timeout"}, {"mended", "a timeout of 100 ms"}}},
    {"hot-partition",
     "Mean latency of a read, ms",
     "one key is hot",
     60,
     CURVE_MEAN_MS,
     "get",
     {{"drawn", "one partition for a key"}, {"mended", "the key salted over 16"}}},
    {"poison",
     "Messages in the queue",
     "poison",
     40,
     CURVE_QUEUE,
     "queue",
     {{"drawn", "one order for all"},
      {"mended", "an order for each user"},
      {"unordered", "no order"}}},
    {"visibility",
     "Mails sent twice, so far",
     NULL,
     30,
     CURVE_DUPLICATED,
     "send",
     {{"drawn", "visible again after 0.3 s"}, {"mended", "after 30 s"}}},
    {"lost-reply",
     "Cards charged twice, so far",
     "replies are lost",
     60,
     CURVE_DUPLICATED,
     "charge",
     {{"drawn", "a retry"}, {"mended", "a retry with an idempotency key"}}},
};
const size_t FAILURE_MODE_COUNT = COUNT_OF(FAILURE_MODES);

const FailureMode *failure_mode(const char *id) {
    for (size_t i = 0; i < FAILURE_MODE_COUNT; i++) {
        if (strcmp(FAILURE_MODES[i].id, id) == 0) {
            return &FAILURE_MODES[i];
        }
    }
    return NULL;
}

static Error load(const FailureMode *mode, const char *variant, FailureRun *run) {
    Error error = catalog_load(FAULTLINE_SOURCE_DIR "/assets/catalog.json", &run->catalog);
    if (error.code) {
        return error;
    }
    TextBuffer path = {0};
    text_append_format(&path, FAULTLINE_SOURCE_DIR "/tests/sim/failures/%s.%s.json", mode->id,
                       variant);
    error = design_load(text_of(&path), run->catalog, &run->design);
    text_clear(&path);
    text_append_format(&path, FAULTLINE_SOURCE_DIR "/tests/sim/failures/%s.scenario.json",
                       mode->id);
    if (!error.code) {
        error = scenario_load(text_of(&path), &run->scenario);
    }
    text_free(&path);
    return error;
}

Error failure_play(const FailureMode *mode, const char *variant, FailureRun *run) {
    FailureRun made = {0};
    SimOptions options = sim_options_default();
    options.seconds = mode->seconds;
    options.with_faults = true;
    Error error = load(mode, variant, &made);
    if (!error.code) {
        error = simulate(made.design, made.scenario, &options, &made.report);
    }
    if (error.code) {
        failure_free(&made);
        return error;
    }
    *run = made;
    return error;
}

void failure_free(FailureRun *run) {
    sim_report_free(run->report);
    scenario_free(run->scenario);
    design_free(run->design);
    catalog_free(run->catalog);
    *run = (FailureRun){0};
}

#define FIND_PART(run, list, wanted)                                   \
    do {                                                               \
        for (size_t i = 0; i < (run)->report->list##_count; i++) {     \
            if (strcmp((run)->report->list##s[i].id, (wanted)) == 0) { \
                return &(run)->report->list##s[i];                     \
            }                                                          \
        }                                                              \
        abort(); /* the table names what the design does not have */   \
    } while (0)

const OperationReport *failure_operation(const FailureRun *run, const char *id) {
    FIND_PART(run, operation, id);
}

const ComponentReport *failure_component(const FailureRun *run, const char *id) {
    FIND_PART(run, component, id);
}

const ConnectionReport *failure_connection(const FailureRun *run, const char *id) {
    FIND_PART(run, connection, id);
}
