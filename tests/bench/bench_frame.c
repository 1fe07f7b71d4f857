/* How long the first frame takes, and each one after it: at rest, while a component is dragged, and
 * while the view of a large board moves.
 *
 * Without a display everything is painted by SDL's software renderer into memory; where there is
 * one, a window is opened too, and the same frames are painted by its graphics card. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/file.h"
#include "bench/bench.h"
#include "platform/platform.h"
#include "screens/stage.h"
#include "support/support.h"

enum { WIDTH = 1440, HEIGHT = 900, MOST_FRAMES = 400 };

typedef struct Bench {
    Arena arena;
    const char *folder;
} Bench;

static StageOptions options_of(Bench *bench, const char *design) {
    return (StageOptions){.width = WIDTH,
                          .height = HEIGHT,
                          .scale = 1,
                          .theme = "light",
                          .user_folder = path_join(&bench->arena, bench->folder, "user"),
                          .open_path = design};
}

/* A design of this size, all of which is on the screen when it is opened. */
static const char *save_design(Bench *bench, const Catalog *catalog, size_t components) {
    Design *design = bench_stacks(catalog, components);
    int columns = components > 100 ? 40 : 7;
    for (size_t i = 0; i < design->components.count; i++) {
        design->components.items[i]->x = 210 * ((int)i % columns);
        design->components.items[i]->y = 130 * ((int)i / columns);
    }
    snprintf(design->scenario, sizeof design->scenario, "notification-service");
    char name[64];
    snprintf(name, sizeof name, "%zu.json", components);
    const char *path = path_join(&bench->arena, bench->folder, name);
    bench_stop_on(design_save(design, path));
    design_free(design);
    return path;
}

static void measure_start(Bench *bench) {
    enum { STARTS = 5 };
    int64_t times_us[STARTS];
    for (size_t i = 0; i < STARTS; i++) {
        StageOptions options = options_of(bench, NULL);
        Stage stage;
        int64_t start_us = clock_monotonic_us();
        stage_raise(&stage, &options);
        stage_paint(&stage);
        times_us[i] = clock_monotonic_us() - start_us;
        stage_close(&stage);
    }
    bench_print_times("first_frame", times_us, STARTS);
}

/* How many frames a window at rest asks for and paints in a minute: the clock's, and no more. */
static void measure_rest(Stage *stage, const char *name) {
    enum { MINUTE_MS = 60000 };
    int frames = 0;
    int painted = 0;
    int64_t end_ms = stage->now_ms + MINUTE_MS;
    while (stage->output.next_frame_ms >= 0 && stage->output.next_frame_ms < end_ms) {
        if (stage->now_ms < stage->output.next_frame_ms) {
            stage->now_ms = stage->output.next_frame_ms;
        }
        stage_frame(stage);
        frames++;
        painted += stage->output.changed;
    }
    char label[64];
    snprintf(label, sizeof label, "%s_frames_a_minute_at_rest", name);
    bench_print(label, frames, "");
    snprintf(label, sizeof label, "%s_painted_a_minute_at_rest", name);
    bench_print(label, painted, "");
}

typedef struct FrameTimes {
    int64_t app_us[MOST_FRAMES], paint_us[MOST_FRAMES], whole_us[MOST_FRAMES];
} FrameTimes;

/* What is done while frames are measured: a drag, a pan. */
typedef void Act(Stage *stage, Painter *painter, SDL_Renderer *renderer, size_t frames,
                 FrameTimes *times);

static void measure_frame(Stage *stage, Painter *painter, SDL_Renderer *renderer,
                          const InputEvent *event, FrameTimes *times, size_t position) {
    int64_t start_us = clock_monotonic_us();
    stage_input(stage, event, 1);
    int64_t painted_us = clock_monotonic_us();
    painter_paint(painter, &stage->list, stage->options.scale);
    SDL_RenderPresent(renderer);
    int64_t end_us = clock_monotonic_us();
    times->app_us[position] = painted_us - start_us;
    times->paint_us[position] = end_us - painted_us;
    times->whole_us[position] = end_us - start_us;
}

