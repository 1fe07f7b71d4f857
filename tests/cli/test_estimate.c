/* The command `estimate`: closed forms in its columns, and what it refuses. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/text.h"
#include "cli/cli_run.h"

static const char SCENARIO[] =
    "{'format':'faultline/scenario','version':1,'id':'load','title':'Load','operations':["
    "{'id':'get','title':'Get','type':'read','from':'client','rate_rps':500}]}";

static const char *write_design(CliBench *bench, const char *settings) {
    TextBuffer text = {0};
    text_append_format(&text,
                       "{'format':'faultline/design','version':1,'title':'A queue','components':["
                       "{'id':'users','kind':'client','x':0,'y':0},"
                       "{'id':'api','kind':'service','x':300,'y':0,'settings':{%s}}],"
                       "'connections':[{'id':'call','from':'users','to':'api','kind':'call',"
                       "'settings':{'rtt_ms':0}}]}",
                       settings);
    const char *path = cli_write_file(bench, "design.json", text_of(&text));
    text_free(&text);
    return path;
}

/* M/M/1 at one half: the wait is one service, the answer takes two. */
static void gives_the_figures_of_a_queue(void **state) {
    CliBench *bench = *state;
    const char *design = write_design(
        bench, "'concurrency':1,'service_ms':1,'service_cv':1,'queue_limit':100000,'unit_cost':50");
    const char *scenario = cli_write_file(bench, "load.json", SCENARIO);
    CliRun run = cli_run(bench, "estimate", design, "--scenario", scenario, NULL);
    assert_int_equal(run.status, 0);
    assert_string_equal(run.err, "");
    cli_assert_contains(run.out, "The bottleneck is api, which saturates at 2 times the load. The "
                                 "design costs 50\nUSD a month.\n");
    cli_assert_contains(run.out,
                        "  get                 500 a second, answered in 2.00 ms on average\n");
    cli_assert_contains(
        run.out, "                        a second      busy      wait      hits USD/month\n");
    cli_assert_contains(run.out,
                        "  api                        500    50.0 %   1.00 ms                  50");
    run = cli_run(bench, "estimate", design, "--scenario", scenario, "--format", "json", NULL);
    cli_assert_contains(run.out, "\"format\": \"faultline/estimate\"");
    cli_assert_contains(run.out, "\"bottleneck\": \"api\",\n  \"headroom\": 2,");
    cli_assert_contains(run.out, "\"id\": \"api\", \"arrivals_per_s\": 500, \"utilisation\": 0.5, "
                                 "\"peak_utilisation\": 0.5, \"holding_ms\": 1, \"wait_ms\": ");
    cli_assert_contains(run.out, "\"cost_usd_month\": 50 }");
}

static void says_what_is_saturated(void **state) {
    CliBench *bench = *state;
    const char *design = write_design(bench, "'concurrency':1,'service_ms':4");
    const char *scenario = cli_write_file(bench, "load.json", SCENARIO);
    CliRun run = cli_run(bench, "estimate", design, "--scenario", scenario, NULL);
    assert_int_equal(run.status, 0);
    cli_assert_contains(run.out, "api, which is saturated: it bears 0.5 of the load.");
    cli_assert_contains(run.out, "answered ever later");
    cli_assert_contains(run.out, "200.0 %    no end");
    run = cli_run(bench, "estimate", design, "--scenario", scenario, "--format", "json", NULL);
    cli_assert_contains(run.out, "\"response_ms\": null");
    cli_assert_contains(run.out, "\"wait_ms\": null");
}

static void knows_the_hits_of_a_shipped_design(void **state) {
    CliBench *bench = *state;
    CliRun run = cli_run(bench, "estimate",
                         cli_shipped(bench, "scenarios/url-shortener/reference.json"), NULL);
    assert_int_equal(run.status, 0);
    cli_assert_contains(run.out, "scenario URL shortener, estimated without simulating");
    cli_assert_contains(run.out, "hits");
}

static void needs_a_load(void **state) {
    CliBench *bench = *state;
    CliRun run = cli_run(bench, "estimate", write_design(bench, "'concurrency':1"), NULL);
    assert_int_equal(run.status, 2);
    assert_string_equal(run.out, "");
    cli_assert_contains(run.err, "name a scenario with --scenario");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        CLI_TEST(gives_the_figures_of_a_queue),
        CLI_TEST(says_what_is_saturated),
        CLI_TEST(knows_the_hits_of_a_shipped_design),
        CLI_TEST(needs_a_load),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
