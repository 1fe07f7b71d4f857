/* Home: pick a round, or go on with one. */
#include <assert.h>
#include <math.h>
#include <string.h>

#include "ui/screens.h"
#include "ui/scroll.h"
#include "ui/widgets.h"

enum {
    HOME_WIDTH = 1248,
    SIDE_WIDTH = 320,
    SIDE_MARGIN = 36, /* above it */
    CARD_ROW_HEIGHT = 160,
    CARD_NARROWEST = 208,
    CARD_WIDEST = 298,
    MOST_COLUMNS = 4,
    CARD_GAP = 16,
    TILE = 36
};

static const char *const EMPTY_BOARD = "";

/* ---- The header -------------------------------------------------------------------------------- */

static void header(App *app, Rect bar) {
    Ui *ui = &app->ui;
    const Theme *theme = ui->theme;
    draw_rect(ui->list, bar, 0, theme->surface);
    ui_separator(ui, bar.x, bar.y + bar.h - 1, bar.w);
    Rect row = rect_shrink(bar, PANEL_MARGIN, 13);
    draw_icon(ui->list, (Rect){row.x, row.y + 1, 28, 28}, "logo", theme->accent);
    (void)cut_left(&row, 36);
    Button theme_button = {.icon = theme->dark ? "sun" : "moon",
                           .name = "theme",
                           .tip = "Light, dark, high contrast (F9)",
                           .style = BUTTON_QUIET};
    if (ui_button(ui, cut_right(&row, BUTTON_HEIGHT), theme_button)) {
        app_request_command(app, UI_THEME);
    }
    (void)cut_right(&row, SPACE_2);
    if (ui_button(ui, cut_right(&row, 104), (Button){.label = "Open…", .name = "Open"})) {
        app_request_command(app, UI_OPEN);
    }
    (void)cut_right(&row, SPACE_2);
    if (ui_button(ui, cut_right(&row, 112), (Button){.label = "Empty board"})) {
        app_request(app, ACTION_START_ROUND, EMPTY_BOARD);
    }
    ui_text(ui, (Rect){row.x, row.y - 4, row.w, 20}, style_strong(theme), ALIGN_LEFT, "Faultline");
    ui_text(ui, (Rect){row.x, row.y + 15, row.w, 18},
            style_with(style_faint(theme), theme->text_muted), ALIGN_LEFT,
            "Find where it breaks before they do");
}

/* ---- The cards --------------------------------------------------------------------------------- */

static void kinds_row(App *app, Rect row, const Scenario *scenario) {
    Ui *ui = &app->ui;
    const float gap = 14;
    float count = (float)scenario->card_count;
    float room = (row.w - (count - 1) * gap) / count;
    float tile = room < TILE ? room : TILE; /* on a narrow card they are smaller */
    for (size_t i = 0; i < scenario->card_count; i++) {
        Rect square = {row.x + (float)i * (tile + gap), row.y + (TILE - tile) / 2, tile, tile};
        if (i > 0) {
            draw_rect(ui->list, (Rect){square.x - 11, row.y + TILE / 2.0f - 1, 8, 2}, 1,
                      ui->theme->border_strong);
        }
        ui_kind_icon(ui, square, &app->catalog->kinds[scenario->card[i]]);
    }
}

static bool card_frame(App *app, Rect rect, const char *id, bool selected, bool *start) {
    Ui *ui = &app->ui;
    const Theme *theme = ui->theme;
    WidgetId widget = ui_widget(ui, rect, "card:%s", id);
    ui_focusable(ui, widget, rect);
    Touch touch = ui_touch(ui, widget, rect);
    *start = touch.clicked && (touch.clicks == 2 || (selected && touch.keyed));
    if (touch.hovered) {
        ui->cursor = CURSOR_HAND;
    }
    draw_shadow(ui->list, rect, 12, touch.hovered ? 18 : 10, theme->shadow);
    Color ground = selected ? color_mix(theme->raised, theme->accent_soft, 0.6f) : theme->raised;
    draw_box(ui->list, rect, 12, ground, selected ? 2 : 1,
             selected        ? theme->accent
             : touch.hovered ? theme->border_strong
                             : theme->border);
    if (touch.focused && ui->focus_shown) {
        draw_outline(ui->list, rect_inset(rect, -5), 17, 2, theme->accent);
    }
    return touch.clicked;
}

