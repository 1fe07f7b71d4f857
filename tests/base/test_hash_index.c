#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/hash_index.h"
#include "base/random.h"

static void what_is_added_is_found(void **state) {
    (void)state;
    HashIndex index = {0};
    int one = 1, two = 2;
    assert_null(hash_index_find(&index, "one"));
    assert_true(hash_index_add(&index, "one", &one));
    assert_true(hash_index_add(&index, "two", &two));
    assert_false(hash_index_add(&index, "one", &two));
    assert_ptr_equal(hash_index_find(&index, "one"), &one);
    assert_ptr_equal(hash_index_find(&index, "two"), &two);
    assert_null(hash_index_find(&index, "three"));
    assert_int_equal(index.count, 2);
    hash_index_free(&index);
    assert_null(hash_index_find(&index, "one"));
}

static void what_is_removed_is_gone(void **state) {
    (void)state;
    HashIndex index = {0};
    int one = 1;
    hash_index_remove(&index, "one");
    hash_index_add(&index, "one", &one);
    hash_index_remove(&index, "two");
    assert_int_equal(index.count, 1);
    hash_index_remove(&index, "one");
    assert_int_equal(index.count, 0);
    assert_null(hash_index_find(&index, "one"));
    assert_true(hash_index_add(&index, "one", &one));
    hash_index_free(&index);
}

/* Against a plain table of flags, through many random changes. */
static void it_agrees_with_a_plain_table(void **state) {
    (void)state;
    enum { KEYS = 600, STEPS = 60000 };
    static char keys[KEYS][16];
    static bool present[KEYS];
    for (int i = 0; i < KEYS; i++) {
        snprintf(keys[i], sizeof keys[i], "key-%d", i);
    }
    HashIndex index = {0};
    Random random = random_seed(11);
    size_t count = 0;
    for (int step = 0; step < STEPS; step++) {
        size_t i = (size_t)random_below(&random, KEYS);
        size_t phase = (size_t)(step / (STEPS / 4)); /* grows, shrinks, grows, shrinks */
        if (random_below(&random, 4) < (phase % 2 == 0 ? 3 : 1)) {
            assert_int_equal(hash_index_add(&index, keys[i], keys[i]), !present[i]);
            count += present[i] ? 0 : 1;
            present[i] = true;
        } else {
            hash_index_remove(&index, keys[i]);
            count -= present[i] ? 1 : 0;
            present[i] = false;
        }
        assert_int_equal(index.count, count);
        size_t j = (size_t)random_below(&random, KEYS);
        assert_ptr_equal(hash_index_find(&index, keys[j]), present[j] ? keys[j] : NULL);
    }
    for (int i = 0; i < KEYS; i++) {
        assert_ptr_equal(hash_index_find(&index, keys[i]), present[i] ? keys[i] : NULL);
    }
    hash_index_free(&index);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_added_is_found),
        cmocka_unit_test(what_is_removed_is_gone),
        cmocka_unit_test(it_agrees_with_a_plain_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
