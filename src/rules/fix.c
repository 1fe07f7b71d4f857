#include "rules/fix.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "history/edit.h"
#include "history/edit_parts.h"
#include "rules/clause_check.h"
#include "rules/facts.h"
#include "rules/placement.h"

/* What a name such as @dead stands for. */
typedef struct Made {
    const char *name;
    char id[ID_SIZE];
    bool is_new;
    char near[ID_SIZE]; /* of a new component: what it stands beside */
} Made;

typedef struct Fixing {
    const Rule *rule;
    Design *design; /* as it is after the clauses so far */
    Command *whole;
    const Clause *clause; /* of the rule, that is carried out: for messages */
    ARRAY_OF(Made) made;
    Arena arena;
} Fixing;

static Error fail_at(const Fixing *fixing, Error error) {
    return error.code ? error_prefix(error, "%s:%d: `%s`", fixing->rule->path, fixing->clause->line,
                                     clause_verb_name(fixing->clause->verb))
                      : error;
}

/* ---- The whole, from the steps --------------------------------------------------------------- */

/* The last change of this element, SIZE_MAX when there is none or it is gone since. */
static size_t find_change(const Command *command, ElementType type, const char *id) {
    for (size_t i = command->changes.count; i-- > 0;) {
        const Change *change = &command->changes.items[i];
        if (change->type == type && strcmp(change->id, id) == 0) {
            return change->removes ? SIZE_MAX : i;
        }
    }
    return SIZE_MAX;
}

static void drop_change(Command *command, size_t position) {
    element_free(&command->changes.items[position].after);
    command->changes.count--;
    memmove(&command->changes.items[position], &command->changes.items[position + 1],
            (command->changes.count - position) * sizeof *command->changes.items);
}

/* Adds a change, so that each element has one in the end. Of a component it takes the place of the
 * one before, since connections after that may need it; a connection goes to the end, since it may
 * need what came in between. */
static void add_change(Command *whole, const Change *change) {
    if (change->removes) {
        command_remove(whole, change->type, change->id);
        return;
    }
    size_t before = find_change(whole, change->type, change->id);
    Element after = element_copy(&change->after);
    size_t position = change->position;
    if (before != SIZE_MAX && change->type == ELEMENT_COMPONENT) {
        element_free(&whole->changes.items[before].after);
        whole->changes.items[before].after = after;
        return;
    }
    if (before != SIZE_MAX) {
        position = whole->changes.items[before].position;
        drop_change(whole, before);
    }
    command_put(whole, after, position);
}

/* Applies a step to the copy, and makes it a part of the whole. Frees it. */
static Error take_step(Fixing *fixing, Error error, Command *step) {
    if (!error.code) {
        error = command_apply(step, fixing->design);
    }
    for (size_t i = 0; i < step->changes.count && !error.code; i++) {
        add_change(fixing->whole, &step->changes.items[i]);
    }
    command_free(step);
    return fail_at(fixing, error);
}

/* ---- Names and ids --------------------------------------------------------------------------- */

static Made *find_made(Fixing *fixing, const char *name) {
    for (size_t i = 0; i < fixing->made.count; i++) {
        if (strcmp(fixing->made.items[i].name, name) == 0) {
            return &fixing->made.items[i];
        }
    }
    return NULL;
}

static void name_part(Fixing *fixing, const char *name, const char *id, const char *near) {
    if (!name) {
        return;
    }
    Made *made = find_made(fixing, name);
    if (!made) {
        array_push(&fixing->made, (Made){.name = name});
        made = &fixing->made.items[fixing->made.count - 1];
    }
    text_copy(made->id, sizeof made->id, id);
    made->is_new = near != NULL;
    text_copy(made->near, sizeof made->near, near ? near : "");
}

/* The next id of a list, names looked up; those that stand for nothing are passed over. */
static bool next_id(Fixing *fixing, const char *list, size_t *at, char id[ID_SIZE]) {
    char word[ID_SIZE];
    while (clause_next_word(list, at, word, sizeof word)) {
        const Made *made = word[0] == '@' ? find_made(fixing, word) : NULL;
        if (made || word[0] != '@') {
            text_copy(id, ID_SIZE, made ? made->id : word);
            return true;
        }
    }
    return false;
}

/* ---- Settings -------------------------------------------------------------------------------- */

static const SettingSpec *setting_of(const Design *design, const char *id, const char *name) {
    const Component *component = design_component(design, id);
    const Connection *connection = design_connection(design, id);
    return component    ? kind_setting(component->kind, name)
           : connection ? connection_setting(connection->kind, name)
                        : NULL;
}

