/* The bar above the board: where one is, the seven phases, the clock, and what to do next. */
#include <stdio.h>

#include "ui/screens.h"
#include "ui/text_field.h"
#include "ui/widgets.h"

enum { STEP_GAP = 8, STEP_HEIGHT = 34 };

static const char *const PHASE_WORDS[PHASE_COUNT] = {
    [PHASE_CLARIFY] = "Clarify",      [PHASE_SCALE] = "Scale",     [PHASE_REQUIREMENTS] = "Require",
    [PHASE_SKETCH] = "Sketch",        [PHASE_DATA] = "Data & API", [PHASE_FAILURE] = "Failure",
    [PHASE_TRADEOFFS] = "Trade-offs",
};

void logo(App *app, Rect *bar) {
    Ui *ui = &app->ui;
    Rect rect = rect_center(cut_left(bar, 32), 32, 32);
    WidgetId id = ui_widget(ui, rect, "button:home");
    ui_focusable(ui, id, rect);
    Touch touch = ui_touch(ui, id, rect);
    if (touch.hovered) {
        draw_rect(ui->list, rect, 7, ui->theme->sunk);
        ui->cursor = CURSOR_HAND;
    }
    char tip[64];
    ui_command_tip(UI_HOME, tip, sizeof tip);
    ui_tip(ui, id, rect, ui_format(ui, "%s", tip));
    draw_icon(ui->list, rect_inset(rect, 2), "logo", ui->theme->accent);
    ui_draw_focus(ui, id, rect, 7);
    if (touch.clicked) {
        app_request_command(app, UI_HOME);
    }
    (void)cut_left(bar, SPACE_1);
}

/* ---- Title and state --------------------------------------------------------------------------- */

static const char *state_text(App *app) {
    const Document *document = &app->document;
    if (document->trouble.code) {
        return "not saved";
    }
    if (!document_saved(document)) {
        return "saving…";
    }
    if (document->parted) {
        return ui_format(&app->ui, "not in %s", path_file_name(document->parted));
    }
    if (document->path) {
        return ui_format(&app->ui, "saved · %s", path_file_name(document->path));
    }
    if (document->origin.session[0]) {
        char from[32];
        round_format_time(document->origin.t_ms, from);
        return ui_format(&app->ui, "saved · branched at %s", from);
    }
    return "saved in the session";
}

static const char *state_tip(const Document *document) {
    if (document->trouble.code) {
        return document->trouble.message;
    }
    if (document->parted) {
        return "The file is gone or was changed elsewhere. This round is saved in its session; "
               "Ctrl+S writes it to a file.";
    }
    return document->path ? document->path
                          : "Kept in the session, to be resumed from Home. Ctrl+S writes it to a "
                            "file of your own.";
}

static void title(App *app, Rect rect) {
    Ui *ui = &app->ui;
    const Design *design = app_design(app);
    Field field = {.name = "title",
                   .look = FIELD_BARE,
                   .font = FONT_SEMIBOLD,
                   .size = 13,
                   .placeholder = "Untitled",
                   .limit = 200};
    Rect name = {rect.x, rect.y - 5, rect.w, 22};
    FieldEvent event = ui_field(ui, name, field, design->title);
    if (event == FIELD_COMMITTED || event == FIELD_ENTERED) {
        Command command = {0};
        Error error = edit_set_title(design, field_text(ui), &command);
        app_submit(app, error, &command);
    }
    Rect state = {rect.x + SPACE_1, rect.y + 16, rect.w - SPACE_1, 18};
    bool bad = app->document.trouble.code != ERROR_NONE;
    TextStyle style =
        style_with(style_faint(ui->theme), bad                    ? ui->theme->tone[TONE_CRITICAL]
                                           : app->document.parted ? ui->theme->tone[TONE_HIGH]
                                                                  : ui->theme->text_muted);
    ui_text(ui, state, style, ALIGN_LEFT, state_text(app));
    WidgetId id = ui_widget(ui, state, "save-state");
    ui_tip(ui, id, state, state_tip(&app->document));
}

/* ---- The stepper ------------------------------------------------------------------------------- */

