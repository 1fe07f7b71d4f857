/* The sessions of this machine, the newest first: to resume or to replay. */
#include <string.h>

#include "round/round.h"
#include "ui/screens.h"
#include "ui/when.h"
#include "ui/widgets.h"

enum { RECENT_HEIGHT = 48, RECENT_GAP = 8, RECENT_HEAD = 40, NEWEST_ROWS = 2 };

/* ---- A row ------------------------------------------------------------------------------------- */

static bool is_crashed(const SessionSummary *session) {
    return !session->closed && !session->finished && !session->in_use && !session->problem.code;
}

/* The path, which is long and says nothing to most, is left to the tip. */
static const char *damage(Ui *ui, const SessionSummary *session) {
    const char *message = session->problem.message;
    size_t path = strlen(session->journal);
    if (strncmp(message, session->journal, path) != 0 || message[path] != ':') {
        return message;
    }
    message += path + 1;
    bool has_line = *message >= '0' && *message <= '9';
    return ui_format(ui, "Damaged%s%s", has_line ? " in line " : ":", message);
}

static const char *told(App *app, const SessionSummary *session) {
    Ui *ui = &app->ui;
    if (session->problem.code) {
        return damage(ui, session);
    }
    char played[32];
    round_format_time(session->played_ms, played);
    if (session->in_use) {
        return "open in another window";
    }
    if (is_crashed(session)) {
        return ui_format(ui, "Recovered, up to %s", played);
    }
    const Scenario *scenario = scenario_library_find(&app->scenarios, session->scenario);
    const char *what = scenario ? scenario->title : "Empty board";
    if (session->origin.session[0]) {
        char from[32];
        round_format_time(session->origin.t_ms, from);
        what = ui_format(ui, "%s, branched at %s", what, from);
    }
    bool named_so = session->title && strcmp(session->title, what) == 0;
    const char *head = named_so ? "" : ui_format(ui, "%s · ", what);
    if (session->finished) {
        return ui_format(ui, "%sfinished at %s", head, played);
    }
    return scenario
               ? ui_format(ui, "%sstopped at %s, %s", head, played, phase_title(session->phase))
               : ui_format(ui, "%s%s", head, played);
}

/* The links at the right end of a row; cuts their room off it. */
static void recent_links(App *app, Rect *room, const SessionSummary *session, bool usable) {
    Ui *ui = &app->ui;
    const char *id = path_file_name(session->folder);
    Button replay = {.label = "replay",
                     .style = BUTTON_LINK,
                     .disabled = !usable,
                     .name = ui_format(ui, "replay:%s", id)};
    if (ui_button(ui, rect_center(cut_right(room, 56), 56, 28), replay)) {
        app_request(app, ACTION_REPLAY, session->journal);
    }
    Rect place = rect_center(cut_right(room, 64), 64, 28);
    Button resume = {
        .label = "resume", .style = BUTTON_LINK, .name = ui_format(ui, "resume:%s", id)};
    if (usable && !session->finished && ui_button(ui, place, resume)) {
        app_request(app, ACTION_RESUME, session->folder);
    }
    (void)cut_right(room, SPACE_3);
}

static void recent_ground(Ui *ui, Rect row, bool crashed, bool hovered) {
    const Theme *theme = ui->theme;
    Color border = crashed ? theme->accent : hovered ? theme->border_strong : theme->border;
    draw_box(ui->list, row, 9, crashed ? theme->accent_soft : theme->raised, 1, border);
}

