/* Sets legs apart that would lie on one another, in the order that makes the fewest of them
 * cross: seen from the lower coordinate across, of the lines that go up the one that starts highest
 * turns first, of those that go down the one that starts lowest. */
#include <math.h>
#include <stdlib.h>

#include "board/route_plan.h"

enum {
    SAME_CHANNEL = 14, /* legs nearer than this are in each other's way */
    TOUCHING = 4,      /* along the leg */
    LOOK_BACK = 64,    /* how many legs before are asked for their lanes */
    CLEAR_OF_CARD = 12,
    MOST_CARDS = 64 /* that are looked at beside a leg */
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

/* Narrows a leg's room to the strip round it that no card reaches into. */
static void keep_off_cards(RouteWork *work, RouteLeg *leg) {
    Rect area =
        leg->upright
            ? (Rect){leg->low_room, leg->low, leg->high_room - leg->low_room, leg->high - leg->low}
            : (Rect){leg->low, leg->low_room, leg->high - leg->low, leg->high_room - leg->low_room};
    Rect cards[MOST_CARDS];
    size_t count = box_grid_find(&work->grid, area, cards, MOST_CARDS);
    for (size_t i = 0; i < count; i++) {
        float low = low_edge(cards[i], leg->upright), high = high_edge(cards[i], leg->upright);
        if (high <= leg->at) {
            leg->low_room = fmaxf(leg->low_room, fminf(leg->at, high + CLEAR_OF_CARD));
        } else if (low >= leg->at) {
            leg->high_room = fminf(leg->high_room, fmaxf(leg->at, low - CLEAR_OF_CARD));
        }
    }
}

/* The middle leg of a step, or of a line that comes back. */
static RouteLeg make_middle(RouteWork *work, size_t index) {
    const RoutePlan *plan = &work->plans.items[index];
    bool upright = side_is_level(plan->side[FROM]);
    int first = FROM; /* the end at the lower coordinate across */
    RouteLeg leg = {
        .plan = index, .id = LEG_MIDDLE, .upright = upright, .at = plan->leg[LEG_MIDDLE]};
    if (plan->side[FROM] == plan->side[TO]) {
        leg.outward = plan->side[FROM] == SIDE_TOP || plan->side[FROM] == SIDE_LEFT ? -1 : 1;
    } else {
        first = plan->side[FROM] == SIDE_RIGHT || plan->side[FROM] == SIDE_BOTTOM ? FROM : TO;
        leg.low_room = high_edge(work->cards.items[plan->card[first]], upright) + CLEAR_OF_CARD;
        leg.high_room = low_edge(work->cards.items[plan->card[1 - first]], upright) - CLEAR_OF_CARD;
    }
    leg.start = plan->at[first];
    leg.way = plan->at[1 - first] < leg.start ? -1 : 1;
    leg.low = fminf(plan->at[FROM], plan->at[TO]);
    leg.high = fmaxf(plan->at[FROM], plan->at[TO]);
    if (!leg.outward) {
        keep_off_cards(work, &leg);
    }
    return leg;
}

/* A leg of a street, from `start`, where its end at the lower coordinate across is, to `end`. */
static RouteLeg make_leg(const RoutePlan *plan, size_t index, RouteLegId id, float start,
                         float end) {
    bool out_upright = side_is_level(plan->side[FROM]);
    return (RouteLeg){.plan = index,
                      .id = id,
                      .upright = id == LEG_MIDDLE ? !out_upright : out_upright,
                      .at = plan->leg[id],
                      .low = fminf(start, end),
                      .high = fmaxf(start, end),
                      .low_room = plan->room[id].low,
                      .high_room = plan->room[id].high,
                      .way = end < start ? -1 : 1,
                      .start = start};
}

static void add_street_legs(RouteWork *work, size_t index) {
    const RoutePlan *plan = &work->plans.items[index];
    float along = plan->leg[LEG_MIDDLE];
    for (int which = FROM; which <= TO; which++) {
        bool leaves_far = plan->side[which] == SIDE_RIGHT || plan->side[which] == SIDE_BOTTOM;
        RouteLegId id = which == FROM ? LEG_OUT : LEG_IN;
        array_push(&work->legs, leaves_far ? make_leg(plan, index, id, plan->at[which], along)
                                           : make_leg(plan, index, id, along, plan->at[which]));
    }
    array_push(&work->legs,
               make_leg(plan, index, LEG_MIDDLE, plan->leg[LEG_OUT], plan->leg[LEG_IN]));
}

static int compare_floats(float a, float b) {
    return (a > b) - (a < b);
}

static int compare_plans(const RouteLeg *a, const RouteLeg *b) {
    int order = (a->plan > b->plan) - (a->plan < b->plan);
    return order ? order : (int)a->id - (int)b->id;
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
        float *at = &work->plans.items[legs[i].plan].leg[legs[i].id];
        if (legs[i].outward) {
            *at += (float)(legs[i].outward * legs[i].lane) * spacing;
        } else {
            *at += ((float)legs[i].lane - (float)last_lane / 2) * spacing;
            *at = fmaxf(legs[i].low_room, fminf(legs[i].high_room, *at));
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
        if (work->plans.items[i].street) {
            add_street_legs(work, i);
        } else if (has_middle(&work->plans.items[i])) {
            array_push(&work->legs, make_middle(work, i));
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
