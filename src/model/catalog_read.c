/* Reads the catalogue's file (docs/FORMATS.md, "The catalogue"). */
#include "model/catalog.h"

#include <float.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/macros.h"
#include "model/json.h"

enum { CATALOG_VERSION = 1 };

static const long long LARGEST_INTEGER = 9007199254740992; /* 2^53: whole numbers are exact */

static const char *const SETTING_TYPE_NAMES[] = {
    [SETTING_NUMBER] = "number", [SETTING_INTEGER] = "integer", [SETTING_BOOLEAN] = "boolean",
    [SETTING_CHOICE] = "choice", [SETTING_KEY] = "key",
};

static bool has_bounds(const SettingSpec *spec) {
    return spec->type == SETTING_NUMBER || spec->type == SETTING_INTEGER;
}

static const char *read_some_text(JsonReader *reader, const JsonValue *object, const char *key) {
    const char *text = json_read_text(reader, object, key, JSON_REQUIRED);
    if (text[0] == '\0') {
        json_fail(reader, json_member(object, key), ERROR_INPUT, "expected a text, found none");
    }
    return text;
}

/* The first entry; NULL when there is none, or no array. */
static const JsonValue *first_of(const JsonValue *array) {
    return array ? array->first : NULL;
}

/* --- Settings --- */

static void read_bounds(JsonReader *reader, const JsonValue *object, JsonNeed need,
                        SettingSpec *spec) {
    if (spec->type == SETTING_INTEGER) {
        spec->min = (double)json_read_integer(reader, object, "min", need, -LARGEST_INTEGER,
                                              LARGEST_INTEGER, (long long)spec->min);
        spec->max = (double)json_read_integer(reader, object, "max", need, -LARGEST_INTEGER,
                                              LARGEST_INTEGER, (long long)spec->max);
    } else {
        spec->min = json_read_number(reader, object, "min", need, -DBL_MAX, DBL_MAX, spec->min);
        spec->max = json_read_number(reader, object, "max", need, -DBL_MAX, DBL_MAX, spec->max);
    }
    if (spec->min > spec->max) {
        json_fail(reader, object, ERROR_INPUT, "`min` is above `max`");
    }
}

static void read_choices(JsonReader *reader, const JsonValue *object, JsonNeed need, Arena *arena,
                         SettingSpec *spec) {
    const JsonValue *array = json_read_array(reader, object, "choices", need, LIMIT_LIST);
    if (!array) {
        return;
    }
    const char **words = arena_allocate(arena, (array->count + 1) * sizeof *words);
    size_t count = 0;
    for (const JsonValue *item = array->first; item; item = item->next) {
        char word[ID_SIZE];
        json_value_id(reader, item, word);
        for (size_t i = 0; i < count; i++) {
            if (strcmp(words[i], word) == 0) {
                json_fail(reader, item, ERROR_INPUT, "`%s` stands here twice", word);
            }
        }
        words[count++] = arena_copy_string(arena, word);
    }
    if (count == 0) {
        json_fail(reader, array, ERROR_INPUT, "expected at least one word");
    }
    spec->choices = words;
    spec->choice_count = count;
}

static void read_default(JsonReader *reader, const JsonValue *object, JsonNeed need,
                         SettingSpec *spec) {
    SettingValue value = spec->fallback;
    switch (spec->type) {
    case SETTING_NUMBER:
    case SETTING_INTEGER:
        value.number =
            json_read_number(reader, object, "default", need, -DBL_MAX, DBL_MAX, value.number);
        break;
    case SETTING_BOOLEAN:
        value.number = json_read_boolean(reader, object, "default", need, value.number != 0);
        break;
    case SETTING_CHOICE:
    case SETTING_KEY:
        if (need == JSON_REQUIRED || json_member(object, "default")) {
            const char *word = json_read_text(reader, object, "default", JSON_REQUIRED);
            text_copy(value.word, sizeof value.word, word);
        }
        break;
    }
    Error error = setting_check(spec, &value);
    if (!error.code && spec->type == SETTING_KEY && spec->choice_count == 0 &&
        value.word[0] != '\0') {
        error = error_make(ERROR_INPUT, "expected \"\", since keys belong to a scenario");
    }
    if (error.code) {
        const JsonValue *member = json_member(object, "default");
        json_fail(reader, member ? member : object, error.code, "%s", error.message);
    }
    spec->fallback = value;
}

