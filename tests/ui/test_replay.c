/* Replay: the board driven by the journal, and nothing else. */
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

/* Ten seconds between the steps: client, service, cache; then the round is finished. */
static void play_a_round(Driver *driver) {
    driver_start(driver, "url-shortener");
    driver_wait(driver, 10000);
    driver_drag(driver, "palette:client", 400, 300);
    driver_wait(driver, 10000);
    driver_drag(driver, "palette:service", 700, 300);
    driver_press(driver, "button:Check");
    driver_wait(driver, 10000);
    driver_press(driver, "phase:sketch");
    driver_drag(driver, "palette:cache", 700, 500);
    driver_wait(driver, 10000);
    driver_press(driver, "button:Finish round");
    driver_press(driver, "button:Finish now");
    assert_true(driver_has(driver, "scrubber"));
}

static void scrub(Driver *driver, float share) {
    Rect rect = driver_rect(driver, "scrubber");
    driver_press_at(driver, rect.x + rect.w * share, rect.y + rect.h / 2);
}

static void test_it_begins_at_the_end(void **state) {
    Driver *driver = *state;
    play_a_round(driver);
    assert_int_equal(driver_count(driver, "component:"), 3);
    assert_true(driver_shows(driver, "Round finished"));
    assert_true(driver_shows(driver, "Clarify"));
    assert_true(driver_shows(driver, "Sketch"));
    assert_int_equal(driver_count(driver, "check-mark:"), 1);
}

static void test_the_scrubber(void **state) {
    Driver *driver = *state;
    play_a_round(driver);
    scrub(driver, 0.1f);
    assert_int_equal(driver_count(driver, "component:"), 0);
    scrub(driver, 0.4f);
    assert_int_equal(driver_count(driver, "component:"), 1);
    scrub(driver, 0.65f);
    assert_int_equal(driver_count(driver, "component:"), 2);
    scrub(driver, 0.4f);
    assert_int_equal(driver_count(driver, "component:"), 1);
    Rect rect = driver_rect(driver, "scrubber");
    driver_drag_from(driver, rect.x + 2, rect.y + 20, rect.x + rect.w + 50, rect.y - 200);
    assert_int_equal(driver_count(driver, "component:"), 3);
}

static void test_play_pause_and_speed(void **state) {
    Driver *driver = *state;
    play_a_round(driver);
    driver_press(driver, "choice:speed");
    driver_press(driver, "option:1×");
    driver_press(driver, "button:play"); /* from the end: starts again */
    assert_int_equal(driver_count(driver, "component:"), 0);
    assert_true(driver->output.next_frame_ms > 0);
    driver_wait(driver, 15000);
    assert_int_equal(driver_count(driver, "component:"), 1);
    driver_press(driver, "button:pause");
    driver_wait(driver, 60000);
    assert_int_equal(driver_count(driver, "component:"), 1);
    driver_press_at(driver, 300, 620); /* the canvas, so that keys go to the replay */
    driver_key(driver, KEY_UP, 0);     /* 4 times */
    driver_key(driver, KEY_SPACE, 0);
    driver_wait(driver, 3000);
    assert_int_equal(driver_count(driver, "component:"), 2);
}

static void test_steps(void **state) {
    Driver *driver = *state;
    play_a_round(driver);
    driver_press(driver, "button:previous-step"); /* before the finish */
    driver_press(driver, "button:previous-step"); /* before the cache */
    assert_int_equal(driver_count(driver, "component:"), 2);
    driver_press(driver, "button:next-step");
    assert_int_equal(driver_count(driver, "component:"), 3);
    assert_true(driver_shows(driver, "Add Cache"));
    for (int i = 0; i < 20; i++) {
        driver_press(driver, "button:previous-step");
    }
    assert_int_equal(driver_count(driver, "component:"), 0);
}

static void test_home_and_end(void **state) {
    Driver *driver = *state;
    play_a_round(driver);
    driver_press_at(driver, 300, 620);
    driver_key(driver, KEY_HOME, 0);
    assert_int_equal(driver_count(driver, "component:"), 0);
    driver_key(driver, KEY_END, 0);
    assert_int_equal(driver_count(driver, "component:"), 3);
}

static void test_nothing_can_be_changed(void **state) {
    Driver *driver = *state;
    play_a_round(driver);
    char *journal = path_join(&driver->arena, driver_session(driver, 0), "session.jsonl");
    const char *before = driver_file(driver, journal);
    driver_drag(driver, "component:cache", 400, 400);
    driver_press(driver, "component:service");
    driver_key(driver, KEY_DELETE, 0);
    driver_key(driver, KEY_F2, 0);
    assert_false(driver_has(driver, "field:label-in-place"));
    driver_press(driver, "tab:Inspector");
    driver_press(driver, "setting:replicas");
    driver_type(driver, "7");
    driver_key(driver, KEY_ENTER, 0);
    driver_key(driver, 'z', MOD_CTRL);
    driver_press(driver, "tab:Answers");
    driver_press(driver, "tab:Brief");
    assert_int_equal(driver_count(driver, "component:"), 3);
    driver_wait(driver, 2000);
    assert_string_equal(driver_file(driver, journal), before);
}

