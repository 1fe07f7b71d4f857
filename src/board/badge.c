/* How many findings a part has, on the corner of its card or beside its line. */
#include <math.h>
#include <stdio.h>

#include "board/board_paint.h"

static const float ZOOM_OF_NUMBERS = 0.4F;
static const float LEAST_SCALE = 0.65F;
static const float BADGE_HEIGHT = 21;

/* Far away a badge is its shape alone. */
static bool is_far(const Board *board) {
    return board->camera.zoom < ZOOM_OF_NUMBERS;
}

static bool has_badge(const Board *board, const BoardMark *mark) {
    return mark && mark->findings > 0 && (!is_far(board) || mark->tone < TONE_LOW);
}

static Rect dot_at(const Board *board, Point middle) {
    const float least = 6, most = 10, size = 32;
    float half = fmaxf(least, fminf(most, size * board->camera.zoom)) / 2;
    return (Rect){middle.x - half, middle.y - half, 2 * half, 2 * half};
}

bool board_badge(const Board *board, Rect card, const BoardMark *mark, Rect *badge) {
    const float over_edge = 8, over_top = 11, one_digit = 36, digit = 7;
    if (!has_badge(board, mark)) {
        return false;
    }
    float right = card.x + card.w;
    if (is_far(board)) {
        *badge = dot_at(board, (Point){right, card.y});
        return true;
    }
    float scale = fmaxf(board->camera.zoom, LEAST_SCALE);
    float width = one_digit + (mark->findings > 9 ? digit : 0) + (mark->findings > 99 ? digit : 0);
    *badge = (Rect){right + (over_edge - width) * scale, card.y - over_top * scale, width * scale,
                    BADGE_HEIGHT * scale};
    return true;
}

bool board_line_badge(const Board *board, const BoardScene *scene, const Route *route,
                      const BoardMark *mark, Rect *badge) {
    const float size = 17;
    if (!has_badge(board, mark) || board->camera.zoom < ZOOM_OF_LABELS) {
        return false;
    }
    Point middle = board_to_screen(board, scene->viewport, route->label.x, route->label.y);
    if (is_far(board)) {
        *badge = dot_at(board, middle);
        return true;
    }
    float half = size * fmaxf(board->camera.zoom, LEAST_SCALE) / 2;
    char text[PILL_TEXT_SIZE];
    Rect pill;
    if (board_pill(board, scene, route, text, &pill)) {
        middle = (Point){pill.x + pill.w - half / 2, pill.y};
    }
    *badge = (Rect){middle.x - half, middle.y - half, 2 * half, 2 * half};
    return true;
}

/* --- As they are seen --- */

/* Severity is a shape before it is a colour. */
static const char *shape_of(Tone tone) {
    static const char *const SHAPES[TONE_COUNT] = {"octagon", "triangle", "diamond", "disc",
                                                   "tick"};
    return SHAPES[tone];
}

static void paint_count(Painter *painter, Rect badge, const BoardMark *mark) {
    const float icon_x = 6, icon_size = 12, number_x = 21, number_size = 11.5F;
    const Theme *theme = painter->theme;
    Color color = theme->tone[mark->tone];
    float scale = badge.h / BADGE_HEIGHT;
    draw_box(painter->list, badge, badge.h / 2, theme->raised, fmaxf(1.5F * scale, 1), color);
    Rect icon = {badge.x + icon_x * scale, badge.y + (badge.h - icon_size * scale) / 2,
                 icon_size * scale, icon_size * scale};
    draw_icon(painter->list, icon, shape_of(mark->tone), color);
    char number[16];
    if (mark->findings > 999) {
        snprintf(number, sizeof number, "999+");
    } else {
        snprintf(number, sizeof number, "%d", mark->findings);
    }
    float baseline = text_center_baseline(painter->scene->metrics, FONT_BOLD, number_size * scale,
                                          badge.y, badge.h);
    draw_text(painter->list, badge.x + number_x * scale, baseline, FONT_BOLD, number_size * scale,
              color, number);
}

/* The shape on a ground that parts it from the card or the line beneath. */
static void paint_shape(Painter *painter, Rect badge, const BoardMark *mark) {
    draw_rect(painter->list, badge, badge.h / 2, painter->theme->canvas);
    float edge = is_far(painter->board) ? 0 : badge.w / 6;
    draw_icon(painter->list, rect_inset(badge, edge), shape_of(mark->tone),
              painter->theme->tone[mark->tone]);
}

void paint_badge(Painter *painter, Rect card, const BoardMark *mark) {
    Rect badge;
    if (!board_badge(painter->board, card, mark, &badge)) {
        return;
    }
    if (is_far(painter->board)) {
        paint_shape(painter, badge, mark);
    } else {
        paint_count(painter, badge, mark);
    }
    draw_name(painter->list, badge, "badge:%s", mark->id);
}

void paint_line_badge(Painter *painter, const Route *route, const BoardMark *mark) {
    Rect badge;
    if (board_line_badge(painter->board, painter->scene, route, mark, &badge) &&
        rect_overlaps(badge, painter->scene->viewport)) {
        paint_shape(painter, badge, mark);
        draw_name(painter->list, badge, "badge:%s", mark->id);
    }
}
