/* The stress test in the window: played in the background, stopped, shown as a table of operations
 * under faults, and kept for as long as the design plays the same. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/macros.h"
#include "ui/tiny.h"

static void play(Driver *driver) {
    driver_press(driver, "button:stress-test");
    tiny_settle(driver);
}

static void test_the_table_shows_what_breaks(void **state) {
    Driver *driver = *state;
    tiny_open(driver);
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

/* A level that is missed though no rule has anything to say against the design. */
static void test_it_says_when_no_finding_speaks_of_it(void **state) {
    Driver *driver = *state;
    tiny_open(driver);
    play(driver);
    assert_true(driver_shows(driver, "Each row is a run of its own"));
    driver_close(driver);
    tiny_open_accepted(driver);
    play(driver);
    assert_true(driver_shows(driver, "2 of 2 faults break some."));
    assert_true(driver_shows(driver, "No finding speaks of this"));
}

static void test_a_cell_tells_all_about_itself(void **state) {
    Driver *driver = *state;
    tiny_open(driver);
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
    tiny_open(driver);
    driver_press_at(driver, 300, 620);
    driver_key(driver, KEY_ENTER, MOD_CTRL | MOD_SHIFT);
    tiny_settle(driver);
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
    tiny_open(driver);
    driver_press_at(driver, 300, 620);
    const InputEvent events[] = {
        {.type = INPUT_KEY_DOWN, .key = KEY_ENTER, .modifiers = MOD_CTRL | MOD_SHIFT},
        {.type = INPUT_KEY_DOWN, .key = KEY_ENTER}};
    driver_events(driver, events, COUNT_OF(events));
    assert_true(driver_shows(driver, "Stopped"));
    tiny_settle(driver);
    assert_false(driver_has(driver, "cell:none:look"));
    assert_true(driver_focused(driver, "button:play-again"));
    driver_key(driver, KEY_ENTER, 0);
    tiny_settle(driver);
    assert_true(driver_has(driver, "cell:none:look"));
}

static void test_it_is_kept_while_the_design_plays_the_same(void **state) {
    Driver *driver = *state;
    tiny_open(driver);
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
    tiny_open(driver);
    driver_press(driver, "button:Finish round");
    driver_press(driver, "button:Finish now");
    assert_true(driver_has(driver, "scrubber"));
    tiny_settle(driver);
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
        DRIVER_TEST(test_it_says_when_no_finding_speaks_of_it),
        DRIVER_TEST(test_a_cell_tells_all_about_itself),
        DRIVER_TEST(test_the_keyboard_walks_the_table),
        DRIVER_TEST(test_it_can_be_stopped),
        DRIVER_TEST(test_it_is_kept_while_the_design_plays_the_same),
        DRIVER_TEST(test_a_finished_round_is_played),
        DRIVER_TEST(test_without_a_load_there_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