static void test_findings_are_those_of_the_moment(void **state) {
    Driver *driver = *state;
    play_a_round(driver);
    driver_press(driver, "tab:Findings");
    driver_frame(driver);
    size_t at_the_end = driver_count(driver, "finding:");
    scrub(driver, 0.01f);
    driver_frame(driver);
    assert_int_equal(driver_count(driver, "finding:"), 0);
    scrub(driver, 0.99f);
    driver_frame(driver);
    assert_int_equal(driver_count(driver, "finding:"), at_the_end);
}

static void test_estimates_are_explained_when_it_is_over(void **state) {
    Driver *driver = *state;
    driver_start(driver, "url-shortener");
    driver_press(driver, "tab:Answers");
    driver_press(driver, "field:estimate:redirect_rps");
    driver_type(driver, "40k");
    driver_key(driver, KEY_ENTER, 0);
    assert_true(driver_shows(driver, "40,000"));
    assert_false(driver_shows(driver, "100 opens for each"));
    driver_press(driver, "button:Finish round");
    driver_press(driver, "button:Finish now");
    driver_press(driver, "tab:Answers");
    assert_true(driver_shows(driver, "100 opens for each"));
    assert_true(driver_shows(driver, "10 times too high"));
}

static void test_a_branch_goes_on_from_the_moment(void **state) {
    Driver *driver = *state;
    play_a_round(driver);
    scrub(driver, 0.65f);
    driver_press(driver, "button:Go on from here");
    assert_true(driver_has(driver, "palette:queue"));
    assert_int_equal(driver_count(driver, "component:"), 2);
    driver_drag(driver, "palette:queue", 400, 600);
    assert_int_equal(driver_count(driver, "component:"), 3);
    driver_wait(driver, 2000);
    assert_true(driver_shows(driver, "branched at 0:2"));
    driver_key(driver, 'n', MOD_CTRL);
    assert_int_equal(driver_count(driver, "session:"), 2);
    assert_true(driver_shows(driver, "branched at 0:2"));
    /* The journal says it, and so does the replay; the other round is what it is held against. */
    char *journal = path_join(&driver->arena, driver_session(driver, 0), "session.jsonl");
    char from[256];
    snprintf(from, sizeof from, "\"branched_from\": { \"session\": \"%s\", \"t_ms\": ",
             path_file_name(driver_session(driver, 1)));
    assert_non_null(strstr(driver_file(driver, journal), from));
    driver_event(driver, (InputEvent){.type = INPUT_DROP_FILE, .text = journal});
    driver_frame(driver);
    assert_true(driver_shows(driver, "branched from another round at 0:2"));
    driver_press(driver, "button:Compare");
    assert_true(driver_shows(driver, "Branched from the round of"));
}

/* Each flaw has a mark where it entered; a press goes there and tells all about it. */
static void test_flaws_are_on_the_time_axis(void **state) {
    Driver *driver = *state;
    play_a_round(driver);
    driver_frame(driver); /* they are found by now */
    size_t marks = driver_count(driver, "flaw:");
    assert_true(marks > 1);
    scrub(driver, 0.02f);
    driver_press_at(driver, 300, 500); /* the canvas, so that keys go to the replay */
    driver_key(driver, 'n', 0);
    assert_true(driver_shows(driver, "What mends it"));
    assert_int_equal(driver_count(driver, "flaw:"),
                     marks); /* they are the round's, not the moment's */
    const char *last = NULL;
    for (size_t i = 0; i < driver->list.items.count; i++) {
        const DrawItem *item = &driver->list.items.items[i];
        bool is_mark = item->type == DRAW_NAME && strncmp(item->text, "flaw:", 5) == 0;
        last = is_mark ? arena_copy_string(&driver->arena, item->text) : last;
    }
    driver_press(driver, last);
    assert_int_equal(driver_count(driver, "component:"), 3); /* it came with the cache */
    driver_press(driver, "button:Next finding");             /* after the last the first */
    assert_true(driver_count(driver, "component:") < 3);
    /* Its time stands beside each finding, and leads there too. */
    scrub(driver, 1);
    const char *time = driver_find(driver, "button:entered:");
    driver_reveal(driver, time);
    driver_press(driver, time);
    assert_true(driver_shows(driver, "What mends it"));
    assert_false(driver_shows(driver, "Round finished"));
}

static void test_a_finished_round_is_replayed_from_home(void **state) {
    Driver *driver = *state;
    play_a_round(driver);
    driver_key(driver, 'n', MOD_CTRL);
    assert_true(driver_shows(driver, "finished at 0:40"));
    assert_int_equal(driver_count(driver, "button:resume:"), 0);
    driver_press(driver, driver_find(driver, "button:replay:"));
    assert_int_equal(driver_count(driver, "component:"), 3);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        DRIVER_TEST(test_it_begins_at_the_end),
        DRIVER_TEST(test_the_scrubber),
        DRIVER_TEST(test_play_pause_and_speed),
        DRIVER_TEST(test_steps),
        DRIVER_TEST(test_home_and_end),
        DRIVER_TEST(test_nothing_can_be_changed),
        DRIVER_TEST(test_findings_are_those_of_the_moment),
        DRIVER_TEST(test_estimates_are_explained_when_it_is_over),
        DRIVER_TEST(test_a_branch_goes_on_from_the_moment),
        DRIVER_TEST(test_flaws_are_on_the_time_axis),
        DRIVER_TEST(test_a_finished_round_is_replayed_from_home),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
