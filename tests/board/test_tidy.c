/* Tidy: nothing overlaps, no line crosses a card, few lines cross, what is pinned stays, twice is
 * once, and undo takes all of it back. */
#include "board/tidy.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "board/crossings.h"
#include "board/fixture.h"
#include "board/tidy_rank.h"
#include "history/edit.h"

typedef struct State {
    Catalog *catalog;
    Design *design;
} State;

static int set_up(void **state) {
    State *own = memory_allocate(sizeof *own);
    own->catalog = support_catalog();
    own->design = design_new(own->catalog);
    *state = own;
    return 0;
}

static int tear_down(void **state) {
    State *own = *state;
    design_free(own->design);
    catalog_free(own->catalog);
    free(own);
    return 0;
}

static void use(State *own, Design *design) {
    design_free(own->design);
    own->design = design;
}

static Rect area_rect(const Area *area) {
    return (Rect){(float)area->x, (float)area->y, (float)area->w, (float)area->h};
}

static Rect note_rect(const Note *note) {
    return (Rect){(float)note->x, (float)note->y, (float)note->w, (float)note->h};
}

static bool holds(Rect outer, Rect inner) {
    Rect both = rect_union(outer, inner);
    return both.x == outer.x && both.y == outer.y && both.w == outer.w && both.h == outer.h;
}

static const Component *part(const State *own, const char *id) {
    const Component *component = design_component(own->design, id);
    assert_non_null(component);
    return component;
}

/* ---- What holds after every Tidy ------------------------------------------------------------- */

static void check_no_overlaps(const Design *design) {
    for (size_t i = 0; i < design->components.count; i++) {
        Rect card = component_card_rect(design->components.items[i]);
        for (size_t k = 0; k < i; k++) {
            assert_false(rect_overlaps(card, component_card_rect(design->components.items[k])));
        }
    }
}

static bool runs_through(Point a, Point b, Rect card) {
    Rect inside = rect_inset(card, 1);
    return fminf(a.x, b.x) < inside.x + inside.w && fmaxf(a.x, b.x) > inside.x &&
           fminf(a.y, b.y) < inside.y + inside.h && fmaxf(a.y, b.y) > inside.y;
}

static void check_lines(const Design *design) {
    Routes routes = {.work = NULL};
    routes_make(design, NULL, &routes);
    for (size_t i = 0; i < routes.items.count; i++) {
        const Route *route = &routes.items.items[i];
        for (size_t k = 1; k < route->count; k++) {
            for (size_t c = 0; c < design->components.count; c++) {
                Rect card = component_card_rect(design->components.items[c]);
                if (runs_through(route->points[k - 1], route->points[k], card)) {
                    fail_msg("%s runs through %s", route->connection->id,
                             design->components.items[c]->id);
                }
            }
        }
    }
    routes_free(&routes);
}

static void tidy(Design *design, const char *const *ids, size_t count) {
    Command command = {.name = ""};
    assert_ok(tidy_make(design, ids, count, &command));
    assert_ok(command_apply(&command, design));
    command_free(&command);
}

static void check_is_tidy(const Design *design, const char *const *ids, size_t count) {
    Command command = {.name = ""};
    assert_ok(tidy_make(design, ids, count, &command));
    assert_int_equal(command.changes.count, 0);
    command_free(&command);
}

/* Tidies the whole, and checks that undo takes it back and that once is enough. */
static void tidy_and_check(Design *design) {
    Command command = {.name = ""};
    char *before = support_bytes(design);
    assert_ok(tidy_make(design, NULL, 0, &command));
    assert_ok(command_apply(&command, design));
    if (command.changes.count > 0) {
        assert_string_equal(command.name, "Tidy");
    }
    char *after = support_bytes(design);
    command_revert(&command, design);
    char *reverted = support_bytes(design);
    assert_string_equal(before, reverted);
    command_reapply(&command, design);
    command_free(&command);
    check_no_overlaps(design);
    check_is_tidy(design, NULL, 0);
    char *again = support_bytes(design);
    assert_string_equal(after, again);
    free(before);
    free(after);
    free(reverted);
    free(again);
}

