#include "board/route.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "board/route_plan.h"

Rect component_card_rect(const Component *component) {
    return (Rect){(float)component->x - CARD_WIDTH / 2.0F, (float)component->y - CARD_HEIGHT / 2.0F,
                  CARD_WIDTH, CARD_HEIGHT};
}

static Point side_point(Rect card, Side side, float at) {
    switch (side) {
    case SIDE_TOP:
        return (Point){at, card.y};
    case SIDE_RIGHT:
        return (Point){card.x + card.w, at};
    case SIDE_BOTTOM:
        return (Point){at, card.y + card.h};
    case SIDE_LEFT:
        break;
    }
    return (Point){card.x, at};
}

size_t route_plan_points(const RoutePlan *plan, Rect from, Rect to, Point points[ROUTE_POINTS]) {
    Point start = side_point(from, plan->side[FROM], plan->at[FROM]);
    Point end = side_point(to, plan->side[TO], plan->at[TO]);
    bool leaves_level = side_is_level(plan->side[FROM]);
    float middle = plan->leg[LEG_MIDDLE];
    size_t count = 0;
    points[count++] = start;
    if (plan->street) {
        float out = plan->leg[LEG_OUT], in = plan->leg[LEG_IN];
        points[count++] = leaves_level ? (Point){out, start.y} : (Point){start.x, out};
        points[count++] = leaves_level ? (Point){out, middle} : (Point){middle, out};
        points[count++] = leaves_level ? (Point){in, middle} : (Point){middle, in};
        points[count++] = leaves_level ? (Point){in, end.y} : (Point){end.x, in};
    } else if (leaves_level != side_is_level(plan->side[TO])) {
        points[count++] = leaves_level ? (Point){end.x, start.y} : (Point){start.x, end.y};
    } else if (!plan->straight) {
        points[count++] = leaves_level ? (Point){middle, start.y} : (Point){start.x, middle};
        points[count++] = leaves_level ? (Point){middle, end.y} : (Point){end.x, middle};
    }
    points[count++] = end;
    return count;
}

/* Points where the line does not turn are left out. */
static void simplify(Route *route) {
    size_t kept = 1;
    for (size_t i = 1; i < route->count; i++) {
        Point before = route->points[kept - 1], point = route->points[i];
        if (i + 1 < route->count) {
            Point after = route->points[i + 1];
            if ((before.x == point.x && point.x == after.x) ||
                (before.y == point.y && point.y == after.y)) {
                continue;
            }
        }
        route->points[kept++] = point;
    }
    route->count = kept;
}

static Route make_route(const RoutePlan *plan, const Rect *cards) {
    Route route = {0};
    route.count =
        route_plan_points(plan, cards[plan->card[FROM]], cards[plan->card[TO]], route.points);
    simplify(&route);
    return route;
}

/* --- From components to cards --- */

static size_t first_place(const RouteWork *work, const Component *component) {
    uint64_t hash = (uint64_t)(uintptr_t)component * 0x9e3779b97f4a7c15U;
    return (size_t)(hash >> 32) & (work->places.count - 1);
}

static void place_cards(RouteWork *work, const Design *design, const RouteOffsets *offsets) {
    size_t count = design->components.count;
    size_t places = 16;
    while (places < count * 2) {
        places *= 2;
    }
    array_reserve(&work->cards, count);
    array_reserve(&work->places, places);
    work->cards.count = count;
    work->places.count = places;
    for (size_t i = 0; i < places; i++) {
        work->places.items[i] = SIZE_MAX;
    }
    for (size_t i = 0; i < count; i++) {
        const Component *component = design->components.items[i];
        Rect card = component_card_rect(component);
        int dx, dy;
        if (offsets && offsets->offset(offsets->context, component->id, &dx, &dy)) {
            card.x += (float)dx;
            card.y += (float)dy;
        }
        work->cards.items[i] = card;
        size_t place = first_place(work, component);
        while (work->places.items[place] != SIZE_MAX) {
            place = (place + 1) & (places - 1);
        }
        work->places.items[place] = i;
    }
}

static size_t card_of(const RouteWork *work, const Design *design, const char *id) {
    const Component *component = design_component(design, id);
    size_t place = first_place(work, component);
    while (design->components.items[work->places.items[place]] != component) {
        place = (place + 1) & (work->places.count - 1);
    }
    return work->places.items[place];
}

