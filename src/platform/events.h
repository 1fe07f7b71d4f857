/* The window's events as input: gathered for one frame, in order. */
#ifndef FAULTLINE_PLATFORM_EVENTS_H
#define FAULTLINE_PLATFORM_EVENTS_H

#include <SDL.h>

#include "base/memory.h"
#include "board/input.h"

/* Zero-initialise. Owns its texts until the next events_clear. */
typedef struct Events {
    ARRAY_OF(InputEvent) items;
    Arena texts;
    float x, y;       /* where the pointer is, logical pixels */
    unsigned buttons; /* those that are down, a bit for each */
} Events;

/* Adds what the event says to the app, if anything. Moves of the pointer with nothing between them
 * become one. `scale`: the window's units in a logical pixel; `modifiers`: as SDL_GetModState. */
void events_add(Events *events, const SDL_Event *event, float scale, unsigned modifiers);
void events_clear(Events *events);
void events_free(Events *events);
/* Whether the app may ask for the clipboard in this frame. */
bool events_want_clipboard(const Events *events);

#endif
