#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "cli/cli_run.h"

static void accepts_what_is_shipped(void **state) {
    CliBench *bench = *state;
    CliRun run = cli_run(
        bench, "validate", cli_shipped(bench, "scenarios/url-shortener/scenario.json"),
        cli_shipped(bench, "scenarios/url-shortener/naive.json"),
        cli_shipped(bench, "scenarios/url-shortener/reference.json"),
        cli_shipped(bench, "scenarios/notification-service/scenario.json"),
        cli_shipped(bench, "scenarios/notification-service/naive.json"),
        cli_shipped(bench, "scenarios/notification-service/reference.json"),
        cli_shipped(bench, "assets/catalog.json"), cli_shipped(bench, "assets/themes/light.json"),
        cli_shipped(bench, "assets/themes/dark.json"),
        cli_shipped(bench, "assets/themes/contrast.json"),
        cli_shipped(bench, "assets/rules/structure/no-reason.sql"), NULL);
    assert_string_equal(run.err, "");
    assert_int_equal(run.status, 0);
    cli_assert_contains(run.out, "naive.json: OK (design, 4 components, 3 connections)\n");
    cli_assert_contains(run.out, "scenario.json: OK (scenario, ");
    cli_assert_contains(run.out, "catalog.json: OK (catalogue, ");
    cli_assert_contains(run.out, "light.json: OK (theme, light)\n");
    cli_assert_contains(run.out, "no-reason.sql: OK (rule, low: ");
}

static void accepts_a_session(void **state) {
    CliBench *bench = *state;
    const char *path = cli_write_file(
        bench, "session.jsonl",
        "{ 'format': 'faultline/session', 'version': 1, 'id': 's',"
        " 'started': '2026-11-23T05:46:12Z', 'design': { 'format':"
        " 'faultline/design', 'version': 1, 'components': [], 'connections': [] } }\n"
        "{ 'n': 1, 't_ms': 5, 'type': 'pause' }\n");
    CliRun run = cli_run(bench, "validate", path, NULL);
    assert_string_equal(run.err, "");
    cli_assert_contains(run.out, "session.jsonl: OK (session, 1 entry)\n");
}

static void assert_refused(CliBench *bench, const char *name, const char *text,
                           const char *message) {
    const char *path = cli_write_file(bench, name, text);
    CliRun run = cli_run(bench, "validate", path, NULL);
    assert_int_equal(run.status, 2);
    assert_string_equal(run.out, "");
    cli_assert_contains(run.err, name);
    cli_assert_contains(run.err, message);
}

static void names_the_mistake_and_its_line(void **state) {
    CliBench *bench = *state;
    assert_refused(bench, "a.json", "", "a.json:1:");
    assert_refused(bench, "a.json", "{\n  'format': 'faultline/design',\n  oops }", "a.json:3:");
    assert_refused(bench, "a.json", "[1]", "a.json:1:");
    assert_refused(bench, "a.json", "{}", "format");
    assert_refused(bench, "a.json", "{ 'format': 7 }", "a.json:1: format");
    assert_refused(bench, "a.json", "{\n'format': 'faultline/desing', 'version': 1 }",
                   "a.json:2: format: `faultline/desing` is no format that Faultline knows: did "
                   "you mean `faultline/design`?");
    assert_refused(bench, "a.json", "{ 'format': 'faultline/design', 'version': 1 }", "components");
    assert_refused(bench, "a.json", "{ 'format': 'faultline/scenario', 'version': 1 }", "a.json:1");
    assert_refused(bench, "a.jsonl", "{ 'format': 'faultline/session', 'version': 1 }\n",
                   "a.jsonl:1");
    assert_refused(bench, "a.sql", "SELECT 1", "a.sql:1");
    assert_refused(bench, "a.sql",
                   "-- title: T\n-- severity: low\n-- question: Q\n-- why: W\n-- fix: F\n"
                   "SELECT id AS subject, lable AS message FROM components\n",
                   "lable");
}

static void reads_expectations_beside_their_scenario(void **state) {
    CliBench *bench = *state;
    const char *shipped = cli_shipped(bench, "scenarios/job-queue/expected.json");
    CliRun run = cli_run(bench, "validate", shipped, NULL);
    assert_string_equal(run.err, "");
    cli_assert_contains(run.out, "expected.json: OK (expectations, 5 of job-queue)\n");

    static const char TEXT[] = "{ 'format': 'faultline/expectations', 'version': 1, 'variants': [\n"
                               "{ 'file': 'torn.json', 'rule': 'scale/no-index',"
                               " 'operation': 'get', 'slo': '%s' } ] }";
    static const char SCENARIO[] =
        "{ 'format': 'faultline/scenario', 'version': 1, 'id': 'bare', 'title': 'Bare',"
        " 'operations': [{ 'id': 'get', 'type': 'read', 'from': 'client', 'rate_rps': 1,"
        " 'slo': { 'p99_ms': 5 } }] }";
    char right[256], wrong[256];
    snprintf(right, sizeof right, TEXT, "p99_ms");
    snprintf(wrong, sizeof wrong, TEXT, "p99");
    assert_refused(bench, "bare/expected.json", right, "bare/scenario.json");
    cli_write_file(bench, "bare/scenario.json", SCENARIO);
    assert_refused(bench, "bare/expected.json", wrong, "expected.json:2: variants[0].slo");
    assert_refused(bench, "bare/expected.json", right,
                   "variants[0].file: there is no `torn.json` beside it");
}

static void checks_that_a_design_fits_its_scenario(void **state) {
    CliBench *bench = *state;
    assert_refused(bench, "a.json",
                   "{ 'format': 'faultline/design', 'version': 1, 'scenario': 'url-shortener',\n"
                   "  'components': [\n"
                   "    { 'id': 'users', 'kind': 'client', 'label': 'Users', 'x': 0, 'y': 0 },\n"
                   "    { 'id': 'api', 'kind': 'service', 'label': 'A', 'x': 300, 'y': 0 } ],\n"
                   "  'connections': [ { 'id': 'c', 'from': 'users', 'to': 'api', 'kind': 'call',\n"
                   "                     'operations': ['redirekt'] } ] }",
                   "redirect");
}

static void goes_on_after_a_bad_file(void **state) {
    CliBench *bench = *state;
    CliRun run = cli_run(bench, "validate", "no-such.json",
                         cli_shipped(bench, "scenarios/url-shortener/naive.json"), NULL);
    assert_int_equal(run.status, 2);
    cli_assert_contains(run.err, "no-such.json");
    cli_assert_contains(run.out, "naive.json: OK");
    run = cli_run(bench, "validate", bench->folder, NULL);
    assert_int_equal(run.status, 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        CLI_TEST(accepts_what_is_shipped),
        CLI_TEST(accepts_a_session),
        CLI_TEST(names_the_mistake_and_its_line),
        CLI_TEST(reads_expectations_beside_their_scenario),
        CLI_TEST(checks_that_a_design_fits_its_scenario),
        CLI_TEST(goes_on_after_a_bad_file),
    };
    return cmocka_run_group_tests_name("validate", tests, NULL, NULL);
}