/* The component that is nearest to the middle of the canvas, where it can be dragged. */
static Point middle_component(const Stage *stage) {
    static const char COMPONENT[] = "component:";
    Rect canvas;
    Point best = {0, 0};
    float least = INFINITY;
    bool found = draw_find(&stage->list, "canvas", &canvas);
    for (size_t i = 0; i < stage->list.items.count && found; i++) {
        const DrawItem *item = &stage->list.items.items[i];
        if (item->type == DRAW_NAME && strncmp(item->text, COMPONENT, sizeof COMPONENT - 1) == 0) {
            Point at = {item->rect.x + item->rect.w / 2, item->rect.y + item->rect.h / 2};
            float distance = hypotf(at.x - canvas.x - canvas.w / 2, at.y - canvas.y - canvas.h / 2);
            best = distance < least ? at : best;
            least = fminf(distance, least);
        }
    }
    return best;
}

static void drag(Stage *stage, Painter *painter, SDL_Renderer *renderer, size_t frames,
                 FrameTimes *times) {
    Point from = middle_component(stage);
    stage_move(stage, from);
    InputEvent down = {
        .type = INPUT_POINTER_DOWN, .x = from.x, .y = from.y, .button = BUTTON_LEFT, .clicks = 1};
    stage_input(stage, &down, 1);
    for (size_t i = 0; i < frames; i++) {
        float share = (float)(i % 100) / 100;
        Point at = {from.x + 200 * share, from.y + 100 * share};
        InputEvent move = {.type = INPUT_POINTER_MOVE, .x = at.x, .y = at.y};
        measure_frame(stage, painter, renderer, &move, times, i);
    }
    InputEvent up = down;
    up.type = INPUT_POINTER_UP;
    stage_input(stage, &up, 1);
}

static void pan(Stage *stage, Painter *painter, SDL_Renderer *renderer, size_t frames,
                FrameTimes *times) {
    Point middle = stage_find(stage, "canvas");
    for (size_t i = 0; i < frames; i++) {
        InputEvent wheel = {.type = INPUT_WHEEL,
                            .x = middle.x,
                            .y = middle.y,
                            .dy = i / 10 % 2 == 0 ? 0.2F : -0.2F};
        measure_frame(stage, painter, renderer, &wheel, times, i);
    }
}

static void print_times(FrameTimes *times, size_t frames, const char *what, const char *renderer,
                        size_t components) {
    char name[64];
    snprintf(name, sizeof name, "%s_%zu_%s", what, components, renderer);
    bench_print_times(name, times->whole_us, frames);
    snprintf(name, sizeof name, "%s_%zu_%s_app", what, components, renderer);
    bench_print_times(name, times->app_us, frames);
    snprintf(name, sizeof name, "%s_%zu_%s_paint", what, components, renderer);
    bench_print_times(name, times->paint_us, frames);
}

static void measure_still(Stage *stage, size_t frames, size_t components) {
    int64_t times_us[MOST_FRAMES];
    char name[64];
    for (size_t i = 0; i < frames; i++) {
        int64_t start_us = clock_monotonic_us();
        stage_frame(stage);
        times_us[i] = clock_monotonic_us() - start_us;
    }
    snprintf(name, sizeof name, "idle_%zu_app", components);
    bench_print_times(name, times_us, frames);
    for (size_t i = 0; i < frames; i++) {
        int64_t start_us = clock_monotonic_us();
        stage_paint(stage);
        times_us[i] = clock_monotonic_us() - start_us;
    }
    snprintf(name, sizeof name, "idle_%zu_software_paint", components);
    bench_print_times(name, times_us, frames);
}

/* The same frames, by a graphics card, in a window that is not shown. */
static void measure_accelerated(Stage *stage, Act *act, const char *what, size_t frames,
                                size_t components, FrameTimes *times) {
    SDL_Window *window =
        SDL_CreateWindow("Faultline", 0, 0, WIDTH, HEIGHT, SDL_WINDOW_HIDDEN | SDL_WINDOW_OPENGL);
    SDL_Renderer *renderer =
        window ? SDL_CreateRenderer(window, -1, SDL_RENDERER_ACCELERATED) : NULL;
    if (renderer) {
        Painter *painter =
            painter_new(renderer, stage->fonts, FAULTLINE_SOURCE_DIR "/assets/icons");
        act(stage, painter, renderer, frames, times);
        print_times(times, frames, what, "accelerated", components);
        painter_free(painter);
        SDL_DestroyRenderer(renderer);
    }
    if (window) {
        SDL_DestroyWindow(window);
    }
}

