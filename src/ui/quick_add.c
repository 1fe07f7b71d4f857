#include "ui/quick_add.h"

#include <string.h>

#include "ui/canvas.h"
#include "ui/kind_search.h"
#include "ui/text_field.h"
#include "ui/widgets.h"

enum { WIDTH = 264, ROW = 32, ROWS = 6, PADDING = 8, HEAD = 32 };

void quick_add_open(App *app, Point at, const char *from) {
    app->quick_add = (QuickAdd){.open = true, .at = at};
    text_copy(app->quick_add.from, sizeof app->quick_add.from, from);
    field_focus(&app->ui, "quick-add");
    app->ui.again = true;
}

/* What was typed, and what a line from there may end at. */
static size_t find(const App *app, const KindSpec *found[KIND_COUNT]) {
    const Component *from = design_component(app_design(app), app->quick_add.from);
    size_t count = kind_search(app->catalog, app->quick_add.query, found), kept = 0;
    for (size_t i = 0; i < count; i++) {
        Component to = {.kind = found[i]};
        bool fits = !from || !connection_check_ends(connection_infer(from, &to), from, &to).code;
        if (fits) {
            found[kept++] = found[i];
        }
    }
    return kept;
}

static void add(App *app, const KindSpec *kind) {
    QuickAdd *state = &app->quick_add;
    BoardScene scene = canvas_scene(app);
    Command command = {0};
    Error error = board_place_near(app->board, &scene, kind->id, state->at, state->from, &command);
    if (!error.code) {
        text_copy(app->made, sizeof app->made, command.changes.items[0].id);
    }
    app_submit(app, error, &command);
    state->open = false;
    app->ui.focus = app->ui.ground;
    app->ui.focus_shown = false;
}

static void row(App *app, Rect rect, const KindSpec *kind, size_t position) {
    Ui *ui = &app->ui;
    QuickAdd *state = &app->quick_add;
    WidgetId id = ui_widget(ui, rect, "quick:%s", kind->name);
    Touch touch = ui_touch(ui, id, rect);
    if (touch.hovered && ui_is(ui, INPUT_POINTER_MOVE)) {
        state->current = position;
    }
    if (touch.hovered) {
        ui->cursor = CURSOR_HAND;
    }
    if (position == state->current) {
        draw_rect(ui->list, rect, 6, ui->theme->accent_soft);
    }
    Rect room = rect_shrink(rect, 6, 4);
    ui_kind_icon(ui, cut_left(&room, 24), kind);
    (void)cut_left(&room, SPACE_2);
    ui_text(ui, room, style_body(ui->theme), ALIGN_LEFT, kind->title);
    if (touch.clicked) {
        add(app, kind);
    }
}

static void close(App *app) {
    app->quick_add.open = false;
    app->ui.again = true;
}

/* The keys that choose from the list while the field has the keyboard. */
static void choose(App *app, size_t count) {
    QuickAdd *state = &app->quick_add;
    if (count > 0 && ui_key(&app->ui, KEY_DOWN, 0)) {
        state->current = (state->current + 1) % count;
    } else if (count > 0 && ui_key(&app->ui, KEY_UP, 0)) {
        state->current = (state->current + count - 1) % count;
    }
    state->current = count > 0 && state->current >= count ? count - 1 : state->current;
}

static Rect place(const App *app, size_t rows) {
    Rect view = app->viewport;
    Point at = board_to_screen(app->board, view, app->quick_add.at.x, app->quick_add.at.y);
    float height = 2 * PADDING + HEAD + SPACE_1 + (float)rows * ROW;
    Rect box = {at.x - 24, at.y - PADDING - HEAD / 2.0f, WIDTH, height};
    float right = view.x + view.w - WIDTH - SPACE_2, bottom = view.y + view.h - height - SPACE_2;
    box.x = box.x > right ? right : box.x;
    box.y = box.y > bottom ? bottom : box.y;
    box.x = box.x < view.x + SPACE_2 ? view.x + SPACE_2 : box.x;
    box.y = box.y < view.y + SPACE_2 ? view.y + SPACE_2 : box.y;
    return box;
}

void quick_add_show(App *app) {
    Ui *ui = &app->ui;
    QuickAdd *state = &app->quick_add;
    if (!state->open) {
        return;
    }
    const KindSpec *found[KIND_COUNT];
    size_t count = find(app, found);
    size_t rows = count < ROWS ? count : ROWS;
    size_t first = state->current >= ROWS ? state->current - ROWS + 1 : 0;
    Rect box = place(app, rows > 0 ? rows : 1);
    if (ui_is(ui, INPUT_POINTER_DOWN) && !rect_contains(box, ui->pointer.x, ui->pointer.y)) {
        close(app);
        return;
    }
    draw_shadow(ui->list, box, 10, 24, ui->theme->shadow);
    draw_box(ui->list, box, 10, ui->theme->raised, 1, ui->theme->border_strong);
    draw_name(ui->list, box, "quick-add");
    Rect room = rect_inset(box, PADDING);
    Field field = {.name = "quick-add",
                   .icon = "search",
                   .placeholder = state->from[0] ? "Connect to a new…" : "Add a component",
                   .limit = sizeof state->query - 1};
    choose(app, count);
    FieldEvent event = ui_field(ui, cut_top(&room, HEAD), field, state->query);
    (void)cut_top(&room, SPACE_1);
    if (event == FIELD_TYPED) {
        text_copy(state->query, sizeof state->query, field_text(ui));
        state->current = 0;
        ui->again = true;
    } else if (event == FIELD_ENTERED && count > 0) {
        add(app, found[state->current]);
        return;
    } else if (event != FIELD_IDLE) {
        close(app);
        return;
    } else if (!field_editing(ui, "quick-add") && ui->focus == 0 && ui->held == 0) {
        field_focus(ui, "quick-add"); /* a press beside the field took the keyboard away */
    }
    for (size_t i = first; i < first + rows; i++) {
        row(app, cut_top(&room, ROW), found[i], i);
    }
    if (count == 0) {
        ui_text(ui, rect_shrink(cut_top(&room, ROW), 6, 0), style_muted(ui->theme), ALIGN_LEFT,
                "Nothing is called that");
    }
    ui_absorb(ui, box);
}
