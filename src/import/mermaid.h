/* The pieces of the reader of Mermaid flowcharts. Private to it.
 *
 * It reads the text once, from `at` on. A name may be used before it is known whether it is that of
 * a node, of a subgraph or of an arrow, so names and links are collected first and become shapes
 * and arrows at the end. */
#ifndef FAULTLINE_IMPORT_MERMAID_H
#define FAULTLINE_IMPORT_MERMAID_H

#include "import/sketch.h"

typedef struct MermaidName {
    const char *name;
    const char *text;       /* NULL while it has none of its own */
    const char *class;      /* NULL: none */
    const KindSpec *likely; /* as in SketchShape */
    bool is_arrow;          /* `e1@-->` gave it to an arrow */
    int subgraph;           /* the one that it names, or SKETCH_NONE */
    int area;               /* the subgraph that it was first seen in, or SKETCH_NONE */
    int shape;              /* once it is one */
    int line;
} MermaidName;

typedef struct MermaidLink {
    MermaidName *from, *to;
    bool head, tail; /* at its end, at its beginning */
    bool hidden;     /* `~~~`: for the layout alone */
    const char *text;
    int line;
} MermaidLink;

typedef struct Mermaid {
    Sketch *sketch;
    const char *at; /* ends with a NUL */
    int line;       /* of `at` */
    HashIndex index;
    ARRAY_OF(MermaidName *) names; /* in the arena, in the order in which they were first seen */
    ARRAY_OF(MermaidLink) links;
    int area; /* the subgraph that is open, or SKETCH_NONE */
    int depth;
    int looks, looks_line; /* statements that say only how it looks, and the first one's line */
} Mermaid;

/* --- The text --- */
void mermaid_skip_blanks(Mermaid *reader); /* of this line */
/* What stands from `at` to `end`, moving past it. */
const char *mermaid_take(Mermaid *reader, const char *end);
/* Quotes, entities, tags, icons and line breaks taken out: the words, on one line. */
const char *mermaid_words(Sketch *sketch, int line, const char *raw);
/* Where the text of a form ends, which is not within its quotes; NULL: nowhere. */
const char *mermaid_end_of_text(const char *at, const char *close);
void mermaid_note_looks(Mermaid *reader, int line);

/* --- Names and nodes (mermaid_node.c) --- */
size_t mermaid_name_length(const char *at);
MermaidName *mermaid_name(Mermaid *reader, const char *name);
/* `id`, `id[text]`, `id@{ shape: cyl }`, `id:::class`; NULL with the sketch's error set. */
MermaidName *mermaid_node(Mermaid *reader);

/* --- Links (mermaid_line.c) --- */
/* False when there is none here, or with the sketch's error set. `from` and `to` are the caller's. */
bool mermaid_link(Mermaid *reader, MermaidLink *link);

#endif
