/* What the drag in progress adds to the board. */
#include <math.h>
#include <stdlib.h>

#include "board/board_paint.h"

static Rect marquee_rect(const Painter *painter) {
    const Board *board = painter->board;
    Point start = board_to_screen(board, painter->scene->viewport, board->press_canvas.x,
                                  board->press_canvas.y);
    return (Rect){fminf(start.x, board->pointer.x), fminf(start.y, board->pointer.y),
                  fabsf(start.x - board->pointer.x), fabsf(start.y - board->pointer.y)};
}

static void paint_marquee(Painter *painter) {
    Color accent = painter->theme->accent;
    draw_box(painter->list, marquee_rect(painter), 3, color_with_alpha(accent, 24), 1,
             color_with_alpha(accent, 160));
}

/* A few words beside the pointer, kept inside the viewport. */
static void paint_words(Painter *painter, const char *words, Color ink) {
    enum { MOST_LINES = 4 };
    const float size = 12, line_height = 17, padding = 9, widest = 260, away = 16;
    const TextMetrics *metrics = painter->scene->metrics;
    const char *lines[MOST_LINES];
    size_t count = text_wrap(metrics, &painter->list->arena, FONT_MEDIUM, size, words, widest,
                             MOST_LINES, lines);
    float width = 0;
    for (size_t i = 0; i < count; i++) {
        width = fmaxf(width, text_width(metrics, FONT_MEDIUM, size, lines[i]));
    }
    Rect view = painter->scene->viewport;
    Rect box = {painter->board->pointer.x + away, painter->board->pointer.y + away,
                ceilf(width) + 2 * padding, (float)count * line_height + 9};
    box.x = fmaxf(view.x + 4, fminf(box.x, view.x + view.w - box.w - 4));
    box.y = fmaxf(view.y + 4, fminf(box.y, view.y + view.h - box.h - 4));
    draw_shadow(painter->list, box, 7, 8, painter->theme->shadow);
    draw_box(painter->list, box, 7, painter->theme->raised, 1, painter->theme->border_strong);
    for (size_t i = 0; i < count; i++) {
        float top = box.y + 4.5F + line_height * (float)i;
        draw_text(painter->list, box.x + padding,
                  text_center_baseline(metrics, FONT_MEDIUM, size, top, line_height), FONT_MEDIUM,
                  size, ink, lines[i]);
    }
}

/* The line that is drawn, or whose end is moved: to the component under the pointer, else to the
 * pointer. */
static void paint_connecting(Painter *painter) {
    Board *board = painter->board;
    const BoardScene *scene = painter->scene;
    const Theme *theme = painter->theme;
    const Component *anchor = board_line_anchor(board, scene->design);
    if (!anchor) {
        return;
    }
    bool backwards = board->mode == BOARD_RECONNECTING && board->pressed.side == EDIT_FROM;
    const Component *target = design_component(scene->design, board->target);
    if (!target) {
        Point to = board_to_canvas(board, scene->viewport, board->pointer.x, board->pointer.y);
        Rect point = {to.x, to.y, 0, 0};
        Rect card = board_card(board, anchor);
        Route route = board->mode == BOARD_CONNECTING
                          ? route_towards(card, (Side)board->pressed.side, to)
                      : backwards ? route_between(point, card)
                                  : route_between(card, point);
        paint_connector(painter, &route, CONNECTION_CALL, theme->text_faint, LINE_PLAIN);
        return;
    }
    bool refused = board->refusal[0] != '\0';
    const Component *from = backwards ? target : anchor, *to = backwards ? anchor : target;
    Route route = route_between(board_card(board, from), board_card(board, to));
    Color color = refused ? theme->text_faint : theme->connection[board->connecting];
    paint_connector(painter, &route, refused ? CONNECTION_CALL : board->connecting, color,
                    LINE_PLAIN);
    const char *kind = scene->design->catalog->connections[board->connecting].title;
    paint_words(painter, refused ? board->refusal : kind, refused ? theme->bad : color);
}

void paint_ends(Painter *painter) {
    const float radius = 5.5F, reach = 8;
    Point ends[2];
    if (painter->board->mode != BOARD_IDLE || !board_ends(painter->board, painter->scene, ends)) {
        return;
    }
    for (int end = EDIT_FROM; end <= EDIT_TO; end++) {
        Rect disc = {ends[end].x - radius, ends[end].y - radius, 2 * radius, 2 * radius};
        bool held = painter->hover.type == HIT_END && painter->hover.side == end;
        draw_box(painter->list, disc, radius,
                 held ? painter->theme->accent : painter->theme->surface, 2,
                 painter->theme->accent);
        draw_name(painter->list, rect_inset(disc, radius - reach), "end:%s:%s",
                  board_selected(painter->board, 0), end == EDIT_FROM ? "from" : "to");
    }
}

