/* Nothing is lost: autosave, quitting, crashes, resuming. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "ui/driver.h"

static void test_autosave_comes_a_moment_after_a_change(void **state) {
    Driver *driver = *state;
    driver_open_shipped(driver, "url-shortener/naive.json");
    char *path = driver_path(driver, "copy.json");
    driver_drag(driver, "palette:cache", 600, 200);
    assert_true(driver_shows(driver, "saving"));
    assert_null(strstr(driver_file(driver, path), "\"cache\""));
    int64_t due = driver->output.next_frame_ms;
    assert_true(due > driver->now_ms && due <= driver->now_ms + 800);
    driver_wait(driver, 800);
    assert_non_null(strstr(driver_file(driver, path), "\"cache\""));
    char *own = path_join(&driver->arena, driver_session(driver, 0), "design.json");
    assert_string_equal(driver_file(driver, own), driver_file(driver, path));
    assert_true(driver_shows(driver, "saved"));
}

static void test_quitting_saves_at_once(void **state) {
    Driver *driver = *state;
    driver_open_shipped(driver, "url-shortener/naive.json");
    char *path = driver_path(driver, "copy.json");
    driver_drag(driver, "palette:cache", 600, 200);
    driver_event(driver, (InputEvent){.type = INPUT_CLOSE});
    assert_true(driver->output.quit);
    assert_non_null(strstr(driver_file(driver, path), "\"cache\""));
}

/* A text that is still being typed when the window closes counts. */
static void test_closing_stores_what_is_being_typed(void **state) {
    Driver *driver = *state;
    driver_open_shipped(driver, "url-shortener/naive.json");
    driver_press(driver, "component:db");
    driver_press(driver, "field:why");
    driver_type(driver, "half a reason");
    driver_event(driver, (InputEvent){.type = INPUT_CLOSE});
    assert_true(driver->output.quit);
    assert_non_null(strstr(driver_file(driver, driver_path(driver, "copy.json")), "half a reason"));
}

static void test_a_file_that_cannot_be_written_is_said(void **state) {
    Driver *driver = *state;
    driver_open_shipped(driver, "url-shortener/naive.json");
    char *folder = driver_path(driver, "gone");
    char *path = path_join(&driver->arena, folder, "design.json");
    assert_int_equal(folder_make(folder).code, ERROR_NONE);
    driver_key(driver, 's', MOD_CTRL | MOD_SHIFT);
    driver_key(driver, 'a', MOD_CTRL);
    driver_type(driver, path);
    driver_key(driver, KEY_ENTER, 0);
    assert_true(file_exists(path));
    assert_int_equal(unlink(path), 0);
    assert_int_equal(rmdir(folder), 0);
    driver_drag(driver, "palette:cache", 600, 200);
    driver_wait(driver, 1000);
    driver_frame(driver);
    assert_true(driver_shows(driver, "not saved"));
    assert_true(driver_has(driver, "toast"));
    driver_event(driver, (InputEvent){.type = INPUT_CLOSE});
    assert_false(driver->output.quit);
    assert_true(driver_has(driver, "dialog:Not everything could be saved"));
    driver_press(driver, "button:Stay");
    assert_int_equal(folder_make(folder).code, ERROR_NONE);
    driver_event(driver, (InputEvent){.type = INPUT_CLOSE});
    assert_true(driver->output.quit);
    assert_true(file_exists(path));
}

static void test_leaving_says_what_was_not_saved(void **state) {
    Driver *driver = *state;
    driver_open(driver, NULL, NULL);
    char *folder = driver_path(driver, "gone");
    char *path = path_join(&driver->arena, folder, "design.json");
    assert_int_equal(folder_make(folder).code, ERROR_NONE);
    driver_press(driver, "button:Start round");
    driver_drag(driver, "palette:client", 500, 300);
    driver_key(driver, 's', MOD_CTRL);
    driver_key(driver, 'a', MOD_CTRL);
    driver_type(driver, path);
    driver_key(driver, KEY_ENTER, 0);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(rmdir(folder), 0);
    driver_drag(driver, "palette:cache", 600, 200);
    driver_press(driver, "button:home");
    assert_true(driver_has(driver, "dialog:Not everything could be saved"));
    driver_press(driver, "button:OK");
    driver_press(driver, driver_find(driver, "button:resume:"));
    assert_int_equal(driver_count(driver, "component:"), 2);
}

