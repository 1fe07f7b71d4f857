/* A frame is a pure function: the same state and input give the same list; a steady frame allocates
 * nothing, says that nothing changed, and asks for the next one only when something is due. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "model/design.h"
#include "support/support.h"
#include "ui/driver.h"

static size_t allocations;

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *block, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *block, size_t size);

void *__wrap_malloc(size_t size) {
    allocations++;
    return __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size) {
    allocations++;
    return __real_calloc(count, size);
}

void *__wrap_realloc(void *block, size_t size) {
    allocations++;
    return __real_realloc(block, size);
}

static void assert_steady(Driver *driver, const char *where) {
    for (int i = 0; i < 3; i++) {
        driver_frame(driver);
    }
    size_t before = allocations;
    for (int i = 0; i < 5; i++) {
        driver_frame(driver);
        if (driver->output.changed) {
            fail_msg("%s: a frame in which nothing happened says that it changed", where);
        }
    }
    if (allocations != before) {
        fail_msg("%s: %zu allocations in five steady frames", where, allocations - before);
    }
}

/* The clock is stopped, so that nothing changes by itself. */
static void test_steady_frames(void **state) {
    Driver *driver = *state;
    driver_open(driver, NULL, NULL);
    assert_steady(driver, "home");
    assert_int_equal(driver->output.next_frame_ms, -1);
    driver_close(driver);
    driver_remove_folder(driver);
    *driver = (Driver){0};
    driver_open_shipped(driver, "notification-service/reference.json");
    driver_move(driver, 700, 870);
    driver_wait(driver, 10000); /* the toast is gone and all is saved */
    static const char *const TABS[] = {"tab:Findings", "tab:Inspector", "tab:Brief", "tab:Answers"};
    for (size_t i = 0; i < 4; i++) {
        driver_press(driver, TABS[i]);
        driver_move(driver, 700, 870);
        assert_steady(driver, TABS[i]);
    }
    assert_int_equal(driver->output.next_frame_ms, -1);
    driver_press(driver, driver_find(driver, "component:"));
    driver_move(driver, 700, 870);
    assert_steady(driver, "a component selected");
    driver_press(driver, "field:why");
    driver_move(driver, 700, 870);
    assert_steady(driver, "a field being edited");
    driver_key(driver, KEY_F1, 0);
    assert_steady(driver, "a dialog");
}

static void test_the_clock_asks_for_the_next_second(void **state) {
    Driver *driver = *state;
    driver_start(driver, "url-shortener");
    driver_move(driver, 700, 870);
    driver_wait(driver, 3500);
    int64_t next = driver->output.next_frame_ms;
    assert_true(next > driver->now_ms && next <= driver->now_ms + 1000);
    driver->now_ms = next - 16; /* the driver adds these */
    driver_frame(driver);
    assert_true(driver->output.changed);
    driver_frame(driver);
    assert_false(driver->output.changed);
}

static void test_two_apps_show_the_same(void **state) {
    Driver *driver = *state;
    Driver other = {0};
    driver_start(driver, "url-shortener");
    driver_start(&other, "url-shortener");
    driver_drag(driver, "palette:cache", 500, 400);
    driver_drag(&other, "palette:cache", 500, 400);
    driver_frame(driver);
    driver_frame(&other);
    assert_int_equal(driver->list.items.count, other.list.items.count);
    for (size_t i = 0; i < driver->list.items.count; i++) {
        const DrawItem *a = &driver->list.items.items[i], *b = &other.list.items.items[i];
        assert_int_equal(a->type, b->type);
        assert_memory_equal(&a->rect, &b->rect, sizeof a->rect);
        assert_memory_equal(&a->fill, &b->fill, sizeof a->fill);
        if (a->text) {
            assert_string_equal(a->text, b->text);
        }
    }
    driver_close(&other);
    driver_remove_folder(&other);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        DRIVER_TEST(test_steady_frames),
        DRIVER_TEST(test_the_clock_asks_for_the_next_second),
        DRIVER_TEST(test_two_apps_show_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
