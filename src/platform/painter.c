#include "platform/painter.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "platform/brush.h"

struct Painter {
    Brush brush;
    ARRAY_OF(SDL_Rect) clips; /* those that the clip in force replaced */
};

Painter *painter_new(SDL_Renderer *renderer, Fonts *fonts, const char *icon_folder) {
    Painter *painter = memory_allocate(sizeof *painter);
    painter->brush.renderer = renderer;
    painter->brush.images = images_new(renderer, fonts, icon_folder);
    return painter;
}

void painter_free(Painter *painter) {
    if (painter) {
        images_free(painter->brush.images);
        array_free(&painter->clips);
        free(painter);
    }
}

void painter_forget(Painter *painter) {
    images_forget(painter->brush.images);
}

size_t painter_image_count(const Painter *painter) {
    return images_count(painter->brush.images);
}

/* ---- Rectangles ------------------------------------------------------------------------------ */

static SDL_Rect snap_edges(const Brush *brush, Rect rect) {
    int left = brush_pixel(rect.x * brush->scale);
    int top = brush_pixel(rect.y * brush->scale);
    return (SDL_Rect){left, top, brush_pixel((rect.x + rect.w) * brush->scale) - left,
                      brush_pixel((rect.y + rect.h) * brush->scale) - top};
}

static SDL_Rect snap_size(const Brush *brush, Rect rect) {
    return (SDL_Rect){brush_pixel(rect.x * brush->scale), brush_pixel(rect.y * brush->scale),
                      brush_length(brush, rect.w), brush_length(brush, rect.h)};
}

static SDL_Rect shrink(SDL_Rect rect, int by) {
    return (SDL_Rect){rect.x + by, rect.y + by, rect.w - 2 * by, rect.h - 2 * by};
}

/* The four quarters of a disc or a ring, each in its corner. Where the side is odd, the upper and
 * left ones are a pixel larger. */
static void paint_corners(const Brush *brush, const Image *image, SDL_Rect rect, Color color) {
    int far = image->width / 2;
    int near = image->width - far;
    int right = rect.x + rect.w - far;
    int bottom = rect.y + rect.h - far;
    brush_part(brush, image, (SDL_Rect){0, 0, near, near}, (SDL_Rect){rect.x, rect.y, near, near},
               color);
    brush_part(brush, image, (SDL_Rect){near, 0, far, near}, (SDL_Rect){right, rect.y, far, near},
               color);
    brush_part(brush, image, (SDL_Rect){0, near, near, far}, (SDL_Rect){rect.x, bottom, near, far},
               color);
    brush_part(brush, image, (SDL_Rect){near, near, far, far}, (SDL_Rect){right, bottom, far, far},
               color);
}

/* `side`: twice the corners' radius. */
static void fill_rounded(const Brush *brush, SDL_Rect rect, int side, Color color) {
    if (rect.w <= 0 || rect.h <= 0) {
        return;
    }
    side = SDL_min(side, SDL_min(rect.w, rect.h));
    if (side <= 1) {
        brush_fill(brush, rect, color);
        return;
    }
    int far = side / 2;
    int near = side - far;
    brush_fill(brush, (SDL_Rect){rect.x + near, rect.y, rect.w - side, near}, color);
    brush_fill(brush, (SDL_Rect){rect.x, rect.y + near, rect.w, rect.h - side}, color);
    brush_fill(brush, (SDL_Rect){rect.x + near, rect.y + rect.h - far, rect.w - side, far}, color);
    paint_corners(brush, images_disc(brush->images, side), rect, color);
}

static void outline_square(const Brush *brush, SDL_Rect rect, int width, Color color) {
    int tall = rect.h - 2 * width;
    brush_fill(brush, (SDL_Rect){rect.x, rect.y, rect.w, width}, color);
    brush_fill(brush, (SDL_Rect){rect.x, rect.y + rect.h - width, rect.w, width}, color);
    brush_fill(brush, (SDL_Rect){rect.x, rect.y + width, width, tall}, color);
    brush_fill(brush, (SDL_Rect){rect.x + rect.w - width, rect.y + width, width, tall}, color);
}

