/* The screen of a round: palette, canvas, and the panel at the right. */
#include "ui/canvas.h"
#include "ui/screens.h"
#include "ui/widgets.h"

enum { SIDE_WIDE = 344, SIDE_NARROW = 320, WIDE_WINDOW = 1360, TABS_HEIGHT = 42 };

void side_panel(App *app, Rect rect) {
    Ui *ui = &app->ui;
    static const char *const NAMES[TAB_COUNT] = {"Findings", "Inspector", "Brief", "Answers"};
    ui->region = REGION_RIGHT;
    draw_rect(ui->list, rect, 0, ui->theme->surface);
    draw_rect(ui->list, (Rect){rect.x, rect.y, 1, rect.h}, 0, ui->theme->border);
    Rect room = rect;
    Rect tabs = cut_top(&room, TABS_HEIGHT);
    const char *labels[TAB_COUNT] = {NAMES[0], NAMES[1], NAMES[2], NAMES[3]};
    int open = 0;
    for (int i = 0; i < SEVERITY_PRAISE; i++) {
        open += app->checks.review.findings.counts[i];
    }
    if (app->checks.reviewed && open > 0) {
        labels[TAB_FINDINGS] = ui_format(ui, "Findings %d", open);
    }
    size_t tab = app->tab;
    ui_clip(ui, tabs);
    if (ui_tabs(ui, rect_shrink(tabs, 20, 0), NAMES, labels, TAB_COUNT, &tab)) {
        app->tab = (PanelTab)tab;
        app->tab_before = app->tab;
    }
    ui_unclip(ui);
    switch (app->tab) {
    case TAB_FINDINGS:
        findings_panel(app, room);
        break;
    case TAB_INSPECTOR:
        inspector_panel(app, room);
        break;
    case TAB_BRIEF:
        brief_panel(app, room);
        break;
    case TAB_ANSWERS:
        answers_panel(app, room);
        break;
    case TAB_COUNT:
        break;
    }
    ui_absorb(ui, rect);
}

void board_screen(App *app) {
    Ui *ui = &app->ui;
    Rect window = ui->window;
    Rect top = cut_top(&window, TOP_BAR_HEIGHT);
    Rect right = cut_right(&window, ui->window.w < WIDE_WINDOW ? SIDE_NARROW : SIDE_WIDE);
    Rect left = cut_left(&window, PALETTE_WIDTH);
    canvas_show(app, window);
    top_bar(app, top);
    palette(app, left);
    side_panel(app, right);
    canvas_pointer(app);
}