static float step_fill(const RoundClock *clock, PhaseId phase) {
    if (phase != clock->phase || clock->state == ROUND_FINISHED) {
        return phase <= clock->phase ? 1 : 0;
    }
    if (clock->phase_planned[phase] <= 0) {
        return 0;
    }
    float share = (float)clock->phase_played[phase] / (float)clock->phase_planned[phase];
    return share > 1 ? 1 : share;
}

static void step(App *app, Rect rect, PhaseId phase, const RoundClock *clock) {
    Ui *ui = &app->ui;
    const Theme *theme = ui->theme;
    bool now = phase == clock->phase;
    WidgetId id = ui_widget(ui, rect, "phase:%s", phase_name(phase));
    ui_focusable(ui, id, rect);
    Touch touch = ui_touch(ui, id, rect);
    if (touch.hovered && clock->state != ROUND_FINISHED) {
        ui->cursor = CURSOR_HAND;
    }
    if (touch.clicked && clock->state != ROUND_FINISHED) {
        app_request(app, ACTION_PHASE, phase_name(phase));
    }
    char left[48];
    document_format_left(clock->phase_remaining, left);
    char minutes[32];
    text_format_number(minutes, (double)clock->phase_planned[phase] / 60000);
    ui_tip(ui, id, rect,
           now ? ui_format(ui, "%s: %s, of %s minutes", phase_title(phase), left, minutes)
               : ui_format(ui, "%s: %s minutes. Press to go there.", phase_title(phase), minutes));
    TextStyle style = {now ? FONT_SEMIBOLD : FONT_REGULAR, 11.5f,
                       now || touch.hovered ? theme->text : theme->text_muted};
    Rect word = {rect.x - 2, rect.y, rect.w + 4, 18};
    ui_text(ui, word, style, ALIGN_CENTER, PHASE_WORDS[phase]);
    Rect track = {rect.x, rect.y + 24, rect.w, 4};
    draw_rect(ui->list, track, 2, color_mix(theme->surface, theme->text, 0.12f));
    float fill = step_fill(clock, phase);
    if (fill > 0) {
        bool late = now && clock->phase_remaining < 0;
        float least = fill * rect.w < 4 ? 4 : fill * rect.w;
        draw_rect(ui->list, (Rect){track.x, track.y, least, 4}, 2,
                  late ? theme->warn : theme->accent);
    }
    ui_draw_focus(ui, id, rect, 4);
}

static float step_width(const Ui *ui, PhaseId phase) {
    TextStyle widest = {FONT_SEMIBOLD, 11.5f, ui->theme->text};
    float width = ui_text_width(ui, widest, PHASE_WORDS[phase]);
    return width + 6 < 54 ? 54 : width + 6;
}

static void stepper(App *app, Rect room, const RoundClock *clock) {
    Ui *ui = &app->ui;
    float needed = STEP_GAP * (PHASE_COUNT - 1);
    for (int i = 0; i < PHASE_COUNT; i++) {
        needed += step_width(ui, (PhaseId)i);
    }
    float x = room.x + (room.w - needed) / 2;
    if (needed > room.w) {
        Rect only = rect_center(room, room.w < 120 ? room.w : 120, STEP_HEIGHT);
        step(app, only, clock->phase, clock);
        return;
    }
    for (int i = 0; i < PHASE_COUNT; i++) {
        float width = step_width(ui, (PhaseId)i);
        step(app, (Rect){x, room.y + (room.h - STEP_HEIGHT) / 2 + 1, width, STEP_HEIGHT},
             (PhaseId)i, clock);
        x += width + STEP_GAP;
    }
}

/* ---- The clock --------------------------------------------------------------------------------- */

