/* Spreads the ends that share a side of a card along it, in the order in which their lines leave,
 * so that they do not cross right before the card. */
#include <math.h>
#include <stdlib.h>

#include "board/route_plan.h"

static const float FIRM = 1e6F; /* the weight of an end that is to stay where it wishes */

bool side_is_level(Side side) {
    return side == SIDE_LEFT || side == SIDE_RIGHT;
}

void side_range(Rect card, Side side, float *low, float *high) {
    const float margin_level = 10, margin_upright = 24;
    if (side_is_level(side)) {
        *low = card.y + margin_level;
        *high = card.y + card.h - margin_level;
    } else {
        *low = card.x + margin_upright;
        *high = card.x + card.w - margin_upright;
    }
}

bool straight_range(Rect a, Rect b, bool level, float *low, float *high) {
    Side side = level ? SIDE_LEFT : SIDE_TOP;
    float a_low, a_high, b_low, b_high;
    side_range(a, side, &a_low, &a_high);
    side_range(b, side, &b_low, &b_high);
    *low = fmaxf(a_low, b_low);
    *high = fminf(a_high, b_high);
    return *low <= *high;
}

static float edge_of(Rect card, Side side) {
    switch (side) {
    case SIDE_TOP:
        return card.y;
    case SIDE_RIGHT:
        return card.x + card.w;
    case SIDE_BOTTOM:
        return card.y + card.h;
    case SIDE_LEFT:
        break;
    }
    return card.x;
}

static float center_along(Rect card, Side side) {
    return side_is_level(side) ? card.y + card.h / 2 : card.x + card.w / 2;
}

/* Several connections between the same two cards: which of them comes first at this end so that
 * they run beside each other without crossing. */
static float tie_of(const RoutePlan *plan, int which, size_t index, Rect own, Rect other) {
    Side side = plan->side[which], other_side = plan->side[1 - which];
    float dx = center_along(other, SIDE_TOP) - center_along(own, SIDE_TOP);
    float dy = center_along(other, SIDE_LEFT) - center_along(own, SIDE_LEFT);
    bool turned = false;
    if (side == other_side) {
        turned = side_is_level(side) ? dy < 0 : dx < 0;
    } else if (side_is_level(side) != side_is_level(other_side)) {
        turned = side_is_level(side) && dx * dy > 0;
    }
    return turned ? -(float)index : (float)index;
}

static RouteEnd make_end(const RouteWork *work, size_t index, int which) {
    const RoutePlan *plan = &work->plans.items[index];
    Rect own = work->cards.items[plan->card[which]];
    Rect other = work->cards.items[plan->card[1 - which]];
    Side side = plan->side[which];
    RouteEnd end = {
        .plan = index,
        .card = plan->card[which],
        .other = plan->card[1 - which],
        .which = which,
        .side = side,
        .far = center_along(other, side),
        .tie = tie_of(plan, which, index, own, other),
        .wish = center_along(own, side),
        .weight = 1,
    };
    if (!plan->straight) {
        bool has_corner = side_is_level(side) != side_is_level(plan->side[1 - which]);
        float target = plan->leg[LEG_MIDDLE];
        if (plan->street) {
            target = plan->leg[which == FROM ? LEG_OUT : LEG_IN];
            end.far = plan->leg[LEG_MIDDLE];
        } else if (has_corner) {
            target = center_along(other, side_is_level(side) ? SIDE_TOP : SIDE_LEFT);
        }
        end.turn = fabsf(target - edge_of(own, side));
        bool first = which == FROM;
        end.way = end.far > end.wish || (end.far == end.wish && first) ? 1 : -1;
    }
    return end;
}

static int compare_floats(float a, float b) {
    return (a > b) - (a < b);
}

static int compare_sizes(size_t a, size_t b) {
    return (a > b) - (a < b);
}

static int compare_ends(const void *left, const void *right) {
    const RouteEnd *a = left, *b = right;
    int order = compare_sizes(a->card, b->card);
    order = order ? order : (int)a->side - (int)b->side;
    order = order ? order : a->way - b->way;
    /* The line that turns first is the outermost. */
    order = order ? order : -a->way * compare_floats(a->turn, b->turn);
    order = order ? order : compare_floats(a->far, b->far);
    order = order ? order : compare_sizes(a->other, b->other);
    order = order ? order : compare_floats(a->tie, b->tie);
    return order ? order : a->which - b->which;
}

