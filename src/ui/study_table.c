#include "ui/study_table.h"

#include <math.h>
#include <string.h>

#include "ui/dialogs.h"
#include "ui/progress_row.h"
#include "ui/scroll.h"
#include "ui/study_words.h"

enum {
    WIDTH = 1180,
    NAME_WIDTH = 264,
    NAME_LEAST = 212,
    CELL_BEST = 132,
    HEAD_HEIGHT = 40,
    ROW_HEIGHT_TWO = 44,
    ICON = 13,
    DETAILS_HEIGHT = 112,
    FIGURE_WIDTH = 186,
    FIGURE_HEIGHT = 38,
    EMPTY_HEIGHT = 280,
    BAR_ROOM = 14 /* for what scrolls the rows */
};

/* What is shown in a pass. */
typedef struct Table {
    App *app;
    const StudyAnswer *answer;
    const Study *study;
    const Scenario *scenario;
    float name_width, cell_width;
} Table;

/* ---- Which cell is told about ------------------------------------------------------------------ */

static const char *row_id(const Table *table, size_t row) {
    return row == 0 ? "none" : table->scenario->faults[row - 1].id;
}

static const char *row_title(const Table *table, size_t row) {
    return row == 0 ? "Without faults" : table->scenario->faults[row - 1].title;
}

static WidgetId cell_id(const Table *table, size_t row, size_t column) {
    Ui *ui = &table->app->ui;
    return ui_id(ui, ui_format(ui, "cell:%s:%s", row_id(table, row),
                               table->scenario->operations[column].id));
}

static void choose(const Table *table, size_t row, size_t column) {
    table->app->study_table.row = row;
    table->app->study_table.column = column;
    table->app->ui.again = true;
}

/* How much a cell is worth looking at first. */
static int gravity(const Study *study, size_t row, size_t column) {
    LevelCell cell = levels_cell(study, row, column);
    return cell.broken > 0 ? 2 : cell.missed > 0;
}

static void choose_worst(const Table *table) {
    int worst = -1;
    const char *why = NULL;
    for (size_t row = 0; row < levels_rows(table->study); row++) {
        for (size_t o = 0; o < table->scenario->operation_count; o++) {
            if (levels_struck(table->study, row, &why) && gravity(table->study, row, o) > worst) {
                worst = gravity(table->study, row, o);
                choose(table, row, o);
            }
        }
    }
}

/* To the next row that has cells. */
static size_t next_row(const Table *table, size_t row, bool down) {
    const char *why = NULL;
    size_t at = row;
    while (down ? at + 1 < levels_rows(table->study) : at > 0) {
        at = down ? at + 1 : at - 1;
        if (levels_struck(table->study, at, &why)) {
            return at;
        }
    }
    return row;
}

static void arrow_keys(const Table *table) {
    Ui *ui = &table->app->ui;
    size_t row = table->app->study_table.row, column = table->app->study_table.column;
    if (!ui_focused(ui, cell_id(table, row, column))) {
        return;
    }
    if (ui_key(ui, KEY_LEFT, 0)) {
        column -= column > 0;
    } else if (ui_key(ui, KEY_RIGHT, 0)) {
        column += column + 1 < table->scenario->operation_count;
    } else if (ui_key(ui, KEY_UP, 0)) {
        row = next_row(table, row, false);
    } else if (ui_key(ui, KEY_DOWN, 0)) {
        row = next_row(table, row, true);
    } else {
        return;
    }
    choose(table, row, column);
    ui_focus(ui, cell_id(table, row, column));
    ui->focus_shown = true;
}

/* ---- The table --------------------------------------------------------------------------------- */

/* At most two lines, in the middle of the rectangle's height or at its foot. */
static void two_lines(Ui *ui, Rect rect, TextStyle style, bool at_foot, const char *text) {
    const char *lines[2];
    size_t count =
        text_wrap(ui->metrics, &ui->scratch, style.font, style.size, text, rect.w, 2, lines);
    float height = ui_line_height(style);
    float free = rect.h - height * (float)count;
    float y = rect.y + (at_foot ? free : free / 2);
    for (size_t i = 0; i < count; i++) {
        ui_text(ui, (Rect){rect.x, y, rect.w, height}, style, ALIGN_LEFT, lines[i]);
        y += height;
    }
}