static void clock_face(App *app, Rect rect, const RoundClock *clock) {
    Ui *ui = &app->ui;
    const Theme *theme = ui->theme;
    char text[32];
    round_format_time(clock->played, text);
    bool late = clock->timed && clock->remaining < 0;
    TextStyle mono = {FONT_MONO, 18, late ? theme->bad : theme->text};
    mono.color = clock->state == ROUND_PAUSED ? theme->text_faint : mono.color;
    draw_name(ui->list, rect, "clock");
    if (clock->state != ROUND_FINISHED) {
        bool paused = clock->state == ROUND_PAUSED;
        Button button = {.icon = paused ? "play" : "pause",
                         .name = paused ? "resume" : "pause",
                         .style = BUTTON_QUIET,
                         .on = paused,
                         .tip = paused ? "Go on (Ctrl+P)" : "Pause the clock (Ctrl+P)"};
        if (ui_button(ui, rect_center(cut_right(&rect, 28), 28, 28), button)) {
            app_request_command(app, UI_PAUSE);
        }
    }
    float width = ui_text_width(ui, mono, text);
    if (clock->timed) {
        char planned[32];
        text_format_number(planned, (double)clock->planned / 60000);
        const char *of = ui_format(ui, "of %s", planned);
        float of_width = ui_text_width(ui, style_muted(theme), of) + 6;
        ui_text(ui, cut_right(&rect, of_width), style_muted(theme), ALIGN_LEFT, of);
        (void)cut_right(&rect, SPACE_2);
    }
    rect = cut_right(&rect, width + 2);
    ui_text(ui, rect, mono, ALIGN_LEFT, text);
    if (clock->state == ROUND_RUNNING) {
        ui_wake_at(ui, ui->now_ms + 1000 - clock->played % 1000);
    }
}

/* ---- The bar ----------------------------------------------------------------------------------- */

/* `step`: the name of the step that it is about, or NULL. */
static void command_icon(App *app, Rect *row, const char *icon, UiCommandId id, const char *step) {
    char tip[96];
    ui_command_tip(id, tip, sizeof tip);
    Button button = {.icon = icon,
                     .name = ui_command(id)->name,
                     .style = BUTTON_QUIET,
                     .tip = ui_format(&app->ui, step ? "%s\n%s" : "%s%s", tip, step ? step : ""),
                     .disabled = !ui_command_enabled(app, id)};
    if (ui_button(&app->ui, cut_right(row, 30), button)) {
        app_request_command(app, id);
    }
}

static void buttons(App *app, Rect *row) {
    Ui *ui = &app->ui;
    bool finished = document_finished(&app->document);
    Button finish = {.label = finished ? "Replay" : "Finish round",
                     .name = "Finish round",
                     .style = BUTTON_PRIMARY};
    if (ui_button(ui, cut_right(row, 116), finish)) {
        if (finished) {
            app_request(app, ACTION_FINISH, NULL);
        } else {
            app_request_command(app, UI_FINISH);
        }
    }
    (void)cut_right(row, SPACE_2);
    char tip[96];
    ui_command_tip(UI_CHECK, tip, sizeof tip);
    Button check = {.label = "Check", .tip = ui_format(ui, "%s", tip)};
    if (ui_button(ui, cut_right(row, 76), check)) {
        app_request_command(app, UI_CHECK);
    }
    (void)cut_right(row, SPACE_3);
    bool dark = ui->theme->dark;
    command_icon(app, row, "info", UI_HELP, NULL);
    command_icon(app, row, "search", UI_COMMANDS, NULL);
    command_icon(app, row, dark ? "sun" : "moon", UI_THEME, NULL);
    command_icon(app, row, "redo", UI_REDO, editor_redo_name(app->document.editor));
    command_icon(app, row, "undo", UI_UNDO, editor_undo_name(app->document.editor));
}

void top_bar(App *app, Rect bar) {
    Ui *ui = &app->ui;
    ui->region = REGION_TOP;
    draw_rect(ui->list, bar, 0, ui->theme->surface);
    ui_separator(ui, bar.x, bar.y + bar.h - 1, bar.w);
    Rect row = rect_shrink(bar, PANEL_MARGIN, 13);
    row.x -= 2;
    RoundClock clock = document_clock(&app->document);
    bool wide = bar.w >= 1400;
    Rect left = cut_left(&row, wide ? 288 : PALETTE_WIDTH + 12);
    logo(app, &left);
    title(app, left);
    buttons(app, &row);
    clock_face(app, cut_right(&row, 148), &clock);
    if (clock.timed) {
        stepper(app, row, &clock);
    }
    ui_absorb(ui, bar);
}
