/* The one log of what happened to a design: the editor adds to it as things happen, the loader of
 * sessions as it reads them, and both undo and redo by it. Replay walks along it.
 *
 * Each entry that changes the design has a subject: the command that it applies or reverts. */
#ifndef FAULTLINE_HISTORY_LOG_H
#define FAULTLINE_HISTORY_LOG_H

#include "history/journal.h"

typedef struct Log {
    Entries entries;
    ARRAY_OF(size_t) steps; /* the commands that were not overtaken, by their places in entries */
    size_t done;            /* steps[0..done) are in force, the others can be redone */
} Log;

/* Carries the entry out on the design and takes it over, with its subject filled in. On failure
 * the log, the design and the entry are as they were. */
Error log_push(Log *log, Design *design, Entry *entry);
const Command *log_next_undo(const Log *log); /* NULL: nothing to undo */
const Command *log_next_redo(const Log *log);
void log_free(Log *log);

bool entry_changes_design(EntryType type);
/* From the design before this entry to the one after it, and back. */
void entry_advance(const Entries *entries, size_t position, Design *design);
void entry_retreat(const Entries *entries, size_t position, Design *design);

#endif
