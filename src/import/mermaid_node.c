/* The nodes of Mermaid, and the words on them. */
#include <stdlib.h>
#include <string.h>

#include "import/mermaid.h"

/* ---- The text ---------------------------------------------------------------------------------- */

void mermaid_skip_blanks(Mermaid *reader) {
    while (*reader->at == ' ' || *reader->at == '\t' || *reader->at == '\r') {
        reader->at++;
    }
}

const char *mermaid_take(Mermaid *reader, const char *end) {
    const char *text = arena_copy(&reader->sketch->arena, reader->at, (size_t)(end - reader->at));
    for (; reader->at < end; reader->at++) {
        reader->line += *reader->at == '\n';
    }
    return text;
}

void mermaid_note_looks(Mermaid *reader, int line) {
    reader->looks_line = reader->looks++ == 0 ? line : reader->looks_line;
}

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* "#quot;", "&amp;", "#35;", "&#x41;": how long it is, 0 for none, and what it stands for. */
static size_t entity(const char *at, uint32_t *character) {
    static const struct {
        const char *name;
        uint32_t character;
    } NAMES[] = {{"quot", '"'}, {"amp", '&'}, {"lt", '<'},   {"gt", '>'},   {"apos", '\''},
                 {"nbsp", ' '}, {"num", '#'}, {"lpar", '('}, {"rpar", ')'}, {"semi", ';'}};
    enum { LONGEST = 12 };
    const char *name = at + (at[0] == '&' && at[1] == '#' ? 2 : 1);
    const char *end = name;
    while (end - name < LONGEST && (is_letter(*end) || (*end >= '0' && *end <= '9'))) {
        end++;
    }
    if (*end != ';' || end == name) {
        return 0;
    }
    size_t length = (size_t)(end - name), whole = (size_t)(end - at) + 1;
    for (size_t i = 0; i < COUNT_OF(NAMES); i++) {
        if (strlen(NAMES[i].name) == length && memcmp(NAMES[i].name, name, length) == 0) {
            *character = NAMES[i].character;
            return whole;
        }
    }
    char *rest = NULL;
    bool hexadecimal = name[0] == 'x' || name[0] == 'X';
    unsigned long code = strtoul(name + hexadecimal, &rest, hexadecimal ? 16 : 10);
    if (rest != end || code < ' ' || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) {
        return 0;
    }
    *character = (uint32_t)code;
    return whole;
}

/* "<br/>", "</b>": how long it is, 0 for none. */
static size_t tag(const char *at) {
    if (at[0] != '<' || !(is_letter(at[1]) || at[1] == '/')) {
        return 0;
    }
    size_t length = strcspn(at, ">\n");
    return at[length] == '>' ? length + 1 : 0;
}

/* "fa:fa-user", "fab:fa-aws": an icon of a font. */
static size_t icon(const char *at) {
    size_t prefix = at[0] == 'f' && at[1] == 'a' ? strcspn(at, ":") : 0;
    if (prefix < 2 || prefix > 3 || strncmp(at + prefix, ":fa-", 4) != 0) {
        return 0;
    }
    return strcspn(at, " \t\r\n");
}

const char *mermaid_words(Sketch *sketch, int line, const char *raw) {
    TextBuffer words = {0};
    size_t length = strlen(raw);
    bool marked_up = length > 0 && strchr(raw, '`');
    for (const char *c = raw; *c;) {
        uint32_t character = 0;
        size_t skipped = tag(c);
        skipped = skipped > 0 ? skipped : icon(c);
        skipped = skipped > 0 ? skipped : strncmp(c, "\\n", 2) == 0 ? 2 : 0;
        if (skipped > 0) {
            text_append_char(&words, ' ');
            c += skipped;
            continue;
        }
        if ((*c == '#' || *c == '&') && (skipped = entity(c, &character)) > 0) {
            char bytes[4];
            text_append_bytes(&words, bytes, utf8_encode(character, bytes));
            c += skipped;
            continue;
        }
        if (*c != '"' && !(marked_up && (*c == '`' || *c == '*'))) {
            text_append_char(&words, *c);
        }
        c++;
    }
    const char *text = sketch_line_of(sketch, line, text_of(&words));
    text_free(&words);
    return text;
}

