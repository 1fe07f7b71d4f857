#include "history/walk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

void must(Error error) {
    if (error.code) {
        fail_msg("%s", error.message);
    }
}

void must_fail(Error error, ErrorCode code, const char *part) {
    if (error.code != code || !strstr(error.message, part)) {
        fail_msg("expected an error of code %d with \"%s\", got %d: %s", (int)code, part,
                 (int)error.code, error.message);
    }
}

void must_have_bytes(const Design *design, const char *bytes) {
    char *found = support_bytes(design);
    if (strcmp(found, bytes) != 0) {
        size_t same = 0;
        while (found[same] == bytes[same]) {
            same++;
        }
        fail_msg("from byte %zu on the design differs:\n%.200s\n--- expected:\n%.200s", same,
                 found + same, bytes + same);
    }
    free(found);
}

static bool chance(Random *random, unsigned percent) {
    return random_below(random, 100) < percent;
}

static int coordinate(Random *random) {
    return (int)random_below(random, 4000) - 2000;
}

/* Any id of the design; "" when it has none. */
static const char *some_id(const Design *design, Random *random) {
    size_t counts[] = {design->components.count, design->connections.count, design->areas.count,
                       design->notes.count};
    size_t total = counts[0] + counts[1] + counts[2] + counts[3];
    size_t position = total > 0 ? (size_t)random_below(random, total) : 0;
    if (total == 0) {
        return "";
    }
    if (position < counts[0]) {
        return design->components.items[position]->id;
    }
    position -= counts[0];
    if (position < counts[1]) {
        return design->connections.items[position]->id;
    }
    position -= counts[1];
    return position < counts[2] ? design->areas.items[position]->id
                                : design->notes.items[position - counts[2]]->id;
}

static const char *some_component(const Design *design, Random *random) {
    size_t count = design->components.count;
    return count > 0 ? design->components.items[random_below(random, count)]->id : "";
}

static const char *some_connection(const Design *design, Random *random) {
    size_t count = design->connections.count;
    return count > 0 ? design->connections.items[random_below(random, count)]->id : "";
}

static Error try_setting(const Design *design, Random *random, Command *command) {
    const char *id = some_id(design, random);
    const Component *component = design_component(design, id);
    const Connection *connection = design_connection(design, id);
    const SettingSpec *specs = component    ? component->kind->settings
                               : connection ? connection->kind->settings
                                            : NULL;
    size_t count = component    ? component->kind->setting_count
                   : connection ? connection->kind->setting_count
                                : 0;
    if (count == 0) {
        return error_none();
    }
    const SettingSpec *spec = &specs[random_below(random, count)];
    SettingValue value = support_random_value(random, spec);
    return edit_set_setting(design, id, spec->id, chance(random, 80) ? &value : NULL, command);
}

static Error try_many(const Design *design, Random *random, Command *command) {
    const char *ids[4];
    size_t count = 1 + (size_t)random_below(random, COUNT_OF(ids));
    for (size_t i = 0; i < count; i++) {
        ids[i] = some_id(design, random);
    }
    switch (random_below(random, 4)) {
    case 0:
        return edit_delete(design, ids, count, command);
    case 1:
        return design->components.count < 60 ? edit_duplicate(design, ids, count, 40, 40, command)
                                             : error_none();
    default:
        return edit_move(design, ids, count, coordinate(random), coordinate(random), command);
    }
}

static Error try_connection(const Design *design, Random *random, Command *command) {
    static const OperationName OPERATIONS[] = {{"read"}, {"create"}, {"delete"}, {"read"}};
    const char *id = some_connection(design, random);
    switch (random_below(random, 3)) {
    case 0:
        return edit_reverse(design, id, command);
    case 1:
        return edit_set_connection_kind(
            design, id, (ConnectionKind)random_below(random, CONNECTION_KIND_COUNT), command);
    default:
        return edit_set_operations(design, id, OPERATIONS,
                                   (size_t)random_below(random, COUNT_OF(OPERATIONS) + 1), command);
    }
}

static Error try_answers(const Design *design, Random *random, Command *command) {
    Answers answers = answers_copy(&design->answers);
    if (answers.requirements.count < 20) {
        array_push(&answers.requirements, memory_copy_string("a requirement"));
    }
    if (chance(random, 30)) {
        answers_free(&answers);
        answers = (Answers){0};
    }
    Error error = edit_set_answers(design, &answers, "Answer", command);
    answers_free(&answers);
    return error;
}

static Error try_command(const Design *design, Random *random, Command *command) {
    char id[ID_SIZE], text[64];
    int x = coordinate(random), y = coordinate(random);
    support_random_text(random, text, sizeof text - 1);
    switch (random_below(random, 14)) {
    case 0:
    case 1:
        return edit_add_component(design, (KindId)random_below(random, KIND_COUNT), x, y, id,
                                  command);
    case 2:
    case 3:
    case 4:
        return edit_connect(design, some_component(design, random), some_component(design, random),
                            chance(random, 70)
                                ? CONNECTION_KIND_COUNT
                                : (ConnectionKind)random_below(random, CONNECTION_KIND_COUNT),
                            id, command);
    case 5:
        return edit_rename(design, some_id(design, random), text, command);
    case 6:
        return edit_set_why(design, some_component(design, random), text, command);
    case 7:
        return try_setting(design, random, command);
    case 8:
        return try_connection(design, random, command);
    case 9:
        return chance(random, 50) ? edit_add_area(design, x, y, 300, 200, text, id, command)
                                  : edit_add_note(design, x, y, 160, 80, text, id, command);
    case 10:
        return edit_resize(design, some_id(design, random), x, y, 200, 100, command);
    case 11:
        return edit_set_title(design, text, command);
    case 12:
        return try_answers(design, random, command);
    default:
        return try_many(design, random, command);
    }
}

void walk_command(const Design *design, Random *random, Command *command) {
    do {
        Error error = try_command(design, random, command);
        if (error.code) {
            assert_int_equal(command->changes.count, 0);
            assert_true(error.message[0] != '\0');
        }
    } while (command->changes.count == 0);
    assert_true(command->name[0] != '\0');
    assert_int_equal(utf8_check(command->name, strlen(command->name)), strlen(command->name));
}

static Error note(Editor *editor, Random *random) {
    static const int COUNTS[ENTRY_COUNTS] = {1, 0, 2, 0, 3};
    EntryType type =
        (EntryType)(ENTRY_PHASE + random_below(random, ENTRY_TYPE_COUNT - ENTRY_PHASE));
    const char *text = type == ENTRY_PHASE ? phase_name((PhaseId)random_below(random, PHASE_COUNT))
                                           : "design.json";
    return editor_note(editor, type, text, COUNTS);
}

Error walk_step(Editor *editor, Random *random) {
    editor_set_time(editor, editor_time(editor) + (long long)random_below(random, 2000));
    unsigned dice = (unsigned)random_below(random, 100);
    Error error;
    if (dice < 20) {
        error = editor_undo(editor);
    } else if (dice < 32) {
        error = editor_redo(editor);
    } else if (dice < 38) {
        error = note(editor, random);
    } else {
        Command command = {0};
        walk_command(editor_design(editor), random, &command);
        error = editor_apply(editor, &command);
    }
    return error.code == ERROR_REFUSED ? error_none() : error;
}
