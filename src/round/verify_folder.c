#include "round/verify_folder.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"

static const char SCENARIO_FILE[] = "scenario.json", EXPECTED_FILE[] = "expected.json";

static VerifyDesign load_design(VerifyFolder *folder, const Catalog *catalog, const char *file,
                                const Scenario *scenario) {
    VerifyDesign loaded = {.file = file, .scenario = scenario};
    loaded.error =
        design_load(path_join(&folder->arena, folder->path, file), catalog, &loaded.design);
    if (!loaded.error.code) {
        loaded.error = design_check_scenario(loaded.design, scenario);
    }
    if (!loaded.error.code && strcmp(loaded.design->scenario, scenario->id) != 0) {
        loaded.error = error_make(ERROR_INPUT, "it says that it answers the scenario `%s`",
                                  loaded.design->scenario);
    }
    if (loaded.error.code) {
        design_free(loaded.design);
        loaded.design = NULL;
    }
    return loaded;
}

static bool is_variant(const VerifyFolder *folder, const char *file) {
    for (size_t i = 0; i < folder->variant_count; i++) {
        if (strcmp(folder->variants[i].file, file) == 0) {
            return true;
        }
    }
    return false;
}

static void load_variants(VerifyFolder *folder, const Catalog *catalog) {
    const char *path = path_join(&folder->arena, folder->path, EXPECTED_FILE);
    folder->expectations_error = expectations_load(path, folder->scenario, &folder->expectations);
    if (folder->expectations_error.code) {
        return;
    }
    const Expectations *expected = folder->expectations;
    folder->variants =
        arena_allocate(&folder->arena, (expected->variant_count + 1) * sizeof *folder->variants);
    for (size_t i = 0; i < expected->variant_count; i++) {
        const char *file = expected->variants[i].file;
        if (!is_variant(folder, file)) {
            folder->variants[folder->variant_count++] =
                load_design(folder, catalog, file, folder->scenario);
        }
    }
}

static void load_curveballs(VerifyFolder *folder, const Catalog *catalog) {
    const Scenario *scenario = folder->scenario;
    size_t room = scenario->curveball_count + 1;
    folder->curveballs = arena_allocate(&folder->arena, room * sizeof *folder->curveballs);
    folder->after = arena_allocate(&folder->arena, room * sizeof(Scenario *));
    for (size_t c = 0; c < scenario->curveball_count; c++) {
        TextBuffer name = {0};
        text_append_format(&name, "curveball-%s.json", scenario->curveballs[c].id);
        folder->after[c] = scenario_after(scenario, &scenario->curveballs[c]);
        folder->curveballs[c] = load_design(
            folder, catalog, arena_copy_string(&folder->arena, text_of(&name)), folder->after[c]);
        text_free(&name);
    }
}

static bool is_known(const VerifyFolder *folder, const char *file) {
    bool known = strcmp(file, SCENARIO_FILE) == 0 || strcmp(file, EXPECTED_FILE) == 0 ||
                 strcmp(file, folder->reference.file) == 0 ||
                 strcmp(file, folder->naive.file) == 0 || is_variant(folder, file);
    for (size_t c = 0; c < folder->scenario->curveball_count; c++) {
        known = known || strcmp(file, folder->curveballs[c].file) == 0;
    }
    return known;
}

static Error find_unused(VerifyFolder *folder) {
    FolderEntries entries = {0};
    Error error = folder_list(folder->path, &folder->arena, &entries);
    for (size_t i = 0; i < entries.count && !folder->unused; i++) {
        const char *name = entries.items[i].name;
        size_t length = strlen(name);
        if (!entries.items[i].is_folder && length > 5 && strcmp(name + length - 5, ".json") == 0 &&
            !is_known(folder, name)) {
            folder->unused = name;
        }
    }
    array_free(&entries);
    return error;
}

Error verify_folder_load(const char *path, const Catalog *catalog, VerifyFolder *folder) {
    VerifyFolder loaded = {.path = path};
    Error error = scenario_load(path_join(&loaded.arena, path, SCENARIO_FILE), &loaded.scenario);
    if (!error.code) {
        loaded.reference = load_design(&loaded, catalog, "reference.json", loaded.scenario);
        loaded.naive = load_design(&loaded, catalog, "naive.json", loaded.scenario);
        load_variants(&loaded, catalog);
        load_curveballs(&loaded, catalog);
        error = find_unused(&loaded);
    }
    if (error.code) {
        verify_folder_free(&loaded);
        return error;
    }
    *folder = loaded;
    return error;
}

void verify_folder_free(VerifyFolder *folder) {
    design_free(folder->reference.design);
    design_free(folder->naive.design);
    for (size_t i = 0; i < folder->variant_count; i++) {
        design_free(folder->variants[i].design);
    }
    for (size_t c = 0; folder->scenario && folder->after && c < folder->scenario->curveball_count;
         c++) {
        design_free(folder->curveballs[c].design);
        scenario_free(folder->after[c]);
    }
    expectations_free(folder->expectations);
    scenario_free(folder->scenario);
    arena_free(&folder->arena);
    *folder = (VerifyFolder){0};
}
