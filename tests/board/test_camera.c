/* The camera: points go to the screen and back, and the view moves no more than it must. */
#include "board/stage.h"

#include <math.h>

static void assert_near(float a, float b, float tolerance) {
    if (!(fabsf(a - b) <= tolerance)) {
        fail_msg("%g is not near %g", (double)a, (double)b);
    }
}

static void points_go_there_and_back(void **state) {
    Stage *stage = *state;
    const float zooms[] = {0.1F, 0.37F, 1, 2.5F, 4};
    for (size_t i = 0; i < COUNT_OF(zooms); i++) {
        board_set_camera(stage->board, (Camera){-120.5F, 333, zooms[i]});
        Point screen = board_to_screen(stage->board, stage->scene.viewport, 17, -44);
        Point canvas = board_to_canvas(stage->board, stage->scene.viewport, screen.x, screen.y);
        assert_near(canvas.x, 17, 0.01F);
        assert_near(canvas.y, -44, 0.01F);
    }
}

static void the_camera_keeps_its_limits(void **state) {
    Stage *stage = *state;
    board_set_camera(stage->board, (Camera){0, 0, 100});
    assert_true(board_camera(stage->board).zoom == 4);
    board_set_camera(stage->board, (Camera){1e30F, -1e30F, 0});
    assert_near(board_camera(stage->board).zoom, 0.1F, 1e-6F);
    assert_true(board_camera(stage->board).x < 1e8F);
    board_set_camera(stage->board, (Camera){0.4F, 0.6F, 1});
    assert_true(board_camera(stage->board).x == 0); /* cards stand on whole pixels at 100 % */
    assert_true(board_camera(stage->board).y == 1);
}

static void zooming_keeps_the_point_under_the_pointer(void **state) {
    Stage *stage = *state;
    Rect view = stage->scene.viewport;
    board_set_camera(stage->board, (Camera){50, -20, 1});
    Point before = board_to_canvas(stage->board, view, 433, 291);
    for (int i = 0; i < 12; i++) {
        board_zoom(stage->board, i < 6 ? 1.1F : 1 / 1.1F, 433, 291, view);
        Point after = board_to_canvas(stage->board, view, 433, 291);
        assert_near(after.x, before.x, 6);
        assert_near(after.y, before.y, 6);
    }
    assert_true(board_camera(stage->board).zoom == 1); /* in and out again is 100 % again */
}

static void small_pinches_add_up(void **state) {
    Stage *stage = *state;
    for (int i = 0; i < 100; i++) {
        stage_send(stage, (InputEvent){.type = INPUT_PINCH, .x = 300, .y = 300, .dy = 1.004F});
    }
    assert_near(board_camera(stage->board).zoom, powf(1.004F, 100), 0.001F);
}

static void the_wheel_pans_and_zooms(void **state) {
    Stage *stage = *state;
    board_set_camera(stage->board, (Camera){0, 0, 1});
    stage_send(stage, (InputEvent){.type = INPUT_WHEEL, .x = 300, .y = 300, .dy = 1});
    assert_true(board_camera(stage->board).y < 0);
    assert_true(board_camera(stage->board).x == 0);
    board_set_camera(stage->board, (Camera){0, 0, 1});
    stage_send(
        stage,
        (InputEvent){.type = INPUT_WHEEL, .x = 300, .y = 300, .dy = -1, .modifiers = MOD_SHIFT});
    assert_true(board_camera(stage->board).x > 0);
    assert_true(board_camera(stage->board).y == 0);
    stage_send(stage, (InputEvent){
                          .type = INPUT_WHEEL, .x = 300, .y = 300, .dy = 1, .modifiers = MOD_CTRL});
    assert_near(board_camera(stage->board).zoom, 1.1F, 1e-5F);
    stage_send(stage, (InputEvent){.type = INPUT_PINCH, .x = 300, .y = 300, .dy = 0.5F});
    assert_near(board_camera(stage->board).zoom, 0.55F, 1e-5F);
    stage_send(stage, (InputEvent){.type = INPUT_PINCH, .x = 300, .y = 300, .dy = 0});
    assert_near(board_camera(stage->board).zoom, 0.55F, 1e-5F);
}

static void drags_of_the_other_buttons_pan(void **state) {
    Stage *stage = *state;
    const PointerButton buttons[] = {BUTTON_MIDDLE, BUTTON_RIGHT};
    for (size_t i = 0; i < COUNT_OF(buttons); i++) {
        board_set_camera(stage->board, (Camera){0, 0, 1});
        InputEvent event = {
            .type = INPUT_POINTER_DOWN, .x = 400, .y = 300, .button = buttons[i], .clicks = 1};
        stage_send(stage, event);
        assert_int_equal(board_mode(stage->board), BOARD_PANNING);
        stage_send(stage, (InputEvent){.type = INPUT_POINTER_MOVE, .x = 430, .y = 280});
        assert_true(board_camera(stage->board).x == -30);
        assert_true(board_camera(stage->board).y == 20);
        event.type = INPUT_POINTER_UP;
        event.x = 430;
        event.y = 280;
        stage_send(stage, event);
        assert_int_equal(board_mode(stage->board), BOARD_IDLE);
    }
}

