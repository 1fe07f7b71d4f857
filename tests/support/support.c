#include "support/support.h"

#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"

static void stop_on(Error error) {
    if (error.code) {
        fprintf(stderr, "a test cannot be set up: %s\n", error.message);
        abort();
    }
}

char *support_source_path(Arena *arena, const char *path) {
    return path_join(arena, FAULTLINE_SOURCE_DIR, path);
}

Catalog *support_catalog(void) {
    Arena arena = {0};
    Catalog *catalog = NULL;
    stop_on(catalog_load(support_source_path(&arena, "assets/catalog.json"), &catalog));
    arena_free(&arena);
    return catalog;
}

Scenario *support_scenario(const char *id) {
    Arena arena = {0};
    Scenario *scenario = NULL;
    const char *folder = path_join(&arena, support_source_path(&arena, "scenarios"), id);
    stop_on(scenario_load(path_join(&arena, folder, "scenario.json"), &scenario));
    arena_free(&arena);
    return scenario;
}

Scenario *support_scenario_of(const Design *design, const char *path) {
    char beside[PATH_MAX];
    const char *slash = strrchr(path, '/');
    snprintf(beside, sizeof beside, "%.*s%s.scenario.json", slash ? (int)(slash + 1 - path) : 0,
             path, design->scenario);
    if (!file_exists(beside)) {
        return support_scenario(design->scenario);
    }
    Scenario *scenario = NULL;
    stop_on(scenario_load(beside, &scenario));
    return scenario;
}

char *support_quotes(Arena *arena, const char *text) {
    char *copy = arena_copy_string(arena, text);
    for (char *c = copy; *c; c++) {
        *c = *c == '\'' ? '"' : *c;
    }
    return copy;
}

Design *support_design(const Catalog *catalog, const char *text) {
    Arena arena = {0};
    Design *design = NULL;
    const char *json = support_quotes(&arena, text);
    stop_on(design_parse(json, strlen(json), "design.json", catalog, &design));
    arena_free(&arena);
    return design;
}

Design *support_shipped_design(const Catalog *catalog, const char *path) {
    Arena arena = {0};
    Design *design = NULL;
    const char *folder = support_source_path(&arena, "scenarios");
    stop_on(design_load(path_join(&arena, folder, path), catalog, &design));
    arena_free(&arena);
    return design;
}

char *support_bytes(const Design *design) {
    TextBuffer bytes = {0};
    design_write(design, &bytes);
    return bytes.text;
}

char *support_make_folder(Arena *arena) {
    const char *root = getenv("TMPDIR");
    char *folder = path_join(arena, root && root[0] ? root : "/tmp", "faultline-test-XXXXXX");
    if (!mkdtemp(folder)) {
        stop_on(error_make(ERROR_IO, "cannot make the folder %s", folder));
    }
    return folder;
}

void support_skip_tour(const char *user_folder) {
    static const char SETTINGS[] =
        "{ \"format\": \"faultline/settings\", \"version\": 1, \"toured\": true }\n";
    Arena arena = {0};
    const char *path = path_join(&arena, user_folder, "settings.json");
    stop_on(folder_make(user_folder));
    if (!file_exists(path)) {
        stop_on(file_save_atomic(path, SETTINGS, sizeof SETTINGS - 1));
    }
    arena_free(&arena);
}

void support_remove_folder(const char *folder) {
    Arena arena = {0};
    DIR *entries = opendir(folder);
    const struct dirent *entry;
    while (entries && (entry = readdir(entries)) != NULL) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) {
            continue;
        }
        const char *path = path_join(&arena, folder, entry->d_name);
        if (unlink(path) != 0) {
            support_remove_folder(path); /* it must be a folder */
        }
    }
    if (!entries || closedir(entries) != 0 || rmdir(folder) != 0) {
        stop_on(error_make(ERROR_IO, "cannot remove the folder %s", folder));
    }
    arena_free(&arena);
}
