#include "ui/commands.h"

#include <string.h>

#include "ui/command_table.h"

const UiCommand *ui_command(UiCommandId id) {
    return &UI_COMMAND_TABLE[id];
}

bool ui_command_enabled(const App *app, UiCommandId id) {
    return UI_COMMAND_TABLE[id].enabled(app);
}

void ui_command_run(App *app, UiCommandId id) {
    const UiCommand *command = &UI_COMMAND_TABLE[id];
    if (command->run_with) {
        command->run_with(app, command->which);
    } else {
        command->run(app);
    }
}

UiCommandId ui_command_named(const char *name) {
    int id = 0;
    while (id < UI_COMMAND_COUNT && strcmp(UI_COMMAND_TABLE[id].name, name) != 0) {
        id++;
    }
    return (UiCommandId)id;
}

UiCommandId ui_command_of_key(const App *app, const InputEvent *key) {
    for (int id = 0; id < UI_COMMAND_COUNT; id++) {
        for (size_t i = 0; i < UI_SHORTCUTS && UI_COMMAND_TABLE[id].keys[i].key; i++) {
            Shortcut shortcut = UI_COMMAND_TABLE[id].keys[i];
            if (shortcut.key == key->key && shortcut.modifiers == key->modifiers &&
                UI_COMMAND_TABLE[id].enabled(app)) {
                return (UiCommandId)id;
            }
        }
    }
    return UI_COMMAND_COUNT;
}
