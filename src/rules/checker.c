#include "rules/checker.h"

#include <stdlib.h>
#include <string.h>

#include "rules/clause_check.h"
#include "rules/fact_module.h"
#include "rules/facts.h"
#include "rules/sandbox.h"

enum { FINDINGS_OF_A_RULE = 20000 };

struct Checker {
    const RuleSet *rules;
    sqlite3 *database;
    Facts facts;
    FactModule *module;
    Sandbox sandbox;
    RoundFacts round;
    bool has_round;
    sqlite3_stmt **queries; /* one for each rule, NULL for those in `problems` */
    char **problems;        /* why a rule has no query, else NULL */
};

/* The rule's file and the database's words; the line is where the query starts. */
static char *rule_problem(const Checker *checker, const Rule *rule, const char *message) {
    TextBuffer text = {0};
    const Sandbox *sandbox = &checker->sandbox;
    text_append_format(&text, "%s:%d: ", rule->path, rule->sql_line);
    if (sandbox->out_of_steps) {
        text_append_format(&text,
                           "the query took more than %d million steps and was stopped; look for a "
                           "join without a condition or a recursion without an end",
                           SANDBOX_STEPS / 1000000);
    } else if (sandbox->out_of_memory) {
        text_append_format(&text, "the query took more than %d MiB of memory and was stopped",
                           SANDBOX_MEMORY_BYTES / (1024 * 1024));
    } else if (sandbox->refused[0]) {
        text_append_format(&text, "%s is not allowed; a rule is one SELECT over the fact tables",
                           sandbox->refused);
    } else {
        text_append(&text, message);
    }
    return text.text;
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
static char *compile(Checker *checker, const Catalog *catalog, const Rule *rule,
                     sqlite3_stmt **query) {
    const char *rest = NULL;
    sandbox_begin_rule(&checker->sandbox);
    if (sqlite3_prepare_v3(checker->database, rule->sql, -1, SQLITE_PREPARE_PERSISTENT, query,
                           &rest) != SQLITE_OK) {
        return rule_problem(checker, rule, sqlite3_errmsg(checker->database));
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
    char *text =
        problem ? rule_problem(checker, rule, problem) : check_clauses(catalog, rule, *query);
    if (text) {
        sqlite3_finalize(*query);
        *query = NULL;
    }
    return text;
}

Error checker_new(const Catalog *catalog, const RuleSet *rules, Checker **out) {
    Checker *checker = memory_allocate(sizeof *checker);
    checker->rules = rules;
    checker->queries = memory_allocate((rules->items.count + 1) * sizeof *checker->queries);
    checker->problems = memory_allocate((rules->items.count + 1) * sizeof *checker->problems);
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
        checker->problems[i] =
            compile(checker, catalog, &rules->items.items[i], &checker->queries[i]);
    }
    *out = checker;
    return error_none();
}

void checker_free(Checker *checker) {
    if (!checker) {
        return;
    }
    for (size_t i = 0; i < checker->rules->items.count; i++) {
        sqlite3_finalize(checker->queries[i]);
        free(checker->problems[i]);
    }
    sqlite3_close(checker->database);
    fact_module_free(checker->module);
    facts_close(&checker->facts);
    free(checker->queries);
    free(checker->problems);
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

/* The row, for the edits and the proof of its finding; false when a text is not UTF-8. */
static bool keep_row(const Rule *rule, sqlite3_stmt *query, Findings *findings, Finding *finding) {
    if (rule->apply.count == 0 && rule->proof.count == 0) {
        finding->columns = NULL;
        return true;
    }
    Arena *arena = &findings->arena;
    size_t count = (size_t)sqlite3_column_count(query);
    const char **values = arena_allocate(arena, count * sizeof *values);
    for (size_t i = 0; i < count; i++) {
        const char *text = (const char *)sqlite3_column_text(query, (int)i);
        size_t bytes = (size_t)sqlite3_column_bytes(query, (int)i);
        if (text && utf8_check(text, bytes) < bytes) {
            return false;
        }
        values[i] = text ? arena_copy(arena, text, bytes) : NULL;
    }
    finding->values = values;
    finding->column_count = count;
    return true;
}

static char *add_finding(Checker *checker, const Rule *rule, sqlite3_stmt *query,
                         const Design *design, const Scenario *scenario, Findings *findings) {
    Arena *arena = &findings->arena;
    const char *subject = (const char *)sqlite3_column_text(query, 0);
    const char *message = (const char *)sqlite3_column_text(query, 1);
    if (!subject || !message) {
        return rule_problem(checker, rule,
                            "`subject` or `message` is NULL; use coalesce() where "
                            "a column may be");
    }
    const char *label = subject_label(design, scenario, subject, arena);
    if (!label) {
        return rule_problem(checker, rule,
                            "`subject` is no id of a component, a connection or an "
                            "operation, nor '' for the whole design");
    }
    size_t bytes = (size_t)sqlite3_column_bytes(query, 1);
    if (utf8_check(message, bytes) < bytes) {
        return rule_problem(checker, rule, "`message` is not valid UTF-8");
    }
    const char *reason = answers_accepted(&design->answers, rule->id, subject);
    Finding finding = finding_of(rule, query, findings);
    finding.subject = arena_copy_string(arena, subject);
    finding.label = label;
    finding.message = arena_copy(arena, message, bytes);
    finding.accepted = reason ? arena_copy_string(arena, reason) : NULL;
    if (!keep_row(rule, query, findings, &finding)) {
        return rule_problem(checker, rule, "a column is not valid UTF-8");
    }
    array_push(&findings->items, finding);
    return NULL;
}

/* Runs one rule. When it cannot be finished its findings are dropped: half of them would look like
 * all of them. */
static char *run_rule(Checker *checker, const Rule *rule, sqlite3_stmt *query, const Design *design,
                      const Scenario *scenario, Findings *findings) {
    size_t before = findings->items.count;
    char *problem = NULL;
    int result = SQLITE_ROW;
    sandbox_begin_rule(&checker->sandbox);
    while (!problem && (result = sqlite3_step(query)) == SQLITE_ROW) {
        problem = findings->items.count - before == FINDINGS_OF_A_RULE
                      ? rule_problem(checker, rule, "the query gives more than 20,000 findings")
                      : add_finding(checker, rule, query, design, scenario, findings);
    }
    if (!problem && result != SQLITE_DONE) {
        problem = rule_problem(checker, rule, sqlite3_errmsg(checker->database));
    }
    sqlite3_reset(query);
    if (problem) {
        findings->items.count = before;
    }
    return problem;
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
    Findings found = {0};
    for (size_t i = 0; i < checker->rules->items.count; i++) {
        const Rule *rule = &checker->rules->items.items[i];
        char *problem = NULL;
        if (checker->queries[i]) {
            problem = run_rule(checker, rule, checker->queries[i], design, scenario, &found);
        }
        const char *known = problem ? problem : checker->problems[i];
        if (known) {
            array_push(&found.problems, arena_copy_string(&found.arena, known));
        }
        free(problem);
    }
    findings_sort(&found);
    *findings = found;
    return error_none();
}
