/* What the candidate says in words and numbers, beside the drawing. */
#include <stdlib.h>
#include <string.h>

#include "round/interviewer.h"
#include "ui/answer_edits.h"
#include "ui/inspector.h"
#include "ui/scroll.h"
#include "ui/text_field.h"
#include "ui/widgets.h"

enum { MARGIN = 20, CARD_PADDING = 10, REMOVE_SIZE = 24 };

/* ---- Pieces ------------------------------------------------------------------------------------ */

/* A field whose text is one of the answers. True when it was changed; the text is field_text(). */
static bool text_row(App *app, Rect rect, const char *name, const char *placeholder,
                     const char *value) {
    Field field = {.name = name, .placeholder = placeholder, .disabled = app_read_only(app)};
    FieldEvent event = ui_field(&app->ui, rect, field, value);
    return (event == FIELD_COMMITTED || event == FIELD_ENTERED) &&
           strcmp(field_text(&app->ui), value) != 0;
}

/* The empty field at the end of a list. True when something was typed and Enter pressed, or the
 * field left; it is empty again then. */
static bool add_row(Column *column, const char *name, const char *placeholder) {
    App *app = column->app;
    if (app_read_only(app)) {
        return false;
    }
    Field field = {.name = name, .placeholder = placeholder, .icon = "plus"};
    FieldEvent event = ui_field(&app->ui, column_row(column, FIELD_HEIGHT), field, "");
    const char *text = field_text(&app->ui);
    return (event == FIELD_COMMITTED || event == FIELD_ENTERED) && text[strspn(text, " ")] != '\0';
}

