#include "ui/actions.h"

#include <stdlib.h>
#include <string.h>

#include "ui/app_state.h"
#include "ui/canvas.h"
#include "ui/dialogs.h"
#include "ui/text_field.h"

enum {
    PLACED_AREA_WIDTH = 400,
    PLACED_AREA_HEIGHT = 280,
    PLACED_NOTE_WIDTH = 160,
    PLACED_NOTE_HEIGHT = 80
};

static const float ZOOM_STEP = 1.25f;

/* ---- Files and screens ------------------------------------------------------------------------- */

void action_home(App *app) {
    if (!app_may_leave(app)) {
        return;
    }
    app_leave_document(app);
    player_close(&app->player);
    app_enter_home(app);
    app_tell_unsaved(app);
}

static void start_file_dialog(App *app, FileMode mode, const char *name) {
    const char *folder = app->settings.last_folder;
    const char *home = getenv("HOME");
    if (!folder[0] || !folder_exists(folder)) {
        folder = home ? home : "/";
    }
    file_dialog_start(&app->file_dialog, mode, folder, name);
    app->dialog.type = DIALOG_FILE;
    field_focus(&app->ui, "path");
}

void action_open(App *app) {
    start_file_dialog(app, FILE_OPEN, "");
}

void action_save_as(App *app) {
    char stem[ID_SIZE];
    design_fresh_id(app_design(app), app_design(app)->title, stem);
    const char *name = ui_format(&app->ui, "%s.json", stem);
    const Document *document = &app->document;
    const char *known = document->path ? document->path : document->parted;
    start_file_dialog(app, FILE_SAVE, known ? path_file_name(known) : name);
}

void action_save(App *app) {
    if (!app->document.path) {
        action_save_as(app);
        return;
    }
    Error error = document_save(&app->document, NULL);
    if (error.code) {
        app_show_error(app, "The design was not saved", error);
    } else {
        app_toast(app, false, "Saved to %s", app->document.path);
    }
}

void action_quit(App *app) {
    Error error = document_flush(&app->document);
    if (error.code && app->dialog.type != DIALOG_QUIT) {
        if (document_at_risk(&app->document)) {
            error = error_make(error.code,
                               "What you did in this round is only in memory: %s.\nStay, and save "
                               "it to another place with Ctrl+Shift+S.",
                               error.message);
        }
        app_show_error(app, "Not everything could be saved", error);
        app->dialog.type = DIALOG_QUIT;
        return;
    }
    app->quit = true;
}

void action_branch(App *app) {
    Design *design = design_copy(replay_design(app->player.replay));
    const Scenario *scenario = app->player.scenario;
    Arena arena = {0};
    document_start(&app->document, design, scenario, NULL,
                   session_store_path(&arena, app->options.user_folder), app->ui.now_ms);
    arena_free(&arena);
    app->document.waiting = true;
    char from[32];
    round_format_time((long long)app->player.at_ms, from);
    app_toast(app, false, "A new round, from the replay at %s", from);
    player_close(&app->player);
    app_enter_board(app);
}

/* ---- Editing ----------------------------------------------------------------------------------- */

static void after_history(App *app, Error error) {
    error = document_after(&app->document, error, app->ui.now_ms);
    if (error.code) {
        app_toast(app, true, "%s", error.message);
    }
    board_forget_missing(app->board, app_design(app));
}

void action_undo(App *app) {
    app_toast(app, false, "Undone: %s", editor_undo_name(app->document.editor));
    after_history(app, editor_undo(app->document.editor));
}

void action_redo(App *app) {
    app_toast(app, false, "Done again: %s", editor_redo_name(app->document.editor));
    after_history(app, editor_redo(app->document.editor));
}

static const char **selected_ids(App *app, size_t *count) {
    *count = board_selection_count(app->board);
    const char **ids = arena_allocate(&app->ui.scratch, *count * sizeof *ids);
    for (size_t i = 0; i < *count; i++) {
        ids[i] = board_selected(app->board, i);
    }
    return ids;
}

void action_delete(App *app) {
    size_t count;
    const char **ids = selected_ids(app, &count);
    Command command = {0};
    Error error = edit_delete(app_design(app), ids, count, &command);
    app_submit(app, error, &command);
}

void action_duplicate(App *app) {
    Command command = {0};
    Error error = board_duplicate(app->board, app_design(app), &command);
    if (!error.code && board_selection_count(app->board) == 1) {
        text_copy(app->made, sizeof app->made, board_selected(app->board, 0));
    }
    app_submit(app, error, &command);
}

void action_select_all(App *app) {
    board_select_all(app->board, app_design(app));
}

void action_rename(App *app) {
    canvas_rename(app, board_selected(app->board, 0));
}

void action_connect(App *app) {
    Ui *ui = &app->ui;
    app->tab = TAB_INSPECTOR;
    ui_set_scope(ui, app_selected(app));
    ui_focus(ui, ui_id(ui, "choice:connect"));
    ui_set_scope(ui, NULL);
}

