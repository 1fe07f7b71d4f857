#include "rules/fact_module.h"

#include <string.h>

#include "rules/fact_index.h"

/* How a query goes through a table, as `idxNum`: all rows, all in the order of a column, or those that
 * have given texts in the columns of a set. Bit n of a set is column n. */
enum { PLAN_ALL = 0, PLAN_SORTED = 1 << 16, COLUMNS_OF_SETS = 16 };

typedef struct KeptIndex {
    int plan;
    unsigned long long load; /* of the facts, when it was made; 0: never */
    FactIndex index;
    uint32_t *order; /* of PLAN_SORTED */
} KeptIndex;

typedef struct TableView {
    const Facts *facts;
    FactTableId id;
    FactSet *reads; /* what is read is added here */
    size_t first;   /* of its columns in such a set */
    ARRAY_OF(KeptIndex *) indexes;
} TableView;

struct FactModule {
    FactSet unwatched;
    TableView views[FACT_TABLE_COUNT];
};

typedef struct Table {
    sqlite3_vtab base; /* must come first */
    TableView *view;
} Table;

typedef struct Cursor {
    sqlite3_vtab_cursor base; /* must come first */
    const FactRows *rows;
    TableView *view;
    const KeptIndex *kept; /* NULL: all rows as they come */
    uint32_t row;          /* FACT_NO_ROW: at the end */
    uint32_t position;     /* in `order` */
} Cursor;

/* ---- Indexes ----------------------------------------------------------------------------------- */

static void make_index(TableView *view, KeptIndex *kept) {
    const FactRows *rows = &view->facts->tables[view->id];
    if (kept->plan & PLAN_SORTED) {
        free(kept->order);
        kept->order = fact_rows_sorted(rows, (size_t)(kept->plan & ~PLAN_SORTED));
    } else {
        kept->index.column_count = 0;
        for (uint32_t column = 0; column < COLUMNS_OF_SETS; column++) {
            if (kept->plan & (1 << column)) {
                kept->index.columns[kept->index.column_count++] = column;
            }
        }
        fact_index_make(&kept->index, rows);
    }
    kept->load = view->facts->load;
}

static const KeptIndex *index_for(TableView *view, int plan) {
    KeptIndex *kept = NULL;
    for (size_t i = 0; i < view->indexes.count && !kept; i++) {
        kept = view->indexes.items[i]->plan == plan ? view->indexes.items[i] : NULL;
    }
    if (!kept) {
        kept = memory_allocate(sizeof *kept);
        kept->plan = plan;
        array_push(&view->indexes, kept);
    }
    if (kept->load != view->facts->load) {
        make_index(view, kept);
    }
    return kept;
}

/* ---- Planning ---------------------------------------------------------------------------------- */

static bool is_lookup(const FactTable *table, sqlite3_index_info *info, int constraint) {
    int column = info->aConstraint[constraint].iColumn;
    return info->aConstraint[constraint].usable &&
           info->aConstraint[constraint].op == SQLITE_INDEX_CONSTRAINT_EQ && column >= 0 &&
           (size_t)column < table->column_count && table->columns[column].alike > 0.0 &&
           sqlite3_stricmp(sqlite3_vtab_collation(info, constraint), "BINARY") == 0;
}

/* Looks up all columns that it can: the rows that are left are fewest then. */
static int choose_lookups(const FactTable *table, sqlite3_index_info *info, double *rows) {
    int plan = PLAN_ALL;
    int arguments[COLUMNS_OF_SETS] = {0}; /* the constraint on each column, counted from 1 */
    for (int i = 0; i < info->nConstraint; i++) {
        if (is_lookup(table, info, i)) {
            int column = info->aConstraint[i].iColumn;
            plan |= 1 << column;
            arguments[column] = i + 1;
        }
    }
    int argument = 0;
    for (int column = 0; column < COLUMNS_OF_SETS; column++) {
        if (arguments[column] > 0) {
            int constraint = arguments[column] - 1;
            info->aConstraintUsage[constraint].argvIndex = ++argument;
            info->aConstraintUsage[constraint].omit = 1;
            *rows *= table->columns[column].alike / table->rows;
            if (table->columns[column].alike <= 1.0) {
                info->idxFlags |= SQLITE_INDEX_SCAN_UNIQUE;
            }
        }
    }
    return plan;
}

