/* Keys of the keyboard as the app knows them. */
#ifndef FAULTLINE_PLATFORM_KEYS_H
#define FAULTLINE_PLATFORM_KEYS_H

#include <SDL.h>

/* One of the KEY_ constants, a printable ASCII character, or KEY_NONE. */
int key_from_sdl(const SDL_Keysym *key);
unsigned modifiers_from_sdl(unsigned state);

#endif
