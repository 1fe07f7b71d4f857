/* Lines over time as a draw list: what a run did second by second, as drawn and as mended. The
 * window paints it and export/svg.h writes it. */
#ifndef FAULTLINE_EXPORT_CHART_H
#define FAULTLINE_EXPORT_CHART_H

#include "board/theme.h"

/* What a line tells, which is its colour. */
typedef enum ChartTone { CHART_REFERENCE, CHART_BAD, CHART_GOOD, CHART_OTHER } ChartTone;

typedef struct ChartSeries {
    const char *name; /* in the legend */
    ChartTone tone;
    const double *values; /* one for each step; not a number leaves a gap */
    size_t count;
} ChartSeries;

typedef struct Chart {
    const char *title;  /* what the values are, with their unit */
    const char *x_unit; /* behind the last mark of the axis below, such as "s" */
    double step;        /* from one value to the next, in that unit */
    const ChartSeries *series;
    size_t series_count;
    const char *band; /* what happens from band_from to band_to; NULL: nothing */
    double band_from, band_to;
} Chart;

/* Fills the rectangle; the axis on the left begins at zero. */
void chart_draw(const Chart *chart, const Theme *theme, const TextMetrics *metrics, Rect rect,
                DrawList *list);

#endif
