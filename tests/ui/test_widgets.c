/* The toolkit without the program: a few widgets in a window, events in, what they say out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ui/scroll.h"
#include "ui/text_field.h"
#include "ui/widgets.h"

enum { ROWS = 30, ROW = 20 };

/* What the window under test shows, and what came of the last pass. */
typedef struct Window {
    Ui ui;
    DrawList list;
    Theme theme;
    TextMetrics metrics;
    char name[64], other[64]; /* the fields' values */
    const char *error;        /* of the first field */
    bool multiline;
    FieldEvent name_event, other_event;
    int presses;
    bool disabled;
    bool on;
    size_t tab, picked;
    double position;
    int64_t now_ms;
    const char *clipboard;
    bool second_only; /* the first field is not there */
} Window;

static void widgets(Window *w) {
    Ui *ui = &w->ui;
    static const char *const TABS[] = {"One", "Two", "Three"};
    static const char *const OPTIONS[] = {"fifo", "priority", "lifo"};
    (void)ui_tabs(ui, (Rect){20, 0, 400, 40}, TABS, TABS, 3, &w->tab);
    Button button = {.label = "Go", .tip = "Goes", .disabled = w->disabled};
    if (ui_button(ui, (Rect){20, 50, 80, 30}, button)) {
        w->presses++;
    }
    if (!w->second_only) {
        Field field = {.name = "name", .error = w->error, .multiline = w->multiline};
        w->name_event = ui_field(ui, (Rect){20, 100, 200, w->multiline ? 80 : 30}, field, w->name);
        if (w->name_event == FIELD_COMMITTED || w->name_event == FIELD_ENTERED) {
            text_copy(w->name, sizeof w->name, field_text(ui));
        }
    }
    w->other_event = ui_field(ui, (Rect){240, 100, 200, 30}, (Field){.name = "other"}, w->other);
    if (w->other_event == FIELD_COMMITTED) {
        text_copy(w->other, sizeof w->other, field_text(ui));
    }
    (void)ui_checkbox(ui, (Rect){20, 200, 200, 26}, "on", "On", &w->on);
    Choice choice = {.name = "order",
                     .shown = OPTIONS[w->picked],
                     .options = OPTIONS,
                     .count = 3,
                     .current = w->picked};
    size_t picked;
    if (ui_choice(ui, (Rect){20, 240, 160, 30}, choice, &picked)) {
        w->picked = picked;
    }
    (void)ui_slider(ui, (Rect){240, 240, 200, 20}, "slider", 0.1, &w->position);
    Scroll scroll = scroll_begin(ui, (Rect){460, 40, 160, 100}, "rows");
    for (int i = 0; i < ROWS; i++) {
        Rect row = {460, scroll.top + (float)(i * ROW), 140, ROW};
        WidgetId id = ui_widget(ui, row, "row:%d", i);
        ui_focusable(ui, id, row);
        (void)ui_touch(ui, id, row);
    }
    scroll_end(ui, &scroll, ROWS * ROW);
}

static void pass(Window *w, const InputEvent *event) {
    Input input = {.width = 640, .height = 400, .now_ms = w->now_ms, .clipboard = w->clipboard};
    UiFrame frame = {&w->list, &w->metrics, &w->theme, &input};
    ui_begin(&w->ui, &frame, event);
    widgets(w);
    ui_end(&w->ui);
}

/* One event, then passes without one until all is settled; events of the fields are collected. */
static void feed(Window *w, InputEvent event) {
    pass(w, &event);
    FieldEvent name = w->name_event, other = w->other_event;
    for (int i = 0; i < 4; i++) {
        pass(w, NULL);
        name = name == FIELD_IDLE ? w->name_event : name;
        other = other == FIELD_IDLE ? w->other_event : other;
    }
    w->name_event = name;
    w->other_event = other;
}

static void point(Window *w, InputType type, float x, float y, int clicks) {
    feed(w, (InputEvent){.type = type,
                         .x = x,
                         .y = y,
                         .clicks = clicks,
                         .button = type == INPUT_POINTER_MOVE ? BUTTON_NONE : BUTTON_LEFT});
}

static void press(Window *w, float x, float y) {
    point(w, INPUT_POINTER_DOWN, x, y, 1);
    point(w, INPUT_POINTER_UP, x, y, 1);
}

static void key(Window *w, int code, unsigned modifiers) {
    feed(w, (InputEvent){.type = INPUT_KEY_DOWN, .key = code, .modifiers = modifiers});
}

static void type(Window *w, const char *text) {
    feed(w, (InputEvent){.type = INPUT_TEXT, .text = text});
}

