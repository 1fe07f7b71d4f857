/* Lines. One at right angles is painted as straight legs, sharp on the pixels, and quarter rings at
 * its corners; any other by coverage. Dashes run along both. */
#include <math.h>
#include <stdlib.h>

#include "platform/brush.h"

/* Where a dash pattern has got to, in pixels along the line. */
typedef struct Dashes {
    float dash, period; /* period 0: solid */
    float at;           /* how much of the period is over */
} Dashes;

typedef struct Pen {
    const Brush *brush;
    Color color;
    int width;
    Dashes dashes;
} Pen;

/* The dash that is under way, or the next one, this far along; the one under way now is 0. */
static int dash_at(const Dashes *dashes, float along) {
    return (int)floorf((dashes->at + along) / dashes->period);
}

static float dash_start(const Dashes *dashes, int dash) {
    return (float)dash * dashes->period - dashes->at;
}

static void pass_dashes(Dashes *dashes, float length) {
    dashes->at = fmodf(dashes->at + length, dashes->period);
}

static Pen pen_of(const Brush *brush, const DrawItem *item) {
    float width = item->line_width * brush->scale;
    Pen pen = {.brush = brush, .color = item->line, .width = brush_length(brush, item->line_width)};
    if (width < 1) { /* thinner than a pixel: fainter */
        pen.color.a = (uint8_t)((float)pen.color.a * fmaxf(width, 0.25F));
    }
    float dash = roundf(item->dash * brush->scale);
    float period = roundf((item->dash + item->gap) * brush->scale);
    if (item->dash > 0 && item->gap > 0 && period > 1) {
        /* Whole pixels, so that all dashes of a leg are of one length. */
        pen.dashes.dash = fminf(fmaxf(dash, 1), period - 1);
        pen.dashes.period = period;
    }
    return pen;
}

/* ---- At right angles ------------------------------------------------------------------------- */

enum { PLACE_LIMIT = 64 };

/* A point of the line on the pixels: the upper left corner of a square as wide as the pen. */
typedef struct Place {
    int x, y;
} Place;

typedef struct Places {
    Place items[PLACE_LIMIT];
    size_t count;
} Places;

static bool is_at_right_angles(const DrawItem *item) {
    if (item->point_count > PLACE_LIMIT) {
        return false;
    }
    for (size_t i = 1; i < item->point_count; i++) {
        Point a = item->points[i - 1];
        Point b = item->points[i];
        if (fabsf(a.x - b.x) > 0.01F && fabsf(a.y - b.y) > 0.01F) {
            return false;
        }
    }
    return true;
}

static int sign_of(int number) {
    return (number > 0) - (number < 0);
}

/* A leg's way between its corners. `start` is the edge where it begins, along the step, and the
 * pen's upper or left side across it. */
typedef struct Leg {
    Place start, step;
    int length;
} Leg;

static void paint_stretch(const Pen *pen, Leg leg, int from, int to) {
    SDL_Rect rect;
    if (leg.step.x != 0) {
        int left = leg.step.x > 0 ? leg.start.x + from : leg.start.x - to;
        rect = (SDL_Rect){left, leg.start.y, to - from, pen->width};
    } else {
        int top = leg.step.y > 0 ? leg.start.y + from : leg.start.y - to;
        rect = (SDL_Rect){leg.start.x, top, pen->width, to - from};
    }
    brush_fill(pen->brush, rect, pen->color);
}

/* Of a long leg only the dashes that can be seen are walked. */
static void paint_leg(Pen *pen, Leg leg) {
    Dashes *dashes = &pen->dashes;
    if (leg.length <= 0) {
        return;
    }
    if (dashes->period == 0) {
        paint_stretch(pen, leg, 0, leg.length);
        return;
    }
    SDL_Rect clip = pen->brush->clip;
    bool across = leg.step.x != 0;
    int low = across ? clip.x - leg.start.x : clip.y - leg.start.y;
    int high = low + (across ? clip.w : clip.h);
    bool backwards = leg.step.x + leg.step.y < 0;
    int from = SDL_max(0, backwards ? -high : low);
    int to = SDL_min(leg.length, backwards ? -low : high);
    int end = dash_at(dashes, (float)to) + 1;
    for (int dash = dash_at(dashes, (float)from); dash < end; dash++) {
        float start = dash_start(dashes, dash);
        int first = SDL_max(0, brush_pixel(start));
        int last = SDL_min(leg.length, brush_pixel(start + dashes->dash));
        if (last > first) {
            paint_stretch(pen, leg, first, last);
        }
    }
    pass_dashes(dashes, (float)leg.length);
}

