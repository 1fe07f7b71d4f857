/* Drives the whole program without a screen: presses, drags and types by the names in the draw
 * list, and reads what is shown. A step that cannot be done fails the test. */
#ifndef FAULTLINE_TESTS_UI_DRIVER_H
#define FAULTLINE_TESTS_UI_DRIVER_H

#include "base/memory.h"
#include "board/draw.h"
#include "ui/app.h"

typedef struct Driver {
    App *app;
    Arena arena;
    char *user_folder;
    DrawList list;
    AppOutput output;
    TextMetrics metrics;
    float width, height;
    int64_t now_ms, unix_s;
    Point pointer;
    char *clipboard; /* what the program put there */
    size_t frames;
    bool tour;          /* set before driver_open: show the first-run tour */
    DrawingTools tools; /* and these, with what takes a picture to the clipboard */
    Error (*copy_png)(void *context, const char *path);
} Driver;

/* In a user folder of its own that driver_close leaves: several runs can share it. Zero the driver
 * before; NULL makes a new folder. */
void driver_open(Driver *driver, const char *user_folder, const char *open_path);
void driver_close(Driver *driver); /* as if the process had its window closed */
/* Opens the program in a new folder and begins a round of this scenario. */
void driver_start(Driver *driver, const char *scenario);
/* Opens the program in a new folder with a copy ("copy.json" in it) of this design of the
 * scenarios, e.g. "url-shortener/naive.json". */
void driver_open_shipped(Driver *driver, const char *design);
/* For cmocka: *state is a zeroed Driver; closed and removed after the test. */
int driver_setup(void **state);
int driver_teardown(void **state);
#define DRIVER_TEST(name) cmocka_unit_test_setup_teardown(name, driver_setup, driver_teardown)

char *driver_path(Driver *driver, const char *name);   /* in the user folder */
char *driver_file(Driver *driver, const char *path);   /* its bytes, in the arena */
char *driver_session(Driver *driver, size_t position); /* the folder of the newest, ... */
void driver_remove_folder(Driver *driver);             /* after the last close */

/* --- Input; each ends with a settled frame --- */
void driver_event(Driver *driver, InputEvent event);
/* All in one frame: nothing that goes on in the background comes between. */
void driver_events(Driver *driver, const InputEvent *events, size_t count);
void driver_frame(Driver *driver);
void driver_wait(Driver *driver, int64_t ms);
void driver_move(Driver *driver, float x, float y);
void driver_press_at(Driver *driver, float x, float y);
void driver_press(Driver *driver, const char *name);
void driver_double_press(Driver *driver, const char *name);
void driver_drag_from(Driver *driver, float from_x, float from_y, float to_x, float to_y);
void driver_drag(Driver *driver, const char *from, float x, float y);
void driver_drag_to(Driver *driver, const char *from, const char *to);
void driver_key(Driver *driver, int key, unsigned modifiers);
void driver_type(Driver *driver, const char *text);
void driver_wheel(Driver *driver, const char *name, float lines);
/* Scrolls the side panel until the widget is in sight. */
void driver_reveal(Driver *driver, const char *name);

/* --- What is shown --- */
bool driver_has(Driver *driver, const char *name);
bool driver_focused(Driver *driver, const char *name); /* it has the keyboard */
Rect driver_rect(Driver *driver, const char *name);    /* fails the test when it is not there */
bool driver_shows(Driver *driver, const char *text);
/* The name of the first thing whose name begins so. */
const char *driver_find(Driver *driver, const char *beginning);
size_t driver_count(Driver *driver, const char *beginning);

#endif
