#include "import/sketch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { REMARK_SIZE = 400 };

void sketch_free(Sketch *sketch) {
    for (size_t i = 0; i < sketch->kept_parts.count; i++) {
        element_free(&sketch->kept_parts.items[i]);
    }
    array_free(&sketch->kept_parts);
    design_free(sketch->kept);
    array_free(&sketch->shapes);
    array_free(&sketch->arrows);
    array_free(&sketch->areas);
    array_free(&sketch->notes);
    array_free(&sketch->remarks);
    arena_free(&sketch->arena);
}

/* ---- What is said about it --------------------------------------------------------------------- */

static void remark(Sketch *sketch, bool unread, int line, const char *format, va_list arguments)
    PRINTF_LIKE(4, 0);

static void remark(Sketch *sketch, bool unread, int line, const char *format, va_list arguments) {
    char whole[2 * REMARK_SIZE], text[REMARK_SIZE];
    vsnprintf(whole, sizeof whole, format, arguments);
    text_copy(text, sizeof text, whole);
    ImportRemark item = {unread, line, arena_copy_string(&sketch->arena, text)};
    array_push(&sketch->remarks, item);
}

void sketch_guess(Sketch *sketch, int line, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    remark(sketch, false, line, format, arguments);
    va_end(arguments);
}

void sketch_unread(Sketch *sketch, int line, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    remark(sketch, true, line, format, arguments);
    va_end(arguments);
}

void sketch_fail(Sketch *sketch, ErrorCode code, int line, const char *format, ...) {
    if (sketch->error.code) {
        return;
    }
    char message[ERROR_MESSAGE_SIZE];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    sketch->error = error_make(code, "%s:%d: %s", sketch->file, line, message);
}

/* ---- Adding ------------------------------------------------------------------------------------ */

static bool has_room(Sketch *sketch, size_t count, size_t limit, int line, const char *what) {
    if (count >= limit) {
        sketch_fail(sketch, ERROR_LIMIT, line, "more than %zu %s; a design has at most that many",
                    limit, what);
    }
    return !sketch->error.code;
}

int sketch_add_shape(Sketch *sketch, SketchShape shape) {
    if (!has_room(sketch, sketch->shapes.count, LIMIT_COMPONENTS, shape.line, "shapes")) {
        return SKETCH_NONE;
    }
    array_push(&sketch->shapes, shape);
    return (int)sketch->shapes.count - 1;
}

int sketch_add_arrow(Sketch *sketch, SketchArrow arrow) {
    if (!has_room(sketch, sketch->arrows.count, LIMIT_CONNECTIONS, arrow.line, "arrows")) {
        return SKETCH_NONE;
    }
    array_push(&sketch->arrows, arrow);
    return (int)sketch->arrows.count - 1;
}

int sketch_add_area(Sketch *sketch, SketchArea area) {
    if (!has_room(sketch, sketch->areas.count, LIMIT_AREAS, area.line, "areas")) {
        return SKETCH_NONE;
    }
    array_push(&sketch->areas, area);
    return (int)sketch->areas.count - 1;
}

int sketch_add_note(Sketch *sketch, SketchNote note) {
    if (!has_room(sketch, sketch->notes.count, LIMIT_NOTES, note.line, "notes")) {
        return SKETCH_NONE;
    }
    array_push(&sketch->notes, note);
    return (int)sketch->notes.count - 1;
}

/* ---- Texts ------------------------------------------------------------------------------------- */

static const char *cut(Sketch *sketch, int line, char *text) {
    if (strlen(text) > LIMIT_TEXT_BYTES) {
        char *whole = memory_copy_string(text);
        text_copy(text, LIMIT_TEXT_BYTES + 1, whole);
        free(whole);
        sketch_unread(sketch, line, "the end of a text of more than %d bytes", LIMIT_TEXT_BYTES);
    }
    return text;
}

static bool is_blank(char c) {
    return (unsigned char)c <= ' ' || c == 0x7f;
}

const char *sketch_line_of(Sketch *sketch, int line, const char *text) {
    char *copy = arena_copy_string(&sketch->arena, text);
    char *to = copy;
    for (const char *c = text; *c; c++) {
        if (!is_blank(*c)) {
            *to++ = *c;
        } else if (to > copy && to[-1] != ' ') {
            *to++ = ' ';
        }
    }
    to -= to > copy && to[-1] == ' ';
    *to = '\0';
    return cut(sketch, line, copy);
}

const char *sketch_text_of(Sketch *sketch, int line, const char *text) {
    while (is_blank(*text) && *text) {
        text++;
    }
    size_t length = strlen(text);
    while (length > 0 && is_blank(text[length - 1])) {
        length--;
    }
    char *copy = arena_copy(&sketch->arena, text, length), *to = copy;
    for (const char *c = copy; *c; c++) {
        if (*c == '\n' || !is_blank(*c)) {
            *to++ = *c;
        } else if (c[0] != '\r' || c[1] != '\n') {
            *to++ = ' ';
        }
    }
    *to = '\0';
    return cut(sketch, line, copy);
}
