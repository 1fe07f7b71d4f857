/* The sessions on this machine: in the store, one folder for each, named after its start and its
 * scenario. In it are the journal (session.jsonl), the design as it was saved last (design.json), and
 * in `document` the path of the file that it was also saved to, if there is one.
 *
 * A SessionFolder is one that is open. It is locked as long, so that two windows do not write one
 * session; the lock belongs to the system and goes with the process, however that ends. */
#ifndef FAULTLINE_HISTORY_SESSION_STORE_H
#define FAULTLINE_HISTORY_SESSION_STORE_H

#include "history/journal.h"

/* <user folder>/sessions; in the arena. */
char *session_store_path(Arena *arena, const char *user_folder);

typedef struct SessionFolder SessionFolder;

/* A new one, still without a journal; journal_create makes it. `scenario` is "" for an empty
 * board. Makes the store too. */
Error session_folder_create(const char *store, const char *scenario, SessionFolder **folder);
/* One that is there. ERROR_REFUSED when another window has it open. */
Error session_folder_open(const char *path, SessionFolder **folder);
void session_folder_close(SessionFolder *folder); /* NULL is fine */
/* Closes one whose journal could not be made, and takes it off the disk. */
void session_folder_discard(SessionFolder *folder);
const char *session_folder_id(const SessionFolder *folder); /* the name of the folder */
const char *session_folder_journal(const SessionFolder *folder);
const char *session_folder_design(const SessionFolder *folder);
/* The design's own file, outside of the folder: an absolute path. NULL: none was noted. */
Error session_folder_note_document(const SessionFolder *folder, const char *path);
char *session_folder_document(const SessionFolder *folder, Arena *arena);

/* What can be told of a session without replaying it. */
typedef struct SessionSummary {
    char *folder, *journal, *design; /* paths; the design need not be there */
    char *title; /* as saved last, else as it was at the start; of a broken one its name */
    char scenario[ID_SIZE]; /* "" for an empty board */
    char started[32];       /* UTC */
    SessionOrigin origin;
    long long modified_s; /* seconds since 1970 */
    long long played_ms;  /* without pauses */
    PhaseId phase;        /* that a round with a scenario stopped in */
    bool finished;        /* the candidate ended the round */
    bool closed; /* its window was closed, or nothing was done in it; else it crashed or is open */
    bool in_use; /* by a window, perhaps this one */
    Error problem; /* why it cannot be read, or no error */
} SessionSummary;

/* Zero-initialise. */
typedef struct SessionList {
    ARRAY_OF(SessionSummary) items;
    Arena arena; /* of their texts */
} SessionList;

/* The sessions of the store, the one that was written last first, at most `limit`. A broken one is
 * listed with its problem. A store that does not exist is empty. */
Error session_list_load(SessionList *list, const char *store, size_t limit);
void session_list_free(SessionList *list);
/* The newest that was neither finished nor closed and that no window has open: what a crash left.
 * NULL when there is none. */
const SessionSummary *session_list_crashed(const SessionList *list);

#endif
