/* A painter on a picture in memory, for looking at single pixels. */
#ifndef FAULTLINE_TESTS_PLATFORM_CANVAS_H
#define FAULTLINE_TESTS_PLATFORM_CANVAS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "platform/painter.h"

typedef struct Canvas {
    SDL_Surface *surface;
    SDL_Renderer *renderer;
    Painter *painter;
    DrawList list;
} Canvas;

/* `fonts` may be NULL. */
Canvas canvas_open(int width, int height, Fonts *fonts);
void canvas_close(Canvas *canvas);
/* Paints the list and empties it. */
void canvas_paint(Canvas *canvas, float scale);

Color canvas_at(const Canvas *canvas, int x, int y);
/* The sum of the red of these pixels, 1 for each that is all red. */
double canvas_red(const Canvas *canvas, SDL_Rect rect);

#define assert_color(canvas, at_x, at_y, red, green, blue)                                        \
    canvas_assert_color((canvas), (at_x), (at_y), (Color){(red), (green), (blue), 255}, __FILE__, \
                        __LINE__)
void canvas_assert_color(const Canvas *canvas, int x, int y, Color expected, const char *file,
                         int line);

#endif
