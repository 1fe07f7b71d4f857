#include "ui/app.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ui/actions.h"
#include "ui/app_state.h"
#include "ui/canvas.h"
#include "ui/dialogs.h"
#include "ui/screens.h"

enum { SETTLING_PASSES = 4 };

/* ---- Beginning and end ------------------------------------------------------------------------- */

static Error load_themes(App *app) {
    Error error = error_none();
    const char *folder = path_join(&app->arena, app->options.data_folder, "assets/themes");
    for (int i = 0; i < THEME_COUNT && !error.code; i++) {
        const char *file = ui_format(&app->ui, "%s.json", THEME_NAMES[i]);
        error = theme_load(path_join(&app->arena, folder, file), &app->themes[i]);
    }
    return error;
}

static Error load_data(App *app) {
    const char *data = app->options.data_folder;
    const char *user = app->options.user_folder;
    Error error = catalog_load(path_join(&app->arena, data, "assets/catalog.json"), &app->catalog);
    if (!error.code) {
        error = load_themes(app);
    }
    if (!error.code) {
        error = rules_add_folder(&app->rules, path_join(&app->arena, data, "assets/rules"));
    }
    const char *own_rules = path_join(&app->arena, user, "rules");
    if (!error.code && folder_exists(own_rules)) {
        error = rules_add_folder(&app->rules, own_rules);
    }
    if (error.code) {
        return error;
    }
    const char *folders[] = {path_join(&app->arena, data, "scenarios"),
                             path_join(&app->arena, user, "scenarios")};
    scenario_library_load(&app->scenarios, folders, COUNT_OF(folders));
    error = reviewer_new(app->catalog, &app->rules, app->options.wake, app->options.wake_context,
                         &app->checks.reviewer);
    if (!error.code) {
        error = prover_new(&app->rules, app->options.wake, app->options.wake_context,
                           &app->proving.prover);
    }
    if (!error.code) {
        error = flaw_finder_new(app->catalog, &app->rules, app->options.wake,
                                app->options.wake_context, &app->flaw_finder);
    }
    return error.code ? error
                      : study_player_new(app->options.wake, app->options.wake_context,
                                         &app->studying.player);
}

static void copy_options(App *app, const AppOptions *options) {
    app->options = *options;
    app->options.data_folder = arena_copy_string(&app->arena, options->data_folder);
    app->options.user_folder = arena_copy_string(&app->arena, options->user_folder);
    app->options.open_path =
        options->open_path ? arena_copy_string(&app->arena, options->open_path) : NULL;
}

static void load_settings(App *app) {
    app->settings_path = path_join(&app->arena, app->options.user_folder, "settings.json");
    Error error = settings_load(app->settings_path, &app->settings);
    if (error.code) {
        app_toast(app, true, "The settings start afresh: %s", error.message);
    }
    for (int i = 0; i < THEME_COUNT && app->options.theme; i++) {
        if (strcmp(app->options.theme, THEME_NAMES[i]) == 0) {
            app->settings.theme = (ThemeId)i;
        }
    }
}

Error app_new(const AppOptions *options, App **out) {
    App *app = memory_allocate(sizeof *app);
    copy_options(app, options);
    app->zoom = 1;
    app->board = board_new();
    app->document.save_due_ms = -1;
    Error error = folder_make(app->options.user_folder);
    if (!error.code) {
        error = load_data(app);
    }
    if (error.code) {
        app_free(app);
        return error;
    }
    load_settings(app);
    app_enter_home(app);
    if (app->options.open_path) {
        app_request(app, ACTION_OPEN, app->options.open_path);
    }
    *out = app;
    return error_none();
}

void app_free(App *app) {
    if (!app) {
        return;
    }
    document_close(&app->document);
    player_close(&app->player);
    checks_free(&app->checks);
    proving_free(&app->proving);
    comparing_free(&app->comparing);
    studying_free(&app->studying);
    for (size_t i = 0; i < app->submitted.count; i++) {
        command_free(&app->submitted.items[i]);
    }
    array_free(&app->submitted);
    array_free(&app->offer.operations);
    array_free(&app->spans);
    flaw_finder_free(app->flaw_finder);
    flaws_free(&app->flaws);
    findings_forget(app);
    session_list_free(&app->home.sessions);
    file_dialog_free(&app->file_dialog);
    scenario_library_free(&app->scenarios);
    rules_free(&app->rules);
    catalog_free(app->catalog);
    board_free(app->board);
    ui_free(&app->ui);
    free(app->action.text);
    free(app->clipboard);
    arena_free(&app->arena);
    free(app);
}

