/* What helps to write a rule: `facts`, and `rules --test`. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <sqlite3.h>
#include <stdio.h>

#include "base/file.h"
#include "base/text.h"
#include "cli/cli_run.h"

static const char DESIGN[] =
    "{'format':'faultline/design','version':1,'title':'A queue','components':["
    "{'id':'users','kind':'client','label':'People','x':0,'y':0},"
    "{'id':'api','kind':'service','label':'Front','x':300,'y':0,'settings':{'replicas':3}}],"
    "'connections':[{'id':'call','from':'users','to':'api','kind':'call'}],"
    "'answers':{'apis':[{'method':'POST','path':'/orders','idempotent':true,'notes':''}]}}";
static const char SCENARIO[] =
    "{'format':'faultline/scenario','version':1,'id':'load','title':'Load','operations':["
    "{'id':'get','title':'Get','type':'read','from':'client','rate_rps':500}]}";

static void facts_show_every_table_with_its_columns(void **state) {
    CliBench *bench = *state;
    const char *design = cli_write_file(bench, "design.json", DESIGN);
    const char *scenario = cli_write_file(bench, "load.json", SCENARIO);
    CliRun run = cli_run(bench, "facts", design, "--scenario", scenario, NULL);
    assert_int_equal(run.status, 0);
    assert_string_equal(run.err, "");
    cli_assert_contains(run.out, "components  A row for each component, with its settings.\n");
    cli_assert_contains(run.out, "    replicas                 3\n");
    cli_assert_contains(run.out, "    arrivals_per_s           500.0\n");
    cli_assert_contains(run.out, "steps  Which operation takes which connection.");
    cli_assert_contains(
        run.out, "  operation  connection  kind  source  target  retried  unkeyed  repeat_harms\n"
                 "  get        call        call  users   api           0        0             0\n");
    cli_assert_contains(run.out, "  position  method  path     idempotent  notes\n"
                                 "         1  POST    /orders           1  \n");
    cli_assert_contains(run.out, "tradeoffs  The trade-offs");
}

static void facts_of_one_table_for_programs(void **state) {
    CliBench *bench = *state;
    const char *design = cli_write_file(bench, "design.json", DESIGN);
    const char *scenario = cli_write_file(bench, "load.json", SCENARIO);
    CliRun run = cli_run(bench, "facts", design, "--scenario", scenario, "--table", "operations",
                         "--format", "json", NULL);
    assert_int_equal(run.status, 0);
    cli_assert_contains(run.out, "\"format\": \"faultline/facts\"");
    cli_assert_contains(run.out, "\"rate_rps\": 500,");
    cli_assert_contains(run.out, "\"key\": null,");
    cli_assert_lacks(run.out, "\"table\": \"components\"");
}

static void facts_name_the_table_that_was_meant(void **state) {
    CliBench *bench = *state;
    const char *design = cli_write_file(bench, "design.json", DESIGN);
    CliRun run = cli_run(bench, "facts", design, "--table", "component", NULL);
    assert_int_equal(run.status, 2);
    cli_assert_contains(run.err, "there is no table \"component\"; did you mean components?");
}

static void facts_in_a_file_answer_a_query(void **state) {
    CliBench *bench = *state;
    const char *design = cli_write_file(bench, "design.json", DESIGN);
    char path[4096];
    snprintf(path, sizeof path, "%s/facts.db", bench->folder);
    CliRun run = cli_run(bench, "facts", design, "-o", path, NULL);
    assert_int_equal(run.status, 0);
    assert_string_equal(run.out, "");
    sqlite3 *database = NULL;
    sqlite3_stmt *query = NULL;
    assert_int_equal(sqlite3_open(path, &database), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(database,
                                        "SELECT replicas FROM components WHERE label = 'Front'", -1,
                                        &query, NULL),
                     SQLITE_OK);
    assert_int_equal(sqlite3_step(query), SQLITE_ROW);
    assert_int_equal(sqlite3_column_int(query, 0), 3);
    sqlite3_finalize(query);
    sqlite3_close(database);
    run = cli_run(bench, "facts", design, "-o", "/nowhere/facts.db", NULL);
    assert_int_equal(run.status, 2);
    cli_assert_contains(run.err, "/nowhere/facts.db");
}

#define HEAD "-- title: T\n-- severity: low\n-- question: Q?\n-- why: W.\n-- fix: F.\n"
static const char NO_LABEL[] = HEAD "SELECT id AS subject, 'It has no reason at all.' AS message "
                                    "FROM components WHERE why = '' AND kind = 'service'\n";

static void rules_are_tried_on_their_examples(void **state) {
    CliBench *bench = *state;
    char folder[4096];
    snprintf(folder, sizeof folder, "%s/own", bench->folder);
    assert_int_equal(folder_make(folder).code, ERROR_NONE);
    cli_write_file(bench, "own/reason.sql", NO_LABEL);
    CliRun run = cli_run(bench, "rules", "--test", folder, NULL);
    assert_int_equal(run.status, 1);
    cli_assert_contains(run.out, "FAILED  own/reason\n");
    cli_assert_contains(run.out, "reason.fires.json, a design");
    cli_assert_contains(run.out, "reason.silent.json, a design");

    cli_write_file(bench, "own/reason.fires.json", DESIGN);
    cli_write_file(bench, "own/reason.silent.json", DESIGN);
    run = cli_run(bench, "rules", "--test", folder, NULL);
    assert_int_equal(run.status, 1);
    cli_assert_contains(run.out, "it fires in ");
    cli_assert_lacks(run.out, "it does not fire");

    cli_write_file(bench, "own/reason.silent.json",
                   "{'format':'faultline/design','version':1,'components':[],'connections':[]}");
    run = cli_run(bench, "rules", "--test", folder, NULL);
    assert_int_equal(run.status, 0);
    assert_string_equal(run.out, "ok      own/reason\n\n1 rule, 0 failed\n");

    cli_write_file(bench, "own/broken.sql", HEAD "SELECT nothing FROM nowhere");
    run = cli_run(bench, "rules", "--test", folder, NULL);
    assert_int_equal(run.status, 1);
    cli_assert_contains(run.out, "FAILED  own/broken\n");
    cli_assert_contains(run.out, "2 rules, 1 failed\n");
}

static const char BUSY[] =
    "{'format':'faultline/design','version':1,'scenario':'load','components':["
    "{'id':'users','kind':'client','x':0,'y':0},{'id':'api','kind':'service','x':300,'y':0}],"
    "'connections':[{'id':'call','from':'users','to':'api','kind':'call'}]}";

/* Where a proof is wanted, it must show the harm that the rule speaks of. */
static void proofs_are_tried_on_the_examples(void **state) {
    CliBench *bench = *state;
    char folder[4096];
    snprintf(folder, sizeof folder, "%s/own", bench->folder);
    assert_int_equal(folder_make(folder).code, ERROR_NONE);
    static const char QUERY[] =
        "SELECT id AS subject, 'It gets requests, as it should.' AS message "
        "FROM components WHERE kind = 'service' AND replicas = 1\n";
    char rule[1024];
    cli_write_file(bench, "own/load.scenario.json", SCENARIO);
    cli_write_file(bench, "own/busy.fires.json", BUSY);
    cli_write_file(bench, "own/busy.silent.json",
                   "{'format':'faultline/design','version':1,'components':[],'connections':[]}");
    snprintf(rule, sizeof rule,
             HEAD "-- apply: set {subject} replicas 4\n"
                  "-- proof: measure utilisation of component {subject}; run 3\n%s",
             QUERY);
    cli_write_file(bench, "own/busy.sql", rule);
    CliRun run = cli_run(bench, "rules", "--test", folder, "--prove", NULL);
    assert_string_equal(run.out, "ok      own/busy\n\n1 rule, 0 failed\n");

    snprintf(rule, sizeof rule,
             HEAD "-- apply: set {subject} replicas 4\n"
                  "-- proof: measure failed; run 3\n%s",
             QUERY);
    cli_write_file(bench, "own/busy.sql", rule);
    assert_int_equal(cli_run(bench, "rules", "--test", folder, NULL).status, 0);
    run = cli_run(bench, "rules", "--test", folder, "--prove", NULL);
    assert_int_equal(run.status, 1);
    cli_assert_contains(run.out, "its proof shows no harm");

    run = cli_run(bench, "rules", "--prove", NULL);
    assert_int_equal(run.status, 2);
    cli_assert_contains(run.err, "--prove goes with --test");
}

