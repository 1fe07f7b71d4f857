/* What was asked for during a pass, done after its last widget: commands on the design, other
 * documents, other screens. */
#include <stdlib.h>
#include <string.h>

#include "ui/actions.h"
#include "ui/app_state.h"
#include "ui/canvas.h"
#include "ui/drawings.h"
#include "ui/offer.h"
#include "ui/screens.h"
#include "ui/tour.h"

enum { RECENT_SESSIONS = 30 };

/* ---- Screens ----------------------------------------------------------------------------------- */

static void enter(App *app, Screen screen) {
    app->screen = screen;
    app->serial++;
    app->renaming[0] = '\0';
    app->search[0] = '\0';
    findings_forget(app);
    app->check_wanted = false;
    studying_cancel(&app->studying);
    flaw_finder_cancel(app->flaw_finder);
    app->dialog.type = DIALOG_NONE;
    app->ui.focus = 0;
    app->quick_add.open = false;
    app->menu.wanted = false;
    app->paste_wanted = false;
    app->tour = 0;
    app->offer.connection[0] = '\0';
    board_set_tool(app->board, TOOL_SELECT);
    board_keep_tool(app->board, false);
    board_select(app->board, NULL);
    board_set_pulse(app->board, NULL);
    checks_forget(&app->checks);
}

bool app_may_leave(App *app) {
    (void)document_flush(&app->document);
    if (!document_at_risk(&app->document)) {
        return true;
    }
    Error error = error_make(ERROR_IO,
                             "What you did is only in memory, and would be lost: %s.\nSave it to "
                             "another place (Ctrl+Shift+S), or make room and try again.",
                             app->document.trouble.message);
    app_show_error(app, "This round is not saved", error);
    return false;
}

void app_leave_document(App *app) {
    app->unrecorded = app->document.unrecorded.code != ERROR_NONE;
    app->unsaved = document_flush(&app->document);
    document_close(&app->document);
}

void app_tell_unsaved(App *app) {
    if (app->unsaved.code) {
        const char *rest = app->unrecorded
                               ? "The design is in its own file; how it was drawn was not recorded."
                               : "Nothing of the round is lost: it can be resumed from Home.";
        Error error = error_make(app->unsaved.code, "%s\n%s", app->unsaved.message, rest);
        app->unsaved = error_none();
        app_show_error(app, "Not everything could be saved", error);
    }
}

void app_enter_home(App *app) {
    enter(app, SCREEN_HOME);
    Arena arena = {0};
    session_list_free(&app->home.sessions);
    app->home.problem = session_list_load(
        &app->home.sessions, session_store_path(&arena, app->options.user_folder), RECENT_SESSIONS);
    arena_free(&arena);
    if (!app->home.chosen && app->scenarios.items.count > 0) {
        app->home.chosen = true;
        text_copy(app->home.selected, sizeof app->home.selected, app->scenarios.items.items[0]->id);
    }
}

void app_enter_board(App *app) {
    enter(app, SCREEN_BOARD);
    app->fit_wanted = true;
    app->tab = app->tab_before = app->document.scenario ? TAB_BRIEF : TAB_FINDINGS;
    app->brief = (BriefState){0};
    if (!app->settings.toured) {
        tour_start(app);
    }
}

static void enter_replay(App *app) {
    enter(app, SCREEN_REPLAY);
    app->fit_wanted = true;
    app->tab = app->tab_before = TAB_FINDINGS;
    app->spans.count = 0;
    round_spans(app->player.scenario, &app->player.session->entries, &app->spans);
    flaws_free(&app->flaws);
    flaw_finder_submit(app->flaw_finder, app->player.path, app->player.scenario);
}

/* ---- Opening ----------------------------------------------------------------------------------- */

static bool ends_with(const char *text, const char *end) {
    size_t length = strlen(text), tail = strlen(end);
    return length >= tail && strcmp(text + length - tail, end) == 0;
}

static void remember_folder(App *app, const char *path) {
    Arena arena = {0};
    const char *folder = path_folder(&arena, path);
    if (strcmp(folder, app->settings.last_folder) != 0) {
        text_copy(app->settings.last_folder, sizeof app->settings.last_folder, folder);
        (void)settings_save(app->settings_path, &app->settings);
    }
    arena_free(&arena);
}

