#include "ui/canvas_menu.h"

#include "ui/popup.h"

static const UiCommandId OF_PARTS[] = {
    UI_RENAME,        UI_CONNECT,   UI_CUT,   UI_COPY,          UI_COPY_PICTURE,
    UI_PASTE,         UI_DUPLICATE, UI_GROUP, UI_ALIGN_MIDDLE,  UI_ALIGN_CENTER,
    UI_SPREAD_ACROSS, UI_TIDY,      UI_LOCK,  UI_FIT_SELECTION, UI_DELETE};
static const UiCommandId OF_GROUND[] = {UI_ADD_COMPONENT, UI_TOOL_NOTE,    UI_TOOL_AREA,  UI_PASTE,
                                        UI_IMPORT,        UI_COPY_PICTURE, UI_SELECT_ALL, UI_TIDY,
                                        UI_FIT,           UI_MAP,          UI_COMMANDS};

void canvas_menu_want(App *app, Point at) {
    app->menu.wanted = true;
    app->menu.at = at;
    app->ui.again = true;
}

static void collect(App *app, const UiCommandId *ids, size_t count) {
    CanvasMenu *menu = &app->menu;
    menu->count = 0;
    for (size_t i = 0; i < count && menu->count < MENU_ITEMS; i++) {
        if (ui_command_enabled(app, ids[i])) {
            menu->items[menu->count++] = ids[i];
        }
    }
}

static void open(App *app, WidgetId id) {
    Ui *ui = &app->ui;
    CanvasMenu *menu = &app->menu;
    menu->wanted = false;
    if (board_selection_count(app->board) > 0) {
        collect(app, OF_PARTS, COUNT_OF(OF_PARTS));
    } else {
        collect(app, OF_GROUND, COUNT_OF(OF_GROUND));
    }
    const char *options[MENU_ITEMS];
    for (size_t i = 0; i < menu->count; i++) {
        char keys[64];
        ui_command_keys(menu->items[i], keys, sizeof keys);
        options[i] = ui_format(ui, "%s\t%s", ui_command(menu->items[i])->title, keys);
    }
    Rect anchor = {menu->at.x, menu->at.y - SPACE_1, 0, 0};
    popup_open(ui, id, anchor, options, menu->count, SIZE_MAX);
}

void canvas_menu_show(App *app) {
    WidgetId id = ui_id(&app->ui, "canvas-menu");
    size_t picked;
    if (popup_picked(&app->ui, id, &picked) && picked < app->menu.count) {
        app_request_command(app, app->menu.items[picked]);
    }
    if (app->menu.wanted) {
        open(app, id);
    }
}
