/* A histogram of times whose relative error is below 0.1 %, whatever their range: 512 buckets for
 * each power of two, a power's buckets taken when the first time falls into it. */
#ifndef FAULTLINE_SIM_HISTOGRAM_H
#define FAULTLINE_SIM_HISTOGRAM_H

#include <stdint.h>

enum { HISTOGRAM_OCTAVES = 64, HISTOGRAM_BUCKETS = 512 };

/* Zero-initialise. */
typedef struct Histogram {
    uint64_t *octaves[HISTOGRAM_OCTAVES]; /* NULL: nothing fell into it */
    uint64_t count, zeros;
    double sum;
    int64_t max;
} Histogram;

void histogram_add(Histogram *histogram, int64_t value); /* not below zero */
void histogram_merge(Histogram *histogram, const Histogram *other);
/* The value that a share of the values does not exceed; 0 when there are none. */
double histogram_quantile(const Histogram *histogram, double share);
void histogram_free(Histogram *histogram);

#endif