/* Nothing can be recorded: it is said as long as it is so, nothing leaves the window unasked, and
 * all of it is recorded once there is room. */
static void test_steps_that_cannot_be_recorded_are_kept(void **state) {
    Driver *driver = *state;
    driver_start(driver, "url-shortener");
    char *store = driver_path(driver, "sessions");
    assert_int_equal(file_save_atomic(store, "in the way", 10).code, ERROR_NONE);
    driver_drag(driver, "palette:client", 400, 400);
    driver_drag(driver, "palette:service", 700, 400);
    driver_wait(driver, 20000);
    assert_true(driver_has(driver, "trouble"));
    assert_true(driver_shows(driver, "not saved"));
    driver_press(driver, "button:home");
    assert_true(driver_has(driver, "dialog:This round is not saved"));
    driver_press(driver, "button:OK");
    driver_press(driver, "button:Finish round");
    driver_press(driver, "button:Finish now");
    assert_true(driver_has(driver, "dialog:This round is not saved"));
    driver_press(driver, "button:OK");
    driver_event(driver, (InputEvent){.type = INPUT_CLOSE});
    assert_false(driver->output.quit);
    driver_press(driver, "button:Stay");
    assert_int_equal(unlink(store), 0);
    driver_wait(driver, 1);
    driver_wait(driver, 20000); /* it is tried again by itself */
    assert_false(driver_has(driver, "trouble"));
    driver_drag(driver, "palette:cache", 600, 600);
    driver_press(driver, "button:home");
    driver_press(driver, driver_find(driver, "button:resume:"));
    assert_int_equal(driver_count(driver, "component:"), 3);
    for (int i = 0; i < 3; i++) {
        driver_key(driver, 'z', MOD_CTRL);
    }
    assert_int_equal(driver_count(driver, "component:"), 0);
}

/* With the design in a file of its own, the window can be left, and says what is missing. */
static void test_saving_elsewhere_is_a_way_out(void **state) {
    Driver *driver = *state;
    driver_start(driver, "url-shortener");
    char *path = driver_path(driver, "elsewhere.json");
    assert_int_equal(file_save_atomic(driver_path(driver, "sessions"), "x", 1).code, ERROR_NONE);
    driver_drag(driver, "palette:client", 400, 400);
    driver_press(driver, "button:save-elsewhere");
    driver_key(driver, 'a', MOD_CTRL);
    driver_type(driver, path);
    driver_key(driver, KEY_ENTER, 0);
    assert_true(file_exists(path));
    driver_press(driver, "button:home");
    assert_true(driver_has(driver, "dialog:Not everything could be saved"));
    assert_true(driver_has(driver, "card:url-shortener"));
}

static void test_looking_leaves_no_session(void **state) {
    Driver *driver = *state;
    driver_open_shipped(driver, "url-shortener/naive.json");
    driver_press(driver, "component:db");
    driver_press(driver, "tab:Findings");
    driver_wait(driver, 5000);
    driver_press(driver, "button:home");
    assert_true(driver_shows(driver, "Your rounds will be listed here"));
    assert_false(folder_exists(driver_path(driver, "sessions")));
}

static void test_a_file_that_is_looked_at_has_no_clock(void **state) {
    Driver *driver = *state;
    driver_open_shipped(driver, "url-shortener/naive.json");
    driver_wait(driver, 90000);
    assert_true(driver_shows(driver, "0:00"));
    assert_true(driver_has(driver, "pause-note"));
    driver_drag(driver, "palette:cache", 600, 200);
    assert_false(driver_has(driver, "pause-note"));
    driver_wait(driver, 90000);
    assert_true(driver_shows(driver, "1:30"));
    driver_press(driver, "button:pause");
    assert_true(driver_has(driver, "pause-note")); /* what is drawn now is off the clock */
    driver_press(driver, "button:go-on");
    assert_false(driver_has(driver, "pause-note"));
}

