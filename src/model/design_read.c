/* The strict loader of designs. */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "model/design.h"
#include "model/design_check.h"

/* ---- Elements -------------------------------------------------------------------------------- */

static const SettingSpec *find_spec(const SettingSpec *specs, size_t count, const char *id) {
    for (size_t i = 0; i < count; i++) {
        if (strcmp(specs[i].id, id) == 0) {
            return &specs[i];
        }
    }
    return NULL;
}

static void fail_unknown_setting(JsonReader *reader, const JsonValue *member,
                                 const SettingSpec *specs, size_t count, const char *kind_title) {
    const char **ids = memory_allocate((count + 1) * sizeof *ids);
    for (size_t i = 0; i < count; i++) {
        ids[i] = specs[i].id;
    }
    const char *nearest = text_nearest(member->key, ids, count);
    if (nearest) {
        json_fail(reader, member, ERROR_INPUT, "unknown setting of %s; did you mean `%s`?",
                  kind_title, nearest);
    } else {
        json_fail(reader, member, ERROR_INPUT,
                  "unknown setting of %s; `faultline catalog` lists those it has", kind_title);
    }
    free(ids);
}

static void read_setting(JsonReader *reader, const JsonValue *member, const SettingSpec *spec,
                         Settings *settings) {
    SettingValue value = {0};
    switch (spec->type) {
    case SETTING_NUMBER:
    case SETTING_INTEGER:
        if (json_expect_type(reader, member, JSON_NUMBER)) {
            value.number = member->number;
        }
        break;
    case SETTING_BOOLEAN:
        value.number = json_value_boolean(reader, member) ? 1 : 0;
        break;
    case SETTING_CHOICE:
        if (spec->choice_count > 0) {
            size_t choice = json_value_word(reader, member, spec->choices, spec->choice_count);
            text_copy(value.word, ID_SIZE, spec->choices[choice]);
        }
        break;
    case SETTING_KEY:
        if (json_expect_type(reader, member, JSON_STRING) && member->text[0]) {
            json_value_id(reader, member, value.word);
        }
        break;
    }
    if (reader->error.code) {
        return;
    }
    Error error = setting_check(spec, &value);
    if (error.code) {
        json_fail(reader, member, error.code, "%s", error.message);
        return;
    }
    settings_set(settings, spec, &value);
}

static void read_settings(JsonReader *reader, const JsonValue *object, const SettingSpec *specs,
                          size_t spec_count, const char *kind_title, Settings *settings) {
    const JsonValue *value = json_read_object(reader, object, "settings", JSON_OPTIONAL);
    const JsonValue *member = value ? value->first : NULL;
    for (; member && !reader->error.code; member = member->next) {
        const SettingSpec *spec = find_spec(specs, spec_count, member->key);
        if (spec) {
            read_setting(reader, member, spec, settings);
        } else {
            fail_unknown_setting(reader, member, specs, spec_count, kind_title);
        }
    }
}

static int read_coordinate(JsonReader *reader, const JsonValue *object, const char *key) {
    return (int)json_read_integer(reader, object, key, JSON_REQUIRED, -LIMIT_COORDINATE,
                                  LIMIT_COORDINATE, 0);
}

static int read_size(JsonReader *reader, const JsonValue *object, const char *key) {
    return (int)json_read_integer(reader, object, key, JSON_REQUIRED, 1, LIMIT_COORDINATE, 1);
}

static bool read_locked(JsonReader *reader, const JsonValue *object) {
    return json_read_boolean(reader, object, "locked", JSON_OPTIONAL, false);
}

static Component *read_component(JsonReader *reader, const JsonValue *value,
                                 const Catalog *catalog) {
    static const char *const keys[] = {"id", "kind",   "label", "x",
                                       "y",  "locked", "why",   "settings"};
    json_expect_keys(reader, value, keys, COUNT_OF(keys));
    char id[ID_SIZE];
    json_read_id(reader, value, "id", JSON_REQUIRED, id);
    size_t kind_id =
        json_read_word(reader, value, "kind", JSON_REQUIRED, KIND_NAMES, KIND_COUNT, 0);
    const KindSpec *kind = &catalog->kinds[kind_id];
    Component *component = component_new(kind, id, 0, 0);
    if (json_member(value, "label")) {
        text_replace(&component->label, json_read_text(reader, value, "label", JSON_OPTIONAL));
    }
    component->x = read_coordinate(reader, value, "x");
    component->y = read_coordinate(reader, value, "y");
    component->locked = read_locked(reader, value);
    text_replace(&component->why, json_read_text(reader, value, "why", JSON_OPTIONAL));
    read_settings(reader, value, kind->settings, kind->setting_count, kind->title,
                  &component->settings);
    return component;
}