static int setup(void **state) {
    Window *w = memory_allocate(sizeof *w);
    w->metrics = text_metrics_plain();
    text_copy(w->name, sizeof w->name, "queue");
    *state = w;
    pass(w, NULL);
    return 0;
}

static int teardown(void **state) {
    Window *w = *state;
    ui_free(&w->ui);
    draw_free(&w->list);
    free(w);
    return 0;
}

/* ---- Buttons ----------------------------------------------------------------------------------- */

static void test_a_button_acts_on_release(void **state) {
    Window *w = *state;
    point(w, INPUT_POINTER_DOWN, 60, 65, 1);
    assert_int_equal(w->presses, 0);
    point(w, INPUT_POINTER_UP, 60, 65, 1);
    assert_int_equal(w->presses, 1);
    point(w, INPUT_POINTER_DOWN, 60, 65, 1);
    point(w, INPUT_POINTER_UP, 300, 300, 1);
    assert_int_equal(w->presses, 1);
    point(w, INPUT_POINTER_DOWN, 300, 300, 1);
    point(w, INPUT_POINTER_UP, 60, 65, 1);
    assert_int_equal(w->presses, 1);
}

static void test_a_disabled_button_does_nothing(void **state) {
    Window *w = *state;
    w->disabled = true;
    press(w, 60, 65);
    assert_int_equal(w->presses, 0);
}

static void test_keys_press_a_button(void **state) {
    Window *w = *state;
    for (int i = 0; i < 4; i++) { /* three tabs come first */
        key(w, KEY_TAB, 0);
    }
    key(w, KEY_ENTER, 0);
    key(w, KEY_SPACE, 0);
    assert_int_equal(w->presses, 2);
    key(w, KEY_TAB, MOD_SHIFT);
    key(w, KEY_SPACE, 0);
    assert_int_equal(w->presses, 2);
    assert_int_equal(w->tab, 2);
}

static void test_a_tip_comes_after_a_rest(void **state) {
    Window *w = *state;
    w->now_ms = 1000;
    point(w, INPUT_POINTER_MOVE, 60, 65, 0);
    assert_false(draw_shows(&w->list, "Goes"));
    assert_int_equal(w->ui.wake_ms, 1500);
    w->now_ms = 1500;
    pass(w, NULL);
    assert_true(draw_shows(&w->list, "Goes"));
    point(w, INPUT_POINTER_MOVE, 300, 330, 0);
    assert_false(draw_shows(&w->list, "Goes"));
}

/* ---- Fields ------------------------------------------------------------------------------------ */

static void test_enter_hands_the_text_over_once(void **state) {
    Window *w = *state;
    press(w, 40, 115);
    assert_non_null(field_editing(&w->ui, "name"));
    key(w, 'a', MOD_CTRL);
    type(w, "str");
    assert_int_equal(w->name_event, FIELD_TYPED);
    type(w, "eam");
    assert_string_equal(w->name, "queue");
    key(w, KEY_ENTER, 0);
    assert_int_equal(w->name_event, FIELD_ENTERED);
    assert_string_equal(w->name, "stream");
}

static void test_a_press_elsewhere_hands_it_over(void **state) {
    Window *w = *state;
    press(w, 40, 115);
    key(w, KEY_END, 0);
    type(w, "s");
    point(w, INPUT_POINTER_DOWN, 60, 65, 1); /* an earlier widget */
    assert_int_equal(w->name_event, FIELD_COMMITTED);
    assert_string_equal(w->name, "queues");
    assert_int_equal(w->presses, 0);
    point(w, INPUT_POINTER_UP, 60, 65, 1);
    assert_int_equal(w->presses, 1);
}

static void test_from_field_to_field_and_back(void **state) {
    Window *w = *state;
    press(w, 260, 115);
    type(w, "two");
    press(w, 40, 115);
    assert_string_equal(w->other, "two");
    assert_non_null(field_editing(&w->ui, "name"));
    key(w, 'a', MOD_CTRL);
    type(w, "one");
    key(w, KEY_TAB, 0);
    assert_string_equal(w->name, "one");
    assert_string_equal(field_editing(&w->ui, "other"), "two");
}

static void test_escape_gives_the_old_text_back(void **state) {
    Window *w = *state;
    press(w, 40, 115);
    type(w, "x");
    key(w, KEY_ESCAPE, 0);
    assert_int_equal(w->name_event, FIELD_CANCELLED);
    assert_null(field_editing(&w->ui, "name"));
    assert_string_equal(w->name, "queue");
}

