/* Fixes: the edits of a rule's `apply` head for one finding, as one command for the dispatcher. */
#ifndef FAULTLINE_RULES_FIX_H
#define FAULTLINE_RULES_FIX_H

#include "history/command.h"
#include "rules/rule.h"

/* Whether the rule has edits for this finding: not where each of them needs a column that is NULL. */
bool fix_exists(const Rule *rule, const Finding *finding);
/* What mends the finding in this design, named "Fix: No dead-letter queue". It stays empty, without
 * an error, when all of it is so already. An edit that cannot be made refuses the whole, with the
 * rule's file and line. `command` is empty when it comes in. */
Error fix_make(const Rule *rule, const Finding *finding, const Design *design, Command *command);
/* What it adds, changes and removes: "Adds Dead letters and Jobs → Dead letters; changes Jobs." The
 * command has been applied, and this is the design after it. */
void fix_describe(const Command *command, const Design *design, TextBuffer *out);

#endif
