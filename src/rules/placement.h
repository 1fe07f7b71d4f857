/* Where a component that a fix adds is put: beside what it belongs to, in free space. */
#ifndef FAULTLINE_RULES_PLACEMENT_H
#define FAULTLINE_RULES_PLACEMENT_H

#include "model/design.h"

/* The place for a component of the design that has no good one yet: near the other, with short and
 * free arrows, on no card or note, on no border of an area, and within the other's area if it can
 * be. Both must be there. The same design gives the same place. */
void placement_find(const Design *design, const char *id, const char *near, int *x, int *y);

#endif
