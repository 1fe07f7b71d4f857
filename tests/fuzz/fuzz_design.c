/* Designs: whatever loads is written as bytes that load again and are written the same. */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "support/support.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const Catalog *catalog;
    if (!catalog) {
        catalog = support_catalog();
    }
    Design *design = NULL;
    Error error = design_parse((const char *)data, size, "fuzz.json", catalog, &design);
    if (error.code) {
        assert(error.message[0] && !design);
        return 0;
    }
    char *first = support_bytes(design);
    Design *again = NULL;
    error = design_parse(first, strlen(first), "again.json", catalog, &again);
    assert(!error.code);
    char *second = support_bytes(again);
    assert(strcmp(first, second) == 0);
    free(first);
    free(second);
    design_free(design);
    design_free(again);
    return 0;
}
