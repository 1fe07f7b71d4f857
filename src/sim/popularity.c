#include "sim/popularity.h"

#include <math.h>
#include <stdbool.h>

enum { SINGLE_RANKS = 24 };

/* Keeps hit ratios within a twentieth of a percent of those of the keys one by one, and a billion
 * keys within POPULARITY_GROUPS. */
static const double GROWTH = 1.2;

/* The integral of x^-exponent up to here, but for a constant. */
static double weight_up_to(double rank, double exponent) {
    double power = 1.0 - exponent;
    return fabs(power) < 1e-9 ? log(rank) : pow(rank, power) / power;
}

void popularity_make(double keys, double exponent, Popularity *popularity) {
    double total = 0.0;
    double first = 1.0;
    double before = weight_up_to(SINGLE_RANKS + 0.5, exponent);
    popularity->count = 0;
    while (first <= keys) {
        KeyGroup *group = &popularity->groups[popularity->count];
        bool is_single = first <= SINGLE_RANKS;
        double size = is_single ? 1.0 : floor(first * (GROWTH - 1.0));
        if (first + size > keys + 1.0 || popularity->count + 1 == POPULARITY_GROUPS) {
            size = keys + 1.0 - first;
        }
        /* Ranks first .. first+size-1 are the unit intervals around them (midpoint rule). */
        double weight = 0.0;
        if (is_single) {
            weight = pow(first, -exponent);
        } else {
            double upper = weight_up_to(first + size - 0.5, exponent);
            weight = upper - before;
            before = upper;
        }
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
