/* What is selected, and all that can be said about it: made from the catalogue. */
#include "ui/inspector.h"

#include <math.h>
#include <string.h>

#include "ui/scroll.h"
#include "ui/setting_row.h"
#include "ui/text_field.h"
#include "ui/widgets.h"

enum { MARGIN = 20 };

/* ---- Pieces that components and connections share ---------------------------------------------- */

void column_gap(Column *column, float height) {
    column->y += height;
}

void column_section(Column *column, const char *title) {
    Ui *ui = &column->app->ui;
    column->y += SPACE_3;
    ui_separator(ui, column->x, column->y, column->width);
    column->y += SPACE_3;
    ui_text(ui, (Rect){column->x, column->y, column->width, 20}, style_section(ui->theme),
            ALIGN_LEFT, title);
    column->y += 26;
}

void column_text(Column *column, TextStyle style, const char *text) {
    column->y += ui_paragraph(&column->app->ui, column->x, column->y, column->width, style, text);
}

Rect column_row(Column *column, float height) {
    Rect row = {column->x, column->y, column->width, height};
    column->y += height;
    return row;
}

bool column_fold(Column *column, const char *name, const char *title, bool *open) {
    App *app = column->app;
    Ui *ui = &app->ui;
    Rect row = column_row(column, 28);
    WidgetId id = ui_widget(ui, row, "button:%s", name);
    ui_focusable(ui, id, row);
    Touch touch = ui_touch(ui, id, row);
    if (touch.hovered) {
        ui->cursor = CURSOR_HAND;
    }
    if (touch.clicked) {
        *open = !*open;
    }
    ui_draw_focus(ui, id, row, 5);
    ui_text(ui, row, style_section(ui->theme), ALIGN_LEFT, title);
    draw_icon(ui->list, (Rect){row.x + row.w - 16, row.y + 7, 14, 14},
              *open ? "chevron_up" : "chevron_down", ui->theme->text_faint);
    return *open;
}

/* ---- Settings ---------------------------------------------------------------------------------- */

typedef struct SettingTable {
    const char *element, *card;
    const SettingSpec *specs;
    size_t count;
    const Settings *chosen;
} SettingTable;

/* How far down a setting stands. */
typedef enum Rank { RANK_CARD, RANK_MAIN, RANK_MORE } Rank;

static Rank rank_of(const SettingTable *table, const SettingSpec *spec) {
    size_t length = strlen(spec->id);
    for (const char *at = strchr(table->card, '{'); at; at = strchr(at + 1, '{')) {
        bool named = strncmp(at + 1, spec->id, length) == 0;
        if (named && (at[1 + length] == '}' || at[1 + length] == '|')) {
            return RANK_CARD;
        }
    }
    return spec->is_main ? RANK_MAIN : RANK_MORE;
}

static const SettingSpec *idle_by(const SettingTable *table, const SettingSpec *spec) {
    for (size_t i = 0; i < spec->idle_count; i++) {
        for (size_t k = 0; k < table->count; k++) {
            const SettingSpec *other = &table->specs[k];
            if (strcmp(other->id, spec->idle[i].setting) != 0) {
                continue;
            }
            const Setting *set = settings_find(table->chosen, other->id);
            const SettingValue *now = set ? &set->value : &other->fallback;
            const SettingValue *when = &spec->idle[i].value;
            if (now->number == when->number && strcmp(now->word, when->word) == 0) {
                return other;
            }
        }
    }
    return NULL;
}

static void settings_of(Column *column, const SettingTable *table, Rank rank) {
    for (size_t i = 0; i < table->count; i++) {
        const SettingSpec *spec = &table->specs[i];
        if (rank_of(table, spec) == rank) {
            SettingRow row = {.element = table->element,
                              .spec = spec,
                              .settings = table->chosen,
                              .idle = idle_by(table, spec)};
            column->y += setting_row(column->app, column->x, column->y, column->width, row);
        }
    }
}

void column_settings(Column *column, const char *element, const char *card,
                     const SettingSpec *specs, size_t count, const Settings *chosen) {
    const SettingTable table = {element, card, specs, count, chosen};
    size_t more = 0, changed = 0;
    for (size_t i = 0; i < count; i++) {
        bool folded = rank_of(&table, &specs[i]) == RANK_MORE;
        more += folded;
        changed += folded && settings_find(chosen, specs[i].id) != NULL;
    }
    settings_of(column, &table, RANK_CARD);
    settings_of(column, &table, RANK_MAIN);
    if (more == 0) {
        return;
    }
    Ui *ui = &column->app->ui;
    const char *title =
        changed > 0 ? ui_format(ui, "More settings  ·  %zu changed", changed) : "More settings";
    if (column_fold(column, "more-settings", title, &column->app->more_open)) {
        settings_of(column, &table, RANK_MORE);
    }
}

