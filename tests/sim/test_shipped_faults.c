/* Each shipped reference keeps every service level without faults and under each of its scenario's
 * faults alone; each first sketch misses at least two without any. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/macros.h"
#include "sim/simulate.h"
#include "support/support.h"

static const char *const SCENARIOS[] = {"url-shortener", "notification-service"};

typedef struct Shipped {
    Catalog *catalog;
    Scenario *scenario;
    Design *design;
} Shipped;

static Shipped open_shipped(const char *scenario, const char *design) {
    char path[128];
    snprintf(path, sizeof path, "%s/%s.json", scenario, design);
    Catalog *catalog = support_catalog();
    return (Shipped){catalog, support_scenario(scenario), support_shipped_design(catalog, path)};
}

static void close_shipped(Shipped *shipped) {
    design_free(shipped->design);
    scenario_free(shipped->scenario);
    catalog_free(shipped->catalog);
}

/* How many service levels are missed; `fault` NULL: none strikes. */
static size_t misses(const Shipped *shipped, const char *fault, const char **first) {
    SimOptions options = sim_options_default();
    options.with_faults = fault != NULL;
    options.faults = &fault;
    options.fault_count = fault != NULL;
    SimReport *report = NULL;
    Error error = simulate(shipped->design, shipped->scenario, &options, &report);
    if (error.code) {
        fail_msg("%s", error.message);
    }
    size_t count = 0;
    for (size_t o = 0; o < report->operation_count; o++) {
        for (size_t s = 0; s < report->operations[o].slo_count; s++) {
            if (!report->operations[o].slo[s].met) {
                *first = slo_name(report->operations[o].slo[s].slo);
                count++;
            }
        }
    }
    sim_report_free(report);
    return count;
}

static void references_survive_each_fault(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT_OF(SCENARIOS); i++) {
        Shipped shipped = open_shipped(SCENARIOS[i], "reference");
        const char *first = NULL;
        if (misses(&shipped, NULL, &first) > 0) {
            fail_msg("%s misses %s without a fault", SCENARIOS[i], first);
        }
        for (size_t f = 0; f < shipped.scenario->fault_count; f++) {
            const char *fault = shipped.scenario->faults[f].id;
            if (misses(&shipped, fault, &first) > 0) {
                fail_msg("%s misses %s under %s", SCENARIOS[i], first, fault);
            }
        }
        close_shipped(&shipped);
    }
}

static void first_sketches_miss_what_was_asked(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT_OF(SCENARIOS); i++) {
        Shipped shipped = open_shipped(SCENARIOS[i], "naive");
        const char *first = NULL;
        assert_true(misses(&shipped, NULL, &first) >= 2);
        close_shipped(&shipped);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(references_survive_each_fault),
        cmocka_unit_test(first_sketches_miss_what_was_asked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