/* A window that ends in the middle: a child plays some of a round and is gone without a word. */
static void play_and_die(const char *user_folder) {
    Driver driver = {0};
    driver_open(&driver, user_folder, NULL);
    driver_press(&driver, "card:url-shortener");
    driver_press(&driver, "button:Start round");
    driver_drag(&driver, "palette:client", 400, 300);
    driver_drag(&driver, "palette:service", 700, 300);
    driver_press(&driver, "field:why");
    driver_type(&driver, "stateless");
    driver_press(&driver, "tab:Brief");
    driver_press(&driver, "ask:popularity");
    _exit(0);
}

static void test_a_crash_is_offered_to_resume(void **state) {
    Driver *driver = *state;
    driver_open(driver, NULL, NULL);
    driver_close(driver);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        play_and_die(driver->user_folder);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);

    driver_open(driver, driver->user_folder, NULL);
    assert_true(driver_shows(driver, "Recovered"));
    driver_press(driver, driver_find(driver, "button:resume:"));
    assert_int_equal(driver_count(driver, "component:"), 2);
    driver_press(driver, "component:service");
    assert_true(driver_shows(driver, "stateless"));
    driver_press(driver, "tab:Brief");
    assert_true(driver_shows(driver, "Ten million links"));
    for (int i = 0; i < 4; i++) {
        driver_key(driver, 'z', MOD_CTRL);
    }
    assert_int_equal(driver_count(driver, "component:"), 0);
    for (int i = 0; i < 4; i++) {
        driver_key(driver, 'y', MOD_CTRL);
    }
    assert_int_equal(driver_count(driver, "component:"), 2);
    driver_key(driver, 'n', MOD_CTRL);
    assert_false(driver_shows(driver, "Recovered"));
}

static void test_a_round_is_resumed_with_its_clock(void **state) {
    Driver *driver = *state;
    driver_start(driver, "url-shortener");
    driver_drag(driver, "palette:client", 400, 300);
    driver_wait(driver, 65000);
    assert_true(driver_shows(driver, "1:05"));
    driver_press(driver, "phase:sketch");
    driver_press(driver, "button:home");
    assert_true(driver_shows(driver, "stopped at 1:05, Sketch"));
    driver_wait(driver, 3600000);
    driver_press(driver, driver_find(driver, "button:resume:"));
    assert_true(driver_shows(driver, "1:05"));
    assert_int_equal(driver_count(driver, "component:"), 1);
    driver_wait(driver, 5000);
    assert_true(driver_shows(driver, "1:10"));
}

/* Saves the round as "mine.json", changes it once more, and leaves it. */
static char *save_as_mine(Driver *driver) {
    driver_start(driver, "url-shortener");
    driver_drag(driver, "palette:client", 400, 300);
    assert_true(driver_shows(driver, "saved in the session") || driver_shows(driver, "saving"));
    char *path = driver_path(driver, "mine.json");
    driver_key(driver, 's', MOD_CTRL);
    driver_key(driver, 'a', MOD_CTRL);
    driver_type(driver, path);
    driver_key(driver, KEY_ENTER, 0);
    assert_true(driver_shows(driver, "saved · mine.json"));
    driver_drag(driver, "palette:service", 700, 300);
    driver_press(driver, "button:home");
    assert_non_null(strstr(driver_file(driver, path), "\"service\""));
    return path;
}

static void test_a_resumed_round_goes_on_with_its_file(void **state) {
    Driver *driver = *state;
    char *path = save_as_mine(driver);
    driver_close(driver);
    driver_open(driver, driver->user_folder, NULL);
    driver_press(driver, driver_find(driver, "button:resume:"));
    driver_wait(driver, 10);
    assert_true(driver_shows(driver, "saved · mine.json"));
    driver_drag(driver, "palette:cache", 600, 500);
    driver_wait(driver, 1000);
    assert_non_null(strstr(driver_file(driver, path), "\"cache\""));
}

