/* The one table of what a person can ask for by a key, a button or a menu. The help sheet, the
 * command palette, the tool bar, the menus and all tooltips are made from it.
 *
 * A command that widgets and menus share is here; what belongs to a place (dragging a card, typing
 * into a field) is in the table of gestures, for the help sheet alone. */
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
    UI_IMPORT,
    UI_EXPORT_MERMAID,
    UI_EXPORT_EXCALIDRAW,
    UI_EXPORT_SVG,
    UI_EXPORT_PNG,
    UI_EXPORT_SELECTION,
    UI_QUIT,
    UI_UNDO,
    UI_REDO,
    UI_CUT,
    UI_COPY,
    UI_COPY_PICTURE,
    UI_PASTE,
    UI_DUPLICATE,
    UI_DELETE,
    UI_SELECT_ALL,
    UI_RENAME,
    UI_TOOL_SELECT,
    UI_TOOL_HAND,
    UI_TOOL_ARROW,
    UI_TOOL_NOTE,
    UI_TOOL_AREA,
    UI_TOOL_LASER,
    UI_KEEP_TOOL,
    UI_ADD_COMPONENT,
    UI_PLACE_CLIENT,
    UI_PLACE_BALANCER,
    UI_PLACE_SERVICE,
    UI_PLACE_WORKER,
    UI_PLACE_CACHE,
    UI_PLACE_SQL,
    UI_PLACE_KEY_VALUE,
    UI_PLACE_QUEUE,
    UI_PLACE_STREAM,
    UI_CONNECT,
    UI_GROW_RIGHT,
    UI_GROW_DOWN,
    UI_GROW_LEFT,
    UI_GROW_UP,
    UI_GROUP,
    UI_LOCK,
    UI_ALIGN_LEFT,
    UI_ALIGN_CENTER,
    UI_ALIGN_RIGHT,
    UI_ALIGN_TOP,
    UI_ALIGN_MIDDLE,
    UI_ALIGN_BOTTOM,
    UI_SPREAD_ACROSS,
    UI_SPREAD_DOWN,
    UI_TIDY,
    UI_WALK_RIGHT,
    UI_WALK_DOWN,
    UI_WALK_LEFT,
    UI_WALK_UP,
    UI_ZOOM_IN,
    UI_ZOOM_OUT,
    UI_ZOOM_RESET,
    UI_FIT,
    UI_FIT_SELECTION,
    UI_MAP,
    UI_THEME,
    UI_LARGER,
    UI_SMALLER,
    UI_MOTION,
    UI_CHECK,
    UI_STUDY,
    UI_PAUSE,
    UI_NEXT_PHASE,
    UI_FINISH,
    UI_PLAY,
    UI_PREVIOUS_STEP,
    UI_NEXT_STEP,
    UI_FIRST_STEP,
    UI_LAST_STEP,
    UI_NEXT_FLAW,
    UI_SLOWER,
    UI_FASTER,
    UI_BRANCH,
    UI_COMPARE,
    UI_COMMANDS,
    UI_HELP,
    UI_TOUR,
    UI_COMMAND_COUNT
} UiCommandId;

typedef struct Shortcut {
    int key;
    unsigned modifiers;
} Shortcut;

enum { UI_SHORTCUTS = 3 };

typedef struct UiCommand {
    const char *name;  /* "next-phase": of its button, and for tests */
    const char *group; /* of the help sheet */
    const char *title;
    Shortcut keys[UI_SHORTCUTS]; /* key 0: no more */
    bool (*enabled)(const App *app);
    void (*run)(App *app);                 /* one of these two */
    void (*run_with)(App *app, int which); /* for what comes in several kinds */
    int which;
    const char *icon; /* of its button; or NULL */
} UiCommand;

const UiCommand *ui_command(UiCommandId id);
bool ui_command_enabled(const App *app, UiCommandId id);
void ui_command_run(App *app, UiCommandId id);
/* The command of this name, or UI_COMMAND_COUNT. */
UiCommandId ui_command_named(const char *name);
/* The enabled command of this key, or UI_COMMAND_COUNT. */
UiCommandId ui_command_of_key(const App *app, const InputEvent *key);
/* "Ctrl+Shift+Z"; "" when it has no key. */
void ui_shortcut_text(Shortcut shortcut, char *out, size_t size);
/* Of the first key: "Ctrl+Z". */
void ui_command_keys(UiCommandId id, char *out, size_t size);
/* "Undo (Ctrl+Z)": for a tooltip. */
void ui_command_tip(UiCommandId id, char *out, size_t size);

/* What the pointer and the plain keys do, for the help sheet. */
typedef struct Gesture {
    const char *group, *title, *keys;
} Gesture;
size_t ui_gesture_count(void);
const Gesture *ui_gesture(size_t position);

#endif
