/* The whole round without a pointer. */
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

static void tab_to(Driver *driver, const char *name) {
    for (int i = 0; i < 200; i++) {
        if (driver_focused(driver, name)) {
            return;
        }
        driver_key(driver, KEY_TAB, 0);
    }
    fail_msg("Tab does not reach `%s`", name);
}

static void go_to_part(Driver *driver, const char *name) {
    for (int i = 0; i < 8 && !driver_focused(driver, name); i++) {
        driver_key(driver, KEY_F6, 0);
    }
    assert_true(driver_focused(driver, name));
}

static void place(Driver *driver, const char *kind) {
    driver_key(driver, '/', 0);
    driver_type(driver, kind);
    driver_key(driver, KEY_ENTER, 0);
    driver_key(driver, KEY_ESCAPE, 0);
}

static void test_a_round_by_keyboard(void **state) {
    Driver *driver = *state;
    driver_open(driver, NULL, NULL);
    tab_to(driver, "card:url-shortener");
    driver_key(driver, KEY_ENTER, 0); /* selects */
    driver_key(driver, KEY_ENTER, 0); /* starts */
    assert_true(driver_has(driver, "canvas"));

    place(driver, "client");
    place(driver, "service");
    place(driver, "key-val");
    assert_int_equal(driver_count(driver, "component:"), 3);

    /* The newest is selected, and its inspector is open. */
    go_to_part(driver, "tab:Findings");
    tab_to(driver, "setting:partition_key");
    driver_key(driver, KEY_DOWN, 0);
    driver_key(driver, KEY_DOWN, 0);
    driver_key(driver, KEY_ENTER, 0);
    assert_true(driver_has(driver, "button:reset:partition_key"));

    /* Back on the canvas, Tab walks the components: the one before it is the service. */
    go_to_part(driver, "canvas");
    driver_key(driver, KEY_TAB, MOD_SHIFT);
    go_to_part(driver, "tab:Findings");
    tab_to(driver, "choice:connect");
    driver_key(driver, KEY_ENTER, 0);
    driver_key(driver, KEY_ENTER, 0);
    assert_true(driver_has(driver, "connection:service-key-value"));

    /* Arrows move what is selected; one step each. */
    go_to_part(driver, "canvas");
    Rect before = driver_rect(driver, "component:service");
    driver_key(driver, KEY_DOWN, MOD_SHIFT);
    assert_true(driver_rect(driver, "component:service").y > before.y + 5);
    driver_key(driver, 'z', MOD_CTRL);
    assert_true(driver_rect(driver, "component:service").y < before.y + 1);

    driver_key(driver, KEY_F2, 0);
    driver_key(driver, 'a', MOD_CTRL);
    driver_type(driver, "Links");
    driver_key(driver, KEY_ENTER, 0);
    assert_true(driver_shows(driver, "Links"));

    driver_key(driver, KEY_ENTER, MOD_CTRL);
    driver_frame(driver);
    assert_true(driver_shows(driver, "Checked: "));
    driver_key(driver, KEY_RIGHT, MOD_CTRL | MOD_SHIFT);
    assert_true(driver_shows(driver, "Scale assumptions"));
    driver_key(driver, KEY_F10, 0);
    driver_key(driver, KEY_ENTER, 0);
    assert_true(driver_has(driver, "scrubber"));
    driver_key(driver, KEY_LEFT, 0);
    driver_key(driver, KEY_SPACE, 0);
    driver_key(driver, 'q', MOD_CTRL);
    assert_true(driver->output.quit);
}

/* Tab gets everywhere and comes round again; nothing traps it. */
static void test_tab_comes_round(void **state) {
    Driver *driver = *state;
    driver_open_shipped(driver, "url-shortener/naive.json");
    tab_to(driver, "field:title");
    driver_key(driver, KEY_TAB, 0);
    tab_to(driver, "field:title");
    driver_key(driver, KEY_TAB, MOD_SHIFT);
    assert_false(driver_focused(driver, "field:title"));
}

static void test_f6_goes_from_part_to_part(void **state) {
    Driver *driver = *state;
    driver_open_shipped(driver, "url-shortener/naive.json");
    bool canvas = false, palette = false, tabs = false;
    for (int i = 0; i < 6; i++) {
        driver_key(driver, KEY_F6, 0);
        canvas = canvas || driver_focused(driver, "canvas");
        palette = palette || driver_focused(driver, "field:search");
        tabs = tabs || driver_focused(driver, "tab:Findings");
    }
    assert_true(canvas && palette && tabs);
}