static void test_a_file_that_was_changed_elsewhere_is_left_alone(void **state) {
    Driver *driver = *state;
    char *path = save_as_mine(driver);
    static const char OTHER[] = "{ \"format\": \"faultline/design\", \"version\": 1, "
                                "\"components\": [], \"connections\": [] }";
    assert_int_equal(file_save_atomic(path, OTHER, sizeof OTHER - 1).code, ERROR_NONE);
    driver_press(driver, driver_find(driver, "button:resume:"));
    driver_wait(driver, 10);
    assert_true(driver_shows(driver, "not in mine.json"));
    driver_drag(driver, "palette:cache", 600, 500);
    driver_wait(driver, 1000);
    assert_string_equal(driver_file(driver, path), OTHER);
    assert_true(driver_shows(driver, "not in mine.json"));
    driver_key(driver, 's', MOD_CTRL);
    driver_key(driver, 'a', MOD_CTRL);
    driver_type(driver, path);
    driver_key(driver, KEY_ENTER, 0); /* it is there */
    driver_key(driver, KEY_ENTER, 0); /* and is replaced */
    assert_true(driver_shows(driver, "saved · mine.json"));
    assert_non_null(strstr(driver_file(driver, path), "\"cache\""));
}

static void test_a_pause_stops_the_clock(void **state) {
    Driver *driver = *state;
    driver_start(driver, "url-shortener");
    driver_wait(driver, 10000);
    driver_press(driver, "button:pause");
    driver_wait(driver, 600000);
    assert_true(driver_shows(driver, "0:10"));
    driver_press(driver, "button:resume");
    driver_wait(driver, 5000);
    assert_true(driver_shows(driver, "0:15"));
}

static void test_two_windows_do_not_write_one_session(void **state) {
    Driver *driver = *state;
    driver_start(driver, "url-shortener");
    driver_drag(driver, "palette:client", 400, 300);
    Driver second = {0};
    driver_open(&second, driver->user_folder, NULL);
    assert_true(driver_shows(&second, "open in another window"));
    assert_int_equal(driver_count(&second, "button:resume:"), 0);
    driver_close(&second);
    arena_free(&second.arena);
}

static void test_settings_last(void **state) {
    Driver *driver = *state;
    driver_open(driver, NULL, NULL);
    DrawItem light = driver->list.items.items[0];
    driver_press(driver, "button:theme");
    DrawItem dark = driver->list.items.items[0];
    assert_int_not_equal(light.fill.r, dark.fill.r);
    driver_close(driver);
    driver_open(driver, driver->user_folder, NULL);
    assert_int_equal(driver->list.items.items[0].fill.r, dark.fill.r);
    driver_close(driver);
    char *path = driver_path(driver, "settings.json");
    assert_int_equal(file_save_atomic(path, "{ broken", 8).code, ERROR_NONE);
    driver_open(driver, driver->user_folder, NULL);
    assert_true(driver_shows(driver, "The settings start afresh"));
    assert_int_equal(driver->list.items.items[0].fill.r, light.fill.r);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        DRIVER_TEST(test_autosave_comes_a_moment_after_a_change),
        DRIVER_TEST(test_quitting_saves_at_once),
        DRIVER_TEST(test_closing_stores_what_is_being_typed),
        DRIVER_TEST(test_a_file_that_cannot_be_written_is_said),
        DRIVER_TEST(test_leaving_says_what_was_not_saved),
        DRIVER_TEST(test_steps_that_cannot_be_recorded_are_kept),
        DRIVER_TEST(test_saving_elsewhere_is_a_way_out),
        DRIVER_TEST(test_looking_leaves_no_session),
        DRIVER_TEST(test_a_file_that_is_looked_at_has_no_clock),
        DRIVER_TEST(test_a_crash_is_offered_to_resume),
        DRIVER_TEST(test_a_round_is_resumed_with_its_clock),
        DRIVER_TEST(test_a_resumed_round_goes_on_with_its_file),
        DRIVER_TEST(test_a_file_that_was_changed_elsewhere_is_left_alone),
        DRIVER_TEST(test_a_pause_stops_the_clock),
        DRIVER_TEST(test_two_windows_do_not_write_one_session),
        DRIVER_TEST(test_settings_last),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