/* Which areas hold which components, as one text. */
static char *contents_of(const Design *design) {
    TextBuffer text = {0};
    for (size_t i = 0; i < design->areas.count; i++) {
        Rect area = area_rect(design->areas.items[i]);
        for (size_t k = 0; k < design->components.count; k++) {
            const Component *component = design->components.items[k];
            if (rect_overlaps(area, component_card_rect(component))) {
                bool inside = holds(area, component_card_rect(component));
                text_append_format(&text, "%s %s %s\n", design->areas.items[i]->id,
                                   inside ? "holds" : "cuts", component->id);
            }
        }
    }
    text_append(&text, ".");
    return text.text;
}

/* ---- Shipped designs and service graphs ------------------------------------------------------ */

static void the_references_become_tidy(void **state) {
    static const char *const IDS[] = {
        "job-queue",      "large-listing",      "metrics-platform", "notification-service",
        "order-pipeline", "order-status",       "payment-endpoint", "product-metadata",
        "rate-limiter",   "read-write-backend", "shared-resource",  "task-scheduler",
        "top-k",          "url-shortener"};
    State *own = *state;
    for (size_t i = 0; i < COUNT_OF(IDS); i++) {
        char path[128];
        snprintf(path, sizeof path, "%s/reference.json", IDS[i]);
        use(own, support_shipped_design(own->catalog, path));
        char *before = contents_of(own->design);
        tidy_and_check(own->design);
        char *after = contents_of(own->design);
        assert_string_equal(before, after);
        free(before);
        free(after);
        check_lines(own->design);
        for (size_t n = 0; n < own->design->notes.count; n++) {
            Rect note = note_rect(own->design->notes.items[n]);
            for (size_t c = 0; c < own->design->components.count; c++) {
                assert_false(
                    rect_overlaps(note, component_card_rect(own->design->components.items[c])));
            }
        }
    }
}

/* What Graphviz dot 2.43 draws of the same graphs crosses `dot` times (bench_tidy counts both);
 * its lines are curves that may pass anywhere, ours are level and upright. */
static void lines_cross_little_more_than_dots(void **state) {
    static const struct {
        size_t components;
        uint64_t seed;
        size_t dot, most;
    } GRAPHS[] = {{50, 1, 5, 15}, {50, 2, 3, 8}, {50, 3, 2, 6}, {50, 4, 0, 6}, {500, 2, 463, 780}};
    State *own = *state;
    for (size_t i = 0; i < COUNT_OF(GRAPHS); i++) {
        Random random = random_seed(GRAPHS[i].seed);
        use(own, support_service_graph(own->catalog, &random, GRAPHS[i].components));
        tidy_and_check(own->design);
        check_lines(own->design);
        size_t crossings = design_crossings(own->design);
        if (crossings > GRAPHS[i].most) {
            fail_msg("%zu crossings on %zu components, seed %d; dot has %zu", crossings,
                     GRAPHS[i].components, (int)GRAPHS[i].seed, GRAPHS[i].dot);
        }
    }
}

static void any_design_can_be_tidied(void **state) {
    State *own = *state;
    for (uint64_t seed = 1; seed <= 60; seed++) {
        Random random = random_seed(seed);
        use(own, support_random_design(own->catalog, &random, 24));
        Command command = {.name = ""};
        char *before = support_bytes(own->design);
        assert_ok(tidy_make(own->design, NULL, 0, &command));
        assert_ok(command_apply(&command, own->design));
        command_revert(&command, own->design);
        char *reverted = support_bytes(own->design);
        assert_string_equal(before, reverted);
        command_reapply(&command, own->design);
        command_free(&command);
        check_is_tidy(own->design, NULL, 0);
        free(before);
        free(reverted);
    }
}

/* ---- What the layout means ------------------------------------------------------------------- */

