/* The parts that the engine stands on: events, random numbers, histograms, intervals, maps. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "sim/batch_means.h"
#include "sim/event_queue.h"
#include "sim/histogram.h"
#include "sim/key_map.h"
#include "sim/plan.h"
#include "sim/pool.h"
#include "sim/timer_ring.h"

static void assert_near(double actual, double expected, double relative) {
    if (!(fabs(actual - expected) <= relative * fabs(expected))) {
        fail_msg("%.9f is not within %g of %.9f", actual, relative, expected);
    }
}

/* ---- Events ---------------------------------------------------------------------------------- */

static void events_come_in_order_of_time_and_then_of_pushing(void **state) {
    (void)state;
    enum { COUNT = 20000 };
    EventQueue queue;
    event_queue_make(&queue);
    Random random = random_seed(7);
    Event event = {0}, before = {0};
    size_t popped = 0;
    for (int i = 0; i < COUNT; i++) {
        int64_t time = (int64_t)before.time + (int64_t)random_below(&random, 50);
        if (random_below(&random, 3) > 0) {
            event_queue_push(&queue, time, (unsigned)(i % 11), NULL);
        } else {
            /* Of ten delays, more than there are lanes for. */
            int64_t delay = (int64_t)random_below(&random, 10) * 5;
            unsigned lane = event_queue_lane(&queue, delay);
            if (lane == NO_LANE) {
                event_queue_push(&queue, (int64_t)before.time + delay, 0, NULL);
            } else {
                event_queue_push_in(&queue, lane, (int64_t)before.time, 0, NULL);
            }
        }
        if (random_below(&random, 3) == 0) {
            assert_true(event_queue_pop(&queue, &event));
            assert_true(event.time > before.time ||
                        (event.time == before.time && event.order > before.order) || popped == 0);
            before = event;
            popped++;
        }
    }
    assert_int_equal(event_queue_count(&queue), COUNT - popped);
    while (event_queue_pop(&queue, &event)) {
        assert_true(event.time > before.time ||
                    (event.time == before.time && event.order > before.order));
        before = event;
        popped++;
    }
    assert_int_equal(popped, COUNT);
    assert_int_equal(event_queue_count(&queue), 0);
    event_queue_free(&queue);
}

static void an_event_keeps_its_kind_and_subject(void **state) {
    (void)state;
    EventQueue queue;
    event_queue_make(&queue);
    Event event;
    int subject = 0;
    event_queue_push(&queue, 5, 255, &subject);
    assert_true(event_queue_pop(&queue, &event));
    assert_int_equal(event.kind, 255);
    assert_ptr_equal(event.subject, &subject);
    assert_false(event_queue_pop(&queue, &event));
    event_queue_free(&queue);
}

static void a_ring_ends_its_timers_in_turn_and_forgets_the_stopped(void **state) {
    (void)state;
    EventQueue queue;
    event_queue_make(&queue);
    TimerRing ring = {.delay_ns = 10, .event = 3};
    Timer timers[3] = {0};
    Event event;
    for (int i = 0; i < 3; i++) {
        timer_start(&ring, &timers[i], i, &queue);
    }
    assert_int_equal(event_queue_count(&queue), 1);
    timer_stop(&timers[0]);
    timer_stop(&timers[0]);
    assert_true(event_queue_pop(&queue, &event));
    assert_int_equal(event.time, 10);
    assert_null(timer_ring_next(&ring, 10, &queue));
    assert_true(event_queue_pop(&queue, &event));
    assert_int_equal(event.time, 11);
    assert_ptr_equal(timer_ring_next(&ring, 12, &queue), &timers[1]);
    assert_ptr_equal(timer_ring_next(&ring, 12, &queue), &timers[2]);
    assert_null(timer_ring_next(&ring, 12, &queue));
    assert_false(event_queue_pop(&queue, &event));
    timer_ring_free(&ring);
    event_queue_free(&queue);
}

/* ---- Random quantities ----------------------------------------------------------------------- */

enum { DRAWS = 400000 };

typedef struct Moments {
    double mean, cv;
} Moments;

