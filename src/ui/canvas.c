#include "ui/canvas.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "ui/canvas_menu.h"
#include "ui/minimap.h"
#include "ui/offer.h"
#include "ui/quick_add.h"
#include "ui/text_field.h"
#include "ui/tool_bar.h"
#include "ui/tour.h"
#include "ui/widgets.h"

enum { ZOOM_BAR_WIDTH = 164, ZOOM_BAR_HEIGHT = 32, MOTION_FRAME_MS = 16 };

BoardScene canvas_scene(const App *app) {
    return (BoardScene){.design = app_design(app),
                        .marks = &app->checks.marks,
                        .metrics = app->ui.metrics,
                        .viewport = app->viewport,
                        .read_only = app_read_only(app),
                        .covered = TOOL_BAR_HEIGHT + SPACE_1,
                        .still = app->settings.still,
                        .now_ms = app->ui.now_ms};
}

/* ---- What the board says ----------------------------------------------------------------------- */

static void open_finding_of(App *app, const char *subject) {
    app->tab = TAB_FINDINGS;
    const Findings *findings = &app->checks.review.findings;
    for (size_t i = 0; i < findings->items.count; i++) {
        const Finding *finding = &findings->items.items[i];
        if (strcmp(finding->subject, subject) == 0 && !finding->accepted) {
            text_copy(app->findings.rule, sizeof app->findings.rule, finding->rule);
            text_copy(app->findings.subject, sizeof app->findings.subject, subject);
            app->findings.accepting = false;
            app->findings.reveal = true;
            return;
        }
    }
}

static BoardEvent feed(App *app, const InputEvent *event) {
    BoardScene scene = canvas_scene(app);
    Command command = {0};
    BoardEvent said = board_input(app->board, event, &scene, &command);
    switch (said.type) {
    case BOARD_EVENT_NONE:
        break;
    case BOARD_EVENT_COMMAND:
        app_submit(app, error_none(), &command);
        if (said.renames) {
            text_copy(app->made, sizeof app->made, said.id);
            canvas_rename(app, said.id);
        }
        break;
    case BOARD_EVENT_ADD:
        quick_add_open(app, said.at, said.id);
        break;
    case BOARD_EVENT_MENU:
        canvas_menu_want(app, app->ui.pointer);
        break;
    case BOARD_EVENT_RENAME:
        canvas_rename(app, said.id);
        break;
    case BOARD_EVENT_OPEN:
        open_finding_of(app, said.id);
        break;
    case BOARD_EVENT_REFUSED:
        app_toast(app, true, "%s", said.message);
        break;
    }
    return said;
}

void canvas_follow_selection(App *app, bool had_selection) {
    size_t count = board_selection_count(app->board);
    if (count > 0 && app->tab != TAB_INSPECTOR) {
        app->tab_before = app->tab;
        app->tab = TAB_INSPECTOR;
    } else if (count == 0 && had_selection && app->tab == TAB_INSPECTOR) {
        app->tab = app->tab_before;
    }
}

/* ---- Renaming in place ------------------------------------------------------------------------- */

static const char *label_of(const Design *design, const char *id) {
    const Component *component = design_component(design, id);
    const Connection *connection = design_connection(design, id);
    const Area *area = design_area(design, id);
    const Note *note = design_note(design, id);
    return component    ? component->label
           : connection ? connection->label
           : area       ? area->label
           : note       ? note->text
                        : NULL;
}

void canvas_rename(App *app, const char *id) {
    text_copy(app->renaming, sizeof app->renaming, id);
    ui_set_scope(&app->ui, id);
    field_focus(&app->ui, "label-in-place");
    ui_set_scope(&app->ui, NULL);
}

