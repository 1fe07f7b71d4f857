/* The parts that an edit is about: ids of a design, each once. Private to the builders. */
#ifndef FAULTLINE_HISTORY_CHOSEN_H
#define FAULTLINE_HISTORY_CHOSEN_H

#include "base/hash_index.h"
#include "history/edit_parts.h"

/* Borrows the ids; those of contents are the design's own. */
typedef struct Chosen {
    ARRAY_OF(const char *) ids;
    HashIndex index;
} Chosen;

/* Fails, and leaves nothing to free, when an id is not the design's, or when there is none. */
Error chosen_make(const Design *design, const char *const *ids, size_t count, Chosen *chosen);
void chosen_free(Chosen *chosen);
bool chosen_has(const Chosen *chosen, const char *id);

/* Drops the connections: they have no place of their own. */
void chosen_keep_places(Chosen *chosen, const Design *design);
/* Adds what lies wholly within the areas among them. */
void chosen_add_contents(Chosen *chosen, const Design *design);
/* Drops what is locked; refused when nothing is left of some. `doing` ends "it cannot be ...". */
Error chosen_drop_locked(Chosen *chosen, const Design *design, const char *doing);

/* "Move Link service", "Move 3 components", "Move 4 parts". */
void name_of_many(Command *command, const char *verb, const Design *design, const char *const *ids,
                  size_t count);

/* The rectangle of a card, an area, a note; false for what has none. */
typedef struct PartBox {
    int x, y, w, h;
} PartBox;
bool part_box(const Design *design, const char *id, PartBox *box);
bool part_locked(const Design *design, const char *id);
/* Moves a component, an area or a note; refused where the board ends. */
Error part_shift(Element *element, int dx, int dy);

#endif
