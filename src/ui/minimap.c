#include "ui/minimap.h"

#include <math.h>
#include <string.h>

#include "board/route.h"
#include "ui/canvas.h"
#include "ui/widgets.h"

enum { WIDTH = 196, HEIGHT = 128, PADDING = 8, LEAST_COMPONENTS = 20, CELL = 3 };
enum { COLUMNS = (WIDTH - 2 * PADDING) / CELL, ROWS = (HEIGHT - 2 * PADDING) / CELL };

/* From the canvas to the map. */
typedef struct Scale {
    float factor;
    Point canvas, map; /* the middle of both */
} Scale;

static Rect to_map(const Scale *scale, Rect rect) {
    return (Rect){scale->map.x + (rect.x - scale->canvas.x) * scale->factor,
                  scale->map.y + (rect.y - scale->canvas.y) * scale->factor, rect.w * scale->factor,
                  rect.h * scale->factor};
}

static Rect view_of(const App *app) {
    Rect port = app->viewport;
    Point corner = board_to_canvas(app->board, port, port.x, port.y);
    float zoom = board_camera(app->board).zoom;
    return (Rect){corner.x, corner.y, port.w / zoom, port.h / zoom};
}

static bool within(Rect inner, Rect outer) {
    return inner.x >= outer.x && inner.y >= outer.y && inner.x + inner.w <= outer.x + outer.w &&
           inner.y + inner.h <= outer.y + outer.h;
}

static Scale scale_of(Rect map, Rect bounds) {
    float factor = fminf(map.w / fmaxf(bounds.w, 1), map.h / fmaxf(bounds.h, 1));
    return (Scale){factor,
                   {bounds.x + bounds.w / 2, bounds.y + bounds.h / 2},
                   {map.x + map.w / 2, map.y + map.h / 2}};
}

/* ---- Few components are drawn as they are, many as the cells that they fill -------------------- */

static void draw_each(App *app, const Scale *scale) {
    const Design *design = app_design(app);
    Ui *ui = &app->ui;
    for (size_t i = 0; i < design->components.count; i++) {
        const Component *component = design->components.items[i];
        Rect card = to_map(scale, component_card_rect(component));
        card.w = fmaxf(card.w, 2);
        card.h = fmaxf(card.h, 2);
        bool selected = board_is_selected(app->board, component->id);
        draw_rect(ui->list, card, 1,
                  selected ? ui->theme->accent : ui->theme->group[component->kind->group]);
    }
}

static void draw_cells(App *app, const Scale *scale, Rect map) {
    const Design *design = app_design(app);
    bool filled[ROWS][COLUMNS];
    memset(filled, 0, sizeof filled);
    for (size_t i = 0; i < design->components.count; i++) {
        Rect card = to_map(scale, component_card_rect(design->components.items[i]));
        int column = (int)((card.x + card.w / 2 - map.x) / CELL);
        int row = (int)((card.y + card.h / 2 - map.y) / CELL);
        if (row >= 0 && row < ROWS && column >= 0 && column < COLUMNS) {
            filled[row][column] = true;
        }
    }
    for (int row = 0; row < ROWS; row++) {
        for (int first = 0, past; first < COLUMNS; first = past) {
            for (past = first + 1; past < COLUMNS && filled[row][past] == filled[row][first];) {
                past++;
            }
            if (filled[row][first]) {
                Rect run = {map.x + (float)first * CELL, map.y + (float)row * CELL,
                            (float)(past - first) * CELL - 1, CELL - 1};
                draw_rect(app->ui.list, run, 0, app->ui.theme->text_faint);
            }
        }
    }
}

/* ---- The map ----------------------------------------------------------------------------------- */

static void draw_map(App *app, const Scale *scale, Rect map, Rect view) {
    enum { MOST_SINGLE = 400 };
    Ui *ui = &app->ui;
    const Design *design = app_design(app);
    ui_clip(ui, rect_inset(map, -PADDING + 1));
    for (size_t i = 0; i < design->areas.count && i < MOST_SINGLE; i++) {
        const Area *area = design->areas.items[i];
        Rect rect = {(float)area->x, (float)area->y, (float)area->w, (float)area->h};
        draw_rect(ui->list, to_map(scale, rect), 2, color_with_alpha(ui->theme->accent, 24));
    }
    if (design->components.count <= MOST_SINGLE) {
        draw_each(app, scale);
    } else {
        draw_cells(app, scale, map);
    }
    draw_box(ui->list, to_map(scale, view), 2, color_with_alpha(ui->theme->accent, 20), 1.5f,
             ui->theme->accent);
    ui_unclip(ui);
}

void minimap(App *app, Rect canvas) {
    Ui *ui = &app->ui;
    const Design *design = app_design(app);
    Rect bounds, view = view_of(app);
    if (app->settings.hides_map || design->components.count < LEAST_COMPONENTS ||
        !board_bounds(app->board, design, &bounds) || within(bounds, view)) {
        return;
    }
    Rect box = {canvas.x + canvas.w - SPACE_4 - WIDTH, canvas.y + canvas.h - SPACE_4 - HEIGHT,
                WIDTH, HEIGHT};
    draw_shadow(ui->list, box, 8, 12, ui->theme->shadow);
    draw_box(ui->list, box, 8, ui->theme->raised, 1, ui->theme->border);
    Rect map = rect_inset(box, PADDING);
    Scale scale = scale_of(map, bounds);
    WidgetId id = ui_widget(ui, box, "map");
    Touch touch = ui_touch(ui, id, box);
    if (touch.pressed || touch.moved) {
        Point to = {scale.canvas.x + (ui->pointer.x - scale.map.x) / scale.factor,
                    scale.canvas.y + (ui->pointer.y - scale.map.y) / scale.factor};
        board_center(app->board, app->viewport, to);
        ui->again = true;
    }
    ui_tip(ui, id, box, "Where you are. Press to go elsewhere (M hides it)");
    draw_map(app, &scale, map, view_of(app));
    ui_absorb(ui, box);
}
