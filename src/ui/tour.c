#include "ui/tour.h"

#include "ui/widgets.h"

enum { WIDTH = 300, PADDING = 18 };

typedef enum TourPlace { BESIDE_PALETTE, ON_CANVAS, BESIDE_PANEL } TourPlace;

typedef struct TourStep {
    TourPlace place;
    const char *title, *text;
} TourStep;

static const TourStep STEPS[] = {
    {BESIDE_PALETTE, "Draw what answers",
     "Drag a component from here, or double-click the board and type a few letters of its name. "
     "The digits place the commonest ones."},
    {ON_CANVAS, "Connect them",
     "Pull from a card's edge to another card. The line says what it is: a call, a message, a "
     "dead letter. Dropped on nothing, it asks what comes next."},
    {BESIDE_PANEL, "See where it breaks",
     "What is wrong with the drawing stands under Findings, while you draw. Ctrl+K finds every "
     "command, and ? shows the keys."},
};

void tour_start(App *app) {
    app->tour = 1;
}

/* Seen or sent away, it does not come back. */
static void end(App *app) {
    app->tour = 0;
    app->tab = app->tab_before;
    app->settings.toured = true;
    app->ui.again = true;
    Error error = settings_save(app->settings_path, &app->settings);
    if (error.code) {
        app_toast(app, true, "%s", error.message);
    }
}

static Rect place(const TourStep *step, Rect canvas, float height) {
    float y = canvas.y + 84;
    switch (step->place) {
    case BESIDE_PALETTE:
        return (Rect){canvas.x + SPACE_4, y, WIDTH, height};
    case BESIDE_PANEL:
        return (Rect){canvas.x + canvas.w - WIDTH - SPACE_4, y, WIDTH, height};
    case ON_CANVAS:
        break;
    }
    return (Rect){canvas.x + (canvas.w - WIDTH) / 2, y, WIDTH, height};
}

/* A beak towards what the step is about. */
static void beak(Ui *ui, const TourStep *step, Rect box) {
    const float half = 8, out = 8;
    float y = box.y + 30, x = step->place == BESIDE_PALETTE ? box.x + 1 : box.x + box.w - 1;
    float tip = step->place == BESIDE_PALETTE ? x - out : x + out;
    if (step->place != ON_CANVAS) {
        const Point points[] = {{x, y - half}, {tip, y}, {x, y + half}};
        draw_polygon(ui->list, points, COUNT_OF(points), ui->theme->accent);
    }
}

static void dots(Ui *ui, Rect row, int current) {
    for (int i = 0; i < (int)COUNT_OF(STEPS); i++) {
        Rect dot = {row.x + (float)i * 12, row.y + row.h / 2 - 3, 6, 6};
        draw_rect(ui->list, dot, 3,
                  color_with_alpha(ui->theme->on_accent, i == current ? 255 : 110));
    }
}

static bool word_button(Ui *ui, Rect rect, const char *name, const char *label, bool strong) {
    const Theme *theme = ui->theme;
    WidgetId id = ui_widget(ui, rect, "button:%s", name);
    ui_focusable(ui, id, rect);
    Touch touch = ui_touch(ui, id, rect);
    if (touch.hovered) {
        ui->cursor = CURSOR_HAND;
    }
    if (strong) {
        draw_rect(ui->list, rect, 7, theme->on_accent);
    }
    TextStyle style = {FONT_SEMIBOLD, 12.5f, strong ? theme->accent : theme->on_accent};
    ui_text(ui, rect, style, ALIGN_CENTER, label);
    if (ui_focused(ui, id) && ui->focus_shown) {
        draw_outline(ui->list, rect_inset(rect, -2), 9, 2, theme->on_accent);
    }
    return touch.clicked;
}

void tour_show(App *app, Rect canvas) {
    Ui *ui = &app->ui;
    if (app->tour == 0) {
        return;
    }
    int current = app->tour - 1;
    const TourStep *step = &STEPS[current];
    const Theme *theme = ui->theme;
    TextStyle title = {FONT_SEMIBOLD, 15, theme->on_accent};
    TextStyle text = {FONT_REGULAR, 12.5f, theme->on_accent};
    float inner = WIDTH - 2 * PADDING;
    float words = ui_paragraph_height(ui, inner, text, step->text);
    Rect box = place(step, canvas, 2 * PADDING + 28 + words + SPACE_3 + BUTTON_HEIGHT);
    draw_shadow(ui->list, box, 12, 28, theme->shadow);
    draw_rect(ui->list, box, 12, theme->accent);
    draw_name(ui->list, box, "tour:%d", app->tour);
    beak(ui, step, box);
    Rect room = rect_inset(box, PADDING);
    ui_text(ui, cut_top(&room, 28), title, ALIGN_LEFT, step->title);
    ui_paragraph(ui, room.x, cut_top(&room, words).y, inner, text, step->text);
    (void)cut_top(&room, SPACE_3);
    bool last = current + 1 == (int)COUNT_OF(STEPS);
    if (word_button(ui, cut_right(&room, 84), "tour-next", last ? "Begin" : "Next", true)) {
        if (last) {
            end(app);
        } else {
            app->tour++;
            app->tab = STEPS[current + 1].place == BESIDE_PANEL ? TAB_FINDINGS : app->tab_before;
            ui->again = true;
        }
    }
    (void)cut_right(&room, SPACE_2);
    if (!last && word_button(ui, cut_right(&room, 52), "tour-skip", "Skip", false)) {
        end(app);
    }
    dots(ui, room, current);
    ui_absorb(ui, box);
}
