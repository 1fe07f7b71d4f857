#include "ui/command_list.h"

#include <stdlib.h>

#include "ui/canvas.h"
#include "ui/dialogs.h"
#include "ui/kind_search.h"
#include "ui/scroll.h"
#include "ui/text_field.h"

enum { WIDTH = 560, HEIGHT = 500, ROW = 34, FIELD = 36, MOST = UI_COMMAND_COUNT + KIND_COUNT };

/* A command, or a kind to be placed. */
typedef struct ListEntry {
    UiCommandId command; /* UI_COMMAND_COUNT: the kind */
    const KindSpec *kind;
    bool enabled; /* makes sense now; those that do not come last, and only when asked for */
    int score;
    int order; /* of those that fit as well, as in the table */
} ListEntry;

void command_list_open(App *app) {
    app->dialog.type = DIALOG_COMMANDS;
    app->commands = (CommandSearch){.reveal = true};
    field_focus(&app->ui, "commands");
}

/* ---- Finding ----------------------------------------------------------------------------------- */

static int compare_entries(const void *left, const void *right) {
    const ListEntry *a = left, *b = right;
    if (a->enabled != b->enabled) {
        return a->enabled ? -1 : 1;
    }
    return a->score != b->score ? b->score - a->score : a->order - b->order;
}

/* With the group before the title, so that "view" finds all that is about the view, but not as
 * well as a title that has the word. */
static int score_of(App *app, const char *group, const char *title, const char *query) {
    int by_title = fuzzy_fit(title, query);
    int by_both = fuzzy_fit(ui_format(&app->ui, "%s %s", group, title), query);
    return by_title >= 0 ? by_title + 1 : by_both;
}

static size_t find(App *app, ListEntry found[MOST]) {
    const char *query = app->commands.query;
    size_t count = 0;
    for (int id = 0; id < UI_COMMAND_COUNT; id++) {
        const UiCommand *command = ui_command((UiCommandId)id);
        int score = score_of(app, command->group, command->title, query);
        bool enabled = ui_command_enabled(app, (UiCommandId)id);
        if (score >= 0 && id != UI_COMMANDS && (enabled || query[0])) {
            found[count++] = (ListEntry){(UiCommandId)id, NULL, enabled, score, id};
        }
    }
    for (int i = 0; i < KIND_COUNT && app->screen == SCREEN_BOARD; i++) {
        const KindSpec *kind = &app->catalog->kinds[i];
        int score = score_of(app, "Add", kind->title, query);
        if (score >= 0) {
            found[count++] = (ListEntry){UI_COMMAND_COUNT, kind, true, score, UI_COMMAND_COUNT + i};
        }
    }
    qsort(found, count, sizeof *found, compare_entries);
    return count;
}

/* ---- Running ----------------------------------------------------------------------------------- */

static void run(App *app, const ListEntry *entry) {
    dialog_close(app);
    if (!entry->enabled) {
        app_toast(app, true, "%s: not now. Select first what it is about.",
                  ui_command(entry->command)->title);
    } else if (entry->kind) {
        Command command = {0};
        BoardScene scene = canvas_scene(app);
        Error error = board_place(app->board, &scene, entry->kind->id, &command);
        if (!error.code) {
            text_copy(app->made, sizeof app->made, command.changes.items[0].id);
        }
        app_submit(app, error, &command);
    } else {
        app_request_command(app, entry->command);
    }
}

static void choose(App *app, size_t count) {
    CommandSearch *state = &app->commands;
    bool down = ui_key(&app->ui, KEY_DOWN, 0), up = !down && ui_key(&app->ui, KEY_UP, 0);
    if (count > 0 && (down || up)) {
        state->current = (state->current + (down ? 1 : count - 1)) % count;
        state->reveal = true;
    }
    state->current = state->current < count ? state->current : 0;
}

/* ---- Showing ----------------------------------------------------------------------------------- */

static void show_keys(Ui *ui, Rect *row, const char *keys) {
    if (keys[0]) {
        TextStyle mono = {FONT_MONO, 11.5f, ui->theme->text_muted};
        float width = ui_text_width(ui, mono, keys) + 14;
        Rect cap = rect_center(cut_right(row, width), width, 20);
        draw_box(ui->list, cap, 5, ui->theme->sunk, 1, ui->theme->border);
        ui_text(ui, cap, mono, ALIGN_CENTER, keys);
        (void)cut_right(row, SPACE_2);
    }
}

