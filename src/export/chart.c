#include "export/chart.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { MOST_MARKS = 5, MARK_SIZE = 11, LEGEND_SIZE = 12, TITLE_SIZE = 14, TEXT_BYTES = 32 };

static const float PADDING = 16, TITLE_HEIGHT = 26, LEGEND_HEIGHT = 26, FOOT = 24;
static const float SWATCH = 18, GAP = 7;

typedef struct Frame {
    const Chart *chart;
    const Theme *theme;
    const TextMetrics *metrics;
    DrawList *list;
    Rect plot;
    double x_end, y_end, x_mark, y_mark; /* marks: the distance between two of them */
} Frame;

/* ---- The axes -------------------------------------------------------------------------------- */

/* 1, 2 or 5 times a power of ten, so that there are few enough marks up to `most`. */
static double mark_distance(double most) {
    double least = most / MOST_MARKS;
    double power = pow(10.0, floor(log10(least)));
    static const double STEPS[] = {1.0, 2.0, 5.0};
    for (size_t i = 0; i < COUNT_OF(STEPS); i++) {
        if (STEPS[i] * power >= least * (1.0 - 1e-9)) {
            return STEPS[i] * power;
        }
    }
    return 10.0 * power;
}

static double highest_value(const Chart *chart) {
    double highest = 0.0;
    for (size_t s = 0; s < chart->series_count; s++) {
        for (size_t i = 0; i < chart->series[s].count; i++) {
            double value = chart->series[s].values[i];
            highest = isfinite(value) ? fmax(highest, value) : highest;
        }
    }
    return highest > 0.0 ? highest : 1.0;
}

static double longest_time(const Chart *chart) {
    size_t most = 1;
    for (size_t s = 0; s < chart->series_count; s++) {
        most = chart->series[s].count > most ? chart->series[s].count : most;
    }
    return (double)most * chart->step;
}

static void format_mark(double value, char text[TEXT_BYTES]) {
    if (value >= 1e6) {
        snprintf(text, TEXT_BYTES, "%g M", value / 1e6);
    } else if (value >= 1e4) {
        snprintf(text, TEXT_BYTES, "%g k", value / 1e3);
    } else {
        snprintf(text, TEXT_BYTES, "%g", value);
    }
}

static float x_at(const Frame *frame, double time) {
    double share = fmin(fmax(time / frame->x_end, 0.0), 1.0);
    return frame->plot.x + (float)share * frame->plot.w;
}

static float y_at(const Frame *frame, double value) {
    return frame->plot.y + frame->plot.h * (float)(1.0 - value / frame->y_end);
}

/* How many steps of a mark fit; rounding does not lose the last one. */
static int count_marks(double end, double mark) {
    return (int)(end / mark * (1.0 + 1e-9));
}

static float widest_mark(const Frame *frame) {
    float widest = 0;
    for (int i = 0; i <= count_marks(frame->y_end, frame->y_mark); i++) {
        char text[TEXT_BYTES];
        format_mark(i * frame->y_mark, text);
        widest = fmaxf(widest, text_width(frame->metrics, FONT_REGULAR, MARK_SIZE, text));
    }
    return widest;
}

static void draw_axes(const Frame *frame) {
    const Rect plot = frame->plot;
    char text[TEXT_BYTES + 16];
    for (int i = 0; i <= count_marks(frame->y_end, frame->y_mark); i++) {
        double value = i * frame->y_mark;
        float y = y_at(frame, value);
        Color line = value > 0.0 ? frame->theme->border : frame->theme->border_strong;
        draw_line(frame->list, (Point[]){{plot.x, y}, {plot.x + plot.w, y}}, 2, 1, 0, 0, 0, line);
        format_mark(value, text);
        float width = text_width(frame->metrics, FONT_REGULAR, MARK_SIZE, text);
        draw_text(frame->list, plot.x - GAP - width, y + MARK_SIZE * 0.35F, FONT_REGULAR, MARK_SIZE,
                  frame->theme->text_muted, text);
    }
    int last = count_marks(frame->x_end, frame->x_mark);
    for (int i = 0; i <= last; i++) {
        double time = i * frame->x_mark;
        snprintf(text, sizeof text, i == last ? "%g %s" : "%g", time, frame->chart->x_unit);
        float width = text_width(frame->metrics, FONT_REGULAR, MARK_SIZE, text);
        float x = fminf(x_at(frame, time) - width / 2, plot.x + plot.w - width);
        draw_text(frame->list, x, plot.y + plot.h + GAP + MARK_SIZE, FONT_REGULAR, MARK_SIZE,
                  frame->theme->text_muted, text);
    }
}

