/* The tools and what is drawn with them: by key, by the tool bar, and by name. */
#include <math.h>
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
    driver_press_at(driver, 500, 700);
}

static void test_the_hand_and_back(void **state) {
    Driver *driver = *state;
    place_two(driver);
    Rect before = driver_rect(driver, "component:client");
    driver_key(driver, 'h', 0);
    assert_int_equal(driver->output.cursor, CURSOR_GRAB);
    driver_drag_from(driver, 500, 600, 560, 640);
    Rect after = driver_rect(driver, "component:client");
    assert_true(after.x == before.x + 60 && after.y == before.y + 40);
    driver_key(driver, 'v', 0);
    driver_drag(driver, "component:client", 600, 500);
    assert_true(driver_rect(driver, "component:client").y > after.y + 50);
}

static void test_the_arrow_by_its_button(void **state) {
    Driver *driver = *state;
    place_two(driver);
    driver_press(driver, "button:tool-arrow");
    driver_drag_to(driver, "component:client", "component:service");
    assert_true(driver_has(driver, "connection:client-service"));
    driver_drag(driver, "component:client", 400, 600); /* it selects again */
    assert_true(driver_rect(driver, "component:client").y > 500);
}

static void test_a_note_and_an_area_are_drawn_and_named(void **state) {
    Driver *driver = *state;
    place_two(driver);
    driver_key(driver, 't', 0);
    driver_drag_from(driver, 400, 500, 560, 600);
    driver_type(driver, "301 or 302?");
    driver_key(driver, KEY_ENTER, 0); /* a note has several lines */
    driver_type(driver, "302: counted");
    driver_key(driver, KEY_ESCAPE, 0);
    assert_true(driver_shows(driver, "301 or 302?"));
    assert_true(driver_shows(driver, "302: counted"));
    driver_key(driver, KEY_ESCAPE, 0);
    driver_press(driver, "button:tool-area");
    driver_drag_from(driver, 620, 500, 940, 760);
    driver_type(driver, "Region A");
    driver_key(driver, KEY_ENTER, 0);
    assert_true(driver_shows(driver, "Region A"));
}

static void test_without_a_pointer(void **state) {
    Driver *driver = *state;
    driver_start(driver, "url-shortener");
    driver_key(driver, '4', 0); /* a service, */
    driver_key(driver, KEY_ENTER, 0);
    assert_true(driver_has(driver, "component:service"));
    driver_key(driver, KEY_RIGHT, MOD_CTRL); /* what it calls, */
    assert_int_equal(driver_count(driver, "component:"), 2);
    assert_int_equal(driver_count(driver, "connection:"), 1);
    driver_key(driver, KEY_LEFT, MOD_ALT); /* back, */
    driver_key(driver, KEY_F2, 0);
    driver_key(driver, 'a', MOD_CTRL);
    driver_type(driver, "Links");
    driver_key(driver, KEY_ENTER, 0);
    assert_true(driver_shows(driver, "Links"));
    driver_key(driver, KEY_ESCAPE, 0);
    driver_key(driver, 't', 0); /* and a note */
    driver_key(driver, KEY_ENTER, 0);
    driver_type(driver, "why?");
    driver_key(driver, KEY_ESCAPE, 0);
    assert_true(driver_has(driver, "note:note"));
}

static void test_digits_place_the_commonest(void **state) {
    Driver *driver = *state;
    driver_start(driver, "url-shortener");
    static const char KEYS[] = "234567890";
    driver_key(driver, 'q', 0); /* kept, or each goes back to selecting */
    driver_key(driver, 'q', 0);
    for (size_t i = 0; KEYS[i]; i++) {
        driver_key(driver, KEYS[i], 0);
        driver_press_at(driver, 340 + (float)(i % 3) * 240, 220 + (float)(i / 3) * 140);
    }
    assert_int_equal(driver_count(driver, "component:"), 9);
    assert_true(driver_has(driver, "component:stream"));
    assert_true(driver_shows(driver, "9")); /* the digit is on the palette */
}

