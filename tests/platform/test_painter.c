#include <math.h>

#include "platform/canvas.h"

static const Color RED = {255, 0, 0, 255};
static const Color GREEN = {0, 255, 0, 255};
static const double PI = 3.14159265358979;

static void assert_area(const Canvas *canvas, SDL_Rect rect, double expected) {
    double found = canvas_red(canvas, rect);
    if (fabs(found - expected) > expected * 0.01) {
        fail_msg("%f pixels are red instead of %f", found, expected);
    }
}

static void test_a_square_has_sharp_edges(void **state) {
    (void)state;
    Canvas canvas = canvas_open(40, 40, NULL);
    draw_rect(&canvas.list, (Rect){5, 6, 10, 4}, 0, RED);
    canvas_paint(&canvas, 1);
    assert_area(&canvas, (SDL_Rect){0, 0, 40, 40}, 40);
    assert_color(&canvas, 5, 6, 255, 0, 0);
    assert_color(&canvas, 14, 9, 255, 0, 0);
    assert_color(&canvas, 15, 9, 0, 0, 0);

    draw_rect(&canvas.list, (Rect){5, 6, 10, 4}, 0, RED);
    canvas_paint(&canvas, 1.5F);
    assert_area(&canvas, (SDL_Rect){0, 0, 40, 40}, 15 * 6);
    canvas_close(&canvas);
}

static void test_panels_that_touch_do_so_at_every_scale(void **state) {
    (void)state;
    Canvas canvas = canvas_open(200, 10, NULL);
    for (float scale = 0.5F; scale <= 3; scale += 0.125F) {
        for (int i = 0; i < 9; i++) {
            draw_rect(&canvas.list, (Rect){(float)(7 * i), 0, 7, 10}, 0, RED);
        }
        canvas_paint(&canvas, scale);
        int width = (int)roundf(63 * scale);
        SDL_Rect covered = {0, 0, width, 1};
        assert_area(&canvas, covered, width);
    }
    canvas_close(&canvas);
}

static void test_rounded_corners_have_their_area(void **state) {
    (void)state;
    Canvas canvas = canvas_open(100, 100, NULL);
    for (int radius = 1; radius <= 20; radius++) {
        for (int wide = 40; wide <= 41; wide++) {
            draw_rect(&canvas.list, (Rect){10, 10, (float)wide, 40}, (float)radius, RED);
            canvas_paint(&canvas, 1);
            assert_area(&canvas, (SDL_Rect){0, 0, 100, 100},
                        wide * 40 - (4 - PI) * radius * radius);
        }
    }
    draw_rect(&canvas.list, (Rect){10, 10, 41, 41}, 99, RED);
    canvas_paint(&canvas, 1);
    assert_area(&canvas, (SDL_Rect){0, 0, 100, 100}, PI * 20.5 * 20.5);
    canvas_close(&canvas);
}

static void test_an_outline_lies_inside(void **state) {
    (void)state;
    Canvas canvas = canvas_open(60, 60, NULL);
    draw_outline(&canvas.list, (Rect){10, 10, 30, 20}, 6, 2, RED);
    canvas_paint(&canvas, 1);
    assert_color(&canvas, 9, 20, 0, 0, 0);
    assert_color(&canvas, 10, 20, 255, 0, 0);
    assert_color(&canvas, 11, 20, 255, 0, 0);
    assert_color(&canvas, 12, 20, 0, 0, 0);
    assert_color(&canvas, 39, 20, 255, 0, 0);
    assert_color(&canvas, 40, 20, 0, 0, 0);
    double ring = PI * (36 - 16);
    assert_area(&canvas, (SDL_Rect){0, 0, 60, 60}, 2 * 2 * (18 + 8) + ring);

    draw_box(&canvas.list, (Rect){10, 10, 30, 20}, 6, GREEN, 2, RED);
    canvas_paint(&canvas, 1);
    assert_color(&canvas, 11, 20, 255, 0, 0);
    assert_color(&canvas, 12, 20, 0, 255, 0);
    assert_color(&canvas, 10, 10, 0, 0, 0);
    canvas_close(&canvas);
}

static void test_colours_blend(void **state) {
    (void)state;
    Canvas canvas = canvas_open(60, 60, NULL);
    draw_rect(&canvas.list, (Rect){0, 0, 60, 60}, 0, (Color){255, 255, 255, 255});
    draw_rect(&canvas.list, (Rect){10, 10, 40, 40}, 8, (Color){255, 0, 0, 51});
    canvas_paint(&canvas, 1);
    assert_color(&canvas, 30, 30, 255, 204, 204); /* the middle */
    assert_color(&canvas, 30, 12, 255, 204, 204); /* the band above it */
    assert_color(&canvas, 16, 16, 255, 204, 204); /* a corner */
    assert_color(&canvas, 10, 10, 255, 255, 255);
    canvas_close(&canvas);
}

static void test_clips_nest(void **state) {
    (void)state;
    Canvas canvas = canvas_open(60, 60, NULL);
    Rect all = {0, 0, 60, 60};
    draw_clip(&canvas.list, (Rect){10, 10, 30, 30});
    draw_clip(&canvas.list, (Rect){30, 30, 30, 30});
    draw_rect(&canvas.list, all, 0, RED);
    draw_unclip(&canvas.list);
    draw_rect(&canvas.list, (Rect){10, 10, 5, 50}, 0, RED);
    draw_unclip(&canvas.list);
    draw_rect(&canvas.list, (Rect){0, 59, 10, 1}, 0, RED);
    draw_clip(&canvas.list, (Rect){5, 5, 0, 0});
    draw_rect(&canvas.list, all, 12, RED);
    draw_unclip(&canvas.list);
    canvas_paint(&canvas, 1);
    assert_area(&canvas, (SDL_Rect){0, 0, 60, 60}, 10 * 10 + 5 * 30 + 10);
    canvas_close(&canvas);
}

