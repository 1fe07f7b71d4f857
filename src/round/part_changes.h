/* What is drawn differently in two designs. Inside of the comparison only. */
#ifndef FAULTLINE_ROUND_PART_CHANGES_H
#define FAULTLINE_ROUND_PART_CHANGES_H

#include "round/comparison.h"
#include "round/design_match.h"

/* `match` is of this attempt's design with the other one's. Adds to `changes`; the texts are in the
 * arena. */
void part_changes_list(const DesignMatch *match, Arena *arena, PartChanges *changes);

#endif
