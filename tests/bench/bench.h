/* What the measurements share: designs of any size, and a line of the table. */
#ifndef FAULTLINE_BENCH_BENCH_H
#define FAULTLINE_BENCH_BENCH_H

#include <stddef.h>
#include <stdint.h>

#include "model/design.h"

/* Stacks of a balancer, a service, a cache, a store, a queue, a worker and a provider, all behind
 * one client, until there are this many components. */
Design *bench_stacks(const Catalog *catalog, size_t components);
/* Services that each call the next four; `components` times four connections, less ten. */
Design *bench_mesh(const Catalog *catalog, size_t components);

/* Of all threads of the program: what others do on the machine counts less than by the clock. */
int64_t bench_processor_us(void);
/* "name value unit", as `./dev bench` prints them. */
void bench_print(const char *name, double value, const char *unit);
/* Prints median and p99 of times in microseconds, as milliseconds; sorts them. */
void bench_print_times(const char *name, int64_t *times_us, size_t count);
void bench_print_peak_memory(const char *name);
/* Stops the program with the error, if it is one. */
void bench_stop_on(Error error);

#endif
