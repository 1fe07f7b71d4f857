/* Random numbers that are the same on every machine: xoshiro256++ seeded through splitmix64.
 * Sources: Blackman and Vigna, "Scrambled linear pseudorandom number generators" (TOMS 2021);
 * prng.di.unimi.it. */
#ifndef FAULTLINE_BASE_RANDOM_H
#define FAULTLINE_BASE_RANDOM_H

#include <stdint.h>

typedef struct Random {
    uint64_t state[4];
} Random;

uint64_t splitmix64_next(uint64_t *state);
Random random_seed(uint64_t seed);
uint64_t random_next(Random *random);
uint64_t random_below(Random *random, uint64_t bound); /* 0 .. bound-1, unbiased; bound > 0 */
double random_unit(Random *random);                    /* [0, 1) with 53 bits */

#endif
