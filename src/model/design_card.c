/* The short lines on the board: what of a part's settings is worth a glance. */
#include <stdio.h>
#include <string.h>

#include "model/design.h"

static const char SEPARATOR[] = " · ";

/* A placeholder shows its bare value: the template has the unit. */
static void append_value(TextBuffer *out, const SettingSpec *spec, const SettingValue *value) {
    char number[32];
    switch (spec->type) {
    case SETTING_NUMBER:
    case SETTING_INTEGER:
        text_format_number(number, value->number);
        text_append(out, number);
        return;
    case SETTING_BOOLEAN:
        text_append(out, value->number != 0 ? "on" : "off");
        return;
    case SETTING_CHOICE:
        for (const char *c = value->word; *c; c++) {
            text_append_char(out, *c == '_' ? ' ' : *c);
        }
        return;
    case SETTING_KEY:
        text_append(out, value->word[0] ? value->word : "no key");
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

/* Appends template[0..length) with its placeholders filled; true when one of their values is not
 * the default. */
static bool fill_part(TextBuffer *out, const char *template, size_t length,
                      const SettingSpec *specs, size_t spec_count, const Settings *settings) {
    bool chosen = false;
    for (size_t at = 0; at < length; at++) {
        const char *closing = template[at] == '{' ? memchr(template + at, '}', length - at) : NULL;
        size_t id_length = closing ? (size_t)(closing - template) - at - 1 : 0;
        const SettingSpec *spec =
            closing ? find_spec(specs, spec_count, template + at + 1, id_length) : NULL;
        if (!spec) {
            text_append_char(out, template[at]);
            continue;
        }
        const Setting *setting = settings_find(settings, spec->id);
        const SettingValue *value = setting ? &setting->value : &spec->fallback;
        append_value(out, spec, value);
        chosen = chosen || !is_default(spec, value);
        at += id_length + 1;
    }
    return chosen;
}

void component_card(const Component *component, char *out, size_t size) {
    const KindSpec *kind = component->kind;
    TextBuffer line = {0};
    fill_part(&line, kind->card, strlen(kind->card), kind->settings, kind->setting_count,
              &component->settings);
    text_copy(out, size, text_of(&line));
    text_free(&line);
}

void connection_card(const Connection *connection, char *out, size_t size) {
    if (connection->label[0]) {
        text_copy(out, size, connection->label);
        return;
    }
    const ConnectionSpec *kind = connection->kind;
    TextBuffer line = {0};
    for (const char *part = kind->card; *part;) {
        const char *end = strstr(part, SEPARATOR);
        size_t length = end ? (size_t)(end - part) : strlen(part);
        TextBuffer filled = {0};
        if (fill_part(&filled, part, length, kind->settings, kind->setting_count,
                      &connection->settings)) {
            text_append(&line, line.length > 0 ? SEPARATOR : "");
            text_append(&line, text_of(&filled));
        }
        text_free(&filled);
        part += length + (end ? strlen(SEPARATOR) : 0);
    }
    text_copy(out, size, text_of(&line));
    text_free(&line);
}
