#include "rules/checker.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rules/clause_check.h"
#include "rules/fact_changes.h"
#include "rules/fact_module.h"
#include "rules/facts.h"
#include "rules/sandbox.h"

enum { FINDINGS_OF_A_RULE = 20000 };

/* What a query gave: its rows, each with the values of the columns that a finding keeps. They stand
 * until something changes that the query reads. */
typedef struct Answer {
    Arena arena;
    ARRAY_OF(const char *const *) rows;
    bool stands;
} Answer;

typedef struct RuleQuery {
    sqlite3_stmt *statement; /* NULL when there is a problem */
    char *problem;           /* why it does not compile, else NULL */
    FactSet reads;           /* when it ran last */
    Answer answer;
} RuleQuery;

struct Checker {
    const Catalog *catalog;
    const RuleSet *rules;
    sqlite3 *database;
    Facts facts;
    FactModule *module;
    FactChanges changes;
    Sandbox sandbox;
    RoundFacts round;
    bool has_round;
    RuleQuery *queries; /* one for each rule */
    size_t asked;       /* in the last check */
};

/* The rule's file and what is wrong; the line is where the query starts. */
static char *problem_of(const Rule *rule, const char *message) {
    TextBuffer text = {0};
    text_append_format(&text, "%s:%d: %s", rule->path, rule->sql_line, message);
    return text.text;
}

/* What stopped the query that the sandbox saw last: one of its limits, or what `message` says. */
static char *query_problem(const Checker *checker, const Rule *rule, const char *message) {
    const Sandbox *sandbox = &checker->sandbox;
    char limit[256];
    if (sandbox->out_of_steps) {
        snprintf(limit, sizeof limit,
                 "the query took more than %d million steps and was stopped; look for a join "
                 "without a condition or a recursion without an end",
                 SANDBOX_STEPS / 1000000);
    } else if (sandbox->out_of_memory) {
        snprintf(limit, sizeof limit, "the query took more than %d MiB of memory and was stopped",
                 SANDBOX_MEMORY_BYTES / (1024 * 1024));
    } else if (sandbox->refused[0]) {
        snprintf(limit, sizeof limit,
                 "%s is not allowed; a rule is one SELECT over the fact tables", sandbox->refused);
    } else {
        return problem_of(rule, message);
    }
    return problem_of(rule, limit);
}

static bool is_blank(const char *sql) {
    for (;;) {
        sql += strspn(sql, " \t\r\n;");
        if (strncmp(sql, "--", 2) != 0) {
            return *sql == '\0';
        }
        sql += strcspn(sql, "\n");
    }
}

/* The names of a query's columns, which are the query's. Release with free(). */
static const char **column_names(sqlite3_stmt *query, size_t *count) {
    *count = (size_t)sqlite3_column_count(query);
    const char **names = memory_allocate((*count + 1) * sizeof *names);
    for (size_t i = 0; i < *count; i++) {
        names[i] = sqlite3_column_name(query, (int)i);
    }
    return names;
}

/* What is wrong with the edits and the proof of a rule whose query compiles; NULL when nothing. */
static char *check_clauses(const Catalog *catalog, const Rule *rule, sqlite3_stmt *query) {
    size_t count;
    const char **names = column_names(query, &count);
    Error error = clauses_check(&rule->apply, rule->path, catalog, names, count);
    if (!error.code) {
        error = clauses_check(&rule->proof, rule->path, catalog, names, count);
    }
    free(names);
    return error.code ? memory_copy_string(error.message) : NULL;
}

/* Compiles the query of a rule; a text says what is wrong with it, NULL when all is well. */
static char *compile(Checker *checker, const Rule *rule, sqlite3_stmt **query) {
    const char *rest = NULL;
    sandbox_begin_rule(&checker->sandbox);
    if (sqlite3_prepare_v3(checker->database, rule->sql, -1, SQLITE_PREPARE_PERSISTENT, query,
                           &rest) != SQLITE_OK) {
        return query_problem(checker, rule, sqlite3_errmsg(checker->database));
    }
    const char *problem = NULL;
    if (!*query || !sqlite3_stmt_readonly(*query)) {
        problem = "a rule is one SELECT over the fact tables";
    } else if (!is_blank(rest)) {
        problem = "there is more than one statement; a rule is one SELECT";
    } else if (sqlite3_column_count(*query) < 2 ||
               strcmp(sqlite3_column_name(*query, 0), "subject") != 0 ||
               strcmp(sqlite3_column_name(*query, 1), "message") != 0) {
        problem = "the query must begin with two columns, `subject` and `message`, in this order";
    }
    char *text = problem ? query_problem(checker, rule, problem)
                         : check_clauses(checker->catalog, rule, *query);
    if (text) {
        sqlite3_finalize(*query);
        *query = NULL;
    }
    return text;
}

