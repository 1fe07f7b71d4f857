#include "export/mermaid.h"

#include <stdlib.h>
#include <string.h>

enum { DEEPEST = 32, NO_AREA = -1 };

typedef struct Writer {
    const Design *design;
    TextBuffer *out;
    int *area_of;          /* of each component, the smallest that it lies in, or NO_AREA */
    int *parent;           /* of each area */
    bool used[KIND_COUNT]; /* kinds that need a class */
} Writer;

/* ---- Texts ------------------------------------------------------------------------------------- */

/* In quotes, with Mermaid's own entities for what would end or mean something. */
static void write_quoted(TextBuffer *out, const char *text) {
    text_append_char(out, '"');
    for (const char *c = text; *c; c++) {
        if (*c == '\n') {
            text_append(out, "<br/>");
        } else if ((unsigned char)*c < ' ') {
            text_append_char(out, ' ');
        } else if (strchr("\"#&<>`\\", *c) || strncmp(c, ":fa-", 4) == 0) {
            text_append_format(out, "#%d;", *c);
        } else {
            text_append_char(out, *c);
        }
    }
    text_append_char(out, '"');
}

static void indent(TextBuffer *out, int depth) {
    for (int i = 0; i <= depth; i++) {
        text_append(out, "  ");
    }
}

/* Whether Mermaid would take the beginning of the id for a word of its own: "end", "end-users". */
static bool begins_as_keyword(const char *id) {
    static const char *const WORDS[] = {"call",  "class",     "click", "default", "direction",
                                        "end",   "flowchart", "graph", "href",    "interpolate",
                                        "style", "subgraph",  "o",     "x"};
    for (size_t i = 0; i < COUNT_OF(WORDS); i++) {
        size_t length = strlen(WORDS[i]);
        if (strncmp(id, WORDS[i], length) == 0 && (id[length] == '-' || id[length] == '\0')) {
            return true;
        }
    }
    return false;
}

/* The id, with capitals, which no id has, for what would be a word of Mermaid or begin an arrow. */
static void write_name(TextBuffer *out, const char *id) {
    for (const char *c = id; *c; c++) {
        bool dash = *c == '-' && (c[1] == '-' || c[1] == '\0');
        bool keyword = c == id && begins_as_keyword(id);
        text_append_char(out, dash ? 'D' : keyword ? (char)(*c - 'a' + 'A') : *c);
    }
}

/* ---- Areas ------------------------------------------------------------------------------------- */

static bool area_has(const Area *area, int x, int y) {
    return x >= area->x && x <= area->x + area->w && y >= area->y && y <= area->y + area->h;
}

static long long area_size(const Area *area) {
    return (long long)area->w * area->h;
}

/* The smallest of those larger than `limit` that have both corners. */
static int smallest_area(const Design *design, int x, int y, int right, int bottom,
                         const Area *within) {
    int found = NO_AREA;
    for (size_t i = 0; i < design->areas.count; i++) {
        const Area *area = design->areas.items[i];
        bool larger = !within || area_size(area) > area_size(within);
        if (larger && area_has(area, x, y) && area_has(area, right, bottom) &&
            (found == NO_AREA || area_size(area) < area_size(design->areas.items[found]))) {
            found = (int)i;
        }
    }
    return found;
}

static void find_areas(Writer *writer) {
    const Design *design = writer->design;
    for (size_t i = 0; i < design->areas.count; i++) {
        const Area *area = design->areas.items[i];
        writer->parent[i] =
            smallest_area(design, area->x, area->y, area->x + area->w, area->y + area->h, area);
    }
    for (size_t i = 0; i < design->areas.count; i++) {
        int depth = 0;
        for (int up = writer->parent[i]; up != NO_AREA && depth <= DEEPEST;
             up = writer->parent[up]) {
            depth++;
        }
        writer->parent[i] = depth > DEEPEST ? NO_AREA : writer->parent[i];
    }
    for (size_t i = 0; i < design->components.count; i++) {
        const Component *component = design->components.items[i];
        writer->area_of[i] =
            smallest_area(design, component->x, component->y, component->x, component->y, NULL);
    }
}

/* ---- Nodes ------------------------------------------------------------------------------------- */

typedef struct Form {
    const char *open, *close;
} Form;

static Form form_of(const KindSpec *kind) {
    switch (kind->group) {
    case GROUP_EDGE:
        return (Form){"([", "])"};
    case GROUP_COMPUTE:
        return (Form){"[", "]"};
    case GROUP_DATA:
        return (Form){"[(", ")]"};
    case GROUP_MESSAGING:
        return (Form){"[[", "]]"};
    case GROUP_OUTSIDE:
        return (Form){"{{", "}}"};
    case GROUP_OPERATIONS:
        return (Form){">", "]"};
    case GROUP_COUNT:
        break;
    }
    return (Form){"[", "]"};
}

