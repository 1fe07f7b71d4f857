/* Which sides a connection leaves and enters: every shape that fits is given a cost, and the
 * cheapest one that crosses the fewest cards is taken. */
#include <math.h>

#include "board/route_plan.h"

enum {
    LEAST_GAP = 32,     /* between two cards with a step between them */
    CORNER_ACROSS = 44, /* from a corner to the side of a card, with room for spread ends */
    CORNER_ALONG = 36,  /* the same, to its top or bottom */
    DETOUR = 28,        /* how far a line that comes back keeps from the cards */
    NEAR_MIDDLE = 48,   /* of a middle leg that keeps close to one of its cards */
    CLEARANCE = 6,      /* what a line keeps from cards that it passes */
    CANDIDATES = 16 + 8 * ROUTE_STREETS
};

static const float COST_OF_LENGTH = 0.1F;
static const float COST_OF_STEP = 20;
static const float COST_OF_CORNER = 22; /* a step between columns reads better than a corner */
static const float COST_OF_DETOUR = 50;
static const float COST_OF_STREET = 80;
static const float COST_OF_CARD = 200;
static const float COST_OF_OWN_CARD = 1000;

typedef struct Choice {
    RoutePlan plans[CANDIDATES];
    float costs[CANDIDATES];
    size_t count;
    Rect a, b;
    BoxGrid *grid;   /* NULL: other cards are not looked at */
    RouteWork *work; /* NULL: other lines are not looked at */
    size_t index;    /* of the plan, among those of `work` */
} Choice;

static Point center(Rect rect) {
    return (Point){rect.x + rect.w / 2, rect.y + rect.h / 2};
}

static float side_center(Rect card, Side side) {
    return side_is_level(side) ? card.y + card.h / 2 : card.x + card.w / 2;
}

static void add(Choice *choice, RoutePlan plan, float cost) {
    Point points[ROUTE_POINTS];
    size_t count = route_plan_points(&plan, choice->a, choice->b, points);
    for (size_t i = 1; i < count; i++) {
        cost += COST_OF_LENGTH *
                (fabsf(points[i].x - points[i - 1].x) + fabsf(points[i].y - points[i - 1].y));
    }
    choice->plans[choice->count] = plan;
    choice->costs[choice->count++] = cost;
}

static RoutePlan with_sides(const Choice *choice, RoutePlan plan, Side from, Side to) {
    plan.side[FROM] = from;
    plan.side[TO] = to;
    plan.at[FROM] = side_center(choice->a, from);
    plan.at[TO] = side_center(choice->b, to);
    return plan;
}

/* The lines between two sides that face each other, along the level or the upright axis. */
static void add_facing(Choice *choice, RoutePlan plan, bool level) {
    Rect a = choice->a, b = choice->b;
    float a_low = level ? a.x : a.y, a_high = level ? a.x + a.w : a.y + a.h;
    float b_low = level ? b.x : b.y, b_high = level ? b.x + b.w : b.y + b.h;
    bool forward = b_low >= a_high;
    float gap = forward ? b_low - a_high : a_low - b_high;
    if (gap <= 0) {
        return;
    }
    plan = level ? with_sides(choice, plan, forward ? SIDE_RIGHT : SIDE_LEFT,
                              forward ? SIDE_LEFT : SIDE_RIGHT)
                 : with_sides(choice, plan, forward ? SIDE_BOTTOM : SIDE_TOP,
                              forward ? SIDE_TOP : SIDE_BOTTOM);
    float low, high;
    if (straight_range(a, b, level, &low, &high)) {
        RoutePlan straight = plan;
        straight.straight = true;
        straight.at[FROM] = straight.at[TO] = (low + high) / 2;
        add(choice, straight, COST_OF_LENGTH * fabsf(plan.at[FROM] - plan.at[TO]));
    }
    if (gap < LEAST_GAP) {
        return;
    }
    float start = forward ? a_high : a_low;
    float end = forward ? b_low : b_high;
    plan.leg[LEG_MIDDLE] = (start + end) / 2;
    add(choice, plan, COST_OF_STEP);
    if (gap > 3 * NEAR_MIDDLE) {
        float near = forward ? NEAR_MIDDLE : -NEAR_MIDDLE;
        plan.leg[LEG_MIDDLE] = end - near;
        add(choice, plan, COST_OF_STEP + 1);
        plan.leg[LEG_MIDDLE] = start + near;
        add(choice, plan, COST_OF_STEP + 2);
    }
}

/* The lines with one corner. Arriving at a side is preferred to arriving at top or bottom. */
static void add_corners(Choice *choice, RoutePlan plan) {
    Rect a = choice->a, b = choice->b;
    float dx = center(b).x - center(a).x, dy = center(b).y - center(a).y;
    if (fabsf(dx) - b.w / 2 >= CORNER_ACROSS && fabsf(dy) - a.h / 2 >= CORNER_ALONG) {
        plan = with_sides(choice, plan, dy < 0 ? SIDE_TOP : SIDE_BOTTOM,
                          dx < 0 ? SIDE_RIGHT : SIDE_LEFT);
        add(choice, plan, COST_OF_CORNER);
    }
    if (fabsf(dx) - a.w / 2 >= CORNER_ACROSS && fabsf(dy) - b.h / 2 >= CORNER_ALONG) {
        plan = with_sides(choice, plan, dx < 0 ? SIDE_LEFT : SIDE_RIGHT,
                          dy < 0 ? SIDE_BOTTOM : SIDE_TOP);
        add(choice, plan, COST_OF_CORNER + 2);
    }
}