static void expect_setting_keys(JsonReader *reader, const JsonValue *entry, SettingType type) {
    static const char *const BOUNDED[] = {"id",      "label", "type", "unit",
                                          "default", "min",   "max",  "meaning",
                                          "source",  "zero",  "main", "idle_when"};
    static const char *const WORDS[] = {"id",      "label",   "type",   "unit", "default",
                                        "choices", "meaning", "source", "main", "idle_when"};
    static const char *const PLAIN[] = {"id",      "label",  "type", "unit",     "default",
                                        "meaning", "source", "main", "idle_when"};
    switch (type) {
    case SETTING_NUMBER:
    case SETTING_INTEGER:
        json_expect_keys(reader, entry, BOUNDED, COUNT_OF(BOUNDED));
        break;
    case SETTING_CHOICE:
    case SETTING_KEY:
        json_expect_keys(reader, entry, WORDS, COUNT_OF(WORDS));
        break;
    case SETTING_BOOLEAN:
        json_expect_keys(reader, entry, PLAIN, COUNT_OF(PLAIN));
        break;
    }
}

static const char *read_new_id(JsonReader *reader, const JsonValue *object, Arena *arena) {
    char id[ID_SIZE] = "";
    json_read_id(reader, object, "id", JSON_REQUIRED, id);
    return arena_copy_string(arena, id);
}

/* An entry of the dictionary. */
static SettingSpec read_setting(JsonReader *reader, const JsonValue *entry, Arena *arena) {
    SettingSpec spec = {0};
    spec.type = (SettingType)json_read_word(reader, entry, "type", JSON_REQUIRED,
                                            SETTING_TYPE_NAMES, COUNT_OF(SETTING_TYPE_NAMES), 0);
    expect_setting_keys(reader, entry, spec.type);
    spec.id = read_new_id(reader, entry, arena);
    spec.label = read_some_text(reader, entry, "label");
    spec.unit = json_read_text(reader, entry, "unit", JSON_REQUIRED);
    spec.meaning = read_some_text(reader, entry, "meaning");
    spec.source = read_some_text(reader, entry, "source");
    if (has_bounds(&spec)) {
        read_bounds(reader, entry, JSON_REQUIRED, &spec);
    } else if (spec.type != SETTING_BOOLEAN) {
        read_choices(reader, entry, spec.type == SETTING_CHOICE ? JSON_REQUIRED : JSON_OPTIONAL,
                     arena, &spec);
    }
    read_default(reader, entry, JSON_REQUIRED, &spec);
    spec.is_main = json_read_boolean(reader, entry, "main", JSON_OPTIONAL, false);
    if (json_member(entry, "zero")) {
        spec.zero = read_some_text(reader, entry, "zero");
    }
    return spec;
}

static const SettingSpec *find_spec(const SettingSpec *specs, size_t count, const char *id) {
    for (size_t i = 0; i < count; i++) {
        if (strcmp(specs[i].id, id) == 0) {
            return &specs[i];
        }
    }
    return NULL;
}

static void fail_unknown_setting(JsonReader *reader, const JsonValue *value, const char *id,
                                 const Catalog *catalog) {
    const char **known = memory_allocate((catalog->setting_count + 1) * sizeof *known);
    for (size_t i = 0; i < catalog->setting_count; i++) {
        known[i] = catalog->settings[i].id;
    }
    const char *nearest = text_nearest(id, known, catalog->setting_count);
    json_fail(reader, value, ERROR_INPUT, "`%s` is not among the settings of the catalogue%s%s%s",
              id, nearest ? "; did you mean `" : "", nearest ? nearest : "", nearest ? "`?" : "");
    free(known);
}

/* { "backoff": "none", "max_attempts": 1 }: each is a setting and a value of it. */
static void read_idle(JsonReader *reader, const JsonValue *entry, Catalog *catalog,
                      SettingSpec *spec) {
    const JsonValue *object = json_read_object(reader, entry, "idle_when", JSON_OPTIONAL);
    if (!object) {
        return;
    }
    SettingIdle *idle = arena_allocate(&catalog->arena, (object->count + 1) * sizeof *idle);
    for (const JsonValue *value = object->first; value; value = value->next) {
        const SettingSpec *other = find_spec(catalog->settings, catalog->setting_count, value->key);
        if (!other) {
            fail_unknown_setting(reader, value, value->key, catalog);
            return;
        }
        SettingValue when = {0};
        bool is_word = other->type == SETTING_CHOICE || other->type == SETTING_KEY;
        if (is_word) {
            text_copy(when.word, sizeof when.word, json_value_text(reader, value));
        } else if (other->type == SETTING_BOOLEAN) {
            when.number = json_value_boolean(reader, value);
        } else {
            when.number = json_value_number(reader, value, other->min, other->max);
        }
        Error error = setting_check(other, &when);
        if (error.code) {
            json_fail(reader, value, error.code, "%s", error.message);
        }
        idle[spec->idle_count++] = (SettingIdle){other->id, when};
    }
    spec->idle = idle;
}

