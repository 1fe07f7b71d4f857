/* A session played back: the board as it was, and what the check says about it at that moment. */
#include "round/round.h"
#include "ui/canvas.h"
#include "ui/screens.h"
#include "ui/widgets.h"

enum { SIDE_WIDTH = 344, TIMELINE_HEIGHT = 180, REPLAY_FRAME_MS = 33 };

static const char *branched_at(App *app) {
    const SessionOrigin *origin = &app->player.session->origin;
    char from[32];
    round_format_time(origin->t_ms, from);
    return origin->session[0] ? ui_format(&app->ui, " · branched from another round at %s", from)
                              : "";
}

static void bar(App *app, Rect rect) {
    Ui *ui = &app->ui;
    const Theme *theme = ui->theme;
    ui->region = REGION_TOP;
    draw_rect(ui->list, rect, 0, theme->surface);
    ui_separator(ui, rect.x, rect.y + rect.h - 1, rect.w);
    Rect row = rect_shrink(rect, PANEL_MARGIN, 13);
    row.x -= 2;
    logo(app, &row);
    Button branch = {.label = "Go on from here",
                     .style = BUTTON_PRIMARY,
                     .tip = "A new round whose start is the design of this moment (Ctrl+B)"};
    if (ui_button(ui, cut_right(&row, 132), branch)) {
        app_request_command(app, UI_BRANCH);
    }
    (void)cut_right(&row, SPACE_2);
    Button compare = {.label = "Compare", .tip = "Hold it against another attempt (Ctrl+Shift+C)"};
    if (ui_button(ui, cut_right(&row, 88), compare)) {
        app_request_command(app, UI_COMPARE);
    }
    (void)cut_right(&row, SPACE_2);
    Button dark = {.icon = theme->dark ? "sun" : "moon",
                   .name = "theme",
                   .style = BUTTON_QUIET,
                   .tip = "Light, dark, high contrast (F9)"};
    if (ui_button(ui, cut_right(&row, BUTTON_HEIGHT), dark)) {
        app_request_command(app, UI_THEME);
    }
    const char *title = app_design(app)->title;
    ui_text(ui, (Rect){row.x + SPACE_1, row.y - 4, row.w, 20}, style_strong(theme), ALIGN_LEFT,
            title[0] ? title : "Untitled");
    const Scenario *scenario = app->player.scenario;
    ui_text(ui, (Rect){row.x + SPACE_1, row.y + 16, row.w, 18},
            style_with(style_faint(theme), theme->text_muted), ALIGN_LEFT,
            ui_format(ui, "%s%sreplay%s", scenario ? scenario->title : "", scenario ? " · " : "",
                      branched_at(app)));
    ui_absorb(ui, rect);
}

void replay_screen(App *app) {
    Ui *ui = &app->ui;
    if (app->player.playing) {
        player_tick(&app->player, ui->now_ms);
        board_forget_missing(app->board, app_design(app));
        ui_wake_at(ui, ui->now_ms + REPLAY_FRAME_MS);
    }
    Rect window = ui->window;
    Rect top = cut_top(&window, TOP_BAR_HEIGHT);
    Rect right = cut_right(&window, SIDE_WIDTH);
    Rect bottom = cut_bottom(&window, TIMELINE_HEIGHT);
    canvas_show(app, window);
    bar(app, top);
    timeline(app, bottom);
    side_panel(app, right);
    canvas_pointer(app);
}