Error checker_new(const Catalog *catalog, const RuleSet *rules, Checker **out) {
    Checker *checker = memory_allocate(sizeof *checker);
    checker->catalog = catalog;
    checker->rules = rules;
    checker->queries = memory_allocate((rules->items.count + 1) * sizeof *checker->queries);
    facts_open(&checker->facts, catalog);
    Error error = error_none();
    int flags =
        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY | SQLITE_OPEN_NOMUTEX;
    if (sqlite3_open_v2(":memory:", &checker->database, flags, NULL) != SQLITE_OK) {
        error = error_make(ERROR_IO, "SQLite could not open a database in memory: %s",
                           sqlite3_errmsg(checker->database));
    }
    if (!error.code) {
        error = fact_module_open(checker->database, &checker->facts, &checker->module);
    }
    if (error.code) {
        checker_free(checker);
        return error;
    }
    sandbox_close_around(&checker->sandbox, checker->database);
    for (size_t i = 0; i < rules->items.count; i++) {
        RuleQuery *query = &checker->queries[i];
        query->problem = compile(checker, &rules->items.items[i], &query->statement);
    }
    *out = checker;
    return error_none();
}

void checker_free(Checker *checker) {
    if (!checker) {
        return;
    }
    for (size_t i = 0; i < checker->rules->items.count; i++) {
        RuleQuery *query = &checker->queries[i];
        sqlite3_finalize(query->statement);
        free(query->problem);
        array_free(&query->answer.rows);
        arena_free(&query->answer.arena);
    }
    sqlite3_close(checker->database);
    fact_module_free(checker->module);
    facts_close(&checker->facts);
    free(checker->queries);
    free(checker);
}

/* What people call the subject, or NULL when the design and the scenario know no such id. */
static const char *subject_label(const Design *design, const Scenario *scenario,
                                 const char *subject, Arena *arena) {
    if (subject[0] == '\0') {
        return "The whole design";
    }
    const Component *component = design_component(design, subject);
    if (component) {
        return arena_copy_string(arena, component->label);
    }
    const Connection *connection = design_connection(design, subject);
    if (connection) {
        return connection_title(design, connection, arena);
    }
    const Operation *operation = scenario ? scenario_operation(scenario, subject) : NULL;
    return operation ? arena_copy_string(arena, operation->title) : NULL;
}

/* What all findings of a rule have in common; the texts are kept once for all of them. */
static Finding finding_of(const Rule *rule, sqlite3_stmt *query, Findings *findings) {
    const Finding *last =
        findings->items.count ? &findings->items.items[findings->items.count - 1] : NULL;
    if (last && strcmp(last->rule, rule->id) == 0) {
        return *last;
    }
    Arena *arena = &findings->arena;
    size_t count = (size_t)sqlite3_column_count(query);
    const char **names = arena_allocate(arena, count * sizeof *names);
    for (size_t i = 0; i < count; i++) {
        names[i] = arena_copy_string(arena, sqlite3_column_name(query, (int)i));
    }
    return (Finding){.rule = arena_copy_string(arena, rule->id),
                     .severity = rule->severity,
                     .title = arena_copy_string(arena, rule->title),
                     .question = arena_copy_string(arena, rule->question),
                     .why = arena_copy_string(arena, rule->why),
                     .fix = arena_copy_string(arena, rule->fix),
                     .columns = names};
}

/* ---- Asking ------------------------------------------------------------------------------------- */

/* A finding keeps the row for the edits and the proof, when its rule has any. */
static size_t columns_kept(const Rule *rule, sqlite3_stmt *query) {
    bool whole = rule->apply.count > 0 || rule->proof.count > 0;
    return whole ? (size_t)sqlite3_column_count(query) : 2;
}

/* Takes the row that the query stands at; what is wrong with it, or NULL. */
static const char *take_row(const Rule *rule, sqlite3_stmt *query, Answer *answer) {
    size_t count = columns_kept(rule, query);
    const char **values = arena_allocate(&answer->arena, count * sizeof *values);
    for (size_t i = 0; i < count; i++) {
        const char *text = (const char *)sqlite3_column_text(query, (int)i);
        size_t bytes = (size_t)sqlite3_column_bytes(query, (int)i);
        if (!text && i < 2) {
            return "`subject` or `message` is NULL; use coalesce() where a column may be";
        }
        if (text && utf8_check(text, bytes) < bytes) {
            return i == 1 ? "`message` is not valid UTF-8" : "a column is not valid UTF-8";
        }
        values[i] = text ? arena_copy(&answer->arena, text, bytes) : NULL;
    }
    array_push(&answer->rows, values);
    return NULL;
}

