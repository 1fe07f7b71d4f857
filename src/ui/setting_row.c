#include "ui/setting_row.h"

#include <stdio.h>
#include <string.h>

#include "ui/text_field.h"
#include "ui/widgets.h"

static const char SEVERAL[] = "several";

enum { CONTROL_WIDTH = 142, VALUE_SIZE = 128, ROW_GAP = 6 };

static SettingValue value_of(const SettingRow *row) {
    const Setting *chosen = settings_find(row->settings, row->spec->id);
    return chosen ? chosen->value : row->spec->fallback;
}

static void set_value(App *app, const SettingRow *row, const SettingValue *value) {
    Command command = {0};
    const char *const one[] = {row->element};
    Error error =
        edit_set_setting_many(app_design(app), row->elements ? row->elements : one,
                              row->elements ? row->count : 1, row->spec->id, value, &command);
    app_submit(app, error, &command);
}

/* ---- The controls ------------------------------------------------------------------------------ */

static void switch_control(App *app, Rect rect, const SettingRow *row) {
    SettingValue value = value_of(row);
    bool on = value.number > 0 && !row->mixed;
    if (row->mixed) {
        Rect words = {rect.x, rect.y, rect.w - 50, rect.h};
        ui_text(&app->ui, words, style_faint(app->ui.theme), ALIGN_RIGHT, SEVERAL);
    }
    Rect place = {rect.x + rect.w - 42, rect.y, 42, rect.h};
    const char *name = ui_format(&app->ui, "switch:%s", row->spec->id);
    if (ui_switch(&app->ui, place, name, &on) && !app_read_only(app)) {
        value.number = on;
        set_value(app, row, &value);
    }
}

/* The words that the setting may be: its own choices, then for a key those of the scenario. */
static size_t words_of(App *app, const SettingSpec *spec, const char ***words) {
    const Scenario *scenario = app_scenario(app);
    bool is_key = spec->type == SETTING_KEY;
    size_t keys = is_key && scenario ? scenario->key_count : 0;
    *words = arena_allocate(&app->ui.scratch, (spec->choice_count + keys + 2) * sizeof **words);
    size_t count = 0;
    if (is_key && spec->choice_count == 0) {
        (*words)[count++] = "";
    }
    for (size_t i = 0; i < spec->choice_count; i++) {
        (*words)[count++] = spec->choices[i];
    }
    for (size_t i = 0; i < keys; i++) {
        (*words)[count++] = scenario->keys[i].id;
    }
    return count;
}

static void choice_control(App *app, Rect rect, const SettingRow *row) {
    Ui *ui = &app->ui;
    SettingValue value = value_of(row);
    const char **words;
    size_t count = words_of(app, row->spec, &words);
    const char **shown = arena_allocate(&ui->scratch, (count + 1) * sizeof *shown);
    size_t current = SIZE_MAX;
    for (size_t i = 0; i < count; i++) {
        SettingValue each = {0};
        char text[VALUE_SIZE];
        text_copy(each.word, sizeof each.word, words[i]);
        setting_format(row->spec, &each, text, sizeof text);
        shown[i] = ui_format(ui, "%s", text);
        current = strcmp(words[i], value.word) == 0 ? i : current;
    }
    char face[VALUE_SIZE];
    setting_format(row->spec, &value, face, sizeof face);
    Choice choice = {.name = row->spec->id,
                     .shown = row->mixed ? SEVERAL : face,
                     .options = shown,
                     .count = count,
                     .current = row->mixed ? SIZE_MAX : current,
                     .muted = row->idle != NULL,
                     .disabled = app_read_only(app)};
    size_t picked;
    if (ui_choice(ui, rect, choice, &picked) && picked < count) {
        text_copy(value.word, sizeof value.word, words[picked]);
        set_value(app, row, &value);
    }
}

