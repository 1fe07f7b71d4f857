#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "history/edit_parts.h"

static Error find_connection(const Design *design, const char *id, const Connection **connection) {
    const Connection *found = design_connection(design, id);
    if (!found) {
        return error_make(ERROR_REFUSED, "no connection of the design has the id `%s`", id);
    }
    *connection = found;
    return error_none();
}

/* A file may have a store that calls a service, for what it stands for; drawn, it is a line that
 * was pulled from the wrong end. A cache reads through, a store with a change log may publish what is
 * in its outbox, and an object store sends notices. NULL when nothing speaks against it. */
static const char *why_backwards(ConnectionKind kind, const Component *from) {
    KindId source = from->kind->id;
    if (from->kind->group != GROUP_DATA || source == KIND_CACHE) {
        return NULL;
    }
    if (kind == CONNECTION_CALL) {
        return "is a store, and calls nobody";
    }
    if (kind == CONNECTION_PUBLISH &&
        (source == KIND_TIMESERIES_DB || source == KIND_SEARCH_INDEX)) {
        return "is a store that tells nobody of its changes";
    }
    return NULL;
}

/* Whether a connection may join these two; `except` is the one that is being changed, or NULL. */
static Error check_connection(const Design *design, ConnectionKind kind, const char *from,
                              const char *to, const Connection *except) {
    const Component *source = design_component(design, from);
    const Component *target = design_component(design, to);
    Error error = connection_check_ends(kind, source, target);
    const char *backwards = error.code ? NULL : why_backwards(kind, source);
    if (backwards) {
        return error_make(ERROR_REFUSED,
                          "%s %s; draw it from the other end, or put a worker between",
                          source->label, backwards);
    }
    for (size_t i = 0; i < design->connections.count && !error.code; i++) {
        const Connection *other = design->connections.items[i];
        if (other != except && other->kind->id == kind && strcmp(other->from, from) == 0 &&
            strcmp(other->to, to) == 0) {
            char name[EDIT_NAME_SIZE];
            edit_name_ends(design, from, to, name);
            error = error_make(ERROR_REFUSED, "%s is there already, as a connection of kind %s",
                               name, connection_kind_name(kind));
        }
    }
    return error;
}

static void put_connection(Connection *connection, Command *command) {
    Element element = {.type = ELEMENT_CONNECTION, .as.connection = connection};
    command_put(command, element, SIZE_MAX);
}

/* Makes it a connection of that kind, with those of its settings that the kind has too. */
static void change_kind(Connection *connection, const ConnectionSpec *kind) {
    Settings kept = {0};
    for (size_t i = 0; i < connection->settings.count; i++) {
        const Setting *setting = &connection->settings.items[i];
        const SettingSpec *spec = connection_setting(kind, setting->spec->id);
        if (spec && !setting_check(spec, &setting->value).code) {
            settings_set(&kept, spec, &setting->value);
        }
    }
    array_free(&connection->settings);
    connection->settings = kept;
    connection->kind = kind;
}

Error edit_connect(const Design *design, const char *from, const char *to, ConnectionKind kind,
                   char *id, Command *command) {
    const Component *source, *target;
    Error error = edit_find_component(design, from, &source);
    if (!error.code) {
        error = edit_find_component(design, to, &target);
    }
    if (error.code) {
        return error;
    }
    ConnectionKind chosen = kind == CONNECTION_KIND_COUNT ? connection_infer(source, target) : kind;
    error = check_connection(design, chosen, from, to, NULL);
    if (error.code) {
        return error;
    }
    TextBuffer stem = {0};
    text_append_format(&stem, "%s-%s", from, to);
    design_fresh_id(design, text_of(&stem), id);
    text_free(&stem);
    put_connection(connection_new(&design->catalog->connections[chosen], id, from, to), command);
    char name[EDIT_NAME_SIZE];
    edit_name_ends(design, from, to, name);
    command_name(command, "Connect %s", name);
    return error;
}

Error edit_add_connected(const Design *design, KindId kind, int x, int y, const char *from,
                         char *id, Command *command) {
    Error error = edit_add_component(design, kind, x, y, id, command);
    if (error.code) {
        return error;
    }
    Design *scratch = design_copy(design);
    Command connect = {0};
    char line[ID_SIZE];
    error = design_put(scratch, &command->changes.items[0].after, SIZE_MAX);
    if (!error.code) {
        error = edit_connect(scratch, from, id, CONNECTION_KIND_COUNT, line, &connect);
    }
    if (error.code) {
        command_free(command);
    } else {
        command_put(command, element_copy(&connect.changes.items[0].after), SIZE_MAX);
    }
    command_free(&connect);
    design_free(scratch);
    return error;
}

