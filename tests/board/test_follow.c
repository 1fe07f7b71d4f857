/* On a large board, lines follow a card that is dragged; on a small one all are made anew. */
#include "board/stage.h"

#include <stdio.h>
#include <string.h>

enum { COLUMNS = 18, ROWS = 18, GAP_X = 280, GAP_Y = 130 };

static void use_grid(Stage *stage, int columns, int rows) {
    design_free(stage->design);
    stage->design = fixture_grid(stage->catalog, columns, rows);
    stage->scene.design = stage->design;
    stage_draw(stage);
}

/* Where the names of the lines are; in the arena. */
static Rect *places(const Stage *stage, Arena *arena) {
    size_t count = stage->design->connections.count;
    Rect *rects = arena_allocate(arena, count * sizeof *rects);
    memset(rects, 0, count * sizeof *rects);
    for (size_t i = 0; i < count; i++) {
        char name[ID_SIZE + 16];
        snprintf(name, sizeof name, "connection:%s", stage->design->connections.items[i]->id);
        draw_find(&stage->list, name, &rects[i]);
    }
    return rects;
}

static bool rect_is(Rect a, Rect b) {
    return a.x == b.x && a.y == b.y && a.w == b.w && a.h == b.h;
}

static size_t count_moved(const Stage *stage, const Rect *before, const Rect *after,
                          const char *dragged, bool own) {
    size_t moved = 0;
    for (size_t i = 0; i < stage->design->connections.count; i++) {
        const Connection *connection = stage->design->connections.items[i];
        bool touches =
            strcmp(connection->from, dragged) == 0 || strcmp(connection->to, dragged) == 0;
        moved += touches == own && !rect_is(before[i], after[i]);
    }
    return moved;
}

static void test_only_its_own_lines_follow(void **state) {
    Stage *stage = *state;
    Arena arena = {0};
    use_grid(stage, COLUMNS, ROWS);
    assert_true(stage->design->connections.count > 400);
    const Component *dragged = stage->design->components.items[COLUMNS + 1];
    char id[ID_SIZE];
    snprintf(id, sizeof id, "%s", dragged->id);
    float x = (float)dragged->x, y = (float)dragged->y;
    Rect *before = places(stage, &arena);
    stage_press(stage, x, y);
    stage_move(stage, x + 20, y + 20);
    stage_move(stage, x + 96, y + 40);
    stage_draw(stage);
    Rect *during = places(stage, &arena);
    assert_int_equal(count_moved(stage, before, during, id, true), 4);
    assert_int_equal(count_moved(stage, before, during, id, false), 0);

    stage_move(stage, x, y); /* home again: as if nothing had been */
    stage_draw(stage);
    assert_int_equal(count_moved(stage, before, places(stage, &arena), id, true), 0);

    stage_move(stage, x + 96, y + 40);
    stage_release(stage, x + 96, y + 40);
    stage_draw(stage); /* dropped: as if it had been opened so */
    Rect *dropped = places(stage, &arena);
    Board *other = board_new();
    draw_clear(&stage->list);
    board_draw(other, &stage->scene, &stage->theme, &stage->list);
    assert_memory_equal(dropped, places(stage, &arena),
                        stage->design->connections.count * sizeof *dropped);
    board_free(other);
    arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {stage_test(test_only_its_own_lines_follow)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
