#include "ui/compare_tables.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

#include "ui/dialogs.h"
#include "ui/study_words.h"

enum {
    ROW = 26,
    TALL_ROW = 42,
    HEAD_ROW = 30,
    FIGURE_WIDTH = 200,
    CHANGE_WIDTH = 64,
    ICON = 13,
    MARK_ROOM = 22
};

static const Comparison *comparison_of(const App *app) {
    return &app->comparing.comparison;
}

static const char *name_of(const App *app, AttemptSide side) {
    return side == ATTEMPT_THIS ? "this" : comparison_of(app)->attempts[ATTEMPT_OTHER]->name;
}

/* ---- Columns: what it is, the other one, this one, the change ---------------------------------- */

typedef struct Columns {
    Rect key, side[ATTEMPT_COUNT], change;
} Columns;

static Columns columns_of(Rect row) {
    Columns columns;
    columns.change = cut_right(&row, CHANGE_WIDTH);
    columns.side[ATTEMPT_THIS] = cut_right(&row, FIGURE_WIDTH);
    columns.side[ATTEMPT_OTHER] = cut_right(&row, FIGURE_WIDTH);
    columns.key = row;
    return columns;
}

static float heading(App *app, float x, float y, float width, const char *title, bool sides) {
    Ui *ui = &app->ui;
    const Theme *theme = ui->theme;
    Rect row = {x, y, width, HEAD_ROW};
    Columns columns = columns_of(row);
    draw_name(ui->list, row, "section:%s", title);
    TextStyle strong = {FONT_SEMIBOLD, 13, theme->text};
    ui_text(ui, sides ? columns.key : row, strong, ALIGN_LEFT, title);
    for (AttemptSide side = ATTEMPT_OTHER; side < ATTEMPT_COUNT && sides; side++) {
        ui_text(ui, columns.side[side], style_section(theme), ALIGN_LEFT, name_of(app, side));
    }
    ui_separator(ui, x, y + HEAD_ROW, width);
    return HEAD_ROW + SPACE_1;
}

/* "−4" in green when that is better. */
static void change(Ui *ui, Rect rect, long more, bool more_is_worse) {
    const Theme *theme = ui->theme;
    if (more == 0) {
        ui_text(ui, rect, style_faint(theme), ALIGN_RIGHT, "=");
        return;
    }
    bool worse = (more > 0) == more_is_worse;
    TextStyle style = {FONT_SEMIBOLD, 12, worse ? theme->tone[TONE_HIGH] : theme->good};
    ui_text(ui, rect, style, ALIGN_RIGHT,
            ui_format(ui, "%s%ld", more > 0 ? "+" : "−", more > 0 ? more : -more));
}

/* ---- The figures, by part ---------------------------------------------------------------------- */

/* Shapes with their numbers: two octagons, one triangle. */
static long severities(Ui *ui, Rect rect, const int open[SEVERITY_PRAISE]) {
    const Theme *theme = ui->theme;
    long sum = 0;
    for (int severity = 0; severity < SEVERITY_PRAISE; severity++) {
        if (open[severity] == 0) {
            continue;
        }
        sum += open[severity];
        Rect icon = cut_left(&rect, ICON);
        draw_icon(ui->list, (Rect){icon.x, icon.y + (icon.h - ICON) / 2, ICON, ICON},
                  tone_icon((Tone)severity), theme->tone[severity]);
        (void)cut_left(&rect, SPACE_1);
        const char *number = ui_format(ui, "%d", open[severity]);
        TextStyle style = style_body(theme);
        ui_text(ui, cut_left(&rect, ui_text_width(ui, style, number) + SPACE_3), style, ALIGN_LEFT,
                number);
    }
    if (sum == 0) {
        ui_text(ui, rect, style_faint(theme), ALIGN_LEFT, "none");
    }
    return sum;
}

static const char *area_title(Ui *ui, const char *area) {
    char *title = arena_copy_string(&ui->scratch, area);
    title[0] = (char)toupper((unsigned char)title[0]);
    return title;
}

