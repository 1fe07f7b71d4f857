/* Opening and saving: the dialog, a dropped file, and what is said of files that are none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "ui/driver.h"

static void put_file(Driver *driver, const char *name, const char *text) {
    Error error = file_save_atomic(driver_path(driver, name), text, strlen(text));
    assert_int_equal(error.code, ERROR_NONE);
}

static const char *const SMALL = "{ \"format\": \"faultline/design\", \"version\": 1, \"title\": "
                                 "\"Small\", \"components\": [ { \"id\": \"a\", \"kind\": "
                                 "\"service\", \"x\": 0, \"y\": 0 } ], \"connections\": [] }";

static void open_dialog_at(Driver *driver, const char *path) {
    driver_key(driver, 'o', MOD_CTRL);
    assert_true(driver_has(driver, "dialog:Open a design or a session"));
    driver_key(driver, 'a', MOD_CTRL);
    driver_type(driver, path);
}

static void test_open_by_path(void **state) {
    Driver *driver = *state;
    driver_open(driver, NULL, NULL);
    put_file(driver, "small.json", SMALL);
    open_dialog_at(driver, driver_path(driver, "small.json"));
    driver_key(driver, KEY_ENTER, 0);
    assert_true(driver_has(driver, "component:a"));
    assert_true(driver_shows(driver, "saved · small.json"));
}

static void test_open_from_the_list(void **state) {
    Driver *driver = *state;
    driver_open(driver, NULL, NULL);
    put_file(driver, "small.json", SMALL);
    put_file(driver, "notes.txt", "no design");
    assert_int_equal(folder_make(driver_path(driver, "designs/deep")).code, ERROR_NONE);
    put_file(driver, "designs/two.json", SMALL);
    open_dialog_at(driver, driver_path(driver, ""));
    assert_true(driver_has(driver, "entry:small.json"));
    assert_false(driver_has(driver, "entry:notes.txt"));
    driver_press(driver, "entry:designs");
    assert_true(driver_has(driver, "entry:deep"));
    driver_press(driver, "button:up");
    assert_true(driver_has(driver, "entry:small.json"));
    driver_press(driver, "entry:designs");
    driver_double_press(driver, "entry:two.json");
    assert_true(driver_has(driver, "component:a"));
}

static void test_completion(void **state) {
    Driver *driver = *state;
    driver_open(driver, NULL, NULL);
    put_file(driver, "alpha-1.json", SMALL);
    put_file(driver, "alpha-2.json", SMALL);
    assert_int_equal(folder_make(driver_path(driver, "beta")).code, ERROR_NONE);
    put_file(driver, "beta/x.json", SMALL);
    open_dialog_at(driver, driver_path(driver, "al"));
    driver_key(driver, KEY_TAB, 0);
    assert_true(driver_shows(driver, driver_path(driver, "alpha-")));
    driver_type(driver, "2");
    driver_key(driver, KEY_TAB, 0);
    assert_true(driver_shows(driver, driver_path(driver, "alpha-2.json")));
    assert_false(driver_has(driver, "entry:alpha-1.json"));
    driver_key(driver, 'a', MOD_CTRL);
    driver_type(driver, driver_path(driver, "be"));
    driver_key(driver, KEY_TAB, 0);
    assert_true(driver_has(driver, "entry:x.json"));
    driver_key(driver, KEY_DOWN, 0);
    driver_key(driver, KEY_ENTER, 0);
    driver_key(driver, KEY_ENTER, 0);
    assert_true(driver_has(driver, "component:a"));
}

static void test_a_broken_file_keeps_the_dialog_open(void **state) {
    Driver *driver = *state;
    driver_open(driver, NULL, NULL);
    put_file(driver, "broken.json",
             "{ \"format\": \"faultline/design\",\n  \"version\": 1,\n  \"componets\": [] }");
    open_dialog_at(driver, driver_path(driver, "broken.json"));
    driver_key(driver, KEY_ENTER, 0);
    assert_true(driver_has(driver, "dialog:Open a design or a session"));
    assert_true(driver_shows(driver, "components")); /* the nearest word that is known */
    driver_key(driver, 'a', MOD_CTRL);
    driver_type(driver, driver_path(driver, "missing.json"));
    driver_key(driver, KEY_ENTER, 0);
    assert_true(driver_shows(driver, "missing.json"));
    driver_key(driver, KEY_ESCAPE, 0);
    assert_false(driver_has(driver, "dialog:Open a design or a session"));
    assert_true(driver_shows(driver, "Pick a round"));
}

