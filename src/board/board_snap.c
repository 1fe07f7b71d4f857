/* Snapping to neighbours: edges and middles in line, gaps as wide as the gap beside them. */
#include <math.h>

#include "board/board_state.h"

static const float REACH = 6;       /* pixels within which it snaps */
static const float MOST_REACH = 12; /* and canvas units, when seen from far away */
static const float SAME = 0.5F;

/* One axis at a time: everything is said along it and across it. */
typedef struct Span {
    float low, high;
} Span;

typedef struct Axis {
    bool level; /* along is x */
} Axis;

static Span along(Axis axis, Rect rect) {
    return axis.level ? (Span){rect.x, rect.x + rect.w} : (Span){rect.y, rect.y + rect.h};
}

static Span across(Axis axis, Rect rect) {
    return axis.level ? (Span){rect.y, rect.y + rect.h} : (Span){rect.x, rect.x + rect.w};
}

static float middle(Span span) {
    return (span.low + span.high) / 2;
}

static bool meet(Span a, Span b) {
    return a.low < b.high && b.low < a.high;
}

static Rect shifted(Axis axis, Rect rect, float by) {
    if (axis.level) {
        rect.x += by;
    } else {
        rect.y += by;
    }
    return rect;
}

/* ---- What stands still ------------------------------------------------------------------------- */

typedef BoardRects Neighbours;

static void add_neighbour(Neighbours *neighbours, const Board *board, const char *id, Rect rect,
                          Rect view) {
    bool goes_along =
        board->mode == BOARD_MOVING && !board->copies && id_set_has(&board->moving, id);
    if (!goes_along && rect_overlaps(rect, view)) {
        array_push(neighbours, rect);
    }
}

/* What can be seen: nobody lines things up with what is somewhere else. */
static void find_neighbours(const Board *board, const BoardScene *scene, Neighbours *neighbours) {
    const Design *design = scene->design;
    Rect port = scene->viewport;
    Point corner = board_to_canvas(board, port, port.x, port.y);
    Rect view = {corner.x, corner.y, port.w / board->camera.zoom, port.h / board->camera.zoom};
    for (size_t i = 0; i < design->components.count; i++) {
        const Component *component = design->components.items[i];
        add_neighbour(neighbours, board, component->id, component_card_rect(component), view);
    }
    for (size_t i = 0; i < design->notes.count; i++) {
        const Note *note = design->notes.items[i];
        Rect rect = {(float)note->x, (float)note->y, (float)note->w, (float)note->h};
        add_neighbour(neighbours, board, note->id, rect, view);
    }
    for (size_t i = 0; i < design->areas.count; i++) {
        const Area *area = design->areas.items[i];
        Rect rect = {(float)area->x, (float)area->y, (float)area->w, (float)area->h};
        add_neighbour(neighbours, board, area->id, rect, view);
    }
}

/* ---- The nearest place ------------------------------------------------------------------------- */

typedef struct Best {
    bool found, is_gap;
    float move, away; /* away: across, of two that are as near the nearer one */
} Best;

static void offer(Best *best, float move, float reach, float away, bool is_gap) {
    if (fabsf(move) > reach) {
        return;
    }
    bool nearer = fabsf(move) < fabsf(best->move) - 0.01F ||
                  (fabsf(move) < fabsf(best->move) + 0.01F && away < best->away);
    if (!best->found || nearer) {
        *best = (Best){true, is_gap, move, away};
    }
}

static void offer_lines(Best *best, Axis axis, Rect rect, Rect other, float reach) {
    Span own = along(axis, rect), its = along(axis, other);
    float away = fabsf(middle(across(axis, rect)) - middle(across(axis, other)));
    offer(best, middle(its) - middle(own), reach, away, false);
    offer(best, its.low - own.low, reach, away, false);
    offer(best, its.high - own.high, reach, away, false);
    offer(best, its.low - own.high, reach, away, false);
    offer(best, its.high - own.low, reach, away, false);
}

/* The nearest of those in the same row before (-1) or after (1) it; NULL: none. */
static const Rect *beside(const Neighbours *neighbours, Axis axis, const Rect *rect, int side) {
    const Rect *nearest = NULL;
    float least = INFINITY;
    Span own = along(axis, *rect);
    for (size_t i = 0; i < neighbours->count; i++) {
        const Rect *other = &neighbours->items[i];
        Span its = along(axis, *other);
        float gap = side < 0 ? own.low - its.high : its.low - own.high;
        if (other != rect && gap >= -SAME && gap < least &&
            meet(across(axis, *rect), across(axis, *other))) {
            least = gap;
            nearest = other;
        }
    }
    return nearest;
}

