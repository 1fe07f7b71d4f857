/* Drawings of other programs, read into designs: Mermaid flowcharts and Excalidraw files.
 *
 * Boxes become components by the words on them (model/kind_words.h), arrows become connections of
 * the kind that fits their ends. What had to be guessed, and what could not be read, is listed:
 * nothing is dropped silently. What a design of ours was written with (export/excalidraw.h) is
 * found again. A text that is no such drawing is refused, with its line. */
#ifndef FAULTLINE_IMPORT_IMPORT_H
#define FAULTLINE_IMPORT_IMPORT_H

#include "base/error.h"
#include "model/design.h"

typedef enum ImportFormat {
    IMPORT_MERMAID,    /* a flowchart, .mmd or .mermaid */
    IMPORT_MARKDOWN,   /* the first flowchart among its code blocks, .md */
    IMPORT_EXCALIDRAW, /* a file, or what Excalidraw puts on the clipboard */
    IMPORT_FORMAT_COUNT
} ImportFormat;

typedef struct ImportRemark {
    bool unread; /* it is not in the design; else it is, and is a guess */
    int line;    /* of the file */
    const char *text;
} ImportRemark;

/* Zero-initialise. */
typedef struct Import {
    Design *design;                 /* the caller may take it, and then sets this to NULL */
    ARRAY_OF(ImportRemark) remarks; /* in the order of their lines */
    Arena arena;                    /* of their texts */
} Import;

/* By the ending of the name; IMPORT_FORMAT_COUNT for others. */
ImportFormat import_format_of_path(const char *path);
/* What a text from the clipboard is; IMPORT_FORMAT_COUNT for anything else. */
ImportFormat import_format_of_text(const char *bytes, size_t length);

/* `file` is named in the messages. `import` is empty when it comes in, and stays so on failure. */
Error import_read(ImportFormat format, const char *bytes, size_t length, const char *file,
                  const Catalog *catalog, Import *import);
void import_free(Import *import);

#endif
