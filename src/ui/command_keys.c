/* Shortcuts in words, and what is done with the pointer. */
#include <stdio.h>

#include "base/macros.h"
#include "base/text.h"
#include "ui/commands.h"

static const char *key_text(int key) {
    switch (key) {
    case KEY_ENTER:
        return "Enter";
    case KEY_DELETE:
        return "Delete";
    case KEY_BACKSPACE:
        return "Backspace";
    case KEY_SPACE:
        return "Space";
    case KEY_LEFT:
        return "Left";
    case KEY_RIGHT:
        return "Right";
    case KEY_UP:
        return "Up";
    case KEY_DOWN:
        return "Down";
    case KEY_HOME:
        return "Home";
    case KEY_END:
        return "End";
    case KEY_ESCAPE:
        return "Esc";
    case KEY_F1:
        return "F1";
    case KEY_F2:
        return "F2";
    case KEY_F9:
        return "F9";
    case KEY_F10:
        return "F10";
    default:
        return NULL;
    }
}

void ui_shortcut_text(Shortcut shortcut, char *out, size_t size) {
    if (shortcut.key == '/' && shortcut.modifiers == MOD_SHIFT) {
        text_copy(out, size, "?");
        return;
    }
    char letter[2] = {(char)shortcut.key, '\0'};
    if (letter[0] >= 'a' && letter[0] <= 'z') {
        letter[0] = (char)(letter[0] - 'a' + 'A');
    }
    const char *key = key_text(shortcut.key);
    snprintf(out, size, "%s%s%s%s", shortcut.modifiers & MOD_CTRL ? "Ctrl+" : "",
             shortcut.modifiers & MOD_ALT ? "Alt+" : "",
             shortcut.modifiers & MOD_SHIFT ? "Shift+" : "", key ? key : letter);
}

void ui_command_keys(UiCommandId id, char *out, size_t size) {
    const Shortcut *first = &ui_command(id)->keys[0];
    out[0] = '\0';
    if (first->key) {
        ui_shortcut_text(*first, out, size);
    }
}

void ui_command_tip(UiCommandId id, char *out, size_t size) {
    char keys[64];
    ui_command_keys(id, keys, sizeof keys);
    snprintf(out, size, keys[0] ? "%s (%s)" : "%s%s", ui_command(id)->title, keys);
}

/* ---- What belongs to a place ------------------------------------------------------------------- */

static const Gesture GESTURES[] = {
    {"Select", "Select, or add to what is selected", "Click, Shift+click"},
    {"Select", "Select with a rubber band", "Drag the ground"},
    {"Select", "From card to card", "Tab, Shift+Tab"},
    {"Select", "Give up, then the tool, then the selection", "Esc"},
    {"Draw", "Place a component", "Drag or double-click it"},
    {"Draw", "Add a component here", "Double-click the ground"},
    {"Draw", "Connect", "Drag from a card's edge"},
    {"Draw", "Move an end of a connection", "Drag its handle"},
    {"Draw", "Place by keyboard, after a digit or T or F", "Enter"},
    {"Edit", "Edit a text in place", "Double-click it"},
    {"Arrange", "Move by one, or by ten", "Arrows, Shift+arrows"},
    {"Arrange", "Move a copy", "Alt+drag"},
    {"Arrange", "Move without snapping", "Ctrl+drag"},
    {"View", "Move the view", "Space+drag, middle button"},
    {"View", "Scroll, sideways", "Wheel, Shift+wheel"},
    {"View", "Zoom at the pointer", "Ctrl+wheel, pinch"},
    {"Help", "The next part of the window", "F6"},
    {"Help", "What can be done here", "Right click"},
};

size_t ui_gesture_count(void) {
    return COUNT_OF(GESTURES);
}

const Gesture *ui_gesture(size_t position) {
    return &GESTURES[position];
}
