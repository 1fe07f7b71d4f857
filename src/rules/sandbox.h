/* What keeps a rule from doing anything but reading facts: an authorizer, and limits on the length
 * of a value, on steps and on memory. */
#ifndef FAULTLINE_RULES_SANDBOX_H
#define FAULTLINE_RULES_SANDBOX_H

#include <stdbool.h>

#include <sqlite3.h>

enum {
    SANDBOX_VALUE_BYTES = 64 * 1024,
    SANDBOX_STEPS = 20 * 1000 * 1000, /* of SQLite's virtual machine, for one rule */
    SANDBOX_MEMORY_BYTES = 256 * 1024 * 1024
};

typedef struct Sandbox {
    sqlite3 *database;
    long long steps_left;
    sqlite3_int64 memory_limit;
    bool out_of_steps, out_of_memory;
    char refused[128]; /* what the authorizer refused last, for the message */
} Sandbox;

/* From here on the database compiles nothing but queries of the fact tables. The sandbox must stay
 * where it is while the database is open. */
void sandbox_close_around(Sandbox *sandbox, sqlite3 *database);
void sandbox_begin_rule(Sandbox *sandbox); /* a fresh allowance */

#endif
