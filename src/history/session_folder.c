#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "history/session_folder.h"

enum { PATH_MOST = 64 * 1024, LOCK_TRIES = 5, NAMES_TRIED = 1000, NAME_SPARE = 6 };

struct SessionFolder {
    Arena arena; /* of the paths */
    const char *path, *id, *journal, *design, *document;
    int lock;
};

char *session_store_path(Arena *arena, const char *user_folder) {
    return path_join(arena, user_folder, "sessions");
}

/* --- The lock: flock, since it holds between two windows of one process too --- */

static int open_lock(const char *path, int flags) {
    Arena arena = {0};
    int lock = open(path_join(&arena, path, "lock"), flags | O_RDWR | O_CLOEXEC, 0666);
    arena_free(&arena);
    return lock;
}

/* False when another has it. Where the file system has no locks, nothing is refused. */
static bool take_lock(int lock) {
    return flock(lock, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK;
}

bool session_folder_in_use(const char *path) {
    int lock = open_lock(path, 0);
    if (lock < 0) {
        return false;
    }
    bool in_use = !take_lock(lock);
    close(lock); /* and the lock is free again */
    return in_use;
}

static Error lock_folder(const char *path, int *lock) {
    int opened = open_lock(path, O_CREAT);
    if (opened < 0) {
        return error_make(ERROR_IO, "%s: cannot write here: %s", path, strerror(errno));
    }
    /* Someone who only asks whether the session is in use has the lock for an instant. */
    bool taken = take_lock(opened);
    for (int i = 1; i < LOCK_TRIES && !taken; i++) {
        nanosleep(&(struct timespec){.tv_nsec = 2000000}, NULL);
        taken = take_lock(opened);
    }
    if (!taken) {
        close(opened);
        return error_make(ERROR_REFUSED, "%s: this session is open in another window", path);
    }
    *lock = opened;
    return error_none();
}

/* --- Folders --- */

static Error open_folder(const char *path, SessionFolder **folder) {
    int lock = -1;
    Error error = lock_folder(path, &lock);
    if (error.code) {
        return error;
    }
    SessionFolder *opened = memory_allocate(sizeof *opened);
    opened->path = arena_copy_string(&opened->arena, path);
    opened->id = arena_copy_string(&opened->arena, path_file_name(path));
    opened->journal = path_join(&opened->arena, path, SESSION_JOURNAL_NAME);
    opened->design = path_join(&opened->arena, path, SESSION_DESIGN_NAME);
    opened->document = path_join(&opened->arena, path, SESSION_DOCUMENT_NAME);
    opened->lock = lock;
    *folder = opened;
    return error;
}

/* "20261123-054612-url-shortener": an id, with room left for a number. */
static void name_folder(const char *scenario, char name[ID_SIZE]) {
    char utc[32];
    clock_format_utc(clock_unix_s(), utc);
    size_t length = 0;
    for (const char *c = utc; *c; c++) {
        if (*c >= '0' && *c <= '9') {
            name[length++] = *c;
        } else if (*c == 'T') {
            name[length++] = '-';
        }
    }
    name[length++] = '-';
    text_copy(name + length, ID_SIZE - NAME_SPARE - length, scenario[0] ? scenario : "board");
}

/* Makes a folder that was not there: the name, or the name with -2, -3... */
static Error make_folder(Arena *arena, const char *store, const char *scenario, char **path) {
    char name[ID_SIZE];
    name_folder(scenario, name);
    size_t length = strlen(name);
    for (int number = 2; number <= NAMES_TRIED; number++) {
        char *tried = path_join(arena, store, name);
        if (mkdir(tried, 0777) == 0) {
            *path = tried;
            return error_none();
        }
        if (errno != EEXIST) {
            return error_make(ERROR_IO, "%s: cannot make the folder: %s", tried, strerror(errno));
        }
        snprintf(name + length, sizeof name - length, "-%d", number);
    }
    return error_make(ERROR_IO, "%s: too many sessions began at this moment", store);
}

Error session_folder_create(const char *store, const char *scenario, SessionFolder **folder) {
    Arena arena = {0};
    char *path = NULL;
    Error error = folder_make(store);
    if (!error.code) {
        error = make_folder(&arena, store, scenario, &path);
    }
    if (!error.code) {
        error = open_folder(path, folder);
    }
    arena_free(&arena);
    return error;
}

Error session_folder_open(const char *path, SessionFolder **folder) {
    Arena arena = {0};
    bool is_session = file_exists(path_join(&arena, path, SESSION_JOURNAL_NAME));
    arena_free(&arena);
    if (!is_session) {
        return error_make(ERROR_IO, "%s: has no %s, so it is not the folder of a session", path,
                          SESSION_JOURNAL_NAME);
    }
    return open_folder(path, folder);
}

void session_folder_close(SessionFolder *folder) {
    if (folder) {
        close(folder->lock);
        arena_free(&folder->arena);
        free(folder);
    }
}

void session_folder_discard(SessionFolder *folder) {
    Arena arena = {0};
    (void)unlink(path_join(&arena, folder->path, "lock"));
    (void)rmdir(folder->path);
    arena_free(&arena);
    session_folder_close(folder);
}

const char *session_folder_id(const SessionFolder *folder) {
    return folder->id;
}

const char *session_folder_journal(const SessionFolder *folder) {
    return folder->journal;
}

const char *session_folder_design(const SessionFolder *folder) {
    return folder->design;
}

Error session_folder_note_document(const SessionFolder *folder, const char *path) {
    return file_save_atomic(folder->document, path, strlen(path));
}

char *session_folder_document(const SessionFolder *folder, Arena *arena) {
    char *bytes;
    size_t length;
    if (file_read(folder->document, PATH_MOST, &bytes, &length).code) {
        return NULL;
    }
    bool is_path = bytes[0] == '/' && strlen(bytes) == length;
    char *path = is_path ? arena_copy_string(arena, bytes) : NULL;
    free(bytes);
    return path;
}
