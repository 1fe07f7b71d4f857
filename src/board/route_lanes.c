/* Sets middle legs apart that would lie on one another, in the order that makes the fewest of them
 * cross: seen from the lower coordinate across, of the lines that go up the one that starts highest
 * turns first, of those that go down the one that starts lowest. */
#include <math.h>
#include <stdlib.h>

#include "board/route_plan.h"

enum {
    SAME_CHANNEL = 14, /* legs nearer than this are in each other's way */
    TOUCHING = 4,      /* along the leg */
    LOOK_BACK = 64     /* how many legs before are asked for their lanes */
};

static bool has_middle(const RoutePlan *plan) {
    return !plan->straight && side_is_level(plan->side[FROM]) == side_is_level(plan->side[TO]);
}

static float low_edge(Rect card, bool upright) {
    return upright ? card.x : card.y;
}

static float high_edge(Rect card, bool upright) {
    return upright ? card.x + card.w : card.y + card.h;
}

static RouteLeg make_leg(const RouteWork *work, size_t index) {
    const float clear_of_card = 12;
    const RoutePlan *plan = &work->plans.items[index];
    bool upright = side_is_level(plan->side[FROM]);
    int first = FROM; /* the end at the lower coordinate across */
    RouteLeg leg = {.plan = index, .upright = upright, .at = plan->middle};
    if (plan->side[FROM] == plan->side[TO]) {
        leg.outward = plan->side[FROM] == SIDE_TOP || plan->side[FROM] == SIDE_LEFT ? -1 : 1;
    } else {
        first = plan->side[FROM] == SIDE_RIGHT || plan->side[FROM] == SIDE_BOTTOM ? FROM : TO;
        leg.low_room = high_edge(work->cards.items[plan->card[first]], upright) + clear_of_card;
        leg.high_room = low_edge(work->cards.items[plan->card[1 - first]], upright) - clear_of_card;
    }
    leg.start = plan->at[first];
    leg.way = plan->at[1 - first] < leg.start ? -1 : 1;
    leg.low = fminf(plan->at[FROM], plan->at[TO]);
    leg.high = fmaxf(plan->at[FROM], plan->at[TO]);
    return leg;
}

static int compare_floats(float a, float b) {
    return (a > b) - (a < b);
}

static int compare_plans(const RouteLeg *a, const RouteLeg *b) {
    return (a->plan > b->plan) - (a->plan < b->plan);
}

/* Brings the legs of one channel together. */
static int compare_channels(const void *left, const void *right) {
    const RouteLeg *a = left, *b = right;
    int order = (int)a->upright - (int)b->upright;
    order = order ? order : a->outward - b->outward;
    order = order ? order : compare_floats(a->at, b->at);
    return order ? order : compare_plans(a, b);
}

static int compare_places(const void *left, const void *right) {
    const RouteLeg *a = left, *b = right;
    int order = compare_floats(a->low, b->low);
    return order ? order : compare_plans(a, b);
}

/* The order in which lanes are taken. */
static int compare_lanes(const void *left, const void *right) {
    const RouteLeg *a = left, *b = right;
    if (a->outward) {
        int order = compare_floats(a->high - a->low, b->high - b->low);
        return order ? order : compare_plans(a, b);
    }
    int order = a->way - b->way;
    order = order ? order : -a->way * compare_floats(a->start, b->start);
    return order ? order : compare_plans(a, b);
}

/* Legs that reach from one to the next: gives each a lane and moves it there. */
static void part(RouteWork *work, RouteLeg *legs, size_t count) {
    if (count == 1) {
        return;
    }
    qsort(legs, count, sizeof *legs, compare_lanes);
    int last_lane = 0;
    float spacing = ROUTE_SPACING;
    for (size_t i = 0; i < count; i++) {
        legs[i].lane = 0;
        for (size_t j = i > LOOK_BACK ? i - LOOK_BACK : 0; j < i; j++) {
            if (legs[j].low < legs[i].high + TOUCHING && legs[i].low < legs[j].high + TOUCHING &&
                legs[j].lane >= legs[i].lane) {
                legs[i].lane = legs[j].lane + 1;
            }
        }
        last_lane = legs[i].lane > last_lane ? legs[i].lane : last_lane;
    }
    for (size_t i = 0; i < count && last_lane > 0; i++) {
        if (!legs[i].outward) {
            float room = legs[i].high_room - legs[i].low_room;
            spacing = fminf(spacing, room / (float)last_lane);
        }
    }
    for (size_t i = 0; i < count; i++) {
        float *middle = &work->plans.items[legs[i].plan].middle;
        if (legs[i].outward) {
            *middle += (float)(legs[i].outward * legs[i].lane) * spacing;
        } else {
            *middle += ((float)legs[i].lane - (float)last_lane / 2) * spacing;
            *middle = fmaxf(legs[i].low_room, fminf(legs[i].high_room, *middle));
        }
    }
}

static void part_channel(RouteWork *work, RouteLeg *legs, size_t count) {
    qsort(legs, count, sizeof *legs, compare_places);
    for (size_t first = 0, past; first < count; first = past) {
        float reach = legs[first].high;
        for (past = first + 1; past < count && legs[past].low < reach + TOUCHING; past++) {
            reach = fmaxf(reach, legs[past].high);
        }
        part(work, &legs[first], past - first);
    }
}

void route_part_lanes(RouteWork *work) {
    work->legs.count = 0;
    for (size_t i = 0; i < work->plans.count; i++) {
        if (has_middle(&work->plans.items[i])) {
            array_push(&work->legs, make_leg(work, i));
        }
    }
    RouteLeg *legs = work->legs.items;
    size_t count = work->legs.count;
    if (count > 0) {
        qsort(legs, count, sizeof *legs, compare_channels);
    }
    for (size_t first = 0, past; first < count; first = past) {
        for (past = first + 1; past < count && legs[past].upright == legs[first].upright &&
                               legs[past].outward == legs[first].outward &&
                               legs[past].at - legs[past - 1].at < SAME_CHANNEL;) {
            past++;
        }
        part_channel(work, &legs[first], past - first);
    }
}
