/* Mermaid flowcharts (mermaid.js.org, "Flowcharts - Basic Syntax"): the statements. */
#include <stdlib.h>
#include <string.h>

#include "import/mermaid.h"

/* Nodes of this class are notes, as export/mermaid.h writes them. */
static const char NOTE_CLASS[] = "note";

/* ---- Between statements ------------------------------------------------------------------------ */

static void skip_line(Mermaid *reader) {
    reader->at += strcspn(reader->at, "\n");
}

/* Past blank lines, semicolons and comments; `%%{init: ...}%%` says how it looks. */
static void skip_between(Mermaid *reader) {
    for (;;) {
        size_t blank = strspn(reader->at, " \t\r\n;");
        mermaid_take(reader, reader->at + blank);
        if (strncmp(reader->at, "%%{", 3) == 0) {
            mermaid_note_looks(reader, reader->line);
            const char *end = strstr(reader->at, "}%%");
            mermaid_take(reader, end ? end + 3 : reader->at + strlen(reader->at));
        } else if (strncmp(reader->at, "%%", 2) == 0) {
            skip_line(reader);
        } else {
            return;
        }
    }
}

/* Whether this word stands here, and more than a word that begins with it. */
static bool is_word(const Mermaid *reader, const char *word) {
    size_t length = strlen(word);
    return strncmp(reader->at, word, length) == 0 &&
           (reader->at[length] == '\0' || strchr(" \t\r\n;:{", reader->at[length]));
}

static bool take_word(Mermaid *reader, const char *word) {
    bool here = is_word(reader, word);
    reader->at += here ? strlen(word) : 0;
    return here;
}

/* The rest of the statement, up to the end of the line or a semicolon. */
static const char *take_rest(Mermaid *reader) {
    return mermaid_take(reader, reader->at + strcspn(reader->at, "\n;"));
}

static void expect_end(Mermaid *reader) {
    mermaid_skip_blanks(reader);
    if (*reader->at && !strchr("\n;", *reader->at) && strncmp(reader->at, "%%", 2) != 0) {
        char shown[JSON_SHOWN_SIZE];
        const char *rest =
            arena_copy(&reader->sketch->arena, reader->at, strcspn(reader->at, "\n"));
        sketch_fail(reader->sketch, ERROR_INPUT, reader->line,
                    "expected an arrow or the end of the line, found `%s`",
                    json_shown(rest, shown));
    }
}

/* ---- The head ---------------------------------------------------------------------------------- */

/* A title as YAML has it: the quotes and what they escape are taken out. */
static const char *yaml_text(Mermaid *reader, const char *text) {
    text += strspn(text, " \t");
    size_t length = strlen(text);
    while (length > 0 && strchr(" \t", text[length - 1])) {
        length--;
    }
    bool quoted = length > 1 && text[0] == '"' && text[length - 1] == '"';
    char *copy = arena_copy(&reader->sketch->arena, text + quoted, length - 2 * (size_t)quoted);
    char *to = copy;
    for (const char *c = copy; *c; c++) {
        c += quoted && c[0] == '\\' && c[1];
        *to++ = *c;
    }
    *to = '\0';
    return sketch_line_of(reader->sketch, reader->line, copy);
}

/* What YAML has before the chart; only its title is about the drawing. */
static void read_front_matter(Mermaid *reader) {
    int first = reader->line;
    if (strncmp(reader->at, "---", 3) != 0) {
        return;
    }
    skip_line(reader);
    while (*reader->at) {
        mermaid_take(reader, reader->at + 1);
        int line = reader->line;
        const char *text =
            arena_copy(&reader->sketch->arena, reader->at, strcspn(reader->at, "\r\n"));
        skip_line(reader);
        if (strncmp(text, "---", 3) == 0) {
            return;
        }
        if (strncmp(text, "title:", 6) == 0) {
            reader->sketch->title = yaml_text(reader, text + 6);
        } else if (text[0]) {
            mermaid_note_looks(reader, line);
        }
    }
    sketch_fail(reader->sketch, ERROR_INPUT, first, "the `---` that begins here has no end");
}

