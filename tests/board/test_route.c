/* Routes: at right angles, from border to border, clear of their own cards and of one another. */
#include "board/fixture.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/random.h"
#include "board/box_grid.h"
#include "history/edit.h"

typedef struct State {
    Catalog *catalog;
    Design *design;
    Routes routes;
} State;

static int set_up(void **state) {
    static const State EMPTY;
    State *own = malloc(sizeof *own);
    *own = EMPTY;
    own->catalog = support_catalog();
    own->design = design_new(own->catalog);
    *state = own;
    return 0;
}

static int tear_down(void **state) {
    State *own = *state;
    routes_free(&own->routes);
    design_free(own->design);
    catalog_free(own->catalog);
    free(own);
    return 0;
}

static void start_over(State *own) {
    design_free(own->design);
    own->design = design_new(own->catalog);
}

static bool on_border(Rect card, Point point) {
    bool across = point.x >= card.x && point.x <= card.x + card.w;
    bool along = point.y >= card.y && point.y <= card.y + card.h;
    bool edge_x = point.x == card.x || point.x == card.x + card.w;
    bool edge_y = point.y == card.y || point.y == card.y + card.h;
    return across && along && (edge_x || edge_y);
}

static bool crosses_inside(Point a, Point b, Rect card) {
    Rect inside = rect_inset(card, 1);
    return fminf(a.x, b.x) < inside.x + inside.w && fmaxf(a.x, b.x) > inside.x &&
           fminf(a.y, b.y) < inside.y + inside.h && fmaxf(a.y, b.y) > inside.y;
}

static void check_route(const Design *design, const Route *route) {
    Rect from = component_card_rect(design_component(design, route->connection->from));
    Rect to = component_card_rect(design_component(design, route->connection->to));
    assert_true(route->count >= 2 && route->count <= ROUTE_POINTS);
    assert_true(on_border(from, route->points[0]));
    assert_true(on_border(to, route->points[route->count - 1]));
    for (size_t i = 1; i < route->count; i++) {
        Point a = route->points[i - 1], b = route->points[i];
        assert_true(a.x == b.x || a.y == b.y);
    }
}

static void check_clear_of_own_cards(const Design *design, const Route *route) {
    Rect from = component_card_rect(design_component(design, route->connection->from));
    Rect to = component_card_rect(design_component(design, route->connection->to));
    for (size_t i = 1; i < route->count; i++) {
        assert_false(crosses_inside(route->points[i - 1], route->points[i], from));
        assert_false(crosses_inside(route->points[i - 1], route->points[i], to));
    }
}

/* Makes the routes and checks what holds of every one of them. */
static const Route *make(State *own) {
    routes_make(own->design, NULL, &own->routes);
    assert_int_equal(own->routes.items.count, own->design->connections.count);
    for (size_t i = 0; i < own->routes.items.count; i++) {
        const Route *route = &own->routes.items.items[i];
        assert_ptr_equal(route->connection, own->design->connections.items[i]);
        check_route(own->design, route);
        check_clear_of_own_cards(own->design, route);
    }
    return own->routes.items.items;
}

static void cards_in_line_get_a_straight_line(void **state) {
    State *own = *state;
    fixture_component(own->design, "a", KIND_SERVICE, 0, 0);
    fixture_component(own->design, "b", KIND_SERVICE, 280, 0);
    fixture_component(own->design, "c", KIND_SERVICE, 0, 200);
    fixture_connect(own->design, "a", "b", CONNECTION_CALL);
    fixture_connect(own->design, "a", "c", CONNECTION_CALL);
    const Route *routes = make(own);
    assert_int_equal(routes[0].count, 2);
    assert_true(routes[0].points[0].x == 92 && routes[0].points[0].y == 0);
    assert_true(routes[0].points[1].x == 188 && routes[0].points[1].y == 0);
    assert_int_equal(routes[1].count, 2);
    assert_true(routes[1].points[1].x == 0 && routes[1].points[1].y == 167);
    assert_true(routes[0].label.x == 135 && routes[0].label.y == 0); /* clear of the arrow */
    assert_true(routes[0].label_room == 96 - 10 - 2 * 3);
    assert_true(isinf(routes[1].label_room));
}

