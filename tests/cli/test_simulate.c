/* The command `simulate`: its options, its reports, and what it refuses. */
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
    "{'id':'get','title':'Get','type':'read','from':'client','rate_rps':500,"
    "'slo':{'p99_ms':100,'availability_pct':99.9}}],"
    "'faults':[{'id':'gone','title':'The service is gone','at_s':4,'for_s':2,"
    "'target':{'kind':'service'},'effect':{'down_pct':100}},"
    "{'id':'cold','title':'The cache is cold','at_s':4,'for_s':1,"
    "'target':{'kind':'cache'},'effect':{'flush':true}}]}";

typedef struct Files {
    const char *design, *scenario;
} Files;

static Files write_files(CliBench *bench) {
    return (Files){cli_write_file(bench, "design.json", DESIGN),
                   cli_write_file(bench, "load.json", SCENARIO)};
}

static void says_the_verdict_first(void **state) {
    CliBench *bench = *state;
    Files files = write_files(bench);
    CliRun run = cli_run(bench, "simulate", files.design, "--scenario", files.scenario,
                         "--no-faults", "--seconds", "10", NULL);
    assert_int_equal(run.status, 0);
    assert_string_equal(run.err, "");
    cli_assert_contains(run.out, "A queue\nscenario Load, 10 s of load, seed 1\n");
    cli_assert_contains(run.out, "\n\nMeets all 2 service levels.\n\nOperations\n");
    cli_assert_contains(run.out, "met    p99_ms: ");
    cli_assert_contains(run.out, "ok a second");
    cli_assert_contains(run.out, "The busiest, the bottleneck first\n  api ");
    cli_assert_lacks(run.out, "Faults");
}

static void plays_each_fault_alone(void **state) {
    CliBench *bench = *state;
    Files files = write_files(bench);
    CliRun run = cli_run(bench, "simulate", files.design, "--scenario", files.scenario, "--seconds",
                         "10", NULL);
    assert_int_equal(run.status, 0);
    cli_assert_contains(run.out, "Meets all 2 service levels without faults; misses some under 1 "
                                 "of 1 fault alone.\n");
    cli_assert_contains(run.out, "  missed  The service is gone (gone): from 4 to 6 s, while ");
    cli_assert_contains(run.out, "            get availability_pct: ");
    cli_assert_contains(
        run.out, "  -       The cache is cold (cold): nothing in the design is what it strikes");
    cli_assert_contains(run.out, "met    availability_pct: 100, at least 99.9 was asked");
    run = cli_run(bench, "simulate", files.design, "--scenario", files.scenario, "--seconds", "10",
                  "--format", "json", NULL);
    cli_assert_contains(run.out, "\"slo_met\": true");
    cli_assert_contains(run.out, "\"slo_met_under_each_fault\": false");
    cli_assert_contains(run.out, "\"fault\": \"gone\"");
    cli_assert_contains(run.out, "\"why\": \"nothing in the design is what it strikes\"");
}

static void plays_chosen_faults_together(void **state) {
    CliBench *bench = *state;
    Files files = write_files(bench);
    CliRun run = cli_run(bench, "simulate", files.design, "--scenario", files.scenario, "--seconds",
                         "10", "--fault", "gone", "--fault", "cold", NULL);
    assert_int_equal(run.status, 0);
    cli_assert_contains(run.out, "Misses 1 of 2 service levels.");
    cli_assert_contains(run.out, "missed availability_pct: ");
    cli_assert_contains(run.out, "The service is gone (gone): from 4 to 6 s, while ");
    cli_assert_contains(run.out, " unreachable");
    cli_assert_contains(run.out,
                        "The cache is cold (cold): nothing in the design is what it strikes");
    run = cli_run(bench, "simulate", files.design, "--scenario", files.scenario, "--seconds", "10",
                  "--fault", "cold", NULL);
    cli_assert_contains(run.out, "Meets all 2 service levels.");
    cli_assert_lacks(run.out, "gone");
}

