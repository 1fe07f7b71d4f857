#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/random.h"

/* The first results of the reference implementations (prng.di.unimi.it). */
static void the_published_numbers_come_out(void **state) {
    (void)state;
    Random random = {{1, 2, 3, 4}};
    static const uint64_t xoshiro[] = {41943041U, 58720359U, 3588806011781223U, 3591011842654386U,
                                       9228616714210784205U};
    for (size_t i = 0; i < sizeof xoshiro / sizeof xoshiro[0]; i++) {
        assert_true(random_next(&random) == xoshiro[i]);
    }
    uint64_t seed = 0;
    static const uint64_t splitmix[] = {0xe220a8397b1dcdafU, 0x6e789e6aa1b965f4U,
                                        0x06c45d188009454fU, 0xf88bb8a8724c81ecU};
    for (size_t i = 0; i < sizeof splitmix / sizeof splitmix[0]; i++) {
        assert_true(splitmix64_next(&seed) == splitmix[i]);
    }
    Random seeded = random_seed(0);
    for (size_t i = 0; i < 4; i++) {
        assert_true(seeded.state[i] == splitmix[i]);
    }
}

static void numbers_below_a_bound_are_evenly_spread(void **state) {
    (void)state;
    Random random = random_seed(3);
    enum { BOUND = 7, DRAWS = 70000 };
    int counts[BOUND] = {0};
    for (int i = 0; i < DRAWS; i++) {
        uint64_t value = random_below(&random, BOUND);
        assert_true(value < BOUND);
        counts[value]++;
    }
    for (int i = 0; i < BOUND; i++) { /* four standard deviations: 4 * sqrt(n p q) = 370 */
        assert_in_range(counts[i], DRAWS / BOUND - 370, DRAWS / BOUND + 370);
    }
    assert_true(random_below(&random, 1) == 0);
}

/* With a bound of 3 * 2^62 a plain remainder would give the lowest third twice as often. */
static void a_large_bound_is_not_biased(void **state) {
    (void)state;
    Random random = random_seed(4);
    uint64_t third = (uint64_t)1 << 62;
    int low = 0;
    for (int i = 0; i < 30000; i++) {
        low += random_below(&random, 3 * third) < third;
    }
    assert_in_range(low, 10000 - 330, 10000 + 330);
}

static void unit_numbers_are_below_one(void **state) {
    (void)state;
    Random random = random_seed(5);
    double sum = 0;
    for (int i = 0; i < 100000; i++) {
        double value = random_unit(&random);
        assert_true(value >= 0 && value < 1);
        sum += value;
    }
    assert_true(sum > 50000 - 370 && sum < 50000 + 370);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_published_numbers_come_out),
        cmocka_unit_test(numbers_below_a_bound_are_evenly_spread),
        cmocka_unit_test(a_large_bound_is_not_biased),
        cmocka_unit_test(unit_numbers_are_below_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