static Moments durations(double cv) {
    static const double MEAN_NS = 1e6;
    Ziggurat ziggurat;
    Random random = random_seed(11);
    double sum = 0.0, squares = 0.0;
    const Duration duration = duration_make(MEAN_NS, cv);
    ziggurat_make(&ziggurat);
    for (int i = 0; i < DRAWS; i++) {
        double x = (double)stream_duration(&random, &ziggurat, &duration, 1.0);
        sum += x / MEAN_NS;
        squares += x / MEAN_NS * (x / MEAN_NS);
    }
    double mean = sum / DRAWS;
    return (Moments){mean, sqrt(squares / DRAWS - mean * mean) / mean};
}

static void durations_have_their_mean_and_variation(void **state) {
    (void)state;
    static const double CVS[] = {0.25, 0.5, 1.0, 1.5, 2.0};
    for (size_t i = 0; i < sizeof CVS / sizeof *CVS; i++) {
        Moments moments = durations(CVS[i]);
        assert_near(moments.mean, 1.0, 0.015);
        assert_near(moments.cv, CVS[i], 0.03);
    }
    assert_true(durations(0.0).cv == 0.0);
}

static void exponentials_have_the_right_tail(void **state) {
    (void)state;
    Ziggurat ziggurat;
    Random random = random_seed(3);
    int beyond[4] = {0};
    ziggurat_make(&ziggurat);
    for (int i = 0; i < DRAWS * 5; i++) {
        double x = stream_exponential(&random, &ziggurat);
        beyond[0] += x > 0.1;
        beyond[1] += x > 1.0;
        beyond[2] += x > 5.0;
        beyond[3] += x > 8.0; /* beyond the ziggurat's own tail */
    }
    assert_near(beyond[0], DRAWS * 5 * exp(-0.1), 0.002);
    assert_near(beyond[1], DRAWS * 5 * exp(-1.0), 0.005);
    assert_near(beyond[2], DRAWS * 5 * exp(-5.0), 0.04);
    assert_near(beyond[3], DRAWS * 5 * exp(-8.0), 0.15);
}

static void popularity_follows_the_law(void **state) {
    (void)state;
    static const double EXPONENTS[] = {0.0, 0.5, 0.9, 1.0, 1.5, 3.0};
    for (size_t e = 0; e < sizeof EXPONENTS / sizeof *EXPONENTS; e++) {
        double total = 0.0, counts[4] = {0};
        Zipf zipf = zipf_make(1000, EXPONENTS[e]);
        Random random = random_seed(17);
        for (int rank = 1; rank <= 1000; rank++) {
            total += pow(rank, -EXPONENTS[e]);
        }
        for (int i = 0; i < DRAWS; i++) {
            uint64_t rank = stream_zipf(&random, &zipf);
            assert_in_range(rank, 1, 1000);
            counts[0] += rank == 1;
            counts[1] += rank == 2;
            counts[2] += rank <= 10;
            counts[3] += rank <= 500;
        }
        double expected[4] = {1.0, pow(2.0, -EXPONENTS[e]), 0.0, 0.0};
        for (int rank = 1; rank <= 500; rank++) {
            expected[2] += rank <= 10 ? pow(rank, -EXPONENTS[e]) : 0.0;
            expected[3] += pow(rank, -EXPONENTS[e]);
        }
        for (int i = 0; i < 4; i++) {
            double share = expected[i] / total;
            double slack = 5.0 * sqrt(share * (1.0 - share) / DRAWS);
            assert_true(fabs(counts[i] / DRAWS - share) <= slack + 1e-12);
        }
    }
}

static void streams_are_told_apart_by_name_and_purpose(void **state) {
    (void)state;
    Random streams[] = {stream_make(1, "a", "work"), stream_make(1, "a", "work"),
                        stream_make(1, "b", "work"), stream_make(1, "a", "choice"),
                        stream_make(2, "a", "work"), stream_make(1, "aw", "ork")};
    uint64_t first = random_next(&streams[0]);
    assert_true(random_next(&streams[1]) == first);
    for (int i = 2; i < 6; i++) {
        assert_true(random_next(&streams[i]) != first);
    }
}

/* ---- Histograms and intervals ---------------------------------------------------------------- */

