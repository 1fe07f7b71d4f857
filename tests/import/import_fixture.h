/* Texts of other programs read into designs, with the shipped catalogue and the light theme. */
#ifndef FAULTLINE_TESTS_IMPORT_IMPORT_FIXTURE_H
#define FAULTLINE_TESTS_IMPORT_IMPORT_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "board/theme.h"
#include "import/import.h"
#include "support/support.h"

typedef struct ImportFixture {
    Catalog *catalog;
    Theme theme;
    Import import; /* of the last read */
} ImportFixture;

int import_set_up(void **state);
int import_tear_down(void **state);
#define import_test(function) \
    cmocka_unit_test_setup_teardown(function, import_set_up, import_tear_down)

/* Reads a text; the test fails when it is refused. Single quotes stand for double ones in
 * Excalidraw's. */
const Design *import_text(ImportFixture *fixture, ImportFormat format, const char *text);
/* Reads a text that must be refused with a message that has this part. */
void import_refused(ImportFixture *fixture, ImportFormat format, const char *text, size_t length,
                    const char *message);
/* What the design has, a line for each part, and the remarks: easy to read and to compare.
 * Release it with free. */
char *import_summary(const Import *import);
/* Fails with the summary unless it has this line. */
void import_expect(ImportFixture *fixture, const char *line);

#endif
