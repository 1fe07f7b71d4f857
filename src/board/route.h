/* Connector routes: at right angles from card to card, leaving and entering square to the side.
 *
 * The sides are chosen so that the line is short, has few corners and crosses few other cards.
 * Ends that share a side are spread along it, in the order in which their lines leave; legs that
 * would lie on one another are set apart, so that no connection hides another. The same design
 * gives the same routes. Coordinates are canvas units. */
#ifndef FAULTLINE_BOARD_ROUTE_H
#define FAULTLINE_BOARD_ROUTE_H

#include "board/draw.h"
#include "model/design.h"

enum { ROUTE_POINTS = 8, ROUTE_SPACING = 14 };

typedef enum Side { SIDE_TOP, SIDE_RIGHT, SIDE_BOTTOM, SIDE_LEFT } Side;

typedef struct Route {
    const Connection *connection;
    Point points[ROUTE_POINTS]; /* the last one is the arrow's tip */
    size_t count;               /* at least two */
    Point label;                /* the middle of the longest leg, or a free place along the line */
    float label_room;           /* how wide a label fits there; */
    float label_above;          /* the y of the middle of a wider one, clear of the cards */
} Route;

/* What routing works with, kept from call to call so that making routes again takes no memory. */
typedef struct RouteWork RouteWork;

/* Zero-initialise. */
typedef struct Routes {
    ARRAY_OF(Route) items; /* in the order of the design's connections */
    RouteWork *work;
} Routes;

/* Where the cards are while something is dragged: NULL for none, else asked for every component. */
typedef struct RouteOffsets {
    void *context;
    bool (*offset)(void *context, const char *id, int *dx, int *dy);
} RouteOffsets;

/* Borrows the design: the routes point to its connections. */
void routes_make(const Design *design, const RouteOffsets *offsets, Routes *routes);
/* The same while a card of a large design is dragged: only the lines of the cards that moved are made
 * anew, each for itself; the others stay as routes_make left them for this very design. */
void routes_follow(const Design *design, const RouteOffsets *offsets, Routes *routes);
void routes_free(Routes *routes);

/* A line on its own, for the preview of a connection: from card to card, and from a card's side to
 * where the pointer is. `connection` is NULL. */
Route route_between(Rect from, Rect to);
Route route_towards(Rect from, Side side, Point to);

/* The card of a component as it stands in the design. */
Rect component_card_rect(const Component *component);

#endif