/* --- All of a design --- */

void routes_make(const Design *design, const RouteOffsets *offsets, Routes *routes) {
    if (!routes->work) {
        routes->work = memory_allocate(sizeof *routes->work);
    }
    RouteWork *work = routes->work;
    place_cards(work, design, offsets);
    box_grid_clear(&work->grid, work->cards.count);
    for (size_t i = 0; i < work->cards.count; i++) {
        box_grid_add(&work->grid, work->cards.items[i], i, 1);
    }
    work->plans.count = 0;
    for (size_t i = 0; i < design->connections.count; i++) {
        const Connection *connection = design->connections.items[i];
        size_t from = card_of(work, design, connection->from);
        size_t to = card_of(work, design, connection->to);
        RoutePlan plan = route_choose(work->cards.items, from, to, &work->grid);
        plan.faint = connection->kind->id == CONNECTION_OBSERVE;
        array_push(&work->plans, plan);
    }
    route_untangle(work);
    route_spread_ends(work);
    route_part_lanes(work);
    routes->items.count = 0;
    for (size_t i = 0; i < work->plans.count; i++) {
        Route route = make_route(&work->plans.items[i], work->cards.items);
        route.connection = design->connections.items[i];
        array_push(&routes->items, route);
    }
    route_place_labels(work, routes->items.items, routes->items.count);
}

static bool has_moved(Rect card, const Component *component) {
    Rect home = component_card_rect(component);
    return card.x < home.x || card.x > home.x || card.y < home.y || card.y > home.y;
}

void routes_follow(const Design *design, const RouteOffsets *offsets, Routes *routes) {
    RouteWork *work = routes->work;
    assert(work && routes->items.count == design->connections.count);
    place_cards(work, design, offsets);
    for (size_t i = 0; i < design->connections.count; i++) {
        const Connection *connection = design->connections.items[i];
        size_t from = card_of(work, design, connection->from);
        size_t to = card_of(work, design, connection->to);
        if (has_moved(work->cards.items[from], design->components.items[from]) ||
            has_moved(work->cards.items[to], design->components.items[to])) {
            RoutePlan plan = route_choose(work->cards.items, from, to, &work->grid);
            Route route = make_route(&plan, work->cards.items);
            route.connection = connection;
            route_put_label(&route);
            routes->items.items[i] = route;
        }
    }
}

void routes_free(Routes *routes) {
    if (routes->work) {
        array_free(&routes->work->cards);
        array_free(&routes->work->places);
        array_free(&routes->work->plans);
        array_free(&routes->work->ends);
        array_free(&routes->work->legs);
        array_free(&routes->work->blocks);
        box_grid_free(&routes->work->grid);
        box_grid_free(&routes->work->obstacles);
        box_grid_free(&routes->work->lines.level);
        box_grid_free(&routes->work->lines.upright);
        free(routes->work);
        routes->work = NULL;
    }
    array_free(&routes->items);
}

/* --- One line on its own --- */

Route route_between(Rect from, Rect to) {
    const Rect cards[] = {from, to};
    RoutePlan plan = route_choose(cards, FROM, TO, NULL);
    Route route = make_route(&plan, cards);
    route_put_label(&route);
    return route;
}

Route route_towards(Rect from, Side side, Point to) {
    bool level = side_is_level(side);
    float at = level ? from.y + from.h / 2 : from.x + from.w / 2;
    Point start = side_point(from, side, at);
    Route route = {.points = {start}, .count = 1};
    float along = level ? to.x - start.x : to.y - start.y;
    if (side == SIDE_LEFT || side == SIDE_TOP) {
        along = -along;
    }
    float out = side == SIDE_LEFT || side == SIDE_TOP ? -ROUTE_SPACING : ROUTE_SPACING;
    if (along < ROUTE_SPACING) { /* the pointer is behind the side: out first, then across */
        Point corner = level ? (Point){start.x + out, start.y} : (Point){start.x, start.y + out};
        route.points[route.count++] = corner;
        route.points[route.count++] = level ? (Point){corner.x, to.y} : (Point){to.x, corner.y};
    } else {
        route.points[route.count++] = level ? (Point){to.x, start.y} : (Point){start.x, to.y};
    }
    route.points[route.count++] = to;
    simplify(&route);
    route_put_label(&route);
    return route;
}
