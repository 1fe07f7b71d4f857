/* The facts as a database sees them: what a look-up finds, and what the columns say that are worked
 * out before any query runs. */
#include <stdio.h>
#include <stdlib.h>

#include "base/macros.h"
#include "rules/fact_module.h"
#include "rules/rule_bench.h"

enum { DESIGNS = 40, MOST_COMPONENTS = 25 };

typedef struct FactBench {
    Catalog *catalog;
    Facts facts;
    sqlite3 *database;
    FactModule *module;
} FactBench;

static void open_bench(FactBench *bench) {
    bench->catalog = support_catalog();
    facts_open(&bench->facts, bench->catalog);
    assert_int_equal(sqlite3_open(":memory:", &bench->database), SQLITE_OK);
    Error error = fact_module_open(bench->database, &bench->facts, &bench->module);
    assert_int_equal(error.code, ERROR_NONE);
}

static void close_bench(FactBench *bench) {
    sqlite3_close(bench->database);
    fact_module_free(bench->module);
    facts_close(&bench->facts);
    catalog_free(bench->catalog);
}

static sqlite3_stmt *prepare(FactBench *bench, const char *sql) {
    sqlite3_stmt *query = NULL;
    if (sqlite3_prepare_v2(bench->database, sql, -1, &query, NULL) != SQLITE_OK) {
        fail_msg("%s: %s", sql, sqlite3_errmsg(bench->database));
    }
    return query;
}

/* The one text that the query gives, "" for NULL; release it with free. */
static char *answer(sqlite3_stmt *query) {
    assert_int_equal(sqlite3_step(query), SQLITE_ROW);
    const char *text = (const char *)sqlite3_column_text(query, 0);
    char *copy = memory_copy_string(text ? text : "");
    sqlite3_reset(query);
    return copy;
}

/* ---- Looking up -------------------------------------------------------------------------------- */

/* "SELECT group_concat(rowid) FROM t WHERE a = ?1 AND b = ?2" for the columns of the set; with a plus
 * before them, which keeps a database from looking anything up. */
static sqlite3_stmt *row_query(FactBench *bench, const FactTable *table, unsigned set,
                               const char *plus) {
    TextBuffer sql = {0};
    text_append_format(&sql, "SELECT group_concat(rowid) FROM %s WHERE 1", table->name);
    for (size_t i = 0; i < table->column_count; i++) {
        if (set & (1U << i)) {
            text_append_format(&sql, " AND %s%s = ?%zu", plus, table->columns[i].name, i + 1);
        }
    }
    sqlite3_stmt *query = prepare(bench, text_of(&sql));
    text_free(&sql);
    return query;
}

static void bind_row(sqlite3_stmt *query, const FactRows *rows, size_t row, unsigned set) {
    for (size_t i = 0; set >> i; i++) {
        if (set & (1U << i)) {
            sqlite3_bind_text(query, (int)i + 1, fact_rows_cell(rows, row, i)->as.text, -1,
                              SQLITE_STATIC);
        }
    }
}

static void compare_look_ups(FactBench *bench, FactTableId id, unsigned set) {
    const FactTable *table = fact_table(id);
    const FactRows *rows = &bench->facts.tables[id];
    sqlite3_stmt *found = row_query(bench, table, set, "");
    sqlite3_stmt *scanned = row_query(bench, table, set, "+");
    for (size_t row = 0; row < rows->count; row++) {
        bind_row(found, rows, row, set);
        bind_row(scanned, rows, row, set);
        char *left = answer(found);
        char *right = answer(scanned);
        assert_true(right[0] != '\0');
        assert_string_equal(left, right);
        free(left);
        free(right);
    }
    sqlite3_finalize(found);
    sqlite3_finalize(scanned);
}

static void a_look_up_finds_what_a_scan_finds(void **state) {
    (void)state;
    FactBench bench;
    open_bench(&bench);
    Scenario *scenario = support_scenario("notification-service");
    Random random = random_seed(11);
    for (int i = 0; i < 4; i++) {
        Design *design = support_random_design(bench.catalog, &random, MOST_COMPONENTS);
        Estimate *estimate = estimate_make(design, scenario);
        facts_load(&bench.facts, design, scenario, estimate, NULL);
        for (int id = 0; id < FACT_TABLE_COUNT; id++) {
            const FactTable *table = fact_table((FactTableId)id);
            unsigned keys = 0;
            for (size_t c = 0; c < table->column_count; c++) {
                keys |= table->columns[c].alike > 0.0 ? 1U << c : 0;
            }
            for (unsigned set = 1; set <= keys; set++) {
                if ((set & keys) == set) {
                    compare_look_ups(&bench, (FactTableId)id, set);
                }
            }
        }
        estimate_free(estimate);
        design_free(design);
    }
    scenario_free(scenario);
    close_bench(&bench);
}

