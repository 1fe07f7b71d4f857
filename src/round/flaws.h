/* When the flaws of a round entered: for each finding that its design ends with, the moment since
 * when it has been there. Found in the background, for a long round is checked hundreds of times. */
#ifndef FAULTLINE_ROUND_FLAWS_H
#define FAULTLINE_ROUND_FLAWS_H

#include "history/journal.h"
#include "rules/rule.h"

typedef struct Flaw {
    long long t_ms; /* of the step that brought it, since the session began */
    Severity severity;
    const char *rule, *title, *subject, *label; /* as the finding has them */
} Flaw;

/* In the order in which they entered, the gravest first at one moment. Owns its texts;
 * zero-initialise. Praise, and what is accepted or of the severity low, is left out. */
typedef struct Flaws {
    Arena arena;
    ARRAY_OF(Flaw) items;
} Flaws;

typedef struct FlawFinder FlawFinder;

/* Borrows the catalogue and the rules. `wake` is called from the finder's thread when it is done; it
 * may be NULL. */
Error flaw_finder_new(const Catalog *catalog, const RuleSet *rules, void (*wake)(void *context),
                      void *context, FlawFinder **out);
void flaw_finder_free(FlawFinder *finder); /* stops it; NULL is fine */
/* Looks through the session in this file, instead of what it was at. The scenario, or NULL, must
 * outlive the finder. */
void flaw_finder_submit(FlawFinder *finder, const char *journal, const Scenario *scenario);
void flaw_finder_cancel(FlawFinder *finder);
/* True when it is done; the flaws are moved into *flaws, whose old contents are freed. */
bool flaw_finder_poll(FlawFinder *finder, Flaws *flaws);
void flaw_finder_wait(FlawFinder *finder); /* for tests */
void flaws_free(Flaws *flaws);             /* and zeroes it */

#endif
