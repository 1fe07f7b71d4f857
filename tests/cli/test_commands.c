/* The window, help, the lists, explain, and what happens when standard output cannot be written. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/version.h"
#include "cli/cli_run.h"
#include "model/json.h"

static const char *const COMMANDS[] = {"check",   "simulate", "estimate", "envelope",  "size",
                                       "render",  "replay",   "validate", "scenarios", "rules",
                                       "catalog", "explain",  "convert"};

/* ---- The window ------------------------------------------------------------------------------ */

static void opens_the_window(void **state) {
    CliBench *bench = *state;
    CliRun run = cli_run(bench, NULL);
    assert_int_equal(run.status, 0);
    assert_string_equal(run.window, "");
    const char *design = cli_shipped(bench, "scenarios/url-shortener/naive.json");
    run = cli_run(bench, design, NULL);
    assert_int_equal(run.status, 0);
    assert_string_equal(run.window, design);
}

static void says_why_there_is_no_window(void **state) {
    CliBench *bench = *state;
    bench->window_error = error_make(ERROR_IO, "there is no display");
    CliRun run = cli_run(bench, NULL);
    assert_int_equal(run.status, 2);
    assert_string_equal(run.out, "");
    assert_string_equal(run.err, "faultline: there is no display\n");
}

static void opens_one_file_that_is_there(void **state) {
    CliBench *bench = *state;
    const char *design = cli_shipped(bench, "scenarios/url-shortener/naive.json");
    CliRun run = cli_run(bench, design, design, NULL);
    assert_int_equal(run.status, 2);
    assert_null(run.window);
    run = cli_run(bench, "no-such-file.json", NULL);
    assert_int_equal(run.status, 2);
    assert_null(run.window);
    cli_assert_contains(run.err, "there is no command or file \"no-such-file.json\"");
}

static void needs_a_place_for_sessions(void **state) {
    CliBench *bench = *state;
    unsetenv("XDG_DATA_HOME");
    const char *home = getenv("HOME");
    char *kept = home ? arena_copy_string(&bench->arena, home) : NULL;
    unsetenv("HOME");
    CliRun run = cli_run(bench, NULL);
    assert_int_equal(run.status, 2);
    assert_null(run.window);
    cli_assert_contains(run.err, "set HOME or XDG_DATA_HOME");
    assert_int_equal(cli_run(bench, "rules", NULL).status, 0); /* which needs none */
    if (kept) {
        setenv("HOME", kept, 1);
    }
}

static void says_where_data_is_looked_for(void **state) {
    CliBench *bench = *state;
    setenv("FAULTLINE_DATA", bench->folder, 1);
    CliRun run = cli_run(bench, "rules", NULL);
    assert_int_equal(run.status, 2);
    assert_string_equal(run.out, "");
    cli_assert_contains(run.err, "FAULTLINE_DATA");
}

/* ---- Help ------------------------------------------------------------------------------------ */

static void helps(void **state) {
    CliBench *bench = *state;
    CliRun run = cli_run(bench, "--help", NULL);
    assert_int_equal(run.status, 0);
    assert_string_equal(run.err, "");
    for (size_t i = 0; i < COUNT_OF(COMMANDS); i++) {
        cli_assert_contains(run.out, COMMANDS[i]);
        CliRun help = cli_run(bench, COMMANDS[i], "--help", NULL);
        assert_int_equal(help.status, 0);
        char usage[64];
        snprintf(usage, sizeof usage, "usage: faultline %s", COMMANDS[i]);
        cli_assert_contains(help.out, usage);
        assert_string_equal(help.err, "");
    }
}

static void says_its_version(void **state) {
    CliRun run = cli_run(*state, "--version", NULL);
    assert_int_equal(run.status, 0);
    char line[64];
    snprintf(line, sizeof line, "faultline %s\n", version_text());
    assert_string_equal(run.out, line);
}

static void suggests_what_was_meant(void **state) {
    CliBench *bench = *state;
    CliRun run = cli_run(bench, "chekc", NULL);
    assert_int_equal(run.status, 2);
    assert_string_equal(run.out, "");
    cli_assert_contains(run.err, "did you mean `faultline check`?");
    cli_assert_contains(cli_run(bench, "--verison", NULL).err,
                        "did you mean `faultline --version`?");
    cli_assert_contains(cli_run(bench, "-x", NULL).err, "there is no option \"-x\"");
    cli_assert_contains(cli_run(bench, "catalog", "--format", "jsn", NULL).err,
                        "did you mean json?");
    run = cli_run(bench, "explain", "reliability/no-timeot", NULL);
    assert_int_equal(run.status, 2);
    cli_assert_contains(run.err, "did you mean reliability/no-timeout?");
    cli_assert_contains(cli_run(bench, "explain", "no-timeout", NULL).err,
                        "did you mean reliability/no-timeout?");
    cli_assert_contains(cli_run(bench, "explain", "nothing-like-it", NULL).err,
                        "`faultline rules` lists");
}

/* ---- Lists ----------------------------------------------------------------------------------- */

static const JsonValue *parse(CliBench *bench, const char *text, const char *format) {
    JsonReader reader = {.file = "output"};
    const JsonValue *root = json_parse(&reader, text, strlen(text), 1, &bench->arena);
    if (root) {
        json_expect_format(&reader, root, format, 1);
    }
    if (reader.error.code) {
        fail_msg("%s", reader.error.message);
    }
    return root;
}

static bool has_id(const JsonValue *array, const char *id) {
    for (const JsonValue *item = array->first; item; item = item->next) {
        if (strcmp(json_member(item, "id")->text, id) == 0) {
            return true;
        }
    }
    return false;
}

