/* Images: small white textures that the painter tints, each made once and kept while it is in use.
 *
 * Shapes are drawn by coverage, so their edges are smooth on every renderer; lengths are in device
 * pixels. Text and icons come in the same form. An image that was got is good until the next one is
 * asked for. */
#ifndef FAULTLINE_PLATFORM_IMAGES_H
#define FAULTLINE_PLATFORM_IMAGES_H

#include <SDL.h>

#include "board/draw.h"
#include "platform/fonts.h"

typedef struct Image {
    SDL_Texture *texture; /* NULL when there is nothing to see */
    int left, top;        /* where its corner is, from the place that it is drawn at */
    int width, height;
} Image;

typedef struct Images Images;

/* Borrows all three; `fonts` may be NULL when no text will be asked for. */
Images *images_new(SDL_Renderer *renderer, Fonts *fonts, const char *icon_folder);
void images_free(Images *images);
void images_forget(Images *images); /* when the renderer has lost its textures */
size_t images_count(const Images *images);

/* A disc that fills a square of this side; its quarters are the corners of rounded rectangles. */
const Image *images_disc(Images *images, int side);
/* A ring, `width` inwards from the same disc's edge. */
const Image *images_ring(Images *images, int side, int width);
/* The soft shadow of a rounded rectangle of this size, or, where that can be stretched, of the
 * smallest one: then only its middle column or row may be. *reach is how far it goes beyond the
 * rectangle, *corner how much at each side must not be stretched. */
const Image *images_shadow(Images *images, int width, int height, float radius, float blur,
                           int *reach, int *corner);
/* What lies in `view` of a polygon, or of a polyline with round joins and flat ends. The points are
 * multiplied by the scale; the rest is in pixels. Drawn at 0, 0 it is where the points are. */
const Image *images_polygon(Images *images, const Point *points, size_t count, float scale,
                            SDL_Rect view);
const Image *images_stroke(Images *images, const Point *points, size_t count, float scale,
                           float width, SDL_Rect view);
/* Drawn at the pen's place on the baseline. */
const Image *images_text(Images *images, Font font, float pixels, const char *text);
/* An icon that is missing, or is no SVG, is an image without a texture. */
const Image *images_icon(Images *images, const char *name, int width, int height);

#endif
