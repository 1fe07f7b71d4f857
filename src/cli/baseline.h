/* What a check found before: findings that are known and need not be told again. */
#ifndef FAULTLINE_CLI_BASELINE_H
#define FAULTLINE_CLI_BASELINE_H

#include "base/error.h"
#include "rules/finding.h"

/* Takes out of the findings those that stand in this file, the output of an earlier `check --format
 * json`, and says how many. A finding is known by its rule and its subject, since its numbers may
 * have changed; where both have several, as many are known as the file has. */
Error baseline_apply(const char *path, Findings *findings, size_t *known);

#endif
