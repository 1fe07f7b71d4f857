/* What is read off a report, by the id of an operation, a component or a connection that it has.
 * Not a number where nothing was counted. */
#ifndef FAULTLINE_THEORY_MEASURES_H
#define FAULTLINE_THEORY_MEASURES_H

#include "sim/simulate.h"

typedef double Measure(const SimReport *report, const char *id);

/* Of an operation: its latency in ms, and shares of its requests. */
Measure measure_mean, measure_p50, measure_p90, measure_p99, measure_p999;
Measure measure_ok, measure_failed, measure_parked, measure_duplicated;
Measure measure_ok_at_end; /* in the last tenth of the run */

/* Of a component. */
Measure measure_wait;  /* for a slot, in ms */
Measure measure_queue; /* the mean number that wait */
Measure measure_busy;  /* its utilisation */
Measure measure_rate;  /* served a second */
Measure measure_hits, measure_heat;
Measure measure_arrivals; /* for each request of the first operation */

/* Of a connection, for each request of the operations that it carries. */
Measure measure_attempts, measure_hedges;

#endif