static int plan_query(sqlite3_vtab *base, sqlite3_index_info *info) {
    const FactTable *table = fact_table(((Table *)base)->view->id);
    double rows = table->rows;
    info->idxNum = choose_lookups(table, info, &rows);
    if (info->idxNum == PLAN_ALL && info->nOrderBy == 1 && !info->aOrderBy[0].desc) {
        int column = info->aOrderBy[0].iColumn;
        if (column >= 0 && (size_t)column < table->column_count &&
            table->columns[column].alike > 0.0) {
            info->idxNum = PLAN_SORTED | column;
            info->orderByConsumed = 1;
        }
    }
    info->estimatedCost = rows + 1.0;
    info->estimatedRows = rows > 1.0 ? (sqlite3_int64)(rows + 0.5) : 1;
    return SQLITE_OK;
}

/* ---- Walking ----------------------------------------------------------------------------------- */

static int connect(sqlite3 *database, void *context, int count, const char *const *words,
                   sqlite3_vtab **out, char **problem) {
    (void)count;
    (void)words;
    (void)problem;
    TableView *view = context;
    TextBuffer sql = {0};
    fact_table_columns(view->id, view->facts->catalog, &sql);
    int result = sqlite3_declare_vtab(database, text_of(&sql));
    text_free(&sql);
    if (result == SQLITE_OK) {
        Table *table = memory_allocate(sizeof *table);
        table->view = view;
        *out = &table->base;
    }
    return result;
}

static int disconnect(sqlite3_vtab *base) {
    free(base);
    return SQLITE_OK;
}

static int open_cursor(sqlite3_vtab *base, sqlite3_vtab_cursor **out) {
    TableView *view = ((Table *)base)->view;
    Cursor *cursor = memory_allocate(sizeof *cursor);
    cursor->rows = &view->facts->tables[view->id];
    cursor->view = view;
    *out = &cursor->base;
    return SQLITE_OK;
}

static int close_cursor(sqlite3_vtab_cursor *base) {
    free(base);
    return SQLITE_OK;
}

static uint32_t row_at(const Cursor *cursor, uint32_t position) {
    if (position >= cursor->rows->count) {
        return FACT_NO_ROW;
    }
    return cursor->kept ? cursor->kept->order[position] : position;
}

/* Which rows there are depends on how many the table has, and on what they are found or sorted by. */
static void note_plan(TableView *view, int plan) {
    fact_set_add(view->reads, view->first);
    if (plan & PLAN_SORTED) {
        fact_set_add(view->reads, view->first + 1 + (size_t)(plan & ~PLAN_SORTED));
        return;
    }
    for (size_t column = 0; plan >> column; column++) {
        if (plan & (1 << column)) {
            fact_set_add(view->reads, view->first + 1 + column);
        }
    }
}

static int filter(sqlite3_vtab_cursor *base, int plan, const char *text, int count,
                  sqlite3_value **values) {
    (void)text;
    Cursor *cursor = (Cursor *)base;
    cursor->kept = plan == PLAN_ALL ? NULL : index_for(cursor->view, plan);
    note_plan(cursor->view, plan);
    cursor->position = 0;
    if (plan == PLAN_ALL || plan & PLAN_SORTED) {
        cursor->row = row_at(cursor, 0);
    } else {
        FactKey keys[COLUMNS_OF_SETS];
        for (int i = 0; i < count; i++) {
            keys[i].text = (const char *)sqlite3_value_text(values[i]);
            keys[i].length = (size_t)sqlite3_value_bytes(values[i]);
        }
        cursor->row = fact_index_first(&cursor->kept->index, cursor->rows, keys);
    }
    return SQLITE_OK;
}

static int step(sqlite3_vtab_cursor *base) {
    Cursor *cursor = (Cursor *)base;
    if (!cursor->kept || cursor->kept->plan & PLAN_SORTED) {
        cursor->row = row_at(cursor, ++cursor->position);
    } else {
        cursor->row = fact_index_next(&cursor->kept->index, cursor->rows, cursor->row);
    }
    return SQLITE_OK;
}

