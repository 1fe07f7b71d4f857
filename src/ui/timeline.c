/* The strip under a replay: play, pause, speed, and one axis with phases, edits, checks and flaws. */
#include <math.h>

#include "round/round.h"
#include "ui/flaw_marks.h"
#include "ui/screens.h"
#include "ui/widgets.h"

enum { SPAN_HEIGHT = 24, TICKS_HEIGHT = 22, MARKS_HEIGHT = 22, PLAY_SIZE = 32 };

static const char *const SPAN_WORDS[PHASE_COUNT] = {
    [PHASE_CLARIFY] = "Clarify",      [PHASE_SCALE] = "Scale",     [PHASE_REQUIREMENTS] = "Require",
    [PHASE_SKETCH] = "Sketch",        [PHASE_DATA] = "Data & API", [PHASE_FAILURE] = "Failure",
    [PHASE_TRADEOFFS] = "Trade-offs",
};

static Color span_color(const Theme *theme, PhaseId phase) {
    switch (phase) {
    case PHASE_CLARIFY:
        return theme->group[GROUP_EDGE];
    case PHASE_SCALE:
        return theme->group[GROUP_DATA];
    case PHASE_REQUIREMENTS:
        return theme->group[GROUP_OUTSIDE];
    case PHASE_SKETCH:
        return theme->group[GROUP_COMPUTE];
    case PHASE_DATA:
        return theme->group[GROUP_MESSAGING];
    case PHASE_FAILURE:
        return theme->tone[TONE_HIGH];
    case PHASE_TRADEOFFS:
    case PHASE_COUNT:
        return theme->group[GROUP_OPERATIONS];
    }
    return theme->text_muted;
}

/* ---- Controls ---------------------------------------------------------------------------------- */

static void play_button(App *app, Rect rect) {
    Ui *ui = &app->ui;
    const Theme *theme = ui->theme;
    bool playing = app->player.playing;
    WidgetId id = ui_widget(ui, rect, "button:%s", playing ? "pause" : "play");
    ui_focusable(ui, id, rect);
    Touch touch = ui_touch(ui, id, rect);
    Color ground = touch.hovered ? color_mix(theme->accent, theme->text, 0.12f) : theme->accent;
    draw_rect(ui->list, rect, PLAY_SIZE / 2.0f, ground);
    draw_icon(ui->list, rect_inset(rect, 8), playing ? "pause" : "play", theme->on_accent);
    ui_draw_focus(ui, id, rect, PLAY_SIZE / 2.0f);
    ui_tip(ui, id, rect, "Play or pause (Space)");
    if (touch.hovered) {
        ui->cursor = CURSOR_HAND;
    }
    if (touch.clicked) {
        app_request_command(app, UI_PLAY);
    }
}

static void speed_choice(App *app, Rect rect) {
    Ui *ui = &app->ui;
    const char *options[PLAYER_SPEED_COUNT];
    for (size_t i = 0; i < PLAYER_SPEED_COUNT; i++) {
        options[i] = ui_format(ui, "%d×", PLAYER_SPEEDS[i]);
    }
    Choice choice = {.name = "speed",
                     .shown = options[app->player.speed],
                     .options = options,
                     .count = PLAYER_SPEED_COUNT,
                     .current = app->player.speed,
                     .is_button = true};
    size_t picked;
    if (ui_choice(ui, rect, choice, &picked)) {
        app->player.speed = picked;
    }
}

static void controls(App *app, Rect row) {
    Ui *ui = &app->ui;
    const Theme *theme = ui->theme;
    play_button(app, cut_left(&row, PLAY_SIZE));
    (void)cut_left(&row, SPACE_3);
    char now[32], end[32];
    round_format_time((long long)app->player.at_ms, now);
    round_format_time((long long)player_duration(&app->player), end);
    TextStyle mono = {FONT_MONO, 18, theme->text};
    draw_name(ui->list, row, "clock");
    ui_text(ui, cut_left(&row, ui_text_width(ui, mono, now) + SPACE_2), mono, ALIGN_LEFT, now);
    const char *of = ui_format(ui, "/ %s", end);
    ui_text(ui, cut_left(&row, ui_text_width(ui, style_muted(theme), of) + SPACE_4),
            style_muted(theme), ALIGN_LEFT, of);
    speed_choice(app, rect_center(cut_left(&row, 68), 68, BUTTON_HEIGHT));
    (void)cut_left(&row, SPACE_2);
    Button back = {.icon = "chevron_left", .name = "previous-step", .tip = "Step back (Left)"};
    if (ui_button(ui, rect_center(cut_left(&row, 32), 32, BUTTON_HEIGHT), back)) {
        app_request_command(app, UI_PREVIOUS_STEP);
    }
    (void)cut_left(&row, SPACE_1);
    Button on = {.icon = "chevron_right", .name = "next-step", .tip = "Step forward (Right)"};
    if (ui_button(ui, rect_center(cut_left(&row, 32), 32, BUTTON_HEIGHT), on)) {
        app_request_command(app, UI_NEXT_STEP);
    }
    (void)cut_left(&row, SPACE_2);
    Button next = {.label = "Next finding",
                   .tip = "To where the next flaw entered that stayed to the end (N)",
                   .disabled = !ui_command_enabled(app, UI_NEXT_FLAW)};
    Rect place = cut_left(&row, ui_button_width(ui, next));
    if (ui_button(ui, rect_center(place, place.w, BUTTON_HEIGHT), next)) {
        app_request_command(app, UI_NEXT_FLAW);
    }
    (void)cut_left(&row, SPACE_4);
    draw_name(ui->list, row, "caption");
    TextStyle caption = style_muted(theme);
    caption.size = 12.5f;
    ui_text(ui, row, caption, ALIGN_RIGHT, replay_caption(app->player.replay));
}

