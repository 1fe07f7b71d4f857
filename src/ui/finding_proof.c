#include "ui/finding_proof.h"

#include <math.h>

#include "rules/facts.h"
#include "ui/progress_row.h"
#include "ui/widgets.h"

enum {
    TIME_WIDTH = 62,
    HEAD_LINES = 8,
    TAIL_LINES = 4,
    BAR_HEIGHT = 8,
    LINE_PADDING = 3,
    PADDING = 11
};

/* ---- While it is played ------------------------------------------------------------------------ */

/* The keyboard goes to Cancel when something begins to be played (finding_deeds), and back. */
static void give_focus_back(Ui *ui) {
    if (ui_focused(ui, ui_id(ui, "button:Cancel proof"))) {
        ui_hand_focus(ui, ui_id(ui, "button:Prove"));
    }
}

static float progress(App *app, float x, float y, float width, double done) {
    Ui *ui = &app->ui;
    if (progress_row(ui, (Rect){x, y, width, BUTTON_HEIGHT}, "Cancel proof", done)) {
        proving_cancel(&app->proving);
        ui->again = true;
    }
    return BUTTON_HEIGHT;
}

/* As high as what it stands in the place of, so that no button moves under the pointer. */
static float stopped(App *app, float x, float y, float width) {
    Rect row = {x, y, width, BUTTON_HEIGHT};
    ui_text(&app->ui, row, style_faint(app->ui.theme), ALIGN_LEFT,
            "Stopped: nothing was found out.");
    return BUTTON_HEIGHT;
}

/* ---- One request's story ----------------------------------------------------------------------- */

static const char *time_of(Ui *ui, double ms) {
    const double long_ms = 10000;
    return ms >= long_ms ? ui_format(ui, "%.1f s", ms / 1000) : ui_format(ui, "%.1f ms", ms);
}

/* Where it happens: the hop, or the part. */
static const char *place_of(App *app, const StoryLine *line) {
    const Design *design = app_design(app);
    const Connection *connection =
        line->connection ? design_connection(design, line->connection) : NULL;
    const Component *component = line->component ? design_component(design, line->component) : NULL;
    return connection  ? connection_title(design, connection, &app->ui.scratch)
           : component ? component->label
                       : NULL;
}

static const char *words_of(App *app, const StoryLine *line) {
    Ui *ui = &app->ui;
    const char *place = place_of(app, line);
    const char *what = place ? ui_format(ui, "%s: %s", place, line->what) : line->what;
    return line->value < 0 ? what : ui_format(ui, "%s (%s)", what, time_of(ui, line->value));
}

/* A press shows the part on the board. */
static float story_line(App *app, float x, float y, float width, const StoryLine *line,
                        size_t position) {
    Ui *ui = &app->ui;
    const Theme *theme = ui->theme;
    TextStyle style = style_muted(theme);
    const char *words = words_of(app, line);
    float inner = width - TIME_WIDTH - SPACE_2;
    float height = ui_paragraph_height(ui, inner, style, words) + 2 * LINE_PADDING;
    Rect row = {x, y, width, height};
    WidgetId id = ui_widget(ui, row, "story:%zu", position);
    const char *part = line->connection && design_connection(app_design(app), line->connection)
                           ? line->connection
                           : line->component;
    if (part && design_has_id(app_design(app), part)) {
        ui_focusable(ui, id, row);
        Touch touch = ui_touch(ui, id, row);
        if (touch.hovered) {
            ui->cursor = CURSOR_HAND;
            draw_rect(ui->list, row, 5, theme->sunk);
        }
        if (touch.clicked) {
            app_show_element(app, part);
        }
    }
    Rect time = {x, y + LINE_PADDING, TIME_WIDTH, ui_line_height(style)};
    ui_text(ui, time, (TextStyle){FONT_MONO, 11, theme->text_faint}, ALIGN_RIGHT,
            time_of(ui, line->at_ms));
    ui_paragraph(ui, x + TIME_WIDTH + SPACE_2, y + LINE_PADDING, inner, style, words);
    ui_draw_focus(ui, id, row, 5);
    return height;
}

/* A long story is told by its beginning and its end. */
static float story(App *app, float x, float y, float width, const Proof *proof) {
    Ui *ui = &app->ui;
    float top = y;
    y += SPACE_3;
    const Operation *operation = scenario_operation(app_scenario(app), proof->story_operation);
    const char *head = ui_format(ui, "The %s request, “%s”", proof->story_title,
                                 operation ? operation->title : proof->story_operation);
    y += ui_paragraph(ui, x, y, width, style_section(ui->theme), head) + 2;
    for (size_t i = 0; i < proof->story_count; i++) {
        size_t left = proof->story_count - i;
        if (i == HEAD_LINES && left > TAIL_LINES + 1) {
            Rect gap = {x + TIME_WIDTH + SPACE_2, y, width, 20};
            ui_text(ui, gap, style_faint(ui->theme), ALIGN_LEFT,
                    ui_format(ui, "… %zu more", left - TAIL_LINES));
            y += 20;
            i = proof->story_count - TAIL_LINES;
        }
        y += story_line(app, x, y, width, &proof->story[i], i);
    }
    return y - top;
}

/* ---- Both runs --------------------------------------------------------------------------------- */

static float share_of(Measured measured, Measured other) {
    double most = fmax(measured.known ? measured.value : 0, other.known ? other.value : 0);
    if (!measured.known || most <= 0) {
        return 0;
    }
    return isinf(measured.value) ? 1 : (float)(measured.value / most);
}