static void assert_answer(FactBench *bench, const char *sql, const char *expected) {
    sqlite3_stmt *query = prepare(bench, sql);
    char *text = answer(query);
    if (strcmp(text, expected) != 0) {
        fail_msg("%s\ngives \"%s\", not \"%s\"", sql, text, expected);
    }
    free(text);
    sqlite3_finalize(query);
}

static void statements_see_the_facts_of_the_last_load(void **state) {
    (void)state;
    FactBench bench;
    open_bench(&bench);
    sqlite3_stmt *one = prepare(&bench, "SELECT label FROM components WHERE id = 'a'");
    sqlite3_stmt *sorted =
        prepare(&bench, "SELECT group_concat(id) FROM (SELECT id FROM components ORDER BY id)");
    assert_int_equal(sqlite3_step(one), SQLITE_DONE); /* nothing was loaded yet */
    static const char *const LABELS[] = {"First", "Second"};
    for (size_t i = 0; i < COUNT_OF(LABELS); i++) {
        char text[512];
        snprintf(text, sizeof text,
                 "{'format': 'faultline/design', 'version': 1, 'title': 'T', 'components': ["
                 "{'id': 'b', 'kind': 'client', 'label': 'B', 'x': 0, 'y': 0},"
                 "{'id': '%s', 'kind': 'service', 'label': 'C', 'x': 280, 'y': 0},"
                 "{'id': 'a', 'kind': 'cache', 'label': '%s', 'x': 560, 'y': 0}],"
                 "'connections': []}",
                 i == 0 ? "c" : "ab", LABELS[i]);
        Design *design = support_design(bench.catalog, text);
        Estimate *estimate = estimate_make(design, NULL);
        facts_load(&bench.facts, design, NULL, estimate, NULL);
        char *label = answer(one);
        assert_string_equal(label, LABELS[i]);
        free(label);
        char *order = answer(sorted);
        assert_string_equal(order, i == 0 ? "a,b,c" : "a,ab,b");
        free(order);
        assert_answer(&bench, "SELECT count(*) FROM components WHERE id = NULL", "0");
        assert_answer(&bench, "SELECT count(*) FROM components WHERE id = 7", "0");
        assert_answer(&bench, "SELECT count(*) FROM components WHERE id = 'A' COLLATE NOCASE", "1");
        assert_answer(&bench, "SELECT count(*) FROM components WHERE id IN ('a', 'b', 'x')", "2");
        assert_answer(&bench,
                      "SELECT typeof(zones) || typeof(x.replicas) FROM components x "
                      "WHERE kind = 'client'",
                      "nullnull");
        estimate_free(estimate);
        design_free(design);
    }
    sqlite3_finalize(one);
    sqlite3_finalize(sorted);
    close_bench(&bench);
}

/* ---- What is worked out ------------------------------------------------------------------------ */

