/* Icons in one colour. The files are ours: a square viewBox from 0, and black wherever the icon's
 * colour is to be (CONTRIBUTING says how they are drawn). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "export/svg_parts.h"

static const char BLACK[] = "\"#000\"";

void svg_icons_free(SvgIcons *icons) {
    for (size_t i = 0; i < icons->items.count; i++) {
        free(icons->items.items[i].name);
        free(icons->items.items[i].drawing);
    }
    array_free(&icons->items);
}

/* Takes the parts of the file that are wanted out of it; false when it is not as expected. */
static bool take_drawing(char *bytes, SvgIcon *icon) {
    char *root = strstr(bytes, "<svg");
    char *start = root ? strchr(root, '>') : NULL;
    char *view_box = root ? strstr(root, "viewBox=\"0 0 ") : NULL;
    char *end = start ? strstr(start, "</svg>") : NULL;
    if (!end || !view_box || view_box > start) {
        return false;
    }
    icon->size = strtod(view_box + strlen("viewBox=\"0 0 "), NULL);
    if (icon->size <= 0) {
        return false;
    }
    start += 1 + strspn(start + 1, " \n");
    while (end > start && (end[-1] == '\n' || end[-1] == ' ')) {
        end--;
    }
    *end = '\0';
    icon->drawing = memory_copy_string(start);
    return true;
}

static Error load(SvgIcons *icons, const char *name, const SvgIcon **icon) {
    enum { LARGEST_ICON = 64 * 1024 };
    for (size_t i = 0; i < icons->items.count; i++) {
        if (strcmp(icons->items.items[i].name, name) == 0) {
            *icon = &icons->items.items[i];
            return error_none();
        }
    }
    TextBuffer path = {0};
    text_append_format(&path, "%s/%s.svg", icons->folder, name);
    char *bytes;
    size_t length;
    Error error = file_read(text_of(&path), LARGEST_ICON, &bytes, &length);
    if (!error.code) {
        SvgIcon read = {0};
        if (take_drawing(bytes, &read)) {
            read.name = memory_copy_string(name);
            array_push(&icons->items, read);
            *icon = &icons->items.items[icons->items.count - 1];
        } else {
            error = error_make(ERROR_INPUT,
                               "%s: an icon is one <svg> with a square viewBox that starts at 0 0",
                               text_of(&path));
        }
        free(bytes);
    }
    text_free(&path);
    return error;
}

static void write_recoloured(TextBuffer *out, const char *drawing, Color color) {
    for (const char *black; (black = strstr(drawing, BLACK)) != NULL;
         drawing = black + strlen(BLACK)) {
        text_append_bytes(out, drawing, (size_t)(black - drawing));
        text_append_format(out, "\"#%02x%02x%02x\"", color.r, color.g, color.b);
    }
    text_append(out, drawing);
}

Error svg_icon_write(SvgIcons *icons, const char *name, Rect rect, Color color, TextBuffer *out) {
    const SvgIcon *icon = NULL;
    Error error = load(icons, name, &icon);
    if (error.code) {
        return error;
    }
    text_append(out, "<g transform=\"translate(");
    svg_number(out, (double)rect.x);
    text_append(out, " ");
    svg_number(out, (double)rect.y);
    text_append_format(out, ") scale(%.4g)\"", (double)rect.w / icon->size);
    if (color.a < 255) {
        svg_attribute(out, "opacity", color.a / 255.0);
    }
    text_append(out, ">");
    write_recoloured(out, icon->drawing, color);
    text_append(out, "</g>\n");
    return error;
}
