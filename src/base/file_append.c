#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

struct AppendFile {
    char *path;
    int descriptor;
    size_t length; /* to the end of the last whole append */
    bool torn;     /* there is part of an append past `length` that could not be cut off */
};

static Error append_error(const AppendFile *file, const char *what) {
    return error_make(ERROR_IO, "%s: cannot %s: %s", file->path, what, strerror(errno));
}

static Error open_descriptor(const char *path, int *descriptor) {
    int flags = O_WRONLY | O_APPEND | O_CLOEXEC | O_NONBLOCK;
    *descriptor = open(path, flags);
    if (*descriptor >= 0) {
        return error_none();
    }
    if (errno == ENOENT) {
        *descriptor = open(path, flags | O_CREAT, 0666);
    }
    if (*descriptor < 0) {
        return error_make(ERROR_IO, "%s: cannot open for appending: %s", path, strerror(errno));
    }
    Arena arena = {0};
    Error error = folder_sync(path_folder(&arena, path));
    arena_free(&arena);
    return error;
}

Error append_file_open(const char *path, AppendFile **file) {
    int descriptor = -1;
    Error error = open_descriptor(path, &descriptor);
    struct stat info;
    if (!error.code && fstat(descriptor, &info) != 0) {
        error = error_make(ERROR_IO, "%s: cannot read: %s", path, strerror(errno));
    }
    if (!error.code && !S_ISREG(info.st_mode)) {
        error = error_make(ERROR_IO, "%s: is a device or a pipe; name a plain file", path);
    }
    if (error.code) {
        if (descriptor >= 0) {
            close(descriptor);
        }
        return error;
    }
    AppendFile *opened = memory_allocate(sizeof *opened);
    *opened = (AppendFile){
        .path = memory_copy_string(path), .descriptor = descriptor, .length = (size_t)info.st_size};
    *file = opened;
    return error_none();
}

Error append_file_truncate(AppendFile *file, size_t length) {
    if (ftruncate(file->descriptor, (off_t)length) != 0) {
        return append_error(file, "shorten");
    }
    file->length = length;
    file->torn = false;
    return error_none();
}

/* One write() for an append, unless the system takes it in parts. */
static bool write_all(int descriptor, const char *bytes, size_t length) {
    for (size_t written = 0; written < length;) {
        ssize_t count = write(descriptor, bytes + written, length - written);
        if (count >= 0) {
            written += (size_t)count;
        } else if (errno != EINTR) {
            return false;
        }
    }
    return true;
}

Error append_file_write(AppendFile *file, const char *bytes, size_t length) {
    if (file->torn) {
        Error error = append_file_truncate(file, file->length);
        if (error.code) {
            return error;
        }
    }
    if (!write_all(file->descriptor, bytes, length)) {
        Error error = append_error(file, "write");
        file->torn = true;
        append_file_truncate(file, file->length); /* if it fails, the next append tries again */
        return error;
    }
    file->length += length;
    return error_none();
}

Error append_file_sync(AppendFile *file) {
    return fsync(file->descriptor) == 0 ? error_none() : append_error(file, "flush to the disk");
}

void append_file_close(AppendFile *file) {
    if (file) {
        close(file->descriptor);
        free(file->path);
        free(file);
    }
}
