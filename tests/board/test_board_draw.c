/* What is seen of the board: names, details by zoom, only what is in view, and no memory taken when
 * nothing has changed. */
#include "board/stage.h"

#include <stdlib.h>
#include <string.h>

/* --- Counting allocations (the linker wraps these) --- */

static size_t allocations(size_t more) {
    static size_t count; /* the only way to reach it from malloc */
    count += more;
    return count;
}

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *block, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *block, size_t size);

void *__wrap_malloc(size_t size) {
    allocations(1);
    return __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size) {
    allocations(1);
    return __real_calloc(count, size);
}

void *__wrap_realloc(void *block, size_t size) {
    allocations(1);
    return __real_realloc(block, size);
}

/* --- */

static void build(Stage *stage) {
    fixture_area(stage->design, "region", 0, 0, 700, 600);
    fixture_component(stage->design, "api", KIND_SERVICE, 200, 200);
    fixture_component(stage->design, "mails", KIND_QUEUE, 500, 200);
    fixture_component(stage->design, "dead", KIND_QUEUE, 500, 400);
    fixture_connect(stage->design, "api", "mails", CONNECTION_PUBLISH);
    fixture_connect(stage->design, "mails", "dead", CONNECTION_DEAD_LETTER);
    fixture_note(stage->design, "note", 100, 400, 160, 80);
    BoardMark *mark = board_marks_add(&stage->marks, "api");
    mark->findings = 12;
    mark->tone = TONE_HIGH;
    mark->utilisation = 0.95;
    board_set_camera(stage->board, (Camera){0, 0, 1});
}

static size_t count_items(const Stage *stage, DrawType type, const char *text) {
    size_t count = 0;
    for (size_t i = 0; i < stage->list.items.count; i++) {
        const DrawItem *item = &stage->list.items.items[i];
        count += item->type == type && (!text || strcmp(item->text, text) == 0);
    }
    return count;
}

/* Whether a box is filled with this colour: the bar of a utilisation. */
static bool has_bar(const Stage *stage, Color color) {
    for (size_t i = 0; i < stage->list.items.count; i++) {
        const DrawItem *item = &stage->list.items.items[i];
        if (item->type == DRAW_RECT && memcmp(&item->fill, &color, sizeof color) == 0) {
            return true;
        }
    }
    return false;
}

static void every_part_has_a_name(void **state) {
    Stage *stage = *state;
    build(stage);
    board_select(stage->board, "api");
    stage_draw(stage);
    const char *const names[] = {
        "component:api",        "component:mails",       "component:dead",  "badge:api",
        "connection:api-mails", "connection:mails-dead", "area:region",     "note:note",
        "port:api:top",         "port:api:right",        "port:api:bottom", "port:api:left"};
    Rect rect;
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        if (!draw_find(&stage->list, names[i], &rect)) {
            fail_msg("%s is not drawn", names[i]);
        }
    }
    assert_false(draw_find(&stage->list, "port:mails:top", &rect));
    assert_int_equal(stage->list.clip_depth, 0);
}

/* A test presses the middle of a name's rectangle: that must be the part itself. */
static void names_stand_where_their_parts_are_hit(void **state) {
    Stage *stage = *state;
    build(stage);
    stage_draw(stage);
    const struct {
        const char *name, *id;
        HitType type;
    } parts[] = {
        {"component:mails", "mails", HIT_COMPONENT},
        {"badge:api", "api", HIT_BADGE},
        {"connection:mails-dead", "mails-dead", HIT_CONNECTION},
        {"area:region", "region", HIT_AREA},
        {"note:note", "note", HIT_NOTE},
    };
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        Rect rect;
        assert_true(draw_find(&stage->list, parts[i].name, &rect));
        Hit hit = board_hit(stage->board, &stage->scene, rect.x + rect.w / 2, rect.y + rect.h / 2);
        assert_int_equal(hit.type, parts[i].type);
        assert_string_equal(hit.id, parts[i].id);
    }
}