static void read_settings(JsonReader *reader, const JsonValue *root, Catalog *catalog) {
    const JsonValue *array = json_read_array(reader, root, "settings", JSON_REQUIRED, LIMIT_LIST);
    if (!array) {
        return;
    }
    SettingSpec *specs = arena_allocate(&catalog->arena, (array->count + 1) * sizeof *specs);
    size_t count = 0;
    for (const JsonValue *entry = array->first; entry; entry = entry->next) {
        specs[count] = read_setting(reader, entry, &catalog->arena);
        specs[count].position = count;
        if (find_spec(specs, count, specs[count].id)) {
            json_fail(reader, entry, ERROR_INPUT, "the setting `%s` is described twice",
                      specs[count].id);
        }
        count++;
    }
    catalog->settings = specs;
    catalog->setting_count = count;
    count = 0;
    for (const JsonValue *entry = array->first; entry; entry = entry->next) {
        read_idle(reader, entry, catalog, &specs[count++]);
    }
}

/* --- Kinds of components and connections --- */

static void override_text(JsonReader *reader, const JsonValue *entry, const char *key,
                          const char **text) {
    if (json_member(entry, key)) {
        *text = read_some_text(reader, entry, key);
    }
}

/* A setting of the dictionary as one kind has it. */
static SettingSpec read_kind_setting(JsonReader *reader, const JsonValue *entry,
                                     const Catalog *catalog) {
    static const char *const KEYS[] = {"id", "label", "default", "min", "max", "meaning", "source"};
    json_expect_keys(reader, entry, KEYS, COUNT_OF(KEYS));
    const char *id = json_read_text(reader, entry, "id", JSON_REQUIRED);
    const SettingSpec *known = find_spec(catalog->settings, catalog->setting_count, id);
    if (!known) {
        fail_unknown_setting(reader, json_member(entry, "id"), id, catalog);
        return (SettingSpec){.id = id, .label = "", .unit = "", .meaning = "", .source = ""};
    }
    SettingSpec spec = *known;
    override_text(reader, entry, "label", &spec.label);
    override_text(reader, entry, "meaning", &spec.meaning);
    override_text(reader, entry, "source", &spec.source);
    if (has_bounds(&spec)) {
        read_bounds(reader, entry, JSON_OPTIONAL, &spec);
    } else if (json_member(entry, "min") || json_member(entry, "max")) {
        json_fail(reader, entry, ERROR_INPUT, "`%s` has no bounds: its type is %s", id,
                  SETTING_TYPE_NAMES[spec.type]);
    }
    read_default(reader, entry, JSON_OPTIONAL, &spec);
    return spec;
}

static const SettingSpec *read_kind_settings(JsonReader *reader, const JsonValue *object,
                                             Catalog *catalog, size_t *count) {
    const JsonValue *array = json_read_array(reader, object, "settings", JSON_REQUIRED, LIMIT_LIST);
    *count = 0;
    if (!array) {
        return NULL;
    }
    SettingSpec *specs = arena_allocate(&catalog->arena, (array->count + 1) * sizeof *specs);
    for (const JsonValue *entry = array->first; entry; entry = entry->next) {
        specs[*count] = read_kind_setting(reader, entry, catalog);
        if (find_spec(specs, *count, specs[*count].id)) {
            json_fail(reader, entry, ERROR_INPUT, "the setting `%s` stands here twice",
                      specs[*count].id);
        }
        (*count)++;
    }
    return specs;
}

/* In the form in which they are looked up: lower case, one space between two of them. */
static bool is_phrase(const char *text) {
    static const char LETTERS[] = "abcdefghijklmnopqrstuvwxyz0123456789";
    bool in_word = false;
    for (const char *c = text; *c; c++) {
        if (*c == ' ' ? !in_word : !strchr(LETTERS, *c)) {
            return false;
        }
        in_word = *c != ' ';
    }
    return in_word;
}

