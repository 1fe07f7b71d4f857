/* What is under a point of the screen: the topmost thing that can be taken hold of there. */
#include <math.h>
#include <string.h>

#include "base/text.h"
#include "board/board_state.h"

static const float LINE_REACH = 6;   /* pixels from a line that still touch it */
static const float CORNER_REACH = 8; /* pixels from a corner */

static float distance(Point a, Point b) {
    return hypotf(a.x - b.x, a.y - b.y);
}

/* From a point to a level or upright leg. */
static float leg_distance(Point point, Point a, Point b) {
    Point nearest = {fmaxf(fminf(a.x, b.x), fminf(fmaxf(a.x, b.x), point.x)),
                     fmaxf(fminf(a.y, b.y), fminf(fmaxf(a.y, b.y), point.y))};
    return distance(point, nearest);
}

static Hit make_hit(HitType type, const char *id, int side) {
    Hit hit = {.type = type, .side = side};
    text_copy(hit.id, sizeof hit.id, id);
    return hit;
}

static bool on_corner(const Board *board, const BoardScene *scene, const char *id, Rect rect,
                      Point point, Hit *hit) {
    if (!id_set_has(&board->selection, id) || board_locked(scene->design, id)) {
        return false;
    }
    Point corners[4];
    board_corners(rect_to_screen(board, scene->viewport, rect), corners);
    for (int i = 0; i < 4; i++) {
        if (distance(point, corners[i]) <= CORNER_REACH) {
            *hit = make_hit(HIT_CORNER, id, i);
            return true;
        }
    }
    return false;
}

static bool hit_corner(const Board *board, const BoardScene *scene, Point point, Hit *hit) {
    const Design *design = scene->design;
    for (size_t i = design->notes.count; i-- > 0;) {
        const Note *note = design->notes.items[i];
        if (on_corner(board, scene, note->id, board_note_rect(board, note), point, hit)) {
            return true;
        }
    }
    for (size_t i = design->areas.count; i-- > 0;) {
        const Area *area = design->areas.items[i];
        if (on_corner(board, scene, area->id, board_area_rect(board, area), point, hit)) {
            return true;
        }
    }
    return false;
}

static bool hit_card(const Board *board, const BoardScene *scene, const Component *component,
                     Point point, Hit *hit) {
    Rect card = rect_to_screen(board, scene->viewport, board_card(board, component));
    const float badge_reach = 24;
    if (!rect_contains(rect_inset(card, -badge_reach), point.x, point.y)) {
        return false;
    }
    const BoardMark *mark = scene->marks ? board_marks_find(scene->marks, component->id) : NULL;
    Rect badge;
    if (board_badge(board, card, mark, &badge) && rect_contains(badge, point.x, point.y)) {
        *hit = make_hit(HIT_BADGE, component->id, 0);
        return true;
    }
    float reach = scene->read_only ? 0 : board_port_reach(board);
    for (int side = SIDE_TOP; side <= SIDE_LEFT && reach > 0; side++) {
        if (distance(point, board_port(card, (Side)side)) <= reach) {
            *hit = make_hit(HIT_PORT, component->id, side);
            return true;
        }
    }
    if (rect_contains(card, point.x, point.y)) {
        *hit = make_hit(HIT_COMPONENT, component->id, 0);
        return true;
    }
    return false;
}

static bool hit_end(Board *board, const BoardScene *scene, Point point, Hit *hit) {
    const float reach = 8;
    Point ends[2];
    if (!board_ends(board, scene, ends)) {
        return false;
    }
    for (int end = EDIT_TO; end >= EDIT_FROM; end--) {
        if (distance(point, ends[end]) <= reach) {
            *hit = make_hit(HIT_END, board_selected(board, 0), end);
            return true;
        }
    }
    return false;
}