static void outline_rounded(const Brush *brush, SDL_Rect rect, int side, int width, Color color) {
    int least = SDL_min(rect.w, rect.h);
    if (2 * width >= least) {
        fill_rounded(brush, rect, side, color);
        return;
    }
    if (side <= 1) {
        outline_square(brush, rect, width, color);
        return;
    }
    side = SDL_min(SDL_max(side, 2 * width), least);
    int far = side / 2;
    int near = side - far;
    int wide = rect.w - side;
    int tall = rect.h - side;
    brush_fill(brush, (SDL_Rect){rect.x + near, rect.y, wide, width}, color);
    brush_fill(brush, (SDL_Rect){rect.x + near, rect.y + rect.h - width, wide, width}, color);
    brush_fill(brush, (SDL_Rect){rect.x, rect.y + near, width, tall}, color);
    brush_fill(brush, (SDL_Rect){rect.x + rect.w - width, rect.y + near, width, tall}, color);
    paint_corners(brush, images_ring(brush->images, side, width), rect, color);
}

static void paint_rect(const Brush *brush, const DrawItem *item) {
    SDL_Rect rect = item->radius > 0 ? snap_size(brush, item->rect) : snap_edges(brush, item->rect);
    int side = item->radius > 0 ? brush_length(brush, 2 * item->radius) : 0;
    side = SDL_min(side, SDL_min(rect.w, rect.h));
    bool outlined = item->line_width > 0 && item->line.a > 0;
    int width = outlined ? brush_length(brush, item->line_width) : 0;

    if (outlined && item->fill.a == 255 && item->line.a == 255) {
        /* One over the other: nothing of what lies below shines through between them. */
        fill_rounded(brush, rect, side, item->line);
        fill_rounded(brush, shrink(rect, width), side - 2 * width, item->fill);
        return;
    }
    if (item->fill.a > 0) {
        fill_rounded(brush, shrink(rect, width), side - 2 * width, item->fill);
    }
    if (outlined) {
        outline_rounded(brush, rect, side, width, item->line);
    }
}

/* ---- Shadows --------------------------------------------------------------------------------- */

/* One direction of an image, in three pieces: where each starts and the last one ends. The middle
 * piece is a single pixel of the image, stretched; or there is only the first piece. */
typedef struct Pieces {
    int part[4], target[4];
} Pieces;

static Pieces cut_pieces(int size, int corner, int start, int length) {
    int end = start + length;
    if (size >= length) {
        return (Pieces){{0, size, size, size}, {start, end, end, end}};
    }
    return (Pieces){{0, corner, corner + 1, size}, {start, start + corner, end - corner, end}};
}

/* What is stretched looks the same everywhere, so only what is seen of it is asked for. */
static void clip_stretched(int part, int *start, int *length, int clip_start, int clip_length) {
    if (part < *length) {
        int end = SDL_min(*start + *length, clip_start + clip_length);
        *start = SDL_max(*start, clip_start);
        *length = end - *start;
    }
}

static void paint_shadow(const Brush *brush, const DrawItem *item) {
    SDL_Rect rect = snap_size(brush, item->rect);
    SDL_Rect clip = brush->clip;
    int reach = 0;
    int corner = 0;
    const Image *image = images_shadow(brush->images, rect.w, rect.h, item->radius * brush->scale,
                                       item->line_width * brush->scale, &reach, &corner);
    Pieces x = cut_pieces(image->width, corner, rect.x - reach, rect.w + 2 * reach);
    Pieces y = cut_pieces(image->height, corner, rect.y - reach, rect.h + 2 * reach);
    for (int row = 0; row < 3; row++) {
        for (int column = 0; column < 3; column++) {
            SDL_Rect part = {x.part[column], y.part[row], x.part[column + 1] - x.part[column],
                             y.part[row + 1] - y.part[row]};
            SDL_Rect target = {x.target[column], y.target[row],
                               x.target[column + 1] - x.target[column],
                               y.target[row + 1] - y.target[row]};
            clip_stretched(part.w, &target.x, &target.w, clip.x, clip.w);
            clip_stretched(part.h, &target.y, &target.h, clip.y, clip.h);
            if (target.w > 0 && target.h > 0) {
                brush_part(brush, image, part, target, item->fill);
            }
        }
    }
}

/* ---- The other items ------------------------------------------------------------------------- */

static void paint_polygon(const Brush *brush, const DrawItem *item) {
    brush_image(
        brush,
        images_polygon(brush->images, item->points, item->point_count, brush->scale, brush->clip),
        0, 0, item->fill);
}

