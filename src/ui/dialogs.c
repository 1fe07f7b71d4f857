#include "ui/dialogs.h"

#include <string.h>

#include "ui/scroll.h"

enum {
    DIALOG_PADDING = 24,
    HELP_ROW = 24,
    TOAST_WIDTH = 520,
    TOAST_MS = 4000,
    BAD_TOAST_MS = 8000
};

/* ---- The frame --------------------------------------------------------------------------------- */

Rect dialog_begin(App *app, float width, float height, const char *title) {
    Ui *ui = &app->ui;
    const Theme *theme = ui->theme;
    draw_rect(ui->list, ui->window, 0, (Color){8, 12, 20, theme->dark ? 150 : 90});
    float most = ui->window.h - 2 * SPACE_5;
    Rect box = rect_center(ui->window, width, height > most ? most : height);
    draw_shadow(ui->list, box, 12, 40, theme->shadow);
    draw_box(ui->list, box, 12, theme->raised, 1, theme->border);
    draw_name(ui->list, box, "dialog:%s", title);
    Rect room = rect_inset(box, DIALOG_PADDING);
    Rect head = cut_top(&room, 24);
    Button close = {.icon = "close", .name = "close", .style = BUTTON_QUIET, .tip = "Close (Esc)"};
    Rect corner = cut_right(&head, 26);
    if (ui_button(ui, (Rect){corner.x, corner.y - 2, 26, 26}, close)) {
        dialog_close(app);
    }
    ui_text(ui, head, style_heading(theme), ALIGN_LEFT, title);
    (void)cut_top(&room, SPACE_4);
    return room;
}

void dialog_close(App *app) {
    app->dialog.type = DIALOG_NONE;
    app->ui.focus = 0;
    app->ui.again = true;
}

bool dialog_button(App *app, Rect *row, Button button) {
    float width = ui_button_width(&app->ui, button);
    Rect rect = cut_right(row, width < 88 ? 88 : width);
    (void)cut_right(row, SPACE_2);
    return ui_button(&app->ui, rect, button);
}

/* ---- The dialogs ------------------------------------------------------------------------------- */

/* A text and buttons under it; returns the buttons' row. */
static Rect text_dialog(App *app, const char *title, const char *text) {
    const float width = 480;
    TextStyle style = style_body(app->ui.theme);
    style.size = 13;
    float inner = width - 2 * DIALOG_PADDING;
    float height = ui_paragraph_height(&app->ui, inner, style, text);
    Rect room = dialog_begin(
        app, width, height + 2 * DIALOG_PADDING + 24 + SPACE_4 + SPACE_5 + BUTTON_HEIGHT, title);
    ui_paragraph(&app->ui, room.x, room.y, room.w, style, text);
    return cut_bottom(&room, BUTTON_HEIGHT);
}

static void message_dialog(App *app) {
    Rect row = text_dialog(app, app->dialog.title, app->dialog.text);
    if (dialog_button(app, &row, (Button){.label = "OK", .style = BUTTON_PRIMARY}) ||
        ui_key(&app->ui, KEY_ENTER, 0)) {
        dialog_close(app);
    }
}

static void finish_dialog(App *app) {
    char played[32];
    round_format_time(document_clock(&app->document).played, played);
    const char *text = ui_format(&app->ui,
                                 "It is %s, and the clock runs until you press Finish. Then the "
                                 "replay opens. The design stays as it is, and the session can be "
                                 "replayed whenever you like.",
                                 played);
    Rect row = text_dialog(app, "Finish the round?", text);
    Button finish = {.label = "Finish", .name = "Finish now", .style = BUTTON_PRIMARY};
    bool wanted = dialog_button(app, &row, finish) || ui_key(&app->ui, KEY_ENTER, 0);
    if (wanted) {
        app_request(app, ACTION_FINISH, NULL);
    }
    if (dialog_button(app, &row, (Button){.label = "Keep going"}) || wanted) {
        dialog_close(app);
    }
}

static void quit_dialog(App *app) {
    Rect row = text_dialog(app, app->dialog.title, app->dialog.text);
    Button quit = {.label = "Quit all the same", .style = BUTTON_DANGER};
    if (dialog_button(app, &row, quit)) {
        app_request(app, ACTION_QUIT, NULL);
    }
    if (dialog_button(app, &row, (Button){.label = "Stay", .style = BUTTON_PRIMARY})) {
        dialog_close(app);
    }
}

