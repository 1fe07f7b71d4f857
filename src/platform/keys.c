#include "platform/keys.h"

#include "base/macros.h"
#include "board/input.h"

typedef struct KeyPair {
    SDL_Keycode code;
    int key;
} KeyPair;

static const KeyPair NAMED[] = {
    {SDLK_BACKSPACE, KEY_BACKSPACE}, {SDLK_TAB, KEY_TAB},        {SDLK_RETURN, KEY_ENTER},
    {SDLK_RETURN2, KEY_ENTER},       {SDLK_KP_ENTER, KEY_ENTER}, {SDLK_ESCAPE, KEY_ESCAPE},
    {SDLK_SPACE, KEY_SPACE},         {SDLK_DELETE, KEY_DELETE},  {SDLK_LEFT, KEY_LEFT},
    {SDLK_RIGHT, KEY_RIGHT},         {SDLK_UP, KEY_UP},          {SDLK_DOWN, KEY_DOWN},
    {SDLK_HOME, KEY_HOME},           {SDLK_END, KEY_END},        {SDLK_PAGEUP, KEY_PAGE_UP},
    {SDLK_PAGEDOWN, KEY_PAGE_DOWN},  {SDLK_KP_PLUS, '+'},        {SDLK_KP_MINUS, '-'},
    {SDLK_KP_MULTIPLY, '*'},         {SDLK_KP_DIVIDE, '/'},
};

/* The keypad with its lock on and off. */
static const KeyPair KEYPAD[] = {
    {SDLK_KP_0, '0'}, {SDLK_KP_1, '1'}, {SDLK_KP_2, '2'},      {SDLK_KP_3, '3'},
    {SDLK_KP_4, '4'}, {SDLK_KP_5, '5'}, {SDLK_KP_6, '6'},      {SDLK_KP_7, '7'},
    {SDLK_KP_8, '8'}, {SDLK_KP_9, '9'}, {SDLK_KP_PERIOD, '.'},
};
static const KeyPair KEYPAD_UNLOCKED[] = {
    {SDLK_KP_1, KEY_END},  {SDLK_KP_2, KEY_DOWN},    {SDLK_KP_3, KEY_PAGE_DOWN},
    {SDLK_KP_4, KEY_LEFT}, {SDLK_KP_6, KEY_RIGHT},   {SDLK_KP_7, KEY_HOME},
    {SDLK_KP_8, KEY_UP},   {SDLK_KP_9, KEY_PAGE_UP}, {SDLK_KP_PERIOD, KEY_DELETE},
};

static int find_key(const KeyPair *pairs, size_t count, SDL_Keycode code) {
    for (size_t i = 0; i < count; i++) {
        if (pairs[i].code == code) {
            return pairs[i].key;
        }
    }
    return KEY_NONE;
}

int key_from_sdl(const SDL_Keysym *key) {
    SDL_Keycode code = key->sym;
    int found = find_key(NAMED, COUNT_OF(NAMED), code);
    if (found == KEY_NONE) {
        found = key->mod & KMOD_NUM ? find_key(KEYPAD, COUNT_OF(KEYPAD), code)
                                    : find_key(KEYPAD_UNLOCKED, COUNT_OF(KEYPAD_UNLOCKED), code);
    }
    if (found != KEY_NONE) {
        return found;
    }
    if (code >= SDLK_F1 && code <= SDLK_F12) {
        return KEY_F1 + (int)(code - SDLK_F1);
    }
    if (code > ' ' && code < 127) {
        return (int)code;
    }
    /* On a keyboard of another alphabet a letter is where it is on a Latin one, so that Ctrl+Z
     * works there too. */
    if (key->scancode >= SDL_SCANCODE_A && key->scancode <= SDL_SCANCODE_Z) {
        return 'a' + (int)(key->scancode - SDL_SCANCODE_A);
    }
    return KEY_NONE;
}

unsigned modifiers_from_sdl(unsigned state) {
    unsigned modifiers = 0;
    if (state & KMOD_SHIFT) {
        modifiers |= MOD_SHIFT;
    }
    if (state & (KMOD_CTRL | KMOD_GUI)) { /* the command key of a Mac */
        modifiers |= MOD_CTRL;
    }
    if (state & KMOD_ALT) {
        modifiers |= MOD_ALT;
    }
    return modifiers;
}
