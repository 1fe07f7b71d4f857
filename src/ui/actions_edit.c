/* What the commands do to the design and to the tools. */
#include <stdlib.h>
#include <string.h>

#include "board/tidy.h"
#include "ui/actions.h"
#include "ui/canvas.h"
#include "ui/drawings.h"
#include "ui/text_field.h"

void action_after_history(App *app, Error error) {
    error = document_after(&app->document, error, app->ui.now_ms);
    if (error.code) {
        app_toast(app, true, "%s", error.message);
    }
    board_forget_missing(app->board, app_design(app));
}

void action_undo(App *app) {
    app_toast(app, false, "Undone: %s", editor_undo_name(app->document.editor));
    action_after_history(app, editor_undo(app->document.editor));
}

void action_redo(App *app) {
    app_toast(app, false, "Done again: %s", editor_redo_name(app->document.editor));
    action_after_history(app, editor_redo(app->document.editor));
}

static const char **selected_ids(App *app, size_t *count) {
    *count = board_selection_count(app->board);
    const char **ids = arena_allocate(&app->ui.scratch, *count * sizeof *ids);
    for (size_t i = 0; i < *count; i++) {
        ids[i] = board_selected(app->board, i);
    }
    return ids;
}

/* "Delete 3 parts" is said as "Deleted 3 parts", with a button that takes it back. */
static void say_deleted(App *app, const Error *error, const Command *command, const char *verb) {
    if (!error->code && command->changes.count > 0) {
        const char *what = strchr(command->name, ' ');
        app_toast_undo(app, "%s%s", verb, what ? what : "");
    }
}

void action_delete(App *app) {
    size_t count;
    const char **ids = selected_ids(app, &count);
    Command command = {0};
    Error error = edit_delete(app_design(app), ids, count, &command);
    say_deleted(app, &error, &command, "Deleted");
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
    canvas_follow_selection(app, false);
}

void action_rename(App *app) {
    canvas_rename(app, board_selected(app->board, 0));
}

void action_connect(App *app) {
    Ui *ui = &app->ui;
    app->tab = TAB_INSPECTOR;
    ui_set_scope(ui, app_selected(app));
    ui->opening = ui_id(ui, "choice:connect");
    ui_focus(ui, ui->opening);
    ui_set_scope(ui, NULL);
}

void action_search_palette(App *app) {
    field_focus(&app->ui, "search");
}

/* ---- The clipboard: a design with just the chosen parts ---------------------------------------- */

static bool copy_selection(App *app) {
    size_t count;
    const char **ids = selected_ids(app, &count);
    Design *clip = NULL;
    Error error = edit_clip(app_design(app), ids, count, &clip);
    if (error.code) {
        app_toast(app, true, "%s", error.message);
        return false;
    }
    TextBuffer text = {0};
    design_write(clip, &text);
    free(app->ui.copied);
    app->ui.copied = text.text;
    design_free(clip);
    return true;
}

void action_copy(App *app) {
    if (copy_selection(app)) {
        size_t count = board_selection_count(app->board);
        app_toast(app, false, "Copied %zu part%s", count, count == 1 ? "" : "s");
    }
}

void action_cut(App *app) {
    if (!copy_selection(app)) {
        return;
    }
    size_t count;
    const char **ids = selected_ids(app, &count);
    Command command = {0};
    Error error = edit_delete(app_design(app), ids, count, &command);
    say_deleted(app, &error, &command, "Cut");
    app_submit(app, error, &command);
}

static void paste_text(App *app, const char *text) {
    static const char NOT_OURS[] = "The clipboard holds no parts of a design";
    if (drawings_paste(app, text)) {
        return;
    }
    if (text[strspn(text, " \t\r\n")] != '{') {
        app_toast(app, true, "%s. Copy parts of a board with Ctrl+C first.", NOT_OURS);
        return;
    }
    Design *clip = NULL;
    Error error = design_parse(text, strlen(text), "clipboard", app->catalog, &clip);
    if (error.code) {
        app_toast(app, true, "%s: %s", NOT_OURS, error.message);
        return;
    }
    Command command = {0};
    BoardScene scene = canvas_scene(app);
    error = board_paste(app->board, &scene, clip, &command);
    design_free(clip);
    app_submit(app, error, &command);
}

void action_paste(App *app) {
    if (app->ui.paste) {
        paste_text(app, app->ui.paste);
    } else {
        app->paste_wanted = true; /* by a menu: the text is there with the next frame */
    }
}

