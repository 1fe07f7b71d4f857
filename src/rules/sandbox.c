#include "rules/sandbox.h"

#include <stdio.h>
#include <string.h>

#include "base/macros.h"

enum { STEPS_BETWEEN_LOOKS = 1000 };

/* Functions whose answer is not the same twice, or that reach outside the database. */
static bool is_forbidden_function(const char *name) {
    static const char *const FORBIDDEN[] = {
        "random",        "randomblob",        "load_extension", "date",           "time",
        "datetime",      "julianday",         "strftime",       "unixepoch",      "current_date",
        "current_time",  "current_timestamp", "fts3_tokenizer", "sqlite_version", "changes",
        "total_changes", "last_insert_rowid", "readfile",       "writefile",      "edit"};
    for (size_t i = 0; i < COUNT_OF(FORBIDDEN); i++) {
        if (sqlite3_stricmp(name, FORBIDDEN[i]) == 0) {
            return true;
        }
    }
    return false;
}

static const char *action_word(int action) {
    switch (action) {
    case SQLITE_ATTACH:
        return "ATTACH";
    case SQLITE_DETACH:
        return "DETACH";
    case SQLITE_PRAGMA:
        return "PRAGMA";
    case SQLITE_INSERT:
        return "INSERT";
    case SQLITE_UPDATE:
        return "UPDATE";
    case SQLITE_DELETE:
        return "DELETE";
    case SQLITE_TRANSACTION:
    case SQLITE_SAVEPOINT:
        return "a transaction";
    default:
        return "this statement";
    }
}

static int authorize(void *context, int action, const char *first, const char *second,
                     const char *database, const char *trigger) {
    Sandbox *sandbox = context;
    (void)database;
    (void)trigger;
    switch (action) {
    case SQLITE_SELECT:
    case SQLITE_RECURSIVE:
        return SQLITE_OK;
    case SQLITE_READ:
        if (strncmp(first, "sqlite_", 7) != 0) {
            return SQLITE_OK;
        }
        snprintf(sandbox->refused, sizeof sandbox->refused, "reading %s", first);
        return SQLITE_DENY;
    case SQLITE_FUNCTION:
        if (!is_forbidden_function(second)) {
            return SQLITE_OK;
        }
        snprintf(sandbox->refused, sizeof sandbox->refused, "the function %s", second);
        return SQLITE_DENY;
    default:
        snprintf(sandbox->refused, sizeof sandbox->refused, "%s", action_word(action));
        return SQLITE_DENY;
    }
}

static int look(void *context) {
    Sandbox *sandbox = context;
    sandbox->steps_left -= STEPS_BETWEEN_LOOKS;
    sandbox->out_of_steps = sandbox->steps_left <= 0;
    sandbox->out_of_memory = sqlite3_memory_used() > sandbox->memory_limit;
    return sandbox->out_of_steps || sandbox->out_of_memory;
}

void sandbox_close_around(Sandbox *sandbox, sqlite3 *database) {
    *sandbox = (Sandbox){.database = database};
    /* In memory, so that a rule's memory can be counted, and no file is written. */
    sqlite3_exec(database, "PRAGMA temp_store = MEMORY", NULL, NULL, NULL);
    sqlite3_limit(database, SQLITE_LIMIT_LENGTH, SANDBOX_VALUE_BYTES);
    sqlite3_limit(database, SQLITE_LIMIT_ATTACHED, 0);
    sqlite3_limit(database, SQLITE_LIMIT_COMPOUND_SELECT, 50);
    sqlite3_limit(database, SQLITE_LIMIT_EXPR_DEPTH, 100);
    sqlite3_set_authorizer(database, authorize, sandbox);
    sqlite3_progress_handler(database, STEPS_BETWEEN_LOOKS, look, sandbox);
    sandbox_begin_rule(sandbox);
}

void sandbox_begin_rule(Sandbox *sandbox) {
    sandbox->steps_left = SANDBOX_STEPS;
    sandbox->memory_limit = sqlite3_memory_used() + SANDBOX_MEMORY_BYTES;
    sandbox->out_of_steps = sandbox->out_of_memory = false;
    sandbox->refused[0] = '\0';
}
