/* What holds of every drawing that is read, of whatever format: its design is one that can be saved
 * and loaded, and a refusal says why. */
#ifndef FAULTLINE_TESTS_FUZZ_FUZZ_IMPORT_H
#define FAULTLINE_TESTS_FUZZ_FUZZ_IMPORT_H

#include <stddef.h>
#include <stdint.h>

#include "import/import.h"

void fuzz_import(ImportFormat format, const uint8_t *data, size_t size);

#endif
