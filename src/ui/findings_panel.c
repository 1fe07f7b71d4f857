/* What the check found, gravest first. A press shows the part that a finding speaks of. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "ui/answer_edits.h"
#include "ui/finding_deeds.h"
#include "ui/finding_proof.h"
#include "ui/flaw_marks.h"
#include "ui/screens.h"
#include "ui/scroll.h"
#include "ui/study_card.h"
#include "ui/text_field.h"
#include "ui/widgets.h"

enum { CARD_MARGIN = 12, CARD_PADDING = 13, ENTERED_WIDTH = 46 };

static bool is_open(const App *app, const Finding *finding) {
    return strcmp(app->findings.rule, finding->rule) == 0 &&
           strcmp(app->findings.subject, finding->subject) == 0;
}

static void toggle(App *app, const Finding *finding) {
    bool open = !is_open(app, finding);
    app->findings.accepting = false;
    text_copy(app->findings.rule, sizeof app->findings.rule, open ? finding->rule : "");
    text_copy(app->findings.subject, sizeof app->findings.subject, open ? finding->subject : "");
    if (design_has_id(app_design(app), finding->subject)) {
        app_show_element(app, finding->subject);
    }
}

/* ---- Accepting --------------------------------------------------------------------------------- */

static void accept(App *app, const Finding *finding, const char *because) {
    because += strspn(because, " \n");
    Answers answers = answers_copy(&app_design(app)->answers);
    AnswerAccepted accepted = {memory_copy_string(finding->rule),
                               memory_copy_string(finding->subject), memory_copy_string(because)};
    array_push(&answers.accepted, accepted);
    answers_submit(app, &answers, ui_format(&app->ui, "Accept: %s", finding->title));
    app->findings.accepting = false;
    app_toast(app, false, "Accepted: %s. It stands at the end of the findings, with your reason.",
              finding->title);
}

static void take_back(App *app, const Finding *finding) {
    Answers answers = answers_copy(&app_design(app)->answers);
    for (size_t i = 0; i < answers.accepted.count; i++) {
        AnswerAccepted *accepted = &answers.accepted.items[i];
        if (strcmp(accepted->rule, finding->rule) == 0 &&
            strcmp(accepted->subject, finding->subject) == 0) {
            answers_remove_accepted(&answers, i);
            break;
        }
    }
    answers_submit(app, &answers, "Take an acceptance back");
}

static bool is_blank(const char *text) {
    return text[strspn(text, " \n")] == '\0';
}

static float accept_form(App *app, float x, float y, float width, const Finding *finding) {
    Ui *ui = &app->ui;
    const char *typed = field_editing(ui, "reason");
    bool blank = is_blank(typed ? typed : app->findings.reason);
    float height = field_area_height(ui, width, "reason", app->findings.reason, 2);
    Field field = {.name = "reason",
                   .multiline = true,
                   .stays = true,
                   .placeholder = "Because… (what you get for it, and what it may cost)"};
    FieldEvent event = ui_field(ui, (Rect){x, y, width, height}, field, app->findings.reason);
    if (event != FIELD_IDLE && event != FIELD_CANCELLED) {
        text_copy(app->findings.reason, sizeof app->findings.reason, field_text(ui));
    }
    if (event == FIELD_ENTERED && !blank) {
        accept(app, finding, app->findings.reason);
    }
    Rect row = {x, y + height + SPACE_2, width, BUTTON_HEIGHT};
    Button ok = {.label = "Accept", .style = BUTTON_PRIMARY, .disabled = blank};
    if (ui_button(ui, cut_left(&row, 84), ok)) {
        accept(app, finding, app->findings.reason);
    }
    (void)cut_left(&row, SPACE_2);
    if (ui_button(ui, cut_left(&row, 76), (Button){.label = "Cancel"})) {
        app->findings.accepting = false;
    }
    if (!blank) {
        return height + SPACE_2 + BUTTON_HEIGHT;
    }
    Rect hint = {x, row.y + BUTTON_HEIGHT + SPACE_1, width, 18};
    ui_text(ui, hint, style_faint(ui->theme), ALIGN_LEFT, "A reason is needed.");
    return height + SPACE_2 + BUTTON_HEIGHT + SPACE_1 + 18;
}