Error edit_set_connection_kind(const Design *design, const char *id, ConnectionKind kind,
                               Command *command) {
    const Connection *connection = NULL;
    Error error = find_connection(design, id, &connection);
    if (error.code || connection->kind->id == kind) {
        return error;
    }
    error = check_connection(design, kind, connection->from, connection->to, connection);
    if (error.code) {
        return error;
    }
    Connection *changed = connection_copy(connection);
    change_kind(changed, &design->catalog->connections[kind]);
    put_connection(changed, command);
    char name[EDIT_NAME_SIZE];
    edit_name_ends(design, changed->from, changed->to, name);
    command_name(command, "Change kind of %s to %s", name, changed->kind->title);
    return error;
}

/* Draws it between other ends: of its kind if that makes sense there, else of the inferred one. */
static Error redraw(const Design *design, const Connection *connection, const char *from,
                    const char *to, Command *command) {
    const Component *source = design_component(design, from);
    const Component *target = design_component(design, to);
    ConnectionKind kind = connection->kind->id;
    if (connection_check_ends(kind, source, target).code) {
        kind = connection_infer(source, target);
    }
    Error error = check_connection(design, kind, from, to, connection);
    if (error.code) {
        return error;
    }
    Connection *changed = connection_copy(connection);
    text_copy(changed->from, sizeof changed->from, from);
    text_copy(changed->to, sizeof changed->to, to);
    change_kind(changed, &design->catalog->connections[kind]);
    put_connection(changed, command);
    return error;
}

Error edit_reconnect(const Design *design, const char *id, EditEnd end, const char *component,
                     Command *command) {
    const Connection *connection = NULL;
    const Component *other = NULL;
    Error error = find_connection(design, id, &connection);
    if (!error.code) {
        error = edit_find_component(design, component, &other);
    }
    if (error.code) {
        return error;
    }
    const char *from = end == EDIT_FROM ? other->id : connection->from;
    const char *to = end == EDIT_TO ? other->id : connection->to;
    if (strcmp(from, connection->from) == 0 && strcmp(to, connection->to) == 0) {
        return error;
    }
    error = redraw(design, connection, from, to, command);
    if (!error.code) {
        char name[EDIT_NAME_SIZE];
        edit_name_ends(design, from, to, name);
        command_name(command, "Reconnect %s", name);
    }
    return error;
}

Error edit_reverse(const Design *design, const char *id, Command *command) {
    const Connection *connection = NULL;
    Error error = find_connection(design, id, &connection);
    if (!error.code) {
        error = redraw(design, connection, connection->to, connection->from, command);
    }
    if (!error.code) {
        char name[EDIT_NAME_SIZE];
        edit_name_ends(design, connection->from, connection->to, name);
        command_name(command, "Reverse %s", name);
    }
    return error;
}

static bool names_operation(const Connection *connection, const char *operation) {
    for (size_t i = 0; i < connection->operations.count; i++) {
        if (strcmp(connection->operations.items[i].id, operation) == 0) {
            return true;
        }
    }
    return false;
}

static bool same_operations(const Connection *a, const Connection *b) {
    bool same = a->operations.count == b->operations.count;
    for (size_t i = 0; i < a->operations.count && same; i++) {
        same = strcmp(a->operations.items[i].id, b->operations.items[i].id) == 0;
    }
    return same;
}

Error edit_set_operations(const Design *design, const char *id, const OperationName *operations,
                          size_t count, Command *command) {
    const Connection *connection = NULL;
    Error error = find_connection(design, id, &connection);
    for (size_t i = 0; i < count && !error.code; i++) {
        if (!json_is_id(operations[i].id)) {
            error =
                error_make(ERROR_REFUSED, "`%s` is not the id of an operation", operations[i].id);
        }
    }
    if (error.code) {
        return error;
    }
    Connection *changed = connection_copy(connection);
    changed->operations.count = 0;
    for (size_t i = 0; i < count; i++) {
        if (!names_operation(changed, operations[i].id)) {
            array_push(&changed->operations, operations[i]);
        }
    }
    changed->all_operations = changed->operations.count == 0;
    if (same_operations(changed, connection)) {
        connection_free(changed);
        return error;
    }
    put_connection(changed, command);
    char name[EDIT_NAME_SIZE];
    edit_name_ends(design, changed->from, changed->to, name);
    command_name(command, "Set operations of %s", name);
    return error;
}
