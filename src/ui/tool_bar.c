#include "ui/tool_bar.h"

#include "ui/widgets.h"

enum { CELL = 36, PADDING = 3, GAP = 9 };

static void cell(App *app, Rect *room, UiCommandId id, bool on) {
    Ui *ui = &app->ui;
    const UiCommand *command = ui_command(id);
    char tip[96], key[64];
    ui_command_tip(id, tip, sizeof tip);
    ui_command_keys(id, key, sizeof key);
    Rect rect = rect_inset(cut_left(room, CELL), 1);
    Button button = {.icon = command->icon,
                     .name = command->name,
                     .tip = ui_format(ui, "%s", tip),
                     .style = BUTTON_QUIET,
                     .on = on};
    if (ui_button(ui, rect, button)) {
        app_request_command(app, id);
    }
    TextStyle style = {FONT_REGULAR, 8.5f, on ? ui->theme->accent : ui->theme->text_faint};
    ui_text(ui, (Rect){rect.x, rect.y + rect.h - 14, rect.w - 4, 12}, style, ALIGN_RIGHT, key);
}

void tool_bar(App *app, Rect canvas) {
    static const UiCommandId TOOLS[TOOL_COUNT] = {UI_TOOL_SELECT, UI_TOOL_HAND, UI_TOOL_ARROW,
                                                  UI_TOOL_NOTE,   UI_TOOL_AREA, UI_TOOL_LASER};
    Ui *ui = &app->ui;
    size_t count = 0;
    for (size_t i = 0; i < TOOL_COUNT; i++) {
        count += ui_command_enabled(app, TOOLS[i]);
    }
    bool keeps = ui_command_enabled(app, UI_KEEP_TOOL);
    float width = (float)count * CELL + (keeps ? GAP + CELL : 0) + 2 * PADDING;
    Rect bar = {canvas.x + (canvas.w - width) / 2, canvas.y + SPACE_3, width, TOOL_BAR_HEIGHT};
    draw_shadow(ui->list, bar, 9, 12, ui->theme->shadow);
    draw_box(ui->list, bar, 9, ui->theme->raised, 1, ui->theme->border);
    draw_name(ui->list, bar, "tool-bar");
    Rect room = rect_inset(bar, PADDING);
    BoardTool tool = board_tool(app->board);
    for (size_t i = 0; i < TOOL_COUNT; i++) {
        if (ui_command_enabled(app, TOOLS[i])) {
            cell(app, &room, TOOLS[i], tool == (BoardTool)i);
        }
    }
    if (keeps) {
        Rect gap = cut_left(&room, GAP);
        draw_rect(ui->list, (Rect){gap.x + GAP / 2.0f, gap.y + 6, 1, gap.h - 12}, 0,
                  ui->theme->border);
        cell(app, &room, UI_KEEP_TOOL, board_keeps_tool(app->board));
    }
    ui_absorb(ui, bar);
}
