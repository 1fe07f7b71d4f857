#include "ui/file_dialog.h"

#include <stdlib.h>
#include <string.h>

#include "ui/app_state.h"
#include "ui/dialogs.h"
#include "ui/drawings.h"
#include "ui/scroll.h"
#include "ui/text_field.h"

enum { DIALOG_WIDTH = 640, DIALOG_HEIGHT = 480, ENTRY_HEIGHT = 30 };

static const char *const PATH_FIELD = "path";

/* ---- The folder -------------------------------------------------------------------------------- */

static bool ends_with(const char *text, const char *end) {
    size_t length = strlen(text), tail = strlen(end);
    return length >= tail && strcmp(text + length - tail, end) == 0;
}

static bool is_ours(const char *name) {
    return ends_with(name, ".json") || ends_with(name, ".jsonl");
}

static bool is_of_mode(FileMode mode, const char *name) {
    switch (mode) {
    case FILE_OPEN:
        return is_ours(name) || drawings_reads(name);
    case FILE_SAVE:
        return is_ours(name);
    case FILE_IMPORT:
        return drawings_reads(name);
    case FILE_EXPORT:
        return drawings_writes(name);
    }
    return false;
}

static bool is_listed(FileMode mode, const FolderEntry *entry) {
    return entry->name[0] != '.' && (entry->is_folder || is_of_mode(mode, entry->name));
}

static bool writes(FileMode mode) {
    return mode == FILE_SAVE || mode == FILE_EXPORT;
}

/* Folders first; the order within is the listing's. */
static void keep_listed(FileMode mode, FolderEntries *entries, Arena *arena) {
    FolderEntry *kept = arena_allocate(arena, (entries->count + 1) * sizeof *kept);
    size_t count = 0;
    for (int folders = 1; folders >= 0; folders--) {
        for (size_t i = 0; i < entries->count; i++) {
            const FolderEntry *entry = &entries->items[i];
            if (entry->is_folder == (folders == 1) && is_listed(mode, entry)) {
                kept[count++] = *entry;
            }
        }
    }
    if (count > 0) {
        memcpy(entries->items, kept, count * sizeof *kept);
    }
    entries->count = count;
}

static void list_folder(FileDialog *dialog) {
    array_free(&dialog->entries);
    arena_clear(&dialog->arena);
    const char *folder = dialog->folder[0] ? dialog->folder : "/";
    dialog->folder_error = folder_list(folder, &dialog->arena, &dialog->entries);
    keep_listed(dialog->mode, &dialog->entries, &dialog->arena);
    dialog->current = SIZE_MAX;
}

/* The path is what stands in the field; its folder is listed when it is another one. */
static void set_path(FileDialog *dialog, const char *path) {
    text_copy(dialog->path, sizeof dialog->path, path);
    dialog->narrowed = !writes(dialog->mode);
    dialog->error = error_none();
    dialog->replace_asked = false;
    dialog->current = SIZE_MAX;
    char folder[SETTINGS_PATH_SIZE];
    text_copy(folder, sizeof folder, path);
    char *slash = strrchr(folder, '/');
    if (slash) {
        *slash = '\0';
    } else {
        text_copy(folder, sizeof folder, ".");
    }
    if (strcmp(folder, dialog->folder) != 0) {
        text_copy(dialog->folder, sizeof dialog->folder, folder);
        list_folder(dialog);
    }
}

void file_dialog_start(FileDialog *dialog, FileMode mode, const char *folder, const char *name) {
    dialog->mode = mode;
    dialog->folder[0] = '\0';
    Arena arena = {0};
    set_path(dialog, path_join(&arena, folder, name));
    arena_free(&arena);
    list_folder(dialog);
}

void file_dialog_free(FileDialog *dialog) {
    array_free(&dialog->entries);
    arena_free(&dialog->arena);
}

/* ---- Choosing ---------------------------------------------------------------------------------- */

static const char *typed_name(const FileDialog *dialog) {
    return path_file_name(dialog->path);
}

static bool matches(const FileDialog *dialog, const FolderEntry *entry) {
    const char *typed = typed_name(dialog);
    return !dialog->narrowed || strncmp(entry->name, typed, strlen(typed)) == 0;
}

static void replace_typed(App *app, const char *path) {
    char copy[SETTINGS_PATH_SIZE];
    text_copy(copy, sizeof copy, path);
    set_path(&app->file_dialog, copy);
    field_replace(&app->ui, PATH_FIELD, copy);
}

static void enter_folder(App *app, const char *name) {
    FileDialog *dialog = &app->file_dialog;
    const char *file = writes(dialog->mode) ? typed_name(dialog) : "";
    replace_typed(app, ui_format(&app->ui, "%s/%s/%s", dialog->folder, name, file));
}

