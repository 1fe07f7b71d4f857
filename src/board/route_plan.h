/* How a route comes to be: sides are chosen (route_choose.c), and chosen again where lines cross
 * (route_untangle.c), the ends on each side are spread along it (route_ends.c), middle legs that
 * would lie on one another are set apart (route_lanes.c), only then are there points (route.c), and
 * labels on them (route_labels.c). Private to routing. */
#ifndef FAULTLINE_BOARD_ROUTE_PLAN_H
#define FAULTLINE_BOARD_ROUTE_PLAN_H

#include "board/box_grid.h"
#include "board/route.h"

enum { FROM, TO };

/* Between which a leg may be moved across, so that nothing comes in its way. */
typedef struct RouteRoom {
    float low, high;
} RouteRoom;

/* The legs of a route that can be moved: the middle one of a step, or the three of a street. */
typedef enum RouteLegId { LEG_OUT, LEG_IN, LEG_MIDDLE, LEG_COUNT } RouteLegId;

/* Opposite sides that face each other give a straight line or a step with a middle leg, sides that
 * meet at a corner give one corner, and equal sides give a line that goes out and comes back. Where
 * cards are in the way of all of them, the line goes out, along a street between the cards, and in. */
typedef struct RoutePlan {
    size_t card[2];
    Side side[2];
    bool straight, street;
    bool faint;           /* telemetry: it makes no way for others, nor they for it */
    float at[2];          /* of the end along its side: x on top and bottom, y on left and right */
    float leg[LEG_COUNT]; /* across each; out and in are of a street alone */
    RouteRoom room[LEG_COUNT]; /* of a street's legs */
} RoutePlan;

/* One end of a plan, for sorting the ends of a side. */
typedef struct RouteEnd {
    size_t plan, card, other;
    int which; /* FROM or TO */
    Side side;
    int way;    /* which way the line turns: -1 up or left, 0 straight on, 1 down or right */
    float turn; /* how far from the card it turns */
    float far;  /* the other card's centre, along the side */
    float tie;  /* the order of those that are alike in all this */
    float wish, weight;
} RouteEnd;

/* A middle leg, for setting apart those of one channel. */
typedef struct RouteLeg {
    size_t plan;
    RouteLegId id;
    bool upright;
    int outward;               /* of a line that comes back: which way is free; else 0 */
    float at;                  /* across the leg */
    float low, high;           /* along the leg */
    float low_room, high_room; /* between which it may be moved */
    int way;     /* -1: its end at the higher coordinate across lies lower along; else 1 */
    float start; /* along the leg, where its end at the lower coordinate across is */
    int lane;
} RouteLeg;

/* The legs of all plans, to be asked how many of them a leg would cross; owners are the plans. */
typedef struct RouteLines {
    BoxGrid level, upright;
} RouteLines;

struct RouteWork {
    ARRAY_OF(Rect) cards;    /* in the order of the design's components */
    ARRAY_OF(size_t) places; /* open addressing from a component's address to its card */
    ARRAY_OF(RoutePlan) plans;
    ARRAY_OF(RouteEnd) ends;
    ARRAY_OF(RouteLeg) legs;
    ARRAY_OF(size_t) blocks;
    BoxGrid grid;      /* of the cards; owners are their places */
    BoxGrid obstacles; /* of what labels keep clear of; owners are the routes */
    RouteLines lines;
};

bool side_is_level(Side side); /* left or right: lines leave it level */
/* Where along the side a line may end. */
void side_range(Rect card, Side side, float *low, float *high);
/* The stretch of both cards that a straight line between them may use; false when there is none. */
bool straight_range(Rect a, Rect b, bool level, float *low, float *high);

/* Adds the streets between the cards by which the sides of `plan`, which face the same axis, can be
 * joined; returns how many, at most ROUTE_STREETS. */
enum { ROUTE_STREETS = 6 };
size_t route_find_streets(const RoutePlan *plan, Rect from, Rect to, BoxGrid *grid,
                          RoutePlan streets[ROUTE_STREETS]);
/* Without a grid, other cards are not looked at. */
RoutePlan route_choose(const Rect *cards, size_t from, size_t to, BoxGrid *grid);
/* Gives the plans that cross others another way, where one crosses less. */
void route_untangle(RouteWork *work);
/* The plan of this number as it would be with the lines of the others in mind. */
RoutePlan route_choose_again(RouteWork *work, size_t index);
/* What the others cost that the plan would cross, seen as the plan of this number. */
float route_cost_of_lines(RouteWork *work, const RoutePlan *plan, size_t index);
void route_spread_ends(RouteWork *work);
void route_part_lanes(RouteWork *work);
void route_place_labels(RouteWork *work, Route *routes, size_t count);
void route_put_label(Route *route); /* in the middle of its longest leg */
size_t route_plan_points(const RoutePlan *plan, Rect from, Rect to, Point points[ROUTE_POINTS]);

#endif
