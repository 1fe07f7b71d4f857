/* What the commands do to the view and to the looks of the window. */
#include "ui/actions.h"
#include "ui/canvas.h"
#include "ui/command_list.h"
#include "ui/help.h"
#include "ui/tour.h"

static const float ZOOM_STEP = 1.25f;

static void zoom(App *app, float factor) {
    Rect view = app->viewport;
    board_zoom(app->board, factor, view.x + view.w / 2, view.y + view.h / 2, view);
}

void action_zoom_in(App *app) {
    zoom(app, ZOOM_STEP);
}

void action_zoom_out(App *app) {
    zoom(app, 1 / ZOOM_STEP);
}

void action_zoom_reset(App *app) {
    zoom(app, 1 / board_camera(app->board).zoom);
}

void action_fit(App *app) {
    app->fit_wanted = true;
}

void action_fit_selection(App *app) {
    BoardScene scene = canvas_scene(app);
    board_fit_selection(app->board, &scene);
}

/* ---- Settings ---------------------------------------------------------------------------------- */

static void remember(App *app) {
    Error error = settings_save(app->settings_path, &app->settings);
    if (error.code) {
        app_toast(app, true, "%s", error.message);
    }
}

void action_map(App *app) {
    app->settings.hides_map = !app->settings.hides_map;
    app_toast(app, false, "%s", app->settings.hides_map ? "No map" : "A map, on large boards");
    remember(app);
}

void action_theme(App *app) {
    app->settings.theme = (ThemeId)((app->settings.theme + 1) % THEME_COUNT);
    remember(app);
}

static void set_text_size(App *app, int step) {
    int size = app->settings.text_size + step;
    if (size < TEXT_SMALLEST || size > TEXT_LARGEST) {
        app_toast(app, false, "The text is at its %s", step > 0 ? "largest" : "smallest");
        return;
    }
    app->settings.text_size = size;
    double wanted = (double)settings_text_scale(&app->settings) * 100;
    double given = (double)app_zoom(app) * 100;
    app_toast(app, false,
              given < wanted - 1 ? "Text at %.0f %%: there is no room for more" : "Text at %.0f %%",
              given);
    remember(app);
}

void action_larger(App *app) {
    set_text_size(app, 1);
}

void action_smaller(App *app) {
    set_text_size(app, -1);
}

void action_motion(App *app) {
    app->settings.still = !app->settings.still;
    app_toast(app, false, "%s",
              app->settings.still ? "Nothing moves by itself now" : "Motion is on");
    remember(app);
}

/* ---- Help -------------------------------------------------------------------------------------- */

void action_help(App *app) {
    help_open(app);
}

void action_commands(App *app) {
    command_list_open(app);
}

void action_tour(App *app) {
    tour_start(app);
}
