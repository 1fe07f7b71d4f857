#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

bool folder_exists(const char *path) {
    struct stat info;
    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

static Error make_one(const char *path) {
    if (mkdir(path, 0777) == 0 || (errno == EEXIST && folder_exists(path))) {
        return error_none();
    }
    return error_make(ERROR_IO, "%s: cannot make the folder: %s", path, strerror(errno));
}

Error folder_make(const char *path) {
    if (path[0] == '\0' || folder_exists(path)) {
        return error_none();
    }
    char *partial = memory_copy_string(path);
    Error error = error_none();
    for (char *slash = strchr(partial + 1, '/'); slash && !error.code;
         slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        error = folder_exists(partial) ? error_none() : make_one(partial);
        *slash = '/';
    }
    free(partial);
    return error.code ? error : make_one(path);
}

Error folder_check_writable(const char *path) {
    char *there = memory_copy_string(path);
    for (char *slash = strrchr(there, '/'); slash && slash > there && !folder_exists(there);
         slash = strrchr(there, '/')) {
        *slash = '\0';
    }
    Error error = error_none();
    if (access(there, W_OK | X_OK) != 0) {
        error = error_make(ERROR_IO, "%s: cannot write here: %s", there, strerror(errno));
    }
    free(there);
    return error;
}

Error folder_sync(const char *path) {
    int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0) {
        return error_make(ERROR_IO, "%s: cannot open the folder: %s", path, strerror(errno));
    }
    Error error = error_none();
    if (fsync(folder) != 0 && errno != EINVAL) { /* EINVAL: this file system has no such thing */
        error = error_make(ERROR_IO, "%s: cannot flush the folder to the disk: %s", path,
                           strerror(errno));
    }
    close(folder);
    return error;
}

static int by_name(const void *a, const void *b) {
    return strcmp(((const FolderEntry *)a)->name, ((const FolderEntry *)b)->name);
}

Error folder_list(const char *path, Arena *arena, FolderEntries *entries) {
    DIR *folder = opendir(path);
    if (!folder) {
        return error_make(ERROR_IO, "%s: cannot list the folder: %s", path, strerror(errno));
    }
    FolderEntries found = {0};
    for (;;) {
        errno = 0;
        const struct dirent *entry = readdir(folder);
        if (!entry) {
            break;
        }
        struct stat info;
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0 ||
            fstatat(dirfd(folder), entry->d_name, &info, 0) != 0) {
            continue; /* a link to nowhere, or removed since */
        }
        FolderEntry item = {.name = arena_copy_string(arena, entry->d_name),
                            .is_folder = S_ISDIR(info.st_mode),
                            .modified_s = (long long)info.st_mtime};
        array_push(&found, item);
    }
    int reason = errno;
    closedir(folder);
    if (reason != 0) {
        array_free(&found);
        return error_make(ERROR_IO, "%s: cannot list the folder: %s", path, strerror(reason));
    }
    if (found.count > 0) {
        qsort(found.items, found.count, sizeof *found.items, by_name);
    }
    *entries = found;
    return error_none();
}