static void calls_lead_to_the_right_and_run_straight(void **state) {
    State *own = *state;
    fixture_component(own->design, "store", KIND_SQL_DB, 0, 0);
    fixture_component(own->design, "users", KIND_CLIENT, 500, 300);
    fixture_component(own->design, "api", KIND_SERVICE, -200, 90);
    fixture_connect(own->design, "users", "api", CONNECTION_CALL);
    fixture_connect(own->design, "api", "store", CONNECTION_CALL);
    tidy_and_check(own->design);
    assert_int_equal(part(own, "users")->x, -200); /* the upper left corner stays */
    assert_int_equal(part(own, "users")->y, 0);
    assert_true(part(own, "users")->x < part(own, "api")->x);
    assert_true(part(own, "api")->x < part(own, "store")->x);
    assert_int_equal(part(own, "users")->y, part(own, "api")->y);
    assert_int_equal(part(own, "api")->y, part(own, "store")->y);
}

static void a_cycle_is_laid_out_too(void **state) {
    State *own = *state;
    fixture_component(own->design, "a", KIND_SERVICE, 0, 0);
    fixture_component(own->design, "b", KIND_SERVICE, 0, 0);
    fixture_component(own->design, "c", KIND_SERVICE, 0, 0);
    fixture_connect(own->design, "a", "b", CONNECTION_CALL);
    fixture_connect(own->design, "b", "c", CONNECTION_CALL);
    fixture_connect(own->design, "c", "a", CONNECTION_CALL);
    tidy_and_check(own->design);
    check_lines(own->design);
    assert_true(part(own, "a")->x < part(own, "b")->x);
    assert_true(part(own, "b")->x < part(own, "c")->x);
}

static void dead_letters_stand_below_the_lowest_of_their_queues(void **state) {
    State *own = *state;
    fixture_component(own->design, "api", KIND_SERVICE, 0, 0);
    for (int i = 0; i < 3; i++) {
        char queue[16], worker[16];
        snprintf(queue, sizeof queue, "q%d", i);
        snprintf(worker, sizeof worker, "w%d", i);
        fixture_component(own->design, queue, KIND_QUEUE, 0, 0);
        fixture_component(own->design, worker, KIND_WORKER, 0, 0);
        fixture_connect(own->design, "api", queue, CONNECTION_PUBLISH);
        fixture_connect(own->design, queue, worker, CONNECTION_CONSUME);
    }
    fixture_component(own->design, "dead", KIND_QUEUE, 0, 0);
    for (int i = 0; i < 3; i++) {
        char queue[16];
        snprintf(queue, sizeof queue, "q%d", i);
        fixture_connect(own->design, queue, "dead", CONNECTION_DEAD_LETTER);
    }
    tidy_and_check(own->design);
    const Component *dead = part(own, "dead");
    int lowest = -1;
    for (int i = 0; i < 3; i++) {
        char queue[16];
        snprintf(queue, sizeof queue, "q%d", i);
        assert_int_equal(part(own, queue)->x, dead->x);
        lowest = part(own, queue)->y > lowest ? part(own, queue)->y : lowest;
    }
    assert_int_equal(dead->y - lowest, 128);
}

static void observability_stands_below_all(void **state) {
    State *own = *state;
    fixture_component(own->design, "watch", KIND_OBSERVABILITY, 0, 0);
    fixture_component(own->design, "api", KIND_SERVICE, 0, 0);
    fixture_component(own->design, "a", KIND_SQL_DB, 0, 0);
    fixture_component(own->design, "b", KIND_SQL_DB, 0, 0);
    fixture_connect(own->design, "api", "a", CONNECTION_CALL);
    fixture_connect(own->design, "api", "b", CONNECTION_CALL);
    fixture_connect(own->design, "api", "watch", CONNECTION_OBSERVE);
    fixture_connect(own->design, "a", "watch", CONNECTION_OBSERVE);
    tidy_and_check(own->design);
    assert_true(part(own, "watch")->y > part(own, "a")->y);
    assert_true(part(own, "watch")->y > part(own, "b")->y);
}

