#include "ui/drawings.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "export/drawing.h"
#include "ui/actions.h"
#include "ui/canvas.h"

bool drawings_reads(const char *name) {
    return import_format_of_path(name) != IMPORT_FORMAT_COUNT;
}

bool drawings_writes(const char *name) {
    return drawing_form(name) != DRAWING_FORM_COUNT;
}

/* ---- In ---------------------------------------------------------------------------------------- */

Error drawings_read(const App *app, const char *path, Import *import) {
    char *bytes = NULL;
    size_t length = 0;
    Error error = file_read(path, LIMIT_FILE_BYTES, &bytes, &length);
    if (!error.code) {
        error = import_read(import_format_of_path(path), bytes, length, path, app->catalog, import);
        free(bytes);
    }
    return error;
}

static void list_remarks(const Import *import, bool unread, const char *title, TextBuffer *out) {
    enum { MOST_SHOWN = 5 };
    size_t count = 0;
    for (size_t i = 0; i < import->remarks.count; i++) {
        const ImportRemark *remark = &import->remarks.items[i];
        if (remark->unread != unread) {
            continue;
        }
        if (count++ == 0) {
            text_append_format(out, "%s%s\n", out->length > 0 ? "\n" : "", title);
        }
        if (count <= MOST_SHOWN) {
            text_append_format(out, "Line %d: %s.\n", remark->line, remark->text);
        }
    }
    if (count > MOST_SHOWN) {
        text_append_format(out, "And %zu more; `faultline convert` lists all of them.\n",
                           count - MOST_SHOWN);
    }
}

void drawings_tell(App *app, const Import *import) {
    if (import->remarks.count == 0) {
        app_toast(app, false, "The drawing was read whole");
        return;
    }
    TextBuffer text = {0};
    list_remarks(import, true, "Not read:", &text);
    list_remarks(import, false, "Guessed:", &text);
    app->dialog = (Dialog){.type = DIALOG_MESSAGE};
    text_copy(app->dialog.title, sizeof app->dialog.title, "Please look at what was read");
    text_copy(app->dialog.text, sizeof app->dialog.text, text_of(&text));
    text_free(&text);
}

/* In the middle of what is seen, as one step. */
static void add_to_board(App *app, const Import *import, const char *name) {
    Command command = {0};
    BoardScene scene = canvas_scene(app);
    Error error = board_paste(app->board, &scene, import->design, &command);
    if (!error.code) {
        command_name(&command, "Import %s", name);
        drawings_tell(app, import);
    }
    app_submit(app, error, &command);
}

void drawings_import(App *app, const char *path) {
    Import import = {0};
    Error error = drawings_reads(path) ? drawings_read(app, path, &import)
                                       : error_make(ERROR_USAGE,
                                                    "%s: a drawing ends in .mmd, .mermaid, .md or "
                                                    ".excalidraw",
                                                    path);
    if (error.code) {
        app->file_dialog.error = error;
        return;
    }
    app->dialog.type = DIALOG_NONE;
    add_to_board(app, &import, path_file_name(path));
    import_free(&import);
}

bool drawings_paste(App *app, const char *text) {
    ImportFormat format = import_format_of_text(text, strlen(text));
    if (format == IMPORT_FORMAT_COUNT) {
        return false;
    }
    Import import = {0};
    Error error = import_read(format, text, strlen(text), "clipboard", app->catalog, &import);
    const Design *design = import.design;
    bool empty = design && design->components.count + design->notes.count == 0;
    if (error.code) {
        app_toast(app, true, "%s", error.message);
    } else if (!empty) {
        add_to_board(app, &import, "a drawing");
    }
    import_free(&import);
    return !empty;
}

/* ---- Out --------------------------------------------------------------------------------------- */

/* Without a platform texts have guessed widths, and there are no pictures of pixels. */
static Error plain_fonts(void *context, double scale, TextMetrics *metrics) {
    (void)context;
    (void)scale;
    *metrics = text_metrics_plain();
    return error_none();
}