/* `text` NULL: back to the default. */
static Error set_one(Fixing *fixing, const char *id, const char *name, const char *text) {
    Command step = {0};
    SettingValue value;
    const SettingSpec *spec = setting_of(fixing->design, id, name);
    Error error = error_none();
    if (spec && text) {
        error = clause_value(spec, text, &value);
        error = error.code ? error_prefix(error, "%s", name) : error;
    }
    if (!error.code) {
        error = edit_set_setting(fixing->design, id, name, text ? &value : NULL, &step);
    }
    return take_step(fixing, error, &step);
}

static Error set_all(Fixing *fixing, const Clause *clause) {
    Error error = error_none();
    char id[ID_SIZE];
    for (size_t at = 0; !error.code && next_id(fixing, clause->fields[FIELD_SUBJECT], &at, id);) {
        error = set_one(fixing, id, clause->fields[FIELD_SETTING], clause->fields[FIELD_VALUE]);
    }
    return error;
}

static Error set_given(Fixing *fixing, const Clause *clause, const char *id) {
    Error error = error_none();
    for (size_t i = 0; i < clause->setting_count && !error.code; i++) {
        error = set_one(fixing, id, clause->settings[i].name, clause->settings[i].value);
    }
    return error;
}

static Error set_operations(Fixing *fixing, const char *connection, const char *list) {
    ARRAY_OF(OperationName) names = {0};
    OperationName name;
    for (size_t at = 0; clause_next_word(list, &at, name.id, sizeof name.id);) {
        array_push(&names, name);
    }
    Command step = {0};
    Error error = edit_set_operations(fixing->design, connection, names.items, names.count, &step);
    array_free(&names);
    return take_step(fixing, error, &step);
}

/* ---- Parts ----------------------------------------------------------------------------------- */

static Error find_kind(const char *word, KindId *kind) {
    for (size_t i = 0; i < KIND_COUNT; i++) {
        if (strcmp(KIND_NAMES[i], word) == 0) {
            *kind = (KindId)i;
            return error_none();
        }
    }
    return error_make(ERROR_REFUSED, "`%s` is no kind of component", word);
}

static Error find_connection_kind(const char *word, ConnectionKind *kind) {
    for (size_t i = 0; i < CONNECTION_KIND_COUNT; i++) {
        if (strcmp(CONNECTION_KIND_NAMES[i], word) == 0) {
            *kind = (ConnectionKind)i;
            return error_none();
        }
    }
    return error_make(ERROR_REFUSED, "`%s` is no kind of connection", word);
}

static Error find_part(Fixing *fixing, const Clause *clause) {
    KindId kind = KIND_COUNT;
    Error error = find_kind(clause->fields[FIELD_KIND], &kind);
    for (size_t i = 0; i < fixing->design->components.count && !error.code; i++) {
        const Component *component = fixing->design->components.items[i];
        if (component->kind->id == kind) {
            name_part(fixing, clause->fields[FIELD_NAME], component->id, NULL);
            break;
        }
    }
    return fail_at(fixing, error);
}

static Error add_part(Fixing *fixing, const Clause *clause) {
    const char *name = clause->fields[FIELD_NAME];
    char near[ID_SIZE], id[ID_SIZE];
    size_t at = 0;
    if (find_made(fixing, name) || !next_id(fixing, clause->fields[FIELD_NEAR], &at, near)) {
        return error_none();
    }
    const Component *beside;
    KindId kind = KIND_COUNT;
    Error error = edit_find_component(fixing->design, near, &beside);
    if (!error.code) {
        error = find_kind(clause->fields[FIELD_KIND], &kind);
    }
    if (error.code) {
        return fail_at(fixing, error);
    }
    TextBuffer label = {0};
    edit_fresh_label(fixing->design, clause->fields[FIELD_LABEL], &label);
    design_fresh_id(fixing->design, text_of(&label), id);
    Component *component =
        component_new(&fixing->design->catalog->kinds[kind], id, beside->x, beside->y);
    text_replace(&component->label, text_of(&label));
    text_replace(&component->why, clause->fields[FIELD_WHY] ? clause->fields[FIELD_WHY] : "");
    text_free(&label);
    Command step = {0};
    command_put(&step, (Element){.type = ELEMENT_COMPONENT, .as.component = component}, SIZE_MAX);
    error = take_step(fixing, error_none(), &step);
    if (!error.code) {
        name_part(fixing, name, id, near);
        error = set_given(fixing, clause, id);
    }
    return error;
}

