/* Several parts at once: copied, pasted, aligned, grouped, locked, set. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ui/driver.h"

static void place_three(Driver *driver) {
    driver_start(driver, "url-shortener");
    driver_drag(driver, "palette:client", 360, 240);
    driver_drag(driver, "palette:service", 640, 330);
    driver_drag(driver, "palette:worker", 920, 420);
    driver_press_at(driver, 500, 760);
}

static void set_clipboard(Driver *driver, const char *text) {
    free(driver->clipboard);
    driver->clipboard = memory_copy_string(text);
}

static void test_copy_and_paste(void **state) {
    Driver *driver = *state;
    place_three(driver);
    driver_press(driver, "component:service");
    driver_key(driver, 'c', MOD_CTRL);
    assert_non_null(driver->clipboard);
    assert_non_null(strstr(driver->clipboard, "\"format\": \"faultline/design\""));
    assert_non_null(strstr(driver->clipboard, "\"kind\": \"service\""));
    assert_null(strstr(driver->clipboard, "\"kind\": \"worker\""));
    driver_move(driver, 500, 640);
    driver_key(driver, 'v', MOD_CTRL);
    Rect copy = driver_rect(driver, "component:service-2");
    assert_true(copy.x < 500 && copy.x + copy.w > 500 && copy.y < 640 && copy.y + copy.h > 640);
    driver_key(driver, KEY_DELETE, 0); /* what was pasted is selected */
    assert_false(driver_has(driver, "component:service-2"));
    assert_true(driver_has(driver, "component:service"));
}

static void test_cut_takes_away_and_the_toast_gives_back(void **state) {
    Driver *driver = *state;
    place_three(driver);
    driver_press(driver, "component:service");
    driver_key(driver, 'x', MOD_CTRL);
    assert_false(driver_has(driver, "component:service"));
    assert_true(driver_shows(driver, "Cut Service"));
    driver_press(driver, "button:toast-undo");
    assert_true(driver_has(driver, "component:service"));
    assert_false(driver_has(driver, "button:toast-undo"));
}

/* Undo in a toast means what the toast speaks of: after another edit it is gone. */
static void test_the_toast_undoes_only_what_it_speaks_of(void **state) {
    Driver *driver = *state;
    place_three(driver);
    driver_press(driver, "component:service");
    driver_key(driver, KEY_DELETE, 0);
    assert_true(driver_shows(driver, "Deleted Service"));
    assert_true(driver_has(driver, "button:toast-undo"));
    driver_drag(driver, "palette:queue", 400, 600);
    assert_false(driver_has(driver, "button:toast-undo"));
}

static void test_bad_text_is_refused(void **state) {
    Driver *driver = *state;
    place_three(driver);
    static const char *const TEXTS[] = {
        "a shopping list", "", "{ \"format\": \"faultline/design\" }",
        "{ \"a\": ", "{\"type\":\"excalidraw/clipboard\",\"elements\":[]}"};
    for (size_t i = 0; i < sizeof TEXTS / sizeof TEXTS[0]; i++) {
        set_clipboard(driver, TEXTS[i]);
        driver_key(driver, 'v', MOD_CTRL);
        assert_true(driver_has(driver, "toast"));
        assert_true(driver_shows(driver, "no parts of a design"));
        assert_int_equal(driver_count(driver, "component:"), 3);
        driver_wait(driver, 9000);
    }
    /* From another window: a design in short. */
    set_clipboard(driver,
                  "{\"format\":\"faultline/design\",\"version\":1,\"components\":[{\"id\":\"a\","
                  "\"kind\":\"queue\",\"label\":\"Jobs\",\"x\":0,\"y\":0},{\"id\":\"b\",\"kind\":"
                  "\"worker\",\"x\":280,\"y\":0}],\"connections\":[{\"id\":\"a-b\",\"from\":\"a\","
                  "\"to\":\"b\",\"kind\":\"consume\"}]}");
    driver_key(driver, 'v', MOD_CTRL);
    assert_int_equal(driver_count(driver, "component:"), 5);
    assert_int_equal(driver_count(driver, "connection:"), 1);
    assert_true(driver_shows(driver, "Jobs"));
}

/* Without its key the text is asked for, and there with the next frame. */
static void test_paste_by_the_menu(void **state) {
    Driver *driver = *state;
    place_three(driver);
    driver_press(driver, "component:client");
    driver_key(driver, 'c', MOD_CTRL);
    driver_key(driver, 'k', MOD_CTRL);
    driver_type(driver, "paste");
    driver_key(driver, KEY_ENTER, 0);
    driver_frame(driver);
    assert_int_equal(driver_count(driver, "component:"), 4);
}

static void test_align_and_spread(void **state) {
    Driver *driver = *state;
    place_three(driver);
    driver_key(driver, 'a', MOD_CTRL);
    assert_true(driver_shows(driver, "3 components selected"));
    driver_press(driver, "button:align-top");
    float y = driver_rect(driver, "component:client").y;
    assert_true(driver_rect(driver, "component:service").y == y);
    assert_true(driver_rect(driver, "component:workers").y == y);
    driver_press_at(driver, 500, 760);
    driver_drag(driver, "component:service", 560, 320);
    driver_key(driver, 'a', MOD_CTRL);
    driver_key(driver, 'h', MOD_CTRL | MOD_ALT);
    float a = driver_rect(driver, "component:client").x;
    float b = driver_rect(driver, "component:service").x;
    float c = driver_rect(driver, "component:workers").x;
    assert_true(b - a > c - b - 2 && b - a < c - b + 2);
    driver_key(driver, 'z', MOD_CTRL);
    assert_true(driver_shows(driver, "Undone: Spread 3 parts across"));
}