static void select_card(App *app, const char *id, bool clicked, bool start) {
    if (clicked) {
        text_copy(app->home.selected, sizeof app->home.selected, id);
    }
    if (start) {
        app_request(app, ACTION_START_ROUND, id);
    }
}

/* Rounds of the scenario that were played to the end; `begun` counts the others. */
static size_t times_played(const App *app, const char *scenario, size_t *begun) {
    size_t times = 0;
    *begun = 0;
    for (size_t i = 0; i < app->home.sessions.items.count; i++) {
        const SessionSummary *session = &app->home.sessions.items.items[i];
        bool same = strcmp(session->scenario, scenario) == 0;
        times += same && session->finished;
        *begun += same && !session->finished;
    }
    return times;
}

static const char *played_text(Ui *ui, size_t times, size_t begun) {
    if (times == 0) {
        return begun > 0 ? "begun" : "new";
    }
    return times == 1 ? "played once" : ui_format(ui, "played %zu times", times);
}

static void scenario_card(App *app, Rect rect, const Scenario *scenario) {
    Ui *ui = &app->ui;
    const Theme *theme = ui->theme;
    bool start;
    bool selected = strcmp(app->home.selected, scenario->id) == 0;
    bool clicked = card_frame(app, rect, scenario->id, selected, &start);
    select_card(app, scenario->id, clicked, start);
    Rect room = rect_shrink(rect, 18, 18);
    kinds_row(app, cut_top(&room, TILE), scenario);
    (void)cut_top(&room, SPACE_3);
    TextStyle title = {FONT_SEMIBOLD, 14, theme->text};
    ui_text(ui, cut_top(&room, 22), title, ALIGN_LEFT, scenario->title);
    Rect foot = cut_bottom(&room, 18);
    ui_paragraph(ui, room.x, room.y + 1, room.w, style_muted(theme), scenario->tagline);
    char minutes[32];
    text_format_number(minutes, scenario->minutes);
    ui_text(ui, foot, style_faint(theme), ALIGN_LEFT,
            ui_format(ui, "%s min · %s", minutes, scenario->level));
    size_t begun, times = times_played(app, scenario->id, &begun);
    TextStyle state = {FONT_SEMIBOLD, 11.5f, times > 0 ? theme->good : theme->text_faint};
    ui_text(ui, foot, state, ALIGN_RIGHT, played_text(ui, times, begun));
}

static void empty_card(App *app, Rect rect) {
    Ui *ui = &app->ui;
    const Theme *theme = ui->theme;
    bool start;
    bool selected = strcmp(app->home.selected, EMPTY_BOARD) == 0;
    bool clicked = card_frame(app, rect, "empty", selected, &start);
    select_card(app, EMPTY_BOARD, clicked, start);
    Rect room = rect_shrink(rect, 18, 18);
    Rect tile = cut_top(&room, TILE);
    tile.w = TILE;
    draw_rect(ui->list, tile, 8, theme->sunk);
    draw_icon(ui->list, rect_inset(tile, 9), "plus", theme->text_muted);
    (void)cut_top(&room, SPACE_3);
    TextStyle title = {FONT_SEMIBOLD, 14, theme->text};
    ui_text(ui, cut_top(&room, 22), title, ALIGN_LEFT, "Empty board");
    ui_text(ui, cut_top(&room, 20), style_muted(theme), ALIGN_LEFT, "Your own question");
    ui_text(ui, cut_bottom(&room, 18), style_faint(theme), ALIGN_LEFT, "no clock runs out");
}

