#include "ui/commands.h"

#include <stdio.h>
#include <string.h>

#include "ui/actions.h"
#include "ui/app_state.h"

/* ---- When -------------------------------------------------------------------------------------- */

static bool always(const App *app) {
    (void)app;
    return true;
}

static bool on_board(const App *app) {
    return app->screen == SCREEN_BOARD;
}

static bool on_replay(const App *app) {
    return app->screen == SCREEN_REPLAY;
}

static bool has_canvas(const App *app) {
    return app->screen != SCREEN_HOME;
}

static bool away_from_home(const App *app) {
    return app->screen != SCREEN_HOME;
}

static bool can_undo(const App *app) {
    return on_board(app) && editor_undo_name(app->document.editor);
}

static bool can_redo(const App *app) {
    return on_board(app) && editor_redo_name(app->document.editor);
}

static bool has_selection(const App *app) {
    return on_board(app) && board_selection_count(app->board) > 0;
}

static bool has_one_selected(const App *app) {
    return on_board(app) && board_selection_count(app->board) == 1;
}

static bool has_component_selected(const App *app) {
    return has_one_selected(app) && design_component(app_design(app), app_selected(app));
}

static bool clock_runs(const App *app) {
    return on_board(app) && !document_finished(&app->document);
}

static bool has_next_phase(const App *app) {
    return clock_runs(app) && document_next_phase(&app->document) < PHASE_COUNT;
}

/* ---- The table --------------------------------------------------------------------------------- */

static const UiCommand COMMANDS[UI_COMMAND_COUNT] = {
    [UI_HOME] = {"home", "File", "Home", {{'n', MOD_CTRL}}, away_from_home, action_home},
    [UI_OPEN] =
        {"open", "File", "Open a design or a session", {{'o', MOD_CTRL}}, always, action_open},
    [UI_SAVE] = {"save", "File", "Save", {{'s', MOD_CTRL}}, on_board, action_save},
    [UI_SAVE_AS] =
        {"save-as", "File", "Save as", {{'s', MOD_CTRL | MOD_SHIFT}}, on_board, action_save_as},
    [UI_QUIT] = {"quit", "File", "Quit", {{'q', MOD_CTRL}}, always, action_quit},
    [UI_UNDO] = {"undo", "Edit", "Undo", {{'z', MOD_CTRL}}, can_undo, action_undo},
    [UI_REDO] = {"redo",
                 "Edit",
                 "Redo",
                 {{'z', MOD_CTRL | MOD_SHIFT}, {'y', MOD_CTRL}},
                 can_redo,
                 action_redo},
    [UI_DELETE] = {"delete",
                   "Edit",
                   "Delete what is selected",
                   {{KEY_DELETE, 0}, {KEY_BACKSPACE, 0}},
                   has_selection,
                   action_delete},
    [UI_DUPLICATE] =
        {"duplicate", "Edit", "Duplicate", {{'d', MOD_CTRL}}, has_selection, action_duplicate},
    [UI_SELECT_ALL] =
        {"select-all", "Edit", "Select all", {{'a', MOD_CTRL}}, has_canvas, action_select_all},
    [UI_RENAME] = {"rename",
                   "Edit",
                   "Rename",
                   {{KEY_F2, 0}, {KEY_ENTER, 0}},
                   has_one_selected,
                   action_rename},
    [UI_CONNECT] = {"connect",
                    "Draw",
                    "Connect to another card",
                    {{'c', 0}},
                    has_component_selected,
                    action_connect},
    [UI_ADD_COMPONENT] =
        {"add", "Draw", "Add a component", {{'/', 0}}, on_board, action_search_palette},
    [UI_ADD_AREA] = {"add-area", "Draw", "Add an area", {{'f', 0}}, on_board, action_add_area},
    [UI_ADD_NOTE] = {"add-note", "Draw", "Add a note", {{'t', 0}}, on_board, action_add_note},
    [UI_CHECK] =
        {"check", "Round", "Check the design", {{KEY_ENTER, MOD_CTRL}}, on_board, action_check},
    [UI_PAUSE] = {"pause",
                  "Round",
                  "Pause the clock, or go on",
                  {{'p', MOD_CTRL}},
                  clock_runs,
                  action_pause},
    [UI_NEXT_PHASE] = {"next-phase",
                       "Round",
                       "Next phase",
                       {{KEY_RIGHT, MOD_CTRL | MOD_SHIFT}},
                       has_next_phase,
                       action_next_phase},
    [UI_FINISH] =
        {"finish", "Round", "Finish the round", {{KEY_F10, 0}}, clock_runs, action_ask_finish},
    [UI_ZOOM_IN] = {"zoom-in",
                    "View",
                    "Zoom in",
                    {{'=', MOD_CTRL}, {'+', MOD_CTRL}, {'=', MOD_CTRL | MOD_SHIFT}},
                    has_canvas,
                    action_zoom_in},
    [UI_ZOOM_OUT] =
        {"zoom-out", "View", "Zoom out", {{'-', MOD_CTRL}}, has_canvas, action_zoom_out},
    [UI_ZOOM_RESET] =
        {"zoom-reset", "View", "Zoom to 100 %", {{'0', MOD_CTRL}}, has_canvas, action_zoom_reset},
    [UI_FIT] = {"fit", "View", "Show all of it", {{'1', MOD_SHIFT}}, has_canvas, action_fit},
    [UI_THEME] = {"theme", "View", "Light or dark", {{KEY_F9, 0}}, always, action_theme},
    [UI_PLAY] = {"play", "Replay", "Play or pause", {{KEY_SPACE, 0}}, on_replay, action_play},
    [UI_PREVIOUS_STEP] =
        {"previous-step", "Replay", "Step back", {{KEY_LEFT, 0}}, on_replay, action_previous_step},
    [UI_NEXT_STEP] =
        {"next-step", "Replay", "Step forward", {{KEY_RIGHT, 0}}, on_replay, action_next_step},
    [UI_FIRST_STEP] =
        {"first-step", "Replay", "To the beginning", {{KEY_HOME, 0}}, on_replay, action_first_step},
    [UI_LAST_STEP] =
        {"last-step", "Replay", "To the end", {{KEY_END, 0}}, on_replay, action_last_step},
    [UI_SLOWER] = {"slower", "Replay", "Slower", {{KEY_DOWN, 0}}, on_replay, action_slower},
    [UI_FASTER] = {"faster", "Replay", "Faster", {{KEY_UP, 0}}, on_replay, action_faster},
    [UI_BRANCH] = {"branch",
                   "Replay",
                   "Go on from here on a new board",
                   {{'b', MOD_CTRL}},
                   on_replay,
                   action_branch},
    [UI_HELP] = {"help",
                 "Help",
                 "This sheet",
                 {{KEY_F1, 0}, {'/', MOD_SHIFT}, {'?', 0}},
                 always,
                 action_help},
};

