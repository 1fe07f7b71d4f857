#include "base/paths.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"

static bool holds_data(Arena *arena, const char *folder) {
    return folder_exists(path_join(arena, folder, "assets")) &&
           folder_exists(path_join(arena, folder, "scenarios"));
}

/* The folder of the running program, or NULL where the system does not say. */
static char *program_folder(Arena *arena) {
    char path[4096];
    ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);
    if (length <= 0 || (size_t)length >= sizeof path - 1) {
        return NULL;
    }
    path[length] = '\0';
    return path_folder(arena, path);
}

static bool is_inside(const char *path, const char *folder) {
    size_t length = strlen(folder);
    return strncmp(path, folder, length) == 0 && (path[length] == '/' || path[length] == '\0');
}

static bool runs_from_build_tree(const char *program) {
    char *build = realpath(FAULTLINE_BINARY_DIR, NULL);
    bool inside = build && is_inside(program, build);
    free(build);
    return inside;
}

Error paths_find_data(Arena *arena, char **folder) {
    const char *chosen = getenv("FAULTLINE_DATA");
    if (chosen && chosen[0]) {
        if (!holds_data(arena, chosen)) {
            return error_make(ERROR_USAGE,
                              "FAULTLINE_DATA names %s, which does not hold the folders `assets` "
                              "and `scenarios`; point it at Faultline's data, or unset it",
                              chosen);
        }
        *folder = arena_copy_string(arena, chosen);
        return error_none();
    }
    const char *beside = NULL;
    const char *program = program_folder(arena);
    if (program) {
        if (runs_from_build_tree(program) && holds_data(arena, FAULTLINE_SOURCE_DIR)) {
            *folder = arena_copy_string(arena, FAULTLINE_SOURCE_DIR);
            return error_none();
        }
        beside = path_join(arena, path_folder(arena, program), "share/faultline");
        if (holds_data(arena, beside)) {
            *folder = arena_copy_string(arena, beside);
            return error_none();
        }
    }
    if (holds_data(arena, FAULTLINE_INSTALL_DATADIR)) {
        *folder = arena_copy_string(arena, FAULTLINE_INSTALL_DATADIR);
        return error_none();
    }
    return error_make(ERROR_IO,
                      "Faultline's data (the folders `assets` and `scenarios`) is neither in %s "
                      "nor in %s; set FAULTLINE_DATA to the folder that holds them",
                      beside ? beside : "../share/faultline", FAULTLINE_INSTALL_DATADIR);
}

Error paths_user_data(Arena *arena, char **folder) {
    const char *data = getenv("XDG_DATA_HOME");
    if (data && data[0] == '/') { /* the XDG standard has relative ones ignored */
        *folder = path_join(arena, data, "faultline");
        return error_none();
    }
    const char *home = getenv("HOME");
    if (!home || home[0] != '/') {
        return error_make(ERROR_IO, "there is no place for your sessions: set HOME or "
                                    "XDG_DATA_HOME to the absolute path of a folder");
    }
    *folder = path_join(arena, home, ".local/share/faultline");
    return error_none();
}
