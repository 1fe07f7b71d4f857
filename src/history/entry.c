#include <stdlib.h>
#include <string.h>

#include "history/journal.h"

const char *entry_type_name(EntryType type) {
    static const char *const NAMES[ENTRY_TYPE_COUNT] = {
        [ENTRY_COMMAND] = "command", [ENTRY_UNDO] = "undo",   [ENTRY_REDO] = "redo",
        [ENTRY_PHASE] = "phase",     [ENTRY_PAUSE] = "pause", [ENTRY_RESUME] = "resume",
        [ENTRY_CHECK] = "check",     [ENTRY_SAVE] = "save",   [ENTRY_FINISH] = "finish",
    };
    return NAMES[type];
}

void entry_free(Entry *entry) {
    command_free(&entry->command);
    free(entry->text);
    entry->text = NULL;
}

Entry entry_copy(const Entry *entry) {
    Entry copy = *entry;
    copy.command = command_copy(&entry->command);
    copy.text = memory_copy_string(entry->text);
    return copy;
}

static const char *title_of_phase(const char *word) {
    for (size_t i = 0; i < PHASE_COUNT; i++) {
        if (strcmp(phase_name((PhaseId)i), word) == 0) {
            return phase_title((PhaseId)i);
        }
    }
    return word;
}

static void describe_check(const int counts[ENTRY_COUNTS], TextBuffer *text) {
    static const char *const WORDS[ENTRY_COUNTS] = {"critical", "high", "medium", "low", "praise"};
    const char *separator = "Check: ";
    for (size_t i = 0; i < ENTRY_COUNTS; i++) {
        if (counts[i] > 0) {
            text_append_format(text, "%s%d %s", separator, counts[i], WORDS[i]);
            separator = ", ";
        }
    }
    if (text->length == 0) {
        text_append(text, "Check: nothing found");
    }
}

void entry_describe(const Entries *entries, size_t position, char *out, size_t size) {
    const Entry *entry = &entries->items[position];
    const char *subject = entries->items[entry->subject].command.name;
    TextBuffer text = {0};
    switch (entry->type) {
    case ENTRY_COMMAND:
        text_append(&text, subject);
        break;
    case ENTRY_UNDO:
        text_append_format(&text, "Undo: %s", subject);
        break;
    case ENTRY_REDO:
        text_append_format(&text, "Redo: %s", subject);
        break;
    case ENTRY_PHASE:
        text_append_format(&text, "Phase: %s", title_of_phase(entry->text));
        break;
    case ENTRY_PAUSE:
        text_append(&text, "Paused");
        break;
    case ENTRY_RESUME:
        text_append(&text, "Resumed");
        break;
    case ENTRY_CHECK:
        describe_check(entry->counts, &text);
        break;
    case ENTRY_SAVE:
        text_append_format(&text, "Saved %s", entry->text);
        break;
    case ENTRY_FINISH:
        text_append(&text, "Round finished");
        break;
    case ENTRY_TYPE_COUNT:
        break;
    }
    text_copy(out, size, text_of(&text));
    text_free(&text);
}
