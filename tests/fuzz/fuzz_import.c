#include "fuzz/fuzz_import.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "support/support.h"

void fuzz_import(ImportFormat format, const uint8_t *data, size_t size) {
    static const Catalog *catalog;
    if (!catalog) {
        catalog = support_catalog();
    }
    Import import = {0};
    Error error = import_read(format, (const char *)data, size, "fuzz", catalog, &import);
    if (error.code) {
        assert(error.message[0] && !import.design && import.remarks.count == 0);
        return;
    }
    char *bytes = support_bytes(import.design);
    Design *again = NULL;
    error = design_parse(bytes, strlen(bytes), "again.json", catalog, &again);
    assert(!error.code);
    free(bytes);
    design_free(again);
    import_free(&import);
}
