#include "ui/settings.h"

#include <stdlib.h>

#include "base/file.h"
#include "model/json.h"

enum { SETTINGS_LIMIT = 64 * 1024, SETTINGS_VERSION = 1 };

static const char *const THEMES[] = {"light", "dark"};

static void read_settings(JsonReader *reader, const JsonValue *root, UserSettings *settings) {
    static const char *const KEYS[] = {"format", "version", "theme", "last_folder"};
    json_expect_format(reader, root, "faultline/settings", SETTINGS_VERSION);
    json_expect_keys(reader, root, KEYS, COUNT_OF(KEYS));
    size_t theme =
        json_read_word(reader, root, "theme", JSON_OPTIONAL, THEMES, COUNT_OF(THEMES), 0);
    settings->dark = theme == 1;
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
    json_text_member(&writer, "theme", THEMES[settings->dark]);
    json_text_member(&writer, "last_folder", settings->last_folder);
    json_end_object(&writer);
    text_append_char(&writer.out, '\n');
    Error error = file_save_atomic(path, text_of(&writer.out), writer.out.length);
    json_writer_free(&writer);
    return error;
}
