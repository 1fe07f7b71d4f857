/* The question, what can be asked about it, and what the phase that is on is for. */
#include <stdio.h>
#include <string.h>

#include "round/interviewer.h"
#include "ui/inspector.h"
#include "ui/scroll.h"
#include "ui/widgets.h"

enum { MARGIN = 20 };

typedef struct Advice {
    const char *what; /* the phase is for */
    const char *tab;  /* where to do it; NULL: on the board */
    PanelTab open;
} Advice;

static const Advice ADVICE[PHASE_COUNT] = {
    [PHASE_CLARIFY] = {"Ask before you draw. Each answer below changes what a good design is.",
                       NULL, TAB_BRIEF},
    [PHASE_SCALE] = {"Work the numbers out: requests a second, storage, what is busy at once. An "
                     "answer within a factor of three is good enough.",
                     "Write the estimates", TAB_ANSWERS},
    [PHASE_REQUIREMENTS] = {"Say what it must do, and how well: latency, availability, what may "
                            "never be lost.",
                            "Write the requirements", TAB_ANSWERS},
    [PHASE_SKETCH] = {"Draw the path of each operation from its caller to where its effect "
                      "happens. Say why each part is there.",
                      NULL, TAB_INSPECTOR},
    [PHASE_DATA] = {"Name the calls and the data: methods and paths, entities, their keys, and "
                    "the store of each.",
                    "Write APIs and entities", TAB_ANSWERS},
    [PHASE_FAILURE] = {"Go along each line: what if it is slow, what if it is down, what if it "
                       "answers twice? The findings say where to look.",
                       "Look at the findings", TAB_FINDINGS},
    [PHASE_TRADEOFFS] = {"Say what you chose, instead of what, and what it costs.",
                         "Write the trade-offs", TAB_ANSWERS},
};

/* ---- The phase that is on ---------------------------------------------------------------------- */

static RoundClock clock_now(const App *app) {
    if (app->screen == SCREEN_REPLAY) {
        return round_clock(app->player.scenario, &app->player.session->entries,
                           (long long)app->player.at_ms);
    }
    return document_clock(&app->document);
}

static void next_phase_button(App *app, Rect *row, const RoundClock *clock) {
    if (app_read_only(app) || !ui_command_enabled(app, UI_NEXT_PHASE)) {
        return;
    }
    Button next = {.label =
                       ui_format(&app->ui, "Next: %s", phase_title((PhaseId)(clock->phase + 1))),
                   .name = "next-phase"};
    float width = ui_button_width(&app->ui, next);
    if (ui_button(&app->ui, cut_left(row, width), next)) {
        app_request_command(app, UI_NEXT_PHASE);
    }
}

static void phase_box(Column *column, const RoundClock *clock) {
    App *app = column->app;
    Ui *ui = &app->ui;
    const Advice *advice = &ADVICE[clock->phase];
    float inner = column->width - 2 * SPACE_3;
    float text = ui_paragraph_height(ui, inner, style_body(ui->theme), advice->what);
    bool links = advice->tab && app->tab != advice->open;
    bool writable = !app_read_only(app);
    float height = SPACE_3 + 22 + text + SPACE_3 + (writable ? BUTTON_HEIGHT + SPACE_3 : 0) +
                   (writable && links ? 24 : 0);
    Rect box = column_row(column, height);
    draw_rect(ui->list, box, 9, ui->theme->accent_soft);
    Rect room = rect_inset(box, SPACE_3);
    Rect head = cut_top(&room, 22);
    TextStyle title = {FONT_SEMIBOLD, 12.5f, ui->theme->accent};
    char left[48];
    document_format_left(clock->phase_remaining, left);
    if (clock->state != ROUND_FINISHED) {
        ui_text(ui, cut_right(&head, 90), style_with(style_muted(ui->theme), ui->theme->accent),
                ALIGN_RIGHT, left);
    }
    ui_text(ui, head, title, ALIGN_LEFT, phase_title(clock->phase));
    (void)cut_top(&room,
                  ui_paragraph(ui, room.x, room.y, room.w, style_body(ui->theme), advice->what));
    if (!writable) {
        return;
    }
    (void)cut_top(&room, SPACE_2);
    if (links) {
        Rect row = cut_top(&room, 24);
        Button go = {.label = advice->tab, .name = "phase-task", .style = BUTTON_LINK};
        row.w = ui_button_width(ui, go);
        row.x -= SPACE_1;
        if (ui_button(ui, row, go)) {
            app->tab = advice->open;
        }
    }
    Rect row = cut_top(&room, BUTTON_HEIGHT);
    next_phase_button(app, &row, clock);
}

/* ---- What the interviewer asks ----------------------------------------------------------------- */

static void probes(Column *column, const Scenario *scenario, const RoundClock *clock) {
    App *app = column->app;
    Ui *ui = &app->ui;
    size_t asked = interviewer_probes_asked(scenario, clock);
    if (asked == 0) {
        return;
    }
    column_section(column, "The interviewer asks");
    for (size_t i = asked; i-- > 0;) {
        column_text(column, style_body(ui->theme), scenario->probes[i].question);
        column_gap(column, SPACE_2);
    }
}

