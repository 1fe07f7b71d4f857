#include "sim/batch_means.h"

#include <math.h>

enum { BATCHES_LEAST = 8 };

void batch_means_add(BatchMeans *batches, double value) {
    batches->size += batches->size == 0;
    batches->open_sum += value;
    if (++batches->in_open < batches->size) {
        return;
    }
    batches->sums[batches->count++] = batches->open_sum;
    batches->open_sum = 0.0;
    batches->in_open = 0;
    if (batches->count == BATCHES_MOST) {
        for (size_t i = 0; i < BATCHES_MOST / 2; i++) {
            batches->sums[i] = batches->sums[2 * i] + batches->sums[2 * i + 1];
        }
        batches->count = BATCHES_MOST / 2;
        batches->size *= 2;
    }
}

/* The 97.5 % point of Student's t: Cornish and Fisher's expansion; exact to 1 % from 3 degrees. */
static double student_t(double degrees) {
    static const double SMALL[] = {12.706, 4.303};
    if (degrees < 3.0) {
        return SMALL[degrees < 2.0 ? 0 : 1];
    }
    double z = 1.959963985;
    double z3 = z * z * z;
    double z5 = z3 * z * z;
    return z + (z3 + z) / (4.0 * degrees) +
           (5.0 * z5 + 16.0 * z3 + 3.0 * z) / (96.0 * degrees * degrees);
}

bool confidence_half_width(const double *values, size_t count, double *half_width) {
    if (count < 2) {
        return false;
    }
    double mean = 0.0, squares = 0.0;
    for (size_t i = 0; i < count; i++) {
        mean += values[i] / (double)count;
    }
    for (size_t i = 0; i < count; i++) {
        squares += (values[i] - mean) * (values[i] - mean);
    }
    double degrees = (double)(count - 1);
    *half_width = student_t(degrees) * sqrt(squares / degrees / (double)count);
    return true;
}

bool batch_means_half_width(const BatchMeans *batches, double *half_width) {
    if (batches->count < BATCHES_LEAST) {
        return false;
    }
    double means[BATCHES_MOST];
    for (size_t i = 0; i < batches->count; i++) {
        means[i] = batches->sums[i] / (double)batches->size;
    }
    return confidence_half_width(means, batches->count, half_width);
}
