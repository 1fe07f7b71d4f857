/* What the estimate says in microseconds, the simulator says too: on every shipped reference,
 * without faults, the utilisation of each part within 5 % and the mean latency of each operation
 * within 10 %, and both name the same bottleneck. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/file.h"
#include "sim/estimate.h"
#include "sim/simulate.h"
#include "support/support.h"

static const double WARMUP_S = 5;
static const double UTILISATION_WITHIN = 0.05, LATENCY_WITHIN = 0.10;
/* Of parts that hardly work, a share of what they do says little. */
static const double LEAST_UTILISATION = 0.03;
/* Requests in a run, which decide how long it is. */
static const double REQUESTS = 90000, LEAST_S = 15, MOST_S = 150;

typedef struct Bench {
    Catalog *catalog;
    ScenarioLibrary library;
} Bench;

static int set_up(void **state) {
    Arena arena = {0};
    Bench *bench = memory_allocate(sizeof *bench);
    const char *folder = support_source_path(&arena, "scenarios");
    bench->catalog = support_catalog();
    scenario_library_load(&bench->library, &folder, 1);
    arena_free(&arena);
    *state = bench;
    return 0;
}

static int tear_down(void **state) {
    Bench *bench = *state;
    scenario_library_free(&bench->library);
    catalog_free(bench->catalog);
    free(bench);
    return 0;
}

/* The work of n requests that take an exponential time each is off by this share, twice out of a
 * hundred times. */
static double by_chance(uint64_t requests) {
    return 2.33 * sqrt(2.0 / fmax(1.0, (double)requests));
}

static size_t compare_components(const char *id, const Estimate *estimate,
                                 const SimReport *report) {
    size_t wrong = 0;
    for (size_t i = 0; i < estimate->component_count; i++) {
        double expected = estimate->components[i].utilisation;
        double found = report->components[i].utilisation;
        double chance = by_chance(report->components[i].arrivals);
        if (expected >= LEAST_UTILISATION &&
            !(fabs(expected - found) <= (UTILISATION_WITHIN + chance) * found)) {
            print_error("%s: %s is busy to %.4f, by the estimate to %.4f\n", id,
                        report->components[i].id, found, expected);
            wrong++;
        }
    }
    return wrong;
}

/* A rare operation is measured as well as its interval is narrow. */
static size_t compare_operations(const char *id, const Estimate *estimate,
                                 const SimReport *report) {
    size_t wrong = 0;
    for (size_t o = 0; o < estimate->operation_count; o++) {
        const OperationReport *operation = &report->operations[o];
        double expected = estimate->operations[o].response_ms;
        double found = operation->mean_ms;
        double half_width = fmax(0.0, (operation->ci_high_ms - operation->ci_low_ms) / 2.0);
        if (!(fabs(expected - found) <= LATENCY_WITHIN * found + half_width)) {
            print_error("%s: %s takes %.3f ms, by the estimate %.3f ms\n", id, operation->id, found,
                        expected);
            wrong++;
        }
    }
    return wrong;
}

/* Or two that are about as busy. */
static size_t compare_bottleneck(const char *id, const Estimate *estimate,
                                 const SimReport *report) {
    const ComponentReport *found = &report->components[report->bottleneck];
    const ComponentReport *expected = &report->components[estimate->bottleneck];
    if (expected->peak_utilisation >= (1.0 - UTILISATION_WITHIN) * found->peak_utilisation) {
        return 0;
    }
    print_error("%s: the bottleneck is %s, by the estimate %s\n", id, found->id, expected->id);
    return 1;
}

static double seconds_for(const Estimate *estimate) {
    double rate = 0.0;
    for (size_t o = 0; o < estimate->operation_count; o++) {
        rate += estimate->operations[o].rate_per_s;
    }
    return fmin(fmax(REQUESTS / rate, LEAST_S), MOST_S);
}

static size_t compare(const Bench *bench, const Scenario *scenario) {
    char path[128];
    snprintf(path, sizeof path, "%s/reference.json", scenario->id);
    Design *design = support_shipped_design(bench->catalog, path);
    Estimate *estimate = estimate_make(design, scenario);
    SimOptions options = sim_options_default();
    options.seconds = seconds_for(estimate);
    options.warmup_s = WARMUP_S;
    SimReport *report = NULL;
    Error error = simulate(design, scenario, &options, &report);
    if (error.code) {
        fail_msg("%s: %s", scenario->id, error.message);
    }
    size_t wrong = compare_components(scenario->id, estimate, report) +
                   compare_operations(scenario->id, estimate, report) +
                   compare_bottleneck(scenario->id, estimate, report);
    sim_report_free(report);
    estimate_free(estimate);
    design_free(design);
    return wrong;
}

static void they_agree_on_every_reference(void **state) {
    Bench *bench = *state;
    size_t wrong = 0;
    assert_true(bench->library.items.count >= 14);
    for (size_t i = 0; i < bench->library.items.count; i++) {
        wrong += compare(bench, bench->library.items.items[i]);
    }
    assert_int_equal(wrong, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(they_agree_on_every_reference, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
