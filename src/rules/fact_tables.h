/* The fact tables that rules read: names, columns, meanings. The tables are created from this list,
 * and docs/RULES.md prints it. Settings of the catalogue are further columns of `components` and
 * `connections`, under their own ids; NULL where a kind does not have one. */
#ifndef FAULTLINE_RULES_FACT_TABLES_H
#define FAULTLINE_RULES_FACT_TABLES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "model/catalog.h"

typedef enum FactTableId {
    FACT_DESIGN,
    FACT_COMPONENTS,
    FACT_CONNECTIONS,
    FACT_OPERATIONS,
    FACT_EFFECTS,
    FACT_KEYS,
    FACT_FLOWS,
    FACT_STEPS,
    FACT_FAULTS,
    FACT_CLARIFICATIONS,
    FACT_ESTIMATES,
    FACT_REQUIREMENTS,
    FACT_REQUIREMENT_OPERATIONS,
    FACT_PHASES,
    FACT_STATED_REQUIREMENTS,
    FACT_APIS,
    FACT_ENTITIES,
    FACT_TRADEOFFS,
    FACT_TABLE_COUNT
} FactTableId;

typedef struct FactColumn {
    const char *name, *type, *meaning;
    double
        alike; /* how many rows share a value, in a large design, where queries look it up; else 0 */
} FactColumn;

typedef struct FactTable {
    const char *name, *meaning;
    const FactColumn *columns;
    size_t column_count;
    double rows;       /* in a large design, for the planner of queries */
    bool has_settings; /* the catalogue's settings follow the columns */
} FactTable;

const FactTable *fact_table(FactTableId table);
/* Whether the setting is a column of this table: `components` or `connections`. */
bool fact_table_has_setting(FactTableId table, const Catalog *catalog, const SettingSpec *setting);
const char *fact_setting_type(const SettingSpec *setting);              /* of its column: "REAL" */
size_t fact_table_column_count(FactTableId id, const Catalog *catalog); /* with its settings */
/* As SQL: the statements that create it, its index on each column that is looked up, and that insert
 * a row. */
void fact_table_columns(FactTableId id, const Catalog *catalog, TextBuffer *sql);
void fact_table_indexes(FactTableId id, TextBuffer *sql);
void fact_table_insert(FactTableId id, const Catalog *catalog, TextBuffer *sql);

#endif