static void go_up(App *app) {
    FileDialog *dialog = &app->file_dialog;
    const char *file = writes(dialog->mode) ? typed_name(dialog) : "";
    const char *parent = path_folder(&app->ui.scratch, dialog->folder);
    bool at_top = strcmp(parent, "/") == 0;
    replace_typed(app, ui_format(&app->ui, "%s/%s", at_top ? "" : parent, file));
}

static void choose_entry(App *app, const FolderEntry *entry) {
    if (entry->is_folder) {
        enter_folder(app, entry->name);
    } else {
        replace_typed(app, ui_format(&app->ui, "%s/%s", app->file_dialog.folder, entry->name));
        app->file_dialog.narrowed = false;
    }
}

static void accept_path(App *app) {
    FileDialog *dialog = &app->file_dialog;
    if (!typed_name(dialog)[0]) {
        dialog->error = error_make(ERROR_USAGE, "type a file name, or choose one from the list");
        return;
    }
    if (folder_exists(dialog->path)) {
        replace_typed(app, ui_format(&app->ui, "%s/", dialog->path));
        return;
    }
    static const ActionType ACTIONS[] = {[FILE_OPEN] = ACTION_OPEN,
                                         [FILE_SAVE] = ACTION_SAVE_AS,
                                         [FILE_IMPORT] = ACTION_IMPORT,
                                         [FILE_EXPORT] = ACTION_EXPORT};
    if (writes(dialog->mode) && file_exists(dialog->path) && !dialog->replace_asked) {
        dialog->replace_asked = true;
    } else {
        app_request(app, ACTIONS[dialog->mode], dialog->path);
    }
}

/* Adds what all matching names have in common. False when that is nothing new. */
static bool complete(App *app) {
    FileDialog *dialog = &app->file_dialog;
    const char *typed = typed_name(dialog);
    const FolderEntry *first = NULL;
    size_t common = 0, matching = 0;
    for (size_t i = 0; i < dialog->entries.count; i++) {
        const FolderEntry *entry = &dialog->entries.items[i];
        if (strncmp(entry->name, typed, strlen(typed)) != 0) {
            continue;
        }
        size_t same = 0;
        while (first && same < common && entry->name[same] == first->name[same]) {
            same++;
        }
        common = first ? same : strlen(entry->name);
        first = first ? first : entry;
        matching++;
    }
    if (!first || (common <= strlen(typed) && !(matching == 1 && first->is_folder))) {
        return false;
    }
    bool opens = matching == 1 && first->is_folder;
    replace_typed(app, ui_format(&app->ui, "%s/%.*s%s", dialog->folder, (int)common, first->name,
                                 opens ? "/" : ""));
    return true;
}

static void move_current(FileDialog *dialog, int step) {
    size_t at = dialog->current;
    for (size_t i = 0; i < dialog->entries.count; i++) {
        size_t last = dialog->entries.count - 1;
        at = step > 0 ? (at >= last ? 0 : at + 1) : (at == 0 || at > last ? last : at - 1);
        if (matches(dialog, &dialog->entries.items[at])) {
            dialog->current = at;
            return;
        }
    }
}

/* ---- Showing ----------------------------------------------------------------------------------- */

static void path_row(App *app, Rect row) {
    Ui *ui = &app->ui;
    FileDialog *dialog = &app->file_dialog;
    Button up = {.icon = "chevron_up", .name = "up", .tip = "To the folder above"};
    if (ui_button(ui, cut_right(&row, BUTTON_HEIGHT), up)) {
        go_up(app);
    }
    (void)cut_right(&row, SPACE_2);
    if (field_editing(ui, PATH_FIELD)) {
        if (ui_key(ui, KEY_DOWN, 0)) {
            move_current(dialog, 1);
        } else if (ui_key(ui, KEY_UP, 0)) {
            move_current(dialog, -1);
        } else if (ui_is(ui, INPUT_KEY_DOWN) && ui->event->key == KEY_TAB &&
                   ui->event->modifiers == 0 && complete(app)) {
            ui_take(ui);
        } else if (dialog->current != SIZE_MAX && ui_key(ui, KEY_ENTER, 0)) {
            choose_entry(app, &dialog->entries.items[dialog->current]);
        }
    }
    Field field = {.name = PATH_FIELD,
                   .icon = "folder",
                   .stays = true,
                   .limit = SETTINGS_PATH_SIZE - 1,
                   .placeholder = "Path of a file"};
    FieldEvent event = ui_field(ui, row, field, dialog->path);
    if (event == FIELD_TYPED || event == FIELD_COMMITTED || event == FIELD_ENTERED) {
        if (strcmp(field_text(ui), dialog->path) != 0) {
            set_path(dialog, field_text(ui));
        }
    }
    if (event == FIELD_ENTERED) {
        accept_path(app);
    } else if (event == FIELD_CANCELLED) {
        dialog_close(app);
    }
}

