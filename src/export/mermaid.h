/* A design as a Mermaid flowchart: what a README or a wiki shows. Labels, kinds and areas are in
 * it; places, settings and answers are not. import/import.h reads it back. */
#ifndef FAULTLINE_EXPORT_MERMAID_H
#define FAULTLINE_EXPORT_MERMAID_H

#include "base/text.h"
#include "board/theme.h"
#include "model/design.h"

/* Appends to `out`. The same design and theme give the same bytes. */
void mermaid_write(const Design *design, const Theme *theme, TextBuffer *out);

#endif
