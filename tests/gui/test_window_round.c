/* A whole round in a real window: pick a scenario, place six components, connect them, set a
 * partition key, undo, redo, check, save, quit, open, replay. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/macros.h"
#include "gui/hand.h"
#include "history/replay.h"
#include "history/session_store.h"
#include "support/support.h"

static void place_components(Hand *hand) {
    static const struct {
        const char *palette;
        Point at;
    } PARTS[] = {
        {"palette:client", {340, 300}},  {"palette:load_balancer", {600, 300}},
        {"palette:service", {860, 300}}, {"palette:kv_store", {860, 480}},
        {"palette:cache", {860, 140}},   {"palette:queue", {600, 560}},
    };
    for (size_t i = 0; i < COUNT_OF(PARTS); i++) {
        hand_drag(hand, PARTS[i].palette, PARTS[i].at);
        hand_wait_for_count(hand, "component:", i + 1);
    }
}

static void connect_components(Hand *hand) {
    static const char *const LINES[][3] = {
        {"component:client", "port:client:right", "component:balancer"},
        {"component:balancer", "port:balancer:right", "component:service"},
        {"component:service", "port:service:bottom", "component:key-value"},
        {"component:service", "port:service:top", "component:cache"},
        {"component:service", "port:service:left", "component:queue"},
    };
    for (size_t i = 0; i < COUNT_OF(LINES); i++) {
        hand_press(hand, LINES[i][0]);
        hand_drag_to(hand, LINES[i][1], LINES[i][2]);
        hand_wait_for_count(hand, "connection:", i + 1);
    }
}

static void set_partition_key(Hand *hand) {
    hand_press(hand, "component:key-value");
    hand_wait_for(hand, "setting:partitions");
    hand_scroll_to(hand, "setting:partition_key");
    hand_press(hand, "setting:partition_key");
    hand_press(hand, "option:code");
}

static void save_as(Hand *hand, const char *path) {
    hand_key(hand, "ctrl+s");
    hand_wait_for(hand, "dialog:Save the design");
    hand_key(hand, "ctrl+a");
    hand_type(hand, path);
    hand_key(hand, "Return");
}

/* The journal of the only session. In the arena. */
static const char *find_journal(Arena *arena, const char *user_folder) {
    SessionList list = {0};
    Error error = session_list_load(&list, session_store_path(arena, user_folder), 10);
    assert_int_equal(error.code, ERROR_NONE);
    assert_int_equal(list.items.count, 1);
    const char *journal = arena_copy_string(arena, list.items.items[0].journal);
    session_list_free(&list);
    return journal;
}

static void assert_replays_to(const char *journal, const char *design_path) {
    Catalog *catalog = support_catalog();
    Session *session = NULL;
    Replay *replay = NULL;
    assert_int_equal(session_load(journal, catalog, &session).code, ERROR_NONE);
    assert_int_equal(replay_new(session, &replay).code, ERROR_NONE);
    assert_int_equal(replay_seek_entry(replay, session->entries.count).code, ERROR_NONE);
    char *replayed = support_bytes(replay_design(replay));
    char *saved = NULL;
    size_t length = 0;
    assert_int_equal(file_read(design_path, 1 << 20, &saved, &length).code, ERROR_NONE);
    assert_string_equal(replayed, saved);
    assert_non_null(strstr(saved, "\"partition_key\": \"code\""));
    free(saved);
    free(replayed);
    replay_free(replay);
    session_free(session);
    catalog_free(catalog);
}

static void test_a_round_in_a_window(void **state) {
    (void)state;
    Arena arena = {0};
    Hand hand;
    const char *user_folder = support_make_folder(&arena);
    const char *design = path_join(&arena, user_folder, "round.json");

    hand_open(&hand, user_folder, NULL);
    hand_press(&hand, "card:url-shortener");
    hand_press(&hand, "button:Start round");
    hand_wait_for(&hand, "canvas");
    place_components(&hand);
    connect_components(&hand);
    hand_key(&hand, "ctrl+z");
    hand_wait_for_count(&hand, "connection:", 4);
    hand_key(&hand, "ctrl+shift+z");
    hand_wait_for_count(&hand, "connection:", 5);
    set_partition_key(&hand);
    hand_press(&hand, "button:Check");
    hand_press(&hand, "tab:Findings");
    save_as(&hand, design);
    hand_quit(&hand);

    const char *journal = find_journal(&arena, user_folder);
    assert_replays_to(journal, design);

    hand_open(&hand, user_folder, design);
    hand_wait_for_count(&hand, "component:", 6);
    hand_quit(&hand);

    hand_open(&hand, user_folder, journal);
    hand_wait_for(&hand, "scrubber");
    hand_press(&hand, "button:play");
    hand_wait_for(&hand, "button:pause");
    hand_wait_for_count(&hand, "connection:", 5);
    hand_quit(&hand);

    support_remove_folder(user_folder);
    arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_a_round_in_a_window)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
