/* The command `envelope`: its answers, in text and JSON, and what it refuses. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "cli/cli_run.h"

static const char DESIGN[] =
    "{'format':'faultline/design','version':1,'title':'A queue','components':["
    "{'id':'users','kind':'client','x':0,'y':0},"
    "{'id':'api','kind':'service','x':300,'y':0,'settings':{'concurrency':1,'service_ms':1}}],"
    "'connections':[{'id':'call','from':'users','to':'api','kind':'call'}]}";

static const char SCENARIO[] =
    "{'format':'faultline/scenario','version':1,'id':'load','title':'Load','operations':["
    "{'id':'get','title':'Get','type':'read','from':'client','rate_rps':200,"
    "'slo':{'p99_ms':20,'availability_pct':99}}],"
    "'faults':[{'id':'errors','title':'Errors','at_s':0,'for_s':100,"
    "'target':{'kind':'service'},'effect':{'error_pct':5}}]}";

static const char BARE[] =
    "{'format':'faultline/scenario','version':1,'id':'bare','title':'Bare','operations':["
    "{'id':'get','title':'Get','type':'read','from':'client','rate_rps':200}]}";

typedef struct Files {
    const char *design, *scenario, *bare;
} Files;

static Files write_files(CliBench *bench) {
    return (Files){cli_write_file(bench, "design.json", DESIGN),
                   cli_write_file(bench, "load.json", SCENARIO),
                   cli_write_file(bench, "bare.json", BARE)};
}

static void says_how_much_the_design_bears_and_what_breaks(void **state) {
    CliBench *bench = *state;
    Files files = write_files(bench);
    CliRun run = cli_run(bench, "envelope", files.design, "--scenario", files.scenario, "--seconds",
                         "20", NULL);
    assert_int_equal(run.status, 0);
    assert_string_equal(run.err, "");
    cli_assert_contains(run.out, "A queue\nscenario Load, ");
    cli_assert_contains(run.out, " runs of 20 s of load, seed 1\n\n"
                                 "Keeps every service level up to ");
    cli_assert_contains(run.out, "\nWhat it bears\n  get                 ");
    cli_assert_contains(run.out, "\nWhat breaks first\n  get p99_ms: ");
    cli_assert_contains(run.out, ", at most 20 was asked; busiest was api, to ");
}

static void says_that_a_fault_breaks_it_at_any_load(void **state) {
    CliBench *bench = *state;
    Files files = write_files(bench);
    CliRun run = cli_run(bench, "envelope", files.design, "--scenario", files.scenario, "--seconds",
                         "20", "--fault", "errors", NULL);
    assert_int_equal(run.status, 0);
    cli_assert_contains(run.out, "seed 1, under errors\n\nMisses a service level even at ");
    cli_assert_contains(run.out, "  get availability_pct: ");
    cli_assert_contains(run.out, ", at least 99 was asked, under errors");
    cli_assert_lacks(run.out, "What it bears");
}

static void the_same_call_gives_the_same_bytes(void **state) {
    CliBench *bench = *state;
    Files files = write_files(bench);
    const char *first =
        cli_run(bench, "envelope", files.design, "--scenario", files.scenario, "--seconds", "20",
                "--seed", "18446744073709551615", "--format", "json", NULL)
            .out;
    const char *again =
        cli_run(bench, "envelope", files.design, "--scenario", files.scenario, "--seconds", "20",
                "--seed", "18446744073709551615", "--format", "json", NULL)
            .out;
    assert_string_equal(first, again);
    cli_assert_contains(first, "\"format\": \"faultline/envelope\"");
    cli_assert_contains(first, "\"seed\": \"18446744073709551615\"");
    cli_assert_contains(first, "\"faults\": []");
    cli_assert_contains(first, "\"cut_short\": false,\n  \"holds\": ");
    cli_assert_contains(first, "{ \"operation\": \"get\", \"slo\": \"p99_ms\", \"target\": 20, ");
    cli_assert_contains(first, "\"bottleneck\": \"api\"");
}

static void refuses_what_makes_no_sense(void **state) {
    CliBench *bench = *state;
    Files files = write_files(bench);
    CliRun run = cli_run(bench, "envelope", files.design, "--scenario", files.bare, NULL);
    assert_int_equal(run.status, 2);
    assert_string_equal(run.out, "");
    cli_assert_contains(run.err, "the scenario `bare` asks for no service level");
    run = cli_run(bench, "envelope", files.design, "--scenario", files.scenario, "--fault", "flood",
                  NULL);
    assert_int_equal(run.status, 2);
    cli_assert_contains(run.err, "the scenario has no fault `flood`");
    run =
        cli_run(bench, "envelope", files.design, "--scenario", files.scenario, "--seed", "x", NULL);
    assert_int_equal(run.status, 2);
    cli_assert_contains(run.err, "--seed: expected a whole number");
    run = cli_run(bench, "envelope", files.design, NULL);
    assert_int_equal(run.status, 2);
    cli_assert_contains(run.err, "name a scenario with --scenario");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        CLI_TEST(says_how_much_the_design_bears_and_what_breaks),
        CLI_TEST(says_that_a_fault_breaks_it_at_any_load),
        CLI_TEST(the_same_call_gives_the_same_bytes),
        CLI_TEST(refuses_what_makes_no_sense),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
