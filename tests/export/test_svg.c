/* SVG: each kind of item, escaping, and that all of it is well-formed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "export/svg.h"
#include "export/xml_check.h"
#include "support/support.h"

static const Color RED = {0xbe, 0x2a, 0x46, 0xff};
static const Color GLASS = {0, 0, 0, 0x80};

typedef struct State {
    DrawList list;
    TextBuffer svg;
} State;

static int set_up(void **state) {
    *state = memory_allocate(sizeof(State));
    return 0;
}

static int tear_down(void **state) {
    State *own = *state;
    draw_free(&own->list);
    text_free(&own->svg);
    free(own);
    return 0;
}

static Error write(State *own, const char *title) {
    SvgOptions options = {.width = 400,
                          .height = 300,
                          .scale = 2,
                          .title = title,
                          .icon_folder = FAULTLINE_SOURCE_DIR "/assets/icons"};
    text_clear(&own->svg);
    return svg_write(&own->list, &options, &own->svg);
}

static const char *written(State *own) {
    Error error = write(own, "A title");
    if (error.code) {
        fail_msg("%s", error.message);
    }
    char problem[256];
    if (!xml_check(text_of(&own->svg), problem, sizeof problem)) {
        fail_msg("%s", problem);
    }
    return text_of(&own->svg);
}

static void assert_has(State *own, const char *text) {
    if (!strstr(written(own), text)) {
        fail_msg("no %s in\n%s", text, text_of(&own->svg));
    }
}

static void the_checker_finds_faults(void **state) {
    (void)state;
    static const char *const FAULTY[] = {
        "<a>",  "<a></b>",     "<a b=c/>",    "<a b=\"1\" b=\"2\"/>", "<a>&</a>", "<a b=\"&x\"/>",
        "</a>", "<a>\x01</a>", "<a>\xff</a>", "<a b=\"<\"/>",         "< a/>"};
    char problem[256];
    for (size_t i = 0; i < COUNT_OF(FAULTY); i++) {
        assert_false(xml_check(FAULTY[i], problem, sizeof problem));
    }
    assert_true(xml_check("<a b=\"1\"><c/>x &amp; y</a>\n", problem, sizeof problem));
}

static void the_head_says_how_large_it_is(void **state) {
    State *own = *state;
    assert_has(own, "width=\"800\" height=\"600\" viewBox=\"0 0 400 300\"");
    assert_has(own, "<title>A title</title>");
    assert_int_equal(write(own, "").code, ERROR_NONE);
    assert_null(strstr(text_of(&own->svg), "<title>"));
}

static void boxes_keep_their_outline_inside(void **state) {
    State *own = *state;
    draw_box(&own->list, (Rect){10, 20, 100, 50}, 10, RED, 2, GLASS);
    assert_has(own, "<rect x=\"11\" y=\"21\" width=\"98\" height=\"48\" rx=\"9\" "
                    "fill=\"#be2a46\" stroke=\"#000000\" stroke-opacity=\"0.5\" "
                    "stroke-width=\"2\"/>");
    draw_outline(&own->list, (Rect){0, 0, 10, 10}, 0, 1, RED);
    assert_has(own, "<rect x=\"0.5\" y=\"0.5\" width=\"9\" height=\"9\" fill=\"none\"");
}

static void corners_are_rounded_and_short_legs_less(void **state) {
    State *own = *state;
    const Point step[] = {{0, 0}, {50, 0}, {50, 40}, {100, 40}};
    draw_line(&own->list, step, COUNT_OF(step), 1.5F, 9, 7, 5, RED);
    assert_has(own, "d=\"M0 0L41 0A9 9 0 0 1 50 9L50 31A9 9 0 0 0 59 40L100 40\"");
    assert_has(own, "stroke-dasharray=\"7 5\"");
    draw_clear(&own->list);
    const Point tight[] = {{0, 0}, {50, 0}, {50, 6}, {100, 6}};
    draw_line(&own->list, tight, COUNT_OF(tight), 1.5F, 9, 0, 0, RED);
    assert_has(own, "d=\"M0 0L47 0A3 3 0 0 1 50 3L50 3A3 3 0 0 0 53 6L100 6\"");
    assert_null(strstr(written(own), "dasharray"));
}

static void text_stays_text_and_is_escaped(void **state) {
    State *own = *state;
    draw_text(&own->list, 10.5F, 20.25F, FONT_SEMIBOLD, 13.5F, RED, "a < b & \"c\" > d");
    draw_text(&own->list, 0, 0, FONT_MONO, 11, RED, "bell \x07 and \xef\xbf\xbe");
    assert_has(own, "<text x=\"10.5\" y=\"20.25\" font-size=\"13.5\" font-weight=\"600\" "
                    "fill=\"#be2a46\">a &lt; b &amp; &quot;c&quot; &gt; d</text>");
    assert_has(own, "JetBrains Mono");
    assert_has(own, ">bell \xef\xbf\xbd and \xef\xbf\xbd</text>");
    Error error = write(own, "<script>&");
    assert_int_equal(error.code, ERROR_NONE);
    assert_non_null(strstr(text_of(&own->svg), "<title>&lt;script&gt;&amp;</title>"));
}

static void icons_are_drawn_in_their_colour(void **state) {
    State *own = *state;
    draw_icon(&own->list, (Rect){30, 40, 48, 48}, "queue", RED);
    assert_has(own, "<g transform=\"translate(30 40) scale(2)\">");
    assert_has(own, "stroke=\"#be2a46\"");
    assert_null(strstr(written(own), "#000"));
    assert_int_equal(xml_count(written(own), "svg"), 1);
}

static void a_missing_icon_is_named(void **state) {
    State *own = *state;
    draw_icon(&own->list, (Rect){0, 0, 24, 24}, "no_such_icon", RED);
    text_append(&own->svg, "before");
    SvgOptions options = {1, 1, 1, "", FAULTLINE_SOURCE_DIR "/assets/icons"};
    Error error = svg_write(&own->list, &options, &own->svg);
    assert_int_equal(error.code, ERROR_IO);
    assert_non_null(strstr(error.message, "no_such_icon.svg"));
    assert_string_equal(text_of(&own->svg), "before");
}

static void every_shipped_icon_can_be_written(void **state) {
    State *own = *state;
    Catalog *catalog = support_catalog();
    for (int kind = 0; kind < KIND_COUNT; kind++) {
        draw_icon(&own->list, (Rect){0, 0, 24, 24}, catalog->kinds[kind].icon, RED);
    }
    static const char *const SHAPES[] = {"octagon", "triangle", "diamond",
                                         "disc",    "tick",     "dead_letters"};
    for (size_t i = 0; i < COUNT_OF(SHAPES); i++) {
        draw_icon(&own->list, (Rect){0, 0, 24, 24}, SHAPES[i], RED);
    }
    assert_null(strstr(written(own), "#000"));
    catalog_free(catalog);
}

static void clips_nest(void **state) {
    State *own = *state;
    draw_clip(&own->list, (Rect){0, 0, 100, 100});
    draw_clip(&own->list, (Rect){50, 50, 100, 100});
    draw_rect(&own->list, (Rect){0, 0, 10, 10}, 0, RED);
    draw_unclip(&own->list);
    draw_unclip(&own->list);
    assert_has(own, "<g clip-path=\"url(#clip1)\">");
    assert_int_equal(xml_count(written(own), "clipPath"), 2);
}

static void shadows_share_a_filter(void **state) {
    State *own = *state;
    draw_shadow(&own->list, (Rect){0, 0, 100, 50}, 10, 12, GLASS);
    draw_shadow(&own->list, (Rect){0, 90, 100, 50}, 10, 12, GLASS);
    draw_shadow(&own->list, (Rect){0, 190, 100, 50}, 10, 8, GLASS);
    assert_int_equal(xml_count(written(own), "filter"), 2);
    assert_has(own, "stdDeviation=\"6\"");
    assert_has(own, "filter=\"url(#blur1)\"");
}

static void dots_and_polygons(void **state) {
    State *own = *state;
    const Point head[] = {{10, 10}, {0, 5}, {0, 15}};
    draw_dots(&own->list, (Rect){0, 0, 400, 300}, (Point){12, 12}, 24, 1, RED);
    draw_polygon(&own->list, head, COUNT_OF(head), RED);
    draw_name(&own->list, (Rect){0, 0, 10, 10}, "component:api");
    assert_has(own, "<pattern id=\"dots0\" patternUnits=\"userSpaceOnUse\" x=\"0\" y=\"0\" "
                    "width=\"24\" height=\"24\">");
    assert_has(own, "d=\"M10 10L0 5L0 15Z\"");
    assert_null(strstr(written(own), "component:api"));
}

#define svg_test(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_checker_finds_faults),
        svg_test(the_head_says_how_large_it_is),
        svg_test(boxes_keep_their_outline_inside),
        svg_test(corners_are_rounded_and_short_legs_less),
        svg_test(text_stays_text_and_is_escaped),
        svg_test(icons_are_drawn_in_their_colour),
        svg_test(a_missing_icon_is_named),
        svg_test(every_shipped_icon_can_be_written),
        svg_test(clips_nest),
        svg_test(shadows_share_a_filter),
        svg_test(dots_and_polygons),
    };
    return cmocka_run_group_tests_name("SVG", tests, NULL, NULL);
}
