/* The parts of a design, each on its own: made, copied, freed, and their settings. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "model/design.h"

void text_replace(char **owned, const char *text) {
    char *copy = memory_copy_string(text); /* first: `text` may be part of the old one */
    free(*owned);
    *owned = copy;
}

/* ---- Settings -------------------------------------------------------------------------------- */

static Settings copy_settings(const Settings *settings) {
    Settings copy = {0};
    for (size_t i = 0; i < settings->count; i++) {
        array_push(&copy, settings->items[i]);
    }
    return copy;
}

const Setting *settings_find(const Settings *settings, const char *setting) {
    for (size_t i = 0; i < settings->count; i++) {
        if (strcmp(settings->items[i].spec->id, setting) == 0) {
            return &settings->items[i];
        }
    }
    return NULL;
}

void settings_set(Settings *settings, const SettingSpec *spec, const SettingValue *value) {
    /* All specs are of one kind, one array, so their addresses are in the catalogue's order. */
    size_t at = 0;
    while (at < settings->count && settings->items[at].spec < spec) {
        at++;
    }
    bool chosen = at < settings->count && settings->items[at].spec == spec;
    if (value && chosen) {
        settings->items[at].value = *value;
    } else if (value) {
        Setting setting = {.spec = spec, .value = *value};
        array_push(settings, setting);
        memmove(settings->items + at + 1, settings->items + at,
                (settings->count - 1 - at) * sizeof *settings->items);
        settings->items[at] = setting;
    } else if (chosen) {
        settings->count--;
        memmove(settings->items + at, settings->items + at + 1,
                (settings->count - at) * sizeof *settings->items);
    }
}

static SettingValue value_in_force(const Settings *settings, const SettingSpec *spec) {
    assert(spec);
    const Setting *chosen = settings_find(settings, spec->id);
    return chosen ? chosen->value : spec->fallback;
}

SettingValue component_setting(const Component *component, const char *setting) {
    return value_in_force(&component->settings, kind_setting(component->kind, setting));
}

SettingValue connection_setting_value(const Connection *connection, const char *setting) {
    return value_in_force(&connection->settings, connection_setting(connection->kind, setting));
}

double component_number(const Component *component, const char *setting) {
    return component_setting(component, setting).number;
}

double connection_number(const Connection *connection, const char *setting) {
    return connection_setting_value(connection, setting).number;
}

bool connection_carries(const Connection *connection, const char *operation) {
    for (size_t i = 0; i < connection->operations.count; i++) {
        if (strcmp(connection->operations.items[i].id, operation) == 0) {
            return true;
        }
    }
    return connection->all_operations;
}

/* ---- Components, connections, areas, notes --------------------------------------------------- */

static void set_id(char out[ID_SIZE], const char *id) {
    bool fits = text_copy(out, ID_SIZE, id);
    assert(fits);
    (void)fits;
}

Component *component_new(const KindSpec *kind, const char *id, int x, int y) {
    Component *component = memory_allocate(sizeof *component);
    *component = (Component){.kind = kind,
                             .label = memory_copy_string(kind->title),
                             .why = memory_copy_string(""),
                             .x = x,
                             .y = y};
    set_id(component->id, id);
    return component;
}

Component *component_copy(const Component *component) {
    Component *copy = memory_allocate(sizeof *copy);
    *copy = *component;
    copy->label = memory_copy_string(component->label);
    copy->why = memory_copy_string(component->why);
    copy->settings = copy_settings(&component->settings);
    return copy;
}

void component_free(Component *component) {
    if (component) {
        free(component->label);
        free(component->why);
        array_free(&component->settings);
        free(component);
    }
}

Connection *connection_new(const ConnectionSpec *kind, const char *id, const char *from,
                           const char *to) {
    Connection *connection = memory_allocate(sizeof *connection);
    *connection =
        (Connection){.kind = kind, .label = memory_copy_string(""), .all_operations = true};
    set_id(connection->id, id);
    set_id(connection->from, from);
    set_id(connection->to, to);
    return connection;
}

