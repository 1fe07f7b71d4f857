/* Where the font files are: a short list of known folders, not a search of the disk. */
#ifndef FAULTLINE_PLATFORM_FONT_FILES_H
#define FAULTLINE_PLATFORM_FONT_FILES_H

#include "base/error.h"
#include "base/memory.h"
#include "board/draw.h"

enum { FONT_FALLBACK_LIMIT = 8 };

typedef struct FontFiles {
    const char *main[FONT_COUNT];              /* each is there; in the caller's arena */
    const char *fallback[FONT_FALLBACK_LIMIT]; /* for characters that those lack */
    size_t fallback_count;
} FontFiles;

/* FAULTLINE_FONTS names further folders, with ':' between them, that are looked at first. Fails
 * when one of the main fonts has neither its file nor a stand-in, and says what to install. */
Error font_files_find(Arena *arena, FontFiles *files);

#endif
