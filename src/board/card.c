/* The card of a component. Lengths are canvas units, as in the drawings. */
#include <math.h>

#include "board/board_paint.h"

static const float CARD_RADIUS = 10;
static const float ICON_X = 10, ICON_Y = 13, ICON_TILE = 36, ICON_SIZE = 20, TILE_RADIUS = 8;
static const float TEXT_X = 56, TEXT_MARGIN = 8;
static const float LABEL_SIZE = 13.5F, LINE_SIZE = 11.5F;
static const float FAR_LABEL_SIZE = 9.5F, FAR_LINE_HEIGHT = 12, FAR_MARGIN = 3;
static const float LABEL_BASELINE = 28, LINE_BASELINE = 46, TILE_MIDDLE = 31;

static Color load_color(const Theme *theme, double utilisation) {
    return utilisation < 0.7 ? theme->good : utilisation < 0.9 ? theme->warn : theme->bad;
}

static void paint_load(const Painter *painter, Rect card, double utilisation) {
    const float margin = 10, top = 57, thickness = 3;
    float zoom = painter->zoom, height = fmaxf(thickness * zoom, 1.5F);
    Rect track = {card.x + margin * zoom, card.y + top * zoom, card.w - 2 * margin * zoom, height};
    draw_rect(painter->list, track, height / 2, painter->theme->sunk);
    Rect load = track;
    load.w = fmaxf(height, track.w * (float)fmin(utilisation, 1));
    if (utilisation > 0) {
        draw_rect(painter->list, load, height / 2, load_color(painter->theme, utilisation));
    }
}

static void paint_icon(const Painter *painter, Rect card, const CardLook *look) {
    float zoom = painter->zoom;
    GroupId group = look->kind->group;
    Rect tile = {card.x + ICON_X * zoom, card.y + ICON_Y * zoom, ICON_TILE * zoom,
                 ICON_TILE * zoom};
    draw_rect(painter->list, tile, TILE_RADIUS * zoom, painter->theme->group_soft[group]);
    Rect icon = rect_inset(tile, (ICON_TILE - ICON_SIZE) / 2 * zoom);
    draw_icon(painter->list, icon, look->icon, painter->theme->group[group]);
}

/* From afar the label is all that can be read: it has the whole card, and the colour of the icon. */
static void paint_far_label(const Painter *painter, Rect card, const CardLook *look) {
    enum { MOST_LINES = 2 };
    const TextMetrics *metrics = painter->scene->metrics;
    const char *lines[MOST_LINES];
    size_t fit = card.h >= 2 * FAR_LINE_HEIGHT ? 2 : 1;
    size_t count = text_wrap(metrics, &painter->list->arena, FONT_SEMIBOLD, FAR_LABEL_SIZE,
                             look->label, card.w - 2 * FAR_MARGIN, fit, lines);
    float y = card.y + (card.h - (float)count * FAR_LINE_HEIGHT) / 2;
    for (size_t i = 0; i < count; i++) {
        float width = text_width(metrics, FONT_SEMIBOLD, FAR_LABEL_SIZE, lines[i]);
        float baseline =
            text_center_baseline(metrics, FONT_SEMIBOLD, FAR_LABEL_SIZE, y, FAR_LINE_HEIGHT);
        draw_text(painter->list, card.x + (card.w - width) / 2, baseline, FONT_SEMIBOLD,
                  FAR_LABEL_SIZE, painter->theme->group[look->kind->group], lines[i]);
        y += FAR_LINE_HEIGHT;
    }
}

