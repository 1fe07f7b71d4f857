/* A board on its own, with a design under it: events go in, and the commands that come out are
 * applied, as the program would. Points are canvas units. */
#ifndef FAULTLINE_TESTS_BOARD_STAGE_H
#define FAULTLINE_TESTS_BOARD_STAGE_H

#include "board/fixture.h"

typedef struct Stage {
    Catalog *catalog;
    Design *design;
    Board *board;
    BoardMarks marks;
    TextMetrics metrics;
    BoardScene scene;
    Theme theme;
    DrawList list;
    unsigned modifiers;                   /* held from now on */
    BoardEvent event;                     /* of the last input */
    char command_name[COMMAND_NAME_SIZE]; /* of the last command, "" when there was none */
    size_t commands;                      /* so far */
} Stage;

int stage_set_up(void **state);
int stage_tear_down(void **state);
#define stage_test(function) \
    cmocka_unit_test_setup_teardown(function, stage_set_up, stage_tear_down)

BoardEvent stage_send(Stage *stage, InputEvent event);
void stage_move(Stage *stage, float x, float y);
void stage_press(Stage *stage, float x, float y);
void stage_release(Stage *stage, float x, float y);
void stage_click(Stage *stage, float x, float y);
void stage_double_click(Stage *stage, float x, float y);
/* Press, two moves, release. */
void stage_drag(Stage *stage, float from_x, float from_y, float to_x, float to_y);
void stage_key(Stage *stage, int key, unsigned modifiers);
Hit stage_hit(Stage *stage, float x, float y);
void stage_draw(Stage *stage); /* into the list, made anew */

#endif
