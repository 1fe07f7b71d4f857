/* The first flowchart among the code blocks of a Markdown file. */
#include <string.h>

#include "import/sketch.h"

typedef struct Block {
    const char *bytes;
    size_t length;
    int line; /* its first */
} Block;

static const char *end_of_line(const char *at, const char *end) {
    const char *newline = memchr(at, '\n', (size_t)(end - at));
    return newline ? newline + 1 : end;
}

static const char *skip_blanks(const char *at, const char *end) {
    while (at < end && (*at == ' ' || *at == '\t')) {
        at++;
    }
    return at;
}

static bool begins(const char *at, const char *end, const char *word) {
    size_t length = strlen(word);
    return (size_t)(end - at) >= length && memcmp(at, word, length) == 0;
}

/* The next block of Mermaid from *at on, which is moved past it. */
static bool next_block(const char **at, const char *end, int *line, Block *block) {
    while (*at < end) {
        const char *text = skip_blanks(*at, end);
        bool found = begins(text, end, "```mermaid") || begins(text, end, "~~~mermaid");
        char fence[4] = "";
        memcpy(fence, found ? text : "", found ? 3 : 0);
        *at = end_of_line(*at, end);
        ++*line;
        if (!found) {
            continue;
        }
        *block = (Block){*at, 0, *line};
        while (*at < end && !begins(skip_blanks(*at, end), end, fence)) {
            *at = end_of_line(*at, end);
            ++*line;
        }
        block->length = (size_t)(*at - block->bytes);
        *at = end_of_line(*at, end);
        ++*line;
        return true;
    }
    return false;
}

/* Comments and settings may come before the word that says what it is. */
static bool is_flowchart(const Block *block) {
    const char *at = block->bytes, *end = at + block->length;
    bool front_matter = false;
    for (; at < end; at = end_of_line(at, end)) {
        const char *text = skip_blanks(at, end);
        bool fence = begins(text, end, "---");
        front_matter = fence ? !front_matter : front_matter;
        if (!fence && !front_matter && text < end && !strchr("\r\n", *text) &&
            !begins(text, end, "%%")) {
            return begins(text, end, "flowchart") || begins(text, end, "graph");
        }
    }
    return false;
}

void markdown_read(Sketch *sketch, const char *bytes, size_t length) {
    const char *at = bytes, *end = bytes + length;
    int line = 1;
    bool found = false;
    Block block;
    while (!sketch->error.code && next_block(&at, end, &line, &block)) {
        if (!found && is_flowchart(&block)) {
            found = true;
            mermaid_read(sketch, block.bytes, block.length, block.line);
        } else {
            sketch_unread(sketch, block.line,
                          is_flowchart(&block) ? "another flowchart: one design is read from a file"
                                               : "a diagram of Mermaid that is no flowchart");
        }
    }
    if (!found && !sketch->error.code) {
        sketch_fail(sketch, ERROR_INPUT, 1,
                    "no flowchart is in it; expected a block that begins with ```mermaid and "
                    "`flowchart`");
    }
}
