#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "cli/cli_run.h"
#include "history/editor.h"
#include "support/support.h"

/* A session of 70 seconds: two parts, a connection, an undo, a check. Gives the journal's path and
 * the canonical bytes of the design at its end, both in the arena. */
typedef struct Played {
    const char *path;
    const char *design;
} Played;

static void apply(Editor *editor, long long t_ms, Error built, Command *command) {
    assert_int_equal(built.code, ERROR_NONE);
    editor_set_time(editor, t_ms);
    assert_int_equal(editor_apply(editor, command).code, ERROR_NONE);
}

static void draw(Editor *editor) {
    static const int COUNTS[ENTRY_COUNTS] = {0, 2, 1, 0, 0};
    Command command = {0};
    char users[ID_SIZE], service[ID_SIZE], call[ID_SIZE];
    assert_int_equal(editor_note(editor, ENTRY_PHASE, "clarify", NULL).code, ERROR_NONE);
    Error error = edit_add_component(editor_design(editor), KIND_CLIENT, 0, 0, users, &command);
    apply(editor, 1000, error, &command);
    error = edit_add_component(editor_design(editor), KIND_SERVICE, 300, 0, service, &command);
    apply(editor, 5000, error, &command);
    error =
        edit_connect(editor_design(editor), users, service, CONNECTION_KIND_COUNT, call, &command);
    apply(editor, 9500, error, &command);
    error = edit_rename(editor_design(editor), service, "Mail service", &command);
    apply(editor, 12000, error, &command);
    editor_set_time(editor, 65000);
    assert_int_equal(editor_undo(editor).code, ERROR_NONE);
    editor_set_time(editor, 70000);
    assert_int_equal(editor_note(editor, ENTRY_CHECK, NULL, COUNTS).code, ERROR_NONE);
}

static Played play(CliBench *bench) {
    Catalog *catalog = support_catalog();
    Design *design = design_new(catalog);
    Played played = {.path = path_join(&bench->arena, bench->folder, "session.jsonl")};
    Journal *journal = NULL;
    assert_int_equal(journal_create(played.path, "a-session", design, &journal).code, ERROR_NONE);
    Editor *editor = editor_new(design, journal);
    draw(editor);
    char *bytes = support_bytes(editor_design(editor));
    played.design = arena_copy_string(&bench->arena, bytes);
    free(bytes);
    editor_free(editor);
    catalog_free(catalog);
    return played;
}

static void tells_what_was_done(void **state) {
    CliBench *bench = *state;
    Played played = play(bench);
    CliRun run = cli_run(bench, "replay", played.path, NULL);
    assert_int_equal(run.status, 0);
    assert_string_equal(run.err, "");
    cli_assert_contains(run.out, "    0:00  Phase: Clarify scope\n");
    cli_assert_contains(run.out, "    0:01  Add ");
    cli_assert_contains(run.out, "    1:05  Undo: ");
    cli_assert_contains(run.out, "    1:10  Check: 2 high, 1 medium\n");
    cli_assert_contains(run.out, "4 changes, 1 undo, 0 redos, 1 check in 1:10");
    cli_assert_contains(run.out, "2 components, 1 connection at the end.");
}

static void stops_where_it_is_told(void **state) {
    CliBench *bench = *state;
    Played played = play(bench);
    CliRun run = cli_run(bench, "replay", played.path, "--at", "9499", NULL);
    assert_int_equal(run.status, 0);
    cli_assert_contains(run.out, "2 components, 0 connections at that moment.");
    cli_assert_lacks(run.out, "Undo");
    run = cli_run(bench, "replay", played.path, "--at", "0", NULL);
    cli_assert_contains(run.out, "0 components, 0 connections at that moment.");
    run = cli_run(bench, "replay", played.path, "--at", "99999999999", NULL);
    cli_assert_contains(run.out, "2 components, 1 connection at that moment.");
    assert_int_equal(cli_run(bench, "replay", played.path, "--at", "-1", NULL).status, 2);
}

