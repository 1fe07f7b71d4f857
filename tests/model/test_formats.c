/* The examples of docs/FORMATS.md load. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "model/limits.h"
#include "model/scenario.h"
#include "support/support.h"

static const char DOCUMENT[] = FAULTLINE_SOURCE_DIR "/docs/FORMATS.md";
static const char OPENING[] = "```json\n";
static const char CLOSING[] = "```\n";

static int read_document(void **state) {
    char *text;
    size_t length;
    Error error = file_read(DOCUMENT, LIMIT_FILE_BYTES, &text, &length);
    *state = error.code ? NULL : text;
    return error.code ? -1 : 0;
}

static int release_document(void **state) {
    free(*state);
    return 0;
}

/* The next example that holds the words; moves the place behind it. NULL: no more. */
static const char *next_example(const char **place, const char *words, size_t *length) {
    const char *start;
    while ((start = strstr(*place, OPENING))) {
        start += strlen(OPENING);
        const char *end = strstr(start, CLOSING);
        assert_non_null(end);
        *place = end + strlen(CLOSING);
        const char *found = strstr(start, words);
        if (found && found < end) {
            *length = (size_t)(end - start);
            return start;
        }
    }
    return NULL;
}

static void its_scenarios_load(void **state) {
    const char *place = *state, *example;
    size_t length, count = 0;
    while ((example = next_example(&place, "\"faultline/scenario\"", &length))) {
        Scenario *scenario = NULL;
        Error error = scenario_parse(example, length, "FORMATS.md", &scenario);
        assert_string_equal(error.message, "");
        scenario_free(scenario);
        count++;
    }
    assert_true(count >= 2);
}

static void its_designs_load(void **state) {
    Catalog *catalog = support_catalog();
    const char *place = *state, *example;
    size_t length, count = 0;
    while ((example = next_example(&place, "\"faultline/design\"", &length))) {
        Design *design = NULL;
        Error error = design_parse(example, length, "FORMATS.md", catalog, &design);
        assert_string_equal(error.message, "");
        design_free(design);
        count++;
    }
    assert_true(count >= 1);
    catalog_free(catalog);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(its_scenarios_load),
        cmocka_unit_test(its_designs_load),
    };
    return cmocka_run_group_tests(tests, read_document, release_document);
}
