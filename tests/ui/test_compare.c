/* A replay beside another attempt: another round, the reference, or itself at another moment. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/macros.h"
#include "ui/tiny.h"

/* The replay of a round with four replicas; there is another one with two. */
static void open_replay(Driver *driver) {
    tiny_open(driver);
    tiny_round(driver, "earlier", 2);
    char *journal = tiny_round(driver, "later", 4);
    driver_event(driver, (InputEvent){.type = INPUT_DROP_FILE, .text = journal});
    driver_frame(driver);
    assert_true(driver_has(driver, "scrubber"));
}

/* Scrolls the dialog, which lies over the side panel. */
static void reveal(Driver *driver, const char *name) {
    for (int i = 0; i < 60 && !driver_has(driver, name); i++) {
        driver_wheel(driver, "scroll:comparison", -1);
    }
    driver_wheel(driver, "scroll:comparison", -2); /* and what is below it */
    assert_true(driver_has(driver, name));
}

static void choose(Driver *driver, const char *beginning) {
    driver_press(driver, "choice:compare-with");
    driver_press(driver, driver_find(driver, beginning));
    tiny_settle(driver);
}

static void test_another_round(void **state) {
    Driver *driver = *state;
    open_replay(driver);
    driver_press(driver, "button:Compare");
    assert_true(driver_has(driver, "dialog:Compare"));
    tiny_settle(driver);
    assert_true(driver_shows(driver, "This round, at 2:00"));
    assert_true(driver_shows(driver, "Round of "));
    assert_true(driver_shows(driver, "Neither better nor worse"));
    assert_true(driver_shows(driver, "2 of 2")); /* faults that break a level */
    reveal(driver, "section:Drawn differently  ·  1");
    assert_true(driver_shows(driver, "Replicas 2 → 4"));
    assert_true(driver_has(driver, "section:Service levels"));
}

static void test_the_reference_and_itself(void **state) {
    Driver *driver = *state;
    open_replay(driver);
    driver_press(driver, "button:Compare");
    choose(driver, "option:The reference");
    reveal(driver, "section:Drawn differently  ·  1");
    assert_true(driver_shows(driver, "Replicas 1 → 4"));
    choose(driver, "option:This round at 2:00");
    assert_int_equal(driver_count(driver, "section:Drawn differently"), 0);
    assert_true(driver_shows(driver, "Neither better nor worse"));
}

/* What is compared is the moment that the replay stands at. */
static void test_an_earlier_moment(void **state) {
    Driver *driver = *state;
    open_replay(driver);
    Rect rect = driver_rect(driver, "scrubber");
    driver_press_at(driver, rect.x + rect.w * 0.25f, rect.y + rect.h / 2);
    driver_press_at(driver, 300, 500); /* the canvas, so that keys go to the replay */
    driver_key(driver, 'c', MOD_CTRL | MOD_SHIFT);
    assert_true(driver_shows(driver, "This round, at 0:30"));
    choose(driver, "option:The reference");
    assert_int_equal(driver_count(driver, "section:Drawn differently"), 0);
}

/* Both keys in one frame, so that they cannot be over before: the focus is at Cancel by then. */
static void test_the_runs_can_be_stopped(void **state) {
    Driver *driver = *state;
    open_replay(driver);
    driver_press_at(driver, 300, 500);
    const InputEvent events[] = {
        {.type = INPUT_KEY_DOWN, .key = 'c', .modifiers = MOD_CTRL | MOD_SHIFT},
        {.type = INPUT_KEY_DOWN, .key = KEY_ENTER}};
    driver_events(driver, events, COUNT_OF(events));
    assert_true(driver_shows(driver, "Stopped"));
    assert_true(driver_has(driver, "section:Score by part"));
    assert_int_equal(driver_count(driver, "section:Service levels"), 0);
    driver_key(driver, KEY_ENTER, 0); /* Play has the focus */
    tiny_settle(driver);
    assert_int_equal(driver_count(driver, "section:Service levels"), 1);
}

/* Which faults they are is told on hover; Escape closes the list of attempts first. */
static void test_a_level_tells_its_faults(void **state) {
    Driver *driver = *state;
    open_replay(driver);
    driver_press(driver, "button:Compare");
    tiny_settle(driver);
    const char *level = driver_find(driver, "level:0:availability_pct:");
    reveal(driver, level);
    Rect rect = driver_rect(driver, level);
    driver_move(driver, rect.x + 20, rect.y + 20);
    driver_wait(driver, 2000);
    assert_true(driver_shows(driver, "The service is away"));
    driver_press(driver, "choice:compare-with");
    assert_true(driver_count(driver, "option:") > 1);
    driver_key(driver, KEY_ESCAPE, 0);
    assert_int_equal(driver_count(driver, "option:"), 0);
    assert_true(driver_has(driver, "dialog:Compare"));
    driver_key(driver, KEY_ESCAPE, 0);
    assert_false(driver_has(driver, "dialog:Compare"));
}

static void test_a_finding_leads_to_its_part(void **state) {
    Driver *driver = *state;
    open_replay(driver);
    driver_press(driver, "button:Compare");
    tiny_settle(driver);
    reveal(driver, "button:kept-findings");
    assert_int_equal(driver_count(driver, "compared:"), 0);
    driver_press(driver, "button:kept-findings");
    const char *row = driver_find(driver, "compared:");
    driver_press(driver, row);
    assert_false(driver_has(driver, "dialog:Compare"));
    driver_press(driver, "tab:Inspector");
    assert_true(driver_count(driver, "setting:") > 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        DRIVER_TEST(test_another_round),
        DRIVER_TEST(test_the_reference_and_itself),
        DRIVER_TEST(test_an_earlier_moment),
        DRIVER_TEST(test_the_runs_can_be_stopped),
        DRIVER_TEST(test_a_level_tells_its_faults),
        DRIVER_TEST(test_a_finding_leads_to_its_part),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
