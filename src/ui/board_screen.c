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

/* As long as what is done cannot be written: over the canvas, where nobody overlooks it. */
static void trouble_banner(App *app, Rect canvas) {
    Ui *ui = &app->ui;
    const Document *document = &app->document;
    if (!document->trouble.code) {
        return;
    }
    bool risk = document_at_risk(document);
    TextStyle text = style_with(style_muted(ui->theme), ui->theme->text);
    float width = canvas.w - 2 * SPACE_4, inner = width - 2 * SPACE_4 - 24;
    float height = ui_paragraph_height(ui, inner, text, document->trouble.message);
    Rect box = {canvas.x + SPACE_4, canvas.y + SPACE_3, width,
                SPACE_3 + 22 + height + SPACE_2 + BUTTON_HEIGHT + SPACE_3};
    Color color = ui->theme->tone[TONE_CRITICAL];
    draw_shadow(ui->list, box, 9, 16, ui->theme->shadow);
    draw_box(ui->list, box, 9, ui->theme->raised, 1.5f, color);
    draw_name(ui->list, box, "trouble");
    Rect room = rect_shrink(box, SPACE_4, SPACE_3);
    draw_icon(ui->list, (Rect){room.x, room.y + 3, 16, 16}, "warning", color);
    (void)cut_left(&room, 24);
    ui_text(ui, cut_top(&room, 22), style_with(style_strong(ui->theme), color), ALIGN_LEFT,
            risk ? "Not saved: what you did is only in memory" : "Not saved");
    ui_paragraph(ui, room.x, cut_top(&room, height).y, inner, text, document->trouble.message);
    (void)cut_top(&room, SPACE_2);
    Button save = {.label = "Save as…", .name = "save-elsewhere"};
    if (ui_button(ui, cut_left(&room, 92), save)) {
        app_request_command(app, UI_SAVE_AS);
    }
    ui_absorb(ui, box);
}

void board_screen(App *app) {
    Ui *ui = &app->ui;
    Rect window = ui->window;
    Rect top = cut_top(&window, TOP_BAR_HEIGHT);
    Rect right = cut_right(&window, ui->window.w < WIDE_WINDOW ? SIDE_NARROW : SIDE_WIDE);
    Rect left = cut_left(&window, PALETTE_WIDTH);
    canvas_show(app, window);
    trouble_banner(app, window);
    top_bar(app, top);
    palette(app, left);
    side_panel(app, right);
    canvas_pointer(app);
}
