/* Which columns of the facts are not what they were at the load before. Inside the rules only. */
#ifndef FAULTLINE_RULES_FACT_CHANGES_H
#define FAULTLINE_RULES_FACT_CHANGES_H

#include <stdbool.h>
#include <stdint.h>

#include "rules/facts.h"

/* A set of columns, of all tables. How many rows a table has counts as a column of its own. */
enum { FACT_SET_WORDS = 8, FACT_SET_BITS = FACT_SET_WORDS * 64 };
typedef struct FactSet {
    uint64_t words[FACT_SET_WORDS];
} FactSet;

static inline void fact_set_add(FactSet *set, size_t column) {
    set->words[column / 64] |= UINT64_C(1) << column % 64;
}

/* Where a table begins among all columns: with how many rows it has, and then its columns. */
size_t fact_set_first(FactTableId table, const Facts *facts);
bool fact_set_meets(const FactSet *a, const FactSet *b);

/* Zero-initialise. */
typedef struct FactChanges {
    uint64_t digests[FACT_SET_BITS]; /* of each column's values, in their order */
    FactSet changed;                 /* since the look before; at first all */
} FactChanges;

/* Looks at the rows that are loaded. */
void fact_changes_look(FactChanges *changes, const Facts *facts);

#endif