/* ---- What can be asked ------------------------------------------------------------------------- */

static void ask(App *app, const Scenario *scenario, const char *id) {
    const char *answer;
    Command command = {0};
    Error error = interviewer_ask(app_design(app), scenario, id, &answer, &command);
    app_submit(app, error, &command);
}

static void clarification(Column *column, const Scenario *scenario, const Clarification *asked) {
    App *app = column->app;
    Ui *ui = &app->ui;
    const Theme *theme = ui->theme;
    bool known = interviewer_was_asked(app_design(app), asked->id);
    float inner = column->width - 2 * SPACE_3;
    TextStyle question = {FONT_MEDIUM, 12.5f, theme->text};
    float text = ui_paragraph_height(ui, inner - 40, question, asked->question);
    float answer =
        known ? ui_paragraph_height(ui, inner, style_body(theme), asked->answer) + SPACE_2 : 0;
    Rect box = column_row(column, text + answer + 2 * 9);
    WidgetId id = ui_widget(ui, box, "ask:%s", asked->id);
    bool can_ask = !known && !app_read_only(app);
    Touch touch = {0};
    if (can_ask) {
        ui_focusable(ui, id, box);
        touch = ui_touch(ui, id, box);
        ui->cursor = touch.hovered ? CURSOR_HAND : ui->cursor;
    }
    draw_box(ui->list, box, 8, touch.hovered ? theme->sunk : theme->raised, 1, theme->border);
    ui_draw_focus(ui, id, box, 8);
    ui_paragraph(ui, box.x + SPACE_3, box.y + 9, inner - 40, question, asked->question);
    if (known) {
        ui_paragraph(ui, box.x + SPACE_3, box.y + 9 + text + SPACE_2, inner,
                     style_with(style_body(theme), theme->text_muted), asked->answer);
    } else if (can_ask) {
        TextStyle link = {FONT_SEMIBOLD, 12, theme->accent};
        ui_text(ui, (Rect){box.x, box.y + 9, box.w - SPACE_3, ui_line_height(question)}, link,
                ALIGN_RIGHT, "Ask");
    }
    if (touch.clicked) {
        ask(app, scenario, asked->id);
    }
    column_gap(column, 6);
}

static void clarifications(Column *column, const Scenario *scenario) {
    if (scenario->clarification_count == 0) {
        return;
    }
    size_t asked = app_design(column->app)->answers.clarified.count;
    column_section(column, ui_format(&column->app->ui, "Questions to ask  ·  %zu of %zu", asked,
                                     scenario->clarification_count));
    for (size_t i = 0; i < scenario->clarification_count; i++) {
        clarification(column, scenario, &scenario->clarifications[i]);
    }
}

/* ---- What is required -------------------------------------------------------------------------- */

static bool disclosure(Column *column, const char *name, const char *title, bool *open) {
    Ui *ui = &column->app->ui;
    column->y += SPACE_3;
    ui_separator(ui, column->x, column->y, column->width);
    column->y += SPACE_2;
    return column_fold(column, name, title, open);
}

static void bullet(Column *column, const char *text) {
    Ui *ui = &column->app->ui;
    TextStyle style = style_body(ui->theme);
    draw_rect(ui->list, (Rect){column->x + 2, column->y + 7, 4, 4}, 2, ui->theme->text_faint);
    column->y +=
        ui_paragraph(ui, column->x + 14, column->y, column->width - 14, style, text) + SPACE_1;
}

static void requirements_of(Column *column, const Scenario *scenario, bool functional) {
    for (size_t i = 0; i < scenario->requirement_count; i++) {
        if (scenario->requirements[i].functional == functional) {
            bullet(column, scenario->requirements[i].text);
        }
    }
}

/* Until the phases are over in which the candidate is to find them out. */
static bool gives_away(const App *app, const RoundClock *clock) {
    return !app_read_only(app) && clock->timed && clock->state != ROUND_FINISHED &&
           clock->phase <= PHASE_REQUIREMENTS;
}

static void requirements(Column *column, const Scenario *scenario, const RoundClock *clock) {
    App *app = column->app;
    if (scenario->requirement_count == 0) {
        return;
    }
    const char *title =
        gives_away(app, clock) && !app->brief.requirements_open
            ? "Show the requirements (gives answers away)"
            : ui_format(&app->ui, "Requirements  ·  %zu", scenario->requirement_count);
    if (!disclosure(column, "requirements", title, &app->brief.requirements_open)) {
        return;
    }
    Ui *ui = &app->ui;
    ui_text(ui, column_row(column, 22), style_muted(ui->theme), ALIGN_LEFT, "It must");
    requirements_of(column, scenario, true);
    column_gap(column, SPACE_1);
    ui_text(ui, column_row(column, 22), style_muted(ui->theme), ALIGN_LEFT, "and how well");
    requirements_of(column, scenario, false);
}

