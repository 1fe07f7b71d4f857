#include "base/clock.h"

#include <stdio.h>
#include <time.h>

int64_t clock_monotonic_us(void) {
    struct timespec now = {0};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

int64_t clock_unix_s(void) {
    return (int64_t)time(NULL);
}

void clock_format_utc(int64_t unix_s, char out[32]) {
    time_t seconds = (time_t)unix_s;
    struct tm utc = {0};
    if (!gmtime_r(&seconds, &utc) || strftime(out, 32, "%Y-%m-%dT%H:%M:%SZ", &utc) == 0) {
        snprintf(out, 32, "(no date)"); /* a year beyond the calendar */
    }
}
