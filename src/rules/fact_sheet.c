#include "rules/fact_sheet.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "rules/facts.h"

struct FactSheet {
    sqlite3 *database;
    Facts facts;
};

static Error database_error(FactSheet *sheet) {
    return error_make(ERROR_LIMIT, "the facts could not be read: %s",
                      sqlite3_errmsg(sheet->database));
}

static Error create_table(FactSheet *sheet, FactTableId table) {
    TextBuffer sql = {0};
    fact_table_columns(table, sheet->facts.catalog, &sql);
    fact_table_indexes(table, &sql);
    int result = sqlite3_exec(sheet->database, text_of(&sql), NULL, NULL, NULL);
    text_free(&sql);
    return result == SQLITE_OK ? error_none() : database_error(sheet);
}

static int bind_cell(sqlite3_stmt *insert, int column, const FactCell *cell) {
    switch (cell->type) {
    case FACT_INTEGER:
        return sqlite3_bind_int64(insert, column, cell->as.integer);
    case FACT_NUMBER:
        return sqlite3_bind_double(insert, column, cell->as.number);
    case FACT_TEXT:
        return sqlite3_bind_text(insert, column, cell->as.text, (int)cell->length, SQLITE_STATIC);
    case FACT_NULL:
        break;
    }
    return sqlite3_bind_null(insert, column);
}

static bool insert_row(sqlite3_stmt *insert, const FactRows *rows, size_t row) {
    bool ok = true;
    for (size_t i = 0; i < rows->column_count && ok; i++) {
        ok = bind_cell(insert, (int)i + 1, fact_rows_cell(rows, row, i)) == SQLITE_OK;
    }
    ok = ok && sqlite3_step(insert) == SQLITE_DONE;
    return sqlite3_reset(insert) == SQLITE_OK && ok;
}

static Error fill_table(FactSheet *sheet, FactTableId table) {
    const FactRows *rows = &sheet->facts.tables[table];
    TextBuffer sql = {0};
    fact_table_insert(table, sheet->facts.catalog, &sql);
    sqlite3_stmt *insert = NULL;
    bool ok = sqlite3_prepare_v2(sheet->database, text_of(&sql), -1, &insert, NULL) == SQLITE_OK;
    for (size_t row = 0; row < rows->count && ok; row++) {
        ok = insert_row(insert, rows, row);
    }
    Error error = ok ? error_none() : database_error(sheet);
    sqlite3_finalize(insert);
    text_free(&sql);
    return error;
}

Error fact_sheet_make(const Catalog *catalog, const Design *design, const Scenario *scenario,
                      const Estimate *estimate, const RoundFacts *round, FactSheet **out) {
    FactSheet *sheet = memory_allocate(sizeof *sheet);
    facts_open(&sheet->facts, catalog);
    facts_load(&sheet->facts, design, scenario, estimate, round);
    Error error = error_none();
    if (sqlite3_open(":memory:", &sheet->database) != SQLITE_OK) {
        error = database_error(sheet);
    }
    for (int table = 0; table < FACT_TABLE_COUNT && !error.code; table++) {
        error = create_table(sheet, (FactTableId)table);
        if (!error.code) {
            error = fill_table(sheet, (FactTableId)table);
        }
    }
    facts_close(&sheet->facts);
    if (error.code) {
        fact_sheet_free(sheet);
        return error;
    }
    *out = sheet;
    return error_none();
}

void fact_sheet_free(FactSheet *sheet) {
    if (!sheet) {
        return;
    }
    sqlite3_close(sheet->database);
    free(sheet);
}

static void read_columns(sqlite3_stmt *query, Arena *arena, FactGrid *grid) {
    size_t count = (size_t)sqlite3_column_count(query);
    const char **names = arena_allocate(arena, count * sizeof *names);
    bool *is_number = arena_allocate(arena, count * sizeof *is_number);
    for (size_t i = 0; i < count; i++) {
        names[i] = arena_copy_string(arena, sqlite3_column_name(query, (int)i));
        is_number[i] = strcmp(sqlite3_column_decltype(query, (int)i), "TEXT") != 0;
    }
    grid->columns = names;
    grid->is_number = is_number;
    grid->column_count = count;
}

Error fact_sheet_read(FactSheet *sheet, FactTableId table, Arena *arena, FactGrid *grid) {
    TextBuffer sql = {0};
    text_append_format(&sql, "SELECT * FROM %s ORDER BY rowid", fact_table(table)->name);
    sqlite3_stmt *query = NULL;
    int result = sqlite3_prepare_v2(sheet->database, text_of(&sql), -1, &query, NULL);
    text_free(&sql);
    if (result != SQLITE_OK) {
        return database_error(sheet);
    }
    *grid = (FactGrid){0};
    read_columns(query, arena, grid);
    ARRAY_OF(const char *) cells = {0};
    while ((result = sqlite3_step(query)) == SQLITE_ROW) {
        for (size_t i = 0; i < grid->column_count; i++) {
            const char *text = (const char *)sqlite3_column_text(query, (int)i);
            array_push(&cells, text ? arena_copy_string(arena, text) : NULL);
        }
        grid->row_count++;
    }
    sqlite3_finalize(query);
    if (cells.count > 0) {
        const char **kept = arena_allocate(arena, cells.count * sizeof *kept);
        memcpy(kept, cells.items, cells.count * sizeof *kept);
        grid->cells = kept;
    }
    array_free(&cells);
    return result == SQLITE_DONE ? error_none() : database_error(sheet);
}

Error fact_sheet_save(FactSheet *sheet, const char *path) {
    sqlite3_int64 size = 0;
    unsigned char *bytes = sqlite3_serialize(sheet->database, "main", &size, 0);
    if (!bytes) {
        return database_error(sheet);
    }
    Error error = file_save_atomic(path, (const char *)bytes, (size_t)size);
    sqlite3_free(bytes);
    return error;
}