/* ---- Moving, placing, drawing ------------------------------------------------------------------ */

static void paint_guides(Painter *painter) {
    const float tick = 4;
    Rect view = painter->scene->viewport;
    Color color = painter->theme->bad;
    for (size_t i = 0; i < painter->board->guides.count; i++) {
        const Guide *guide = &painter->board->guides.items[i];
        Point from = board_to_screen(painter->board, view, guide->from.x, guide->from.y);
        Point to = board_to_screen(painter->board, view, guide->to.x, guide->to.y);
        const Point line[] = {from, to};
        draw_line(painter->list, line, 2, 1, 0, 0, 0, color);
        if (guide->is_gap) { /* closed at both ends, as a measure is */
            bool level = fabsf(to.x - from.x) > fabsf(to.y - from.y);
            float dx = level ? 0 : tick, dy = level ? tick : 0;
            const Point first[] = {{from.x - dx, from.y - dy}, {from.x + dx, from.y + dy}};
            const Point last[] = {{to.x - dx, to.y - dy}, {to.x + dx, to.y + dy}};
            draw_line(painter->list, first, 2, 1, 0, 0, 0, color);
            draw_line(painter->list, last, 2, 1, 0, 0, 0, color);
        }
        Rect around = {fminf(from.x, to.x) - 1, fminf(from.y, to.y) - 1, fabsf(to.x - from.x) + 2,
                       fabsf(to.y - from.y) + 2};
        draw_name(painter->list, around, guide->is_gap ? "guide:gap" : "guide:line");
    }
}

/* What Alt takes along: the copies, while their originals stay. */
static void paint_copies(Painter *painter) {
    const Board *board = painter->board;
    const Design *design = painter->scene->design;
    for (size_t i = 0; i < board->moving.items.count; i++) {
        const char *id = board->moving.items.items[i].id;
        const Component *component = design_component(design, id);
        Rect rect;
        if (!board_element_rect(painter->board, design, id, &rect)) {
            continue;
        }
        rect.x += (float)board->dx;
        rect.y += (float)board->dy;
        rect = rect_to_screen(board, painter->scene->viewport, rect);
        if (component) {
            CardLook look = {.kind = component->kind,
                             .label = component->label,
                             .line = "",
                             .icon = component->kind->icon,
                             .selected = true};
            paint_card(painter, rect, &look);
        } else {
            draw_outline(painter->list, rect, 7 * painter->zoom, 1.5F, painter->theme->accent);
        }
    }
}

static void paint_drawing(Painter *painter) {
    const Board *board = painter->board;
    Rect box = {(float)board->box.x, (float)board->box.y, (float)board->box.w, (float)board->box.h};
    Rect rect = rect_to_screen(board, painter->scene->viewport, box);
    float radius = (board->tool == TOOL_AREA ? 14 : 7) * painter->zoom;
    draw_box(painter->list, rect, radius, color_with_alpha(painter->theme->accent, 20), 1.5F,
             painter->theme->accent);
}

static void paint_placing(Painter *painter) {
    const Board *board = painter->board;
    if (!board->hovers) {
        return;
    }
    Component ghost = {.x = board->box.x, .y = board->box.y};
    const KindSpec *kind = &painter->scene->design->catalog->kinds[board->placing];
    CardLook look = {
        .kind = kind, .label = kind->title, .line = "", .icon = kind->icon, .selected = true};
    paint_card(painter,
               rect_to_screen(board, painter->scene->viewport, component_card_rect(&ghost)), &look);
}

void paint_gesture(Painter *painter) {
    switch (painter->board->mode) {
    case BOARD_MARQUEE:
        paint_marquee(painter);
        break;
    case BOARD_CONNECTING:
    case BOARD_RECONNECTING:
        paint_connecting(painter);
        break;
    case BOARD_PLACING:
        paint_placing(painter);
        paint_guides(painter);
        break;
    case BOARD_MOVING:
        if (painter->board->copies) {
            paint_copies(painter);
        }
        paint_guides(painter);
        break;
    case BOARD_DRAWING:
        paint_drawing(painter);
        break;
    case BOARD_IDLE:
    case BOARD_PRESSED:
    case BOARD_PANNING:
    case BOARD_RESIZING:
    case BOARD_POINTING:
        break;
    }
}
