#include "screens/stage.h"

#include <SDL_image.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

enum { FIRST_MS = 1000, FRAME_MS = 16, SOME_DAY = 1795413972 };

void stage_stop_on(Error error) {
    if (error.code) {
        fprintf(stderr, "%s\n", error.message);
        exit(EXIT_FAILURE);
    }
}

static void stop_unless(bool good, const char *what) {
    if (!good) {
        stage_stop_on(error_make(ERROR_IO, "%s: %s", what, SDL_GetError()));
    }
}

void stage_raise(Stage *stage, const StageOptions *options) {
    *stage = (Stage){.options = *options, .now_ms = FIRST_MS, .unix_s = SOME_DAY};
    stage_stop_on(fonts_open(&stage->fonts));
    stage->metrics = fonts_metrics(stage->fonts, options->scale);
    stage->surface = SDL_CreateRGBSurfaceWithFormat(0, (int)(options->width * options->scale),
                                                    (int)(options->height * options->scale), 32,
                                                    SDL_PIXELFORMAT_ARGB8888);
    stop_unless(stage->surface, "no picture");
    stage->renderer = SDL_CreateSoftwareRenderer(stage->surface);
    stop_unless(stage->renderer, "no renderer");
    stage->painter =
        painter_new(stage->renderer, stage->fonts, FAULTLINE_SOURCE_DIR "/assets/icons");
    AppOptions app = {.data_folder = FAULTLINE_SOURCE_DIR,
                      .user_folder = options->user_folder,
                      .open_path = options->open_path,
                      .theme = options->theme};
    stage_stop_on(app_new(&app, &stage->app));
    stage_frame(stage);
}

void stage_open(Stage *stage, const StageOptions *options) {
    stage_raise(stage, options);
    stage_settle(stage);
}

void stage_close(Stage *stage) {
    app_free(stage->app);
    painter_free(stage->painter);
    SDL_DestroyRenderer(stage->renderer);
    SDL_FreeSurface(stage->surface);
    fonts_close(stage->fonts);
    draw_free(&stage->list);
}

/* ---- Frames ---------------------------------------------------------------------------------- */

void stage_input(Stage *stage, const InputEvent *events, size_t count) {
    stage->now_ms += FRAME_MS;
    Input input = {.events = events,
                   .event_count = count,
                   .width = stage->options.width,
                   .height = stage->options.height,
                   .now_ms = stage->now_ms,
                   .unix_s = stage->unix_s + stage->now_ms / 1000};
    app_frame(stage->app, &input, &stage->metrics, &stage->list, &stage->output);
}

void stage_frame(Stage *stage) {
    stage_input(stage, NULL, 0);
}

void stage_wait(Stage *stage, int64_t ms) {
    stage->now_ms += ms;
    stage_frame(stage);
}

void stage_settle(Stage *stage) {
    enum { LONGEST_DELAY_MS = 1000 }; /* before an edit is checked */
    stage_wait(stage, LONGEST_DELAY_MS);
    app_settle(stage->app);
    stage_frame(stage);
}

/* ---- What a person does ---------------------------------------------------------------------- */

Point stage_find(Stage *stage, const char *name) {
    Rect rect;
    if (!draw_find(&stage->list, name, &rect)) {
        stage_stop_on(error_make(ERROR_USAGE, "there is no `%s` on the screen", name));
    }
    return (Point){rect.x + rect.w / 2, rect.y + rect.h / 2};
}

static void pointer(Stage *stage, InputType type, Point at) {
    bool moves = type == INPUT_POINTER_MOVE;
    InputEvent event = {.type = type,
                        .x = at.x,
                        .y = at.y,
                        .button = moves ? BUTTON_NONE : BUTTON_LEFT,
                        .clicks = moves ? 0 : 1};
    stage_input(stage, &event, 1);
}

void stage_move(Stage *stage, Point to) {
    pointer(stage, INPUT_POINTER_MOVE, to);
}

void stage_reveal(Stage *stage, const char *name) {
    Rect rect;
    for (int i = 0; i < 40 && !draw_find(&stage->list, name, &rect); i++) {
        const InputEvent wheel = {.type = INPUT_WHEEL,
                                  .x = stage->options.width / 3,
                                  .y = stage->options.height / 2,
                                  .dy = -1};
        stage_input(stage, &wheel, 1);
        stage_frame(stage);
    }
}

void stage_press(Stage *stage, const char *name) {
    Point at = stage_find(stage, name);
    pointer(stage, INPUT_POINTER_MOVE, at);
    pointer(stage, INPUT_POINTER_DOWN, at);
    pointer(stage, INPUT_POINTER_UP, at);
}

void stage_drag(Stage *stage, const char *name, Point to) {
    Point from = stage_find(stage, name);
    pointer(stage, INPUT_POINTER_MOVE, from);
    pointer(stage, INPUT_POINTER_DOWN, from);
    pointer(stage, INPUT_POINTER_MOVE, (Point){(from.x + to.x) / 2, (from.y + to.y) / 2});
    pointer(stage, INPUT_POINTER_MOVE, to);
    pointer(stage, INPUT_POINTER_UP, to);
}

void stage_connect(Stage *stage, const char *from, const char *side, const char *to) {
    char name[200];
    snprintf(name, sizeof name, "component:%s", from);
    stage_press(stage, name);
    char target[200];
    snprintf(target, sizeof target, "component:%s", to);
    snprintf(name, sizeof name, "port:%s:%s", from, side);
    stage_drag(stage, name, stage_find(stage, target));
}

void stage_key(Stage *stage, int key, unsigned modifiers) {
    InputEvent events[] = {{.type = INPUT_KEY_DOWN, .key = key, .modifiers = modifiers},
                           {.type = INPUT_KEY_UP, .key = key, .modifiers = modifiers}};
    stage_input(stage, events, 2);
}

void stage_type(Stage *stage, const char *text) {
    InputEvent event = {.type = INPUT_TEXT, .text = text};
    stage_input(stage, &event, 1);
}

/* ---- Pictures -------------------------------------------------------------------------------- */

void stage_paint(Stage *stage) {
    painter_paint(stage->painter, &stage->list, stage->options.scale);
    SDL_RenderFlush(stage->renderer);
}

void stage_save(Stage *stage, const char *path) {
    stage_paint(stage);
    if (IMG_SavePNG(stage->surface, path) != 0) {
        stage_stop_on(error_make(ERROR_IO, "%s: %s", path, IMG_GetError()));
    }
}
