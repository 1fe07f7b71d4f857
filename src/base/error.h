/* Errors as values.
 *
 * A function that can fail returns an Error and leaves its outputs alone when it fails. The message
 * is for the person at the keyboard: it says where, what, and how to mend it. An Error owns
 * nothing and is copied freely. */
#ifndef FAULTLINE_BASE_ERROR_H
#define FAULTLINE_BASE_ERROR_H

#include <stdarg.h>

#include "base/macros.h"

typedef enum ErrorCode {
    ERROR_NONE = 0,
    ERROR_USAGE,    /* the command line or a call of the interface was wrong */
    ERROR_INPUT,    /* a document says something that the format does not allow */
    ERROR_LIMIT,    /* a document is larger than the limits of the format */
    ERROR_IO,       /* the operating system refused */
    ERROR_REFUSED,  /* a command that makes no sense for the document as it stands */
    ERROR_CANCELLED /* the caller asked to stop */
} ErrorCode;

enum { ERROR_MESSAGE_SIZE = 1024 };

typedef struct Error {
    ErrorCode code;
    char message[ERROR_MESSAGE_SIZE]; /* UTF-8, cut at a character's edge, empty when code is 0 */
} Error;

Error error_none(void);
Error error_make(ErrorCode code, const char *format, ...) PRINTF_LIKE(2, 3);

/* The same error with "context: " before its message, e.g. the path of the file. */
Error error_prefix(Error error, const char *format, ...) PRINTF_LIKE(2, 3);

#endif
