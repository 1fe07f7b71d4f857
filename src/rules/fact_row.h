/* One row of a fact table, bound column after column. Inside the rules only. */
#ifndef FAULTLINE_RULES_FACT_ROW_H
#define FAULTLINE_RULES_FACT_ROW_H

#include <sqlite3.h>
#include <stdbool.h>

typedef struct FactRow {
    sqlite3_stmt *statement; /* the table's INSERT */
    int column;
    bool failed; /* a binding did */
} FactRow;

FactRow fact_row_begin(sqlite3_stmt *insert);
/* Texts must live until fact_row_end. */
void fact_row_text(FactRow *row, const char *text);
void fact_row_text_if_set(FactRow *row, const char *text); /* "" is NULL */
void fact_row_number(FactRow *row, double number);
void fact_row_number_if_set(FactRow *row, double number); /* below zero is NULL; so is infinity */
void fact_row_integer(FactRow *row, long long number);
void fact_row_null(FactRow *row);
/* Inserts it; false when that or a binding failed. */
bool fact_row_end(FactRow *row);

#endif
