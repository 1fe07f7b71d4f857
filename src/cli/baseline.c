#include "cli/baseline.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/hash_index.h"
#include "model/json.h"
#include "model/limits.h"

/* How often each pair of rule and subject stands in the file. */
typedef struct Baseline {
    HashIndex counts;
    Arena arena;
} Baseline;

static const char *make_key(Arena *arena, const char *rule, const char *subject) {
    TextBuffer key = {0};
    text_append_format(&key, "%s %s", rule, subject);
    const char *kept = arena_copy_string(arena, text_of(&key));
    text_free(&key);
    return kept;
}

static void add_finding(JsonReader *reader, const JsonValue *entry, Baseline *baseline) {
    if (!json_expect_type(reader, entry, JSON_OBJECT)) {
        return;
    }
    const char *rule = json_read_text(reader, entry, "rule", JSON_REQUIRED);
    const char *subject = json_read_text(reader, entry, "subject", JSON_REQUIRED);
    const char *key = make_key(&baseline->arena, rule, subject);
    size_t *count = hash_index_find(&baseline->counts, key);
    if (!count) {
        count = arena_allocate(&baseline->arena, sizeof *count);
        hash_index_add(&baseline->counts, key, count);
    }
    ++*count;
}

static Error baseline_load(const char *path, Baseline *baseline) {
    char *bytes = NULL;
    size_t length = 0;
    Error error = file_read(path, LIMIT_FILE_BYTES, &bytes, &length);
    if (error.code) {
        return error;
    }
    JsonReader reader = {.file = path};
    const JsonValue *root = json_parse(&reader, bytes, length, 1, &baseline->arena);
    if (root && json_expect_type(&reader, root, JSON_OBJECT)) {
        json_expect_format(&reader, root, "faultline/findings", 1);
        const JsonValue *list =
            json_read_array(&reader, root, "findings", JSON_REQUIRED, LIMIT_VALUES);
        for (const JsonValue *entry = list ? list->first : NULL; entry; entry = entry->next) {
            add_finding(&reader, entry, baseline);
        }
    }
    free(bytes);
    return reader.error;
}

static bool take_known(Baseline *baseline, const Finding *finding) {
    Arena scratch = {0};
    size_t *count =
        hash_index_find(&baseline->counts, make_key(&scratch, finding->rule, finding->subject));
    arena_free(&scratch);
    if (!count || *count == 0) {
        return false;
    }
    --*count;
    return true;
}

static void forget(Findings *findings, const Finding *finding) {
    if (finding->accepted) {
        findings->accepted--;
    } else {
        findings->counts[finding->severity]--;
    }
}

Error baseline_apply(const char *path, Findings *findings, size_t *known) {
    Baseline baseline = {0};
    Error error = baseline_load(path, &baseline);
    if (!error.code) {
        size_t kept = 0;
        for (size_t i = 0; i < findings->items.count; i++) {
            const Finding *finding = &findings->items.items[i];
            if (take_known(&baseline, finding)) {
                forget(findings, finding);
            } else {
                findings->items.items[kept++] = *finding;
            }
        }
        *known = findings->items.count - kept;
        findings->items.count = kept;
    }
    hash_index_free(&baseline.counts);
    arena_free(&baseline.arena);
    return error;
}
