#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "cli/cli_run.h"

static const char *naive(CliBench *bench) {
    return cli_shipped(bench, "scenarios/url-shortener/naive.json");
}

static const char *target(CliBench *bench, const char *name) {
    return path_join(&bench->arena, bench->folder, name);
}

static void writes_svg_itself(void **state) {
    CliBench *bench = *state;
    const char *path = target(bench, "out.svg");
    CliRun run = cli_run(bench, "render", naive(bench), "-o", path, NULL);
    assert_int_equal(run.status, 0);
    assert_string_equal(run.out, "");
    assert_string_equal(run.err, "");
    assert_null(run.png);
    char *light = cli_read_file(bench, path);
    cli_assert_contains(light, "<svg");
    cli_assert_contains(light, "URL shortener, the first sketch");
    cli_assert_contains(light, "Link service");

    run = cli_run(bench, "render", naive(bench), "-o", path, NULL);
    assert_string_equal(cli_read_file(bench, path), light);
    run = cli_run(bench, "render", naive(bench), "-o", path, "--theme", "dark", NULL);
    assert_int_equal(run.status, 0);
    assert_string_not_equal(cli_read_file(bench, path), light);
}

static void hands_png_to_the_platform(void **state) {
    CliBench *bench = *state;
    const char *path = target(bench, "out.png");
    CliRun run = cli_run(bench, "render", naive(bench), "-o", path, "--scale", "2", NULL);
    assert_int_equal(run.status, 0);
    assert_string_equal(run.png, path);
    assert_true(run.png_width > 900 && run.png_height > 66);
    assert_true(run.png_scale == 2);
    assert_true(run.png_items > 10);

    bench->png_error = error_make(ERROR_IO, "out.png: no space");
    run = cli_run(bench, "render", naive(bench), "-o", path, NULL);
    assert_int_equal(run.status, 2);
    cli_assert_contains(run.err, "out.png: no space");
}

static void makes_svg_without_fonts(void **state) {
    CliBench *bench = *state;
    bench->fonts_error = error_make(ERROR_IO, "the fonts are not installed");
    CliRun run = cli_run(bench, "render", naive(bench), "-o", target(bench, "out.svg"), NULL);
    assert_int_equal(run.status, 0);
    cli_assert_contains(run.err, "the fonts are not installed");
    run = cli_run(bench, "render", naive(bench), "-o", target(bench, "out.png"), NULL);
    assert_int_equal(run.status, 2);
    assert_null(run.png);
}

static void reads_standard_input(void **state) {
    CliBench *bench = *state;
    bench->input = cli_read_file(bench, naive(bench));
    CliRun run = cli_run(bench, "render", "-", "-o", target(bench, "out.png"), NULL);
    assert_int_equal(run.status, 0);
    assert_non_null(run.png);
}

static void refuses_what_cannot_be_drawn(void **state) {
    CliBench *bench = *state;
    CliRun run = cli_run(bench, "render", naive(bench), NULL);
    assert_int_equal(run.status, 2);
    cli_assert_contains(run.err, "-o OUT.png|OUT.svg is missing");
    run = cli_run(bench, "render", naive(bench), "-o", "out.gif", NULL);
    assert_int_equal(run.status, 2);
    cli_assert_contains(run.err, "out.gif: the name of a picture ends in .png or .svg");
    run = cli_run(bench, "render", naive(bench), "-o", "no/such/out.svg", NULL);
    assert_int_equal(run.status, 2);
    cli_assert_contains(run.err, "no/such");
    run = cli_run(bench, "render", naive(bench), "-o", "out.svg", "--scale", "0", NULL);
    assert_int_equal(run.status, 2);
    run = cli_run(bench, "render", naive(bench), "-o", "out.svg", "--theme", "drak", NULL);
    cli_assert_contains(run.err, "did you mean dark?");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        CLI_TEST(writes_svg_itself),
        CLI_TEST(hands_png_to_the_platform),
        CLI_TEST(makes_svg_without_fonts),
        CLI_TEST(reads_standard_input),
        CLI_TEST(refuses_what_cannot_be_drawn),
    };
    return cmocka_run_group_tests_name("render", tests, NULL, NULL);
}
