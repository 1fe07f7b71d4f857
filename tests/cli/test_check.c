#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "cli/cli_run.h"
#include "cli/columns.h"
#include "model/json.h"
#include "rules/finding.h"
#include "support/support.h"

/* A queue without a dead-letter queue is one of the things that are wrong with it. */
static const char *const FLAWED =
    "{ 'format': 'faultline/design', 'version': 1, 'title': 'Mails',\n"
    "  'components': [\n"
    "    { 'id': 'users', 'kind': 'client', 'label': 'Users', 'x': 0, 'y': 0 },\n"
    "    { 'id': 'jobs', 'kind': 'queue', 'label': 'Jobs', 'x': 200, 'y': 0, 'why': 'to wait' },\n"
    "    { 'id': 'mailer', 'kind': 'worker', 'label': 'Mailer', 'x': 400, 'y': 0 } ],\n"
    "  'connections': [\n"
    "    { 'id': 'a', 'from': 'users', 'to': 'jobs', 'kind': 'publish' },\n"
    "    { 'id': 'b', 'from': 'jobs', 'to': 'mailer', 'kind': 'consume' } ]";

static const char *write_flawed(CliBench *bench, const char *more) {
    TextBuffer text = {0};
    text_append_format(&text, "%s%s }", FLAWED, more);
    const char *path = cli_write_file(bench, "design.json", text_of(&text));
    text_free(&text);
    return path;
}

static const char *naive(CliBench *bench) {
    return cli_shipped(bench, "scenarios/url-shortener/naive.json");
}

static const char *reference(CliBench *bench) {
    return cli_shipped(bench, "scenarios/url-shortener/reference.json");
}

/* ---- Exit status ----------------------------------------------------------------------------- */

static void says_by_its_status_what_was_found(void **state) {
    CliBench *bench = *state;
    assert_int_equal(cli_run(bench, "check", naive(bench), NULL).status, 1);
    assert_int_equal(cli_run(bench, "check", reference(bench), NULL).status, 0);
    assert_int_equal(cli_run(bench, "check", reference(bench), "--fail-on", "medium", NULL).status,
                     0);
    assert_int_equal(cli_run(bench, "check", naive(bench), "--fail-on", "low", NULL).status, 1);
    assert_int_equal(cli_run(bench, "check", naive(bench), "--fail-on=never", NULL).status, 0);
    assert_int_equal(cli_run(bench, "check", naive(bench), "--fail-on", "critical", NULL).status,
                     1);
    const char *nothing_critical = cli_shipped(bench, "scenarios/read-write-backend/naive.json");
    assert_int_equal(cli_run(bench, "check", nothing_critical, NULL).status, 1);
    assert_int_equal(
        cli_run(bench, "check", nothing_critical, "--fail-on", "critical", NULL).status, 0);
}

static void counts_nothing_that_is_accepted(void **state) {
    CliBench *bench = *state;
    const char *path = write_flawed(bench, "");
    CliRun before = cli_run(bench, "check", path, "--format", "json", NULL);
    cli_assert_contains(before.out, "\"rule\": \"messaging/no-dead-letter-queue\"");
    cli_assert_contains(before.out, "\"accepted\": null");

    path = write_flawed(bench,
                        ", 'answers': { 'accepted': [ { 'rule': 'messaging/no-dead-letter-queue',"
                        " 'subject': 'jobs', 'because': 'a lost mail is sent again' } ] }");
    CliRun after = cli_run(bench, "check", path, "--format", "json", NULL);
    cli_assert_contains(after.out, "\"accepted\": \"a lost mail is sent again\"");
    assert_string_not_equal(strstr(before.out, "\"summary\""), strstr(after.out, "\"summary\""));

    CliRun text = cli_run(bench, "check", path, NULL);
    cli_assert_contains(text.out, "Accepted as trade-offs");
    cli_assert_contains(text.out, "a lost mail is sent again");
    cli_assert_contains(text.out, "1 accepted.\n");
}

static void names_what_is_wrong_with_the_design(void **state) {
    CliBench *bench = *state;
    const char *path = cli_write_file(bench, "bad.json", "{ 'format': 'faultline/design',\n'a' }");
    CliRun run = cli_run(bench, "check", path, NULL);
    assert_int_equal(run.status, 2);
    assert_string_equal(run.out, "");
    cli_assert_contains(run.err, "faultline: ");
    cli_assert_contains(run.err, "bad.json:2:");

    run = cli_run(bench, "check", "no-such.json", NULL);
    assert_int_equal(run.status, 2);
    assert_string_equal(run.out, "");
    cli_assert_contains(run.err, "no-such.json");
}

