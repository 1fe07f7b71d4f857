#include "ui/text_lines.h"

#include <string.h>

#include "base/text.h"

typedef struct Measure {
    const TextMetrics *metrics;
    Font font;
    float size;
} Measure;

static float width_of(Measure m, const char *text, size_t start, size_t end) {
    return m.metrics->width(m.metrics->context, m.font, m.size, text + start, end - start);
}

/* Where the line that starts at `start` has to end, at most at `limit`: after the last word that
 * fits, or in the middle of a word that is wider than the line. */
static size_t line_end(Measure m, const char *text, size_t start, size_t limit, float width) {
    if (width <= 0 || width_of(m, text, start, limit) <= width) {
        return limit;
    }
    size_t fits = start;
    for (size_t at = start; at < limit;) {
        size_t word = at;
        while (word < limit && text[word] == ' ') {
            word++;
        }
        while (word < limit && text[word] != ' ') {
            word++;
        }
        if (width_of(m, text, start, word) > width) {
            break;
        }
        fits = at = word;
    }
    if (fits > start) {
        return fits;
    }
    size_t at = start;
    while (at < limit) {
        size_t next = at;
        (void)utf8_next(text, limit, &next);
        if (at > start && width_of(m, text, start, next) > width) {
            break;
        }
        at = next;
    }
    return at;
}

TextLines text_lines_break(const TextMetrics *metrics, Arena *arena, Font font, float size,
                           const char *text, float width) {
    Measure m = {metrics, font, size};
    size_t length = strlen(text);
    TextLines lines = {arena_allocate(arena, (length + 1) * sizeof(TextLine)), 0};
    size_t start = 0;
    for (;;) {
        const char *line_break = strchr(text + start, '\n');
        size_t limit = line_break ? (size_t)(line_break - text) : length;
        size_t end = line_end(m, text, start, limit, width);
        lines.items[lines.count++] = (TextLine){start, end};
        if (end == limit && !line_break) {
            return lines;
        }
        start = end;
        if (end == limit || text[end] == ' ') {
            start++;
        }
    }
}

size_t text_lines_find(const TextLines *lines, size_t offset) {
    size_t line = 0;
    while (line + 1 < lines->count && lines->items[line + 1].start <= offset) {
        line++;
    }
    return line;
}

static size_t offset_on_line(Measure m, const char *text, TextLine line, float x) {
    float left = 0;
    for (size_t at = line.start; at < line.end;) {
        size_t next = at;
        (void)utf8_next(text, line.end, &next);
        float right = width_of(m, text, line.start, next);
        if (x < (left + right) / 2) {
            return at;
        }
        left = right;
        at = next;
    }
    return line.end;
}

size_t text_lines_offset(const TextLines *lines, const TextMetrics *metrics, Font font, float size,
                         const char *text, float x, float row) {
    size_t line = row < 0 ? 0 : (size_t)row;
    if (line >= lines->count) {
        line = lines->count - 1;
    }
    return offset_on_line((Measure){metrics, font, size}, text, lines->items[line], x);
}

size_t text_lines_vertical(const TextLines *lines, const TextMetrics *metrics, Font font,
                           float size, const char *text, size_t offset, int step) {
    Measure m = {metrics, font, size};
    size_t line = text_lines_find(lines, offset);
    if (step < 0 && line == 0) {
        return 0;
    }
    if (step > 0 && line + 1 == lines->count) {
        return lines->items[line].end;
    }
    float x = width_of(m, text, lines->items[line].start, offset);
    return offset_on_line(m, text, lines->items[step < 0 ? line - 1 : line + 1], x);
}
