#include "base/random.h"

Random random_seed(uint64_t seed) {
    Random random;
    for (int i = 0; i < 4; i++) {
        random.state[i] = splitmix64_next(&seed);
    }
    return random;
}
