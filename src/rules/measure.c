#include "rules/measure.h"

#include <math.h>
#include <string.h>

#include "rules/clause.h"

const char *const MEASURE_NAMES[MEASURE_COUNT] = {
    "offered",        "ok",
    "failed",         "failed_pct",
    "unfinished",     "mean_ms",
    "p50_ms",         "p90_ms",
    "p99_ms",         "p999_ms",
    "max_ms",         "done",
    "lost",           "duplicated",
    "late",           "parked",
    "stale",          "stale_pct",
    "lost_updates",   "utilisation",
    "wait_mean_ms",   "queue_mean",
    "queue_max",      "refused",
    "hit_ratio",      "partition_heat",
    "arrivals_per_s", "cost_usd_month",
    "attempts",       "retries",
    "timeouts",       "breaker_opened",
    "slos_missed",
};

/* What a metric is of. */
typedef enum Owner { OF_OPERATIONS, OF_COMPONENTS, OF_CONNECTIONS, OF_DESIGN } Owner;

/* How the values of several parts become one. */
typedef enum Joining { JOIN_SUM, JOIN_SHARE, JOIN_MOST, JOIN_LEAST } Joining;

/* What the report has it as. */
typedef enum Kept { KEPT_COUNT, KEPT_NUMBER, KEPT_SHARE, KEPT_TIME, KEPT_BY_CAUSE } Kept;

/* What a count is a part of. */
typedef enum Whole { OF_NOTHING, OF_OFFERED, OF_ANSWERED, OF_EFFECTS } Whole;

typedef struct MeasureSpec {
    Owner owner;
    Joining joining;
    Kept kept;
    size_t offset;
    Whole whole;
    bool is_count, more_is_better;
    const char *words; /* with the value in the place of #, and what it is of in that of % */
} MeasureSpec;