/* The whole board, unless several parts are selected. */
static void test_tidy(void **state) {
    Driver *driver = *state;
    driver_start(driver, "url-shortener");
    driver_drag(driver, "palette:service", 360, 240);
    driver_drag(driver, "palette:client", 640, 330);
    driver_drag(driver, "palette:sql_db", 700, 560);
    driver_press(driver, "component:client");
    driver_drag_to(driver, "port:client:left", "component:service");
    driver_press_at(driver, 500, 760);
    driver_key(driver, 't', MOD_CTRL | MOD_SHIFT);
    assert_true(driver_shows(driver, "Tidied the board"));
    Rect client = driver_rect(driver, "component:client");
    Rect service = driver_rect(driver, "component:service");
    assert_true(client.x < service.x && client.y == service.y);
    driver_key(driver, 't', MOD_CTRL | MOD_SHIFT);
    assert_true(driver_shows(driver, "It is tidy already"));
    driver_key(driver, 'z', MOD_CTRL);
    assert_true(driver_shows(driver, "Undone: Tidy"));
    service = driver_rect(driver, "component:service");
    assert_true(driver_rect(driver, "component:client").x > service.x);
}

static void test_a_group_moves_what_is_in_it(void **state) {
    Driver *driver = *state;
    place_three(driver);
    driver_key(driver, 'a', MOD_CTRL);
    driver_key(driver, 'g', MOD_CTRL);
    driver_type(driver, "Region A");
    driver_key(driver, KEY_ENTER, 0);
    Rect before = driver_rect(driver, "component:service");
    driver_press_at(driver, 500, 760);
    Rect label = driver_rect(driver, "area:area");
    driver_drag_from(driver, label.x + 20, label.y + 8, label.x + 60, label.y + 88);
    Rect after = driver_rect(driver, "component:service");
    assert_true(after.x == before.x + 40 && after.y == before.y + 80);
    driver_key(driver, 'z', MOD_CTRL);
    assert_true(driver_shows(driver, "Undone: Move Region A"));
}

static void test_a_lock_holds(void **state) {
    Driver *driver = *state;
    place_three(driver);
    driver_press(driver, "component:service");
    driver_key(driver, 'l', MOD_CTRL | MOD_SHIFT);
    driver_drag(driver, "component:service", 640, 600); /* moves the view alone */
    driver_key(driver, KEY_DELETE, 0);
    assert_true(driver_shows(driver, "is locked"));
    assert_true(driver_has(driver, "component:service"));
    driver_key(driver, 'l', MOD_CTRL | MOD_SHIFT);
    driver_key(driver, KEY_DELETE, 0);
    assert_false(driver_has(driver, "component:service"));
}

static void test_a_setting_of_several(void **state) {
    Driver *driver = *state;
    place_three(driver);
    driver_press(driver, "component:service");
    driver_drag_from(driver, 500, 250, 1040, 520); /* a rubber band round two of them */
    assert_true(driver_shows(driver, "2 components selected"));
    driver_press(driver, "setting:replicas");
    driver_type(driver, "0");
    assert_true(driver_has(driver, "error:replicas"));
    driver_key(driver, KEY_BACKSPACE, 0);
    driver_type(driver, "7");
    driver_key(driver, KEY_ENTER, 0);
    driver_press(driver, "component:workers");
    assert_true(driver_shows(driver, "7"));
    driver_press(driver, "button:reset:replicas");
    driver_press_at(driver, 500, 760);
    driver_drag_from(driver, 500, 250, 1040, 520);
    assert_true(driver_shows(driver, "several")); /* they differ now */
    driver_press(driver, "setting:replicas");
    driver_key(driver, KEY_ENTER, 0); /* nothing was typed: nothing changes */
    assert_true(driver_shows(driver, "several"));
    driver_press(driver, "button:reset:replicas");
    assert_false(driver_has(driver, "button:reset:replicas"));
    driver_key(driver, 'z', MOD_CTRL);
    assert_true(driver_shows(driver, "Undone: Reset replicas of"));
}

static void test_alt_takes_a_copy(void **state) {
    Driver *driver = *state;
    place_three(driver);
    Rect at = driver_rect(driver, "component:service");
    static const InputType TYPES[] = {INPUT_POINTER_DOWN, INPUT_POINTER_MOVE, INPUT_POINTER_MOVE,
                                      INPUT_POINTER_UP};
    for (size_t i = 0; i < 4; i++) {
        driver_event(driver, (InputEvent){.type = TYPES[i],
                                          .x = at.x + 60,
                                          .y = at.y + 20 + (float)i * 80,
                                          .button = i % 3 == 0 ? BUTTON_LEFT : BUTTON_NONE,
                                          .clicks = 1,
                                          .modifiers = MOD_ALT});
    }
    assert_true(driver_has(driver, "component:service-2"));
    assert_true(driver_rect(driver, "component:service").y == at.y);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        DRIVER_TEST(test_copy_and_paste),
        DRIVER_TEST(test_cut_takes_away_and_the_toast_gives_back),
        DRIVER_TEST(test_the_toast_undoes_only_what_it_speaks_of),
        DRIVER_TEST(test_bad_text_is_refused),
        DRIVER_TEST(test_paste_by_the_menu),
        DRIVER_TEST(test_align_and_spread),
        DRIVER_TEST(test_tidy),
        DRIVER_TEST(test_a_group_moves_what_is_in_it),
        DRIVER_TEST(test_a_lock_holds),
        DRIVER_TEST(test_a_setting_of_several),
        DRIVER_TEST(test_alt_takes_a_copy),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
