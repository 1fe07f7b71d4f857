/* The few macros that more than one layer needs. */
#ifndef FAULTLINE_BASE_MACROS_H
#define FAULTLINE_BASE_MACROS_H

#include <stddef.h>

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

/* The one place where what only some compilers have is used: it changes no result.
 *
 * PRINTF_LIKE: printf-style arguments are checked; `arguments_at` is 0 for a va_list.
 * PREFETCH: the line of memory at the address, which need not be one, will be read soon. */
#if defined(__GNUC__)
#define PRINTF_LIKE(format_at, arguments_at) \
    __attribute__((format(printf, format_at, arguments_at)))
#define PREFETCH(address) __builtin_prefetch(address)
#else
#define PRINTF_LIKE(format_at, arguments_at)
#define PREFETCH(address) ((void)(address))
#endif

#endif
