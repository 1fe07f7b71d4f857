/* Work in the background: it is picked up once, can be stopped, and only what was asked for last
 * counts. Every request and every result is freed; the sanitizers say so when one is not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/memory.h"
#include "base/worker.h"

enum { ENDLESS = -1, NOTHING = -2 };

static int *number(int value) {
    int *made = memory_allocate(sizeof *made);
    *made = value;
    return made;
}

/* Twice the number; of an endless one nothing, once it is stopped. */
static void *work(void *request, Worker *worker) {
    int value = *(int *)request;
    while (value == ENDLESS && worker_go_on(worker, 0.5)) {
    }
    (void)worker_go_on(worker, 1);
    return value < 0 ? NULL : number(2 * value);
}

static Worker *open_worker(void) {
    const WorkerTrade trade = {.work = work, .free_request = free, .free_result = free};
    Worker *worker = NULL;
    assert_int_equal(worker_new(&trade, &worker).code, ERROR_NONE);
    return worker;
}

static void assert_result(Worker *worker, int expected) {
    int *result = worker_take(worker);
    assert_non_null(result);
    assert_int_equal(*result, expected);
    free(result);
    assert_null(worker_take(worker));
}

static void a_result_is_picked_up_once(void **state) {
    (void)state;
    Worker *worker = open_worker();
    assert_null(worker_take(worker));
    assert_true(worker_progress(worker) < 0);
    worker_submit(worker, number(21));
    worker_wait(worker);
    assert_true(worker_progress(worker) < 0);
    assert_result(worker, 42);
    worker_free(worker);
}

static void the_last_request_counts(void **state) {
    (void)state;
    Worker *worker = open_worker();
    worker_submit(worker, number(ENDLESS));
    assert_true(worker_progress(worker) >= 0);
    worker_submit(worker, number(1));
    worker_submit(worker, number(2));
    worker_wait(worker);
    assert_result(worker, 4);
    worker_free(worker);
}

static void a_result_that_nobody_took_is_forgotten(void **state) {
    (void)state;
    Worker *worker = open_worker();
    worker_submit(worker, number(3));
    worker_wait(worker);
    worker_submit(worker, number(NOTHING));
    worker_wait(worker);
    assert_null(worker_take(worker));
    worker_free(worker);
}

static void a_piece_is_stopped(void **state) {
    (void)state;
    Worker *worker = open_worker();
    worker_submit(worker, number(ENDLESS));
    worker_cancel(worker);
    assert_true(worker_progress(worker) < 0);
    worker_wait(worker);
    assert_null(worker_take(worker));
    worker_submit(worker, number(5));
    worker_wait(worker);
    assert_result(worker, 10);
    worker_free(worker);
}

static void what_is_under_way_ends_with_the_worker(void **state) {
    (void)state;
    Worker *worker = open_worker();
    worker_submit(worker, number(ENDLESS));
    worker_free(worker);
    worker = open_worker();
    worker_submit(worker, number(1));
    worker_wait(worker);
    worker_free(worker);
    worker_free(NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_result_is_picked_up_once),
        cmocka_unit_test(the_last_request_counts),
        cmocka_unit_test(a_result_that_nobody_took_is_forgotten),
        cmocka_unit_test(a_piece_is_stopped),
        cmocka_unit_test(what_is_under_way_ends_with_the_worker),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