static bool remove_button(App *app, Rect rect, const char *name) {
    Button remove = {.icon = "close", .name = name, .style = BUTTON_QUIET, .tip = "Remove"};
    return !app_read_only(app) && ui_button(&app->ui, rect, remove);
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

static void set_estimate(App *app, const char *id, const char *text) {
    SettingSpec number = {
        .id = id, .label = id, .unit = "", .type = SETTING_NUMBER, .min = 0, .max = 1e18};
    SettingValue value = {0};
    bool blank = text[strspn(text, " ")] == '\0';
    Error error = blank ? error_none() : setting_parse(&number, text, &value);
    Command command = {0};
    if (!error.code) {
        error = interviewer_estimate(app_design(app), app_scenario(app), id,
                                     blank ? NULL : &value.number, &command);
    }
    app_submit(app, error, &command);
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
    Field field = {.name = ui_format(ui, "estimate:%s", estimate->id),
                   .suffix = estimate->unit,
                   .placeholder = "?",
                   .whole = true,
                   .limit = 40,
                   .disabled = app_read_only(app)};
    FieldEvent event = ui_field(ui, row, field, value);
    if (event == FIELD_COMMITTED || event == FIELD_ENTERED) {
        set_estimate(app, estimate->id, field_text(ui));
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

static void requirements(Column *column) {
    App *app = column->app;
    Ui *ui = &app->ui;
    const Answers *answers = &app_design(app)->answers;
    column_section(column, "Requirements, in your words");
    for (size_t i = 0; i < answers->requirements.count; i++) {
        Rect row = column_row(column, FIELD_HEIGHT);
        Rect cross = rect_center(cut_right(&row, REMOVE_SIZE + 2), REMOVE_SIZE, REMOVE_SIZE);
        if (remove_button(app, cross, ui_format(ui, "remove:requirement:%zu", i))) {
            Answers changed = answers_copy(answers);
            answers_remove_requirement(&changed, i);
            answers_submit(app, &changed, "Remove a requirement");
        }
        if (text_row(app, row, ui_format(ui, "requirement:%zu", i), "",
                     answers->requirements.items[i])) {
            Answers changed = answers_copy(answers);
            text_replace(&changed.requirements.items[i], field_text(ui));
            answers_submit(app, &changed, "Change a requirement");
        }
        column_gap(column, 6);
    }
    if (add_row(column, "add-requirement", "Add a requirement")) {
        Answers changed = answers_copy(answers);
        char *text = memory_copy_string(field_text(ui));
        array_push(&changed.requirements, text);
        answers_submit(app, &changed, "Add a requirement");
        field_replace(ui, "add-requirement", "");
    }
}

/* ---- APIs -------------------------------------------------------------------------------------- */

static const char *const METHODS[] = {"GET", "POST", "PUT", "PATCH", "DELETE"};

/* "post /links" gives POST and /links; a path alone is a GET. */
static void add_api(App *app, const char *typed) {
    size_t method = 0;
    const char *path = typed + strspn(typed, " ");
    for (size_t i = 0; i < COUNT_OF(METHODS); i++) {
        size_t length = strlen(METHODS[i]);
        bool same = strlen(path) > length && path[length] == ' ';
        for (size_t at = 0; same && at < length; at++) {
            char upper =
                path[at] >= 'a' && path[at] <= 'z' ? (char)(path[at] - 'a' + 'A') : path[at];
            same = upper == METHODS[i][at];
        }
        if (same) {
            method = i;
            path += length + strspn(path + length, " ");
            break;
        }
    }
    Answers changed = answers_copy(&app_design(app)->answers);
    AnswerApi api = {.method = memory_copy_string(METHODS[method]),
                     .path = memory_copy_string(path),
                     .notes = memory_copy_string(""),
                     .idempotent = strcmp(METHODS[method], "POST") != 0 &&
                                   strcmp(METHODS[method], "PATCH") != 0};
    array_push(&changed.apis, api);
    answers_submit(app, &changed, "Add an API");
}

static void api_method(App *app, Rect rect, const Answers *answers, size_t i) {
    Ui *ui = &app->ui;
    size_t current = SIZE_MAX, picked;
    for (size_t m = 0; m < COUNT_OF(METHODS); m++) {
        current = strcmp(METHODS[m], answers->apis.items[i].method) == 0 ? m : current;
    }
    Choice choice = {.name = ui_format(ui, "api-method:%zu", i),
                     .options = METHODS,
                     .shown = answers->apis.items[i].method,
                     .count = COUNT_OF(METHODS),
                     .current = current,
                     .disabled = app_read_only(app)};
    if (ui_choice(ui, rect, choice, &picked)) {
        Answers changed = answers_copy(answers);
        text_replace(&changed.apis.items[i].method, METHODS[picked]);
        answers_submit(app, &changed, "Change an API");
    }
}

static void api_card(Column *column, const Answers *answers, size_t i) {
    App *app = column->app;
    Ui *ui = &app->ui;
    const AnswerApi *api = &answers->apis.items[i];
    Rect box = column_row(column, 3 * FIELD_HEIGHT + 2 * 6 + 2 * CARD_PADDING - 4);
    draw_rect(ui->list, box, 9, ui->theme->sunk);
    Rect room = rect_inset(box, CARD_PADDING);
    Rect row = cut_top(&room, FIELD_HEIGHT);
    Rect cross = rect_center(cut_right(&row, REMOVE_SIZE + 2), REMOVE_SIZE, REMOVE_SIZE);
    api_method(app, cut_left(&row, 92), answers, i);
    (void)cut_left(&row, 6);
    if (text_row(app, row, ui_format(ui, "api-path:%zu", i), "/path", api->path)) {
        Answers changed = answers_copy(answers);
        text_replace(&changed.apis.items[i].path, field_text(ui));
        answers_submit(app, &changed, "Change an API");
    }
    (void)cut_top(&room, 6);
    if (text_row(app, cut_top(&room, FIELD_HEIGHT), ui_format(ui, "api-notes:%zu", i),
                 "What it takes and gives", api->notes)) {
        Answers changed = answers_copy(answers);
        text_replace(&changed.apis.items[i].notes, field_text(ui));
        answers_submit(app, &changed, "Change an API");
    }
    (void)cut_top(&room, 2);
    bool idempotent = api->idempotent;
    if (ui_checkbox(ui, cut_top(&room, ROW_HEIGHT), ui_format(ui, "api-idempotent:%zu", i),
                    "Idempotent: doing it twice does it once", &idempotent) &&
        !app_read_only(app)) {
        Answers changed = answers_copy(answers);
        changed.apis.items[i].idempotent = idempotent;
        answers_submit(app, &changed, "Change an API");
    }
    if (remove_button(app, cross, ui_format(ui, "remove:api:%zu", i))) {
        Answers changed = answers_copy(answers);
        answers_remove_api(&changed, i);
        answers_submit(app, &changed, "Remove an API");
    }
    column_gap(column, SPACE_2);
}

static void apis(Column *column) {
    App *app = column->app;
    const Answers *answers = &app_design(app)->answers;
    column_section(column, "APIs");
    for (size_t i = 0; i < answers->apis.count; i++) {
        api_card(column, answers, i);
    }
    if (add_row(column, "add-api", "Add a call, e.g. POST /links")) {
        add_api(app, field_text(&app->ui));
        field_replace(&app->ui, "add-api", "");
    }
}

/* ---- Entities ---------------------------------------------------------------------------------- */

/* The components that keep data, by their labels, and "" for none. */
static void entity_store(App *app, Rect rect, const Answers *answers, size_t i) {
    Ui *ui = &app->ui;
    const Design *design = app_design(app);
    size_t most = design->components.count + 1;
    const char **labels = arena_allocate(&ui->scratch, most * sizeof *labels);
    const char **ids = arena_allocate(&ui->scratch, most * sizeof *ids);
    size_t count = 1, current = 0, picked;
    labels[0] = "no store yet";
    ids[0] = "";
    for (size_t c = 0; c < design->components.count; c++) {
        const Component *component = design->components.items[c];
        if (component->kind->group == GROUP_DATA || component->kind->group == GROUP_MESSAGING) {
            current =
                strcmp(component->id, answers->entities.items[i].store) == 0 ? count : current;
            ids[count] = component->id;
            labels[count++] = component->label;
        }
    }
    Choice choice = {.name = ui_format(ui, "entity-store:%zu", i),
                     .options = labels,
                     .shown = ui_format(ui, "in %s", labels[current]),
                     .count = count,
                     .current = current,
                     .disabled = app_read_only(app)};
    choice.shown = current == 0 ? labels[0] : choice.shown;
    if (ui_choice(ui, rect, choice, &picked) && picked < count) {
        Answers changed = answers_copy(answers);
        text_replace(&changed.entities.items[i].store, ids[picked]);
        answers_submit(app, &changed, "Change an entity");
    }
}

static void entity_card(Column *column, const Answers *answers, size_t i) {
    App *app = column->app;
    Ui *ui = &app->ui;
    const AnswerEntity *entity = &answers->entities.items[i];
    Rect box = column_row(column, 3 * FIELD_HEIGHT + 2 * 6 + 2 * CARD_PADDING);
    draw_rect(ui->list, box, 9, ui->theme->sunk);
    Rect room = rect_inset(box, CARD_PADDING);
    Rect row = cut_top(&room, FIELD_HEIGHT);
    Rect cross = rect_center(cut_right(&row, REMOVE_SIZE + 2), REMOVE_SIZE, REMOVE_SIZE);
    if (text_row(app, row, ui_format(ui, "entity-name:%zu", i), "Name", entity->name)) {
        Answers changed = answers_copy(answers);
        text_replace(&changed.entities.items[i].name, field_text(ui));
        answers_submit(app, &changed, "Change an entity");
    }
    (void)cut_top(&room, 6);
    if (text_row(app, cut_top(&room, FIELD_HEIGHT), ui_format(ui, "entity-fields:%zu", i), "Fields",
                 entity->fields)) {
        Answers changed = answers_copy(answers);
        text_replace(&changed.entities.items[i].fields, field_text(ui));
        answers_submit(app, &changed, "Change an entity");
    }
    (void)cut_top(&room, 6);
    row = cut_top(&room, FIELD_HEIGHT);
    Rect key = cut_left(&row, (row.w - 6) / 2);
    (void)cut_left(&row, 6);
    if (text_row(app, key, ui_format(ui, "entity-key:%zu", i), "Key", entity->key)) {
        Answers changed = answers_copy(answers);
        text_replace(&changed.entities.items[i].key, field_text(ui));
        answers_submit(app, &changed, "Change an entity");
    }
    entity_store(app, row, answers, i);
    if (remove_button(app, cross, ui_format(ui, "remove:entity:%zu", i))) {
        Answers changed = answers_copy(answers);
        answers_remove_entity(&changed, i);
        answers_submit(app, &changed, "Remove an entity");
    }
    column_gap(column, SPACE_2);
}

static void entities(Column *column) {
    App *app = column->app;
    const Answers *answers = &app_design(app)->answers;
    column_section(column, "Data");
    for (size_t i = 0; i < answers->entities.count; i++) {
        entity_card(column, answers, i);
    }
    if (add_row(column, "add-entity", "Add an entity, e.g. link")) {
        Answers changed = answers_copy(answers);
        AnswerEntity entity = {memory_copy_string(field_text(&app->ui)), memory_copy_string(""),
                               memory_copy_string(""), memory_copy_string("")};
        array_push(&changed.entities, entity);
        answers_submit(app, &changed, "Add an entity");
        field_replace(&app->ui, "add-entity", "");
    }
}

/* ---- Trade-offs -------------------------------------------------------------------------------- */

static void tradeoff_card(Column *column, const Answers *answers, size_t i) {
    App *app = column->app;
    Ui *ui = &app->ui;
    static const struct {
        const char *name, *placeholder;
        size_t offset;
    } PARTS[] = {
        {"about", "What it is about", offsetof(AnswerTradeoff, about)},
        {"choice", "What you chose", offsetof(AnswerTradeoff, choice)},
        {"instead", "Instead of", offsetof(AnswerTradeoff, instead_of)},
        {"because", "Because, and what it costs", offsetof(AnswerTradeoff, because)},
    };
    float height = COUNT_OF(PARTS) * (FIELD_HEIGHT + 6) - 6;
    Rect box = column_row(column, height + 2 * CARD_PADDING);
    draw_rect(ui->list, box, 9, ui->theme->sunk);
    Rect room = rect_inset(box, CARD_PADDING);
    Rect cross = {0};
    for (size_t p = 0; p < COUNT_OF(PARTS); p++) {
        Rect row = cut_top(&room, FIELD_HEIGHT);
        if (p == 0) {
            cross = rect_center(cut_right(&row, REMOVE_SIZE + 2), REMOVE_SIZE, REMOVE_SIZE);
        }
        (void)cut_top(&room, 6);
        const char *tradeoff = (const char *)&answers->tradeoffs.items[i];
        char *const *text = (char *const *)(const void *)(tradeoff + PARTS[p].offset);
        if (text_row(app, row, ui_format(ui, "tradeoff-%s:%zu", PARTS[p].name, i),
                     PARTS[p].placeholder, *text)) {
            Answers changed = answers_copy(answers);
            char *copy = (char *)&changed.tradeoffs.items[i];
            text_replace((char **)(void *)(copy + PARTS[p].offset), field_text(ui));
            answers_submit(app, &changed, "Change a trade-off");
        }
    }
    if (remove_button(app, cross, ui_format(ui, "remove:tradeoff:%zu", i))) {
        Answers changed = answers_copy(answers);
        answers_remove_tradeoff(&changed, i);
        answers_submit(app, &changed, "Remove a trade-off");
    }
    column_gap(column, SPACE_2);
}

static void tradeoffs(Column *column) {
    App *app = column->app;
    const Answers *answers = &app_design(app)->answers;
    column_section(column, "Trade-offs");
    for (size_t i = 0; i < answers->tradeoffs.count; i++) {
        tradeoff_card(column, answers, i);
    }
    if (add_row(column, "add-tradeoff", "Add a trade-off: about what?")) {
        Answers changed = answers_copy(answers);
        AnswerTradeoff tradeoff = {memory_copy_string(field_text(&app->ui)), memory_copy_string(""),
                                   memory_copy_string(""), memory_copy_string("")};
        array_push(&changed.tradeoffs, tradeoff);
        answers_submit(app, &changed, "Add a trade-off");
        field_replace(&app->ui, "add-tradeoff", "");
    }
}

/* ---- The panel --------------------------------------------------------------------------------- */

void answers_panel(App *app, Rect rect) {
    Ui *ui = &app->ui;
    Scroll scroll = scroll_begin(ui, rect, "scroll:answers");
    Column column = {app, rect.x + MARGIN, scroll.top + SPACE_3, rect.w - 2 * MARGIN};
    estimates(&column);
    requirements(&column);
    apis(&column);
    entities(&column);
    tradeoffs(&column);
    scroll_end(ui, &scroll, column.y + SPACE_5 - scroll.top);
}