static void test_what_is_not_acceptable_stays(void **state) {
    Window *w = *state;
    press(w, 40, 115);
    type(w, "x");
    w->error = "no x, please";
    key(w, KEY_ENTER, 0);
    assert_int_equal(w->name_event, FIELD_IDLE);
    assert_non_null(field_editing(&w->ui, "name"));
    point(w, INPUT_POINTER_DOWN, 300, 330, 1);
    assert_int_equal(w->name_event, FIELD_CANCELLED);
    assert_string_equal(w->name, "queue");
}

static void test_a_command_stores_first(void **state) {
    Window *w = *state;
    press(w, 40, 115);
    key(w, 'a', MOD_CTRL);
    type(w, "cache");
    key(w, 's', MOD_CTRL);
    assert_int_equal(w->name_event, FIELD_COMMITTED);
    assert_string_equal(w->name, "cache");
    assert_non_null(field_editing(&w->ui, "name"));
}

static void test_a_field_that_goes_takes_its_text_along(void **state) {
    Window *w = *state;
    press(w, 40, 115);
    type(w, "x");
    w->second_only = true;
    pass(w, NULL);
    pass(w, NULL);
    assert_int_equal(w->ui.edit_owner, 0);
    assert_string_equal(w->name, "queue");
}

static void test_the_clipboard(void **state) {
    Window *w = *state;
    press(w, 40, 115);
    key(w, 'a', MOD_CTRL);
    key(w, 'c', MOD_CTRL);
    assert_string_equal(w->ui.copied, "queue");
    key(w, KEY_END, 0);
    w->clipboard = " of\nclicks";
    key(w, 'v', MOD_CTRL);
    assert_string_equal(field_editing(&w->ui, "name"), "queue of clicks");
    key(w, KEY_LEFT, MOD_CTRL | MOD_SHIFT);
    key(w, 'x', MOD_CTRL);
    assert_string_equal(w->ui.copied, "clicks");
    assert_string_equal(field_editing(&w->ui, "name"), "queue of ");
    key(w, 'z', MOD_CTRL);
    assert_string_equal(field_editing(&w->ui, "name"), "queue of clicks");
    key(w, 'z', MOD_CTRL);
    key(w, 'z', MOD_CTRL | MOD_SHIFT);
    assert_string_equal(field_editing(&w->ui, "name"), "queue of clicks");
}

/* With plain metrics a character of 12.5 is 6.875 wide; the text begins 10 into the field. */
static void test_the_pointer_places_and_selects(void **state) {
    Window *w = *state;
    press(w, 30 + 2 * 6.875f, 115);
    assert_int_equal(w->ui.edit.caret, 2);
    point(w, INPUT_POINTER_DOWN, 30, 115, 1);
    point(w, INPUT_POINTER_MOVE, 30 + 3 * 6.875f, 115, 0);
    point(w, INPUT_POINTER_UP, 30 + 3 * 6.875f, 115, 1);
    assert_int_equal(w->ui.edit.anchor, 0);
    assert_int_equal(w->ui.edit.caret, 3);
    point(w, INPUT_POINTER_DOWN, 40, 115, 2);
    assert_int_equal(text_edit_selection_end(&w->ui.edit), 5);
    assert_int_equal(text_edit_selection_start(&w->ui.edit), 0);
}

static void test_composition_is_shown_and_replaced(void **state) {
    Window *w = *state;
    press(w, 40, 115);
    key(w, KEY_END, 0);
    feed(w, (InputEvent){.type = INPUT_COMPOSE, .text = "に"});
    assert_true(draw_shows(&w->list, "に"));
    assert_string_equal(field_editing(&w->ui, "name"), "queue");
    type(w, "日");
    assert_string_equal(field_editing(&w->ui, "name"), "queue日");
    assert_string_equal(w->ui.composition, "");
    assert_true(w->ui.wants_text);
}

static void test_an_area_breaks_lines(void **state) {
    Window *w = *state;
    w->multiline = true;
    press(w, 40, 110);
    key(w, 'a', MOD_CTRL);
    type(w, "one two three four five six seven");
    key(w, KEY_HOME, MOD_CTRL);
    key(w, KEY_DOWN, 0);
    size_t below = w->ui.edit.caret;
    assert_true(below > 0 && below < 33);
    key(w, KEY_UP, 0);
    assert_int_equal(w->ui.edit.caret, 0);
    key(w, KEY_ENTER, MOD_SHIFT);
    assert_string_equal(field_editing(&w->ui, "name"), "\none two three four five six seven");
    key(w, KEY_ENTER, 0);
    assert_int_equal(w->name_event, FIELD_ENTERED);
}

