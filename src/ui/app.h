/* The whole program without a screen: a frame is input in, a draw list and a few requests out.
 *
 * The platform calls app_frame when there is input, when a time that the app asked for has come, or
 * when the app's wake callback was called (from any thread). Nothing here knows SDL. */
#ifndef FAULTLINE_UI_APP_H
#define FAULTLINE_UI_APP_H

#include "base/error.h"
#include "board/draw.h"
#include "board/input.h"
#include "export/drawing.h"

typedef struct App App;

typedef struct AppOptions {
    const char *data_folder;     /* assets and scenarios */
    const char *user_folder;     /* sessions, settings, the user's own scenarios and rules */
    const char *open_path;       /* a design or a session to open at the start, or NULL */
    const char *theme;           /* "light", "dark", "contrast", or NULL for what was chosen last */
    void (*wake)(void *context); /* asks for a frame soon; may be NULL; called from any thread */
    void *wake_context;
    DrawingTools tools; /* for pictures; without its functions there are none of pixels */
    /* Puts the picture of this file on the clipboard; may be NULL. Gets the tools' context. */
    Error (*copy_png)(void *context, const char *path);
} AppOptions;

typedef enum Cursor {
    CURSOR_ARROW,
    CURSOR_HAND,
    CURSOR_TEXT,
    CURSOR_GRAB,
    CURSOR_MOVE,
    CURSOR_CROSS,
    CURSOR_RESIZE
} Cursor;

typedef struct AppOutput {
    bool quit;             /* everything is saved; close the window */
    bool changed;          /* the list differs from the last frame's: paint it */
    int64_t next_frame_ms; /* when a frame is wanted though nothing happens; -1: not at all */
    Cursor cursor;
    const char *title;     /* of the window; valid until the next frame */
    const char *clipboard; /* text to put there, or NULL */
    bool wants_clipboard;  /* its text is to be in the next input */
    float zoom;            /* how much larger than usual everything is to be drawn and pressed */
    bool wants_text;       /* a text field has the focus */
    Rect text_rect;        /* where it is, for an input method's window */
} AppOutput;

Error app_new(const AppOptions *options, App **out);
/* Flushes what is unsaved. */
void app_free(App *app);
void app_frame(App *app, const Input *input, const TextMetrics *metrics, DrawList *list,
               AppOutput *output);
/* Waits for the background check, so that the next frame shows its findings; for tests. */
void app_settle(App *app);
/* The same for stress tests, which may take many seconds. */
void app_settle_studies(App *app);

#endif
