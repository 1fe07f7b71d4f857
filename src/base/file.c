#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { READ_CHUNK = 64 * 1024, PATH_SPACE = 4096 };

bool file_exists(const char *path) {
    struct stat info;
    return stat(path, &info) == 0 && S_ISREG(info.st_mode);
}

static Error over_limit(const char *path, size_t limit) {
    return error_make(ERROR_LIMIT, "%s: the file is larger than the limit of %zu bytes", path,
                      limit);
}

/* Reads to the end, whatever the size said before: a file may grow under our hands. */
static Error read_open_file(const char *path, int file, size_t expected, size_t limit, char **bytes,
                            size_t *length) {
    size_t capacity = expected + 1, count = 0;
    char *buffer = memory_allocate(capacity + 1);
    for (;;) {
        if (count == capacity) {
            capacity += READ_CHUNK;
            buffer = memory_resize(buffer, capacity + 1);
        }
        ssize_t got = read(file, buffer + count, capacity - count);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            Error error = error_make(ERROR_IO, "%s: cannot read: %s", path, strerror(errno));
            free(buffer);
            return error;
        }
        if (got == 0) {
            break;
        }
        count += (size_t)got;
        if (count > limit) {
            free(buffer);
            return over_limit(path, limit);
        }
    }
    buffer[count] = '\0';
    *bytes = buffer;
    *length = count;
    return error_none();
}

Error file_read(const char *path, size_t limit, char **bytes, size_t *length) {
    /* Without O_NONBLOCK the mere opening of a pipe would wait for someone to write to it. */
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0) {
        return error_make(ERROR_IO, "%s: cannot open: %s", path, strerror(errno));
    }
    struct stat info;
    Error error = error_none();
    if (fstat(file, &info) != 0) {
        error = error_make(ERROR_IO, "%s: cannot read: %s", path, strerror(errno));
    } else if (S_ISDIR(info.st_mode)) {
        error = error_make(ERROR_IO, "%s: is a folder; name a file in it", path);
    } else if (!S_ISREG(info.st_mode)) {
        error = error_make(ERROR_IO, "%s: is a device or a pipe; name a plain file", path);
    } else if (info.st_size < 0 || (unsigned long long)info.st_size > limit) {
        error = over_limit(path, limit);
    } else {
        error = read_open_file(path, file, (size_t)info.st_size, limit, bytes, length);
    }
    close(file);
    return error;
}

char *path_join(Arena *arena, const char *folder, const char *name) {
    size_t folder_length = strlen(folder), name_length = strlen(name);
    bool slash = folder_length > 0 && folder[folder_length - 1] != '/';
    char *path = arena_allocate(arena, folder_length + name_length + 2);
    memcpy(path, folder, folder_length);
    if (slash) {
        path[folder_length++] = '/';
    }
    memcpy(path + folder_length, name, name_length);
    return path;
}

char *path_absolute(Arena *arena, const char *path) {
    char folder[PATH_SPACE];
    if (path[0] == '/' || !getcwd(folder, sizeof folder)) {
        return arena_copy_string(arena, path);
    }
    return path_join(arena, folder, path);
}

const char *path_file_name(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

char *path_folder(Arena *arena, const char *path) {
    const char *slash = strrchr(path, '/');
    if (!slash) {
        return arena_copy_string(arena, ".");
    }
    while (slash > path && slash[-1] == '/') {
        slash--;
    }
    return slash == path ? arena_copy_string(arena, "/")
                         : arena_copy(arena, path, (size_t)(slash - path));
}