static void the_same_call_gives_the_same_bytes(void **state) {
    CliBench *bench = *state;
    Files files = write_files(bench);
    const char *first =
        cli_run(bench, "simulate", files.design, "--scenario", files.scenario, "--seconds", "5",
                "--format", "json", "--seed", "18446744073709551615", "--replications", "3", NULL)
            .out;
    const char *again =
        cli_run(bench, "simulate", files.design, "--scenario", files.scenario, "--seconds", "5",
                "--format", "json", "--seed", "18446744073709551615", "--replications", "3", NULL)
            .out;
    assert_string_equal(first, again);
    cli_assert_contains(first, "\"format\": \"faultline/report\"");
    cli_assert_contains(first, "\"seed\": \"18446744073709551615\"");
    cli_assert_contains(first, "\"replications\": 3");
    cli_assert_contains(first, "\"bottleneck\": \"api\"");
    const char *other = cli_run(bench, "simulate", files.design, "--scenario", files.scenario,
                                "--seconds", "5", "--format", "json", "--seed", "2", NULL)
                            .out;
    assert_string_not_equal(first, other);
}

static void tells_the_story_of_one_request(void **state) {
    CliBench *bench = *state;
    Files files = write_files(bench);
    CliRun run = cli_run(bench, "simulate", files.design, "--scenario", files.scenario,
                         "--no-faults", "--seconds", "5", "--story", "slowest", NULL);
    cli_assert_contains(run.out, "The story of request ");
    cli_assert_contains(run.out, "api: gets a slot after (");
    cli_assert_contains(run.out, "answered");
    run = cli_run(bench, "simulate", files.design, "--scenario", files.scenario, "--no-faults",
                  "--seconds", "5", "--story", "7", NULL);
    cli_assert_contains(run.out, "The story of request 7, get");
    run = cli_run(bench, "simulate", files.design, "--scenario", files.scenario, "--no-faults",
                  "--seconds", "5", "--story", "lost", NULL);
    assert_int_equal(run.status, 0);
    cli_assert_contains(run.err, "there was no such request");
}

static void plays_the_shipped_designs(void **state) {
    CliBench *bench = *state;
    const char *design = cli_shipped(bench, "scenarios/notification-service/reference.json");
    CliRun run =
        cli_run(bench, "simulate", design, "--seconds", "12", "--fault", "reply-lost", NULL);
    assert_int_equal(run.status, 0);
    cli_assert_contains(run.out, "scenario Notification service, 12 s of load");
}

static void refuses_what_makes_no_sense(void **state) {
    CliBench *bench = *state;
    Files files = write_files(bench);
    const struct {
        const char *option, *value, *message;
    } CASES[] = {
        {"--fault", "flood", "the scenario has no fault `flood`"},
        {"--seed", "x", "--seed: expected a whole number, found \"x\""},
        {"--story", "best",
         "--story: expected lost, duplicated, late, parked, failed, stale, slowest or a number"},
        {"--seconds", "0", "--seconds"},
    };
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        CliRun run = cli_run(bench, "simulate", files.design, "--scenario", files.scenario,
                             CASES[i].option, CASES[i].value, NULL);
        assert_int_equal(run.status, 2);
        assert_string_equal(run.out, "");
        cli_assert_contains(run.err, CASES[i].message);
    }
    CliRun run = cli_run(bench, "simulate", files.design, NULL);
    assert_int_equal(run.status, 2);
    cli_assert_contains(run.err, "name a scenario with --scenario");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        CLI_TEST(says_the_verdict_first),         CLI_TEST(plays_each_fault_alone),
        CLI_TEST(plays_chosen_faults_together),   CLI_TEST(the_same_call_gives_the_same_bytes),
        CLI_TEST(tells_the_story_of_one_request), CLI_TEST(plays_the_shipped_designs),
        CLI_TEST(refuses_what_makes_no_sense),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