static void space_and_a_drag_pan(void **state) {
    Stage *stage = *state;
    fixture_component(stage->design, "a", KIND_SERVICE, 200, 200);
    stage_send(stage, (InputEvent){.type = INPUT_KEY_DOWN, .key = KEY_SPACE});
    stage_move(stage, 200, 200);
    stage_press(stage, 200, 200);
    assert_int_equal(board_mode(stage->board), BOARD_PANNING);
    stage_send(stage, (InputEvent){.type = INPUT_POINTER_MOVE, .x = 400, .y = 300});
    stage_send(stage,
               (InputEvent){.type = INPUT_POINTER_UP, .x = 400, .y = 300, .button = BUTTON_LEFT});
    assert_true(board_camera(stage->board).x == -100);
    stage_send(stage, (InputEvent){.type = INPUT_KEY_UP, .key = KEY_SPACE});
    stage_move(stage, 200, 200);
    stage_press(stage, 200, 200);
    assert_int_equal(board_mode(stage->board), BOARD_PRESSED);
    assert_int_equal(design_component(stage->design, "a")->x, 200);
}

static void fitting_shows_everything_in_the_middle(void **state) {
    Stage *stage = *state;
    Rect view = stage->scene.viewport;
    fixture_component(stage->design, "a", KIND_SERVICE, -900, -400);
    fixture_component(stage->design, "b", KIND_SERVICE, 2100, 500);
    fixture_area(stage->design, "region", -200, -900, 300, 300);
    board_fit(stage->board, &stage->scene);
    Camera camera = board_camera(stage->board);
    assert_true(camera.zoom < 1 && camera.zoom > 0.2F);
    Point corner = board_to_screen(stage->board, view, -900 - 92, -900);
    Point other = board_to_screen(stage->board, view, 2100 + 92, 500 + 33);
    assert_true(corner.x >= view.x && corner.y >= view.y);
    assert_true(other.x <= view.x + view.w && other.y <= view.y + view.h);
    assert_near(corner.x - view.x, view.x + view.w - other.x, 2);
    assert_near(corner.y - view.y, view.y + view.h - other.y, 2);
}

static void fitting_never_goes_beyond_full_size(void **state) {
    Stage *stage = *state;
    fixture_component(stage->design, "a", KIND_SERVICE, 5000, 5000);
    board_fit(stage->board, &stage->scene);
    assert_true(board_camera(stage->board).zoom == 1);
    Point middle = board_to_screen(stage->board, stage->scene.viewport, 5000, 5000);
    assert_near(middle.x, 600, 1);
    assert_near(middle.y, 400, 1);
}

static void fitting_nothing_is_full_size(void **state) {
    Stage *stage = *state;
    board_set_camera(stage->board, (Camera){777, 777, 3});
    board_fit(stage->board, &stage->scene);
    assert_true(board_camera(stage->board).zoom == 1);
    Point origin = board_to_screen(stage->board, stage->scene.viewport, 0, 0);
    assert_near(origin.x, 600, 1);
}

static void showing_moves_the_view_no_more_than_it_must(void **state) {
    Stage *stage = *state;
    fixture_component(stage->design, "here", KIND_SERVICE, 300, 300);
    fixture_component(stage->design, "right", KIND_SERVICE, 1200, 300);
    fixture_connect(stage->design, "here", "right", CONNECTION_CALL);
    board_set_camera(stage->board, (Camera){0, 0, 1});
    board_show(stage->board, &stage->scene, "here");
    assert_true(board_camera(stage->board).x == 0);
    assert_true(board_is_selected(stage->board, "here"));
    board_show(stage->board, &stage->scene, "right");
    assert_true(board_camera(stage->board).x == 1200 + 92 + 48 - 1000);
    assert_true(board_camera(stage->board).y == 0);
    assert_true(board_is_selected(stage->board, "right"));
    assert_int_equal(board_selection_count(stage->board), 1);
    board_show(stage->board, &stage->scene, "here-right");
    assert_true(board_is_selected(stage->board, "here-right"));
    board_show(stage->board, &stage->scene, "nowhere");
    assert_true(board_is_selected(stage->board, "here-right"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        stage_test(points_go_there_and_back),
        stage_test(the_camera_keeps_its_limits),
        stage_test(zooming_keeps_the_point_under_the_pointer),
        stage_test(small_pinches_add_up),
        stage_test(the_wheel_pans_and_zooms),
        stage_test(drags_of_the_other_buttons_pan),
        stage_test(space_and_a_drag_pan),
        stage_test(fitting_shows_everything_in_the_middle),
        stage_test(fitting_never_goes_beyond_full_size),
        stage_test(fitting_nothing_is_full_size),
        stage_test(showing_moves_the_view_no_more_than_it_must),
    };
    return cmocka_run_group_tests_name("camera", tests, NULL, NULL);
}