static void start_document(App *app, Design *design, const char *path) {
    Arena arena = {0};
    const Scenario *scenario = scenario_library_find(&app->scenarios, design->scenario);
    app_leave_document(app);
    document_start(&app->document, design, scenario, path,
                   session_store_path(&arena, app->options.user_folder), app->ui.now_ms);
    arena_free(&arena);
    app->document.waiting = path != NULL; /* a file may be opened only to look at it */
    app_enter_board(app);
    app_tell_unsaved(app);
}

static Error open_replay(App *app, const char *path) {
    Error error = player_open(&app->player, path, app->catalog, &app->scenarios);
    if (!error.code) {
        app_leave_document(app);
        enter_replay(app);
        app_tell_unsaved(app);
    }
    return error;
}

/* It becomes a board of its own, which has no file yet. */
static Error open_drawing(App *app, const char *path) {
    Import import = {0};
    Error error = drawings_read(app, path, &import);
    if (error.code) {
        return error;
    }
    player_close(&app->player);
    start_document(app, import.design, NULL);
    import.design = NULL;
    app->document.waiting = true; /* it may have been opened only to look at it */
    remember_folder(app, path);
    drawings_tell(app, &import);
    import_free(&import);
    return error_none();
}

Error app_open(App *app, const char *path) {
    if (!app_may_leave(app)) {
        return error_none();
    }
    if (drawings_reads(path)) {
        return open_drawing(app, path);
    }
    if (ends_with(path, ".jsonl")) {
        return open_replay(app, path);
    }
    Design *design;
    Error error = design_load(path, app->catalog, &design);
    if (error.code) {
        return error;
    }
    player_close(&app->player);
    start_document(app, design, path);
    remember_folder(app, path);
    const Scenario *scenario = app->document.scenario;
    error = scenario ? design_check_scenario(design, scenario) : error_none();
    if (error.code) {
        app_toast(app, true, "%s", error.message);
    }
    return error_none();
}

/* ---- What was asked for ------------------------------------------------------------------------ */

static void start_round(App *app, const char *id) {
    const Scenario *scenario = scenario_library_find(&app->scenarios, id);
    Design *design = design_new(app->catalog);
    if (scenario) {
        Command command = {0};
        command_put(
            &command,
            (Element){.type = ELEMENT_SCENARIO, .as.text = memory_copy_string(scenario->id)}, 0);
        command_put(
            &command,
            (Element){.type = ELEMENT_TITLE, .as.text = memory_copy_string(scenario->title)}, 0);
        (void)command_apply(&command, design);
        command_free(&command);
    }
    start_document(app, design, NULL);
}

static void open_file(App *app, const char *path) {
    Error error = app_open(app, path);
    if (!error.code) {
        return;
    }
    if (app->dialog.type == DIALOG_FILE) {
        app->file_dialog.error = error;
    } else {
        app_show_error(app, "This file cannot be opened", error);
    }
}

/* A design under the name of a drawing or a picture would be opened as that, and refused. */
static Error check_saved_name(const char *path) {
    DrawingForm form = drawing_form(path);
    return form == DRAWING_DESIGN || form == DRAWING_FORM_COUNT
               ? error_none()
               : error_make(ERROR_USAGE,
                            "%s: a design ends in .json; Export (Ctrl+K) writes the other forms",
                            path_file_name(path));
}

static void save_as(App *app, const char *path) {
    Error error = check_saved_name(path);
    if (!error.code) {
        error = document_save(&app->document, path);
    }
    if (error.code) {
        app->file_dialog.error = error;
        return;
    }
    app->dialog.type = DIALOG_NONE;
    remember_folder(app, path);
    app_toast(app, false, "Saved to %s", path);
}

static void resume(App *app, const char *folder) {
    Error error =
        document_resume(&app->document, folder, app->catalog, &app->scenarios, app->ui.now_ms);
    if (error.code) {
        app_show_error(app, "This session cannot be resumed", error);
    } else {
        app_enter_board(app);
        if (app->document.parted) {
            app_toast(app, true,
                      "%s is gone or was changed elsewhere, so this round leaves it alone. Save it "
                      "again to write it.",
                      app->document.parted);
        }
    }
}

static void enter_phase(App *app, const char *word) {
    for (int i = 0; i < PHASE_COUNT; i++) {
        if (strcmp(word, phase_name((PhaseId)i)) == 0) {
            document_record(&app->document);
            Error error =
                round_enter_phase(app->document.editor, app->document.scenario, (PhaseId)i);
            error = document_after(&app->document, error, app->ui.now_ms);
            if (error.code) {
                app_toast(app, true, "%s", error.message);
            }
            app->tab = TAB_BRIEF;
        }
    }
}