static void paint_text(const Painter *painter, Rect card, const CardLook *look) {
    float zoom = painter->zoom;
    const TextMetrics *metrics = painter->scene->metrics;
    Arena *arena = &painter->list->arena;
    float x = card.x + TEXT_X * zoom;
    float room = card.w - (TEXT_X + TEXT_MARGIN) * zoom;
    bool has_line = look->line[0] && zoom >= ZOOM_OF_LINES;
    float size = LABEL_SIZE * zoom;
    float baseline = card.y + LABEL_BASELINE * zoom;
    if (!has_line) {
        float half = 10 * zoom;
        baseline = text_center_baseline(metrics, FONT_SEMIBOLD, size,
                                        card.y + TILE_MIDDLE * zoom - half, 2 * half);
    }
    draw_text(painter->list, x, baseline, FONT_SEMIBOLD, size, painter->theme->text,
              text_fit(metrics, arena, FONT_SEMIBOLD, size, look->label, room));
    if (has_line) {
        size = LINE_SIZE * zoom;
        draw_text(painter->list, x, card.y + LINE_BASELINE * zoom, FONT_REGULAR, size,
                  painter->theme->text_muted,
                  text_fit(metrics, arena, FONT_REGULAR, size, look->line, room));
    }
}

/* A card of a few pixels is its colour. */
static void paint_speck(Painter *painter, Rect card, const CardLook *look) {
    const Theme *theme = painter->theme;
    bool marked = look->selected || look->refused || look->hovered;
    GroupId group = look->kind->group;
    Color fill = marked ? theme->accent : color_mix(theme->raised, theme->group[group], 0.55F);
    draw_rect(painter->list, card, 0, look->refused ? theme->bad : fill);
}

void paint_card(Painter *painter, Rect card, const CardLook *look) {
    const Theme *theme = painter->theme;
    float zoom = painter->zoom, radius = CARD_RADIUS * zoom;
    if (zoom < ZOOM_OF_SHAPES) {
        paint_speck(painter, card, look);
        return;
    }
    if (zoom >= ZOOM_OF_DETAILS) {
        Rect below = card;
        below.y += 2 * zoom;
        draw_shadow(painter->list, below, radius, 10 * zoom, theme->shadow);
    }
    Color border = look->hovered ? theme->border_strong : theme->border;
    draw_box(painter->list, card, radius, theme->raised, 1, border);
    if (look->selected || look->refused) {
        Color color = look->refused ? theme->bad : theme->accent;
        draw_outline(painter->list, rect_inset(card, -1), radius + 1, 2, color);
    }
    if (zoom >= ZOOM_OF_ICONS) {
        paint_icon(painter, card, look);
        paint_text(painter, card, look);
    } else if (zoom >= ZOOM_OF_LABELS) {
        paint_far_label(painter, card, look);
    } else {
        paint_icon(painter, card, look);
    }
    if (look->mark && look->mark->utilisation >= 0) {
        paint_load(painter, card, look->mark->utilisation);
    }
}

void paint_ports(Painter *painter, Rect card, const char *id) {
    static const char *const SIDES[] = {"top", "right", "bottom", "left"};
    float reach = board_port_reach(painter->board);
    if (reach <= 0 || painter->scene->read_only) {
        return;
    }
    float radius = reach * 0.56F;
    for (int side = SIDE_TOP; side <= SIDE_LEFT; side++) {
        Point port = board_port(card, (Side)side);
        Rect disc = {port.x - radius, port.y - radius, 2 * radius, 2 * radius};
        bool held = painter->hover.type == HIT_PORT && painter->hover.side == side;
        draw_box(painter->list, disc, radius,
                 held ? painter->theme->accent : painter->theme->surface, 1.5F,
                 painter->theme->accent);
        draw_name(painter->list, rect_inset(disc, radius - reach), "port:%s:%s", id, SIDES[side]);
    }
}

void paint_lock(Painter *painter, Rect card) {
    const float size = 13, margin = 8;
    float zoom = painter->zoom;
    if (zoom >= ZOOM_OF_LABELS) {
        Rect place = {card.x + card.w - (margin + size) * zoom, card.y + margin * zoom, size * zoom,
                      size * zoom};
        draw_icon(painter->list, place, "lock", painter->theme->text_faint);
    }
}
