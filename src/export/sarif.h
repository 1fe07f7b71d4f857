/* Findings as SARIF 2.1.0 (OASIS, "Static Analysis Results Interchange Format", 2020), the format
 * in which code-review tools take what a linter found, to show it on the lines of a file. */
#ifndef FAULTLINE_EXPORT_SARIF_H
#define FAULTLINE_EXPORT_SARIF_H

#include "model/design_lines.h"
#include "model/json.h"
#include "rules/finding.h"
#include "rules/rule.h"

typedef struct Sarif {
    const Findings *findings;
    const RuleSet *rules;     /* all that were run, so that a tool knows what was looked for */
    const char *file;         /* the design's path, as it was given */
    const DesignLines *lines; /* of that file */
} Sarif;

/* Critical and high findings are errors, medium ones warnings, low ones notes; praise is
 * informational. An accepted finding is there, suppressed with its reason. */
void sarif_write(const Sarif *sarif, JsonWriter *writer);

#endif
