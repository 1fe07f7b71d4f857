#include "board/theme.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/macros.h"
#include "base/text.h"
#include "model/json.h"

static const char *const TONES[TONE_COUNT] = {"critical", "high", "medium", "low", "praise"};

/* "#RRGGBB" or "#RRGGBBAA". */
static bool parse_color(const char *text, Color *color) {
    size_t digits = text[0] == '#' ? strspn(text + 1, "0123456789abcdefABCDEF") : 0;
    if ((digits != 6 && digits != 8) || text[digits + 1] != '\0') {
        return false;
    }
    unsigned long value = strtoul(text + 1, NULL, 16);
    if (digits == 6) {
        value = value << 8 | 0xff;
    }
    *color = (Color){(uint8_t)(value >> 24), (uint8_t)(value >> 16 & 0xff),
                     (uint8_t)(value >> 8 & 0xff), (uint8_t)(value & 0xff)};
    return true;
}

static void read_color(JsonReader *reader, const JsonValue *object, const char *key, Color *color) {
    const char *text = json_read_text(reader, object, key, JSON_REQUIRED);
    if (!reader->error.code && !parse_color(text, color)) {
        char shown[JSON_SHOWN_SIZE];
        json_fail(reader, json_member(object, key), ERROR_INPUT,
                  "expected a colour such as \"#2F55D4\" or \"#2F55D480\", not \"%s\"",
                  json_shown(text, shown));
    }
}

/* A section of the file: an object with a colour for each of these names. */
static const JsonValue *open_section(JsonReader *reader, const JsonValue *root, const char *key,
                                     const char *const *names, size_t count) {
    const JsonValue *object = json_read_object(reader, root, key, JSON_REQUIRED);
    if (object) {
        json_expect_keys(reader, object, names, count);
    }
    return object;
}

static void read_row(JsonReader *reader, const JsonValue *root, const char *key,
                     const char *const *names, size_t count, Color *row) {
    const JsonValue *object = open_section(reader, root, key, names, count);
    for (size_t i = 0; object && i < count; i++) {
        read_color(reader, object, names[i], &row[i]);
    }
}

static void read_colors(JsonReader *reader, const JsonValue *root, Theme *theme) {
    static const char *const NAMES[] = {
        "canvas",        "dots", "surface",    "raised",     "sunk",   "border",
        "border_strong", "text", "text_muted", "text_faint", "accent", "accent_soft",
        "on_accent",     "good", "warn",       "bad",        "shadow",
    };
    Color *const colors[COUNT_OF(NAMES)] = {
        &theme->canvas,     &theme->dots,       &theme->surface,       &theme->raised,
        &theme->sunk,       &theme->border,     &theme->border_strong, &theme->text,
        &theme->text_muted, &theme->text_faint, &theme->accent,        &theme->accent_soft,
        &theme->on_accent,  &theme->good,       &theme->warn,          &theme->bad,
        &theme->shadow,
    };
    const JsonValue *object = open_section(reader, root, "colors", NAMES, COUNT_OF(NAMES));
    for (size_t i = 0; object && i < COUNT_OF(NAMES); i++) {
        read_color(reader, object, NAMES[i], colors[i]);
    }
}

static void read_theme(JsonReader *reader, const JsonValue *root, Theme *theme) {
    static const char *const KEYS[] = {"format", "version",     "name",  "dark",       "colors",
                                       "groups", "groups_soft", "tones", "connections"};
    const char *groups[GROUP_COUNT];
    for (size_t i = 0; i < GROUP_COUNT; i++) {
        groups[i] = group_name((GroupId)i);
    }
    const char *connections[CONNECTION_KIND_COUNT];
    for (size_t i = 0; i < CONNECTION_KIND_COUNT; i++) {
        connections[i] = connection_kind_name((ConnectionKind)i);
    }
    json_expect_format(reader, root, "faultline/theme", 1);
    json_expect_keys(reader, root, KEYS, COUNT_OF(KEYS));
    text_copy(theme->name, sizeof theme->name, json_read_text(reader, root, "name", JSON_REQUIRED));
    theme->dark = json_read_boolean(reader, root, "dark", JSON_REQUIRED, false);
    read_colors(reader, root, theme);
    read_row(reader, root, "groups", groups, GROUP_COUNT, theme->group);
    read_row(reader, root, "groups_soft", groups, GROUP_COUNT, theme->group_soft);
    read_row(reader, root, "tones", TONES, TONE_COUNT, theme->tone);
    read_row(reader, root, "connections", connections, CONNECTION_KIND_COUNT, theme->connection);
}

Error theme_load(const char *path, Theme *theme) {
    char *bytes;
    size_t length;
    Error error = file_read(path, LIMIT_FILE_BYTES, &bytes, &length);
    if (error.code) {
        return error;
    }
    Arena arena = {0};
    Theme read = {0};
    JsonReader reader = {.file = path};
    const JsonValue *root = json_parse(&reader, bytes, length, 1, &arena);
    if (root) {
        read_theme(&reader, root, &read);
    }
    if (!reader.error.code) {
        *theme = read;
    }
    arena_free(&arena);
    free(bytes);
    return reader.error;
}
