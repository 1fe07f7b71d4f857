#include "ui/driver.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/text.h"
#include "history/session_store.h"
#include "support/support.h"
#include "ui/app_state.h"

enum { FIRST_MS = 1000, FRAME_MS = 16, SOME_DAY = 1795413972 };

/* ---- Beginning and end ------------------------------------------------------------------------- */

void driver_open(Driver *driver, const char *user_folder, const char *open_path) {
    driver->user_folder = user_folder ? arena_copy_string(&driver->arena, user_folder)
                                      : support_make_folder(&driver->arena);
    driver->metrics = text_metrics_plain();
    driver->width = driver->width > 0 ? driver->width : 1440;
    driver->height = driver->height > 0 ? driver->height : 900;
    driver->now_ms = FIRST_MS;
    driver->unix_s = SOME_DAY;
    if (!driver->tour) {
        support_skip_tour(driver->user_folder);
    }
    AppOptions options = {.data_folder = FAULTLINE_SOURCE_DIR,
                          .user_folder = driver->user_folder,
                          .open_path = open_path,
                          .tools = driver->tools,
                          .copy_png = driver->copy_png};
    Error error = app_new(&options, &driver->app);
    if (error.code) {
        fail_msg("%s", error.message);
    }
    driver_frame(driver);
}

void driver_close(Driver *driver) {
    app_free(driver->app);
    draw_free(&driver->list);
    free(driver->clipboard);
    driver->app = NULL;
    driver->clipboard = NULL;
}

char *driver_path(Driver *driver, const char *name) {
    return path_join(&driver->arena, driver->user_folder, name);
}

void driver_open_shipped(Driver *driver, const char *design) {
    driver_open(driver, NULL, NULL);
    char *bytes;
    size_t length;
    const char *from = path_join(&driver->arena, FAULTLINE_SOURCE_DIR "/scenarios", design);
    char *copy = driver_path(driver, "copy.json");
    Error error = file_read(from, 1 << 20, &bytes, &length);
    if (!error.code) {
        error = file_save_atomic(copy, bytes, length);
        free(bytes);
    }
    if (error.code) {
        fail_msg("%s", error.message);
    }
    driver_event(driver, (InputEvent){.type = INPUT_DROP_FILE, .text = copy});
    driver_frame(driver);
}

void driver_start(Driver *driver, const char *scenario) {
    driver_open(driver, NULL, NULL);
    char card[128];
    snprintf(card, sizeof card, "card:%s", scenario);
    for (int i = 0; i < 40 && !driver_has(driver, card); i++) { /* below the edge of the window */
        driver_event(driver, (InputEvent){.type = INPUT_WHEEL,
                                          .x = driver->width / 3,
                                          .y = driver->height / 2,
                                          .dy = -1});
    }
    driver_press(driver, card);
    driver_press(driver, "button:Start round");
}

int driver_setup(void **state) {
    *state = memory_allocate(sizeof(Driver));
    return 0;
}

int driver_teardown(void **state) {
    Driver *driver = *state;
    if (driver->app) {
        driver_close(driver);
    }
    if (driver->user_folder) {
        driver_remove_folder(driver);
    }
    free(driver);
    return 0;
}

char *driver_file(Driver *driver, const char *path) {
    char *bytes;
    size_t length;
    Error error = file_read(path, 16 << 20, &bytes, &length);
    if (error.code) {
        fail_msg("%s", error.message);
    }
    char *copy = arena_copy(&driver->arena, bytes, length);
    free(bytes);
    return copy;
}

char *driver_session(Driver *driver, size_t position) {
    SessionList list = {0};
    Arena arena = {0};
    Error error = session_list_load(&list, session_store_path(&arena, driver->user_folder), 100);
    if (error.code || position >= list.items.count) {
        fail_msg("there is no session %zu: %s", position, error.message);
    }
    char *folder = arena_copy_string(&driver->arena, list.items.items[position].folder);
    session_list_free(&list);
    arena_free(&arena);
    return folder;
}

void driver_remove_folder(Driver *driver) {
    support_remove_folder(driver->user_folder);
    arena_free(&driver->arena);
}

/* ---- Input ------------------------------------------------------------------------------------- */

static void frame(Driver *driver, const InputEvent *events, size_t count) {
    driver->now_ms += FRAME_MS;
    driver->frames++;
    /* The check of the last frame's design is there by now: runs do not depend on the speed. */
    app_settle(driver->app);
    Input input = {.events = events,
                   .event_count = count,
                   .width = driver->width,
                   .height = driver->height,
                   .now_ms = driver->now_ms,
                   .unix_s = driver->unix_s + driver->now_ms / 1000,
                   .clipboard = driver->clipboard};
    app_frame(driver->app, &input, &driver->metrics, &driver->list, &driver->output);
    if (driver->output.clipboard) {
        char *copy = memory_copy_string(driver->output.clipboard);
        free(driver->clipboard);
        driver->clipboard = copy;
    }
}

void driver_frame(Driver *driver) {
    frame(driver, NULL, 0);
}

void driver_event(Driver *driver, InputEvent event) {
    frame(driver, &event, 1);
}

void driver_events(Driver *driver, const InputEvent *events, size_t count) {
    frame(driver, events, count);
}

void driver_wait(Driver *driver, int64_t ms) {
    driver->now_ms += ms;
    driver_frame(driver);
}

static void pointer(Driver *driver, InputType type, float x, float y, int clicks) {
    InputEvent event = {.type = type, .x = x, .y = y, .clicks = clicks};
    event.button = type == INPUT_POINTER_MOVE ? BUTTON_NONE : BUTTON_LEFT;
    event.dx = x - driver->pointer.x;
    event.dy = y - driver->pointer.y;
    driver->pointer = (Point){x, y};
    driver_event(driver, event);
}

