/* Clocks. Nothing that has to be the same twice may ask them. */
#ifndef FAULTLINE_BASE_CLOCK_H
#define FAULTLINE_BASE_CLOCK_H

#include <stdint.h>

int64_t clock_monotonic_us(void); /* microseconds from an arbitrary start, never backwards */
int64_t clock_unix_s(void);       /* seconds since 1970, UTC */
void clock_format_utc(int64_t unix_s, char out[32]); /* "2026-11-23T05:46:12Z" */

#endif