static void test_a_dropped_file_that_is_no_design(void **state) {
    Driver *driver = *state;
    driver_start(driver, "url-shortener");
    driver_drag(driver, "palette:client", 500, 300);
    put_file(driver, "broken.json", "[ 1, 2");
    driver_event(driver,
                 (InputEvent){.type = INPUT_DROP_FILE, .text = driver_path(driver, "broken.json")});
    assert_true(driver_has(driver, "dialog:This file cannot be opened"));
    driver_press(driver, "button:OK");
    assert_true(driver_has(driver, "component:client")); /* nothing was lost */
}

static void test_a_broken_file_at_the_start(void **state) {
    Driver *driver = *state;
    driver_open(driver, NULL, NULL);
    driver_close(driver);
    put_file(driver, "broken.json", "{");
    driver_open(driver, driver->user_folder, driver_path(driver, "broken.json"));
    assert_true(driver_has(driver, "dialog:This file cannot be opened"));
    assert_true(driver_shows(driver, "Pick a round"));
}

static void test_save_as_asks_before_it_replaces(void **state) {
    Driver *driver = *state;
    driver_start(driver, "url-shortener");
    driver_drag(driver, "palette:client", 500, 300);
    put_file(driver, "mine.json", "precious");
    driver_key(driver, 's', MOD_CTRL);
    driver_key(driver, 'a', MOD_CTRL);
    driver_type(driver, driver_path(driver, "mine.json"));
    driver_key(driver, KEY_ENTER, 0);
    assert_true(driver_shows(driver, "Replace it?"));
    assert_string_equal(driver_file(driver, driver_path(driver, "mine.json")), "precious");
    driver_key(driver, KEY_ENTER, 0);
    assert_non_null(strstr(driver_file(driver, driver_path(driver, "mine.json")), "client"));
    assert_true(driver_shows(driver, "saved · mine.json"));
    driver_drag(driver, "palette:cache", 700, 400);
    driver_key(driver, 's', MOD_CTRL); /* it has a file now: no dialog */
    assert_non_null(strstr(driver_file(driver, driver_path(driver, "mine.json")), "cache"));
}

static void test_save_where_nothing_can_be_saved(void **state) {
    Driver *driver = *state;
    driver_start(driver, "url-shortener");
    driver_key(driver, 's', MOD_CTRL);
    driver_key(driver, 'a', MOD_CTRL);
    driver_type(driver, driver_path(driver, "no/such/folder/mine.json"));
    driver_key(driver, KEY_ENTER, 0);
    assert_true(driver_has(driver, "dialog:Save the design"));
    assert_true(driver_shows(driver, "such"));
}

static void test_a_scenario_that_is_not_here(void **state) {
    Driver *driver = *state;
    driver_open(driver, NULL, NULL);
    put_file(driver, "other.json",
             "{ \"format\": \"faultline/design\", \"version\": 1, \"scenario\": \"elsewhere\", "
             "\"components\": [], \"connections\": [] }");
    driver_event(driver,
                 (InputEvent){.type = INPUT_DROP_FILE, .text = driver_path(driver, "other.json")});
    driver_press(driver, "tab:Brief");
    assert_true(driver_shows(driver, "`elsewhere`"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        DRIVER_TEST(test_open_by_path),
        DRIVER_TEST(test_open_from_the_list),
        DRIVER_TEST(test_completion),
        DRIVER_TEST(test_a_broken_file_keeps_the_dialog_open),
        DRIVER_TEST(test_a_dropped_file_that_is_no_design),
        DRIVER_TEST(test_a_broken_file_at_the_start),
        DRIVER_TEST(test_save_as_asks_before_it_replaces),
        DRIVER_TEST(test_save_where_nothing_can_be_saved),
        DRIVER_TEST(test_a_scenario_that_is_not_here),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
