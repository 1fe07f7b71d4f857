/* Random storms of input: nothing breaks, every command applies, and a release with Escape always
 * ends what was going on. */
#include "board/stage.h"

#include <math.h>
#include <stdio.h>

enum { STORMS = 40, EVENTS = 600 };

static float somewhere(Random *random, float low, float size) {
    return low - 40 + (float)random_below(random, (uint64_t)size + 80);
}

static InputEvent random_event(Random *random, const Stage *stage) {
    static const int KEYS[] = {KEY_ESCAPE, KEY_DELETE, KEY_LEFT, KEY_UP,   KEY_TAB,
                               KEY_SPACE,  'a',        'd',      KEY_DOWN, 'x'};
    static const InputType TYPES[] = {INPUT_POINTER_MOVE, INPUT_POINTER_MOVE, INPUT_POINTER_MOVE,
                                      INPUT_POINTER_DOWN, INPUT_POINTER_DOWN, INPUT_POINTER_UP,
                                      INPUT_POINTER_UP,   INPUT_WHEEL,        INPUT_PINCH,
                                      INPUT_KEY_DOWN,     INPUT_KEY_UP,       INPUT_TEXT};
    Rect view = stage->scene.viewport;
    InputEvent event = {
        .type = TYPES[random_below(random, COUNT_OF(TYPES))],
        .x = somewhere(random, view.x, view.w),
        .y = somewhere(random, view.y, view.h),
        .dx = (float)random_below(random, 7) - 3,
        .dy = (float)random_below(random, 7) - 3,
        .clicks = random_below(random, 4) == 0 ? 2 : 1,
        .key = KEYS[random_below(random, COUNT_OF(KEYS))],
        .text = "x",
    };
    event.button =
        random_below(random, 4) == 0 ? (PointerButton)random_below(random, 4) : BUTTON_LEFT;
    if (random_below(random, 3) == 0) {
        event.modifiers = (unsigned)random_below(random, 8);
    }
    if (random_below(random, 40) == 0) {
        board_set_tool(stage->board, (BoardTool)random_below(random, TOOL_COUNT));
        board_keep_tool(stage->board, random_below(random, 2) == 0);
    }
    if (random_below(random, 60) == 0) {
        event.type = INPUT_FOCUS_LOST;
    }
    return event;
}

static void aim_at_something(Random *random, Stage *stage, InputEvent *event) {
    const Design *design = stage->design;
    if (design->components.count == 0 || random_below(random, 2) == 0) {
        return;
    }
    size_t at = random_below(random, design->components.count);
    const Component *component = design->components.items[at];
    static const int PORTS[][2] = {{0, 0}, {92, 0}, {-92, 0}, {0, 33}, {0, -33}, {40, 10}};
    size_t port = random_below(random, COUNT_OF(PORTS));
    Point point =
        board_to_screen(stage->board, stage->scene.viewport, (float)(component->x + PORTS[port][0]),
                        (float)(component->y + PORTS[port][1]));
    event->x = point.x;
    event->y = point.y;
}

static void check_frame(Stage *stage) {
    stage_draw(stage);
    for (size_t i = 0; i < stage->list.items.count; i++) {
        const DrawItem *item = &stage->list.items.items[i];
        assert_true(isfinite(item->rect.x) && isfinite(item->rect.y));
        assert_true(isfinite(item->rect.w) && isfinite(item->rect.h));
        for (size_t p = 0; p < item->point_count; p++) {
            assert_true(isfinite(item->points[p].x) && isfinite(item->points[p].y));
        }
    }
    assert_int_equal(stage->list.clip_depth, 0);
}

static void let_go(Stage *stage) {
    for (int button = BUTTON_LEFT; button <= BUTTON_RIGHT; button++) {
        stage_send(stage, (InputEvent){.type = INPUT_POINTER_UP,
                                       .x = 600,
                                       .y = 400,
                                       .button = (PointerButton)button});
    }
    stage_key(stage, KEY_ESCAPE, 0);
    assert_int_equal(board_mode(stage->board), BOARD_IDLE);
}

static void storm(Stage *stage, uint64_t seed) {
    Random random = random_seed(seed);
    fixture_component(stage->design, "api", KIND_SERVICE, 200, 200);
    fixture_component(stage->design, "mails", KIND_QUEUE, 500, 200);
    fixture_component(stage->design, "store", KIND_SQL_DB, 500, 420);
    fixture_area(stage->design, "region", 20, 60, 700, 500);
    fixture_note(stage->design, "note", 720, 200, 160, 80);
    for (int i = 0; i < EVENTS; i++) {
        if (random_below(&random, 40) == 0 && stage->design->components.count < 40) {
            board_start_placing(stage->board, (KindId)random_below(&random, KIND_COUNT));
        }
        InputEvent event = random_event(&random, stage);
        aim_at_something(&random, stage, &event);
        stage_send(stage, event); /* fails when a command does not apply */
        if (random_below(&random, 20) == 0) {
            check_frame(stage);
        }
        if (random_below(&random, 100) == 0) {
            let_go(stage);
            board_fit(stage->board, &stage->scene);
        }
    }
    let_go(stage);
    check_frame(stage);
}

static void storms_break_nothing(void **state) {
    Stage *stage = *state;
    size_t commands = 0;
    for (uint64_t seed = 1; seed <= STORMS; seed++) {
        storm(stage, seed);
        commands += stage->commands;
        void *fresh = NULL;
        stage_set_up(&fresh);
        stage_tear_down(state);
        *state = stage = fresh;
    }
    assert_true(commands > STORMS * 10); /* the storms do reach the tools */
}

int main(void) {
    const struct CMUnitTest tests[] = {stage_test(storms_break_nothing)};
    return cmocka_run_group_tests_name("storms", tests, NULL, NULL);
}