/* An example may bring a small scenario of its own. */
static void an_example_finds_its_scenario_beside_it(void **state) {
    CliBench *bench = *state;
    char folder[4096];
    snprintf(folder, sizeof folder, "%s/own", bench->folder);
    assert_int_equal(folder_make(folder).code, ERROR_NONE);
    cli_write_file(bench, "own/busy.sql",
                   HEAD "SELECT id AS subject, 'It gets requests, as it should.' AS message "
                        "FROM components WHERE kind = 'service' AND arrivals_per_s > 400\n");
    cli_write_file(bench, "own/load.scenario.json", SCENARIO);
    cli_write_file(bench, "own/busy.fires.json", BUSY);
    cli_write_file(bench, "own/busy.silent.json",
                   "{'format':'faultline/design','version':1,'scenario':'load','components':["
                   "{'id':'api','kind':'service','x':300,'y':0}],'connections':[]}");
    CliRun run = cli_run(bench, "rules", "--test", folder, NULL);
    assert_string_equal(run.out, "ok      own/busy\n\n1 rule, 0 failed\n");
    run = cli_run(bench, "rules", "--test", "/nowhere", NULL);
    assert_int_equal(run.status, 2);
}

#define HEADER                                                                             \
    "{'format':'faultline/session','version':1,'id':'s','started':'2026-11-23T05:46:12Z'," \
    "'design':{'format':'faultline/design','version':1,'title':'T','components':[],"       \
    "'connections':[]}}\n"