/* ---- Names ------------------------------------------------------------------------------------- */

static bool is_name_char(const char *at) {
    char c = *at;
    if (c == '-' || c == '.') { /* not the beginning of an arrow */
        return at[1] && !strchr("->.=", at[1]) && is_name_char(at + 1);
    }
    return is_letter(c) || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80 ||
           (c && strchr("_/*+$!?'", c));
}

size_t mermaid_name_length(const char *at) {
    size_t length = 0;
    while (is_name_char(at + length)) {
        length++;
    }
    return length;
}

MermaidName *mermaid_name(Mermaid *reader, const char *name) {
    MermaidName *known = hash_index_find(&reader->index, name);
    if (!known) {
        known = arena_allocate(&reader->sketch->arena, sizeof *known);
        *known = (MermaidName){.name = name,
                               .subgraph = SKETCH_NONE,
                               .area = SKETCH_NONE,
                               .shape = SKETCH_NONE,
                               .line = reader->line};
        hash_index_add(&reader->index, name, known);
        array_push(&reader->names, known);
    }
    return known;
}

/* ---- Forms ------------------------------------------------------------------------------------- */

typedef struct Form {
    const char *open, *close, *other; /* `other` closes it as well, unless NULL */
    KindId likely;                    /* KIND_COUNT: it says nothing */
} Form;

/* The longer ones first. */
static const Form FORMS[] = {
    {"(((", ")))", NULL, KIND_COUNT}, {"((", "))", NULL, KIND_COUNT},
    {"([", "])", NULL, KIND_COUNT},   {"(-", "-)", NULL, KIND_COUNT},
    {"(", ")", NULL, KIND_COUNT},     {"[[", "]]", NULL, KIND_COUNT},
    {"[(", ")]", NULL, KIND_SQL_DB},  {"[/", "/]", "\\]", KIND_COUNT},
    {"[\\", "\\]", "/]", KIND_COUNT}, {"[", "]", NULL, KIND_COUNT},
    {"{{", "}}", NULL, KIND_COUNT},   {"{", "}", NULL, KIND_COUNT},
    {">", "]", NULL, KIND_COUNT},
};

static const char *nearer(const char *a, const char *b) {
    return !a || (b && b < a) ? b : a;
}

const char *mermaid_end_of_text(const char *at, const char *close) {
    const char *from = at + strspn(at, " \t\r\n");
    if (*from == '"') {
        const char *quote = strchr(from + 1, '"');
        from = quote ? quote + 1 : from;
    }
    return strstr(from, close);
}

static const char *end_of_form(const Form *form, const char *at) {
    const char *end = mermaid_end_of_text(at, form->close);
    return form->other ? nearer(end, mermaid_end_of_text(at, form->other)) : end;
}

static void set_form(Mermaid *reader, MermaidName *name, const char *text, KindId likely) {
    name->text = text;
    if (likely != KIND_COUNT) {
        name->likely = &reader->sketch->catalog->kinds[likely];
    }
}

static void read_form(Mermaid *reader, MermaidName *name) {
    for (size_t i = 0; i < COUNT_OF(FORMS); i++) {
        const Form *form = &FORMS[i];
        size_t length = strlen(form->open);
        if (strncmp(reader->at, form->open, length) != 0) {
            continue;
        }
        int line = reader->line;
        const char *end = end_of_form(form, reader->at + length);
        if (!end) {
            sketch_fail(reader->sketch, ERROR_INPUT, line, "`%.40s%s` has no `%s`", name->name,
                        form->open, form->close);
            return;
        }
        reader->at += length;
        const char *raw = mermaid_take(reader, end);
        set_form(reader, name, mermaid_words(reader->sketch, line, raw), form->likely);
        reader->at += strlen(form->close);
        return;
    }
}