static float cards(App *app, float x, float y, float width) {
    size_t count = app->scenarios.items.count + 1;
    size_t columns = MOST_COLUMNS;
    while (columns > 1 &&
           (columns > count || (width + CARD_GAP) / (float)columns < CARD_NARROWEST + CARD_GAP)) {
        columns--;
    }
    assert(columns > 0);
    float card = (width - CARD_GAP * (float)(columns - 1)) / (float)columns;
    card = card > CARD_WIDEST ? CARD_WIDEST : card;
    for (size_t i = 0; i < count; i++) {
        Rect rect = {x + (float)(i % columns) * (card + CARD_GAP),
                     y + (float)(i / columns) * (CARD_ROW_HEIGHT + CARD_GAP), card,
                     CARD_ROW_HEIGHT};
        if (i + 1 < count) {
            scenario_card(app, rect, app->scenarios.items.items[i]);
        } else {
            empty_card(app, rect);
        }
    }
    size_t rows = (count + columns - 1) / columns;
    return (float)rows * (CARD_ROW_HEIGHT + CARD_GAP) - CARD_GAP;
}

/* ---- What was picked --------------------------------------------------------------------------- */

static void phase_rows(App *app, Rect *room, const Scenario *scenario) {
    Ui *ui = &app->ui;
    const Theme *theme = ui->theme;
    double longest = 1;
    for (int i = 0; i < PHASE_COUNT; i++) {
        longest = fmax(longest, scenario->phase_minutes[i]);
    }
    for (int i = 0; i < PHASE_COUNT; i++) {
        Rect row = cut_top(room, ROW_HEIGHT);
        Rect minutes = cut_right(&row, 48);
        Rect bar = cut_right(&row, 64);
        ui_text(ui, row, style_body(theme), ALIGN_LEFT, phase_title((PhaseId)i));
        float share = (float)(scenario->phase_minutes[i] / longest);
        Rect track = rect_center(bar, bar.w, 6);
        draw_rect(ui->list, track, 3, theme->sunk);
        track.w *= share;
        draw_rect(ui->list, track, 3, theme->accent);
        char text[32];
        text_format_number(text, scenario->phase_minutes[i]);
        ui_text(ui, minutes, style_muted(theme), ALIGN_RIGHT, ui_format(ui, "%s min", text));
    }
}

static void scenario_side(App *app, Rect room, const Scenario *scenario) {
    Ui *ui = &app->ui;
    const Theme *theme = ui->theme;
    ui_text(ui, cut_top(&room, 24), style_heading(theme), ALIGN_LEFT, scenario->title);
    char minutes[32];
    text_format_number(minutes, scenario->minutes);
    ui_text(ui, cut_top(&room, 20), style_muted(theme), ALIGN_LEFT,
            ui_format(ui, "%s minutes · %s", minutes, scenario->level));
    (void)cut_top(&room, SPACE_3);
    Button start = {.label = "Start round", .style = BUTTON_PRIMARY};
    if (ui_button(ui, cut_top(&room, 36), start)) {
        app_request(app, ACTION_START_ROUND, scenario->id);
    }
    (void)cut_top(&room, SPACE_4);
    TextStyle prompt = style_body(theme);
    prompt.size = 13;
    (void)cut_top(&room, ui_paragraph(ui, room.x, room.y, room.w, prompt, scenario->prompt));
    if (scenario->minutes > 0) {
        (void)cut_top(&room, SPACE_4);
        ui_separator(ui, room.x, room.y, room.w);
        (void)cut_top(&room, SPACE_4);
        ui_text(ui, cut_top(&room, 22), style_strong(theme), ALIGN_LEFT, "Seven phases");
        phase_rows(app, &room, scenario);
    }
}

static void empty_side(App *app, Rect room) {
    Ui *ui = &app->ui;
    ui_text(ui, cut_top(&room, 24), style_heading(ui->theme), ALIGN_LEFT, "Empty board");
    (void)cut_top(&room, SPACE_2);
    const char *text = "Draw any design. Its structure is checked as in a round; findings that "
                       "need numbers of a load wait for a scenario.";
    float height = ui_paragraph(ui, room.x, room.y, room.w, style_body(ui->theme), text);
    (void)cut_top(&room, height + SPACE_4);
    Button start = {.label = "Open the board", .style = BUTTON_PRIMARY};
    if (ui_button(ui, cut_top(&room, 36), start)) {
        app_request(app, ACTION_START_ROUND, EMPTY_BOARD);
    }
}