static void cards_nearly_in_line_get_a_straight_line_too(void **state) {
    State *own = *state;
    fixture_component(own->design, "a", KIND_SERVICE, 0, 0);
    fixture_component(own->design, "b", KIND_SERVICE, 280, 24);
    fixture_component(own->design, "c", KIND_SERVICE, 280, 120);
    fixture_connect(own->design, "a", "b", CONNECTION_CALL);
    fixture_connect(own->design, "a", "c", CONNECTION_CALL);
    const Route *routes = make(own);
    assert_int_equal(routes[0].count, 2);
    assert_true(routes[0].points[0].y == 12);
    assert_int_equal(routes[1].count, 4);
}

static void a_narrow_gap_gives_one_corner(void **state) {
    State *own = *state;
    fixture_component(own->design, "a", KIND_SERVICE, 0, 0);
    fixture_component(own->design, "b", KIND_SERVICE, 168, -150);
    fixture_connect(own->design, "a", "b", CONNECTION_CALL);
    const Route *route = make(own);
    assert_int_equal(route->count, 3);
    assert_true(route->points[0].y == -33);
    assert_true(route->points[2].x == 168 - 92);
}

static void a_fan_leaves_in_the_order_of_its_targets(void **state) {
    State *own = *state;
    fixture_component(own->design, "a", KIND_SERVICE, 0, 0);
    fixture_component(own->design, "low", KIND_QUEUE, 300, 180);
    fixture_component(own->design, "level", KIND_QUEUE, 300, 0);
    fixture_component(own->design, "high", KIND_QUEUE, 300, -180);
    fixture_connect(own->design, "a", "low", CONNECTION_PUBLISH);
    fixture_connect(own->design, "a", "level", CONNECTION_PUBLISH);
    fixture_connect(own->design, "a", "high", CONNECTION_PUBLISH);
    const Route *routes = make(own);
    assert_true(routes[2].points[0].y == -ROUTE_SPACING);
    assert_true(routes[1].points[0].y == 0);
    assert_true(routes[0].points[0].y == ROUTE_SPACING);
    /* Their upright legs do not meet, and so they share the middle of the gap. */
    assert_true(routes[0].points[1].x == 150);
    assert_true(routes[2].points[1].x == 150);
}

static bool legs_cross(const Route *a, const Route *b) {
    for (size_t i = 1; i < a->count; i++) {
        for (size_t j = 1; j < b->count; j++) {
            Point p = a->points[i - 1], q = a->points[i];
            Point r = b->points[j - 1], s = b->points[j];
            if (fminf(p.x, q.x) <= fmaxf(r.x, s.x) && fminf(r.x, s.x) <= fmaxf(p.x, q.x) &&
                fminf(p.y, q.y) <= fmaxf(r.y, s.y) && fminf(r.y, s.y) <= fmaxf(p.y, q.y)) {
                return true;
            }
        }
    }
    return false;
}

static void a_wide_fan_crosses_nothing(void **state) {
    State *own = *state;
    fixture_component(own->design, "a", KIND_SERVICE, 0, 0);
    const int rows[] = {-390, -260, -130, 0, 130, 260, 390};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        char id[8];
        snprintf(id, sizeof id, "q%zu", i);
        fixture_component(own->design, id, KIND_QUEUE, 320, rows[i]);
        fixture_connect(own->design, "a", id, CONNECTION_PUBLISH);
    }
    const Route *routes = make(own);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        for (size_t j = 0; j < i; j++) {
            assert_false(legs_cross(&routes[i], &routes[j]));
        }
    }
}

/* The line that turns first leaves on the outside, or it would be crossed by the others. */
static void near_and_far_targets_do_not_cross(void **state) {
    State *own = *state;
    fixture_component(own->design, "a", KIND_SERVICE, 0, 0);
    fixture_component(own->design, "far", KIND_SERVICE, 1000, -400);
    fixture_component(own->design, "near", KIND_SERVICE, 320, -180);
    fixture_component(own->design, "far-below", KIND_SERVICE, 1000, 400);
    fixture_component(own->design, "near-below", KIND_SERVICE, 320, 180);
    fixture_connect(own->design, "a", "far", CONNECTION_CALL);
    fixture_connect(own->design, "a", "near", CONNECTION_CALL);
    fixture_connect(own->design, "a", "far-below", CONNECTION_CALL);
    fixture_connect(own->design, "a", "near-below", CONNECTION_CALL);
    const Route *routes = make(own);
    for (size_t i = 0; i < 4; i++) {
        for (size_t j = 0; j < i; j++) {
            assert_false(legs_cross(&routes[i], &routes[j]));
        }
    }
}

