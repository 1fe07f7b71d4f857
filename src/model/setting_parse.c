/* Reads what a person typed into a setting's field. */
#include "model/catalog.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/macros.h"
#include "base/text.h"

enum { LONGEST_TYPED = 128, DESCRIPTION_SIZE = 512 };

static bool equal_ignoring_case(const char *a, const char *b) {
    while (*a != '\0' && tolower((unsigned char)*a) == tolower((unsigned char)*b)) {
        a++;
        b++;
    }
    return *a == *b;
}

/* The text without the blanks around it; false when it does not fit. */
static bool trim(const char *text, char *out, size_t size) {
    while (isspace((unsigned char)*text)) {
        text++;
    }
    size_t length = strlen(text);
    while (length > 0 && isspace((unsigned char)text[length - 1])) {
        length--;
    }
    if (length >= size) {
        return false;
    }
    memcpy(out, text, length);
    out[length] = '\0';
    return true;
}

static size_t count_digits(const char *text) {
    size_t count = 0;
    while (isdigit((unsigned char)text[count])) {
        count++;
    }
    return count;
}

/* Copies "1,234,567" without its commas; returns what was read of the text, 0 when the commas do
 * not stand before groups of three. */
static size_t read_grouped(const char *text, char *digits, size_t *length) {
    size_t read = count_digits(text);
    memcpy(digits, text, read);
    *length = read;
    if (text[read] == ',' && (read == 0 || read > 3)) {
        return 0;
    }
    while (text[read] == ',') {
        if (count_digits(text + read + 1) != 3) {
            return 0;
        }
        memcpy(digits + *length, text + read + 1, 3);
        *length += 3;
        read += 4;
    }
    return read;
}

/* Reads the number that the text begins with; `rest` is what follows it. Only digits, a point, an
 * exponent: "nan", "0x10" and the like are no numbers to a person. */
static bool read_number(const char *text, double *number, const char **rest) {
    char digits[LONGEST_TYPED];
    size_t length = 0;
    bool negative = *text == '-';
    if (*text == '-' || *text == '+') {
        text++;
    }
    size_t read = read_grouped(text, digits, &length);
    text += read;
    if (*text == '.') {
        size_t fraction = count_digits(text + 1);
        if (read + fraction == 0) {
            return false;
        }
        memcpy(digits + length, text, fraction + 1);
        length += fraction + 1;
        text += fraction + 1;
    } else if (read == 0) {
        return false;
    }
    if (*text == 'e' || *text == 'E') {
        size_t sign = text[1] == '-' || text[1] == '+';
        size_t exponent = count_digits(text + 1 + sign);
        if (exponent > 0) {
            memcpy(digits + length, text, 1 + sign + exponent);
            length += 1 + sign + exponent;
            text += 1 + sign + exponent;
        }
    }
    digits[length] = '\0';
    double magnitude = strtod(digits, NULL);
    *number = negative ? -magnitude : magnitude;
    *rest = text;
    return isfinite(magnitude);
}

typedef struct Scale {
    const char *word;
    double seconds;
} Scale;

static bool find_seconds(const char *word, double *seconds) {
    static const Scale TIMES[] = {
        {"us", 1e-6}, {"µs", 1e-6}, {"ms", 1e-3}, {"s", 1},       {"sec", 1},
        {"min", 60},  {"h", 3600},  {"d", 86400}, {"day", 86400}, {"days", 86400},
    };
    for (size_t i = 0; i < COUNT_OF(TIMES); i++) {
        if (equal_ignoring_case(word, TIMES[i].word)) {
            *seconds = TIMES[i].seconds;
            return true;
        }
    }
    return false;
}

/* Multiplies or divides, whichever is exact in decimals: 2 s are 2000 ms, 1500 ms are 1.5 s. */
static double convert_time(double number, double from_seconds, double to_seconds) {
    double factor = from_seconds / to_seconds;
    return factor >= 1 ? number * round(factor) : number / round(1 / factor);
}

static double read_magnitude(char letter) {
    switch (letter) {
    case 'k':
    case 'K':
        return 1e3;
    case 'M':
        return 1e6;
    case 'G':
    case 'B':
        return 1e9;
    default:
        return 0;
    }
}