static void finish(App *app) {
    if (!app_may_leave(app)) {
        return;
    }
    Error error = error_none();
    if (!document_finished(&app->document)) {
        document_record(&app->document);
        error = document_after(&app->document, round_finish(app->document.editor), app->ui.now_ms);
    }
    if (error.code || !app->document.folder) {
        app_toast(app, true, "%s",
                  error.code ? error.message : "There is no session on the disk to replay.");
        return;
    }
    char *journal = memory_copy_string(session_folder_journal(app->document.folder));
    error = open_replay(app, journal);
    if (error.code) {
        app_show_error(app, "The session cannot be replayed", error);
    } else if (ui_command_enabled(app, UI_STUDY)) {
        studying_start(&app->studying, app_design(app), app_scenario(app));
    }
    free(journal);
}

static void run(App *app, const Action *action) {
    switch (action->type) {
    case ACTION_NONE:
        break;
    case ACTION_COMMAND:
        if (ui_command_enabled(app, action->command)) {
            ui_command_run(app, action->command);
        }
        break;
    case ACTION_START_ROUND:
        start_round(app, action->text);
        break;
    case ACTION_OPEN:
        open_file(app, action->text);
        break;
    case ACTION_SAVE_AS:
        save_as(app, action->text);
        break;
    case ACTION_IMPORT:
        drawings_import(app, action->text);
        break;
    case ACTION_EXPORT:
        drawings_export(app, action->text);
        break;
    case ACTION_RESUME:
        resume(app, action->text);
        break;
    case ACTION_REPLAY: {
        Error error = open_replay(app, action->text);
        if (error.code) {
            app_show_error(app, "This session cannot be replayed", error);
        }
        break;
    }
    case ACTION_PHASE:
        enter_phase(app, action->text);
        break;
    case ACTION_FINISH:
        finish(app);
        break;
    case ACTION_QUIT:
        action_quit(app);
        break;
    }
}

/* The only connection that the command makes, or "". */
static void note_drawn(const App *app, const Command *command, char drawn[ID_SIZE]) {
    size_t made = 0;
    for (size_t i = 0; i < command->changes.count; i++) {
        const Change *change = &command->changes.items[i];
        if (change->type == ELEMENT_CONNECTION && !change->removes &&
            !design_has_id(app_design(app), change->id)) {
            text_copy(drawn, ID_SIZE, made++ == 0 ? change->id : "");
        }
    }
}

static void apply_submitted(App *app) {
    if (app->screen != SCREEN_BOARD) {
        return;
    }
    char drawn[ID_SIZE] = "";
    size_t submitted = app->submitted.count;
    for (size_t i = 0; i < app->submitted.count; i++) {
        note_drawn(app, &app->submitted.items[i], drawn);
        Error error = document_apply(&app->document, &app->submitted.items[i], app->ui.now_ms);
        if (error.code) {
            app_toast(app, true, "%s", error.message);
        }
    }
    if (app->submitted.count > 0) {
        app->submitted.count = 0;
        board_forget_missing(app->board, app_design(app));
    }
    if (submitted > 0) {
        offer_consider(app, drawn);
    }
    if (app->made[0] && design_has_id(app_design(app), app->made)) {
        BoardScene scene = canvas_scene(app);
        board_show(app->board, &scene, app->made);
        canvas_follow_selection(app, false);
    }
    app->made[0] = '\0';
}

void app_act(App *app) {
    apply_submitted(app);
    Action action = app->action;
    app->action = (Action){0};
    run(app, &action);
    free(action.text);
    if (action.type != ACTION_NONE) {
        app->ui.again = true;
    }
    apply_submitted(app);
}

void app_note_check(App *app) {
    const Findings *findings = &app->checks.review.findings;
    int open = 0;
    for (int i = 0; i < SEVERITY_PRAISE; i++) {
        open += findings->counts[i];
    }
    Error error = error_none();
    if (app->screen == SCREEN_BOARD) {
        document_record(&app->document);
        error = editor_note(app->document.editor, ENTRY_CHECK, NULL, findings->counts);
        error = document_after(&app->document, error, app->ui.now_ms);
    }
    if (error.code) {
        app_toast(app, true, "%s", error.message);
    } else if (open == 0) {
        app_toast(app, false, "Checked: no findings");
    } else {
        app_toast(app, false, "Checked: %d finding%s, %d critical, %d high", open,
                  open == 1 ? "" : "s", findings->counts[SEVERITY_CRITICAL],
                  findings->counts[SEVERITY_HIGH]);
    }
}