static Rect column_rect(const Table *table, Rect row, size_t column) {
    return (Rect){row.x + table->name_width + table->cell_width * (float)column, row.y,
                  table->cell_width, row.h};
}

static void head(const Table *table, Rect row) {
    Ui *ui = &table->app->ui;
    for (size_t o = 0; o < table->scenario->operation_count; o++) {
        const Operation *operation = &table->scenario->operations[o];
        Rect cell = rect_shrink(column_rect(table, row, o), SPACE_2, SPACE_1);
        WidgetId id = ui_widget(ui, cell, "column:%s", operation->id);
        ui_tip(ui, id, cell, operation->title);
        two_lines(ui, cell, style_section(ui->theme), true, operation->title);
    }
    ui_separator(ui, row.x, row.y + row.h - 1, row.w - BAR_ROOM);
}

/* The short form where there is no room for the long one. */
static const char *measured_within(Ui *ui, const SloVerdict *verdict, TextStyle style,
                                   float width) {
    const char *measured = study_measured(ui, verdict);
    return ui_text_width(ui, style, measured) <= width ? measured : study_figure(ui, verdict);
}

static const char *target_within(Ui *ui, const SloVerdict *verdict, TextStyle style, float width) {
    const char *target = study_target(ui, verdict);
    if (ui_text_width(ui, style, target) <= width) {
        return target;
    }
    bool least = verdict->slo == SLO_AVAILABILITY_PCT;
    return ui_format(ui, "%s %s", least ? "≥" : "≤", target + strlen("at least "));
}

static void cell_words(const Table *table, Rect rect, const LevelCell *cell) {
    Ui *ui = &table->app->ui;
    const Theme *theme = ui->theme;
    bool bad = cell->broken > 0;
    TextStyle small = style_with(style_faint(theme), theme->text_muted);
    if (cell->asked == 0) {
        ui_text(ui, rect, small, ALIGN_LEFT, "no promise");
        return;
    }
    Color color = cell->missed == 0 ? theme->good
                  : bad             ? theme->tone[TONE_HIGH]
                                    : theme->text_muted;
    Rect mark = cut_left(&rect, ICON + 6);
    draw_icon(ui->list, (Rect){mark.x, rect.y + (rect.h - ICON) / 2, ICON, ICON},
              cell->missed == 0 ? "tick" : "triangle", color);
    if (cell->missed == 0) {
        ui_text(ui, rect, small, ALIGN_LEFT, measured_within(ui, &cell->worst, small, rect.w));
        return;
    }
    TextStyle strong = {FONT_SEMIBOLD, 12, bad ? theme->text : theme->text_muted};
    Rect top = {rect.x, rect.y + 5, rect.w, 18}, foot = {rect.x, rect.y + 22, rect.w, 17};
    ui_text(ui, top, strong, ALIGN_LEFT, measured_within(ui, &cell->worst, strong, rect.w));
    ui_text(ui, foot, small, ALIGN_LEFT, target_within(ui, &cell->worst, small, rect.w));
}

static void cell_show(const Table *table, Rect rect, size_t row, size_t column) {
    App *app = table->app;
    Ui *ui = &app->ui;
    const Theme *theme = ui->theme;
    LevelCell cell = levels_cell(table->study, row, column);
    bool current = app->study_table.row == row && app->study_table.column == column;
    Rect box = rect_inset(rect, 1);
    WidgetId id = ui_widget(ui, box, "cell:%s:%s", row_id(table, row),
                            table->scenario->operations[column].id);
    if (current) {
        ui_focusable(ui, id, box);
    }
    Touch touch = ui_touch(ui, id, box);
    bool broken = cell.broken > 0 || (row == 0 && cell.missed > 0);
    if (broken) {
        draw_rect(ui->list, box, 6,
                  color_mix(theme->raised, theme->tone[TONE_HIGH], theme->dark ? 0.2F : 0.1F));
    }
    if (current || touch.hovered) {
        draw_outline(ui->list, box, 6, current ? 1.5F : 1,
                     current ? theme->accent : theme->border_strong);
    }
    ui->cursor = touch.hovered ? CURSOR_HAND : ui->cursor;
    LevelCell shown = cell;
    shown.broken = broken;
    cell_words(table, rect_shrink(rect, SPACE_2, 0), &shown);
    ui_draw_focus(ui, id, box, 6);
    if (touch.clicked) {
        choose(table, row, column);
        ui_focus(ui, id);
        ui->focus_shown = false;
    }
}