/* So many ends on one side that the outermost is pushed towards the card that its line turns to. */
static void a_crowded_side_pushes_no_corner_into_a_card(void **state) {
    State *own = *state;
    fixture_component(own->design, "a", KIND_SERVICE, 0, 0);
    for (int i = 0; i < 10; i++) {
        char id[16];
        snprintf(id, sizeof id, "b%d", i);
        fixture_component(own->design, id, KIND_SERVICE, 140, -150 - 100 * i);
        fixture_connect(own->design, "a", id, CONNECTION_CALL);
    }
    make(own);
}

static void parallel_connections_run_apart(void **state) {
    State *own = *state;
    const int places[][2] = {{300, 0}, {300, 200}, {300, -200}, {-300, 200}, {0, 300}, {160, 200}};
    for (size_t place = 0; place < COUNT_OF(places); place++) {
        start_over(own);
        fixture_component(own->design, "a", KIND_SERVICE, 0, 0);
        fixture_component(own->design, "b", KIND_CACHE, places[place][0], places[place][1]);
        fixture_connect(own->design, "a", "b", CONNECTION_CALL);
        fixture_connect(own->design, "b", "a", CONNECTION_CALL);
        fixture_connect(own->design, "a", "b", CONNECTION_DEDUP);
        const Route *routes = make(own);
        for (size_t i = 0; i < 3; i++) {
            for (size_t j = 0; j < i; j++) {
                assert_false(legs_cross(&routes[i], &routes[j]));
            }
        }
    }
}

static void straight_parallels_keep_their_spacing(void **state) {
    State *own = *state;
    fixture_component(own->design, "a", KIND_SERVICE, 0, 0);
    fixture_component(own->design, "b", KIND_CACHE, 300, 0);
    fixture_connect(own->design, "a", "b", CONNECTION_CALL);
    fixture_connect(own->design, "a", "b", CONNECTION_DEDUP);
    const Route *routes = make(own);
    assert_int_equal(routes[0].count, 2);
    assert_int_equal(routes[1].count, 2);
    assert_true(fabsf(routes[0].points[0].y - routes[1].points[0].y) == ROUTE_SPACING);
}

static void a_line_goes_round_a_card_in_its_way(void **state) {
    State *own = *state;
    fixture_component(own->design, "a", KIND_SERVICE, 0, 0);
    fixture_component(own->design, "between", KIND_SERVICE, 280, 0);
    fixture_component(own->design, "b", KIND_SERVICE, 560, 0);
    fixture_connect(own->design, "a", "b", CONNECTION_CALL);
    const Route *route = make(own);
    Rect between = component_card_rect(design_component(own->design, "between"));
    for (size_t i = 1; i < route->count; i++) {
        assert_false(crosses_inside(route->points[i - 1], route->points[i], between));
    }
}

/* Cards in rows and columns leave streets between them: with those, no line needs to cross a card. */
static void lines_take_the_streets_between_cards(void **state) {
    enum { COLUMNS = 6, ROWS = 5, ROUNDS = 40, LINES = 14 };
    State *own = *state;
    Random random = random_seed(7);
    for (int round = 0; round < ROUNDS; round++) {
        start_over(own);
        for (int i = 0; i < COLUMNS * ROWS; i++) {
            if (random_below(&random, 4) > 0) {
                char id[16];
                snprintf(id, sizeof id, "c%d", i);
                fixture_component(own->design, id, KIND_SERVICE, i % COLUMNS * 280,
                                  i / COLUMNS * 130);
            }
        }
        for (int i = 0; i < LINES; i++) {
            size_t count = own->design->components.count;
            size_t from = (size_t)random_below(&random, count);
            size_t to = (size_t)random_below(&random, count);
            if (from != to) {
                fixture_connect(own->design, own->design->components.items[from]->id,
                                own->design->components.items[to]->id, CONNECTION_CALL);
            }
        }
        const Route *routes = make(own);
        for (size_t i = 0; i < own->routes.items.count; i++) {
            for (size_t c = 0; c < own->design->components.count; c++) {
                Rect card = component_card_rect(own->design->components.items[c]);
                for (size_t leg = 1; leg < routes[i].count; leg++) {
                    assert_false(
                        crosses_inside(routes[i].points[leg - 1], routes[i].points[leg], card));
                }
            }
        }
    }
}

