/* How long an estimate takes: the URL shortener's load on its reference and on larger designs. */
#include <stdlib.h>

#include "base/clock.h"
#include "bench/bench.h"
#include "sim/estimate.h"

enum { ROUNDS = 1000 };

static void measure(const Design *design, const Scenario *scenario, const char *name) {
    enum { TOGETHER = 10 }; /* the clock counts microseconds */
    int64_t *times_us = memory_allocate(ROUNDS * sizeof *times_us);
    for (size_t i = 0; i < ROUNDS; i++) {
        int64_t start_us = clock_monotonic_us();
        for (int j = 0; j < TOGETHER; j++) {
            estimate_free(estimate_make(design, scenario));
        }
        times_us[i] = (clock_monotonic_us() - start_us) / TOGETHER;
    }
    bench_print_times(name, times_us, ROUNDS);
    free(times_us);
}

int main(void) {
    Catalog *catalog = NULL;
    Scenario *scenario = NULL;
    Design *reference = NULL;
    bench_stop_on(catalog_load(FAULTLINE_SOURCE_DIR "/assets/catalog.json", &catalog));
    bench_stop_on(
        scenario_load(FAULTLINE_SOURCE_DIR "/scenarios/url-shortener/scenario.json", &scenario));
    bench_stop_on(design_load(FAULTLINE_SOURCE_DIR "/scenarios/url-shortener/reference.json",
                              catalog, &reference));
    Design *stacks = bench_stacks(catalog, 50);
    measure(reference, scenario, "estimate_reference");
    measure(stacks, scenario, "estimate_50_components");
    design_free(stacks);
    design_free(reference);
    scenario_free(scenario);
    catalog_free(catalog);
    return 0;
}
