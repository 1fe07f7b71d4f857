/* A whole round without a display: pick a scenario, place six components, connect them, set a
 * partition key, undo, redo, check, save, quit, open, replay. The replayed design equals the saved
 * one byte for byte. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "history/replay.h"
#include "history/session_store.h"
#include "support/support.h"
#include "ui/driver.h"

static void connect(Driver *driver, const char *from, const char *to) {
    char name[128];
    snprintf(name, sizeof name, "component:%s", from);
    driver_press(driver, name);
    char port[128], target[128];
    snprintf(port, sizeof port, "port:%s:right", from);
    snprintf(target, sizeof target, "component:%s", to);
    driver_drag_to(driver, port, target);
}

static char *only_session(Arena *arena, const char *user_folder) {
    SessionList list = {0};
    Error error = session_list_load(&list, session_store_path(arena, user_folder), 10);
    assert_int_equal(error.code, ERROR_NONE);
    assert_int_equal(list.items.count, 1);
    char *path = arena_copy_string(arena, list.items.items[0].journal);
    session_list_free(&list);
    return path;
}

static void test_round(void **state) {
    (void)state;
    Driver driver = {0};
    driver_open(&driver, NULL, NULL);

    driver_press(&driver, "card:url-shortener");
    assert_true(driver_shows(&driver, "Start round"));
    driver_press(&driver, "button:Start round");
    assert_true(driver_has(&driver, "canvas"));

    driver_drag(&driver, "palette:client", 340, 300);
    driver_drag(&driver, "palette:load_balancer", 600, 300);
    driver_drag(&driver, "palette:service", 860, 300);
    driver_drag(&driver, "palette:kv_store", 860, 480);
    driver_drag(&driver, "palette:cache", 860, 140);
    driver_drag(&driver, "palette:queue", 600, 560);
    assert_int_equal(driver_count(&driver, "component:"), 6);

    connect(&driver, "client", "balancer");
    connect(&driver, "balancer", "service");
    connect(&driver, "service", "key-value");
    connect(&driver, "service", "cache");
    connect(&driver, "service", "queue");
    assert_int_equal(driver_count(&driver, "connection:"), 5);

    driver_press(&driver, "component:key-value");
    assert_true(driver_has(&driver, "tab:Inspector"));
    driver_reveal(&driver, "setting:partition_key");
    driver_press(&driver, "setting:partition_key");
    driver_press(&driver, "option:code");
    assert_true(driver_shows(&driver, "code"));

    driver_key(&driver, 'z', MOD_CTRL);
    driver_key(&driver, 'z', MOD_CTRL | MOD_SHIFT);
    driver_press(&driver, "button:Check");
    driver_settle(&driver);
    assert_true(driver_shows(&driver, "Checked:"));
    assert_true(driver_count(&driver, "finding:") > 0);

    char *saved_path = path_join(&driver.arena, driver.user_folder, "round.json");
    driver_key(&driver, 's', MOD_CTRL);
    driver_key(&driver, 'a', MOD_CTRL);
    driver_type(&driver, saved_path);
    driver_key(&driver, KEY_ENTER, 0);
    assert_true(file_exists(saved_path));

    driver_key(&driver, 'q', MOD_CTRL);
    assert_true(driver.output.quit);
    driver_close(&driver);

    /* Open the design, then the session. */
    driver_open(&driver, driver.user_folder, saved_path);
    assert_int_equal(driver_count(&driver, "component:"), 6);
    driver_close(&driver);

    Driver again = {0};
    Arena arena = {0};
    Catalog *catalog = support_catalog();
    char *saved, *replayed;
    size_t length;
    assert_int_equal(file_read(saved_path, 1 << 20, &saved, &length).code, ERROR_NONE);
    /* The second start made a session of its own; the first is the one with the round in it. */
    SessionList list = {0};
    Error error = session_list_load(&list, session_store_path(&arena, driver.user_folder), 10);
    assert_int_equal(error.code, ERROR_NONE);
    bool found = false;
    for (size_t i = 0; i < list.items.count; i++) {
        Session *session;
        assert_int_equal(session_load(list.items.items[i].journal, catalog, &session).code,
                         ERROR_NONE);
        if (session->entries.count > 10) {
            Replay *replay;
            assert_int_equal(replay_new(session, &replay).code, ERROR_NONE);
            assert_int_equal(replay_seek_entry(replay, session->entries.count).code, ERROR_NONE);
            replayed = support_bytes(replay_design(replay));
            assert_string_equal(replayed, saved);
            free(replayed);
            replay_free(replay);
            driver_open(&again, driver.user_folder, list.items.items[i].journal);
            found = true;
        }
        session_free(session);
    }
    assert_true(found);
    assert_true(driver_has(&again, "scrubber"));
    assert_int_equal(driver_count(&again, "component:"), 6);
    driver_press(&again, "button:play");
    driver_wait(&again, 1000);
    driver_key(&again, KEY_SPACE, 0);
    driver_close(&again);
    session_list_free(&list);
    free(saved);
    catalog_free(catalog);
    arena_free(&arena);
    arena_free(&again.arena);
    driver_remove_folder(&driver);
    (void)only_session;
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_round)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
