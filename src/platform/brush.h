/* What the parts of the painter share: where it paints, and its two strokes: an image and a
 * rectangle, both in whole device pixels. */
#ifndef FAULTLINE_PLATFORM_BRUSH_H
#define FAULTLINE_PLATFORM_BRUSH_H

#include "platform/images.h"

typedef struct Brush {
    SDL_Renderer *renderer;
    Images *images;
    float scale;
    SDL_Rect clip; /* what is painted now, inside the target */
} Brush;

int brush_pixel(float at); /* the nearest whole pixel, within what SDL can count */
int brush_length(const Brush *brush, float length); /* in pixels, at least one */

void brush_fill(const Brush *brush, SDL_Rect rect, Color color);
/* The whole image, from this place. */
void brush_image(const Brush *brush, const Image *image, int x, int y, Color color);
/* A part of the image, stretched to `target` when that is larger. */
void brush_part(const Brush *brush, const Image *image, SDL_Rect part, SDL_Rect target,
                Color color);

/* Lines are a part of the painter of their own. */
void brush_line(const Brush *brush, const DrawItem *item);

#endif