/* Runs the query of one rule. When it cannot be finished, its rows are no answer: half of them would
 * look like all of them. */
static char *ask(Checker *checker, const Rule *rule, RuleQuery *query) {
    Answer *answer = &query->answer;
    arena_clear(&answer->arena);
    answer->rows.count = 0;
    const char *problem = NULL;
    int result = SQLITE_ROW;
    query->reads = (FactSet){0};
    fact_module_watch(checker->module, &query->reads);
    sandbox_begin_rule(&checker->sandbox);
    while (!problem && (result = sqlite3_step(query->statement)) == SQLITE_ROW) {
        problem = answer->rows.count == FINDINGS_OF_A_RULE
                      ? "the query gives more than 20,000 findings"
                      : take_row(rule, query->statement, answer);
    }
    if (!problem && result != SQLITE_DONE) {
        problem = sqlite3_errmsg(checker->database);
    }
    char *told = problem ? query_problem(checker, rule, problem) : NULL;
    sqlite3_reset(query->statement);
    answer->stands = !told;
    return told;
}

/* ---- Telling ------------------------------------------------------------------------------------ */

static bool add_finding(const Rule *rule, const RuleQuery *query, const char *const *row,
                        const Design *design, const Scenario *scenario, Findings *findings) {
    Arena *arena = &findings->arena;
    const char *label = subject_label(design, scenario, row[0], arena);
    if (!label) {
        return false;
    }
    const char *reason = answers_accepted(&design->answers, rule->id, row[0]);
    size_t count = columns_kept(rule, query->statement);
    const char **values = arena_allocate(arena, count * sizeof *values);
    for (size_t i = 0; i < count; i++) {
        values[i] = row[i] ? arena_copy_string(arena, row[i]) : NULL;
    }
    Finding finding = finding_of(rule, query->statement, findings);
    finding.subject = values[0];
    finding.label = label;
    finding.message = values[1];
    finding.accepted = reason ? arena_copy_string(arena, reason) : NULL;
    if (rule->apply.count > 0 || rule->proof.count > 0) {
        finding.values = values;
        finding.column_count = count;
    } else {
        finding.columns = NULL;
    }
    array_push(&findings->items, finding);
    return true;
}

/* The findings of one rule; a text says why there are none, NULL when all is well. */
static char *check_rule(Checker *checker, const Rule *rule, RuleQuery *query, const Design *design,
                        const Scenario *scenario, Findings *findings) {
    if (query->problem) {
        return memory_copy_string(query->problem);
    }
    if (!query->answer.stands || fact_set_meets(&query->reads, &checker->changes.changed)) {
        checker->asked++;
        char *problem = ask(checker, rule, query);
        if (problem) {
            return problem;
        }
    }
    size_t before = findings->items.count;
    for (size_t i = 0; i < query->answer.rows.count; i++) {
        if (!add_finding(rule, query, query->answer.rows.items[i], design, scenario, findings)) {
            findings->items.count = before;
            query->answer.stands = false;
            return problem_of(rule, "`subject` is no id of a component, a connection or an "
                                    "operation, nor '' for the whole design");
        }
    }
    return NULL;
}

void checker_set_round(Checker *checker, const RoundFacts *round) {
    checker->has_round = round != NULL;
    if (round) {
        checker->round = *round;
    }
}

Error checker_run(Checker *checker, const Design *design, const Scenario *scenario,
                  const Estimate *estimate, Findings *findings) {
    facts_load(&checker->facts, design, scenario, estimate,
               checker->has_round ? &checker->round : NULL);
    fact_changes_look(&checker->changes, &checker->facts);
    checker->asked = 0;
    Findings found = {0};
    for (size_t i = 0; i < checker->rules->items.count; i++) {
        char *problem = check_rule(checker, &checker->rules->items.items[i], &checker->queries[i],
                                   design, scenario, &found);
        if (problem) {
            array_push(&found.problems, arena_copy_string(&found.arena, problem));
            free(problem);
        }
    }
    findings_sort(&found);
    *findings = found;
    return error_none();
}

size_t checker_asked(const Checker *checker) {
    return checker->asked;
}