static void offer_gaps(Best *best, Axis axis, Rect rect, const Neighbours *neighbours,
                       float reach) {
    Rect loose = shifted(axis, rect, 0);
    const Rect *before = beside(neighbours, axis, &loose, -1);
    const Rect *after = beside(neighbours, axis, &loose, 1);
    Span own = along(axis, rect);
    if (before && after) {
        Span low = along(axis, *before), high = along(axis, *after);
        offer(best, (low.high + high.low) / 2 - middle(own), reach, 0, true);
    }
    const Rect *further = before ? beside(neighbours, axis, before, -1) : NULL;
    if (further) {
        float gap = along(axis, *before).low - along(axis, *further).high;
        offer(best, along(axis, *before).high + gap - own.low, reach, 0, true);
    }
    further = after ? beside(neighbours, axis, after, 1) : NULL;
    if (further) {
        float gap = along(axis, *further).low - along(axis, *after).high;
        offer(best, along(axis, *after).low - gap - own.high, reach, 0, true);
    }
}

/* ---- The guides -------------------------------------------------------------------------------- */

static void add_guide(Guides *guides, Axis axis, Span span, float at, bool is_gap) {
    if (guides->count < GUIDES) {
        Point from = axis.level ? (Point){at, span.low} : (Point){span.low, at};
        Point to = axis.level ? (Point){at, span.high} : (Point){span.high, at};
        guides->items[guides->count++] = (Guide){from, to, is_gap};
    }
}

/* A line through all that have an edge or their middle there. */
static void guide_line(Guides *guides, Axis axis, Rect rect, const Neighbours *neighbours) {
    Span own = along(axis, rect);
    const float lines[] = {middle(own), own.low, own.high};
    for (size_t i = 0; i < COUNT_OF(lines); i++) {
        Span reach = across(axis, rect);
        bool any = false;
        for (size_t k = 0; k < neighbours->count; k++) {
            Span its = along(axis, neighbours->items[k]);
            bool same = i == 0
                            ? fabsf(middle(its) - lines[i]) < SAME
                            : fabsf(its.low - lines[i]) < SAME || fabsf(its.high - lines[i]) < SAME;
            if (same) {
                Span other = across(axis, neighbours->items[k]);
                reach.low = fminf(reach.low, other.low);
                reach.high = fmaxf(reach.high, other.high);
                any = true;
            }
        }
        if (any) {
            add_guide(guides, axis, reach, lines[i], false);
            return;
        }
    }
}

static void guide_gap(Guides *guides, Axis axis, const Rect *before, const Rect *after) {
    if (!before || !after) {
        return;
    }
    Axis turned = {!axis.level};
    Span gap = {along(axis, *before).high, along(axis, *after).low};
    Span a = across(axis, *before), b = across(axis, *after);
    float at = (fmaxf(a.low, b.low) + fminf(a.high, b.high)) / 2;
    add_guide(guides, turned, gap, at, true);
}

static void guide_gaps(Guides *guides, Axis axis, Rect rect, const Neighbours *neighbours) {
    const Rect *before = beside(neighbours, axis, &rect, -1);
    const Rect *after = beside(neighbours, axis, &rect, 1);
    guide_gap(guides, axis, before, &rect);
    guide_gap(guides, axis, &rect, after);
    if (before && !after) {
        guide_gap(guides, axis, beside(neighbours, axis, before, -1), before);
    } else if (after && !before) {
        guide_gap(guides, axis, after, beside(neighbours, axis, after, 1));
    }
}

/* ---- Both axes --------------------------------------------------------------------------------- */

static Best snap_axis(Axis axis, Rect rect, const Neighbours *neighbours, float reach) {
    Best best = {.found = false};
    for (size_t i = 0; i < neighbours->count; i++) {
        offer_lines(&best, axis, rect, neighbours->items[i], reach);
    }
    Best gap = {.found = false};
    offer_gaps(&gap, axis, rect, neighbours, reach);
    if (gap.found && (!best.found || fabsf(gap.move) < fabsf(best.move) - SAME)) {
        best = gap;
    }
    return best;
}

SnapResult board_snap_rect(Board *board, const BoardScene *scene, Rect rect) {
    board->guides.count = 0;
    SnapResult result = {false, false, 0, 0};
    if (board->modifiers & MOD_CTRL) {
        return result;
    }
    Neighbours *neighbours = &board->neighbours;
    neighbours->count = 0;
    find_neighbours(board, scene, neighbours);
    float reach = fminf(REACH / board->camera.zoom, MOST_REACH);
    const Axis level = {true}, upright = {false};
    Best x = snap_axis(level, rect, neighbours, reach);
    rect.x += x.found ? roundf(x.move) : 0;
    Best y = snap_axis(upright, rect, neighbours, reach);
    rect.y += y.found ? roundf(y.move) : 0;
    if (x.found) {
        (x.is_gap ? guide_gaps : guide_line)(&board->guides, level, rect, neighbours);
    }
    if (y.found) {
        (y.is_gap ? guide_gaps : guide_line)(&board->guides, upright, rect, neighbours);
    }
    result = (SnapResult){x.found, y.found, x.found ? canvas_unit(x.move) : 0,
                          y.found ? canvas_unit(y.move) : 0};
    return result;
}
