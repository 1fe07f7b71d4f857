/* The short lines on the board: what of a part's settings is worth a glance. They are asked for in
 * every frame, and so take no memory. */
#include <math.h>
#include <string.h>

#include "model/design.h"

static const char SEPARATOR[] = " · ";

/* A line in the making; what is past its end is dropped. */
typedef struct CardLine {
    char text[512];
    size_t length;
} CardLine;

static void append_bytes(CardLine *line, const char *bytes, size_t length) {
    size_t room = sizeof line->text - 1 - line->length;
    if (length > room) {
        length = room;
    }
    memcpy(line->text + line->length, bytes, length);
    line->length += length;
    line->text[line->length] = '\0';
}

static void append(CardLine *line, const char *text) {
    append_bytes(line, text, strlen(text));
}

/* Never with half a character at its end. */
static void copy_line(char *out, size_t size, CardLine *line) {
    line->text[utf8_check(line->text, line->length)] = '\0';
    text_copy(out, size, line->text);
}

/* A unit is used from `from` on, and stands for `size`. */
typedef struct Unit {
    double from, size;
    const char *suffix;
} Unit;

static const Unit COUNTS[] = {{1e9, 1e9, " G"}, {1e6, 1e6, " M"}, {1e4, 1e3, " k"}, {0, 1, ""}};
static const Unit TIMES_MS[] = {{1728e5, 864e5, " d"},
                                {72e5, 36e5, " h"},
                                {12e4, 6e4, " min"},
                                {1e3, 1e3, " s"},
                                {0, 1, " ms"}};

/* A card has no room for "2,000,000" or "900 s": it says "2 M" and "15 min". */
static void append_short(CardLine *out, double number, const Unit *units) {
    while (units->size > 1 && number < units->from) {
        units++;
    }
    double shown = number / units->size;
    char text[32];
    text_format_number(text, units->size > 1 ? round(shown * 10) / 10 : shown);
    append(out, text);
    append(out, units->suffix);
}

/* Times bring their unit along; the template has the others. */
static void append_value(CardLine *out, const SettingSpec *spec, const SettingValue *value) {
    switch (spec->type) {
    case SETTING_NUMBER:
    case SETTING_INTEGER:
        if (value->number == 0 && spec->zero) {
            append(out, spec->zero);
        } else if (strcmp(spec->unit, "ms") == 0 || strcmp(spec->unit, "s") == 0) {
            append_short(out, value->number * (spec->unit[0] == 's' ? 1e3 : 1), TIMES_MS);
        } else {
            append_short(out, value->number, COUNTS);
        }
        return;
    case SETTING_BOOLEAN:
        append(out, value->number != 0 ? "on" : "off");
        return;
    case SETTING_CHOICE:
        for (const char *c = value->word; *c; c++) {
            append_bytes(out, *c == '_' ? " " : c, 1);
        }
        return;
    case SETTING_KEY:
        append(out, value->word[0] ? value->word : "no key");
        return;
    }
}

static const SettingSpec *find_spec(const SettingSpec *specs, size_t count, const char *id,
                                    size_t length) {
    for (size_t i = 0; i < count; i++) {
        if (strlen(specs[i].id) == length && memcmp(specs[i].id, id, length) == 0) {
            return &specs[i];
        }
    }
    return NULL;
}

static bool is_default(const SettingSpec *spec, const SettingValue *value) {
    return value->number == spec->fallback.number && strcmp(value->word, spec->fallback.word) == 0;
}

/* The word after the value: {partitions|partition|partitions} says "1 partition", "8 partitions". */
static void append_word(CardLine *out, double number, const char *words, size_t length) {
    const char *many = words ? memchr(words, '|', length) : NULL;
    if (many) {
        size_t one_length = (size_t)(many - words);
        append(out, " ");
        append_bytes(out, number == 1 ? words : many + 1,
                     number == 1 ? one_length : length - one_length - 1);
    }
}

/* Appends template[0..length) with its placeholders filled; true when one of their values is not
 * the default. */
static bool fill_part(CardLine *out, const char *template, size_t length, const SettingSpec *specs,
                      size_t spec_count, const Settings *settings) {
    bool chosen = false;
    for (size_t at = 0; at < length; at++) {
        const char *closing = template[at] == '{' ? memchr(template + at, '}', length - at) : NULL;
        const char *inside = template + at + 1;
        size_t inside_length = closing ? (size_t)(closing - inside) : 0;
        const char *words = memchr(inside, '|', inside_length);
        size_t id_length = words ? (size_t)(words - inside) : inside_length;
        const SettingSpec *spec = closing ? find_spec(specs, spec_count, inside, id_length) : NULL;
        if (!spec) {
            append_bytes(out, template + at, 1);
            continue;
        }
        const Setting *setting = settings_find(settings, spec->id);
        const SettingValue *value = setting ? &setting->value : &spec->fallback;
        append_value(out, spec, value);
        append_word(out, value->number, words ? words + 1 : NULL,
                    words ? inside_length - id_length - 1 : 0);
        chosen = chosen || !is_default(spec, value);
        at += inside_length + 1;
    }
    return chosen;
}

void component_card(const Component *component, char *out, size_t size) {
    const KindSpec *kind = component->kind;
    CardLine line = {.length = 0};
    fill_part(&line, kind->card, strlen(kind->card), kind->settings, kind->setting_count,
              &component->settings);
    copy_line(out, size, &line);
}

void connection_card(const Connection *connection, char *out, size_t size) {
    if (connection->label[0]) {
        text_copy(out, size, connection->label);
        return;
    }
    const ConnectionSpec *kind = connection->kind;
    CardLine line = {.length = 0};
    for (const char *part = kind->card; *part;) {
        const char *end = strstr(part, SEPARATOR);
        size_t length = end ? (size_t)(end - part) : strlen(part);
        CardLine filled = {.length = 0};
        if (fill_part(&filled, part, length, kind->settings, kind->setting_count,
                      &connection->settings)) {
            append(&line, line.length > 0 ? SEPARATOR : "");
            append(&line, filled.text);
        }
        part += length + (end ? strlen(SEPARATOR) : 0);
    }
    copy_line(out, size, &line);
}