static void writes_the_same_design(void **state) {
    CliBench *bench = *state;
    Played played = play(bench);
    const char *target = path_join(&bench->arena, bench->folder, "out.json");
    CliRun run = cli_run(bench, "replay", played.path, "-o", target, NULL);
    assert_int_equal(run.status, 0);
    assert_string_equal(run.out, "");
    assert_string_equal(cli_read_file(bench, target), played.design);

    run = cli_run(bench, "replay", played.path, "-o", "-", NULL);
    assert_string_equal(run.out, played.design);

    bench->input = cli_read_file(bench, played.path);
    run = cli_run(bench, "replay", "-", "-o", "-", NULL);
    assert_string_equal(run.out, played.design);

    run = cli_run(bench, "replay", played.path, "-o", "no/such/folder/out.json", NULL);
    assert_int_equal(run.status, 2);
    cli_assert_contains(run.err, "no/such/folder");
}

static const JsonValue *parse(CliBench *bench, const char *text) {
    JsonReader reader = {.file = "output"};
    const JsonValue *root = json_parse(&reader, text, strlen(text), 1, &bench->arena);
    if (root) {
        json_expect_format(&reader, root, "faultline/replay", 1);
    }
    if (reader.error.code) {
        fail_msg("%s", reader.error.message);
    }
    return root;
}

static void prints_json(void **state) {
    CliBench *bench = *state;
    Played played = play(bench);
    CliRun run = cli_run(bench, "replay", played.path, "--format", "json", NULL);
    assert_int_equal(run.status, 0);
    const JsonValue *root = parse(bench, run.out);
    assert_string_equal(json_member(root, "session")->text, "a-session");
    assert_true(json_member(root, "duration_ms")->number == 70000);
    assert_int_equal(json_member(root, "entries")->count, 7);
    assert_int_equal(json_member(json_member(root, "design"), "components")->count, 2);
    CliRun again = cli_run(bench, "replay", played.path, "--format", "json", NULL);
    assert_string_equal(run.out, again.out);

    run = cli_run(bench, "replay", played.path, "--format", "json", "--at", "1000", NULL);
    root = parse(bench, run.out);
    assert_true(json_member(root, "at_ms")->number == 1000);
    assert_int_equal(json_member(root, "entries")->count, 2);
}

static void says_where_it_branched(void **state) {
    CliBench *bench = *state;
    const char *path = cli_write_file(
        bench, "branch.jsonl",
        "{'format':'faultline/session','version':1,'id':'later','started':'2026-11-23T05:46:12Z',"
        "'branched_from':{'session':'earlier','t_ms':760000},'design':"
        "{'format':'faultline/design','version':1,'components':[],'connections':[]}}\n");
    CliRun run = cli_run(bench, "replay", path, NULL);
    assert_int_equal(run.status, 0);
    cli_assert_contains(run.out, "branched from earlier at 12:40");
    run = cli_run(bench, "replay", path, "--format", "json", NULL);
    const JsonValue *from = json_member(parse(bench, run.out), "branched_from");
    assert_string_equal(json_member(from, "session")->text, "earlier");
    assert_true(json_member(from, "t_ms")->number == 760000);
}

static void leaves_out_a_torn_line(void **state) {
    CliBench *bench = *state;
    Played played = play(bench);
    char *bytes = cli_read_file(bench, played.path);
    size_t length = strlen(bytes) - 10; /* in the check, the last line */
    assert_int_equal(file_save_atomic(played.path, bytes, length).code, ERROR_NONE);
    CliRun run = cli_run(bench, "replay", played.path, NULL);
    assert_int_equal(run.status, 0);
    cli_assert_contains(run.err, "the last line was cut off");
    cli_assert_lacks(run.out, "Check: ");
    run = cli_run(bench, "replay", played.path, "-o", "-", NULL);
    assert_string_equal(run.out, played.design);
}

static void refuses_what_is_no_session(void **state) {
    CliBench *bench = *state;
    CliRun run = cli_run(bench, "replay", "no-such.jsonl", NULL);
    assert_int_equal(run.status, 2);
    cli_assert_contains(run.err, "no-such.jsonl");
    const char *design = cli_shipped(bench, "scenarios/url-shortener/naive.json");
    run = cli_run(bench, "replay", design, NULL);
    assert_int_equal(run.status, 2);
    assert_string_equal(run.out, "");
    cli_assert_contains(run.err, "naive.json: this is a design; `faultline check` reads it");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        CLI_TEST(tells_what_was_done),    CLI_TEST(stops_where_it_is_told),
        CLI_TEST(writes_the_same_design), CLI_TEST(prints_json),
        CLI_TEST(leaves_out_a_torn_line), CLI_TEST(refuses_what_is_no_session),
        CLI_TEST(says_where_it_branched),
    };
    return cmocka_run_group_tests_name("replay", tests, NULL, NULL);
}