/* ---- A component ------------------------------------------------------------------------------- */

static void component_head(Column *column, const Component *component) {
    App *app = column->app;
    Ui *ui = &app->ui;
    Rect row = column_row(column, 40);
    ui_kind_icon(ui, cut_left(&row, 40), component->kind);
    (void)cut_left(&row, SPACE_2);
    Field field = {.name = "label",
                   .look = FIELD_BARE,
                   .font = FONT_SEMIBOLD,
                   .size = 14,
                   .disabled = app_read_only(app)};
    FieldEvent event = ui_field(ui, cut_top(&row, 23), field, component->label);
    if (event == FIELD_COMMITTED || event == FIELD_ENTERED) {
        Command command = {0};
        Error error = edit_rename(app_design(app), component->id, field_text(ui), &command);
        app_submit(app, error, &command);
    }
    (void)cut_left(&row, SPACE_1);
    ui_text(ui, row, style_muted(ui->theme), ALIGN_LEFT, component->kind->title);
}

static void about_part(Column *column, const char *head, const char *text) {
    const Theme *theme = column->app->ui.theme;
    column_text(column, style_section(theme), head);
    column_text(column, style_body(theme), text);
    column_gap(column, SPACE_2);
}

static void about_kind(Column *column, const KindSpec *kind) {
    App *app = column->app;
    Ui *ui = &app->ui;
    column_gap(column, SPACE_2);
    column_text(column, style_muted(ui->theme), kind->purpose);
    Rect row = column_row(column, 24);
    Button more = {.label = app->about_open ? "Less" : "When to use it, and when not",
                   .name = "about",
                   .style = BUTTON_LINK};
    row.w = ui_button_width(ui, more);
    row.x -= SPACE_1 + 1;
    if (ui_button(ui, row, more)) {
        app->about_open = !app->about_open;
    }
    if (app->about_open) {
        about_part(column, "When to use it", kind->use_when);
        about_part(column, "When not", kind->avoid_when);
    }
}

static void why_field(Column *column, const Component *component) {
    App *app = column->app;
    Ui *ui = &app->ui;
    column_gap(column, SPACE_2);
    ui_text(ui, column_row(column, 22), style_section(ui->theme), ALIGN_LEFT, "Why it is here");
    float height = field_area_height(ui, column->width, "why", component->why, 2);
    Field field = {.name = "why",
                   .multiline = true,
                   .disabled = app_read_only(app),
                   .placeholder = "Naming a tool is not a design: say what it does for you here."};
    FieldEvent event = ui_field(ui, column_row(column, height), field, component->why);
    if (event == FIELD_COMMITTED || event == FIELD_ENTERED) {
        Command command = {0};
        Error error = edit_set_why(app_design(app), component->id, field_text(ui), &command);
        app_submit(app, error, &command);
    }
}

static void figure(Ui *ui, Rect *row, float width, const char *label, const char *value,
                   Color color) {
    Rect place = cut_left(row, width);
    ui_text(ui, cut_top(&place, 17), style_faint(ui->theme), ALIGN_LEFT, label);
    TextStyle style = {FONT_SEMIBOLD, 13, color};
    ui_text(ui, place, style, ALIGN_LEFT, value);
}

static Color load_color(const Theme *theme, double utilisation) {
    return utilisation < 0.7 ? theme->good : utilisation < 0.9 ? theme->warn : theme->bad;
}

