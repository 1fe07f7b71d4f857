/* How long a check takes: the estimate, the facts and every rule, with the URL shortener's load. */
#include <stdlib.h>

#include "base/clock.h"
#include "base/file.h"
#include "bench/bench.h"
#include "rules/checker.h"

static void measure(Checker *checker, const Design *design, const Scenario *scenario,
                    const char *name, size_t rounds) {
    int64_t *times_us = memory_allocate(rounds * sizeof *times_us);
    for (size_t i = 0; i < rounds; i++) {
        Findings findings = {0};
        int64_t start_us = clock_monotonic_us();
        Estimate *estimate = estimate_make(design, scenario);
        bench_stop_on(checker_run(checker, design, scenario, estimate, &findings));
        times_us[i] = clock_monotonic_us() - start_us;
        estimate_free(estimate);
        findings_free(&findings);
    }
    bench_print_times(name, times_us, rounds);
    free(times_us);
}

int main(void) {
    Catalog *catalog = NULL;
    Scenario *scenario = NULL;
    RuleSet rules = {0};
    Checker *checker = NULL;
    bench_stop_on(catalog_load(FAULTLINE_SOURCE_DIR "/assets/catalog.json", &catalog));
    bench_stop_on(rules_add_folder(&rules, FAULTLINE_SOURCE_DIR "/assets/rules"));
    bench_stop_on(
        scenario_load(FAULTLINE_SOURCE_DIR "/scenarios/url-shortener/scenario.json", &scenario));
    bench_stop_on(checker_new(catalog, &rules, &checker));

    Design *small = bench_stacks(catalog, 50);
    Design *large = bench_stacks(catalog, 1000);
    measure(checker, small, scenario, "check_50_components", 300);
    measure(checker, large, scenario, "check_1000_components", 30);
    bench_print_peak_memory("check_peak_memory");

    design_free(large);
    design_free(small);
    checker_free(checker);
    rules_free(&rules);
    scenario_free(scenario);
    catalog_free(catalog);
    return 0;
}