/* A dashed corner: an arc about the middle of this radius, from one angle in quarter turns to
 * another. */
static void paint_dashed_arc(Pen *pen, Point middle, float radius, float start, float end) {
    static const float QUARTER = 1.57079633F;
    Dashes *dashes = &pen->dashes;
    float length = radius * QUARTER;
    for (int dash = 0; dash <= dash_at(dashes, length); dash++) {
        float from = fmaxf(0, dash_start(dashes, dash)) / length;
        float to = fminf(length, dash_start(dashes, dash) + dashes->dash) / length;
        if (to <= from) {
            continue;
        }
        enum { ARC_STEPS = 8 };
        Point points[ARC_STEPS + 1];
        for (int i = 0; i <= ARC_STEPS; i++) {
            float share = from + (to - from) * (float)i / ARC_STEPS;
            float angle = (start + (end - start) * share) * QUARTER;
            points[i] = (Point){middle.x + radius * cosf(angle), middle.y + radius * sinf(angle)};
        }
        brush_image(pen->brush,
                    images_stroke(pen->brush->images, points, ARC_STEPS + 1, 1, (float)pen->width,
                                  pen->brush->clip),
                    0, 0, pen->color);
    }
    pass_dashes(dashes, length);
}

/* A corner inside a square of this size, `in` and `out` being the directions before and after. */
static void paint_corner(Pen *pen, Place at, Place in, Place out, int size) {
    int width = pen->width;
    if ((in.x != 0) == (out.x != 0)) {
        size = width; /* the line turns back on itself */
    }
    bool from_left = in.x > 0 || out.x < 0;  /* the horizontal leg lies to the left */
    bool from_above = in.y > 0 || out.y < 0; /* the vertical leg lies above */
    SDL_Rect cell = {from_left ? at.x + width - size : at.x,
                     from_above ? at.y + width - size : at.y, size, size};
    if (size <= width) {
        brush_fill(pen->brush, cell, pen->color);
        return;
    }
    if (pen->dashes.period == 0) {
        const Image *ring = images_ring(pen->brush->images, 2 * size, width);
        SDL_Rect part = {from_left ? size : 0, from_above ? size : 0, size, size};
        brush_part(pen->brush, ring, part, cell, pen->color);
        return;
    }
    Point middle = {(float)(from_left ? cell.x : cell.x + size),
                    (float)(from_above ? cell.y : cell.y + size)};
    /* From the middle, the leg that comes in touches the arc opposite to where the other goes. */
    float start = in.x != 0 ? (from_above ? 1.0F : -1.0F) : (from_left ? 0.0F : 2.0F);
    float end = in.x != 0 ? (from_left ? 0.0F : 2.0F) : (from_above ? 1.0F : -1.0F);
    if (fabsf(end - start) > 1) {
        *(end > start ? &start : &end) += 4; /* the short way round */
    }
    paint_dashed_arc(pen, middle, (float)size - (float)width / 2, start, end);
}

/* The points on the pixels, without those where the line does not turn. */
static Places snap_places(const Pen *pen, const DrawItem *item) {
    float half = (float)pen->width / 2;
    Places places = {0};
    for (size_t i = 0; i < item->point_count; i++) {
        Place place = {brush_pixel(item->points[i].x * pen->brush->scale - half),
                       brush_pixel(item->points[i].y * pen->brush->scale - half)};
        Place *last = places.items + places.count;
        if (places.count > 0 && last[-1].x == place.x && last[-1].y == place.y) {
            continue;
        }
        if (places.count > 1 && sign_of(last[-1].x - last[-2].x) == sign_of(place.x - last[-1].x) &&
            sign_of(last[-1].y - last[-2].y) == sign_of(place.y - last[-1].y)) {
            places.count--;
        }
        places.items[places.count++] = place;
    }
    return places;
}