static void row_show(const Table *table, Rect row, size_t position) {
    Ui *ui = &table->app->ui;
    const Theme *theme = ui->theme;
    const char *why = NULL;
    Rect name = {row.x, row.y, table->name_width - SPACE_2, row.h};
    TextStyle style = style_body(theme);
    bool strikes = levels_struck(table->study, position, &why);
    style.font = position == 0 ? FONT_SEMIBOLD : style.font;
    style.color = strikes ? style.color : theme->text_muted;
    two_lines(ui, name, style, false, row_title(table, position));
    if (!strikes) {
        Rect rest = column_rect(table, row, 0);
        rest.w = row.x + row.w - rest.x;
        ui_text(ui, rect_shrink(rest, SPACE_2, 0),
                style_with(style_faint(theme), theme->text_muted), ALIGN_LEFT,
                ui_format(ui, "Cannot happen here: %s.", why));
    }
    for (size_t o = 0; strikes && o < table->scenario->operation_count; o++) {
        cell_show(table, column_rect(table, row, o), position, o);
    }
    ui_separator(ui, row.x, row.y + row.h - 1, row.w);
}

static void rows(const Table *table, Rect room) {
    Ui *ui = &table->app->ui;
    Scroll scroll = scroll_begin(ui, room, "scroll:stress-test");
    for (size_t row = 0; row < levels_rows(table->study); row++) {
        row_show(table,
                 (Rect){room.x, scroll.top + (float)(row * ROW_HEIGHT_TWO), room.w - BAR_ROOM,
                        ROW_HEIGHT_TWO},
                 row);
    }
    scroll_end(ui, &scroll, (float)(levels_rows(table->study) * ROW_HEIGHT_TWO));
}

/* ---- All about one cell ------------------------------------------------------------------------ */

static void figure(const Table *table, Rect rect, const SloVerdict *verdict) {
    Ui *ui = &table->app->ui;
    const Theme *theme = ui->theme;
    Color color = verdict->met ? theme->good : theme->tone[TONE_HIGH];
    draw_icon(ui->list, (Rect){rect.x, rect.y + 4, ICON, ICON}, verdict->met ? "tick" : "triangle",
              color);
    (void)cut_left(&rect, ICON + 6);
    TextStyle strong = {FONT_SEMIBOLD, 12.5F, theme->text};
    ui_text(ui, cut_top(&rect, 20), strong, ALIGN_LEFT, study_measured(ui, verdict));
    ui_text(ui, cut_top(&rect, 17), style_with(style_faint(theme), theme->text_muted), ALIGN_LEFT,
            study_target(ui, verdict));
}

static const char *failures(Ui *ui, const OperationReport *report) {
    static const char *const WORDS[CAUSE_COUNT] = {[CAUSE_TIMEOUT] = "timed out",
                                                   [CAUSE_REFUSED] = "refused",
                                                   [CAUSE_ERROR] = "with an error",
                                                   [CAUSE_RATE_LIMITED] = "over the rate limit",
                                                   [CAUSE_BREAKER_OPEN] =
                                                       "cut off by a circuit breaker",
                                                   [CAUSE_UNREACHABLE] = "not reachable"};
    uint64_t failed = 0;
    const char *text = "";
    for (int cause = CAUSE_NONE + 1; cause < CAUSE_COUNT; cause++) {
        char number[32];
        failed += report->failed[cause];
        if (report->failed[cause] > 0) {
            text_format_number(number, (double)report->failed[cause]);
            text = ui_format(ui, "%s%s%s %s", text, text[0] ? ", " : "", number, WORDS[cause]);
        }
    }
    char all[32], lost[32];
    text_format_number(all, (double)report->offered);
    text_format_number(lost, (double)failed);
    const char *over = report->unfinished > 0
                           ? ui_format(ui, " %llu were not over when the run ended.",
                                       (unsigned long long)report->unfinished)
                           : "";
    return failed > 0 ? ui_format(ui, "%s of %s failed: %s.%s", lost, all, text, over)
                      : ui_format(ui, "None of %s failed.%s", all, over);
}

