#include "model/design_check.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "model/text_check.h"

/* ---- Parts of elements ----------------------------------------------------------------------- */

static Error check_id(const Design *design, ElementType type, const char *id) {
    if (!json_is_id(id)) {
        return error_make(ERROR_INPUT,
                          "`%s` is not an id; use 1 to %d of a-z, 0-9, - and _, with a letter or a "
                          "digit first",
                          id, ID_SIZE - 1);
    }
    ElementType taken = type;
    if (design_id_type(design, id, &taken) && taken != type) {
        return error_make(ERROR_REFUSED, "the id `%s` is already that of the %s `%s`", id,
                          element_type_name(taken), id);
    }
    return error_none();
}

static Error check_settings(const Settings *settings, const SettingSpec *specs, size_t spec_count,
                            const char *kind_title) {
    for (size_t i = 0; i < settings->count; i++) {
        const Setting *setting = &settings->items[i];
        size_t position = 0;
        while (position < spec_count && setting->spec != &specs[position]) {
            position++;
        }
        if (position == spec_count) {
            return error_make(ERROR_REFUSED, "%s has no setting `%s`", kind_title,
                              setting->spec->id);
        }
        assert(i == 0 || settings->items[i - 1].spec < setting->spec);
        Error error = setting_check(setting->spec, &setting->value);
        if (error.code) {
            return error_prefix(error, "%s", setting->spec->id);
        }
    }
    return error_none();
}

static bool is_coordinate(int value) {
    return value >= -LIMIT_COORDINATE && value <= LIMIT_COORDINATE;
}

static Error check_place(int x, int y) {
    if (!is_coordinate(x) || !is_coordinate(y)) {
        return error_make(ERROR_LIMIT, "(%d, %d) is too far out; the canvas ends at %d units", x, y,
                          LIMIT_COORDINATE);
    }
    return error_none();
}

static Error check_box(int x, int y, int w, int h) {
    if (w <= 0 || h <= 0 || w > LIMIT_COORDINATE || h > LIMIT_COORDINATE) {
        return error_make(ERROR_REFUSED, "a size of %d x %d does not do; both must be 1 to %d", w,
                          h, LIMIT_COORDINATE);
    }
    return check_place(x, y);
}

static Error check_room(const char *what, size_t count, size_t limit) {
    return count < limit ? error_none()
                         : error_make(ERROR_LIMIT, "a design has at most %zu %s", limit, what);
}

/* ---- Components ------------------------------------------------------------------------------ */

/* A component of another kind must still suit its connections. */
static Error check_connections_of(const Design *design, const Component *component) {
    for (size_t i = 0; i < design->connections.count; i++) {
        const Connection *connection = design->connections.items[i];
        bool from = strcmp(connection->from, component->id) == 0;
        bool to = strcmp(connection->to, component->id) == 0;
        if (from || to) {
            Error error = connection_check_ends(
                connection->kind->id, from ? component : design_component(design, connection->from),
                to ? component : design_component(design, connection->to));
            if (error.code) {
                return error;
            }
        }
    }
    return error_none();
}

static Error check_component(const Design *design, const Component *component) {
    Error error = check_place(component->x, component->y);
    if (!error.code) {
        error = text_check("the label", component->label);
    }
    if (!error.code) {
        error = text_check("the reason", component->why);
    }
    if (!error.code) {
        error = check_settings(&component->settings, component->kind->settings,
                               component->kind->setting_count, component->kind->title);
    }
    if (error.code) {
        return error;
    }
    const Component *old = design_component(design, component->id);
    if (!old) {
        return check_room("components", design->components.count, LIMIT_COMPONENTS);
    }
    return old->kind == component->kind ? error_none() : check_connections_of(design, component);
}

/* ---- Connections ----------------------------------------------------------------------------- */

