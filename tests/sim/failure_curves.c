/* Draws what each failure does over time, as drawn and as mended:
 *
 *     failure_curves FOLDER        writes FOLDER/failure-<id>.svg for each of them */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "export/chart.h"
#include "export/svg.h"
#include "sim/failures.h"

enum { WIDTH = 720, HEIGHT = 300 };

static const ChartTone TONES[FAILURE_VARIANTS] = {CHART_BAD, CHART_GOOD, CHART_OTHER};

static void stop_on(Error error) {
    if (error.code) {
        fprintf(stderr, "%s\n", error.message);
        exit(1);
    }
}

static const double *values_of(const FailureMode *mode, const FailureRun *run) {
    switch (mode->curve) {
    case CURVE_ANSWERED:
        return failure_operation(run, mode->part)->series_ok;
    case CURVE_MEAN_MS:
        return failure_operation(run, mode->part)->series_mean_ms;
    case CURVE_QUEUE:
        return failure_component(run, mode->part)->series_queue;
    case CURVE_DUPLICATED:
        return failure_operation(run, mode->part)->series_duplicated;
    }
    return NULL;
}

static double *curve_of(const FailureMode *mode, const FailureRun *run) {
    const double *values = values_of(mode, run);
    double *curve = memory_allocate(run->report->bin_count * sizeof *curve);
    double sum = 0.0;
    for (size_t i = 0; i < run->report->bin_count; i++) {
        sum += values[i];
        curve[i] = mode->curve == CURVE_DUPLICATED ? sum : values[i];
    }
    return curve;
}

static void draw(const FailureMode *mode, const Theme *theme, const char *path) {
    FailureRun runs[FAILURE_VARIANTS] = {{0}};
    double *curves[FAILURE_VARIANTS + 1] = {NULL};
    ChartSeries series[FAILURE_VARIANTS + 1];
    size_t count = 0;
    for (; count < FAILURE_VARIANTS && mode->variants[count].file; count++) {
        stop_on(failure_play(mode, mode->variants[count].file, &runs[count]));
        curves[count] = curve_of(mode, &runs[count]);
        series[count] = (ChartSeries){.name = mode->variants[count].name,
                                      .tone = TONES[count],
                                      .values = curves[count],
                                      .count = runs[count].report->bin_count};
    }
    Chart chart = {.title = mode->title,
                   .x_unit = "s",
                   .step = runs[0].report->bin_s,
                   .series = series,
                   .series_count = count};
    if (mode->band) {
        const FaultReport *fault = &runs[0].report->faults[0];
        chart.band = mode->band;
        chart.band_from = fault->at_s;
        chart.band_to = fault->at_s + fault->for_s;
    }
    DrawList list = {0};
    TextMetrics metrics = text_metrics_plain();
    Rect picture = {0, 0, WIDTH, HEIGHT};
    draw_rect(&list, picture, 0, theme->surface);
    chart_draw(&chart, theme, &metrics, picture, &list);
    SvgOptions options = {.width = WIDTH,
                          .height = HEIGHT,
                          .scale = 1,
                          .title = mode->title,
                          .icon_folder = FAULTLINE_SOURCE_DIR "/assets/icons"};
    TextBuffer svg = {0};
    stop_on(svg_write(&list, &options, &svg));
    stop_on(file_save_atomic(path, text_of(&svg), svg.length));
    text_free(&svg);
    draw_free(&list);
    for (size_t i = 0; i < count; i++) {
        free(curves[i]);
        failure_free(&runs[i]);
    }
}

int main(int count, char **words) {
    if (count != 2) {
        fprintf(stderr, "usage: failure_curves FOLDER\n");
        return 2;
    }
    Theme theme;
    stop_on(theme_load(FAULTLINE_SOURCE_DIR "/assets/themes/light.json", &theme));
    for (size_t i = 0; i < FAILURE_MODE_COUNT; i++) {
        TextBuffer path = {0};
        text_append_format(&path, "%s/failure-%s.svg", words[1], FAILURE_MODES[i].id);
        draw(&FAILURE_MODES[i], &theme, text_of(&path));
        text_free(&path);
    }
    return 0;
}