static const Connection *same_connection(const Design *design, const char *from, const char *to,
                                         ConnectionKind kind) {
    for (size_t i = 0; i < design->connections.count; i++) {
        const Connection *connection = design->connections.items[i];
        if (connection->kind->id == kind && strcmp(connection->from, from) == 0 &&
            strcmp(connection->to, to) == 0) {
            return connection;
        }
    }
    return NULL;
}

static Error connect_two(Fixing *fixing, const Clause *clause, const char *from, const char *to) {
    ConnectionKind kind = CONNECTION_KIND_COUNT;
    Error error = find_connection_kind(clause->fields[FIELD_CONNECTION_KIND], &kind);
    if (error.code) {
        return fail_at(fixing, error);
    }
    const Connection *same = same_connection(fixing->design, from, to, kind);
    if (same) {
        name_part(fixing, clause->fields[FIELD_NAME], same->id, NULL);
        return error;
    }
    char id[ID_SIZE];
    Command step = {0};
    error = edit_connect(fixing->design, from, to, kind, id, &step);
    char later[ID_SIZE];
    size_t at = 0;
    if (!error.code && clause->fields[FIELD_BEFORE] &&
        next_id(fixing, clause->fields[FIELD_BEFORE], &at, later)) {
        step.changes.items[0].position = design_position(fixing->design, ELEMENT_CONNECTION, later);
    }
    error = take_step(fixing, error, &step);
    if (!error.code && clause->fields[FIELD_OPERATIONS]) {
        error = set_operations(fixing, id, clause->fields[FIELD_OPERATIONS]);
    }
    if (!error.code) {
        name_part(fixing, clause->fields[FIELD_NAME], id, NULL);
        error = set_given(fixing, clause, id);
    }
    return error;
}

static Error connect_all(Fixing *fixing, const Clause *clause) {
    Error error = error_none();
    char from[ID_SIZE], to[ID_SIZE];
    for (size_t a = 0; !error.code && next_id(fixing, clause->fields[FIELD_SUBJECT], &a, from);) {
        for (size_t b = 0; !error.code && next_id(fixing, clause->fields[FIELD_OTHER], &b, to);) {
            error = connect_two(fixing, clause, from, to);
        }
    }
    return error;
}

static Error move_end(Fixing *fixing, const char *connection, EditEnd end, const char *to) {
    char id[ID_SIZE];
    size_t at = 0;
    if (!to || !next_id(fixing, to, &at, id)) {
        return error_none();
    }
    Command step = {0};
    Error error = edit_reconnect(fixing->design, connection, end, id, &step);
    return take_step(fixing, error, &step);
}

/* What is done to one part that is there. */
static Error change_part(Fixing *fixing, const Clause *clause, const char *id) {
    Command step = {0};
    if (clause->verb == CLAUSE_REMOVE) {
        Error error = edit_delete(fixing->design, (const char *[]){id}, 1, &step);
        return take_step(fixing, error, &step);
    }
    if (clause->verb == CLAUSE_WHY) {
        const Component *component;
        Error error = edit_find_component(fixing->design, id, &component);
        if (!error.code && component->why[0] == '\0') {
            error = edit_set_why(fixing->design, id, clause->fields[FIELD_WHY], &step);
        }
        return take_step(fixing, error, &step);
    }
    if (clause->verb == CLAUSE_KIND) {
        ConnectionKind kind = CONNECTION_KIND_COUNT;
        Error error = find_connection_kind(clause->fields[FIELD_CONNECTION_KIND], &kind);
        if (!error.code) {
            error = edit_set_connection_kind(fixing->design, id, kind, &step);
        }
        return take_step(fixing, error, &step);
    }
    if (clause->verb == CLAUSE_OPERATIONS) {
        return set_operations(fixing, id, clause->fields[FIELD_OPERATIONS]);
    }
    Error error = move_end(fixing, id, EDIT_FROM, clause->fields[FIELD_FROM]);
    return error.code ? error : move_end(fixing, id, EDIT_TO, clause->fields[FIELD_TO]);
}

static Error carry_out(Fixing *fixing, const Clause *clause) {
    switch (clause->verb) {
    case CLAUSE_SET:
    case CLAUSE_UNSET:
        return set_all(fixing, clause);
    case CLAUSE_ADD:
        return add_part(fixing, clause);
    case CLAUSE_FIND:
        return find_part(fixing, clause);
    case CLAUSE_CONNECT:
        return connect_all(fixing, clause);
    case CLAUSE_RECONNECT:
    case CLAUSE_OPERATIONS:
    case CLAUSE_KIND:
    case CLAUSE_REMOVE:
    case CLAUSE_WHY: {
        Error error = error_none();
        char id[ID_SIZE];
        size_t at = 0;
        while (!error.code && next_id(fixing, clause->fields[FIELD_SUBJECT], &at, id)) {
            error = change_part(fixing, clause, id);
        }
        return error;
    }
    case CLAUSE_MEASURE:
    case CLAUSE_FAULT:
    case CLAUSE_RUN:
    case CLAUSE_VERB_COUNT:
        break;
    }
    return error_none();
}

