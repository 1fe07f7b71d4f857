#include "rules/fact_row.h"

#include <math.h>

FactRow fact_row_begin(sqlite3_stmt *insert) {
    return (FactRow){.statement = insert};
}

void fact_row_text(FactRow *row, const char *text) {
    row->failed |=
        sqlite3_bind_text(row->statement, ++row->column, text, -1, SQLITE_STATIC) != SQLITE_OK;
}

void fact_row_text_if_set(FactRow *row, const char *text) {
    if (text[0] == '\0') {
        fact_row_null(row);
    } else {
        fact_row_text(row, text);
    }
}

void fact_row_number(FactRow *row, double number) {
    row->failed |= sqlite3_bind_double(row->statement, ++row->column, number) != SQLITE_OK;
}

void fact_row_number_if_set(FactRow *row, double number) {
    if (number < 0.0 || !isfinite(number)) {
        fact_row_null(row);
    } else {
        fact_row_number(row, number);
    }
}

void fact_row_integer(FactRow *row, long long number) {
    row->failed |= sqlite3_bind_int64(row->statement, ++row->column, number) != SQLITE_OK;
}

void fact_row_null(FactRow *row) {
    row->failed |= sqlite3_bind_null(row->statement, ++row->column) != SQLITE_OK;
}

bool fact_row_end(FactRow *row) {
    bool done = !row->failed && sqlite3_step(row->statement) == SQLITE_DONE;
    sqlite3_reset(row->statement);
    return done;
}