static void areas_keep_what_they_hold_and_nothing_else(void **state) {
    State *own = *state;
    fixture_area(own->design, "region", -200, -200, 900, 600);
    fixture_area(own->design, "inner", 150, -100, 300, 300);
    fixture_component(own->design, "a", KIND_SERVICE, 0, 0);
    fixture_component(own->design, "b", KIND_CACHE, 300, 0);
    fixture_component(own->design, "c", KIND_SQL_DB, 300, 130);
    fixture_component(own->design, "users", KIND_CLIENT, 2000, 0);
    fixture_component(own->design, "mail", KIND_EXTERNAL, 1000, 0);
    fixture_note(own->design, "n", -150, 300, 160, 60);
    fixture_connect(own->design, "users", "a", CONNECTION_CALL);
    fixture_connect(own->design, "a", "b", CONNECTION_CALL);
    fixture_connect(own->design, "a", "c", CONNECTION_CALL);
    fixture_connect(own->design, "a", "mail", CONNECTION_CALL);
    fixture_connect(own->design, "users", "mail", CONNECTION_CALL);
    char *before = contents_of(own->design);
    tidy_and_check(own->design);
    char *after = contents_of(own->design);
    assert_string_equal(before, after);
    free(before);
    free(after);
    check_lines(own->design);
    Rect region = area_rect(design_area(own->design, "region"));
    Rect inner = area_rect(design_area(own->design, "inner"));
    Rect note = note_rect(design_note(own->design, "n"));
    assert_true(holds(region, inner));
    assert_true(holds(region, note));
    assert_false(rect_overlaps(inner, note));
    assert_true(part(own, "users")->x < part(own, "a")->x);
    assert_true(part(own, "mail")->x > part(own, "c")->x);
}

static void areas_side_by_side_leave_a_gap(void **state) {
    State *own = *state;
    fixture_area(own->design, "left", -200, -200, 600, 400);
    fixture_area(own->design, "inner", -150, -150, 400, 300);
    fixture_area(own->design, "right", 2000, -200, 600, 400);
    fixture_area(own->design, "below", 4000, -200, 600, 400);
    fixture_component(own->design, "a", KIND_SERVICE, 0, 0);
    fixture_component(own->design, "b", KIND_SERVICE, 2200, 0);
    fixture_component(own->design, "c", KIND_SERVICE, 4200, 0);
    fixture_connect(own->design, "a", "b", CONNECTION_CALL);
    fixture_connect(own->design, "a", "c", CONNECTION_CALL);
    tidy_and_check(own->design);
    Rect left = area_rect(design_area(own->design, "left"));
    Rect right = area_rect(design_area(own->design, "right"));
    Rect below = area_rect(design_area(own->design, "below"));
    assert_true(right.x - (left.x + left.w) >= 24);
    assert_true(fabsf(right.y - below.y) >= right.h + 24);
}

static void parts_without_lines_stand_below(void **state) {
    State *own = *state;
    fixture_component(own->design, "alone", KIND_SQL_DB, 0, 0);
    fixture_component(own->design, "a", KIND_SERVICE, 0, 0);
    fixture_component(own->design, "b", KIND_SERVICE, 0, 0);
    fixture_connect(own->design, "a", "b", CONNECTION_CALL);
    tidy_and_check(own->design);
    assert_int_equal(part(own, "alone")->y - part(own, "a")->y, 128);
}

static void notes_get_out_of_the_way(void **state) {
    State *own = *state;
    fixture_component(own->design, "a", KIND_SERVICE, 0, 0);
    fixture_component(own->design, "b", KIND_SERVICE, 0, 200);
    fixture_connect(own->design, "a", "b", CONNECTION_CALL);
    fixture_note(own->design, "near", 110, -20, 120, 60); /* b goes there */
    fixture_note(own->design, "far", 100000, 0, 120, 60);
    tidy_and_check(own->design);
    Rect near_a = note_rect(design_note(own->design, "near"));
    Rect far_away = note_rect(design_note(own->design, "far"));
    assert_false(rect_overlaps(near_a, component_card_rect(part(own, "a"))));
    assert_false(rect_overlaps(near_a, component_card_rect(part(own, "b"))));
    assert_false(rect_overlaps(near_a, far_away));
    assert_true(far_away.x < 1000);
}