static const MeasureSpec SPECS[MEASURE_COUNT] = {
    [MEASURE_OFFERED] = {OF_OPERATIONS, JOIN_SUM, KEPT_COUNT, offsetof(OperationReport, offered),
                         OF_NOTHING, true, true, "# requests"},
    [MEASURE_OK] = {OF_OPERATIONS, JOIN_SUM, KEPT_COUNT, offsetof(OperationReport, ok), OF_OFFERED,
                    true, true, "#% answered"},
    [MEASURE_FAILED] = {OF_OPERATIONS, JOIN_SUM, KEPT_BY_CAUSE, offsetof(OperationReport, failed),
                        OF_OFFERED, true, false, "#% failed"},
    [MEASURE_FAILED_PCT] = {OF_OPERATIONS, JOIN_SHARE, KEPT_BY_CAUSE,
                            offsetof(OperationReport, failed), OF_OFFERED, false, false,
                            "# % failed"},
    [MEASURE_UNFINISHED] = {OF_OPERATIONS, JOIN_SUM, KEPT_COUNT,
                            offsetof(OperationReport, unfinished), OF_OFFERED, true, false,
                            "#% without an answer"},
    [MEASURE_MEAN_MS] = {OF_OPERATIONS, JOIN_MOST, KEPT_TIME, offsetof(OperationReport, mean_ms),
                         OF_NOTHING, false, false, "# ms on average"},
    [MEASURE_P50_MS] = {OF_OPERATIONS, JOIN_MOST, KEPT_TIME, offsetof(OperationReport, p50_ms),
                        OF_NOTHING, false, false, "half within # ms"},
    [MEASURE_P90_MS] = {OF_OPERATIONS, JOIN_MOST, KEPT_TIME, offsetof(OperationReport, p90_ms),
                        OF_NOTHING, false, false, "90 % within # ms"},
    [MEASURE_P99_MS] = {OF_OPERATIONS, JOIN_MOST, KEPT_TIME, offsetof(OperationReport, p99_ms),
                        OF_NOTHING, false, false, "99 % within # ms"},
    [MEASURE_P999_MS] = {OF_OPERATIONS, JOIN_MOST, KEPT_TIME, offsetof(OperationReport, p999_ms),
                         OF_NOTHING, false, false, "99.9 % within # ms"},
    [MEASURE_MAX_MS] = {OF_OPERATIONS, JOIN_MOST, KEPT_TIME, offsetof(OperationReport, max_ms),
                        OF_NOTHING, false, false, "the slowest # ms"},
    [MEASURE_DONE] = {OF_OPERATIONS, JOIN_SUM, KEPT_COUNT, offsetof(OperationReport, effects.done),
                      OF_EFFECTS, true, true, "#% done"},
    [MEASURE_LOST] = {OF_OPERATIONS, JOIN_SUM, KEPT_COUNT, offsetof(OperationReport, effects.lost),
                      OF_EFFECTS, true, false, "#% never done"},
    [MEASURE_DUPLICATED] = {OF_OPERATIONS, JOIN_SUM, KEPT_COUNT,
                            offsetof(OperationReport, effects.duplicated), OF_EFFECTS, true, false,
                            "#% done more than once"},
    [MEASURE_LATE] = {OF_OPERATIONS, JOIN_SUM, KEPT_COUNT, offsetof(OperationReport, effects.late),
                      OF_EFFECTS, true, false, "#% too late"},
    [MEASURE_PARKED] = {OF_OPERATIONS, JOIN_SUM, KEPT_COUNT,
                        offsetof(OperationReport, effects.parked), OF_EFFECTS, true, false,
                        "#% put aside"},
    [MEASURE_STALE] = {OF_OPERATIONS, JOIN_SUM, KEPT_COUNT, offsetof(OperationReport, stale),
                       OF_ANSWERED, true, false, "#% out of date"},
    [MEASURE_STALE_PCT] = {OF_OPERATIONS, JOIN_SHARE, KEPT_COUNT, offsetof(OperationReport, stale),
                           OF_ANSWERED, false, false, "# % out of date"},
    [MEASURE_LOST_UPDATES] = {OF_OPERATIONS, JOIN_SUM, KEPT_COUNT,
                              offsetof(OperationReport, lost_updates), OF_NOTHING, true, false,
                              "# updates lost"},
    [MEASURE_UTILISATION] = {OF_COMPONENTS, JOIN_MOST, KEPT_SHARE,
                             offsetof(ComponentReport, utilisation), OF_NOTHING, false, false,
                             "# % busy"},
    [MEASURE_WAIT_MEAN_MS] = {OF_COMPONENTS, JOIN_MOST, KEPT_NUMBER,
                              offsetof(ComponentReport, wait_mean_ms), OF_NOTHING, false, false,
                              "# ms of waiting"},
    [MEASURE_QUEUE_MEAN] = {OF_COMPONENTS, JOIN_MOST, KEPT_NUMBER,
                            offsetof(ComponentReport, queue_mean), OF_NOTHING, false, false,
                            "# waiting on average"},
    [MEASURE_QUEUE_MAX] = {OF_COMPONENTS, JOIN_MOST, KEPT_NUMBER,
                           offsetof(ComponentReport, queue_max), OF_NOTHING, true, false,
                           "up to # waiting"},
    [MEASURE_REFUSED] = {OF_COMPONENTS, JOIN_SUM, KEPT_COUNT, offsetof(ComponentReport, refused),
                         OF_NOTHING, true, false, "# refused"},
    [MEASURE_HIT_RATIO] = {OF_COMPONENTS, JOIN_LEAST, KEPT_SHARE,
                           offsetof(ComponentReport, hit_ratio), OF_NOTHING, false, true,
                           "# % found in the cache"},
    [MEASURE_PARTITION_HEAT] = {OF_COMPONENTS, JOIN_MOST, KEPT_NUMBER,
                                offsetof(ComponentReport, partition_heat), OF_NOTHING, false, false,
                                "# times the mean on the busiest partition"},
    [MEASURE_ARRIVALS_PER_S] = {OF_COMPONENTS, JOIN_MOST, KEPT_NUMBER,
                                offsetof(ComponentReport, arrivals_per_s), OF_NOTHING, false, false,
                                "# arrive a second"},
    [MEASURE_COST_USD_MONTH] = {OF_COMPONENTS, JOIN_SUM, KEPT_NUMBER,
                                offsetof(ComponentReport, cost_usd_month), OF_NOTHING, false, false,
                                "# USD a month"},
    [MEASURE_ATTEMPTS] = {OF_CONNECTIONS, JOIN_SUM, KEPT_COUNT,
                          offsetof(ConnectionReport, attempts), OF_NOTHING, true, false,
                          "# attempts"},
    [MEASURE_RETRIES] = {OF_CONNECTIONS, JOIN_SUM, KEPT_COUNT, offsetof(ConnectionReport, retries),
                         OF_NOTHING, true, false, "# retries"},
    [MEASURE_TIMEOUTS] = {OF_CONNECTIONS, JOIN_SUM, KEPT_COUNT,
                          offsetof(ConnectionReport, timeouts), OF_NOTHING, true, false,
                          "# timeouts"},
    [MEASURE_BREAKER_OPENED] = {OF_CONNECTIONS, JOIN_SUM, KEPT_COUNT,
                                offsetof(ConnectionReport, breaker_opened), OF_NOTHING, true, false,
                                "# times opened"},
    [MEASURE_SLOS_MISSED] = {OF_DESIGN, JOIN_SUM, KEPT_COUNT, 0, OF_NOTHING, true, false,
                             "# service levels missed"},
};

