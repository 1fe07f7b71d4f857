/* The screen of a round: palette, canvas, and the panel at the right. */
#include <errno.h>
#include <string.h>

#include "ui/canvas.h"
#include "ui/screens.h"
#include "ui/tool_bar.h"
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
    if (app->checks.reviewed && open > 0 && app_design(app)->components.count > 0) {
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

/* The clock stands: what is drawn now costs no time, which nobody should overlook either. */
static void pause_note(App *app, Rect canvas) {
    Ui *ui = &app->ui;
    const Document *document = &app->document;
    if (document_clock(document).state != ROUND_PAUSED || document->trouble.code) {
        return;
    }
    const char *text = document->waiting ? "The clock starts with your first change"
                                         : "Paused: what you draw now is off the clock";
    TextStyle style = {FONT_MEDIUM, 12.5f, ui->theme->text};
    Button go = {
        .label = document->waiting ? "Start" : "Go on", .name = "go-on", .style = BUTTON_LINK};
    float width = ui_text_width(ui, style, text) + ui_button_width(ui, go) + 36 + 2 * SPACE_3;
    Rect box = {canvas.x + (canvas.w - width) / 2, canvas.y + SPACE_3 + TOOL_BAR_HEIGHT + SPACE_2,
                width, 36};
    draw_shadow(ui->list, box, 9, 12, ui->theme->shadow);
    draw_box(ui->list, box, 9, ui->theme->raised, 1, ui->theme->border);
    draw_name(ui->list, box, "pause-note");
    Rect room = rect_shrink(box, SPACE_3, 4);
    draw_icon(ui->list, rect_center(cut_left(&room, 16), 14, 14), "pause", ui->theme->text_muted);
    (void)cut_left(&room, SPACE_2);
    if (ui_button(ui, cut_right(&room, ui_button_width(ui, go)), go)) {
        app_request_command(app, UI_PAUSE);
    }
    ui_text(ui, room, style, ALIGN_LEFT, text);
    ui_absorb(ui, box);
}

/* What people call it, where there is a word for it. */
static const char *cause_of(const Error *error) {
    return strstr(error->message, strerror(ENOSPC))  ? ", the disk is full"
           : strstr(error->message, strerror(EROFS)) ? ", the disk is read-only"
                                                     : "";
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
    Rect box = {canvas.x + SPACE_4, canvas.y + SPACE_3 + TOOL_BAR_HEIGHT + SPACE_2, width,
                SPACE_3 + 22 + height + SPACE_2 + BUTTON_HEIGHT + SPACE_3};
    Color color = ui->theme->tone[TONE_CRITICAL];
    draw_shadow(ui->list, box, 9, 16, ui->theme->shadow);
    draw_box(ui->list, box, 9, ui->theme->raised, 1.5f, color);
    draw_name(ui->list, box, "trouble");
    Rect room = rect_shrink(box, SPACE_4, SPACE_3);
    draw_icon(ui->list, (Rect){room.x, room.y + 3, 16, 16}, "warning", color);
    (void)cut_left(&room, 24);
    ui_text(ui, cut_top(&room, 22), style_with(style_strong(ui->theme), color), ALIGN_LEFT,
            ui_format(ui, "Not saved%s%s", cause_of(&document->trouble),
                      risk ? ": what you did is only in memory" : ""));
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
    pause_note(app, window);
    trouble_banner(app, window);
    top_bar(app, top);
    palette(app, left);
    side_panel(app, right);
    canvas_pointer(app);
}
