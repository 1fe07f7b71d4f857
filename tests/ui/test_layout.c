/* The layout of every screen, at several sizes: nothing lies outside the window, no control is cut
 * or covered by another, no number is broken. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <math.h>

#include "ui/driver.h"
#include "ui/layout.h"

typedef struct Size {
    float width, height;
} Size;

static const Size SIZES[] = {{1024, 640}, {1280, 720}, {1440, 900}, {1920, 1080}, {3840, 2160}};

static bool begins(const char *text, const char *with) {
    return strncmp(text, with, strlen(with)) == 0;
}

/* Controls that must not overlap one another. What lies on the canvas may: people put it there. */
static bool is_control(const char *name) {
    static const char *const KINDS[] = {
        "button:", "tab:", "field:", "check:", "choice:", "switch:", "palette:",
        "phase:",  "ask:", "link:",  "card:",  "entry:",  "scrubber"};
    for (size_t i = 0; i < COUNT_OF(KINDS); i++) {
        if (begins(name, KINDS[i])) {
            return !begins(name, "field:label-in-place");
        }
    }
    return false;
}

static void check_numbers(const DrawItem *item) {
    float numbers[] = {item->rect.x, item->rect.y,     item->rect.w, item->rect.h,
                       item->radius, item->line_width, item->size};
    for (size_t i = 0; i < COUNT_OF(numbers); i++) {
        assert_true(isfinite(numbers[i]));
    }
    for (size_t i = 0; i < item->point_count; i++) {
        assert_true(isfinite(item->points[i].x) && isfinite(item->points[i].y));
    }
    if (item->type != DRAW_TEXT && item->type != DRAW_CLIP) {
        assert_true(item->rect.w >= 0 && item->rect.h >= 0);
    }
}

static void check_inside(Driver *driver, const char *where, const DrawItem *item, Rect clip) {
    Rect rect = item->rect;
    bool seen = rect_overlaps(rect, clip);
    bool inside = rect.x >= -0.5f && rect.x + rect.w <= driver->width + 0.5f;
    if (seen && !inside) {
        fail_msg("%s at %.0f: `%s` reaches out of the window sideways", where,
                 (double)driver->width, item->text);
    }
    bool cut = rect.x < clip.x - 9 || rect.x + rect.w > clip.x + clip.w + 9;
    if (seen && cut) {
        fail_msg("%s at %.0f: `%s` is cut at its side", where, (double)driver->width, item->text);
    }
}

/* A control and what the clips leave of it. */
typedef struct Control {
    const char *name;
    Rect visible;
} Control;

static void check_apart(Driver *driver, const char *where, Control a, Control b) {
    Rect first = rect_inset(a.visible, 0.6f), second = rect_inset(b.visible, 0.6f);
    bool both = first.w > 0 && first.h > 0 && second.w > 0 && second.h > 0;
    /* Tabs are pressed a little beside their words. */
    bool tabs = begins(a.name, "tab:") && begins(b.name, "tab:");
    if (both && !tabs && rect_overlaps(first, second)) {
        fail_msg("%s at %.0f x %.0f: `%s` lies over `%s`", where, (double)driver->width,
                 (double)driver->height, b.name, a.name);
    }
}

static void check_layout(Driver *driver, const char *where) {
    Rect window = {0, 0, driver->width, driver->height};
    Rect clips[16] = {window};
    size_t depth = 0, first = 0;
    Control controls[500];
    size_t count = 0;
    /* Below a dialog everything is covered. */
    for (size_t i = 0; i < driver->list.items.count; i++) {
        const DrawItem *item = &driver->list.items.items[i];
        if (item->type == DRAW_NAME && begins(item->text, "dialog:")) {
            first = i;
        }
    }
    for (size_t i = 0; i < driver->list.items.count; i++) {
        const DrawItem *item = &driver->list.items.items[i];
        check_numbers(item);
        if (item->type == DRAW_CLIP) {
            assert_true(depth + 1 < COUNT_OF(clips));
            clips[depth + 1] = rect_intersect(item->rect, clips[depth]);
            depth++;
        } else if (item->type == DRAW_UNCLIP) {
            assert_true(depth > 0);
            depth--;
        } else if (item->type == DRAW_NAME && i >= first && is_control(item->text) &&
                   rect_overlaps(item->rect, clips[depth])) {
            check_inside(driver, where, item, clips[depth]);
            assert_true(count < COUNT_OF(controls));
            controls[count++] = (Control){item->text, rect_intersect(item->rect, clips[depth])};
        }
    }
    assert_int_equal(depth, 0);
    for (size_t i = 0; i < count; i++) {
        for (size_t j = i + 1; j < count; j++) {
            check_apart(driver, where, controls[i], controls[j]);
        }
    }
}