/* The part that was busiest then: it is often where to look. */
static void busiest(const Table *table, Rect *row, const SimReport *report) {
    App *app = table->app;
    Ui *ui = &app->ui;
    if (report->bottleneck == SIZE_MAX) {
        return;
    }
    const char *id = table->answer->design->components.items[report->bottleneck]->id;
    const Component *component = design_component(app_design(app), id);
    if (!component) {
        return;
    }
    double busy = report->components[report->bottleneck].peak_utilisation;
    const char *name = component->label[0] ? component->label : component->kind->title;
    Button show = {.label = ui_format(ui, "Show %s, busiest at %.0f %%", name, busy * 100),
                   .name = "show-busiest",
                   .tip = "Select it on the board"};
    float width = fminf(ui_button_width(ui, show), row->w / 2);
    if (ui_button(ui, cut_right(row, width), show)) {
        dialog_close(app);
        app_show_element(app, id);
    }
    (void)cut_right(row, SPACE_3);
}

static void details(const Table *table, Rect room) {
    Ui *ui = &table->app->ui;
    const Theme *theme = ui->theme;
    const StudyTable *at = &table->app->study_table;
    const SimReport *report = levels_report(table->study, at->row);
    const OperationReport *operation = &report->operations[at->column];
    draw_rect(ui->list, room, 9, theme->sunk);
    draw_name(ui->list, room, "cell-details");
    room = rect_shrink(room, SPACE_4, SPACE_3 - 2);
    Rect line = cut_top(&room, BUTTON_HEIGHT);
    busiest(table, &line, report);
    const char *title = ui_format(ui, "%s  ·  %s", table->scenario->operations[at->column].title,
                                  row_title(table, at->row));
    ui_text(ui, line, style_strong(theme), ALIGN_LEFT, title);
    ui_text(ui, cut_top(&room, 18), style_muted(theme), ALIGN_LEFT, failures(ui, operation));
    (void)cut_top(&room, SPACE_1);
    float width =
        fminf(FIGURE_WIDTH, room.w / (float)(operation->slo_count > 0 ? operation->slo_count : 1));
    for (size_t s = 0; s < operation->slo_count; s++) {
        figure(table, cut_left(&room, width), &operation->slo[s]);
    }
}

/* ---- The dialog -------------------------------------------------------------------------------- */

void study_table_open(App *app) {
    app->player.playing = false;
    app->dialog.type = DIALOG_STUDY;
    studying_start(&app->studying, app_design(app), app_scenario(app));
    app->study_table = (StudyTable){0};
    ui_hand_focus(&app->ui, ui_id(&app->ui, "button:cancel-stress-test"));
    app->ui.again = true;
}

/* Where there is no table: yet, or at all. */
static void empty(App *app, Rect room, const StudyAnswer *answer) {
    Ui *ui = &app->ui;
    const Theme *theme = ui->theme;
    float width = fminf(room.w, 440), x = room.x + (room.w - width) / 2, y = room.y + 20;
    double done = studying_progress(&app->studying, app->studying.shown);
    bool failed = answer && answer->error.code;
    const char *title = failed      ? "It cannot be played as it is drawn"
                        : done >= 0 ? "Playing your design"
                                    : "Stopped";
    const char *text =
        failed ? answer->error.message
        : done >= 0
            ? ui_format(ui,
                        "A minute of the scenario's load, request by request: once as it is, then "
                        "under each of its %zu faults alone. You may close this "
                        "meanwhile; a change of the design stops it.",
                        app_scenario(app)->fault_count)
            : "Nothing was found out.";
    draw_icon(ui->list, (Rect){room.x + (room.w - 28) / 2, y, 28, 28}, failed ? "warning" : "play",
              failed ? theme->tone[TONE_HIGH] : theme->accent);
    TextStyle strong = {FONT_SEMIBOLD, 13.5F, theme->text};
    ui_text(ui, (Rect){x, y + 40, width, 22}, strong, ALIGN_CENTER, title);
    y += 68 + ui_paragraph_centered(ui, x, y + 68, width, style_muted(theme), text) + SPACE_4;
    Rect row = {x, y, width, BUTTON_HEIGHT};
    if (done >= 0 && progress_row(ui, row, "cancel-stress-test", done)) {
        studying_cancel(&app->studying);
        ui_hand_focus(ui, ui_id(ui, "button:play-again"));
        ui->again = true;
    } else if (done < 0 && !failed) {
        Button again = {.label = "Play", .name = "play-again", .style = BUTTON_PRIMARY};
        if (ui_button(ui, rect_center(row, 96, BUTTON_HEIGHT), again)) {
            studying_start(&app->studying, app_design(app), app_scenario(app));
            ui_hand_focus(ui, ui_id(ui, "button:cancel-stress-test"));
            ui->again = true;
        }
    }
}

