/* `replay --compare`: a session beside another one, beside itself, a design, and the reference. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "cli/cli_run.h"
#include "model/json.h"

/* A few requests a second, so that a minute of them is played at once. */
static const char SCENARIO[] =
    "{'format': 'faultline/scenario', 'version': 1, 'id': 'tiny', 'title': 'Tiny',"
    " 'operations': ["
    "  {'id': 'look', 'title': 'Look up', 'type': 'read', 'from': 'client', 'rate_rps': 10,"
    "   'slo': {'p99_ms': 1000, 'availability_pct': 99}}],"
    " 'faults': ["
    "  {'id': 'away', 'title': 'The service is away', 'at_s': 20, 'for_s': 10,"
    "   'target': {'kind': 'service'}, 'effect': {'down_pct': 100}},"
    "  {'id': 'zone', 'title': 'A zone is lost', 'at_s': 20, 'for_s': 10,"
    "   'target': {'kind': 'service'}, 'effect': {'zone_down': true}}]}";

#define DESIGN_HEAD \
    "{'format': 'faultline/design', 'version': 1, 'title': 'Tiny', 'scenario': 'tiny', "
#define PEOPLE "{'id': 'people', 'kind': 'client', 'x': 0, 'y': 0}"

static const char REFERENCE[] =
    DESIGN_HEAD "'components': [" PEOPLE ", {'id': 'api', 'kind': 'service', 'x': 300, 'y': 0,"
                " 'settings': {'replicas': 3, 'zones': 3}}],"
                " 'connections': [{'id': 'ask', 'from': 'people', 'to': 'api', 'kind': 'call',"
                " 'settings': {'timeout_ms': 200, 'max_attempts': 3}}]}";

/* Two parts and a line; a replica more comes late. */
#define SESSION(id, replicas)                                                                        \
    "{'format': 'faultline/session', 'version': 1, 'id': '" id "', 'started': "                      \
    "'2026-11-23T05:46:12Z', 'design': " DESIGN_HEAD "'components': [], 'connections': []}}\n"       \
    "{'n': 1, 't_ms': 1000, 'type': 'command', 'name': 'Add Client', 'changes': [{'set': "           \
    "'component', 'value': " PEOPLE "}]}\n"                                                          \
    "{'n': 2, 't_ms': 5000, 'type': 'command', 'name': 'Add Service', 'changes': [{'set': "          \
    "'component', 'value': {'id': 'api', 'kind': 'service', 'x': 300, 'y': 0}}]}\n"                  \
    "{'n': 3, 't_ms': 9000, 'type': 'command', 'name': 'Connect', 'changes': [{'set': "              \
    "'connection', 'value': {'id': 'ask', 'from': 'people', 'to': 'api', 'kind': 'call'}}]}\n"       \
    "{'n': 4, 't_ms': 60000, 'type': 'command', 'name': 'Grow', 'changes': [{'set': 'component', "   \
    "'value': {'id': 'api', 'kind': 'service', 'x': 300, 'y': 0, 'settings': {'replicas': " replicas \
    "}}}]}\n"

typedef struct Files {
    const char *now, *other;
} Files;

static Files write_files(CliBench *bench) {
    cli_write_file(bench, "data/faultline/scenarios/tiny/scenario.json", SCENARIO);
    cli_write_file(bench, "data/faultline/scenarios/tiny/reference.json", REFERENCE);
    return (Files){cli_write_file(bench, "now.jsonl", SESSION("now", "4")),
                   cli_write_file(bench, "other.jsonl", SESSION("other", "2"))};
}

static void compares_two_sessions(void **state) {
    CliBench *bench = *state;
    Files files = write_files(bench);
    CliRun run = cli_run(bench, "replay", files.now, "--compare", files.other, NULL);
    assert_int_equal(run.status, 0);
    assert_string_equal(run.err, "");
    cli_assert_contains(run.out, "the end, at 1:00, compared with other, the end, at 1:00");
    cli_assert_contains(run.out, "Service levels kept, no faults          2 of 2        2 of 2");
    cli_assert_contains(run.out, "Faults that break a level               2 of 2        2 of 2");
    cli_assert_contains(run.out, "~ Service: Replicas 2 → 4");
    cli_assert_lacks(run.out, "New findings");
}

