#include "rules/fact_changes.h"

#include <assert.h>
#include <string.h>

size_t fact_set_first(FactTableId table, const Facts *facts) {
    size_t first = 0;
    for (int id = 0; id < (int)table; id++) {
        first += 1 + facts->tables[id].column_count;
    }
    return first;
}

bool fact_set_meets(const FactSet *a, const FactSet *b) {
    uint64_t both = 0;
    for (size_t i = 0; i < FACT_SET_WORDS; i++) {
        both |= a->words[i] & b->words[i];
    }
    return both != 0;
}

/* ---- Digests ------------------------------------------------------------------------------------ */

/* The steps of MurmurHash3's finaliser, between any two words. */
static uint64_t mix(uint64_t digest, uint64_t word) {
    digest = (digest ^ word) * UINT64_C(0xff51afd7ed558ccd);
    digest = (digest ^ digest >> 33) * UINT64_C(0xc4ceb9fe1a85ec53);
    return digest ^ digest >> 29;
}

static uint64_t mix_text(uint64_t digest, const char *text, size_t length) {
    for (size_t i = 0; i < length; i += sizeof digest) {
        uint64_t word = 0;
        memcpy(&word, text + i, length - i < sizeof word ? length - i : sizeof word);
        digest = mix(digest, word);
    }
    return mix(digest, length);
}

static uint64_t mix_cell(uint64_t digest, const FactCell *cell) {
    uint64_t word = 0;
    digest += (uint64_t)cell->type;
    switch (cell->type) {
    case FACT_NULL:
        break;
    case FACT_INTEGER:
        word = (uint64_t)cell->as.integer;
        break;
    case FACT_NUMBER:
        memcpy(&word, &cell->as.number, sizeof word);
        break;
    case FACT_TEXT:
        return mix_text(digest, cell->as.text, cell->length);
    }
    return mix(digest, word);
}

static void note(FactChanges *changes, size_t position, uint64_t digest) {
    if (changes->digests[position] != digest) {
        changes->digests[position] = digest;
        fact_set_add(&changes->changed, position);
    }
}

/* Row after row, as they lie in memory. */
static void look_at_table(FactChanges *changes, const FactRows *rows, size_t first) {
    uint64_t counted = mix(1, rows->count); /* not zero, as all are at first */
    uint64_t digests[FACT_SET_BITS];
    for (size_t column = 0; column < rows->column_count; column++) {
        digests[column] = counted;
    }
    for (size_t row = 0; row < rows->count; row++) {
        for (size_t column = 0; column < rows->column_count; column++) {
            digests[column] = mix_cell(digests[column], fact_rows_cell(rows, row, column));
        }
    }
    note(changes, first, counted);
    for (size_t column = 0; column < rows->column_count; column++) {
        note(changes, first + 1 + column, digests[column]);
    }
}

void fact_changes_look(FactChanges *changes, const Facts *facts) {
    memset(&changes->changed, 0, sizeof changes->changed);
    for (int id = 0; id < FACT_TABLE_COUNT; id++) {
        size_t first = fact_set_first((FactTableId)id, facts);
        assert(first + facts->tables[id].column_count < FACT_SET_BITS);
        look_at_table(changes, &facts->tables[id], first);
    }
}