static void hovering_shows_ports(void **state) {
    Stage *stage = *state;
    build(stage);
    Rect rect;
    stage_move(stage, 500, 205);
    stage_draw(stage);
    assert_true(draw_find(&stage->list, "port:mails:left", &rect));
    board_unhover(stage->board);
    stage_draw(stage);
    assert_false(draw_find(&stage->list, "port:mails:left", &rect));
    stage->scene.read_only = true;
    stage_move(stage, 500, 205);
    stage_draw(stage);
    assert_false(draw_find(&stage->list, "port:mails:left", &rect));
}

static void cards_say_what_matters(void **state) {
    Stage *stage = *state;
    build(stage);
    stage_draw(stage);
    assert_true(draw_shows(&stage->list, "api"));
    assert_true(draw_shows(&stage->list, "slots"));
    assert_true(draw_shows(&stage->list, "12"));
    assert_true(draw_shows(&stage->list, "Region A"));
    assert_true(draw_shows(&stage->list, "301 or 302?"));
    assert_int_equal(count_items(stage, DRAW_ICON, "triangle"), 1);
    assert_true(has_bar(stage, stage->theme.bad)); /* 95 % */
    BoardMark *mark = board_marks_add(&stage->marks, "api");
    mark->utilisation = 0.5;
    strcpy(mark->line, "600 sends/s");
    stage_draw(stage);
    assert_true(draw_shows(&stage->list, "600 sends/s"));
    assert_false(draw_shows(&stage->list, "slots"));
    assert_true(has_bar(stage, stage->theme.good));
    assert_false(has_bar(stage, stage->theme.bad));
}

static void dead_letters_have_their_own_icon(void **state) {
    Stage *stage = *state;
    build(stage);
    stage_draw(stage);
    assert_int_equal(count_items(stage, DRAW_ICON, "dead_letters"), 1);
    assert_int_equal(count_items(stage, DRAW_ICON, "queue"), 1);
    assert_ok(design_remove(stage->design, ELEMENT_CONNECTION, "mails-dead"));
    stage_draw(stage);
    assert_int_equal(count_items(stage, DRAW_ICON, "dead_letters"), 0);
    assert_int_equal(count_items(stage, DRAW_ICON, "queue"), 2);
}

static void far_away_there_is_less_to_read(void **state) {
    Stage *stage = *state;
    build(stage);
    board_set_camera(stage->board, (Camera){0, 0, 0.45F});
    stage_draw(stage);
    assert_true(draw_shows(&stage->list, "api"));
    assert_false(draw_shows(&stage->list, "slots"));
    board_set_camera(stage->board, (Camera){0, 0, 0.25F});
    stage_draw(stage);
    assert_false(draw_shows(&stage->list, "api"));
    assert_int_equal(count_items(stage, DRAW_ICON, "service"), 1);
}

/* A part with seven findings, the gravest of this tone. */
static void mark_with(Stage *stage, const char *id, Tone tone) {
    BoardMark *mark = board_marks_add(&stage->marks, id);
    mark->findings = 7;
    mark->tone = tone;
}

