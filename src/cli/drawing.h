/* A design written in the form that the ending of a file's name asks for. */
#ifndef FAULTLINE_CLI_DRAWING_H
#define FAULTLINE_CLI_DRAWING_H

#include "cli/context.h"

typedef enum DrawingForm {
    DRAWING_DESIGN,
    DRAWING_MERMAID,
    DRAWING_MARKDOWN, /* Mermaid in a block of code */
    DRAWING_EXCALIDRAW,
    DRAWING_SVG,
    DRAWING_PNG,
    DRAWING_FORM_COUNT
} DrawingForm;

typedef struct DrawingOptions {
    const char *theme; /* of all that has colours */
    double scale;      /* of a picture: pixels for a unit */
} DrawingOptions;

/* The options of a command that draws, for its table. */
#define DRAWING_SCALE_OPTION                                                              \
    {                                                                                     \
        .name = "--scale", .value = "N", .help = "Pixels for one unit of the board (1).", \
        .is_number = true, .min = 0.1, .max = 16                                          \
    }
#define DRAWING_THEME_OPTION                                                               \
    {                                                                                      \
        .name = "--theme", .value = "light|dark|contrast", .help = "The colours (light).", \
        .words = DRAWING_THEMES                                                            \
    }
extern const char *const DRAWING_THEMES[];

bool path_ends_with(const char *path, const char *ending);
/* By the ending of the name; DRAWING_FORM_COUNT for others. */
DrawingForm drawing_form(const char *path);
/* The file is replaced whole or left as it was. */
Error drawing_save(Cli *cli, const Design *design, DrawingForm form, const char *path,
                   const DrawingOptions *options);

#endif
