/* The inspector's words about a connection, an area, a note. */
#include <string.h>

#include "ui/inspector.h"
#include "ui/text_field.h"
#include "ui/widgets.h"

static void ends(Column *column, const Connection *connection) {
    App *app = column->app;
    Ui *ui = &app->ui;
    const Design *design = app_design(app);
    const Component *from = design_component(design, connection->from);
    const Component *to = design_component(design, connection->to);
    TextStyle style = {FONT_SEMIBOLD, 14, ui->theme->text};
    column_text(column, style, ui_format(ui, "%s → %s", from->label, to->label));
    column_gap(column, SPACE_1);
    column_text(column, style_muted(ui->theme), connection->kind->purpose);
}

static void kind_row(Column *column, const Connection *connection) {
    App *app = column->app;
    Ui *ui = &app->ui;
    const Design *design = app_design(app);
    const Component *from = design_component(design, connection->from);
    const Component *to = design_component(design, connection->to);
    const char *titles[CONNECTION_KIND_COUNT];
    ConnectionKind kinds[CONNECTION_KIND_COUNT];
    size_t count = 0, current = SIZE_MAX;
    for (int i = 0; i < CONNECTION_KIND_COUNT; i++) {
        if (!connection_check_ends((ConnectionKind)i, from, to).code) {
            current = connection->kind->id == (ConnectionKind)i ? count : current;
            kinds[count] = (ConnectionKind)i;
            titles[count++] = app->catalog->connections[i].title;
        }
    }
    column_gap(column, SPACE_3);
    Rect row = column_row(column, FIELD_HEIGHT);
    Rect control = cut_right(&row, 160);
    ui_text(ui, row, style_body(ui->theme), ALIGN_LEFT, "Kind");
    Choice choice = {.name = "kind",
                     .shown = connection->kind->title,
                     .options = titles,
                     .count = count,
                     .current = current,
                     .disabled = app_read_only(app) || count < 2};
    size_t picked;
    if (ui_choice(ui, control, choice, &picked) && picked < count) {
        Command command = {0};
        Error error = edit_set_connection_kind(design, connection->id, kinds[picked], &command);
        app_submit(app, error, &command);
    }
}

static void label_row(Column *column, const Connection *connection) {
    App *app = column->app;
    Ui *ui = &app->ui;
    column_gap(column, SPACE_2);
    Rect row = column_row(column, FIELD_HEIGHT);
    Rect control = cut_right(&row, 160);
    ui_text(ui, row, style_body(ui->theme), ALIGN_LEFT, "Label");
    Field field = {.name = "label", .placeholder = "on the line", .disabled = app_read_only(app)};
    FieldEvent event = ui_field(ui, control, field, connection->label);
    if (event == FIELD_COMMITTED || event == FIELD_ENTERED) {
        Command command = {0};
        Error error = edit_rename(app_design(app), connection->id, field_text(ui), &command);
        app_submit(app, error, &command);
    }
}

/* Turning the last one off would leave nothing to carry: then all pass again. */
static void toggle_operation(App *app, const Connection *connection, const char *operation) {
    const Scenario *scenario = app_scenario(app);
    OperationName *names =
        arena_allocate(&app->ui.scratch, scenario->operation_count * sizeof *names);
    size_t count = 0;
    for (size_t i = 0; i < scenario->operation_count; i++) {
        const char *id = scenario->operations[i].id;
        bool carried = connection_carries(connection, id);
        if (strcmp(id, operation) == 0 ? !carried : carried) {
            text_copy(names[count++].id, ID_SIZE, id);
        }
    }
    bool all = count == scenario->operation_count;
    Command command = {0};
    Error error =
        edit_set_operations(app_design(app), connection->id, names, all ? 0 : count, &command);
    app_submit(app, error, &command);
}

static void operations(Column *column, const Connection *connection) {
    App *app = column->app;
    const Scenario *scenario = app_scenario(app);
    if (!scenario) {
        return;
    }
    column_section(column, "Operations that pass");
    for (size_t i = 0; i < scenario->operation_count; i++) {
        const Operation *operation = &scenario->operations[i];
        bool on = connection_carries(connection, operation->id);
        Rect row = column_row(column, ROW_HEIGHT);
        if (ui_checkbox(&app->ui, row, operation->id, operation->title, &on) &&
            !app_read_only(app)) {
            toggle_operation(app, connection, operation->id);
        }
    }
}

void connection_inspector(Column *column, const Connection *connection) {
    App *app = column->app;
    const ConnectionSpec *kind = connection->kind;
    ends(column, connection);
    kind_row(column, connection);
    label_row(column, connection);
    operations(column, connection);
    if (kind->setting_count > 0) {
        column_section(column, "Settings");
        column_settings(column, connection->id, kind->card, kind->settings, kind->setting_count,
                        &connection->settings);
    }
    if (!app_read_only(app)) {
        column_gap(column, SPACE_3);
        Rect row = column_row(column, BUTTON_HEIGHT);
        Button reverse = {.label = "Reverse", .tip = "The arrow points the other way"};
        if (ui_button(&app->ui, cut_left(&row, 92), reverse)) {
            Command command = {0};
            Error error = edit_reverse(app_design(app), connection->id, &command);
            app_submit(app, error, &command);
        }
        column_gap(column, -SPACE_2);
    }
    inspector_buttons(column, false);
}

void text_inspector(Column *column, const Area *area, const Note *note) {
    App *app = column->app;
    Ui *ui = &app->ui;
    const char *id = area ? area->id : note->id;
    const char *text = area ? area->label : note->text;
    ui_text(ui, column_row(column, 26), style_heading(ui->theme), ALIGN_LEFT,
            area ? "Area" : "Note");
    column_text(column, style_muted(ui->theme),
                area ? "A frame around parts that belong together: a region, a zone, a team."
                     : "Words on the board. Nothing reads them but people.");
    column_gap(column, SPACE_3);
    float height = area ? FIELD_HEIGHT : field_area_height(ui, column->width, "text", text, 3);
    Field field = {.name = area ? "label" : "text",
                   .multiline = note != NULL,
                   .breaks_lines = note != NULL,
                   .disabled = app_read_only(app)};
    FieldEvent event = ui_field(ui, column_row(column, height), field, text);
    if (event == FIELD_COMMITTED || event == FIELD_ENTERED) {
        Command command = {0};
        Error error = edit_rename(app_design(app), id, field_text(ui), &command);
        app_submit(app, error, &command);
    }
    inspector_buttons(column, true);
}