static float side_height(App *app, const Scenario *scenario) {
    Ui *ui = &app->ui;
    if (!scenario) {
        return 200;
    }
    TextStyle prompt = style_body(ui->theme);
    prompt.size = 13;
    float text = ui_paragraph_height(ui, SIDE_WIDTH - 2 * SPACE_5, prompt, scenario->prompt);
    float phases = scenario->minutes > 0 ? 2 * SPACE_4 + 22 + PHASE_COUNT * ROW_HEIGHT : 0;
    return 2 * SPACE_5 + 44 + SPACE_3 + text + SPACE_4 + 36 + phases;
}

/* It stays in sight while the cards beside it are scrolled: its button starts what is chosen. */
static float side_top(Rect window, float scrolled, float height) {
    bool fits = height <= window.h - SIDE_MARGIN - SPACE_5;
    float least = fits ? window.y + SIDE_MARGIN : window.y + window.h - height - SPACE_5;
    return scrolled < least ? least : scrolled;
}

static void side(App *app, Rect rect, Rect window) {
    const Scenario *scenario = scenario_library_find(&app->scenarios, app->home.selected);
    const Theme *theme = app->ui.theme;
    rect.h = side_height(app, scenario);
    rect.y = side_top(window, rect.y, rect.h);
    draw_shadow(app->ui.list, rect, 12, 10, theme->shadow);
    draw_box(app->ui.list, rect, 12, theme->raised, 1, theme->border);
    Rect room = rect_inset(rect, SPACE_5);
    if (scenario) {
        scenario_side(app, room, scenario);
    } else {
        empty_side(app, room);
    }
}

/* ---- The screen -------------------------------------------------------------------------------- */

static float problems(App *app, float x, float y, float width) {
    Ui *ui = &app->ui;
    float top = y;
    TextStyle style = style_with(style_muted(ui->theme), ui->theme->tone[TONE_HIGH]);
    for (size_t i = 0; i < app->scenarios.problems.count; i++) {
        y += ui_paragraph(ui, x, y, width, style, app->scenarios.problems.items[i].message);
    }
    return y > top ? y - top + SPACE_4 : 0;
}

void home_screen(App *app) {
    Ui *ui = &app->ui;
    const Theme *theme = ui->theme;
    Rect window = ui->window;
    draw_rect(ui->list, window, 0, theme->canvas);
    ui->region = REGION_TOP;
    header(app, cut_top(&window, TOP_BAR_HEIGHT));
    float margin = (window.w - HOME_WIDTH) / 2;
    margin = margin < 32 ? 32 : margin;
    float gap = margin < 64 ? 32 : 48;
    float width = window.w - 2 * margin - SIDE_WIDTH - gap;
    Scroll scroll = scroll_begin(ui, window, "scroll:home");
    float x = margin, y = scroll.top + 36;
    ui->region = REGION_CANVAS;
    float newest = home_recent_height(app, HOME_NEWEST);
    if (newest > 0) {
        home_recent(app, (Rect){x, y, width, newest}, HOME_NEWEST);
        y += newest + SPACE_5;
    }
    TextStyle title = {FONT_BOLD, 22, theme->text};
    ui_text(ui, (Rect){x, y, width, 34}, title, ALIGN_LEFT, "Pick a round");
    TextStyle lead = style_muted(theme);
    lead.size = 13;
    ui_text(ui, (Rect){x, y + 36, width, 22}, lead, ALIGN_LEFT,
            "A prompt, a clock, and findings that say where it breaks. Nothing leaves this "
            "machine.");
    y += 80;
    y += problems(app, x, y, width);
    y += cards(app, x, y, width) + 44;
    ui->region = REGION_BOTTOM;
    float earlier = home_recent_height(app, HOME_EARLIER);
    home_recent(app, (Rect){x, y, width, earlier}, HOME_EARLIER);
    y += earlier;
    ui->region = REGION_RIGHT;
    side(app, (Rect){x + width + gap, scroll.top + SIDE_MARGIN, SIDE_WIDTH, 0}, window);
    scroll_end(ui, &scroll, y + SPACE_5 - scroll.top);
}
