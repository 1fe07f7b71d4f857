/* What moves by itself: rings around a finding, dots along an arrow, the laser's trail. Each ends by
 * itself too, so that a board at rest takes no time. */
#include <math.h>

#include "board/board_paint.h"

void board_start_clocks(Board *board, const BoardScene *scene) {
    if (board->pulse_since_ms == 0) {
        board->pulse_since_ms = scene->now_ms;
    }
    if (board->flow_since_ms == 0) {
        board->flow_since_ms = scene->now_ms;
    }
}

/* How much of the time is over, from 0 to 1. */
static float share(const BoardScene *scene, int64_t since_ms, int64_t lasts_ms) {
    float part = (float)(scene->now_ms - since_ms) / (float)lasts_ms;
    return scene->still ? 1 : fmaxf(0, fminf(1, part));
}

static void paint_ring(Painter *painter, Rect rect, float radius, float away, float strength) {
    Color color = color_with_alpha(painter->theme->accent, (uint8_t)(255 * strength));
    draw_outline(painter->list, rect_inset(rect, -away), radius + away, 2, color);
}

void paint_pulse(Painter *painter, Rect rect, float radius) {
    const float inner = 6, outer = 11, travel = 26;
    float time = share(painter->scene, painter->board->pulse_since_ms, PULSE_MS);
    float left = (1 - time) * (1 - time); /* fast at first */
    paint_ring(painter, rect, radius, inner + travel * left, 0.6F);
    paint_ring(painter, rect, radius, outer + 2 * travel * left, 0.28F * (1 - 0.6F * left));
}

/* The point that lies so far along the line, on the screen. */
static Point along(const Painter *painter, const Route *route, float distance) {
    Rect view = painter->scene->viewport;
    for (size_t i = 1; i < route->count; i++) {
        Point a = route->points[i - 1], b = route->points[i];
        float length = fabsf(b.x - a.x) + fabsf(b.y - a.y);
        if (distance <= length && length > 0) {
            float part = distance / length;
            return board_to_screen(painter->board, view, a.x + (b.x - a.x) * part,
                                   a.y + (b.y - a.y) * part);
        }
        distance -= length;
    }
    Point last = route->points[route->count - 1];
    return board_to_screen(painter->board, view, last.x, last.y);
}

static float length_of(const Route *route) {
    float length = 0;
    for (size_t i = 1; i < route->count; i++) {
        length += fabsf(route->points[i].x - route->points[i - 1].x) +
                  fabsf(route->points[i].y - route->points[i - 1].y);
    }
    return length;
}

void paint_flow(Painter *painter, const Route *route) {
    const float spacing = 48, speed = 110, half = 2.6F; /* units, and units in a second */
    float time = share(painter->scene, painter->board->flow_since_ms, FLOW_MS);
    if (time >= 1) {
        return;
    }
    float gone = time * (float)FLOW_MS / 1000 * speed, length = length_of(route);
    float size = half * fmaxf(painter->zoom, 0.6F);
    float fading = fminf(1, (1 - time) * 4);
    Color color = color_with_alpha(painter->theme->accent, (uint8_t)(255 * fading));
    float first = fmodf(gone, spacing);
    for (int i = 0; first + (float)i * spacing < length; i++) {
        Point point = along(painter, route, first + (float)i * spacing);
        draw_rect(painter->list, (Rect){point.x - size, point.y - size, 2 * size, 2 * size}, size,
                  color);
    }
}

void paint_trail(Painter *painter) {
    const float most = 5, least = 1.5F;
    const Board *board = painter->board;
    Color red = painter->theme->tone[TONE_CRITICAL];
    Point before = {0, 0};
    bool any = false;
    for (size_t i = 0; i < board->trail_count; i++) {
        const TrailPoint *point = &board->trail[i];
        float age = (float)(painter->scene->now_ms - point->when_ms) / TRAIL_MS;
        Point at = board_to_screen(board, painter->scene->viewport, point->at.x, point->at.y);
        if (any && age < 1) {
            const Point leg[] = {before, at};
            draw_line(painter->list, leg, 2, least + (most - least) * (1 - age), 0, 0, 0,
                      color_with_alpha(red, (uint8_t)(230 * (1 - age))));
        }
        before = at;
        any = true;
    }
    if (board->mode == BOARD_POINTING || (board->tool == TOOL_LASER && board->hovers)) {
        Point at = board->pointer;
        draw_rect(painter->list, (Rect){at.x - most, at.y - most, 2 * most, 2 * most}, most, red);
    }
}
