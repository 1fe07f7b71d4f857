/* The shipped scenarios as their authors must leave them, as far as it can be seen without a run:
 * whole, with designs in their canonical form and a reference that carries the load with room to
 * spare and within the budget. That each can be won and lost is shown by `scenarios --verify`. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "sim/estimate.h"
#include "support/support.h"

static const double MOST_UTILISATION = 0.7; /* of any part of a reference, without faults */

typedef struct Shipped {
    Arena arena;
    Catalog *catalog;
    ScenarioLibrary library;
} Shipped;

static int set_up(void **state) {
    Shipped *shipped = memory_allocate(sizeof *shipped);
    *shipped = (Shipped){.catalog = support_catalog()};
    const char *folder = support_source_path(&shipped->arena, "scenarios");
    scenario_library_load(&shipped->library, &folder, 1);
    *state = shipped;
    return 0;
}

static int tear_down(void **state) {
    Shipped *shipped = *state;
    scenario_library_free(&shipped->library);
    catalog_free(shipped->catalog);
    arena_free(&shipped->arena);
    free(shipped);
    return 0;
}

static Design *load_reference(Shipped *shipped, const Scenario *scenario) {
    return support_shipped_design(shipped->catalog,
                                  path_join(&shipped->arena, scenario->id, "reference.json"));
}

static void every_folder_holds_a_scenario_that_loads(void **state) {
    Shipped *shipped = *state;
    FolderEntries entries = {0};
    const char *folder = support_source_path(&shipped->arena, "scenarios");
    assert_int_equal(folder_list(folder, &shipped->arena, &entries).code, ERROR_NONE);
    assert_int_equal(shipped->library.problems.count, 0);
    assert_int_equal(shipped->library.items.count, entries.count);
    for (size_t i = 0; i < entries.count; i++) {
        assert_non_null(scenario_library_find(&shipped->library, entries.items[i].name));
    }
    array_free(&entries);
}

static void every_scenario_has_a_whole_round(void **state) {
    Shipped *shipped = *state;
    for (size_t i = 0; i < shipped->library.items.count; i++) {
        const Scenario *scenario = shipped->library.items.items[i];
        assert_string_not_equal(scenario->prompt, "");
        assert_string_not_equal(scenario->real_world, "");
        assert_string_not_equal(scenario->at_100x, "");
        assert_true(scenario->clarification_count >= 5);
        assert_true(scenario->estimate_count >= 4);
        assert_true(scenario->requirement_count >= 5);
        assert_true(scenario->fault_count >= 5);
        assert_true(scenario->probe_count >= 5);
        assert_int_equal(scenario->curveball_count, 2);
        assert_true(scenario->budget_usd_month > 0);
    }
}

static bool is_design(const FolderEntry *entry) {
    static const char ENDING[] = ".json";
    size_t length = strlen(entry->name), ending = sizeof ENDING - 1;
    return !entry->is_folder && length > ending &&
           strcmp(entry->name + length - ending, ENDING) == 0 &&
           strcmp(entry->name, "scenario.json") != 0 && strcmp(entry->name, "expected.json") != 0;
}

static void assert_canonical(Shipped *shipped, const char *path) {
    Design *design = NULL;
    Error error = design_load(path, shipped->catalog, &design);
    if (error.code) {
        fail_msg("%s", error.message);
    }
    char *bytes = support_bytes(design), *stored = NULL;
    size_t length = 0;
    assert_int_equal(file_read(path, LIMIT_FILE_BYTES, &stored, &length).code, ERROR_NONE);
    if (length != strlen(bytes) || memcmp(stored, bytes, length) != 0) {
        fail_msg("%s is not as the program would save it", path);
    }
    free(stored);
    free(bytes);
    design_free(design);
}

static void designs_are_stored_in_their_canonical_form(void **state) {
    Shipped *shipped = *state;
    const char *root = support_source_path(&shipped->arena, "scenarios");
    for (size_t i = 0; i < shipped->library.items.count; i++) {
        FolderEntries entries = {0};
        const char *folder = path_join(&shipped->arena, root, shipped->library.items.items[i]->id);
        assert_int_equal(folder_list(folder, &shipped->arena, &entries).code, ERROR_NONE);
        for (size_t e = 0; e < entries.count; e++) {
            if (is_design(&entries.items[e])) {
                assert_canonical(shipped,
                                 path_join(&shipped->arena, folder, entries.items[e].name));
            }
        }
        array_free(&entries);
    }
}

static bool is_clarified(const Answers *answers, const char *id) {
    for (size_t i = 0; i < answers->clarified.count; i++) {
        if (strcmp(answers->clarified.items[i].id, id) == 0) {
            return true;
        }
    }
    return false;
}

/* The estimate that the design gives for this question; below zero when it gives none. */
static double answered_estimate(const Answers *answers, const char *id) {
    for (size_t i = 0; i < answers->estimates.count; i++) {
        if (strcmp(answers->estimates.items[i].id, id) == 0) {
            return answers->estimates.items[i].value;
        }
    }
    return -1;
}

static void references_answer_all_that_was_asked(void **state) {
    Shipped *shipped = *state;
    for (size_t i = 0; i < shipped->library.items.count; i++) {
        const Scenario *scenario = shipped->library.items.items[i];
        Design *design = load_reference(shipped, scenario);
        const Answers *answers = &design->answers;
        for (size_t j = 0; j < scenario->clarification_count; j++) {
            assert_true(is_clarified(answers, scenario->clarifications[j].id));
        }
        for (size_t j = 0; j < scenario->estimate_count; j++) {
            const ScenarioEstimate *estimate = &scenario->estimates[j];
            assert_true(answered_estimate(answers, estimate->id) == estimate->value);
        }
        assert_true(answers->apis.count >= 3 && answers->entities.count >= 2);
        assert_true(answers->tradeoffs.count >= 3);
        for (size_t j = 0; j < design->components.count; j++) {
            assert_string_not_equal(design->components.items[j]->why, "");
        }
        design_free(design);
    }
}

static void references_carry_the_load_within_the_budget(void **state) {
    Shipped *shipped = *state;
    for (size_t i = 0; i < shipped->library.items.count; i++) {
        const Scenario *scenario = shipped->library.items.items[i];
        Design *design = load_reference(shipped, scenario);
        Estimate *estimate = estimate_make(design, scenario);
        for (size_t j = 0; j < design->components.count; j++) {
            if (estimate->components[j].utilisation >= MOST_UTILISATION) {
                fail_msg("%s: %s is at %.2f", scenario->id, design->components.items[j]->id,
                         estimate->components[j].utilisation);
            }
        }
        assert_true(estimate->cost_usd_month <= scenario->budget_usd_month);
        estimate_free(estimate);
        design_free(design);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_folder_holds_a_scenario_that_loads),
        cmocka_unit_test(every_scenario_has_a_whole_round),
        cmocka_unit_test(designs_are_stored_in_their_canonical_form),
        cmocka_unit_test(references_answer_all_that_was_asked),
        cmocka_unit_test(references_carry_the_load_within_the_budget),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