static void compares_with_another_moment(void **state) {
    CliBench *bench = *state;
    Files files = write_files(bench);
    CliRun run = cli_run(bench, "replay", files.now, "--compare", files.now, "--compare-at", "5000",
                         "--no-runs", NULL);
    assert_int_equal(run.status, 0);
    cli_assert_contains(run.out, "compared with at 0:05");
    cli_assert_contains(run.out, "+ Client → Service: Call");
    cli_assert_contains(run.out, "~ Service: Replicas 1 → 4");
    cli_assert_lacks(run.out, "Service levels kept");
    run = cli_run(bench, "replay", files.now, "--at", "5000", "--compare", files.now, "--no-runs",
                  NULL);
    cli_assert_contains(run.out, "at 0:05, compared with the end, at 1:00");
    cli_assert_contains(run.out, "- Client → Service: Call");
}

static void compares_with_the_reference(void **state) {
    CliBench *bench = *state;
    Files files = write_files(bench);
    CliRun run = cli_run(bench, "replay", files.now, "--compare", "reference", NULL);
    assert_int_equal(run.status, 0);
    cli_assert_contains(run.out, "compared with the reference");
    cli_assert_contains(run.out, "\nWorse: ");
    cli_assert_contains(run.out, "Faults that break a level               1 of 2        2 of 2");
    cli_assert_contains(run.out, "~ Client → Service: Timeout 200 ms → no timeout");
    const char *path =
        path_join(&bench->arena, bench->folder, "data/faultline/scenarios/tiny/reference.json");
    run = cli_run(bench, "replay", files.now, "--compare", path, NULL);
    cli_assert_contains(run.out, "compared with reference.json");
}

static void prints_json(void **state) {
    CliBench *bench = *state;
    Files files = write_files(bench);
    CliRun run =
        cli_run(bench, "replay", files.now, "--compare", "reference", "--format", "json", NULL);
    assert_int_equal(run.status, 0);
    JsonReader reader = {.file = "output"};
    const JsonValue *root = json_parse(&reader, run.out, strlen(run.out), 1, &bench->arena);
    assert_non_null(root);
    json_expect_format(&reader, root, "faultline/comparison", 1);
    assert_int_equal(reader.error.code, ERROR_NONE);
    assert_true(json_member(root, "balance")->number == -1);
    const JsonValue *now = json_member(root, "this"), *other = json_member(root, "other");
    assert_true(json_member(now, "at_ms")->number == 60000);
    assert_null(json_member(other, "at_ms"));
    assert_true(json_member(now, "faults_breaking")->number == 2);
    assert_true(json_member(other, "faults_breaking")->number == 1);
    assert_int_equal(json_member(root, "levels")->count, 2);
    assert_int_equal(json_member(root, "design")->count, 2);
    CliRun again =
        cli_run(bench, "replay", files.now, "--compare", "reference", "--format", "json", NULL);
    assert_string_equal(run.out, again.out);
}

static void assert_refused(CliRun run, const char *why) {
    assert_int_equal(run.status, 2);
    assert_string_equal(run.out, "");
    cli_assert_contains(run.err, why);
}

static void refuses_what_cannot_be_compared(void **state) {
    CliBench *bench = *state;
    Files files = write_files(bench);
    assert_refused(cli_run(bench, "replay", files.now, "--compare", "no-such.jsonl", NULL),
                   "no-such.jsonl");
    const char *foreign = cli_shipped(bench, "scenarios/url-shortener/naive.json");
    assert_refused(cli_run(bench, "replay", files.now, "--compare", foreign, NULL),
                   "different scenarios, \"tiny\" and \"url-shortener\"");
    assert_refused(
        cli_run(bench, "replay", files.now, "--compare", "reference", "--compare-at", "5000", NULL),
        "only a session has moments");
    assert_refused(cli_run(bench, "replay", files.now, "--compare", "reference", "-o", "-", NULL),
                   "contradict");
    assert_refused(cli_run(bench, "replay", files.now, "--compare-at", "5000", NULL),
                   "--compare-at goes with --compare");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        CLI_TEST(compares_two_sessions),           CLI_TEST(compares_with_another_moment),
        CLI_TEST(compares_with_the_reference),     CLI_TEST(prints_json),
        CLI_TEST(refuses_what_cannot_be_compared),
    };
    return cmocka_run_group_tests_name("replay_compare", tests, NULL, NULL);
}
