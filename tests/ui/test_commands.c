/* The table of commands: its palette, its sheet, its keys; and what is remembered of the looks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "ui/commands.h"
#include "ui/driver.h"
#include "ui/kind_search.h"

static void test_the_palette_finds_and_runs(void **state) {
    Driver *driver = *state;
    driver_start(driver, "url-shortener");
    driver_key(driver, 'k', MOD_CTRL);
    assert_true(driver_has(driver, "dialog:Commands"));
    driver_type(driver, "add stream");
    assert_string_equal(driver_find(driver, "command:"), "command:stream");
    driver_key(driver, KEY_ENTER, 0);
    assert_false(driver_has(driver, "dialog:Commands"));
    assert_true(driver_has(driver, "component:stream"));
    driver_key(driver, 'k', MOD_CTRL);
    driver_type(driver, "sela"); /* letters that stand in it in this order */
    assert_string_equal(driver_find(driver, "command:"), "command:select-all");
    driver_key(driver, KEY_ENTER, 0);
    driver_key(driver, 'k', MOD_CTRL);
    driver_type(driver, "delete");
    driver_press(driver, "command:delete");
    assert_false(driver_has(driver, "component:stream"));
}

static void test_the_palette_by_arrows(void **state) {
    Driver *driver = *state;
    driver_start(driver, "url-shortener");
    driver_key(driver, 'k', MOD_CTRL);
    for (int i = 0; i < 200; i++) { /* past the end it begins anew, always in sight */
        driver_key(driver, KEY_DOWN, 0);
    }
    driver_key(driver, KEY_UP, 0);
    driver_type(driver, "zzzz");
    assert_true(driver_shows(driver, "Nothing is called that"));
    driver_key(driver, KEY_ENTER, 0);
    assert_true(driver_has(driver, "dialog:Commands"));
    driver_key(driver, KEY_ESCAPE, 0);
    assert_false(driver_has(driver, "dialog:Commands"));
    driver_key(driver, 'k', MOD_CTRL);
    driver_type(driver, "align tops"); /* not now: it says so */
    driver_key(driver, KEY_ENTER, 0);
    assert_true(driver_shows(driver, "not now"));
}

static void test_the_sheet_is_searched(void **state) {
    Driver *driver = *state;
    driver_start(driver, "url-shortener");
    driver_key(driver, '/', MOD_SHIFT);
    assert_true(driver_shows(driver, "Hand: move the view"));
    driver_type(driver, "zoom");
    assert_true(driver_shows(driver, "Zoom at the pointer")); /* a gesture, */
    assert_true(driver_shows(driver, "Zoom to 100 %"));       /* a command */
    assert_false(driver_shows(driver, "Hand: move the view"));
    driver_key(driver, KEY_BACKSPACE, MOD_CTRL);
    driver_type(driver, "Ctrl+G"); /* by its key, too */
    assert_true(driver_shows(driver, "Group into an area"));
    driver_key(driver, KEY_ESCAPE, 0);
    assert_false(driver_has(driver, "dialog:Keys"));
}

/* No key means two things at one time and place, and every command has a name of its own. */
static void test_the_table_is_sound(void **state) {
    (void)state;
    for (int a = 0; a < UI_COMMAND_COUNT; a++) {
        const UiCommand *first = ui_command((UiCommandId)a);
        assert_non_null(first->name);
        assert_true((first->run != NULL) != (first->run_with != NULL));
        assert_int_equal(ui_command_named(first->name), a);
        for (int b = a + 1; b < UI_COMMAND_COUNT; b++) {
            const UiCommand *second = ui_command((UiCommandId)b);
            for (size_t i = 0; i < UI_SHORTCUTS && first->keys[i].key; i++) {
                for (size_t k = 0; k < UI_SHORTCUTS && second->keys[k].key; k++) {
                    assert_false(first->keys[i].key == second->keys[k].key &&
                                 first->keys[i].modifiers == second->keys[k].modifiers);
                }
            }
        }
    }
}

static void test_fuzzy(void **state) {
    (void)state;
    assert_true(fuzzy_fit("Align tops", "alt") > 0);
    assert_true(fuzzy_fit("Align tops", "at") > fuzzy_fit("Save at", "vt"));
    assert_true(fuzzy_fit("Align tops", "tops") > fuzzy_fit("Text note", "to"));
    assert_true(fuzzy_fit("Align tops", "x") < 0);
    assert_int_equal(fuzzy_fit("Align tops", "") >= 0, 1);
}

/* ---- What is remembered ------------------------------------------------------------------------ */

