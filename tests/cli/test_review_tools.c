/* `check` in a pipeline: SARIF for code-review tools, and a baseline of what is known. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "cli/cli_run.h"
#include "model/json.h"

/* Line 4 and on: a service behind which nothing is; its only finding to be sure of is no-reason. */
static const char DESIGN[] =
    "{ 'format': 'faultline/design', 'version': 1, 'title': 'A pair',\n"
    "  'components': [\n"
    "    { 'id': 'users', 'kind': 'client', 'label': 'People', 'x': 0, 'y': 0 },\n"
    "    { 'id': 'api', 'kind': 'service', 'label': 'Front', 'x': 300, 'y': 0 } ],\n"
    "  'connections': [\n"
    "    { 'id': 'call', 'from': 'users', 'to': 'api', 'kind': 'call' } ]%s }\n";
static const char ACCEPTED[] =
    ",\n  'answers': { 'accepted': [ { 'rule': 'structure/no-reason', 'subject': 'api',"
    " 'because': 'it is the only part' } ] }";

static const char *write_design(CliBench *bench, const char *name, const char *answers) {
    TextBuffer text = {0};
    const char *hole = strstr(DESIGN, "%s");
    text_append_bytes(&text, DESIGN, (size_t)(hole - DESIGN));
    text_append(&text, answers);
    text_append(&text, hole + 2);
    const char *path = cli_write_file(bench, name, text_of(&text));
    text_free(&text);
    return path;
}

static const JsonValue *parse(CliBench *bench, const char *text) {
    JsonReader reader = {.file = "output"};
    const JsonValue *root = json_parse(&reader, text, strlen(text), 1, &bench->arena);
    assert_string_equal(reader.error.message, "");
    return root;
}

static const JsonValue *member(const JsonValue *object, const char *key) {
    const JsonValue *value = json_member(object, key);
    if (!value) {
        fail_msg("there is no %s", key);
    }
    return value;
}

static const JsonValue *find_result(const JsonValue *root, const char *rule, const char *subject) {
    const JsonValue *run = member(root, "runs")->first;
    for (const JsonValue *r = member(run, "results")->first; r; r = r->next) {
        const JsonValue *logical = json_member(member(r, "locations")->first, "logicalLocations");
        if (strcmp(member(r, "ruleId")->text, rule) == 0 && logical &&
            strcmp(member(logical->first, "fullyQualifiedName")->text, subject) == 0) {
            return r;
        }
    }
    return NULL;
}

static void sarif_points_at_the_lines_of_the_file(void **state) {
    CliBench *bench = *state;
    const char *design = write_design(bench, "a design.json", "");
    CliRun run = cli_run(bench, "check", design, "--format", "sarif", "--fail-on", "never", NULL);
    assert_int_equal(run.status, 0);
    const JsonValue *root = parse(bench, run.out);
    assert_string_equal(member(root, "version")->text, "2.1.0");
    const JsonValue *result = find_result(root, "structure/no-reason", "api");
    assert_non_null(result);
    const JsonValue *place = member(member(result, "locations")->first, "physicalLocation");
    assert_int_equal((int)member(member(place, "region"), "startLine")->number, 4);
    const char *uri = member(member(place, "artifactLocation"), "uri")->text;
    assert_int_equal(strncmp(uri, "file:///", 8), 0);
    cli_assert_contains(uri, "/a%20design.json");
    assert_string_equal(member(result, "level")->text, "note");
    assert_null(json_member(result, "suppressions"));

    /* The rule that it points to is the one that it names. */
    const JsonValue *driver = member(member(member(root, "runs")->first, "tool"), "driver");
    const JsonValue *rule = member(driver, "rules")->first;
    for (int i = 0; i < (int)member(result, "ruleIndex")->number; i++) {
        rule = rule->next;
    }
    assert_string_equal(member(rule, "id")->text, "structure/no-reason");
    assert_string_equal(member(rule, "name")->text, "NoReason");
}

static void sarif_suppresses_what_is_accepted(void **state) {
    CliBench *bench = *state;
    const char *design = write_design(bench, "design.json", ACCEPTED);
    CliRun run = cli_run(bench, "check", design, "--format", "sarif", "--fail-on", "never", NULL);
    const JsonValue *result = find_result(parse(bench, run.out), "structure/no-reason", "api");
    assert_non_null(result);
    const JsonValue *suppression = member(result, "suppressions")->first;
    assert_string_equal(member(suppression, "kind")->text, "inSource");
    assert_string_equal(member(suppression, "justification")->text, "it is the only part");
}

static void baseline_leaves_only_what_is_new(void **state) {
    CliBench *bench = *state;
    const char *design = write_design(bench, "design.json", "");
    CliRun run = cli_run(bench, "check", design, "--format", "json", "--fail-on", "never", NULL);
    char baseline[4096];
    snprintf(baseline, sizeof baseline, "%s/known.json", bench->folder);
    Error error = file_save_atomic(baseline, run.out, strlen(run.out));
    assert_int_equal(error.code, ERROR_NONE);
    run = cli_run(bench, "check", design, "--baseline", baseline, "--fail-on", "low", NULL);
    assert_int_equal(run.status, 0);
    cli_assert_contains(run.out, "Nothing new;");
    cli_assert_contains(run.out, "known from the baseline.");

    /* A second service without a reason is new, the first is not. */
    const char *grown = cli_write_file(
        bench, "grown.json",
        "{'format':'faultline/design','version':1,'title':'A pair','components':["
        "{'id':'users','kind':'client','label':'People','x':0,'y':0},"
        "{'id':'api','kind':'service','label':'Front','x':300,'y':0},"
        "{'id':'back','kind':'service','label':'Back','x':600,'y':0}],'connections':["
        "{'id':'call','from':'users','to':'api','kind':'call'},"
        "{'id':'on','from':'api','to':'back','kind':'call'}]}");
    run = cli_run(bench, "check", grown, "--baseline", baseline, "--format", "json", "--fail-on",
                  "low", NULL);
    assert_int_equal(run.status, 1);
    cli_assert_contains(run.out, "\"subject\": \"back\"");
    cli_assert_lacks(run.out, "\"subject\": \"api\",\n      \"message\": \"Front");
    cli_assert_contains(run.out, "\"known\": ");
}

static void a_baseline_of_another_kind_is_refused(void **state) {
    CliBench *bench = *state;
    const char *design = write_design(bench, "design.json", "");
    CliRun run = cli_run(bench, "check", design, "--baseline", design, NULL);
    assert_int_equal(run.status, 2);
    assert_string_equal(run.out, "");
    cli_assert_contains(run.err, "faultline/findings");
    run = cli_run(bench, "check", design, "--baseline", "/nowhere.json", NULL);
    assert_int_equal(run.status, 2);
    cli_assert_contains(run.err, "/nowhere.json");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        CLI_TEST(sarif_points_at_the_lines_of_the_file),
        CLI_TEST(sarif_suppresses_what_is_accepted),
        CLI_TEST(baseline_leaves_only_what_is_new),
        CLI_TEST(a_baseline_of_another_kind_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
