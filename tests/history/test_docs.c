/* The example of a session in docs/FORMATS.md loads, and is written the way it stands there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "history/walk.h"

static void the_example_loads_and_is_canonical(void **state) {
    (void)state;
    static const char OPENING[] = "```jsonl\n";
    Arena arena = {0};
    char *text, *written;
    size_t length;
    must(file_read(support_source_path(&arena, "docs/FORMATS.md"), LIMIT_FILE_BYTES, &text,
                   &length));
    const char *example = strstr(text, OPENING);
    assert_non_null(example);
    example += strlen(OPENING);
    const char *end = strstr(example, "```");
    assert_non_null(end);

    Catalog *catalog = support_catalog();
    Session *session;
    must(session_parse(example, (size_t)(end - example), "FORMATS.md", catalog, &session));
    bool seen[ENTRY_TYPE_COUNT] = {false};
    for (size_t i = 0; i < session->entries.count; i++) {
        seen[session->entries.items[i].type] = true;
    }
    assert_true(seen[ENTRY_COMMAND] && seen[ENTRY_UNDO] && seen[ENTRY_CHECK] && seen[ENTRY_SAVE]);

    const char *folder = support_make_folder(&arena);
    const char *path = path_join(&arena, folder, "session.jsonl");
    Journal *journal;
    must(journal_create(path, session->id, session->initial, &journal));
    for (size_t i = 0; i < session->entries.count; i++) {
        must(journal_append(journal, &session->entries.items[i]));
    }
    journal_close(journal);
    must(file_read(path, SESSION_BYTES_MAX, &written, &length));
    const char *entries = strchr(example, '\n'); /* `started` is another moment now */
    assert_memory_equal(strchr(written, '\n'), entries, (size_t)(end - entries));
    const char *design = strstr(example, "\"design\": ");
    assert_memory_equal(strstr(written, "\"design\": "), design, (size_t)(entries - design));
    support_remove_folder(folder);
    session_free(session);
    catalog_free(catalog);
    free(written);
    free(text);
    arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_example_loads_and_is_canonical),
    };
    return cmocka_run_group_tests_name("docs", tests, NULL, NULL);
}
