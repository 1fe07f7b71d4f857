/* The fact tables of one design as they stand, for people who write rules. */
#ifndef FAULTLINE_RULES_FACT_SHEET_H
#define FAULTLINE_RULES_FACT_SHEET_H

#include "model/design.h"
#include "model/scenario.h"
#include "rules/fact_round.h"
#include "rules/fact_tables.h"
#include "sim/estimate.h"

typedef struct FactSheet FactSheet;

/* One table, row after row. */
typedef struct FactGrid {
    const char *const *columns;
    const char *const *cells; /* row_count times column_count; NULL for NULL */
    const bool *is_number;    /* of each column's values */
    size_t column_count, row_count;
} FactGrid;

/* `scenario` and `round` may be NULL; the estimate is of this design under the scenario. */
Error fact_sheet_make(const Catalog *catalog, const Design *design, const Scenario *scenario,
                      const Estimate *estimate, const RoundFacts *round, FactSheet **out);
void fact_sheet_free(FactSheet *sheet); /* NULL is fine */
/* Everything that the grid points to is in the arena. */
Error fact_sheet_read(FactSheet *sheet, FactTableId table, Arena *arena, FactGrid *grid);
/* Writes all tables to a file that SQLite opens. */
Error fact_sheet_save(FactSheet *sheet, const char *path);

#endif
