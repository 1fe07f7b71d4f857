#include "round/part_changes.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "rules/facts.h"

enum { VALUE_SIZE = 120 };

static const char *name_of(const Component *component) {
    return component->label[0] ? component->label : component->kind->title;
}

/* ---- What changed of a part ------------------------------------------------------------------ */

static void append_change(TextBuffer *text, const char *what, const char *from, const char *to) {
    if (strcmp(from, to) != 0) {
        text_append_format(text, "%s%s %s → %s", text->length > 0 ? ", " : "", what, from, to);
    }
}

static void append_setting(TextBuffer *text, const SettingSpec *spec, const SettingValue *from,
                           const SettingValue *to) {
    char before[VALUE_SIZE], after[VALUE_SIZE];
    setting_format(spec, from, before, sizeof before);
    setting_format(spec, to, after, sizeof after);
    append_change(text, spec->label, before, after);
}

static void append_component(TextBuffer *text, const Component *from, const Component *to) {
    char before[VALUE_SIZE], after[VALUE_SIZE];
    snprintf(before, sizeof before, "“%.80s”", name_of(from));
    snprintf(after, sizeof after, "“%.80s”", name_of(to));
    append_change(text, "name", before, after);
    append_change(text, "kind", from->kind->title, to->kind->title);
    if (from->kind->id != to->kind->id) {
        return; /* another kind's settings say nothing beside these */
    }
    for (size_t i = 0; i < to->kind->setting_count; i++) {
        const SettingSpec *spec = &to->kind->settings[i];
        SettingValue old = component_setting(from, spec->id);
        SettingValue now = component_setting(to, spec->id);
        append_setting(text, spec, &old, &now);
    }
}

static void append_operations(TextBuffer *text, const Connection *connection) {
    if (connection->all_operations) {
        text_append(text, "all");
    }
    for (size_t i = 0; i < connection->operations.count; i++) {
        text_append_format(text, "%s%s", i > 0 ? " and " : "", connection->operations.items[i].id);
    }
}

static void append_connection(TextBuffer *text, const Connection *from, const Connection *to) {
    TextBuffer before = {0}, after = {0};
    append_operations(&before, from);
    append_operations(&after, to);
    append_change(text, "carries", text_of(&before), text_of(&after));
    text_free(&before);
    text_free(&after);
    for (size_t i = 0; i < to->kind->setting_count; i++) {
        const SettingSpec *spec = &to->kind->settings[i];
        SettingValue old = connection_setting_value(from, spec->id);
        SettingValue now = connection_setting_value(to, spec->id);
        append_setting(text, spec, &old, &now);
    }
}

/* ---- The list -------------------------------------------------------------------------------- */

typedef struct Lister {
    const DesignMatch *match;
    Arena *arena;
    PartChanges *changes;
} Lister;

static void add_component(const Lister *lister, PartState state, const Component *component,
                          const char *what) {
    PartChange change = {.state = state,
                         .type = ELEMENT_COMPONENT,
                         .id = arena_copy_string(lister->arena, component->id),
                         .name = arena_copy_string(lister->arena, name_of(component)),
                         .what = arena_copy_string(lister->arena, what)};
    array_push(lister->changes, change);
}

static void add_connection(const Lister *lister, PartState state, const Design *design,
                           const Connection *connection, const char *what) {
    PartChange change = {.state = state,
                         .type = ELEMENT_CONNECTION,
                         .id = arena_copy_string(lister->arena, connection->id),
                         .name = connection_title(design, connection, lister->arena),
                         .what = arena_copy_string(lister->arena, what)};
    array_push(lister->changes, change);
}

static void list_components(const Lister *lister) {
    const Design *now = lister->match->a, *other = lister->match->b;
    for (size_t i = 0; i < now->components.count; i++) {
        const Component *component = now->components.items[i];
        size_t at = lister->match->components[i];
        if (at == SIZE_MAX) {
            add_component(lister, PART_ADDED, component, component->kind->title);
            continue;
        }
        TextBuffer text = {0};
        append_component(&text, other->components.items[at], component);
        if (text.length > 0) {
            add_component(lister, PART_CHANGED, component, text_of(&text));
        }
        text_free(&text);
    }
    for (size_t i = 0; i < other->components.count; i++) {
        const Component *component = other->components.items[i];
        if (lister->match->components_back[i] == SIZE_MAX) {
            add_component(lister, PART_REMOVED, component, component->kind->title);
        }
    }
}

static void list_connections(const Lister *lister) {
    const Design *now = lister->match->a, *other = lister->match->b;
    for (size_t i = 0; i < now->connections.count; i++) {
        const Connection *connection = now->connections.items[i];
        size_t at = lister->match->connections[i];
        if (at == SIZE_MAX) {
            add_connection(lister, PART_ADDED, now, connection, connection->kind->title);
            continue;
        }
        TextBuffer text = {0};
        append_connection(&text, other->connections.items[at], connection);
        if (text.length > 0) {
            add_connection(lister, PART_CHANGED, now, connection, text_of(&text));
        }
        text_free(&text);
    }
    for (size_t i = 0; i < other->connections.count; i++) {
        const Connection *connection = other->connections.items[i];
        if (lister->match->connections_back[i] == SIZE_MAX) {
            add_connection(lister, PART_REMOVED, other, connection, connection->kind->title);
        }
    }
}

void part_changes_list(const DesignMatch *match, Arena *arena, PartChanges *changes) {
    Lister lister = {match, arena, changes};
    list_components(&lister);
    list_connections(&lister);
}