static void lists_scenarios(void **state) {
    CliBench *bench = *state;
    CliRun run = cli_run(bench, "scenarios", NULL);
    assert_int_equal(run.status, 0);
    cli_assert_contains(run.out, "url-shortener");
    cli_assert_contains(run.out, "notification-service");
    run = cli_run(bench, "scenarios", "--format", "json", NULL);
    const JsonValue *list = json_member(parse(bench, run.out, "faultline/scenarios"), "scenarios");
    assert_true(has_id(list, "url-shortener"));
}

static void lists_the_users_own_scenarios_and_says_which_are_broken(void **state) {
    CliBench *bench = *state;
    cli_write_file(bench, "data/faultline/scenarios/club/scenario.json",
                   "{ 'format': 'faultline/scenario', 'version': 1, 'id': 'club', 'title': 'Club',"
                   " 'operations': [ { 'id': 'join', 'type': 'write', 'from': 'client',"
                   " 'rate_rps': 1 } ] }");
    cli_write_file(bench, "data/faultline/scenarios/broken/scenario.json", "{");
    CliRun run = cli_run(bench, "scenarios", NULL);
    assert_int_equal(run.status, 0);
    cli_assert_contains(run.out, "club  Club\n");
    cli_assert_contains(run.out, "url-shortener");
    cli_assert_contains(run.err, "broken/scenario.json:1:");
}

static void lists_rules(void **state) {
    CliBench *bench = *state;
    cli_assert_contains(cli_run(bench, "rules", NULL).out, "reliability/no-timeout");
    CliRun run = cli_run(bench, "rules", "--format", "json", NULL);
    const JsonValue *list = json_member(parse(bench, run.out, "faultline/rules"), "rules");
    assert_true(has_id(list, "structure/no-reason"));
    assert_true(list->count >= 16);
    run = cli_run(bench, "rules", "--format", "markdown", NULL);
    cli_assert_contains(run.out, "# Rules\n");
    cli_assert_contains(run.out, "### `connections`\n");
}

static void shows_an_example_of_a_rule_that_works(void **state) {
    CliBench *bench = *state;
    const char *page = cli_run(bench, "rules", "--format", "markdown", NULL).out;
    static const char FENCE[] = "```sql\n";
    const char *start = strstr(page, FENCE);
    assert_non_null(start);
    start += strlen(FENCE);
    const char *end = strstr(start, "```");
    assert_non_null(end);
    const char *path = path_join(&bench->arena, bench->folder, "example.sql");
    assert_int_equal(file_save_atomic(path, start, (size_t)(end - start)).code, ERROR_NONE);
    CliRun run = cli_run(bench, "validate", path, NULL);
    assert_string_equal(run.err, "");
    assert_int_equal(run.status, 0);
}

static void lists_the_catalogue(void **state) {
    CliBench *bench = *state;
    cli_assert_contains(cli_run(bench, "catalog", NULL).out, "timeseries_db");
    CliRun run = cli_run(bench, "catalog", "--format", "json", NULL);
    const JsonValue *root = parse(bench, run.out, "faultline/kinds");
    assert_int_equal(json_member(root, "kinds")->count, 19);
    assert_int_equal(json_member(root, "connections")->count, 6);
    run = cli_run(bench, "catalog", "--format", "markdown", NULL);
    cli_assert_contains(run.out, "| setting | default |");
    assert_int_equal(cli_run(bench, "scenarios", "--format", "markdown", NULL).status, 2);
}

static void explains_a_rule(void **state) {
    CliBench *bench = *state;
    CliRun run = cli_run(bench, "explain", "reliability/no-timeout", NULL);
    assert_int_equal(run.status, 0);
    assert_string_equal(run.err, "");
    cli_assert_contains(run.out, "An interviewer asks");
    cli_assert_contains(run.out, "Why it matters");
    cli_assert_contains(run.out, "To mend it");
    cli_assert_contains(run.out, "no-timeout.sql");
}

/* ---- A standard output that cannot be written ------------------------------------------------ */

static void says_when_the_disk_is_full(void **state) {
    CliBench *bench = *state;
    bench->out = fopen("/dev/full", "w");
    if (!bench->out) {
        skip();
    }
    CliRun run = cli_run(bench, "rules", NULL);
    fclose(bench->out);
    assert_int_equal(run.status, 2);
    cli_assert_contains(run.err, "standard output: No space left on device");
}

static void is_quiet_when_the_reader_is_gone(void **state) {
    CliBench *bench = *state;
    signal(SIGPIPE, SIG_IGN);
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    close(ends[0]);
    bench->out = fdopen(ends[1], "w");
    CliRun run = cli_run(bench, "catalog", NULL);
    fclose(bench->out);
    assert_int_equal(run.status, 0);
    assert_string_equal(run.err, "");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        CLI_TEST(opens_the_window),
        CLI_TEST(says_why_there_is_no_window),
        CLI_TEST(opens_one_file_that_is_there),
        CLI_TEST(needs_a_place_for_sessions),
        CLI_TEST(says_where_data_is_looked_for),
        CLI_TEST(helps),
        CLI_TEST(says_its_version),
        CLI_TEST(suggests_what_was_meant),
        CLI_TEST(lists_scenarios),
        CLI_TEST(lists_the_users_own_scenarios_and_says_which_are_broken),
        CLI_TEST(lists_rules),
        CLI_TEST(shows_an_example_of_a_rule_that_works),
        CLI_TEST(lists_the_catalogue),
        CLI_TEST(explains_a_rule),
        CLI_TEST(says_when_the_disk_is_full),
        CLI_TEST(is_quiet_when_the_reader_is_gone),
    };
    return cmocka_run_group_tests_name("commands", tests, NULL, NULL);
}
