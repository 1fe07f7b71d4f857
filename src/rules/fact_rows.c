#include "rules/fact_rows.h"

#include <math.h>
#include <string.h>

void fact_rows_clear(FactRows *rows) {
    rows->cells.count = 0;
    rows->count = 0;
}

FactRow fact_rows_add(FactRows *rows) {
    size_t before = rows->cells.count;
    array_reserve(&rows->cells, before + rows->column_count);
    rows->cells.count += rows->column_count;
    rows->count++;
    return (FactRow){.next = &rows->cells.items[before]};
}

void fact_row_text(FactRow *row, const char *text) {
    *row->next++ = (FactCell){.as.text = text, .type = FACT_TEXT, .length = (uint32_t)strlen(text)};
}

void fact_row_text_if_set(FactRow *row, const char *text) {
    if (text[0] == '\0') {
        fact_row_null(row);
    } else {
        fact_row_text(row, text);
    }
}

void fact_row_number(FactRow *row, double number) {
    *row->next++ = (FactCell){.as.number = number, .type = FACT_NUMBER};
}

void fact_row_number_if_set(FactRow *row, double number) {
    if (number < 0.0 || !isfinite(number)) {
        fact_row_null(row);
    } else {
        fact_row_number(row, number);
    }
}

void fact_row_integer(FactRow *row, long long number) {
    *row->next++ = (FactCell){.as.integer = number, .type = FACT_INTEGER};
}

void fact_row_null(FactRow *row) {
    *row->next++ = (FactCell){.type = FACT_NULL};
}
