#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/json.h"

enum { INDENT = 2 };

static void break_line(JsonWriter *writer) {
    text_append_char(&writer->out, '\n');
    for (int i = 0; i < writer->depth * INDENT; i++) {
        text_append_char(&writer->out, ' ');
    }
}

/* What stands before a member or an entry: the comma after the last, and the space. */
static void separate(JsonWriter *writer, bool pad_first) {
    if (writer->depth == 0) {
        return;
    }
    bool shares_line = writer->inline_depth > 0;
    if (!writer->first) {
        text_append(&writer->out, shares_line ? ", " : ",");
    } else if (shares_line && pad_first) {
        text_append_char(&writer->out, ' ');
    }
    if (!shares_line) {
        break_line(writer);
    }
    writer->first = false;
}

static void before_value(JsonWriter *writer) {
    if (writer->after_key) {
        writer->after_key = false;
    } else {
        separate(writer, false);
    }
}

static void begin(JsonWriter *writer, JsonLayout layout, char opening) {
    before_value(writer);
    text_append_char(&writer->out, opening);
    writer->depth++;
    if (layout == JSON_INLINE && writer->inline_depth == 0) {
        writer->inline_depth = writer->depth;
    }
    writer->first = true;
}

static void end(JsonWriter *writer, char closing) {
    assert(writer->depth > 0 && !writer->after_key);
    bool shares_line = writer->inline_depth > 0;
    if (writer->inline_depth == writer->depth) {
        writer->inline_depth = 0;
    }
    writer->depth--;
    if (!writer->first && !shares_line) {
        break_line(writer);
    } else if (!writer->first && closing == '}') {
        text_append_char(&writer->out, ' ');
    }
    text_append_char(&writer->out, closing);
    writer->first = false;
}

void json_begin_object(JsonWriter *writer, JsonLayout layout) {
    begin(writer, layout, '{');
}

void json_end_object(JsonWriter *writer) {
    end(writer, '}');
}

void json_begin_array(JsonWriter *writer, JsonLayout layout) {
    begin(writer, layout, '[');
}

void json_end_array(JsonWriter *writer) {
    end(writer, ']');
}

static void append_string(TextBuffer *out, const char *text) {
    static const char escaped[] = "\b\f\n\r\t\"\\", letters[] = "bfnrt\"\\";
    text_append_char(out, '"');
    const char *plain = text;
    for (const char *c = text; *c; c++) {
        if ((unsigned char)*c >= 0x20 && *c != '"' && *c != '\\') {
            continue;
        }
        text_append_bytes(out, plain, (size_t)(c - plain));
        plain = c + 1;
        const char *found = strchr(escaped, *c);
        if (found) {
            text_append_char(out, '\\');
            text_append_char(out, letters[found - escaped]);
        } else {
            text_append_format(out, "\\u%04x", (unsigned)*c);
        }
    }
    text_append(out, plain);
    text_append_char(out, '"');
}

void json_key(JsonWriter *writer, const char *key) {
    assert(writer->depth > 0 && !writer->after_key);
    separate(writer, true);
    append_string(&writer->out, key);
    text_append(&writer->out, ": ");
    writer->after_key = true;
}

void json_text(JsonWriter *writer, const char *text) {
    before_value(writer);
    append_string(&writer->out, text);
}

void json_number(JsonWriter *writer, double number) {
    assert(isfinite(number));
    before_value(writer);
    if (number == floor(number) && fabs(number) < 1e15) {
        text_append_format(&writer->out, "%lld", (long long)number);
        return;
    }
    char digits[40];
    int precision = 1;
    do {
        snprintf(digits, sizeof digits, "%.*g", precision++, number);
    } while (strtod(digits, NULL) != number && precision <= 17);
    text_append(&writer->out, digits);
}

void json_boolean(JsonWriter *writer, bool value) {
    before_value(writer);
    text_append(&writer->out, value ? "true" : "false");
}

void json_null(JsonWriter *writer) {
    before_value(writer);
    text_append(&writer->out, "null");
}

void json_writer_free(JsonWriter *writer) {
    text_free(&writer->out);
}

void json_text_member(JsonWriter *writer, const char *key, const char *text) {
    json_key(writer, key);
    json_text(writer, text);
}

void json_number_member(JsonWriter *writer, const char *key, double number) {
    json_key(writer, key);
    json_number(writer, number);
}

void json_boolean_member(JsonWriter *writer, const char *key, bool value) {
    json_key(writer, key);
    json_boolean(writer, value);
}