/* ---- What stays ------------------------------------------------------------------------------ */

static void lock(State *own, const char *id) {
    Command command = {.name = ""};
    assert_ok(edit_set_locked(own->design, &id, 1, true, &command));
    assert_ok(command_apply(&command, own->design));
    command_free(&command);
}

static void what_is_locked_stays(void **state) {
    State *own = *state;
    for (uint64_t seed = 1; seed <= 6; seed++) {
        Random random = random_seed(seed);
        use(own, support_service_graph(own->catalog, &random, 40));
        const char *const pinned[] = {"part-1", "part-7", "part-20"};
        int x[COUNT_OF(pinned)], y[COUNT_OF(pinned)];
        for (size_t i = 0; i < COUNT_OF(pinned); i++) {
            Command command = {.name = ""}; /* so that the pinned do not lie on one another */
            EditMove move = {pinned[i], (int)i * 400, (int)(seed * 40)};
            assert_ok(edit_move_each(own->design, &move, 1, "Move", &command));
            assert_ok(command_apply(&command, own->design));
            command_free(&command);
            lock(own, pinned[i]);
            x[i] = part(own, pinned[i])->x;
            y[i] = part(own, pinned[i])->y;
        }
        tidy(own->design, NULL, 0);
        check_is_tidy(own->design, NULL, 0);
        for (size_t i = 0; i < COUNT_OF(pinned); i++) {
            assert_int_equal(part(own, pinned[i])->x, x[i]);
            assert_int_equal(part(own, pinned[i])->y, y[i]);
            for (size_t k = 0; k < own->design->components.count; k++) {
                const Component *other = own->design->components.items[k];
                assert_true(other->locked ||
                            !rect_overlaps(component_card_rect(other),
                                           component_card_rect(part(own, pinned[i]))));
            }
        }
    }
}

static void a_locked_area_keeps_all_as_it_is(void **state) {
    State *own = *state;
    fixture_area(own->design, "region", -200, -200, 400, 400);
    fixture_component(own->design, "in", KIND_SERVICE, 10, 20);
    fixture_component(own->design, "out", KIND_SERVICE, 300, 0);
    fixture_component(own->design, "users", KIND_CLIENT, 900, 0);
    fixture_connect(own->design, "users", "in", CONNECTION_CALL);
    fixture_connect(own->design, "in", "out", CONNECTION_CALL);
    lock(own, "region");
    tidy_and_check(own->design);
    assert_int_equal(part(own, "in")->x, 10);
    assert_int_equal(part(own, "in")->y, 20);
    Rect region = area_rect(design_area(own->design, "region"));
    assert_true(region.x == -200 && region.w == 400);
    assert_false(rect_overlaps(region, component_card_rect(part(own, "out"))));
    assert_false(rect_overlaps(region, component_card_rect(part(own, "users"))));
}

static void with_a_selection_only_that_moves(void **state) {
    State *own = *state;
    use(own, fixture_grid(own->catalog, 4, 3));
    const char *const chosen[] = {"c1-1", "c2-1", "c2-2", "c3-0"};
    Design *before = design_copy(own->design);
    tidy(own->design, chosen, COUNT_OF(chosen));
    check_no_overlaps(own->design);
    check_is_tidy(own->design, chosen, COUNT_OF(chosen));
    size_t moved = 0;
    for (size_t i = 0; i < before->components.count; i++) {
        const Component *was = before->components.items[i], *is = part(own, was->id);
        moved += was->x != is->x || was->y != is->y;
    }
    assert_int_equal(moved, COUNT_OF(chosen));
    design_free(before);
}