static float finding_buttons(App *app, float x, float y, float width, const Finding *finding) {
    Ui *ui = &app->ui;
    if (app_read_only(app)) {
        return 0;
    }
    if (app->findings.accepting) {
        return accept_form(app, x, y, width, finding);
    }
    Rect row = {x, y, width, BUTTON_HEIGHT};
    finding_deeds(app, &row, finding);
    if (design_has_id(app_design(app), finding->subject)) {
        Button show = {.label = "Show", .tip = "Its settings, in the inspector"};
        if (ui_button(ui, cut_left(&row, 58), show)) {
            app_show_element(app, finding->subject);
            app->tab_before = TAB_FINDINGS;
            app->tab = TAB_INSPECTOR;
        }
        (void)cut_left(&row, SPACE_2);
    }
    if (finding->severity == SEVERITY_PRAISE) {
        return BUTTON_HEIGHT;
    }
    const float accept_width = 136;
    float height = BUTTON_HEIGHT;
    if (row.w < accept_width) {
        row = (Rect){x, y + BUTTON_HEIGHT + SPACE_2, width, BUTTON_HEIGHT};
        height += SPACE_2 + BUTTON_HEIGHT;
    }
    if (ui_button(ui, cut_left(&row, accept_width),
                  (Button){.label = "Accept, because…", .name = "Accept, because"})) {
        app->findings.accepting = true;
        app->findings.reason[0] = '\0';
        field_focus(ui, "reason");
    }
    return height;
}

/* ---- One finding ------------------------------------------------------------------------------- */

static float part(App *app, float x, float y, float width, const char *head, const char *text) {
    Ui *ui = &app->ui;
    if (!text || !text[0]) {
        return 0;
    }
    float height = SPACE_2;
    ui_text(ui, (Rect){x, y + height, width, 18}, style_section(ui->theme), ALIGN_LEFT, head);
    height += 19;
    return height + ui_paragraph(ui, x, y + height, width, style_body(ui->theme), text);
}

static float finding_details(App *app, float x, float y, float width, const Finding *finding) {
    float top = y;
    y += part(app, x, y, width, "An interviewer would ask", finding->question);
    y += part(app, x, y, width, "Why it matters", finding->why);
    y += part(app, x, y, width, "What mends it", finding->fix);
    y += finding_proof(app, x, y, width, finding);
    y += SPACE_3;
    y += finding_buttons(app, x, y, width, finding);
    return y - top;
}

static Color finding_color(const Theme *theme, const Finding *finding) {
    return finding->accepted ? theme->text_faint : theme->tone[finding->severity];
}

/* Thousands of findings may be listed, and wrapping is slow: it is done once for each review. */
static float message_height(App *app, const Finding *finding, float width) {
    FindingsState *state = &app->findings;
    const Findings *findings = &app->checks.review.findings;
    unsigned long long version = app->checks.review.revision;
    if (state->heights_of != version || fabsf(state->heights_width - width) > 0.1f ||
        state->heights.count != findings->items.count) {
        state->heights.count = 0;
        for (size_t i = 0; i < findings->items.count; i++) {
            float height = ui_paragraph_height(&app->ui, width, style_muted(app->ui.theme),
                                               findings->items.items[i].message);
            array_push(&state->heights, height);
        }
        state->heights_of = version;
        state->heights_width = width;
    }
    return state->heights.items[finding - findings->items.items];
}

/* In a replay there is room beside each message for the time when the finding entered. */
static float entered_room(const App *app) {
    return app->screen == SCREEN_REPLAY && app->flaws.items.count > 0 ? ENTERED_WIDTH : 0;
}

static void entered(App *app, Rect rect, const Finding *finding) {
    Ui *ui = &app->ui;
    const Flaw *flaw = rect.w > 0 ? flaw_marks_find(app, finding) : NULL;
    if (!flaw) {
        return;
    }
    char time[32];
    round_format_time(flaw->t_ms, time);
    Button button = {.label = ui_format(ui, "%s", time),
                     .name = ui_format(ui, "entered:%s:%s", finding->rule, finding->subject),
                     .style = BUTTON_LINK,
                     .tip = "It entered then, and stayed. Press to go there."};
    if (ui_button(ui, rect, button)) {
        flaw_marks_go(app, flaw);
    }
}

/* One finding within a card: what it says and, when it is open, all about it. `head` is the height
 * of what stands above the words and belongs to the same press: the title, for the first. */