static float help_group(App *app, Rect column, const char *group) {
    Ui *ui = &app->ui;
    float y = column.y;
    ui_text(ui, (Rect){column.x, y, column.w, 20}, style_section(ui->theme), ALIGN_LEFT, group);
    y += 24;
    for (int id = 0; id < UI_COMMAND_COUNT; id++) {
        const UiCommand *command = ui_command((UiCommandId)id);
        if (strcmp(command->group, group) != 0) {
            continue;
        }
        Rect row = {column.x, y, column.w, HELP_ROW};
        char keys[64];
        ui_shortcut_text(command->keys[0], keys, sizeof keys);
        TextStyle mono = {FONT_MONO, 11.5f, ui->theme->text_muted};
        float width = ui_text_width(ui, mono, keys) + 14;
        Rect cap = {row.x + row.w - width, row.y + 3, width, 20};
        draw_box(ui->list, cap, 5, ui->theme->sunk, 1, ui->theme->border);
        ui_text(ui, cap, mono, ALIGN_CENTER, keys);
        row.w -= width + SPACE_2;
        ui_text(ui, row, style_body(ui->theme), ALIGN_LEFT, command->title);
        y += HELP_ROW;
    }
    return y - column.y + SPACE_3;
}

static void help_dialog(App *app) {
    static const char *const GROUPS[2][4] = {{"File", "Edit", "Draw", "Help"},
                                             {"Round", "View", "Replay", NULL}};
    Rect room = dialog_begin(app, 760, 716, "Keys");
    TextStyle hint = style_muted(app->ui.theme);
    const char *text =
        "With the pointer: drag a card's edge to another card to connect them, drag the ground to "
        "select, Space or the middle button to move the view, Ctrl and the wheel to zoom.\n"
        "By keyboard: / and the first letters of a name, Enter places it. Tab walks the cards, "
        "arrows move them, F6 goes to the next part of the window. C connects "
        "the selected card: Enter opens the list of where to.";
    float height = ui_paragraph_height(&app->ui, room.w, hint, text);
    Rect foot = cut_bottom(&room, height + SPACE_2);
    ui_paragraph(&app->ui, foot.x, foot.y + SPACE_2, foot.w, hint, text);
    Scroll scroll = scroll_begin(&app->ui, room, "scroll:help");
    float tallest = 0;
    float width = (room.w - SPACE_5 - SPACE_3) / 2;
    for (size_t side = 0; side < 2; side++) {
        float y = scroll.top;
        for (size_t i = 0; i < 4 && GROUPS[side][i]; i++) {
            Rect column = {room.x + (float)side * (width + SPACE_5), y, width, room.h};
            y += help_group(app, column, GROUPS[side][i]);
        }
        tallest = y - scroll.top > tallest ? y - scroll.top : tallest;
    }
    scroll_end(&app->ui, &scroll, tallest);
}

void dialog_show(App *app) {
    switch (app->dialog.type) {
    case DIALOG_NONE:
        return;
    case DIALOG_MESSAGE:
        message_dialog(app);
        break;
    case DIALOG_FINISH:
        finish_dialog(app);
        break;
    case DIALOG_QUIT:
        quit_dialog(app);
        break;
    case DIALOG_FILE:
        file_dialog_show(app);
        break;
    case DIALOG_HELP:
        help_dialog(app);
        break;
    }
    if (ui_key(&app->ui, KEY_ESCAPE, 0)) {
        dialog_close(app);
    }
    ui_absorb(&app->ui, app->ui.window);
}

/* ---- The toast --------------------------------------------------------------------------------- */

void toast_show(App *app) {
    Ui *ui = &app->ui;
    Toast *toast = &app->toast;
    if (!toast->text[0]) {
        return;
    }
    if (toast->until_ms == 0) {
        toast->until_ms = ui->now_ms + (toast->bad ? BAD_TOAST_MS : TOAST_MS);
    }
    if (ui->now_ms >= toast->until_ms) {
        toast->text[0] = '\0';
        return;
    }
    ui_wake_at(ui, toast->until_ms);
    const Theme *theme = ui->theme;
    TextStyle style = {FONT_MEDIUM, 12.5f, theme->surface};
    float width = ui_text_width(ui, style, toast->text) + 1;
    width = width > TOAST_WIDTH ? TOAST_WIDTH : width;
    float height = ui_paragraph_height(ui, width, style, toast->text);
    float icon = toast->bad ? 24 : 0;
    Rect area = app->screen == SCREEN_HOME ? ui->window : app->viewport;
    Rect box = {area.x + (area.w - width - icon) / 2 - SPACE_4,
                area.y + area.h - height - 64 - SPACE_4, width + icon + 2 * SPACE_4, height + 20};
    draw_shadow(ui->list, box, 9, 20, theme->shadow);
    draw_rect(ui->list, box, 9, theme->text);
    draw_name(ui->list, box, "toast");
    if (toast->bad) {
        Rect mark = {box.x + SPACE_4, box.y + (box.h - 16) / 2, 16, 16};
        draw_icon(ui->list, mark, "warning", theme->surface);
    }
    ui_paragraph(ui, box.x + SPACE_4 + icon, box.y + 10, width, style, toast->text);
}