static Place step_between(Place a, Place b) {
    return (Place){sign_of(b.x - a.x), sign_of(b.y - a.y)};
}

static int distance(Place a, Place b) {
    return abs(a.x - b.x) + abs(a.y - b.y);
}

/* The size of the square that holds the corner at `i`: its radius on the outer side, or less where
 * a leg is short. */
static int corner_size(const Pen *pen, const Places *places, size_t i, float radius) {
    const Place *at = places->items + i;
    /* A leg between two corners is shared by them. */
    int before = distance(at[-1], at[0]) * (i == 1 ? 2 : 1);
    int after = distance(at[0], at[1]) * (i + 2 == places->count ? 2 : 1);
    float room = (float)SDL_min(before, after) / 2;
    int size = (int)(fminf(radius * pen->brush->scale, room) + (float)pen->width / 2);
    return SDL_max(size, pen->width);
}

/* A leg from `a` to `b`, of which the corners take so much of the ends; a corner of 0 is the line's
 * end, in the middle of the pen. */
static Leg leg_between(const Pen *pen, Place a, Place b, int size_a, int size_b) {
    Leg leg = {a, step_between(a, b), 0};
    bool forwards = leg.step.x + leg.step.y > 0;
    int near = size_a ? size_a : pen->width / 2;
    int far = size_b ? size_b : pen->width / 2;
    int start = forwards || !size_a ? near : pen->width - near;
    int end = forwards && size_b ? pen->width - far : far;
    leg.length = distance(a, b) + (forwards ? end - start : start - end);
    leg.start.x += leg.step.x != 0 ? start : 0;
    leg.start.y += leg.step.y != 0 ? start : 0;
    return leg;
}

static void paint_at_right_angles(Pen *pen, const DrawItem *item) {
    Places places = snap_places(pen, item);
    int before = 0; /* the size of the corner that the leg comes from */
    for (size_t i = 0; i + 1 < places.count; i++) {
        Place a = places.items[i];
        Place b = places.items[i + 1];
        bool last = i + 2 == places.count;
        int after = last ? 0 : corner_size(pen, &places, i + 1, item->radius);
        paint_leg(pen, leg_between(pen, a, b, before, after));
        if (!last) {
            Place out = step_between(b, places.items[i + 2]);
            paint_corner(pen, b, step_between(a, b), out, after);
        }
        before = after;
    }
}

/* ---- At any angle ---------------------------------------------------------------------------- */

static void paint_piece(const Pen *pen, const Point *points, size_t count) {
    const Brush *brush = pen->brush;
    brush_image(
        brush,
        images_stroke(brush->images, points, count, brush->scale, (float)pen->width, brush->clip),
        0, 0, pen->color);
}

static void paint_at_any_angle(Pen *pen, const DrawItem *item) {
    Dashes *dashes = &pen->dashes;
    if (dashes->period == 0) {
        paint_piece(pen, item->points, item->point_count);
        return;
    }
    for (size_t i = 0; i + 1 < item->point_count; i++) {
        Point a = item->points[i];
        Point b = item->points[i + 1];
        float length = hypotf(b.x - a.x, b.y - a.y) * pen->brush->scale;
        if (length == 0) {
            continue;
        }
        for (int dash = 0; dash <= dash_at(dashes, length); dash++) {
            float from = fmaxf(0, dash_start(dashes, dash)) / length;
            float to = fminf(length, dash_start(dashes, dash) + dashes->dash) / length;
            if (to > from) {
                Point piece[2] = {{a.x + (b.x - a.x) * from, a.y + (b.y - a.y) * from},
                                  {a.x + (b.x - a.x) * to, a.y + (b.y - a.y) * to}};
                paint_piece(pen, piece, 2);
            }
        }
        pass_dashes(dashes, length);
    }
}

void brush_line(const Brush *brush, const DrawItem *item) {
    Pen pen = pen_of(brush, item);
    if (is_at_right_angles(item)) {
        paint_at_right_angles(&pen, item);
    } else {
        paint_at_any_angle(&pen, item);
    }
}
