/* The kinds of components, by group: to drag onto the board, or to place with Enter. */
#include "ui/canvas.h"
#include "ui/kind_search.h"
#include "ui/screens.h"
#include "ui/scroll.h"
#include "ui/text_field.h"
#include "ui/widgets.h"

enum {
    TILE_WIDTH = 62,
    TILE_HEIGHT = 56,
    TILE_GAP = 4,
    LOW_TILE_HEIGHT = 51, /* in a low window, so that all kinds are in sight */
    LOW_PANEL = 760,
    PALETTE_MARGIN = 11,
    DRAG_AFTER = 4,
    COLUMNS = 3
};

/* ---- Placing ----------------------------------------------------------------------------------- */

static void place(App *app, KindId kind) {
    Command command = {0};
    BoardScene scene = canvas_scene(app);
    Error error = board_place(app->board, &scene, kind, &command);
    if (!error.code) {
        text_copy(app->made, sizeof app->made, command.changes.items[0].id);
    }
    app_submit(app, error, &command);
}

/* The first of those that fit, or NULL. */
static const KindSpec *best_match(const App *app) {
    const KindSpec *found[KIND_COUNT];
    return kind_search(app->catalog, app->search, found) > 0 ? found[0] : NULL;
}

static void search_field(App *app, Rect rect) {
    Ui *ui = &app->ui;
    Field field = {.name = "search",
                   .icon = "search",
                   .placeholder = "Add a component",
                   .suffix = field_editing(ui, "search") ? "" : "/",
                   .limit = sizeof app->search - 1};
    FieldEvent event = ui_field(ui, rect, field, app->search);
    if (event == FIELD_TYPED) {
        text_copy(app->search, sizeof app->search, field_text(ui));
        scroll_to_top(ui, "scroll:palette");
    } else if (event == FIELD_ENTERED) {
        const KindSpec *kind = app->search[0] ? best_match(app) : NULL;
        if (kind) {
            place(app, kind->id);
            app->search[0] = '\0';
        } else {
            field_focus(ui, "search");
        }
    } else if (event == FIELD_CANCELLED) {
        app->search[0] = '\0';
    }
}

/* The digit that places a kind, or "". */
static void key_of(KindId kind, char *out, size_t size) {
    out[0] = '\0';
    for (int id = UI_PLACE_CLIENT; id <= UI_PLACE_STREAM; id++) {
        if (ui_command((UiCommandId)id)->which == (int)kind) {
            ui_command_keys((UiCommandId)id, out, size);
        }
    }
}

static void tile(App *app, Rect rect, const KindSpec *kind, bool is_best) {
    Ui *ui = &app->ui;
    const Theme *theme = ui->theme;
    WidgetId id = ui_widget(ui, rect, "palette:%s", kind->name);
    ui_focusable(ui, id, rect);
    Touch touch = ui_touch(ui, id, rect);
    float dx = ui->pointer.x - ui->held_from.x, dy = ui->pointer.y - ui->held_from.y;
    if (touch.moved && dx * dx + dy * dy > DRAG_AFTER * DRAG_AFTER) {
        ui->held = 0;
        ui->focus = ui->ground; /* the next Enter renames what was placed */
        ui->focus_shown = false;
        board_start_placing(app->board, kind->id);
    } else if (touch.clicked && (touch.clicks == 2 || touch.keyed)) {
        place(app, kind->id);
    }
    Color ground = theme->sunk;
    if (touch.hovered) {
        ground = color_mix(theme->sunk, theme->group[kind->group], 0.1f);
        ui->cursor = CURSOR_GRAB;
    }
    draw_rect(ui->list, rect, 8, ground);
    if (is_best) {
        draw_outline(ui->list, rect, 8, 1.5f, theme->accent);
    }
    float spare = rect.h - 40;
    Rect icon = {rect.x + (rect.w - 20) / 2, rect.y + spare / 2, 20, 20};
    draw_icon(ui->list, icon, kind->icon, theme->group[kind->group]);
    TextStyle style = {FONT_MEDIUM, 10.5f, theme->text};
    float width = ui_text_width(ui, style, kind->title), most = rect.w - 8;
    style.size *= width > most ? most / width : 1;
    Rect text = {rect.x, rect.y + spare / 2 + 23, rect.w, 16};
    ui_text(ui, text, style, ALIGN_CENTER, kind->title);
    char key[16];
    key_of(kind->id, key, sizeof key);
    if (key[0]) {
        TextStyle faint = {FONT_MONO, 9, theme->text_faint};
        ui_text(ui, (Rect){rect.x, rect.y + 2, rect.w - 5, 13}, faint, ALIGN_RIGHT, key);
    }
    ui_draw_focus(ui, id, rect, 8);
    ui_tip(ui, id, rect, key[0] ? ui_format(ui, "%s\nKey: %s", kind->purpose, key) : kind->purpose);
}