static float finding_row(App *app, Rect place, const Finding *finding, float head, bool alone) {
    Ui *ui = &app->ui;
    const Theme *theme = ui->theme;
    bool open = is_open(app, finding);
    float inner = place.w - 2 * CARD_PADDING;
    float words = inner - 24 - entered_room(app);
    float text_height = message_height(app, finding, words);
    Rect row = {place.x, place.y, place.w, head + text_height + (alone ? 11 : 7)};
    WidgetId id = ui_widget(ui, row, "finding:%s:%s", finding->rule, finding->subject);
    ui_focusable(ui, id, row);
    if (!open && ui_visible(ui, row).h <= 0) {
        return row.h;
    }
    Rect time = {row.x + row.w - CARD_PADDING - entered_room(app) + SPACE_2, row.y + head - 2,
                 entered_room(app), 20};
    if (ui_over(ui, row) || ui->held == id) {
        ui->cursor = CURSOR_HAND;
        Rect shade = rect_inset(row, 3);
        shade.y += head > 10 && !alone ? head - 6 : 0;
        shade.h -= head > 10 && !alone ? head - 6 : 0;
        draw_rect(ui->list, shade, 7, theme->sunk);
    }
    entered(app, time, finding); /* it lies on the row, so it is asked first */
    Touch touch = ui_touch(ui, id, row);
    if (touch.clicked) {
        toggle(app, finding);
    }
    if (open && app->findings.reveal) {
        app->findings.reveal = false;
        ui_focus(ui, id);
        ui->focus_shown = false;
    }
    ui_paragraph(ui, row.x + CARD_PADDING + 24, row.y + head, words, style_muted(theme),
                 finding->message);
    ui_draw_focus(ui, id, rect_inset(row, 3), 7);
    float height = row.h;
    if (open) {
        height += finding_details(app, row.x + CARD_PADDING + 24, row.y + height - 6, inner - 24,
                                  finding) +
                  8;
    }
    return height;
}

enum { COUNT_WIDTH = 32 };

static float title_width(float width, size_t count) {
    return width - 2 * CARD_PADDING - 24 - (count > 1 ? COUNT_WIDTH : 0);
}

/* What a title of several lines needs beyond the first. */
static float title_excess(Ui *ui, float width, const Finding *finding, size_t count) {
    TextStyle style = style_strong(ui->theme);
    float room = title_width(width, count);
    if (ui_text_width(ui, style, finding->title) <= room) {
        return 0;
    }
    return ui_paragraph_height(ui, room, style, finding->title) - ui_line_height(style);
}

static void card_title(App *app, float x, float y, float width, const Finding *finding,
                       size_t count) {
    Ui *ui = &app->ui;
    TextStyle style = style_strong(ui->theme);
    Rect icon = {x + CARD_PADDING, y + 14, 14, 14};
    draw_icon(ui->list, icon, finding->accepted ? "check" : tone_icon((Tone)finding->severity),
              finding_color(ui->theme, finding));
    Rect title = {x + CARD_PADDING + 24, y + 10, width - 2 * CARD_PADDING - 24, 22};
    if (count > 1) {
        ui_text(ui, cut_right(&title, COUNT_WIDTH), style_muted(ui->theme), ALIGN_RIGHT,
                ui_format(ui, "%zu", count));
    }
    ui_paragraph(ui, title.x, title.y + (title.h - ui_line_height(style)) / 2,
                 title_width(width, count), style, finding->title);
}

/* The findings of one rule. The ground is appended first and gets its height at the end, when what
 * is on it has been laid out. */
static float finding_card(App *app, float x, float y, float width, const Finding *first,
                          size_t count) {
    Ui *ui = &app->ui;
    const Theme *theme = ui->theme;
    size_t ground = ui->list->items.count;
    draw_box(ui->list, (Rect){x, y, width, 0}, 9, theme->raised, 1, theme->border);
    float top = y, head = 32 + title_excess(ui, width, first, count);
    for (size_t i = 0; i < count; i++) {
        if (is_open(app, &first[i])) {
            ui->list->items.items[ground].line =
                color_mix(theme->border, finding_color(theme, first), 0.6f);
        }
        if (i > 0) {
            Rect line = {x + CARD_PADDING + 24, y, width - 2 * CARD_PADDING - 24, 0};
            ui_separator(ui, line.x, line.y, line.w);
        }
        y += finding_row(app, (Rect){x, y, width, 0}, &first[i], head, count == 1);
        head = 7;
    }
    y += count > 1 ? 4 : 0;
    card_title(app, x, top, width, first, count);
    ui->list->items.items[ground].rect.h = y - top;
    return y - top;
}

