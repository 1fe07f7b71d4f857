/* Any bytes as a design under the URL shortener's load and faults, or as a scenario that strikes its
 * reference design: what is valid is played for a bounded time, and the engine checks itself. */
#include <stdint.h>
#include <stdlib.h>

#include "sim/simulate.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void stop_on(Error error) {
    if (error.code) {
        abort();
    }
}

static void play(const Design *design, const Scenario *scenario) {
    SimOptions options = sim_options_default();
    SimReport *report = NULL;
    options.seconds = 30.0;
    options.with_faults = true;
    options.most_events = 20000;
    Error error = simulate(design, scenario, &options, &report);
    if (error.code && error.code != ERROR_INPUT && error.code != ERROR_LIMIT) {
        abort();
    }
    sim_report_free(report);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const char *bytes = (const char *)data;
    Catalog *catalog = NULL;
    Design *design = NULL;
    Scenario *scenario = NULL;
    stop_on(catalog_load(FAULTLINE_SOURCE_DIR "/assets/catalog.json", &catalog));
    if (!design_parse(bytes, size, "fuzz", catalog, &design).code) {
        stop_on(scenario_load(FAULTLINE_SOURCE_DIR "/scenarios/url-shortener/scenario.json",
                              &scenario));
        play(design, scenario);
    } else if (!scenario_parse(bytes, size, "fuzz", &scenario).code) {
        stop_on(design_load(FAULTLINE_SOURCE_DIR "/scenarios/url-shortener/reference.json", catalog,
                            &design));
        play(design, scenario);
    }
    scenario_free(scenario);
    design_free(design);
    catalog_free(catalog);
    return 0;
}
