/* The formulas of waiting against exact and published figures. Unit: the mean service time. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/macros.h"
#include "sim/waiting.h"

static const Spread EXPONENTIAL = {1000, 1e6}, FIXED = {1000, 0}, VARIED = {1000, 4e6};
static const double NO_LIMIT = 1e6;

static void assert_near(double actual, double expected, double tolerance) {
    if (!(fabs(actual - expected) <= tolerance * expected)) {
        fail_msg("%.9g is not within %g of %.9g", actual, tolerance, expected);
    }
}

static double wait(Servers servers) {
    return servers_wait(&servers).mean / 1000;
}

static void one_queue_agrees_with_theory(void **state) {
    (void)state;
    assert_near(wait((Servers){0.8, EXPONENTIAL, 1, NO_LIMIT, 1, JOIN_ONE_QUEUE}), 4, 1e-9);
    assert_near(wait((Servers){0.8, FIXED, 1, NO_LIMIT, 1, JOIN_ONE_QUEUE}), 2, 1e-9);
    assert_near(wait((Servers){0.8, VARIED, 1, NO_LIMIT, 1, JOIN_ONE_QUEUE}), 10, 1e-9);
    assert_near(wait((Servers){1.6, EXPONENTIAL, 2, NO_LIMIT, 1, JOIN_ONE_QUEUE}), 1.77777777778,
                1e-9);
    assert_near(wait((Servers){6.4, EXPONENTIAL, 2, NO_LIMIT, 4, JOIN_ONE_QUEUE}), 0.286028078401,
                1e-9);
    assert_near(wait((Servers){14.4, EXPONENTIAL, 16, NO_LIMIT, 1, JOIN_ONE_QUEUE}), 0.36958962117,
                1e-9);
}

static void few_places_shorten_the_wait(void **state) {
    (void)state;
    assert_near(wait((Servers){0.9, EXPONENTIAL, 1, 9, 1, JOIN_ONE_QUEUE}), 3.64660067212, 1e-9);
    /* Load 1: from 0 to 9 waiting are equally likely, and nobody enters at the last place. */
    assert_near(wait((Servers){1, EXPONENTIAL, 1, 9, 1, JOIN_ONE_QUEUE}), 4.5, 1e-9);
    /* Nearly always full. */
    assert_near(wait((Servers){1000, EXPONENTIAL, 1, 9, 1, JOIN_ONE_QUEUE}), 9, 0.001);
    assert_true(wait((Servers){5, EXPONENTIAL, 1, 0, 1, JOIN_ONE_QUEUE}) == 0);
}

static void a_queue_that_only_grows_has_no_end(void **state) {
    (void)state;
    assert_true(wait((Servers){4, EXPONENTIAL, 1, NO_LIMIT, 4, JOIN_IN_TURN}) * 1000 ==
                ENDLESS_WAIT_MS);
}

static void replicas_wait_as_they_are_chosen(void **state) {
    (void)state;
    Servers servers = {90, EXPONENTIAL, 1, NO_LIMIT, 100, JOIN_AT_RANDOM};
    assert_near(wait(servers), 9, 1e-9);
    servers.join = JOIN_TWO_CHOICES;
    assert_near(wait(servers), 1.6575, 0.03);
    /* In turn: the Erlang arrivals of 100 halve the wait, and a little less than that. */
    servers.join = JOIN_IN_TURN;
    assert_near(wait(servers), 9 * 1.01 / 2, 1e-9);
    servers.join = JOIN_LEAST_BUSY;
    double least = wait(servers);
    servers.join = JOIN_ONE_QUEUE;
    assert_near(least, wait(servers), 1e-9);
    servers = (Servers){9, EXPONENTIAL, 1, NO_LIMIT, 10, JOIN_TWO_CHOICES};
    assert_near(wait(servers), 2.114, 0.10);
}

static void order_statistics_of_exponential_times(void **state) {
    (void)state;
    assert_near(spread_of_kth(EXPONENTIAL, 10, 10).mean, 2928.96825397, 1e-9);
    assert_near(spread_of_kth(EXPONENTIAL, 3, 2).mean, 833.333333333, 1e-9);
    assert_near(spread_of_kth(FIXED, 10, 10).mean, 1000, 1e-9);
    assert_near(harmonic(1, 1000), 7.4854708605, 0.02);
    assert_near(harmonic(901, 1100), harmonic(901, 1000) + harmonic(1001, 1100), 1e-5);
}

static void a_step_that_is_taken_now_and_then(void **state) {
    (void)state;
    Spread time = spread_thin(EXPONENTIAL, 0.25);
    assert_near(time.mean, 250, 1e-9);
    assert_near(time.variance, 0.25 * 2e6 - 250.0 * 250.0, 1e-9);
    assert_true(spread_thin(FIXED, 1).variance == 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_queue_agrees_with_theory),
        cmocka_unit_test(few_places_shorten_the_wait),
        cmocka_unit_test(a_queue_that_only_grows_has_no_end),
        cmocka_unit_test(replicas_wait_as_they_are_chosen),
        cmocka_unit_test(order_statistics_of_exponential_times),
        cmocka_unit_test(a_step_that_is_taken_now_and_then),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
