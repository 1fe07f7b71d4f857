/* The inspector of several parts: what they are, how they stand to one another, and the settings
 * that all of them have. */
#include <string.h>

#include "ui/inspector.h"
#include "ui/setting_row.h"
#include "ui/widgets.h"

/* What can be set on one of them. */
typedef struct Part {
    const SettingSpec *specs;
    size_t count;
    const Settings *chosen;
} Part;

typedef struct Parts {
    const char **ids;
    Part *items;
    size_t count;
    size_t components, connections, others;
} Parts;

static Parts collect(App *app) {
    const Design *design = app_design(app);
    size_t selected = board_selection_count(app->board);
    Parts parts = {.ids = arena_allocate(&app->ui.scratch, selected * sizeof *parts.ids),
                   .items = arena_allocate(&app->ui.scratch, selected * sizeof *parts.items)};
    for (size_t i = 0; i < selected; i++) {
        const char *id = board_selected(app->board, i);
        const Component *component = design_component(design, id);
        const Connection *connection = design_connection(design, id);
        Part part = {0};
        if (component) {
            part = (Part){component->kind->settings, component->kind->setting_count,
                          &component->settings};
            parts.components++;
        } else if (connection) {
            part = (Part){connection->kind->settings, connection->kind->setting_count,
                          &connection->settings};
            parts.connections++;
        } else {
            parts.others++;
            continue; /* an area or a note has no settings */
        }
        parts.ids[parts.count] = id;
        parts.items[parts.count++] = part;
    }
    return parts;
}

/* ---- Order ------------------------------------------------------------------------------------- */

static void command_buttons(Column *column, const UiCommandId *ids, size_t count) {
    App *app = column->app;
    Ui *ui = &app->ui;
    Rect row = column_row(column, 34);
    for (size_t i = 0; i < count; i++) {
        char tip[96];
        ui_command_tip(ids[i], tip, sizeof tip);
        Button button = {.icon = ui_command(ids[i])->icon,
                         .name = ui_command(ids[i])->name,
                         .tip = ui_format(ui, "%s", tip),
                         .disabled = !ui_command_enabled(app, ids[i])};
        if (ui_button(ui, cut_left(&row, 34), button)) {
            app_request_command(app, ids[i]);
        }
        (void)cut_left(&row, SPACE_1);
    }
    column_gap(column, SPACE_1);
}

static void order(Column *column) {
    static const UiCommandId LEVEL[] = {UI_ALIGN_LEFT, UI_ALIGN_CENTER, UI_ALIGN_RIGHT,
                                        UI_SPREAD_ACROSS};
    static const UiCommandId UPRIGHT[] = {UI_ALIGN_TOP, UI_ALIGN_MIDDLE, UI_ALIGN_BOTTOM,
                                          UI_SPREAD_DOWN};
    App *app = column->app;
    column_section(column, "Arrange");
    command_buttons(column, LEVEL, COUNT_OF(LEVEL));
    command_buttons(column, UPRIGHT, COUNT_OF(UPRIGHT));
    column_gap(column, SPACE_2);
    Rect row = column_row(column, BUTTON_HEIGHT);
    Button group = {.label = "Group", .tip = "An area around them (Ctrl+G)"};
    if (ui_button(&app->ui, cut_left(&row, 92), group)) {
        app_request_command(app, UI_GROUP);
    }
    (void)cut_left(&row, SPACE_2);
    Button lock = {.label = "Lock", .tip = "They stay where they are (Ctrl+Shift+L)"};
    if (ui_button(&app->ui, cut_left(&row, 92), lock)) {
        app_request_command(app, UI_LOCK);
    }
}

/* ---- Settings that all of them have ------------------------------------------------------------ */

static const SettingSpec *find_spec(const Part *part, const SettingSpec *like) {
    for (size_t i = 0; i < part->count; i++) {
        if (strcmp(part->specs[i].id, like->id) == 0 && part->specs[i].type == like->type) {
            return &part->specs[i];
        }
    }
    return NULL;
}

static SettingValue value_in(const Part *part, const SettingSpec *spec) {
    const Setting *chosen = settings_find(part->chosen, spec->id);
    return chosen ? chosen->value : spec->fallback;
}

/* False when not all have it. */
static bool compare(const Parts *parts, const SettingSpec *spec, bool *mixed, bool *changed) {
    SettingValue first = value_in(&parts->items[0], spec);
    *mixed = *changed = false;
    for (size_t i = 0; i < parts->count; i++) {
        const SettingSpec *own = find_spec(&parts->items[i], spec);
        if (!own) {
            return false;
        }
        SettingValue value = value_in(&parts->items[i], own);
        bool same = value.number <= first.number && value.number >= first.number &&
                    strcmp(value.word, first.word) == 0;
        *mixed = *mixed || !same;
        *changed = *changed || settings_find(parts->items[i].chosen, spec->id);
    }
    return true;
}

static size_t setting_count(const Parts *parts, bool main) {
    size_t count = 0;
    bool mixed, changed;
    for (size_t i = 0; i < parts->items[0].count; i++) {
        const SettingSpec *spec = &parts->items[0].specs[i];
        count += spec->is_main == main && compare(parts, spec, &mixed, &changed);
    }
    return count;
}

static void setting_rows(Column *column, const Parts *parts, bool main) {
    const Part *first = &parts->items[0];
    for (size_t i = 0; i < first->count; i++) {
        const SettingSpec *spec = &first->specs[i];
        SettingRow row = {.element = parts->ids[0],
                          .spec = spec,
                          .settings = first->chosen,
                          .elements = parts->ids,
                          .count = parts->count};
        if (spec->is_main == main && compare(parts, spec, &row.mixed, &row.changed)) {
            column->y += setting_row(column->app, column->x, column->y, column->width, row);
        }
    }
}

static void settings(Column *column, const Parts *parts) {
    App *app = column->app;
    size_t main = setting_count(parts, true), more = setting_count(parts, false);
    if (main + more == 0) {
        return;
    }
    column_section(column, "Settings of all of them");
    setting_rows(column, parts, true);
    if (more > 0 && column_fold(column, "more-settings", "More settings", &app->more_open)) {
        setting_rows(column, parts, false);
    }
}

/* ---- All of it --------------------------------------------------------------------------------- */

static const char *plural(Ui *ui, size_t count, const char *word) {
    return ui_format(ui, "%zu %s%s", count, word, count == 1 ? "" : "s");
}

void many_inspector(Column *column) {
    App *app = column->app;
    Ui *ui = &app->ui;
    Parts parts = collect(app);
    size_t all = parts.count + parts.others;
    bool one_sort = parts.components == all || parts.connections == all;
    const char *word = !one_sort ? "part" : parts.components ? "component" : "connection";
    ui_set_scope(ui, ui_format(ui, "several:%s:%zu", board_selected(app->board, 0), all));
    ui_text(ui, column_row(column, 26), style_heading(ui->theme), ALIGN_LEFT,
            ui_format(ui, "%s selected", plural(ui, all, word)));
    if (!app_read_only(app) && all > parts.connections) {
        order(column);
    }
    if (parts.count > 0) {
        settings(column, &parts);
    }
    inspector_buttons(column, all > parts.connections);
    ui_set_scope(ui, NULL);
}
