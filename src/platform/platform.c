#include "platform/platform.h"

#include <stdlib.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/memory.h"
#include "platform/events.h"
#include "platform/painter.h"
#include "platform/window.h"

struct Platform {
    Window window;
    Fonts *fonts;
    Painter *painter;
    Arena arena;
    const char *icon_path;
    PlatformOptions options;
    uint32_t wake_type; /* of the event that platform_wake sends */
    SDL_atomic_t woken; /* one is on its way: more would say nothing new */
    Events events;
    DrawList list;
    int64_t next_frame_ms; /* as the app asked; -1: not at all */
    float zoom;            /* how much larger than usual the app wants to be */
    bool wants_clipboard;  /* it asked for its text */
    bool stale;            /* the window shows something else than the list */
};

Error platform_open(const PlatformOptions *options, Platform **platform) {
    Platform *made = memory_allocate(sizeof *made);
    made->options = *options;
    Error error = fonts_open(&made->fonts);
    if (!error.code) {
        error = window_open(&made->window);
    }
    if (error.code) {
        fonts_close(made->fonts);
        free(made);
        return error;
    }
    const char *icons = path_join(&made->arena, options->data_folder, "assets/icons");
    made->icon_path = path_join(&made->arena, icons, "faultline.svg");
    made->painter = painter_new(made->window.renderer, made->fonts, icons);
    made->wake_type = SDL_RegisterEvents(1);
    made->stale = true;
    made->zoom = 1;
    *platform = made;
    return error_none();
}

void platform_close(Platform *platform) {
    if (platform) {
        painter_free(platform->painter);
        window_close(&platform->window);
        fonts_close(platform->fonts);
        events_free(&platform->events);
        draw_free(&platform->list);
        arena_free(&platform->arena);
        free(platform);
    }
}

void platform_wake(void *platform) {
    Platform *sleeper = platform;
    if (SDL_AtomicCAS(&sleeper->woken, 0, 1)) {
        SDL_Event event = {.type = sleeper->wake_type};
        SDL_PushEvent(&event);
    }
}

static int64_t now_ms(void) {
    return clock_monotonic_us() / 1000;
}

/* Whether the window may no longer show what was painted. */
static bool is_exposure(const SDL_Event *event) {
    if (event->type == SDL_RENDER_TARGETS_RESET || event->type == SDL_RENDER_DEVICE_RESET) {
        return true;
    }
    if (event->type != SDL_WINDOWEVENT) {
        return false;
    }
    uint8_t what = event->window.event;
    return what == SDL_WINDOWEVENT_SHOWN || what == SDL_WINDOWEVENT_EXPOSED ||
           what == SDL_WINDOWEVENT_SIZE_CHANGED || what == SDL_WINDOWEVENT_RESTORED;
}

static void take_event(Platform *platform, const SDL_Event *event) {
    if (event->type == platform->wake_type) {
        SDL_AtomicSet(&platform->woken, 0);
        return;
    }
    if (event->type == SDL_RENDER_TARGETS_RESET || event->type == SDL_RENDER_DEVICE_RESET) {
        painter_forget(platform->painter);
    }
    platform->stale = platform->stale || is_exposure(event);
    events_add(&platform->events, event, platform->window.units * platform->zoom,
               (unsigned)SDL_GetModState());
    if (event->type == SDL_DROPFILE) {
        SDL_free(event->drop.file);
    }
}

/* How long there is to sleep; below zero: until something happens. */
static int sleep_ms(const Platform *platform) {
    if (platform->next_frame_ms < 0) {
        return -1;
    }
    enum { LONGEST = 60000 };
    int64_t wait = platform->next_frame_ms - now_ms();
    return wait < 0 ? 0 : wait > LONGEST ? LONGEST : (int)wait;
}

/* Sleeps until there is a reason for a frame, then takes all events that have come. */
static void wait_for_events(Platform *platform) {
    SDL_Event event;
    while (!SDL_WaitEventTimeout(&event, sleep_ms(platform))) {
        if (sleep_ms(platform) <= 0) {
            return; /* else it has slept a little too short */
        }
    }
    do {
        take_event(platform, &event);
    } while (SDL_PollEvent(&event));
}

static void run_frame(Platform *platform, App *app, AppOutput *output) {
    float width = 0;
    float height = 0;
    float scale = 1;
    window_measure(&platform->window, &width, &height, &scale);
    bool asks = platform->wants_clipboard || events_want_clipboard(&platform->events);
    char *clipboard = asks ? SDL_GetClipboardText() : NULL;
    Input input = {.events = platform->events.items.items,
                   .event_count = platform->events.items.count,
                   .width = width / platform->zoom,
                   .height = height / platform->zoom,
                   .now_ms = now_ms(),
                   .unix_s = clock_unix_s(),
                   .clipboard = clipboard};
    scale *= platform->zoom;
    TextMetrics metrics = fonts_metrics(platform->fonts, scale);
    *output = (AppOutput){.next_frame_ms = -1, .zoom = platform->zoom};
    app_frame(app, &input, &metrics, &platform->list, output);
    SDL_free(clipboard);
    events_clear(&platform->events);
    platform->next_frame_ms = output->next_frame_ms;

    bool paints = output->changed || platform->stale;
    if (paints) {
        painter_paint(platform->painter, &platform->list, scale);
        SDL_RenderPresent(platform->window.renderer);
        platform->stale = false;
    }
    window_obey(&platform->window, output);
    platform->wants_clipboard = output->wants_clipboard;
    if (output->zoom != platform->zoom) { /* laid out anew, at once */
        platform->zoom = output->zoom;
        platform->next_frame_ms = now_ms();
    }
    if (platform->options.framed) {
        platform->options.framed(platform->options.framed_context, &platform->list, paints);
    }
}

void platform_run(Platform *platform, App *app) {
    AppOutput output;
    run_frame(platform, app, &output);
    window_set_icon(&platform->window,
                    platform->icon_path); /* after the first frame: it can wait */
    while (!output.quit) {
        wait_for_events(platform);
        run_frame(platform, app, &output);
    }
}