const UiCommand *ui_command(UiCommandId id) {
    return &COMMANDS[id];
}

bool ui_command_enabled(const App *app, UiCommandId id) {
    return COMMANDS[id].enabled(app);
}

UiCommandId ui_command_of_key(const App *app, const InputEvent *key) {
    for (int id = 0; id < UI_COMMAND_COUNT; id++) {
        for (size_t i = 0; i < UI_SHORTCUTS && COMMANDS[id].keys[i].key; i++) {
            Shortcut shortcut = COMMANDS[id].keys[i];
            if (shortcut.key == key->key && shortcut.modifiers == key->modifiers &&
                COMMANDS[id].enabled(app)) {
                return (UiCommandId)id;
            }
        }
    }
    return UI_COMMAND_COUNT;
}

static const char *key_text(int key) {
    switch (key) {
    case KEY_ENTER:
        return "Enter";
    case KEY_DELETE:
        return "Delete";
    case KEY_BACKSPACE:
        return "Backspace";
    case KEY_SPACE:
        return "Space";
    case KEY_LEFT:
        return "Left";
    case KEY_RIGHT:
        return "Right";
    case KEY_UP:
        return "Up";
    case KEY_DOWN:
        return "Down";
    case KEY_HOME:
        return "Home";
    case KEY_END:
        return "End";
    case KEY_F1:
        return "F1";
    case KEY_F2:
        return "F2";
    case KEY_F9:
        return "F9";
    case KEY_F10:
        return "F10";
    default:
        return NULL;
    }
}

void ui_shortcut_text(Shortcut shortcut, char *out, size_t size) {
    if (shortcut.key == '/' && shortcut.modifiers == MOD_SHIFT) {
        text_copy(out, size, "?");
        return;
    }
    char letter[2] = {(char)shortcut.key, '\0'};
    if (letter[0] >= 'a' && letter[0] <= 'z') {
        letter[0] = (char)(letter[0] - 'a' + 'A');
    }
    const char *key = key_text(shortcut.key);
    snprintf(out, size, "%s%s%s%s", shortcut.modifiers & MOD_CTRL ? "Ctrl+" : "",
             shortcut.modifiers & MOD_ALT ? "Alt+" : "",
             shortcut.modifiers & MOD_SHIFT ? "Shift+" : "", key ? key : letter);
}

void ui_command_tip(UiCommandId id, char *out, size_t size) {
    char keys[64];
    ui_shortcut_text(COMMANDS[id].keys[0], keys, sizeof keys);
    snprintf(out, size, "%s (%s)", COMMANDS[id].title, keys);
}
