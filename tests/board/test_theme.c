/* Themes: the shipped ones load and differ, a broken one is refused with its line. */
#include "board/fixture.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"

static void the_shipped_themes_load(void **state) {
    (void)state;
    Theme light = fixture_theme("light"), dark = fixture_theme("dark");
    assert_string_equal(light.name, "light");
    assert_false(light.dark);
    assert_true(dark.dark);
    assert_int_equal(light.accent.r, 0x2f);
    assert_int_equal(light.accent.a, 0xff);
    assert_int_equal(light.tone[TONE_CRITICAL].g, 0x2a);
    assert_true(light.shadow.a < 255);
    assert_memory_equal(&light.connection[CONNECTION_PUBLISH], &light.group[GROUP_MESSAGING],
                        sizeof(Color));
}

static double channel(uint8_t value) {
    double share = value / 255.0;
    return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4);
}

static double luminance(Color color) {
    return 0.2126 * channel(color.r) + 0.7152 * channel(color.g) + 0.0722 * channel(color.b);
}

/* As WCAG 2 defines it: 4.5 is what it asks of small text. */
static double contrast(Color a, Color b) {
    double first = luminance(a), second = luminance(b);
    return (fmax(first, second) + 0.05) / (fmin(first, second) + 0.05);
}

static void text_can_be_read(void **state) {
    (void)state;
    const char *const names[] = {"light", "dark", "contrast"};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        Theme theme = fixture_theme(names[i]);
        const Color grounds[] = {theme.canvas, theme.surface, theme.raised, theme.sunk};
        for (size_t ground = 0; ground < COUNT_OF(grounds); ground++) {
            assert_true(contrast(theme.text, grounds[ground]) >= 7);
            assert_true(contrast(theme.text_muted, grounds[ground]) >= 4.5);
        }
        for (int tone = 0; tone < TONE_COUNT; tone++) {
            assert_true(contrast(theme.tone[tone], theme.raised) >= 3.5);
        }
        assert_true(contrast(theme.on_accent, theme.accent) >= 4.5);
        for (int group = 0; group < GROUP_COUNT; group++) {
            assert_true(contrast(theme.group[group], theme.group_soft[group]) >= 3);
        }
    }
}

/* Where the others ask for 4.5 and 3.5, it asks for 7: of text, lines and signs alike. */
static void high_contrast_is_high(void **state) {
    (void)state;
    Theme theme = fixture_theme("contrast");
    const Color grounds[] = {theme.canvas, theme.surface, theme.raised, theme.sunk};
    for (size_t ground = 0; ground < COUNT_OF(grounds); ground++) {
        assert_true(contrast(theme.text, grounds[ground]) >= 15);
        assert_true(contrast(theme.text_faint, grounds[ground]) >= 7);
        assert_true(contrast(theme.border, grounds[ground]) >= 7);
        assert_true(contrast(theme.accent, grounds[ground]) >= 7);
        for (int kind = 0; kind < CONNECTION_KIND_COUNT; kind++) {
            assert_true(contrast(theme.connection[kind], grounds[ground]) >= 7);
        }
        for (int tone = 0; tone < TONE_COUNT; tone++) {
            assert_true(contrast(theme.tone[tone], grounds[ground]) >= 7);
        }
    }
}

/* The shipped theme with one piece of its text replaced. */
static Error load_with(const char *old, const char *new) {
    Arena arena = {0};
    char *source = support_source_path(&arena, "assets/themes/light.json");
    char *bytes, *folder = support_make_folder(&arena);
    size_t length;
    assert_ok(file_read(source, 1 << 20, &bytes, &length));
    char *at = strstr(bytes, old);
    assert_non_null(at);
    TextBuffer changed = {0};
    text_append_bytes(&changed, bytes, (size_t)(at - bytes));
    text_append(&changed, new);
    text_append(&changed, at + strlen(old));
    char *path = path_join(&arena, folder, "theme.json");
    assert_ok(file_save_atomic(path, changed.text, changed.length));
    Theme theme = {.name = "untouched"};
    Error error = theme_load(path, &theme);
    assert_string_equal(theme.name, error.code ? "untouched" : "light");
    text_free(&changed);
    free(bytes);
    support_remove_folder(folder);
    arena_free(&arena);
    return error;
}

static void assert_refused(const char *old, const char *new, const char *message) {
    Error error = load_with(old, new);
    assert_int_equal(error.code, ERROR_INPUT);
    if (!strstr(error.message, message)) {
        fail_msg("\"%s\" is not in \"%s\"", message, error.message);
    }
}

static void broken_themes_are_refused(void **state) {
    (void)state;
    assert_ok(load_with("#F6F7F9", "#F6F7F980"));
    assert_refused("\"#F6F7F9\"", "\"grey\"", "theme.json:7: colors.canvas: expected a colour");
    assert_refused("\"#F6F7F9\"", "\"#F6F7F\"", "expected a colour");
    assert_refused("\"#F6F7F9\"", "12", "colors.canvas");
    assert_refused("\"canvas\"", "\"canvass\"", "canvas");
    assert_refused("\"edge\": \"#2E7DB8\",", "", "edge");
    assert_refused("faultline/theme", "faultline/design", "faultline/theme");
}

static void a_missing_theme_is_named(void **state) {
    (void)state;
    Theme theme;
    Error error = theme_load("no/such/theme.json", &theme);
    assert_int_equal(error.code, ERROR_IO);
    assert_non_null(strstr(error.message, "no/such/theme.json"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_shipped_themes_load),  cmocka_unit_test(text_can_be_read),
        cmocka_unit_test(high_contrast_is_high),    cmocka_unit_test(broken_themes_are_refused),
        cmocka_unit_test(a_missing_theme_is_named),
    };
    return cmocka_run_group_tests_name("themes", tests, NULL, NULL);
}