static void measure_design(Bench *bench, const Catalog *catalog, size_t components, size_t frames,
                           bool has_display) {
    const char *path = save_design(bench, catalog, components);
    StageOptions options = options_of(bench, path);
    Stage stage;
    stage_raise(&stage, &options);
    stage_settle(&stage);
    stage_press(&stage, "button:go-on"); /* an opened design has a clock that waits */
    stage_settle(&stage);
    FrameTimes *times = memory_allocate(sizeof *times);
    measure_still(&stage, frames, components);
    drag(&stage, stage.painter, stage.renderer, frames, times);
    print_times(times, frames, "drag", "software", components);
    if (has_display) {
        measure_accelerated(&stage, drag, "drag", frames, components, times);
    }
    char name[64];
    stage_settle(&stage);
    snprintf(name, sizeof name, "board_%zu", components);
    measure_rest(&stage, name);
    stage_press(&stage, "button:pause");
    stage_settle(&stage);
    snprintf(name, sizeof name, "board_%zu_paused", components);
    measure_rest(&stage, name);
    free(times);
    stage_close(&stage);
    remove(path);
}

/* The whole board in sight, and the view moves: by the wheel, back and forth. */
static void measure_pan(Bench *bench, const Catalog *catalog, size_t components, size_t frames,
                        bool has_display) {
    const char *path = save_design(bench, catalog, components);
    StageOptions options = options_of(bench, path);
    Stage stage;
    stage_raise(&stage, &options);
    stage_settle(&stage);
    FrameTimes *times = memory_allocate(sizeof *times);
    pan(&stage, stage.painter, stage.renderer, frames, times);
    print_times(times, frames, "pan", "software", components);
    if (has_display) {
        measure_accelerated(&stage, pan, "pan", frames, components, times);
    }
    free(times);
    stage_close(&stage);
    remove(path);
}

/* ---- A window -------------------------------------------------------------------------------- */

typedef struct WindowStart {
    int64_t start_us, painted_us;
} WindowStart;

static void note_painted(void *context, const DrawList *list, bool painted) {
    (void)list;
    WindowStart *start = context;
    if (painted && start->painted_us == 0) {
        start->painted_us = clock_monotonic_us();
        SDL_Event quit = {.type = SDL_QUIT};
        SDL_PushEvent(&quit);
    }
}

static void measure_window(Bench *bench) {
    enum { STARTS = 5 };
    int64_t times_us[STARTS];
    for (size_t i = 0; i < STARTS; i++) {
        WindowStart start = {.start_us = clock_monotonic_us()};
        PlatformOptions window = {FAULTLINE_SOURCE_DIR, note_painted, &start};
        Platform *platform = NULL;
        bench_stop_on(platform_open(&window, &platform));
        StageOptions stage = options_of(bench, NULL);
        AppOptions options = {.data_folder = FAULTLINE_SOURCE_DIR,
                              .user_folder = stage.user_folder,
                              .wake = platform_wake,
                              .wake_context = platform};
        App *app = NULL;
        bench_stop_on(app_new(&options, &app));
        platform_run(platform, app);
        app_free(app);
        platform_close(platform);
        times_us[i] = start.painted_us - start.start_us;
    }
    bench_print_times("window_first_frame", times_us, STARTS);
}

int main(void) {
    Bench bench = {0};
    bench.folder = support_make_folder(&bench.arena);
    support_skip_tour(path_join(&bench.arena, bench.folder, "user"));
    Catalog *catalog = support_catalog();
    measure_start(&bench);
    bool has_display = getenv("DISPLAY") || getenv("WAYLAND_DISPLAY");
    if (has_display) {
        measure_window(&bench);
        has_display = SDL_InitSubSystem(SDL_INIT_VIDEO) == 0;
    }
    measure_design(&bench, catalog, 50, 400, has_display);
    measure_design(&bench, catalog, 500, 200, has_display);
    measure_design(&bench, catalog, 5000, 60, has_display);
    measure_pan(&bench, catalog, 10000, 60, has_display);
    bench_print_peak_memory("frame_peak_memory");
    catalog_free(catalog);
    support_remove_folder(bench.folder);
    arena_free(&bench.arena);
    SDL_Quit();
    return 0;
}
