/* Every habit once, in a real window with real keys and a real pointer. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "gui/hand.h"
#include "support/support.h"

static void expect(bool holds, const char *what) {
    if (!holds) {
        fail_msg("%s", what);
    }
}

/* The point moves with what is there, within a pixel. */
static void expect_moved(Hand *hand, const char *name, Point before, float dx, float dy) {
    Point now = hand_find(hand, name);
    float off_x = now.x - before.x - dx, off_y = now.y - before.y - dy;
    if (off_x > 1.5F || off_x < -1.5F || off_y > 1.5F || off_y < -1.5F) {
        fail_msg("%s went by %g, %g instead of %g, %g", name, (double)(now.x - before.x),
                 (double)(now.y - before.y), (double)dx, (double)dy);
    }
}

static void make(Hand *hand) {
    hand_key(hand, "2"); /* a client, by its digit */
    hand_move(hand, (Point){360, 300});
    hand_click(hand, 1, 1);
    hand_wait_for(hand, "component:client");
    hand_drag(hand, "palette:service", (Point){700, 330});
    hand_wait_for(hand, "component:service");
    hand_move(hand, hand_find(hand, "palette:cache"));
    hand_click(hand, 1, 2); /* a double-click on the palette */
    hand_wait_for(hand, "component:cache");
    hand_move(hand, (Point){420, 720}); /* and one on the ground */
    hand_click(hand, 1, 2);
    hand_wait_for(hand, "quick-add");
    hand_type(hand, "que");
    hand_key(hand, "Return");
    hand_wait_for(hand, "component:queue");
    hand_key(hand, "ctrl+Right"); /* its neighbour */
    hand_wait_for(hand, "connection:queue-workers");
    hand_key(hand, "alt+Left");
    hand_key(hand, "Delete"); /* the queue is selected again */
    hand_wait_for_count(hand, "connection:", 0);
    hand_press(hand, "button:toast-undo");
    hand_wait_for(hand, "connection:queue-workers");
}

static void connect(Hand *hand) {
    hand_press(hand, "component:client");
    hand_drag_to(hand, "port:client:right", "component:service");
    hand_wait_for(hand, "connection:client-service");
    hand_key(hand, "a"); /* the arrow tool */
    hand_drag_to(hand, "component:service", "component:queue");
    hand_wait_for(hand, "connection:service-queue");
    hand_drag_to(hand, "end:service-queue:to", "component:cache");
    hand_press(hand, "component:cache");
    hand_wait_for(hand, "link:service-queue");
    hand_key(hand, "ctrl+z");
    hand_press(hand, "component:queue");
    hand_wait_for(hand, "link:service-queue");
}

static void write_down(Hand *hand) {
    hand_key(hand, "Escape");
    hand_key(hand, "t");
    hand_drag_with(hand, 1, (Point){900, 500}, (Point){1060, 600});
    hand_wait_for(hand, "note:note");
    hand_type(hand, "301 or 302?");
    hand_key(hand, "Escape");
    hand_press(hand, "component:service");
    hand_key(hand, "F2");
    hand_key(hand, "ctrl+a");
    hand_type(hand, "Links");
    hand_key(hand, "Return");
    hand_key(hand, "f");
    hand_drag_with(hand, 1, (Point){560, 180}, (Point){860, 420});
    hand_wait_for(hand, "area:area");
    hand_type(hand, "Region A");
    hand_key(hand, "Return");
    hand_key(hand, "k"); /* the laser leaves nothing */
    hand_drag_with(hand, 1, (Point){900, 200}, (Point){1000, 260});
    hand_key(hand, "Escape");
    hand_wait_for_count(hand, "component:", 5);
}

