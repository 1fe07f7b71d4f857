#include "platform/png.h"

#include <SDL_image.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "platform/canvas.h"

static char folder[] = "/tmp/faultline-picture-XXXXXX";

static int make_folder(void **state) {
    (void)state;
    return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state) {
    (void)state;
    return remove(folder); /* fails when something was left in it */
}

static void test_a_picture_has_its_size_and_colours(void **state) {
    (void)state;
    Arena arena = {0};
    const char *path = path_join(&arena, folder, "picture.png");
    DrawList list = {0};
    draw_rect(&list, (Rect){0, 0, 40, 30}, 0, (Color){10, 20, 30, 255});
    draw_rect(&list, (Rect){0, 0, 10, 10}, 0, (Color){200, 100, 50, 255});
    Png png = {&list, 40, 30, 1.5F, FAULTLINE_SOURCE_DIR, NULL};
    Error error = png_write(&png, path);
    assert_string_equal(error.message, "");

    SDL_Surface *read = IMG_Load(path);
    assert_non_null(read);
    assert_int_equal(read->w, 60);
    assert_int_equal(read->h, 45);
    Canvas canvas = {.surface = SDL_ConvertSurfaceFormat(read, SDL_PIXELFORMAT_ARGB8888, 0)};
    assert_color(&canvas, 14, 14, 200, 100, 50);
    assert_color(&canvas, 15, 14, 10, 20, 30);
    assert_color(&canvas, 59, 44, 10, 20, 30);
    SDL_FreeSurface(canvas.surface);
    SDL_FreeSurface(read);
    remove(path);
    draw_free(&list);
    arena_free(&arena);
}

static void test_what_cannot_be_written_is_said(void **state) {
    (void)state;
    Arena arena = {0};
    DrawList list = {0};
    Png png = {&list, 40, 30, 1, FAULTLINE_SOURCE_DIR, NULL};
    Error error = png_write(&png, path_join(&arena, folder, "none/picture.png"));
    assert_int_equal(error.code, ERROR_IO);
    assert_non_null(strstr(error.message, "none/picture.png"));

    const char *path = path_join(&arena, folder, "large.png");
    static const float SCALES[] = {1e6F, 0, -1, 0.001F, 1.0F / 0.0F};
    for (size_t i = 0; i < sizeof SCALES / sizeof SCALES[0]; i++) {
        png.scale = SCALES[i];
        assert_int_equal(png_write(&png, path).code, ERROR_LIMIT);
        assert_false(file_exists(path));
    }
    arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_picture_has_its_size_and_colours),
        cmocka_unit_test(test_what_cannot_be_written_is_said),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
