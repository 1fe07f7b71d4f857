/* Documents with one mistake in them, for the tests of the loaders. */
#ifndef FAULTLINE_TESTS_MODEL_MUTATION_H
#define FAULTLINE_TESTS_MODEL_MUTATION_H

#include "base/error.h"

typedef struct Mutation {
    const char *from;    /* stands in the document exactly once */
    const char *to;      /* is written instead */
    const char *message; /* part of what the loader then says */
} Mutation;

/* The document with the mutation; release with free(). The test fails when `from` is not there
 * exactly once. */
char *mutation_apply(const char *document, const Mutation *mutation);

/* The test fails unless the error is of the input and says all the mutation's message, after the
 * file and a line. */
void mutation_expect(const Mutation *mutation, Error error, const char *file);

#endif
