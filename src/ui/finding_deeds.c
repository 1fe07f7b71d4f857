#include "ui/finding_deeds.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "rules/facts.h"
#include "rules/fix.h"
#include "ui/widgets.h"

enum { TIME_WIDTH = 62, HEAD_LINES = 8, TAIL_LINES = 4, BAR_HEIGHT = 6, LINE_PADDING = 3 };

static const Rule *rule_of(const App *app, const Finding *finding) {
    return rules_find(&app->rules, finding->rule);
}

/* ---- The buttons ------------------------------------------------------------------------------- */

/* Of a finding that is still of the design as it is now. */
static void mend(App *app, const Finding *finding) {
    Command command = {0};
    Error error = fix_make(rule_of(app, finding), finding, app_design(app), &command);
    bool changes = command.changes.count > 0;
    app_submit(app, error, &command);
    if (changes) {
        app_toast_undo(app, "Fixed: %s", finding->title);
    } else if (!error.code) {
        app_toast(app, false, "There is nothing left to change here.");
    }
}

static void prove(App *app, const Finding *finding) {
    proving_start(&app->proving, app_design(app), app_scenario(app), finding);
    app->ui.again = true;
}

void finding_deeds(App *app, Rect *row, const Finding *finding) {
    Ui *ui = &app->ui;
    const Rule *rule = rule_of(app, finding);
    bool current = checks_current(&app->checks);
    if (!rule || finding->accepted || finding->severity == SEVERITY_PRAISE) {
        return;
    }
    if (proof_exists(rule)) {
        bool plays = proving_progress(&app->proving, finding) >= 0;
        Button button = {.label = "Prove",
                         .icon = "play",
                         .tip = app_scenario(app)
                                    ? "Play it, as drawn and as mended"
                                    : "There is no load to play: start from a scenario",
                         .disabled = plays || !current || !app_scenario(app)};
        if (ui_button(ui, cut_left(row, 84), button)) {
            prove(app, finding);
        }
        (void)cut_left(row, SPACE_2);
    }
    if (fix_exists(rule)) {
        Button button = {.label = "Fix", .tip = "Mend it in one step", .disabled = !current};
        if (ui_button(ui, cut_left(row, 52), button)) {
            mend(app, finding);
        }
        (void)cut_left(row, SPACE_2);
    }
}

/* ---- While it is played ------------------------------------------------------------------------ */

static float progress(App *app, float x, float y, float width, double done) {
    Ui *ui = &app->ui;
    const float cancel = 72;
    Rect row = {x, y, width, BUTTON_HEIGHT};
    Rect button = cut_right(&row, cancel);
    if (ui_button(ui, button, (Button){.label = "Cancel", .name = "Cancel proof"})) {
        proving_stop(&app->proving);
        ui->again = true;
    }
    (void)cut_right(&row, SPACE_3);
    const char *told = ui_format(ui, "Playing, %d %%", (int)(done * 100));
    ui_text(ui, (Rect){row.x, row.y, row.w, 18}, style_faint(ui->theme), ALIGN_LEFT, told);
    Rect bar = {row.x, row.y + 20, row.w, BAR_HEIGHT};
    draw_rect(ui->list, bar, BAR_HEIGHT / 2, ui->theme->sunk);
    bar.w *= (float)done;
    draw_rect(ui->list, bar, BAR_HEIGHT / 2, ui->theme->accent);
    return BUTTON_HEIGHT;
}

/* ---- What came of it --------------------------------------------------------------------------- */

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
    char number[32];
    text_format_number(number, round(line->value * 10) / 10);
    return line->value < 0 ? what : ui_format(ui, "%s (%s)", what, number);
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

static float story(App *app, float x, float y, float width, const Proof *proof) {
    Ui *ui = &app->ui;
    float top = y + SPACE_2;
    y = top;
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
    return y - top + SPACE_2;
}

static Color verdict_color(const Theme *theme, const Proof *proof) {
    return proof->state == PROOF_SHOWN ? theme->tone[TONE_HIGH] : theme->text_faint;
}

static float verdict(App *app, float x, float y, float width, const Proof *proof) {
    static const char *const HEADS[] = {"Shown in a run", "Not shown in a run",
                                        "It could not be played"};
    Ui *ui = &app->ui;
    const Theme *theme = ui->theme;
    const float bar = 3;
    float top = y + SPACE_2;
    float inner = x + SPACE_3 + bar, room = width - SPACE_3 - bar;
    y = top;
    Rect head = {inner, y, room, 18};
    draw_name(ui->list, head, "proof");
    ui_text(ui, head, style_with(style_section(theme), verdict_color(theme, proof)), ALIGN_LEFT,
            HEADS[proof->state]);
    y += 19;
    y += ui_paragraph(ui, inner, y, room, style_body(theme),
                      proof->state == PROOF_FAILED ? proof->why : proof->text);
    if (proof->state != PROOF_FAILED && proof->seconds < proof->wanted) {
        y += ui_paragraph(ui, inner, y, room, style_faint(theme),
                          ui_format(ui, "%g s of load instead of %g, for its rate.", proof->seconds,
                                    proof->wanted));
    }
    draw_rect(ui->list, (Rect){x, top, bar, y - top}, bar / 2, verdict_color(theme, proof));
    return y - top + SPACE_2;
}

float finding_proof(App *app, float x, float y, float width, const Finding *finding) {
    float top = y;
    double done = proving_progress(&app->proving, finding);
    if (done >= 0) {
        return SPACE_3 + progress(app, x, y + SPACE_3, width, done);
    }
    const Proof *proof = proving_find(&app->proving, finding);
    if (!proof) {
        return 0;
    }
    y += verdict(app, x, y, width, proof);
    if (proof->story_count > 0) {
        y += story(app, x, y, width, proof);
    }
    return y - top;
}
