#include "ui/dialogs.h"

#include <string.h>

#include "ui/command_list.h"
#include "ui/compare_dialog.h"
#include "ui/help.h"
#include "ui/study_table.h"

enum {
    DIALOG_PADDING = 24,
    TOAST_WIDTH = 520,
    UNDO_WIDTH = 56,
    TOAST_MS = 4000,
    UNDO_TOAST_MS = 7000,
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
                                 "replay opens, and the stress test plays. The design stays as it "
                                 "is, and the session can be replayed whenever you like.",
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
    case DIALOG_COMMANDS:
        command_list_dialog(app);
        break;
    case DIALOG_STUDY:
        study_table_dialog(app);
        break;
    case DIALOG_COMPARE:
        compare_dialog(app);
        break;
    }
    if (ui_key(&app->ui, KEY_ESCAPE, 0)) {
        dialog_close(app);
    }
    ui_absorb(&app->ui, app->ui.window);
}

/* ---- The toast --------------------------------------------------------------------------------- */

static unsigned long long revision_of(const App *app) {
    return app->screen == SCREEN_BOARD ? editor_revision(app->document.editor) : 0;
}

static void start_toast(App *app, Toast *toast) {
    toast->until_ms = app->ui.now_ms + (toast->bad      ? BAD_TOAST_MS
                                        : toast->undoes ? UNDO_TOAST_MS
                                                        : TOAST_MS);
    toast->undoes_revision = revision_of(app);
}

/* Before the widgets that it lies over see the event. */
void toast_input(App *app) {
    Ui *ui = &app->ui;
    Toast *toast = &app->toast;
    bool over = rect_contains(toast->button, ui->pointer.x, ui->pointer.y);
    if (ui_is(ui, INPUT_POINTER_DOWN) && ui->event->button == BUTTON_LEFT && over) {
        toast->held = true;
        ui_take(ui);
    } else if (ui_is(ui, INPUT_POINTER_UP) && toast->held) {
        toast->held = false;
        ui_take(ui);
        if (over) {
            toast->text[0] = '\0';
            app_request_command(app, UI_UNDO);
        }
    }
}

static void undo_button(App *app, Rect rect) {
    Ui *ui = &app->ui;
    const Theme *theme = ui->theme;
    bool over = rect_contains(rect, ui->pointer.x, ui->pointer.y);
    if (over) {
        draw_rect(ui->list, rect, 6, color_with_alpha(theme->surface, 40));
        ui->cursor = CURSOR_HAND;
    }
    draw_name(ui->list, rect, "button:toast-undo");
    Color color = color_mix(theme->accent, theme->surface, 0.45f);
    ui_text(ui, rect, (TextStyle){FONT_SEMIBOLD, 12.5f, color}, ALIGN_CENTER, "Undo");
}

void toast_show(App *app) {
    Ui *ui = &app->ui;
    Toast *toast = &app->toast;
    toast->button = (Rect){0, 0, 0, 0};
    if (!toast->text[0]) {
        return;
    }
    if (toast->until_ms == 0) {
        if (toast->undoes && app->submitted.count > 0) {
            return; /* once it is applied there is something to undo */
        }
        start_toast(app, toast);
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
    bool undoes = toast->undoes && toast->undoes_revision == revision_of(app) &&
                  ui_command_enabled(app, UI_UNDO);
    float button = undoes ? UNDO_WIDTH + SPACE_2 : 0;
    Rect area = app->screen == SCREEN_HOME ? ui->window : app->viewport;
    float full = width + icon + button;
    Rect box = {area.x + (area.w - full) / 2 - SPACE_4, area.y + area.h - height - 64 - SPACE_4,
                full + 2 * SPACE_4, height + 20};
    draw_shadow(ui->list, box, 9, 20, theme->shadow);
    draw_rect(ui->list, box, 9, theme->text);
    draw_name(ui->list, box, "toast");
    if (toast->bad) {
        Rect mark = {box.x + SPACE_4, box.y + (box.h - 16) / 2, 16, 16};
        draw_icon(ui->list, mark, "warning", theme->surface);
    }
    ui_paragraph(ui, box.x + SPACE_4 + icon, box.y + 10, width, style, toast->text);
    if (undoes) {
        toast->button =
            (Rect){box.x + box.w - UNDO_WIDTH - SPACE_2, box.y + 5, UNDO_WIDTH, box.h - 10};
        undo_button(app, toast->button);
    }
}
