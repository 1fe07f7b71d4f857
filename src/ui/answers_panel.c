/* What the candidate says in words and numbers, beside the drawing. */
#include <string.h>

#include "round/interviewer.h"
#include "ui/answer_parts.h"
#include "ui/scroll.h"
#include "ui/text_field.h"
#include "ui/widgets.h"

enum { MARGIN = 20, CROSS_SIZE = 24, ROW_GAP = 6 };

/* ---- Pieces ------------------------------------------------------------------------------------ */

float answer_text_height(App *app, float width, AnswerText text) {
    return field_area_height(&app->ui, width, text.name, text.value, 1);
}

bool answer_text(App *app, Rect rect, AnswerText text) {
    Field field = {.name = text.name,
                   .placeholder = text.placeholder,
                   .multiline = true,
                   .disabled = app_read_only(app)};
    FieldEvent event = ui_field(&app->ui, rect, field, text.value);
    return (event == FIELD_COMMITTED || event == FIELD_ENTERED) &&
           strcmp(field_text(&app->ui), text.value) != 0;
}

bool answer_add(Column *column, const char *name, const char *placeholder) {
    App *app = column->app;
    if (app_read_only(app)) {
        return false;
    }
    Field field = {.name = name, .placeholder = placeholder, .icon = "plus", .stays = true};
    FieldEvent event = ui_field(&app->ui, column_row(column, FIELD_HEIGHT), field, "");
    const char *text = field_text(&app->ui);
    return (event == FIELD_COMMITTED || event == FIELD_ENTERED) && text[strspn(text, " ")];
}

Rect answer_cross(Rect *row) {
    Rect place = cut_right(row, CROSS_SIZE + 2);
    return (Rect){place.x + 2, place.y + 3, CROSS_SIZE, CROSS_SIZE};
}

bool answer_remove(App *app, Rect cross, const char *name) {
    Button remove = {.icon = "close", .name = name, .style = BUTTON_QUIET, .tip = "Remove"};
    return !app_read_only(app) && ui_button(&app->ui, cross, remove);
}

/* ---- Estimates --------------------------------------------------------------------------------- */

static const AnswerEstimate *given(const Answers *answers, const char *id) {
    for (size_t i = 0; i < answers->estimates.count; i++) {
        if (strcmp(answers->estimates.items[i].id, id) == 0) {
            return &answers->estimates.items[i];
        }
    }
    return NULL;
}

/* What was typed, or why it is no estimate. Nothing typed takes the estimate back. */
static Error read_estimate(const char *id, const char *text, bool *blank, double *number) {
    SettingSpec spec = {
        .id = id, .label = id, .unit = "", .type = SETTING_NUMBER, .min = 0, .max = 1e18};
    SettingValue value = {0};
    *blank = text[strspn(text, " ")] == '\0';
    Error error = *blank ? error_none() : setting_parse(&spec, text, &value);
    *number = value.number;
    return error.code ? error_make(ERROR_INPUT,
                                   "This takes a number of 0 or more, such as 4,000 or 4k; found "
                                   "“%s”.",
                                   text)
                      : error;
}

static void set_estimate(App *app, const char *id, const char *text) {
    bool blank;
    double number;
    Command command = {0};
    Error error = read_estimate(id, text, &blank, &number);
    if (!error.code) {
        error = interviewer_estimate(app_design(app), app_scenario(app), id, blank ? NULL : &number,
                                     &command);
    }
    app_submit(app, error, &command);
}

/* It stays in its field, to be corrected; who leaves it is told that it does not count. */
static Error check_estimate(App *app, const char *field, const char *id) {
    const char *typed = field_editing(&app->ui, field);
    bool blank;
    double number;
    return typed ? read_estimate(id, typed, &blank, &number) : error_none();
}

/* Whether the interviewer has said what it should be: not before the round is over. */
static bool revealed(const App *app) {
    return app->screen == SCREEN_REPLAY || document_finished(&app->document);
}