static void far_away_badges_are_dots(void **state) {
    Stage *stage = *state;
    build(stage);
    board_marks_clear(&stage->marks);
    mark_with(stage, "api", TONE_CRITICAL);
    mark_with(stage, "mails", TONE_LOW);
    mark_with(stage, "api-mails", TONE_HIGH);
    mark_with(stage, "mails-dead", TONE_LOW);
    const float zooms[] = {0.1F, 0.17F, 0.25F, 0.39F};
    for (size_t i = 0; i < COUNT_OF(zooms); i++) {
        board_set_camera(stage->board, (Camera){0, 0, zooms[i]});
        stage_draw(stage);
        Rect badge, card;
        assert_true(draw_find(&stage->list, "component:api", &card));
        assert_true(draw_find(&stage->list, "badge:api", &badge));
        assert_true(badge.w <= 10 && badge.w <= card.w / 2);
        assert_int_equal(draw_find(&stage->list, "badge:api-mails", &badge), zooms[i] >= 0.3F);
        assert_false(draw_find(&stage->list, "badge:mails", &badge));
        assert_false(draw_find(&stage->list, "badge:mails-dead", &badge));
        assert_int_equal(count_items(stage, DRAW_ICON, "octagon"), 1);
        assert_false(draw_shows(&stage->list, "7"));
        /* What is not seen cannot be pressed either. */
        Rect line;
        assert_true(draw_find(&stage->list, "connection:mails-dead", &line));
        Hit hit = board_hit(stage->board, &stage->scene, line.x + line.w / 2, line.y + line.h / 2);
        assert_int_equal(hit.type, HIT_CONNECTION);
        /* Nor does the dot take much of the card away. */
        hit = board_hit(stage->board, &stage->scene, card.x + card.w * 0.6F, card.y + card.h / 2);
        assert_int_equal(hit.type, HIT_COMPONENT);
    }
    board_set_camera(stage->board, (Camera){0, 0, 0.5F});
    stage_draw(stage);
    Rect badge;
    assert_true(draw_find(&stage->list, "badge:mails", &badge));
    assert_true(draw_find(&stage->list, "badge:mails-dead", &badge));
    assert_true(draw_shows(&stage->list, "7"));
}

static void long_labels_are_cut(void **state) {
    Stage *stage = *state;
    build(stage);
    Command command = {.name = ""};
    assert_ok(
        edit_rename(stage->design, "api", "A service with a very long name indeed", &command));
    assert_ok(command_apply(&command, stage->design));
    command_free(&command);
    stage_draw(stage);
    assert_false(draw_shows(&stage->list, "indeed"));
    assert_true(draw_shows(&stage->list, "…"));
}

static void what_is_out_of_view_is_left_out(void **state) {
    Stage *stage = *state;
    Design *grid = fixture_grid(stage->catalog, 30, 30);
    stage->scene.design = grid;
    board_set_camera(stage->board, (Camera){2000, 1000, 1});
    stage_draw(stage);
    size_t cards = 0;
    for (size_t i = 0; i < stage->list.items.count; i++) {
        const DrawItem *item = &stage->list.items.items[i];
        cards += item->type == DRAW_NAME && strncmp(item->text, "component:", 10) == 0;
    }
    assert_in_range(cards, 20, 48); /* 1000 by 700 pixels of cards 280 by 130 apart */
    assert_true(stage->list.items.count < 1500);
    stage->scene.design = stage->design;
    stage_draw(stage); /* forgets the routes of the other design */
    design_free(grid);
}

/* The routes are kept, and must be made anew when anything that they depend on has changed. */
static void lines_follow_every_change(void **state) {
    Stage *stage = *state;
    build(stage);
    Rect before, after;
    stage_draw(stage);
    assert_true(draw_find(&stage->list, "connection:api-mails", &before));
    Command command = {.name = ""};
    const char *const ids[] = {"mails"};
    assert_ok(edit_move(stage->design, ids, 1, 0, 96, &command));
    assert_ok(command_apply(&command, stage->design));
    command_free(&command);
    stage_draw(stage);
    assert_true(draw_find(&stage->list, "connection:api-mails", &after));
    assert_true(before.y != after.y);
    assert_ok(design_remove(stage->design, ELEMENT_CONNECTION, "api-mails"));
    stage_draw(stage);
    assert_false(draw_find(&stage->list, "connection:api-mails", &after));
    assert_true(draw_find(&stage->list, "connection:mails-dead", &after));
}

