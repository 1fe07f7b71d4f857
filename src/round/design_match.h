/* Which parts of two designs are the same part. Components are, when they have one kind and one id, or
 * one kind and one label; else one label; else one id; else when each design has just one of that
 * kind that is left. Connections are, when they are of one kind between the same components. */
#ifndef FAULTLINE_ROUND_DESIGN_MATCH_H
#define FAULTLINE_ROUND_DESIGN_MATCH_H

#include "model/design.h"

/* Borrows both designs. */
typedef struct DesignMatch {
    const Design *a, *b;
    size_t *components;  /* for each of a's, its position in b; SIZE_MAX: b has none such */
    size_t *connections; /* the same */
    size_t *components_back, *connections_back; /* for each of b's, its position in a */
} DesignMatch;

DesignMatch design_match(const Design *a, const Design *b);
void design_match_free(DesignMatch *match);
/* What a's component or connection of this id is called in b; the id itself when it is neither;
 * NULL when b has none such. */
const char *design_match_id(const DesignMatch *match, const char *id);

#endif
