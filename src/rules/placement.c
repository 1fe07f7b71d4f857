#include "rules/placement.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    GRID = 8,
    STEP = 40,  /* between the places that are tried */
    REACH = 16, /* steps to each side */
    GAP_ACROSS = 56,
    GAP_DOWN = 40,
    AREA_MARGIN = 16,
    FAR = 280 /* beyond everything, when nothing near is free */
};

/* What is worth going a longer way for, in canvas units. */
static const double ASKEW = 60, UNDER_AN_ARROW = 160, ACROSS_A_CARD = 260, OUTSIDE = 140,
                    IN_ANOTHERS_AREA = 420, BACKWARDS = 24;

typedef struct Box {
    double left, top, right, bottom;
} Box;

typedef struct Spot {
    double x, y;
} Spot;

typedef struct Placing {
    const Design *design;
    const Component *placed, *near;
    ARRAY_OF(const Component *) neighbours; /* the near one first */
    ARRAY_OF(const Connection *) others;    /* arrows that are there already */
} Placing;

static Box box_around(double x, double y, double w, double h) {
    return (Box){x - w / 2, y - h / 2, x + w / 2, y + h / 2};
}

static Box card_at(double x, double y, double gap_across, double gap_down) {
    return box_around(x, y, CARD_WIDTH + 2 * gap_across, CARD_HEIGHT + 2 * gap_down);
}

