/* What a whole round brings: the faults of method of a careless one and of one in which nothing was
 * written down, and none, but praise, of a careful one. All draw the same three parts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/macros.h"
#include "cli/cli_run.h"

static const char *const METHOD[] = {
    "clarify-first",
    "estimate-off",
    "list-without-pages",
    "no-estimates",
    "no-tradeoffs",
    "phase-overran",
    "requirement-without-api",
    "store-without-entity",
    "write-without-idempotency",
};

typedef struct Round {
    const char *file;
    const char *found[COUNT_OF(METHOD)]; /* of METHOD; ended by NULL */
} Round;

static const Round ROUNDS[] = {
    {"careless",
     {"clarify-first", "estimate-off", "list-without-pages", "no-tradeoffs", "phase-overran",
      "store-without-entity", "write-without-idempotency"}},
    {"wordless",
     {"clarify-first", "no-estimates", "no-tradeoffs", "phase-overran", "requirement-without-api",
      "store-without-entity"}},
    {"careful", {NULL}},
};

static bool is_expected(const Round *round, const char *rule) {
    for (size_t i = 0; i < COUNT_OF(round->found) && round->found[i]; i++) {
        if (strcmp(round->found[i], rule) == 0) {
            return true;
        }
    }
    return false;
}

static CliRun check(CliBench *bench, const char *file) {
    char path[128];
    snprintf(path, sizeof path, "tests/cli/rounds/%s.jsonl", file);
    return cli_run(bench, "check", cli_shipped(bench, path), "--fail-on", "never", "--format",
                   "json", NULL);
}

static void a_round_is_judged_by_its_method(void **state) {
    CliBench *bench = *state;
    for (size_t r = 0; r < COUNT_OF(ROUNDS); r++) {
        CliRun run = check(bench, ROUNDS[r].file);
        assert_int_equal(run.status, 0);
        for (size_t i = 0; i < COUNT_OF(METHOD); i++) {
            char rule[64];
            snprintf(rule, sizeof rule, "\"method/%s\"", METHOD[i]);
            bool found = strstr(run.out, rule) != NULL;
            if (found != is_expected(&ROUNDS[r], METHOD[i])) {
                fail_msg("the %s round: %s is %s", ROUNDS[r].file, rule,
                         found ? "found" : "not found");
            }
        }
    }
}

static void a_careful_round_is_praised(void **state) {
    CliBench *bench = *state;
    cli_assert_contains(check(bench, "careful").out, "\"praise/explicit-tradeoffs\"");
    cli_assert_lacks(check(bench, "careless").out, "\"praise/");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        CLI_TEST(a_round_is_judged_by_its_method),
        CLI_TEST(a_careful_round_is_praised),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