/* The lines that leave and enter the same side and go round. */
static void add_detours(Choice *choice, RoutePlan plan) {
    Rect both = rect_union(choice->a, choice->b);
    const float middles[] = {both.y - DETOUR, both.x + both.w + DETOUR, both.y + both.h + DETOUR,
                             both.x - DETOUR};
    for (int side = SIDE_TOP; side <= SIDE_LEFT; side++) {
        plan = with_sides(choice, plan, (Side)side, (Side)side);
        plan.leg[LEG_MIDDLE] = middles[side];
        add(choice, plan, COST_OF_DETOUR);
    }
}

/* The lines along the streets between the cards, from and to sides that face the same axis. */
static void add_streets(Choice *choice, RoutePlan plan) {
    RoutePlan streets[ROUTE_STREETS];
    for (int from = SIDE_TOP; from <= SIDE_LEFT; from++) {
        int opposite = (from + 2) % 4;
        for (int to = SIDE_TOP; to <= SIDE_LEFT; to++) {
            if (to != from && to != opposite) {
                continue;
            }
            plan = with_sides(choice, plan, (Side)from, (Side)to);
            size_t count = route_find_streets(&plan, choice->a, choice->b, choice->grid, streets);
            for (size_t i = 0; i < count; i++) {
                add(choice, streets[i], COST_OF_STREET);
            }
        }
    }
}

/* Stops counting when the cost is past what matters. */
static float cost_of_crossings(const Choice *choice, const RoutePlan *plan, float most) {
    Point points[ROUTE_POINTS];
    size_t count = route_plan_points(plan, choice->a, choice->b, points);
    float cost = 0;
    for (size_t i = 1; i < count && cost < most; i++) {
        Point from = points[i - 1], to = points[i];
        Rect line = {fminf(from.x, to.x), fminf(from.y, to.y), fabsf(from.x - to.x),
                     fabsf(from.y - to.y)};
        cost += COST_OF_OWN_CARD * (float)rect_overlaps(rect_inset(choice->a, 1), line);
        cost += COST_OF_OWN_CARD * (float)rect_overlaps(rect_inset(choice->b, 1), line);
        if (choice->grid) {
            cost += COST_OF_CARD * box_grid_weight(choice->grid, rect_inset(line, -CLEARANCE),
                                                   plan->card[FROM], plan->card[TO]);
        }
    }
    return cost;
}

/* Takes the cheapest in turn, until one costs no more than the next would without crossings; gives
 * the cost of what it crosses. */
static RoutePlan cheapest(Choice *choice, float *crossings) {
    RoutePlan best = choice->plans[0];
    float best_cost = INFINITY;
    *crossings = INFINITY;
    while (choice->count > 0) {
        size_t next = 0;
        for (size_t i = 1; i < choice->count; i++) {
            if (choice->costs[i] < choice->costs[next]) {
                next = i;
            }
        }
        if (choice->costs[next] >= best_cost) {
            break;
        }
        float cost = choice->costs[next];
        if (choice->work) {
            cost += route_cost_of_lines(choice->work, &choice->plans[next], choice->index);
        }
        float crossed = cost_of_crossings(choice, &choice->plans[next], best_cost - cost);
        if (cost + crossed < best_cost) {
            best_cost = cost + crossed;
            *crossings = crossed;
            best = choice->plans[next];
        }
        choice->count--;
        choice->plans[next] = choice->plans[choice->count];
        choice->costs[next] = choice->costs[choice->count];
    }
    return best;
}

static void add_simple(Choice *choice, RoutePlan plan) {
    add_facing(choice, plan, true);
    add_facing(choice, plan, false);
    add_corners(choice, plan);
    add_detours(choice, plan);
}

RoutePlan route_choose(const Rect *cards, size_t from, size_t to, BoxGrid *grid) {
    Choice choice = {.a = cards[from], .b = cards[to], .grid = grid};
    RoutePlan plan = {.card = {from, to}};
    add_simple(&choice, plan);
    float crossings;
    RoutePlan best = cheapest(&choice, &crossings);
    if (grid && crossings > 0) {
        float still;
        choice.count = 0;
        add_streets(&choice, plan);
        RoutePlan street = cheapest(&choice, &still);
        best = still < crossings ? street : best;
    }
    return best;
}

RoutePlan route_choose_again(RouteWork *work, size_t index) {
    const RoutePlan *old = &work->plans.items[index];
    RoutePlan plan = {.card = {old->card[FROM], old->card[TO]}};
    Choice choice = {.a = work->cards.items[plan.card[FROM]],
                     .b = work->cards.items[plan.card[TO]],
                     .grid = &work->grid,
                     .work = work,
                     .index = index};
    float crossings;
    add_simple(&choice, plan);
    add_streets(&choice, plan);
    return cheapest(&choice, &crossings);
}
