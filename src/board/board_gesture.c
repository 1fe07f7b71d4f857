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

static void paint_connecting(Painter *painter) {
    Board *board = painter->board;
    const BoardScene *scene = painter->scene;
    const Theme *theme = painter->theme;
    const Component *from = design_component(scene->design, board->pressed.id);
    if (!from) {
        return;
    }
    const Component *target = design_component(scene->design, board->target);
    if (!target) {
        Point to = board_to_canvas(board, scene->viewport, board->pointer.x, board->pointer.y);
        Route route = route_towards(board_card(board, from), (Side)board->pressed.side, to);
        paint_connector(painter, &route, CONNECTION_CALL, theme->text_faint, LINE_PLAIN);
        return;
    }
    bool refused = board->refusal[0] != '\0';
    Route route = route_between(board_card(board, from), board_card(board, target));
    Color color = refused ? theme->text_faint : theme->connection[board->connecting];
    paint_connector(painter, &route, refused ? CONNECTION_CALL : board->connecting, color,
                    LINE_PLAIN);
    const char *kind = scene->design->catalog->connections[board->connecting].title;
    paint_words(painter, refused ? board->refusal : kind, refused ? theme->bad : color);
}

static void paint_placing(Painter *painter) {
    const Board *board = painter->board;
    if (!board->hovers) {
        return;
    }
    Point point =
        board_to_canvas(board, painter->scene->viewport, board->pointer.x, board->pointer.y);
    Component ghost = {.why = NULL};
    board_place_at(board, point, &ghost.x, &ghost.y);
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
        paint_connecting(painter);
        break;
    case BOARD_PLACING:
        paint_placing(painter);
        break;
    case BOARD_IDLE:
    case BOARD_PRESSED:
    case BOARD_MOVING:
    case BOARD_PANNING:
    case BOARD_RESIZING:
        break;
    }
}
