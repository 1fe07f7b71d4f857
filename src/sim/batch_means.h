/* A mean with its confidence interval from one run, whose values depend on each other: the means of
 * long batches hardly do. The batches grow with the run, so that there are always 32 to 64. */
#ifndef FAULTLINE_SIM_BATCH_MEANS_H
#define FAULTLINE_SIM_BATCH_MEANS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { BATCHES_MOST = 64 };

/* Zero-initialise. */
typedef struct BatchMeans {
    double sums[BATCHES_MOST];
    size_t count;     /* whole batches */
    uint64_t size;    /* values in each; 0 before the first value */
    uint64_t in_open; /* values in the open batch */
    double open_sum;
} BatchMeans;

void batch_means_add(BatchMeans *batches, double value);
/* Half the width of the 95 % interval; false when there are too few values to say. */
bool batch_means_half_width(const BatchMeans *batches, double *half_width);

/* The same for values that do not depend on each other. */
bool confidence_half_width(const double *values, size_t count, double *half_width);

#endif
