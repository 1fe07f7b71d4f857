#include "base/error.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"

/* vsnprintf cuts at a byte; a message must not end in half a character. */
PRINTF_LIKE(2, 0)
static void format_message(char out[ERROR_MESSAGE_SIZE], const char *format, va_list arguments) {
    if (vsnprintf(out, ERROR_MESSAGE_SIZE, format, arguments) >= ERROR_MESSAGE_SIZE) {
        size_t whole = utf8_check(out, strlen(out));
        out[whole] = '\0';
    }
}

Error error_none(void) {
    return (Error){.code = ERROR_NONE};
}

Error error_make(ErrorCode code, const char *format, ...) {
    Error error = {.code = code};
    va_list arguments;
    va_start(arguments, format);
    format_message(error.message, format, arguments);
    va_end(arguments);
    return error;
}

Error error_prefix(Error error, const char *format, ...) {
    if (error.code == ERROR_NONE) {
        return error;
    }
    char context[ERROR_MESSAGE_SIZE];
    va_list arguments;
    va_start(arguments, format);
    format_message(context, format, arguments);
    va_end(arguments);
    return error_make(error.code, "%s: %s", context, error.message);
}