bool measure_parse(const char *name, MeasureId *measure) {
    for (size_t i = 0; i < MEASURE_COUNT; i++) {
        if (strcmp(name, MEASURE_NAMES[i]) == 0) {
            *measure = (MeasureId)i;
            return true;
        }
    }
    return false;
}

bool measure_scope_parse(const char *name, MeasureScope *scope) {
    static const char *const NAMES[] = {"", "operation", "component", "connection"};
    for (size_t i = 0; i < COUNT_OF(NAMES); i++) {
        if (strcmp(name, NAMES[i]) == 0) {
            *scope = (MeasureScope)i;
            return true;
        }
    }
    return false;
}

bool measure_fits(MeasureId measure, MeasureScope scope) {
    static const Owner OWNERS[] = {[MEASURE_WHOLE] = OF_DESIGN,
                                   [MEASURE_OF_OPERATION] = OF_OPERATIONS,
                                   [MEASURE_OF_COMPONENT] = OF_COMPONENTS,
                                   [MEASURE_OF_CONNECTION] = OF_CONNECTIONS};
    return scope == MEASURE_WHOLE || SPECS[measure].owner == OWNERS[scope];
}

/* ---- Of one part ----------------------------------------------------------------------------- */

static double number_at(const void *part, size_t offset) {
    double number;
    memcpy(&number, (const char *)part + offset, sizeof number);
    return number;
}

static double count_at(const void *part, size_t offset) {
    uint64_t count;
    memcpy(&count, (const char *)part + offset, sizeof count);
    return (double)count;
}

/* `part` is the report of an operation, a component or a connection. What does not apply to it is
 * below zero there. */
static Measured take(const void *part, const MeasureSpec *spec) {
    Measured measured = {.of = -1.0};
    switch (spec->kept) {
    case KEPT_COUNT:
        measured.value = count_at(part, spec->offset);
        break;
    case KEPT_NUMBER:
    case KEPT_TIME:
        measured.value = number_at(part, spec->offset);
        break;
    case KEPT_SHARE:
        measured.value = 100.0 * number_at(part, spec->offset);
        break;
    case KEPT_BY_CAUSE:
        for (size_t cause = 0; cause < CAUSE_COUNT; cause++) {
            measured.value += count_at(part, spec->offset + cause * sizeof(uint64_t));
        }
        break;
    }
    measured.known = measured.value >= 0.0;
    return measured;
}

