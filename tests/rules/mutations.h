/* The mechanisms of a design, taken out one at a time: each setting that makes it safer goes back to
 * none, each part that is there for it goes. Which rules must notice is told beside each. */
#ifndef FAULTLINE_TESTS_MUTATIONS_H
#define FAULTLINE_TESTS_MUTATIONS_H

#include "model/design.h"

enum { MUTATION_RULES = 8 };

typedef struct MutationKind {
    const char *name;    /* a setting, or what kind of part goes */
    const char *without; /* the setting's value when it is out; NULL: the part is removed */
    const char *rules[MUTATION_RULES]; /* one of them must find something new; ended by NULL */
} MutationKind;

typedef struct Mutation {
    const MutationKind *kind;
    char id[ID_SIZE];  /* of the part */
    const char *label; /* what people call it; in the list's arena */
    Design *design;    /* without the mechanism */
} Mutation;

typedef struct Mutations {
    Arena arena;
    ARRAY_OF(Mutation) items;
} Mutations;

void mutations_make(const Design *design, Mutations *mutations);
void mutations_free(Mutations *mutations);

#endif
