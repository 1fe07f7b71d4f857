/* The arrows of Mermaid: `-->`, `---`, `-- text -->`, `-.->`, `==>`, `<-->`, `--o`, `~~~`. */
#include <string.h>

#include "import/mermaid.h"

static bool is_head(char c) {
    return c == '>' || c == 'x' || c == 'o';
}

static size_t count_of(const char *at, char c) {
    size_t count = 0;
    while (at[count] == c) {
        count++;
    }
    return count;
}

/* Where the second half begins, "-->" of "-- text -->", on the same line; NULL: nowhere. */
static const char *second_half(const char *at, const char *stroke) {
    const char *half = mermaid_end_of_text(at, stroke);
    return half && !memchr(at, '\n', (size_t)(half - at)) ? half : NULL;
}

/* Past dashes or dots, and the head if there is one. */
static const char *end_of_stroke(const char *at, const char *stroke, bool *head) {
    if (stroke[0] == '.') {
        at += count_of(at, '.');
    }
    at += count_of(at, stroke[1]);
    *head = is_head(*at);
    return *head ? at + 1 : at;
}

/* `e1@` before an arrow gives it a name. */
static void skip_own_name(Mermaid *reader) {
    size_t length = mermaid_name_length(reader->at);
    const char *after = reader->at + length;
    if (length > 0 && after[0] == '@' && after[1] && strchr("-=<~xo", after[1])) {
        mermaid_name(reader, mermaid_take(reader, after))->is_arrow = true;
        reader->at++;
    }
}

static const char *text_between(Mermaid *reader, const char *end) {
    int line = reader->line;
    return mermaid_words(reader->sketch, line, mermaid_take(reader, end));
}

/* `-->|text|` */
static bool read_bars(Mermaid *reader, MermaidLink *link) {
    mermaid_skip_blanks(reader);
    if (*reader->at != '|') {
        return true;
    }
    reader->at++;
    const char *end = mermaid_end_of_text(reader->at, "|");
    if (!end) {
        sketch_fail(reader->sketch, ERROR_INPUT, reader->line,
                    "the label of an arrow begins with `|` and does not end");
        return false;
    }
    link->text = text_between(reader, end);
    reader->at++;
    return true;
}

/* `first` begins the stroke: two dashes, two equals signs, or a dash and a dot. `second` is how its
 * other half begins when there is text between. */
static bool read_stroke(Mermaid *reader, const char *first, const char *second, MermaidLink *link) {
    const char *at = reader->at;
    size_t count = first[1] == '.' ? 1 + count_of(at + 1, '.') : count_of(at, first[0]);
    at += count;
    bool dotted = first[1] == '.';
    if (dotted ? *at == '-' : is_head(*at) || count > 2) {
        at += dotted;
        link->head = is_head(*at);
        reader->at = at + link->head;
        return read_bars(reader, link);
    }
    const char *end = second_half(at, second);
    if (!end) {
        sketch_fail(reader->sketch, ERROR_INPUT, reader->line,
                    "an arrow begins with `%s` and does not end in this line", first);
        return false;
    }
    reader->at = at;
    link->text = text_between(reader, end);
    reader->at = end_of_stroke(reader->at, second, &link->head);
    return read_bars(reader, link);
}

bool mermaid_link(Mermaid *reader, MermaidLink *link) {
    mermaid_skip_blanks(reader);
    skip_own_name(reader);
    *link = (MermaidLink){.text = "", .line = reader->line};
    const char *at = reader->at;
    if ((*at == '<' || *at == 'x' || *at == 'o') && (at[1] == '-' || at[1] == '=')) {
        link->tail = true;
        reader->at = ++at;
    }
    if (strncmp(at, "~~~", 3) == 0) {
        link->hidden = true;
        reader->at = at + count_of(at, '~');
        return read_bars(reader, link);
    }
    if (strncmp(at, "--", 2) == 0) {
        return read_stroke(reader, "--", "--", link);
    }
    if (strncmp(at, "==", 2) == 0) {
        return read_stroke(reader, "==", "==", link);
    }
    if (strncmp(at, "-.", 2) == 0) {
        return read_stroke(reader, "-.", ".-", link);
    }
    if (link->tail) {
        sketch_fail(reader->sketch, ERROR_INPUT, reader->line,
                    "expected an arrow such as `-->`, found `%.8s`", at - 1);
    }
    return false;
}
