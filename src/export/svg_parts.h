/* The pieces that SVG is written from. Private to svg.c and its parts. */
#ifndef FAULTLINE_EXPORT_SVG_PARTS_H
#define FAULTLINE_EXPORT_SVG_PARTS_H

#include "base/error.h"
#include "base/text.h"
#include "board/draw.h"

/* At most two digits after the point, no trailing zeros. */
void svg_number(TextBuffer *out, double number);
/* ` name="number"` */
void svg_attribute(TextBuffer *out, const char *name, double number);
/* ` fill="#2f55d4" fill-opacity="0.5"`, the opacity only when there is some; `name` is fill or
 * stroke. */
void svg_color(TextBuffer *out, const char *name, Color color);
/* Escaped for XML; a character that XML does not allow becomes U+FFFD. */
void svg_escaped(TextBuffer *out, const char *text);

/* The drawings of icons, read once each. Zero-initialise. */
typedef struct SvgIcon {
    char *name, *drawing; /* what stands within <svg> */
    double size;          /* of its viewBox, a square from 0 */
} SvgIcon;

typedef struct SvgIcons {
    const char *folder;
    ARRAY_OF(SvgIcon) items;
} SvgIcons;

Error svg_icon_write(SvgIcons *icons, const char *name, Rect rect, Color color, TextBuffer *out);
void svg_icons_free(SvgIcons *icons);

#endif
