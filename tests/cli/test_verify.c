/* `scenarios --verify`: a sound scenario passes, and each way in which it can be unsound is told.
 * The sound one is tests/cli/verify/notes; the others are it with one thing changed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/macros.h"
#include "base/text.h"
#include "cli/cli_run.h"
#include "model/json.h"

static const char SOUND[] = "tests/cli/verify/notes";
static const char *const FILES[] = {"scenario.json", "reference.json",     "naive.json",
                                    "expected.json", "unconditional.json", "one-copy.json",
                                    "one-zone.json", "curveball-more.json"};

/* The text with the first `from` in it made `to`; there must be one. In the arena. */
static const char *replace(CliBench *bench, const char *text, const char *from, const char *to) {
    const char *place = strstr(text, from);
    assert_non_null(place);
    TextBuffer changed = {0};
    text_append_bytes(&changed, text, (size_t)(place - text));
    text_append(&changed, to);
    text_append(&changed, place + strlen(from));
    char *copy = arena_copy_string(&bench->arena, text_of(&changed));
    text_free(&changed);
    return copy;
}

/* A copy of the sound scenario with one change in one of its files; its folder. */
static const char *changed(CliBench *bench, const char *file, const char *from, const char *to) {
    for (size_t i = 0; i < COUNT_OF(FILES); i++) {
        const char *source = cli_shipped(bench, path_join(&bench->arena, SOUND, FILES[i]));
        const char *text = cli_read_file(bench, source);
        if (strcmp(FILES[i], file) == 0) {
            text = replace(bench, text, from, to);
        }
        cli_write_file(bench, path_join(&bench->arena, "notes", FILES[i]), text);
    }
    return path_join(&bench->arena, bench->folder, "notes");
}

static CliRun verify(CliBench *bench, const char *folder) {
    return cli_run(bench, "scenarios", "--verify", folder, "--seconds", "8", NULL);
}

static void a_sound_scenario_passes(void **state) {
    CliBench *bench = *state;
    CliRun run = verify(bench, cli_shipped(bench, SOUND));
    assert_string_equal(run.err, "");
    cli_assert_contains(run.out, "notes  Notes, 29 checks, 12 runs\n");
    cli_assert_contains(run.out, "\n  ok      reference.json costs no more than the budget\n");
    cli_assert_contains(run.out, "\n1 scenario, and it is sound.\n");
    cli_assert_lacks(run.out, "FAILED");
    assert_int_equal(run.status, 0);
    /* The folder above it has it too, and another seed. */
    run = cli_run(bench, "scenarios", "--verify", cli_shipped(bench, "tests/cli/verify"), "--seed",
                  "7", "--seconds", "8", NULL);
    cli_assert_contains(run.out, "\n1 scenario, and it is sound.\n");
}

static void programs_read_it_as_json(void **state) {
    CliBench *bench = *state;
    const char *folder = changed(bench, "reference.json", "\"day\": 3456000", "\"day\": 3000000");
    CliRun run =
        cli_run(bench, "scenarios", "--verify", folder, "--seconds", "8", "--format", "json", NULL);
    assert_int_equal(run.status, 1);
    JsonReader reader = {.file = "out"};
    const JsonValue *root = json_parse(&reader, run.out, strlen(run.out), 1, &bench->arena);
    json_expect_format(&reader, root, "faultline/verification", 1);
    assert_false(json_read_boolean(&reader, root, "sound", JSON_REQUIRED, true));
    const JsonValue *scenario = json_member(root, "scenarios")->first;
    const JsonValue *checks = json_member(scenario, "checks");
    size_t failed = 0;
    for (const JsonValue *check = checks->first; check; check = check->next) {
        if (!json_read_boolean(&reader, check, "holds", JSON_REQUIRED, true)) {
            failed++;
            assert_string_equal(json_read_text(&reader, check, "what", JSON_REQUIRED),
                                "gives each estimate as the scenario reckons it");
            assert_string_equal(json_read_text(&reader, check, "found", JSON_REQUIRED), "day");
            assert_true(json_read_text(&reader, check, "mend", JSON_REQUIRED)[0] != '\0');
        }
    }
    assert_int_equal(failed, 1);
    assert_string_equal(reader.error.message, "");
}

