/* The kinds of components, by group: to drag onto the board, or to place with Enter. */
#include <string.h>

#include "ui/canvas.h"
#include "ui/screens.h"
#include "ui/scroll.h"
#include "ui/text_field.h"
#include "ui/widgets.h"

enum {
    TILE_WIDTH = 60,
    TILE_HEIGHT = 56,
    TILE_GAP = 4,
    LOW_TILE_HEIGHT = 51, /* in a low window, so that all kinds are in sight */
    LOW_PANEL = 760,
    PALETTE_MARGIN = 14,
    DRAG_AFTER = 4,
    COLUMNS = 3
};

/* ---- Searching --------------------------------------------------------------------------------- */

static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool contains(const char *text, const char *part) {
    for (; *text; text++) {
        size_t i = 0;
        while (part[i] && lower(text[i]) == lower(part[i])) {
            i++;
        }
        if (!part[i]) {
            return true;
        }
    }
    return !part[0];
}

static bool is_found(const App *app, const KindSpec *kind) {
    const char *search = app->search;
    return contains(kind->title, search) || contains(kind->name, search) ||
           contains(kind->purpose, search);
}

/* Kinds whose title begins with what was typed come before those that only mention it. */
static const KindSpec *best_match(const App *app) {
    const KindSpec *best = NULL;
    size_t length = strlen(app->search);
    for (int i = 0; i < KIND_COUNT; i++) {
        const KindSpec *kind = &app->catalog->kinds[i];
        bool begins = true;
        for (size_t at = 0; at < length && begins; at++) {
            begins = lower(kind->title[at]) == lower(app->search[at]);
        }
        if (begins) {
            return kind;
        }
        best = !best && is_found(app, kind) ? kind : best;
    }
    return best;
}

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

static void tile(App *app, Rect rect, const KindSpec *kind, bool is_best) {
    Ui *ui = &app->ui;
    const Theme *theme = ui->theme;
    WidgetId id = ui_widget(ui, rect, "palette:%s", kind->name);
    ui_focusable(ui, id, rect);
    Touch touch = ui_touch(ui, id, rect);
    float dx = ui->pointer.x - ui->held_from.x, dy = ui->pointer.y - ui->held_from.y;
    if (touch.moved && dx * dx + dy * dy > DRAG_AFTER * DRAG_AFTER) {
        ui->held = 0;
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
    Rect text = {rect.x - 2, rect.y + spare / 2 + 23, rect.w + 4, 16};
    ui_text(ui, text, style, ALIGN_CENTER, kind->title);
    ui_draw_focus(ui, id, rect, 8);
    ui_tip(ui, id, rect, kind->purpose);
}

typedef struct Grid {
    float x, tile_height, gap; /* gap: below a section */
    const KindSpec *best;      /* what Enter would place, or NULL */
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
        if (kind->group < first || kind->group > last || !is_found(app, kind)) {
            continue;
        }
        if (count == 0) {
            ui_text(ui, (Rect){grid->x + 2, y, 180, 18}, style_section(ui->theme), ALIGN_LEFT,
                    app->catalog->group_titles[kind->group]);
        }
        tile(app, grid_place(grid, y + title, count), kind, kind == grid->best);
        count++;
    }
    if (count == 0) {
        return 0;
    }
    size_t rows = (count + COLUMNS - 1) / COLUMNS;
    return title + (float)rows * (grid->tile_height + TILE_GAP) + grid->gap;
}

static float kinds(App *app, float x, float y, bool low) {
    Grid grid = {x, low ? LOW_TILE_HEIGHT : TILE_HEIGHT, low ? 6 : 10,
                 app->search[0] ? best_match(app) : NULL};
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
