/* What can be done about a finding: it is played, with the story of one request, and mended in one
 * step that can be undone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/macros.h"
#include "ui/driver.h"

static const char *const NO_DEAD_LETTERS = "finding:messaging/no-dead-letter-queue:";
static const char *const NO_REASON = "finding:structure/no-reason:";

static const char *open_finding(Driver *driver, const char *beginning) {
    driver_open_shipped(driver, "notification-service/naive.json");
    driver_press(driver, "tab:Findings");
    const char *name = driver_find(driver, beginning);
    driver_reveal(driver, name);
    driver_press(driver, name);
    return name;
}

static void test_a_proof_shows_both_and_a_story(void **state) {
    Driver *driver = *state;
    open_finding(driver, NO_DEAD_LETTERS);
    assert_false(driver_has(driver, "proof"));
    driver_reveal(driver, "button:Prove");
    driver_press(driver, "button:Prove");
    driver_frame(driver);
    assert_true(driver_has(driver, "proof"));
    assert_true(driver_shows(driver, "Shown in a run"));
    assert_true(driver_shows(driver, "never done"));
    assert_true(driver_shows(driver, "mended"));
    assert_true(driver_shows(driver, "0 of"));
    assert_true(driver_shows(driver, "The lost request"));
    assert_true(driver_count(driver, "story:") > 5);
    /* It is there for as long as the design stays. */
    driver_wait(driver, 5000);
    assert_true(driver_has(driver, "proof"));
}

static void focus_by_keyboard(Driver *driver, const char *name) {
    driver_reveal(driver, name);
    for (int i = 0; i < 40 && !driver_focused(driver, name); i++) {
        driver_key(driver, KEY_TAB, 0);
    }
    assert_true(driver_focused(driver, name));
}

/* Both keys in one frame, so that the proof cannot be over before: the focus is at Cancel by then. */
static void test_a_proof_can_be_cancelled(void **state) {
    Driver *driver = *state;
    open_finding(driver, NO_DEAD_LETTERS);
    focus_by_keyboard(driver, "button:Prove");
    const InputEvent enter = {.type = INPUT_KEY_DOWN, .key = KEY_ENTER};
    const InputEvent events[] = {enter, enter};
    driver_events(driver, events, COUNT_OF(events));
    assert_true(driver_shows(driver, "Stopped"));
    driver_reveal(driver, "button:Prove");
    assert_true(driver_focused(driver, "button:Prove"));
    assert_true(driver_shows(driver, "Stopped"));
    assert_false(driver_has(driver, "proof"));
    driver_press(driver, "button:Prove");
    driver_frame(driver);
    assert_false(driver_shows(driver, "Stopped"));
    assert_true(driver_has(driver, "proof"));
}

/* A rule of the user's own whose fault harms nobody. */
static void test_an_unproven_finding_says_so(void **state) {
    static const char RULE[] = "-- title: Short visibility\n-- severity: high\n-- question: Why?\n"
                               "-- why: None.\n-- fix: Make it longer.\n-- sources: none: a test\n"
                               "-- apply: set {subject} visibility_timeout_s 31\n"
                               "-- proof: measure offered\n"
                               "SELECT id AS subject, label AS message FROM components\n"
                               "WHERE kind = 'queue'\n";
    Driver *driver = *state;
    driver_open_shipped(driver, "notification-service/naive.json");
    driver_close(driver);
    assert_int_equal(folder_make(driver_path(driver, "rules/own")).code, ERROR_NONE);
    Error error =
        file_save_atomic(driver_path(driver, "rules/own/harmless.sql"), RULE, sizeof RULE - 1);
    assert_int_equal(error.code, ERROR_NONE);
    driver_open(driver, driver->user_folder, driver_path(driver, "copy.json"));
    driver_press(driver, "tab:Findings");
    driver_frame(driver);
    driver_reveal(driver, "finding:own/harmless:jobs");
    driver_press(driver, "finding:own/harmless:jobs");
    driver_reveal(driver, "button:Prove");
    driver_press(driver, "button:Prove");
    driver_frame(driver);
    driver_reveal(driver, "proof");
    assert_true(driver_shows(driver, "Not shown in a run"));
    assert_true(driver_shows(driver, "as drawn"));
    assert_true(driver_shows(driver, "mended"));
}

static void test_a_line_of_the_story_shows_its_part(void **state) {
    Driver *driver = *state;
    open_finding(driver, NO_DEAD_LETTERS);
    driver_reveal(driver, "button:Prove");
    driver_press(driver, "button:Prove");
    driver_frame(driver);
    driver_reveal(driver, "story:1");
    driver_press(driver, "story:1");
    driver_press(driver, "tab:Inspector");
    assert_true(driver_count(driver, "setting:") > 0);
}

static void test_a_fix_is_one_step(void **state) {
    Driver *driver = *state;
    const char *name = open_finding(driver, NO_DEAD_LETTERS);
    char finding[256];
    snprintf(finding, sizeof finding, "%s", name);
    driver_reveal(driver, "button:Fix");
    driver_press(driver, "button:Fix");
    driver_frame(driver);
    assert_false(driver_has(driver, finding));
    assert_true(driver_shows(driver, "Fixed: No dead-letter queue"));
    assert_true(driver_has(driver, "button:toast-undo"));
    assert_true(driver_count(driver, "connection:") > 5);
    driver_key(driver, 'z', MOD_CTRL);
    driver_frame(driver);
    assert_true(driver_shows(driver, "Undone: Fix: No dead-letter queue"));
    assert_true(driver_has(driver, finding));
}

static void test_a_change_of_the_design_forgets_the_proof(void **state) {
    Driver *driver = *state;
    open_finding(driver, NO_DEAD_LETTERS);
    driver_reveal(driver, "button:Prove");
    driver_press(driver, "button:Prove");
    driver_frame(driver);
    assert_true(driver_has(driver, "proof"));
    driver_press(driver, "component:db");
    driver_key(driver, KEY_DELETE, 0);
    driver_press(driver, "tab:Findings");
    driver_frame(driver);
    assert_false(driver_has(driver, "proof"));
}

/* No machine knows the reason for a part. */
static void test_what_cannot_be_mended_has_no_such_button(void **state) {
    Driver *driver = *state;
    open_finding(driver, NO_REASON);
    assert_false(driver_has(driver, "button:Fix"));
    assert_false(driver_has(driver, "button:Prove"));
    driver_reveal(driver, "button:Show");
}

static void test_both_are_reached_by_keyboard(void **state) {
    Driver *driver = *state;
    open_finding(driver, NO_DEAD_LETTERS);
    focus_by_keyboard(driver, "button:Fix");
    driver_key(driver, KEY_TAB, MOD_SHIFT);
    assert_true(driver_focused(driver, "button:Prove"));
    driver_key(driver, KEY_ENTER, 0);
    driver_frame(driver);
    assert_true(driver_has(driver, "proof"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        DRIVER_TEST(test_a_proof_shows_both_and_a_story),
        DRIVER_TEST(test_a_proof_can_be_cancelled),
        DRIVER_TEST(test_an_unproven_finding_says_so),
        DRIVER_TEST(test_a_line_of_the_story_shows_its_part),
        DRIVER_TEST(test_a_fix_is_one_step),
        DRIVER_TEST(test_a_change_of_the_design_forgets_the_proof),
        DRIVER_TEST(test_what_cannot_be_mended_has_no_such_button),
        DRIVER_TEST(test_both_are_reached_by_keyboard),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
