#include "sim/popularity.h"

#include <math.h>

enum { SINGLE_RANKS = 24 };

/* Keeps hit ratios within a twentieth of a percent of those of the keys one by one, and a billion
 * keys within POPULARITY_GROUPS. */
static const double GROWTH = 1.2;

/* The integral of x^-exponent. */
static double weight_between(double from, double to, double exponent) {
    if (fabs(exponent - 1.0) < 1e-9) {
        return log(to / from);
    }
    return (pow(to, 1.0 - exponent) - pow(from, 1.0 - exponent)) / (1.0 - exponent);
}

void popularity_make(double keys, double exponent, Popularity *popularity) {
    double total = 0.0;
    double first = 1.0;
    popularity->count = 0;
    while (first <= keys) {
        KeyGroup *group = &popularity->groups[popularity->count];
        double size = first <= SINGLE_RANKS ? 1.0 : floor(first * (GROWTH - 1.0));
        if (first + size > keys + 1.0 || popularity->count + 1 == POPULARITY_GROUPS) {
            size = keys + 1.0 - first;
        }
        /* Ranks first .. first+size-1 are the unit intervals around them (midpoint rule). */
        double weight = size <= 1.0 ? pow(first, -exponent)
                                    : weight_between(first - 0.5, first + size - 0.5, exponent);
        group->keys = size;
        group->share = weight / size;
        total += weight;
        first += size;
        popularity->count++;
    }
    for (size_t i = 0; i < popularity->count; i++) {
        popularity->groups[i].share /= total;
    }
}