static void read_head(Mermaid *reader) {
    static const char *const OTHERS[] = {"sequenceDiagram",
                                         "classDiagram",
                                         "stateDiagram",
                                         "stateDiagram-v2",
                                         "erDiagram",
                                         "gantt",
                                         "pie",
                                         "journey",
                                         "gitGraph",
                                         "mindmap",
                                         "timeline",
                                         "quadrantChart",
                                         "requirementDiagram",
                                         "C4Context",
                                         "C4Container",
                                         "sankey-beta",
                                         "xychart-beta",
                                         "block-beta",
                                         "architecture-beta",
                                         "packet-beta",
                                         "kanban",
                                         "zenuml"};
    reader->at += strspn(reader->at, " \t\r");
    mermaid_take(reader, reader->at + strspn(reader->at, " \t\r\n"));
    read_front_matter(reader);
    skip_between(reader);
    if (take_word(reader, "flowchart") || take_word(reader, "graph") ||
        take_word(reader, "flowchart-elk")) {
        mermaid_skip_blanks(reader);
        if (*reader->at && strchr("<>^", *reader->at)) {
            reader->at++;
        } else {
            static const char *const WAYS[] = {"LR", "RL", "TD", "TB", "BT", "v"};
            for (size_t i = 0; i < COUNT_OF(WAYS) && !take_word(reader, WAYS[i]); i++) {
            }
        }
        expect_end(reader);
        return;
    }
    for (size_t i = 0; i < COUNT_OF(OTHERS); i++) {
        if (is_word(reader, OTHERS[i])) {
            sketch_fail(reader->sketch, ERROR_INPUT, reader->line,
                        "this is a `%s`; of Mermaid only flowcharts can be read", OTHERS[i]);
        }
    }
    char shown[JSON_SHOWN_SIZE];
    const char *word = arena_copy(&reader->sketch->arena, reader->at, strcspn(reader->at, " \n"));
    sketch_fail(reader->sketch, ERROR_INPUT, reader->line,
                *word ? "expected `flowchart` or `graph`, found `%s`"
                      : "expected `flowchart` or `graph`, found the end%s",
                json_shown(word, shown));
}

/* ---- Subgraphs --------------------------------------------------------------------------------- */

static void open_subgraph(Mermaid *reader) {
    Sketch *sketch = reader->sketch;
    int line = reader->line;
    mermaid_skip_blanks(reader);
    const char *bracket = reader->at + strcspn(reader->at, "[\n");
    const char *name = NULL, *text = NULL;
    if (*bracket == '[') {
        name = sketch_line_of(sketch, line, mermaid_take(reader, bracket));
        const char *end = mermaid_end_of_text(bracket + 1, "]");
        if (!end) {
            sketch_fail(sketch, ERROR_INPUT, line, "the title of a subgraph has no `]`");
            return;
        }
        reader->at++;
        text = mermaid_words(sketch, line, mermaid_take(reader, end));
        reader->at++;
    } else {
        const char *rest = take_rest(reader);
        name = sketch_line_of(sketch, line, rest);
        text = mermaid_words(sketch, line, rest);
    }
    if (++reader->depth > LIMIT_DEPTH) {
        sketch_fail(sketch, ERROR_LIMIT, line, "more than %d subgraphs inside one another",
                    LIMIT_DEPTH);
        return;
    }
    reader->area =
        sketch_add_area(sketch, (SketchArea){.text = text, .parent = reader->area, .line = line});
    MermaidName *known = name[0] ? mermaid_name(reader, name) : NULL;
    if (known && known->subgraph == SKETCH_NONE) {
        known->subgraph = reader->area;
    }
}

static void close_subgraph(Mermaid *reader) {
    if (reader->area == SKETCH_NONE) {
        sketch_fail(reader->sketch, ERROR_INPUT, reader->line, "`end` without a `subgraph`");
        return;
    }
    reader->area = reader->sketch->areas.items[reader->area].parent;
    reader->depth--;
}