/* ---- `id@{ shape: cyl, label: "Orders" }` ------------------------------------------------------ */

static KindId kind_of_shape(const char *shape) {
    static const struct {
        const char *shape;
        KindId kind;
    } SHAPES[] = {
        {"cyl", KIND_SQL_DB},
        {"cylinder", KIND_SQL_DB},
        {"db", KIND_SQL_DB},
        {"database", KIND_SQL_DB},
        {"das", KIND_QUEUE},
        {"h-cyl", KIND_QUEUE},
        {"horizontal-cylinder", KIND_QUEUE},
        {"lin-cyl", KIND_OBJECT_STORE},
        {"disk", KIND_OBJECT_STORE},
        {"lined-cylinder", KIND_OBJECT_STORE},
        {"cloud", KIND_EXTERNAL},
    };
    for (size_t i = 0; i < COUNT_OF(SHAPES); i++) {
        if (strcmp(SHAPES[i].shape, shape) == 0) {
            return SHAPES[i].kind;
        }
    }
    return KIND_COUNT;
}

static const char *end_of_value(const char *at) {
    if (*at == '"') {
        const char *quote = strchr(at + 1, '"');
        return quote ? quote + 1 : at + strlen(at);
    }
    return at + strcspn(at, ",}\n");
}

static void read_property(Mermaid *reader, MermaidName *name) {
    const char *key = mermaid_take(reader, reader->at + strcspn(reader->at, ":,}\n \t"));
    mermaid_skip_blanks(reader);
    if (*reader->at != ':') {
        return;
    }
    reader->at++;
    mermaid_skip_blanks(reader);
    int line = reader->line;
    const char *raw = mermaid_take(reader, end_of_value(reader->at));
    const char *value = mermaid_words(reader->sketch, line, raw);
    if (strcmp(key, "label") == 0) {
        name->text = value;
    } else if (strcmp(key, "shape") == 0) {
        set_form(reader, name, name->text, kind_of_shape(value));
    } else {
        mermaid_note_looks(reader, line);
    }
}

static void read_properties(Mermaid *reader, MermaidName *name) {
    int line = reader->line;
    reader->at += 2;
    while (*reader->at && *reader->at != '}') {
        size_t between = strspn(reader->at, " \t\r\n,");
        if (between > 0) {
            mermaid_take(reader, reader->at + between);
        } else {
            const char *before = reader->at;
            read_property(reader, name);
            reader->at += reader->at == before; /* a sign that means nothing here */
        }
    }
    if (!*reader->at) {
        sketch_fail(reader->sketch, ERROR_INPUT, line, "`%.40s@{` has no `}`", name->name);
        return;
    }
    reader->at++;
}

MermaidName *mermaid_node(Mermaid *reader) {
    mermaid_skip_blanks(reader);
    size_t length = mermaid_name_length(reader->at);
    if (length == 0) {
        const char *at = reader->at;
        char shown[JSON_SHOWN_SIZE];
        const char *rest = arena_copy(&reader->sketch->arena, at, strcspn(at, "\n"));
        sketch_fail(reader->sketch, ERROR_INPUT, reader->line,
                    *rest ? "expected a node, found `%s`"
                          : "expected a node, found the end of the line%s",
                    json_shown(rest, shown));
        return NULL;
    }
    MermaidName *name = mermaid_name(reader, mermaid_take(reader, reader->at + length));
    if (strncmp(reader->at, "@{", 2) == 0) {
        read_properties(reader, name);
    } else {
        read_form(reader, name);
    }
    if (strncmp(reader->at, ":::", 3) == 0) {
        reader->at += 3;
        name->class = mermaid_take(reader, reader->at + mermaid_name_length(reader->at));
    }
    if (name->area == SKETCH_NONE && !name->is_arrow) {
        name->area = reader->area;
    }
    return reader->sketch->error.code ? NULL : name;
}