#define ADDED_AT(t_ms)                                                                    \
    "{'n':1,'t_ms':" t_ms ",'type':'command','name':'Add','changes':[{'set':'component'," \
    "'position':0,'value':{'id':'api','kind':'service','label':'Api','x':0,'y':0}}]}\n"

/* A rule of the method fires in a round, so its examples are sessions. */
static void an_example_may_be_a_session(void **state) {
    CliBench *bench = *state;
    char folder[4096];
    snprintf(folder, sizeof folder, "%s/own", bench->folder);
    assert_int_equal(folder_make(folder).code, ERROR_NONE);
    cli_write_file(bench, "own/early.sql",
                   HEAD "SELECT '' AS subject, 'The first component came too early.' AS message "
                        "FROM design WHERE first_component_min < 1\n");
    const char *early = cli_write_file(bench, "own/early.fires.jsonl", HEADER ADDED_AT("30000"));
    cli_write_file(bench, "own/early.silent.jsonl", HEADER ADDED_AT("90000"));
    CliRun run = cli_run(bench, "rules", "--test", folder, NULL);
    assert_string_equal(run.out, "ok      own/early\n\n1 rule, 0 failed\n");

    run = cli_run(bench, "check", early, "--rules", folder, "--fail-on", "never", NULL);
    assert_int_equal(run.status, 0);
    cli_assert_contains(run.out, "The first component came too early.");
    run = cli_run(bench, "facts", early, "--table", "design", NULL);
    cli_assert_contains(run.out, "first_component_min");
    cli_assert_contains(run.out, "0.5");
}

static void the_shipped_rules_pass_their_examples(void **state) {
    CliBench *bench = *state;
    CliRun run = cli_run(bench, "rules", "--test", cli_shipped(bench, "assets/rules"), NULL);
    if (run.status != 0) {
        fail_msg("%s%s", run.out, run.err);
    }
    cli_assert_contains(run.out, " rules, 0 failed\n");
    cli_assert_lacks(run.out, "FAILED");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        CLI_TEST(facts_show_every_table_with_its_columns),
        CLI_TEST(facts_of_one_table_for_programs),
        CLI_TEST(facts_name_the_table_that_was_meant),
        CLI_TEST(facts_in_a_file_answer_a_query),
        CLI_TEST(rules_are_tried_on_their_examples),
        CLI_TEST(proofs_are_tried_on_the_examples),
        CLI_TEST(an_example_finds_its_scenario_beside_it),
        CLI_TEST(an_example_may_be_a_session),
        CLI_TEST(the_shipped_rules_pass_their_examples),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
