/* The dispatcher: a design, its undo and redo, and the journal they are written to.
 *
 * Every edit, from mouse, keyboard, file or test, is a command given to editor_apply, which
 * validates it, keeps its inverse, applies it, and appends it to the journal.
 *
 * An ERROR_IO says that the step could not be recorded: it stands all the same, since a full disk
 * must not stop a person from drawing, and is recorded with the next step if it can be. After any
 * other error the design is as it was. */
#ifndef FAULTLINE_HISTORY_EDITOR_H
#define FAULTLINE_HISTORY_EDITOR_H

#include "history/edit.h"
#include "history/journal.h"

typedef struct Editor Editor;

/* Takes the design and the journal (which may be NULL) over. */
Editor *editor_new(Design *design, Journal *journal);
/* The design after all entries of a session, with its undo stack. Takes the journal over (which
 * may be NULL): journal_resume gives the one that goes on where the session ended. On
 * failure it is still the caller's. */
Error editor_resume(const Session *session, Journal *journal, Editor **editor);
void editor_free(Editor *editor); /* NULL is fine */
/* Gives a new journal, which it takes over, to an editor that has none: what happened so far is
 * appended. ERROR_IO as from a step. */
Error editor_set_journal(Editor *editor, Journal *journal);

const Design *editor_design(const Editor *editor);
/* Grows with every change of the design, undo and redo too; for those who keep what they made of
 * it. */
unsigned long long editor_revision(const Editor *editor);
/* The time that the next entries carry, in ms since the session began. It never goes back. */
void editor_set_time(Editor *editor, long long t_ms);
long long editor_time(const Editor *editor);
/* All that happened in the session so far, until the next step. */
const Entries *editor_entries(const Editor *editor);

/* Takes the command over and zeroes it, whatever comes of it. An empty command is no step. */
Error editor_apply(Editor *editor, Command *command);
Error editor_undo(Editor *editor); /* ERROR_REFUSED when there is nothing to undo */
Error editor_redo(Editor *editor);
const char *editor_undo_name(const Editor *editor); /* NULL: nothing to undo */
const char *editor_redo_name(const Editor *editor);
/* Appends an entry that is no edit: a phase, a pause, a check, a save. `text` is of a phase or a
 * save, `counts` of a check; both may be NULL otherwise. */
Error editor_note(Editor *editor, EntryType type, const char *text, const int counts[ENTRY_COUNTS]);
/* Writes what could not be written before, and waits until the journal is on the disk. */
Error editor_sync(Editor *editor);

#endif