static bool is_open_in(const PartScore *part) {
    int sum = 0;
    for (int severity = 0; severity < SEVERITY_PRAISE; severity++) {
        sum += part->open[ATTEMPT_OTHER][severity] + part->open[ATTEMPT_THIS][severity];
    }
    return sum > 0;
}

static float part_row(App *app, float x, float y, float width, const PartScore *part) {
    Ui *ui = &app->ui;
    Rect row = {x, y, width, ROW};
    Columns columns = columns_of(row);
    (void)cut_left(&columns.key, SPACE_4);
    draw_name(ui->list, row, "part:%s", part->area);
    ui_text(ui, columns.key, style_muted(ui->theme), ALIGN_LEFT, area_title(ui, part->area));
    long other = severities(ui, columns.side[ATTEMPT_OTHER], part->open[ATTEMPT_OTHER]);
    long now = severities(ui, columns.side[ATTEMPT_THIS], part->open[ATTEMPT_THIS]);
    change(ui, columns.change, now - other, true);
    return ROW;
}

typedef struct Figure {
    const char *title, *text[ATTEMPT_COUNT];
    bool is_judged; /* else more is neither better nor worse */
    long more;
    bool more_is_worse;
} Figure;

static float figure_row(App *app, float x, float y, float width, Figure figure) {
    Ui *ui = &app->ui;
    Columns columns = columns_of((Rect){x, y, width, ROW});
    TextStyle body = style_body(ui->theme);
    ui_text(ui, columns.key, body, ALIGN_LEFT, figure.title);
    for (AttemptSide side = ATTEMPT_OTHER; side < ATTEMPT_COUNT; side++) {
        ui_text(ui, columns.side[side], body, ALIGN_LEFT, figure.text[side]);
    }
    if (figure.is_judged) {
        change(ui, columns.change, figure.more, figure.more_is_worse);
    }
    return ROW;
}

static float run_rows(App *app, float x, float y, float width) {
    Ui *ui = &app->ui;
    const Comparison *comparison = comparison_of(app);
    float top = y;
    Figure kept = {.title = "Service levels kept without faults", .is_judged = true};
    Figure breaking = {
        .title = "Faults that break a level", .is_judged = true, .more_is_worse = true};
    Figure missed = {
        .title = "Service levels missed, over all runs", .is_judged = true, .more_is_worse = true};
    Figure cost = {.title = "Cost, USD a month"};
    for (AttemptSide side = ATTEMPT_OTHER; side < ATTEMPT_COUNT; side++) {
        const LevelTally *levels = &comparison->levels[side];
        long sign = side == ATTEMPT_THIS ? 1 : -1;
        char usd[32];
        text_format_number(usd, round(comparison->cost_usd_month[side]));
        kept.text[side] =
            ui_format(ui, "%zu of %zu", levels->asked - levels->missed, levels->asked);
        kept.more += sign * (long)(levels->asked - levels->missed);
        breaking.text[side] = ui_format(ui, "%zu of %zu", levels->breaking, levels->struck);
        breaking.more += sign * (long)levels->breaking;
        missed.text[side] =
            ui_format(ui, "%zu of %zu", levels->missed_in_all, levels->asked_in_all);
        missed.more += sign * (long)levels->missed_in_all;
        cost.text[side] = ui_format(ui, "%s", usd);
    }
    y += figure_row(app, x, y, width, kept);
    y += figure_row(app, x, y, width, breaking);
    y += figure_row(app, x, y, width, missed);
    y += figure_row(app, x, y, width, cost);
    return y - top;
}

