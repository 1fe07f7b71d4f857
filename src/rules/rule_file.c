#include <ctype.h>
#include <string.h>

#include "base/text.h"
#include "rules/rule.h"

typedef enum Head {
    HEAD_TITLE,
    HEAD_SEVERITY,
    HEAD_QUESTION,
    HEAD_WHY,
    HEAD_FIX,
    HEAD_SOURCES, /* the heads before it must be there */
    HEAD_APPLY,
    HEAD_PROOF,
    HEAD_COUNT
} Head;

static const char *const HEADS[HEAD_COUNT] = {"title", "severity", "question", "why",
                                              "fix",   "sources",  "apply",    "proof"};

typedef struct HeadReader {
    const char *path;
    int line;
    TextBuffer values[HEAD_COUNT];
    int lines[HEAD_COUNT]; /* where they begin */
    bool given[HEAD_COUNT];
    size_t open; /* the head that a continued line belongs to, HEAD_COUNT for none */
} HeadReader;

static Error fail(const HeadReader *reader, const char *message, const char *detail) {
    return error_make(ERROR_INPUT, "%s:%d: %s%s", reader->path, reader->line, message, detail);
}

static Error read_new_head(HeadReader *reader, const char *text, size_t length, size_t colon) {
    char name[32];
    size_t kept = colon < sizeof name ? colon : sizeof name - 1;
    memcpy(name, text, kept);
    name[kept] = '\0';
    for (size_t i = 0; i < HEAD_COUNT; i++) {
        if (strcmp(name, HEADS[i]) != 0) {
            continue;
        }
        if (reader->given[i]) {
            return fail(reader, "a head is given twice: ", name);
        }
        reader->given[i] = true;
        reader->lines[i] = reader->line;
        reader->open = i;
        size_t start = colon + 1;
        while (start < length && text[start] == ' ') {
            start++;
        }
        text_append_bytes(&reader->values[i], text + start, length - start);
        return error_none();
    }
    const char *near = text_nearest(name, HEADS, HEAD_COUNT);
    return error_make(ERROR_INPUT, "%s:%d: `%s` is no head of a rule; %s%s%s", reader->path,
                      reader->line, name, near ? "did you mean `" : "known are title, severity, ",
                      near ? near : "question, why, fix, sources, apply, proof", near ? "`?" : "");
}

/* One comment line, without its "--". A head is "name: text"; a line that is indented by three
 * blanks or more goes on with the head before it. */
static Error read_comment(HeadReader *reader, const char *text, size_t length) {
    size_t indent = 0;
    while (indent < length && text[indent] == ' ') {
        indent++;
    }
    if (indent == length) {
        reader->open = HEAD_COUNT;
        return error_none();
    }
    if (indent >= 3 && reader->open < HEAD_COUNT) {
        TextBuffer *value = &reader->values[reader->open];
        text_append(value, value->length > 0 || reader->open >= HEAD_APPLY ? "\n" : "");
        text_append_bytes(value, text + indent, length - indent);
        return error_none();
    }
    size_t colon = indent;
    while (colon < length && (isalpha((unsigned char)text[colon]) || text[colon] == '_')) {
        colon++;
    }
    if (colon == length || text[colon] != ':') {
        return fail(reader,
                    "a line of the head is `-- name: text`, or goes on with the one before "
                    "it after three blanks",
                    "");
    }
    return read_new_head(reader, text + indent, length - indent, colon - indent);
}

static Error check_heads(const HeadReader *reader) {
    for (size_t i = 0; i < HEAD_SOURCES; i++) {
        if (reader->values[i].length == 0) {
            return error_make(ERROR_INPUT,
                              "%s:1: the head `%s` is missing; begin with `-- %s: ...`",
                              reader->path, HEADS[i], HEADS[i]);
        }
    }
    Severity severity;
    const char *word = text_of(&reader->values[HEAD_SEVERITY]);
    if (!severity_parse(word, &severity)) {
        return error_make(ERROR_INPUT,
                          "%s:1: `%s` is no severity; use critical, high, medium, low or praise",
                          reader->path, word);
    }
    return error_none();
}