/* A key that did something must not also be typed where the focus went. */
static void test_the_text_of_a_used_key_goes_nowhere(void **state) {
    Window *w = *state;
    for (int i = 0; i < 4; i++) {
        key(w, KEY_TAB, 0);
    }
    key(w, KEY_SPACE, 0);
    assert_int_equal(w->presses, 1);
    field_focus(&w->ui, "name");
    pass(w, NULL);
    type(w, " ");
    assert_string_equal(field_editing(&w->ui, "name"), "queue");
    type(w, "x");
    assert_string_equal(field_editing(&w->ui, "name"), "x");
}

/* ---- The rest ---------------------------------------------------------------------------------- */

static void test_a_choice_by_pointer_and_by_key(void **state) {
    Window *w = *state;
    press(w, 60, 255);
    Rect option;
    assert_true(draw_find(&w->list, "option:lifo", &option));
    press(w, option.x + 10, option.y + 10);
    assert_int_equal(w->picked, 2);
    assert_false(draw_find(&w->list, "option:lifo", &option));
    key(w, KEY_DOWN, 0);
    key(w, 'p', 0);
    key(w, KEY_ENTER, 0);
    assert_int_equal(w->picked, 1);
    key(w, KEY_DOWN, 0);
    key(w, KEY_ESCAPE, 0);
    assert_int_equal(w->picked, 1);
    press(w, 60, 255);
    press(w, 60, 65); /* closes the list and does nothing else */
    assert_int_equal(w->presses, 0);
    press(w, 60, 65);
    assert_int_equal(w->presses, 1);
}

static void test_checkbox_and_slider(void **state) {
    Window *w = *state;
    press(w, 60, 213);
    assert_true(w->on);
    key(w, KEY_SPACE, 0);
    assert_false(w->on);
    point(w, INPUT_POINTER_DOWN, 290, 250, 1);
    assert_true(w->position > 0.24 && w->position < 0.26);
    point(w, INPUT_POINTER_MOVE, 900, 20, 0);
    assert_true(w->position >= 1);
    point(w, INPUT_POINTER_UP, 900, 20, 1);
    key(w, KEY_LEFT, 0);
    assert_true(w->position > 0.89 && w->position < 0.91);
    key(w, KEY_HOME, 0);
    assert_true(w->position <= 0);
}

static void test_scrolling(void **state) {
    Window *w = *state;
    Rect row;
    assert_true(draw_find(&w->list, "row:0", &row));
    assert_false(draw_find(&w->list, "row:20", &row));
    feed(w, (InputEvent){.type = INPUT_WHEEL, .x = 500, .y = 60, .dy = -9});
    assert_true(draw_find(&w->list, "row:22", &row));
    feed(w, (InputEvent){.type = INPUT_WHEEL, .x = 500, .y = 60, .dy = -99});
    assert_true(draw_find(&w->list, "row:29", &row));
    assert_true(row.y + row.h <= 140.5f);
    feed(w, (InputEvent){.type = INPUT_WHEEL, .x = 500, .y = 60, .dy = 99});
    /* What is scrolled out of sight cannot be pressed; the focus scrolls to where it goes. */
    press(w, 500, 150);
    assert_int_equal(w->ui.focus, 0);
    key(w, KEY_TAB, MOD_SHIFT);
    assert_true(draw_find(&w->list, "row:29", &row));
    assert_true(w->ui.focus_shown);
}

static void test_f6_walks_the_parts(void **state) {
    Window *w = *state;
    key(w, KEY_F6, 0);
    WidgetId first = w->ui.focus;
    assert_int_not_equal(first, 0);
    key(w, KEY_F6, 0); /* this window has one part */
    assert_int_equal(w->ui.focus, first);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_a_button_acts_on_release),
        TEST(test_a_disabled_button_does_nothing),
        TEST(test_keys_press_a_button),
        TEST(test_a_tip_comes_after_a_rest),
        TEST(test_enter_hands_the_text_over_once),
        TEST(test_a_press_elsewhere_hands_it_over),
        TEST(test_from_field_to_field_and_back),
        TEST(test_escape_gives_the_old_text_back),
        TEST(test_what_is_not_acceptable_stays),
        TEST(test_a_command_stores_first),
        TEST(test_a_field_that_goes_takes_its_text_along),
        TEST(test_the_clipboard),
        TEST(test_the_pointer_places_and_selects),
        TEST(test_composition_is_shown_and_replaced),
        TEST(test_an_area_breaks_lines),
        TEST(test_the_text_of_a_used_key_goes_nowhere),
        TEST(test_a_choice_by_pointer_and_by_key),
        TEST(test_checkbox_and_slider),
        TEST(test_scrolling),
        TEST(test_f6_walks_the_parts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
