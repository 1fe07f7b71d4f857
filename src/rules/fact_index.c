#include "rules/fact_index.h"

#include <stdlib.h>
#include <string.h>

/* FNV-1a, on from what came before. */
static uint32_t hash_on(uint32_t hash, const char *text, size_t length) {
    for (size_t i = 0; i < length; i++) {
        hash = (hash ^ (unsigned char)text[i]) * 0x01000193U;
    }
    return (hash ^ 0xffU) * 0x01000193U; /* "ab", "c" is not "a", "bc" */
}

#define FIRST_HASH UINT32_C(0x811c9dc5)

static uint32_t hash_row(const FactIndex *index, const FactRows *rows, size_t row) {
    uint32_t hash = FIRST_HASH;
    for (size_t i = 0; i < index->column_count; i++) {
        const FactCell *cell = fact_rows_cell(rows, row, index->columns[i]);
        if (cell->type == FACT_TEXT) {
            hash = hash_on(hash, cell->as.text, cell->length);
        }
    }
    return hash;
}

static void make_room(FactIndex *index, const FactRows *rows) {
    index->row_count = rows->count;
    if (index->row_capacity < rows->count) {
        index->row_capacity = rows->count * 2;
        index->next = memory_resize(index->next, index->row_capacity * sizeof *index->next);
        index->hashes = memory_resize(index->hashes, index->row_capacity * sizeof *index->hashes);
    }
    index->slot_count = 8;
    while (index->slot_count < rows->count) {
        index->slot_count *= 2;
    }
    if (index->slot_capacity < index->slot_count) {
        index->slot_capacity = index->slot_count;
        index->heads = memory_resize(index->heads, index->slot_capacity * sizeof *index->heads);
    }
    memset(index->heads, 0xff, index->slot_count * sizeof *index->heads); /* FACT_NO_ROW */
}

void fact_index_make(FactIndex *index, const FactRows *rows) {
    make_room(index, rows);
    for (size_t row = rows->count; row-- > 0;) {
        uint32_t hash = hash_row(index, rows, row);
        uint32_t *head = &index->heads[hash & (index->slot_count - 1)];
        index->hashes[row] = hash;
        index->next[row] = *head;
        *head = (uint32_t)row;
    }
}

void fact_index_free(FactIndex *index) {
    free(index->heads);
    free(index->next);
    free(index->hashes);
    *index = (FactIndex){0};
}

static bool is_text(const FactCell *cell, const char *text, size_t length) {
    return cell->type == FACT_TEXT && cell->length == length &&
           (cell->as.text == text || memcmp(cell->as.text, text, length) == 0);
}

uint32_t fact_index_first(const FactIndex *index, const FactRows *rows, const FactKey *keys) {
    uint32_t hash = FIRST_HASH;
    for (size_t i = 0; i < index->column_count; i++) {
        if (!keys[i].text) {
            return FACT_NO_ROW;
        }
        hash = hash_on(hash, keys[i].text, keys[i].length);
    }
    uint32_t row = index->heads[hash & (index->slot_count - 1)];
    for (; row != FACT_NO_ROW; row = index->next[row]) {
        bool same = index->hashes[row] == hash;
        for (size_t i = 0; i < index->column_count && same; i++) {
            same =
                is_text(fact_rows_cell(rows, row, index->columns[i]), keys[i].text, keys[i].length);
        }
        if (same) {
            break;
        }
    }
    return row;
}

uint32_t fact_index_next(const FactIndex *index, const FactRows *rows, uint32_t row) {
    uint32_t next = index->next[row];
    for (; next != FACT_NO_ROW; next = index->next[next]) {
        bool same = index->hashes[next] == index->hashes[row];
        for (size_t i = 0; i < index->column_count && same; i++) {
            const FactCell *known = fact_rows_cell(rows, row, index->columns[i]);
            same = is_text(fact_rows_cell(rows, next, index->columns[i]), known->as.text,
                           known->length);
        }
        if (same) {
            break;
        }
    }
    return next;
}

/* ---- Order ------------------------------------------------------------------------------------- */

typedef struct SortedRow {
    const FactCell *cell;
    uint32_t row;
} SortedRow;

static int compare_rows(const void *a, const void *b) {
    const SortedRow *left = a;
    const SortedRow *right = b;
    size_t left_length = left->cell->type == FACT_TEXT ? left->cell->length : 0;
    size_t right_length = right->cell->type == FACT_TEXT ? right->cell->length : 0;
    size_t shorter = left_length < right_length ? left_length : right_length;
    int order = shorter > 0 ? memcmp(left->cell->as.text, right->cell->as.text, shorter) : 0;
    if (order == 0) {
        order = (left_length > right_length) - (left_length < right_length);
    }
    if (order == 0) { /* NULL comes before "" */
        order = (left->cell->type == FACT_TEXT) - (right->cell->type == FACT_TEXT);
    }
    return order ? order : (left->row > right->row) - (left->row < right->row);
}

uint32_t *fact_rows_sorted(const FactRows *rows, size_t column) {
    SortedRow *sorted = memory_allocate((rows->count + 1) * sizeof *sorted);
    for (size_t i = 0; i < rows->count; i++) {
        sorted[i] = (SortedRow){fact_rows_cell(rows, i, column), (uint32_t)i};
    }
    qsort(sorted, rows->count, sizeof *sorted, compare_rows);
    uint32_t *order = memory_allocate((rows->count + 1) * sizeof *order);
    for (size_t i = 0; i < rows->count; i++) {
        order[i] = sorted[i].row;
    }
    free(sorted);
    return order;
}