/* The rules are not all there is: a run sees what no rule speaks of. */
static bool is_silent(const App *app) {
    const Findings *findings = &app->checks.review.findings;
    return checks_current(&app->checks) && findings_worst(findings) >= SEVERITY_LOW;
}

static void verdict(const Table *table, Rect room) {
    App *app = table->app;
    Ui *ui = &app->ui;
    const Theme *theme = ui->theme;
    bool good = table->study->slo_met;
    Rect line = cut_top(&room, 22);
    draw_icon(ui->list, (Rect){line.x, line.y + 4, 14, 14}, good ? "check" : "triangle",
              good ? theme->good : theme->tone[TONE_HIGH]);
    (void)cut_left(&line, 22);
    TextStyle strong = {FONT_SEMIBOLD, 13.5F, theme->text};
    ui_text(ui, line, strong, ALIGN_LEFT, study_verdict(ui, table->study));
    const char *how =
        !good && is_silent(app)
            ? "No finding speaks of this: the rules see nothing grave, the run does. In each cell is "
              "what fared worst."
            : ui_format(
                  ui,
                  "Each row is a run of its own, %g s of load with the same requests. In each "
                  "cell is what fared worst%s.",
                  table->study->base->seconds,
                  levels_count(table->study).missed > 0
                      ? "; grey is what is missed without faults, too"
                      : "");
    ui_text(ui, cut_top(&room, 20), style_muted(theme), ALIGN_LEFT, how);
}

static void show_table(const Table *table, Rect room) {
    arrow_keys(table);
    verdict(table, cut_top(&room, 46));
    Rect foot = cut_bottom(&room, DETAILS_HEIGHT);
    (void)cut_bottom(&room, SPACE_3);
    head(table, cut_top(&room, HEAD_HEIGHT));
    rows(table, room);
    details(table, foot);
}

void study_table_dialog(App *app) {
    Ui *ui = &app->ui;
    uint64_t key = app->studying.shown;
    const StudyAnswer *answer = studying_find(&app->studying, key);
    const Scenario *scenario = app_scenario(app);
    if (!answer || answer->error.code) {
        Rect room = dialog_begin(app, 560, EMPTY_HEIGHT, "Stress test");
        empty(app, room, answer);
        return;
    }
    float most = fminf(WIDTH, ui->window.w - 2 * SPACE_5) - 2 * SPACE_5 - BAR_ROOM;
    float columns = scenario->operation_count > 0 ? (float)scenario->operation_count : 1;
    float name = most - columns * CELL_BEST < NAME_WIDTH ? NAME_LEAST : NAME_WIDTH;
    Table table = {.app = app,
                   .answer = answer,
                   .study = &answer->study,
                   .scenario = scenario,
                   .name_width = name,
                   .cell_width = fminf(CELL_BEST + 24, (most - name) / columns)};
    float width = fmaxf(name + table.cell_width * columns, fminf(most, 860));
    float height = 2 * SPACE_5 + 40 + 46 + HEAD_HEIGHT +
                   (float)(levels_rows(table.study) * ROW_HEIGHT_TWO) + SPACE_3 + DETAILS_HEIGHT;
    Rect room = dialog_begin(app, width + BAR_ROOM + 2 * SPACE_5, height, "Stress test");
    if (app->study_table.of != key) {
        app->study_table = (StudyTable){.of = key};
        choose_worst(&table);
        ui_focus(ui, cell_id(&table, app->study_table.row, app->study_table.column));
        ui->focus_shown = false;
    }
    show_table(&table, room);
}
