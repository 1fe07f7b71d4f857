/* What is wrong with the clauses of a rule as far as only the catalogue and the query can tell. */
#ifndef FAULTLINE_RULES_CLAUSE_CHECK_H
#define FAULTLINE_RULES_CLAUSE_CHECK_H

#include "model/catalog.h"
#include "rules/clause.h"

/* That each {column} is one of the query's, that each setting is one of the catalogue's, and that
 * a value which is written out is one that it may have. */
Error clauses_check(const Clauses *clauses, const char *path, const Catalog *catalog,
                    const char *const *columns, size_t column_count);

/* The value of a clause as one of the setting: a number is rounded up to a whole one where that is
 * asked for, and brought within the setting's bounds, so that a query may compute it. */
Error clause_value(const SettingSpec *spec, const char *text, SettingValue *value);

#endif
