/* A whole round without a display: pick a scenario, place six components, connect them, set a
 * partition key, undo, redo, check, save, quit, open, replay. The replayed design equals the saved
 * one byte for byte. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "history/replay.h"
#include "support/support.h"
#include "ui/driver.h"

static void connect(Driver *driver, const char *from, const char *to) {
    char component[128], port[128], target[128];
    snprintf(component, sizeof component, "component:%s", from);
    snprintf(port, sizeof port, "port:%s:right", from);
    snprintf(target, sizeof target, "component:%s", to);
    driver_press(driver, component);
    driver_drag_to(driver, port, target);
}

static void draw_the_design(Driver *driver) {
    driver_drag(driver, "palette:client", 340, 300);
    driver_drag(driver, "palette:load_balancer", 600, 300);
    driver_drag(driver, "palette:service", 860, 300);
    driver_drag(driver, "palette:kv_store", 860, 480);
    driver_drag(driver, "palette:cache", 860, 140);
    driver_drag(driver, "palette:queue", 600, 560);
    assert_int_equal(driver_count(driver, "component:"), 6);
    connect(driver, "client", "balancer");
    connect(driver, "balancer", "service");
    connect(driver, "service", "key-value");
    connect(driver, "service", "cache");
    connect(driver, "service", "queue");
    assert_int_equal(driver_count(driver, "connection:"), 5);
}

static void set_the_partition_key(Driver *driver) {
    driver_press(driver, "component:key-value");
    driver_reveal(driver, "setting:partition_key");
    driver_press(driver, "setting:partition_key");
    driver_press(driver, "option:code");
    assert_true(driver_has(driver, "button:reset:partition_key"));
    driver_key(driver, 'z', MOD_CTRL);
    assert_false(driver_has(driver, "button:reset:partition_key"));
    driver_key(driver, 'z', MOD_CTRL | MOD_SHIFT);
    assert_true(driver_has(driver, "button:reset:partition_key"));
}

static void save_as(Driver *driver, const char *path) {
    driver_key(driver, 's', MOD_CTRL);
    assert_true(driver_has(driver, "dialog:Save the design"));
    driver_key(driver, 'a', MOD_CTRL);
    driver_type(driver, path);
    driver_key(driver, KEY_ENTER, 0);
    assert_false(driver_has(driver, "dialog:Save the design"));
    assert_true(file_exists(path));
}

/* The design after all that is in the journal. */
static char *replayed_bytes(const char *journal) {
    Catalog *catalog = support_catalog();
    Session *session;
    Error error = session_load(journal, catalog, &session);
    if (error.code) {
        fail_msg("%s", error.message);
    }
    Replay *replay;
    assert_int_equal(replay_new(session, &replay).code, ERROR_NONE);
    assert_int_equal(replay_seek_entry(replay, session->entries.count).code, ERROR_NONE);
    char *bytes = support_bytes(replay_design(replay));
    replay_free(replay);
    session_free(session);
    catalog_free(catalog);
    return bytes;
}

static void test_a_round(void **state) {
    Driver *driver = *state;
    driver_start(driver, "url-shortener");
    assert_true(driver_has(driver, "canvas"));
    assert_true(driver_shows(driver, "Clarify scope"));
    draw_the_design(driver);
    set_the_partition_key(driver);
    driver_press(driver, "button:Check");
    driver_frame(driver);
    assert_true(driver_shows(driver, "Checked: "));
    assert_true(driver_count(driver, "finding:") > 3);
    char *path = driver_path(driver, "round.json");
    save_as(driver, path);
    char *folder = driver_session(driver, 0);
    char *journal = path_join(&driver->arena, folder, "session.jsonl");
    driver_key(driver, 'q', MOD_CTRL);
    assert_true(driver->output.quit);
    driver_close(driver);

    char *saved = driver_file(driver, path);
    char *replayed = replayed_bytes(journal);
    assert_string_equal(replayed, saved);
    free(replayed);
    char *own = driver_file(driver, path_join(&driver->arena, folder, "design.json"));
    assert_string_equal(own, saved);

    driver_open(driver, driver->user_folder, path);
    assert_int_equal(driver_count(driver, "component:"), 6);
    driver_close(driver);

    driver_open(driver, driver->user_folder, journal);
    assert_true(driver_has(driver, "scrubber"));
    assert_int_equal(driver_count(driver, "component:"), 6);
    driver_press(driver, "button:play");
    driver_frame(driver);
    assert_true(driver_count(driver, "component:") < 6);
    driver_wait(driver, 60000);
    assert_int_equal(driver_count(driver, "component:"), 6);
    assert_true(driver_has(driver, "button:play")); /* it came to the end */
}

int main(void) {
    const struct CMUnitTest tests[] = {DRIVER_TEST(test_a_round)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
