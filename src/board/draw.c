#include "board/draw.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void draw_clear(DrawList *list) {
    list->items.count = 0;
    list->clip_depth = 0;
    arena_clear(&list->arena);
}

void draw_free(DrawList *list) {
    array_free(&list->items);
    arena_free(&list->arena);
    list->clip_depth = 0;
}

static void push(DrawList *list, DrawItem item) {
    array_push(&list->items, item);
}

static const Point *keep_points(DrawList *list, const Point *points, size_t count) {
    return memcpy(arena_allocate(&list->arena, count * sizeof *points), points,
                  count * sizeof *points);
}

void draw_rect(DrawList *list, Rect rect, float radius, Color fill) {
    push(list, (DrawItem){.type = DRAW_RECT, .rect = rect, .radius = radius, .fill = fill});
}

void draw_outline(DrawList *list, Rect rect, float radius, float width, Color line) {
    draw_box(list, rect, radius, (Color){0}, width, line);
}

void draw_box(DrawList *list, Rect rect, float radius, Color fill, float width, Color line) {
    push(list, (DrawItem){.type = DRAW_RECT,
                          .rect = rect,
                          .radius = radius,
                          .fill = fill,
                          .line = line,
                          .line_width = width});
}

void draw_shadow(DrawList *list, Rect rect, float radius, float blur, Color color) {
    push(list, (DrawItem){.type = DRAW_SHADOW,
                          .rect = rect,
                          .radius = radius,
                          .fill = color,
                          .line_width = blur});
}

void draw_line(DrawList *list, const Point *points, size_t count, float width, float corner_radius,
               float dash, float gap, Color line) {
    if (count < 2) {
        return;
    }
    push(list, (DrawItem){.type = DRAW_LINE,
                          .line = line,
                          .line_width = width,
                          .radius = corner_radius,
                          .dash = dash,
                          .gap = gap,
                          .points = keep_points(list, points, count),
                          .point_count = count});
}

void draw_polygon(DrawList *list, const Point *points, size_t count, Color fill) {
    if (count < 3) {
        return;
    }
    push(list, (DrawItem){.type = DRAW_POLYGON,
                          .fill = fill,
                          .points = keep_points(list, points, count),
                          .point_count = count});
}

void draw_text(DrawList *list, float x, float baseline, Font font, float size, Color color,
               const char *text) {
    if (text[0] == '\0') {
        return;
    }
    push(list, (DrawItem){.type = DRAW_TEXT,
                          .rect = {x, baseline, 0, 0},
                          .font = font,
                          .size = size,
                          .fill = color,
                          .text = arena_copy_string(&list->arena, text)});
}

void draw_icon(DrawList *list, Rect rect, const char *icon, Color color) {
    push(list, (DrawItem){.type = DRAW_ICON,
                          .rect = rect,
                          .fill = color,
                          .text = arena_copy_string(&list->arena, icon)});
}

void draw_dots(DrawList *list, Rect rect, Point origin, float spacing, float radius, Color color) {
    const Point points[] = {origin, {spacing, spacing}};
    push(list, (DrawItem){.type = DRAW_DOTS,
                          .rect = rect,
                          .radius = radius,
                          .fill = color,
                          .points = keep_points(list, points, COUNT_OF(points)),
                          .point_count = COUNT_OF(points)});
}

void draw_clip(DrawList *list, Rect rect) {
    assert(list->clip_depth < DRAW_CLIP_DEPTH);
    if (list->clip_depth > 0) {
        rect = rect_intersection(rect, list->clips[list->clip_depth - 1]);
    }
    list->clips[list->clip_depth++] = rect;
    push(list, (DrawItem){.type = DRAW_CLIP, .rect = rect});
}

void draw_unclip(DrawList *list) {
    assert(list->clip_depth > 0);
    list->clip_depth--;
    push(list, (DrawItem){.type = DRAW_UNCLIP});
}

void draw_name(DrawList *list, Rect rect, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    assert(length >= 0);
    size_t size = (size_t)length + 1;
    char *name = arena_allocate(&list->arena, size);
    va_start(arguments, format);
    vsnprintf(name, size, format, arguments);
    va_end(arguments);
    push(list, (DrawItem){.type = DRAW_NAME, .rect = rect, .text = name});
}

bool draw_find(const DrawList *list, const char *name, Rect *rect) {
    Rect clips[DRAW_CLIP_DEPTH];
    int depth = 0;
    bool found = false;
    for (size_t i = 0; i < list->items.count; i++) {
        const DrawItem *item = &list->items.items[i];
        if (item->type == DRAW_CLIP) {
            clips[depth++] = item->rect;
        } else if (item->type == DRAW_UNCLIP) {
            depth--;
        } else if (item->type == DRAW_NAME && strcmp(item->text, name) == 0) {
            Rect visible = depth > 0 ? rect_intersection(item->rect, clips[depth - 1]) : item->rect;
            if (visible.w > 0 && visible.h > 0) {
                *rect = visible;
                found = true;
            }
        }
    }
    return found;
}

bool draw_shows(const DrawList *list, const char *text) {
    for (size_t i = 0; i < list->items.count; i++) {
        const DrawItem *item = &list->items.items[i];
        if (item->type == DRAW_TEXT && strstr(item->text, text)) {
            return true;
        }
    }
    return false;
}
