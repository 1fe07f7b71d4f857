/* The findings beside the board: they follow the design, show their part, and can be accepted with
 * a reason. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "ui/driver.h"

static const char *const NO_TIMEOUT = "finding:reliability/no-timeout:";

static void open_findings(Driver *driver) {
    driver_open_shipped(driver, "url-shortener/naive.json");
    driver_press(driver, "tab:Findings");
}

static void test_they_follow_the_design(void **state) {
    Driver *driver = *state;
    driver_start(driver, "url-shortener");
    driver_press(driver, "tab:Findings");
    assert_true(driver_shows(driver, "Nothing to check yet"));
    driver_drag(driver, "palette:sql_db", 600, 300);
    driver_press(driver, "tab:Findings");
    driver_frame(driver);
    size_t alone = driver_count(driver, "finding:");
    assert_true(alone > 0);
    driver_key(driver, 'z', MOD_CTRL);
    driver_frame(driver);
    assert_int_equal(driver_count(driver, "finding:"), 0);
}

static void test_a_press_shows_and_selects_the_part(void **state) {
    Driver *driver = *state;
    open_findings(driver);
    const char *name = driver_find(driver, NO_TIMEOUT);
    char connection[128];
    snprintf(connection, sizeof connection, "connection:%s", name + strlen(NO_TIMEOUT));
    driver_press(driver, name);
    assert_true(driver_shows(driver, "An interviewer would ask"));
    assert_true(driver_shows(driver, "What mends it"));
    assert_true(driver_has(driver, connection));
    driver_reveal(driver, "button:Show");
    driver_press(driver, "button:Show");
    assert_true(driver_has(driver, "setting:timeout_ms")); /* it was selected */
}

static void test_a_second_press_closes_it(void **state) {
    Driver *driver = *state;
    open_findings(driver);
    const char *name = driver_find(driver, NO_TIMEOUT);
    driver_press(driver, name);
    driver_reveal(driver, "button:Show");
    driver_reveal(driver, name);
    driver_press(driver, name);
    assert_false(driver_has(driver, "button:Show"));
}

static size_t times_written(Driver *driver, const char *text) {
    size_t times = 0;
    for (size_t i = 0; i < driver->list.items.count; i++) {
        const DrawItem *item = &driver->list.items.items[i];
        times += item->type == DRAW_TEXT && strcmp(item->text, text) == 0;
    }
    return times;
}

static void test_one_card_for_each_rule(void **state) {
    Driver *driver = *state;
    open_findings(driver);
    assert_int_equal(driver_count(driver, NO_TIMEOUT), 3);
    assert_int_equal(times_written(driver, "No timeout"), 1);
    assert_true(times_written(driver, "3") >= 1);
}

static void test_accepting_needs_a_reason(void **state) {
    Driver *driver = *state;
    open_findings(driver);
    const char *name = driver_find(driver, NO_TIMEOUT);
    driver_press(driver, name);
    driver_reveal(driver, "button:Accept, because");
    driver_press(driver, "button:Accept, because");
    driver_reveal(driver, "button:Accept");
    assert_true(driver_shows(driver, "A reason is needed"));
    driver_press(driver, "button:Accept");
    assert_true(driver_has(driver, "field:reason"));
    driver_press(driver, "field:reason");
    driver_type(driver, "  ");
    driver_key(driver, KEY_ENTER, 0);
    assert_true(driver_has(driver, "field:reason"));
    driver_type(driver, "the balancer has a timeout of its own");
    driver_press(driver, "button:Accept");
    driver_frame(driver);
    assert_false(driver_has(driver, "field:reason"));
    driver_wait(driver, 1000);
    char *path = driver_path(driver, "copy.json");
    assert_non_null(strstr(driver_file(driver, path), "the balancer has a timeout of its own"));
    assert_true(driver_shows(driver, "Accepted as trade-offs"));
    assert_true(driver_shows(driver, "Because: the balancer"));
    assert_true(driver_has(driver, "toast"));
    const char *undo = driver_find(driver, "button:take-back:");
    driver_reveal(driver, undo);
    driver_press(driver, undo);
    driver_frame(driver);
    assert_false(driver_shows(driver, "Accepted as trade-offs"));
    driver_wait(driver, 1000);
    assert_null(strstr(driver_file(driver, path), "the balancer has a timeout of its own"));
}

static void test_a_badge_opens_its_finding(void **state) {
    Driver *driver = *state;
    driver_open_shipped(driver, "url-shortener/naive.json");
    driver_press(driver, "tab:Brief");
    driver_frame(driver);
    const char *badge = driver_find(driver, "badge:");
    driver_press(driver, badge);
    assert_true(driver_shows(driver, "Why it matters"));
}

static void test_a_check_is_in_the_journal(void **state) {
    Driver *driver = *state;
    open_findings(driver);
    driver_key(driver, KEY_ENTER, MOD_CTRL);
    driver_frame(driver);
    assert_true(driver_shows(driver, "Checked: "));
    char *journal = path_join(&driver->arena, driver_session(driver, 0), "session.jsonl");
    assert_non_null(strstr(driver_file(driver, journal), "\"type\": \"check\""));
}

/* The user's own rules: a broken one is named, and the others still run. */
static void test_a_broken_rule_is_named(void **state) {
    Driver *driver = *state;
    driver_open_shipped(driver, "url-shortener/naive.json");
    driver_close(driver);
    assert_int_equal(folder_make(driver_path(driver, "rules/own")).code, ERROR_NONE);
    Error error = file_save_atomic(driver_path(driver, "rules/own/broken.sql"), "SELEKT 1", 8);
    assert_int_equal(error.code, ERROR_NONE);
    driver_open(driver, driver->user_folder, driver_path(driver, "copy.json"));
    driver_press(driver, "tab:Findings");
    driver_frame(driver);
    assert_true(driver_shows(driver, "`-- title:"));
    assert_true(driver_count(driver, "finding:") > 3);
}

static void test_the_reference_has_none(void **state) {
    Driver *driver = *state;
    driver_open_shipped(driver, "url-shortener/reference.json");
    driver_press(driver, "tab:Findings");
    driver_frame(driver);
    assert_true(driver_shows(driver, "No findings"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        DRIVER_TEST(test_they_follow_the_design),
        DRIVER_TEST(test_a_press_shows_and_selects_the_part),
        DRIVER_TEST(test_a_second_press_closes_it),
        DRIVER_TEST(test_one_card_for_each_rule),
        DRIVER_TEST(test_accepting_needs_a_reason),
        DRIVER_TEST(test_a_badge_opens_its_finding),
        DRIVER_TEST(test_a_check_is_in_the_journal),
        DRIVER_TEST(test_a_broken_rule_is_named),
        DRIVER_TEST(test_the_reference_has_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
