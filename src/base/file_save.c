#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

enum { TEMPORARY_NAMES = 100 };

/* Where the bytes will be: the end of the links, so that a link stays one. */
static Error resolve_target(const char *path, Arena *arena, char **target) {
    struct stat info;
    if (lstat(path, &info) != 0 || !S_ISLNK(info.st_mode)) {
        *target = arena_copy_string(arena, path);
        return error_none();
    }
    char *real = realpath(path, NULL);
    if (!real) {
        return error_make(ERROR_IO, "%s: is a link to nowhere: %s", path, strerror(errno));
    }
    *target = arena_copy_string(arena, real);
    free(real);
    return error_none();
}

/* The permissions to keep, or -1 when there is no old file. */
static Error check_old_file(const char *path, const char *target, long *mode) {
    struct stat info;
    if (stat(target, &info) != 0) {
        *mode = -1;
        return error_none(); /* if the folder is missing too, making the temporary file says so */
    }
    if (S_ISDIR(info.st_mode)) {
        return error_make(ERROR_IO, "%s: is a folder; name a file in it", path);
    }
    if (!S_ISREG(info.st_mode)) {
        return error_make(ERROR_IO, "%s: is a device or a pipe; name a plain file", path);
    }
    if (access(target, W_OK) != 0) {
        return error_make(ERROR_IO, "%s: cannot save: %s", path, strerror(errno));
    }
    *mode = (long)(info.st_mode & 07777);
    return error_none();
}

static Error open_temporary(const char *folder, Arena *arena, char **temporary, int *file) {
    for (int i = 0; i < TEMPORARY_NAMES; i++) {
        char name[64];
        snprintf(name, sizeof name, ".faultline-%ld-%d.tmp", (long)getpid(), i);
        *temporary = path_join(arena, folder, name);
        *file = open(*temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (*file >= 0) {
            return error_none();
        }
        if (errno != EEXIST) {
            break;
        }
    }
    if (errno == ENOENT || errno == ENOTDIR) {
        return error_make(ERROR_IO, "there is no folder %s; make it first", folder);
    }
    return error_make(ERROR_IO, "cannot make a temporary file in %s: %s", folder, strerror(errno));
}

static Error write_and_close(int file, long mode, const char *bytes, size_t length) {
    Error error = error_none();
    if (mode >= 0 && fchmod(file, (mode_t)mode) != 0) {
        error = error_make(ERROR_IO, "cannot keep the permissions: %s", strerror(errno));
    }
    for (size_t written = 0; written < length && !error.code;) {
        ssize_t count = write(file, bytes + written, length - written);
        if (count >= 0) {
            written += (size_t)count;
        } else if (errno != EINTR) {
            error = error_make(ERROR_IO, "cannot write: %s", strerror(errno));
        }
    }
    if (!error.code && fsync(file) != 0) {
        error = error_make(ERROR_IO, "cannot flush to the disk: %s", strerror(errno));
    }
    if (close(file) != 0 && !error.code) {
        error = error_make(ERROR_IO, "cannot write: %s", strerror(errno));
    }
    return error;
}

static Error save(const char *path, const char *bytes, size_t length, Arena *arena) {
    char *target = NULL, *temporary = NULL;
    long mode = -1;
    Error error = resolve_target(path, arena, &target);
    if (error.code) {
        return error;
    }
    error = check_old_file(path, target, &mode);
    if (error.code) {
        return error;
    }
    const char *folder = path_folder(arena, target);
    int file = -1;
    error = open_temporary(folder, arena, &temporary, &file);
    if (error.code) {
        return error_prefix(error, "%s", path);
    }
    error = write_and_close(file, mode, bytes, length);
    if (!error.code && rename(temporary, target) != 0) {
        error = error_make(ERROR_IO, "cannot replace the file: %s", strerror(errno));
    }
    if (error.code) {
        unlink(temporary);
        return error_prefix(error, "%s", path);
    }
    return folder_sync(folder);
}

Error file_save_atomic(const char *path, const char *bytes, size_t length) {
    Arena arena = {0};
    Error error = save(path, bytes, length, &arena);
    arena_free(&arena);
    return error;
}
