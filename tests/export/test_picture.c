/* Pictures of whole designs: how large they are, what is on them, and what is refused. */
#include "export/picture_fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "export/xml_check.h"

static Design *two_cards(PictureFixture *fixture, int apart) {
    char text[512];
    snprintf(text, sizeof text,
             "{'format': 'faultline/design', 'version': 1, 'title': 'Pair', 'components': ["
             "{'id': 'a', 'kind': 'service', 'label': 'Link service', 'x': 1000, 'y': 500},"
             "{'id': 'b', 'kind': 'sql_db', 'label': 'Links', 'x': %d, 'y': 500}],"
             "'connections': [{'id': 'a-b', 'from': 'a', 'to': 'b', 'kind': 'call'}]}",
             1000 + apart);
    return support_design(fixture->catalog, text);
}

static void a_picture_holds_everything_with_a_margin(void **state) {
    PictureFixture *fixture = *state;
    Design *design = two_cards(fixture, 300);
    Error error = picture_make(design, &fixture->options, &fixture->picture);
    assert_int_equal(error.code, ERROR_NONE);
    assert_int_equal(fixture->picture.width, 300 + CARD_WIDTH + 80);
    assert_int_equal(fixture->picture.height, CARD_HEIGHT + 80 + 44); /* and the title */
    Rect a, b;
    assert_true(draw_find(&fixture->picture.list, "component:a", &a));
    assert_true(draw_find(&fixture->picture.list, "component:b", &b));
    assert_true(a.x == 40 && a.y == 40 + 44);
    assert_true(b.x + b.w == (float)fixture->picture.width - 40);
    assert_true(draw_shows(&fixture->picture.list, "Pair"));
    assert_true(draw_shows(&fixture->picture.list, "Link service"));
    assert_false(draw_shows(&fixture->picture.list, "Nothing"));
    design_free(design);
}

static void marks_are_shown(void **state) {
    PictureFixture *fixture = *state;
    Design *design = two_cards(fixture, 300);
    BoardMarks marks = {.index = {0}};
    BoardMark *mark = board_marks_add(&marks, "b");
    mark->findings = 7;
    mark->tone = TONE_MEDIUM;
    fixture->options.marks = &marks;
    Error error = picture_make(design, &fixture->options, &fixture->picture);
    assert_int_equal(error.code, ERROR_NONE);
    Rect badge;
    assert_true(draw_find(&fixture->picture.list, "badge:b", &badge));
    assert_true(draw_shows(&fixture->picture.list, "7"));
    board_marks_free(&marks);
    design_free(design);
}

static void an_empty_design_gives_a_picture_that_says_so(void **state) {
    PictureFixture *fixture = *state;
    Design *design = design_new(fixture->catalog);
    char *svg = picture_svg(fixture, design);
    assert_true(fixture->picture.width <= 480 && fixture->picture.height <= 240);
    assert_non_null(strstr(svg, ">Nothing is drawn yet<"));
    free(svg);
    design_free(design);
}

static void a_picture_too_large_is_refused_with_what_to_do(void **state) {
    PictureFixture *fixture = *state;
    Design *design = two_cards(fixture, 9000);
    fixture->options.scale = 1.7;
    assert_int_equal(picture_make(design, &fixture->options, &fixture->picture).code, ERROR_NONE);
    fixture->options.scale = 2;
    fixture->picture.width = 17;
    Error error = picture_make(design, &fixture->options, &fixture->picture);
    assert_int_equal(error.code, ERROR_LIMIT);
    assert_non_null(strstr(error.message, "--scale 1.76"));
    assert_int_equal(fixture->picture.width, 17);
    fixture->options.scale = 1.76;
    assert_int_equal(picture_make(design, &fixture->options, &fixture->picture).code, ERROR_NONE);
    design_free(design);
    design = two_cards(fixture, 9000000);
    error = picture_make(design, &fixture->options, &fixture->picture);
    assert_int_equal(error.code, ERROR_LIMIT);
    assert_non_null(strstr(error.message, "closer together"));
    design_free(design);
}

static void pictures_of_strange_designs_are_well_formed(void **state) {
    PictureFixture *fixture = *state;
    size_t drawn = 0;
    for (uint64_t seed = 1; seed <= 40; seed++) {
        Random random = random_seed(seed);
        Design *design = support_random_design(fixture->catalog, &random, 30);
        Error error = picture_make(design, &fixture->options, &fixture->picture);
        if (error.code != ERROR_LIMIT) { /* some are strewn too far */
            char *svg = picture_svg(fixture, design);
            char problem[256];
            if (!xml_check(svg, problem, sizeof problem)) {
                fail_msg("seed %d: %s", (int)seed, problem);
            }
            free(svg);
            drawn++;
        }
        design_free(design);
    }
    assert_true(drawn > 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        picture_test(a_picture_holds_everything_with_a_margin),
        picture_test(marks_are_shown),
        picture_test(an_empty_design_gives_a_picture_that_says_so),
        picture_test(a_picture_too_large_is_refused_with_what_to_do),
        picture_test(pictures_of_strange_designs_are_well_formed),
    };
    return cmocka_run_group_tests_name("pictures", tests, NULL, NULL);
}
