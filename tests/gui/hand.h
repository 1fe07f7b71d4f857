/* A hand on a real window: starts it on the display, reads what it says of itself, and moves the
 * pointer and the keys with xdotool. A step that cannot be done in time fails the test. */
#ifndef FAULTLINE_TESTS_GUI_HAND_H
#define FAULTLINE_TESTS_GUI_HAND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/types.h>

#include "base/memory.h"
#include "board/draw.h"

typedef struct NamedRect {
    Rect rect;
    char *name;
} NamedRect;

typedef ARRAY_OF(NamedRect) NamedRects;

typedef struct Hand {
    pid_t process;
    int questions, answers; /* pipes to the window and from it */
    char window[32];        /* its id, as xdotool wants it */
    NamedRects shown;       /* as it was after the last thing that was done */
} Hand;

void hand_open(Hand *hand, const char *user_folder, const char *open_path);
void hand_quit(Hand *hand); /* by its key; the program must end well */

bool hand_sees(const Hand *hand, const char *name);
size_t hand_count(const Hand *hand, const char *beginning);
void hand_wait_for(Hand *hand, const char *name);
void hand_wait_for_count(Hand *hand, const char *beginning, size_t count);

void hand_press(Hand *hand, const char *name);
void hand_drag(Hand *hand, const char *name, Point to);
void hand_drag_to(Hand *hand, const char *name, const char *target);
void hand_move(Hand *hand, Point to);
/* Press at one point, release at another, with this button of X: 1 left, 2 middle, 3 right. */
void hand_drag_with(Hand *hand, int button, Point from, Point to);
void hand_click(Hand *hand, int button, int times); /* where the pointer is; 4 and 5: the wheel */
void hand_hold(Hand *hand, const char *key);        /* "alt", until it is let go */
void hand_let_go(Hand *hand, const char *key);
Point hand_find(Hand *hand, const char *name);     /* its middle, as soon as it is there */
void hand_scroll_to(Hand *hand, const char *name); /* in the side panel */
void hand_key(Hand *hand, const char *keys);       /* "ctrl+z" */
void hand_type(Hand *hand, const char *text);

#endif
