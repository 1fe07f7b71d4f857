/* Mending: the fixes of all findings that have one, one after the other, until nothing changes any
 * more. */
#ifndef FAULTLINE_RULES_MEND_H
#define FAULTLINE_RULES_MEND_H

#include "history/editor.h"
#include "rules/checker.h"

/* Which findings are meant; nothing listed: all of them. */
typedef struct MendChoice {
    const char *const *rules;
    size_t rule_count;
    const char *const *subjects;
    size_t subject_count;
} MendChoice;

typedef struct MendStep {
    const char *rule, *title, *subject, *label;
    Severity severity;
    const char *what; /* what was done; of what is left, why it is */
} MendStep;

/* Owns its texts. */
typedef struct Mending {
    Arena arena;
    ARRAY_OF(MendStep) steps;                          /* each one step of undo */
    ARRAY_OF(MendStep) left;                           /* what was meant and is found still */
    int before[SEVERITY_COUNT], after[SEVERITY_COUNT]; /* findings that are not accepted */
    ARRAY_OF(const char *) problems;                   /* of rules that could not be run */
} Mending;

enum { MEND_MOST_STEPS = 2000 };

/* The gravest finding first, with a new check after each step. A finding that a later step brings
 * back is mended again, three times in all, so that it ends. Praise and what is accepted stays. On failure the steps so far stand, and `mending` is empty. */
Error mend_all(Checker *checker, const RuleSet *rules, const Scenario *scenario,
               const MendChoice *choice, Editor *editor, Mending *mending);
void mending_free(Mending *mending);

#endif
