/* Sessions: whatever loads plays to its end, back to its start and to anywhere between, always
 * giving the same designs, and can be gone on with. */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "history/editor.h"
#include "history/replay.h"
#include "support/support.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { JUMPS = 8 };

static void must(Error error) {
    assert(!error.code);
    (void)error;
}

/* The design after this number of entries, as bytes that load again. */
static char *bytes_at(Replay *replay, size_t position) {
    must(replay_seek_entry(replay, position));
    char *bytes = support_bytes(replay_design(replay));
    Design *again = NULL;
    must(design_parse(bytes, strlen(bytes), "again.json", replay_design(replay)->catalog, &again));
    design_free(again);
    return bytes;
}

static void play(const Session *session, uint64_t seed) {
    Replay *walked, *jumped;
    Random random = random_seed(seed);
    must(replay_new(session, &walked));
    must(replay_new(session, &jumped));
    for (int i = 0; i < JUMPS; i++) {
        size_t position = (size_t)random_below(&random, session->entries.count + 1);
        char *there = bytes_at(jumped, position);
        must(replay_seek_entry(walked, 0));
        char *again = bytes_at(walked, position);
        assert(strcmp(there, again) == 0);
        free(there);
        free(again);
    }
    replay_free(walked);
    replay_free(jumped);
}

static void go_on(const Session *session) {
    Editor *editor;
    must(editor_resume(session, NULL, &editor));
    while (editor_undo_name(editor)) {
        must(editor_undo(editor));
    }
    char *start = support_bytes(session->initial);
    char *undone = support_bytes(editor_design(editor));
    assert(strcmp(start, undone) == 0);
    free(start);
    free(undone);
    editor_free(editor);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const Catalog *catalog;
    if (!catalog) {
        catalog = support_catalog();
    }
    Session *session = NULL;
    Error error = session_parse((const char *)data, size, "fuzz.jsonl", catalog, &session);
    if (error.code) {
        assert(error.message[0] && !session);
        return 0;
    }
    play(session, size);
    go_on(session);
    session_free(session);
    return 0;
}
