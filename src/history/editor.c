#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "history/editor.h"
#include "history/log.h"

struct Editor {
    Design *design;
    Journal *journal;
    Log log;
    unsigned long long revision;
    long long t_ms;
};

Editor *editor_new(Design *design, Journal *journal) {
    Editor *editor = memory_allocate(sizeof *editor);
    editor->design = design;
    editor->journal = journal;
    return editor;
}

Error editor_resume(const Session *session, Journal *journal, Editor **editor) {
    Editor *resumed = editor_new(design_copy(session->initial), journal);
    for (size_t i = 0; i < session->entries.count; i++) {
        Entry entry = entry_copy(&session->entries.items[i]);
        resumed->t_ms = entry.t_ms;
        Error error = log_push(&resumed->log, resumed->design, &entry);
        if (error.code) {
            entry_free(&entry);
            resumed->journal = NULL;
            editor_free(resumed);
            return error;
        }
    }
    *editor = resumed;
    return error_none();
}

void editor_free(Editor *editor) {
    if (editor) {
        log_free(&editor->log);
        journal_close(editor->journal);
        design_free(editor->design);
        free(editor);
    }
}

Error editor_set_journal(Editor *editor, Journal *journal) {
    assert(!editor->journal);
    editor->journal = journal;
    Error error = error_none();
    for (size_t i = 0; i < editor->log.entries.count; i++) {
        error = journal_append(journal, &editor->log.entries.items[i]);
    }
    return error;
}

const Design *editor_design(const Editor *editor) {
    return editor->design;
}

unsigned long long editor_revision(const Editor *editor) {
    return editor->revision;
}

void editor_set_time(Editor *editor, long long t_ms) {
    if (t_ms > editor->t_ms) {
        editor->t_ms = t_ms;
    }
}

long long editor_time(const Editor *editor) {
    return editor->t_ms;
}

const Entries *editor_entries(const Editor *editor) {
    return &editor->log.entries;
}

/* The one way of everything that happens: into the design, the log and the journal. Takes the
 * entry over. */
static Error happen(Editor *editor, Entry *entry) {
    entry->n = (long long)editor->log.entries.count + 1;
    entry->t_ms = editor->t_ms;
    Error error = log_push(&editor->log, editor->design, entry);
    if (error.code) {
        entry_free(entry);
        return error;
    }
    const Entry *happened = &editor->log.entries.items[editor->log.entries.count - 1];
    if (entry_changes_design(happened->type)) {
        editor->revision++;
    }
    return editor->journal ? journal_append(editor->journal, happened) : error;
}

Error editor_apply(Editor *editor, Command *command) {
    Entry entry = {.type = ENTRY_COMMAND, .command = *command};
    *command = (Command){0};
    if (entry.command.changes.count == 0) {
        return error_none();
    }
    return happen(editor, &entry);
}

Error editor_undo(Editor *editor) {
    return happen(editor, &(Entry){.type = ENTRY_UNDO});
}

Error editor_redo(Editor *editor) {
    return happen(editor, &(Entry){.type = ENTRY_REDO});
}

const char *editor_undo_name(const Editor *editor) {
    const Command *command = log_next_undo(&editor->log);
    return command ? command->name : NULL;
}

const char *editor_redo_name(const Editor *editor) {
    const Command *command = log_next_redo(&editor->log);
    return command ? command->name : NULL;
}

/* A file's name may be any bytes; the journal takes UTF-8 of a limited length. */
static char *as_journal_text(const char *text) {
    TextBuffer clean = {0};
    size_t length = strlen(text);
    for (size_t offset = 0; offset < length;) {
        char character[4];
        size_t bytes = utf8_encode(utf8_next(text, length, &offset), character);
        if (clean.length + bytes > LIMIT_TEXT_BYTES) {
            break;
        }
        text_append_bytes(&clean, character, bytes);
    }
    char *owned = memory_copy_string(text_of(&clean));
    text_free(&clean);
    return owned;
}

Error editor_note(Editor *editor, EntryType type, const char *text,
                  const int counts[ENTRY_COUNTS]) {
    assert(!entry_changes_design(type) && type < ENTRY_TYPE_COUNT);
    Entry entry = {.type = type};
    if (type == ENTRY_PHASE || type == ENTRY_SAVE) {
        entry.text = as_journal_text(text);
    } else if (type == ENTRY_CHECK) {
        memcpy(entry.counts, counts, sizeof entry.counts);
    }
    return happen(editor, &entry);
}

Error editor_sync(Editor *editor) {
    return editor->journal ? journal_sync(editor->journal) : error_none();
}
