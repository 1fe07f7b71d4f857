/* Finding rows of a fact table by the texts in some of its columns, and walking them in the order of
 * one. Inside the rules only. */
#ifndef FAULTLINE_RULES_FACT_INDEX_H
#define FAULTLINE_RULES_FACT_INDEX_H

#include <stdbool.h>
#include <stdint.h>

#include "rules/fact_rows.h"

enum { FACT_INDEX_COLUMNS = 8 }; /* at most so many columns of one index */
#define FACT_NO_ROW UINT32_MAX

/* Rows that share their values hang on one chain, in the order of the table. */
typedef struct FactIndex {
    uint32_t columns[FACT_INDEX_COLUMNS];
    size_t column_count;
    uint32_t *heads;  /* the first row of each slot */
    uint32_t *next;   /* of each row */
    uint32_t *hashes; /* of each row */
    size_t slot_count, row_count;
    size_t slot_capacity, row_capacity;
} FactIndex;

/* A text that is looked for; NULL is found nowhere. */
typedef struct FactKey {
    const char *text;
    size_t length;
} FactKey;

/* Makes it of these rows; `columns` and `column_count` are set. It must be made again when the rows
 * have changed. */
void fact_index_make(FactIndex *index, const FactRows *rows);
void fact_index_free(FactIndex *index);
/* The first row that has these texts in the index's columns, or FACT_NO_ROW; then the next one. */
uint32_t fact_index_first(const FactIndex *index, const FactRows *rows, const FactKey *keys);
uint32_t fact_index_next(const FactIndex *index, const FactRows *rows, uint32_t row);

/* The rows by the texts in one column, ascending; rows that are alike in the order of the table.
 * Release with free(). */
uint32_t *fact_rows_sorted(const FactRows *rows, size_t column);

#endif
