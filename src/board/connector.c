/* The line of a connection, its arrow and its pill. */
#include <math.h>

#include "board/board_paint.h"

static const float LINE_WIDTH = 1.5F, CORNER_RADIUS = 9;
static const float ARROW_LENGTH = 9, ARROW_HALF_WIDTH = 4.2F;

typedef struct Dash {
    float dash, gap;
} Dash;

static Dash dash_of(ConnectionKind kind) {
    switch (kind) {
    case CONNECTION_PUBLISH:
    case CONNECTION_CONSUME:
        return (Dash){7, 5};
    case CONNECTION_DEAD_LETTER:
        return (Dash){3.5F, 3};
    case CONNECTION_OBSERVE:
        return (Dash){1.5F, 4};
    case CONNECTION_CALL:
    case CONNECTION_DEDUP:
    case CONNECTION_KIND_COUNT:
        break;
    }
    return (Dash){0, 0};
}

/* Paints the head at the end of the line, and gives the point where the line is to end. */
static Point paint_arrow(Painter *painter, Point before, Point tip, Color color) {
    float length = fmaxf(ARROW_LENGTH * painter->zoom, 4);
    float half = length * ARROW_HALF_WIDTH / ARROW_LENGTH;
    float distance = hypotf(tip.x - before.x, tip.y - before.y);
    if (distance < 1) {
        return tip;
    }
    float dx = (tip.x - before.x) / distance, dy = (tip.y - before.y) / distance;
    Point base = {tip.x - dx * length, tip.y - dy * length};
    const Point head[] = {
        tip,
        {base.x - dy * half, base.y + dx * half},
        {base.x + dy * half, base.y - dx * half},
    };
    draw_polygon(painter->list, head, COUNT_OF(head), color);
    float shortened = fminf(length - 1, distance);
    return (Point){tip.x - dx * shortened, tip.y - dy * shortened};
}

void paint_connector(Painter *painter, const Route *route, ConnectionKind kind, Color color,
                     LineLook look) {
    Point points[ROUTE_POINTS];
    for (size_t i = 0; i < route->count; i++) {
        points[i] = board_to_screen(painter->board, painter->scene->viewport, route->points[i].x,
                                    route->points[i].y);
    }
    size_t last = route->count - 1;
    float zoom = painter->zoom;
    float width = fmaxf(LINE_WIDTH * zoom, 0.75F);
    Dash dash = zoom < ZOOM_OF_DETAILS ? (Dash){0, 0} : dash_of(kind);
    if (look != LINE_PLAIN) {
        uint8_t alpha = look == LINE_SELECTED ? 70 : 36;
        draw_line(painter->list, points, route->count, width + 6, CORNER_RADIUS * zoom, 0, 0,
                  color_with_alpha(painter->theme->accent, alpha));
    }
    bool has_shape = zoom >= ZOOM_OF_SHAPES;
    if (has_shape) {
        points[last] = paint_arrow(painter, points[last - 1], points[last], color);
    }
    draw_line(painter->list, points, route->count, width, has_shape ? CORNER_RADIUS * zoom : 0,
              dash.dash * zoom, dash.gap * zoom, color);
}

void paint_pill(Painter *painter, Rect pill, const char *text, ConnectionKind kind, bool selected) {
    const Theme *theme = painter->theme;
    const float padding = 11, size = 11 * painter->zoom;
    Color border = selected ? theme->accent : theme->border;
    Color ink = kind == CONNECTION_CALL || kind == CONNECTION_OBSERVE ? theme->text_muted
                                                                      : theme->connection[kind];
    draw_box(painter->list, pill, pill.h / 2, theme->sunk, 1, border);
    const char *fitting = text_fit(painter->scene->metrics, &painter->list->arena, FONT_MEDIUM,
                                   size, text, pill.w - 2 * padding * painter->zoom + 1);
    float width = text_width(painter->scene->metrics, FONT_MEDIUM, size, fitting);
    float baseline =
        text_center_baseline(painter->scene->metrics, FONT_MEDIUM, size, pill.y, pill.h);
    draw_text(painter->list, pill.x + (pill.w - width) / 2, baseline, FONT_MEDIUM, size, ink,
              fitting);
}
