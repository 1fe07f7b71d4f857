#include "cli/markdown.h"

#include <string.h>

#include "cli/columns.h"

enum { PAGE_WIDTH = 120 };

void markdown_append(TextBuffer *out, const char *text) {
    bool in_code = false;
    for (const char *c = text; *c; c++) {
        in_code = in_code != (*c == '`');
        if (*c == '\n') {
            text_append_char(out, ' ');
        } else if (*c == '<' && !in_code) {
            text_append(out, "&lt;");
        } else {
            bool is_markup = strchr("*\\", *c) != NULL;
            text_append(out, *c == '|' || (is_markup && !in_code) ? "\\" : "");
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
