#include "ui/settings.h"

#include <stdlib.h>

#include "base/file.h"
#include "model/json.h"

enum { SETTINGS_LIMIT = 64 * 1024, SETTINGS_VERSION = 1 };

const char *const THEME_NAMES[THEME_COUNT] = {
    [THEME_LIGHT] = "light", [THEME_DARK] = "dark", [THEME_CONTRAST] = "contrast"};

static const int TEXT_PERCENTS[] = {90, 100, 110, 125, 150};

float settings_text_scale(const UserSettings *settings) {
    return (float)TEXT_PERCENTS[settings->text_size - TEXT_SMALLEST] / 100;
}

/* The nearest step that there is. */
static int read_text_size(JsonReader *reader, const JsonValue *root) {
    long long percent =
        json_read_integer(reader, root, "text_percent", JSON_OPTIONAL, 50, 300, 100);
    int size = TEXT_SMALLEST;
    while (size < TEXT_LARGEST && TEXT_PERCENTS[size - TEXT_SMALLEST] < percent) {
        size++;
    }
    return size;
}

static void read_settings(JsonReader *reader, const JsonValue *root, UserSettings *settings) {
    static const char *const KEYS[] = {"format", "version", "theme",  "text_percent",
                                       "motion", "map",     "toured", "last_folder"};
    json_expect_format(reader, root, "faultline/settings", SETTINGS_VERSION);
    json_expect_keys(reader, root, KEYS, COUNT_OF(KEYS));
    settings->theme = (ThemeId)json_read_word(reader, root, "theme", JSON_OPTIONAL, THEME_NAMES,
                                              THEME_COUNT, THEME_LIGHT);
    settings->text_size = read_text_size(reader, root);
    settings->still = !json_read_boolean(reader, root, "motion", JSON_OPTIONAL, true);
    settings->hides_map = !json_read_boolean(reader, root, "map", JSON_OPTIONAL, true);
    settings->toured = json_read_boolean(reader, root, "toured", JSON_OPTIONAL, false);
    const char *folder = json_read_text(reader, root, "last_folder", JSON_OPTIONAL);
    text_copy(settings->last_folder, sizeof settings->last_folder, folder);
}

Error settings_load(const char *path, UserSettings *settings) {
    *settings = (UserSettings){0};
    if (!file_exists(path)) {
        return error_none();
    }
    char *bytes;
    size_t length;
    Error error = file_read(path, SETTINGS_LIMIT, &bytes, &length);
    if (error.code) {
        return error;
    }
    Arena arena = {0};
    JsonReader reader = {.file = path};
    UserSettings read = {0};
    const JsonValue *root = json_parse(&reader, bytes, length, 1, &arena);
    if (root) {
        read_settings(&reader, root, &read);
    }
    if (!reader.error.code) {
        *settings = read;
    }
    arena_free(&arena);
    free(bytes);
    return reader.error;
}

Error settings_save(const char *path, const UserSettings *settings) {
    JsonWriter writer = {0};
    json_begin_object(&writer, JSON_BLOCK);
    json_text_member(&writer, "format", "faultline/settings");
    json_number_member(&writer, "version", SETTINGS_VERSION);
    json_text_member(&writer, "theme", THEME_NAMES[settings->theme]);
    json_number_member(&writer, "text_percent", TEXT_PERCENTS[settings->text_size - TEXT_SMALLEST]);
    json_boolean_member(&writer, "motion", !settings->still);
    json_boolean_member(&writer, "map", !settings->hides_map);
    json_boolean_member(&writer, "toured", settings->toured);
    json_text_member(&writer, "last_folder", settings->last_folder);
    json_end_object(&writer);
    text_append_char(&writer.out, '\n');
    Error error = file_save_atomic(path, text_of(&writer.out), writer.out.length);
    json_writer_free(&writer);
    return error;
}
