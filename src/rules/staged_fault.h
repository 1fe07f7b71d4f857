/* The faults that a proof stages: read from a clause, and said in words. */
#ifndef FAULTLINE_RULES_STAGED_FAULT_H
#define FAULTLINE_RULES_STAGED_FAULT_H

#include "base/text.h"
#include "model/design.h"
#include "model/scenario.h"

/* Reads "poison_pct=5,flush=1"; all else of the fault is as if it did nothing, to nothing. The
 * message of an error begins with what is wrong, without a place. */
Error staged_fault_effects(const char *text, Fault *fault);
/* "component": what a fault may be at. False when it is none of these words. */
bool staged_fault_target(const char *word, FaultTarget *target);
/* "5 % of the messages at Orders can never be processed". */
void staged_fault_describe(const Fault *fault, const Design *design, const Scenario *scenario,
                           TextBuffer *out);

#endif
