#include "ui/compare_dialog.h"

#include <math.h>

#include "ui/compare_tables.h"
#include "ui/dialogs.h"
#include "ui/progress_row.h"
#include "ui/scroll.h"

enum { WIDTH = 940, HEIGHT = 860, CHOICE_WIDTH = 360, BAR_ROOM = 14 };

void compare_dialog_open(App *app) {
    comparing_open(app);
    app->dialog.type = DIALOG_COMPARE;
    ui_hand_focus(&app->ui, ui_id(&app->ui, "button:cancel-comparison"));
    app->ui.again = true;
}

/* "At 12:40, beside [the reference]" */
static void head(App *app, Rect row) {
    Ui *ui = &app->ui;
    Comparing *comparing = &app->comparing;
    size_t count = comparing->options.count;
    const char **labels = arena_allocate(&ui->scratch, (count + 1) * sizeof *labels);
    for (size_t i = 0; i < count; i++) {
        labels[i] = comparing->options.items[i].label;
    }
    Choice choice = {.name = "compare-with",
                     .shown = labels[comparing->current],
                     .options = labels,
                     .count = count,
                     .current = comparing->current};
    size_t picked;
    if (ui_choice(ui, cut_right(&row, CHOICE_WIDTH), choice, &picked)) {
        comparing_choose(app, picked);
        ui->again = true;
    }
    (void)cut_right(&row, SPACE_3);
    char moment[32];
    round_format_time((long long)app->player.at_ms, moment);
    ui_text(ui, cut_right(&row, 108), style_muted(ui->theme), ALIGN_RIGHT, "compared with");
    ui_text(ui, row, style_strong(ui->theme), ALIGN_LEFT,
            ui_format(ui, "This round, at %s", moment));
}

static void verdict(App *app, Rect row) {
    static const char *const WORDS[] = {"Worse", "Neither better nor worse", "Better"};
    static const char *const ICONS[] = {"triangle", "disc", "check"};
    Ui *ui = &app->ui;
    const Theme *theme = ui->theme;
    const Comparison *comparison = &app->comparing.comparison;
    const Color colors[] = {theme->tone[TONE_HIGH], theme->text_faint, theme->good};
    int at = comparison_balance(comparison) + 1;
    draw_icon(ui->list, (Rect){row.x, row.y + 4, 14, 14}, ICONS[at], colors[at]);
    (void)cut_left(&row, 22);
    TextStyle strong = {FONT_SEMIBOLD, 13.5F, theme->text};
    draw_name(ui->list, row, "comparison-verdict");
    ui_text(ui, row, strong, ALIGN_LEFT, ui_format(ui, "%s: %s.", WORDS[at], comparison->verdict));
}

/* Until there are figures of both: how far they are, or why there are none. */
static float runs(App *app, float x, float y, float width) {
    Ui *ui = &app->ui;
    const Comparing *comparing = &app->comparing;
    if (comparing->comparison.played || !app->player.scenario) {
        return 0;
    }
    Rect box = {x, y, width, BUTTON_HEIGHT + 2 * SPACE_3};
    draw_rect(ui->list, box, 9, ui->theme->sunk);
    Rect row = rect_shrink(box, SPACE_4, SPACE_3);
    double done = comparing_progress(app);
    if (done >= 0) {
        if (progress_row(ui, row, "cancel-comparison", done)) {
            studying_cancel(&app->studying);
            ui_hand_focus(ui, ui_id(ui, "button:play-both"));
            ui->again = true;
        }
        return box.h + SPACE_4;
    }
    const char *why = "Both designs need parts before they can be played.";
    for (AttemptSide side = ATTEMPT_OTHER; side < ATTEMPT_COUNT; side++) {
        const StudyAnswer *answer = studying_find(&app->studying, comparing->keys[side]);
        why = answer && answer->error.code ? answer->error.message : why;
    }
    if (app->studying.stopped) {
        why = "Stopped: what the runs would show is left out.";
        Button play = {.label = "Play", .name = "play-both"};
        if (ui_button(ui, cut_right(&row, 72), play)) {
            app->studying.stopped = 0;
            comparing_play(app);
            ui_hand_focus(ui, ui_id(ui, "button:cancel-comparison"));
            ui->again = true;
        }
    }
    ui_text(ui, row, style_muted(ui->theme), ALIGN_LEFT, why);
    return box.h + SPACE_4;
}

static void body(App *app, Rect room) {
    Ui *ui = &app->ui;
    Scroll scroll = scroll_begin(ui, room, "scroll:comparison");
    float x = room.x, width = room.w - BAR_ROOM;
    float y = scroll.top;
    y += runs(app, x, y, width);
    y += compare_figures(app, x, y, width);
    y += compare_findings(app, x, y, width);
    y += compare_levels(app, x, y, width);
    y += compare_changes(app, x, y, width);
    y += compare_phases(app, x, y, width);
    scroll_end(ui, &scroll, y - scroll.top);
}

void compare_dialog(App *app) {
    Ui *ui = &app->ui;
    comparing_tick(app);
    float width = fminf(WIDTH, ui->window.w - 2 * SPACE_5);
    Rect room = dialog_begin(app, width, HEIGHT, "Compare");
    head(app, cut_top(&room, BUTTON_HEIGHT));
    (void)cut_top(&room, SPACE_3);
    if (app->comparing.problem.code) {
        ui_paragraph(ui, room.x, room.y, room.w,
                     style_with(style_body(ui->theme), ui->theme->tone[TONE_HIGH]),
                     app->comparing.problem.message);
        return;
    }
    verdict(app, cut_top(&room, 22));
    (void)cut_top(&room, SPACE_3);
    body(app, room);
}
