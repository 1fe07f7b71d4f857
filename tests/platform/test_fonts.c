#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "platform/canvas.h"
#include "platform/font_files.h"

static int open_fonts(void **state) {
    Fonts *fonts = NULL;
    Error error = fonts_open(&fonts);
    if (error.code) {
        print_error("%s\n", error.message);
    }
    *state = fonts;
    return error.code ? -1 : 0;
}

static int close_fonts(void **state) {
    fonts_close(*state);
    return 0;
}

static int width_of(Fonts *fonts, Font font, float pixels, const char *text) {
    return fonts_width(fonts, font, pixels, text, strlen(text));
}

static void test_widths_grow_with_text_and_size(void **state) {
    Fonts *fonts = *state;
    for (int font = 0; font < FONT_COUNT; font++) {
        assert_int_equal(fonts_width(fonts, (Font)font, 13, "", 0), 0);
        int word = width_of(fonts, (Font)font, 13, "Notifier");
        assert_in_range(word, 30, 100);
        assert_true(width_of(fonts, (Font)font, 13, "Notifier two") > word);
        assert_int_equal(fonts_width(fonts, (Font)font, 13, "Notifier two", 8), word);
        int twice = width_of(fonts, (Font)font, 26, "Notifier");
        assert_in_range(twice, 2 * word - 4, 2 * word + 4);
    }
    int m = width_of(fonts, FONT_MONO, 12, "mmmm");
    assert_int_equal(width_of(fonts, FONT_MONO, 12, "iiii"), m);
}

static void test_half_sizes_differ(void **state) {
    Fonts *fonts = *state;
    const char *text = "The quick brown fox jumps over the lazy dog";
    int smaller = width_of(fonts, FONT_REGULAR, 11, text);
    int half = width_of(fonts, FONT_REGULAR, 11.5F, text);
    int larger = width_of(fonts, FONT_REGULAR, 12, text);
    assert_true(smaller < half && half < larger);
}

static void test_metrics_are_in_logical_pixels(void **state) {
    Fonts *fonts = *state;
    TextMetrics metrics = fonts_metrics(fonts, 1);
    float width = text_width(&metrics, FONT_SEMIBOLD, 13.5F, "Load balancer");
    float ascent = metrics.ascent(metrics.context, FONT_SEMIBOLD, 13.5F);
    float descent = metrics.descent(metrics.context, FONT_SEMIBOLD, 13.5F);
    assert_true(ascent > descent && descent > 0);
    metrics = fonts_metrics(fonts, 2);
    float again = text_width(&metrics, FONT_SEMIBOLD, 13.5F, "Load balancer");
    assert_true(fabsf(again - width) <= 1.5F);
    assert_true(metrics.ascent(metrics.context, FONT_SEMIBOLD, 13.5F) == ascent);
    fonts_metrics(fonts, 1);
}

static void test_a_missing_character_comes_from_another_font(void **state) {
    Fonts *fonts = *state;
    const char *in_no_font = "\xEF\x90\x80"; /* it is shown by the sign for that */
    assert_true(width_of(fonts, FONT_MONO, 40, in_no_font) > 0);
    const char *mixed_text = "a\xE2\x9D\x96 b"; /* with an ornament */
    int plain = width_of(fonts, FONT_MONO, 40, "a b");
    int mixed = width_of(fonts, FONT_MONO, 40, mixed_text);
    assert_true(mixed > plain);
    int left = 0;
    int ascent = 0;
    SDL_Surface *line = fonts_render(fonts, FONT_MONO, 40, mixed_text, 6, &left, &ascent);
    assert_non_null(line);
    assert_in_range(line->w, mixed - 3, mixed + 3);
    assert_true(ascent > 0 && line->h > ascent);
    SDL_FreeSurface(line);
}

static void test_text_is_painted_on_its_baseline(void **state) {
    Canvas canvas = canvas_open(200, 60, *state);
    draw_text(&canvas.list, 10, 40, FONT_BOLD, 24, (Color){255, 0, 0, 255}, "HEH");
    canvas_paint(&canvas, 1);
    int lowest = 0;
    int leftmost = 200;
    for (int y = 0; y < 60; y++) {
        for (int x = 0; x < 200; x++) {
            if (canvas_at(&canvas, x, y).r > 127) {
                lowest = y;
                leftmost = x < leftmost ? x : leftmost;
            }
        }
    }
    assert_int_equal(lowest, 39); /* capitals stand on the baseline */
    assert_in_range(leftmost, 10, 14);
    assert_true(canvas_red(&canvas, (SDL_Rect){0, 0, 200, 60}) > 100);
    canvas_close(&canvas);
}

