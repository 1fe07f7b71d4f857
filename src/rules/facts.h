/* Fills the fact tables of a database with one design. */
#ifndef FAULTLINE_RULES_FACTS_H
#define FAULTLINE_RULES_FACTS_H

#include <sqlite3.h>

#include "model/design.h"
#include "model/scenario.h"
#include "rules/fact_round.h"
#include "rules/fact_tables.h"
#include "sim/estimate.h"

typedef struct Facts {
    sqlite3 *database;
    const Catalog *catalog;
    sqlite3_stmt *insert[FACT_TABLE_COUNT];
    sqlite3_stmt *clear[FACT_TABLE_COUNT];
    sqlite3_stmt *begin, *commit;
    /* The setting behind each column after the fixed ones, for each kind; NULL where it has none. */
    const SettingSpec **component_settings[KIND_COUNT];
    const SettingSpec **connection_settings[CONNECTION_KIND_COUNT];
    size_t component_columns, connection_columns; /* how many of them */
    Arena arena;
} Facts;

/* Creates the tables and prepares all that facts_load needs. On failure facts_close is still due. */
Error facts_open(Facts *facts, sqlite3 *database, const Catalog *catalog);
void facts_close(Facts *facts);
/* Replaces what the tables hold. `scenario` and `round` may be NULL. */
Error facts_load(Facts *facts, const Design *design, const Scenario *scenario,
                 const Estimate *estimate, const RoundFacts *round);

/* "Link service → Links", in the arena. */
const char *connection_title(const Design *design, const Connection *connection, Arena *arena);

#endif