float compare_figures(App *app, float x, float y, float width) {
    Ui *ui = &app->ui;
    const Comparison *comparison = comparison_of(app);
    float top = y;
    y += heading(app, x, y, width, "Score by part", true);
    if (comparison->played) {
        y += run_rows(app, x, y, width);
    }
    Figure findings = {.title = "Findings",
                       .is_judged = true,
                       .more = comparison->open[ATTEMPT_THIS] - comparison->open[ATTEMPT_OTHER],
                       .more_is_worse = true};
    for (AttemptSide side = ATTEMPT_OTHER; side < ATTEMPT_COUNT; side++) {
        findings.text[side] = ui_format(ui, "%d", comparison->open[side]);
    }
    y += figure_row(app, x, y, width, findings);
    for (size_t i = 0; i < comparison->parts.count; i++) {
        if (is_open_in(&comparison->parts.items[i])) {
            y += part_row(app, x, y, width, &comparison->parts.items[i]);
        }
    }
    Figure parts = {.title = "Components and connections"};
    for (AttemptSide side = ATTEMPT_OTHER; side < ATTEMPT_COUNT; side++) {
        const Design *design = comparison->attempts[side]->design;
        parts.text[side] =
            ui_format(ui, "%zu and %zu", design->components.count, design->connections.count);
    }
    y += figure_row(app, x, y, width, parts);
    return y - top + SPACE_5;
}

/* ---- Findings ---------------------------------------------------------------------------------- */

/* A press shows the part on the board, when it is there. */
static float finding_row(App *app, float x, float y, float width, size_t position) {
    Ui *ui = &app->ui;
    const Theme *theme = ui->theme;
    const FindingChange *found = &comparison_of(app)->findings.items[position];
    const Finding *finding = found->finding;
    Rect row = {x, y, width, ROW};
    WidgetId id = ui_widget(ui, row, "compared:%zu", position);
    bool leads = found->state != CHANGE_GONE && design_has_id(app_design(app), finding->subject);
    if (leads) {
        ui_focusable(ui, id, row);
        Touch touch = ui_touch(ui, id, row);
        if (touch.hovered) {
            ui->cursor = CURSOR_HAND;
            draw_rect(ui->list, row, 6, theme->sunk);
        }
        if (touch.clicked) {
            dialog_close(app);
            app_show_element(app, finding->subject);
        }
        ui_draw_focus(ui, id, row, 6);
    }
    bool gone = found->state == CHANGE_GONE;
    Rect mark = cut_left(&row, MARK_ROOM);
    draw_icon(ui->list, (Rect){mark.x, mark.y + (ROW - ICON) / 2, ICON, ICON},
              gone ? "tick" : tone_icon((Tone)finding->severity),
              gone ? theme->good : theme->tone[finding->severity]);
    TextStyle style = style_body(theme);
    const char *text = finding->label[0] ? ui_format(ui, "%s: %s", finding->title, finding->label)
                                         : finding->title;
    ui_text(ui, row, style, ALIGN_LEFT, text);
    return ROW;
}

static float finding_list(App *app, float x, float y, float width, ChangeState state) {
    const Comparison *comparison = comparison_of(app);
    float top = y;
    for (size_t i = 0; i < comparison->findings.count; i++) {
        if (comparison->findings.items[i].state == state) {
            y += finding_row(app, x, y, width, i);
        }
    }
    return y - top;
}

/* What stayed is folded away: there is nothing to learn from it here. */
static float kept_findings(App *app, float x, float y, float width) {
    Ui *ui = &app->ui;
    Comparing *comparing = &app->comparing;
    size_t kept = comparing->comparison.counts[CHANGE_KEPT];
    float top = y;
    Rect row = {x, y, width, BUTTON_HEIGHT};
    Button button = {.label = ui_format(ui, "%zu in both", kept),
                     .icon = comparing->kept_open ? "chevron_down" : "chevron_right",
                     .name = "kept-findings",
                     .style = BUTTON_QUIET};
    Rect place = cut_left(&row, ui_button_width(ui, button));
    place.x -= SPACE_2;
    if (ui_button(ui, place, button)) {
        comparing->kept_open = !comparing->kept_open;
        ui->again = true;
    }
    y += BUTTON_HEIGHT;
    y += comparing->kept_open ? finding_list(app, x, y, width, CHANGE_KEPT) : 0;
    return y - top;
}

