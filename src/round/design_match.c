#include "round/design_match.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static const size_t NONE = SIZE_MAX;

static size_t *make_list(size_t count) {
    size_t *list = memory_allocate((count + 1) * sizeof *list);
    for (size_t i = 0; i < count; i++) {
        list[i] = NONE;
    }
    return list;
}

/* ---- Components ------------------------------------------------------------------------------ */

typedef bool Alike(const DesignMatch *match, const Component *a, const Component *b);

static bool has_same_id(const DesignMatch *match, const Component *a, const Component *b) {
    (void)match;
    return strcmp(a->id, b->id) == 0;
}

static bool has_same_label(const DesignMatch *match, const Component *a, const Component *b) {
    (void)match;
    return strcmp(a->label, b->label) == 0;
}

static bool is_same_kind(const Component *a, const Component *b) {
    return a->kind->id == b->kind->id;
}

static bool has_same_kind_and_id(const DesignMatch *match, const Component *a, const Component *b) {
    return is_same_kind(a, b) && has_same_id(match, a, b);
}

static bool has_same_kind_and_label(const DesignMatch *match, const Component *a,
                                    const Component *b) {
    return is_same_kind(a, b) && has_same_label(match, a, b);
}

static size_t count_left(const Design *design, const size_t *list, const KindSpec *kind) {
    size_t count = 0;
    for (size_t i = 0; i < design->components.count; i++) {
        count += list[i] == NONE && design->components.items[i]->kind->id == kind->id;
    }
    return count;
}

static bool is_only_one(const DesignMatch *match, const Component *a, const Component *b) {
    return is_same_kind(a, b) && count_left(match->a, match->components, a->kind) == 1 &&
           count_left(match->b, match->components_back, b->kind) == 1;
}

static void match_components(DesignMatch *match, Alike *alike) {
    for (size_t i = 0; i < match->a->components.count; i++) {
        for (size_t j = 0; j < match->b->components.count && match->components[i] == NONE; j++) {
            const Component *a = match->a->components.items[i], *b = match->b->components.items[j];
            if (match->components_back[j] == NONE && alike(match, a, b)) {
                match->components[i] = j;
                match->components_back[j] = i;
            }
        }
    }
}

/* ---- Connections ----------------------------------------------------------------------------- */

static bool is_end(const DesignMatch *match, const char *a, const char *b) {
    const char *other = design_match_id(match, a);
    return other && strcmp(other, b) == 0;
}

static void match_connections(DesignMatch *match) {
    for (size_t i = 0; i < match->a->connections.count; i++) {
        const Connection *a = match->a->connections.items[i];
        for (size_t j = 0; j < match->b->connections.count && match->connections[i] == NONE; j++) {
            const Connection *b = match->b->connections.items[j];
            if (match->connections_back[j] == NONE && a->kind->id == b->kind->id &&
                is_end(match, a->from, b->from) && is_end(match, a->to, b->to)) {
                match->connections[i] = j;
                match->connections_back[j] = i;
            }
        }
    }
}

/* ---------------------------------------------------------------------------------------------- */

DesignMatch design_match(const Design *a, const Design *b) {
    DesignMatch match = {.a = a,
                         .b = b,
                         .components = make_list(a->components.count),
                         .connections = make_list(a->connections.count),
                         .components_back = make_list(b->components.count),
                         .connections_back = make_list(b->connections.count)};
    static Alike *const WAYS[] = {has_same_kind_and_id, has_same_kind_and_label, has_same_label,
                                  has_same_id, is_only_one};
    for (size_t i = 0; i < COUNT_OF(WAYS); i++) {
        match_components(&match, WAYS[i]);
    }
    match_connections(&match);
    return match;
}

void design_match_free(DesignMatch *match) {
    free(match->components);
    free(match->connections);
    free(match->components_back);
    free(match->connections_back);
    *match = (DesignMatch){0};
}

const char *design_match_id(const DesignMatch *match, const char *id) {
    size_t at = design_position(match->a, ELEMENT_COMPONENT, id);
    if (at != SIZE_MAX) {
        size_t other = match->components[at];
        return other == NONE ? NULL : match->b->components.items[other]->id;
    }
    at = design_position(match->a, ELEMENT_CONNECTION, id);
    if (at != SIZE_MAX) {
        size_t other = match->connections[at];
        return other == NONE ? NULL : match->b->connections.items[other]->id;
    }
    return id;
}
