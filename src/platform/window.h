/* Making the window and its renderer, and what the window is told by the app. */
#ifndef FAULTLINE_PLATFORM_WINDOW_H
#define FAULTLINE_PLATFORM_WINDOW_H

#include <SDL.h>

#include "base/error.h"
#include "ui/app.h"

enum { CURSOR_COUNT = CURSOR_RESIZE + 1 };

typedef struct Window {
    SDL_Window *window;
    SDL_Renderer *renderer;
    float units; /* the window's units in a logical pixel: FAULTLINE_SCALE, or 1 */
    SDL_Cursor *cursors[CURSOR_COUNT]; /* made when first shown */
    Cursor cursor;
    bool takes_text;
} Window;

/* Fails without a display. */
Error window_open(Window *window);
void window_close(Window *window);
void window_set_icon(Window *window, const char *svg_path); /* without one if it is not there */

/* The size in logical pixels, and how many device pixels one of those is. */
void window_measure(const Window *window, float *width, float *height, float *scale);
/* Title, clipboard, cursor and text input as the app wants them now. */
void window_obey(Window *window, const AppOutput *output);

#endif
