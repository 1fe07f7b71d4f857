/* The inspector: values are checked while they are typed, one visit to a field is one step, and
 * what differs from the default shows. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "ui/driver.h"

static void open_naive(Driver *driver) {
    driver_open_shipped(driver, "url-shortener/naive.json");
    driver_press(driver, "component:db");
}

static void type_into(Driver *driver, const char *setting, const char *text) {
    char name[128];
    snprintf(name, sizeof name, "setting:%s", setting);
    driver_reveal(driver, name);
    driver_press(driver, name);
    driver_type(driver, text);
}

static void test_a_press_opens_the_inspector(void **state) {
    Driver *driver = *state;
    open_naive(driver);
    assert_true(driver_has(driver, "field:why"));
    assert_true(driver_has(driver, "setting:replicas"));
    driver_press_at(driver, 700, 170); /* the bare canvas */
    assert_false(driver_has(driver, "field:why"));
}

static void test_a_value_out_of_bounds_is_refused_at_once(void **state) {
    Driver *driver = *state;
    open_naive(driver);
    type_into(driver, "replicas", "0");
    assert_true(driver_has(driver, "error:replicas"));
    assert_true(driver_shows(driver, "from 1 to 10")); /* the bounds are named */
    driver_key(driver, KEY_ENTER, 0);
    assert_true(driver_has(driver, "error:replicas"));
    driver_key(driver, KEY_BACKSPACE, 0);
    driver_type(driver, "3");
    assert_false(driver_has(driver, "error:replicas"));
    driver_key(driver, KEY_ENTER, 0);
    assert_true(driver_has(driver, "button:reset:replicas"));
}

static void test_a_bad_value_that_is_left_changes_nothing(void **state) {
    Driver *driver = *state;
    open_naive(driver);
    type_into(driver, "replicas", "many");
    assert_true(driver_has(driver, "error:replicas"));
    driver_press_at(driver, 700, 170);
    assert_true(driver_has(driver, "toast"));
    assert_true(driver_shows(driver, "stays 1: expected"));
    driver_wait(driver, 1000);
    assert_null(strstr(driver_file(driver, driver_path(driver, "copy.json")), "\"replicas\": 0"));
}

static void test_reset_goes_back_to_the_default(void **state) {
    Driver *driver = *state;
    open_naive(driver);
    type_into(driver, "replicas", "4");
    driver_key(driver, KEY_ENTER, 0);
    driver_wait(driver, 1000);
    assert_non_null(
        strstr(driver_file(driver, driver_path(driver, "copy.json")), "\"replicas\": 4"));
    driver_press(driver, "button:reset:replicas");
    assert_false(driver_has(driver, "button:reset:replicas"));
    driver_wait(driver, 1000);
    assert_null(strstr(driver_file(driver, driver_path(driver, "copy.json")), "\"replicas\": 4"));
}

static void test_a_reason_is_one_step(void **state) {
    Driver *driver = *state;
    open_naive(driver);
    driver_press(driver, "field:why");
    driver_type(driver, "rows by code, joins for reports");
    driver_press(driver, "tab:Findings"); /* leaves the field: it is stored */
    driver_wait(driver, 1000);
    char *path = driver_path(driver, "copy.json");
    assert_non_null(strstr(driver_file(driver, path), "rows by code, joins for reports"));
    driver_key(driver, 'z', MOD_CTRL);
    driver_wait(driver, 1000);
    assert_null(strstr(driver_file(driver, path), "rows"));
}

/* What was typed belongs to the component that it was typed for. */
static void test_selecting_another_stores_it_for_the_first(void **state) {
    Driver *driver = *state;
    open_naive(driver);
    driver_press(driver, "field:why");
    driver_type(driver, "for the links");
    driver_press(driver, "component:users");
    assert_false(driver_shows(driver, "for the links"));
    driver_press(driver, "component:db");
    assert_true(driver_shows(driver, "for the links"));
}

static void test_rename_in_the_inspector_and_on_the_board(void **state) {
    Driver *driver = *state;
    open_naive(driver);
    driver_press(driver, "field:label");
    driver_key(driver, 'a', MOD_CTRL);
    driver_type(driver, "Link table");
    driver_key(driver, KEY_ENTER, 0);
    assert_true(driver_shows(driver, "Link table"));
    driver_double_press(driver, "component:db");
    assert_true(driver_has(driver, "field:label-in-place"));
    driver_key(driver, 'a', MOD_CTRL);
    driver_type(driver, "Größe → 表");
    driver_key(driver, KEY_ENTER, 0);
    assert_false(driver_has(driver, "field:label-in-place"));
    assert_true(driver_shows(driver, "Größe → 表"));
    driver_key(driver, KEY_F2, 0);
    assert_true(driver_has(driver, "field:label-in-place"));
    driver_key(driver, KEY_ESCAPE, 0);
    assert_false(driver_has(driver, "field:label-in-place"));
    assert_true(driver_shows(driver, "Größe → 表"));
}