static void cards_on_one_another_still_have_a_route(void **state) {
    State *own = *state;
    fixture_component(own->design, "a", KIND_SERVICE, 0, 0);
    fixture_component(own->design, "b", KIND_SERVICE, 0, 0);
    fixture_component(own->design, "c", KIND_SERVICE, 40, 10);
    fixture_connect(own->design, "a", "b", CONNECTION_CALL);
    fixture_connect(own->design, "a", "c", CONNECTION_CALL);
    routes_make(own->design, NULL, &own->routes);
    check_route(own->design, &own->routes.items.items[0]);
    check_route(own->design, &own->routes.items.items[1]);
}

static void set_label(State *own, const char *id, const char *label) {
    Command command = {.name = ""};
    assert_ok(edit_rename(own->design, id, label, &command));
    assert_ok(command_apply(&command, own->design));
    command_free(&command);
}

static Rect label_box(Point middle) {
    return (Rect){middle.x - 35, middle.y - 10, 70, 20};
}

static void labels_keep_clear_of_one_another(void **state) {
    State *own = *state;
    fixture_component(own->design, "a", KIND_SERVICE, 0, 0);
    fixture_component(own->design, "b", KIND_CACHE, 0, 400);
    fixture_connect(own->design, "a", "b", CONNECTION_CALL);
    fixture_connect(own->design, "b", "a", CONNECTION_CALL);
    fixture_connect(own->design, "a", "b", CONNECTION_DEDUP);
    for (size_t i = 0; i < 3; i++) {
        set_label(own, own->design->connections.items[i]->id, "create");
    }
    const Route *routes = make(own);
    for (size_t i = 0; i < 3; i++) {
        for (size_t j = 0; j < i; j++) {
            assert_false(rect_overlaps(label_box(routes[i].label), label_box(routes[j].label)));
        }
    }
}

static void labels_keep_clear_of_other_lines(void **state) {
    State *own = *state;
    fixture_component(own->design, "a", KIND_SERVICE, 0, 0);
    fixture_component(own->design, "b", KIND_SERVICE, 600, 0);
    fixture_component(own->design, "up", KIND_SERVICE, 300, -200);
    fixture_component(own->design, "down", KIND_SERVICE, 300, 200);
    fixture_connect(own->design, "a", "b", CONNECTION_CALL);
    fixture_connect(own->design, "up", "down", CONNECTION_CALL);
    set_label(own, "a-b", "create");
    const Route *routes = make(own);
    assert_true(routes[0].label.y == 0);
    assert_false(
        crosses_inside(routes[1].points[0], routes[1].points[1], label_box(routes[0].label)));
    assert_true(routes[1].label.y == -5); /* it has no label, and stays in the middle */
}

static bool move_a(void *context, const char *id, int *dx, int *dy) {
    (void)context;
    *dx = 0;
    *dy = 50;
    return strcmp(id, "a") == 0;
}

static void boxes_are_found_and_counted_once(void **state) {
    (void)state;
    BoxGrid grid = {.queries = 0};
    box_grid_clear(&grid, 4);
    for (size_t i = 0; i < 200; i++) { /* enough of them that the cells are asked */
        box_grid_add(&grid, (Rect){(float)i * 2000, 5000, 100, 50}, i, 1);
    }
    box_grid_add(&grid, (Rect){-300, -300, 900, 600}, 1000, 4); /* over several cells */
    Rect everywhere = {-400, -400, 1100, 900};
    assert_true(box_grid_weight(&grid, everywhere, 0, 0) == 4);
    assert_true(box_grid_weight(&grid, everywhere, 1000, 0) == 0);
    assert_true(box_grid_weight(&grid, everywhere, 0, 1000) == 0);
    assert_true(box_grid_weight(&grid, (Rect){3990, 5010, 20, 20}, 0, 0) == 1);
    assert_true(box_grid_weight(&grid, (Rect){-1e6F, -1e6F, 2e6F, 2e6F}, 0, 1) == 4 + 198);
    box_grid_clear(&grid, 4);
    assert_true(box_grid_weight(&grid, everywhere, 0, 0) == 0);
    box_grid_free(&grid);
}

static void offsets_move_the_ends(void **state) {
    State *own = *state;
    fixture_component(own->design, "a", KIND_SERVICE, 0, 0);
    fixture_component(own->design, "b", KIND_SERVICE, 0, 300);
    fixture_connect(own->design, "a", "b", CONNECTION_CALL);
    RouteOffsets offsets = {.offset = move_a};
    routes_make(own->design, &offsets, &own->routes);
    assert_true(own->routes.items.items[0].points[0].y == 50 + 33);
}