static void look_around(Hand *hand) {
    Point before = hand_find(hand, "component:service");
    hand_hold(hand, "space");
    hand_drag_with(hand, 1, (Point){900, 700}, (Point){940, 720});
    hand_let_go(hand, "space");
    expect_moved(hand, "component:service", before, 40, 20);
    hand_drag_with(hand, 2, (Point){900, 700}, (Point){860, 680}); /* the middle button */
    expect_moved(hand, "component:service", before, 0, 0);
    hand_key(hand, "h");
    hand_drag_with(hand, 1, (Point){900, 700}, (Point){900, 660});
    expect_moved(hand, "component:service", before, 0, -40);
    hand_key(hand, "v");
    hand_move(hand, before);
    hand_click(hand, 4, 1); /* the wheel */
    expect(hand_find(hand, "component:service").y > before.y, "the wheel scrolls");
    hand_hold(hand, "shift");
    hand_click(hand, 5, 1);
    hand_let_go(hand, "shift");
    expect(hand_find(hand, "component:service").x < before.x, "with Shift sideways");
    hand_hold(hand, "ctrl");
    hand_click(hand, 4, 2);
    hand_let_go(hand, "ctrl");
    hand_key(hand, "ctrl+minus");
    hand_key(hand, "ctrl+0");
    hand_key(hand, "shift+2");
    hand_key(hand, "shift+1");
    hand_wait_for_count(hand, "component:", 5);
}

static void arrange(Hand *hand) {
    hand_press(hand, "component:cache");
    Point before = hand_find(hand, "component:cache");
    hand_key(hand, "shift+Down");
    hand_key(hand, "ctrl+z");
    expect_moved(hand, "component:cache", before, 0, 0);
    hand_hold(hand, "alt"); /* a copy */
    hand_drag_with(hand, 1, before, (Point){before.x, before.y + 90});
    hand_let_go(hand, "alt");
    hand_wait_for(hand, "component:cache-2");
    hand_key(hand, "ctrl+d");
    hand_wait_for(hand, "component:cache-3");
    hand_key(hand, "ctrl+x"); /* through the system's clipboard */
    hand_wait_for_count(hand, "component:", 6);
    hand_key(hand, "ctrl+v");
    hand_wait_for_count(hand, "component:", 7);
    hand_key(hand, "Delete");
    hand_wait_for_count(hand, "component:", 6);
    hand_key(hand, "ctrl+a");
    hand_key(hand, "alt+w"); /* tops in line */
    expect(hand_find(hand, "component:client").y >= hand_find(hand, "component:service").y - 1.5F,
           "tops are in line");
    hand_key(hand, "ctrl+z");
    hand_key(hand, "ctrl+g");
    hand_wait_for(hand, "area:area-2");
    hand_type(hand, "All");
    hand_key(hand, "Return");
    hand_key(hand, "ctrl+shift+l");
    hand_key(hand, "Delete");
    hand_wait_for(hand, "area:area-2"); /* it is locked */
    hand_key(hand, "ctrl+shift+l");
    hand_key(hand, "Delete");
    hand_wait_for_count(hand, "area:", 1);
}

static void ask(Hand *hand) {
    hand_key(hand, "question");
    hand_wait_for(hand, "dialog:Keys");
    hand_key(hand, "Escape");
    hand_key(hand, "ctrl+k");
    hand_wait_for(hand, "dialog:Commands");
    hand_type(hand, "select all");
    hand_key(hand, "Return");
    hand_wait_for(hand, "button:align-top");
    hand_move(hand, hand_find(hand, "component:client"));
    hand_click(hand, 3, 1);
    hand_wait_for(hand, "option:Duplicate");
    hand_key(hand, "Escape");
    hand_key(hand, "F9"); /* dark, high contrast, light */
    hand_key(hand, "F9");
    hand_key(hand, "F9");
    hand_key(hand, "Escape");
}

static void test_every_habit(void **state) {
    (void)state;
    Arena arena = {0};
    Hand hand;
    const char *user_folder = support_make_folder(&arena);
    hand_open(&hand, user_folder, NULL);
    hand_press(&hand, "button:Empty board");
    hand_wait_for(&hand, "canvas");
    make(&hand);
    connect(&hand);
    write_down(&hand);
    look_around(&hand);
    arrange(&hand);
    ask(&hand);
    hand_quit(&hand);
    support_remove_folder(user_folder);
    arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_every_habit)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
