/* The values of settings: what is allowed, and what a person reads. */
#include "model/catalog.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "model/json.h"

enum { LINE_SIZE = 512 };

/* --- What is allowed --- */

/* As text_format_number, but with as many digits as it takes to be read back as the same. */
static void format_number(char out[32], double number) {
    text_format_number(out, number);
    char plain[32];
    size_t length = 0;
    for (const char *c = out; *c != '\0'; c++) {
        if (*c != ',') {
            plain[length++] = *c;
        }
    }
    plain[length] = '\0';
    if (strtod(plain, NULL) == number) {
        return;
    }
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(out, 32, "%.*g", digits, number);
        if (strtod(out, NULL) == number) {
            return;
        }
    }
}

static void list_choices(const SettingSpec *spec, TextBuffer *out) {
    for (size_t i = 0; i < spec->choice_count; i++) {
        text_append_format(out, "%s%s", i == 0 ? "" : ", ", spec->choices[i]);
    }
}

void setting_describe(const SettingSpec *spec, char *out, size_t size) {
    TextBuffer text = {0};
    char min[32], max[32];
    switch (spec->type) {
    case SETTING_NUMBER:
    case SETTING_INTEGER:
        format_number(min, spec->min);
        format_number(max, spec->max);
        text_append_format(&text, "%s from %s to %s%s%s",
                           spec->type == SETTING_INTEGER ? "a whole number" : "a number", min, max,
                           spec->unit[0] == '\0' ? "" : " ", spec->unit);
        if (spec->zero && spec->min <= 0) {
            text_append_format(&text, " (0: %s)", spec->zero);
        }
        break;
    case SETTING_BOOLEAN:
        text_append(&text, "on or off");
        break;
    case SETTING_CHOICE:
        text_append(&text, "one of ");
        list_choices(spec, &text);
        break;
    case SETTING_KEY:
        text_append(&text, "a key of the scenario");
        if (spec->choice_count > 0) {
            text_append(&text, " or ");
            list_choices(spec, &text);
        } else {
            text_append(&text, ", or nothing");
        }
        break;
    }
    text_copy(out, size, text_of(&text));
    text_free(&text);
}

static bool is_choice(const SettingSpec *spec, const char *word) {
    for (size_t i = 0; i < spec->choice_count; i++) {
        if (strcmp(spec->choices[i], word) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_key(const SettingSpec *spec, const char *word) {
    return word[0] == '\0' ? spec->choice_count == 0 : json_is_id(word);
}

static bool is_allowed(const SettingSpec *spec, const SettingValue *value) {
    double number = value->number;
    switch (spec->type) {
    case SETTING_NUMBER:
        return number >= spec->min && number <= spec->max;
    case SETTING_INTEGER:
        return number >= spec->min && number <= spec->max && floor(number) == number;
    case SETTING_BOOLEAN:
        return number == 0 || number == 1;
    case SETTING_CHOICE:
        return is_choice(spec, value->word);
    case SETTING_KEY:
        return is_choice(spec, value->word) || is_key(spec, value->word);
    }
    return false;
}

Error setting_check(const SettingSpec *spec, const SettingValue *value) {
    if (is_allowed(spec, value)) {
        return error_none();
    }
    char expected[LINE_SIZE], found[ID_SIZE + 32];
    setting_describe(spec, expected, sizeof expected);
    bool is_word = spec->type == SETTING_CHOICE || spec->type == SETTING_KEY;
    if (is_word) {
        snprintf(found, sizeof found, "`%s`", value->word);
    } else {
        format_number(found, value->number);
    }
    const char *nearest =
        is_word ? text_nearest(value->word, spec->choices, spec->choice_count) : NULL;
    return error_make(ERROR_INPUT, "expected %s, found %s%s%s%s", expected, found,
                      !nearest ? "" : "; did you mean `", !nearest ? "" : nearest,
                      !nearest ? "" : "`?");
}

/* --- What a person reads --- */

static void format_with_unit(const SettingSpec *spec, double number, char *out, size_t size) {
    char digits[32];
    format_number(digits, number);
    snprintf(out, size, "%s%s%s", digits, spec->unit[0] == '\0' ? "" : " ", spec->unit);
}

/* A time of two minutes and more that is whole minutes, hours or days: "4 d" for 345,600 s. */
static bool format_long_time(const SettingSpec *spec, double number, char *out, size_t size) {
    static const struct {
        double seconds;
        const char *unit;
    } UNITS[] = {{86400, "d"}, {3600, "h"}, {60, "min"}};
    bool is_ms = strcmp(spec->unit, "ms") == 0;
    double seconds = is_ms ? number / 1000 : number;
    if ((!is_ms && strcmp(spec->unit, "s") != 0) || seconds < 120) {
        return false;
    }
    for (size_t i = 0; i < sizeof UNITS / sizeof UNITS[0]; i++) {
        double count = number / (is_ms ? UNITS[i].seconds * 1000 : UNITS[i].seconds);
        if (count >= 1 && floor(count) == count) {
            char digits[32];
            format_number(digits, count);
            snprintf(out, size, "%s %s", digits, UNITS[i].unit);
            return true;
        }
    }
    return false;
}

static void format_number_for_people(const SettingSpec *spec, double number, char *out,
                                     size_t size) {
    if (number == 0 && spec->zero) {
        text_copy(out, size, spec->zero);
    } else if (!format_long_time(spec, number, out, size)) {
        format_with_unit(spec, number, out, size);
    }
}

void setting_format_exact(const SettingSpec *spec, const SettingValue *value, char *out,
                          size_t size) {
    if (spec->type == SETTING_NUMBER || spec->type == SETTING_INTEGER) {
        char text[64];
        format_with_unit(spec, value->number, text, sizeof text);
        text_copy(out, size, text);
    } else {
        setting_format(spec, value, out, size);
    }
}

void setting_format(const SettingSpec *spec, const SettingValue *value, char *out, size_t size) {
    assert(size > 0);
    char text[ID_SIZE + 64];
    switch (spec->type) {
    case SETTING_NUMBER:
    case SETTING_INTEGER:
        format_number_for_people(spec, value->number, text, sizeof text);
        break;
    case SETTING_BOOLEAN:
        text_copy(text, sizeof text, value->number == 0 ? "off" : "on");
        break;
    case SETTING_CHOICE:
        text_copy(text, sizeof text, value->word);
        for (char *c = text; *c != '\0'; c++) {
            *c = *c == '_' ? ' ' : *c;
        }
        break;
    case SETTING_KEY:
        text_copy(text, sizeof text, value->word[0] == '\0' ? "none" : value->word);
        break;
    }
    text_copy(out, size, text);
}