/* A part may change where it stands, at the same address. */
static void lines_follow_a_change_in_place(void **state) {
    Stage *stage = *state;
    build(stage);
    Rect before, after;
    stage_draw(stage);
    assert_true(draw_find(&stage->list, "connection:api-mails", &before));
    Connection *connection = stage->design->connections.items[0];
    assert_string_equal(connection->id, "api-mails");
    strcpy(connection->to, "dead");
    stage_draw(stage);
    assert_true(draw_find(&stage->list, "connection:api-mails", &after));
    assert_true(before.y != after.y);
    fixture_component(stage->design, "above", KIND_SERVICE, 350, 60);
    fixture_component(stage->design, "below", KIND_SERVICE, 350, 340);
    fixture_connect(stage->design, "above", "below", CONNECTION_CALL);
    strcpy(connection->to, "mails");
    stage_draw(stage);
    assert_true(draw_find(&stage->list, "connection:api-mails", &before));
    text_replace(&connection->label, "go"); /* a label keeps clear of the line that crosses */
    stage_draw(stage);
    assert_true(draw_find(&stage->list, "connection:api-mails", &after));
    assert_true(before.x != after.x);
}

static void a_steady_frame_takes_no_memory(void **state) {
    Stage *stage = *state;
    build(stage);
    Design *grid = fixture_grid(stage->catalog, 12, 12);
    const float zooms[] = {0.2F, 0.45F, 1};
    stage->scene.design = grid;
    board_select(stage->board, "c1-1");
    board_set_pulse(stage->board, "c2-2");
    for (size_t i = 0; i < COUNT_OF(zooms); i++) {
        board_set_camera(stage->board, (Camera){0, 0, zooms[i]});
        stage_draw(stage);
        stage_draw(stage); /* the arena has found its size */
        size_t before = allocations(0);
        stage_draw(stage);
        assert_int_equal(allocations(0), before);
    }
    stage->scene.design = stage->design;
    board_set_camera(stage->board, (Camera){0, 0, 1});
    stage_draw(stage);
    stage_draw(stage);
    size_t before = allocations(0);
    stage_draw(stage);
    assert_int_equal(allocations(0), before);
    design_free(grid);
}

static void a_steady_frame_of_thousands_takes_no_memory(void **state) {
    Stage *stage = *state;
    Design *grid = fixture_grid(stage->catalog, 50, 100);
    stage->scene.design = grid;
    stage->scene.viewport = (Rect){0, 0, 1600, 1400}; /* all of it, at the least zoom */
    board_fit(stage->board, &stage->scene);
    stage_draw(stage);
    stage_draw(stage);
    size_t before = allocations(0);
    stage_draw(stage);
    stage_draw(stage);
    assert_int_equal(allocations(0), before);
    Rect rect;
    assert_true(draw_find(&stage->list, "component:c0-0", &rect));
    assert_true(draw_find(&stage->list, "component:c49-99", &rect));
    design_free(grid);
}

static void a_drag_takes_no_memory_either(void **state) {
    Stage *stage = *state;
    build(stage);
    stage_move(stage, 200, 190);
    stage_press(stage, 200, 190);
    stage_move(stage, 260, 190);
    stage_draw(stage);
    stage_draw(stage);
    size_t before = allocations(0);
    for (int step = 0; step < 20; step++) {
        stage_move(stage, 260 + (float)(step % 3) * 8, 190);
        stage_draw(stage);
    }
    assert_int_equal(allocations(0), before);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        stage_test(every_part_has_a_name),
        stage_test(names_stand_where_their_parts_are_hit),
        stage_test(hovering_shows_ports),
        stage_test(cards_say_what_matters),
        stage_test(dead_letters_have_their_own_icon),
        stage_test(far_away_there_is_less_to_read),
        stage_test(far_away_badges_are_dots),
        stage_test(long_labels_are_cut),
        stage_test(what_is_out_of_view_is_left_out),
        stage_test(lines_follow_every_change),
        stage_test(lines_follow_a_change_in_place),
        stage_test(a_steady_frame_takes_no_memory),
        stage_test(a_steady_frame_of_thousands_takes_no_memory),
        stage_test(a_drag_takes_no_memory_either),
    };
    return cmocka_run_group_tests_name("the board drawn", tests, NULL, NULL);
}
