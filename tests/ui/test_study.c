/* The stress test in the window: played in the background, stopped, shown as a table of operations
 * under faults, and kept for as long as the design plays the same. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/macros.h"
#include "support/support.h"
#include "ui/driver.h"

/* A few requests a second, so that a minute of them is played at once. */
static const char SCENARIO[] =
    "{'format': 'faultline/scenario', 'version': 1, 'id': 'tiny', 'title': 'Tiny',"
    " 'operations': ["
    "  {'id': 'look', 'title': 'Look up', 'type': 'read', 'from': 'client', 'rate_rps': 10,"
    "   'slo': {'p99_ms': 100, 'availability_pct': 99}},"
    "  {'id': 'keep', 'title': 'Keep', 'type': 'write', 'from': 'client', 'rate_rps': 2,"
    "   'slo': {'p99_ms': 5000}}],"
    " 'faults': ["
    "  {'id': 'slow', 'title': 'The store is slow', 'at_s': 20, 'for_s': 20,"
    "   'target': {'kind': 'sql_db'}, 'effect': {'slow_factor': 40}},"
    "  {'id': 'flushed', 'title': 'The cache is emptied', 'at_s': 20, 'for_s': 20,"
    "   'target': {'kind': 'cache'}, 'effect': {'flush': true}},"
    "  {'id': 'away', 'title': 'The service is away', 'at_s': 20, 'for_s': 10,"
    "   'target': {'kind': 'service'}, 'effect': {'down_pct': 100}}]}";

static const char DESIGN[] =
    "{'format': 'faultline/design', 'version': 1, 'scenario': 'tiny', 'components': ["
    "  {'id': 'people', 'kind': 'client', 'x': 100, 'y': 100},"
    "  {'id': 'api', 'kind': 'service', 'x': 400, 'y': 100},"
    "  {'id': 'db', 'kind': 'sql_db', 'label': 'Books', 'x': 700, 'y': 100}],"
    " 'connections': ["
    "  {'id': 'people-api', 'from': 'people', 'to': 'api', 'kind': 'call'},"
    "  {'id': 'api-db', 'from': 'api', 'to': 'db', 'kind': 'call'}]}";

static char *save(Driver *driver, const char *name, const char *text) {
    char *path = driver_path(driver, name);
    const char *quoted = support_quotes(&driver->arena, text);
    Error error = file_save_atomic(path, quoted, strlen(quoted));
    if (error.code) {
        fail_msg("%s", error.message);
    }
    return path;
}

static void open_design(Driver *driver) {
    driver_open(driver, NULL, NULL);
    driver_close(driver);
    assert_int_equal(folder_make(driver_path(driver, "scenarios/tiny")).code, ERROR_NONE);
    save(driver, "scenarios/tiny/scenario.json", SCENARIO);
    driver_open(driver, driver->user_folder, save(driver, "tiny.json", DESIGN));
    driver_press(driver, "tab:Findings");
}

static void play(Driver *driver) {
    driver_press(driver, "button:stress-test");
    app_settle_studies(driver->app);
    driver_frame(driver);
}

static void test_the_table_shows_what_breaks(void **state) {
    Driver *driver = *state;
    open_design(driver);
    assert_true(driver_shows(driver, "Plays the load, then each of 3"));
    play(driver);
    assert_true(driver_has(driver, "dialog:Stress test"));
    assert_true(driver_shows(driver, "3 service levels kept without faults; 2 of 2 faults break "
                                     "some."));
    assert_true(driver_has(driver, "cell:none:look"));
    assert_true(driver_has(driver, "cell:slow:keep"));
    assert_true(driver_has(driver, "cell:away:look"));
    assert_true(driver_shows(driver, "at most 100 ms"));
    assert_true(driver_shows(driver, "at least 99 %"));
    /* A fault that finds nothing says so in the place of figures. */
    assert_true(driver_shows(driver, "Cannot happen here"));
    assert_false(driver_has(driver, "cell:flushed:look"));
}

static void test_a_cell_tells_all_about_itself(void **state) {
    Driver *driver = *state;
    open_design(driver);
    play(driver);
    driver_press(driver, "cell:away:look");
    assert_true(driver_shows(driver, "Look up  ·  The service is away"));
    assert_true(driver_shows(driver, "failed: "));
    driver_press(driver, "cell:none:keep");
    assert_true(driver_shows(driver, "Keep  ·  Without faults"));
    assert_true(driver_shows(driver, "None of"));
    driver_press(driver, "cell:slow:look");
    assert_true(driver_shows(driver, "Show Books, busiest"));
    driver_press(driver, "button:show-busiest");
    assert_false(driver_has(driver, "dialog:Stress test"));
    driver_press(driver, "tab:Inspector");
    assert_true(driver_shows(driver, "Books"));
}