static void resize(Driver *driver, Size size) {
    driver->width = size.width;
    driver->height = size.height;
    driver_frame(driver);
    driver_frame(driver);
}

static void check_sizes(Driver *driver, const char *where) {
    for (size_t i = 0; i < COUNT_OF(SIZES); i++) {
        resize(driver, SIZES[i]);
        check_layout(driver, where);
    }
    resize(driver, (Size){1440, 900});
}

static void test_home(void **state) {
    Driver *driver = *state;
    driver_open(driver, NULL, NULL);
    check_sizes(driver, "home");
    driver_press(driver, "card:empty");
    check_sizes(driver, "home, empty board");
    driver_press(driver, "button:Open the board");
    driver_drag(driver, "palette:service", 500, 400);
    check_sizes(driver, "an empty board");
    driver_press(driver, "button:home");
    check_sizes(driver, "home with a session");
}

static void test_board(void **state) {
    Driver *driver = *state;
    driver_open_shipped(driver, "notification-service/naive.json");
    driver_press(driver, "tab:Findings");
    check_sizes(driver, "findings");
    driver_press(driver, driver_find(driver, "finding:"));
    check_sizes(driver, "an open finding");
    driver_reveal(driver, "button:Accept, because");
    driver_press(driver, "button:Accept, because");
    check_sizes(driver, "accepting");
    driver_press(driver, "tab:Inspector");
    check_sizes(driver, "inspector");
    driver_press(driver, driver_find(driver, "component:"));
    check_sizes(driver, "a component");
    driver_press(driver, "button:about");
    check_sizes(driver, "a component, more");
    const char *link = driver_find(driver, "link:");
    driver_reveal(driver, link);
    driver_press(driver, link);
    check_sizes(driver, "a connection");
    driver_press(driver, "tab:Brief");
    check_sizes(driver, "brief");
    driver_press(driver, "button:next-phase");
    check_sizes(driver, "brief, next phase");
    driver_press(driver, "phase:failure");
    check_sizes(driver, "brief with probes");
}

static void test_answers(void **state) {
    Driver *driver = *state;
    driver_open_shipped(driver, "notification-service/reference.json");
    driver_press(driver, "tab:Answers");
    check_sizes(driver, "answers");
    for (int i = 0; i < 12; i++) {
        driver_wheel(driver, "tab:Answers", 0);
        driver_event(driver, (InputEvent){.type = INPUT_WHEEL, .x = 1300, .y = 500, .dy = -6});
        check_sizes(driver, "answers, further down");
    }
}

static void test_dialogs(void **state) {
    Driver *driver = *state;
    driver_open_shipped(driver, "url-shortener/reference.json");
    driver_key(driver, KEY_F1, 0);
    check_sizes(driver, "help");
    driver_key(driver, KEY_ESCAPE, 0);
    driver_key(driver, 'o', MOD_CTRL);
    check_sizes(driver, "open");
    driver_key(driver, KEY_ESCAPE, 0);
    driver_key(driver, KEY_F10, 0);
    check_sizes(driver, "finish?");
    driver_press(driver, "button:Finish now");
    check_sizes(driver, "replay");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        DRIVER_TEST(test_home),
        DRIVER_TEST(test_board),
        DRIVER_TEST(test_answers),
        DRIVER_TEST(test_dialogs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
