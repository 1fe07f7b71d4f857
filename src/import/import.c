#include "import/import.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "import/sketch.h"

static bool ends_with(const char *text, const char *ending) {
    size_t length = strlen(text), tail = strlen(ending);
    return length > tail && strcmp(text + length - tail, ending) == 0;
}

ImportFormat import_format_of_path(const char *path) {
    static const struct {
        const char *ending;
        ImportFormat format;
    } ENDINGS[] = {
        {".mmd", IMPORT_MERMAID},           {".mermaid", IMPORT_MERMAID},
        {".md", IMPORT_MARKDOWN},           {".markdown", IMPORT_MARKDOWN},
        {".excalidraw", IMPORT_EXCALIDRAW}, {".excalidraw.json", IMPORT_EXCALIDRAW},
    };
    for (size_t i = 0; i < COUNT_OF(ENDINGS); i++) {
        if (ends_with(path, ENDINGS[i].ending)) {
            return ENDINGS[i].format;
        }
    }
    return IMPORT_FORMAT_COUNT;
}

static bool has(const char *bytes, size_t length, const char *word) {
    size_t wanted = strlen(word);
    for (size_t i = 0; i + wanted <= length; i++) {
        if (memcmp(bytes + i, word, wanted) == 0) {
            return true;
        }
    }
    return false;
}

static bool begins(const char *bytes, size_t length, const char *word) {
    size_t wanted = strlen(word);
    return length >= wanted && memcmp(bytes, word, wanted) == 0;
}

ImportFormat import_format_of_text(const char *bytes, size_t length) {
    enum { HEAD = 400 };
    while (length > 0 && strchr(" \t\r\n", bytes[0])) {
        bytes++;
        length--;
    }
    size_t head = length < HEAD ? length : HEAD;
    if (begins(bytes, length, "{")) {
        return has(bytes, head, "\"excalidraw") ? IMPORT_EXCALIDRAW : IMPORT_FORMAT_COUNT;
    }
    if (has(bytes, length, "```mermaid")) {
        return IMPORT_MARKDOWN;
    }
    bool chart = begins(bytes, length, "graph ") || begins(bytes, length, "graph\n") ||
                 begins(bytes, length, "flowchart") ||
                 ((begins(bytes, length, "---") || begins(bytes, length, "%%")) &&
                  (has(bytes, length, "\nflowchart") || has(bytes, length, "\ngraph")));
    return chart ? IMPORT_MERMAID : IMPORT_FORMAT_COUNT;
}

void import_free(Import *import) {
    design_free(import->design);
    array_free(&import->remarks);
    arena_free(&import->arena);
    *import = (Import){0};
}

/* What holds for a text of any format; the readers rely on it. */
static void check_text(Sketch *sketch, const char *bytes, size_t length) {
    if (length > LIMIT_FILE_BYTES) {
        sketch->error = error_make(ERROR_LIMIT, "%s: larger than the %d MiB that are allowed",
                                   sketch->file, LIMIT_FILE_BYTES >> 20);
        return;
    }
    size_t good = utf8_check(bytes, length);
    if (good < length) {
        int line = 1;
        for (size_t i = 0; i < good; i++) {
            line += bytes[i] == '\n';
        }
        sketch_fail(sketch, ERROR_INPUT, line,
                    bytes[good] == '\0' ? "a NUL byte: this is no text"
                                        : "this is not valid UTF-8; save the file as UTF-8");
    }
}

/* "drawings/shop.mmd" is the shop. */
static const char *name_of_file(Sketch *sketch) {
    const char *name = path_file_name(sketch->file);
    size_t length = strcspn(name, ".");
    return arena_copy(&sketch->arena, name, length);
}

Error import_read(ImportFormat format, const char *bytes, size_t length, const char *file,
                  const Catalog *catalog, Import *import) {
    Sketch sketch = {.catalog = catalog, .file = file};
    check_text(&sketch, bytes, length);
    if (!sketch.error.code) {
        switch (format) {
        case IMPORT_MERMAID:
            mermaid_read(&sketch, bytes, length, 1);
            break;
        case IMPORT_MARKDOWN:
            markdown_read(&sketch, bytes, length);
            break;
        case IMPORT_EXCALIDRAW:
            excalidraw_read(&sketch, bytes, length);
            break;
        case IMPORT_FORMAT_COUNT:
            break;
        }
    }
    if (!sketch.title && !sketch.kept) {
        sketch.title = name_of_file(&sketch);
    }
    Error error = sketch.error.code ? sketch.error : sketch_finish(&sketch, import);
    sketch_free(&sketch);
    return error;
}
