/* What a study says of the service levels: each operation's, without faults and under each fault
 * alone. The rows of a study are its runs: row 0 is the one without faults, row 1 that of the
 * scenario's first fault, and so on. */
#ifndef FAULTLINE_ROUND_LEVELS_H
#define FAULTLINE_ROUND_LEVELS_H

#include "sim/study.h"

size_t levels_rows(const Study *study);
const SimReport *levels_report(const Study *study, size_t row);
/* Whether the row's fault found what it strikes; else *why says why not. Row 0 always did. */
bool levels_struck(const Study *study, size_t row, const char **why);

/* The levels of one operation in one run. */
typedef struct LevelCell {
    size_t asked, missed;
    size_t broken; /* of those missed: they are kept without faults */
    /* Of those broken, or else missed, or else kept, the one furthest beyond its target or nearest
     * to it. Of no meaning when none is asked for. */
    SloVerdict worst;
} LevelCell;

LevelCell levels_cell(const Study *study, size_t row, size_t operation);

typedef struct LevelTally {
    size_t asked, missed;               /* without faults */
    size_t struck;                      /* faults that found what they strike */
    size_t breaking;                    /* of those: they break a level that is kept without them */
    size_t asked_in_all, missed_in_all; /* over all runs */
} LevelTally;

LevelTally levels_count(const Study *study);

/* --- For a person --- */
/* What is measured: "p99", "answered", "done in", "lost", "done twice", "stale", "overwritten". */
const char *level_title(SloId slo);
/* "8.93 s", "79.7 %", "808"; "nothing answered" when there was nothing to measure. A figure that
 * misses its target is never rounded to it. */
void level_append_measured(const SloVerdict *verdict, TextBuffer *out);
/* "at most 300 ms", "at least 99.9 %". */
void level_append_target(const SloVerdict *verdict, TextBuffer *out);

#endif