static Measured of_operation(const OperationReport *operation, const MeasureSpec *spec) {
    const EffectCounts *effects = &operation->effects;
    Measured measured = take(operation, spec);
    switch (spec->whole) {
    case OF_NOTHING:
        break;
    case OF_OFFERED:
        measured.of = (double)operation->offered;
        break;
    case OF_ANSWERED:
        measured.of = (double)operation->ok;
        break;
    case OF_EFFECTS:
        measured.of =
            (double)(effects->done + effects->duplicated + effects->lost + effects->parked);
        break;
    }
    /* No time is better than none: of those who all wait for ever. */
    if (spec->kept == KEPT_TIME && operation->measured == 0) {
        measured.known = operation->offered > 0;
        measured.value = INFINITY;
    }
    return measured;
}

static Measured missed_levels(const SimReport *report) {
    Measured missed = {.known = true};
    for (size_t o = 0; o < report->operation_count; o++) {
        const OperationReport *operation = &report->operations[o];
        missed.of += (double)operation->slo_count;
        for (size_t s = 0; s < operation->slo_count; s++) {
            missed.value += operation->slo[s].met ? 0.0 : 1.0;
        }
    }
    return missed;
}

/* ---- Of several ------------------------------------------------------------------------------ */

static void join(Joining joining, Measured part, Measured *sum) {
    if (!part.known) {
        return;
    }
    if (!sum->known) {
        *sum = part;
        return;
    }
    switch (joining) {
    case JOIN_SUM:
    case JOIN_SHARE:
        sum->value += part.value;
        sum->of += part.of >= 0.0 ? part.of : 0.0;
        break;
    case JOIN_MOST:
        sum->value = fmax(sum->value, part.value);
        break;
    case JOIN_LEAST:
        sum->value = fmin(sum->value, part.value);
        break;
    }
}

bool measure_names(const char *ids, const char *id) {
    char word[ID_SIZE];
    for (size_t at = 0; clause_next_word(ids, &at, word, sizeof word);) {
        if (strcmp(word, id) == 0) {
            return true;
        }
    }
    return false;
}

/* Without a list everything is asked for. */
static bool is_asked(const char *ids, const char *id) {
    return !ids || measure_names(ids, id);
}

Measured measure_take(const SimReport *report, MeasureId measure, MeasureScope scope,
                      const char *ids) {
    const MeasureSpec *spec = &SPECS[measure];
    const char *asked = scope == MEASURE_WHOLE ? NULL : ids;
    Measured sum = {.of = -1.0};
    if (spec->owner == OF_DESIGN) {
        sum = missed_levels(report);
    }
    for (size_t o = 0; o < report->operation_count && spec->owner == OF_OPERATIONS; o++) {
        if (is_asked(asked, report->operations[o].id)) {
            join(spec->joining, of_operation(&report->operations[o], spec), &sum);
        }
    }
    for (size_t c = 0; c < report->component_count && spec->owner == OF_COMPONENTS; c++) {
        if (is_asked(asked, report->components[c].id)) {
            join(spec->joining, take(&report->components[c], spec), &sum);
        }
    }
    for (size_t c = 0; c < report->connection_count && spec->owner == OF_CONNECTIONS; c++) {
        if (is_asked(asked, report->connections[c].id)) {
            join(spec->joining, take(&report->connections[c], spec), &sum);
        }
    }
    if (spec->joining == JOIN_SHARE && sum.known) {
        sum.known = sum.of > 0.0;
        sum.value = sum.known ? 100.0 * sum.value / sum.of : 0.0;
    }
    return sum;
}

/* ---- What it says ---------------------------------------------------------------------------- */

bool measure_shows_harm(MeasureId measure, Measured drawn, Measured mended) {
    const double least = 0.1;
    const MeasureSpec *spec = &SPECS[measure];
    if (!drawn.known) {
        return false;
    }
    if (!mended.known) { /* what it was of is gone with the fault */
        return !spec->more_is_better && drawn.value > 0.0;
    }
    double worse = spec->more_is_better ? mended.value : drawn.value;
    double better = spec->more_is_better ? drawn.value : mended.value;
    if (isinf(worse) || isinf(better)) {
        return isinf(worse) && !isinf(better);
    }
    double difference = worse - better;
    return difference > 0.0 && difference >= least * worse &&
           difference >= (spec->is_count ? 1.0 : 0.0);
}

