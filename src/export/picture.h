/* A picture of a whole design: its title, and the board at 100 % with a margin around it.
 *
 * The picture owns its draw list; svg_write makes it into SVG, the platform into PNG. Coordinates
 * are canvas units; a picture is at most PICTURE_LARGEST_SIDE pixels wide and high. */
#ifndef FAULTLINE_EXPORT_PICTURE_H
#define FAULTLINE_EXPORT_PICTURE_H

#include "base/error.h"
#include "board/board.h"

enum { PICTURE_LARGEST_SIDE = 16384 };

typedef struct PictureOptions {
    const Theme *theme;
    const TextMetrics *metrics;
    const BoardMarks *marks; /* NULL: none */
    double scale;            /* pixels for a unit: above 0 */
} PictureOptions;

/* Zero-initialise. */
typedef struct Picture {
    DrawList list;
    int width, height; /* in units */
} Picture;

/* An empty design gives a small picture that says so. Refused when it would be too large, with the
 * scale that would do. The picture is made anew. */
Error picture_make(const Design *design, const PictureOptions *options, Picture *picture);
void picture_free(Picture *picture);

#endif