/* What was accepted, why, and a way back. */
static float accepted_card(App *app, float x, float y, float width, const Finding *finding) {
    Ui *ui = &app->ui;
    const Theme *theme = ui->theme;
    float inner = width - 2 * CARD_PADDING - 24;
    const char *because = ui_format(ui, "Because: %s", finding->accepted);
    TextStyle reason = style_body(theme);
    float said = message_height(app, finding, inner);
    float why = ui_paragraph_height(ui, inner, reason, because);
    Rect box = {x, y, width, 10 + 22 + said + SPACE_1 + why + 11};
    WidgetId id = ui_widget(ui, box, "finding:%s:%s", finding->rule, finding->subject);
    ui_focusable(ui, id, box);
    draw_box(ui->list, box, 9, theme->raised, 1, theme->border);
    Rect corner = {x + width - CARD_PADDING - 48, y + 9, 52, 24};
    Button undo = {.label = "Undo",
                   .style = BUTTON_LINK,
                   .name = ui_format(ui, "take-back:%s:%s", finding->rule, finding->subject),
                   .tip = "It counts as a finding again"};
    if (!app_read_only(app) && ui_button(ui, corner, undo)) {
        take_back(app, finding);
    }
    Touch touch = ui_touch(ui, id, box);
    if (touch.clicked && design_has_id(app_design(app), finding->subject)) {
        app_show_element(app, finding->subject);
    }
    draw_icon(ui->list, (Rect){x + CARD_PADDING, y + 14, 14, 14}, "check", theme->text_faint);
    Rect title = {x + CARD_PADDING + 24, y + 10, inner - 52, 22};
    ui_text(ui, title, style_strong(theme), ALIGN_LEFT, finding->title);
    ui_paragraph(ui, title.x, y + 32, inner, style_muted(theme), finding->message);
    ui_paragraph(ui, title.x, y + 32 + said + SPACE_1, inner, reason, because);
    ui_draw_focus(ui, id, box, 9);
    return box.h;
}

static float praise_line(App *app, float x, float y, float width, const Finding *finding) {
    Ui *ui = &app->ui;
    TextStyle style = style_with(style_body(ui->theme), ui->theme->tone[TONE_PRAISE]);
    float inner = width - 2 * CARD_PADDING - 24;
    float height = ui_paragraph_height(ui, inner, style, finding->message);
    Rect rect = {x, y, width, height + 8};
    WidgetId id = ui_widget(ui, rect, "finding:%s:%s", finding->rule, finding->subject);
    ui_focusable(ui, id, rect);
    Touch touch = ui_touch(ui, id, rect);
    if (touch.hovered) {
        ui->cursor = CURSOR_HAND;
        draw_rect(ui->list, rect, 7, ui->theme->sunk);
    }
    if (touch.clicked && design_has_id(app_design(app), finding->subject)) {
        app_show_element(app, finding->subject);
    }
    draw_icon(ui->list, (Rect){x + CARD_PADDING, y + 6, 14, 14}, "tick", style.color);
    ui_paragraph(ui, x + CARD_PADDING + 24, y + 4, inner, style, finding->message);
    ui_draw_focus(ui, id, rect, 7);
    return height + 8;
}

/* ---- The list ---------------------------------------------------------------------------------- */

typedef enum Part { PART_OPEN, PART_PRAISE, PART_ACCEPTED } Part;

static Part part_of(const Finding *finding) {
    return finding->accepted                      ? PART_ACCEPTED
           : finding->severity == SEVERITY_PRAISE ? PART_PRAISE
                                                  : PART_OPEN;
}

/* How many findings from this one on are of the same rule and in the same part of the list. */
static size_t same_rule(const Findings *findings, size_t from) {
    const Finding *first = &findings->items.items[from];
    size_t count = 1;
    for (size_t i = from + 1; i < findings->items.count; i++) {
        const Finding *next = &findings->items.items[i];
        if (strcmp(next->rule, first->rule) != 0 || next->severity != first->severity ||
            part_of(next) != part_of(first)) {
            break;
        }
        count++;
    }
    return count;
}

