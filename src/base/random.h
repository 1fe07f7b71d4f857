/* Random numbers that are the same on every machine: xoshiro256++ seeded through splitmix64.
 * Sources: Blackman and Vigna, "Scrambled linear pseudorandom number generators" (TOMS 2021);
 * prng.di.unimi.it. */
#ifndef FAULTLINE_BASE_RANDOM_H
#define FAULTLINE_BASE_RANDOM_H

#include <assert.h>
#include <stdint.h>

typedef struct Random {
    uint64_t state[4];
} Random;

Random random_seed(uint64_t seed);

/* A simulation draws millions of numbers a second, so what draws is in the header. */

static inline uint64_t splitmix64_next(uint64_t *state) {
    *state += 0x9e3779b97f4a7c15U;
    uint64_t mixed = *state;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9U;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebU;
    return mixed ^ (mixed >> 31);
}

static inline uint64_t random_next(Random *random) {
    uint64_t *s = random->state;
    uint64_t sum = s[0] + s[3];
    uint64_t result = (sum << 23 | sum >> 41) + s[0];
    uint64_t shifted = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= shifted;
    s[3] = s[3] << 45 | s[3] >> 19;
    return result;
}

/* Of the 2^64 values, the first 2^64 mod bound would favour the small results: a value below `bound`, or
 * another one where it is among these. Hardly ever needed, so that it is not in the header: its
 * division would be taken out of the loops that draw. */
uint64_t random_replace_surplus(Random *random, uint64_t bound, uint64_t value);

/* 0 .. bound-1, unbiased; bound > 0. */
static inline uint64_t random_below(Random *random, uint64_t bound) {
    assert(bound > 0);
    uint64_t value = random_next(random);
    if (value < bound) {
        value = random_replace_surplus(random, bound, value);
    }
    return value % bound;
}

/* The 53 bits as a share; the detour over a signed number is one instruction instead of many. */
static inline double random_share(uint64_t bits) {
    return (double)(int64_t)(bits >> 11) * 0x1p-53;
}

/* [0, 1) with 53 bits. */
static inline double random_unit(Random *random) {
    return random_share(random_next(random));
}

#endif