static void paint_text(const Brush *brush, const DrawItem *item) {
    if (item->text[0] != '\0') {
        brush_image(brush,
                    images_text(brush->images, item->font, item->size * brush->scale, item->text),
                    brush_pixel(item->rect.x * brush->scale),
                    brush_pixel(item->rect.y * brush->scale), item->fill);
    }
}

static void paint_icon(const Brush *brush, const DrawItem *item) {
    SDL_Rect rect = snap_size(brush, item->rect);
    const Image *image = images_icon(brush->images, item->text, rect.w, rect.h);
    brush_part(brush, image, (SDL_Rect){0, 0, image->width, image->height}, rect, item->fill);
}

static void paint_dots(const Brush *brush, const DrawItem *item) {
    Point origin = item->points[0];
    float spacing = item->points[1].x;
    if (spacing * brush->scale < 3) {
        return; /* it would be a grey, and slow */
    }
    const Image *dot = images_disc(brush->images, brush_length(brush, 2 * item->radius));
    int left = (int)ceilf((item->rect.x - origin.x) / spacing);
    int right = (int)ceilf((item->rect.x + item->rect.w - origin.x) / spacing);
    int top = (int)ceilf((item->rect.y - origin.y) / spacing);
    int bottom = (int)ceilf((item->rect.y + item->rect.h - origin.y) / spacing);
    for (int row = top; row < bottom; row++) {
        float y = origin.y + (float)row * spacing - item->radius;
        for (int column = left; column < right; column++) {
            float x = origin.x + (float)column * spacing - item->radius;
            brush_image(brush, dot, brush_pixel(x * brush->scale), brush_pixel(y * brush->scale),
                        item->fill);
        }
    }
}

static void set_clip(Painter *painter, SDL_Rect clip) {
    painter->brush.clip = clip;
    SDL_RenderSetClipRect(painter->brush.renderer, &clip);
}

static void clip_to(Painter *painter, Rect rect) {
    SDL_Rect asked = snap_edges(&painter->brush, rect);
    SDL_Rect clip = {0};
    array_push(&painter->clips, painter->brush.clip);
    SDL_IntersectRect(&asked, &painter->brush.clip, &clip);
    set_clip(painter, clip);
}

static void unclip(Painter *painter) {
    if (painter->clips.count > 0) {
        set_clip(painter, painter->clips.items[--painter->clips.count]);
    }
}

static void paint_item(Painter *painter, const DrawItem *item) {
    switch (item->type) {
    case DRAW_RECT:
        paint_rect(&painter->brush, item);
        break;
    case DRAW_SHADOW:
        paint_shadow(&painter->brush, item);
        break;
    case DRAW_LINE:
        brush_line(&painter->brush, item);
        break;
    case DRAW_POLYGON:
        paint_polygon(&painter->brush, item);
        break;
    case DRAW_TEXT:
        paint_text(&painter->brush, item);
        break;
    case DRAW_ICON:
        paint_icon(&painter->brush, item);
        break;
    case DRAW_DOTS:
        paint_dots(&painter->brush, item);
        break;
    case DRAW_CLIP:
        clip_to(painter, item->rect);
        break;
    case DRAW_UNCLIP:
        unclip(painter);
        break;
    case DRAW_NAME:
        break;
    }
}

/* Whether nothing of what was there before is left. */
static bool covers(const Brush *brush, const DrawItem *item) {
    if (item->type != DRAW_RECT || item->radius > 0 || item->fill.a < 255) {
        return false;
    }
    SDL_Rect rect = snap_edges(brush, item->rect);
    SDL_Rect seen;
    return SDL_IntersectRect(&rect, &brush->clip, &seen) && SDL_RectEquals(&seen, &brush->clip);
}

void painter_paint(Painter *painter, const DrawList *list, float scale) {
    SDL_Rect all = {0};
    SDL_GetRendererOutputSize(painter->brush.renderer, &all.w, &all.h);
    painter->brush.scale = scale;
    painter->brush.clip = all;
    painter->clips.count = 0;
    SDL_RenderSetClipRect(painter->brush.renderer, NULL);
    if (list->items.count == 0 || !covers(&painter->brush, &list->items.items[0])) {
        SDL_SetRenderDrawColor(painter->brush.renderer, 0, 0, 0, 0);
        SDL_RenderClear(painter->brush.renderer);
    }
    for (size_t i = 0; i < list->items.count; i++) {
        paint_item(painter, &list->items.items[i]);
    }
    SDL_RenderSetClipRect(painter->brush.renderer, NULL);
}
