/* Finding kinds of components by what people type. */
#ifndef FAULTLINE_UI_KIND_SEARCH_H
#define FAULTLINE_UI_KIND_SEARCH_H

#include <stdbool.h>
#include <stddef.h>

#include "model/catalog.h"

/* How well a text fits; the lower the better. */
typedef enum Fit { FIT_TITLE, FIT_NAME, FIT_WORD, FIT_PURPOSE, FIT_NONE } Fit;

Fit kind_fit(const KindSpec *kind, const char *query);
/* Those that fit, the best first; all of them for "". Returns how many. */
size_t kind_search(const Catalog *catalog, const char *query, const KindSpec *found[KIND_COUNT]);

/* How well a title fits letters that stand in it in this order, "alt" in "Align tops": higher is
 * better; below zero: not at all. Beginnings of words count most. */
int fuzzy_fit(const char *title, const char *letters);

#endif