static void test_text_is_kept_and_very_long_text_is_cut(void **state) {
    Canvas canvas = canvas_open(100, 30, *state);
    enum { LENGTH = 4000 };
    char text[LENGTH + 1] = {0};
    for (size_t i = 0; i + 1 < LENGTH; i += 2) {
        memcpy(text + i, "\xC3\xA9", 2);
    }
    for (int frame = 0; frame < 2; frame++) {
        draw_text(&canvas.list, 0, 20, FONT_REGULAR, 20, (Color){255, 0, 0, 255}, text);
        draw_text(&canvas.list, 0, 20, FONT_REGULAR, 12, (Color){0, 255, 0, 255}, "one");
        draw_text(&canvas.list, 9, 20, FONT_REGULAR, 12, (Color){0, 0, 255, 255}, "one");
        canvas_paint(&canvas, 1);
        assert_int_equal(painter_image_count(canvas.painter), 2);
    }
    assert_true(canvas_red(&canvas, (SDL_Rect){0, 0, 100, 30}) > 50);
    canvas_close(&canvas);
}

static void test_the_users_folder_comes_first(void **state) {
    (void)state;
    char folder[] = "/tmp/faultline-fonts-XXXXXX";
    assert_non_null(mkdtemp(folder));
    Arena arena = {0};
    const char *mine = path_join(&arena, folder, "Inter-Bold.otf");
    Error error = file_save_atomic(mine, "OTTO", 4);
    assert_int_equal(error.code, 0);
    char *folders = arena_allocate(&arena, 100);
    strcat(strcat(folders, ":"), folder);
    setenv("FAULTLINE_FONTS", folders, 1);
    FontFiles files;
    error = font_files_find(&arena, &files);
    assert_int_equal(error.code, 0);
    assert_string_equal(files.main[FONT_BOLD], mine);
    assert_true(strncmp(files.main[FONT_REGULAR], folder, strlen(folder)) != 0);

    /* A font that is broken inside shows nothing, and breaks nothing. */
    Fonts *fonts = NULL;
    error = fonts_open(&fonts);
    assert_int_equal(error.code, 0);
    assert_int_equal(width_of(fonts, FONT_BOLD, 12, "text"), 0);
    fonts_close(fonts);
    unsetenv("FAULTLINE_FONTS");
    remove(mine);
    remove(folder);
    arena_free(&arena);
}

static void test_what_is_wrong_with_the_users_folder_is_said(void **state) {
    (void)state;
    char folder[] = "/tmp/faultline-fonts-XXXXXX";
    assert_non_null(mkdtemp(folder));
    Arena arena = {0};
    FontFiles files;
    setenv("FAULTLINE_FONTS", path_join(&arena, folder, "nowhere"), 1);
    Error error = font_files_find(&arena, &files);
    assert_int_equal(error.code, ERROR_USAGE);
    assert_non_null(strstr(error.message, "nowhere', but there is no such folder"));

    setenv("FAULTLINE_FONTS", folder, 1);
    const char *mine = path_join(&arena, folder, "Inter-Regular.otf");
    static const char *const BROKEN[] = {"", "OT", "not a font"};
    for (size_t i = 0; i < sizeof BROKEN / sizeof BROKEN[0]; i++) {
        error = file_save_atomic(mine, BROKEN[i], strlen(BROKEN[i]));
        assert_int_equal(error.code, 0);
        error = font_files_find(&arena, &files);
        assert_int_equal(error.code, ERROR_INPUT);
        assert_non_null(strstr(error.message, "Inter-Regular.otf is not a font"));
    }
    unsetenv("FAULTLINE_FONTS");
    remove(mine);
    remove(folder);
    arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_widths_grow_with_text_and_size),
        cmocka_unit_test(test_half_sizes_differ),
        cmocka_unit_test(test_metrics_are_in_logical_pixels),
        cmocka_unit_test(test_a_missing_character_comes_from_another_font),
        cmocka_unit_test(test_text_is_painted_on_its_baseline),
        cmocka_unit_test(test_text_is_kept_and_very_long_text_is_cut),
        cmocka_unit_test(test_the_users_folder_comes_first),
        cmocka_unit_test(test_what_is_wrong_with_the_users_folder_is_said),
    };
    return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
