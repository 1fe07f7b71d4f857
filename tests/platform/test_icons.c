#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "platform/canvas.h"
#include "support/support.h"

static const Color RED = {255, 0, 0, 255};

static double ink(Canvas *canvas, const char *icon, int side) {
    draw_icon(&canvas->list, (Rect){0, 0, (float)side, (float)side}, icon, RED);
    canvas_paint(canvas, 1);
    return canvas_red(canvas, (SDL_Rect){0, 0, side, side});
}

static void test_every_icon_shows_in_the_colour_asked_for(void **state) {
    (void)state;
    Canvas canvas = canvas_open(48, 48, NULL);
    Arena arena = {0};
    FolderEntries entries = {0};
    Error error = folder_list(FAULTLINE_SOURCE_DIR "/assets/icons", &arena, &entries);
    assert_int_equal(error.code, 0);
    assert_true(entries.count > 40);
    for (size_t i = 0; i < entries.count; i++) {
        char *name = entries.items[i].name;
        char *dot = strrchr(name, '.');
        assert_non_null(dot);
        assert_string_equal(dot, ".svg");
        *dot = '\0';
        for (int side = 16; side <= 48; side += 16) {
            double covered = ink(&canvas, name, side) / (side * side);
            if (covered < 0.03 || covered > 0.9) {
                fail_msg("%s covers %f of its square at %d", name, covered, side);
            }
        }
    }
    array_free(&entries);
    arena_free(&arena);
    canvas_close(&canvas);
}

static void test_every_kind_has_its_icon(void **state) {
    (void)state;
    Canvas canvas = canvas_open(48, 48, NULL);
    Catalog *catalog = support_catalog();
    for (size_t i = 0; i < KIND_COUNT; i++) {
        if (ink(&canvas, catalog->kinds[i].icon, 24) < 20) {
            fail_msg("there is no icon %s", catalog->kinds[i].icon);
        }
    }
    catalog_free(catalog);
    canvas_close(&canvas);
}

static void test_an_icon_that_is_missing_shows_nothing(void **state) {
    (void)state;
    Canvas canvas = canvas_open(48, 48, NULL);
    assert_true(ink(&canvas, "no_such_icon", 24) == 0);
    assert_true(ink(&canvas, "../icons/queue", 24) == 0); /* a name is no path */
    canvas_close(&canvas);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_icon_shows_in_the_colour_asked_for),
        cmocka_unit_test(test_every_kind_has_its_icon),
        cmocka_unit_test(test_an_icon_that_is_missing_shows_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