/* Each counts the rows whose column is not what following the connections in SQL gives. */
static const char *const ORACLES[] = {
    "WITH RECURSIVE x(o, c) AS (SELECT operation, target FROM steps WHERE kind = 'consume' UNION "
    "SELECT s.operation, s.target FROM x JOIN steps s ON s.operation = o AND s.source = c "
    "WHERE s.kind IN ('call', 'publish')) SELECT count(*) FROM flows f WHERE f.deferred <> "
    "EXISTS (SELECT 1 FROM x WHERE o = f.operation AND c = f.component)",

    "WITH RECURSIVE x(o, c) AS (SELECT s.operation, s.target FROM steps s JOIN components p "
    "ON p.id = s.source AND p.kind IN ('client', 'scheduler') UNION "
    "SELECT s.operation, s.target FROM x JOIN steps s ON s.operation = o AND s.source = c "
    "WHERE s.kind IN ('call', 'dedup')) SELECT count(*) FROM flows f WHERE f.awaited <> "
    "EXISTS (SELECT 1 FROM x WHERE o = f.operation AND c = f.component)",

    "WITH RECURSIVE x(o, c) AS (SELECT s.operation, s.target FROM steps s "
    "JOIN connections n ON n.id = s.connection AND n.max_attempts > 1 "
    "JOIN components p ON p.id = s.source AND p.kind <> 'client' UNION "
    "SELECT s.operation, s.target FROM x JOIN steps s ON s.operation = o AND s.source = c "
    "WHERE s.kind = 'call') SELECT (SELECT count(*) FROM flows f WHERE f.retried <> "
    "EXISTS (SELECT 1 FROM x WHERE o = f.operation AND c = f.component)) + "
    "(SELECT count(*) FROM steps f WHERE f.retried <> "
    "EXISTS (SELECT 1 FROM x WHERE o = f.operation AND c = f.target))",

    "WITH RECURSIVE keyed(o, c) AS (SELECT operation, source FROM steps WHERE kind = 'dedup'), "
    "places(o, c) AS (SELECT e.operation, p.id FROM effects e JOIN components p ON p.kind = e.kind "
    "WHERE coalesce(p.conditional_writes, 0) = 0 AND coalesce(p.accepts_idempotency_key, 0) = 0 "
    "AND (e.operation, p.id) NOT IN keyed "
    "AND (EXISTS (SELECT 1 FROM flows f WHERE f.operation = e.operation AND f.component = p.id) "
    "OR EXISTS (SELECT 1 FROM steps s WHERE s.operation = e.operation AND s.target = p.id))), "
    "x(o, c) AS (SELECT o, c FROM places UNION SELECT s.operation, s.source "
    "FROM x JOIN steps s ON s.operation = o AND s.target = c "
    "WHERE s.kind IN ('call', 'publish', 'consume') AND (s.operation, s.source) NOT IN keyed) "
    "SELECT (SELECT count(*) FROM flows WHERE unkeyed <> "
    "((operation, component) IN places)) + (SELECT count(*) FROM steps WHERE unkeyed <> "
    "((operation, target) IN places)) + (SELECT count(*) FROM steps WHERE repeat_harms <> "
    "((operation, target) IN (SELECT o, c FROM x)))",

    "WITH RECURSIVE x(o, c, n) AS (SELECT f.operation, f.component, 0 FROM flows f JOIN components p "
    "ON p.id = f.component AND p.kind IN ('client', 'scheduler') UNION "
    "SELECT operation, target, 0 FROM steps WHERE kind = 'consume' UNION "
    "SELECT s.operation, s.target, n + 1 FROM x JOIN steps s ON s.operation = o AND s.source = c "
    "WHERE s.kind = 'call' AND n < 20) SELECT count(*) FROM flows f WHERE f.depth IS NOT "
    "(SELECT max(n) FROM x WHERE o = f.operation AND c = f.component)",

    "WITH RECURSIVE x(c) AS (SELECT id FROM components WHERE kind IN ('client', 'scheduler') UNION "
    "SELECT n.target FROM x JOIN connections n ON n.source = c) "
    "SELECT count(*) FROM components WHERE reached <> (id IN x)",

    ("SELECT count(*) FROM components p WHERE busiest_operation IS NOT (SELECT operation FROM flows "
     "WHERE component = p.id ORDER BY rate_per_s DESC, operation LIMIT 1)"),
};

static void columns_say_what_following_the_connections_gives(void **state) {
    (void)state;
    FactBench bench;
    open_bench(&bench);
    Scenario *scenario = support_scenario("notification-service");
    sqlite3_stmt *oracles[COUNT_OF(ORACLES)];
    for (size_t i = 0; i < COUNT_OF(ORACLES); i++) {
        oracles[i] = prepare(&bench, ORACLES[i]);
    }
    Random random = random_seed(12);
    for (int i = 0; i < DESIGNS; i++) {
        Design *design = support_random_design(bench.catalog, &random, MOST_COMPONENTS);
        Estimate *estimate = estimate_make(design, scenario);
        facts_load(&bench.facts, design, scenario, estimate, NULL);
        for (size_t o = 0; o < COUNT_OF(ORACLES); o++) {
            char *wrong = answer(oracles[o]);
            if (strcmp(wrong, "0") != 0) {
                fail_msg("design %d: %s rows are wrong by\n%s", i, wrong, ORACLES[o]);
            }
            free(wrong);
        }
        estimate_free(estimate);
        design_free(design);
    }
    for (size_t i = 0; i < COUNT_OF(ORACLES); i++) {
        sqlite3_finalize(oracles[i]);
    }
    scenario_free(scenario);
    close_bench(&bench);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_look_up_finds_what_a_scan_finds),
        cmocka_unit_test(statements_see_the_facts_of_the_last_load),
        cmocka_unit_test(columns_say_what_following_the_connections_gives),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