static float run_bar(Ui *ui, float x, float y, float width, const char *label, const char *words,
                     Color color, float share) {
    const Theme *theme = ui->theme;
    const float least = 3;
    TextStyle strong = {FONT_SEMIBOLD, 12, theme->text};
    float top = y;
    float label_width = ui_text_width(ui, style_muted(theme), label) + SPACE_2;
    Rect line = {x, y, width, 18};
    y += 20;
    ui_text(ui, cut_left(&line, label_width), style_muted(theme), ALIGN_LEFT, label);
    if (ui_text_width(ui, strong, words) <= line.w) {
        ui_text(ui, line, strong, ALIGN_RIGHT, words);
    } else {
        y += ui_paragraph(ui, x, y, width, strong, words) + SPACE_1;
    }
    Rect bar = {x, y, width, BAR_HEIGHT};
    draw_rect(ui->list, bar, 3, color_mix(theme->sunk, theme->text, 0.1f));
    bar.w = fmaxf(least, bar.w * share);
    draw_rect(ui->list, bar, bar.w < 6 ? bar.w / 2 : 3, color);
    return y + BAR_HEIGHT + SPACE_2 - top;
}

/* What was staged, and of which operation what was measured. */
static const char *setting_of(App *app, const Proof *proof) {
    Ui *ui = &app->ui;
    const Operation *operation = scenario_operation(app_scenario(app), proof->of);
    const char *staged = proof->fault[0] ? ui_format(ui, "With %s", proof->fault)
                                         : ui_format(ui, "%g s of its load", proof->seconds);
    return operation ? ui_format(ui, "%s, “%s”", staged, operation->title) : staged;
}

static float both_runs(App *app, float x, float y, float width, const Proof *proof) {
    Ui *ui = &app->ui;
    const Theme *theme = ui->theme;
    float top = y;
    bool shown = proof->state == PROOF_SHOWN;
    Color worse = shown ? theme->tone[TONE_HIGH] : theme->text_faint;
    y += ui_paragraph(ui, x, y, width, style_muted(theme), setting_of(app, proof)) + SPACE_2;
    y += run_bar(ui, x, y, width, "as drawn", proof->drawn_words, worse,
                 share_of(proof->drawn, proof->mended));
    y +=
        run_bar(ui, x, y, width, proof->against_calm ? "without it" : "mended", proof->mended_words,
                shown ? theme->good : theme->text_faint, share_of(proof->mended, proof->drawn));
    if (proof->seconds < proof->wanted) {
        y += ui_paragraph(ui, x, y, width, style_faint(theme),
                          ui_format(ui, "%g s of load instead of %g, for its rate.", proof->seconds,
                                    proof->wanted));
    }
    return y - top;
}

static const char *verdict_icon(const Proof *proof) {
    return proof->state == PROOF_SHOWN ? "warning" : "check";
}

static float verdict(App *app, float x, float y, float width, const Proof *proof) {
    static const char *const HEADS[] = {"Shown in a run", "Not shown in a run",
                                        "It could not be played"};
    Ui *ui = &app->ui;
    const Theme *theme = ui->theme;
    bool shown = proof->state == PROOF_SHOWN;
    Rect head = {x, y, width, 20};
    draw_name(ui->list, head, "proof");
    Color color = shown ? theme->tone[TONE_HIGH] : theme->text_muted;
    if (proof->state != PROOF_FAILED) {
        draw_icon(ui->list, (Rect){x, y + 3, 14, 14}, verdict_icon(proof), color);
        (void)cut_left(&head, 14 + SPACE_2);
        ui_text(ui, cut_right(&head, 70), style_faint(theme), ALIGN_RIGHT, "same seed");
    }
    ui_text(ui, head, style_with(style_section(theme), color), ALIGN_LEFT, HEADS[proof->state]);
    y += 20 + SPACE_1;
    return 20 + SPACE_1 +
           (proof->state == PROOF_FAILED
                ? ui_paragraph(ui, x, y, width, style_body(theme), proof->why)
                : both_runs(app, x, y, width, proof));
}

/* The ground is appended first and gets its height at the end, when what is on it is laid out. */
float finding_proof(App *app, float x, float y, float width, const Finding *finding) {
    Ui *ui = &app->ui;
    double done = proving_progress(&app->proving, finding);
    if (done >= 0) {
        return SPACE_3 + progress(app, x, y + SPACE_3, width, done);
    }
    give_focus_back(ui);
    const Proof *proof = proving_find(&app->proving, finding);
    if (!proof) {
        bool was_stopped = proving_was_stopped(&app->proving, finding);
        return was_stopped ? SPACE_3 + stopped(app, x, y + SPACE_3, width) : 0;
    }
    float top = y + SPACE_3;
    size_t ground = ui->list->items.count;
    draw_rect(ui->list, (Rect){x, top, width, 0}, 8, ui->theme->sunk);
    float inner = x + PADDING, room = width - 2 * PADDING;
    y = top + PADDING;
    y += verdict(app, inner, y, room, proof);
    ui->list->items.items[ground].rect.h = y + PADDING - SPACE_1 - top;
    y += PADDING - SPACE_1;
    if (proof->story_count > 0) {
        y += story(app, x, y, width, proof);
    }
    return y - top + SPACE_3;
}