static void refuses_bad_usage(void **state) {
    CliBench *bench = *state;
    CliRun run = cli_run(bench, "check", NULL);
    assert_int_equal(run.status, 2);
    cli_assert_contains(run.err, "check: DESIGN is missing; see `faultline check --help`");
    run = cli_run(bench, "check", naive(bench), "--fial-on", "low", NULL);
    assert_int_equal(run.status, 2);
    assert_string_equal(run.out, "");
    cli_assert_contains(run.err, "did you mean --fail-on?");
    run = cli_run(bench, "check", naive(bench), "--fail-on", "praise", NULL);
    assert_int_equal(run.status, 2);
}

/* ---- JSON ------------------------------------------------------------------------------------ */

static const JsonValue *parse(CliBench *bench, const char *text) {
    JsonReader reader = {.file = "output"};
    const JsonValue *root = json_parse(&reader, text, strlen(text), 1, &bench->arena);
    if (!root) {
        fail_msg("%s", reader.error.message);
    }
    return root;
}

static size_t severity_position(const char *name) {
    Severity severity = SEVERITY_COUNT;
    assert_true(severity_parse(name, &severity));
    return (size_t)severity;
}

static void prints_json_of_the_agreed_shape(void **state) {
    CliBench *bench = *state;
    static const char *const KEYS[] = {"format",   "version",  "design",
                                       "scenario", "findings", "summary"};
    static const char *const FINDING_KEYS[] = {"rule",     "severity", "subject", "message",
                                               "question", "fix",      "accepted"};
    CliRun run = cli_run(bench, "check", naive(bench), "--format", "json", NULL);
    assert_int_equal(run.status, 1);
    assert_string_equal(run.err, "");
    const JsonValue *root = parse(bench, run.out);
    JsonReader reader = {.file = "output"};
    json_expect_keys(&reader, root, KEYS, COUNT_OF(KEYS));
    json_expect_format(&reader, root, "faultline/findings", 1);
    assert_string_equal(json_member(root, "scenario")->text, "url-shortener");
    assert_string_equal(json_member(root, "design")->text, "URL shortener, the first sketch");

    size_t counts[SEVERITY_COUNT] = {0};
    for (const JsonValue *finding = json_member(root, "findings")->first; finding;
         finding = finding->next) {
        json_expect_keys(&reader, finding, FINDING_KEYS, COUNT_OF(FINDING_KEYS));
        assert_int_equal(finding->count, COUNT_OF(FINDING_KEYS));
        counts[severity_position(json_member(finding, "severity")->text)]++;
    }
    const JsonValue *summary = json_member(root, "summary");
    assert_int_equal(summary->count, SEVERITY_COUNT);
    for (size_t i = 0; i < SEVERITY_COUNT; i++) {
        double count = json_member(summary, severity_name((Severity)i))->number;
        assert_int_equal(counts[i], (size_t)count);
    }
    if (reader.error.code) {
        fail_msg("%s", reader.error.message);
    }
}

static int compare_findings(const JsonValue *a, const JsonValue *b) {
    size_t first = severity_position(json_member(a, "severity")->text);
    size_t second = severity_position(json_member(b, "severity")->text);
    if (first != second) {
        return first < second ? -1 : 1;
    }
    int rules = strcmp(json_member(a, "rule")->text, json_member(b, "rule")->text);
    return rules ? rules : strcmp(json_member(a, "subject")->text, json_member(b, "subject")->text);
}

static void sorts_by_severity_rule_and_subject(void **state) {
    CliBench *bench = *state;
    CliRun run =
        cli_run(bench, "check", cli_shipped(bench, "scenarios/notification-service/naive.json"),
                "--format", "json", NULL);
    const JsonValue *findings = json_member(parse(bench, run.out), "findings");
    assert_true(findings->count > 5);
    for (const JsonValue *finding = findings->first; finding->next; finding = finding->next) {
        assert_true(compare_findings(finding, finding->next) < 0);
    }
}

static void prints_the_same_bytes_twice(void **state) {
    CliBench *bench = *state;
    const char *formats[] = {"json", "text"};
    for (size_t i = 0; i < COUNT_OF(formats); i++) {
        CliRun first = cli_run(bench, "check", naive(bench), "--format", formats[i], NULL);
        CliRun second = cli_run(bench, "check", naive(bench), "--format", formats[i], NULL);
        assert_true(strlen(first.out) > 100);
        assert_string_equal(first.out, second.out);
    }
}

/* ---- Text ------------------------------------------------------------------------------------ */

