#include "base/random.h"

#include <assert.h>

static uint64_t rotate_left(uint64_t bits, int by) {
    return (bits << by) | (bits >> (64 - by));
}

uint64_t splitmix64_next(uint64_t *state) {
    *state += 0x9e3779b97f4a7c15U;
    uint64_t mixed = *state;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9U;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebU;
    return mixed ^ (mixed >> 31);
}

Random random_seed(uint64_t seed) {
    Random random;
    for (int i = 0; i < 4; i++) {
        random.state[i] = splitmix64_next(&seed);
    }
    return random;
}

uint64_t random_next(Random *random) {
    uint64_t *s = random->state;
    uint64_t result = rotate_left(s[0] + s[3], 23) + s[0];
    uint64_t shifted = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= shifted;
    s[3] = rotate_left(s[3], 45);
    return result;
}

uint64_t random_below(Random *random, uint64_t bound) {
    assert(bound > 0);
    /* Of the 2^64 values, the first 2^64 mod bound would favour the small results. */
    uint64_t surplus = (0 - bound) % bound;
    uint64_t value = random_next(random);
    while (value < surplus) {
        value = random_next(random);
    }
    return value % bound;
}

double random_unit(Random *random) {
    return (double)(random_next(random) >> 11) * 0x1p-53;
}