static void entry_row(App *app, Rect row, size_t position) {
    Ui *ui = &app->ui;
    FileDialog *dialog = &app->file_dialog;
    const FolderEntry entry = dialog->entries.items[position];
    WidgetId id = ui_widget(ui, row, "entry:%s", entry.name);
    ui_focusable(ui, id, row);
    Touch touch = ui_touch(ui, id, row);
    if (position == dialog->current) {
        draw_rect(ui->list, row, 6, ui->theme->accent_soft);
    } else if (touch.hovered) {
        draw_rect(ui->list, row, 6, ui->theme->sunk);
        ui->cursor = CURSOR_HAND;
    }
    Rect inside = rect_shrink(row, SPACE_2, 0);
    Rect icon = rect_center(cut_left(&inside, 16), 16, 16);
    bool session = ends_with(entry.name, ".jsonl");
    draw_icon(ui->list, icon,
              entry.is_folder ? "folder"
              : session       ? "play"
                              : "note",
              entry.is_folder ? ui->theme->accent : ui->theme->text_muted);
    (void)cut_left(&inside, SPACE_2);
    ui_text(ui, inside, style_body(ui->theme), ALIGN_LEFT, entry.name);
    ui_draw_focus(ui, id, row, 6);
    if (!touch.clicked) {
        return;
    }
    choose_entry(app, &entry);
    if (!entry.is_folder && touch.clicks == 2) {
        accept_path(app);
    }
}

static void entry_list(App *app, Rect rect) {
    Ui *ui = &app->ui;
    FileDialog *dialog = &app->file_dialog;
    draw_box(ui->list, rect, 8, ui->theme->surface, 1, ui->theme->border);
    Scroll scroll = scroll_begin(ui, rect_inset(rect, SPACE_1), "scroll:files");
    float y = scroll.top;
    for (size_t i = 0; i < dialog->entries.count; i++) {
        if (matches(dialog, &dialog->entries.items[i])) {
            entry_row(app, (Rect){scroll.view.x, y, scroll.view.w - 12, ENTRY_HEIGHT}, i);
            y += ENTRY_HEIGHT;
        }
    }
    if (y <= scroll.top) {
        const char *text = dialog->folder_error.code     ? dialog->folder_error.message
                           : dialog->mode == FILE_IMPORT ? "No drawings here."
                                                         : "No designs or sessions here.";
        ui_paragraph(ui, scroll.view.x + SPACE_2, scroll.view.y + SPACE_2,
                     scroll.view.w - 2 * SPACE_2, style_muted(ui->theme), text);
    }
    scroll_end(ui, &scroll, y - scroll.top);
}

void file_dialog_show(App *app) {
    Ui *ui = &app->ui;
    FileDialog *dialog = &app->file_dialog;
    static const struct {
        const char *title, *button, *button_name;
    } WORDS[] = {
        [FILE_OPEN] = {"Open a design or a session", "Open", "Open file"},
        [FILE_SAVE] = {"Save the design", "Save", "Save file"},
        [FILE_IMPORT] = {"Import a drawing", "Import", "Import file"},
        [FILE_EXPORT] = {"Export", "Export", "Export file"},
    };
    Rect room = dialog_begin(app, DIALOG_WIDTH, DIALOG_HEIGHT, WORDS[dialog->mode].title);
    path_row(app, cut_top(&room, FIELD_HEIGHT));
    (void)cut_top(&room, SPACE_3);
    Rect buttons = cut_bottom(&room, BUTTON_HEIGHT);
    (void)cut_bottom(&room, SPACE_4);
    const char *problem = dialog->error.code ? dialog->error.message : NULL;
    if (dialog->replace_asked) {
        problem = "This file is there already. Replace it?";
    }
    if (problem) {
        TextStyle style = style_with(style_muted(ui->theme), ui->theme->tone[TONE_CRITICAL]);
        float height = ui_paragraph_height(ui, room.w, style, problem);
        Rect where = cut_bottom(&room, height + SPACE_3);
        ui_paragraph(ui, where.x, where.y + SPACE_3, where.w, style, problem);
    }
    entry_list(app, room);
    Button ok = {.label = dialog->replace_asked ? "Replace" : WORDS[dialog->mode].button,
                 .name = WORDS[dialog->mode].button_name,
                 .style = BUTTON_PRIMARY};
    if (dialog_button(app, &buttons, ok)) {
        accept_path(app);
    }
    if (dialog_button(app, &buttons, (Button){.label = "Cancel"})) {
        dialog_close(app);
    }
}
