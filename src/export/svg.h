/* A draw list as SVG 1.1: text stays text, and icons are the drawings of assets/icons in their
 * colours. The same list gives the same bytes. */
#ifndef FAULTLINE_EXPORT_SVG_H
#define FAULTLINE_EXPORT_SVG_H

#include "base/error.h"
#include "base/text.h"
#include "board/draw.h"

typedef struct SvgOptions {
    int width, height;       /* in the list's units */
    double scale;            /* pixels for a unit, as the picture is first shown */
    const char *title;       /* of the document; "" for none */
    const char *icon_folder; /* where <name>.svg is */
} SvgOptions;

/* Appends to `out`. Fails when an icon cannot be read, and then appends nothing. */
Error svg_write(const DrawList *list, const SvgOptions *options, TextBuffer *out);

#endif
