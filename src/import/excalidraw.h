/* The pieces of the reader of Excalidraw files. Private to it.
 *
 * First every element is read as it stands; then texts find what they are the label of, groups that
 * are one picture become one element, and each element gets its part in the sketch. */
#ifndef FAULTLINE_IMPORT_EXCALIDRAW_H
#define FAULTLINE_IMPORT_EXCALIDRAW_H

#include "import/sketch.h"

typedef enum DrawnType {
    DRAWN_SHAPE, /* rectangle, diamond, ellipse, cylinder and other closed forms */
    DRAWN_TEXT,
    DRAWN_ARROW,
    DRAWN_LINE,
    DRAWN_FRAME,
    DRAWN_IMAGE,  /* image, embeddable, iframe */
    DRAWN_STROKES /* freehand, and what we do not know */
} DrawnType;

typedef struct Drawn Drawn;
struct Drawn {
    DrawnType type;
    const char *type_name; /* as in the file */
    const char *id;        /* "" for none */
    const char *group;     /* the outermost one, or NULL */
    const char *container; /* the id of what a text is bound to, or NULL */
    int line;
    SketchBox box;
    const char *text; /* of a text, the name of a frame, or the label that was found for it */
    bool rectangle, locked;
    bool touched; /* an arrow is bound to it */
    bool used;    /* it is part of another element: a label, a stroke of a picture */
    Drawn *whole; /* that element; or NULL */

    /* of an arrow or a line */
    const char *start_id, *end_id; /* bindings, or NULL */
    double start_x, start_y, end_x, end_y, middle_x, middle_y;
    bool head, tail;

    /* what a design of ours had here */
    const Component *component;
    const Connection *connection;
    const Area *area;
    const Note *note;

    int shape, place; /* in the sketch's shapes and areas, or SKETCH_NONE */
};

typedef struct Drawing {
    Sketch *sketch;
    JsonReader reader;
    ARRAY_OF(Drawn) items; /* does not move any more once they are read */
    HashIndex index;       /* of their ids */
    /* Those of them that are looked through for each of the others. */
    ARRAY_OF(Drawn *) parts;  /* shapes and images that are not part of another element */
    ARRAY_OF(Drawn *) areas;  /* which have a place */
    ARRAY_OF(Drawn *) arrows; /* which are not part of a picture */
    ARRAY_OF(Drawn *) shapes; /* which have a shape */
} Drawing;

bool excalidraw_box_holds(SketchBox outer, SketchBox inner);
bool excalidraw_box_has(SketchBox box, double x, double y);
double excalidraw_box_distance(SketchBox box, double x, double y);
/* Adds to the label that it has. */
void excalidraw_add_text(Drawing *drawing, Drawn *item, const char *text);

/* Texts that are bound or grouped become labels; groups that are one picture, one element. */
void excalidraw_join(Drawing *drawing);
/* Everything that is not part of another element gets its part in the sketch. */
void excalidraw_make(Drawing *drawing);

#endif
