#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/memory.h"

static void allocations_are_zeroed_and_never_null(void **state) {
    (void)state;
    unsigned char *block = memory_allocate(100);
    for (int i = 0; i < 100; i++) {
        assert_int_equal(block[i], 0);
    }
    free(block);
    void *nothing = memory_allocate(0);
    assert_non_null(nothing);
    free(nothing);
    void *resized = memory_resize(NULL, 0);
    assert_non_null(resized);
    free(resized);
}

static void a_string_is_copied(void **state) {
    (void)state;
    char text[] = "queue";
    char *copy = memory_copy_string(text);
    text[0] = 'Q';
    assert_string_equal(copy, "queue");
    free(copy);
    assert_null(memory_copy_string(NULL));
}

static void an_arena_gives_aligned_zeroed_memory_that_does_not_overlap(void **state) {
    (void)state;
    Arena arena = {0};
    unsigned char *blocks[300];
    for (size_t i = 0; i < 300; i++) {
        size_t size = i * 7;
        blocks[i] = arena_allocate(&arena, size);
        assert_int_equal((uintptr_t)blocks[i] % _Alignof(max_align_t), 0);
        for (size_t j = 0; j < size; j++) {
            assert_int_equal(blocks[i][j], 0);
        }
        memset(blocks[i], (int)(i % 251), size);
    }
    for (size_t i = 0; i < 300; i++) {
        for (size_t j = 0; j < i * 7; j++) {
            assert_int_equal(blocks[i][j], i % 251);
        }
    }
    arena_free(&arena);
    arena_free(&arena); /* an empty one is fine */
}

static void an_arena_takes_what_is_larger_than_its_blocks(void **state) {
    (void)state;
    Arena arena = {0};
    char *small = arena_copy_string(&arena, "small");
    size_t size = (size_t)5 * 1024 * 1024;
    memset(arena_allocate(&arena, size), 1, size);
    assert_string_equal(small, "small");
    assert_string_equal(arena_copy(&arena, "queue-7", 5), "queue");
    assert_string_equal(arena_copy(&arena, NULL, 0), "");
    arena_free(&arena);
}

static void a_cleared_arena_gives_zeroed_memory_again(void **state) {
    (void)state;
    Arena arena = {0};
    memset(arena_allocate(&arena, 3000), 0xff, 3000);
    memset(arena_allocate(&arena, 3000), 0xff, 3000);
    arena_clear(&arena);
    const unsigned char *again = arena_allocate(&arena, 3000);
    for (size_t i = 0; i < 3000; i++) {
        assert_int_equal(again[i], 0);
    }
    arena_free(&arena);
    arena_clear(&arena); /* an empty one is fine */
}

/* Takes as much as a large frame does: many small pieces. Says in which block they end. */
static const ArenaBlock *fill(Arena *arena, size_t pieces) {
    enum { PIECE = 1000 };
    for (size_t i = 0; i < pieces; i++) {
        memset(arena_allocate(arena, PIECE), 0xff, PIECE);
    }
    return arena->first;
}

static void an_arena_used_again_keeps_all_that_it_needs(void **state) {
    (void)state;
    Arena arena = {0};
    fill(&arena, 10000); /* 10 MB: many blocks */
    arena_clear(&arena);
    const ArenaBlock *kept = arena.first;
    assert_non_null(kept);
    for (int round = 0; round < 5; round++) {
        assert_ptr_equal(fill(&arena, 10000), kept);
        arena_clear(&arena);
        assert_ptr_equal(arena.first, kept);
    }
    arena_free(&arena);
}

static void an_arena_does_not_keep_more_than_is_sane(void **state) {
    (void)state;
    Arena arena = {0};
    fill(&arena, 70000); /* 70 MB */
    arena_clear(&arena);
    assert_null(arena.first);
    assert_string_equal(arena_copy_string(&arena, "queue"), "queue");
    arena_free(&arena);
}

static void an_array_grows_and_keeps_its_items(void **state) {
    (void)state;
    ARRAY_OF(int) numbers = {0};
    for (int i = 0; i < 1000; i++) {
        array_push(&numbers, i * 3);
    }
    assert_int_equal(numbers.count, 1000);
    assert_true(numbers.capacity >= 1000);
    for (int i = 0; i < 1000; i++) {
        assert_int_equal(numbers.items[i], i * 3);
    }
    array_free(&numbers);
    assert_null(numbers.items);
    assert_int_equal(numbers.count, 0);
}

static void a_reserved_array_does_not_move(void **state) {
    (void)state;
    ARRAY_OF(char) bytes = {0};
    array_reserve(&bytes, 500);
    const char *items = bytes.items;
    for (int i = 0; i < 500; i++) {
        array_push(&bytes, 'x');
    }
    assert_ptr_equal(bytes.items, items);
    array_free(&bytes);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(allocations_are_zeroed_and_never_null),
        cmocka_unit_test(a_string_is_copied),
        cmocka_unit_test(an_arena_gives_aligned_zeroed_memory_that_does_not_overlap),
        cmocka_unit_test(an_arena_takes_what_is_larger_than_its_blocks),
        cmocka_unit_test(a_cleared_arena_gives_zeroed_memory_again),
        cmocka_unit_test(an_arena_used_again_keeps_all_that_it_needs),
        cmocka_unit_test(an_arena_does_not_keep_more_than_is_sane),
        cmocka_unit_test(an_array_grows_and_keeps_its_items),
        cmocka_unit_test(a_reserved_array_does_not_move),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
