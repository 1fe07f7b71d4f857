#include "ui/app_state.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ui/canvas.h"

/* ---- What is on the screen --------------------------------------------------------------------- */

const Design *app_design(const App *app) {
    switch (app->screen) {
    case SCREEN_HOME:
        return NULL;
    case SCREEN_BOARD:
        return editor_design(app->document.editor);
    case SCREEN_REPLAY:
        return replay_design(app->player.replay);
    }
    return NULL;
}

const Scenario *app_scenario(const App *app) {
    return app->screen == SCREEN_REPLAY ? app->player.scenario : app->document.scenario;
}

bool app_read_only(const App *app) {
    return app->screen != SCREEN_BOARD;
}

const Theme *app_theme(const App *app) {
    return &app->themes[app->settings.theme];
}

const char *app_selected(const App *app) {
    return board_selection_count(app->board) == 1 ? board_selected(app->board, 0) : NULL;
}

/* ---- From widgets ------------------------------------------------------------------------------ */

float app_zoom(const App *app) {
    const float step = 0.05f, slack = 0.001f; /* so that rounding cannot go back and forth */
    float room = fminf(app->given.w / UI_LEAST_WIDTH, app->given.h / UI_LEAST_HEIGHT) * app->zoom;
    room = floorf(room / step + slack) * step;
    float wanted = settings_text_scale(&app->settings);
    return fmaxf(fminf(wanted, room), fminf(wanted, 1));
}

void app_submit(App *app, Error error, Command *command) {
    if (error.code) {
        command_free(command);
        app_toast(app, true, "%s", error.message);
    } else if (command->changes.count > 0) {
        array_push(&app->submitted, *command);
        app->ui.again = true;
    }
    *command = (Command){0};
}

void app_request(App *app, ActionType type, const char *text) {
    free(app->action.text);
    app->action = (Action){.type = type, .text = memory_copy_string(text)};
    app->ui.again = true;
}

void app_request_command(App *app, UiCommandId command) {
    app_request(app, ACTION_COMMAND, NULL);
    app->action.command = command;
}

static void start_toast(App *app, bool bad, const char *format, va_list arguments)
    PRINTF_LIKE(3, 0);
static void start_toast(App *app, bool bad, const char *format, va_list arguments) {
    app->toast = (Toast){.bad = bad};
    vsnprintf(app->toast.text, sizeof app->toast.text, format, arguments);
    app->ui.again = true;
}

void app_toast(App *app, bool bad, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    start_toast(app, bad, format, arguments);
    va_end(arguments);
}

void app_toast_undo(App *app, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    start_toast(app, false, format, arguments);
    va_end(arguments);
    app->toast.undoes = true;
}

void app_show_error(App *app, const char *title, Error error) {
    app->dialog.type = DIALOG_MESSAGE;
    text_copy(app->dialog.title, sizeof app->dialog.title, title);
    text_copy(app->dialog.text, sizeof app->dialog.text, error.message);
}

void app_show_element(App *app, const char *id) {
    BoardScene scene = canvas_scene(app);
    board_show(app->board, &scene, id);
    board_set_pulse(app->board, id);
    app->ui.again = true;
}
