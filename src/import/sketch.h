/* A drawing as it was drawn: shapes, arrows, areas and notes, before they mean anything. Each
 * reader fills one; sketch_design makes a design of it. Private to the import.
 *
 * All texts are in the arena. The limits of the design hold for the lists, and are checked as
 * they grow. */
#ifndef FAULTLINE_IMPORT_SKETCH_H
#define FAULTLINE_IMPORT_SKETCH_H

#include "import/import.h"

enum { SKETCH_NONE = -1 };

typedef struct SketchBox {
    double x, y, w, h; /* x, y: the upper left corner */
} SketchBox;

typedef struct SketchShape {
    const char *name;       /* what its id is made from; "": its text */
    const char *text;       /* "" for none */
    const KindSpec *kind;   /* what the file says it is; or NULL */
    const KindSpec *likely; /* what its form says it is, when its words say nothing; or NULL */
    const Component *kept;  /* what a design of ours had here; or NULL */
    bool locked;
    SketchBox box;
    int area; /* the innermost one that it is in, where the drawing says so */
    int line;
} SketchShape;

typedef struct SketchArrow {
    int from, to; /* shapes */
    const char *text;
    bool undirected; /* it has heads on both ends, or on none */
    const Connection *kept;
    int line;
} SketchArrow;

typedef struct SketchArea {
    const char *text;
    const Area *kept;
    bool locked;
    SketchBox box;
    int parent; /* the area that it is in, where the drawing says so */
    int line;
} SketchArea;

typedef struct SketchNote {
    const char *text;
    const Note *kept;
    bool locked;
    SketchBox box;
    int line;
} SketchNote;

/* Zero-initialise but for the catalogue and the file. */
typedef struct Sketch {
    const Catalog *catalog;
    const char *file;
    Arena arena;
    const char *title; /* or NULL */
    Design *kept; /* owned: with the title, scenario and answers of a design of ours, or NULL */
    bool placed;  /* the boxes say where the parts are; else Tidy does */
    ARRAY_OF(SketchShape) shapes;
    ARRAY_OF(SketchArrow) arrows;
    ARRAY_OF(SketchArea) areas;
    ARRAY_OF(SketchNote) notes;
    ARRAY_OF(ImportRemark) remarks;
    ARRAY_OF(Element) kept_parts; /* owns what `kept` of the others points to */
    Error error;                  /* the first; nothing is added after it */
} Sketch;

void sketch_free(Sketch *sketch);

void sketch_guess(Sketch *sketch, int line, const char *format, ...) PRINTF_LIKE(3, 4);
void sketch_unread(Sketch *sketch, int line, const char *format, ...) PRINTF_LIKE(3, 4);
void sketch_fail(Sketch *sketch, ErrorCode code, int line, const char *format, ...)
    PRINTF_LIKE(4, 5);

/* The place in its list; SKETCH_NONE when there are too many, which is an error. */
int sketch_add_shape(Sketch *sketch, SketchShape shape);
int sketch_add_arrow(Sketch *sketch, SketchArrow arrow);
int sketch_add_area(Sketch *sketch, SketchArea area);
int sketch_add_note(Sketch *sketch, SketchNote note);

/* On one line, single spaces, in the arena; cut, and listed, when it is longer than a label may be. */
const char *sketch_line_of(Sketch *sketch, int line, const char *text);
/* The same for a note: its line breaks stay. */
const char *sketch_text_of(Sketch *sketch, int line, const char *text);

/* Fills in all boxes so that everything lies in its area, for Tidy to lay out. */
void sketch_place(Sketch *sketch);
/* Makes the drawing larger until no cards lie on one another that did not before. */
void sketch_spread(Sketch *sketch);

/* Hands the remarks and the arena's texts over to the import with the design. */
Error sketch_finish(Sketch *sketch, Import *import);

/* The text is a part of the file that begins in this line. */
void mermaid_read(Sketch *sketch, const char *bytes, size_t length, int first_line);
void markdown_read(Sketch *sketch, const char *bytes, size_t length);
void excalidraw_read(Sketch *sketch, const char *bytes, size_t length);

#endif
