#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "rules/rule.h"

static int compare_rules(const void *a, const void *b) {
    return strcmp(((const Rule *)a)->id, ((const Rule *)b)->id);
}

/* The area or the name of a rule: what an id may hold between its slashes. */
static bool is_word(const char *text, size_t length) {
    for (size_t i = 0; i < length; i++) {
        char c = text[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c == '-' && i > 0))) {
            return false;
        }
    }
    return length > 0;
}

static Error add_file(RuleSet *rules, const char *path, const char *id) {
    char *bytes = NULL;
    size_t length = 0;
    Error error = file_read(path, LIMIT_RULE_BYTES, &bytes, &length);
    if (error.code) {
        return error;
    }
    Rule rule = {0};
    error = rule_parse(bytes, length, path, id, &rules->arena, &rule);
    free(bytes);
    if (error.code) {
        return error;
    }
    for (size_t i = 0; i < rules->items.count; i++) {
        if (strcmp(rules->items.items[i].id, id) == 0) {
            rules->items.items[i] = rule;
            return error_none();
        }
    }
    if (rules->items.count == LIMIT_RULES) {
        return error_make(ERROR_LIMIT, "%s: there are more than %d rules; this one is left out",
                          path, (int)LIMIT_RULES);
    }
    array_push(&rules->items, rule);
    return error_none();
}

static void add_area(RuleSet *rules, Arena *scratch, const char *folder, const char *area) {
    FolderEntries files = {0};
    Error error = folder_list(folder, scratch, &files);
    if (error.code) {
        array_push(&rules->problems, error);
        return;
    }
    for (size_t i = 0; i < files.count; i++) {
        const char *name = files.items[i].name;
        size_t length = strlen(name);
        if (files.items[i].is_folder || length <= 4 || strcmp(name + length - 4, ".sql") != 0) {
            continue;
        }
        const char *path = path_join(scratch, folder, name);
        if (!is_word(name, length - 4)) {
            error = error_make(ERROR_INPUT,
                               "%s: a rule's file name has lower-case letters, digits and hyphens",
                               path);
        } else {
            char *stem = arena_copy(scratch, name, length - 4);
            error = add_file(rules, path, path_join(scratch, area, stem));
        }
        if (error.code) {
            array_push(&rules->problems, error);
        }
    }
    array_free(&files);
}

Error rules_add_folder(RuleSet *rules, const char *folder) {
    Arena scratch = {0};
    FolderEntries areas = {0};
    Error error = folder_list(folder, &scratch, &areas);
    if (!error.code) {
        /* Rules that lie in the folder itself get its name as their area. */
        const char *own = path_file_name(folder);
        add_area(rules, &scratch, folder, is_word(own, strlen(own)) ? own : "custom");
        for (size_t i = 0; i < areas.count; i++) {
            const char *area = areas.items[i].name;
            if (areas.items[i].is_folder && is_word(area, strlen(area))) {
                add_area(rules, &scratch, path_join(&scratch, folder, area), area);
            }
        }
        array_free(&areas);
        if (rules->items.count > 0) {
            qsort(rules->items.items, rules->items.count, sizeof *rules->items.items,
                  compare_rules);
        }
    }
    arena_free(&scratch);
    return error;
}

void rules_free(RuleSet *rules) {
    array_free(&rules->items);
    array_free(&rules->problems);
    arena_free(&rules->arena);
    *rules = (RuleSet){0};
}

const Rule *rules_find(const RuleSet *rules, const char *id) {
    for (size_t i = 0; i < rules->items.count; i++) {
        if (strcmp(rules->items.items[i].id, id) == 0) {
            return &rules->items.items[i];
        }
    }
    return NULL;
}

static const char *name_of(const char *id) {
    const char *slash = strchr(id, '/');
    return slash ? slash + 1 : id;
}

const Rule *rules_nearest(const RuleSet *rules, const char *id) {
    /* Without an area it is a name that was meant, whatever its area. */
    bool bare = strchr(id, '/') == NULL;
    const char **known = memory_allocate((rules->items.count + 1) * sizeof *known);
    for (size_t i = 0; i < rules->items.count; i++) {
        const char *own = rules->items.items[i].id;
        known[i] = bare ? name_of(own) : own;
    }
    const char *near = text_nearest(id, known, rules->items.count);
    const Rule *found = NULL;
    for (size_t i = 0; near && i < rules->items.count && !found; i++) {
        found = known[i] == near ? &rules->items.items[i] : NULL;
    }
    free(known);
    return found;
}