/* ---- The axis ---------------------------------------------------------------------------------- */

static float x_at(const App *app, Rect axis, double t_ms) {
    return axis.x + axis.w * (float)(t_ms / player_duration(&app->player));
}

static Rect span_rect(const App *app, Rect row, const RoundSpan *span) {
    float left = x_at(app, row, (double)span->from_ms);
    float right = x_at(app, row, (double)span->to_ms) - 2;
    return (Rect){left, row.y, fmaxf(right - left, 2), row.h};
}

static void spans(App *app, Rect row) {
    Ui *ui = &app->ui;
    const Theme *theme = ui->theme;
    RoundSpans *spans = &app->spans;
    if (spans->count == 0) {
        draw_rect(ui->list, row, 5, theme->sunk);
    }
    for (size_t i = 0; i < spans->count; i++) {
        const RoundSpan *span = &spans->items[i];
        Rect rect = span_rect(app, row, span);
        Color color = span_color(theme, span->phase);
        draw_rect(ui->list, rect, rect.w < 10 ? rect.w / 2 : 5,
                  color_mix(theme->surface, color, theme->dark ? 0.2f : 0.15f));
        WidgetId id = ui_widget(ui, rect, "span:%zu", i);
        ui_tip(ui, id, rect, phase_title(span->phase));
    }
}

/* Over the playhead, which would strike them through. */
static void span_words(App *app, Rect row) {
    Ui *ui = &app->ui;
    for (size_t i = 0; i < app->spans.count; i++) {
        const RoundSpan *span = &app->spans.items[i];
        Color color = span_color(ui->theme, span->phase);
        TextStyle style = {FONT_SEMIBOLD, 11, color};
        Rect text = rect_shrink(span_rect(app, row, span), SPACE_2, 0);
        float width = ui_text_width(ui, style, SPAN_WORDS[span->phase]);
        if (text.w >= width) {
            draw_rect(ui->list, (Rect){text.x - 1, row.y + 4, width + 2, row.h - 8}, 0,
                      color_mix(ui->theme->surface, color, ui->theme->dark ? 0.2f : 0.15f));
            ui_text(ui, text, style, ALIGN_LEFT, SPAN_WORDS[span->phase]);
        }
    }
}

static void ticks(App *app, Rect row) {
    Ui *ui = &app->ui;
    const Theme *theme = ui->theme;
    const Entries *entries = &app->player.session->entries;
    float last = -10;
    for (size_t i = 0; i < entries->count; i++) {
        const Entry *entry = &entries->items[i];
        float x = x_at(app, row, (double)entry->t_ms);
        bool edits =
            entry->type == ENTRY_COMMAND || entry->type == ENTRY_UNDO || entry->type == ENTRY_REDO;
        if (edits && x - last >= 2) {
            float height = entry->type == ENTRY_COMMAND ? 16 : 9;
            draw_rect(ui->list, (Rect){x - 1, row.y + row.h - height, 2, height}, 1,
                      theme->border_strong);
            last = x;
        } else if (entry->type == ENTRY_CHECK) {
            Rect icon = {x - 5, row.y + 3, 10, 10};
            draw_icon(ui->list, icon, "check", theme->text_faint);
            draw_name(ui->list, icon, "check-mark:%zu", i);
        }
    }
    ui_separator(ui, row.x, row.y + row.h, row.w);
}

static double step_of(const App *app) {
    size_t count = app->player.session->entries.count;
    return count > 0 ? 1.0 / (double)count : 1;
}

static void axis(App *app, Rect room) {
    Ui *ui = &app->ui;
    const Theme *theme = ui->theme;
    Rect whole = {room.x, room.y - 6, room.w, SPAN_HEIGHT + TICKS_HEIGHT + MARKS_HEIGHT + 10};
    Rect labels = {room.x, room.y + SPAN_HEIGHT + TICKS_HEIGHT + MARKS_HEIGHT, room.w, 18};
    Rect names = cut_top(&room, SPAN_HEIGHT);
    float head = x_at(app, whole, app->player.at_ms);
    spans(app, names);
    draw_rect(ui->list, (Rect){head - 1, whole.y, 2, whole.h}, 1, theme->text);
    span_words(app, names);
    Rect row = cut_top(&room, TICKS_HEIGHT);
    ticks(app, row);
    flaw_marks(app, cut_top(&room, MARKS_HEIGHT));
    double position = app->player.at_ms / player_duration(&app->player);
    if (ui_slider(ui, whole, "scrubber", step_of(app), &position)) {
        app->player.playing = false;
        player_seek(&app->player, position * player_duration(&app->player));
        board_forget_missing(app->board, app_design(app));
        ui->again = true;
    }
    float x = x_at(app, whole, app->player.at_ms);
    draw_rect(ui->list, (Rect){x - 5, whole.y - 4, 10, 10}, 5, theme->text);
    char end[32];
    round_format_time((long long)player_duration(&app->player), end);
    TextStyle style = {FONT_REGULAR, 11, theme->text_faint};
    ui_text(ui, labels, style, ALIGN_LEFT, "0:00");
    ui_text(ui, labels, style, ALIGN_RIGHT, end);
}

void timeline(App *app, Rect rect) {
    Ui *ui = &app->ui;
    ui->region = REGION_BOTTOM;
    draw_rect(ui->list, rect, 0, ui->theme->surface);
    ui_separator(ui, rect.x, rect.y, rect.w);
    Rect room = rect_shrink(rect, SPACE_5, 20);
    controls(app, cut_top(&room, PLAY_SIZE));
    (void)cut_top(&room, 14);
    axis(app, room);
    ui_absorb(ui, rect);
}
