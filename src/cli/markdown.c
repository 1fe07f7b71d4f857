#include "cli/markdown.h"

#include <string.h>

#include "cli/columns.h"

enum { PAGE_WIDTH = 120 };

void markdown_append(TextBuffer *out, const char *text) {
    for (const char *c = text; *c; c++) {
        if (*c == '<') {
            text_append(out, "&lt;");
        } else if (*c == '\n') {
            text_append_char(out, ' ');
        } else {
            if (strchr("|*\\", *c)) {
                text_append_char(out, '\\');
            }
            text_append_char(out, *c);
        }
    }
}

void markdown_paragraph(TextBuffer *out, const char *text) {
    static const Screen PAGE = {.width = PAGE_WIDTH, .color = false};
    TextBuffer escaped = {0};
    markdown_append(&escaped, text);
    columns_wrap(out, &PAGE, 0, 0, text_of(&escaped));
    text_free(&escaped);
}
