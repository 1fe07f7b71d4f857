/* The cache model against published figures: Che's approximation of LRU, and a time to live. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/macros.h"
#include "sim/cache_model.h"
#include "sim/popularity.h"

static void assert_near(double actual, double expected, double tolerance) {
    if (!(fabs(actual - expected) <= tolerance)) {
        fail_msg("%.6f is not within %.6f of %.6f", actual, tolerance, expected);
    }
}

/* One set of keys with the reads and the writes that invalidate. */
typedef struct Load {
    double keys, zipf, reads_per_s, invalidations_per_s;
} Load;

static double hit_ratio(Load load, double capacity, double ttl_s) {
    Popularity popularity;
    popularity_make(load.keys, load.zipf, &popularity);
    CacheTraffic traffic = {&popularity, load.reads_per_s, load.invalidations_per_s};
    double hit = -1.0;
    cache_hit_ratios(&traffic, 1, capacity, ttl_s, &hit);
    return hit;
}

static void lru_agrees_with_che(void **state) {
    (void)state;
    static const struct {
        double zipf, capacity, hit;
    } CASES[] = {{0.8, 100, 0.15662464},
                 {0.8, 1000, 0.43665972},
                 {1.0, 100, 0.39052549},
                 {1.0, 1000, 0.67560179}};
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        Load traffic = {.keys = 10000, .zipf = CASES[i].zipf, .reads_per_s = 500};
        assert_near(hit_ratio(traffic, CASES[i].capacity, 0), CASES[i].hit, 0.0005);
    }
}

static void a_time_to_live_agrees_with_its_formula(void **state) {
    (void)state;
    Load traffic = {.keys = 10000, .zipf = 1.0, .reads_per_s = 1000};
    assert_near(hit_ratio(traffic, 20000, 10), 0.75704437, 0.0005);
}

static void a_cache_that_holds_all_keys_answers_all_reads(void **state) {
    (void)state;
    Load traffic = {.keys = 1000, .zipf = 0.7, .reads_per_s = 10};
    assert_near(hit_ratio(traffic, 1000, 0), 1.0, 1e-9);
}

static void invalidations_turn_hits_into_misses(void **state) {
    (void)state;
    Load traffic = {.keys = 1000, .zipf = 0.7, .reads_per_s = 30, .invalidations_per_s = 10};
    assert_near(hit_ratio(traffic, 1000, 0), 0.75, 1e-9);
}

/* Each value is read as often as all; the closed form of one is that of the cache. */
static void invalidations_shorten_a_stay(void **state) {
    (void)state;
    Load traffic = {.keys = 100, .reads_per_s = 50, .invalidations_per_s = 20};
    double life_s = (1.0 - exp(-0.2 * 4.0)) / 0.2;
    assert_near(hit_ratio(traffic, 100, 4), 0.5 * life_s / (1.0 + 0.5 * life_s), 1e-9);
    assert_near(hit_ratio(traffic, 100, 1e6), 50.0 / 70.0, 1e-5);
}

static void two_sets_of_keys_share_the_capacity(void **state) {
    (void)state;
    /* Two halves of one uniform set are the set. */
    Popularity half;
    popularity_make(500, 0, &half);
    CacheTraffic halves[] = {{.popularity = &half, .reads_per_s = 50},
                             {.popularity = &half, .reads_per_s = 50}};
    double hits[2];
    cache_hit_ratios(halves, 2, 200, 0, hits);
    Load whole = {.keys = 1000, .reads_per_s = 100};
    assert_near(hits[0], hit_ratio(whole, 200, 0), 1e-6);
    assert_near(hits[0], hits[1], 1e-12);
}

static void traffic_without_reads_hits_nothing(void **state) {
    (void)state;
    Load traffic = {.keys = 1000, .zipf = 1.0};
    assert_near(hit_ratio(traffic, 100, 0), 0.0, 0.0);
}

static double top_share_by_hand(double keys, double zipf) {
    double sum = 0.0;
    for (double i = 1.0; i <= keys; i += 1.0) {
        sum += pow(i, -zipf);
    }
    return 1.0 / sum;
}

static void groups_of_ranks_keep_the_popularity_of_each(void **state) {
    (void)state;
    static const double KEYS[] = {1, 2, 127, 128, 129, 5000, 1000000};
    static const double ZIPF[] = {0.0, 0.5, 0.9, 1.0, 1.3, 2.0};
    for (size_t k = 0; k < COUNT_OF(KEYS); k++) {
        for (size_t z = 0; z < COUNT_OF(ZIPF); z++) {
            Popularity popularity;
            popularity_make(KEYS[k], ZIPF[z], &popularity);
            double keys = 0.0;
            double share = 0.0;
            for (size_t g = 0; g < popularity.count; g++) {
                keys += popularity.groups[g].keys;
                share += popularity.groups[g].keys * popularity.groups[g].share;
            }
            assert_near(keys, KEYS[k], 1e-9 * KEYS[k]);
            assert_near(share, 1.0, 1e-9);
            double top = top_share_by_hand(KEYS[k], ZIPF[z]);
            assert_near(popularity.groups[0].share, top, 1e-3 * top);
        }
    }
}

static void a_billion_keys_fit(void **state) {
    (void)state;
    Popularity popularity;
    popularity_make(1e9, 1.0, &popularity);
    assert_true(popularity.count < POPULARITY_GROUPS);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lru_agrees_with_che),
        cmocka_unit_test(a_time_to_live_agrees_with_its_formula),
        cmocka_unit_test(a_cache_that_holds_all_keys_answers_all_reads),
        cmocka_unit_test(invalidations_turn_hits_into_misses),
        cmocka_unit_test(invalidations_shorten_a_stay),
        cmocka_unit_test(two_sets_of_keys_share_the_capacity),
        cmocka_unit_test(traffic_without_reads_hits_nothing),
        cmocka_unit_test(groups_of_ranks_keep_the_popularity_of_each),
        cmocka_unit_test(a_billion_keys_fit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