static void test_shadows_fade_and_stretch(void **state) {
    (void)state;
    Canvas canvas = canvas_open(300, 200, NULL);
    draw_shadow(&canvas.list, (Rect){50, 50, 200, 100}, 10, 16, RED);
    canvas_paint(&canvas, 1);
    assert_color(&canvas, 150, 100, 255, 0, 0);
    assert_color(&canvas, 50, 100, 133, 0, 0); /* half of it at its edge, in the pixel inside */
    assert_color(&canvas, 150, 50, 133, 0, 0);
    int before = 255;
    for (int x = 150; x >= 0; x--) {
        int red = canvas_at(&canvas, x, 80).r;
        assert_in_range(red, 0, before);
        before = red;
    }
    assert_int_equal(before, 0);
    /* Its sum is its rectangle's, wherever it was blurred to. */
    assert_area(&canvas, (SDL_Rect){0, 0, 300, 200}, 200 * 100 - (4 - PI) * 100);

    draw_shadow(&canvas.list, (Rect){50, 50, 9, 100}, 4, 16, RED); /* too narrow to stretch */
    canvas_paint(&canvas, 1);
    assert_area(&canvas, (SDL_Rect){0, 0, 300, 200}, 9 * 100 - (4 - PI) * 16);
    canvas_close(&canvas);
}

static void test_dots_follow_their_origin(void **state) {
    (void)state;
    Canvas canvas = canvas_open(100, 100, NULL);
    draw_dots(&canvas.list, (Rect){20, 20, 60, 60}, (Point){-100, 5}, 12, 1, RED);
    canvas_paint(&canvas, 1);
    int seen = 0;
    for (int y = 0; y < 100; y++) {
        for (int x = 0; x < 100; x++) {
            if (canvas_at(&canvas, x, y).r) {
                seen++;
                int column = (x + 1 + 120) % 12; /* a dot covers the pixels around its point */
                int row = (y + 1 + 120) % 12;
                assert_true(column == (-100 + 120) % 12 || column == (-100 + 121) % 12);
                assert_true(row == 5 || row == 6);
            }
        }
    }
    assert_int_equal(seen, 5 * 5 * 4);
    canvas_close(&canvas);
}

static void test_polygons_are_cut_to_what_is_seen(void **state) {
    (void)state;
    Canvas canvas = canvas_open(50, 50, NULL);
    const Point arrow[] = {{30, 20}, {20, 15}, {20, 25}};
    draw_polygon(&canvas.list, arrow, 3, RED);
    canvas_paint(&canvas, 1);
    assert_area(&canvas, (SDL_Rect){0, 0, 50, 50}, 50);

    const Point huge[] = {{-1e5F, 10}, {1e5F, 10}, {1e5F, 20}, {-1e5F, 20}};
    draw_polygon(&canvas.list, huge, 4, RED);
    canvas_paint(&canvas, 1);
    assert_area(&canvas, (SDL_Rect){0, 0, 50, 50}, 500);
    canvas_close(&canvas);
}

static void test_a_second_frame_makes_no_images(void **state) {
    (void)state;
    Canvas canvas = canvas_open(200, 200, NULL);
    size_t images = 0;
    for (int frame = 0; frame < 3; frame++) {
        float move = (float)frame; /* what only moves is found again */
        const Point arrow[] = {{30 + move, 20.3F}, {20 + move, 15.3F}, {20 + move, 25.3F}};
        const Point line[] = {{60 + move, 60}, {100 + move, 60}, {100 + move, 120}};
        draw_shadow(&canvas.list, (Rect){50 + move, 50, 90, 60}, 8, 10, RED);
        draw_box(&canvas.list, (Rect){50 + move, 50, 90, 60}, 8, GREEN, 1, RED);
        draw_polygon(&canvas.list, arrow, 3, RED);
        draw_line(&canvas.list, line, 3, 2, 9, 0, 0, RED);
        draw_icon(&canvas.list, (Rect){10 + move, 10, 18, 18}, "queue", RED);
        canvas_paint(&canvas, 1);
        if (frame == 0) {
            images = painter_image_count(canvas.painter);
            assert_true(images > 0);
        }
        assert_int_equal(painter_image_count(canvas.painter), images);
    }
    painter_forget(canvas.painter);
    assert_int_equal(painter_image_count(canvas.painter), 0);
    canvas_close(&canvas);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_square_has_sharp_edges),
        cmocka_unit_test(test_panels_that_touch_do_so_at_every_scale),
        cmocka_unit_test(test_rounded_corners_have_their_area),
        cmocka_unit_test(test_an_outline_lies_inside),
        cmocka_unit_test(test_colours_blend),
        cmocka_unit_test(test_clips_nest),
        cmocka_unit_test(test_shadows_fade_and_stretch),
        cmocka_unit_test(test_dots_follow_their_origin),
        cmocka_unit_test(test_polygons_are_cut_to_what_is_seen),
        cmocka_unit_test(test_a_second_frame_makes_no_images),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