void action_paste_late(App *app, const char *text) {
    if (app->paste_wanted && app->screen == SCREEN_BOARD) {
        app->paste_wanted = false;
        paste_text(app, text ? text : "");
    }
}

/* ---- Tools ------------------------------------------------------------------------------------- */

static void focus_canvas(App *app) {
    app->ui.focus = ui_id(&app->ui, "canvas");
    app->ui.focus_shown = false;
}

void action_tool(App *app, int tool) {
    if (tool == TOOL_AREA && board_selection_count(app->board) > 1) {
        action_group(app); /* a frame around what is selected needs no drawing */
        return;
    }
    board_set_tool(app->board, (BoardTool)tool);
    focus_canvas(app);
}

void action_keep_tool(App *app) {
    bool keep = !board_keeps_tool(app->board);
    board_keep_tool(app->board, keep);
    app_toast(app, false, "%s",
              keep ? "The tool is kept after it was used"
                   : "Selecting comes back after a tool was used");
}

void action_place(App *app, int kind) {
    BoardScene scene = canvas_scene(app);
    board_set_tool(app->board, TOOL_SELECT);
    board_pick_placing(app->board, &scene, (KindId)kind);
    focus_canvas(app);
}

void action_grow(App *app, int side) {
    BoardScene scene = canvas_scene(app);
    Command command = {0};
    Error error = board_grow(app->board, &scene, side, &command);
    if (!error.code) {
        text_copy(app->made, sizeof app->made, command.changes.items[0].id);
    }
    app_submit(app, error, &command);
}

void action_walk(App *app, int side) {
    BoardScene scene = canvas_scene(app);
    if (board_walk(app->board, &scene, side)) {
        canvas_follow_selection(app, true);
    }
}

/* ---- Order ------------------------------------------------------------------------------------- */

void action_group(App *app) {
    size_t count;
    const char **ids = selected_ids(app, &count);
    char id[ID_SIZE] = "";
    Command command = {0};
    Error error = edit_group(app_design(app), ids, count, "Area", id, &command);
    bool made = !error.code;
    app_submit(app, error, &command);
    if (made) {
        text_copy(app->made, sizeof app->made, id);
        canvas_rename(app, id);
    }
}

static bool all_locked(const Design *design, const char *const *ids, size_t count) {
    for (size_t i = 0; i < count; i++) {
        const Component *component = design_component(design, ids[i]);
        const Area *area = design_area(design, ids[i]);
        const Note *note = design_note(design, ids[i]);
        if ((component && !component->locked) || (area && !area->locked) ||
            (note && !note->locked)) {
            return false;
        }
    }
    return true;
}

void action_lock(App *app) {
    size_t count;
    const char **ids = selected_ids(app, &count);
    bool lock = !all_locked(app_design(app), ids, count);
    Command command = {0};
    Error error = edit_set_locked(app_design(app), ids, count, lock, &command);
    if (!error.code) {
        app_toast_undo(app, "%s", lock ? "Locked: it stays where it is" : "Unlocked");
    }
    app_submit(app, error, &command);
}

void action_align(App *app, int how) {
    size_t count;
    const char **ids = selected_ids(app, &count);
    Command command = {0};
    Error error = edit_align(app_design(app), ids, count, (EditAlign)how, &command);
    app_submit(app, error, &command);
}

void action_spread(App *app, int across) {
    size_t count;
    const char **ids = selected_ids(app, &count);
    Command command = {0};
    Error error = edit_distribute(app_design(app), ids, count, across != 0, &command);
    app_submit(app, error, &command);
}

/* Of one card alone there is nothing to lay out: then the whole board is meant. */
static bool means_the_whole(const Design *design, const char *const *ids, size_t count) {
    return count == 0 || (count == 1 && !design_area(design, ids[0]));
}

void action_tidy(App *app) {
    size_t count;
    const char **ids = selected_ids(app, &count);
    bool whole = means_the_whole(app_design(app), ids, count);
    Command command = {0};
    Error error = tidy_make(app_design(app), ids, whole ? 0 : count, &command);
    if (!error.code && command.changes.count == 0) {
        app_toast(app, false, "It is tidy already");
    } else if (!error.code) {
        app_toast_undo(app, "%s", whole ? "Tidied the board" : "Tidied what is selected");
        app->fit_wanted = whole;
    }
    app_submit(app, error, &command);
}