static void stays_within_the_width(void **state) {
    CliBench *bench = *state;
    CliRun run = cli_run(bench, "check", naive(bench), NULL);
    const char *line = run.out;
    while (*line) {
        size_t length = strcspn(line, "\n");
        char *copy = arena_copy(&bench->arena, line, length);
        assert_true(columns_count(copy) <= 80);
        line += length + 1;
    }
}

static void is_coloured_on_a_terminal_alone(void **state) {
    CliBench *bench = *state;
    cli_assert_lacks(cli_run(bench, "check", naive(bench), NULL).out, "\033[");
    bench->terminal = true;
    cli_assert_contains(cli_run(bench, "check", naive(bench), NULL).out, "\033[31mHigh\033[0m");
    cli_assert_lacks(cli_run(bench, "check", naive(bench), "--format", "json", NULL).out, "\033[");
    setenv("NO_COLOR", "1", 1);
    cli_assert_lacks(cli_run(bench, "check", naive(bench), NULL).out, "\033[");
    setenv("NO_COLOR", "", 1); /* empty is as if it were not set */
    cli_assert_contains(cli_run(bench, "check", naive(bench), NULL).out, "\033[");
    setenv("TERM", "dumb", 1);
    cli_assert_lacks(cli_run(bench, "check", naive(bench), NULL).out, "\033[");
}

static void lets_no_label_move_the_cursor(void **state) {
    CliBench *bench = *state;
    const char *path = cli_write_file(
        bench, "design.json",
        "{ 'format': 'faultline/design', 'version': 1, 'title': 'a\\u001b[2Jb', 'components': [\n"
        "  { 'id': 'db', 'kind': 'sql_db', 'label': 'x\\u001b[31my', 'x': 0, 'y': 0 } ],\n"
        "  'connections': [] }");
    bench->terminal = true;
    setenv("NO_COLOR", "1", 1);
    CliRun run = cli_run(bench, "check", path, NULL);
    cli_assert_lacks(run.out, "\033");
    cli_assert_lacks(run.err, "\033");
}

/* ---- Where things come from ------------------------------------------------------------------ */

static void reads_standard_input(void **state) {
    CliBench *bench = *state;
    CliRun file = cli_run(bench, "check", naive(bench), NULL);
    bench->input = cli_read_file(bench, naive(bench));
    CliRun piped = cli_run(bench, "check", "-", NULL);
    assert_int_equal(piped.status, 1);
    assert_string_equal(piped.out, file.out);
    bench->input = "nonsense";
    piped = cli_run(bench, "check", "-", NULL);
    assert_int_equal(piped.status, 2);
    cli_assert_contains(piped.err, "standard input:1:");
    bench->input = "";
    assert_int_equal(cli_run(bench, "check", "-", NULL).status, 2);
}

/* With one operation, and nothing that a round needs. */
static const char *write_scenario(CliBench *bench, const char *name, const char *id) {
    TextBuffer text = {0};
    text_append_format(&text,
                       "{ 'format': 'faultline/scenario', 'version': 1, 'id': '%s',\n"
                       "  'title': 'Mail club', 'operations': [\n"
                       "  { 'id': 'send', 'type': 'write', 'from': 'client', 'rate_rps': 10 } ] }",
                       id);
    const char *path = cli_write_file(bench, name, text_of(&text));
    text_free(&text);
    return path;
}

static void takes_the_scenario_that_is_asked_for(void **state) {
    CliBench *bench = *state;
    const char *design = write_flawed(bench, "");
    CliRun run = cli_run(bench, "check", design, NULL);
    cli_assert_contains(run.out, "no scenario");
    assert_string_equal(run.err, "");

    run = cli_run(bench, "check", design, "--scenario", "url-shortener", NULL);
    cli_assert_contains(run.out, "scenario URL shortener");
    const char *file = write_scenario(bench, "club.json", "mail-club");
    run = cli_run(bench, "check", design, "--scenario", file, "--format", "json", NULL);
    cli_assert_contains(run.out, "\"scenario\": \"mail-club\"");

    write_scenario(bench, "data/faultline/scenarios/mail-club/scenario.json", "mail-club");
    run = cli_run(bench, "check", design, "--scenario", "mail-club", NULL);
    cli_assert_contains(run.out, "scenario Mail club");
}

static void finds_the_scenario_that_the_design_names(void **state) {
    CliBench *bench = *state;
    const char *design = write_flawed(bench, ", 'scenario': 'mail-club'");
    CliRun run = cli_run(bench, "check", design, "--fail-on", "never", NULL);
    assert_int_equal(run.status, 0);
    cli_assert_contains(run.err, "the design's scenario, mail-club, is not on this machine");
    cli_assert_contains(run.out, "no scenario");

    write_scenario(bench, "data/faultline/scenarios/mail-club/scenario.json", "mail-club");
    run = cli_run(bench, "check", design, "--fail-on", "never", NULL);
    assert_string_equal(run.err, "");
    cli_assert_contains(run.out, "scenario Mail club");
}