static void test_a_setting_tells_where_its_default_is_from(void **state) {
    Driver *driver = *state;
    open_naive(driver);
    driver_reveal(driver, "setting:read_ms");
    Rect control = driver_rect(driver, "setting:read_ms");
    driver_move(driver, control.x - 60, control.y + control.h / 2);
    driver_wait(driver, 1000);
    assert_true(driver_shows(driver, "Default: "));
    assert_true(driver_shows(driver, "Source: pgbench"));
}

static void test_a_connection(void **state) {
    Driver *driver = *state;
    open_naive(driver);
    const char *link = driver_find(driver, "link:");
    driver_reveal(driver, link);
    driver_press(driver, link);
    assert_true(driver_has(driver, "setting:timeout_ms"));
    type_into(driver, "timeout_ms", "0.2 s");
    driver_key(driver, KEY_ENTER, 0);
    assert_true(driver_shows(driver, "200 ms"));
    driver_reveal(driver, "check:click");
    driver_press(driver, "check:click");
    driver_wait(driver, 1000);
    const char *text = driver_file(driver, driver_path(driver, "copy.json"));
    assert_non_null(strstr(text, "\"operations\": [\"redirect\", \"create\"]"));
    assert_non_null(strstr(text, "\"timeout_ms\": 200"));
    driver_reveal(driver, "button:Delete");
    driver_press(driver, "button:Delete");
    driver_wait(driver, 1000);
    text = driver_file(driver, driver_path(driver, "copy.json"));
    assert_null(strstr(text, "\"timeout_ms\": 200"));
}

static size_t saved_count(Driver *driver, const char *text) {
    driver_wait(driver, 1000);
    size_t count = 0;
    const char *at = driver_file(driver, driver_path(driver, "copy.json"));
    while ((at = strstr(at, text))) {
        count++;
        at++;
    }
    return count;
}

/* Enter is the end of typing: the next keys are the board's. */
static void test_undo_after_enter_takes_the_value_back(void **state) {
    Driver *driver = *state;
    open_naive(driver);
    type_into(driver, "replicas", "8");
    driver_key(driver, KEY_ENTER, 0);
    assert_int_equal(saved_count(driver, "\"replicas\": 8"), 1);
    assert_true(driver_focused(driver, "canvas"));
    driver_key(driver, 'z', MOD_CTRL);
    assert_int_equal(saved_count(driver, "\"replicas\": 8"), 0);
    driver_key(driver, 'y', MOD_CTRL);
    assert_int_equal(saved_count(driver, "\"replicas\": 8"), 1);
}

/* In a field undo is of what was typed there; when that is nothing, it is the design's. */
static void test_undo_in_a_field_with_nothing_typed_is_the_boards(void **state) {
    Driver *driver = *state;
    open_naive(driver);
    type_into(driver, "replicas", "8");
    driver_key(driver, KEY_ENTER, 0);
    driver_press(driver, "setting:replicas");
    driver_type(driver, "9");
    driver_key(driver, 'z', MOD_CTRL);
    assert_true(driver_focused(driver, "field:replicas"));
    assert_int_equal(saved_count(driver, "\"replicas\": 8"), 1);
    driver_key(driver, 'z', MOD_CTRL);
    assert_int_equal(saved_count(driver, "\"replicas\": 8"), 0);
    driver_press(driver, "field:why"); /* the old value was not handed over again */
    assert_int_equal(saved_count(driver, "\"replicas\": 8"), 0);
}

static void test_zero_is_said_in_words(void **state) {
    Driver *driver = *state;
    open_naive(driver);
    driver_press(driver, driver_find(driver, "link:"));
    assert_true(driver_shows(driver, "no timeout"));
    type_into(driver, "timeout_ms", "300");
    driver_key(driver, KEY_ENTER, 0);
    assert_false(driver_shows(driver, "no timeout"));
    driver_press(driver, "setting:timeout_ms");
    driver_type(driver, "none");
    driver_key(driver, KEY_ENTER, 0);
    assert_true(driver_shows(driver, "no timeout"));
}

