#include "platform/lru.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static char *copy(const char *text) {
    char *copied = malloc(strlen(text) + 1);
    assert_non_null(copied);
    return strcpy(copied, text);
}

static void add(Lru *lru, const char *key, size_t cost) {
    lru_add(lru, key, strlen(key), copy(key), cost);
}

static bool has(Lru *lru, const char *key) {
    const char *value = lru_find(lru, key, strlen(key));
    if (value) {
        assert_string_equal(value, key);
    }
    return value != NULL;
}

static void test_forgets_what_was_not_used_for_longest(void **state) {
    (void)state;
    Lru *lru = lru_new(30, free);
    add(lru, "one", 10);
    add(lru, "two", 10);
    add(lru, "three", 10);
    assert_true(has(lru, "one"));
    add(lru, "four", 10);
    assert_false(has(lru, "two"));
    assert_true(has(lru, "one"));
    assert_true(has(lru, "three"));
    assert_true(has(lru, "four"));
    add(lru, "five", 25);
    assert_int_equal(lru_count(lru), 1);
    assert_true(has(lru, "five"));
    lru_free(lru);
}

static void test_keeps_the_newest_however_large(void **state) {
    (void)state;
    Lru *lru = lru_new(30, free);
    add(lru, "small", 1);
    add(lru, "large", 1000);
    assert_true(has(lru, "large"));
    assert_false(has(lru, "small"));
    lru_clear(lru);
    assert_int_equal(lru_count(lru), 0);
    assert_false(has(lru, "large"));
    add(lru, "large", 1);
    assert_true(has(lru, "large"));
    lru_free(lru);
}

static void test_holds_many(void **state) {
    (void)state;
    enum { MANY = 5000, BUDGET = 3000 };
    Lru *lru = lru_new(BUDGET, free);
    char key[32];
    for (int i = 0; i < MANY; i++) {
        snprintf(key, sizeof key, "key %d", i);
        add(lru, key, 1);
    }
    assert_int_equal(lru_count(lru), BUDGET);
    for (int i = 0; i < MANY; i++) {
        snprintf(key, sizeof key, "key %d", i);
        assert_int_equal(has(lru, key), i >= MANY - BUDGET);
    }
    lru_free(lru);
}

static void test_keys_are_bytes(void **state) {
    (void)state;
    Lru *lru = lru_new(10, free);
    lru_add(lru, "a\0b", 3, copy("first"), 1);
    lru_add(lru, "a\0c", 3, copy("second"), 1);
    assert_string_equal(lru_find(lru, "a\0b", 3), "first");
    assert_string_equal(lru_find(lru, "a\0c", 3), "second");
    assert_null(lru_find(lru, "a", 1));
    lru_free(lru);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_forgets_what_was_not_used_for_longest),
        cmocka_unit_test(test_keeps_the_newest_however_large),
        cmocka_unit_test(test_holds_many),
        cmocka_unit_test(test_keys_are_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
