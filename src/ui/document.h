/* The open document: an editor whose journal is in a session's folder, and the files that the
 * design is saved to by itself, a moment after each change. The folder is made when there is
 * something to keep: who only looks at a design leaves no session behind.
 *
 * Everything that was done is in the journal at once; the saved design is a copy for others to
 * read. So a document that is closed, or that the machine took away, can always be resumed.
 *
 * Where the disk is full or cannot be written, what is done stays in memory, is tried again with
 * every save, and `trouble` says so for as long; document_at_risk tells whether closing loses it. */
#ifndef FAULTLINE_UI_DOCUMENT_H
#define FAULTLINE_UI_DOCUMENT_H

#include "history/session_store.h"
#include "round/round.h"

enum { AUTOSAVE_DELAY_MS = 800 };

/* Zero-initialised there is none. */
typedef struct Document {
    Editor *editor;           /* NULL: none is open */
    const Scenario *scenario; /* of the library; or NULL */
    SessionFolder *folder;    /* NULL while nothing happened, or when it could not be made */
    char *store;              /* where it is made */
    bool recorded;            /* that was tried */
    bool waiting;         /* the clock starts with the first thing done, or when this is unset */
    Design *initial;      /* what the session begins with, until it is made */
    Error unrecorded;     /* why steps are in memory alone, or no error */
    SessionOrigin origin; /* what the session goes on from, if it is a branch */
    char *path;           /* the design's own file; NULL while it has none */
    char *parted;         /* the file that it had, and that edits do not reach any more; or NULL */
    long long begun_ms;   /* the session's time when it was opened, */
    int64_t opened_ms;    /* and the clock's */
    unsigned long long saved_revision, file_revision; /* of all files; of the own one */
    int64_t save_due_ms;                              /* below zero: nothing to save */
    Error trouble; /* what could not be saved last, until it is */
} Document;

/* Takes the design over. `path` may be NULL. */
void document_start(Document *document, Design *design, const Scenario *scenario, const char *path,
                    const char *store, int64_t now_ms);
/* Right after document_start: the session is a branch of that one. */
void document_branch(Document *document, const SessionOrigin *origin);
/* Goes on with a session; the clock runs. It also goes on with the design's own file, unless that
 * is gone or was changed by somebody else: then it is left alone, and `parted` names it.
 * On failure *document is as it was. */
Error document_resume(Document *document, const char *folder, const Catalog *catalog,
                      const ScenarioLibrary *scenarios, int64_t now_ms);
/* Saves, leaves the clock standing, and lets go of the session. */
void document_close(Document *document);

/* Before anything that is to be in the journal, unless document_apply does it: makes the session's
 * folder. When that fails the document is open all the same, with its trouble set. */
void document_record(Document *document);
/* The editor's time; saves when it is due. */
void document_tick(Document *document, int64_t now_ms);
Error document_apply(Document *document, Command *command, int64_t now_ms);
/* After anything that may have changed the design or the journal: keeps its error, and plans the
 * next save. Returns the error unless it is only trouble with the disk. */
Error document_after(Document *document, Error error, int64_t now_ms);

/* To its own file, or to this one, which becomes its own. An error is one of this file: what else
 * could not be written is trouble. */
Error document_save(Document *document, const char *path);
/* What autosave writes, now, and what could not be recorded before. */
Error document_flush(Document *document);
/* Something was done that no file has: closing would lose it. */
bool document_at_risk(const Document *document);

RoundClock document_clock(const Document *document);
RoundFacts document_facts(const Document *document); /* what the rules may know of it */
/* What is left of a time, for a person, "2:41 left" or "2:41 over": it changes when the clock that
 * counts up does. */
void document_format_left(long long left_ms, char out[48]);
bool document_finished(const Document *document);
PhaseId document_next_phase(const Document *document); /* PHASE_COUNT: none, or no phases */
bool document_saved(const Document *document);         /* the files have the design as it is */

#endif
