/* Where the parts of a design stand in its file, for tools that show findings on its lines. */
#ifndef FAULTLINE_MODEL_DESIGN_LINES_H
#define FAULTLINE_MODEL_DESIGN_LINES_H

#include "base/error.h"
#include "base/hash_index.h"
#include "base/memory.h"

/* Zero-initialise. */
typedef struct DesignLines {
    HashIndex lines; /* from an element's id to its line */
    Arena arena;
} DesignLines;

/* Reads a file that design_parse has read before; what is no design there has no lines here. */
void design_lines_read(const char *bytes, size_t length, DesignLines *lines);
/* From 1; the first line for an id that is not in the file. */
int design_lines_of(const DesignLines *lines, const char *id);
void design_lines_free(DesignLines *lines);

#endif