void app_settle(App *app) {
    reviewer_wait(app->checks.reviewer);
    prover_wait(app->proving.prover);
    flaw_finder_wait(app->flaw_finder);
}

void app_settle_studies(App *app) {
    study_player_wait(app->studying.player);
}

/* ---- A pass ------------------------------------------------------------------------------------ */

static void show_screen(App *app) {
    switch (app->screen) {
    case SCREEN_HOME:
        home_screen(app);
        break;
    case SCREEN_BOARD:
        board_screen(app);
        break;
    case SCREEN_REPLAY:
        replay_screen(app);
        break;
    }
}

static void window_event(App *app) {
    Ui *ui = &app->ui;
    if (ui_is(ui, INPUT_DROP_FILE)) {
        app_request(app, ACTION_OPEN, ui->event->text);
        ui_take(ui);
    } else if (ui_is(ui, INPUT_CLOSE)) {
        app_request(app, ACTION_QUIT, NULL);
        ui_take(ui);
    } else if (ui_is(ui, INPUT_FOCUS_LOST) && app->screen != SCREEN_HOME) {
        canvas_pointer(app);
    }
}

static void command_key(App *app) {
    Ui *ui = &app->ui;
    if (!ui_is(ui, INPUT_KEY_DOWN)) {
        return;
    }
    UiCommandId id = ui_command_of_key(app, ui->event);
    bool below_dialog = app->dialog.type != DIALOG_NONE && id != UI_QUIT;
    BoardMode mode = app->screen == SCREEN_HOME ? BOARD_IDLE : board_mode(app->board);
    /* While a card waits to be placed, another one can be asked for. */
    bool board_busy = mode != BOARD_IDLE && mode != BOARD_PLACING;
    if (id != UI_COMMAND_COUNT && !below_dialog && !board_busy) {
        app_request_command(app, id);
        ui_take(ui);
    }
}

static void pass(App *app, const UiFrame *frame, const InputEvent *event) {
    Ui *ui = &app->ui;
    ui_begin(ui, frame, event);
    toast_input(app);
    bool covered = app->dialog.type != DIALOG_NONE;
    if (covered) {
        ui_block(ui);
    }
    show_screen(app);
    if (covered) {
        ui_unblock(ui);
        ui->ground = 0;
        dialog_show(app);
    }
    toast_show(app);
    window_event(app);
    command_key(app);
    if (app->screen != SCREEN_HOME && app->dialog.type == DIALOG_NONE) {
        canvas_keys(app);
    }
    ui_end(ui);
    app_act(app);
}

/* ---- The frame --------------------------------------------------------------------------------- */

/* Eight bytes at a time: a large board has megabytes of them in every frame. */
static uint64_t hash_bytes(uint64_t hash, const void *bytes, size_t size) {
    const unsigned char *at = bytes;
    for (size_t i = 0; i < size; i += sizeof(uint64_t)) {
        uint64_t word = 0;
        size_t left = size - i;
        memcpy(&word, at + i, left < sizeof word ? left : sizeof word);
        hash = (hash ^ word) * UINT64_C(0x9e3779b97f4a7c15);
        hash ^= hash >> 32;
    }
    return hash;
}

static uint64_t hash_item(uint64_t hash, const DrawItem *item) {
    int words[2] = {(int)item->type, (int)item->font};
    hash = hash_bytes(hash, words, sizeof words);
    hash = hash_bytes(hash, &item->rect, sizeof item->rect);
    hash = hash_bytes(hash, &item->fill, sizeof item->fill);
    hash = hash_bytes(hash, &item->line, sizeof item->line);
    float numbers[5] = {item->radius, item->line_width, item->dash, item->gap, item->size};
    hash = hash_bytes(hash, numbers, sizeof numbers);
    if (item->text) {
        hash = hash_bytes(hash, item->text, strlen(item->text));
    }
    return hash_bytes(hash, item->points, item->point_count * sizeof *item->points);
}

