/* The metrics that a proof compares (docs/FORMATS.md, "Rule files"), taken from a run's report. */
#ifndef FAULTLINE_RULES_MEASURE_H
#define FAULTLINE_RULES_MEASURE_H

#include "base/text.h"
#include "sim/simulate.h"

typedef enum MeasureId {
    MEASURE_OFFERED,
    MEASURE_OK,
    MEASURE_FAILED,
    MEASURE_FAILED_PCT,
    MEASURE_UNFINISHED,
    MEASURE_MEAN_MS,
    MEASURE_P50_MS,
    MEASURE_P90_MS,
    MEASURE_P99_MS,
    MEASURE_P999_MS,
    MEASURE_MAX_MS,
    MEASURE_DONE,
    MEASURE_LOST,
    MEASURE_DUPLICATED,
    MEASURE_LATE,
    MEASURE_PARKED,
    MEASURE_STALE,
    MEASURE_STALE_PCT,
    MEASURE_LOST_UPDATES,
    MEASURE_UTILISATION,
    MEASURE_WAIT_MEAN_MS,
    MEASURE_QUEUE_MEAN,
    MEASURE_QUEUE_MAX,
    MEASURE_REFUSED,
    MEASURE_HIT_RATIO,
    MEASURE_PARTITION_HEAT,
    MEASURE_ARRIVALS_PER_S,
    MEASURE_COST_USD_MONTH,
    MEASURE_ATTEMPTS,
    MEASURE_RETRIES,
    MEASURE_TIMEOUTS,
    MEASURE_BREAKER_OPENED,
    MEASURE_SLOS_MISSED,
    MEASURE_COUNT
} MeasureId;

extern const char *const MEASURE_NAMES[MEASURE_COUNT];

typedef enum MeasureScope {
    MEASURE_WHOLE,
    MEASURE_OF_OPERATION,
    MEASURE_OF_COMPONENT,
    MEASURE_OF_CONNECTION
} MeasureScope;

typedef struct Measured {
    bool known;   /* false: there was nothing to measure */
    double value; /* infinite: of a time, when nothing came to an end */
    double of;    /* what it is a part of, as in 412 of 30,000; below zero: of nothing */
} Measured;

bool measure_parse(const char *name, MeasureId *measure);
bool measure_scope_parse(const char *name, MeasureScope *scope);
/* Whether the metric is one of what is asked for: the utilisation of a component, not of an
 * operation. */
bool measure_fits(MeasureId measure, MeasureScope scope);
/* `id` is what it is of; over several parts, and over the whole, counts are added up and of the
 * rest the worst is taken. */
Measured measure_take(const SimReport *report, MeasureId measure, MeasureScope scope,
                      const char *ids);
/* Whether it is worse as drawn: by at least a tenth, and of a count by at least one. */
bool measure_shows_harm(MeasureId measure, Measured drawn, Measured mended);
/* Whether a list of ids names this one. */
bool measure_names(const char *ids, const char *id);
/* "412 of 30,000 never done". */
void measure_describe(MeasureId measure, Measured measured, TextBuffer *out);
/* The same behind another of that metric: "0 of 30,000". */
void measure_describe_again(MeasureId measure, Measured measured, TextBuffer *out);
/* The request whose story shows it best; STORY_NONE when none does. */
StoryWish measure_story(MeasureId measure);

#endif
