#include "model/mutation.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/memory.h"

char *mutation_apply(const char *document, const Mutation *mutation) {
    const char *at = strstr(document, mutation->from);
    if (!at || strstr(at + 1, mutation->from)) {
        fail_msg("not exactly once in the document: %s", mutation->from);
    }
    size_t before = (size_t)(at - document);
    size_t skipped = strlen(mutation->from), added = strlen(mutation->to);
    char *mutated = memory_allocate(strlen(document) - skipped + added + 1);
    memcpy(mutated, document, before);
    memcpy(mutated + before, mutation->to, added);
    strcpy(mutated + before + added, at + skipped);
    return mutated;
}

void mutation_expect(const Mutation *mutation, Error error, const char *file) {
    if (error.code != ERROR_INPUT && error.code != ERROR_LIMIT) {
        fail_msg("accepted: %s", mutation->to);
    }
    size_t length = strlen(file);
    bool names_line = strncmp(error.message, file, length) == 0 && error.message[length] == ':' &&
                      strchr("123456789", error.message[length + 1]);
    if (!names_line || !strstr(error.message, mutation->message)) {
        fail_msg("for %s\nexpected: %s\nfound: %s", mutation->to, mutation->message, error.message);
    }
}
