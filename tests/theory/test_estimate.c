/* The estimate against the closed forms that it is made of: the same models, without a run. What it
 * leaves out (patience, hedges, full queues, classes) is not asked of it. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/macros.h"
#include "sim/estimate.h"
#include "support/support.h"
#include "theory/theory.h"

static const struct {
    const char *model;
    double within; /* of what is expected */
} CASES[] = {{"mm1", 1e-6},         {"mmc", 1e-6},     {"mg1", 1e-6},   {"jackson", 1e-6},
             {"closed", 0.2},       {"fan-out", 1e-6}, {"lru", 0.005},  {"ttl", 0.005},
             {"two-choices", 0.02}, {"backoff", 1e-6}, {"quorum", 1e-6}};

static size_t operation_at(const Scenario *scenario, const char *id) {
    const Operation *operation = scenario_operation(scenario, id);
    assert_non_null(operation);
    return (size_t)(operation - scenario->operations);
}

/* What the row measures, where the estimate has it; else not a number. */
static double estimated(const Estimate *estimate, const Design *design, const Scenario *scenario,
                        const TheoryRow *row) {
    if (row->measure == measure_mean) {
        return estimate->operations[operation_at(scenario, row->part)].response_ms;
    }
    size_t position = design_position(design, ELEMENT_COMPONENT, row->part);
    if (position == SIZE_MAX) {
        return NAN;
    }
    const ComponentEstimate *component = &estimate->components[position];
    if (row->measure == measure_wait) {
        return component->wait_ms;
    }
    if (row->measure == measure_busy) {
        return component->utilisation;
    }
    return row->measure == measure_hits ? component->hit_ratio : NAN;
}

static size_t check(const Catalog *catalog, const TheoryModel *model, double within) {
    Design *design = NULL;
    Scenario *scenario = NULL;
    size_t count = 0, seen = 0;
    const TheoryRow *rows = theory_rows(model, &count);
    assert_int_equal(theory_load(catalog, model, &design, &scenario).code, ERROR_NONE);
    Estimate *estimate = estimate_make(design, scenario);
    for (size_t i = 0; i < count; i++) {
        double found = estimated(estimate, design, scenario, &rows[i]) / rows[i].unit;
        if (!isnan(found)) {
            seen++;
            if (!(fabs(found - rows[i].expected) <= within * rows[i].expected)) {
                fail_msg("%s, %s: %.9g, expected %.9g", model->id, rows[i].what, found,
                         rows[i].expected);
            }
        }
    }
    estimate_free(estimate);
    scenario_free(scenario);
    design_free(design);
    return seen;
}

static void the_estimate_agrees_with_theory(void **state) {
    (void)state;
    Catalog *catalog = support_catalog();
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        const TheoryModel *model = theory_model(CASES[i].model);
        assert_non_null(model);
        assert_true(check(catalog, model, CASES[i].within) > 0);
    }
    catalog_free(catalog);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_estimate_agrees_with_theory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