static void test_a_kept_tool_stays(void **state) {
    Driver *driver = *state;
    driver_start(driver, "url-shortener");
    driver_key(driver, 'q', 0);
    driver_key(driver, '5', 0);
    driver_press_at(driver, 400, 300);
    driver_press_at(driver, 400, 500);
    driver_press_at(driver, 700, 500);
    assert_int_equal(driver_count(driver, "component:"), 3);
    driver_key(driver, KEY_ESCAPE, 0);
    driver_press_at(driver, 700, 300);
    assert_int_equal(driver_count(driver, "component:"), 3);
}

static void test_quick_add(void **state) {
    Driver *driver = *state;
    place_two(driver);
    driver_move(driver, 500, 600);
    driver_press_at(driver, 500, 600);
    driver_event(
        driver,
        (InputEvent){
            .type = INPUT_POINTER_DOWN, .x = 500, .y = 600, .button = BUTTON_LEFT, .clicks = 2});
    driver_event(
        driver,
        (InputEvent){
            .type = INPUT_POINTER_UP, .x = 500, .y = 600, .button = BUTTON_LEFT, .clicks = 2});
    assert_true(driver_has(driver, "quick-add"));
    driver_type(driver, "que");
    driver_key(driver, KEY_ENTER, 0);
    assert_false(driver_has(driver, "quick-add"));
    Rect queue = driver_rect(driver, "component:queue");
    assert_true(queue.x < 500 && queue.x + queue.w > 500 && queue.y < 610 && queue.y > 520);
    assert_true(driver_focused(driver, "canvas"));
    driver_key(driver, KEY_DELETE, 0); /* it is selected */
    assert_false(driver_has(driver, "component:queue"));
}

static void test_a_line_dropped_on_nothing_asks_what_comes_next(void **state) {
    Driver *driver = *state;
    place_two(driver);
    driver_press(driver, "component:service");
    driver_drag(driver, "port:service:bottom", 700, 560);
    assert_true(driver_has(driver, "quick-add"));
    assert_false(driver_has(driver, "quick:client")); /* nothing goes to a client */
    driver_key(driver, KEY_DOWN, 0);
    driver_key(driver, KEY_UP, 0);
    driver_type(driver, "sql");
    driver_press(driver, "quick:sql_db");
    assert_true(driver_has(driver, "component:sql"));
    assert_true(driver_has(driver, "connection:service-sql"));
    driver_key(driver, 'z', MOD_CTRL); /* one step */
    assert_int_equal(driver_count(driver, "component:"), 2);
    driver_press(driver, "component:service");
    driver_drag(driver, "port:service:bottom", 700, 560);
    driver_key(driver, KEY_ESCAPE, 0);
    assert_false(driver_has(driver, "quick-add"));
    driver_press_at(driver, 500, 700);
    driver_press(driver, "component:service");
    driver_drag(driver, "port:service:bottom", 700, 560);
    driver_press_at(driver, 400, 700); /* a press elsewhere sends it away, too */
    assert_false(driver_has(driver, "quick-add"));
    assert_int_equal(driver_count(driver, "component:"), 2);
}

static void test_the_laser_fades(void **state) {
    Driver *driver = *state;
    place_two(driver);
    driver_key(driver, 'k', 0);
    driver_drag_from(driver, 400, 300, 700, 300);
    assert_true(driver->output.next_frame_ms - driver->now_ms < 50);
    driver_wait(driver, 2000);
    assert_int_equal(driver_count(driver, "component:"), 2);
    driver_key(driver, KEY_ESCAPE, 0);
}

static void right_press(Driver *driver, float x, float y) {
    driver_move(driver, x, y);
    InputEvent event = {
        .type = INPUT_POINTER_DOWN, .x = x, .y = y, .button = BUTTON_RIGHT, .clicks = 1};
    driver_event(driver, event);
    event.type = INPUT_POINTER_UP;
    driver_event(driver, event);
}