static void quantiles_are_within_a_thousandth(void **state) {
    (void)state;
    Histogram histogram = {0}, half = {0};
    for (int64_t i = 1; i <= 200000; i++) {
        histogram_add(i % 2 ? &histogram : &half, i * i);
    }
    histogram_merge(&histogram, &half);
    assert_int_equal(histogram.count, 200000);
    static const double SHARES[] = {0.001, 0.1, 0.5, 0.9, 0.99, 0.999};
    for (size_t i = 0; i < sizeof SHARES / sizeof *SHARES; i++) {
        double exact = ceil(SHARES[i] * 200000.0);
        assert_near(histogram_quantile(&histogram, SHARES[i]), exact * exact, 0.001);
    }
    assert_true(histogram_quantile(&histogram, 1.0) <= 4e10);
    histogram_free(&histogram);
    histogram_free(&half);
}

static void a_histogram_takes_any_time(void **state) {
    (void)state;
    Histogram histogram = {0};
    assert_true(histogram_quantile(&histogram, 0.5) == 0.0);
    histogram_add(&histogram, 0);
    histogram_add(&histogram, 1);
    histogram_add(&histogram, INT64_MAX);
    assert_true(histogram_quantile(&histogram, 0.1) == 0.0);
    assert_near(histogram_quantile(&histogram, 0.5), 1.0, 0.001);
    assert_near(histogram_quantile(&histogram, 1.0), 9.2e18, 0.01);
    histogram_free(&histogram);
}

static void batches_cover_the_mean(void **state) {
    (void)state;
    int covered = 0;
    for (uint64_t seed = 1; seed <= 200; seed++) {
        BatchMeans batches = {0};
        Random random = random_seed(seed);
        double half_width = 0.0, sum = 0.0;
        for (int i = 0; i < 5000; i++) {
            double x = random_unit(&random);
            sum += x;
            batch_means_add(&batches, x, i);
        }
        assert_true(batch_means_half_width(&batches, -1, &half_width));
        covered += fabs(sum / 5000 - 0.5) <= half_width;
    }
    assert_in_range(covered, 180, 199);
}

static void few_values_have_no_interval(void **state) {
    (void)state;
    BatchMeans batches = {0};
    double half_width;
    batch_means_add(&batches, 1.0, 0);
    assert_false(batch_means_half_width(&batches, -1, &half_width));
    assert_false(confidence_half_width((double[]){1.0}, 1, &half_width));
    assert_true(confidence_half_width((double[]){1.0, 3.0}, 2, &half_width));
    assert_near(half_width, 12.706, 0.001);
}

/* ---- Records --------------------------------------------------------------------------------- */

typedef struct Record {
    KeyNode node;
    int value;
} Record;

static void a_map_finds_what_was_put_into_it(void **state) {
    (void)state;
    KeyMap map = {0};
    Pool pool;
    pool_make(&pool, sizeof(Record));
    assert_null(key_map_find(&map, 5));
    for (int i = 0; i < 3000; i++) {
        Record *record = pool_take(&pool);
        record->value = i;
        key_map_add(&map, (uint64_t)i << 32, &record->node);
    }
    for (int i = 0; i < 3000; i += 2) {
        Record *record = key_map_find(&map, (uint64_t)i << 32);
        assert_non_null(record);
        key_map_remove(&map, &record->node);
        pool_give(&pool, record);
    }
    for (int i = 0; i < 3000; i++) {
        const Record *record = key_map_find(&map, (uint64_t)i << 32);
        assert_true(i % 2 == 0 ? record == NULL : record && record->value == i);
    }
    key_map_free(&map);
    pool_free(&pool);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(events_come_in_order_of_time_and_then_of_pushing),
        cmocka_unit_test(an_event_keeps_its_kind_and_subject),
        cmocka_unit_test(a_ring_ends_its_timers_in_turn_and_forgets_the_stopped),
        cmocka_unit_test(durations_have_their_mean_and_variation),
        cmocka_unit_test(exponentials_have_the_right_tail),
        cmocka_unit_test(popularity_follows_the_law),
        cmocka_unit_test(streams_are_told_apart_by_name_and_purpose),
        cmocka_unit_test(quantiles_are_within_a_thousandth),
        cmocka_unit_test(a_histogram_takes_any_time),
        cmocka_unit_test(batches_cover_the_mean),
        cmocka_unit_test(few_values_have_no_interval),
        cmocka_unit_test(a_map_finds_what_was_put_into_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
