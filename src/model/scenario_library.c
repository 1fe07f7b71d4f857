/* The scenarios on this machine. */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "model/scenario.h"

const Scenario *scenario_library_find(const ScenarioLibrary *library, const char *id) {
    for (size_t i = 0; i < library->items.count; i++) {
        if (strcmp(library->items.items[i]->id, id) == 0) {
            return library->items.items[i];
        }
    }
    return NULL;
}

/* A scenario is found by its id, so its folder has to bear it, and no other may have it. */
static Error check_place(const ScenarioLibrary *library, const Scenario *scenario, const char *path,
                         const char *folder_name) {
    if (strcmp(scenario->id, folder_name) != 0) {
        return error_make(ERROR_INPUT,
                          "%s: the scenario's id is `%s`, but its folder is `%s`; rename one", path,
                          scenario->id, folder_name);
    }
    if (scenario_library_find(library, scenario->id)) {
        return error_make(ERROR_INPUT,
                          "%s: there is another scenario `%s`; give this one its own id and folder",
                          path, scenario->id);
    }
    return error_none();
}

static void load_one(ScenarioLibrary *library, const char *path, const char *folder_name) {
    Scenario *scenario = NULL;
    Error error = scenario_load(path, &scenario);
    if (!error.code) {
        error = check_place(library, scenario, path, folder_name);
    }
    if (error.code) {
        scenario_free(scenario);
        array_push(&library->problems, error);
        return;
    }
    array_push(&library->items, scenario);
}

static void load_folder(ScenarioLibrary *library, const char *folder) {
    if (!folder_exists(folder)) {
        return;
    }
    Arena arena = {0};
    FolderEntries entries = {0};
    Error error = folder_list(folder, &arena, &entries);
    if (error.code) {
        array_push(&library->problems, error);
    }
    for (size_t i = 0; i < entries.count; i++) {
        const char *name = entries.items[i].name;
        const char *path = path_join(&arena, path_join(&arena, folder, name), "scenario.json");
        if (entries.items[i].is_folder && file_exists(path)) {
            load_one(library, path, name);
        }
    }
    array_free(&entries);
    arena_free(&arena);
}

static int compare_titles(const void *a, const void *b) {
    const Scenario *first = *(Scenario *const *)a, *second = *(Scenario *const *)b;
    int order = strcmp(first->title, second->title);
    return order != 0 ? order : strcmp(first->id, second->id);
}

void scenario_library_load(ScenarioLibrary *library, const char *const *folders, size_t count) {
    *library = (ScenarioLibrary){0};
    for (size_t i = 0; i < count; i++) {
        load_folder(library, folders[i]);
    }
    if (library->items.count > 0) {
        qsort(library->items.items, library->items.count, sizeof(Scenario *), compare_titles);
    }
}

void scenario_library_free(ScenarioLibrary *library) {
    for (size_t i = 0; i < library->items.count; i++) {
        scenario_free(library->items.items[i]);
    }
    array_free(&library->items);
    array_free(&library->problems);
}
