/* `faultline convert`: each form in and out, what it lists, and what it refuses. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "cli/cli_run.h"

static const char *target(CliBench *bench, const char *name) {
    return path_join(&bench->arena, bench->folder, name);
}

static CliRun convert(CliBench *bench, const char *in, const char *out) {
    return cli_run(bench, "convert", in, out, NULL);
}

static void a_design_comes_back_from_excalidraw(void **state) {
    CliBench *bench = *state;
    const char *naive = cli_shipped(bench, "scenarios/url-shortener/naive.json");
    const char *drawing = target(bench, "a.excalidraw"), *back = target(bench, "back.json");
    CliRun run = convert(bench, naive, drawing);
    assert_int_equal(run.status, 0);
    assert_string_equal(run.out, "");
    assert_string_equal(run.err, "");
    run = convert(bench, drawing, back);
    assert_int_equal(run.status, 0);
    assert_string_equal(run.out, "");
    run = convert(bench, naive, target(bench, "canonical.json"));
    assert_string_equal(cli_read_file(bench, back),
                        cli_read_file(bench, target(bench, "canonical.json")));
}

static void a_page_and_a_chart_say_the_same(void **state) {
    CliBench *bench = *state;
    const char *naive = cli_shipped(bench, "scenarios/url-shortener/naive.json");
    assert_int_equal(convert(bench, naive, target(bench, "a.mmd")).status, 0);
    assert_int_equal(convert(bench, naive, target(bench, "a.md")).status, 0);
    const char *chart = cli_read_file(bench, target(bench, "a.mmd"));
    const char *page = cli_read_file(bench, target(bench, "a.md"));
    cli_assert_contains(chart, "flowchart LR\n");
    cli_assert_contains(page, chart);
    cli_assert_contains(page, "```mermaid\n---\ntitle: \"URL shortener, the first sketch\"\n");
    assert_int_equal(convert(bench, target(bench, "a.mmd"), target(bench, "1.json")).status, 0);
    assert_int_equal(convert(bench, target(bench, "a.md"), target(bench, "2.json")).status, 0);
    assert_string_equal(cli_read_file(bench, target(bench, "1.json")),
                        cli_read_file(bench, target(bench, "2.json")));
}

static void pictures_are_made_of_drawings(void **state) {
    CliBench *bench = *state;
    const char *chart = cli_write_file(bench, "c.mmd", "graph LR\napi --> redis\n");
    CliRun run = convert(bench, chart, target(bench, "c.svg"));
    assert_int_equal(run.status, 0);
    cli_assert_contains(cli_read_file(bench, target(bench, "c.svg")), ">redis</text>");
    run = cli_run(bench, "convert", chart, target(bench, "c.png"), "--scale", "2", NULL);
    assert_int_equal(run.status, 0);
    assert_string_equal(run.png, target(bench, "c.png"));
    assert_true(run.png_scale == 2);
}

static void guesses_and_losses_are_listed(void **state) {
    CliBench *bench = *state;
    const char *chart = cli_write_file(bench, "c.mmd",
                                       "graph LR\nPhotos --> Users\nPhotos --> Kafka\n"
                                       "Kafka --> S3\nstyle Photos fill:#fff\n");
    CliRun run = convert(bench, chart, target(bench, "c.json"));
    assert_int_equal(run.status, 0);
    assert_string_equal(run.err, "");
    cli_assert_contains(run.out, "Guessed\n  line 2      `Photos` does not say what it is: taken "
                                 "for Service\n");
    cli_assert_contains(run.out, "Not read\n  line 2      an arrow: Photos cannot be connected to "
                                 "Users like this:");
    cli_assert_contains(run.out, "line 4 ");
    cli_assert_contains(run.out, "line 5      what says only how it looks");
}

static void standard_input_is_known_by_what_it_holds(void **state) {
    CliBench *bench = *state;
    bench->input = "flowchart LR\nweb[API] --> db[Postgres]\n";
    assert_int_equal(convert(bench, "-", target(bench, "c.json")).status, 0);
    cli_assert_contains(cli_read_file(bench, target(bench, "c.json")), "\"kind\": \"sql_db\"");
    bench->input = cli_read_file(bench, target(bench, "c.json"));
    assert_int_equal(convert(bench, "-", target(bench, "c.excalidraw")).status, 0);
    bench->input = cli_read_file(bench, target(bench, "c.excalidraw"));
    assert_int_equal(convert(bench, "-", target(bench, "d.json")).status, 0);
    assert_string_equal(cli_read_file(bench, target(bench, "c.json")),
                        cli_read_file(bench, target(bench, "d.json")));
}

static void a_scenario_can_be_given(void **state) {
    CliBench *bench = *state;
    const char *chart = cli_write_file(bench, "c.mmd", "graph LR\napi --> redis\n");
    const char *out = target(bench, "c.json");
    CliRun run = cli_run(bench, "convert", chart, out, "--scenario", "url-shortener", NULL);
    assert_int_equal(run.status, 0);
    cli_assert_contains(cli_read_file(bench, out), "\"scenario\": \"url-shortener\"");
    run = cli_run(bench, "convert", chart, out, "--scenario", "url-shortner", NULL);
    assert_int_equal(run.status, 2);
    cli_assert_contains(run.err, "did you mean url-shortener?");
}

static void mistakes_leave_the_file_as_it_was(void **state) {
    CliBench *bench = *state;
    const char *kept = cli_write_file(bench, "kept.json", "kept");
    const char *chart = cli_write_file(bench, "bad.mmd", "graph LR\na[open\n");
    CliRun run = convert(bench, chart, kept);
    assert_int_equal(run.status, 2);
    assert_string_equal(run.out, "");
    cli_assert_contains(run.err, "bad.mmd:2: `a[` has no `]`");
    assert_string_equal(cli_read_file(bench, kept), "kept");
    run = convert(bench, chart, "out.gif");
    assert_int_equal(run.status, 2);
    cli_assert_contains(run.err, "out.gif: what is written ends in");
    run = convert(bench, "in.gif", kept);
    assert_int_equal(run.status, 2);
    cli_assert_contains(run.err, "in.gif: what is read ends in");
    run = convert(bench, "no-such.mmd", kept);
    assert_int_equal(run.status, 2);
    cli_assert_contains(run.err, "no-such.mmd");
    run = convert(bench, cli_shipped(bench, "scenarios/url-shortener/scenario.json"), kept);
    assert_int_equal(run.status, 2);
    cli_assert_contains(run.err, "this is a scenario");
    assert_int_equal(cli_run(bench, "convert", chart, NULL).status, 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        CLI_TEST(a_design_comes_back_from_excalidraw),
        CLI_TEST(a_page_and_a_chart_say_the_same),
        CLI_TEST(pictures_are_made_of_drawings),
        CLI_TEST(guesses_and_losses_are_listed),
        CLI_TEST(standard_input_is_known_by_what_it_holds),
        CLI_TEST(a_scenario_can_be_given),
        CLI_TEST(mistakes_leave_the_file_as_it_was),
    };
    return cmocka_run_group_tests_name("convert", tests, NULL, NULL);
}
