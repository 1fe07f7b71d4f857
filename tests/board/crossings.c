#include "board/crossings.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

DrawnLine *drawing_add(Drawing *drawing) {
    DrawnLine line = {.points = {0}};
    array_push(&drawing->lines, line);
    return &drawing->lines.items[drawing->lines.count - 1];
}

void drawing_free(Drawing *drawing) {
    for (size_t i = 0; i < drawing->lines.count; i++) {
        array_free(&drawing->lines.items[i].points);
    }
    array_free(&drawing->lines);
}

/* Above zero when c is on one side of the line from a to b, below zero on the other. */
static double side(Point a, Point b, Point c) {
    return ((double)b.x - a.x) * ((double)c.y - a.y) - ((double)b.y - a.y) * ((double)c.x - a.x);
}

static bool cross(Point a, Point b, Point c, Point d) {
    if (fmaxf(a.x, b.x) < fminf(c.x, d.x) || fmaxf(c.x, d.x) < fminf(a.x, b.x) ||
        fmaxf(a.y, b.y) < fminf(c.y, d.y) || fmaxf(c.y, d.y) < fminf(a.y, b.y)) {
        return false;
    }
    return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}

static size_t crossings_of(const DrawnLine *a, const DrawnLine *b) {
    size_t crossings = 0;
    for (size_t i = 1; i < a->points.count; i++) {
        for (size_t k = 1; k < b->points.count; k++) {
            crossings += cross(a->points.items[i - 1], a->points.items[i], b->points.items[k - 1],
                               b->points.items[k]);
        }
    }
    return crossings;
}

size_t drawing_crossings(const Drawing *drawing) {
    size_t crossings = 0;
    for (size_t i = 0; i < drawing->lines.count; i++) {
        for (size_t k = 0; k < i; k++) {
            crossings += crossings_of(&drawing->lines.items[i], &drawing->lines.items[k]);
        }
    }
    return crossings;
}

size_t design_crossings(const Design *design) {
    Routes routes = {.work = NULL};
    Drawing drawing = {.lines = {0}};
    routes_make(design, NULL, &routes);
    for (size_t i = 0; i < routes.items.count; i++) {
        const Route *route = &routes.items.items[i];
        DrawnLine *line = drawing_add(&drawing);
        for (size_t k = 0; k < route->count; k++) {
            array_push(&line->points, route->points[k]);
        }
    }
    size_t crossings = drawing_crossings(&drawing);
    drawing_free(&drawing);
    routes_free(&routes);
    return crossings;
}