/* A press anywhere on the row goes on with the round, or replays it when it is over. */
static void recent_row(App *app, Rect row, const SessionSummary *session) {
    Ui *ui = &app->ui;
    const Theme *theme = ui->theme;
    bool crashed = is_crashed(session);
    bool usable = !session->problem.code && !session->in_use;
    recent_ground(ui, row, crashed, usable && ui_over(ui, row));
    Rect room = rect_shrink(row, SPACE_4, 0);
    recent_links(app, &room, session, usable);
    WidgetId id = ui_widget(ui, row, "session:%s", path_file_name(session->folder));
    Touch touch = ui_touch(ui, id, row);
    if (usable && touch.hovered) {
        ui->cursor = CURSOR_HAND;
    }
    if (usable && touch.clicked) {
        bool finished = session->finished;
        app_request(app, finished ? ACTION_REPLAY : ACTION_RESUME,
                    finished ? session->journal : session->folder);
    }
    ui_text(ui, cut_right(&room, 104), style_with(style_muted(theme), theme->text_faint),
            ALIGN_RIGHT, ui_when(ui, session->modified_s, app->unix_s));
    (void)cut_right(&room, SPACE_4);
    bool named = session->title && session->title[0];
    const char *name = named ? session->title : "Untitled";
    float widest = room.w * 0.5f, needed = ui_text_width(ui, style_strong(theme), name) + SPACE_4;
    Rect title = cut_left(&room, needed < widest ? needed : widest);
    (void)cut_right(&title, SPACE_3);
    ui_text(ui, title, style_strong(theme), ALIGN_LEFT, name);
    TextStyle style = style_muted(theme);
    style.color = session->problem.code ? theme->tone[TONE_HIGH] : style.color;
    ui_text(ui, room, style, ALIGN_LEFT, told(app, session));
    ui_tip(ui, id, row, session->problem.code ? session->problem.message : NULL);
}

/* ---- The lists: the newest above the rounds to pick, the others below --------------------------- */

static size_t first_row(HomePart part) {
    return part == HOME_NEWEST ? 0 : NEWEST_ROWS;
}

static size_t row_count(const App *app, HomePart part) {
    size_t all = app->home.sessions.items.count, first = first_row(part);
    size_t rest = all > first ? all - first : 0;
    return part == HOME_NEWEST && rest > NEWEST_ROWS ? NEWEST_ROWS : rest;
}

float home_recent_height(const App *app, HomePart part) {
    size_t count = row_count(app, part);
    bool empty = app->home.problem.code || app->home.sessions.items.count == 0;
    if (empty) {
        return part == HOME_NEWEST ? 0 : RECENT_HEAD + 72;
    }
    return count > 0 ? RECENT_HEAD + (float)count * (RECENT_HEIGHT + RECENT_GAP) : 0;
}

static void nothing_yet(App *app, Rect row) {
    Ui *ui = &app->ui;
    draw_box(ui->list, row, 9, ui->theme->canvas, 1, ui->theme->border_strong);
    const char *text = app->home.problem.code
                           ? app->home.problem.message
                           : "Your rounds will be listed here, to go on with or to replay.";
    ui_text(ui, rect_shrink(row, SPACE_4, 0), style_muted(ui->theme), ALIGN_CENTER, text);
}

/* Those of this part. What a crash left comes first of all. */
static void rows(App *app, Rect *rect, HomePart part) {
    const SessionList *sessions = &app->home.sessions;
    size_t first = first_row(part), count = row_count(app, part), at = 0;
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < sessions->items.count; i++) {
            if (is_crashed(&sessions->items.items[i]) != (pass == 0)) {
                continue;
            }
            if (at >= first && at < first + count) {
                recent_row(app, cut_top(rect, RECENT_HEIGHT), &sessions->items.items[i]);
                (void)cut_top(rect, RECENT_GAP);
            }
            at++;
        }
    }
}

void home_recent(App *app, Rect rect, HomePart part) {
    Ui *ui = &app->ui;
    if (home_recent_height(app, part) <= 0) {
        return;
    }
    bool empty = app->home.problem.code || app->home.sessions.items.count == 0;
    const char *title = empty ? "Recent" : part == HOME_NEWEST ? "Go on" : "Earlier";
    ui_text(ui, cut_top(&rect, 24), style_heading(ui->theme), ALIGN_LEFT, title);
    (void)cut_top(&rect, RECENT_HEAD - 24);
    if (empty) {
        nothing_yet(app, cut_top(&rect, 64));
    } else {
        rows(app, &rect, part);
    }
}
