/* What the program prints, byte for byte. A golden file is renewed with the command itself, e.g.
 *   faultline check scenarios/url-shortener/naive.json >tests/cli/golden/url-shortener-naive.txt
 * and only after its difference was read as a reader of the output would. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "cli/cli_run.h"

/* Says in which line the two part. */
static void assert_same_text(const char *name, const char *made, const char *golden) {
    int line = 1;
    while (*made && *golden && *made == *golden) {
        line += *made == '\n';
        made++;
        golden++;
    }
    if (*made != *golden) {
        fail_msg("%s:%d: expected \"%.*s\", found \"%.*s\"", name, line, (int)strcspn(golden, "\n"),
                 golden, (int)strcspn(made, "\n"), made);
    }
}

static void check_as_ever(CliBench *bench, const char *scenario) {
    TextBuffer design = {0};
    text_append_format(&design, "scenarios/%s/naive.json", scenario);
    static const char *const FORMATS[][2] = {{"text", "txt"}, {"json", "json"}};
    for (size_t i = 0; i < COUNT_OF(FORMATS); i++) {
        CliRun run = cli_run(bench, "check", cli_shipped(bench, text_of(&design)), "--format",
                             FORMATS[i][0], NULL);
        assert_int_equal(run.status, 1);
        assert_string_equal(run.err, "");
        TextBuffer golden = {0};
        text_append_format(&golden, "tests/cli/golden/%s-naive.%s", scenario, FORMATS[i][1]);
        assert_same_text(text_of(&golden), run.out,
                         cli_read_file(bench, cli_shipped(bench, text_of(&golden))));
        text_free(&golden);
    }
    text_free(&design);
}

static void checks_the_url_shortener_as_ever(void **state) {
    check_as_ever(*state, "url-shortener");
}

static void checks_the_notification_service_as_ever(void **state) {
    check_as_ever(*state, "notification-service");
}

/* Two rounds of one scenario, without runs. */
static void compares_rounds_as_ever(void **state) {
    CliBench *bench = *state;
    CliRun run =
        cli_run(bench, "replay", cli_shipped(bench, "tests/cli/rounds/careful.jsonl"), "--compare",
                cli_shipped(bench, "tests/cli/rounds/careless.jsonl"), "--no-runs", NULL);
    assert_int_equal(run.status, 0);
    assert_same_text(
        "compare-rounds.txt", run.out,
        cli_read_file(bench, cli_shipped(bench, "tests/cli/golden/compare-rounds.txt")));
}

/* The first block between fences in the README is a piece of a report with proofs. */
static void prints_what_the_readme_shows(void **state) {
    CliBench *bench = *state;
    static const char FENCE[] = "```\n";
    const char *readme = cli_read_file(bench, cli_shipped(bench, "README.md"));
    const char *start = strstr(readme, FENCE);
    assert_non_null(start);
    start += strlen(FENCE);
    const char *end = strstr(start, FENCE);
    assert_non_null(end);
    const char *naive = cli_shipped(bench, "scenarios/order-pipeline/naive.json");
    const char *piece = arena_copy(&bench->arena, start, (size_t)(end - start));
    CliRun run = cli_run(bench, "check", naive, "--prove", "--rule", "messaging/no-dedup", NULL);
    cli_assert_contains(run.out, piece);
}

static void helps_as_ever(void **state) {
    CliBench *bench = *state;
    CliRun run = cli_run(bench, "--help", NULL);
    assert_same_text("help.txt", run.out,
                     cli_read_file(bench, cli_shipped(bench, "tests/cli/golden/help.txt")));
    run = cli_run(bench, "check", "--help", NULL);
    assert_same_text("help-check.txt", run.out,
                     cli_read_file(bench, cli_shipped(bench, "tests/cli/golden/help-check.txt")));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        CLI_TEST(checks_the_url_shortener_as_ever),
        CLI_TEST(checks_the_notification_service_as_ever),
        CLI_TEST(prints_what_the_readme_shows),
        CLI_TEST(helps_as_ever),
        CLI_TEST(compares_rounds_as_ever),
    };
    return cmocka_run_group_tests_name("golden", tests, NULL, NULL);
}