float compare_findings(App *app, float x, float y, float width) {
    Ui *ui = &app->ui;
    const Comparison *comparison = comparison_of(app);
    float top = y;
    size_t new = comparison->counts[CHANGE_NEW], gone = comparison->counts[CHANGE_GONE];
    if (comparison->findings.count == 0) {
        return 0;
    }
    if (new > 0) {
        y += heading(app, x, y, width, ui_format(ui, "New findings  ·  %zu", new), false);
        y += finding_list(app, x, y, width, CHANGE_NEW) + SPACE_3;
    }
    if (gone > 0) {
        y +=
            heading(app, x, y, width, ui_format(ui, "Findings that are gone  ·  %zu", gone), false);
        y += finding_list(app, x, y, width, CHANGE_GONE) + SPACE_3;
    }
    y += comparison->counts[CHANGE_KEPT] > 0 ? kept_findings(app, x, y, width) : 0;
    return y - top + SPACE_4;
}

/* ---- Service levels ---------------------------------------------------------------------------- */

static bool is_missed(const LevelChange *level, AttemptSide side) {
    return !level->calm[side].met || level->broken[side] > 0;
}

static void level_figure(App *app, Rect rect, const LevelChange *level, AttemptSide side) {
    Ui *ui = &app->ui;
    const Theme *theme = ui->theme;
    bool missed = is_missed(level, side);
    if (level->broken[side] > 0) {
        const char *slo = slo_name(level->calm[side].slo);
        WidgetId id = ui_widget(ui, rect, "level:%zu:%s:%d", level->operation, slo, (int)side);
        ui_tip(ui, id, rect, level->under[side]);
    }
    Rect mark = cut_left(&rect, ICON + 6);
    draw_icon(ui->list, (Rect){mark.x, mark.y + 6, ICON, ICON}, missed ? "triangle" : "tick",
              missed ? theme->tone[TONE_HIGH] : theme->good);
    Rect top = {rect.x, rect.y + 3, rect.w, 19}, foot = {rect.x, rect.y + 21, rect.w, 17};
    TextStyle style = style_body(theme);
    style.font = level->calm[side].met ? FONT_REGULAR : FONT_SEMIBOLD;
    ui_text(ui, top, style, ALIGN_LEFT, study_figure(ui, &level->calm[side]));
    size_t broken = level->broken[side];
    ui_text(ui, foot, style_with(style_faint(theme), theme->text_muted), ALIGN_LEFT,
            broken > 0 ? ui_format(ui, "missed under %zu fault%s", broken, broken == 1 ? "" : "s")
                       : "kept under every fault");
}

static float level_row(App *app, float x, float y, float width, const LevelChange *level) {
    Ui *ui = &app->ui;
    const Theme *theme = ui->theme;
    const SloVerdict *verdict = &level->calm[ATTEMPT_THIS];
    Columns columns = columns_of((Rect){x, y, width, TALL_ROW});
    Rect key = columns.key;
    const char *operation = app->player.scenario->operations[level->operation].title;
    ui_text(ui, (Rect){key.x, key.y + 3, key.w - SPACE_3, 19}, style_body(theme), ALIGN_LEFT,
            operation);
    ui_text(ui, (Rect){key.x, key.y + 21, key.w - SPACE_3, 17},
            style_with(style_faint(theme), theme->text_muted), ALIGN_LEFT,
            ui_format(ui, "%s, %s", level_title(verdict->slo), study_target(ui, verdict)));
    level_figure(app, columns.side[ATTEMPT_OTHER], level, ATTEMPT_OTHER);
    level_figure(app, columns.side[ATTEMPT_THIS], level, ATTEMPT_THIS);
    change(ui, columns.change,
           (long)level->broken[ATTEMPT_THIS] - (long)level->broken[ATTEMPT_OTHER], true);
    return TALL_ROW;
}

