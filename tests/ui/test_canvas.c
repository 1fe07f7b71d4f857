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

/* ---- Nothing gets stuck ------------------------------------------------------------------------ */

static void button(Driver *driver, InputType type, PointerButton button, float x, float y) {
    driver_event(driver, (InputEvent){.type = type, .x = x, .y = y, .button = button, .clicks = 1});
}

static Point middle_of(Driver *driver, const char *name) {
    Rect rect = driver_rect(driver, name);
    return (Point){rect.x + rect.w / 2, rect.y + rect.h / 2};
}

/* That the pointer moves without taking anything along, and that a press and a drag still work. */
static void assert_at_rest(Driver *driver) {
    Rect client = driver_rect(driver, "component:client");
    driver_move(driver, 460, 620);
    driver_move(driver, 620, 700);
    Rect now = driver_rect(driver, "component:client");
    assert_true(now.x == client.x && now.y == client.y);
    driver_drag_from(driver, 460, 620, 470, 640); /* on nothing: a rubber band, not a pan */
    now = driver_rect(driver, "component:client");
    assert_true(now.x == client.x && now.y == client.y);
    driver_drag_from(driver, client.x + 40, client.y + 12, client.x + 80, client.y + 52);
    now = driver_rect(driver, "component:client");
    assert_true(now.x == client.x + 40 && now.y == client.y + 40);
    driver_key(driver, 'z', MOD_CTRL);
    driver_press(driver, "tab:Brief");
    driver_press(driver, "tab:Findings");
    assert_true(driver_rect(driver, "component:client").x == client.x);
}

static void test_a_card_dropped_on_another_or_on_a_panel(void **state) {
    Driver *driver = *state;
    place_two(driver);
    Rect before = driver_rect(driver, "component:client");
    driver_drag_to(driver, "component:client", "component:service");
    assert_int_equal(driver_count(driver, "component:"), 2);
    assert_int_equal(driver_count(driver, "connection:"), 0);
    driver_key(driver, 'z', MOD_CTRL);
    assert_at_rest(driver);
    driver_drag(driver, "component:client", 1300, 400); /* the side panel */
    driver_key(driver, 'z', MOD_CTRL);
    assert_at_rest(driver);
    driver_drag(driver, "component:client", -50, -80); /* out of the window */
    driver_key(driver, 'z', MOD_CTRL);
    assert_at_rest(driver);
    assert_true(driver_rect(driver, "component:client").x == before.x);
    driver_drag(driver, "palette:queue", 1300, 400);
    assert_int_equal(driver_count(driver, "component:"), 2);
    assert_at_rest(driver);
}

static void test_two_buttons_at_once(void **state) {
    Driver *driver = *state;
    place_two(driver);
    static const char *const HELD[] = {"component:client", "palette:queue", "tab:Answers"};
    for (size_t i = 0; i < 3; i++) {
        for (int left_first = 0; left_first < 2; left_first++) {
            Point at = middle_of(driver, HELD[i]);
            driver_move(driver, at.x, at.y);
            button(driver, INPUT_POINTER_DOWN, BUTTON_LEFT, at.x, at.y);
            driver_move(driver, 500, 600);
            button(driver, INPUT_POINTER_DOWN, BUTTON_RIGHT, 500, 600);
            driver_move(driver, 520, 640);
            button(driver, INPUT_POINTER_UP, left_first ? BUTTON_LEFT : BUTTON_RIGHT, 520, 640);
            driver_move(driver, 540, 640);
            button(driver, INPUT_POINTER_UP, left_first ? BUTTON_RIGHT : BUTTON_LEFT, 540, 640);
            driver_key(driver, 'z', MOD_CTRL);
            driver_key(driver, '1', MOD_SHIFT);
            if (driver_count(driver, "component:") < 2) {
                driver_key(driver, 'z', MOD_CTRL | MOD_SHIFT);
            }
            assert_at_rest(driver);
        }
    }
}

static void test_a_lost_focus_ends_every_drag(void **state) {
    Driver *driver = *state;
    place_two(driver);
    static const char *const HELD[] = {"component:client", "palette:queue", "tab:Answers"};
    for (size_t i = 0; i < 3; i++) {
        Point at = middle_of(driver, HELD[i]);
        driver_move(driver, at.x, at.y);
        button(driver, INPUT_POINTER_DOWN, BUTTON_LEFT, at.x, at.y);
        driver_move(driver, 500, 600);
        driver_move(driver, 520, 620);
        driver_event(driver, (InputEvent){.type = INPUT_FOCUS_LOST});
        assert_at_rest(driver);
        assert_int_equal(driver_count(driver, "component:"), 2);
    }
}

/* The Space that pans is let go of wherever the keyboard is by then. */
static void test_space_does_not_stay_held(void **state) {
    Driver *driver = *state;
    place_two(driver);
    const InputEvent down = {.type = INPUT_KEY_DOWN, .key = KEY_SPACE};
    const InputEvent up = {.type = INPUT_KEY_UP, .key = KEY_SPACE};
    driver_press_at(driver, 500, 600);
    driver_event(driver, down);
    driver_press(driver, "field:search");
    driver_event(driver, up);
    driver_key(driver, KEY_ESCAPE, 0);
    assert_at_rest(driver);
    driver_press_at(driver, 500, 600);
    driver_event(driver, down);
    driver_key(driver, KEY_F1, 0);
    driver_event(driver, up);
    driver_key(driver, KEY_ESCAPE, 0);
    assert_at_rest(driver);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        DRIVER_TEST(test_the_copies_are_selected),
        DRIVER_TEST(test_one_copy_is_selected_and_seen),
        DRIVER_TEST(test_an_area_goes_round_the_selection),
        DRIVER_TEST(test_a_card_dropped_on_another_or_on_a_panel),
        DRIVER_TEST(test_two_buttons_at_once),
        DRIVER_TEST(test_a_lost_focus_ends_every_drag),
        DRIVER_TEST(test_space_does_not_stay_held),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
