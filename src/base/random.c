#include "base/random.h"

Random random_seed(uint64_t seed) {
    Random random;
    for (int i = 0; i < 4; i++) {
        random.state[i] = splitmix64_next(&seed);
    }
    return random;
}

uint64_t random_replace_surplus(Random *random, uint64_t bound, uint64_t value) {
    uint64_t surplus = (0 - bound) % bound;
    while (value < surplus) {
        value = random_next(random);
    }
    return value;
}
