/* Files: whole reads with a limit, atomic saves, appends that reach the disk, folders. */
#ifndef FAULTLINE_BASE_FILE_H
#define FAULTLINE_BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/error.h"
#include "base/memory.h"

/* Reads a whole file. *bytes gets a NUL after the last byte and is released with free(). A file of
 * more than `limit` bytes is refused before memory is taken. "-" is not special. */
Error file_read(const char *path, size_t limit, char **bytes, size_t *length);

/* Writes a temporary file beside `path`, flushes it to the disk and renames it over `path`: at any
 * moment the path holds the old bytes or the new ones, never a part. A link is followed, the old
 * file's permissions are kept, and the temporary file is gone when it fails. (Only when the very
 * last step fails, the flush of the folder, does an error come with the new bytes in place.) */
Error file_save_atomic(const char *path, const char *bytes, size_t length);

/* Appends to a file that stays open. Every append is handed to the operating system at once, so
 * that it survives the end of the program; file_append_sync also survives the machine's. */
typedef struct AppendFile AppendFile;
Error append_file_open(const char *path, AppendFile **file); /* creates it if missing */
/* On failure the file is cut back to its last whole append, so that the next one can succeed. */
Error append_file_write(AppendFile *file, const char *bytes, size_t length);
Error append_file_sync(AppendFile *file);
Error append_file_truncate(AppendFile *file, size_t length);
void append_file_close(AppendFile *file); /* NULL is fine */

bool file_exists(const char *path);
bool folder_exists(const char *path);
Error folder_make(const char *path); /* with its parents; fine when it exists */
/* Whether files can be made in it or, while it does not exist, it can be made. */
Error folder_check_writable(const char *path);
Error folder_sync(const char *path); /* flushes the names in it to the disk */

typedef struct FolderEntry {
    char *name; /* in the caller's arena */
    bool is_folder;
    long long modified_s; /* seconds since 1970 */
} FolderEntry;
typedef ARRAY_OF(FolderEntry) FolderEntries;
/* Sorted by name (bytewise), without "." and "..". Release entries->items with array_free. */
Error folder_list(const char *path, Arena *arena, FolderEntries *entries);

/* "a" and "b" give "a/b". In the arena. */
char *path_join(Arena *arena, const char *folder, const char *name);
const char *path_file_name(const char *path); /* the part after the last '/' */
char *path_folder(Arena *arena, const char *path);
/* One that still holds when the process is in another folder. */
char *path_absolute(Arena *arena, const char *path);

#endif
