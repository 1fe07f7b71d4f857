/* Streets: where cards stand in the way of every simpler line, a free strip between them along
 * which a line can pass. Worked out for lines that leave and enter level; for those that leave
 * upright, with x and y exchanged. */
#include <math.h>
#include <stdlib.h>

#include "board/route_plan.h"

enum {
    MOST_BLOCKS = 96, /* cards that are looked at */
    BEYOND = 400,     /* how far above and below both cards a street is looked for */
    CLEAR = 9,        /* what a line keeps from the cards along its way */
    STEP_OUT = 30,    /* from a side to the leg before it, where there is room */
    REACH = 96,       /* how far from its side that leg may be */
    LEAST_ROOM = 4,   /* between a card and the next: less is no street */
    OPEN_ROOM = 60    /* of the street beyond the last card */
};

typedef struct Strip {
    float low, high;
} Strip;

typedef struct Street {
    float at;
    RouteRoom room;
    float length; /* of the way there and back */
} Street;

typedef struct Survey {
    Rect a, b;
    Side side[2];
    bool flipped;
    BoxGrid *grid;
} Survey;

static Rect flip(Rect rect) {
    return (Rect){rect.y, rect.x, rect.h, rect.w};
}

static float center_y(Rect rect) {
    return rect.y + rect.h / 2;
}

/* Whether the line leaves, or enters, on the side of the greater coordinate. */
static bool is_far_side(Side side) {
    return side == SIDE_RIGHT || side == SIDE_BOTTOM;
}

static float edge_at(Rect card, Side side) {
    return is_far_side(side) ? card.x + card.w : card.x;
}

static size_t find_blocks(const Survey *survey, Rect area, Rect *blocks) {
    size_t count =
        box_grid_find(survey->grid, survey->flipped ? flip(area) : area, blocks, MOST_BLOCKS);
    for (size_t i = 0; i < count && survey->flipped; i++) {
        blocks[i] = flip(blocks[i]);
    }
    return count;
}

static int compare_strips(const void *left, const void *right) {
    const Strip *a = left, *b = right;
    return (a->low > b->low) - (a->low < b->low);
}

static int compare_streets(const void *left, const void *right) {
    const Street *a = left, *b = right;
    int order = (a->length > b->length) - (a->length < b->length);
    return order ? order : (a->at > b->at) - (a->at < b->at);
}

/* The strips between x = left and right that cards take up, from above to below, merged. */
static size_t find_strips(const Survey *survey, float left, float right, Strip *strips) {
    Rect blocks[MOST_BLOCKS];
    Rect both = rect_union(survey->a, survey->b);
    Rect area = {left, both.y - BEYOND, right - left, both.h + 2 * BEYOND};
    size_t count = find_blocks(survey, area, blocks);
    for (size_t i = 0; i < count; i++) {
        strips[i] = (Strip){blocks[i].y - CLEAR, blocks[i].y + blocks[i].h + CLEAR};
    }
    if (count > 0) {
        qsort(strips, count, sizeof *strips, compare_strips);
    }
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (kept > 0 && strips[i].low < strips[kept - 1].high + LEAST_ROOM) {
            strips[kept - 1].high = fmaxf(strips[kept - 1].high, strips[i].high);
        } else {
            strips[kept++] = strips[i];
        }
    }
    return kept;
}

/* In the middle of a narrow street; in a wide one as near to the wish as it may be. */
static Street make_street(const Survey *survey, float low, float high) {
    float ya = center_y(survey->a), yb = center_y(survey->b);
    float wish = (ya + yb) / 2;
    float margin = fminf(ROUTE_SPACING, (high - low) / 2);
    float at = fmaxf(low + margin, fminf(high - margin, wish));
    return (Street){.at = at, .room = {low, high}, .length = fabsf(at - ya) + fabsf(at - yb)};
}

static size_t find_streets(const Survey *survey, float left, float right,
                           Street streets[MOST_BLOCKS + 1]) {
    Strip strips[MOST_BLOCKS];
    size_t count = find_strips(survey, left, right, strips);
    if (count == 0) {
        return 0;
    }
    size_t found = 0;
    streets[found++] = make_street(survey, strips[0].low - OPEN_ROOM, strips[0].low);
    for (size_t i = 1; i < count; i++) {
        streets[found++] = make_street(survey, strips[i - 1].high, strips[i].low);
    }
    streets[found++] =
        make_street(survey, strips[count - 1].high, strips[count - 1].high + OPEN_ROOM);
    qsort(streets, found, sizeof *streets, compare_streets);
    return found < ROUTE_STREETS ? found : ROUTE_STREETS;
}

/* Between the card's side and the next card beyond it, on the way from y to the street. */
static RouteRoom room_of_leg(const Survey *survey, Rect card, Side side, float street) {
    Rect blocks[MOST_BLOCKS];
    bool far = is_far_side(side);
    float edge = edge_at(card, side);
    float y = center_y(card);
    Rect area = {far ? edge + 1 : edge - 1 - REACH, fminf(y, street) - CLEAR, REACH,
                 fabsf(y - street) + 2 * CLEAR};
    size_t count = find_blocks(survey, area, blocks);
    float nearest = REACH;
    for (size_t i = 0; i < count; i++) {
        float gap = far ? blocks[i].x - edge : edge - (blocks[i].x + blocks[i].w);
        nearest = gap > 0 ? fminf(nearest, gap) : nearest;
    }
    float most = fmaxf(nearest - CLEAR, CLEAR);
    return far ? (RouteRoom){edge + CLEAR, edge + most} : (RouteRoom){edge - most, edge - CLEAR};
}

static void set_leg(RoutePlan *plan, RouteLegId leg, RouteRoom room, float at) {
    plan->room[leg] = room;
    plan->leg[leg] = fmaxf(room.low, fminf(room.high, at));
}

size_t route_find_streets(const RoutePlan *plan, Rect from, Rect to, BoxGrid *grid,
                          RoutePlan streets[ROUTE_STREETS]) {
    bool flipped = !side_is_level(plan->side[FROM]);
    Survey survey = {.a = flipped ? flip(from) : from,
                     .b = flipped ? flip(to) : to,
                     .side = {plan->side[FROM], plan->side[TO]},
                     .flipped = flipped,
                     .grid = grid};
    float out = edge_at(survey.a, survey.side[FROM]);
    float in = edge_at(survey.b, survey.side[TO]);
    float out_wish = out + (is_far_side(survey.side[FROM]) ? STEP_OUT : -STEP_OUT);
    float in_wish = in + (is_far_side(survey.side[TO]) ? STEP_OUT : -STEP_OUT);
    Street found[MOST_BLOCKS + 1];
    size_t count = find_streets(&survey, fminf(out_wish, in_wish), fmaxf(out_wish, in_wish), found);
    for (size_t i = 0; i < count; i++) {
        const Street *street = &found[i];
        RoutePlan *made = &streets[i];
        *made = *plan;
        made->street = true;
        set_leg(made, LEG_MIDDLE, street->room, street->at);
        set_leg(made, LEG_OUT, room_of_leg(&survey, survey.a, survey.side[FROM], street->at),
                out_wish);
        set_leg(made, LEG_IN, room_of_leg(&survey, survey.b, survey.side[TO], street->at), in_wish);
    }
    return count;
}