static const char *rate_text(Ui *ui, const Operation *operation) {
    char rate[32];
    bool open = operation->rate_rps > 0;
    text_format_number(rate, open ? operation->rate_rps : (double)operation->users);
    return ui_format(ui, "%s · %s %s", operation->is_write ? "write" : "read", rate,
                     open ? "rps" : "users");
}

/* Below zero: nothing is promised. */
static const char *promise(Ui *ui, const char *text, const char *before, double value,
                           const char *after) {
    char number[32];
    if (value < 0) {
        return text;
    }
    text_format_number(number, value);
    return ui_format(ui, "%s · %s%s%s", text, before, number, after);
}

static const char *slo_text(Ui *ui, const Operation *operation) {
    const Slo *slo = &operation->slo;
    const char *text = rate_text(ui, operation);
    text = promise(ui, text, "p99 ", slo->p99_ms, " ms");
    text = promise(ui, text, "", slo->availability_pct, " %");
    text = promise(ui, text, "done within ", slo->effect_within_s, " s");
    text = promise(ui, text, "lost ", slo->lost, "");
    text = promise(ui, text, "twice ", slo->duplicated, "");
    text = promise(ui, text, "stale ", slo->stale_pct, " %");
    return promise(ui, text, "lost updates ", slo->lost_updates, "");
}

static void load(Column *column, const Scenario *scenario, const RoundClock *clock) {
    App *app = column->app;
    Ui *ui = &app->ui;
    const char *title = gives_away(app, clock) && !app->brief.load_open
                            ? "Show load and objectives (gives answers away)"
                            : "Load and objectives";
    if (!disclosure(column, "load", title, &app->brief.load_open)) {
        return;
    }
    for (size_t i = 0; i < scenario->operation_count; i++) {
        const Operation *operation = &scenario->operations[i];
        TextStyle name = {FONT_MEDIUM, 12.5f, ui->theme->text};
        ui_text(ui, column_row(column, 20), name, ALIGN_LEFT, operation->title);
        column_text(column, style_muted(ui->theme), slo_text(ui, operation));
        column_gap(column, SPACE_2);
    }
}

/* What the round plays a part of, and what would change: for who wants to go on from here. */
static void scale(Column *column, const Scenario *scenario, const RoundClock *clock) {
    App *app = column->app;
    const Theme *theme = app->ui.theme;
    if (!scenario->real_world[0] && !scenario->at_100x[0]) {
        return;
    }
    bool early = clock->timed && clock->state != ROUND_FINISHED && !app_read_only(app);
    const char *title =
        early ? "At a hundred times the load (gives answers away)" : "At a hundred times the load";
    if (!disclosure(column, "scale", title, &app->brief.scale_open)) {
        return;
    }
    if (scenario->real_world[0]) {
        column_text(column, style_with(style_body(theme), theme->text_muted), scenario->real_world);
        column_gap(column, SPACE_2);
    }
    if (scenario->at_100x[0]) {
        column_text(column, style_body(theme), scenario->at_100x);
    }
}

/* ---- The panel --------------------------------------------------------------------------------- */

static void no_scenario(Column *column) {
    App *app = column->app;
    Ui *ui = &app->ui;
    const char *named = app_design(app)->scenario;
    column_text(column, style_heading(ui->theme), "Your own question");
    column_gap(column, SPACE_2);
    if (named[0]) {
        column_text(column, style_body(ui->theme),
                    ui_format(ui,
                              "This design is for the scenario `%s`, which is not on this "
                              "machine. Its structure is checked; what needs the scenario's "
                              "load is not.",
                              named));
        return;
    }
    column_text(column, style_body(ui->theme),
                "This board has no scenario: no prompt, no load, no clock that runs out. Its "
                "structure is checked all the same.");
}

void brief_panel(App *app, Rect rect) {
    Ui *ui = &app->ui;
    const Scenario *scenario = app_scenario(app);
    Scroll scroll = scroll_begin(ui, rect, "scroll:brief");
    Column column = {app, rect.x + MARGIN, scroll.top + SPACE_4, rect.w - 2 * MARGIN};
    if (!scenario) {
        no_scenario(&column);
        scroll_end(ui, &scroll, column.y + SPACE_5 - scroll.top);
        return;
    }
    RoundClock clock = clock_now(app);
    ui_text(ui, column_row(&column, 26), style_heading(ui->theme), ALIGN_LEFT, scenario->title);
    TextStyle prompt = style_body(ui->theme);
    prompt.size = 13;
    column_text(&column, prompt, scenario->prompt);
    column_gap(&column, SPACE_3);
    if (clock.timed) {
        phase_box(&column, &clock);
    }
    probes(&column, scenario, &clock);
    clarifications(&column, scenario);
    requirements(&column, scenario, &clock);
    load(&column, scenario, &clock);
    scale(&column, scenario, &clock);
    scroll_end(ui, &scroll, column.y + SPACE_5 - scroll.top);
}
