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
} FactColumn;

/* What joins ask for. The database plans its queries while the tables are empty, so it is told how
 * full they are in a large design, in the words of its sqlite_stat1: the rows of the table, then how
 * many of them share a value of the first column, of the first two, and so on. */
typedef struct FactIndex {
    const char *columns, *spread;
} FactIndex;

typedef struct FactTable {
    const char *name, *meaning;
    const FactColumn *columns;
    size_t column_count;
    bool has_settings;    /* the catalogue's settings follow the columns */
    FactIndex indexes[4]; /* up to the first without columns */
} FactTable;

const FactTable *fact_table(FactTableId table);
/* Whether the setting is a column of this table: `components` or `connections`. */
bool fact_table_has_setting(FactTableId table, const Catalog *catalog, const SettingSpec *setting);
const char *fact_setting_type(const SettingSpec *setting); /* of its column: "REAL" */
void fact_table_schema(FactTableId id, const Catalog *catalog, TextBuffer *sql);
/* The statements that tell the planner how full the tables are, once all of them exist. */
void fact_tables_statistics(TextBuffer *sql);
void fact_table_insert(FactTableId id, const Catalog *catalog, TextBuffer *sql);

#endif
