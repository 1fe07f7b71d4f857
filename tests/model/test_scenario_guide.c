/* docs/SCENARIOS.md lists what is shipped, and its excerpts are those of the example, which
 * `scenarios --verify` is tested with. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/macros.h"
#include "model/limits.h"
#include "model/scenario.h"
#include "support/support.h"

static const char GUIDE[] = FAULTLINE_SOURCE_DIR "/docs/SCENARIOS.md";
static const char OPENING[] = "```json\n";
static const char CLOSING[] = "```\n";

static char *read_text(const char *path) {
    char *text = NULL;
    size_t length;
    Error error = file_read(path, LIMIT_FILE_BYTES, &text, &length);
    assert_string_equal(error.message, "");
    return text;
}

static size_t count_of(const char *text, const char *part) {
    size_t count = 0;
    for (const char *place = text; (place = strstr(place, part)) != NULL; place++) {
        count++;
    }
    return count;
}

static void it_lists_every_scenario(void **state) {
    (void)state;
    Arena arena = {0};
    ScenarioLibrary library = {0};
    const char *folder = support_source_path(&arena, "scenarios");
    scenario_library_load(&library, &folder, 1);
    char *guide = read_text(GUIDE);
    assert_true(library.items.count > 0);
    for (size_t i = 0; i < library.items.count; i++) {
        const Scenario *scenario = library.items.items[i];
        char row[128];
        snprintf(row, sizeof row, "\n| `%s` | %s | %.0f | ", scenario->id, scenario->level,
                 scenario->minutes);
        if (!strstr(guide, row)) {
            fail_msg("docs/SCENARIOS.md has no row \"%s\"", row + 1);
        }
    }
    /* No row of one that is gone; the other table's rows name files. */
    assert_int_equal(count_of(guide, " | junior | ") + count_of(guide, " | mid | ") +
                         count_of(guide, " | senior | "),
                     library.items.count);
    free(guide);
    scenario_library_free(&library);
    arena_free(&arena);
}

static void its_excerpts_are_the_examples(void **state) {
    (void)state;
    static const char *const FILES[] = {"scenario.json", "expected.json"};
    Arena arena = {0};
    const char *folder = support_source_path(&arena, "tests/cli/verify/notes");
    char *texts[COUNT_OF(FILES)];
    for (size_t f = 0; f < COUNT_OF(FILES); f++) {
        texts[f] = read_text(path_join(&arena, folder, FILES[f]));
    }
    char *guide = read_text(GUIDE);
    size_t count = 0;
    for (char *start = guide; (start = strstr(start, OPENING)) != NULL; count++) {
        start += strlen(OPENING);
        char *end = strstr(start, CLOSING);
        assert_non_null(end);
        const char *excerpt = arena_copy(&arena, start, (size_t)(end - start));
        bool found = false;
        for (size_t f = 0; f < COUNT_OF(FILES); f++) {
            found |= strstr(texts[f], excerpt) != NULL;
        }
        if (!found) {
            fail_msg("not in the example:\n%s", excerpt);
        }
        start = end;
    }
    assert_true(count >= 5);
    free(guide);
    for (size_t f = 0; f < COUNT_OF(FILES); f++) {
        free(texts[f]);
    }
    arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_lists_every_scenario),
        cmocka_unit_test(its_excerpts_are_the_examples),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