static Error read_head(HeadReader *reader, const char *text, size_t length, size_t *sql_start) {
    size_t at = 0;
    while (at < length) {
        const char *newline = memchr(text + at, '\n', length - at);
        size_t end = newline ? (size_t)(newline - text) : length;
        size_t line_length = end - at;
        if (line_length > 0 && text[end - 1] == '\r') {
            line_length--;
        }
        if (line_length < 2 || text[at] != '-' || text[at + 1] != '-') {
            break;
        }
        Error error = read_comment(reader, text + at + 2, line_length - 2);
        if (error.code) {
            return error;
        }
        at = end + (newline ? 1 : 0);
        reader->line++;
    }
    *sql_start = at;
    return check_heads(reader);
}

static Error check_text(const HeadReader *reader, const char *text, size_t length) {
    if (length > LIMIT_RULE_BYTES) {
        return error_make(ERROR_LIMIT, "%s: a rule file has at most %d bytes, this one has %zu",
                          reader->path, (int)LIMIT_RULE_BYTES, length);
    }
    size_t bad = utf8_check(text, length);
    if (bad < length) {
        int line = 1;
        for (size_t i = 0; i < bad; i++) {
            line += text[i] == '\n';
        }
        return error_make(ERROR_INPUT, "%s:%d: not valid UTF-8; save the file as UTF-8",
                          reader->path, line);
    }
    return error_none();
}

/* A head as one line. */
static const char *copy_head(const TextBuffer *value, Arena *arena) {
    char *copy = arena_copy_string(arena, text_of(value));
    for (char *c = copy; *c; c++) {
        *c = *c == '\n' ? ' ' : *c;
    }
    return copy;
}

static Error read_clauses(const HeadReader *reader, Arena *arena, Rule *rule) {
    Error error = clauses_parse(HEAD_OF_FIXES, text_of(&reader->values[HEAD_APPLY]), reader->path,
                                reader->lines[HEAD_APPLY], arena, &rule->apply);
    if (!error.code) {
        error = clauses_parse(HEAD_OF_PROOFS, text_of(&reader->values[HEAD_PROOF]), reader->path,
                              reader->lines[HEAD_PROOF], arena, &rule->proof);
    }
    return error;
}

Error rule_parse(const char *text, size_t length, const char *path, const char *id, Arena *arena,
                 Rule *rule) {
    HeadReader reader = {.path = path, .line = 1, .open = HEAD_COUNT};
    size_t sql = 0;
    Error error = check_text(&reader, text, length);
    if (!error.code) {
        error = read_head(&reader, text, length, &sql);
    }
    size_t blank = sql;
    while (blank < length && isspace((unsigned char)text[blank])) {
        blank++;
    }
    if (!error.code && blank == length) {
        error = fail(&reader, "the query is missing; a SELECT follows the head", "");
    }
    Rule read = {.path = ""};
    if (!error.code) {
        error = read_clauses(&reader, arena, &read);
    }
    if (!error.code) {
        const char *values[HEAD_COUNT];
        for (size_t i = 0; i < HEAD_COUNT; i++) {
            values[i] = copy_head(&reader.values[i], arena);
        }
        *rule = (Rule){.id = arena_copy_string(arena, id),
                       .path = arena_copy_string(arena, path),
                       .title = values[HEAD_TITLE],
                       .question = values[HEAD_QUESTION],
                       .why = values[HEAD_WHY],
                       .fix = values[HEAD_FIX],
                       .sources = values[HEAD_SOURCES],
                       .apply_text = values[HEAD_APPLY],
                       .proof_text = values[HEAD_PROOF],
                       .apply = read.apply,
                       .proof = read.proof,
                       .sql = arena_copy(arena, text + sql, length - sql),
                       .sql_line = reader.line};
        severity_parse(values[HEAD_SEVERITY], &rule->severity);
    }
    for (size_t i = 0; i < HEAD_COUNT; i++) {
        text_free(&reader.values[i]);
    }
    return error;
}