void driver_move(Driver *driver, float x, float y) {
    pointer(driver, INPUT_POINTER_MOVE, x, y, 0);
}

void driver_press_at(Driver *driver, float x, float y) {
    driver_move(driver, x, y);
    pointer(driver, INPUT_POINTER_DOWN, x, y, 1);
    pointer(driver, INPUT_POINTER_UP, x, y, 1);
}

static Point middle(Driver *driver, const char *name) {
    Rect rect = driver_rect(driver, name);
    return (Point){rect.x + rect.w / 2, rect.y + rect.h / 2};
}

void driver_press(Driver *driver, const char *name) {
    Point at = middle(driver, name);
    driver_press_at(driver, at.x, at.y);
}

void driver_double_press(Driver *driver, const char *name) {
    Point at = middle(driver, name);
    driver_press_at(driver, at.x, at.y);
    pointer(driver, INPUT_POINTER_DOWN, at.x, at.y, 2);
    pointer(driver, INPUT_POINTER_UP, at.x, at.y, 2);
}

void driver_drag_from(Driver *driver, float from_x, float from_y, float to_x, float to_y) {
    driver_move(driver, from_x, from_y);
    pointer(driver, INPUT_POINTER_DOWN, from_x, from_y, 1);
    for (int i = 1; i <= 4; i++) {
        float part = (float)i / 4;
        pointer(driver, INPUT_POINTER_MOVE, from_x + (to_x - from_x) * part,
                from_y + (to_y - from_y) * part, 0);
    }
    pointer(driver, INPUT_POINTER_UP, to_x, to_y, 1);
}

void driver_drag(Driver *driver, const char *from, float x, float y) {
    Point at = middle(driver, from);
    driver_drag_from(driver, at.x, at.y, x, y);
}

void driver_drag_to(Driver *driver, const char *from, const char *to) {
    Point at = middle(driver, to);
    driver_drag(driver, from, at.x, at.y);
}

void driver_key(Driver *driver, int key, unsigned modifiers) {
    driver_event(driver, (InputEvent){.type = INPUT_KEY_DOWN, .key = key, .modifiers = modifiers});
    driver_event(driver, (InputEvent){.type = INPUT_KEY_UP, .key = key, .modifiers = modifiers});
}

void driver_type(Driver *driver, const char *text) {
    size_t length = strlen(text);
    for (size_t at = 0; at < length;) {
        size_t start = at;
        (void)utf8_next(text, length, &at);
        char character[8] = {0};
        memcpy(character, text + start, at - start);
        int key = at - start == 1 ? character[0] : KEY_NONE;
        key = key >= 'A' && key <= 'Z' ? key - 'A' + 'a' : key;
        InputEvent events[] = {{.type = INPUT_KEY_DOWN, .key = key},
                               {.type = INPUT_TEXT, .text = character},
                               {.type = INPUT_KEY_UP, .key = key}};
        frame(driver, events, 3);
    }
}

void driver_wheel(Driver *driver, const char *name, float lines) {
    Point at = middle(driver, name);
    driver_event(driver, (InputEvent){.type = INPUT_WHEEL, .x = at.x, .y = at.y, .dy = lines});
}

void driver_reveal(Driver *driver, const char *name) {
    float x = driver->width - 60, y = driver->height / 2;
    for (int i = 0; i < 200; i++) {
        Rect rect;
        if (draw_find(&driver->list, name, &rect) && rect.y > 0 &&
            rect.y + rect.h < driver->height - 4) {
            return;
        }
        float lines = i < 60 ? -1 : 1;
        driver_event(driver, (InputEvent){.type = INPUT_WHEEL, .x = x, .y = y, .dy = lines});
    }
    fail_msg("`%s` cannot be scrolled into sight", name);
}

/* ---- What is shown ----------------------------------------------------------------------------- */

bool driver_has(Driver *driver, const char *name) {
    Rect rect;
    return draw_find(&driver->list, name, &rect);
}

bool driver_focused(Driver *driver, const char *name) {
    const Ui *ui = &driver->app->ui;
    Rect rect;
    if (!draw_find(&driver->list, name, &rect)) {
        return false;
    }
    for (size_t i = 0; i < ui->stops.count; i++) {
        FocusStop stop = ui->stops.items[i];
        if (stop.id == ui->focus) {
            return rect_overlaps(stop.rect, rect) && stop.rect.w <= rect.w && stop.rect.h <= rect.h;
        }
    }
    return false;
}

Rect driver_rect(Driver *driver, const char *name) {
    Rect rect = {0};
    if (!draw_find(&driver->list, name, &rect)) {
        fail_msg("there is no `%s` on the screen", name);
    }
    return rect;
}

bool driver_shows(Driver *driver, const char *text) {
    return draw_shows(&driver->list, text);
}

const char *driver_find(Driver *driver, const char *beginning) {
    for (size_t i = 0; i < driver->list.items.count; i++) {
        const DrawItem *item = &driver->list.items.items[i];
        if (item->type == DRAW_NAME && strncmp(item->text, beginning, strlen(beginning)) == 0) {
            return arena_copy_string(&driver->arena, item->text);
        }
    }
    fail_msg("nothing on the screen is named `%s...`", beginning);
    return NULL;
}

size_t driver_count(Driver *driver, const char *beginning) {
    size_t count = 0;
    for (size_t i = 0; i < driver->list.items.count; i++) {
        const DrawItem *item = &driver->list.items.items[i];
        count += item->type == DRAW_NAME && strncmp(item->text, beginning, strlen(beginning)) == 0;
    }
    return count;
}