static void entry_row(App *app, Rect rect, const ListEntry *entry, size_t position) {
    Ui *ui = &app->ui;
    CommandSearch *state = &app->commands;
    const UiCommand *command = entry->kind ? NULL : ui_command(entry->command);
    WidgetId id = ui_widget(ui, rect, "command:%s", command ? command->name : entry->kind->name);
    Touch touch = ui_touch(ui, id, rect);
    if (touch.hovered && ui_is(ui, INPUT_POINTER_MOVE)) {
        state->current = position;
    }
    if (touch.hovered) {
        ui->cursor = CURSOR_HAND;
    }
    if (position == state->current) {
        draw_rect(ui->list, rect, 7, ui->theme->accent_soft);
    }
    Rect row = rect_shrink(rect, 10, 0);
    Rect icon = rect_center(cut_left(&row, 20), 16, 16);
    (void)cut_left(&row, 10);
    if (entry->kind) {
        draw_icon(ui->list, icon, entry->kind->icon, ui->theme->group[entry->kind->group]);
    } else if (command->icon) {
        draw_icon(ui->list, icon, command->icon, ui->theme->text_muted);
    }
    char keys[64] = "";
    if (command) {
        ui_command_keys(entry->command, keys, sizeof keys);
    }
    show_keys(ui, &row, keys);
    TextStyle faint = style_faint(ui->theme);
    ui_text(ui, cut_right(&row, 72), faint, ALIGN_RIGHT, command ? command->group : "Add");
    (void)cut_right(&row, SPACE_2);
    TextStyle style = style_body(ui->theme);
    style.color = entry->enabled ? style.color : ui->theme->text_faint;
    ui_text(ui, row, style, ALIGN_LEFT, command ? command->title : entry->kind->title);
    if (touch.clicked) {
        run(app, entry);
    }
}

/* Keeps the current one in sight. */
static void follow_current(App *app, const Scroll *scroll) {
    CommandSearch *state = &app->commands;
    ScrollState *bar = ui_scroll_state(&app->ui, scroll->id);
    float top = (float)state->current * ROW, bottom = top + ROW;
    if (top < bar->offset) {
        bar->offset = top;
    } else if (bottom > bar->offset + scroll->view.h) {
        bar->offset = bottom - scroll->view.h;
    }
    state->reveal = false;
    app->ui.again = true;
}

void command_list_dialog(App *app) {
    Ui *ui = &app->ui;
    CommandSearch *state = &app->commands;
    Rect room = dialog_begin(app, WIDTH, HEIGHT, "Commands");
    ListEntry *found = arena_allocate(&ui->scratch, MOST * sizeof *found);
    size_t count = find(app, found);
    choose(app, count);
    Field field = {.name = "commands",
                   .icon = "search",
                   .placeholder = "What do you want to do?",
                   .stays = true,
                   .limit = sizeof state->query - 1};
    FieldEvent event = ui_field(ui, cut_top(&room, FIELD), field, state->query);
    (void)cut_top(&room, SPACE_2);
    if (event == FIELD_TYPED) {
        text_copy(state->query, sizeof state->query, field_text(ui));
        state->current = 0;
        state->reveal = true;
        count = find(app, found);
    } else if (event == FIELD_ENTERED && count > 0) {
        run(app, &found[state->current]);
        return;
    } else if (event == FIELD_CANCELLED && field_escaped(ui)) {
        dialog_close(app);
        return;
    }
    Scroll scroll = scroll_begin(ui, room, "scroll:commands");
    if (state->reveal) {
        follow_current(app, &scroll);
    }
    for (size_t i = 0; i < count; i++) {
        Rect row = {room.x, scroll.top + (float)i * ROW, room.w, ROW};
        if (rect_overlaps(row, room)) {
            entry_row(app, row, &found[i], i);
        }
    }
    if (count == 0) {
        ui_text(ui, (Rect){room.x, room.y, room.w, ROW}, style_muted(ui->theme), ALIGN_LEFT,
                "Nothing is called that");
    }
    scroll_end(ui, &scroll, (float)count * ROW);
}
