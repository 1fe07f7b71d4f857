/* What the commands do to files, rounds and replays. */
#include "ui/actions.h"

#include <stdlib.h>
#include <string.h>

#include "ui/app_state.h"
#include "ui/canvas.h"
#include "ui/compare_dialog.h"
#include "ui/dialogs.h"
#include "ui/flaw_marks.h"
#include "ui/study_table.h"
#include "ui/text_field.h"

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

void action_choose_file(App *app, FileMode mode, const char *name) {
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
    action_choose_file(app, FILE_OPEN, "");
}

void action_save_as(App *app) {
    char stem[ID_SIZE];
    design_fresh_id(app_design(app), app_design(app)->title, stem);
    const char *name = ui_format(&app->ui, "%s.json", stem);
    const Document *document = &app->document;
    const char *known = document->path ? document->path : document->parted;
    action_choose_file(app, FILE_SAVE, known ? path_file_name(known) : name);
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
    SessionOrigin origin = {.t_ms = (long long)app->player.at_ms};
    text_copy(origin.session, sizeof origin.session, app->player.session->id);
    document_start(&app->document, design, scenario, NULL,
                   session_store_path(&arena, app->options.user_folder), app->ui.now_ms);
    document_branch(&app->document, &origin);
    arena_free(&arena);
    app->document.waiting = true;
    char from[32];
    round_format_time(origin.t_ms, from);
    app_toast(app, false, "A new round, which goes on from the replay at %s", from);
    player_close(&app->player);
    app_enter_board(app);
}

void action_next_flaw(App *app) {
    flaw_marks_next(app);
}

void action_compare(App *app) {
    compare_dialog_open(app);
}

/* ---- The round --------------------------------------------------------------------------------- */

void action_check(App *app) {
    app->tab = TAB_FINDINGS;
    app->check_wanted = true;
}

void action_study(App *app) {
    study_table_open(app);
}

void action_pause(App *app) {
    if (app->document.waiting) {
        app->document.waiting = false;
        return;
    }
    bool paused = document_clock(&app->document).state == ROUND_PAUSED;
    document_record(&app->document);
    Editor *editor = app->document.editor;
    action_after_history(app, paused ? round_resume(editor) : round_pause(editor));
}

void action_next_phase(App *app) {
    app->tab = TAB_BRIEF;
    document_record(&app->document);
    action_after_history(app, round_next_phase(app->document.editor, app->document.scenario));
}

void action_ask_finish(App *app) {
    app->dialog.type = DIALOG_FINISH;
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