static void append_number(TextBuffer *out, double value) {
    char number[32];
    double step = value >= 100.0 ? 1.0 : value >= 10.0 ? 0.1 : 0.01;
    text_format_number(number, value > 0.0 && value < step ? value : round(value / step) * step);
    text_append(out, number);
}

/* Where the words of a metric go on after its number and unit. */
static const char *append_value(TextBuffer *out, Measured measured, const char *words) {
    static const char MS[] = " ms";
    const double long_ms = 10000.0;
    bool is_time = strncmp(words, MS, sizeof MS - 1) == 0;
    if (is_time && measured.value >= long_ms) {
        append_number(out, measured.value / 1000.0);
        text_append(out, " s");
        return words + sizeof MS - 1;
    }
    append_number(out, measured.value);
    if (*words == '%') {
        if (measured.of > 0.0) {
            text_append(out, " of ");
            append_number(out, measured.of);
        }
        return words + 1;
    }
    return words;
}

static bool append_nothing(TextBuffer *out, Measured measured) {
    text_append(out, !measured.known         ? "nothing to measure"
                     : isinf(measured.value) ? "no answer at all"
                                             : "");
    return !measured.known || isinf(measured.value);
}

void measure_describe(MeasureId measure, Measured measured, TextBuffer *out) {
    if (append_nothing(out, measured)) {
        return;
    }
    const char *words = SPECS[measure].words;
    size_t before = strcspn(words, "#");
    text_append_bytes(out, words, before);
    text_append(out, append_value(out, measured, words + before + 1));
}

void measure_describe_again(MeasureId measure, Measured measured, TextBuffer *out) {
    const char *words = SPECS[measure].words;
    if (words[0] != '#') {
        measure_describe(measure, measured, out);
    } else if (!append_nothing(out, measured)) {
        const char *rest = append_value(out, measured, words + 1);
        text_append(out, strncmp(rest, " %", 2) == 0 ? " %" : "");
    }
}

StoryWish measure_story(MeasureId measure) {
    static const StoryWish WISHES[MEASURE_COUNT] = {
        [MEASURE_OK] = STORY_FAILED,
        [MEASURE_FAILED] = STORY_FAILED,
        [MEASURE_FAILED_PCT] = STORY_FAILED,
        [MEASURE_UNFINISHED] = STORY_FAILED,
        [MEASURE_MEAN_MS] = STORY_SLOWEST,
        [MEASURE_P50_MS] = STORY_SLOWEST,
        [MEASURE_P90_MS] = STORY_SLOWEST,
        [MEASURE_P99_MS] = STORY_SLOWEST,
        [MEASURE_P999_MS] = STORY_SLOWEST,
        [MEASURE_MAX_MS] = STORY_SLOWEST,
        [MEASURE_DONE] = STORY_LOST,
        [MEASURE_LOST] = STORY_LOST,
        [MEASURE_DUPLICATED] = STORY_DUPLICATED,
        [MEASURE_LATE] = STORY_LATE,
        [MEASURE_PARKED] = STORY_PARKED,
        [MEASURE_STALE] = STORY_STALE,
        [MEASURE_STALE_PCT] = STORY_STALE,
        [MEASURE_UTILISATION] = STORY_SLOWEST,
        [MEASURE_WAIT_MEAN_MS] = STORY_SLOWEST,
        [MEASURE_QUEUE_MEAN] = STORY_SLOWEST,
        [MEASURE_QUEUE_MAX] = STORY_SLOWEST,
        [MEASURE_REFUSED] = STORY_FAILED,
        [MEASURE_PARTITION_HEAT] = STORY_SLOWEST,
        [MEASURE_ATTEMPTS] = STORY_SLOWEST,
        [MEASURE_RETRIES] = STORY_SLOWEST,
        [MEASURE_TIMEOUTS] = STORY_FAILED,
        [MEASURE_BREAKER_OPENED] = STORY_FAILED,
        [MEASURE_SLOS_MISSED] = STORY_FAILED,
    };
    return WISHES[measure];
}
