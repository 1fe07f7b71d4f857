/* Which operations a new connection is meant for, where the drawing leaves no doubt.
 *
 * A fresh connection carries every operation. Where only some can be meant, the window offers to
 * limit it to those: the operations that reach its source, and of these
 *  - the ones that the target's label names, when the source has several targets of that kind;
 *  - for a provider, the ones whose effect happens there;
 *  - for a queue, a stream or a topic, the ones whose effect workers or providers bring about. */
#ifndef FAULTLINE_UI_OPERATION_GUESS_H
#define FAULTLINE_UI_OPERATION_GUESS_H

#include "model/design.h"
#include "model/scenario.h"

/* Writes the operations to `names`, which has room for all of the scenario's. Returns how many: 0
 * when there is nothing to offer. */
size_t operation_guess(const Design *design, const Scenario *scenario, const Connection *connection,
                       OperationName *names);

#endif
