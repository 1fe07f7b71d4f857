#include <ctype.h>
#include <string.h>

#include "base/text.h"
#include "board/draw.h"

#define ELLIPSIS "…"

float text_width(const TextMetrics *metrics, Font font, float size, const char *text) {
    return metrics->width(metrics->context, font, size, text, strlen(text));
}

float text_center_baseline(const TextMetrics *metrics, Font font, float size, float top,
                           float height) {
    float ascent = metrics->ascent(metrics->context, font, size);
    float descent = metrics->descent(metrics->context, font, size);
    return top + (height - ascent - descent) / 2 + ascent;
}

/* What does not change while one text is measured again and again. */
typedef struct Ruler {
    const TextMetrics *metrics;
    Arena *arena;
    Font font;
    float size, width;
} Ruler;

static float measure(const Ruler *ruler, const char *text, size_t length) {
    return ruler->metrics->width(ruler->metrics->context, ruler->font, ruler->size, text, length);
}

static size_t next_character(const char *text, size_t length, size_t offset) {
    utf8_next(text, length, &offset);
    return offset;
}

/* How many bytes of the text, whole characters, are no wider than `width`. */
static size_t longest_start(const Ruler *ruler, const char *text, size_t length, float width) {
    size_t fits = 0, too_long = length + 1;
    while (fits + 1 < too_long) {
        size_t middle = fits + (too_long - fits) / 2;
        while (middle > fits && middle < length && ((unsigned char)text[middle] & 0xc0) == 0x80) {
            middle--;
        }
        if (middle == fits) {
            middle = next_character(text, length, fits);
            if (middle >= too_long) {
                break;
            }
        }
        if (measure(ruler, text, middle) <= width) {
            fits = middle;
        } else {
            too_long = middle;
        }
    }
    return fits;
}

static size_t without_spaces(const char *text, size_t length) {
    while (length > 0 && text[length - 1] == ' ') {
        length--;
    }
    return length;
}

static const char *cut(const Ruler *ruler, const char *text, size_t length) {
    float room = ruler->width - measure(ruler, ELLIPSIS, strlen(ELLIPSIS));
    if (room < 0) {
        return "";
    }
    size_t kept = without_spaces(text, longest_start(ruler, text, length, room));
    char *result = arena_allocate(ruler->arena, kept + sizeof ELLIPSIS);
    memcpy(result, text, kept);
    memcpy(result + kept, ELLIPSIS, sizeof ELLIPSIS);
    return result;
}

const char *text_fit(const TextMetrics *metrics, Arena *arena, Font font, float size,
                     const char *text, float width) {
    Ruler ruler = {metrics, arena, font, size, width};
    size_t length = strlen(text);
    return measure(&ruler, text, length) <= width ? text : cut(&ruler, text, length);
}

/* Whether the space here is between a number and its unit, as in "5 s" and "16 %". */
static bool keeps_unit(const char *text, size_t space) {
    enum { LONGEST_UNIT = 3 };
    if (text[space] != ' ' || space == 0 || !isdigit((unsigned char)text[space - 1])) {
        return false;
    }
    const char *unit = text + space + 1;
    size_t length = 0;
    while (isalpha((unsigned char)unit[length])) {
        length++;
    }
    return *unit == '%' || (length > 0 && length <= LONGEST_UNIT);
}

/* The end of the line that starts the text: the last place to break at which it still fits. */
static size_t line_end(const Ruler *ruler, const char *text) {
    size_t paragraph = strcspn(text, "\n");
    size_t end = 0;
    while (end < paragraph) {
        size_t word = end;
        do {
            word += strspn(text + word, " ");
            word += strcspn(text + word, " \n");
        } while (keeps_unit(text, word));
        if (measure(ruler, text, word) > ruler->width) {
            break;
        }
        end = word;
    }
    if (end == 0 && paragraph > 0) {
        end = longest_start(ruler, text, paragraph, ruler->width);
        return end > 0 ? end : next_character(text, paragraph, 0);
    }
    return end;
}

size_t text_wrap(const TextMetrics *metrics, Arena *arena, Font font, float size, const char *text,
                 float width, size_t limit, const char **lines) {
    Ruler ruler = {metrics, arena, font, size, width};
    size_t count = 0;
    while (count < limit) {
        size_t end = line_end(&ruler, text);
        const char *rest = text + end;
        bool paragraph_ends = *rest == '\n';
        rest += paragraph_ends ? 1 : strspn(rest, " ");
        bool last = *rest == '\0' && !paragraph_ends;
        if (count + 1 == limit && !last) {
            lines[count++] = cut(&ruler, text, strcspn(text, "\n"));
            break;
        }
        lines[count++] = arena_copy(arena, text, without_spaces(text, end));
        if (last) {
            break;
        }
        text = rest;
    }
    return count;
}

/* --- Metrics without a font --- */

static float plain_width(void *context, Font font, float size, const char *text, size_t length) {
    (void)context;
    (void)font;
    size_t characters = 0;
    for (size_t offset = 0; offset < length; characters++) {
        utf8_next(text, length, &offset);
    }
    return (float)characters * size * 0.55F;
}

static float plain_ascent(void *context, Font font, float size) {
    (void)context;
    (void)font;
    return size * 0.95F;
}

static float plain_descent(void *context, Font font, float size) {
    (void)context;
    (void)font;
    return size * 0.25F;
}

TextMetrics text_metrics_plain(void) {
    return (TextMetrics){
        .width = plain_width,
        .ascent = plain_ascent,
        .descent = plain_descent,
    };
}
