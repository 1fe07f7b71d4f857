/* Where the labels stand: in the middle of the longest leg, unless a card, another line or another
 * label is there and a place further along the line is free. */
#include <math.h>
#include <string.h>

#include "board/route_plan.h"

static const float WEIGHT_OF_CARD = 12, WEIGHT_OF_LINE = 3, WEIGHT_OF_LABEL = 8;
static const float COST_OF_SHORTER_LEG = 2, COST_OF_LENGTH_AWAY = 0.01F;
static const float LABEL_HEIGHT = 20, LABEL_PADDING = 26, FONT_SIZE = 11, ROOM_OF_ARROW = 10,
                   APART = 3;

static float leg_length(const Route *route, size_t leg) {
    Point a = route->points[leg], b = route->points[leg + 1];
    return fabsf(a.x - b.x) + fabsf(a.y - b.y);
}

/* What is left of a leg beside the arrow. */
static float free_length(const Route *route, size_t leg) {
    float arrow = leg + 2 == route->count ? ROOM_OF_ARROW : 0;
    return fmaxf(leg_length(route, leg) - arrow, 0);
}

static size_t longest_leg(const Route *route) {
    size_t longest = 0;
    for (size_t leg = 1; leg + 1 < route->count; leg++) {
        if (free_length(route, leg) > free_length(route, longest)) {
            longest = leg;
        }
    }
    return longest;
}

static bool is_level(const Route *route, size_t leg) {
    return route->points[leg].y == route->points[leg + 1].y;
}

/* The point at this share of the free length. */
static Point point_on(const Route *route, size_t leg, float share) {
    Point a = route->points[leg], b = route->points[leg + 1];
    float length = leg_length(route, leg);
    float along = length > 0 ? share * free_length(route, leg) / length : 0;
    return (Point){a.x + (b.x - a.x) * along, a.y + (b.y - a.y) * along};
}

static void put_label(Route *route, size_t leg, float share) {
    const float above = 16;
    float to_nearer_end = fminf(share, 1 - share) * free_length(route, leg);
    route->label = point_on(route, leg, share);
    route->label_room = is_level(route, leg) ? 2 * (to_nearer_end - APART) : INFINITY;
    route->label_above = route->label.y - CARD_HEIGHT / 2.0F - above;
}

void route_put_label(Route *route) {
    put_label(route, longest_leg(route), 0.5F);
}

/* About as wide as the label is drawn; the real fonts are not known here. */
static float label_width(const Connection *connection) {
    char text[256];
    connection_card(connection, text, sizeof text);
    TextMetrics metrics = text_metrics_plain();
    return text[0] ? text_width(&metrics, FONT_MEDIUM, FONT_SIZE, text) + LABEL_PADDING : 0;
}

static Rect label_rect(Point middle, float width) {
    return (Rect){middle.x - width / 2, middle.y - LABEL_HEIGHT / 2, width, LABEL_HEIGHT};
}

/* Finds the best place for one label, and takes it. */
static void find_place(RouteWork *work, Route *route, size_t index, float width) {
    static const float SHARES[] = {0.5F, 0.6F, 0.4F, 0.7F, 0.3F, 0.8F, 0.2F};
    size_t longest = longest_leg(route);
    float best_cost = INFINITY;
    put_label(route, longest, 0.5F);
    for (size_t leg = 0; leg + 1 < route->count; leg++) {
        float length = free_length(route, leg);
        float along = is_level(route, leg) ? width : LABEL_HEIGHT;
        for (size_t i = 0; i < COUNT_OF(SHARES); i++) {
            if (fminf(SHARES[i], 1 - SHARES[i]) * length < along / 2 + APART) {
                continue;
            }
            float cost = COST_OF_LENGTH_AWAY * fabsf(SHARES[i] - 0.5F) * length +
                         (leg == longest ? 0 : COST_OF_SHORTER_LEG);
            if (cost < best_cost) {
                Rect rect = label_rect(point_on(route, leg, SHARES[i]), width);
                cost += box_grid_weight(&work->obstacles, rect, index, index);
            }
            if (cost < best_cost) {
                best_cost = cost;
                put_label(route, leg, SHARES[i]);
            }
        }
    }
    box_grid_add(&work->obstacles, label_rect(route->label, width), index, WEIGHT_OF_LABEL);
}

void route_place_labels(RouteWork *work, Route *routes, size_t count) {
    const float beside_line = 2;
    box_grid_clear(&work->obstacles, work->cards.count + 3 * count);
    for (size_t i = 0; i < work->cards.count; i++) {
        box_grid_add(&work->obstacles, work->cards.items[i], SIZE_MAX, WEIGHT_OF_CARD);
    }
    for (size_t i = 0; i < count; i++) {
        for (size_t leg = 0; leg + 1 < routes[i].count; leg++) {
            Point a = routes[i].points[leg], b = routes[i].points[leg + 1];
            Rect line = {fminf(a.x, b.x), fminf(a.y, b.y), fabsf(a.x - b.x), fabsf(a.y - b.y)};
            box_grid_add(&work->obstacles, rect_inset(line, -beside_line), i, WEIGHT_OF_LINE);
        }
    }
    for (size_t i = 0; i < count; i++) {
        float width = label_width(routes[i].connection);
        if (width > 0) {
            find_place(work, &routes[i], i, width);
        } else {
            route_put_label(&routes[i]);
        }
    }
}
