#include <stdlib.h>

#include "history/log.h"

bool entry_changes_design(EntryType type) {
    return type == ENTRY_COMMAND || type == ENTRY_UNDO || type == ENTRY_REDO;
}

/* Where an entry of this type finds its command among the steps. */
static Error find_subject(const Log *log, EntryType type, size_t *subject) {
    if (type == ENTRY_UNDO) {
        if (log->done == 0) {
            return error_make(ERROR_REFUSED, "there is nothing to undo");
        }
        *subject = log->steps.items[log->done - 1];
    } else if (type == ENTRY_REDO) {
        if (log->done == log->steps.count) {
            return error_make(ERROR_REFUSED, "there is nothing to redo");
        }
        *subject = log->steps.items[log->done];
    } else {
        *subject = log->entries.count;
    }
    return error_none();
}

Error log_push(Log *log, Design *design, Entry *entry) {
    size_t subject = 0;
    Error error = find_subject(log, entry->type, &subject);
    if (!error.code && entry->type == ENTRY_COMMAND) {
        error = command_apply(&entry->command, design);
    }
    if (error.code) {
        return error;
    }
    entry->subject = subject;
    array_push(&log->entries, *entry);
    *entry = (Entry){0};
    switch (log->entries.items[log->entries.count - 1].type) {
    case ENTRY_COMMAND:
        log->steps.count = log->done; /* what could be redone is overtaken */
        array_push(&log->steps, subject);
        log->done++;
        break;
    case ENTRY_UNDO:
        command_revert(&log->entries.items[subject].command, design);
        log->done--;
        break;
    case ENTRY_REDO:
        command_reapply(&log->entries.items[subject].command, design);
        log->done++;
        break;
    case ENTRY_PHASE:
    case ENTRY_PAUSE:
    case ENTRY_RESUME:
    case ENTRY_CHECK:
    case ENTRY_SAVE:
    case ENTRY_FINISH:
    case ENTRY_TYPE_COUNT:
        break;
    }
    return error;
}

const Command *log_next_undo(const Log *log) {
    return log->done == 0 ? NULL : &log->entries.items[log->steps.items[log->done - 1]].command;
}

const Command *log_next_redo(const Log *log) {
    return log->done == log->steps.count ? NULL
                                         : &log->entries.items[log->steps.items[log->done]].command;
}

void log_free(Log *log) {
    for (size_t i = 0; i < log->entries.count; i++) {
        entry_free(&log->entries.items[i]);
    }
    array_free(&log->entries);
    array_free(&log->steps);
    log->done = 0;
}

static void walk(const Entries *entries, size_t position, bool forward, Design *design) {
    const Entry *entry = &entries->items[position];
    if (!entry_changes_design(entry->type)) {
        return;
    }
    const Command *command = &entries->items[entry->subject].command;
    if (forward == (entry->type == ENTRY_UNDO)) {
        command_revert(command, design);
    } else {
        command_reapply(command, design);
    }
}

void entry_advance(const Entries *entries, size_t position, Design *design) {
    walk(entries, position, true, design);
}

void entry_retreat(const Entries *entries, size_t position, Design *design) {
    walk(entries, position, false, design);
}