/* After placing, the keyboard is the board's, and Tab goes on from the new card. */
static void test_tab_walks_the_cards_after_placing(void **state) {
    Driver *driver = *state;
    driver_start(driver, "url-shortener");
    for (int i = 0; i < 2; i++) {
        driver_key(driver, '/', 0);
        driver_type(driver, i == 0 ? "client" : "queue");
        driver_key(driver, KEY_ENTER, 0);
        assert_true(driver_focused(driver, "canvas"));
    }
    driver_key(driver, KEY_TAB, MOD_SHIFT);
    assert_true(driver_focused(driver, "canvas"));
    driver_key(driver, KEY_DELETE, 0);
    assert_false(driver_has(driver, "component:client"));
    assert_true(driver_has(driver, "component:queue"));
    driver_key(driver, '/', 0);
    driver_type(driver, "xyz");
    driver_key(driver, KEY_ENTER, 0); /* there is none: it can be corrected */
    assert_true(driver_focused(driver, "field:search"));
    driver_key(driver, KEY_ESCAPE, 0);
    assert_true(driver_focused(driver, "canvas"));
}

static void test_the_help_sheet_lists_the_keys(void **state) {
    Driver *driver = *state;
    driver_open(driver, NULL, NULL);
    driver_key(driver, '/', MOD_SHIFT);
    assert_true(driver_has(driver, "dialog:Keys"));
    assert_true(driver_shows(driver, "Ctrl+Shift+Z"));
    driver_key(driver, 'n', MOD_CTRL); /* commands wait below a dialog */
    assert_true(driver_has(driver, "dialog:Keys"));
    driver_key(driver, KEY_ESCAPE, 0);
    assert_false(driver_has(driver, "dialog:Keys"));
}

/* What is called so comes first, and a word is found by its beginning only. */
static void test_c_connects(void **state) {
    Driver *driver = *state;
    driver_start(driver, "url-shortener");
    place(driver, "client");
    place(driver, "service");
    driver_key(driver, KEY_TAB, 0); /* the first card: the client */
    driver_key(driver, 'c', 0);
    assert_true(driver_focused(driver, "choice:connect"));
    assert_true(driver_has(driver, "option:Service")); /* it is open */
    driver_key(driver, KEY_ENTER, 0);
    assert_true(driver_has(driver, "connection:client-service"));
}

/* Letters soon after one another are one word, and Space is one of them. */
static void test_a_list_is_searched_by_typing(void **state) {
    static const char LETTERS[] = "two b";
    Driver *driver = *state;
    driver_start(driver, "url-shortener");
    place(driver, "client");
    for (int i = 0; i < 2; i++) {
        place(driver, "cache");
        driver_key(driver, KEY_F2, 0);
        driver_key(driver, 'a', MOD_CTRL);
        driver_type(driver, i == 0 ? "Two a" : "Two b");
        driver_key(driver, KEY_ENTER, 0);
    }
    driver_press(driver, "component:client");
    driver_key(driver, 'c', 0);
    for (size_t i = 0; i + 1 < sizeof LETTERS; i++) {
        driver_key(driver, LETTERS[i], 0);
    }
    driver_key(driver, KEY_ENTER, 0);
    assert_true(driver_has(driver, "connection:client-cache-2"));
}

static void test_the_search_puts_names_first(void **state) {
    Driver *driver = *state;
    driver_start(driver, "url-shortener");
    driver_type(driver, "/");
    driver_type(driver, "que");
    assert_string_equal(driver_find(driver, "palette:"), "palette:queue");
    driver_key(driver, 'a', MOD_CTRL);
    driver_type(driver, "redis");
    assert_string_equal(driver_find(driver, "palette:"), "palette:cache");
    assert_false(driver_has(driver, "palette:load_balancer")); /* re-que-sts */
    driver_key(driver, KEY_BACKSPACE, MOD_CTRL);
    driver_type(driver, "series");
    assert_string_equal(driver_find(driver, "palette:"), "palette:timeseries_db");
}

static void test_the_key_of_the_search_is_not_typed_into_it(void **state) {
    Driver *driver = *state;
    driver_start(driver, "url-shortener");
    driver_type(driver, "/");
    driver_type(driver, "queue");
    assert_true(driver_has(driver, "palette:queue"));
    assert_false(driver_has(driver, "palette:client"));
    driver_key(driver, KEY_ESCAPE, 0);
    assert_true(driver_has(driver, "palette:client"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        DRIVER_TEST(test_a_round_by_keyboard),
        DRIVER_TEST(test_tab_comes_round),
        DRIVER_TEST(test_f6_goes_from_part_to_part),
        DRIVER_TEST(test_tab_walks_the_cards_after_placing),
        DRIVER_TEST(test_the_help_sheet_lists_the_keys),
        DRIVER_TEST(test_c_connects),
        DRIVER_TEST(test_a_list_is_searched_by_typing),
        DRIVER_TEST(test_the_search_puts_names_first),
        DRIVER_TEST(test_the_key_of_the_search_is_not_typed_into_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
