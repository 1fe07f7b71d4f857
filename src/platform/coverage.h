/* Coverage: how much of each pixel a shape covers, exactly, for smooth edges on any renderer.
 *
 * A shape is made of closed outlines in pixels. Outlines of the same direction add up and are cut
 * off at full coverage, so that the pieces of a stroke may overlap; an outline of the opposite
 * direction cuts a hole. What lies outside the buffer is left out. Zero-initialise, start, add
 * outlines, take the bytes; the buffer is kept for the next shape. */
#ifndef FAULTLINE_PLATFORM_COVERAGE_H
#define FAULTLINE_PLATFORM_COVERAGE_H

#include <stddef.h>
#include <stdint.h>

#include "board/draw.h"

typedef struct Coverage {
    float *sums; /* for each pixel, by how much the coverage differs from its left neighbour's */
    size_t capacity;
    int width, height;
} Coverage;

typedef enum Direction { DIRECTION_ADD, DIRECTION_CUT } Direction;

void coverage_start(Coverage *coverage, int width, int height);
/* A simple polygon, in either order of its points. */
void coverage_add_polygon(Coverage *coverage, const Point *points, size_t count,
                          Direction direction);
void coverage_add_rounded(Coverage *coverage, Rect rect, float radius, Direction direction);
/* A polyline of this width, with round joins and flat ends. */
void coverage_add_stroke(Coverage *coverage, const Point *points, size_t count, float width);
/* width * height bytes, 255 where a pixel is covered entirely. */
void coverage_take(const Coverage *coverage, uint8_t *alpha);
void coverage_free(Coverage *coverage);

/* Points along a quarter circle, for an outline: `turn` 0 starts at the right and goes down, 1 at
 * the bottom and goes left, and so on clockwise. Appends at most ARC_POINTS points, gives how many. */
enum { ARC_POINTS = 25 };
size_t arc_quarter(Point center, float radius, int turn, Point *points);

#endif
