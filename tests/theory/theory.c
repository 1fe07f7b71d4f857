#include "theory/theory.h"

#include <math.h>
#include <string.h>

#include "base/text.h"

/* Student's t for 99 % and one degree of freedom less than there are runs. */
static const double STUDENT_T = 3.499;

Error theory_load(const Catalog *catalog, const TheoryModel *model, Design **design,
                  Scenario **scenario) {
    TextBuffer path = {0};
    text_append_format(&path, FAULTLINE_SOURCE_DIR "/tests/theory/models/%s.design.json",
                       model->id);
    Error error = design_load(text_of(&path), catalog, design);
    text_free(&path);
    if (error.code) {
        return error;
    }
    text_append_format(&path, FAULTLINE_SOURCE_DIR "/tests/theory/models/%s.scenario.json",
                       model->id);
    error = scenario_load(text_of(&path), scenario);
    text_free(&path);
    if (error.code) {
        design_free(*design);
    }
    return error;
}

const TheoryModel *theory_model(const char *id) {
    for (size_t i = 0; i < THEORY_MODEL_COUNT; i++) {
        if (strcmp(THEORY_MODELS[i].id, id) == 0) {
            return &THEORY_MODELS[i];
        }
    }
    return NULL;
}

const TheoryRow *theory_rows(const TheoryModel *model, size_t *count) {
    size_t first = 0;
    while (first < THEORY_ROW_COUNT && strcmp(THEORY_ROWS[first].model, model->id) != 0) {
        first++;
    }
    size_t end = first;
    while (end < THEORY_ROW_COUNT && strcmp(THEORY_ROWS[end].model, model->id) == 0) {
        end++;
    }
    *count = end - first;
    return &THEORY_ROWS[first];
}

Error theory_measure(const Catalog *catalog, const TheoryModel *model, bool in_full,
                     Measured measured[THEORY_MOST_ROWS]) {
    double sums[THEORY_MOST_ROWS] = {0}, squares[THEORY_MOST_ROWS] = {0};
    size_t count = 0;
    const TheoryRow *rows = theory_rows(model, &count);
    Design *design = NULL;
    Scenario *scenario = NULL;
    Error error = theory_load(catalog, model, &design, &scenario);
    if (error.code) {
        return error;
    }
    SimOptions options = sim_options_default();
    options.seconds = in_full ? model->full_s : model->quick_s;
    options.warmup_s = model->warmup_s;
    options.with_faults = true;
    for (options.seed = 1; options.seed <= THEORY_RUNS && !error.code; options.seed++) {
        SimReport *report = NULL;
        error = simulate(design, scenario, &options, &report);
        for (size_t i = 0; i < count && !error.code; i++) {
            double value = rows[i].measure(report, rows[i].part) / rows[i].unit;
            sums[i] += value;
            squares[i] += value * value;
        }
        sim_report_free(report);
    }
    for (size_t i = 0; i < count; i++) {
        double mean = sums[i] / THEORY_RUNS;
        double variance = fmax(0.0, squares[i] - sums[i] * mean) / (THEORY_RUNS - 1);
        measured[i] = (Measured){mean, STUDENT_T * sqrt(variance / THEORY_RUNS)};
    }
    scenario_free(scenario);
    design_free(design);
    return error;
}

bool theory_agrees(const TheoryRow *row, Measured measured) {
    double tolerance = row->tolerance * (row->is_absolute ? 1.0 : fabs(row->expected));
    return fabs(measured.mean - row->expected) <= tolerance + measured.half_width;
}