static void rename_field(App *app) {
    Ui *ui = &app->ui;
    const Design *design = app_design(app);
    BoardScene scene = canvas_scene(app);
    const char *label = app->renaming[0] ? label_of(design, app->renaming) : NULL;
    Rect rect;
    if (app->renaming[0] && strcmp(app->made, app->renaming) == 0) {
        return; /* it is made after this pass */
    }
    if (!label || !board_label_rect(app->board, &scene, app->renaming, &rect)) {
        app->renaming[0] = '\0';
        return;
    }
    bool is_note = design_note(design, app->renaming) != NULL;
    bool on_card = design_component(design, app->renaming) != NULL;
    float zoom = board_camera(app->board).zoom;
    Field field = {.name = "label-in-place",
                   .multiline = is_note,
                   .breaks_lines = is_note,
                   .font = on_card ? FONT_SEMIBOLD : FONT_REGULAR,
                   .size = zoom < 1 ? 12.5f : 13.5f};
    float width = rect.w < 140 ? 140 : rect.w;
    Rect where = is_note ? rect_inset(rect, -SPACE_1)
                         : (Rect){rect.x - 11, rect.y + rect.h / 2 - 14, width + 22, 28};
    ui_set_scope(ui, app->renaming);
    FieldEvent event = ui_field(ui, where, field, label);
    if (event == FIELD_COMMITTED || event == FIELD_ENTERED) {
        Command command = {0};
        Error error = edit_rename(design, app->renaming, field_text(ui), &command);
        app_submit(app, error, &command);
    }
    bool over = event == FIELD_ENTERED || event == FIELD_CANCELLED;
    if (over || (!field_editing(ui, "label-in-place") && !ui->again)) {
        app->renaming[0] = '\0';
        ui->again = true;
    }
    ui_set_scope(ui, NULL);
}

/* ---- The view ---------------------------------------------------------------------------------- */

static void zoom_bar(App *app, Rect canvas) {
    Ui *ui = &app->ui;
    Rect bar = {canvas.x + SPACE_4, canvas.y + canvas.h - SPACE_4 - ZOOM_BAR_HEIGHT, ZOOM_BAR_WIDTH,
                ZOOM_BAR_HEIGHT};
    draw_shadow(ui->list, bar, 8, 12, ui->theme->shadow);
    draw_box(ui->list, bar, 8, ui->theme->raised, 1, ui->theme->border);
    char percent[16];
    snprintf(percent, sizeof percent, "%.0f %%", (double)board_camera(app->board).zoom * 100);
    Rect room = rect_inset(bar, 2);
    struct {
        float width;
        Button button;
        UiCommandId command;
    } parts[] = {
        {32, {.icon = "minus", .name = "zoom-out", .style = BUTTON_QUIET}, UI_ZOOM_OUT},
        {58, {.label = percent, .name = "zoom-reset", .style = BUTTON_QUIET}, UI_ZOOM_RESET},
        {32, {.icon = "plus", .name = "zoom-in", .style = BUTTON_QUIET}, UI_ZOOM_IN},
        {38, {.label = "Fit", .name = "fit", .style = BUTTON_QUIET}, UI_FIT},
    };
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        char tip[96];
        ui_command_tip(parts[i].command, tip, sizeof tip);
        parts[i].button.tip = ui_format(ui, "%s", tip);
        if (ui_button(ui, cut_left(&room, parts[i].width), parts[i].button)) {
            app_request_command(app, parts[i].command);
        }
    }
    ui_absorb(ui, bar);
}

static Cursor cursor_of(const App *app) {
    switch (board_mode(app->board)) {
    case BOARD_PANNING:
        return CURSOR_GRAB;
    case BOARD_MOVING:
        return CURSOR_MOVE;
    case BOARD_CONNECTING:
    case BOARD_RECONNECTING:
    case BOARD_PLACING:
    case BOARD_DRAWING:
    case BOARD_POINTING:
        return CURSOR_CROSS;
    case BOARD_RESIZING:
        return CURSOR_RESIZE;
    case BOARD_IDLE:
    case BOARD_PRESSED:
    case BOARD_MARQUEE:
        return CURSOR_ARROW;
    }
    return CURSOR_ARROW;
}