static void write_component(Writer *writer, const Component *component, int depth) {
    Form form = form_of(component->kind);
    indent(writer->out, depth);
    write_name(writer->out, component->id);
    text_append(writer->out, form.open);
    write_quoted(writer->out, component->label[0] ? component->label : component->kind->title);
    text_append_format(writer->out, "%s:::%s\n", form.close, component->kind->name);
    writer->used[component->kind->id] = true;
}

/* At most DEEPEST deep. */
static void write_group(Writer *writer, int group, int depth) {
    const Design *design = writer->design;
    for (size_t i = 0; i < design->components.count; i++) {
        if (writer->area_of[i] == group) {
            write_component(writer, design->components.items[i], depth);
        }
    }
    for (size_t i = 0; i < design->areas.count; i++) {
        if (writer->parent[i] == group) {
            const Area *area = design->areas.items[i];
            indent(writer->out, depth);
            text_append(writer->out, "subgraph ");
            write_name(writer->out, area->id);
            text_append_char(writer->out, '[');
            write_quoted(writer->out, area->label[0] ? area->label : " ");
            text_append(writer->out, "]\n");
            write_group(writer, (int)i, depth + 1);
            indent(writer->out, depth);
            text_append(writer->out, "end\n");
        }
    }
}

/* ---- Arrows and looks -------------------------------------------------------------------------- */

static const char *arrow_of(ConnectionKind kind) {
    switch (kind) {
    case CONNECTION_CALL:
        return "-->";
    case CONNECTION_PUBLISH:
    case CONNECTION_CONSUME:
        return "==>";
    case CONNECTION_DEAD_LETTER:
    case CONNECTION_DEDUP:
    case CONNECTION_OBSERVE:
    case CONNECTION_KIND_COUNT:
        break;
    }
    return "-.->";
}

/* A kind that the ends do not tell is told before the label; dead letters are told anyway. */
static void write_label(const Design *design, const Connection *connection, TextBuffer *out) {
    ConnectionKind usual = connection_infer(design_component(design, connection->from),
                                            design_component(design, connection->to));
    ConnectionKind kind = connection->kind->id;
    const char *label = connection->label;
    bool told = kind != usual || (kind == CONNECTION_DEAD_LETTER && !label[0]);
    TextBuffer text = {0};
    text_append_format(&text, "%s%s%s", told ? connection->kind->title : "",
                       told && label[0] ? ": " : "", label);
    if (text.length > 0) {
        text_append_char(out, '|');
        write_quoted(out, text_of(&text));
        text_append_char(out, '|');
    }
    text_free(&text);
}

static void write_connection(const Design *design, const Connection *connection, TextBuffer *out) {
    indent(out, 0);
    write_name(out, connection->from);
    text_append_format(out, " %s", arrow_of(connection->kind->id));
    write_label(design, connection, out);
    text_append_char(out, ' ');
    write_name(out, connection->to);
    text_append_char(out, '\n');
}

static void write_class(TextBuffer *out, const char *name, Color fill, Color line, Color text) {
    text_append_format(out,
                       "  classDef %s fill:#%02x%02x%02x,stroke:#%02x%02x%02x,"
                       "color:#%02x%02x%02x\n",
                       name, fill.r, fill.g, fill.b, line.r, line.g, line.b, text.r, text.g,
                       text.b);
}

static void write_notes(Writer *writer) {
    const Design *design = writer->design;
    for (size_t i = 0; i < design->notes.count; i++) {
        const Note *note = design->notes.items[i];
        indent(writer->out, 0);
        write_name(writer->out, note->id);
        text_append_char(writer->out, '[');
        write_quoted(writer->out, note->text[0] ? note->text : " ");
        text_append(writer->out, "]:::note\n");
    }
}

static void write_title(TextBuffer *out, const char *title) {
    text_append(out, "---\ntitle: \"");
    for (const char *c = title; *c; c++) {
        bool plain = (unsigned char)*c >= ' ';
        text_append(out, plain && strchr("\"\\", *c) ? "\\" : "");
        text_append_char(out, plain ? *c : ' ');
    }
    text_append(out, "\"\n---\n");
}

void mermaid_write(const Design *design, const Theme *theme, TextBuffer *out) {
    Writer writer = {
        .design = design,
        .out = out,
        .area_of = memory_allocate((design->components.count + 1) * sizeof(int)),
        .parent = memory_allocate((design->areas.count + 1) * sizeof(int)),
    };
    find_areas(&writer);
    if (design->title[0]) {
        write_title(out, design->title);
    }
    text_append(out, "flowchart LR\n");
    write_group(&writer, NO_AREA, 0);
    write_notes(&writer);
    for (size_t i = 0; i < design->connections.count; i++) {
        write_connection(design, design->connections.items[i], out);
    }
    for (size_t i = 0; i < KIND_COUNT; i++) {
        if (writer.used[i]) {
            const KindSpec *kind = &design->catalog->kinds[i];
            write_class(out, kind->name, theme->group_soft[kind->group], theme->group[kind->group],
                        theme->text);
        }
    }
    if (design->notes.count > 0) {
        write_class(out, "note", theme->sunk, theme->border_strong, theme->text);
    }
    free(writer.area_of);
    free(writer.parent);
}
