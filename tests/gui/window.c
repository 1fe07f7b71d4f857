/* The real window, which also says what it shows: asked by a byte on standard input, it answers on
 * standard output with a line "x y width height name" for all that has a name and is in sight, and a
 * line "that is all". All that was done to the window before the question is in the answer.
 *
 *   gui_window USER_FOLDER [DESIGN|SESSION] */
#include <SDL.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "platform/platform.h"

typedef struct Talk {
    Platform *platform;
    SDL_atomic_t asked;
    int heard, answered;
} Talk;

static int listen(void *context) {
    Talk *talk = context;
    char byte;
    while (read(STDIN_FILENO, &byte, 1) == 1) {
        SDL_AtomicAdd(&talk->asked, 1);
        platform_wake(talk->platform);
    }
    return 0;
}

static void say_names(const DrawList *list) {
    for (size_t i = 0; i < list->items.count; i++) {
        const DrawItem *item = &list->items.items[i];
        Rect rect;
        if (item->type == DRAW_NAME && draw_find(list, item->text, &rect)) {
            printf("%.0f %.0f %.0f %.0f %s\n", (double)rect.x, (double)rect.y, (double)rect.w,
                   (double)rect.h, item->text);
        }
    }
    puts("that is all");
    fflush(stdout);
}

/* A question that comes while a frame is made may be too late for it: the next one answers. */
static void answer(void *context, const DrawList *list, bool painted) {
    (void)painted;
    Talk *talk = context;
    if (talk->heard > talk->answered) {
        talk->answered = talk->heard;
        say_names(list);
    }
    talk->heard = SDL_AtomicGet(&talk->asked);
    if (talk->heard > talk->answered) {
        platform_wake(talk->platform);
    }
}

static int complain(Error error) {
    fprintf(stderr, "%s\n", error.message);
    return 2;
}

int main(int argc, char **argv) {
    if (argc < 2) {
        fputs("usage: gui_window USER_FOLDER [DESIGN|SESSION]\n", stderr);
        return 2;
    }
    Talk talk = {0};
    PlatformOptions window = {FAULTLINE_SOURCE_DIR, answer, &talk};
    Error error = platform_open(&window, &talk.platform);
    if (error.code) {
        return complain(error);
    }
    SDL_DetachThread(SDL_CreateThread(listen, "listen", &talk));
    AppOptions options = {.data_folder = FAULTLINE_SOURCE_DIR,
                          .user_folder = argv[1],
                          .open_path = argc > 2 ? argv[2] : NULL,
                          .wake = platform_wake,
                          .wake_context = talk.platform};
    App *app = NULL;
    error = app_new(&options, &app);
    if (!error.code) {
        platform_run(talk.platform, app);
        app_free(app);
    }
    platform_close(talk.platform);
    return error.code ? complain(error) : 0;
}
