/* The checker: the facts of a design as tables that SQLite reads, and the rules as prepared queries
 * over them. Rules only read: an authorizer refuses everything but SELECT on the fact tables, a step
 * limit stops a runaway query, and a length limit a giant text.
 *
 * A Checker is used by one thread at a time; several may live side by side. */
#ifndef FAULTLINE_RULES_CHECKER_H
#define FAULTLINE_RULES_CHECKER_H

#include "model/design.h"
#include "model/scenario.h"
#include "rules/fact_round.h"
#include "rules/rule.h"
#include "sim/estimate.h"

typedef struct Checker Checker;

/* Borrows the catalogue and the rules. A rule whose query does not compile is a problem of every
 * check, not an error here. */
Error checker_new(const Catalog *catalog, const RuleSet *rules, Checker **out);
void checker_free(Checker *checker);
/* What the next checks know of a session; NULL, as at first: nothing. Copies it. */
void checker_set_round(Checker *checker, const RoundFacts *round);
/* `scenario` may be NULL; the estimate is of this design under it. The same inputs give the same
 * findings in the same order. *findings is overwritten, not freed. */
Error checker_run(Checker *checker, const Design *design, const Scenario *scenario,
                  const Estimate *estimate, Findings *findings);
/* How many rules the last check asked: the answers of the others still stood, since no fact that they
 * read had changed. */
size_t checker_asked(const Checker *checker);

#endif