static void test_long_times_are_short_until_they_are_edited(void **state) {
    Driver *driver = *state;
    driver_start(driver, "url-shortener");
    driver_drag(driver, "palette:queue", 600, 400);
    assert_true(driver_shows(driver, "4 d"));
    driver_reveal(driver, "setting:retention_s");
    driver_press(driver, "setting:retention_s");
    assert_true(driver_shows(driver, "345,600 s"));
    driver_press_at(driver, 700, 700); /* left as it was: nothing is set */
    driver_press(driver, "component:queue");
    assert_false(driver_has(driver, "button:reset:retention_s"));
}

/* What an interview is about comes first; the rest is folded, and says how much of it was set. */
static void test_the_rest_of_the_settings_is_folded(void **state) {
    Driver *driver = *state;
    open_naive(driver);
    assert_true(driver_has(driver, "setting:zones"));
    assert_false(driver_has(driver, "setting:service_cv"));
    driver_reveal(driver, "button:more-settings");
    driver_press(driver, "button:more-settings");
    type_into(driver, "service_cv", "2");
    driver_key(driver, KEY_ENTER, 0);
    driver_press(driver, "component:users");
    driver_press(driver, "component:db");
    assert_true(driver_has(driver, "setting:service_cv")); /* it stays open */
    assert_true(driver_shows(driver, "1 changed"));
    driver_reveal(driver, "button:more-settings");
    driver_press(driver, "button:more-settings");
    assert_false(driver_has(driver, "setting:service_cv"));
}

/* What the pointer showed on a card is gone when it goes over a panel. */
static void test_the_ports_go_with_the_pointer(void **state) {
    Driver *driver = *state;
    driver_open_shipped(driver, "url-shortener/naive.json");
    Rect card = driver_rect(driver, "component:db");
    driver_move(driver, card.x + card.w / 2, card.y + card.h / 2);
    assert_true(driver_count(driver, "port:") > 0);
    Rect tile = driver_rect(driver, "palette:cache");
    driver_move(driver, tile.x + 5, tile.y + 5);
    assert_int_equal(driver_count(driver, "port:"), 0);
}

static void test_connecting_by_the_inspector(void **state) {
    Driver *driver = *state;
    driver_start(driver, "url-shortener");
    driver_drag(driver, "palette:service", 400, 300);
    driver_drag(driver, "palette:cache", 800, 300);
    driver_press(driver, "component:service");
    driver_reveal(driver, "choice:connect");
    driver_press(driver, "choice:connect");
    driver_press(driver, "option:Cache");
    assert_true(driver_has(driver, "connection:service-cache"));
}

static void test_nothing_selected_tells_of_the_whole(void **state) {
    Driver *driver = *state;
    driver_open_shipped(driver, "url-shortener/naive.json");
    driver_press(driver, "tab:Inspector");
    assert_true(driver_shows(driver, "Components"));
    assert_true(driver_shows(driver, "Cost a month"));
    assert_true(driver_shows(driver, "Busiest part"));
    driver_key(driver, 'a', MOD_CTRL);
    assert_true(driver_shows(driver, "selected"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        DRIVER_TEST(test_a_press_opens_the_inspector),
        DRIVER_TEST(test_a_value_out_of_bounds_is_refused_at_once),
        DRIVER_TEST(test_a_bad_value_that_is_left_changes_nothing),
        DRIVER_TEST(test_reset_goes_back_to_the_default),
        DRIVER_TEST(test_a_reason_is_one_step),
        DRIVER_TEST(test_selecting_another_stores_it_for_the_first),
        DRIVER_TEST(test_rename_in_the_inspector_and_on_the_board),
        DRIVER_TEST(test_a_setting_tells_where_its_default_is_from),
        DRIVER_TEST(test_a_connection),
        DRIVER_TEST(test_undo_after_enter_takes_the_value_back),
        DRIVER_TEST(test_undo_in_a_field_with_nothing_typed_is_the_boards),
        DRIVER_TEST(test_zero_is_said_in_words),
        DRIVER_TEST(test_long_times_are_short_until_they_are_edited),
        DRIVER_TEST(test_the_rest_of_the_settings_is_folded),
        DRIVER_TEST(test_the_ports_go_with_the_pointer),
        DRIVER_TEST(test_connecting_by_the_inspector),
        DRIVER_TEST(test_nothing_selected_tells_of_the_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
