#include <math.h>
#include <stdio.h>
#include <string.h>

#include "export/svg_parts.h"

void svg_number(TextBuffer *out, double number) {
    char digits[64];
    double rounded = round(number * 100) / 100;
    int length = snprintf(digits, sizeof digits, "%.2f", rounded == 0 ? 0.0 : rounded);
    while (digits[length - 1] == '0') {
        length--;
    }
    if (digits[length - 1] == '.') {
        length--;
    }
    text_append_bytes(out, digits, (size_t)length);
}

void svg_attribute(TextBuffer *out, const char *name, double number) {
    text_append_format(out, " %s=\"", name);
    svg_number(out, number);
    text_append(out, "\"");
}

void svg_color(TextBuffer *out, const char *name, Color color) {
    text_append_format(out, " %s=\"#%02x%02x%02x\"", name, color.r, color.g, color.b);
    if (color.a < 255) {
        text_append_format(out, " %s-opacity=\"", name);
        svg_number(out, color.a / 255.0);
        text_append(out, "\"");
    }
}

static bool is_allowed(uint32_t codepoint) {
    return codepoint == '\t' || codepoint == '\n' || codepoint == '\r' ||
           (codepoint >= 0x20 && codepoint != 0xfffe && codepoint != 0xffff);
}

void svg_escaped(TextBuffer *out, const char *text) {
    size_t length = strlen(text);
    for (size_t offset = 0; offset < length;) {
        size_t start = offset;
        uint32_t codepoint = utf8_next(text, length, &offset);
        if (codepoint == '<') {
            text_append(out, "&lt;");
        } else if (codepoint == '>') {
            text_append(out, "&gt;");
        } else if (codepoint == '&') {
            text_append(out, "&amp;");
        } else if (codepoint == '"') {
            text_append(out, "&quot;");
        } else if (is_allowed(codepoint)) {
            text_append_bytes(out, text + start, offset - start);
        } else {
            text_append(out, "\xef\xbf\xbd");
        }
    }
}