static bool boxes_meet(Box a, Box b) {
    return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

static bool box_within(Box inner, Box outer) {
    return inner.left >= outer.left && inner.right <= outer.right && inner.top >= outer.top &&
           inner.bottom <= outer.bottom;
}

/* Whether the line from a to b passes the box (Liang and Barsky, 1984). */
static bool line_meets(Spot a, Spot b, Box box) {
    double from = 0, to = 1;
    double steps[4] = {a.x - b.x, b.x - a.x, a.y - b.y, b.y - a.y};
    double rooms[4] = {a.x - box.left, box.right - a.x, a.y - box.top, box.bottom - a.y};
    for (int side = 0; side < 4; side++) {
        if (fabs(steps[side]) < 1e-9) {
            if (rooms[side] < 0) {
                return false;
            }
            continue;
        }
        double at = rooms[side] / steps[side];
        if (steps[side] < 0) {
            from = fmax(from, at);
        } else {
            to = fmin(to, at);
        }
    }
    return from < to;
}

static Box area_box(const Area *area) {
    return (Box){area->x, area->y, (double)area->x + area->w, (double)area->y + area->h};
}

/* ---- Whether a place is free ----------------------------------------------------------------- */

static bool is_free(const Placing *placing, Spot spot) {
    const Design *design = placing->design;
    Box card = card_at(spot.x, spot.y, GAP_ACROSS, GAP_DOWN);
    for (size_t i = 0; i < design->components.count; i++) {
        const Component *other = design->components.items[i];
        if (other != placing->placed && boxes_meet(card, card_at(other->x, other->y, 0, 0))) {
            return false;
        }
    }
    Box close = card_at(spot.x, spot.y, AREA_MARGIN, AREA_MARGIN);
    for (size_t i = 0; i < design->notes.count; i++) {
        const Note *note = design->notes.items[i];
        Box box = {note->x, note->y, (double)note->x + note->w, (double)note->y + note->h};
        if (boxes_meet(close, box)) {
            return false;
        }
    }
    for (size_t i = 0; i < design->areas.count; i++) {
        Box area = area_box(design->areas.items[i]);
        if (boxes_meet(close, area) && !box_within(close, area)) {
            return false;
        }
    }
    return true;
}

/* ---- How good it is -------------------------------------------------------------------------- */

static double cost_of_arrows(const Placing *placing, Spot spot) {
    double cost = 0;
    bool askew = true;
    for (size_t i = 0; i < placing->neighbours.count; i++) {
        const Component *other = placing->neighbours.items[i];
        double dx = spot.x - other->x, dy = spot.y - other->y;
        cost += sqrt(dx * dx + dy * dy);
        askew = askew && fabs(dx) > 0.5 && fabs(dy) > 0.5;
        for (size_t c = 0; c < placing->design->components.count; c++) {
            const Component *between = placing->design->components.items[c];
            if (between != other && between != placing->placed &&
                line_meets((Spot){other->x, other->y}, spot,
                           card_at(between->x, between->y, GRID, GRID))) {
                cost += ACROSS_A_CARD;
            }
        }
    }
    return cost + (askew ? ASKEW : 0);
}

static double cost_of_place(const Placing *placing, Spot spot) {
    const Design *design = placing->design;
    Box card = card_at(spot.x, spot.y, GRID, GRID);
    double cost = 0;
    for (size_t i = 0; i < placing->others.count; i++) {
        const Component *from = design_component(design, placing->others.items[i]->from);
        const Component *to = design_component(design, placing->others.items[i]->to);
        if (line_meets((Spot){from->x, from->y}, (Spot){to->x, to->y}, card)) {
            cost += UNDER_AN_ARROW;
        }
    }
    Box home = card_at(placing->near->x, placing->near->y, 0, 0);
    for (size_t i = 0; i < design->areas.count; i++) {
        Box area = area_box(design->areas.items[i]);
        bool at_home = box_within(home, area), inside = box_within(card, area);
        cost += at_home && !inside ? OUTSIDE : !at_home && inside ? IN_ANOTHERS_AREA : 0;
    }
    /* Designs are read from left to right and downwards. */
    cost += spot.x < placing->near->x || spot.y < placing->near->y ? BACKWARDS : 0;
    return cost;
}

/* ---- The search ------------------------------------------------------------------------------ */

static void begin(Placing *placing) {
    const Design *design = placing->design;
    array_push(&placing->neighbours, placing->near);
    for (size_t i = 0; i < design->connections.count; i++) {
        const Connection *connection = design->connections.items[i];
        bool from = strcmp(connection->from, placing->placed->id) == 0;
        bool to = strcmp(connection->to, placing->placed->id) == 0;
        if (!from && !to) {
            array_push(&placing->others, connection);
            continue;
        }
        const Component *other = design_component(design, from ? connection->to : connection->from);
        bool known = other == placing->placed;
        for (size_t n = 0; n < placing->neighbours.count; n++) {
            known = known || placing->neighbours.items[n] == other;
        }
        if (!known) {
            array_push(&placing->neighbours, other);
        }
    }
}

/* In line with the other where it stands there, else on the grid. */
static double snapped(int origin, int steps) {
    return steps == 0 ? origin : round((origin + (double)steps * STEP) / GRID) * GRID;
}

static Spot beyond_everything(const Placing *placing) {
    const Design *design = placing->design;
    double right = placing->near->x;
    for (size_t i = 0; i < design->components.count; i++) {
        right = fmax(right, design->components.items[i]->x);
    }
    for (size_t i = 0; i < design->notes.count; i++) {
        right = fmax(right, (double)design->notes.items[i]->x + design->notes.items[i]->w);
    }
    for (size_t i = 0; i < design->areas.count; i++) {
        right = fmax(right, (double)design->areas.items[i]->x + design->areas.items[i]->w);
    }
    return (Spot){ceil((right + FAR) / GRID) * GRID, placing->near->y};
}

void placement_find(const Design *design, const char *id, const char *near, int *x, int *y) {
    Placing placing = {.design = design,
                       .placed = design_component(design, id),
                       .near = design_component(design, near)};
    begin(&placing);
    Spot best = beyond_everything(&placing);
    double least = INFINITY;
    for (int row = -REACH; row <= REACH; row++) {
        for (int column = -REACH; column <= REACH; column++) {
            Spot spot = {snapped(placing.near->x, column), snapped(placing.near->y, row)};
            double cost = is_free(&placing, spot)
                              ? cost_of_arrows(&placing, spot) + cost_of_place(&placing, spot)
                              : INFINITY;
            if (cost < least) {
                least = cost;
                best = spot;
            }
        }
    }
    *x = (int)fmax(-LIMIT_COORDINATE, fmin(LIMIT_COORDINATE, best.x));
    *y = (int)fmax(-LIMIT_COORDINATE, fmin(LIMIT_COORDINATE, best.y));
    array_free(&placing.neighbours);
    array_free(&placing.others);
}
