/* The command `size`: its answers, in text and JSON, the design that it writes, and what it
 * refuses. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "cli/cli_run.h"

static const char DESIGN[] =
    "{'format':'faultline/design','version':1,'title':'A queue','components':["
    "{'id':'users','kind':'client','x':0,'y':0},"
    "{'id':'api','kind':'service','x':300,'y':0,'settings':{'replicas':6,'concurrency':1,"
    "'service_ms':1,'service_cv':1,'dispatch':'shared_queue','unit_cost':10}}],"
    "'connections':[{'id':'call','from':'users','to':'api','kind':'call',"
    "'settings':{'rtt_ms':0}}]}";

static const char SCENARIO[] =
    "{'format':'faultline/scenario','version':1,'id':'load','title':'Load','operations':["
    "{'id':'get','title':'Get','type':'read','from':'client','rate_rps':1600,"
    "'slo':{'p99_ms':8}}],"
    "'faults':[{'id':'errors','title':'Errors','at_s':0,'for_s':100,"
    "'target':{'kind':'cache'},'effect':{'error_pct':5}}]}";

static const char STRICT[] =
    "{'format':'faultline/scenario','version':1,'id':'strict','title':'Strict','operations':["
    "{'id':'get','title':'Get','type':'read','from':'client','rate_rps':1600,"
    "'slo':{'p99_ms':2}}]}";

typedef struct Files {
    const char *design, *scenario, *strict;
} Files;

static Files write_files(CliBench *bench) {
    return (Files){cli_write_file(bench, "design.json", DESIGN),
                   cli_write_file(bench, "load.json", SCENARIO),
                   cli_write_file(bench, "strict.json", STRICT)};
}

static void says_the_sizes_and_why_not_less(void **state) {
    CliBench *bench = *state;
    Files files = write_files(bench);
    CliRun run =
        cli_run(bench, "size", files.design, "--scenario", files.scenario, "--seconds", "20", NULL);
    assert_int_equal(run.status, 0);
    assert_string_equal(run.err, "");
    cli_assert_contains(run.out, "A queue\nscenario Load, ");
    cli_assert_contains(run.out, "under each of\n0 faults\n\nKeeps every service level.\n"
                                 "It costs 30 USD a month; as drawn 60.\n");
    cli_assert_contains(run.out, "\nSizes, and why not less\n"
                                 "  api                 replicas       3, was 6  one less: get ");
}

static void writes_the_sized_design(void **state) {
    CliBench *bench = *state;
    Files files = write_files(bench);
    const char *sized = path_join(&bench->arena, bench->folder, "sized.json");
    CliRun run = cli_run(bench, "size", files.design, "--scenario", files.scenario, "--seconds",
                         "20", "-o", sized, NULL);
    assert_int_equal(run.status, 0);
    cli_assert_contains(cli_read_file(bench, sized), "\"replicas\": 3");
    run = cli_run(bench, "size", files.design, "--scenario", files.scenario, "--seconds", "20",
                  "-o", "-", NULL);
    assert_string_equal(run.out, cli_read_file(bench, sized));
}

static void says_when_none_fits(void **state) {
    CliBench *bench = *state;
    Files files = write_files(bench);
    CliRun run = cli_run(bench, "size", files.design, "--scenario", files.scenario, "--seconds",
                         "20", "--max-cost", "25", NULL);
    assert_int_equal(run.status, 0);
    cli_assert_contains(run.out, "What keeps every service level is too dear.\n"
                                 "It costs 30 USD a month; 25 may be spent.\n");
    const char *sized = path_join(&bench->arena, bench->folder, "none.json");
    run = cli_run(bench, "size", files.design, "--scenario", files.strict, "--seconds", "20", "-o",
                  sized, NULL);
    assert_int_equal(run.status, 2);
    cli_assert_contains(run.out, "No number of machines keeps every service level.\n");
    cli_assert_contains(run.out, "  get p99_ms: ");
    cli_assert_contains(run.err, "not written, for no size was found");
    assert_false(file_exists(sized));
}

static void the_same_call_gives_the_same_bytes(void **state) {
    CliBench *bench = *state;
    Files files = write_files(bench);
    const char *first = cli_run(bench, "size", files.design, "--scenario", files.scenario,
                                "--seconds", "20", "--format", "json", NULL)
                            .out;
    const char *again = cli_run(bench, "size", files.design, "--scenario", files.scenario,
                                "--seconds", "20", "--format", "json", NULL)
                            .out;
    assert_string_equal(first, again);
    cli_assert_contains(first, "\"format\": \"faultline/size\"");
    cli_assert_contains(first, "\"outcome\": \"fits\"");
    cli_assert_contains(first, "\"setting\": \"replicas\", \"from\": 6, \"to\": 3, \"floor\": "
                               "\"miss\", \"miss\": { \"operation\": \"get\"");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        CLI_TEST(says_the_sizes_and_why_not_less),
        CLI_TEST(writes_the_sized_design),
        CLI_TEST(says_when_none_fits),
        CLI_TEST(the_same_call_gives_the_same_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
