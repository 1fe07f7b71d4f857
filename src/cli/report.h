/* The findings of a check, for people and for programs. */
#ifndef FAULTLINE_CLI_REPORT_H
#define FAULTLINE_CLI_REPORT_H

#include "cli/columns.h"
#include "model/design.h"
#include "model/scenario.h"
#include "rules/finding.h"

typedef struct Report {
    const Design *design;
    const Scenario *scenario; /* NULL: checked without one */
    const Findings *findings;
    size_t known; /* that were left out, as the baseline has them */
} Report;

/* faultline/findings, version 1 (docs/FORMATS.md). */
void report_write_json(const Report *report, JsonWriter *writer);
/* Grouped by severity, then by rule; then the accepted ones, and a line that counts. */
void report_write_text(const Report *report, const Screen *screen, TextBuffer *out);

#endif