static void refuses_a_scenario_that_is_not_there(void **state) {
    CliBench *bench = *state;
    CliRun run = cli_run(bench, "check", naive(bench), "--scenario", "url-shortner", NULL);
    assert_int_equal(run.status, 2);
    cli_assert_contains(run.err, "did you mean url-shortener?");
    run = cli_run(bench, "check", naive(bench), "--scenario", "no/such.json", NULL);
    assert_int_equal(run.status, 2);
    cli_assert_contains(run.err, "no/such.json");
    run = cli_run(bench, "check", naive(bench), "--scenario", "../url-shortener", NULL);
    assert_int_equal(run.status, 2);
}

static void refuses_a_scenario_that_does_not_fit(void **state) {
    CliBench *bench = *state;
    const char *file = write_scenario(bench, "club.json", "mail-club");
    CliRun run = cli_run(bench, "check", reference(bench), "--scenario", file, NULL);
    assert_int_equal(run.status, 2);
    assert_string_equal(run.out, "");
    assert_true(strlen(run.err) > 20);
}

/* ---- Rules ----------------------------------------------------------------------------------- */

static const char *const OWN_RULE = "-- title: Too few parts\n"
                                    "-- severity: critical\n"
                                    "-- question: Is that all?\n"
                                    "-- why: Because.\n"
                                    "-- fix: Draw more.\n"
                                    "SELECT id AS subject, label || ' is lonely.' AS message\n"
                                    "FROM components\n";

static void uses_rules_of_other_folders(void **state) {
    CliBench *bench = *state;
    const char *rule = cli_write_file(bench, "mine/size/too-few.sql", OWN_RULE);
    const char *folder = path_folder(&bench->arena, path_folder(&bench->arena, rule));
    const char *design = write_flawed(bench, "");
    CliRun run = cli_run(bench, "check", design, "--rules", folder, "--fail-on", "critical", NULL);
    assert_int_equal(run.status, 1);
    cli_assert_contains(run.out, "Jobs is lonely.");
    cli_assert_contains(run.out, "size/too-few");

    run = cli_run(bench, "check", design, "--rules", "no-such-folder", NULL);
    assert_int_equal(run.status, 2);
    cli_assert_contains(run.err, "no-such-folder");

    cli_write_file(bench, "data/faultline/rules/size/too-few.sql", OWN_RULE);
    run = cli_run(bench, "check", design, NULL);
    cli_assert_contains(run.out, "Jobs is lonely.");
}

static void says_which_rules_are_broken_and_runs_the_others(void **state) {
    CliBench *bench = *state;
    cli_write_file(bench, "data/faultline/rules/own/headless.sql", "SELECT 1");
    cli_write_file(bench, "data/faultline/rules/own/misspelt.sql",
                   "-- title: T\n-- severity: low\n-- question: Q\n-- why: W\n-- fix: F\n"
                   "SELECT id AS subject, lable AS message FROM components\n");
    CliRun run = cli_run(bench, "check", write_flawed(bench, ""), "--fail-on", "never", NULL);
    assert_int_equal(run.status, 0);
    cli_assert_contains(run.err, "headless.sql");
    cli_assert_contains(run.err, "misspelt.sql");
    cli_assert_contains(run.out, "messaging/no-dead-letter-queue");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        CLI_TEST(says_by_its_status_what_was_found),
        CLI_TEST(counts_nothing_that_is_accepted),
        CLI_TEST(names_what_is_wrong_with_the_design),
        CLI_TEST(refuses_bad_usage),
        CLI_TEST(prints_json_of_the_agreed_shape),
        CLI_TEST(sorts_by_severity_rule_and_subject),
        CLI_TEST(prints_the_same_bytes_twice),
        CLI_TEST(stays_within_the_width),
        CLI_TEST(is_coloured_on_a_terminal_alone),
        CLI_TEST(lets_no_label_move_the_cursor),
        CLI_TEST(reads_standard_input),
        CLI_TEST(takes_the_scenario_that_is_asked_for),
        CLI_TEST(finds_the_scenario_that_the_design_names),
        CLI_TEST(refuses_a_scenario_that_is_not_there),
        CLI_TEST(refuses_a_scenario_that_does_not_fit),
        CLI_TEST(uses_rules_of_other_folders),
        CLI_TEST(says_which_rules_are_broken_and_runs_the_others),
    };
    return cmocka_run_group_tests_name("check", tests, NULL, NULL);
}