static Cursor cursor_over(App *app) {
    BoardScene scene = canvas_scene(app);
    BoardTool tool = board_tool(app->board);
    if (tool != TOOL_SELECT) {
        return tool == TOOL_HAND ? CURSOR_GRAB : CURSOR_CROSS;
    }
    switch (board_hit(app->board, &scene, app->ui.pointer.x, app->ui.pointer.y).type) {
    case HIT_PORT:
    case HIT_END:
        return CURSOR_CROSS;
    case HIT_CORNER:
        return CURSOR_RESIZE;
    case HIT_BADGE:
        return CURSOR_HAND;
    case HIT_COMPONENT:
    case HIT_NOTE:
        return CURSOR_MOVE;
    case HIT_NOTHING:
    case HIT_CONNECTION:
    case HIT_AREA:
        return CURSOR_ARROW;
    }
    return CURSOR_ARROW;
}

static void empty_board(App *app, Rect rect) {
    Ui *ui = &app->ui;
    const Theme *theme = ui->theme;
    if (app_design(app)->components.count > 0 || app_read_only(app) || app->tour > 0 ||
        app->quick_add.open) {
        return;
    }
    Rect box = rect_center(rect, 480, 96);
    TextStyle title = {FONT_SEMIBOLD, 16, theme->text_muted};
    ui_text(ui, cut_top(&box, 28), title, ALIGN_CENTER, "Start with who calls");
    TextStyle line = style_with(style_muted(theme), theme->text_faint);
    line.size = 13;
    ui_text(ui, cut_top(&box, 22), line, ALIGN_CENTER,
            "Drag a Client here from the left, or double-click here and type its name.");
    ui_text(ui, cut_top(&box, 22), line, ALIGN_CENTER,
            "Pull from a card's edge to another card to connect them.");
}

/* The board must hear of it wherever the keyboard is by then: else Space would stay held. */
static void let_go_of_space(App *app) {
    const InputEvent *event = app->ui.cause;
    if (event && event->type == INPUT_KEY_UP && event->key == KEY_SPACE) {
        (void)feed(app, event);
    }
}

void canvas_show(App *app, Rect rect) {
    Ui *ui = &app->ui;
    app->viewport = rect;
    let_go_of_space(app);
    ui->region = REGION_CANVAS;
    BoardScene scene = canvas_scene(app);
    if (ui->blocked) {
        board_unhover(app->board);
    }
    if (app->fit_wanted) {
        app->fit_wanted = fabsf(app_zoom(app) - app->zoom) > 0; /* soon it is laid out anew */
        board_fit(app->board, &scene);
    }
    BoardMode mode = board_mode(app->board);
    bool busy = mode != BOARD_IDLE && mode != BOARD_PRESSED;
    if ((busy || mode == BOARD_PRESSED) && ui_is_pointer_event(ui)) {
        canvas_pointer(app);
    }
    WidgetId id = ui_widget(ui, rect, "canvas");
    ui->ground = id;
    ui_focusable(ui, id, rect);
    bool paints = !ui->event && !ui->hidden;
    if (paints) {
        ui_clip(ui, rect);
        board_draw(app->board, &scene, ui->theme, ui->list);
        ui_unclip(ui);
    }
    if (busy) {
        ui->cursor = cursor_of(app);
    } else if (ui_over(ui, rect)) {
        ui->cursor = cursor_over(app);
    }
    empty_board(app, rect);
    if (app->renaming[0]) {
        rename_field(app);
    }
    offer_show(app);
    quick_add_show(app);
    tour_show(app, rect);
    tool_bar(app, rect);
    zoom_bar(app, rect);
    minimap(app, rect);
    canvas_menu_show(app);
    if (paints && board_moves(app->board, &scene)) {
        ui_wake_at(ui, ui->now_ms + MOTION_FRAME_MS);
    }
    if (ui_focused(ui, id) && ui->focus_shown) {
        draw_outline(ui->list, rect_inset(rect, 2), 4, 2, ui->theme->accent);
    }
}

