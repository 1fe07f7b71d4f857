#include "base/text.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* ---- The buffer ------------------------------------------------------------------------------ */

void text_append_bytes(TextBuffer *buffer, const char *bytes, size_t length) {
    buffer->text =
        array_reserve_items(buffer->text, &buffer->capacity, buffer->length + length + 1, 1);
    if (length > 0) {
        memcpy(buffer->text + buffer->length, bytes, length);
    }
    buffer->length += length;
    buffer->text[buffer->length] = '\0';
}

void text_append(TextBuffer *buffer, const char *text) {
    text_append_bytes(buffer, text, strlen(text));
}

void text_append_char(TextBuffer *buffer, char c) {
    text_append_bytes(buffer, &c, 1);
}

void text_append_format(TextBuffer *buffer, const char *format, ...) {
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    assert(length >= 0);
    size_t size = (size_t)length + 1;
    buffer->text = array_reserve_items(buffer->text, &buffer->capacity, buffer->length + size, 1);
    vsnprintf(buffer->text + buffer->length, size, format, again);
    va_end(again);
    buffer->length += (size_t)length;
}

const char *text_of(const TextBuffer *buffer) {
    return buffer->text ? buffer->text : "";
}

void text_clear(TextBuffer *buffer) {
    buffer->length = 0;
    if (buffer->text) {
        buffer->text[0] = '\0';
    }
}

void text_free(TextBuffer *buffer) {
    free(buffer->text);
    *buffer = (TextBuffer){0};
}

bool text_copy(char *to, size_t size, const char *from) {
    assert(size > 0);
    size_t length = strlen(from);
    bool fits = length < size;
    if (!fits) {
        length = size - 1;
        while (length > 0 && ((unsigned char)from[length] & 0xc0) == 0x80) {
            length--;
        }
    }
    memmove(to, from, length);
    to[length] = '\0';
    return fits;
}

/* ---- The nearest word ------------------------------------------------------------------------ */

enum { LONGEST_WORD = 64 };

static size_t smaller(size_t a, size_t b) {
    return a < b ? a : b;
}

/* Insertions, deletions, replacements and swaps of neighbours that turn one into the other. */
static size_t edit_distance(const char *a, size_t a_length, const char *b, size_t b_length) {
    size_t rows[3][LONGEST_WORD + 1];
    size_t *before = rows[0], *last = rows[1], *row = rows[2];
    for (size_t j = 0; j <= b_length; j++) {
        last[j] = j;
        before[j] = 0;
    }
    for (size_t i = 1; i <= a_length; i++) {
        row[0] = i;
        for (size_t j = 1; j <= b_length; j++) {
            size_t replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = smaller(replaced, smaller(last[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                row[j] = smaller(row[j], before[j - 2] + 1);
            }
        }
        size_t *oldest = before;
        before = last;
        last = row;
        row = oldest;
    }
    return last[b_length];
}

/* How many of a word's characters may be wrong for it to be a misspelling still. */
static size_t most_errors(size_t length) {
    return length < 3 ? length - 1 : length < 6 ? 2 : length / 3;
}

const char *text_nearest(const char *word, const char *const *words, size_t count) {
    size_t length = strlen(word);
    if (length == 0 || length > LONGEST_WORD) {
        return NULL;
    }
    const char *nearest = NULL, *begun = NULL;
    size_t best = most_errors(length) + 1;
    for (size_t i = 0; i < count; i++) {
        size_t other = strlen(words[i]);
        if (other == 0 || other > LONGEST_WORD) {
            continue;
        }
        size_t distance = edit_distance(word, length, words[i], other);
        if (distance < best && distance < other) {
            best = distance;
            nearest = words[i];
        }
        if (!begun && length >= 3 && strncmp(words[i], word, length) == 0) {
            begun = words[i]; /* "timeout" for "timeout_ms" */
        }
    }
    return nearest ? nearest : begun;
}

/* ---- Numbers for people ---------------------------------------------------------------------- */

void text_format_number(char out[32], double number) {
    if (!isfinite(number)) {
        snprintf(out, 32, "%s", isnan(number) ? "not a number" : "infinite");
        return;
    }
    if (fabs(number) >= 1e15) { /* more digits than a double has, and than fit */
        snprintf(out, 32, "%.3g", number);
        return;
    }
    char plain[32];
    snprintf(plain, sizeof plain, "%.3f", fabs(number));
    char *point = strchr(plain, '.');
    assert(point);
    size_t whole = (size_t)(point - plain);
    size_t end = strlen(plain);
    while (plain[end - 1] == '0') {
        end--;
    }
    if (plain[end - 1] == '.') {
        end--;
    }
    plain[end] = '\0';
    size_t at = 0;
    if (number < 0 && strcmp(plain, "0") != 0) {
        out[at++] = '-';
    }
    for (size_t i = 0; i < end; i++) {
        if (i > 0 && i < whole && (whole - i) % 3 == 0) {
            out[at++] = ',';
        }
        out[at++] = plain[i];
    }
    out[at] = '\0';
}
