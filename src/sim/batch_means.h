/* The values of one run, which depend on each other, as the means of batches that hardly do. The
 * batches grow with the run, so that there are always 128 to 256 of them. They say two things:
 * how long the values took to settle, and how far their mean can be trusted. */
#ifndef FAULTLINE_SIM_BATCH_MEANS_H
#define FAULTLINE_SIM_BATCH_MEANS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { BATCHES_MOST = 256 };

/* Zero-initialise. */
typedef struct BatchMeans {
    double sums[BATCHES_MOST];
    int64_t ends[BATCHES_MOST]; /* when the last value of each came */
    size_t count;               /* whole batches */
    uint64_t size;              /* values in each; 0 before the first value */
    uint64_t in_open;           /* values in the open batch */
    double open_sum;
} BatchMeans;

/* Times do not go back. */
void batch_means_add(BatchMeans *batches, double value, int64_t now);
/* Half the width of the 95 % interval of the mean of the batches that ended after `from`, from 32
 * to 64 batches where there are as many; false when there are too few values to say. */
bool batch_means_half_width(const BatchMeans *batches, int64_t from, double *half_width);

/* The same for values that do not depend on each other. */
bool confidence_half_width(const double *values, size_t count, double *half_width);

/* How many of the first values to leave out, so that the mean of the others has the smallest
 * standard error (MSER: White, 1997): at most half of them. With half of them, they have not
 * settled. */
size_t mser_cut(const double *values, size_t count);

#endif
