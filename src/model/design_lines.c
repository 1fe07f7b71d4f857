#include "model/design_lines.h"

#include "base/macros.h"
#include "model/json.h"

static void read_list(const JsonValue *root, const char *key, DesignLines *lines) {
    const JsonValue *list = json_member(root, key);
    for (const JsonValue *entry = list ? list->first : NULL; entry; entry = entry->next) {
        const JsonValue *id = json_member(entry, "id");
        if (id && id->type == JSON_STRING) {
            int *line = arena_allocate(&lines->arena, sizeof *line);
            *line = entry->line;
            hash_index_add(&lines->lines, id->text, line);
        }
    }
}

void design_lines_read(const char *bytes, size_t length, DesignLines *lines) {
    static const char *const LISTS[] = {"components", "connections", "areas", "notes"};
    JsonReader reader = {.file = ""};
    const JsonValue *root = json_parse(&reader, bytes, length, 1, &lines->arena);
    for (size_t i = 0; root && root->type == JSON_OBJECT && i < COUNT_OF(LISTS); i++) {
        read_list(root, LISTS[i], lines);
    }
}

int design_lines_of(const DesignLines *lines, const char *id) {
    const int *line = hash_index_find(&lines->lines, id);
    return line ? *line : 1;
}

void design_lines_free(DesignLines *lines) {
    hash_index_free(&lines->lines);
    arena_free(&lines->arena);
    *lines = (DesignLines){0};
}
