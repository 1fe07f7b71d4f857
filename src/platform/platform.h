/* The window: SDL's events become the app's input, the app's draw lists become pixels.
 *
 * The window sleeps until something happens, the app's own time has come, or it is woken; and it
 * paints only what has changed. From the environment:
 *   FAULTLINE_RENDERER=software   no graphics card
 *   FAULTLINE_SCALE=1.5           larger, where the system does not say how large things should be */
#ifndef FAULTLINE_PLATFORM_PLATFORM_H
#define FAULTLINE_PLATFORM_PLATFORM_H

#include "base/error.h"
#include "ui/app.h"

typedef struct Platform Platform;

typedef struct PlatformOptions {
    const char *data_folder; /* where assets/icons are */
    /* Told of each frame, and whether it was painted; may be NULL. For tests and measurements. */
    void (*framed)(void *context, const DrawList *list, bool painted);
    void *framed_context;
} PlatformOptions;

/* Opens the window, empty. Fails when there is no display or no font, and says what to do. */
Error platform_open(const PlatformOptions *options, Platform **platform);
/* Asks for a frame soon; from any thread. Takes a Platform, as AppOptions.wake does its context. */
void platform_wake(void *platform);
/* Runs the app until it wants to quit. */
void platform_run(Platform *platform, App *app);
void platform_close(Platform *platform); /* NULL is fine */

#endif