static WordList read_words(JsonReader *reader, const JsonValue *object, const char *key,
                           Arena *arena) {
    const JsonValue *array = json_read_array(reader, object, key, JSON_OPTIONAL, LIMIT_LIST);
    if (!array) {
        return (WordList){0};
    }
    const char **words = arena_allocate(arena, (array->count + 1) * sizeof *words);
    size_t count = 0;
    for (const JsonValue *item = array->first; item; item = item->next) {
        words[count] = json_value_text(reader, item);
        if (!is_phrase(words[count++])) {
            json_fail(reader, item, ERROR_INPUT,
                      "expected words of small letters and digits, with one space between two");
        }
    }
    return (WordList){words, count};
}

/* The line on the card: each {placeholder} is a setting of the kind, or {setting|one|many}. */
static const char *read_card(JsonReader *reader, const JsonValue *object,
                             const SettingSpec *settings, size_t count) {
    const char *card = json_read_text(reader, object, "card", JSON_REQUIRED);
    const JsonValue *member = json_member(object, "card");
    for (const char *open = strchr(card, '{'); open; open = strchr(open + 1, '{')) {
        const char *close = strchr(open, '}');
        if (!close) {
            json_fail(reader, member, ERROR_INPUT, "a `{` without its `}`");
            return card;
        }
        char id[ID_SIZE] = "";
        size_t inside = (size_t)(close - open - 1);
        const char *words = memchr(open, '|', inside);
        size_t length = words ? (size_t)(words - open - 1) : inside;
        if (words && !memchr(words + 1, '|', (size_t)(close - words - 1))) {
            json_fail(reader, member, ERROR_INPUT,
                      "`{%.*s}` needs two words: for one, and for many", (int)inside, open + 1);
        }
        if (length < sizeof id) {
            memcpy(id, open + 1, length);
        }
        if (!find_spec(settings, count, id)) {
            json_fail(reader, member, ERROR_INPUT, "`{%.*s}` is no setting of this kind",
                      length < sizeof id ? (int)length : ID_SIZE, open + 1);
        }
    }
    return card;
}

static void read_groups(JsonReader *reader, const JsonValue *root, Catalog *catalog) {
    static const char *const KEYS[] = {"id", "title"};
    const JsonValue *array = json_read_array(reader, root, "groups", JSON_REQUIRED, LIMIT_LIST);
    for (const JsonValue *entry = first_of(array); entry; entry = entry->next) {
        json_expect_keys(reader, entry, KEYS, COUNT_OF(KEYS));
        size_t id = json_read_word(reader, entry, "id", JSON_REQUIRED, GROUP_NAMES, GROUP_COUNT, 0);
        if (catalog->group_titles[id]) {
            json_fail(reader, entry, ERROR_INPUT, "the group `%s` is described twice",
                      GROUP_NAMES[id]);
        }
        catalog->group_titles[id] = read_some_text(reader, entry, "title");
    }
    for (size_t id = 0; id < GROUP_COUNT; id++) {
        if (!catalog->group_titles[id]) {
            json_fail(reader, array, ERROR_INPUT, "the catalogue does not describe the group `%s`",
                      GROUP_NAMES[id]);
        }
    }
}

static void read_kind(JsonReader *reader, const JsonValue *entry, Catalog *catalog) {
    static const char *const KEYS[] = {"id",       "title",   "group",      "icon",
                                       "card",     "purpose", "use_when",   "avoid_when",
                                       "settings", "words",   "vague_words"};
    json_expect_keys(reader, entry, KEYS, COUNT_OF(KEYS));
    size_t id = json_read_word(reader, entry, "id", JSON_REQUIRED, KIND_NAMES, KIND_COUNT, 0);
    KindSpec *kind = &catalog->kinds[id];
    if (kind->name) {
        json_fail(reader, entry, ERROR_INPUT, "the kind `%s` is described twice", KIND_NAMES[id]);
    }
    kind->id = (KindId)id;
    kind->name = KIND_NAMES[id];
    kind->group =
        (GroupId)json_read_word(reader, entry, "group", JSON_REQUIRED, GROUP_NAMES, GROUP_COUNT, 0);
    kind->title = read_some_text(reader, entry, "title");
    char icon[ID_SIZE] = "";
    json_read_id(reader, entry, "icon", JSON_REQUIRED, icon);
    kind->icon = arena_copy_string(&catalog->arena, icon);
    kind->purpose = read_some_text(reader, entry, "purpose");
    kind->use_when = read_some_text(reader, entry, "use_when");
    kind->avoid_when = read_some_text(reader, entry, "avoid_when");
    kind->settings = read_kind_settings(reader, entry, catalog, &kind->setting_count);
    kind->card = read_card(reader, entry, kind->settings, kind->setting_count);
    kind->words = read_words(reader, entry, "words", &catalog->arena);
    kind->vague_words = read_words(reader, entry, "vague_words", &catalog->arena);
}

