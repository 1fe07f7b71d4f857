#include "cli/columns.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "base/memory.h"

typedef struct CodeRange {
    uint32_t first, last;
} CodeRange;

/* Enough of Unicode's East Asian Width for a tidy right edge. */
static const CodeRange WIDE[] = {
    {0x1100, 0x115F},   {0x2E80, 0x303E},   {0x3041, 0xA4CF},   {0xAC00, 0xD7A3},
    {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},   {0xFFE0, 0xFFE6},
    {0x1F300, 0x1F64F}, {0x1F680, 0x1F6FF}, {0x1F900, 0x1FAFF}, {0x20000, 0x3FFFD},
};
static const CodeRange NO_WIDTH[] = {
    {0x0300, 0x036F},
    {0x200B, 0x200F},
    {0x20D0, 0x20FF},
    {0xFE00, 0xFE0F},
};

static bool is_in(uint32_t codepoint, const CodeRange *ranges, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (codepoint >= ranges[i].first && codepoint <= ranges[i].last) {
            return true;
        }
    }
    return false;
}

static bool is_control(uint32_t codepoint) {
    return codepoint < 0x20 || (codepoint >= 0x7F && codepoint < 0xA0);
}

static int count_bytes(const char *text, size_t length) {
    int columns = 0;
    for (size_t offset = 0; offset < length;) {
        uint32_t codepoint = utf8_next(text, length, &offset);
        if (is_in(codepoint, WIDE, COUNT_OF(WIDE))) {
            columns += 2;
        } else if (!is_in(codepoint, NO_WIDTH, COUNT_OF(NO_WIDTH))) {
            columns++;
        }
    }
    return columns;
}

int columns_count(const char *text) {
    return count_bytes(text, strlen(text));
}

static void append_bytes(TextBuffer *out, const char *text, size_t length) {
    for (size_t offset = 0; offset < length;) {
        size_t start = offset;
        if (is_control(utf8_next(text, length, &offset))) {
            text_append_char(out, ' ');
        } else {
            text_append_bytes(out, text + start, offset - start);
        }
    }
}

void columns_append(TextBuffer *out, const char *text) {
    append_bytes(out, text, strlen(text));
}

void columns_paint(TextBuffer *out, const Screen *screen, Paint paint, const char *text) {
    static const char *const CODES[PAINT_COUNT] = {
        [PAINT_PLAIN] = "",  [PAINT_BOLD] = "1",    [PAINT_FAINT] = "2", [PAINT_CRITICAL] = "1;31",
        [PAINT_HIGH] = "31", [PAINT_MEDIUM] = "33", [PAINT_LOW] = "36",  [PAINT_GOOD] = "32",
    };
    bool painted = screen->color && paint != PAINT_PLAIN;
    if (painted) {
        text_append_format(out, "\033[%sm", CODES[paint]);
    }
    columns_append(out, text);
    if (painted) {
        text_append(out, "\033[0m");
    }
}

void columns_spaces(TextBuffer *out, int count) {
    for (int i = 0; i < count; i++) {
        text_append_char(out, ' ');
    }
}

void columns_pad(TextBuffer *out, const char *text, int width) {
    columns_append(out, text);
    columns_spaces(out, width - columns_count(text));
}

void columns_quantity(TextBuffer *out, size_t count, const char *one, const char *more) {
    text_append_format(out, "%zu %s", count, count == 1 ? one : more);
}

static bool is_break(char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

void columns_wrap(TextBuffer *out, const Screen *screen, int at, int indent, const char *text) {
    assert(at >= 0 && indent >= 0);
    bool line_has_word = false;
    int column = at;
    while (*text) {
        if (is_break(*text)) {
            text++;
            continue;
        }
        size_t length = 0;
        while (text[length] && !is_break(text[length])) {
            length++;
        }
        int width = count_bytes(text, length);
        if (line_has_word && column + 1 + width > screen->width) {
            text_append_char(out, '\n');
            columns_spaces(out, indent);
            column = indent;
        } else if (line_has_word) {
            text_append_char(out, ' ');
            column++;
        }
        append_bytes(out, text, length);
        column += width;
        line_has_word = true;
        text += length;
    }
    text_append_char(out, '\n');
}