/* The worst cell has the keyboard at once; rows without figures are passed over. */
static void test_the_keyboard_walks_the_table(void **state) {
    Driver *driver = *state;
    open_design(driver);
    driver_press_at(driver, 300, 620);
    driver_key(driver, KEY_ENTER, MOD_CTRL | MOD_SHIFT);
    app_settle_studies(driver->app);
    driver_frame(driver);
    assert_true(driver_focused(driver, "cell:slow:look"));
    driver_key(driver, KEY_DOWN, 0);
    assert_true(driver_focused(driver, "cell:away:look"));
    assert_true(driver_shows(driver, "Look up  ·  The service is away"));
    driver_key(driver, KEY_RIGHT, 0);
    assert_true(driver_focused(driver, "cell:away:keep"));
    driver_key(driver, KEY_RIGHT, 0);
    driver_key(driver, KEY_UP, 0);
    driver_key(driver, KEY_UP, 0);
    driver_key(driver, KEY_UP, 0);
    driver_key(driver, KEY_LEFT, 0);
    assert_true(driver_focused(driver, "cell:none:look"));
    driver_key(driver, KEY_ESCAPE, 0);
    assert_false(driver_has(driver, "dialog:Stress test"));
}

/* Both keys in one frame, so that it cannot be over before: the focus is at Cancel by then. */
static void test_it_can_be_stopped(void **state) {
    Driver *driver = *state;
    open_design(driver);
    driver_press_at(driver, 300, 620);
    const InputEvent events[] = {
        {.type = INPUT_KEY_DOWN, .key = KEY_ENTER, .modifiers = MOD_CTRL | MOD_SHIFT},
        {.type = INPUT_KEY_DOWN, .key = KEY_ENTER}};
    driver_events(driver, events, COUNT_OF(events));
    assert_true(driver_shows(driver, "Stopped"));
    app_settle_studies(driver->app);
    driver_frame(driver);
    assert_false(driver_has(driver, "cell:none:look"));
    assert_true(driver_focused(driver, "button:play-again"));
    driver_key(driver, KEY_ENTER, 0);
    app_settle_studies(driver->app);
    driver_frame(driver);
    assert_true(driver_has(driver, "cell:none:look"));
}

static void test_it_is_kept_while_the_design_plays_the_same(void **state) {
    Driver *driver = *state;
    open_design(driver);
    play(driver);
    driver_key(driver, KEY_ESCAPE, 0);
    assert_true(driver_shows(driver, "2 of 2 faults break"));
    driver_press(driver, "component:db");
    driver_key(driver, KEY_RIGHT, 0); /* moved by a nudge */
    driver_press(driver, "tab:Findings");
    assert_true(driver_shows(driver, "2 of 2 faults break"));
    driver_key(driver, KEY_DELETE, 0);
    driver_press(driver, "tab:Findings");
    assert_true(driver_shows(driver, "Plays the load, then each of 3"));
    driver_key(driver, 'z', MOD_CTRL);
    driver_press(driver, "tab:Findings");
    assert_true(driver_shows(driver, "2 of 2 faults break"));
}

/* The review begins by itself at the end of a round. */
static void test_a_finished_round_is_played(void **state) {
    Driver *driver = *state;
    open_design(driver);
    driver_press(driver, "button:Finish round");
    driver_press(driver, "button:Finish now");
    assert_true(driver_has(driver, "scrubber"));
    app_settle_studies(driver->app);
    driver_frame(driver);
    assert_true(driver_shows(driver, "2 of 2 faults break"));
    play(driver);
    assert_true(driver_has(driver, "cell:slow:look"));
}

static void test_without_a_load_there_is_none(void **state) {
    Driver *driver = *state;
    driver_start(driver, "url-shortener");
    driver_press(driver, "tab:Findings");
    assert_false(driver_has(driver, "stress-test")); /* nothing is drawn */
    driver_key(driver, KEY_ENTER, MOD_CTRL | MOD_SHIFT);
    assert_false(driver_has(driver, "dialog:Stress test"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        DRIVER_TEST(test_the_table_shows_what_breaks),
        DRIVER_TEST(test_a_cell_tells_all_about_itself),
        DRIVER_TEST(test_the_keyboard_walks_the_table),
        DRIVER_TEST(test_it_can_be_stopped),
        DRIVER_TEST(test_it_is_kept_while_the_design_plays_the_same),
        DRIVER_TEST(test_a_finished_round_is_played),
        DRIVER_TEST(test_without_a_load_there_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
