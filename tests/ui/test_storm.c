/* Random input: whatever is pressed, dragged and typed, the program stands, its layout holds, and the
 * journal replays to the design that is on the board. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <math.h>

#include "base/file.h"
#include "base/random.h"
#include "history/replay.h"
#include "support/support.h"
#include "ui/app_state.h"
#include "ui/driver.h"

enum { STORMS = 12, EVENTS = 700 };

static const int KEYS[] = {
    KEY_BACKSPACE, KEY_TAB,  KEY_ENTER, KEY_ESCAPE, KEY_SPACE,   KEY_DELETE,    KEY_LEFT, KEY_RIGHT,
    KEY_UP,        KEY_DOWN, KEY_HOME,  KEY_END,    KEY_PAGE_UP, KEY_PAGE_DOWN, KEY_F1,   KEY_F2,
    KEY_F6,        KEY_F9,   KEY_F10,   'a',        'b',         'c',           'd',      'f',
    'n',           'o',      'p',       's',        't',         'v',           'x',      'y',
    'z',           '/',      '0',       '1',        '2',         '5',           '9',      'h',
    'k',           'q',      'm',       'g',        'l',         'w',           '?',      '='};
static const char *const TEXTS[] = {"1", "200 ms", "é", "queue", "→", "/", " ", "-5", "a\nb"};

/* A place where something is, most of the time. */
static Point somewhere(Driver *driver, Random *random) {
    if (random_below(random, 4) > 0) {
        for (int i = 0; i < 20; i++) {
            const DrawItem *item =
                &driver->list.items.items[random_below(random, driver->list.items.count)];
            if (item->type == DRAW_NAME) {
                return (Point){item->rect.x + item->rect.w * (float)random_unit(random),
                               item->rect.y + item->rect.h * (float)random_unit(random)};
            }
        }
    }
    return (Point){driver->width * (float)random_unit(random),
                   driver->height * (float)random_unit(random)};
}

static InputEvent random_event(Driver *driver, Random *random) {
    static const InputType TYPES[] = {
        INPUT_POINTER_MOVE, INPUT_POINTER_MOVE, INPUT_POINTER_DOWN, INPUT_POINTER_DOWN,
        INPUT_POINTER_UP,   INPUT_POINTER_UP,   INPUT_POINTER_UP,   INPUT_WHEEL,
        INPUT_PINCH,        INPUT_KEY_DOWN,     INPUT_KEY_DOWN,     INPUT_KEY_UP,
        INPUT_TEXT,         INPUT_TEXT,         INPUT_COMPOSE,      INPUT_FOCUS_LOST};
    Point at = somewhere(driver, random);
    InputEvent event = {.type = TYPES[random_below(random, COUNT_OF(TYPES))], .x = at.x, .y = at.y};
    event.modifiers = random_below(random, 3) == 0 ? (unsigned)random_below(random, 8) : 0;
    event.clicks = 1 + (int)random_below(random, 3);
    switch (event.type) {
    case INPUT_POINTER_DOWN:
    case INPUT_POINTER_UP:
        event.button = random_below(random, 8) == 0   ? BUTTON_MIDDLE
                       : random_below(random, 8) == 0 ? BUTTON_RIGHT
                                                      : BUTTON_LEFT;
        break;
    case INPUT_WHEEL:
        event.dy = (float)random_below(random, 9) - 4;
        break;
    case INPUT_PINCH:
        event.dy = 0.5f + (float)random_unit(random);
        break;
    case INPUT_KEY_DOWN:
    case INPUT_KEY_UP:
        event.key = KEYS[random_below(random, COUNT_OF(KEYS))];
        break;
    case INPUT_TEXT:
    case INPUT_COMPOSE:
        event.text = TEXTS[random_below(random, COUNT_OF(TEXTS))];
        break;
    case INPUT_POINTER_MOVE:
    case INPUT_DROP_FILE:
    case INPUT_FOCUS_LOST:
    case INPUT_CLOSE:
        break;
    }
    return event;
}

static void check_list(const DrawList *list) {
    int depth = 0;
    for (size_t i = 0; i < list->items.count; i++) {
        const DrawItem *item = &list->items.items[i];
        assert_true(isfinite(item->rect.x) && isfinite(item->rect.y));
        assert_true(isfinite(item->rect.w) && isfinite(item->rect.h));
        assert_true(item->type == DRAW_TEXT || (item->rect.w >= 0 && item->rect.h >= 0));
        depth += item->type == DRAW_CLIP;
        depth -= item->type == DRAW_UNCLIP;
        assert_true(depth >= 0);
    }
    assert_int_equal(depth, 0);
}

static void check_journal(Driver *driver) {
    const App *app = driver->app;
    if (app->screen != SCREEN_BOARD || !app->document.folder) {
        return;
    }
    Session *session;
    Error error =
        session_load(session_folder_journal(app->document.folder), app->catalog, &session);
    if (error.code) {
        fail_msg("%s", error.message);
    }
    assert_false(session->torn);
    Replay *replay;
    assert_int_equal(replay_new(session, &replay).code, ERROR_NONE);
    assert_int_equal(replay_seek_entry(replay, session->entries.count).code, ERROR_NONE);
    char *replayed = support_bytes(replay_design(replay));
    char *live = support_bytes(app_design(app));
    assert_string_equal(replayed, live);
    free(replayed);
    free(live);
    replay_free(replay);
    session_free(session);
}

static void storm(uint64_t seed) {
    Driver driver = {0};
    Random random = random_seed(seed);
    driver.width = random_below(&random, 2) == 0 ? 1280 : 1440;
    driver.height = 720;
    if (random_below(&random, 2) == 0) {
        driver_open_shipped(&driver, "url-shortener/naive.json");
    } else {
        driver_start(&driver, "notification-service");
    }
    for (int i = 0; i < EVENTS; i++) {
        if (random_below(&random, 60) == 0) {
            driver.width = (float)(1 + random_below(&random, 2000));
            driver.height = (float)(1 + random_below(&random, 1200));
        }
        driver.now_ms += (int64_t)random_below(&random, 400);
        driver_event(&driver, random_event(&driver, &random));
        check_list(&driver.list);
        if (driver.output.quit) {
            break;
        }
        if (i % 50 == 49) {
            check_journal(&driver);
        }
    }
    check_journal(&driver);
    driver_close(&driver);
    driver_remove_folder(&driver);
}

static void test_storms(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= STORMS; seed++) {
        storm(seed);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_storms)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