static void test_the_menu_of_the_right_button(void **state) {
    Driver *driver = *state;
    place_two(driver);
    right_press(driver, 700, 290);
    assert_true(driver_has(driver, "option:Rename"));
    assert_true(driver_shows(driver, "Ctrl+D"));
    driver_press(driver, "option:Duplicate");
    assert_true(driver_has(driver, "component:service-2"));
    right_press(driver, 420, 640);
    driver_press(driver, "option:Select all");
    driver_key(driver, KEY_DELETE, 0);
    assert_int_equal(driver_count(driver, "component:"), 0);
}

static void test_ends_go_to_another_card(void **state) {
    Driver *driver = *state;
    place_two(driver);
    driver_drag(driver, "palette:load_balancer", 700, 560);
    driver_press(driver, "component:client");
    driver_drag_to(driver, "port:client:right", "component:service");
    assert_true(driver_has(driver, "end:client-service:to"));
    driver_drag_to(driver, "end:client-service:to", "component:balancer");
    driver_wait(driver, 1000);
    driver_press(driver, "component:balancer");
    assert_true(driver_has(driver, "link:client-service"));
    driver_key(driver, 'z', MOD_CTRL);
    assert_true(driver_shows(driver, "Undone: Reconnect Client"));
}

static void test_a_double_press_on_the_palette_places(void **state) {
    Driver *driver = *state;
    place_two(driver);
    driver_double_press(driver, "palette:cache");
    assert_true(driver_has(driver, "component:cache"));
}

static bool same_width(Rect a, Rect b) {
    return fabsf(a.w - b.w) < 0.5F;
}

static void test_the_view_by_keys(void **state) {
    Driver *driver = *state;
    place_two(driver);
    Rect full = driver_rect(driver, "component:client");
    driver_key(driver, '-', MOD_CTRL);
    assert_true(driver_rect(driver, "component:client").w < full.w);
    driver_key(driver, '=', MOD_CTRL);
    driver_key(driver, '=', MOD_CTRL);
    assert_true(driver_rect(driver, "component:client").w > full.w);
    driver_key(driver, '0', MOD_CTRL);
    assert_true(same_width(driver_rect(driver, "component:client"), full));
    for (int i = 0; i < 9; i++) {
        driver_key(driver, '-', MOD_CTRL);
    }
    driver_key(driver, '1', MOD_SHIFT); /* all of it: both cards, as large as they are drawn */
    assert_true(same_width(driver_rect(driver, "component:client"), full));
    driver_press(driver, "component:service");
    driver_key(driver, '-', MOD_CTRL);
    driver_key(driver, '2', MOD_SHIFT); /* what is selected, in the middle */
    Rect canvas = driver_rect(driver, "canvas"), card = driver_rect(driver, "component:service");
    assert_true(fabsf(card.x + card.w / 2 - canvas.x - canvas.w / 2) < 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        DRIVER_TEST(test_the_hand_and_back),
        DRIVER_TEST(test_the_arrow_by_its_button),
        DRIVER_TEST(test_a_note_and_an_area_are_drawn_and_named),
        DRIVER_TEST(test_without_a_pointer),
        DRIVER_TEST(test_digits_place_the_commonest),
        DRIVER_TEST(test_a_kept_tool_stays),
        DRIVER_TEST(test_quick_add),
        DRIVER_TEST(test_a_line_dropped_on_nothing_asks_what_comes_next),
        DRIVER_TEST(test_the_laser_fades),
        DRIVER_TEST(test_the_menu_of_the_right_button),
        DRIVER_TEST(test_ends_go_to_another_card),
        DRIVER_TEST(test_a_double_press_on_the_palette_places),
        DRIVER_TEST(test_the_view_by_keys),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
