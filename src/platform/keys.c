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

/* What stands on a digit's key where digits need Shift; but for what zooms. */
static bool is_shifted_digit(SDL_Keycode code) {
    bool digit = code >= '0' && code <= '9';
    return !digit && code != '-' && code != '=' && code != '+' && code != '/';
}

/* On a keyboard of another alphabet a key is what it is on an American one, so that Ctrl+Z works
 * there too; and so do digits where they need Shift. */
static int key_in_its_place(SDL_Scancode place) {
    static const struct {
        SDL_Scancode place;
        int key;
    } SIGNS[] = {
        {SDL_SCANCODE_0, '0'},
        {SDL_SCANCODE_MINUS, '-'},
        {SDL_SCANCODE_EQUALS, '='},
        {SDL_SCANCODE_LEFTBRACKET, '['},
        {SDL_SCANCODE_RIGHTBRACKET, ']'},
        {SDL_SCANCODE_SEMICOLON, ';'},
        {SDL_SCANCODE_APOSTROPHE, '\''},
        {SDL_SCANCODE_GRAVE, '`'},
        {SDL_SCANCODE_COMMA, ','},
        {SDL_SCANCODE_PERIOD, '.'},
        {SDL_SCANCODE_SLASH, '/'},
        {SDL_SCANCODE_BACKSLASH, '\\'},
    };
    if (place >= SDL_SCANCODE_A && place <= SDL_SCANCODE_Z) {
        return 'a' + (int)(place - SDL_SCANCODE_A);
    }
    if (place >= SDL_SCANCODE_1 && place <= SDL_SCANCODE_9) {
        return '1' + (int)(place - SDL_SCANCODE_1);
    }
    for (size_t i = 0; i < COUNT_OF(SIGNS); i++) {
        if (SIGNS[i].place == place) {
            return SIGNS[i].key;
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
    bool is_digit_key = key->scancode >= SDL_SCANCODE_1 && key->scancode <= SDL_SCANCODE_0;
    bool is_sign = code > ' ' && code < 127 && !(is_digit_key && is_shifted_digit(code));
    if (is_sign) {
        return (int)code;
    }
    return key_in_its_place(key->scancode);
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