/* ---- Looks ------------------------------------------------------------------------------------- */

static const KindSpec *kind_named(const Catalog *catalog, const char *name) {
    for (int i = 0; i < KIND_COUNT; i++) {
        if (strcmp(catalog->kinds[i].name, name) == 0) {
            return &catalog->kinds[i];
        }
    }
    return NULL;
}

/* `class a,b name` */
static void read_class(Mermaid *reader) {
    char *rest = arena_copy_string(&reader->sketch->arena,
                                   sketch_line_of(reader->sketch, reader->line, take_rest(reader)));
    char *space = strrchr(rest, ' ');
    if (!space) {
        return;
    }
    *space = '\0';
    for (char *name = rest; *name;) {
        size_t length = strcspn(name, ", ");
        char *next = name + length + (name[length] != '\0');
        name[length] = '\0';
        if (*name) {
            mermaid_name(reader, name)->class = space + 1;
        }
        name = next;
    }
}

/* A class that bears the name of a kind says what its nodes are. */
static void read_class_definition(Mermaid *reader) {
    int line = reader->line;
    mermaid_skip_blanks(reader);
    const char *rest = take_rest(reader);
    const char *name = arena_copy(&reader->sketch->arena, rest, strcspn(rest, " \t"));
    if (!kind_named(reader->sketch->catalog, name) && strcmp(name, NOTE_CLASS) != 0) {
        mermaid_note_looks(reader, line);
    }
}

static void read_description(Mermaid *reader) {
    mermaid_skip_blanks(reader);
    if (*reader->at == '{') {
        const char *end = strchr(reader->at, '}');
        mermaid_take(reader, end ? end + 1 : reader->at + strlen(reader->at));
    } else {
        skip_line(reader);
    }
}

static bool read_keyword(Mermaid *reader) {
    int line = reader->line;
    if (take_word(reader, "subgraph")) {
        open_subgraph(reader);
    } else if (take_word(reader, "end")) {
        close_subgraph(reader);
    } else if (take_word(reader, "direction")) {
        take_rest(reader);
    } else if (take_word(reader, "classDef")) {
        read_class_definition(reader);
    } else if (take_word(reader, "class")) {
        read_class(reader);
    } else if (take_word(reader, "style") || take_word(reader, "linkStyle") ||
               take_word(reader, "click")) {
        mermaid_note_looks(reader, line);
        skip_line(reader); /* an address may have semicolons */
    } else if (take_word(reader, "accTitle")) {
        const char *text = take_rest(reader);
        text = mermaid_words(reader->sketch, line, text + strspn(text, " \t:"));
        reader->sketch->title = reader->sketch->title ? reader->sketch->title : text;
    } else if (take_word(reader, "accDescr")) {
        mermaid_note_looks(reader, line);
        read_description(reader);
    } else {
        return false;
    }
    return true;
}

/* ---- Chains: `A & B --> C -- text --> D` -------------------------------------------------------- */

typedef ARRAY_OF(MermaidName *) Nodes;

static void read_nodes(Mermaid *reader, Nodes *nodes) {
    nodes->count = 0;
    do {
        MermaidName *node = mermaid_node(reader);
        if (!node) {
            return;
        }
        array_push(nodes, node);
        mermaid_skip_blanks(reader);
    } while (*reader->at == '&' && reader->at++);
}

static void link_all(Mermaid *reader, const Nodes *from, const Nodes *to, MermaidLink link) {
    for (size_t i = 0; i < from->count && !reader->sketch->error.code; i++) {
        for (size_t j = 0; j < to->count; j++) {
            if (reader->links.count >= LIMIT_CONNECTIONS) {
                sketch_fail(reader->sketch, ERROR_LIMIT, link.line,
                            "more than %d arrows; a design has at most that many",
                            LIMIT_CONNECTIONS);
                return;
            }
            link.from = from->items[i];
            link.to = to->items[j];
            array_push(&reader->links, link);
        }
    }
}

