/* The popularity of keys under Zipf's law, held as about a hundred groups of ranks, so that a
 * sum over ten million keys costs about a hundred terms. The first ranks stand alone; later groups grow
 * geometrically, and all keys of a group count as equally popular. */
#ifndef FAULTLINE_SIM_POPULARITY_H
#define FAULTLINE_SIM_POPULARITY_H

#include <stddef.h>

enum { POPULARITY_GROUPS = 160 };

typedef struct KeyGroup {
    double keys;  /* how many keys are in it */
    double share; /* of the draws that one of its keys gets */
} KeyGroup;

typedef struct Popularity {
    KeyGroup groups[POPULARITY_GROUPS];
    size_t count;
} Popularity;

/* `keys` distinct keys, the i-th with weight i^-exponent. */
void popularity_make(double keys, double exponent, Popularity *popularity);

#endif