static uint64_t hash_list(const DrawList *list) {
    uint64_t hash = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < list->items.count; i++) {
        if (list->items.items[i].type != DRAW_NAME) {
            hash = hash_item(hash, &list->items.items[i]);
        }
    }
    return hash;
}

static void earlier(int64_t *when, int64_t other) {
    if (other >= 0 && (*when < 0 || other < *when)) {
        *when = other;
    }
}

static void fill_output(App *app, const DrawList *list, AppOutput *output) {
    Ui *ui = &app->ui;
    uint64_t hash = hash_list(list);
    app->zoom = app_zoom(app);
    const Design *design = app_design(app);
    const char *title = design && design->title[0] ? design->title : NULL;
    snprintf(app->title, sizeof app->title, "%s%sFaultline", title ? title : "",
             title ? " – " : "");
    *output = (AppOutput){.quit = app->quit,
                          .changed = hash != app->painted,
                          .next_frame_ms = ui->wake_ms,
                          .cursor = ui->cursor,
                          .title = app->title,
                          .clipboard = app->clipboard,
                          .wants_clipboard = app->paste_wanted,
                          .zoom = app->zoom,
                          .wants_text = ui->wants_text,
                          .text_rect = ui->text_rect};
    earlier(&output->next_frame_ms, app->document.save_due_ms);
    earlier(&output->next_frame_ms, ui->again || app->paste_wanted ? ui->now_ms : -1);
    app->painted = hash;
}

/* The findings of the design on the screen, in the background. */
static void check(App *app) {
    const Design *design = app_design(app);
    if (!design) {
        return;
    }
    bool replays = app->screen == SCREEN_REPLAY;
    unsigned long long revision =
        replays ? replay_position(app->player.replay) : editor_revision(app->document.editor);
    RoundFacts round = replays ? round_facts(app->player.scenario, &app->player.session->entries,
                                             (long long)app->player.at_ms)
                               : document_facts(&app->document);
    checks_submit(&app->checks, app->serial, revision, design, app_scenario(app), &round);
    (void)checks_poll(&app->checks, design, app_scenario(app));
    proving_tick(&app->proving, app->serial, revision);
    if (replays && flaw_finder_poll(app->flaw_finder, &app->flaws)) {
        app->ui.again = true;
    }
    studying_tick(&app->studying, app->serial, revision, design, app_scenario(app));
    if (app->check_wanted && checks_current(&app->checks)) {
        app->check_wanted = false;
        app_note_check(app);
    }
}

/* Once, when saving by itself begins to fail; the top bar says so as long as it does. */
static void tell_trouble(App *app) {
    bool trouble = app->document.trouble.code != ERROR_NONE;
    if (trouble && !app->trouble_told) {
        app_toast(app, true, "%s", app->document.trouble.message);
    }
    app->trouble_told = trouble;
}

static void take_clipboard(App *app) {
    if (app->ui.copied) {
        free(app->clipboard);
        app->clipboard = app->ui.copied;
        app->ui.copied = NULL;
    }
}

void app_frame(App *app, const Input *input, const TextMetrics *metrics, DrawList *list,
               AppOutput *output) {
    free(app->clipboard);
    app->clipboard = NULL;
    app->unix_s = input->unix_s;
    app->given = (Rect){0, 0, input->width, input->height};
    document_tick(&app->document, input->now_ms);
    tell_trouble(app);
    action_paste_late(app, input->clipboard);
    check(app);
    for (size_t i = 0; i < input->event_count; i++) {
        UiFrame frame = {list, metrics, app_theme(app), input};
        pass(app, &frame, &input->events[i]);
        take_clipboard(app);
    }
    for (int i = 0; i < SETTLING_PASSES; i++) {
        check(app);
        UiFrame frame = {list, metrics, app_theme(app), input};
        pass(app, &frame, NULL);
        take_clipboard(app);
        if (!app->ui.again) {
            break;
        }
    }
    check(app);
    fill_output(app, list, output);
}
