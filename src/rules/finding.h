/* A finding: one fault (or one praise) in one part of a design. */
#ifndef FAULTLINE_RULES_FINDING_H
#define FAULTLINE_RULES_FINDING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/memory.h"

/* Gravest first: the order in which findings are listed. */
typedef enum Severity {
    SEVERITY_CRITICAL,
    SEVERITY_HIGH,
    SEVERITY_MEDIUM,
    SEVERITY_LOW,
    SEVERITY_PRAISE,
    SEVERITY_COUNT
} Severity;

const char *severity_name(Severity severity); /* "critical" */
/* False when it is no severity's name. */
bool severity_parse(const char *name, Severity *severity);

typedef struct Proof Proof; /* rules/proof.h */

typedef struct Finding {
    const char *rule; /* "reliability/no-timeout" */
    Severity severity;
    const char *title;   /* of the rule: "No timeout" */
    const char *subject; /* id of a component, a connection or an operation; "": the whole design */
    const char *label;   /* what people call the subject: "Link service → Links" */
    const char *message; /* one sentence with labels and numbers */
    const char *question, *why, *fix;
    const char *accepted; /* the candidate's reason, or NULL */
    /* The columns of the query and this row's values, NULL where they are; none when the rule has
     * neither edits that mend it nor a proof. */
    const char *const *columns;
    const char *const *values;
    size_t column_count;
    const Proof *proof; /* what playing it came to; NULL until then */
} Finding;

/* The value of a column of the finding's row. False when there is no such column. */
bool finding_column(const Finding *finding, const char *column, const char **value);

/* Sorted by severity, then rule, then subject. Owns its texts. */
typedef struct Findings {
    Arena arena;
    ARRAY_OF(Finding) items;
    ARRAY_OF(const char *) problems; /* of rules that could not be run; the others were */
    int counts[SEVERITY_COUNT];      /* of those that are not accepted */
    int accepted;
} Findings;

void findings_free(Findings *findings); /* and zeroes it */
/* Puts them in their order and counts them; for those who changed a severity. */
void findings_sort(Findings *findings);
/* The gravest severity that is not accepted; SEVERITY_PRAISE when there is none graver. */
Severity findings_worst(const Findings *findings);

#endif
