/* Draw lists as picture files, painted in memory: no display is needed. */
#ifndef FAULTLINE_PLATFORM_PICTURE_H
#define FAULTLINE_PLATFORM_PICTURE_H

#include "base/error.h"
#include "board/draw.h"
#include "platform/fonts.h"

typedef struct Picture {
    const DrawList *list;
    int width, height;       /* in the list's units */
    float scale;             /* pixels for one of them */
    const char *data_folder; /* where assets/icons are */
    Fonts *fonts;
} Picture;

/* Writes the file whole or not at all. Fails when the picture is too large or the file cannot be
 * written. */
Error picture_write_png(const Picture *picture, const char *path);

#endif
