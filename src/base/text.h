/* Text: a growing buffer, UTF-8, and the nearest known word for a misspelt one.
 *
 * All text in the program is UTF-8 and ends with a NUL. */
#ifndef FAULTLINE_BASE_TEXT_H
#define FAULTLINE_BASE_TEXT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/macros.h"

/* A growing string. Zero-initialise; `text` is NULL until the first append. */
typedef struct TextBuffer {
    char *text;
    size_t length, capacity;
} TextBuffer;

void text_append(TextBuffer *buffer, const char *text);
void text_append_bytes(TextBuffer *buffer, const char *bytes, size_t length);
void text_append_char(TextBuffer *buffer, char c);
void text_append_format(TextBuffer *buffer, const char *format, ...) PRINTF_LIKE(2, 3);
const char *text_of(const TextBuffer *buffer); /* "" when empty; valid until the next append */
void text_clear(TextBuffer *buffer);           /* keeps the memory */
void text_free(TextBuffer *buffer);

/* Copies at most size - 1 bytes, never half a character; returns false when it had to cut. */
bool text_copy(char *to, size_t size, const char *from);

/* The offset of the first byte that is not valid UTF-8 (overlong forms, surrogates and NUL are
 * not valid), or `length` when all is. */
size_t utf8_check(const char *bytes, size_t length);
/* Decodes the character at *offset and moves past it; U+FFFD and one byte for an invalid one. */
uint32_t utf8_next(const char *text, size_t length, size_t *offset);
size_t utf8_previous(const char *text, size_t offset); /* the start of the character before */
size_t utf8_encode(uint32_t codepoint, char out[4]);   /* bytes written */

/* The word of the list that is nearest to `word` (Damerau-Levenshtein), or else begins with it, or
 * NULL when none is near enough to be what was meant. */
const char *text_nearest(const char *word, const char *const *words, size_t count);

/* `number` for a person: "4,000", "12.5", at most three digits after the point, no trailing 0. */
void text_format_number(char out[32], double number);

#endif
