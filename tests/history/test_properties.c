/* What holds of any session: a random person at the board, many times over. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "history/replay.h"
#include "history/walk.h"

enum { SESSIONS = 40, STEPS = 120 };

static int load_catalog(void **state) {
    *state = support_catalog();
    return 0;
}

static int free_catalog(void **state) {
    catalog_free(*state);
    return 0;
}

static void apply_then_undo_leaves_the_bytes(void **state) {
    for (uint64_t seed = 1; seed <= 300; seed++) {
        Random random = random_seed(seed);
        Design *design = support_random_design(*state, &random, 12);
        char *bytes = support_bytes(design);
        Command command = {0};
        walk_command(design, &random, &command);
        if (!command_apply(&command, design).code) {
            char *after = support_bytes(design);
            command_revert(&command, design);
            must_have_bytes(design, bytes);
            command_reapply(&command, design);
            must_have_bytes(design, after);
            free(after);
        } else {
            must_have_bytes(design, bytes);
        }
        command_free(&command);
        free(bytes);
        design_free(design);
    }
}

static void undoing_all_leads_to_the_start(void **state) {
    for (uint64_t seed = 1; seed <= SESSIONS; seed++) {
        Random random = random_seed(1000 + seed);
        Design *design = support_random_design(*state, &random, 12);
        char *start = support_bytes(design);
        Editor *editor = editor_new(design, NULL);
        for (size_t i = 0; i < STEPS; i++) {
            must(walk_step(editor, &random));
        }
        while (editor_redo_name(editor)) {
            must(editor_redo(editor));
        }
        char *end = support_bytes(editor_design(editor));
        while (editor_undo_name(editor)) {
            must(editor_undo(editor));
        }
        must_have_bytes(editor_design(editor), start);
        while (editor_redo_name(editor)) {
            must(editor_redo(editor));
        }
        must_have_bytes(editor_design(editor), end);
        free(start);
        free(end);
        editor_free(editor);
    }
}

/* A session that was played, with the design after each number of entries. */
typedef struct Played {
    Arena arena;
    const char *folder, *path;
    ARRAY_OF(char *) designs;
} Played;

static void play(const Catalog *catalog, uint64_t seed, Played *played) {
    Random random = random_seed(seed);
    played->folder = support_make_folder(&played->arena);
    played->path = path_join(&played->arena, played->folder, "session.jsonl");
    Design *design = support_random_design(catalog, &random, 10);
    Journal *journal;
    must(journal_create(played->path, "walk", design, &journal));
    Editor *editor = editor_new(design, journal);
    array_push(&played->designs, support_bytes(editor_design(editor)));
    for (size_t i = 0; i < STEPS; i++) {
        must(walk_step(editor, &random));
        if (editor_entries(editor)->count == played->designs.count) {
            array_push(&played->designs, support_bytes(editor_design(editor)));
        }
    }
    editor_free(editor);
}

static void forget(Played *played) {
    for (size_t i = 0; i < played->designs.count; i++) {
        free(played->designs.items[i]);
    }
    array_free(&played->designs);
    support_remove_folder(played->folder);
    arena_free(&played->arena);
}

static void live_equals_replay_at_every_entry(void **state) {
    for (uint64_t seed = 1; seed <= SESSIONS; seed++) {
        Played played = {0};
        play(*state, 2000 + seed, &played);
        Session *session;
        Replay *replay;
        must(session_load(played.path, *state, &session));
        assert_int_equal(session->entries.count + 1, played.designs.count);
        must(replay_new(session, &replay));
        for (size_t i = 0; i < played.designs.count; i++) {
            must(replay_seek_entry(replay, i));
            must_have_bytes(replay_design(replay), played.designs.items[i]);
        }
        replay_free(replay);
        session_free(session);
        forget(&played);
    }
}

static void seeking_to_and_fro_equals_replay(void **state) {
    for (uint64_t seed = 1; seed <= SESSIONS / 2; seed++) {
        Random random = random_seed(seed);
        Played played = {0};
        play(*state, 3000 + seed, &played);
        Session *session;
        Replay *replay;
        must(session_load(played.path, *state, &session));
        must(replay_new(session, &replay));
        for (size_t i = 0; i < 60; i++) {
            size_t to = (size_t)random_below(&random, played.designs.count);
            must(replay_seek_entry(replay, to));
            must_have_bytes(replay_design(replay), played.designs.items[to]);
        }
        replay_free(replay);
        session_free(session);
        forget(&played);
    }
}

/* What is read is written the same; and a resumed session ends as the live one did. */
static void load_save_is_stable(void **state) {
    for (uint64_t seed = 1; seed <= SESSIONS / 2; seed++) {
        Played played = {0};
        play(*state, 4000 + seed, &played);
        Session *session;
        Editor *editor;
        must(session_load(played.path, *state, &session));
        must(editor_resume(session, NULL, &editor));
        must_have_bytes(editor_design(editor), played.designs.items[played.designs.count - 1]);
        editor_free(editor);

        const char *path = path_join(&played.arena, played.folder, "again.jsonl");
        Journal *journal;
        must(journal_create(path, session->id, session->initial, &journal));
        for (size_t i = 0; i < session->entries.count; i++) {
            must(journal_append(journal, &session->entries.items[i]));
        }
        journal_close(journal);
        session_free(session);
        char *first, *again;
        size_t first_length, again_length;
        must(file_read(played.path, SESSION_BYTES_MAX, &first, &first_length));
        must(file_read(path, SESSION_BYTES_MAX, &again, &again_length));
        assert_string_equal(strchr(first, '\n'), strchr(again, '\n')); /* `started` may differ */
        free(first);
        free(again);
        forget(&played);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(apply_then_undo_leaves_the_bytes),
        cmocka_unit_test(undoing_all_leads_to_the_start),
        cmocka_unit_test(live_equals_replay_at_every_entry),
        cmocka_unit_test(seeking_to_and_fro_equals_replay),
        cmocka_unit_test(load_save_is_stable),
    };
    return cmocka_run_group_tests_name("properties", tests, load_catalog, free_catalog);
}