/* What it carries. It keeps its place while a check is on its way, so that nothing jumps. */
static void load_row(Column *column, const Component *component) {
    App *app = column->app;
    Ui *ui = &app->ui;
    const ComponentEstimate *load = checks_load(&app->checks, component->id);
    column_gap(column, SPACE_3);
    Rect box = column_row(column, 50);
    draw_rect(ui->list, box, 8, ui->theme->sunk);
    Rect row = rect_shrink(box, SPACE_3, 7);
    float width = row.w / 3;
    char rate[32] = "", cost[32] = "";
    if (load) {
        double arrivals = load->arrivals_per_s;
        text_format_number(rate, arrivals < 10 ? arrivals : floor(arrivals + 0.5));
        text_format_number(cost, floor(load->cost_usd_month + 0.5));
    }
    bool busy = load && load->utilisation >= 0;
    figure(ui, &row, width, "arrivals", load ? ui_format(ui, "%s/s", rate) : "–", ui->theme->text);
    figure(ui, &row, width, "busy", busy ? ui_format(ui, "%.0f %%", load->utilisation * 100) : "–",
           busy ? load_color(ui->theme, load->utilisation) : ui->theme->text_muted);
    figure(ui, &row, width, "cost a month", load ? ui_format(ui, "$%s", cost) : "–",
           ui->theme->text);
}

static void link_row(Column *column, const Connection *connection, const char *self) {
    App *app = column->app;
    Ui *ui = &app->ui;
    bool leaves = strcmp(connection->from, self) == 0;
    const char *other_id = leaves ? connection->to : connection->from;
    const Component *other = design_component(app_design(app), other_id);
    Rect row = column_row(column, ROW_HEIGHT);
    WidgetId id = ui_widget(ui, row, "link:%s", connection->id);
    ui_focusable(ui, id, row);
    Touch touch = ui_touch(ui, id, row);
    if (touch.hovered) {
        draw_rect(ui->list, rect_shrink(row, -6, 0), 6, ui->theme->sunk);
        ui->cursor = CURSOR_HAND;
    }
    ui_draw_focus(ui, id, rect_shrink(row, -6, 0), 6);
    if (touch.clicked) {
        app_show_element(app, connection->id);
    }
    Color color = ui->theme->connection[connection->kind->id];
    Rect icon = rect_center(cut_left(&row, 16), 14, 14);
    draw_icon(ui->list, icon, leaves ? "arrow_right" : "chevron_left", color);
    (void)cut_left(&row, SPACE_2);
    Rect kind = cut_right(&row, 84);
    ui_text(ui, kind, style_faint(ui->theme), ALIGN_RIGHT, connection->kind->title);
    ui_text(ui, row, style_body(ui->theme), ALIGN_LEFT, other->label);
}

static void connect_choice(Column *column, const Component *component) {
    App *app = column->app;
    Ui *ui = &app->ui;
    const Design *design = app_design(app);
    size_t most = design->components.count;
    const char **labels = arena_allocate(&ui->scratch, (most + 1) * sizeof *labels);
    const char **ids = arena_allocate(&ui->scratch, (most + 1) * sizeof *ids);
    size_t count = 0;
    for (size_t i = 0; i < most; i++) {
        const Component *other = design->components.items[i];
        ConnectionKind kind = connection_infer(component, other);
        if (other != component && !connection_check_ends(kind, component, other).code) {
            ids[count] = other->id;
            labels[count++] = other->label;
        }
    }
    column_gap(column, SPACE_1);
    Choice choice = {.name = "connect",
                     .shown = "Connect to…",
                     .options = labels,
                     .count = count,
                     .current = SIZE_MAX,
                     .is_button = true,
                     .disabled = count == 0};
    size_t picked;
    Rect row = column_row(column, BUTTON_HEIGHT);
    row.w = 140;
    if (ui_choice(ui, row, choice, &picked) && picked < count) {
        char id[ID_SIZE];
        Command command = {0};
        Error error =
            edit_connect(design, component->id, ids[picked], CONNECTION_KIND_COUNT, id, &command);
        app_submit(app, error, &command);
    }
}

static void links(Column *column, const Component *component) {
    const Design *design = app_design(column->app);
    column_section(column, "Connections");
    for (size_t i = 0; i < design->connections.count; i++) {
        const Connection *connection = design->connections.items[i];
        if (strcmp(connection->from, component->id) == 0 ||
            strcmp(connection->to, component->id) == 0) {
            link_row(column, connection, component->id);
        }
    }
    if (!app_read_only(column->app)) {
        connect_choice(column, component);
    }
}

void inspector_buttons(Column *column, bool duplicates) {
    App *app = column->app;
    if (app_read_only(app)) {
        return;
    }
    column_gap(column, SPACE_4);
    Rect row = column_row(column, BUTTON_HEIGHT);
    if (duplicates && ui_button(&app->ui, cut_left(&row, 92), (Button){.label = "Duplicate"})) {
        app_request_command(app, UI_DUPLICATE);
    }
    (void)cut_left(&row, duplicates ? SPACE_2 : 0);
    Button remove = {.label = "Delete", .icon = "trash", .style = BUTTON_DANGER};
    if (ui_button(&app->ui, cut_left(&row, 92), remove)) {
        app_request_command(app, UI_DELETE);
    }
}

