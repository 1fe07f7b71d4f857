#include "screens/stage.h"

#include <SDL_image.h>
#include <math.h>
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
    *stage = (Stage){.options = *options, .zoom = 1, .now_ms = FIRST_MS, .unix_s = SOME_DAY};
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
    const char *data_folder = options->data_folder;
    AppOptions app = {.data_folder = data_folder ? data_folder : FAULTLINE_SOURCE_DIR,
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

static void frame(Stage *stage, const InputEvent *events, size_t count) {
    Input input = {.events = events,
                   .event_count = count,
                   .width = stage->options.width / stage->zoom,
                   .height = stage->options.height / stage->zoom,
                   .now_ms = stage->now_ms,
                   .unix_s = stage->unix_s + stage->now_ms / 1000};
    app_frame(stage->app, &input, &stage->metrics, &stage->list, &stage->output);
}

void stage_input(Stage *stage, const InputEvent *events, size_t count) {
    stage->now_ms += FRAME_MS;
    frame(stage, events, count);
    if (fabsf(stage->output.zoom - stage->zoom) > 0) { /* laid out anew, at once */
        stage->zoom = stage->output.zoom;
        stage->metrics = fonts_metrics(stage->fonts, stage->options.scale * stage->zoom);
        frame(stage, NULL, 0);
    }
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

void stage_settle_studies(Stage *stage) {
    app_settle_studies(stage->app);
    stage_settle(stage);
}

/* ---- What a person does ---------------------------------------------------------------------- */

Point stage_find(Stage *stage, const char *name) {
    Rect rect;
    if (!draw_find(&stage->list, name, &rect)) {
        stage_stop_on(error_make(ERROR_USAGE, "there is no `%s` on the screen", name));
    }
    return (Point){rect.x + rect.w / 2, rect.y + rect.h / 2};
}

static void pointer(Stage *stage, InputType type, PointerButton button, int clicks, Point at) {
    InputEvent event = {.type = type, .x = at.x, .y = at.y, .button = button, .clicks = clicks};
    stage_input(stage, &event, 1);
}

static void click(Stage *stage, PointerButton button, int clicks, Point at) {
    pointer(stage, INPUT_POINTER_DOWN, button, clicks, at);
    pointer(stage, INPUT_POINTER_UP, button, clicks, at);
}

void stage_move(Stage *stage, Point to) {
    pointer(stage, INPUT_POINTER_MOVE, BUTTON_NONE, 0, to);
}

bool stage_has(Stage *stage, const char *name) {
    Rect rect;
    return draw_find(&stage->list, name, &rect);
}

/* Where the last thing whose name begins so is, in sight or not. */
static Rect place_of(const Stage *stage, const char *beginning) {
    for (size_t i = stage->list.items.count; i-- > 0;) {
        const DrawItem *item = &stage->list.items.items[i];
        if (item->type == DRAW_NAME && strncmp(item->text, beginning, strlen(beginning)) == 0) {
            return item->rect;
        }
    }
    stage_stop_on(error_make(ERROR_USAGE, "there is no `%s` to be revealed", beginning));
    return (Rect){0};
}

static void scroll_by(Stage *stage, Rect view, float distance) {
    enum { WHEEL_STEP = 48 };
    const InputEvent wheel = {.type = INPUT_WHEEL,
                              .x = view.x + view.w / 2,
                              .y = view.y + view.h / 2,
                              .dy = -distance / WHEEL_STEP};
    stage_input(stage, &wheel, 1);
    stage_frame(stage);
}

void stage_reveal(Stage *stage, const char *name) {
    const float margin = 16;
    Rect view = place_of(stage, "scroll:");
    Rect rect = place_of(stage, name);
    float above = view.y + margin - rect.y;
    float below = rect.y + rect.h - (view.y + view.h - margin);
    if (above > 0 || below > 0) {
        scroll_by(stage, view, above > 0 ? -above : below);
    }
}

void stage_reveal_at_top(Stage *stage, const char *name) {
    const float margin = 16;
    Rect view = place_of(stage, "scroll:");
    scroll_by(stage, view, place_of(stage, name).y - view.y - margin);
}

void stage_press(Stage *stage, const char *name) {
    stage_press_with(stage, name, BUTTON_LEFT);
}

void stage_press_with(Stage *stage, const char *name, PointerButton button) {
    Point at = stage_find(stage, name);
    stage_move(stage, at);
    click(stage, button, 1, at);
}

void stage_press_at(Stage *stage, const char *name, float share) {
    Point at = stage_find(stage, name);
    Rect rect;
    if (draw_find(&stage->list, name, &rect)) {
        at.x = rect.x + rect.w * share;
    }
    stage_move(stage, at);
    click(stage, BUTTON_LEFT, 1, at);
}

void stage_double_press_at(Stage *stage, Point at) {
    stage_move(stage, at);
    click(stage, BUTTON_LEFT, 1, at);
    click(stage, BUTTON_LEFT, 2, at);
}

void stage_drag(Stage *stage, const char *name, Point to) {
    Point from = stage_find(stage, name);
    stage_move(stage, from);
    pointer(stage, INPUT_POINTER_DOWN, BUTTON_LEFT, 1, from);
    stage_move(stage, (Point){(from.x + to.x) / 2, (from.y + to.y) / 2});
    stage_move(stage, to);
    pointer(stage, INPUT_POINTER_UP, BUTTON_LEFT, 1, to);
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
    painter_paint(stage->painter, &stage->list, stage->options.scale * stage->zoom);
    SDL_RenderFlush(stage->renderer);
}

void stage_save(Stage *stage, const char *path) {
    stage_paint(stage);
    if (IMG_SavePNG(stage->surface, path) != 0) {
        stage_stop_on(error_make(ERROR_IO, "%s: %s", path, IMG_GetError()));
    }
}
