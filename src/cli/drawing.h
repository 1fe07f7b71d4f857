/* Writing a design as a drawing, for the commands that do: their options, and export/drawing.h with
 * the fonts and the data of this run. */
#ifndef FAULTLINE_CLI_DRAWING_H
#define FAULTLINE_CLI_DRAWING_H

#include "cli/context.h"
#include "export/drawing.h"

/* Rows of a command's table. */
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

/* As these options say. */
Error cli_save_drawing(Cli *cli, const Arguments *arguments, const Design *design, DrawingForm form,
                       const char *path);

#endif
