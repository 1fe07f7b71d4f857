/* The facts of one design: what is drawn, what its scenario says and what the estimate gives, as rows
 * of the fact tables. They stay in memory of ours, where queries read them (rules/fact_module.h).
 *
 * Between two loads the rows borrow texts of the design and the scenario. */
#ifndef FAULTLINE_RULES_FACTS_H
#define FAULTLINE_RULES_FACTS_H

#include "model/design.h"
#include "model/scenario.h"
#include "rules/fact_round.h"
#include "rules/fact_rows.h"
#include "rules/fact_tables.h"
#include "sim/estimate.h"

typedef struct Facts {
    const Catalog *catalog;
    FactRows tables[FACT_TABLE_COUNT];
    unsigned long long load; /* counts up from 1: what was made of the rows of another is stale */
    /* The setting behind each column after the fixed ones, for each kind; NULL where it has none. */
    const SettingSpec **component_settings[KIND_COUNT];
    const SettingSpec **connection_settings[CONNECTION_KIND_COUNT];
    size_t component_columns, connection_columns; /* how many of them */
    Arena arena;                                  /* of these maps */
    Arena texts;                                  /* of one load */
} Facts;

/* Borrows the catalogue. */
void facts_open(Facts *facts, const Catalog *catalog);
void facts_close(Facts *facts);
/* Replaces the rows. `scenario` and `round` may be NULL. */
void facts_load(Facts *facts, const Design *design, const Scenario *scenario,
                const Estimate *estimate, const RoundFacts *round);

/* "Link service → Links", in the arena. */
const char *connection_title(const Design *design, const Connection *connection, Arena *arena);

#endif
