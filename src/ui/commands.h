/* The one table of what a person can ask for by a key or a button. The help sheet is made from it.
 *
 * A command that widgets and menus share is here; what belongs to a place (dragging a card, typing
 * into a field) is not. */
#ifndef FAULTLINE_UI_COMMANDS_H
#define FAULTLINE_UI_COMMANDS_H

#include <stdbool.h>
#include <stddef.h>

#include "board/input.h"
#include "ui/app.h"

typedef enum UiCommandId {
    UI_HOME,
    UI_OPEN,
    UI_SAVE,
    UI_SAVE_AS,
    UI_UNDO,
    UI_REDO,
    UI_DELETE,
    UI_DUPLICATE,
    UI_SELECT_ALL,
    UI_RENAME,
    UI_CONNECT,
    UI_ADD_COMPONENT,
    UI_ADD_AREA,
    UI_ADD_NOTE,
    UI_CHECK,
    UI_PAUSE,
    UI_NEXT_PHASE,
    UI_FINISH,
    UI_ZOOM_IN,
    UI_ZOOM_OUT,
    UI_ZOOM_RESET,
    UI_FIT,
    UI_PLAY,
    UI_PREVIOUS_STEP,
    UI_NEXT_STEP,
    UI_FIRST_STEP,
    UI_LAST_STEP,
    UI_SLOWER,
    UI_FASTER,
    UI_BRANCH,
    UI_THEME,
    UI_HELP,
    UI_QUIT,
    UI_COMMAND_COUNT
} UiCommandId;

typedef struct Shortcut {
    int key;
    unsigned modifiers;
} Shortcut;

enum { UI_SHORTCUTS = 3 };

typedef struct UiCommand {
    const char *name;  /* "next-phase": for tests, and for a palette of commands */
    const char *group; /* of the help sheet */
    const char *title;
    Shortcut keys[UI_SHORTCUTS]; /* key 0: no more */
    bool (*enabled)(const App *app);
    void (*run)(App *app);
} UiCommand;

const UiCommand *ui_command(UiCommandId id);
bool ui_command_enabled(const App *app, UiCommandId id);
/* The enabled command of this key, or UI_COMMAND_COUNT. */
UiCommandId ui_command_of_key(const App *app, const InputEvent *key);
/* "Ctrl+Shift+Z"; "" when it has no key. */
void ui_shortcut_text(Shortcut shortcut, char *out, size_t size);
/* "Undo (Ctrl+Z)": for a tooltip. */
void ui_command_tip(UiCommandId id, char *out, size_t size);

#endif
