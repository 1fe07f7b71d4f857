/* The journal of a session: a header line, then a line for each thing that happened
 * (faultline/session in docs/FORMATS.md). Entries are handed to the operating system as they
 * happen; after the end of the program at any moment the file reads up to its last whole line.
 *
 * A Session is such a file read back; a Journal is one that is being written. */
#ifndef FAULTLINE_HISTORY_JOURNAL_H
#define FAULTLINE_HISTORY_JOURNAL_H

#include "base/file.h"
#include "history/command.h"
#include "model/scenario.h"

typedef enum EntryType {
    ENTRY_COMMAND,
    ENTRY_UNDO,
    ENTRY_REDO,
    ENTRY_PHASE, /* `text`: the phase's word */
    ENTRY_PAUSE, /* the clock stands still; also how a window that is closed leaves the session */
    ENTRY_RESUME,
    ENTRY_CHECK,  /* `counts`: findings by severity, gravest first */
    ENTRY_SAVE,   /* `text`: the file's name */
    ENTRY_FINISH, /* the round was ended by the candidate */
    ENTRY_TYPE_COUNT
} EntryType;

enum {
    ENTRY_COUNTS = 5,
    SESSION_BYTES_MAX = 256 * 1024 * 1024,
    SESSION_LINE_MAX = 32 * 1024 * 1024
};

typedef struct Entry {
    long long n;    /* from 1, without gaps */
    long long t_ms; /* since the session began, never backwards */
    EntryType type;
    Command command;
    char *text; /* NULL unless the type has one */
    int counts[ENTRY_COUNTS];
    size_t subject; /* the place in its list of the command that this entry applies or reverts */
} Entry;

typedef ARRAY_OF(Entry) Entries;

/* Where a session comes from that goes on from a moment of another one. */
typedef struct SessionOrigin {
    char session[ID_SIZE]; /* the other one's id; "": it began by itself */
    long long t_ms;        /* since that one began */
} SessionOrigin;

typedef struct Session {
    char id[ID_SIZE];
    SessionOrigin origin;
    char scenario[ID_SIZE]; /* of the design at the start, as the title; "" for an empty board */
    char *title;
    char started[32];   /* UTC */
    Design *initial;    /* the design at the start */
    Entries entries;    /* all of them fit: the session can be replayed to its end */
    size_t whole_bytes; /* of the file up to its last whole line */
    bool torn;          /* there was a part of a line after it, now ignored */
} Session;

/* A torn last line is ignored (and session->torn set); any other fault is an error with its line.
 * The catalogue must outlive the session. */
Error session_load(const char *path, const Catalog *catalog, Session **session);
Error session_parse(const char *bytes, size_t length, const char *file, const Catalog *catalog,
                    Session **session);
void session_free(Session *session); /* NULL is fine */

/* The file that is written to. */
typedef struct Journal Journal;
/* A new file; it must not exist yet. It has its whole header line from its first moment on. */
Error journal_create(const char *path, const char *id, const Design *initial, Journal **journal);
/* The same for a session that goes on from a moment of another one. */
Error journal_create_branch(const char *path, const char *id, const SessionOrigin *origin,
                            const Design *initial, Journal **journal);
/* An existing one, cut back to its last whole line, to go on where it ended. */
Error journal_resume(const char *path, const Session *session, Journal **journal);
/* n is given by the journal; entry->n is ignored. What cannot be written is kept, and written
 * before the next entry, so that the file never has a gap. When the file is as long as a session
 * may be it stays as it is, and each entry after that fails. All errors are ERROR_IO. */
Error journal_append(Journal *journal, const Entry *entry);
/* Writes what is still kept, and waits until all of it is on the disk. */
Error journal_sync(Journal *journal);
long long journal_last_ms(const Journal *journal);
const char *journal_path(const Journal *journal);
/* Tries a last time to write what is kept. NULL is fine. */
void journal_close(Journal *journal);

const char *entry_type_name(EntryType type); /* the word of the format */
void entry_free(Entry *entry);
Entry entry_copy(const Entry *entry);
/* What it did, for a person: "Undo: Add Queue". `entries` is the list that the entry is in. */
void entry_describe(const Entries *entries, size_t position, char *out, size_t size);

#endif
