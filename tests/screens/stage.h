/* The whole program before an audience of none: the real app with the real fonts, painted into a
 * picture in memory. What cannot be done stops the program. */
#ifndef FAULTLINE_TESTS_SCREENS_STAGE_H
#define FAULTLINE_TESTS_SCREENS_STAGE_H

#include <SDL.h>

#include "platform/painter.h"
#include "ui/app.h"

typedef struct StageOptions {
    float width, height, scale;
    const char *theme;       /* "light", "dark" or "contrast" */
    const char *data_folder; /* NULL: the source tree */
    const char *user_folder; /* for this stage alone or shared by several in turn */
    const char *open_path;   /* or NULL */
} StageOptions;

typedef struct Stage {
    StageOptions options;
    App *app;
    Fonts *fonts;
    SDL_Surface *surface;
    SDL_Renderer *renderer;
    Painter *painter;
    TextMetrics metrics;
    float zoom; /* as the program wants it */
    DrawList list;
    AppOutput output;
    int64_t now_ms, unix_s;
} Stage;

void stage_raise(Stage *stage, const StageOptions *options); /* up to the first frame */
void stage_open(Stage *stage, const StageOptions *options);  /* and until it has settled */
void stage_close(Stage *stage);

void stage_input(Stage *stage, const InputEvent *events, size_t count); /* a frame, not painted */
void stage_frame(Stage *stage);
void stage_wait(Stage *stage, int64_t ms);
void stage_settle(Stage *stage);         /* until the check in the background is shown */
void stage_settle_studies(Stage *stage); /* and what a stress test came to */

/* The middle of what has this name. */
Point stage_find(Stage *stage, const char *name);
void stage_move(Stage *stage, Point to);
bool stage_has(Stage *stage, const char *name);
/* Scrolls what was drawn last of all that scrolls, a dialog or the side panel, until this is in
 * sight as a whole, or stands at its top. */
void stage_reveal(Stage *stage, const char *name);
void stage_reveal_at_top(Stage *stage, const char *name);
void stage_press(Stage *stage, const char *name);
void stage_press_at(Stage *stage, const char *name, float share); /* of its width */
void stage_press_with(Stage *stage, const char *name, PointerButton button);
void stage_double_press_at(Stage *stage, Point at);
void stage_drag(Stage *stage, const char *name, Point to);
void stage_connect(Stage *stage, const char *from, const char *side, const char *to);
void stage_key(Stage *stage, int key, unsigned modifiers);
void stage_type(Stage *stage, const char *text);

void stage_paint(Stage *stage);
void stage_save(Stage *stage, const char *path); /* as PNG */

void stage_stop_on(Error error); /* stops the program with the error, if it is one */

#endif
