/* The simulator against theory, at a size that runs in seconds. Each quantity is the mean of
 * THEORY_RUNS runs; it must be as near to the closed form as the tolerance of the model and the
 * 99 % interval of the runs allow, and the interval must be narrow enough to say something. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "support/support.h"
#include "theory/theory.h"

/* Half an interval, as a share of what is expected: the rarest of the slow answers have the widest. */
static const double WIDEST = 0.4;

typedef struct Bench {
    Catalog *catalog;
    Measured measured[THEORY_MOST_ROWS];
} Bench;

static const TheoryRow *measure(Bench *bench, const TheoryModel *model, size_t *count) {
    Error error = theory_measure(bench->catalog, model, false, bench->measured);
    if (error.code) {
        fail_msg("%s: %s", model->id, error.message);
    }
    return theory_rows(model, count);
}

static void every_model_agrees_with_theory(void **state) {
    Bench *bench = *state;
    size_t seen = 0, wrong = 0;
    for (size_t m = 0; m < THEORY_MODEL_COUNT; m++) {
        size_t count = 0;
        const TheoryRow *rows = measure(bench, &THEORY_MODELS[m], &count);
        for (size_t i = 0; i < count; i++) {
            Measured found = bench->measured[i];
            bool is_narrow = found.half_width <= WIDEST * fmax(fabs(rows[i].expected), 0.2);
            if (!theory_agrees(&rows[i], found) || !is_narrow) {
                print_error("%s, %s: %.6g ± %.2g, expected %.6g\n", rows[i].model, rows[i].what,
                            found.mean, found.half_width, rows[i].expected);
                wrong++;
            }
        }
        seen += count;
    }
    assert_int_equal(seen, THEORY_ROW_COUNT);
    assert_int_equal(wrong, 0);
}

/* What nothing could contradict would prove nothing. */
static void another_theory_is_told_from_it(void **state) {
    Bench *bench = *state;
    size_t count = 0;
    const TheoryRow *rows = measure(bench, theory_model("fan-out"), &count);
    assert_true(count > 0);
    for (size_t i = 0; i < count; i++) {
        TheoryRow other = rows[i];
        other.expected *= 1.2;
        assert_false(theory_agrees(&other, bench->measured[i]));
    }
}

/* The table in the docs is of these rows. */
static void the_docs_have_every_row(void **state) {
    (void)state;
    Arena arena = {0};
    char *docs = NULL;
    size_t length = 0;
    Error error =
        file_read(support_source_path(&arena, "docs/MODEL.md"), LIMIT_FILE_BYTES, &docs, &length);
    assert_int_equal(error.code, ERROR_NONE);
    for (size_t i = 0; i < THEORY_ROW_COUNT; i++) {
        char line[256];
        snprintf(line, sizeof line, "| %s | %s | %.6g |", THEORY_ROWS[i].model, THEORY_ROWS[i].what,
                 THEORY_ROWS[i].expected);
        if (!strstr(docs, line)) {
            fail_msg("docs/MODEL.md has no `%s`: ./dev bench --theory makes it", line);
        }
    }
    free(docs);
    arena_free(&arena);
}

static void the_designs_are_stored_in_their_canonical_form(void **state) {
    Bench *bench = *state;
    Arena arena = {0};
    for (size_t m = 0; m < THEORY_MODEL_COUNT; m++) {
        char name[128];
        char *stored = NULL;
        size_t length = 0;
        snprintf(name, sizeof name, "tests/theory/models/%s.design.json", THEORY_MODELS[m].id);
        const char *path = support_source_path(&arena, name);
        Design *design = NULL;
        assert_int_equal(design_load(path, bench->catalog, &design).code, ERROR_NONE);
        assert_int_equal(file_read(path, LIMIT_FILE_BYTES, &stored, &length).code, ERROR_NONE);
        char *bytes = support_bytes(design);
        assert_string_equal(bytes, stored);
        free(bytes);
        free(stored);
        design_free(design);
    }
    arena_free(&arena);
}

static int set_up(void **state) {
    Bench *bench = memory_allocate(sizeof *bench);
    bench->catalog = support_catalog();
    *state = bench;
    return 0;
}

static int tear_down(void **state) {
    Bench *bench = *state;
    catalog_free(bench->catalog);
    free(bench);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_model_agrees_with_theory),
        cmocka_unit_test(another_theory_is_told_from_it),
        cmocka_unit_test(the_docs_have_every_row),
        cmocka_unit_test(the_designs_are_stored_in_their_canonical_form),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