/* Straight lines between the same two cards share the stretch that both cards offer. */
static void place_straight(RouteWork *work, RouteEnd *ends, size_t count) {
    Rect own = work->cards.items[ends[0].card];
    Rect other = work->cards.items[ends[0].other];
    float low, high;
    straight_range(own, other, side_is_level(ends[0].side), &low, &high);
    float spacing = count > 1 ? fminf(ROUTE_SPACING, (high - low) / (float)(count - 1)) : 0;
    float first = (low + high - spacing * (float)(count - 1)) / 2;
    for (size_t i = 0; i < count; i++) {
        ends[i].wish = first + spacing * (float)i;
        ends[i].weight = FIRM;
        work->plans.items[ends[i].plan].at[ends[i].which] = ends[i].wish;
    }
}

/* Places the ends of one side as near to their wishes as their order and the spacing allow: the
 * pool of adjacent violators, on wishes from which the spacing has been taken away. */
static void place_side(RouteWork *work, RouteEnd *ends, size_t count) {
    float low, high;
    side_range(work->cards.items[ends[0].card], ends[0].side, &low, &high);
    float spacing = count > 1 ? fminf(ROUTE_SPACING, (high - low) / (float)(count - 1)) : 0;
    array_reserve(&work->blocks, count + 1);
    size_t *blocks = work->blocks.items; /* the first end of each block */
    size_t block_count = 0;
    for (size_t i = 0; i < count; i++) {
        ends[i].wish -= spacing * (float)i;
        blocks[block_count++] = i;
        while (block_count > 1) {
            RouteEnd *last = &ends[blocks[block_count - 1]];
            RouteEnd *before = &ends[blocks[block_count - 2]];
            if (before->wish <= last->wish) {
                break;
            }
            float weight = before->weight + last->weight;
            before->wish = (before->wish * before->weight + last->wish * last->weight) / weight;
            before->weight = weight;
            block_count--;
        }
    }
    float highest = high - spacing * (float)(count - 1);
    for (size_t block = 0; block < block_count; block++) {
        size_t past = block + 1 < block_count ? blocks[block + 1] : count;
        float shared = fmaxf(low, fminf(highest, ends[blocks[block]].wish));
        for (size_t i = blocks[block]; i < past; i++) {
            RoutePlan *plan = &work->plans.items[ends[i].plan];
            if (!plan->straight) {
                plan->at[ends[i].which] = shared + spacing * (float)i;
            }
        }
    }
}

/* A corner must not be pushed into the card that the line turns to. */
static void keep_corner_clear(RoutePlan *plan, const Rect *cards) {
    const float clear = 12;
    for (int which = FROM; which <= TO; which++) {
        Side other_side = plan->side[1 - which];
        float edge = edge_of(cards[plan->card[1 - which]], other_side);
        if (other_side == SIDE_LEFT || other_side == SIDE_TOP) {
            plan->at[which] = fminf(plan->at[which], edge - clear);
        } else {
            plan->at[which] = fmaxf(plan->at[which], edge + clear);
        }
    }
}

/* The end of the run that starts at `first`: of ends of one side, or of straight lines there between
 * the same two cards. */
static size_t past_side(const RouteWork *work, size_t first) {
    const RouteEnd *ends = work->ends.items;
    size_t past = first + 1;
    while (past < work->ends.count && ends[past].card == ends[first].card &&
           ends[past].side == ends[first].side) {
        past++;
    }
    return past;
}

static size_t past_straight(const RouteEnd *ends, size_t first, size_t count) {
    size_t past = first;
    while (past < count && ends[past].way == 0 && ends[past].other == ends[first].other) {
        past++;
    }
    return past;
}

void route_spread_ends(RouteWork *work) {
    size_t plans = work->plans.count;
    array_reserve(&work->ends, plans * 2);
    work->ends.count = 0;
    for (size_t i = 0; i < plans; i++) {
        array_push(&work->ends, make_end(work, i, FROM));
        array_push(&work->ends, make_end(work, i, TO));
    }
    if (plans > 0) {
        qsort(work->ends.items, work->ends.count, sizeof *work->ends.items, compare_ends);
    }
    for (size_t first = 0; first < work->ends.count;) {
        size_t count = past_side(work, first) - first;
        RouteEnd *ends = &work->ends.items[first];
        for (size_t i = 0; i < count;) {
            size_t past = past_straight(ends, i, count);
            if (past > i) {
                place_straight(work, &ends[i], past - i);
                i = past;
            } else {
                i++;
            }
        }
        place_side(work, ends, count);
        first += count;
    }
    for (size_t i = 0; i < plans; i++) {
        RoutePlan *plan = &work->plans.items[i];
        if (side_is_level(plan->side[FROM]) != side_is_level(plan->side[TO])) {
            keep_corner_clear(plan, work->cards.items);
        }
    }
}
