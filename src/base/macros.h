/* The few macros that more than one layer needs. */
#ifndef FAULTLINE_BASE_MACROS_H
#define FAULTLINE_BASE_MACROS_H

#include <stddef.h>

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

/* The one place where a compiler's own attribute is used: printf-style arguments are checked.
 * `arguments_at` is 0 for a va_list. */
#if defined(__GNUC__)
#define PRINTF_LIKE(format_at, arguments_at) \
    __attribute__((format(printf, format_at, arguments_at)))
#else
#define PRINTF_LIKE(format_at, arguments_at)
#endif

#endif
