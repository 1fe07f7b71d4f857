/* Areas and notes. */
#include <math.h>

#include "board/board_paint.h"

static const float AREA_RADIUS = 14, NOTE_RADIUS = 7;

/* A dashed outline with round corners: a line that begins in the middle of a side. */
static void paint_dashed(Painter *painter, Rect rect, float radius, float width, Color color) {
    float middle = rect.x + rect.w / 2, right = rect.x + rect.w, bottom = rect.y + rect.h;
    const Point points[] = {{middle, rect.y}, {right, rect.y},  {right, bottom},
                            {rect.x, bottom}, {rect.x, rect.y}, {middle, rect.y}};
    float zoom = painter->zoom;
    bool solid = zoom < ZOOM_OF_DETAILS;
    draw_line(painter->list, points, COUNT_OF(points), width, radius, solid ? 0 : 5 * zoom,
              solid ? 0 : 4 * zoom, color);
}

static void paint_corners(Painter *painter, Rect rect) {
    const float half = 4;
    Point corners[4];
    board_corners(rect, corners);
    for (size_t i = 0; i < COUNT_OF(corners); i++) {
        Rect square = {corners[i].x - half, corners[i].y - half, 2 * half, 2 * half};
        draw_box(painter->list, square, 2, painter->theme->surface, 1.5F, painter->theme->accent);
    }
}

void paint_area(Painter *painter, const Area *area) {
    const Theme *theme = painter->theme;
    const float label_x = 16, label_size = 11.5F;
    float zoom = painter->zoom, size = fmaxf(label_size * zoom, 8);
    Rect canvas = board_area_rect(painter->board, area);
    Rect rect = rect_to_screen(painter->board, painter->scene->viewport, canvas);
    if (!rect_overlaps(rect, painter->scene->viewport)) {
        return;
    }
    bool selected = board_is_selected(painter->board, area->id);
    bool hovered = painter->hover.type == HIT_AREA && id_equals(painter->hover.id, area->id);
    Color border = selected ? theme->accent : hovered ? theme->text_faint : theme->border_strong;
    draw_rect(painter->list, rect, AREA_RADIUS * zoom,
              color_with_alpha(theme->accent, theme->dark ? 12 : 10));
    paint_dashed(painter, rect, AREA_RADIUS * zoom, selected ? 1.5F : 1, border);
    Rect label = board_area_label(painter->board, painter->scene, area);
    float baseline =
        text_center_baseline(painter->scene->metrics, FONT_SEMIBOLD, size, label.y, label.h);
    draw_text(painter->list, rect.x + label_x * zoom, baseline, FONT_SEMIBOLD, size,
              theme->text_muted,
              text_fit(painter->scene->metrics, &painter->list->arena, FONT_SEMIBOLD, size,
                       area->label, rect.w - 2 * label_x * zoom));
    draw_name(painter->list, label, "area:%s", area->id);
    if (area->locked) {
        paint_lock(painter, rect);
    }
    if (!area->locked && selected && !painter->scene->read_only) {
        paint_corners(painter, rect);
    }
}

void paint_note(Painter *painter, const Note *note) {
    enum { MOST_LINES = 64 };
    const Theme *theme = painter->theme;
    const float padding = 10, text_size = 12.5F, line_height = 17;
    float zoom = painter->zoom;
    Rect canvas = board_note_rect(painter->board, note);
    Rect rect = rect_to_screen(painter->board, painter->scene->viewport, canvas);
    if (!rect_overlaps(rect, painter->scene->viewport)) {
        return;
    }
    bool selected = board_is_selected(painter->board, note->id);
    Color paper = color_mix(theme->raised, theme->warn, theme->dark ? 0.16F : 0.12F);
    Color border = color_mix(theme->border, theme->warn, 0.35F);
    draw_box(painter->list, rect, NOTE_RADIUS * zoom, paper, 1, border);
    draw_name(painter->list, rect, "note:%s", note->id);
    if (selected) {
        draw_outline(painter->list, rect_inset(rect, -1), NOTE_RADIUS * zoom + 1, 2, theme->accent);
    }
    float lines_that_fit = (canvas.h - padding) / line_height;
    if (zoom >= ZOOM_OF_LABELS && lines_that_fit >= 1) {
        const char *lines[MOST_LINES];
        size_t limit = (size_t)fminf(lines_that_fit, MOST_LINES);
        size_t count =
            text_wrap(painter->scene->metrics, &painter->list->arena, FONT_REGULAR,
                      text_size * zoom, note->text, rect.w - 2 * padding * zoom, limit, lines);
        for (size_t i = 0; i < count; i++) {
            float top = rect.y + (padding - 2 + line_height * (float)i) * zoom;
            float baseline = text_center_baseline(painter->scene->metrics, FONT_REGULAR,
                                                  text_size * zoom, top, line_height * zoom);
            draw_text(painter->list, rect.x + padding * zoom, baseline, FONT_REGULAR,
                      text_size * zoom, theme->text, lines[i]);
        }
    }
    if (note->locked) {
        paint_lock(painter, rect);
    }
    if (!note->locked && selected && !painter->scene->read_only) {
        paint_corners(painter, rect);
    }
}