static void estimate_row(Column *column, const ScenarioEstimate *estimate) {
    App *app = column->app;
    Ui *ui = &app->ui;
    const AnswerEstimate *said = given(&app_design(app)->answers, estimate->id);
    char value[32] = "";
    if (said) {
        text_format_number(value, said->value);
    }
    column_text(column, style_body(ui->theme), estimate->question);
    column_gap(column, SPACE_1);
    Rect row = column_row(column, FIELD_HEIGHT);
    row.w = 170;
    const char *name = ui_format(ui, "estimate:%s", estimate->id);
    Error error = check_estimate(app, name, estimate->id);
    Field field = {.name = name,
                   .error = error.code ? error.message : NULL,
                   .suffix = estimate->unit,
                   .placeholder = "?",
                   .whole = true,
                   .limit = 40,
                   .disabled = app_read_only(app)};
    FieldEvent event = ui_field(ui, row, field, value);
    if (event == FIELD_COMMITTED || event == FIELD_ENTERED) {
        set_estimate(app, estimate->id, field_text(ui));
    } else if (event == FIELD_CANCELLED && error.code && !field_escaped(ui)) {
        app_toast(app, true, "“%s” stays %s. %s", estimate->question,
                  said ? value : "without an answer", error.message);
    }
    if (error.code && field_editing(ui, name)) {
        draw_name(ui->list, row, "error:%s", name);
        column_gap(column, SPACE_1);
        TextStyle style = style_with(style_muted(ui->theme), ui->theme->tone[TONE_CRITICAL]);
        column_text(column, style, error.message);
    }
    if (revealed(app)) {
        EstimateCheck check = interviewer_check_estimate(app_design(app), estimate);
        char verdict[64];
        interviewer_describe_check(&check, verdict);
        TextStyle style = {FONT_SEMIBOLD, 12, check.close ? ui->theme->good : ui->theme->warn};
        Rect beside = {row.x + row.w + SPACE_3, row.y, column->width - row.w - SPACE_3, row.h};
        ui_text(ui, beside, style, ALIGN_LEFT, verdict);
        column_gap(column, SPACE_1);
        column_text(column, style_muted(ui->theme), estimate->how);
    }
    column_gap(column, SPACE_3);
}

static void estimates(Column *column) {
    const Scenario *scenario = app_scenario(column->app);
    if (!scenario || scenario->estimate_count == 0) {
        return;
    }
    ui_text(&column->app->ui, column_row(column, 26), style_section(column->app->ui.theme),
            ALIGN_LEFT, "Estimates");
    for (size_t i = 0; i < scenario->estimate_count; i++) {
        estimate_row(column, &scenario->estimates[i]);
    }
}

/* ---- Requirements ------------------------------------------------------------------------------ */

static void requirement_row(Column *column, const Answers *answers, size_t i) {
    App *app = column->app;
    Ui *ui = &app->ui;
    AnswerText text = {ui_format(ui, "requirement:%zu", i), "", answers->requirements.items[i]};
    float height = answer_text_height(app, column->width - CROSS_SIZE - 2, text);
    Rect row = column_row(column, height);
    Rect cross = answer_cross(&row);
    if (answer_remove(app, cross, ui_format(ui, "remove:requirement:%zu", i))) {
        Answers changed = answers_copy(answers);
        answers_remove_requirement(&changed, i);
        answers_submit(app, &changed, "Remove a requirement");
    }
    if (answer_text(app, row, text)) {
        Answers changed = answers_copy(answers);
        text_replace(&changed.requirements.items[i], field_text(ui));
        answers_submit(app, &changed, "Change a requirement");
    }
    column_gap(column, ROW_GAP);
}

static void requirements(Column *column) {
    App *app = column->app;
    Ui *ui = &app->ui;
    const Answers *answers = &app_design(app)->answers;
    column_section(column, "Requirements, in your words");
    for (size_t i = 0; i < answers->requirements.count; i++) {
        requirement_row(column, answers, i);
    }
    if (answer_add(column, "add-requirement", "Add a requirement")) {
        Answers changed = answers_copy(answers);
        char *text = memory_copy_string(field_text(ui));
        array_push(&changed.requirements, text);
        answers_submit(app, &changed, "Add a requirement");
    }
}

/* ---- The panel --------------------------------------------------------------------------------- */

void answers_panel(App *app, Rect rect) {
    Ui *ui = &app->ui;
    Scroll scroll = scroll_begin(ui, rect, "scroll:answers");
    Column column = {app, rect.x + MARGIN, scroll.top + SPACE_3, rect.w - 2 * MARGIN};
    estimates(&column);
    requirements(&column);
    answer_apis(&column);
    answer_entities(&column);
    answer_tradeoffs(&column);
    scroll_end(ui, &scroll, column.y + SPACE_5 - scroll.top);
}