static float list_part(App *app, float x, float y, float width, Part wanted) {
    Ui *ui = &app->ui;
    const Findings *findings = &app->checks.review.findings;
    float top = y;
    for (size_t i = 0; i < findings->items.count;) {
        const Finding *finding = &findings->items.items[i];
        if (part_of(finding) != wanted) {
            i++;
            continue;
        }
        size_t count = wanted == PART_OPEN ? same_rule(findings, i) : 1;
        if (wanted == PART_ACCEPTED && y <= top) {
            ui_text(ui, (Rect){x + 2, y, width, 24}, style_section(ui->theme), ALIGN_LEFT,
                    "Accepted as trade-offs");
            y += 26;
        }
        switch (wanted) {
        case PART_OPEN:
            y += finding_card(app, x, y, width, finding, count) + SPACE_2;
            break;
        case PART_PRAISE:
            y += praise_line(app, x, y, width, finding);
            break;
        case PART_ACCEPTED:
            y += accepted_card(app, x, y, width, finding) + SPACE_2;
            break;
        }
        i += count;
    }
    return y > top ? y - top + SPACE_2 : 0;
}

static float problem_box(Ui *ui, float x, float y, float width, const char *text) {
    TextStyle style = style_with(style_muted(ui->theme), ui->theme->tone[TONE_HIGH]);
    float height = ui_paragraph_height(ui, width - 40, style, text);
    Rect box = {x, y, width, height + 16};
    draw_box(ui->list, box, 9, ui->theme->sunk, 1, ui->theme->border);
    draw_icon(ui->list, (Rect){x + 10, y + 9, 14, 14}, "warning", style.color);
    ui_paragraph(ui, x + 32, y + 8, width - 40, style, text);
    return box.h + SPACE_2;
}

/* Rules that could not be read, or not be run: the others were. */
static float problems(App *app, float x, float y, float width) {
    const Findings *findings = &app->checks.review.findings;
    float top = y;
    for (size_t i = 0; i < app->rules.problems.count; i++) {
        y += problem_box(&app->ui, x, y, width, app->rules.problems.items[i].message);
    }
    for (size_t i = 0; i < findings->problems.count; i++) {
        y += problem_box(&app->ui, x, y, width, findings->problems.items[i]);
    }
    return y - top;
}

static float nothing(App *app, float x, float y, float width, const char *head, const char *text,
                     const char *icon, Color color) {
    Ui *ui = &app->ui;
    Rect mark = {x + (width - 28) / 2, y + 40, 28, 28};
    draw_icon(ui->list, mark, icon, color);
    TextStyle title = {FONT_SEMIBOLD, 13.5f, ui->theme->text};
    ui_text(ui, (Rect){x, y + 80, width, 22}, title, ALIGN_CENTER, head);
    return 108 +
           ui_paragraph_centered(ui, x + 16, y + 108, width - 32, style_muted(ui->theme), text);
}

static float summary(App *app, float x, float y, float width) {
    const Theme *theme = app->ui.theme;
    const Design *design = app_design(app);
    const Findings *findings = &app->checks.review.findings;
    if (design->components.count == 0) {
        return nothing(app, x, y, width, "Nothing to check yet",
                       app_read_only(app)
                           ? "At this moment the board is empty."
                           : "Place the first components. What is missing or may break shows here "
                             "while you draw.",
                       "search", theme->text_faint);
    }
    if (!app->checks.reviewed) {
        return nothing(app, x, y, width, "Checking…", "", "clock", theme->text_faint);
    }
    if (findings_worst(findings) == SEVERITY_PRAISE && findings->problems.count == 0 &&
        app->rules.problems.count == 0) {
        return nothing(app, x, y, width, "No findings",
                       "The rules have nothing to say against this design as it stands.", "check",
                       theme->good);
    }
    return 0;
}

void findings_panel(App *app, Rect rect) {
    Ui *ui = &app->ui;
    Scroll scroll = scroll_begin(ui, rect, "scroll:findings");
    float x = rect.x + CARD_MARGIN, width = rect.w - 2 * CARD_MARGIN;
    float y = scroll.top + 14;
    y += study_card(app, x, y, width);
    float empty = summary(app, x, y, width);
    y += empty > 0 ? empty + SPACE_5 : 0;
    if (app_design(app)->components.count > 0) {
        y += problems(app, x, y, width);
        y += list_part(app, x, y, width, PART_OPEN);
        y += list_part(app, x, y, width, PART_PRAISE);
        y += list_part(app, x, y, width, PART_ACCEPTED);
    }
    scroll_end(ui, &scroll, y + SPACE_4 - scroll.top);
}

void findings_forget(App *app) {
    array_free(&app->findings.heights);
    app->findings = (FindingsState){0};
}
