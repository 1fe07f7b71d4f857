/* The language of the heads `apply` and `proof` of a rule (docs/FORMATS.md, "Rule files"): clauses
 * with ';' between them, read when the rule file is.
 *
 * A clause may still have {columns} in its texts, which stand for the columns of a finding's row;
 * clause_fill gives the clause of one finding. Everything that a clause points to is in an arena. */
#ifndef FAULTLINE_RULES_CLAUSE_H
#define FAULTLINE_RULES_CLAUSE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/memory.h"

typedef enum ClauseVerb {
    CLAUSE_SET,
    CLAUSE_UNSET,
    CLAUSE_ADD,
    CLAUSE_FIND,
    CLAUSE_CONNECT,
    CLAUSE_RECONNECT,
    CLAUSE_OPERATIONS,
    CLAUSE_KIND,
    CLAUSE_REMOVE,
    CLAUSE_WHY,
    CLAUSE_MEASURE,
    CLAUSE_FAULT,
    CLAUSE_RUN,
    CLAUSE_VERB_COUNT
} ClauseVerb;

/* What a word of a clause says; which a clause has, its verb tells. */
typedef enum ClauseField {
    FIELD_SUBJECT, /* the id or ids that it is about */
    FIELD_OTHER,   /* the second of two */
    FIELD_FROM,    /* of reconnect: the component that it leaves now */
    FIELD_TO,
    FIELD_KIND, /* of a component */
    FIELD_CONNECTION_KIND,
    FIELD_NAME, /* "@dead" */
    FIELD_LABEL,
    FIELD_NEAR,
    FIELD_WHY,
    FIELD_OPERATIONS,
    FIELD_BEFORE, /* the connection that a new one stands before */
    FIELD_SETTING,
    FIELD_VALUE,
    FIELD_METRIC,
    FIELD_SCOPE,   /* what the subject of a measure or a fault is: "component" */
    FIELD_EFFECTS, /* of a fault: "poison_pct=5,flush=1" */
    FIELD_BEGIN_S,
    FIELD_LENGTH_S,
    FIELD_EVERY_S, /* of a fault that comes again */
    FIELD_COUNT
} ClauseField;

typedef struct ClauseSetting {
    const char *name, *value;
} ClauseSetting;

typedef struct Clause {
    ClauseVerb verb;
    int line;                        /* of the rule's file */
    const char *fields[FIELD_COUNT]; /* NULL where it has none */
    const ClauseSetting *settings;
    size_t setting_count;
} Clause;

typedef enum ClauseHead { HEAD_OF_FIXES, HEAD_OF_PROOFS } ClauseHead;

/* Zeroed: the head was left out. */
typedef struct Clauses {
    const Clause *items;
    size_t count;
    const char *none; /* why there are none: what follows "none:"; else NULL */
} Clauses;

enum { LIMIT_CLAUSES = 200 /* in one head */ };

/* `text` is the head's, with a newline wherever it goes on in the next line of the file; `line` is
 * its first. */
Error clauses_parse(ClauseHead head, const char *text, const char *path, int line, Arena *arena,
                    Clauses *clauses);

/* The value of a finding's column by its name. False when there is no such column; *value is NULL
 * where it is NULL. */
typedef bool (*ClauseColumn)(const void *row, const char *column, const char **value);

/* The clause with the row's columns in the place of their names; false when one of them is NULL,
 * and the clause is left out. All columns are known: clauses_check has seen to it. */
bool clause_fill(const Clause *clause, ClauseColumn column, const void *row, Arena *arena,
                 Clause *filled);

const char *clause_verb_name(ClauseVerb verb);
/* The next id of a list "a,b,c"; false at its end. *at begins at 0. */
bool clause_next_word(const char *list, size_t *at, char *out, size_t size);

#endif