static void read_chain(Mermaid *reader) {
    Nodes from = {0}, to = {0};
    MermaidLink link;
    read_nodes(reader, &from);
    while (!reader->sketch->error.code && mermaid_link(reader, &link)) {
        read_nodes(reader, &to);
        link_all(reader, &from, &to, link);
        Nodes swapped = from;
        from = to;
        to = swapped;
    }
    array_free(&from);
    array_free(&to);
    expect_end(reader);
}

/* ---- What came together ------------------------------------------------------------------------ */

static void add_shapes(Mermaid *reader) {
    Sketch *sketch = reader->sketch;
    for (size_t i = 0; i < reader->names.count && !sketch->error.code; i++) {
        MermaidName *name = reader->names.items[i];
        if (name->is_arrow || name->subgraph != SKETCH_NONE) {
            continue;
        }
        SketchShape shape = {
            .name = name->name,
            .text = name->text ? name->text : sketch_line_of(sketch, name->line, name->name),
            .kind = name->class ? kind_named(sketch->catalog, name->class) : NULL,
            .likely = name->likely,
            .area = name->area,
            .line = name->line,
        };
        if (name->class && !shape.kind && strcmp(name->class, NOTE_CLASS) != 0) {
            mermaid_note_looks(reader, name->line);
        }
        if (name->class && strcmp(name->class, NOTE_CLASS) == 0) {
            sketch_add_note(sketch, (SketchNote){.text = shape.text, .line = name->line});
        } else {
            name->shape = sketch_add_shape(sketch, shape);
        }
    }
}

static const char *shown_name(const Mermaid *reader, const MermaidName *name) {
    return name->subgraph == SKETCH_NONE ? name->text ? name->text : name->name
                                         : reader->sketch->areas.items[name->subgraph].text;
}

static void add_arrow(Mermaid *reader, const MermaidLink *link) {
    Sketch *sketch = reader->sketch;
    const MermaidName *from = link->from, *to = link->to;
    if (link->hidden) {
        mermaid_note_looks(reader, link->line);
        return;
    }
    if (from->shape == SKETCH_NONE || to->shape == SKETCH_NONE) {
        char a[JSON_SHOWN_SIZE], b[JSON_SHOWN_SIZE];
        sketch_unread(sketch, link->line,
                      "the arrow from `%s` to `%s`: one of them is a subgraph; draw it to a "
                      "component in it",
                      json_shown(shown_name(reader, from), a),
                      json_shown(shown_name(reader, to), b));
        return;
    }
    bool turned = link->tail && !link->head;
    sketch_add_arrow(sketch, (SketchArrow){.from = turned ? to->shape : from->shape,
                                           .to = turned ? from->shape : to->shape,
                                           .text = link->text,
                                           .undirected = link->head == link->tail,
                                           .line = link->line});
}

static void finish(Mermaid *reader) {
    Sketch *sketch = reader->sketch;
    if (reader->area != SKETCH_NONE) {
        sketch_fail(sketch, ERROR_INPUT, sketch->areas.items[reader->area].line,
                    "the subgraph that begins here has no `end`");
    }
    add_shapes(reader);
    for (size_t i = 0; i < reader->links.count && !sketch->error.code; i++) {
        add_arrow(reader, &reader->links.items[i]);
    }
    if (reader->looks > 0) {
        sketch_unread(sketch, reader->looks_line,
                      "what says only how it looks (style, class, click and the like): %d in all",
                      reader->looks);
    }
}

void mermaid_read(Sketch *sketch, const char *bytes, size_t length, int first_line) {
    Mermaid reader = {.sketch = sketch,
                      .at = arena_copy(&sketch->arena, bytes, length),
                      .line = first_line,
                      .area = SKETCH_NONE};
    read_head(&reader);
    while (!sketch->error.code) {
        skip_between(&reader);
        if (!*reader.at) {
            finish(&reader);
            break;
        }
        if (!read_keyword(&reader)) {
            read_chain(&reader);
        }
    }
    array_free(&reader.names);
    array_free(&reader.links);
    hash_index_free(&reader.index);
}