static float route_distance(const Board *board, const BoardScene *scene, const Route *route,
                            Point point) {
    float nearest = INFINITY;
    Point before = board_to_screen(board, scene->viewport, route->points[0].x, route->points[0].y);
    for (size_t i = 1; i < route->count; i++) {
        Point after =
            board_to_screen(board, scene->viewport, route->points[i].x, route->points[i].y);
        nearest = fminf(nearest, leg_distance(point, before, after));
        before = after;
    }
    return nearest;
}

/* The pill of a connection, or the badge beside it. */
static bool hit_label(const Board *board, const BoardScene *scene, const Route *route, Point point,
                      Hit *hit) {
    const float reach = 180; /* more than half of the widest pill */
    Point label = board_to_screen(board, scene->viewport, route->label.x, route->label.y);
    if (distance(point, label) > reach * fmaxf(board->camera.zoom, 1)) {
        return false;
    }
    const char *id = route->connection->id;
    const BoardMark *mark = scene->marks ? board_marks_find(scene->marks, id) : NULL;
    Rect badge;
    if (board_line_badge(board, scene, route, mark, &badge) &&
        rect_contains(badge, point.x, point.y)) {
        *hit = make_hit(HIT_BADGE, id, 0);
        return true;
    }
    char text[PILL_TEXT_SIZE];
    Rect pill;
    if (board_pill(board, scene, route, text, &pill) && rect_contains(pill, point.x, point.y)) {
        *hit = make_hit(HIT_CONNECTION, id, 0);
        return true;
    }
    return false;
}

static bool hit_connection(Board *board, const BoardScene *scene, Point point, Hit *hit) {
    const Routes *routes = board_routes(board, scene->design);
    for (size_t i = routes->items.count; i-- > 0;) {
        if (hit_label(board, scene, &routes->items.items[i], point, hit)) {
            return true;
        }
    }
    const Connection *nearest = NULL;
    float least = LINE_REACH;
    for (size_t i = routes->items.count; i-- > 0;) {
        const Route *route = &routes->items.items[i];
        float away = route_distance(board, scene, route, point);
        if (away < least) {
            least = away;
            nearest = route->connection;
        }
    }
    if (nearest) {
        *hit = make_hit(HIT_CONNECTION, nearest->id, 0);
    }
    return nearest != NULL;
}

/* An area is held by its label or its border; what is inside is the canvas. */
static bool hit_area(const Board *board, const BoardScene *scene, const Area *area, Point point) {
    Rect rect = rect_to_screen(board, scene->viewport, board_area_rect(board, area));
    if (rect_contains(board_area_label(board, scene, area), point.x, point.y)) {
        return true;
    }
    return rect_contains(rect_inset(rect, -LINE_REACH), point.x, point.y) &&
           !rect_contains(rect_inset(rect, LINE_REACH), point.x, point.y);
}

Hit board_hit(Board *board, const BoardScene *scene, float x, float y) {
    const Design *design = scene->design;
    Point point = {x, y};
    Hit hit = {.type = HIT_NOTHING};
    if (!rect_contains(scene->viewport, x, y)) {
        return hit;
    }
    bool at_rest = board->mode == BOARD_IDLE || board->mode == BOARD_PRESSED;
    if (at_rest && hit_end(board, scene, point, &hit)) {
        return hit;
    }
    if (!scene->read_only && hit_corner(board, scene, point, &hit)) {
        return hit;
    }
    for (size_t i = design->components.count; i-- > 0;) {
        if (hit_card(board, scene, design->components.items[i], point, &hit)) {
            return hit;
        }
    }
    for (size_t i = design->notes.count; i-- > 0;) {
        const Note *note = design->notes.items[i];
        Rect rect = rect_to_screen(board, scene->viewport, board_note_rect(board, note));
        if (rect_contains(rect, x, y)) {
            return make_hit(HIT_NOTE, note->id, 0);
        }
    }
    if (hit_connection(board, scene, point, &hit)) {
        return hit;
    }
    for (size_t i = design->areas.count; i-- > 0;) {
        if (hit_area(board, scene, design->areas.items[i], point)) {
            return make_hit(HIT_AREA, design->areas.items[i]->id, 0);
        }
    }
    return hit;
}