static void read_operations(JsonReader *reader, const JsonValue *value, Connection *connection) {
    const JsonValue *array =
        json_read_array(reader, value, "operations", JSON_OPTIONAL, LIMIT_LIST);
    if (!array) {
        return;
    }
    if (array->count == 0) {
        json_fail(reader, array, ERROR_INPUT,
                  "an empty list would carry nothing; leave `operations` out to carry all, or "
                  "remove the connection");
        return;
    }
    connection->all_operations = false;
    for (const JsonValue *item = array->first; item; item = item->next) {
        OperationName name;
        json_value_id(reader, item, name.id);
        if (connection_carries(connection, name.id)) {
            json_fail(reader, item, ERROR_INPUT, "`%s` stands here twice", name.id);
        }
        array_push(&connection->operations, name);
    }
}

static Connection *read_connection(JsonReader *reader, const JsonValue *value,
                                   const Catalog *catalog) {
    static const char *const keys[] = {"id",    "from",       "to",      "kind",
                                       "label", "operations", "settings"};
    json_expect_keys(reader, value, keys, COUNT_OF(keys));
    char id[ID_SIZE], from[ID_SIZE], to[ID_SIZE];
    json_read_id(reader, value, "id", JSON_REQUIRED, id);
    json_read_id(reader, value, "from", JSON_REQUIRED, from);
    json_read_id(reader, value, "to", JSON_REQUIRED, to);
    size_t kind_id = json_read_word(reader, value, "kind", JSON_REQUIRED, CONNECTION_KIND_NAMES,
                                    CONNECTION_KIND_COUNT, 0);
    const ConnectionSpec *kind = &catalog->connections[kind_id];
    Connection *connection = connection_new(kind, id, from, to);
    text_replace(&connection->label, json_read_text(reader, value, "label", JSON_OPTIONAL));
    read_operations(reader, value, connection);
    read_settings(reader, value, kind->settings, kind->setting_count, kind->title,
                  &connection->settings);
    return connection;
}

static Area *read_area(JsonReader *reader, const JsonValue *value) {
    static const char *const keys[] = {"id", "label", "x", "y", "w", "h", "locked"};
    json_expect_keys(reader, value, keys, COUNT_OF(keys));
    Area *area = memory_allocate(sizeof *area);
    json_read_id(reader, value, "id", JSON_REQUIRED, area->id);
    area->label = memory_copy_string(json_read_text(reader, value, "label", JSON_OPTIONAL));
    area->x = read_coordinate(reader, value, "x");
    area->y = read_coordinate(reader, value, "y");
    area->w = read_size(reader, value, "w");
    area->h = read_size(reader, value, "h");
    area->locked = read_locked(reader, value);
    return area;
}

static Note *read_note(JsonReader *reader, const JsonValue *value) {
    static const char *const keys[] = {"id", "text", "x", "y", "w", "h", "locked"};
    json_expect_keys(reader, value, keys, COUNT_OF(keys));
    Note *note = memory_allocate(sizeof *note);
    json_read_id(reader, value, "id", JSON_REQUIRED, note->id);
    note->text = memory_copy_string(json_read_text(reader, value, "text", JSON_REQUIRED));
    note->x = read_coordinate(reader, value, "x");
    note->y = read_coordinate(reader, value, "y");
    note->w = read_size(reader, value, "w");
    note->h = read_size(reader, value, "h");
    note->locked = read_locked(reader, value);
    return note;
}

/* An id, or "" for no scenario. */
static char *read_scenario(JsonReader *reader, const JsonValue *value) {
    char id[ID_SIZE] = "";
    if (json_expect_type(reader, value, JSON_STRING) && value->text[0]) {
        json_value_id(reader, value, id);
    }
    return memory_copy_string(id);
}

bool element_read(JsonReader *reader, const JsonValue *value, ElementType type,
                  const Catalog *catalog, Element *out) {
    Element element = {.type = type};
    switch (type) {
    case ELEMENT_COMPONENT:
        element.as.component = read_component(reader, value, catalog);
        break;
    case ELEMENT_CONNECTION:
        element.as.connection = read_connection(reader, value, catalog);
        break;
    case ELEMENT_AREA:
        element.as.area = read_area(reader, value);
        break;
    case ELEMENT_NOTE:
        element.as.note = read_note(reader, value);
        break;
    case ELEMENT_TITLE:
        element.as.text = memory_copy_string(json_value_text(reader, value));
        break;
    case ELEMENT_SCENARIO:
        element.as.text = read_scenario(reader, value);
        break;
    case ELEMENT_ANSWERS:
        element.as.answers = memory_allocate(sizeof *element.as.answers);
        answers_read(reader, value, element.as.answers);
        break;
    case ELEMENT_TYPE_COUNT:
        assert(false);
        break;
    }
    if (reader->error.code) {
        element_free(&element);
        return false;
    }
    *out = element;
    return true;
}

/* ---- The document ---------------------------------------------------------------------------- */

