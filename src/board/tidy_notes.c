/* Notes: those in an area stand in a strip at its lower edge. Those outside stay beside the nearest
 * component when there is room, or go below it, or below everything. */
#include <math.h>
#include <stdlib.h>

#include "board/box_grid.h"
#include "board/tidy_plan.h"

enum {
    FROM_CARD = 24,
    FROM_LINE = 4,
    FROM_OTHERS = 8,
    FAR_AWAY = 600 /* from everything: no place that anybody would look for it */
};

float tidy_flow_notes(const TidyBlock *block, Point start, float width, Point *places) {
    float x = 0, y = 0, line = 0;
    for (size_t i = 0; i < block->notes.count; i++) {
        const Note *note = block->notes.items[i];
        if (x > 0 && x + (float)note->w > width) {
            x = 0;
            y += line + FROM_CARD;
            line = 0;
        }
        if (places) {
            places[i] = (Point){start.x + x, start.y + y};
        }
        x += (float)(note->w + FROM_CARD);
        line = fmaxf(line, (float)note->h);
    }
    return y + line;
}

/* ---- What is taken --------------------------------------------------------------------------- */

typedef struct Ground {
    const TidyPlan *plan;
    BoxGrid grid;    /* cards, notes that have their place, lines */
    Rect everything; /* that has been tidied */
    float next_x;    /* in the strip below everything */
    bool still;      /* no component moves */
} Ground;

static bool offset_of(void *context, const char *id, int *dx, int *dy) {
    const TidyPlan *plan = context;
    const TidyPart *part = hash_index_find(&plan->index, id);
    if (part) {
        *dx = part->x - part->component->x;
        *dy = part->y - part->component->y;
    }
    return part != NULL;
}

static void take(Ground *ground, Rect rect, float margin) {
    box_grid_add(&ground->grid, rect_inset(rect, -margin), 0, 1);
}

static void take_lines(Ground *ground, TidyPlan *plan) {
    Routes routes = {.work = NULL};
    RouteOffsets offsets = {plan, offset_of};
    routes_make(plan->design, &offsets, &routes);
    for (size_t i = 0; i < routes.items.count; i++) {
        const Route *route = &routes.items.items[i];
        for (size_t k = 1; k < route->count; k++) {
            Point a = route->points[k - 1], b = route->points[k];
            Rect line = {fminf(a.x, b.x), fminf(a.y, b.y), fabsf(a.x - b.x), fabsf(a.y - b.y)};
            take(ground, line, FROM_LINE);
        }
    }
    routes_free(&routes);
}

static Ground make_ground(TidyPlan *plan) {
    Ground ground = {.plan = plan, .everything = plan->blocks.items[0].rect, .still = true};
    ground.next_x = ground.everything.x;
    box_grid_clear(&ground.grid, plan->parts.count + 3 * plan->ties.count);
    for (size_t i = 0; i < plan->parts.count; i++) {
        const TidyPart *part = &plan->parts.items[i];
        take(&ground, tidy_card(part->x, part->y), FROM_OTHERS);
        ground.still &= part->x == part->component->x && part->y == part->component->y;
    }
    take_lines(&ground, plan);
    return ground;
}

static bool is_clear(Ground *ground, Rect rect) {
    const TidyPlan *plan = ground->plan;
    Rect found;
    for (size_t i = 1; i < plan->blocks.count; i++) {
        if (rect_overlaps(rect_inset(plan->blocks.items[i].rect, -FROM_OTHERS), rect)) {
            return false;
        }
    }
    for (size_t i = 0; i < plan->obstacles.count; i++) {
        if (rect_overlaps(plan->obstacles.items[i], rect)) {
            return false;
        }
    }
    return box_grid_find(&ground->grid, rect, &found, 1) == 0;
}

/* ---- Places ---------------------------------------------------------------------------------- */

static float distance(Rect a, Rect b) {
    float across = fmaxf(fmaxf(b.x - (a.x + a.w), a.x - (b.x + b.w)), 0);
    float down = fmaxf(fmaxf(b.y - (a.y + a.h), a.y - (b.y + b.h)), 0);
    return across + down;
}

static const TidyPart *find_nearest(const TidyPlan *plan, Rect rect) {
    const TidyPart *nearest = NULL;
    float least = INFINITY;
    for (size_t i = 0; i < plan->parts.count; i++) {
        const TidyPart *part = &plan->parts.items[i];
        float away = distance(rect, component_card_rect(part->component));
        if (away < least) {
            least = away;
            nearest = part;
        }
    }
    return nearest;
}

static Rect moved_to(Rect rect, float x, float y) {
    return (Rect){x, y, rect.w, rect.h};
}

/* What was far from everything comes back to it, unless all was tidy already. */
static bool may_keep_distance(Ground *ground, Rect wish) {
    return ground->still || rect_overlaps(rect_inset(ground->everything, -FAR_AWAY), wish);
}

static Rect find_place(Ground *ground, Rect from) {
    const TidyPart *nearest = find_nearest(ground->plan, from);
    Rect card = tidy_card(nearest->x, nearest->y);
    Rect kept = moved_to(from, from.x + (float)(nearest->x - nearest->component->x),
                         from.y + (float)(nearest->y - nearest->component->y));
    Rect below = moved_to(from, card.x, card.y + card.h + FROM_CARD);
    Rect above = moved_to(from, card.x, card.y - FROM_CARD - from.h);
    if (may_keep_distance(ground, kept) && is_clear(ground, kept)) {
        return kept;
    }
    if (is_clear(ground, below)) {
        return below;
    }
    if (is_clear(ground, above)) {
        return above;
    }
    Rect place =
        moved_to(from, ground->next_x, ground->everything.y + ground->everything.h + 2 * FROM_CARD);
    while (!is_clear(ground, place)) {
        place.y += FROM_CARD;
    }
    ground->next_x += from.w + FROM_CARD;
    return place;
}

void tidy_find_notes(TidyPlan *plan) {
    if (plan->loose.count == 0 || plan->parts.count == 0) {
        return;
    }
    Ground ground = make_ground(plan);
    for (size_t i = 0; i < plan->loose.count; i++) {
        TidyLoose *loose = &plan->loose.items[i];
        loose->to = find_place(&ground, loose->from);
        take(&ground, loose->to, FROM_OTHERS);
    }
    box_grid_free(&ground.grid);
}
