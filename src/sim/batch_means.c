#include "sim/batch_means.h"

#include <math.h>

enum { BATCH_SIZE = 5, BATCHES_LEAST = 8, BATCHES_OF_INTERVAL = 32 };

static void merge_pairs(BatchMeans *batches) {
    batches->count /= 2;
    for (size_t i = 0; i < batches->count; i++) {
        batches->sums[i] = batches->sums[2 * i] + batches->sums[2 * i + 1];
        batches->ends[i] = batches->ends[2 * i + 1];
    }
    batches->size *= 2;
}

void batch_means_add(BatchMeans *batches, double value, int64_t now) {
    if (batches->size == 0) {
        batches->size = BATCH_SIZE;
    }
    batches->open_sum += value;
    if (++batches->in_open < batches->size) {
        return;
    }
    batches->sums[batches->count] = batches->open_sum;
    batches->ends[batches->count++] = now;
    batches->open_sum = 0.0;
    batches->in_open = 0;
    if (batches->count == BATCHES_MOST) {
        merge_pairs(batches);
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

bool batch_means_half_width(const BatchMeans *batches, int64_t from, double *half_width) {
    size_t first = 0;
    while (first < batches->count && batches->ends[first] <= from) {
        first++;
    }
    size_t left = batches->count - first;
    if (left < BATCHES_LEAST) {
        return false;
    }
    size_t together = left < (size_t)2 * BATCHES_OF_INTERVAL ? 1 : left / BATCHES_OF_INTERVAL;
    size_t count = left / together;
    double means[2 * BATCHES_OF_INTERVAL];
    first = batches->count - count * together;
    for (size_t i = 0; i < count; i++) {
        means[i] = 0.0;
        for (size_t j = 0; j < together; j++) {
            means[i] += batches->sums[first + i * together + j];
        }
        means[i] /= (double)(batches->size * together);
    }
    return confidence_half_width(means, count, half_width);
}

/* Backwards, since the values that stay are always the last ones (Welford's sums). */
size_t mser_cut(const double *values, size_t count) {
    double mean = 0.0, squares = 0.0, least = 0.0;
    size_t cut = 0;
    for (size_t i = count; i-- > 0;) {
        double left = (double)(count - i);
        double apart = values[i] - mean;
        mean += apart / left;
        squares += apart * (values[i] - mean);
        double error = squares / (left * left);
        if (i <= count / 2 && (i == count / 2 || error <= least)) {
            least = error;
            cut = i;
        }
    }
    return cut;
}