static int is_at_end(sqlite3_vtab_cursor *base) {
    return ((Cursor *)base)->row == FACT_NO_ROW;
}

static int read_cell(sqlite3_vtab_cursor *base, sqlite3_context *context, int column) {
    const Cursor *cursor = (const Cursor *)base;
    const FactCell *cell = fact_rows_cell(cursor->rows, cursor->row, (size_t)column);
    fact_set_add(cursor->view->reads, cursor->view->first + 1 + (size_t)column);
    switch (cell->type) {
    case FACT_NULL:
        break; /* what a result is until it is set */
    case FACT_INTEGER:
        sqlite3_result_int64(context, cell->as.integer);
        break;
    case FACT_NUMBER:
        sqlite3_result_double(context, cell->as.number);
        break;
    case FACT_TEXT:
        /* By its NUL, not by its length: the database would copy the text to end it itself. */
        sqlite3_result_text(context, cell->as.text, -1, SQLITE_STATIC);
        break;
    }
    return SQLITE_OK;
}

static int read_row_number(sqlite3_vtab_cursor *base, sqlite3_int64 *number) {
    *number = (sqlite3_int64)((Cursor *)base)->row + 1;
    return SQLITE_OK;
}

/* Only so that an authorizer gets to refuse a write by its name: without this the database would
 * refuse it first, with other words. */
static int refuse_write(sqlite3_vtab *base, int count, sqlite3_value **values,
                        sqlite3_int64 *number) {
    (void)base;
    (void)count;
    (void)values;
    *number = 0;
    return SQLITE_READONLY;
}

/* ---- The module -------------------------------------------------------------------------------- */

/* Without xCreate the tables are there as soon as the module is, under its name. */
static const sqlite3_module MODULE = {
    .iVersion = 1,
    .xConnect = connect,
    .xBestIndex = plan_query,
    .xDisconnect = disconnect,
    .xDestroy = disconnect,
    .xOpen = open_cursor,
    .xClose = close_cursor,
    .xFilter = filter,
    .xNext = step,
    .xEof = is_at_end,
    .xColumn = read_cell,
    .xRowid = read_row_number,
    .xUpdate = refuse_write,
};

/* A first query makes the database ask for the table's columns. It does so with a statement of its
 * own, which a sandbox would refuse later. */
static bool open_view(sqlite3 *database, TableView *view) {
    const char *name = fact_table(view->id)->name;
    TextBuffer sql = {0};
    text_append_format(&sql, "SELECT 1 FROM %s", name);
    bool ok = sqlite3_create_module(database, name, &MODULE, view) == SQLITE_OK &&
              sqlite3_exec(database, text_of(&sql), NULL, NULL, NULL) == SQLITE_OK;
    text_free(&sql);
    return ok;
}

Error fact_module_open(sqlite3 *database, const Facts *facts, FactModule **out) {
    FactModule *module = memory_allocate(sizeof *module);
    *out = module;
    for (int id = 0; id < FACT_TABLE_COUNT; id++) {
        TableView *view = &module->views[id];
        view->facts = facts;
        view->id = (FactTableId)id;
        view->reads = &module->unwatched;
        view->first = fact_set_first(view->id, facts);
        if (!open_view(database, view)) {
            return error_make(ERROR_IO, "the facts could not be made tables of SQLite: %s",
                              sqlite3_errmsg(database));
        }
    }
    return error_none();
}

void fact_module_watch(FactModule *module, FactSet *reads) {
    for (int id = 0; id < FACT_TABLE_COUNT; id++) {
        module->views[id].reads = reads;
    }
}

void fact_module_free(FactModule *module) {
    if (!module) {
        return;
    }
    for (int id = 0; id < FACT_TABLE_COUNT; id++) {
        TableView *view = &module->views[id];
        for (size_t i = 0; i < view->indexes.count; i++) {
            fact_index_free(&view->indexes.items[i]->index);
            free(view->indexes.items[i]->order);
            free(view->indexes.items[i]);
        }
        array_free(&view->indexes);
    }
    free(module);
}