/* Those that both keep, always, are only counted. */
float compare_levels(App *app, float x, float y, float width) {
    Ui *ui = &app->ui;
    const Comparison *comparison = comparison_of(app);
    float top = y;
    size_t kept = 0;
    if (comparison->level_changes.count == 0) {
        return 0;
    }
    y += heading(app, x, y, width, "Service levels", true);
    for (size_t i = 0; i < comparison->level_changes.count; i++) {
        const LevelChange *level = &comparison->level_changes.items[i];
        if (is_missed(level, ATTEMPT_OTHER) || is_missed(level, ATTEMPT_THIS)) {
            y += level_row(app, x, y, width, level);
        } else {
            kept++;
        }
    }
    if (kept > 0) {
        ui_text(ui, (Rect){x, y, width, ROW}, style_muted(ui->theme), ALIGN_LEFT,
                ui_format(ui, "%zu kept by both, without faults and under every one.", kept));
        y += ROW;
    }
    return y - top + SPACE_5;
}

/* ---- What is drawn differently ----------------------------------------------------------------- */

static float change_row(App *app, float x, float y, float width, const PartChange *part) {
    static const char *const ICONS[] = {
        [PART_ADDED] = "plus", [PART_REMOVED] = "minus", [PART_CHANGED] = "redo"};
    Ui *ui = &app->ui;
    const Theme *theme = ui->theme;
    const Color colors[] = {[PART_ADDED] = theme->good,
                            [PART_REMOVED] = theme->tone[TONE_HIGH],
                            [PART_CHANGED] = theme->text_muted};
    const float name_width = fminf(300, width * 0.36F);
    TextStyle muted = style_muted(theme);
    float left = x + MARK_ROOM + name_width + SPACE_3, room = width - (left - x);
    float height = fmaxf(ROW, ui_paragraph_height(ui, room, muted, part->what) + 10);
    draw_icon(ui->list, (Rect){x, y + (ROW - ICON) / 2, ICON, ICON}, ICONS[part->state],
              colors[part->state]);
    ui_text(ui, (Rect){x + MARK_ROOM, y, name_width, ROW}, style_body(theme), ALIGN_LEFT,
            part->name);
    ui_paragraph(ui, left, y + 5, room, muted, part->what);
    return height;
}

float compare_changes(App *app, float x, float y, float width) {
    Ui *ui = &app->ui;
    const Comparison *comparison = comparison_of(app);
    float top = y;
    if (comparison->changes.count == 0) {
        return 0;
    }
    y += heading(app, x, y, width,
                 ui_format(ui, "Drawn differently  ·  %zu", comparison->changes.count), false);
    for (size_t i = 0; i < comparison->changes.count; i++) {
        y += change_row(app, x, y, width, &comparison->changes.items[i]);
    }
    return y - top + SPACE_5;
}

/* ---- Time -------------------------------------------------------------------------------------- */

float compare_phases(App *app, float x, float y, float width) {
    Ui *ui = &app->ui;
    const Comparison *comparison = comparison_of(app);
    const Attempt *now = comparison->attempts[ATTEMPT_THIS];
    float top = y;
    if (!now->clock.timed) {
        return 0;
    }
    y += heading(app, x, y, width, "Time played, of what was planned", true);
    for (int phase = 0; phase < PHASE_COUNT; phase++) {
        char planned[32];
        round_format_time(now->clock.phase_planned[phase], planned);
        Figure figure = {.title = ui_format(ui, "%s, %s", phase_title((PhaseId)phase), planned)};
        for (AttemptSide side = ATTEMPT_OTHER; side < ATTEMPT_COUNT; side++) {
            char played[32] = "–";
            if (comparison->attempts[side]->is_round) {
                round_format_time(comparison->attempts[side]->clock.phase_played[phase], played);
            }
            figure.text[side] = ui_format(ui, "%s", played);
        }
        y += figure_row(app, x, y, width, figure);
    }
    return y - top + SPACE_4;
}