/* Returns the height of what is said under the field about a value that is not acceptable. */
static float number_control(App *app, Rect rect, float x, const SettingRow *row) {
    Ui *ui = &app->ui;
    const SettingSpec *spec = row->spec;
    SettingValue value = value_of(row), parsed = {0};
    char text[VALUE_SIZE], exact[VALUE_SIZE];
    setting_format(spec, &value, text, sizeof text);
    setting_format_exact(spec, &value, exact, sizeof exact);
    const char *typed = field_editing(ui, spec->id);
    bool untouched = typed && row->mixed && !typed[0]; /* it was entered and nothing typed yet */
    Error error = typed && !untouched ? setting_parse(spec, typed, &parsed) : error_none();
    Field field = {.name = spec->id,
                   .exact = row->mixed ? "" : exact,
                   .placeholder = SEVERAL,
                   .muted = row->idle != NULL,
                   .whole = true,
                   .align = ALIGN_RIGHT,
                   .limit = VALUE_SIZE - 1,
                   .error = error.code ? error.message : NULL,
                   .disabled = app_read_only(app)};
    FieldEvent event = ui_field(ui, rect, field, row->mixed ? "" : text);
    bool left_empty = row->mixed && !field_text(ui)[0];
    if ((event == FIELD_COMMITTED || event == FIELD_ENTERED) && !left_empty) {
        error = setting_parse(spec, field_text(ui), &parsed);
        if (!error.code) {
            set_value(app, row, &parsed);
        }
    } else if (event == FIELD_CANCELLED && error.code && !field_escaped(ui)) {
        app_toast(app, true, "%s stays %s: %s", spec->label, text, error.message);
    }
    if (!error.code || !field_editing(ui, spec->id)) {
        return 0;
    }
    TextStyle style = style_with(style_muted(ui->theme), ui->theme->tone[TONE_CRITICAL]);
    float width = rect.x + rect.w - x;
    draw_name(ui->list, (Rect){x, rect.y + rect.h, width, 20}, "error:%s", spec->id);
    return ui_paragraph(ui, x, rect.y + rect.h + SPACE_1, width, style, error.message) + SPACE_1;
}

/* ---- The row ----------------------------------------------------------------------------------- */

static const char *told(Ui *ui, const SettingSpec *spec, const SettingSpec *idle) {
    char fallback[VALUE_SIZE], bounds[256];
    setting_format(spec, &spec->fallback, fallback, sizeof fallback);
    setting_describe(spec, bounds, sizeof bounds);
    bool sourced = strcmp(spec->source, "default") != 0;
    return ui_format(ui, "%s%s%s%s\nDefault: %s. It may be %s.%s%s", idle ? "As " : "",
                     idle ? idle->label : "", idle ? " is set, this has no effect.\n" : "",
                     spec->meaning, fallback, bounds, sourced ? "\nSource: " : "",
                     sourced ? spec->source : "");
}

static void reset_button(App *app, Rect rect, const SettingRow *row) {
    Button reset = {.icon = "undo",
                    .style = BUTTON_QUIET,
                    .tip = "Back to the default",
                    .name = ui_format(&app->ui, "reset:%s", row->spec->id)};
    if (!app_read_only(app) && ui_button(&app->ui, rect, reset)) {
        set_value(app, row, NULL);
    }
}

float setting_row(App *app, float x, float y, float width, SettingRow row) {
    Ui *ui = &app->ui;
    bool chosen = row.changed || settings_find(row.settings, row.spec->id) != NULL;
    Rect control = {x + width - CONTROL_WIDTH, y, CONTROL_WIDTH, FIELD_HEIGHT};
    Rect label = {x, y, width - CONTROL_WIDTH - SPACE_2, FIELD_HEIGHT};
    draw_name(ui->list, control, "setting:%s", row.spec->id);
    if (chosen) {
        draw_rect(ui->list, (Rect){x - 9, y + FIELD_HEIGHT / 2.0f - 2.5f, 5, 5}, 2.5f,
                  ui->theme->accent);
        reset_button(app, rect_center(cut_right(&label, 24), 24, 24), &row);
    }
    TextStyle style = style_body(ui->theme);
    style.font = chosen ? FONT_MEDIUM : FONT_REGULAR;
    style.color = row.idle ? ui->theme->text_faint : style.color;
    ui_text(ui, label, style, ALIGN_LEFT, row.spec->label);
    char name[UI_NAME_SIZE];
    snprintf(name, sizeof name, "about:%s", row.spec->id);
    ui_tip(ui, ui_id(ui, name), label, told(ui, row.spec, row.idle));
    float below = 0;
    switch (row.spec->type) {
    case SETTING_BOOLEAN:
        switch_control(app, control, &row);
        break;
    case SETTING_CHOICE:
    case SETTING_KEY:
        choice_control(app, control, &row);
        break;
    case SETTING_NUMBER:
    case SETTING_INTEGER:
        below = number_control(app, control, x, &row);
        break;
    }
    return FIELD_HEIGHT + ROW_GAP + below;
}