static const char *const LIST_KEYS[] = {[ELEMENT_COMPONENT] = "components",
                                        [ELEMENT_CONNECTION] = "connections",
                                        [ELEMENT_AREA] = "areas",
                                        [ELEMENT_NOTE] = "notes"};

/* The line of the element that has the id already. */
static int line_of_id(const JsonValue *root, const char *id) {
    for (size_t i = 0; i < COUNT_OF(LIST_KEYS); i++) {
        const JsonValue *list = json_member(root, LIST_KEYS[i]);
        for (const JsonValue *item = list ? list->first : NULL; item; item = item->next) {
            const JsonValue *other = json_member(item, "id");
            if (other && other->type == JSON_STRING && strcmp(other->text, id) == 0) {
                return other->line;
            }
        }
    }
    return root->line;
}

static void check_new(JsonReader *reader, const JsonValue *root, const JsonValue *value,
                      const Design *design, const Element *element) {
    ElementType type;
    const char *id = element_id(element);
    if (design_id_type(design, id, &type)) {
        json_fail(reader, json_member(value, "id"), ERROR_INPUT,
                  "the id `%s` is already that of the %s in line %d; give each part an id of its "
                  "own",
                  id, element_type_name(type), line_of_id(root, id));
    }
    if (element->type == ELEMENT_CONNECTION) {
        Error error = design_check_component_exists(design, element->as.connection->from);
        if (error.code) {
            json_fail(reader, json_member(value, "from"), ERROR_INPUT, "%s", error.message);
        }
        error = design_check_component_exists(design, element->as.connection->to);
        if (error.code) {
            json_fail(reader, json_member(value, "to"), ERROR_INPUT, "%s", error.message);
        }
    }
}

static void read_list(JsonReader *reader, const JsonValue *root, ElementType type, JsonNeed need,
                      size_t limit, Design *design) {
    const JsonValue *list = json_read_array(reader, root, LIST_KEYS[type], need, limit);
    for (const JsonValue *item = list ? list->first : NULL; item && !reader->error.code;
         item = item->next) {
        Element element;
        if (!element_read(reader, item, type, design->catalog, &element)) {
            return;
        }
        check_new(reader, root, item, design, &element);
        if (!reader->error.code) {
            Error error = design_put(design, &element, SIZE_MAX);
            if (error.code) {
                json_fail(reader, item, error.code == ERROR_LIMIT ? ERROR_LIMIT : ERROR_INPUT, "%s",
                          error.message);
            }
        }
        element_free(&element);
    }
}

Design *design_read_value(JsonReader *reader, const JsonValue *value, const Catalog *catalog) {
    static const char *const keys[] = {"format",      "version", "title", "scenario", "components",
                                       "connections", "areas",   "notes", "answers"};
    json_expect_format(reader, value, DESIGN_FORMAT, DESIGN_VERSION);
    json_expect_keys(reader, value, keys, COUNT_OF(keys));
    Design *design = design_new(catalog);
    text_replace(&design->title, json_read_text(reader, value, "title", JSON_OPTIONAL));
    json_read_id(reader, value, "scenario", JSON_OPTIONAL, design->scenario);
    read_list(reader, value, ELEMENT_COMPONENT, JSON_REQUIRED, LIMIT_COMPONENTS, design);
    read_list(reader, value, ELEMENT_CONNECTION, JSON_REQUIRED, LIMIT_CONNECTIONS, design);
    read_list(reader, value, ELEMENT_AREA, JSON_OPTIONAL, LIMIT_AREAS, design);
    read_list(reader, value, ELEMENT_NOTE, JSON_OPTIONAL, LIMIT_NOTES, design);
    const JsonValue *answers = json_read_object(reader, value, "answers", JSON_OPTIONAL);
    if (answers) {
        answers_read(reader, answers, &design->answers);
    }
    if (reader->error.code) {
        design_free(design);
        return NULL;
    }
    return design;
}

Error design_parse(const char *bytes, size_t length, const char *file, const Catalog *catalog,
                   Design **design) {
    if (length > LIMIT_FILE_BYTES) {
        return error_make(ERROR_LIMIT, "%s: the document is larger than the limit of %d bytes",
                          file, LIMIT_FILE_BYTES);
    }
    Arena arena = {0};
    JsonReader reader = {.file = file};
    const JsonValue *root = json_parse(&reader, bytes, length, 1, &arena);
    Design *read = root ? design_read_value(&reader, root, catalog) : NULL;
    arena_free(&arena);
    if (read) {
        *design = read;
    }
    return reader.error;
}

Error design_load(const char *path, const Catalog *catalog, Design **design) {
    char *bytes = NULL;
    size_t length = 0;
    Error error = file_read(path, LIMIT_FILE_BYTES, &bytes, &length);
    if (!error.code) {
        error = design_parse(bytes, length, path, catalog, design);
        free(bytes);
    }
    return error;
}
