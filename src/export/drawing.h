/* A design as a file of the form that the ending of its name asks for: a design, a Mermaid chart,
 * an Excalidraw file, a picture. The file is replaced whole or left as it was.
 *
 * Fonts and pixels are the platform's: a PNG needs the tools that it hands in, an SVG uses its
 * measures of text and does without when there are none. */
#ifndef FAULTLINE_EXPORT_DRAWING_H
#define FAULTLINE_EXPORT_DRAWING_H

#include "base/error.h"
#include "board/draw.h"
#include "board/theme.h"
#include "model/design.h"

typedef enum DrawingForm {
    DRAWING_DESIGN,
    DRAWING_MERMAID,
    DRAWING_MARKDOWN, /* Mermaid in a block of code */
    DRAWING_EXCALIDRAW,
    DRAWING_SVG,
    DRAWING_PNG,
    DRAWING_FORM_COUNT
} DrawingForm;

/* A draw list to be made into a file. */
typedef struct DrawingPng {
    const DrawList *list;
    int width, height; /* in the list's units */
    double scale;      /* pixels for one of them */
    const char *data_folder;
} DrawingPng;

typedef struct DrawingTools {
    void *context; /* handed to each of these */
    /* Measures of the real fonts at this many pixels for a unit, good as long as the tools. */
    Error (*open_fonts)(void *context, double scale, TextMetrics *metrics);
    Error (*write_png)(void *context, const DrawingPng *png, const char *path);
} DrawingTools;

typedef struct DrawingOptions {
    const Theme *theme;
    double scale; /* of a picture: pixels for a unit */
    const char *data_folder;
    const DrawingTools *tools;
} DrawingOptions;

/* By the ending of the name; DRAWING_FORM_COUNT for others. */
DrawingForm drawing_form(const char *path);
/* `without_fonts` says why the widths of the texts in an SVG were guessed, when they were. */
Error drawing_save(const Design *design, DrawingForm form, const char *path,
                   const DrawingOptions *options, Error *without_fonts);

#endif