Connection *connection_copy(const Connection *connection) {
    Connection *copy = memory_allocate(sizeof *copy);
    *copy = *connection;
    copy->label = memory_copy_string(connection->label);
    copy->operations.items = NULL;
    copy->operations.count = copy->operations.capacity = 0;
    for (size_t i = 0; i < connection->operations.count; i++) {
        array_push(&copy->operations, connection->operations.items[i]);
    }
    copy->settings = copy_settings(&connection->settings);
    return copy;
}

void connection_free(Connection *connection) {
    if (connection) {
        free(connection->label);
        array_free(&connection->operations);
        array_free(&connection->settings);
        free(connection);
    }
}

Area *area_copy(const Area *area) {
    Area *copy = memory_allocate(sizeof *copy);
    *copy = *area;
    copy->label = memory_copy_string(area->label);
    return copy;
}

void area_free(Area *area) {
    if (area) {
        free(area->label);
        free(area);
    }
}

Note *note_copy(const Note *note) {
    Note *copy = memory_allocate(sizeof *copy);
    *copy = *note;
    copy->text = memory_copy_string(note->text);
    return copy;
}

void note_free(Note *note) {
    if (note) {
        free(note->text);
        free(note);
    }
}

/* ---- Elements -------------------------------------------------------------------------------- */

const char *element_type_name(ElementType type) {
    static const char *const names[ELEMENT_TYPE_COUNT] = {
        [ELEMENT_COMPONENT] = "component", [ELEMENT_CONNECTION] = "connection",
        [ELEMENT_AREA] = "area",           [ELEMENT_NOTE] = "note",
        [ELEMENT_TITLE] = "title",         [ELEMENT_SCENARIO] = "scenario",
        [ELEMENT_ANSWERS] = "answers"};
    assert(type < ELEMENT_TYPE_COUNT);
    return names[type];
}

const char *element_id(const Element *element) {
    switch (element->type) {
    case ELEMENT_COMPONENT:
        return element->as.component->id;
    case ELEMENT_CONNECTION:
        return element->as.connection->id;
    case ELEMENT_AREA:
        return element->as.area->id;
    case ELEMENT_NOTE:
        return element->as.note->id;
    case ELEMENT_TITLE:
    case ELEMENT_SCENARIO:
    case ELEMENT_ANSWERS:
    case ELEMENT_TYPE_COUNT:
        break;
    }
    return "";
}

Element element_copy(const Element *element) {
    Element copy = {.type = element->type};
    switch (element->type) {
    case ELEMENT_COMPONENT:
        copy.as.component = component_copy(element->as.component);
        break;
    case ELEMENT_CONNECTION:
        copy.as.connection = connection_copy(element->as.connection);
        break;
    case ELEMENT_AREA:
        copy.as.area = area_copy(element->as.area);
        break;
    case ELEMENT_NOTE:
        copy.as.note = note_copy(element->as.note);
        break;
    case ELEMENT_TITLE:
    case ELEMENT_SCENARIO:
        copy.as.text = memory_copy_string(element->as.text);
        break;
    case ELEMENT_ANSWERS:
        copy.as.answers = memory_allocate(sizeof *copy.as.answers);
        *copy.as.answers = answers_copy(element->as.answers);
        break;
    case ELEMENT_TYPE_COUNT:
        assert(false);
        break;
    }
    return copy;
}

void element_free(Element *element) {
    switch (element->type) {
    case ELEMENT_COMPONENT:
        component_free(element->as.component);
        break;
    case ELEMENT_CONNECTION:
        connection_free(element->as.connection);
        break;
    case ELEMENT_AREA:
        area_free(element->as.area);
        break;
    case ELEMENT_NOTE:
        note_free(element->as.note);
        break;
    case ELEMENT_TITLE:
    case ELEMENT_SCENARIO:
        free(element->as.text);
        break;
    case ELEMENT_ANSWERS:
        if (element->as.answers) {
            answers_free(element->as.answers);
            free(element->as.answers);
        }
        break;
    case ELEMENT_TYPE_COUNT:
        assert(false);
        break;
    }
    *element = (Element){.type = element->type};
}
