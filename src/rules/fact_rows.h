/* The rows of one fact table, cell after cell. Inside the rules only.
 *
 * Texts are borrowed: they must live as long as the rows are read. */
#ifndef FAULTLINE_RULES_FACT_ROWS_H
#define FAULTLINE_RULES_FACT_ROWS_H

#include <stdint.h>

#include "base/memory.h"

typedef enum FactCellType { FACT_NULL, FACT_INTEGER, FACT_NUMBER, FACT_TEXT } FactCellType;

typedef struct FactCell {
    union {
        long long integer;
        double number;
        const char *text;
    } as;
    FactCellType type;
    uint32_t length; /* of a text */
} FactCell;

/* Zero-initialise all but `column_count`; release with array_free(&rows->cells). */
typedef struct FactRows {
    ARRAY_OF(FactCell) cells;
    size_t column_count, count;
} FactRows;

static inline const FactCell *fact_rows_cell(const FactRows *rows, size_t row, size_t column) {
    return &rows->cells.items[row * rows->column_count + column];
}

/* A row that is being written, column after column; all of them before the next row is begun. */
typedef struct FactRow {
    FactCell *next;
} FactRow;

void fact_rows_clear(FactRows *rows);
FactRow fact_rows_add(FactRows *rows);
void fact_row_text(FactRow *row, const char *text);
void fact_row_text_if_set(FactRow *row, const char *text); /* "" is NULL */
void fact_row_number(FactRow *row, double number);
void fact_row_number_if_set(FactRow *row, double number); /* below zero is NULL; so is infinity */
void fact_row_integer(FactRow *row, long long number);
void fact_row_null(FactRow *row);

#endif
