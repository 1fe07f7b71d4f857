/* The facts as tables of a database that reads them where they are: one virtual table for each fact
 * table. Nothing is copied into the database, and nothing in it can be written.
 *
 * A module serves one connection. Its indexes are made when a query first asks for them, and anew
 * when the facts were loaded since. */
#ifndef FAULTLINE_RULES_FACT_MODULE_H
#define FAULTLINE_RULES_FACT_MODULE_H

#include <sqlite3.h>

#include "base/error.h"
#include "rules/fact_changes.h"
#include "rules/facts.h"

typedef struct FactModule FactModule;

/* Borrows the facts. Close the connection before the module is freed; free it after a failure, too. */
Error fact_module_open(sqlite3 *database, const Facts *facts, FactModule **out);
void fact_module_free(FactModule *module); /* NULL is fine */
/* From here on, adds to the set what statements read while they run. As long as none of it changes, a
 * statement takes the same course and gives the same rows. */
void fact_module_watch(FactModule *module, FactSet *reads);

#endif