/* ---- Where the new parts stand --------------------------------------------------------------- */

/* Last of all, when it is known what they are connected with. */
static Error place_new_parts(Fixing *fixing) {
    Error error = error_none();
    for (size_t i = 0; i < fixing->made.count && !error.code; i++) {
        const Made *made = &fixing->made.items[i];
        if (!made->is_new || !design_component(fixing->design, made->id) ||
            !design_component(fixing->design, made->near)) {
            continue;
        }
        Element element;
        design_get(fixing->design, ELEMENT_COMPONENT, made->id, &element);
        placement_find(fixing->design, made->id, made->near, &element.as.component->x,
                       &element.as.component->y);
        Command step = {0};
        command_put(&step, element, SIZE_MAX);
        error = take_step(fixing, error_none(), &step);
    }
    return error;
}

/* ---------------------------------------------------------------------------------------------- */

static bool column_of(const void *row, const char *column, const char **value) {
    return finding_column(row, column, value);
}

/* To find a part is no edit. */
bool fix_exists(const Rule *rule, const Finding *finding) {
    Arena scratch = {0};
    bool exists = false;
    for (size_t i = 0; i < rule->apply.count && !exists; i++) {
        Clause clause;
        exists = rule->apply.items[i].verb != CLAUSE_FIND &&
                 clause_fill(&rule->apply.items[i], column_of, finding, &scratch, &clause);
    }
    arena_free(&scratch);
    return exists;
}

Error fix_make(const Rule *rule, const Finding *finding, const Design *design, Command *command) {
    Fixing fixing = {.rule = rule, .design = design_copy(design), .whole = command};
    Error error = error_none();
    for (size_t i = 0; i < rule->apply.count && !error.code; i++) {
        Clause clause;
        fixing.clause = &rule->apply.items[i];
        if (clause_fill(&rule->apply.items[i], column_of, finding, &fixing.arena, &clause)) {
            error = carry_out(&fixing, &clause);
        }
    }
    if (!error.code && fixing.made.count > 0) {
        error = place_new_parts(&fixing);
    }
    if (error.code) {
        command_free(command);
    } else if (command->changes.count > 0) {
        command_name(command, "Fix: %s", finding->title);
    }
    array_free(&fixing.made);
    arena_free(&fixing.arena);
    design_free(fixing.design);
    return error;
}

/* ---- In words -------------------------------------------------------------------------------- */

typedef enum Deed { ADDS, CHANGES, REMOVES, DEED_COUNT } Deed;

static Deed deed_of(const Change *change) {
    return change->removes ? REMOVES : change->had_before ? CHANGES : ADDS;
}

static void append_part(const Change *change, const Design *design, TextBuffer *out) {
    Arena scratch = {0};
    const Element *element = change->removes ? &change->before : &change->after;
    if (element->type == ELEMENT_COMPONENT) {
        text_append(out, element->as.component->label);
    } else if (element->type == ELEMENT_CONNECTION && !change->removes) {
        text_append(out, connection_title(design, element->as.connection, &scratch));
    } else {
        text_append(out, change->id);
    }
    arena_free(&scratch);
}

void fix_describe(const Command *command, const Design *design, TextBuffer *out) {
    static const char *const DEEDS[DEED_COUNT] = {"adds ", "changes ", "removes "};
    size_t start = out->length;
    for (int deed = 0; deed < DEED_COUNT; deed++) {
        size_t count = 0, told = 0;
        for (size_t i = 0; i < command->changes.count; i++) {
            count += deed_of(&command->changes.items[i]) == (Deed)deed;
        }
        for (size_t i = 0; i < command->changes.count; i++) {
            const Change *change = &command->changes.items[i];
            if (deed_of(change) != (Deed)deed) {
                continue;
            }
            if (told == 0) {
                text_append(out, out->length > start ? "; " : "");
                text_append(out, DEEDS[deed]);
            } else {
                text_append(out, told + 1 == count ? " and " : ", ");
            }
            append_part(change, design, out);
            told++;
        }
    }
    if (out->length > start) {
        out->text[start] = (char)(out->text[start] - 'a' + 'A');
        text_append_char(out, '.');
    }
}