void canvas_pointer(App *app) {
    Ui *ui = &app->ui;
    bool moved = ui->cause && ui->cause->type == INPUT_POINTER_MOVE;
    if (moved && !ui->event && board_mode(app->board) == BOARD_IDLE) {
        board_unhover(app->board); /* the pointer is over a panel, which took the event */
    }
    if (!ui_is_pointer_event(ui) && !ui_is(ui, INPUT_FOCUS_LOST)) {
        return;
    }
    bool busy = board_mode(app->board) != BOARD_IDLE;
    bool inside = rect_contains(app->viewport, ui->pointer.x, ui->pointer.y);
    if (!busy && !inside && ui_is_pointer_event(ui)) {
        board_unhover(app->board);
        return;
    }
    bool presses = ui_is(ui, INPUT_POINTER_DOWN);
    bool clicked = ui_is(ui, INPUT_POINTER_UP) && board_mode(app->board) == BOARD_PRESSED;
    bool banded = ui_is(ui, INPUT_POINTER_UP) && board_mode(app->board) == BOARD_MARQUEE;
    if (presses) {
        ui->focus = ui_id(ui, "canvas");
        ui->focus_shown = false;
        app->had_selection = board_selection_count(app->board) > 0;
        board_set_pulse(app->board, NULL);
    }
    InputEvent event = *ui->event;
    if (event.type != INPUT_FOCUS_LOST) {
        ui_take(ui);
    }
    BoardEvent said = feed(app, &event);
    bool selects = (clicked || banded) && said.type == BOARD_EVENT_NONE;
    bool makes =
        said.type == BOARD_EVENT_COMMAND && said.id[0] && board_is_selected(app->board, said.id);
    if (selects || makes) {
        canvas_follow_selection(app, app->had_selection);
    }
}

/* Tab walks the components while the canvas has the focus, and past the last one it leaves. */
static bool walk_components(App *app, bool backwards) {
    const Design *design = app_design(app);
    size_t count = design->components.count;
    const char *selected = app_selected(app);
    size_t at = selected ? design_position(design, ELEMENT_COMPONENT, selected) : SIZE_MAX;
    size_t next = at == SIZE_MAX ? (backwards ? count - 1 : 0) : backwards ? at - 1 : at + 1;
    if (count == 0 || next >= count) {
        return false;
    }
    BoardScene scene = canvas_scene(app);
    board_show(app->board, &scene, design->components.items[next]->id);
    app->ui.again = true;
    canvas_follow_selection(app, true);
    return true;
}

void canvas_keys(App *app) {
    Ui *ui = &app->ui;
    bool key = ui_is(ui, INPUT_KEY_DOWN) || ui_is(ui, INPUT_KEY_UP);
    bool mine = ui->focus == 0 || ui->focus == ui_id(ui, "canvas");
    if (!mine && ui_key(ui, KEY_ESCAPE, 0)) {
        ui->focus = ui->ground;
        ui->focus_shown = false;
        return;
    }
    if (!key || !mine) {
        return;
    }
    bool is_tab = ui_is(ui, INPUT_KEY_DOWN) && ui->event->key == KEY_TAB;
    if (is_tab) {
        bool backwards = ui->event->modifiers == MOD_SHIFT;
        if (ui->focus != 0 && walk_components(app, backwards)) {
            ui_take(ui);
        }
        return;
    }
    InputEvent event = *ui->event;
    bool boards = event.key == KEY_ESCAPE || event.key == KEY_SPACE || event.key == KEY_ENTER ||
                  (event.key >= KEY_LEFT && event.key <= KEY_DOWN);
    if (boards) {
        ui_take(ui);
        BoardEvent said = feed(app, &event);
        if (said.type == BOARD_EVENT_COMMAND && said.id[0]) {
            text_copy(app->made, sizeof app->made, said.id);
        }
    }
}