static void nothing_to_move_is_said(void **state) {
    State *own = *state;
    Command command = {.name = ""};
    assert_ok(tidy_make(own->design, NULL, 0, &command));
    assert_int_equal(command.changes.count, 0);
    fixture_component(own->design, "a", KIND_SERVICE, 0, 0);
    fixture_component(own->design, "b", KIND_SERVICE, 0, 0);
    fixture_connect(own->design, "a", "b", CONNECTION_CALL);
    lock(own, "a");
    const char *const locked[] = {"a"}, *const line[] = {"a-b"};
    assert_int_equal(tidy_make(own->design, locked, 1, &command).code, ERROR_REFUSED);
    assert_int_equal(tidy_make(own->design, line, 1, &command).code, ERROR_REFUSED);
    assert_int_equal(command.changes.count, 0);
}

/* ---- Ranks ----------------------------------------------------------------------------------- */

enum { RANKED = 5, RANKS = 7 };

static bool keeps_distances(const RankEdges *edges, const int *ranks) {
    for (size_t i = 0; i < edges->count; i++) {
        const RankEdge *edge = &edges->items[i];
        if (ranks[edge->to] - ranks[edge->from] < edge->least) {
            return false;
        }
    }
    return true;
}

static int cost_of(const RankEdges *edges, const int *ranks) {
    int cost = 0;
    for (size_t i = 0; i < edges->count; i++) {
        const RankEdge *edge = &edges->items[i];
        cost += edge->weight * (ranks[edge->to] - ranks[edge->from]);
    }
    return cost;
}

/* Of all ranks there are, in turn. */
static int least_cost(const RankEdges *edges) {
    int least = INT32_MAX, ranks[RANKED] = {0};
    for (size_t at = 0; at < RANKED;) {
        if (keeps_distances(edges, ranks)) {
            int cost = cost_of(edges, ranks);
            least = cost < least ? cost : least;
        }
        for (at = 0; at < RANKED && ++ranks[at] == RANKS; at++) {
            ranks[at] = 0;
        }
    }
    return least;
}

static void ranks_are_the_best_there_are(void **state) {
    (void)state;
    Arena arena = {0};
    for (uint64_t seed = 1; seed <= 60; seed++) {
        Random random = random_seed(seed);
        RankEdges edges = {0};
        for (size_t from = 0; from < RANKED; from++) {
            for (size_t to = from + 1; to < RANKED; to++) {
                if (random_below(&random, 3) > 0) {
                    RankEdge edge = {from, to, (int)random_below(&random, 3) - 1,
                                     (int)random_below(&random, 4)};
                    array_push(&edges, edge);
                }
            }
        }
        int ranks[RANKED];
        tidy_rank(RANKED, &edges, ranks, &arena);
        assert_true(keeps_distances(&edges, ranks));
        assert_int_equal(cost_of(&edges, ranks), least_cost(&edges));
        array_free(&edges);
    }
    arena_free(&arena);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(the_references_become_tidy),
        TEST(lines_cross_little_more_than_dots),
        TEST(any_design_can_be_tidied),
        TEST(calls_lead_to_the_right_and_run_straight),
        TEST(a_cycle_is_laid_out_too),
        TEST(dead_letters_stand_below_the_lowest_of_their_queues),
        TEST(observability_stands_below_all),
        TEST(areas_keep_what_they_hold_and_nothing_else),
        TEST(areas_side_by_side_leave_a_gap),
        TEST(parts_without_lines_stand_below),
        TEST(notes_get_out_of_the_way),
        TEST(what_is_locked_stays),
        TEST(a_locked_area_keeps_all_as_it_is),
        TEST(with_a_selection_only_that_moves),
        TEST(nothing_to_move_is_said),
        cmocka_unit_test(ranks_are_the_best_there_are),
    };
#undef TEST
    return cmocka_run_group_tests_name("tidy", tests, NULL, NULL);
}