static void read_kinds(JsonReader *reader, const JsonValue *root, Catalog *catalog) {
    const JsonValue *array = json_read_array(reader, root, "kinds", JSON_REQUIRED, LIMIT_LIST);
    for (const JsonValue *entry = first_of(array); entry; entry = entry->next) {
        read_kind(reader, entry, catalog);
    }
    for (size_t id = 0; id < KIND_COUNT; id++) {
        if (!catalog->kinds[id].name) {
            json_fail(reader, array, ERROR_INPUT, "the catalogue does not describe the kind `%s`",
                      KIND_NAMES[id]);
        }
    }
}

static void read_connection(JsonReader *reader, const JsonValue *entry, Catalog *catalog) {
    static const char *const KEYS[] = {"id", "title", "purpose", "card", "settings", "words"};
    json_expect_keys(reader, entry, KEYS, COUNT_OF(KEYS));
    size_t id = json_read_word(reader, entry, "id", JSON_REQUIRED, CONNECTION_KIND_NAMES,
                               CONNECTION_KIND_COUNT, 0);
    ConnectionSpec *connection = &catalog->connections[id];
    if (connection->name) {
        json_fail(reader, entry, ERROR_INPUT, "the connection `%s` is described twice",
                  CONNECTION_KIND_NAMES[id]);
    }
    connection->id = (ConnectionKind)id;
    connection->name = CONNECTION_KIND_NAMES[id];
    connection->title = read_some_text(reader, entry, "title");
    connection->purpose = read_some_text(reader, entry, "purpose");
    connection->settings = read_kind_settings(reader, entry, catalog, &connection->setting_count);
    connection->card = read_card(reader, entry, connection->settings, connection->setting_count);
    connection->words = read_words(reader, entry, "words", &catalog->arena);
}

static void read_connections(JsonReader *reader, const JsonValue *root, Catalog *catalog) {
    const JsonValue *array =
        json_read_array(reader, root, "connections", JSON_REQUIRED, LIMIT_LIST);
    for (const JsonValue *entry = first_of(array); entry; entry = entry->next) {
        read_connection(reader, entry, catalog);
    }
    for (size_t id = 0; id < CONNECTION_KIND_COUNT; id++) {
        if (!catalog->connections[id].name) {
            json_fail(reader, array, ERROR_INPUT,
                      "the catalogue does not describe the connection `%s`",
                      CONNECTION_KIND_NAMES[id]);
        }
    }
}

/* --- The document --- */

static void read_document(JsonReader *reader, const JsonValue *root, Catalog *catalog) {
    static const char *const KEYS[] = {"format",   "version", "groups",
                                       "settings", "kinds",   "connections"};
    json_expect_format(reader, root, "faultline/catalog", CATALOG_VERSION);
    json_expect_keys(reader, root, KEYS, COUNT_OF(KEYS));
    read_groups(reader, root, catalog);
    read_settings(reader, root, catalog);
    read_kinds(reader, root, catalog);
    read_connections(reader, root, catalog);
}

Error catalog_parse(const char *bytes, size_t length, const char *file, Catalog **catalog) {
    Catalog *read = memory_allocate(sizeof *read);
    JsonReader reader = {.file = file};
    /* The tree stays in the arena: its texts are the catalogue's. */
    const JsonValue *root = json_parse(&reader, bytes, length, 1, &read->arena);
    if (root) {
        read_document(&reader, root, read);
    }
    if (reader.error.code) {
        catalog_free(read);
        return reader.error;
    }
    *catalog = read;
    return error_none();
}

Error catalog_load(const char *path, Catalog **catalog) {
    char *bytes;
    size_t length;
    Error error = file_read(path, LIMIT_FILE_BYTES, &bytes, &length);
    if (error.code) {
        return error;
    }
    error = catalog_parse(bytes, length, path, catalog);
    free(bytes);
    return error;
}
