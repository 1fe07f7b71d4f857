/* The grammar of JSON (RFC 8259), checked to the letter before anything is converted, and the line
 * in which each value begins. */
#ifndef FAULTLINE_MODEL_JSON_SCAN_H
#define FAULTLINE_MODEL_JSON_SCAN_H

#include "base/memory.h"
#include "model/json.h"

typedef ARRAY_OF(int) JsonLines;

/* False, with the reader's error set, when the bytes are no JSON document that we take. The lines
 * are of all values in the order in which they begin; release lines->items with array_free. */
bool json_scan(JsonReader *reader, const char *bytes, size_t length, int first_line,
               JsonLines *lines);

#endif
