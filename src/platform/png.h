/* Draw lists as picture files, painted in memory: no display is needed. */
#ifndef FAULTLINE_PLATFORM_PNG_H
#define FAULTLINE_PLATFORM_PNG_H

#include "base/error.h"
#include "board/draw.h"
#include "platform/fonts.h"

typedef struct Png {
    const DrawList *list;
    int width, height;       /* in the list's units */
    float scale;             /* pixels for one of them */
    const char *data_folder; /* where assets/icons are */
    Fonts *fonts;
} Png;

/* Writes the file whole or not at all. Fails when the picture is too large or the file cannot be
 * written. */
Error png_write(const Png *png, const char *path);

#endif
