#include "ui/help.h"

#include <string.h>

#include "ui/dialogs.h"
#include "ui/kind_search.h"
#include "ui/scroll.h"
#include "ui/text_field.h"

enum { WIDTH = 860, HEIGHT = 716, ROW = 25, TITLE = 24, FIELD = 34 };

static const char *const GROUPS[] = {"Tools", "Draw",  "Select", "Arrange", "Edit",
                                     "View",  "Round", "Replay", "File",    "Help"};

void help_open(App *app) {
    app->dialog.type = DIALOG_HELP;
    app->commands = (CommandSearch){.current = 0};
    field_focus(&app->ui, "keys");
}

/* ---- The lines of a group: commands that have a key, and gestures ------------------------------ */

typedef struct Line {
    const char *title, *keys;
} Line;

enum { MOST_LINES = 40 };

static bool fits(App *app, const char *group, const char *title, const char *keys) {
    const char *query = app->commands.query;
    return !query[0] || fuzzy_fit(title, query) > 8 || fuzzy_fit(group, query) >= 40 ||
           strstr(keys, query) != NULL;
}

static size_t lines_of(App *app, const char *group, Line lines[MOST_LINES]) {
    size_t count = 0;
    for (int id = 0; id < UI_COMMAND_COUNT; id++) {
        const UiCommand *command = ui_command((UiCommandId)id);
        char keys[64];
        ui_command_keys((UiCommandId)id, keys, sizeof keys);
        if (strcmp(command->group, group) == 0 && keys[0] && count < MOST_LINES &&
            fits(app, group, command->title, keys)) {
            lines[count++] = (Line){command->title, ui_format(&app->ui, "%s", keys)};
        }
    }
    for (size_t i = 0; i < ui_gesture_count(); i++) {
        const Gesture *gesture = ui_gesture(i);
        if (strcmp(gesture->group, group) == 0 && count < MOST_LINES &&
            fits(app, group, gesture->title, gesture->keys)) {
            lines[count++] = (Line){gesture->title, gesture->keys};
        }
    }
    return count;
}

static void show_line(Ui *ui, Rect row, Line line) {
    TextStyle mono = {FONT_MONO, 11, ui->theme->text_muted};
    float width = ui_text_width(ui, mono, line.keys) + 14;
    Rect cap = {row.x + row.w - width, row.y + 3, width, 20};
    draw_box(ui->list, cap, 5, ui->theme->sunk, 1, ui->theme->border);
    ui_text(ui, cap, mono, ALIGN_CENTER, line.keys);
    row.w -= width + SPACE_2;
    ui_text(ui, row, style_body(ui->theme), ALIGN_LEFT, line.title);
}

/* ---- The sheet --------------------------------------------------------------------------------- */

typedef struct Sheet {
    float x, width; /* of a column */
    float y[2];     /* where each of the two goes on */
} Sheet;

static void show_group(App *app, Sheet *sheet, const char *group) {
    Ui *ui = &app->ui;
    Line lines[MOST_LINES];
    size_t count = lines_of(app, group, lines);
    if (count == 0) {
        return;
    }
    size_t side = sheet->y[1] < sheet->y[0];
    float x = sheet->x + (float)side * (sheet->width + SPACE_5);
    ui_text(ui, (Rect){x, sheet->y[side], sheet->width, 20}, style_section(ui->theme), ALIGN_LEFT,
            group);
    sheet->y[side] += TITLE;
    for (size_t i = 0; i < count; i++) {
        show_line(ui, (Rect){x, sheet->y[side], sheet->width, ROW}, lines[i]);
        sheet->y[side] += ROW;
    }
    sheet->y[side] += SPACE_4;
}

void help_dialog(App *app) {
    Ui *ui = &app->ui;
    CommandSearch *state = &app->commands;
    Rect room = dialog_begin(app, WIDTH, HEIGHT, "Keys");
    Field field = {.name = "keys",
                   .icon = "search",
                   .placeholder = "Find a key",
                   .stays = true,
                   .limit = sizeof state->query - 1};
    FieldEvent event = ui_field(ui, cut_top(&room, FIELD), field, state->query);
    (void)cut_top(&room, SPACE_4);
    if (event == FIELD_TYPED) {
        text_copy(state->query, sizeof state->query, field_text(ui));
        scroll_to_top(ui, "scroll:help");
    } else if (event == FIELD_CANCELLED && field_escaped(ui)) {
        dialog_close(app);
        return;
    }
    Scroll scroll = scroll_begin(ui, room, "scroll:help");
    float width = (room.w - SPACE_5 - SPACE_3) / 2;
    Sheet sheet = {room.x, width, {scroll.top, scroll.top}};
    for (size_t i = 0; i < COUNT_OF(GROUPS); i++) {
        show_group(app, &sheet, GROUPS[i]);
    }
    float bottom = sheet.y[0] > sheet.y[1] ? sheet.y[0] : sheet.y[1];
    if (bottom <= scroll.top) {
        bottom += ui_paragraph(ui, room.x, scroll.top, room.w, style_muted(ui->theme),
                               "No key does that. Ctrl+K lists every command.");
    }
    scroll_end(ui, &scroll, bottom - scroll.top);
}