/* ---- The lines ------------------------------------------------------------------------------- */

static Color tone_color(const Theme *theme, ChartTone tone) {
    switch (tone) {
    case CHART_REFERENCE:
        return theme->text_faint;
    case CHART_BAD:
        return theme->bad;
    case CHART_GOOD:
        return theme->good;
    case CHART_OTHER:
        return theme->accent;
    }
    return theme->text;
}

static void draw_band(const Frame *frame) {
    const Chart *chart = frame->chart;
    if (!chart->band) {
        return;
    }
    float left = x_at(frame, chart->band_from);
    float right = x_at(frame, chart->band_to);
    draw_rect(frame->list, (Rect){left, frame->plot.y, right - left, frame->plot.h}, 0,
              frame->theme->sunk);
    float width = text_width(frame->metrics, FONT_MEDIUM, MARK_SIZE, chart->band);
    float from = left + width + 2 * GAP <= right ? left : right; /* inside, if there is room */
    float last = frame->plot.x + frame->plot.w - width;
    draw_text(frame->list, fminf(from + GAP, last), frame->plot.y + MARK_SIZE + 2, FONT_MEDIUM,
              MARK_SIZE, frame->theme->text_muted, chart->band);
}

/* Each value stands in the middle of its step. */
static void draw_series(const Frame *frame, const ChartSeries *series) {
    Point *points = memory_allocate((series->count + 1) * sizeof *points);
    float width = series->tone == CHART_REFERENCE ? 1.5F : 2;
    float dash = series->tone == CHART_REFERENCE ? 4 : 0;
    size_t count = 0;
    for (size_t i = 0; i <= series->count; i++) {
        if (i < series->count && isfinite(series->values[i])) {
            points[count++] = (Point){x_at(frame, ((double)i + 0.5) * frame->chart->step),
                                      y_at(frame, series->values[i])};
        } else {
            if (count > 1) {
                draw_line(frame->list, points, count, width, 0, dash, dash,
                          tone_color(frame->theme, series->tone));
            }
            count = 0;
        }
    }
    free(points);
}

static void draw_legend(const Frame *frame, float x, float baseline) {
    for (size_t s = 0; s < frame->chart->series_count; s++) {
        const ChartSeries *series = &frame->chart->series[s];
        float y = baseline - LEGEND_SIZE * 0.35F;
        float dash = series->tone == CHART_REFERENCE ? 4 : 0;
        draw_line(frame->list, (Point[]){{x, y}, {x + SWATCH, y}}, 2, 2, 0, dash, dash,
                  tone_color(frame->theme, series->tone));
        x += SWATCH + GAP;
        draw_text(frame->list, x, baseline, FONT_REGULAR, LEGEND_SIZE, frame->theme->text_muted,
                  series->name);
        x += text_width(frame->metrics, FONT_REGULAR, LEGEND_SIZE, series->name) + 2 * PADDING;
    }
}

/* ---------------------------------------------------------------------------------------------- */

void chart_draw(const Chart *chart, const Theme *theme, const TextMetrics *metrics, Rect rect,
                DrawList *list) {
    Frame frame = {.chart = chart, .theme = theme, .metrics = metrics, .list = list};
    frame.x_end = longest_time(chart);
    frame.x_mark = mark_distance(frame.x_end);
    frame.y_mark = mark_distance(highest_value(chart) * 1.05);
    frame.y_end = ceil(highest_value(chart) / frame.y_mark) * frame.y_mark;
    float left = PADDING + widest_mark(&frame) + GAP;
    float top = PADDING + TITLE_HEIGHT + LEGEND_HEIGHT;
    frame.plot =
        (Rect){rect.x + left, rect.y + top, rect.w - left - PADDING, rect.h - top - PADDING - FOOT};
    draw_text(list, rect.x + PADDING, rect.y + PADDING + TITLE_SIZE, FONT_SEMIBOLD, TITLE_SIZE,
              theme->text, chart->title);
    draw_legend(&frame, rect.x + PADDING, rect.y + PADDING + TITLE_HEIGHT + TITLE_SIZE);
    draw_band(&frame);
    draw_axes(&frame);
    for (size_t s = 0; s < chart->series_count; s++) {
        draw_series(&frame, &chart->series[s]);
    }
}
