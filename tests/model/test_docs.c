/* The examples of docs/FORMATS.md load, and docs/MODEL.md leaves nothing of the catalogue out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "model/limits.h"
#include "model/scenario.h"
#include "support/support.h"

static const char FORMATS[] = FAULTLINE_SOURCE_DIR "/docs/FORMATS.md";
static const char MODEL[] = FAULTLINE_SOURCE_DIR "/docs/MODEL.md";
static const char OPENING[] = "```json\n";
static const char HEAD[] = "{\n  \"format\": ";
static const char CLOSING[] = "```\n";

static char *read_document(const char *path) {
    char *text = NULL;
    size_t length;
    Error error = file_read(path, LIMIT_FILE_BYTES, &text, &length);
    assert_string_equal(error.message, "");
    return text;
}

/* The next example of the format; moves the place behind it. NULL: no more. */
static const char *next_example(const char **place, const char *format, size_t *length) {
    const char *start;
    while ((start = strstr(*place, OPENING))) {
        start += strlen(OPENING);
        const char *end = strstr(start, CLOSING);
        assert_non_null(end);
        *place = end + strlen(CLOSING);
        if (strncmp(start, HEAD, strlen(HEAD)) == 0 &&
            strncmp(start + strlen(HEAD), format, strlen(format)) == 0) {
            *length = (size_t)(end - start);
            return start;
        }
    }
    return NULL;
}

static void the_scenarios_load(void **state) {
    (void)state;
    char *document = read_document(FORMATS);
    const char *place = document, *example;
    size_t length, count = 0;
    while ((example = next_example(&place, "\"faultline/scenario\"", &length))) {
        Scenario *scenario = NULL;
        Error error = scenario_parse(example, length, "FORMATS.md", &scenario);
        assert_string_equal(error.message, "");
        scenario_free(scenario);
        count++;
    }
    assert_true(count >= 2);
    free(document);
}

static void the_designs_load(void **state) {
    (void)state;
    Catalog *catalog = support_catalog();
    char *document = read_document(FORMATS);
    const char *place = document, *example;
    size_t length, count = 0;
    while ((example = next_example(&place, "\"faultline/design\"", &length))) {
        Design *design = NULL;
        Error error = design_parse(example, length, "FORMATS.md", catalog, &design);
        assert_string_equal(error.message, "");
        design_free(design);
        count++;
    }
    assert_true(count >= 1);
    free(document);
    catalog_free(catalog);
}

static void expect_named(const char *document, const char *word) {
    char quoted[ID_SIZE + 2];
    snprintf(quoted, sizeof quoted, "`%s`", word);
    if (!strstr(document, quoted)) {
        fail_msg("docs/MODEL.md does not say what %s means", quoted);
    }
}

static void the_model_names_all_of_the_catalogue(void **state) {
    (void)state;
    Catalog *catalog = support_catalog();
    char *document = read_document(MODEL);
    for (size_t i = 0; i < KIND_COUNT; i++) {
        expect_named(document, kind_name((KindId)i));
    }
    for (size_t i = 0; i < CONNECTION_KIND_COUNT; i++) {
        expect_named(document, connection_kind_name((ConnectionKind)i));
    }
    for (size_t i = 0; i < catalog->setting_count; i++) {
        expect_named(document, catalog->settings[i].id);
    }
    free(document);
    catalog_free(catalog);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_scenarios_load),
        cmocka_unit_test(the_designs_load),
        cmocka_unit_test(the_model_names_all_of_the_catalogue),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
