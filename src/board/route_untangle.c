/* Lines are chosen one by one, without regard to one another; here those that cross others are
 * chosen again, with the others in mind. */
#include <math.h>

#include "board/route_plan.h"

enum {
    MOST_PLANS = 200, /* on larger boards no one follows a single line */
    ROUNDS = 3,
    SHORT_OF_END = 3 /* what a leg is short of its ends, so that touching is not crossing */
};

static const float COST_OF_LINE = 24;

static bool is_level(Point from, Point to) {
    return fabsf(from.x - to.x) > fabsf(from.y - to.y);
}

/* The leg as a box, a little shorter than it is; false when nothing is left of it. */
static bool leg_box(Point from, Point to, Rect *box) {
    bool level = is_level(from, to);
    float length = level ? fabsf(from.x - to.x) : fabsf(from.y - to.y);
    if (length <= 2 * SHORT_OF_END) {
        return false;
    }
    float x = fminf(from.x, to.x), y = fminf(from.y, to.y);
    *box = level ? (Rect){x + SHORT_OF_END, y - 1, length - 2 * SHORT_OF_END, 2}
                 : (Rect){x - 1, y + SHORT_OF_END, 2, length - 2 * SHORT_OF_END};
    return true;
}

static size_t points_of(const RouteWork *work, const RoutePlan *plan, Point points[ROUTE_POINTS]) {
    return route_plan_points(plan, work->cards.items[plan->card[FROM]],
                             work->cards.items[plan->card[TO]], points);
}

/* Ends on one side are spread later, so that their lines leave in order and need not cross. */
static bool share_side(const RoutePlan *a, const RoutePlan *b) {
    for (int i = FROM; i <= TO; i++) {
        for (int k = FROM; k <= TO; k++) {
            if (a->card[i] == b->card[k] && a->side[i] == b->side[k]) {
                return true;
            }
        }
    }
    return false;
}

/* How many lines the leg crosses that do not share a side with the plan. */
static size_t count_crossed(const RouteWork *work, BoxGrid *across, Rect leg, const RoutePlan *plan,
                            size_t index) {
    size_t crossed = 0;
    box_grid_weight(across, leg, index, index);
    for (size_t i = 0; i < across->hits.count; i++) {
        const GridBox *box = &across->boxes.items[across->hits.items[i]];
        crossed += box->weight > 0 && box->owner != index &&
                   !share_side(plan, &work->plans.items[box->owner]);
    }
    return crossed;
}

float route_cost_of_lines(RouteWork *work, const RoutePlan *plan, size_t index) {
    Point points[ROUTE_POINTS];
    size_t count = points_of(work, plan, points);
    size_t crossed = 0;
    for (size_t i = 1; i < count; i++) {
        Rect box;
        if (leg_box(points[i - 1], points[i], &box)) {
            BoxGrid *across =
                is_level(points[i - 1], points[i]) ? &work->lines.upright : &work->lines.level;
            crossed += count_crossed(work, across, box, plan, index);
        }
    }
    return (float)crossed * COST_OF_LINE;
}

static void add_lines(RouteWork *work, size_t index) {
    Point points[ROUTE_POINTS];
    size_t count = points_of(work, &work->plans.items[index], points);
    for (size_t i = 1; i < count; i++) {
        Rect box;
        if (leg_box(points[i - 1], points[i], &box)) {
            box_grid_add(is_level(points[i - 1], points[i]) ? &work->lines.level
                                                            : &work->lines.upright,
                         box, index, 1);
        }
    }
}

void route_untangle(RouteWork *work) {
    size_t count = work->plans.count;
    if (count > MOST_PLANS) {
        return;
    }
    box_grid_clear(&work->lines.level, 2 * count);
    box_grid_clear(&work->lines.upright, 2 * count);
    for (size_t i = 0; i < count; i++) {
        if (!work->plans.items[i].faint) {
            add_lines(work, i);
        }
    }
    bool changed = true;
    for (int round = 0; round < ROUNDS && changed; round++) {
        changed = false;
        for (size_t i = 0; i < count; i++) {
            RoutePlan *plan = &work->plans.items[i];
            float cost = plan->faint ? 0 : route_cost_of_lines(work, plan, i);
            if (cost > 0) {
                RoutePlan other = route_choose_again(work, i);
                if (route_cost_of_lines(work, &other, i) < cost) {
                    *plan = other;
                    box_grid_drop(&work->lines.level, i);
                    box_grid_drop(&work->lines.upright, i);
                    add_lines(work, i);
                    changed = true;
                }
            }
        }
    }
}
