/* Every mechanism of every reference design is taken out, one at a time, and a rule that is meant to
 * see it must find something that it did not find before.
 *
 * With FAULTLINE_MISSED=1 those that no rule found are listed, with FAULTLINE_SCENARIO=ID those of
 * one scenario. test_mutation_proofs.c plays what was found. */
#include <stdlib.h>

#include "rules/idle_mechanisms.h"
#include "rules/mutation_tries.h"

/* Of those that are not idle. Who makes a rule keener raises it. */
enum { MOST_MISSED = 0 };

typedef struct Count {
    size_t made, caught, idle;
} Count;

static void count_try(const Try *one, Arena *arena, Count *count) {
    bool is_caught = one->caught.count > 0;
    if (one->is_idle && is_caught) {
        fail_msg("%s is called idle, and %s misses it", try_title(one, arena),
                 one->caught.items[0]->rule);
    }
    count->idle += one->is_idle;
    count->made += !one->is_idle;
    count->caught += is_caught;
    if (!is_caught && !one->is_idle && getenv("FAULTLINE_MISSED")) {
        print_message("  %s: missed%s%s\n", try_title(one, arena), one->other ? ", but for " : "",
                      one->other ? one->other->rule : "");
    }
}

static Count count_reference(const Tries *tries, const TriedReference *reference, Arena *arena) {
    Count count = {0};
    for (size_t i = 0; i < tries->items.count; i++) {
        if (tries->items.items[i].reference == reference) {
            count_try(&tries->items.items[i], arena, &count);
        }
    }
    print_message("%-24s %3zu of %3zu caught\n", reference->id, count.caught, count.made);
    return count;
}

static void a_mechanism_that_is_taken_out_is_missed(void **state) {
    (void)state;
    RuleBench bench;
    rule_bench_open(&bench);
    Tries tries = {0};
    tries_make(&bench, &tries);
    Count total = {0};
    for (size_t i = 0; i < tries.references.count; i++) {
        Count count = count_reference(&tries, tries.references.items[i], &bench.arena);
        total.made += count.made;
        total.idle += count.idle;
        total.caught += count.caught;
    }
    print_message("%-24s %3zu of %3zu caught, and %zu idle\n", "all", total.caught, total.made,
                  total.idle);
    tries_free(&tries);
    rule_bench_close(&bench);
    assert_true(total.made > 0);
    assert_true(total.caught + MOST_MISSED >= total.made);
    /* A row that stands for nothing any more has to go. */
    assert_true(getenv("FAULTLINE_SCENARIO") || total.idle == IDLE_MECHANISM_COUNT);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_mechanism_that_is_taken_out_is_missed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