/* Takes what was typed behind the number: nothing, the unit, another unit of time, a magnitude. */
static bool apply_unit(const SettingSpec *spec, const char *rest, double *number) {
    while (isspace((unsigned char)*rest)) {
        rest++;
    }
    if (*rest == '\0' || equal_ignoring_case(rest, spec->unit)) {
        return true;
    }
    double from, to;
    if (find_seconds(spec->unit, &to)) {
        if (!find_seconds(rest, &from)) {
            return false;
        }
        *number = convert_time(*number, from, to);
        return true;
    }
    double magnitude = read_magnitude(*rest);
    if (magnitude == 0) {
        return false;
    }
    *number *= magnitude;
    rest++;
    while (isspace((unsigned char)*rest)) {
        rest++;
    }
    return *rest == '\0' || equal_ignoring_case(rest, spec->unit);
}

static Error refuse(const SettingSpec *spec, const char *text, const char *hint) {
    char expected[DESCRIPTION_SIZE];
    setting_describe(spec, expected, sizeof expected);
    if (text[0] == '\0') {
        return error_make(ERROR_INPUT, "expected %s, found nothing", expected);
    }
    return error_make(ERROR_INPUT, "expected %s, found `%s`%s%s", expected, text,
                      hint[0] == '\0' ? "" : "; ", hint);
}

static Error parse_number(const SettingSpec *spec, const char *text, SettingValue *value) {
    const char *rest;
    double number;
    if (spec->zero && (equal_ignoring_case(text, spec->zero) || equal_ignoring_case(text, "none") ||
                       equal_ignoring_case(text, "off"))) {
        *value = (SettingValue){.number = 0};
        return error_none();
    }
    if (!read_number(text, &number, &rest)) {
        bool comma = strchr(text, ',');
        return refuse(spec, text, comma ? "a comma stands before each three digits: 1,000" : "");
    }
    if (!apply_unit(spec, rest, &number)) {
        char hint[64] = "it has no unit";
        if (spec->unit[0] != '\0') {
            snprintf(hint, sizeof hint, "its unit is %s", spec->unit);
        }
        return refuse(spec, text, hint);
    }
    *value = (SettingValue){.number = number};
    return error_none();
}

static Error parse_boolean(const SettingSpec *spec, const char *text, SettingValue *value) {
    static const char *const WORDS[] = {"off", "on", "no", "yes", "false", "true", "0", "1"};
    for (size_t i = 0; i < COUNT_OF(WORDS); i++) {
        if (equal_ignoring_case(text, WORDS[i])) {
            *value = (SettingValue){.number = (double)(i % 2)};
            return error_none();
        }
    }
    return refuse(spec, text, "");
}

/* The choice that was typed, in any case, with blanks or hyphens: "Two choices". NULL: none. */
static const char *find_choice(const SettingSpec *spec, const char *text) {
    for (size_t i = 0; i < spec->choice_count; i++) {
        const char *choice = spec->choices[i];
        size_t at = 0;
        while (choice[at] != '\0' && text[at] != '\0' &&
               (choice[at] == tolower((unsigned char)text[at]) ||
                (choice[at] == '_' && (text[at] == ' ' || text[at] == '-')))) {
            at++;
        }
        if (choice[at] == text[at]) {
            return choice;
        }
    }
    return NULL;
}

/* What is none of the choices is left to setting_check(), to refuse or to take for a key. */
static Error parse_word(const SettingSpec *spec, const char *text, SettingValue *value) {
    const char *word = find_choice(spec, text);
    if (!word) {
        bool is_none = spec->type == SETTING_KEY && spec->choice_count == 0 &&
                       equal_ignoring_case(text, "none");
        word = is_none ? "" : text;
    }
    SettingValue parsed = {0};
    if (!text_copy(parsed.word, sizeof parsed.word, word)) {
        return refuse(spec, text, "that is too long");
    }
    *value = parsed;
    return error_none();
}

Error setting_parse(const SettingSpec *spec, const char *text, SettingValue *value) {
    char trimmed[LONGEST_TYPED];
    if (!trim(text, trimmed, sizeof trimmed)) {
        return error_make(ERROR_INPUT, "expected at most %zu characters", sizeof trimmed - 1);
    }
    SettingValue parsed = {0};
    Error error = error_none();
    switch (spec->type) {
    case SETTING_NUMBER:
    case SETTING_INTEGER:
        error = parse_number(spec, trimmed, &parsed);
        break;
    case SETTING_BOOLEAN:
        error = parse_boolean(spec, trimmed, &parsed);
        break;
    case SETTING_CHOICE:
    case SETTING_KEY:
        error = parse_word(spec, trimmed, &parsed);
        break;
    }
    if (!error.code) {
        error = setting_check(spec, &parsed);
    }
    if (!error.code) {
        *value = parsed;
    }
    return error;
}