void action_search_palette(App *app) {
    field_focus(&app->ui, "search");
}

static void view_middle(const App *app, int width, int height, int *x, int *y) {
    Rect view = app->viewport;
    Point middle = board_to_canvas(app->board, view, view.x + view.w / 2, view.y + view.h / 2);
    *x = ((int)middle.x - width / 2) / BOARD_GRID * BOARD_GRID;
    *y = ((int)middle.y - height / 2) / BOARD_GRID * BOARD_GRID;
}

static void add_and_rename(App *app, Error error, Command *command, const char *id) {
    bool made = !error.code;
    app_submit(app, error, command);
    if (made) {
        text_copy(app->made, sizeof app->made, id);
        canvas_rename(app, id);
    }
}

/* Round what is selected, with room for the area's label above; else in the middle of the view. */
static void place_area(App *app, int *x, int *y, int *w, int *h) {
    const int around = 4 * BOARD_GRID, above = 6 * BOARD_GRID;
    Rect parts;
    if (!board_selection_bounds(app->board, app_design(app), &parts)) {
        *w = PLACED_AREA_WIDTH;
        *h = PLACED_AREA_HEIGHT;
        view_middle(app, *w, *h, x, y);
        return;
    }
    *x = (int)parts.x - around;
    *y = (int)parts.y - above;
    *w = (int)parts.w + 2 * around;
    *h = (int)parts.h + above + around;
}

void action_add_area(App *app) {
    char id[ID_SIZE] = "";
    Command command = {0};
    int x, y, w, h;
    place_area(app, &x, &y, &w, &h);
    Error error = edit_add_area(app_design(app), x, y, w, h, "Area", id, &command);
    add_and_rename(app, error, &command, id);
}

void action_add_note(App *app) {
    char id[ID_SIZE] = "";
    Command command = {0};
    int x, y;
    view_middle(app, PLACED_NOTE_WIDTH, PLACED_NOTE_HEIGHT, &x, &y);
    Error error = edit_add_note(app_design(app), x, y, PLACED_NOTE_WIDTH, PLACED_NOTE_HEIGHT,
                                "Note", id, &command);
    add_and_rename(app, error, &command, id);
}

/* ---- The round --------------------------------------------------------------------------------- */

void action_check(App *app) {
    app->tab = TAB_FINDINGS;
    app->check_wanted = true;
}

void action_pause(App *app) {
    if (app->document.waiting) {
        app->document.waiting = false;
        return;
    }
    bool paused = document_clock(&app->document).state == ROUND_PAUSED;
    document_record(&app->document);
    Editor *editor = app->document.editor;
    after_history(app, paused ? round_resume(editor) : round_pause(editor));
}

void action_next_phase(App *app) {
    app->tab = TAB_BRIEF;
    document_record(&app->document);
    after_history(app, round_next_phase(app->document.editor, app->document.scenario));
}

void action_ask_finish(App *app) {
    app->dialog.type = DIALOG_FINISH;
}

/* ---- The view ---------------------------------------------------------------------------------- */

static void zoom(App *app, float factor) {
    Rect view = app->viewport;
    board_zoom(app->board, factor, view.x + view.w / 2, view.y + view.h / 2, view);
}

void action_zoom_in(App *app) {
    zoom(app, ZOOM_STEP);
}

void action_zoom_out(App *app) {
    zoom(app, 1 / ZOOM_STEP);
}

void action_zoom_reset(App *app) {
    zoom(app, 1 / board_camera(app->board).zoom);
}

void action_fit(App *app) {
    app->fit_wanted = true;
}

void action_theme(App *app) {
    app->settings.dark = !app->settings.dark;
    Error error = settings_save(app->settings_path, &app->settings);
    if (error.code) {
        app_toast(app, true, "%s", error.message);
    }
}

void action_help(App *app) {
    app->dialog.type = DIALOG_HELP;
}

/* ---- The replay -------------------------------------------------------------------------------- */

void action_play(App *app) {
    player_toggle(&app->player, app->ui.now_ms);
}

static void step(App *app, int entries) {
    player_step(&app->player, entries);
    board_forget_missing(app->board, app_design(app));
}

void action_previous_step(App *app) {
    step(app, -1);
}

void action_next_step(App *app) {
    step(app, 1);
}

static void seek(App *app, double t_ms) {
    app->player.playing = false;
    player_seek(&app->player, t_ms);
    board_forget_missing(app->board, app_design(app));
}

void action_first_step(App *app) {
    seek(app, 0);
}

void action_last_step(App *app) {
    seek(app, player_duration(&app->player));
}

void action_slower(App *app) {
    app->player.speed -= app->player.speed > 0;
}

void action_faster(App *app) {
    app->player.speed += app->player.speed + 1 < PLAYER_SPEED_COUNT;
}
