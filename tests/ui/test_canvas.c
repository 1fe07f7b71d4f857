/* What keys and drags do to the board, seen from outside. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "ui/driver.h"

static void place_two(Driver *driver) {
    driver_start(driver, "url-shortener");
    driver_drag(driver, "palette:client", 400, 300);
    driver_drag(driver, "palette:service", 700, 300);
    assert_int_equal(driver_count(driver, "component:"), 2);
}

static void test_the_copies_are_selected(void **state) {
    Driver *driver = *state;
    place_two(driver);
    driver_press(driver, "component:client");
    driver_drag_to(driver, "port:client:right", "component:service");
    driver_press_at(driver, 600, 700);
    Rect client = driver_rect(driver, "component:client");
    driver_key(driver, 'a', MOD_CTRL);
    driver_key(driver, 'd', MOD_CTRL);
    assert_int_equal(driver_count(driver, "component:"), 4);
    assert_int_equal(driver_count(driver, "connection:"), 2);
    driver_key(driver, KEY_DOWN, MOD_SHIFT);
    assert_true(driver_rect(driver, "component:client").y == client.y);
    driver_key(driver, KEY_DELETE, 0);
    assert_int_equal(driver_count(driver, "component:"), 2);
    assert_true(driver_has(driver, "component:client"));
    assert_true(driver_has(driver, "component:service"));
}

static void test_one_copy_is_selected_and_seen(void **state) {
    Driver *driver = *state;
    place_two(driver);
    driver_press(driver, "component:client");
    driver_key(driver, 'd', MOD_CTRL);
    assert_true(driver_has(driver, "port:client-2:right"));
    driver_key(driver, KEY_DELETE, 0);
    assert_true(driver_has(driver, "component:client"));
    assert_false(driver_has(driver, "component:client-2"));
}

static void test_an_area_goes_round_the_selection(void **state) {
    Driver *driver = *state;
    place_two(driver);
    driver_drag(driver, "palette:queue", 500, 600);
    driver_key(driver, 'a', MOD_CTRL);
    driver_key(driver, 'f', 0);
    driver_type(driver, "Region A");
    driver_key(driver, KEY_ENTER, 0);
    driver_press_at(driver, 1000, 840);
    assert_true(driver_shows(driver, "Region A"));
    Rect label = driver_rect(driver, "area:area");
    static const char *const CARDS[] = {"component:client", "component:service", "component:queue"};
    for (size_t i = 0; i < 3; i++) {
        Rect card = driver_rect(driver, CARDS[i]);
        assert_true(label.y + label.h <= card.y);
        assert_true(label.x < card.x);
    }
    /* Its border is where a press takes hold of it: left of the first card. */
    Rect client = driver_rect(driver, "component:client");
    driver_press_at(driver, client.x - 32, client.y + 33);
    driver_key(driver, KEY_DELETE, 0);
    assert_false(driver_has(driver, "area:area"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        DRIVER_TEST(test_the_copies_are_selected),
        DRIVER_TEST(test_one_copy_is_selected_and_seen),
        DRIVER_TEST(test_an_area_goes_round_the_selection),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