typedef struct Grid {
    float x, tile_height, gap; /* gap: below a section */
} Grid;

static Rect grid_place(const Grid *grid, float y, size_t position) {
    return (Rect){grid->x + (float)(position % COLUMNS) * (TILE_WIDTH + TILE_GAP),
                  y + (float)(position / COLUMNS) * (grid->tile_height + TILE_GAP), TILE_WIDTH,
                  grid->tile_height};
}

/* The groups from `first` to `last` under the title of the first. */
static float section(App *app, const Grid *grid, float y, GroupId first, GroupId last) {
    Ui *ui = &app->ui;
    const float title = 22;
    size_t count = 0;
    for (int i = 0; i < KIND_COUNT; i++) {
        const KindSpec *kind = &app->catalog->kinds[i];
        if (kind->group < first || kind->group > last) {
            continue;
        }
        if (count == 0) {
            ui_text(ui, (Rect){grid->x + 2, y, 180, 18}, style_section(ui->theme), ALIGN_LEFT,
                    app->catalog->group_titles[kind->group]);
        }
        tile(app, grid_place(grid, y + title, count), kind, false);
        count++;
    }
    size_t rows = (count + COLUMNS - 1) / COLUMNS;
    return title + (float)rows * (grid->tile_height + TILE_GAP) + grid->gap;
}

/* What was found, the best first: Enter places it. */
static float matches(App *app, const Grid *grid, float y) {
    const KindSpec *found[KIND_COUNT];
    size_t count = kind_search(app->catalog, app->search, found);
    for (size_t i = 0; i < count; i++) {
        tile(app, grid_place(grid, y, i), found[i], i == 0);
    }
    return (float)((count + COLUMNS - 1) / COLUMNS) * (grid->tile_height + TILE_GAP);
}

static float kinds(App *app, float x, float y, bool low) {
    Grid grid = {x, low ? LOW_TILE_HEIGHT : TILE_HEIGHT, low ? 6 : 10};
    if (app->search[0]) {
        return matches(app, &grid, y);
    }
    float top = y;
    y += section(app, &grid, y, GROUP_EDGE, GROUP_EDGE);
    y += section(app, &grid, y, GROUP_COMPUTE, GROUP_COMPUTE);
    y += section(app, &grid, y, GROUP_DATA, GROUP_DATA);
    y += section(app, &grid, y, GROUP_MESSAGING, GROUP_MESSAGING);
    y += section(app, &grid, y, GROUP_OUTSIDE, GROUP_OPERATIONS);
    return y - top;
}

void palette(App *app, Rect rect) {
    Ui *ui = &app->ui;
    ui->region = REGION_LEFT;
    draw_rect(ui->list, rect, 0, ui->theme->surface);
    draw_rect(ui->list, (Rect){rect.x + rect.w - 1, rect.y, 1, rect.h}, 0, ui->theme->border);
    Rect room = rect;
    (void)cut_top(&room, SPACE_4);
    Rect search = rect_shrink(cut_top(&room, 32), PALETTE_MARGIN, 0);
    search_field(app, search);
    (void)cut_top(&room, SPACE_3);
    Scroll scroll = scroll_begin(ui, room, "scroll:palette");
    float y = scroll.top;
    y += kinds(app, rect.x + PALETTE_MARGIN, y, rect.h < LOW_PANEL);
    if (y <= scroll.top) {
        y += ui_paragraph(ui, rect.x + PALETTE_MARGIN, y, rect.w - 2 * PALETTE_MARGIN,
                          style_muted(ui->theme), "Nothing is called that. Esc shows all kinds.");
    }
    scroll_end(ui, &scroll, y - scroll.top);
    ui_absorb(ui, rect);
}