/* Each is one change, and the one line that must be told. */
static void what_is_unsound_is_told(void **state) {
    static const struct {
        const char *file, *from, *to, *told;
    } CHANGES[] = {
        {"reference.json", "\"why\": \"They write.\"", "\"why\": \"\"",
         "FAILED  reference.json says of each component why it is there\n            users does "
         "not\n"},
        {"reference.json", "\"instead_of\": \"SQL\"", "\"instead_of\": \"\"",
         "FAILED  reference.json has trade-offs with a reason and an alternative\n"},
        {"reference.json", "\"day\": 3456000", "\"day\": 400000",
         "FAILED  reference.json gives each estimate as the scenario reckons it\n"},
        {"reference.json", "\"alarms\": true", "\"alarms\": false",
         "FAILED  reference.json has no finding of medium or above\n"},
        {"scenario.json", "\"p99_ms\": 800", "\"p99_ms\": 1",
         "FAILED  reference.json keeps every service level without faults\n"},
        {"scenario.json", "\"drop_reply_pct\": 10", "\"drop_reply_pct\": 90",
         "FAILED  reference.json keeps every service level under `replies`\n"},
        {"naive.json", "\"components\": [", "\"componets\": [",
         "FAILED  naive.json can be read and fits the scenario\n"},
        {"scenario.json", "\"availability_pct\": 99, \"effect_within_s\": 5, \"lost\": 0, ", "",
         "FAILED  naive.json misses at least two service levels, without faults or under\n"},
        {"expected.json", "reliability/single-point", "reliability/single-pont",
         "there is no rule `reliability/single-pont`; did you mean\n"},
        {"expected.json", "reliability/single-point", "scale/no-cache",
         "the rule is silent about it\n"},
        {"expected.json", "\"fault\": \"replies\"", "\"fault\": \"zone\"",
         "FAILED  unconditional.json misses save duplicated under `zone`\n            it keeps "
         "it\n"},
        {"expected.json", "\"file\": \"one-copy.json\"", "\"file\": \"one-zone.json\"",
         "FAILED  expected.json names at least three flawed variants\n"},
        {"expected.json", "\"file\": \"one-copy.json\"", "\"file\": \"one-zone.json\"",
         "FAILED  the folder has no design that nothing names\n            one-copy.json\n"},
        {"scenario.json", "\"rules\": [\"reliability/retry-without-dedup\"], \"metrics\"",
         "\"rules\": [\"reliability/no-such\"], \"metrics\"",
         "FAILED  probe `again` is answered by the reference\n"},
        {"scenario.json", "\"id\": \"more\"", "\"id\": \"less\"",
         "FAILED  curveball-less.json can be read and fits the scenario\n"},
        {"scenario.json", "\"rate_rps\": 120", "\"rate_rps\": 4000",
         "FAILED  curveball-more.json keeps every service level without faults\n"},
    };
    CliBench *bench = *state;
    for (size_t i = 0; i < COUNT_OF(CHANGES); i++) {
        CliRun run = verify(bench, changed(bench, CHANGES[i].file, CHANGES[i].from, CHANGES[i].to));
        cli_assert_contains(run.out, CHANGES[i].told);
        cli_assert_contains(run.out, "To mend it: ");
        cli_assert_contains(run.out, "\n1 of 1 scenario is not sound.\n");
        assert_int_equal(run.status, 1);
    }
}

static void what_cannot_be_verified_is_refused(void **state) {
    CliBench *bench = *state;
    CliRun run = verify(bench, "no-such-thing");
    assert_int_equal(run.status, 2);
    cli_assert_contains(run.err, "there is no scenario \"no-such-thing\"");
    run = verify(bench, bench->folder);
    assert_int_equal(run.status, 2);
    cli_assert_contains(run.err, "there is no scenario.json in it, nor in a folder in it");
    run = verify(bench, changed(bench, "scenario.json", "\"operations\"", "\"opperations\""));
    assert_int_equal(run.status, 2);
    cli_assert_contains(run.err, "did you mean `operations`?");
    run = cli_run(bench, "scenarios", "notes", NULL);
    assert_int_equal(run.status, 2);
    cli_assert_contains(run.err, "did you mean --verify?");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        CLI_TEST(a_sound_scenario_passes),
        CLI_TEST(programs_read_it_as_json),
        CLI_TEST(what_is_unsound_is_told),
        CLI_TEST(what_cannot_be_verified_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
