/* What the estimate says in microseconds, the simulator says too: on every reference, without
 * faults, the utilisation of each part within 5 % and the mean latency of each operation within
 * 10 %. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "sim/estimate.h"
#include "sim/simulate.h"
#include "support/support.h"

static const double WARMUP_S = 5;
static const double UTILISATION_WITHIN = 0.05, LATENCY_WITHIN = 0.10;
/* Parts that hardly work see too few requests in so short a run. */
static const double LEAST_UTILISATION = 0.01;

static void compare(const Estimate *estimate, const SimReport *report) {
    for (size_t i = 0; i < estimate->component_count; i++) {
        double expected = estimate->components[i].utilisation;
        double found = report->components[i].utilisation;
        if (expected >= LEAST_UTILISATION &&
            !(fabs(expected - found) <= UTILISATION_WITHIN * found)) {
            fail_msg("%s is busy to %.4f, by the estimate to %.4f", report->components[i].id, found,
                     expected);
        }
    }
    for (size_t o = 0; o < estimate->operation_count; o++) {
        double expected = estimate->operations[o].response_ms;
        double found = report->operations[o].mean_ms;
        if (!(fabs(expected - found) <= LATENCY_WITHIN * found)) {
            fail_msg("%s takes %.3f ms, by the estimate %.3f ms", report->operations[o].id, found,
                     expected);
        }
    }
}

static void estimate_and_simulator_agree_on(const char *id, double seconds) {
    char path[128];
    snprintf(path, sizeof path, "%s/reference.json", id);
    Catalog *catalog = support_catalog();
    Scenario *scenario = support_scenario(id);
    Design *design = support_shipped_design(catalog, path);
    Estimate *estimate = estimate_make(design, scenario);
    SimOptions options = sim_options_default();
    options.seconds = seconds;
    options.warmup_s = WARMUP_S;
    SimReport *report = NULL;
    Error error = simulate(design, scenario, &options, &report);
    if (error.code) {
        fail_msg("%s", error.message);
    }
    compare(estimate, report);
    sim_report_free(report);
    estimate_free(estimate);
    design_free(design);
    scenario_free(scenario);
    catalog_free(catalog);
}

static void they_agree_on_the_url_shortener(void **state) {
    (void)state;
    estimate_and_simulator_agree_on("url-shortener", 15);
}

static void they_agree_on_the_notification_service(void **state) {
    (void)state;
    estimate_and_simulator_agree_on("notification-service", 45);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(they_agree_on_the_url_shortener),
        cmocka_unit_test(they_agree_on_the_notification_service),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
