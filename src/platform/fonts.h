/* Fonts: how wide text is, and text as white pixels that the painter tints.
 *
 * Files are opened when they are first needed, at the size that is needed; a character that a font
 * lacks is taken from a fallback. Widths are remembered, so a frame that shows what the last one
 * showed lays out nothing. Sizes are in device pixels, to a quarter. */
#ifndef FAULTLINE_PLATFORM_FONTS_H
#define FAULTLINE_PLATFORM_FONTS_H

#include <SDL.h>

#include "base/error.h"
#include "board/draw.h"

typedef struct Fonts Fonts;

/* Fails when the fonts are not installed, and says how to get them. */
Error fonts_open(Fonts **fonts);
void fonts_close(Fonts *fonts); /* NULL is fine */

/* Measures for layout, in logical pixels; they borrow the fonts. One scale holds at a time: that of
 * the last call. */
TextMetrics fonts_metrics(Fonts *fonts, float scale);

int fonts_width(Fonts *fonts, Font font, float pixels, const char *text, size_t length);

/* One line of text, white, with straight alpha. *left is where it starts from the pen's place
 * (negative when the first character reaches back), *ascent how far its top is above the baseline.
 * NULL when there is nothing to see. Freed by the caller with SDL_FreeSurface. */
SDL_Surface *fonts_render(Fonts *fonts, Font font, float pixels, const char *text, size_t length,
                          int *left, int *ascent);

#endif
