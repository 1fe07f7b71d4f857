/* Rule files: a comment head and one SELECT (docs/RULES.md). */
#ifndef FAULTLINE_RULES_RULE_H
#define FAULTLINE_RULES_RULE_H

#include "base/error.h"
#include "base/memory.h"
#include "rules/clause.h"
#include "rules/finding.h"

typedef struct Rule {
    const char *id; /* "<area>/<name>": the file's folder and name */
    const char *path;
    Severity severity;
    const char *title, *question, *why, *fix;
    const char *sources;                 /* "" when none is given; so are the next two */
    const char *apply_text, *proof_text; /* as the file has them */
    Clauses apply, proof;
    const char *sql; /* one SELECT, without the head */
    int sql_line;    /* where it starts, for messages */
} Rule;

typedef struct RuleSet {
    Arena arena;
    ARRAY_OF(Rule) items;     /* sorted by id */
    ARRAY_OF(Error) problems; /* of files that are no rules; the others are there */
} RuleSet;

enum {
    LIMIT_RULE_BYTES = 64 * 1024, /* of one rule file */
    LIMIT_RULES = 1000            /* in one set */
};

/* Adds every <area>/<name>.sql below the folder, and every <name>.sql in it, whose area is then the
 * folder's own name. A rule of a later folder replaces one of the same id. Fails only when the folder cannot be read. */
Error rules_add_folder(RuleSet *rules, const char *folder);
/* Reads one rule from text. Everything it points to is in the arena. */
Error rule_parse(const char *text, size_t length, const char *path, const char *id, Arena *arena,
                 Rule *rule);
void rules_free(RuleSet *rules);
const Rule *rules_find(const RuleSet *rules, const char *id);    /* or NULL */
const Rule *rules_nearest(const RuleSet *rules, const char *id); /* what was meant, or NULL */

#endif