static void test_themes_and_text_sizes_are_kept(void **state) {
    Driver *driver = *state;
    driver_open(driver, NULL, NULL);
    assert_true(driver->output.zoom > 0.99F && driver->output.zoom < 1.01F);
    driver_key(driver, KEY_F9, 0);
    driver_key(driver, KEY_F9, 0); /* light, dark, high contrast */
    driver_key(driver, '=', MOD_CTRL | MOD_ALT);
    driver_key(driver, '=', MOD_CTRL | MOD_ALT);
    assert_true(driver->output.zoom > 1.24F);
    const char *bytes = driver_file(driver, driver_path(driver, "settings.json"));
    assert_non_null(strstr(bytes, "\"theme\": \"contrast\""));
    assert_non_null(strstr(bytes, "\"text_percent\": 125"));
    const char *folder = driver->user_folder;
    driver_close(driver);
    driver_open(driver, folder, NULL);
    assert_true(driver->output.zoom > 1.24F);
    for (int i = 0; i < 8; i++) {
        driver_key(driver, '-', MOD_CTRL | MOD_ALT);
    }
    assert_true(driver_shows(driver, "at its smallest"));
    assert_true(driver->output.zoom > 0.89F && driver->output.zoom < 0.91F);
}

static void test_the_tour_never_comes_back(void **state) {
    Driver *driver = *state;
    driver->tour = true;
    driver_open(driver, NULL, NULL);
    driver_press(driver, "button:Start round");
    assert_true(driver_has(driver, "tour:1"));
    driver_press(driver, "button:tour-next");
    assert_true(driver_has(driver, "tour:2"));
    driver_press(driver, "button:tour-next");
    assert_true(driver_has(driver, "tour:3"));
    driver_press(driver, "button:tour-next");
    assert_false(driver_has(driver, "tour:3"));
    const char *folder = driver->user_folder;
    driver_close(driver);
    driver_open(driver, folder, NULL);
    driver_press(driver, "button:Start round");
    assert_false(driver_has(driver, "tour:1"));
    driver_key(driver, 'k', MOD_CTRL); /* unless it is asked for */
    driver_type(driver, "tour");
    driver_key(driver, KEY_ENTER, 0);
    assert_true(driver_has(driver, "tour:1"));
    driver_press(driver, "button:tour-skip");
    assert_false(driver_has(driver, "tour:1"));
}

static void test_motion_ends_and_can_be_turned_off(void **state) {
    Driver *driver = *state;
    driver_start(driver, "url-shortener");
    driver_drag(driver, "palette:client", 400, 300);
    driver_drag(driver, "palette:service", 700, 300);
    driver_press(driver, "component:client");
    driver_drag_to(driver, "port:client:right", "component:service");
    driver_frame(driver);
    assert_true(driver->output.next_frame_ms - driver->now_ms < 50); /* its arrow flows */
    driver_wait(driver, 4000);
    driver_frame(driver);
    assert_true(driver->output.next_frame_ms - driver->now_ms > 50);
    driver_key(driver, 'k', MOD_CTRL);
    driver_type(driver, "motion");
    driver_key(driver, KEY_ENTER, 0);
    driver_wait(driver, 9000);
    driver_press(driver, "component:client");
    driver_press(driver, "link:client-service");
    driver_frame(driver);
    assert_true(driver->output.next_frame_ms - driver->now_ms > 50);
}

static void test_a_large_board_has_a_map(void **state) {
    Driver *driver = *state;
    driver_open_shipped(driver, "notification-service/reference.json");
    assert_false(driver_has(driver, "map")); /* all of it is in sight */
    driver_key(driver, '0', MOD_CTRL);
    assert_true(driver_has(driver, "map"));
    Rect map = driver_rect(driver, "map");
    Rect before = {0, 0, 0, 0};
    bool seen = draw_find(&driver->list, "component:watch", &before);
    driver_press_at(driver, map.x + 16, map.y + map.h - 30);
    Rect after = {0, 0, 0, 0};
    bool sees = draw_find(&driver->list, "component:watch", &after);
    assert_true(seen != sees || after.x > before.x + 1 || after.x < before.x - 1);
    driver_key(driver, 'm', 0);
    assert_false(driver_has(driver, "map"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        DRIVER_TEST(test_the_palette_finds_and_runs),
        DRIVER_TEST(test_the_palette_by_arrows),
        DRIVER_TEST(test_the_sheet_is_searched),
        cmocka_unit_test(test_the_table_is_sound),
        cmocka_unit_test(test_fuzzy),
        DRIVER_TEST(test_themes_and_text_sizes_are_kept),
        DRIVER_TEST(test_the_tour_never_comes_back),
        DRIVER_TEST(test_motion_ends_and_can_be_turned_off),
        DRIVER_TEST(test_a_large_board_has_a_map),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
