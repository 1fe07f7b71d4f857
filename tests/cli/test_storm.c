/* Whatever words the program is called with: it ends with 0, 1 or 2, it says why when it is 2, and
 * otherwise it gives a result. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/random.h"
#include "cli/cli_run.h"

enum { CALLS = 1500, WORDS_MAX = 5 };

static const char *const WORDS[] = {
    "check",
    "render",
    "replay",
    "validate",
    "scenarios",
    "rules",
    "catalog",
    "explain",
    "--format",
    "json",
    "text",
    "markdown",
    "--at",
    "1000",
    "-1",
    "--fail-on",
    "never",
    "--rules",
    "--scale",
    "2",
    "-o",
    "out.svg.tmp",
    "--theme",
    "dark",
    "--help",
    "--version",
    "--",
    "-",
    "",
    "--scenario",
    "url-short",
    "no/where",
    "--format=",
    "-h",
    "\xff\xfe",
    "%s%n",
    "reliability/none",
};

/* A command more often than not, then a file as often as not, then anything. */
static const char *pick(CliBench *bench, Random *random, size_t place) {
    enum { COMMANDS = 8 };
    bool likely = random_below(random, 4) > place;
    if (likely && place == 0) {
        return WORDS[random_below(random, COMMANDS)];
    }
    if (likely) {
        return cli_shipped(bench, random_below(random, 3) > 0
                                      ? "scenarios/url-shortener/naive.json"
                                      : "scenarios/url-shortener/scenario.json");
    }
    return WORDS[random_below(random, COUNT_OF(WORDS))];
}

static void ends_well_whatever_it_is_called_with(void **state) {
    CliBench *bench = *state;
    Random random = random_seed(20261123);
    size_t counts[3] = {0};
    for (size_t i = 0; i < CALLS; i++) {
        const char *words[WORDS_MAX] = {NULL};
        size_t count = random_below(&random, WORDS_MAX + 1);
        for (size_t j = 0; j < count; j++) {
            words[j] = pick(bench, &random, j);
        }
        CliRun run = cli_run(bench, words[0], words[1], words[2], words[3], words[4], NULL);
        assert_in_range(run.status, 0, 2);
        counts[run.status]++;
        if (run.status == 2) {
            cli_assert_contains(run.err, "faultline: ");
        } else {
            assert_true(run.window || run.out[0]);
        }
    }
    for (size_t i = 0; i < COUNT_OF(counts); i++) {
        assert_true(counts[i] > 0);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        CLI_TEST(ends_well_whatever_it_is_called_with),
    };
    return cmocka_run_group_tests_name("storm", tests, NULL, NULL);
}
