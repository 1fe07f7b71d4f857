#include "platform/font_files.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/macros.h"

/* "~" is the user's home. */
static const char *const FOLDERS[] = {
    "~/.local/share/fonts",
    "~/.fonts",
    "/usr/local/share/fonts",
    "/usr/share/fonts/opentype/inter",
    "/usr/share/fonts/truetype/inter",
    "/usr/share/fonts/inter",
    "/usr/share/fonts/rsms-inter-fonts",
    "/usr/share/fonts/truetype/jetbrains-mono",
    "/usr/share/fonts/jetbrains-mono-fonts",
    "/usr/share/fonts/truetype/dejavu",
    "/usr/share/fonts/dejavu-sans-fonts",
    "/usr/share/fonts/dejavu-sans-mono-fonts",
    "/usr/share/fonts/truetype/noto",
    "/usr/share/fonts/opentype/noto",
    "/usr/share/fonts/truetype/droid",
    "/usr/share/fonts/TTF",
    "/usr/share/fonts/OTF",
    "~/Library/Fonts",
    "/Library/Fonts",
};

enum { NAME_LIMIT = 3 };

/* The first that is found; those after the first two are stand-ins. */
static const char *const MAIN_NAMES[FONT_COUNT][NAME_LIMIT] = {
    [FONT_REGULAR] = {"Inter-Regular.otf", "Inter-Regular.ttf", "DejaVuSans.ttf"},
    [FONT_MEDIUM] = {"Inter-Medium.otf", "Inter-Medium.ttf", "DejaVuSans.ttf"},
    [FONT_SEMIBOLD] = {"Inter-SemiBold.otf", "Inter-SemiBold.ttf", "DejaVuSans-Bold.ttf"},
    [FONT_BOLD] = {"Inter-Bold.otf", "Inter-Bold.ttf", "DejaVuSans-Bold.ttf"},
    [FONT_MONO] = {"JetBrainsMono-Regular.ttf", "JetBrainsMono-Regular.otf", "DejaVuSansMono.ttf"},
};

static const char *const FALLBACK_NAMES[] = {
    "DejaVuSans.ttf",
    "NotoSans-Regular.ttf",
    "NotoSansCJK-Regular.ttc",
    "DroidSansFallbackFull.ttf",
};
_Static_assert(COUNT_OF(FALLBACK_NAMES) <= FONT_FALLBACK_LIMIT, "room for every fallback");

typedef ARRAY_OF(const char *) Folders;

/* False when there is none. */
static bool add_folder(Arena *arena, Folders *folders, const char *folder) {
    const char *home = getenv("HOME");
    if (folder[0] == '~') {
        folder = home ? path_join(arena, home, folder + 2) : "";
    }
    bool exists = folder[0] != '\0' && folder_exists(folder);
    if (exists) {
        array_push(folders, folder);
    }
    return exists;
}

/* The folders that the person names come first. */
static Error list_folders(Arena *arena, Folders *folders) {
    const char *more = getenv("FAULTLINE_FONTS");
    while (more && more[0] != '\0') {
        size_t length = strcspn(more, ":");
        const char *folder = arena_copy(arena, more, length);
        if (length > 0 && !add_folder(arena, folders, folder)) {
            return error_make(ERROR_USAGE,
                              "FAULTLINE_FONTS names '%s', but there is no such folder", folder);
        }
        more += length + (more[length] == ':');
    }
    for (size_t i = 0; i < COUNT_OF(FOLDERS); i++) {
        (void)add_folder(arena, folders, FOLDERS[i]);
    }
    return error_none();
}

/* By its first bytes. */
static bool is_font(const char *path) {
    static const char SIGNS[][5] = {"\0\1\0\0", "OTTO", "true", "ttcf"};
    char bytes[4];
    FILE *file = fopen(path, "rb");
    bool whole = file && fread(bytes, sizeof bytes, 1, file) == 1;
    if (file) {
        fclose(file);
    }
    for (size_t i = 0; whole && i < COUNT_OF(SIGNS); i++) {
        if (memcmp(bytes, SIGNS[i], sizeof bytes) == 0) {
            return true;
        }
    }
    return false;
}

static const char *find_file(Arena *arena, const Folders *folders, const char *name) {
    for (size_t i = 0; i < folders->count; i++) {
        const char *path = path_join(arena, folders->items[i], name);
        if (file_exists(path)) {
            return path;
        }
    }
    return NULL;
}

static Error find_main(Arena *arena, const Folders *folders, size_t font, const char **path) {
    const char *found = NULL;
    for (size_t i = 0; i < NAME_LIMIT && !found; i++) {
        found = find_file(arena, folders, MAIN_NAMES[font][i]);
    }
    if (!found) {
        return error_make(ERROR_IO,
                          "no font: %s is in none of the known folders; install the fonts "
                          "Inter and JetBrains Mono (on Debian and Ubuntu: fonts-inter "
                          "fonts-jetbrains-mono), or name a folder that has them in "
                          "FAULTLINE_FONTS",
                          MAIN_NAMES[font][0]);
    }
    if (!is_font(found)) {
        return error_make(ERROR_INPUT, "%s is not a font: replace it, or take it away", found);
    }
    *path = found;
    return error_none();
}

Error font_files_find(Arena *arena, FontFiles *files) {
    Folders folders = {0};
    FontFiles found = {0};
    Error error = list_folders(arena, &folders);
    for (size_t font = 0; font < FONT_COUNT && !error.code; font++) {
        error = find_main(arena, &folders, font, &found.main[font]);
    }
    for (size_t i = 0; i < COUNT_OF(FALLBACK_NAMES); i++) {
        const char *path = find_file(arena, &folders, FALLBACK_NAMES[i]);
        if (path && is_font(path)) {
            found.fallback[found.fallback_count++] = path;
        }
    }
    array_free(&folders);
    if (!error.code) {
        *files = found;
    }
    return error;
}
