/* The window's loop, with an app of our own and SDL's driver without a display. */
#include "platform/platform.h"

#include <SDL.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* What the app does in each of its frames; the last step is repeated. */
typedef struct Step {
    bool changed, quit;
    int64_t sleep_ms; /* below zero: until something happens */
    void (*act)(App *app);
} Step;

struct App {
    Platform *platform;
    const Step *steps;
    int frames, painted;
    size_t events; /* of all frames */
    InputType last;
    int64_t first_ms, last_ms;
    float width, height;
};

static void count_painted(void *context, const DrawList *list, bool painted) {
    App *app = context;
    assert_true(list->items.count > 0);
    app->painted += painted;
}

void app_frame(App *app, const Input *input, const TextMetrics *metrics, DrawList *list,
               AppOutput *output) {
    assert_non_null(metrics->context);
    const Step *step = &app->steps[app->frames];
    if (app->frames == 0) {
        app->first_ms = input->now_ms;
        draw_clear(list);
        draw_rect(list, (Rect){0, 0, input->width, input->height}, 0, (Color){1, 2, 3, 255});
    }
    app->frames++;
    app->events += input->event_count;
    if (input->event_count > 0) {
        app->last = input->events[input->event_count - 1].type;
    }
    app->last_ms = input->now_ms;
    app->width = input->width;
    app->height = input->height;
    output->changed = step->changed;
    output->quit = step->quit;
    output->next_frame_ms = step->sleep_ms < 0 ? -1 : input->now_ms + step->sleep_ms;
    output->title = "a title";
    if (step->act) {
        step->act(app);
    }
}

static App run(const Step *steps) {
    App app = {.steps = steps};
    PlatformOptions options = {FAULTLINE_SOURCE_DIR, count_painted, &app};
    Error error = platform_open(&options, &app.platform);
    assert_string_equal(error.message, "");
    SDL_PumpEvents();
    SDL_FlushEvents(SDL_FIRSTEVENT, SDL_LASTEVENT);
    platform_run(app.platform, &app);
    platform_close(app.platform);
    return app;
}

static void test_paints_only_what_has_changed(void **state) {
    (void)state;
    static const Step STEPS[] = {
        {.changed = false, .sleep_ms = 1}, /* the first frame is painted whatever it says */
        {.changed = false, .sleep_ms = 1}, {.changed = true, .sleep_ms = 1},
        {.changed = false, .sleep_ms = 1}, {.quit = true},
    };
    App app = run(STEPS);
    assert_int_equal(app.frames, 5);
    assert_int_equal(app.painted, 2);
    assert_true(app.width >= 100 && app.height >= 100);
}

static void test_sleeps_until_the_time_asked_for(void **state) {
    (void)state;
    static const Step STEPS[] = {{.changed = true, .sleep_ms = 60}, {.quit = true}};
    App app = run(STEPS);
    assert_int_equal(app.frames, 2);
    assert_true(app.last_ms - app.first_ms >= 60);
    assert_int_equal(app.events, 0);
}

static int wake_twice(void *context) {
    App *app = context;
    platform_wake(app->platform);
    platform_wake(app->platform);
    return 0;
}

static void wake_from_a_thread(App *app) {
    SDL_Thread *thread = SDL_CreateThread(wake_twice, "wake", app);
    assert_non_null(thread);
    SDL_WaitThread(thread, NULL);
}

static void test_wakes_for_another_thread(void **state) {
    (void)state;
    static const Step STEPS[] = {
        {.changed = true, .sleep_ms = -1, .act = wake_from_a_thread},
        {.sleep_ms = -1, .act = wake_from_a_thread}, /* and again: it can be woken twice */
        {.quit = true},
    };
    App app = run(STEPS);
    assert_int_equal(app.frames, 3);
    assert_int_equal(app.events, 0);
}

static void push_input(App *app) {
    (void)app;
    for (int i = 0; i < 10; i++) {
        SDL_Event move = {.motion = {.type = SDL_MOUSEMOTION, .x = i, .y = i}};
        SDL_PushEvent(&move);
    }
    SDL_Event quit = {.type = SDL_QUIT};
    SDL_PushEvent(&quit);
}

static void test_takes_all_that_has_come_in_one_frame(void **state) {
    (void)state;
    static const Step STEPS[] = {
        {.changed = true, .sleep_ms = -1, .act = push_input},
        {.quit = true},
    };
    App app = run(STEPS);
    assert_int_equal(app.frames, 2);
    assert_int_equal(app.events, 2); /* the moves are one */
    assert_int_equal(app.last, INPUT_CLOSE);
}

static void push_exposure(App *app) {
    (void)app;
    SDL_Event event = {.window = {.type = SDL_WINDOWEVENT, .event = SDL_WINDOWEVENT_EXPOSED}};
    SDL_PushEvent(&event);
}

static void test_paints_again_what_was_covered(void **state) {
    (void)state;
    static const Step STEPS[] = {
        {.changed = true, .sleep_ms = -1, .act = push_exposure},
        {.quit = true},
    };
    App app = run(STEPS);
    assert_int_equal(app.painted, 2);
}

static void test_a_scale_makes_logical_pixels_larger(void **state) {
    (void)state;
    static const Step STEPS[] = {{.quit = true}};
    App plain = run(STEPS);
    setenv("FAULTLINE_SCALE", "2", 1);
    App twice = run(STEPS);
    /* The window is as large as the display allows, so it holds fewer of them. */
    assert_true(twice.width <= plain.width);
    assert_true(twice.width > 0);

    static const char *const BAD[] = {"big", "0", "2x", "9", "nan"};
    for (size_t i = 0; i < sizeof BAD / sizeof BAD[0]; i++) {
        setenv("FAULTLINE_SCALE", BAD[i], 1);
        Platform *platform = NULL;
        PlatformOptions options = {.data_folder = FAULTLINE_SOURCE_DIR};
        Error error = platform_open(&options, &platform);
        assert_int_equal(error.code, ERROR_USAGE);
        assert_non_null(strstr(error.message, BAD[i]));
        assert_null(platform);
    }
    unsetenv("FAULTLINE_SCALE");
}

static void test_without_a_display_it_says_what_works(void **state) {
    (void)state;
    setenv("SDL_VIDEODRIVER", "nonesuch", 1);
    Platform *platform = NULL;
    PlatformOptions options = {.data_folder = FAULTLINE_SOURCE_DIR};
    Error error = platform_open(&options, &platform);
    setenv("SDL_VIDEODRIVER", "dummy", 1);
    assert_int_equal(error.code, ERROR_IO);
    assert_non_null(strstr(error.message, "faultline check"));
}

int main(void) {
    setenv("SDL_VIDEODRIVER", "dummy", 1);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_paints_only_what_has_changed),
        cmocka_unit_test(test_sleeps_until_the_time_asked_for),
        cmocka_unit_test(test_wakes_for_another_thread),
        cmocka_unit_test(test_takes_all_that_has_come_in_one_frame),
        cmocka_unit_test(test_paints_again_what_was_covered),
        cmocka_unit_test(test_a_scale_makes_logical_pixels_larger),
        cmocka_unit_test(test_without_a_display_it_says_what_works),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
