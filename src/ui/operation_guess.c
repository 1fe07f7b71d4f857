#include "ui/operation_guess.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"

/* ---- What reaches a component ------------------------------------------------------------------ */

static void mark(const Design *design, bool *reached, const char *id, bool *grew) {
    size_t at = design_position(design, ELEMENT_COMPONENT, id);
    if (!reached[at]) {
        reached[at] = true;
        *grew = true;
    }
}

/* Along all connections that carry it, from whoever issues it. */
static bool reaches(const Design *design, const Operation *operation, const char *component) {
    size_t count = design->components.count;
    bool *reached = memory_allocate(count * sizeof *reached);
    for (size_t i = 0; i < count; i++) {
        reached[i] = design->components.items[i]->kind->id == operation->from;
    }
    for (bool grew = true; grew;) {
        grew = false;
        for (size_t i = 0; i < design->connections.count; i++) {
            const Connection *line = design->connections.items[i];
            if (reached[design_position(design, ELEMENT_COMPONENT, line->from)] &&
                connection_carries(line, operation->id)) {
                mark(design, reached, line->to, &grew);
            }
        }
    }
    bool found = reached[design_position(design, ELEMENT_COMPONENT, component)];
    free(reached);
    return found;
}

/* ---- What a label names ------------------------------------------------------------------------ */

enum { WORD_SIZE = 32, LEAST_WORD = 3 };

/* The next word in lower case, "e-mail" as "email"; false at the end of the text. */
static bool next_word(const char **text, char word[WORD_SIZE]) {
    size_t length = 0;
    for (; **text; ++*text) {
        char c = **text;
        c = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
        bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
        if (letter && length + 1 < WORD_SIZE) {
            word[length++] = c;
        } else if (!letter && c != '-' && length > 0) {
            break;
        }
    }
    word[length] = '\0';
    return length > 0;
}

/* "alert" and "alerts" are one word. */
static bool same_word(const char *a, const char *b) {
    size_t left = strlen(a), right = strlen(b);
    size_t shorter = left < right ? left : right, longer = left < right ? right : left;
    return shorter >= LEAST_WORD && longer - shorter <= 1 && strncmp(a, b, shorter) == 0 &&
           (longer == shorter || (left > right ? a : b)[shorter] == 's');
}

static bool shares_word(const char *label, const char *title) {
    char ours[WORD_SIZE], theirs[WORD_SIZE];
    for (const char *at = label; next_word(&at, ours);) {
        for (const char *other = title; next_word(&other, theirs);) {
            if (same_word(ours, theirs)) {
                return true;
            }
        }
    }
    return false;
}

static bool named_by(const Component *target, const Operation *operation) {
    return shares_word(target->label, operation->title) ||
           shares_word(target->label, operation->id);
}

static bool has_sibling(const Design *design, const Connection *connection,
                        const Component *target) {
    for (size_t i = 0; i < design->connections.count; i++) {
        const Connection *other = design->connections.items[i];
        const Component *end = design_component(design, other->to);
        if (other != connection && strcmp(other->from, connection->from) == 0 && end != target &&
            end->kind == target->kind) {
            return true;
        }
    }
    return false;
}

/* ---- The guess --------------------------------------------------------------------------------- */

typedef bool (*Meant)(const Component *from, const Component *to, const Operation *operation);

static bool meant_by_name(const Component *from, const Component *to, const Operation *operation) {
    (void)from;
    return named_by(to, operation);
}

static bool meant_by_effect(const Component *from, const Component *to,
                            const Operation *operation) {
    (void)from;
    return operation->has_effect && operation->effect_at[to->kind->id];
}

/* The effect is still to come when the message is handed over: workers or providers bring it about. */
static bool meant_for_later(const Component *from, const Component *to,
                            const Operation *operation) {
    (void)to;
    bool by_others = operation->effect_at[KIND_WORKER] || operation->effect_at[KIND_EXTERNAL];
    return operation->has_effect && by_others && !operation->effect_at[from->kind->id];
}

/* The operations that are meant, if they are some of those that come and not all. */
static size_t choose(const Scenario *scenario, const bool *comes, Meant meant,
                     const Component *from, const Component *to, OperationName *names) {
    size_t chosen = 0, coming = 0;
    for (size_t i = 0; i < scenario->operation_count; i++) {
        coming += comes[i];
        if (comes[i] && meant(from, to, &scenario->operations[i])) {
            text_copy(names[chosen++].id, ID_SIZE, scenario->operations[i].id);
        }
    }
    return chosen < coming ? chosen : 0;
}

size_t operation_guess(const Design *design, const Scenario *scenario, const Connection *connection,
                       OperationName *names) {
    const Component *from = design_component(design, connection->from);
    const Component *to = design_component(design, connection->to);
    bool sends =
        connection->kind->id == CONNECTION_CALL || connection->kind->id == CONNECTION_PUBLISH;
    if (!connection->all_operations || !sends) {
        return 0;
    }
    bool *comes = memory_allocate(scenario->operation_count * sizeof *comes);
    for (size_t i = 0; i < scenario->operation_count; i++) {
        comes[i] = reaches(design, &scenario->operations[i], from->id);
    }
    size_t count = 0;
    if (has_sibling(design, connection, to)) {
        count = choose(scenario, comes, meant_by_name, from, to, names);
    }
    if (count == 0 && to->kind->id == KIND_EXTERNAL) {
        count = choose(scenario, comes, meant_by_effect, from, to, names);
    }
    if (count == 0 && connection->kind->id == CONNECTION_PUBLISH) {
        count = choose(scenario, comes, meant_for_later, from, to, names);
    }
    free(comes);
    return count;
}