Error design_check_component_exists(const Design *design, const char *id) {
    if (design_component(design, id)) {
        return error_none();
    }
    const char **ids = memory_allocate((design->components.count + 1) * sizeof *ids);
    for (size_t i = 0; i < design->components.count; i++) {
        ids[i] = design->components.items[i]->id;
    }
    const char *nearest = text_nearest(id, ids, design->components.count);
    Error error = nearest
                      ? error_make(ERROR_REFUSED, "there is no component `%s`; did you mean `%s`?",
                                   id, nearest)
                      : error_make(ERROR_REFUSED, "there is no component `%s`", id);
    free(ids);
    return error;
}

static Error check_operations(const Connection *connection) {
    size_t count = connection->operations.count;
    if (connection->all_operations != (count == 0)) {
        return error_make(ERROR_REFUSED, "a connection carries all operations or names some");
    }
    if (count > LIMIT_LIST) {
        return error_make(ERROR_LIMIT, "%zu operations; at most %d are allowed", count, LIMIT_LIST);
    }
    for (size_t i = 0; i < count; i++) {
        const char *id = connection->operations.items[i].id;
        if (!json_is_id(id)) {
            return error_make(ERROR_INPUT, "`%s` is not the id of an operation", id);
        }
        for (size_t j = 0; j < i; j++) {
            if (strcmp(connection->operations.items[j].id, id) == 0) {
                return error_make(ERROR_REFUSED, "the operation `%s` stands twice", id);
            }
        }
    }
    return error_none();
}

static Error check_connection(const Design *design, const Connection *connection) {
    Error error = design_check_component_exists(design, connection->from);
    if (!error.code) {
        error = design_check_component_exists(design, connection->to);
    }
    if (!error.code) {
        error =
            connection_check_ends(connection->kind->id, design_component(design, connection->from),
                                  design_component(design, connection->to));
    }
    if (!error.code) {
        error = text_check("the label", connection->label);
    }
    if (!error.code) {
        error = check_operations(connection);
    }
    if (!error.code) {
        error = check_settings(&connection->settings, connection->kind->settings,
                               connection->kind->setting_count, connection->kind->title);
    }
    if (!error.code && !design_connection(design, connection->id)) {
        error = check_room("connections", design->connections.count, LIMIT_CONNECTIONS);
    }
    return error;
}

/* ---- The others ------------------------------------------------------------------------------ */

static Error check_area(const Design *design, const Area *area) {
    Error error = check_box(area->x, area->y, area->w, area->h);
    if (!error.code) {
        error = text_check("the label", area->label);
    }
    if (!error.code && !design_area(design, area->id)) {
        error = check_room("areas", design->areas.count, LIMIT_AREAS);
    }
    return error;
}

static Error check_note(const Design *design, const Note *note) {
    Error error = check_box(note->x, note->y, note->w, note->h);
    if (!error.code) {
        error = text_check("the note", note->text);
    }
    if (!error.code && !design_note(design, note->id)) {
        error = check_room("notes", design->notes.count, LIMIT_NOTES);
    }
    return error;
}

static Error check_scenario(const char *id) {
    return id[0] == '\0' || json_is_id(id)
               ? error_none()
               : error_make(ERROR_INPUT, "`%s` is not the id of a scenario", id);
}

Error design_check_element(const Design *design, const Element *element) {
    if (element->type <= ELEMENT_NOTE) {
        Error error = check_id(design, element->type, element_id(element));
        if (error.code) {
            return error;
        }
    }
    switch (element->type) {
    case ELEMENT_COMPONENT:
        return check_component(design, element->as.component);
    case ELEMENT_CONNECTION:
        return check_connection(design, element->as.connection);
    case ELEMENT_AREA:
        return check_area(design, element->as.area);
    case ELEMENT_NOTE:
        return check_note(design, element->as.note);
    case ELEMENT_TITLE:
        return text_check("the title", element->as.text);
    case ELEMENT_SCENARIO:
        return check_scenario(element->as.text);
    case ELEMENT_ANSWERS:
        return answers_check(element->as.answers);
    case ELEMENT_TYPE_COUNT:
        break;
    }
    assert(false);
    return error_none();
}
