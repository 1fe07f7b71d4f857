/* A comparison of two attempts, for a terminal and for programs (docs/FORMATS.md, "Comparison"). */
#ifndef FAULTLINE_CLI_COMPARISON_REPORT_H
#define FAULTLINE_CLI_COMPARISON_REPORT_H

#include "cli/columns.h"
#include "model/json.h"
#include "round/comparison.h"

void comparison_write_json(const Comparison *comparison, JsonWriter *writer);
void comparison_write_text(const Comparison *comparison, const Screen *screen, TextBuffer *out);

#endif