static void component_inspector(Column *column, const Component *component) {
    const KindSpec *kind = component->kind;
    component_head(column, component);
    about_kind(column, kind);
    why_field(column, component);
    load_row(column, component);
    links(column, component);
    if (kind->setting_count > 0) {
        column_section(column, "Settings");
        column_settings(column, component->id, kind->card, kind->settings, kind->setting_count,
                        &component->settings);
    }
    inspector_buttons(column, true);
}

/* ---- The whole design -------------------------------------------------------------------------- */

static void count_line(Column *column, const char *label, const char *value) {
    Ui *ui = &column->app->ui;
    Rect row = column_row(column, ROW_HEIGHT);
    ui_text(ui, row, style_muted(ui->theme), ALIGN_LEFT, label);
    ui_text(ui, row, style_strong(ui->theme), ALIGN_RIGHT, value);
}

static void estimate_lines(Column *column) {
    App *app = column->app;
    Ui *ui = &app->ui;
    const Scenario *scenario = app_scenario(app);
    const Estimate *estimate = app->checks.review.estimate;
    if (!app->checks.reviewed || !estimate) {
        return;
    }
    char cost[32], budget[32];
    text_format_number(cost, floor(estimate->cost_usd_month + 0.5));
    text_format_number(budget, scenario ? scenario->budget_usd_month : 0);
    bool limited = scenario && scenario->budget_usd_month > 0;
    count_line(column, "Cost a month",
               limited ? ui_format(ui, "$%s of $%s", cost, budget) : ui_format(ui, "$%s", cost));
    const Component *busiest = design_component(app_design(app), app->checks.busiest);
    const ComponentEstimate *load = checks_load(&app->checks, app->checks.busiest);
    if (busiest && load) {
        count_line(column, "Busiest part",
                   ui_format(ui, "%s, %.0f %%", busiest->label, load->peak_utilisation * 100));
        count_line(column, "Carries", ui_format(ui, "%.1f × the load", estimate->headroom));
    }
}

static void design_inspector(Column *column) {
    App *app = column->app;
    Ui *ui = &app->ui;
    const Design *design = app_design(app);
    ui_text(ui, column_row(column, 26), style_heading(ui->theme), ALIGN_LEFT,
            design->title[0] ? design->title : "Untitled");
    column_text(column, style_muted(ui->theme), "Press a card or a line to see its settings.");
    column_gap(column, SPACE_3);
    count_line(column, "Components", ui_format(ui, "%zu", design->components.count));
    count_line(column, "Connections", ui_format(ui, "%zu", design->connections.count));
    estimate_lines(column);
}

/* ---- The panel --------------------------------------------------------------------------------- */

void inspector_panel(App *app, Rect rect) {
    Ui *ui = &app->ui;
    const Design *design = app_design(app);
    const char *id = app_selected(app);
    Scroll scroll =
        scroll_begin(ui, rect, id ? ui_format(ui, "scroll:inspector:%s", id) : "scroll:inspector");
    Column column = {app, rect.x + MARGIN, scroll.top + SPACE_4, rect.w - 2 * MARGIN};
    ui_set_scope(ui, id);
    ElementType type;
    if (id && design_id_type(design, id, &type)) {
        switch (type) {
        case ELEMENT_COMPONENT:
            component_inspector(&column, design_component(design, id));
            break;
        case ELEMENT_CONNECTION:
            connection_inspector(&column, design_connection(design, id));
            break;
        case ELEMENT_AREA:
        case ELEMENT_NOTE:
            text_inspector(&column, design_area(design, id), design_note(design, id));
            break;
        case ELEMENT_TITLE:
        case ELEMENT_SCENARIO:
        case ELEMENT_ANSWERS:
        case ELEMENT_TYPE_COUNT:
            break;
        }
    } else if (board_selection_count(app->board) > 1) {
        many_inspector(&column);
    } else {
        design_inspector(&column);
    }
    ui_set_scope(ui, NULL);
    scroll_end(ui, &scroll, column.y + SPACE_5 - scroll.top);
}
