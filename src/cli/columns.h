/* Text laid out in the columns of a terminal.
 *
 * What a file says is shown as it is, but for control characters, which become spaces: a label must
 * not be able to move the cursor. */
#ifndef FAULTLINE_CLI_COLUMNS_H
#define FAULTLINE_CLI_COLUMNS_H

#include <stdbool.h>

#include "base/text.h"

typedef enum Paint {
    PAINT_PLAIN,
    PAINT_BOLD,
    PAINT_FAINT,
    PAINT_CRITICAL,
    PAINT_HIGH,
    PAINT_MEDIUM,
    PAINT_LOW,
    PAINT_GOOD,
    PAINT_COUNT
} Paint;

/* Where the result is shown. */
typedef struct Screen {
    int width; /* columns */
    bool color;
} Screen;

int columns_count(const char *text); /* how wide it is; wide characters take two, accents none */
void columns_append(TextBuffer *out, const char *text); /* without its control characters */
void columns_paint(TextBuffer *out, const Screen *screen, Paint paint, const char *text);
void columns_spaces(TextBuffer *out, int count);
/* The text, and spaces up to this width. */
void columns_pad(TextBuffer *out, const char *text, int width);
/* "1 component", "4 components". */
void columns_quantity(TextBuffer *out, size_t count, const char *one, const char *more);
/* Breaks the text at spaces so that it ends before the screen does. The first line goes on at
 * column `at`, the others begin at `indent`; ends with a new line. A word that is wider than the
 * screen stays whole. */
void columns_wrap(TextBuffer *out, const Screen *screen, int at, int indent, const char *text);

#endif
