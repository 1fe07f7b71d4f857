/* What a person does, as data: the platform makes it from the window's events, tests by hand. */
#ifndef FAULTLINE_BOARD_INPUT_H
#define FAULTLINE_BOARD_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum InputType {
    INPUT_POINTER_MOVE,
    INPUT_POINTER_DOWN,
    INPUT_POINTER_UP,
    INPUT_WHEEL,    /* dx, dy in lines; positive dy: away from the person */
    INPUT_PINCH,    /* dy: the factor, 1 for none */
    INPUT_KEY_DOWN, /* repeats too */
    INPUT_KEY_UP,
    INPUT_TEXT,      /* committed UTF-8 */
    INPUT_COMPOSE,   /* text that an input method has not committed yet; "" ends it */
    INPUT_DROP_FILE, /* text: a path */
    INPUT_FOCUS_LOST,
    INPUT_CLOSE /* the window's close button */
} InputType;

typedef enum PointerButton { BUTTON_NONE, BUTTON_LEFT, BUTTON_MIDDLE, BUTTON_RIGHT } PointerButton;

enum { MOD_SHIFT = 1, MOD_CTRL = 2, MOD_ALT = 4 };

/* Printable keys are their lower-case ASCII character; the rest are these. */
enum {
    KEY_NONE = 0,
    KEY_BACKSPACE = 8,
    KEY_TAB = 9,
    KEY_ENTER = 13,
    KEY_ESCAPE = 27,
    KEY_SPACE = 32,
    KEY_DELETE = 127,
    KEY_LEFT = 256,
    KEY_RIGHT,
    KEY_UP,
    KEY_DOWN,
    KEY_HOME,
    KEY_END,
    KEY_PAGE_UP,
    KEY_PAGE_DOWN,
    KEY_F1 = 300,
    KEY_F2,
    KEY_F3,
    KEY_F4,
    KEY_F5,
    KEY_F6,
    KEY_F7,
    KEY_F8,
    KEY_F9,
    KEY_F10,
    KEY_F11,
    KEY_F12
};

typedef struct InputEvent {
    InputType type;
    float x, y; /* of the pointer, logical pixels */
    float dx, dy;
    PointerButton button;
    int clicks; /* 2 for the second press of a double-click */
    int key;
    unsigned modifiers;
    const char *text; /* borrowed for the frame; of INPUT_TEXT, INPUT_COMPOSE, INPUT_DROP_FILE */
} InputEvent;

/* All that a frame sees of the outside. */
typedef struct Input {
    const InputEvent *events;
    size_t event_count;
    float width, height;   /* of the window, logical pixels */
    int64_t now_ms;        /* a monotonic clock; tests set it */
    int64_t unix_s;        /* the wall clock; tests set it */
    const char *clipboard; /* its text, or NULL; with INPUT_KEY_DOWN of a paste, or when it was
                              asked for */
} Input;

#endif
