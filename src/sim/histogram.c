#include "sim/histogram.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

enum { BUCKET_BITS = 9, MANTISSA_BITS = 52, EXPONENT_BIAS = 1023 };

/* The exponent and the first bits of the mantissa of a double are the bucket. */
static unsigned bucket_of(int64_t value) {
    double number = (double)value;
    uint64_t bits;
    memcpy(&bits, &number, sizeof bits);
    return (unsigned)((bits >> (MANTISSA_BITS - BUCKET_BITS)) -
                      ((uint64_t)EXPONENT_BIAS << BUCKET_BITS));
}

static uint64_t *octave_at(Histogram *histogram, unsigned octave) {
    if (!histogram->octaves[octave]) {
        histogram->octaves[octave] = memory_allocate(HISTOGRAM_BUCKETS * sizeof(uint64_t));
    }
    return histogram->octaves[octave];
}

void histogram_add(Histogram *histogram, int64_t value) {
    histogram->count++;
    histogram->sum += (double)value;
    if (value > histogram->max) {
        histogram->max = value;
    }
    if (value == 0) {
        histogram->zeros++;
        return;
    }
    unsigned bucket = bucket_of(value);
    octave_at(histogram, bucket >> BUCKET_BITS)[bucket & (HISTOGRAM_BUCKETS - 1)]++;
}

void histogram_merge(Histogram *histogram, const Histogram *other) {
    histogram->count += other->count;
    histogram->zeros += other->zeros;
    histogram->sum += other->sum;
    if (other->max > histogram->max) {
        histogram->max = other->max;
    }
    for (unsigned octave = 0; octave < HISTOGRAM_OCTAVES; octave++) {
        const uint64_t *from = other->octaves[octave];
        uint64_t *to = from ? octave_at(histogram, octave) : NULL;
        for (unsigned i = 0; from && i < HISTOGRAM_BUCKETS; i++) {
            to[i] += from[i];
        }
    }
}

double histogram_quantile(const Histogram *histogram, double share) {
    if (histogram->count == 0) {
        return 0.0;
    }
    uint64_t rank = (uint64_t)ceil(share * (double)histogram->count);
    rank = rank < 1 ? 1 : rank > histogram->count ? histogram->count : rank;
    uint64_t seen = histogram->zeros;
    if (rank <= seen) {
        return 0.0;
    }
    for (unsigned octave = 0; octave < HISTOGRAM_OCTAVES; octave++) {
        const uint64_t *buckets = histogram->octaves[octave];
        for (unsigned i = 0; buckets && i < HISTOGRAM_BUCKETS; i++) {
            seen += buckets[i];
            if (seen >= rank) {
                double middle = 1.0 + (i + 0.5) / HISTOGRAM_BUCKETS;
                return fmin(ldexp(middle, (int)octave), (double)histogram->max);
            }
        }
    }
    return (double)histogram->max;
}

void histogram_free(Histogram *histogram) {
    for (unsigned octave = 0; octave < HISTOGRAM_OCTAVES; octave++) {
        free(histogram->octaves[octave]);
    }
    *histogram = (Histogram){0};
}