static void a_preview_reaches_its_target(void **state) {
    (void)state;
    Rect a = {0, 0, CARD_WIDTH, CARD_HEIGHT}, b = {300, 200, CARD_WIDTH, CARD_HEIGHT};
    Route route = route_between(a, b);
    assert_true(on_border(a, route.points[0]));
    assert_true(on_border(b, route.points[route.count - 1]));
    const Point targets[] = {{400, 10}, {-200, -90}, {90, 33}, {92, -300}, {0, 0}};
    for (int side = SIDE_TOP; side <= SIDE_LEFT; side++) {
        for (size_t i = 0; i < COUNT_OF(targets); i++) {
            route = route_towards(a, (Side)side, targets[i]);
            assert_true(on_border(a, route.points[0]));
            Point end = route.points[route.count - 1];
            assert_true(end.x == targets[i].x && end.y == targets[i].y);
            for (size_t k = 1; k < route.count; k++) {
                assert_true(route.points[k - 1].x == route.points[k].x ||
                            route.points[k - 1].y == route.points[k].y);
            }
        }
    }
}

/* Cards strewn at random, without overlaps and with room for a line between them. */
static void strewn_cards_get_sound_routes(void **state) {
    State *own = *state;
    for (uint64_t seed = 1; seed <= 30; seed++) {
        start_over(own);
        Random random = random_seed(seed);
        enum { SIDE = 6 };
        char ids[SIDE * SIDE][ID_SIZE];
        for (int i = 0; i < SIDE * SIDE; i++) {
            snprintf(ids[i], ID_SIZE, "c%d", i);
            int x = i % SIDE * 300 + (int)random_below(&random, 80);
            int y = i / SIDE * 180 + (int)random_below(&random, 80);
            fixture_component(own->design, ids[i], KIND_SERVICE, x, y);
        }
        for (int i = 0; i < 60; i++) {
            size_t from = random_below(&random, SIDE * SIDE);
            size_t to = random_below(&random, SIDE * SIDE);
            if (from != to) {
                fixture_connect(own->design, ids[from], ids[to], CONNECTION_CALL);
            }
        }
        make(own);
    }
}

static void the_same_design_gives_the_same_routes(void **state) {
    State *own = *state;
    Design *first = fixture_grid(own->catalog, 5, 4);
    Design *second = design_copy(first);
    Routes routes[2] = {{.work = NULL}, {.work = NULL}};
    routes_make(first, NULL, &routes[0]);
    routes_make(second, NULL, &routes[1]);
    for (size_t i = 0; i < routes[0].items.count; i++) {
        const Route *a = &routes[0].items.items[i], *b = &routes[1].items.items[i];
        assert_int_equal(a->count, b->count);
        assert_memory_equal(a->points, b->points, a->count * sizeof(Point));
    }
    routes_free(&routes[0]);
    routes_free(&routes[1]);
    design_free(first);
    design_free(second);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(cards_in_line_get_a_straight_line, set_up, tear_down),
        cmocka_unit_test_setup_teardown(cards_nearly_in_line_get_a_straight_line_too, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_narrow_gap_gives_one_corner, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_fan_leaves_in_the_order_of_its_targets, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_wide_fan_crosses_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(near_and_far_targets_do_not_cross, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_crowded_side_pushes_no_corner_into_a_card, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(parallel_connections_run_apart, set_up, tear_down),
        cmocka_unit_test_setup_teardown(straight_parallels_keep_their_spacing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_line_goes_round_a_card_in_its_way, set_up, tear_down),
        cmocka_unit_test_setup_teardown(lines_take_the_streets_between_cards, set_up, tear_down),
        cmocka_unit_test_setup_teardown(cards_on_one_another_still_have_a_route, set_up, tear_down),
        cmocka_unit_test_setup_teardown(labels_keep_clear_of_one_another, set_up, tear_down),
        cmocka_unit_test_setup_teardown(labels_keep_clear_of_other_lines, set_up, tear_down),
        cmocka_unit_test_setup_teardown(offsets_move_the_ends, set_up, tear_down),
        cmocka_unit_test(boxes_are_found_and_counted_once),
        cmocka_unit_test(a_preview_reaches_its_target),
        cmocka_unit_test_setup_teardown(strewn_cards_get_sound_routes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_same_design_gives_the_same_routes, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("routes", tests, NULL, NULL);
}
