#include "platform/coverage.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const float HALF_PI = 1.57079633F;

/* An edge on the right border writes up to two places past the last pixel of its row. */
static size_t row_size(const Coverage *coverage) {
    return (size_t)coverage->width + 2;
}

void coverage_start(Coverage *coverage, int width, int height) {
    coverage->width = width;
    coverage->height = height;
    size_t needed = row_size(coverage) * (size_t)height;
    if (coverage->capacity < needed) {
        coverage->sums = memory_resize(coverage->sums, needed * sizeof *coverage->sums);
        coverage->capacity = needed;
    }
    memset(coverage->sums, 0, needed * sizeof *coverage->sums);
}

void coverage_free(Coverage *coverage) {
    free(coverage->sums);
    *coverage = (Coverage){0};
}

/* The part of an edge within one row: from (x0, above) to (x1, below). `depth` is its height, with
 * the sign of its direction. Every pixel right of the edge gains `depth`; those that the edge
 * crosses gain the part of it that lies right of the edge. */
static void add_span(float *row, float width, float x0, float x1, float depth) {
    float left = fminf(fmaxf(fminf(x0, x1), 0), width);
    float right = fminf(fmaxf(fmaxf(x0, x1), 0), width);
    float first = floorf(left);
    int column = (int)first;

    if (right <= first + 1) { /* within one pixel */
        float middle = (left + right) / 2 - first;
        row[column] += depth * (1 - middle);
        row[column + 1] += depth * middle;
        return;
    }
    float slope = 1 / (right - left);
    float last = ceilf(right);
    float head = first + 1 - left;
    float tail = right - (last - 1);
    float gained = 0.5F * slope * head * head; /* of the first pixel: a triangle */
    row[column] += depth * gained;
    float reached = gained;
    int end = (int)last - 1;
    for (int x = column + 1; x < end; x++) {
        float share = slope * ((float)x + 0.5F - left);
        row[x] += depth * (share - reached);
        reached = share;
    }
    float share = 1 - 0.5F * slope * tail * tail;
    row[end] += depth * (share - reached);
    row[end + 1] += depth * (1 - share);
}

static void add_edge(Coverage *coverage, Point from, Point to, float sign) {
    if (from.y == to.y) {
        return;
    }
    if (from.y > to.y) {
        Point swapped = from;
        from = to;
        to = swapped;
        sign = -sign;
    }
    float slope = (to.x - from.x) / (to.y - from.y);
    float top = fmaxf(from.y, 0);
    float bottom = fminf(to.y, (float)coverage->height);
    for (int y = (int)top; (float)y < bottom; y++) {
        float above = fmaxf((float)y, top);
        float below = fminf((float)(y + 1), bottom);
        if (below > above) {
            add_span(coverage->sums + (size_t)y * row_size(coverage), (float)coverage->width,
                     from.x + (above - from.y) * slope, from.x + (below - from.y) * slope,
                     sign * (below - above));
        }
    }
}

void coverage_add_polygon(Coverage *coverage, const Point *points, size_t count,
                          Direction direction) {
    float area = 0;
    for (size_t i = 0; i < count; i++) {
        Point a = points[i];
        Point b = points[(i + 1) % count];
        area += a.x * b.y - b.x * a.y;
    }
    /* A positive area is clockwise on the screen: the left edge goes up, and must add. */
    float sign = area > 0 ? -1.0F : 1.0F;
    if (direction == DIRECTION_CUT) {
        sign = -sign;
    }
    for (size_t i = 0; i < count; i++) {
        add_edge(coverage, points[i], points[(i + 1) % count], sign);
    }
}

size_t arc_quarter(Point center, float radius, int turn, Point *points) {
    /* Chords that stay within a hundredth of a pixel of the circle, until it is large. */
    size_t steps = (size_t)fminf(ARC_POINTS - 1, ceilf(3 + sqrtf(radius) * 4));
    for (size_t i = 0; i <= steps; i++) {
        float angle = HALF_PI * ((float)turn + (float)i / (float)steps);
        points[i] = (Point){center.x + radius * cosf(angle), center.y + radius * sinf(angle)};
    }
    return steps + 1;
}

void coverage_add_rounded(Coverage *coverage, Rect rect, float radius, Direction direction) {
    radius = fmaxf(0, fminf(radius, fminf(rect.w, rect.h) / 2));
    Point points[4 * ARC_POINTS];
    size_t count = 0;
    float right = rect.x + rect.w - radius;
    float bottom = rect.y + rect.h - radius;
    float left = rect.x + radius;
    float top = rect.y + radius;
    count += arc_quarter((Point){right, bottom}, radius, 0, points + count);
    count += arc_quarter((Point){left, bottom}, radius, 1, points + count);
    count += arc_quarter((Point){left, top}, radius, 2, points + count);
    count += arc_quarter((Point){right, top}, radius, 3, points + count);
    coverage_add_polygon(coverage, points, count, direction);
}

/* The wedge that a bend leaves open on its outer side. */
static void add_join(Coverage *coverage, Point at, Point before, Point after, float half) {
    float cross = before.x * after.y - before.y * after.x;
    float bend = atan2f(cross, before.x * after.x + before.y * after.y);
    if (fabsf(bend) < 0.02F) {
        return;
    }
    float side = bend > 0 ? -1.0F : 1.0F;
    float start = atan2f(side * before.x, -side * before.y);
    Point fan[ARC_POINTS + 1] = {at};
    size_t steps = ARC_POINTS - 1;
    for (size_t i = 0; i <= steps; i++) {
        float angle = start + bend * (float)i / (float)steps;
        fan[i + 1] = (Point){at.x + half * cosf(angle), at.y + half * sinf(angle)};
    }
    coverage_add_polygon(coverage, fan, steps + 2, DIRECTION_ADD);
}

void coverage_add_stroke(Coverage *coverage, const Point *points, size_t count, float width) {
    float half = width / 2;
    Point before = {0, 0};
    for (size_t i = 0; i + 1 < count; i++) {
        Point a = points[i];
        Point b = points[i + 1];
        float length = hypotf(b.x - a.x, b.y - a.y);
        if (length < 1e-4F) {
            continue;
        }
        Point along = {(b.x - a.x) / length, (b.y - a.y) / length};
        Point out = {-along.y * half, along.x * half};
        Point leg[4] = {{a.x + out.x, a.y + out.y},
                        {b.x + out.x, b.y + out.y},
                        {b.x - out.x, b.y - out.y},
                        {a.x - out.x, a.y - out.y}};
        coverage_add_polygon(coverage, leg, 4, DIRECTION_ADD);
        if (before.x != 0 || before.y != 0) {
            add_join(coverage, a, before, along, half);
        }
        before = along;
    }
}

void coverage_take(const Coverage *coverage, uint8_t *alpha) {
    for (int y = 0; y < coverage->height; y++) {
        const float *row = coverage->sums + (size_t)y * row_size(coverage);
        float covered = 0;
        for (int x = 0; x < coverage->width; x++) {
            covered += row[x];
            float share = fminf(fmaxf(covered, 0), 1);
            *alpha++ = (uint8_t)(share * 255 + 0.5F);
        }
    }
}
