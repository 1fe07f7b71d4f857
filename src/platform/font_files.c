#include "platform/font_files.h"

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

static void add_folder(Arena *arena, Folders *folders, const char *folder) {
    const char *home = getenv("HOME");
    if (folder[0] == '~') {
        folder = home ? path_join(arena, home, folder + 2) : "";
    }
    if (folder[0] != '\0' && folder_exists(folder)) {
        array_push(folders, folder);
    }
}

static Folders list_folders(Arena *arena) {
    Folders folders = {0};
    const char *more = getenv("FAULTLINE_FONTS");
    while (more && more[0] != '\0') {
        size_t length = strcspn(more, ":");
        add_folder(arena, &folders, arena_copy(arena, more, length));
        more += length + (more[length] == ':');
    }
    for (size_t i = 0; i < COUNT_OF(FOLDERS); i++) {
        add_folder(arena, &folders, FOLDERS[i]);
    }
    return folders;
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

Error font_files_find(Arena *arena, FontFiles *files) {
    Folders folders = list_folders(arena);
    FontFiles found = {0};
    Error error = error_none();
    for (size_t font = 0; font < FONT_COUNT && !error.code; font++) {
        for (size_t i = 0; i < NAME_LIMIT && !found.main[font]; i++) {
            found.main[font] = find_file(arena, &folders, MAIN_NAMES[font][i]);
        }
        if (!found.main[font]) {
            error = error_make(ERROR_IO,
                               "no font: %s is in none of the known folders; install the fonts "
                               "Inter and JetBrains Mono (on Debian and Ubuntu: fonts-inter "
                               "fonts-jetbrains-mono), or name a folder that has them in "
                               "FAULTLINE_FONTS",
                               MAIN_NAMES[font][0]);
        }
    }
    for (size_t i = 0; i < COUNT_OF(FALLBACK_NAMES); i++) {
        const char *path = find_file(arena, &folders, FALLBACK_NAMES[i]);
        if (path) {
            found.fallback[found.fallback_count++] = path;
        }
    }
    array_free(&folders);
    if (!error.code) {
        *files = found;
    }
    return error;
}
