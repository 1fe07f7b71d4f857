#include "model/text_check.h"

#include <string.h>

#include "base/text.h"
#include "model/limits.h"

Error text_check(const char *what, const char *text) {
    size_t length = strlen(text);
    if (length > LIMIT_TEXT_BYTES) {
        return error_make(ERROR_LIMIT, "%s has %zu bytes; at most %d are allowed", what, length,
                          LIMIT_TEXT_BYTES);
    }
    if (utf8_check(text, length) != length) {
        return error_make(ERROR_INPUT, "%s is not valid UTF-8", what);
    }
    return error_none();
}
