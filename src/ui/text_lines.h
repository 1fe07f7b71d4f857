/* Lines of a text as offsets into it, so that a caret can be placed in wrapped text. */
#ifndef FAULTLINE_UI_TEXT_LINES_H
#define FAULTLINE_UI_TEXT_LINES_H

#include "board/draw.h"

typedef struct TextLine {
    size_t start, end; /* bytes; a line break or the space it was broken at lies past the end */
} TextLine;

typedef struct TextLines {
    TextLine *items; /* in the arena; at least one */
    size_t count;
} TextLines;

/* width 0: breaks at '\n' alone. */
TextLines text_lines_break(const TextMetrics *metrics, Arena *arena, Font font, float size,
                           const char *text, float width);
size_t text_lines_find(const TextLines *lines, size_t offset); /* the line that holds it */
/* The offset nearest to x on the line at `row` (a fraction is cut). */
size_t text_lines_offset(const TextLines *lines, const TextMetrics *metrics, Font font, float size,
                         const char *text, float x, float row);
/* The offset a line above (-1) or below (1), as near to the same x as can be. */
size_t text_lines_vertical(const TextLines *lines, const TextMetrics *metrics, Font font,
                           float size, const char *text, size_t offset, int step);

#endif
