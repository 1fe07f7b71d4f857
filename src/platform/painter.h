/* The painter turns draw lists into pixels with an SDL renderer, accelerated or not.
 *
 * Everything is aligned to device pixels, so that straight edges are sharp; round ones are smooth
 * (images.h). An outline lies inside its rectangle. A rounded rectangle keeps its size wherever it
 * is; a square one keeps its edges, so that panels that touch do so at every scale. */
#ifndef FAULTLINE_PLATFORM_PAINTER_H
#define FAULTLINE_PLATFORM_PAINTER_H

#include <SDL.h>

#include "board/draw.h"
#include "platform/fonts.h"

typedef struct Painter Painter;

/* Borrows its arguments. `fonts` may be NULL when the lists hold no text. */
Painter *painter_new(SDL_Renderer *renderer, Fonts *fonts, const char *icon_folder);
void painter_free(Painter *painter); /* NULL is fine; before the renderer is destroyed */
/* Paints all of the renderer's target, without presenting it. */
void painter_paint(Painter *painter, const DrawList *list, float scale);
void painter_forget(Painter *painter);              /* the renderer has lost its textures */
size_t painter_image_count(const Painter *painter); /* how many it keeps; for tests */

#endif