static Error no_png(void *context, const DrawingPng *png, const char *path) {
    (void)context;
    (void)png;
    return error_make(ERROR_USAGE, "%s: pictures of pixels cannot be made here; write an .svg",
                      path);
}

static Error save(const App *app, const Design *design, const char *path) {
    static const DrawingTools PLAIN = {.open_fonts = plain_fonts, .write_png = no_png};
    const DrawingTools *given = &app->options.tools;
    DrawingOptions options = {.theme = app_theme(app),
                              .scale = drawing_form(path) == DRAWING_PNG ? 2 : 1,
                              .data_folder = app->options.data_folder,
                              .tools = given->open_fonts && given->write_png ? given : &PLAIN};
    Error without_fonts;
    return drawing_save(design, drawing_form(path), path, &options, &without_fonts);
}

/* What is selected, with the connections between, as a design of its own; or NULL. */
static Design *selection_of(const App *app) {
    size_t count = board_selection_count(app->board);
    const char **ids = memory_allocate((count + 1) * sizeof *ids);
    for (size_t i = 0; i < count; i++) {
        ids[i] = board_selected(app->board, i);
    }
    Design *clip = NULL;
    Error error = edit_clip(app_design(app), ids, count, &clip);
    free(ids);
    return error.code ? NULL : clip;
}

void drawings_export(App *app, const char *path) {
    Design *part = app->file_dialog.selection ? selection_of(app) : NULL;
    Error error = save(app, part ? part : app_design(app), path);
    design_free(part);
    if (error.code) {
        app->file_dialog.error = error;
        return;
    }
    app->dialog.type = DIALOG_NONE;
    app_toast(app, false, "Exported to %s", path);
}

/* ---- The commands ------------------------------------------------------------------------------ */

void action_import(App *app) {
    action_choose_file(app, FILE_IMPORT, "");
    app->file_dialog.selection = false;
}

static void choose_export(App *app, DrawingForm form) {
    static const char *const ENDINGS[] = {
        [DRAWING_DESIGN] = "json",           [DRAWING_MERMAID] = "mmd", [DRAWING_MARKDOWN] = "md",
        [DRAWING_EXCALIDRAW] = "excalidraw", [DRAWING_SVG] = "svg",     [DRAWING_PNG] = "png"};
    char stem[ID_SIZE];
    const char *title = app_design(app)->title;
    design_fresh_id(app_design(app), title[0] ? title : "design", stem);
    action_choose_file(app, FILE_EXPORT, ui_format(&app->ui, "%s.%s", stem, ENDINGS[form]));
}

void action_export(App *app, int form) {
    choose_export(app, (DrawingForm)form);
    app->file_dialog.selection = false;
}

void action_export_selection(App *app) {
    choose_export(app, DRAWING_PNG);
    app->file_dialog.selection = true;
}

/* The system's clipboard takes pictures only from a program of its own. Where there is none, the
 * file is said. */
void action_copy_picture(App *app) {
    Arena arena = {0};
    const char *path = path_join(&arena, app->options.user_folder, "clipboard.png");
    Design *part = board_selection_count(app->board) > 0 ? selection_of(app) : NULL;
    Error error = folder_make(app->options.user_folder);
    if (!error.code) {
        error = save(app, part ? part : app_design(app), path);
    }
    if (error.code) {
        app_toast(app, true, "%s", error.message);
    } else {
        error = app->options.copy_png
                    ? app->options.copy_png(app->options.tools.context, path)
                    : error_make(ERROR_IO, "a desktop with a clipboard is needed");
        if (error.code) {
            error = error_make(error.code, "%s.\nTo have it on the clipboard: %s.", path,
                               error.message);
            app_show_error(app, "The picture is a file", error);
        } else {
            app_toast(app, false,
                      part ? "Copied the selection as a picture" : "Copied the board as a picture");
        }
    }
    design_free(part);
    arena_free(&arena);
}
