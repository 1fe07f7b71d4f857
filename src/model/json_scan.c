#include "model/json_scan.h"

#include <stdio.h>
#include <string.h>

#include "model/json_path.h"
#include "model/limits.h"

/* cJSON reads no more of a number than this. */
enum { LONGEST_NUMBER = 60 };

/* An object or array that is open. */
typedef struct Frame {
    char closing; /* '}' or ']' */
    int line;
    size_t position;   /* of the child being read */
    char key[ID_SIZE]; /* its key, cut when it is longer; "" in an array and before the key */
} Frame;

typedef struct Scanner {
    JsonReader *reader;
    const char *at, *end;
    int line;
    Frame frames[LIMIT_DEPTH];
    size_t depth;
    JsonLines *lines;
} Scanner;

static bool scan_value(Scanner *scanner);

/* ---- What is wrong, and where ---------------------------------------------------------------- */

PRINTF_LIKE(3, 4)
static bool fail(Scanner *scanner, ErrorCode code, const char *format, ...) {
    TextBuffer path = {0};
    for (size_t i = 0; i < scanner->depth; i++) {
        const Frame *frame = &scanner->frames[i];
        if (frame->closing == ']') {
            json_path_add_position(&path, frame->position);
        } else if (frame->key[0]) {
            json_path_add_key(&path, frame->key);
        }
    }
    char message[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    scanner->reader->error = error_make(code, "%s:%d: %s%s%s", scanner->reader->file, scanner->line,
                                        text_of(&path), path.length > 0 ? ": " : "", message);
    text_free(&path);
    return false;
}

static bool fail_at_end(Scanner *scanner) {
    if (scanner->depth == 0) {
        return fail(scanner, ERROR_INPUT, "there is nothing here; a JSON value was expected");
    }
    const Frame *frame = &scanner->frames[scanner->depth - 1];
    return fail(scanner, ERROR_INPUT, "the file ends inside %s that began in line %d",
                frame->closing == '}' ? "an object" : "an array", frame->line);
}

/* "expected `,`, found `x`", for what cannot stand where the scanner is. */
static bool fail_expected(Scanner *scanner, const char *expected) {
    if (scanner->at == scanner->end) {
        return fail_at_end(scanner);
    }
    if (*scanner->at == '/' || *scanner->at == '#') {
        return fail(scanner, ERROR_INPUT, "expected %s; JSON has no comments", expected);
    }
    char found[5] = {0};
    size_t size = 0, left = (size_t)(scanner->end - scanner->at);
    utf8_next(scanner->at, left, &size);
    memcpy(found, scanner->at, size);
    if ((unsigned char)found[0] < 0x20) {
        return fail(scanner, ERROR_INPUT, "expected %s, found the control character 0x%02X",
                    expected, (unsigned)found[0]);
    }
    return fail(scanner, ERROR_INPUT, "expected %s, found `%s`", expected, found);
}

/* ---- Small parts ----------------------------------------------------------------------------- */

static bool more(const Scanner *scanner) {
    return scanner->at < scanner->end;
}

static bool next_is(const Scanner *scanner, char c) {
    return more(scanner) && *scanner->at == c;
}

static bool next_is_digit(const Scanner *scanner) {
    return more(scanner) && *scanner->at >= '0' && *scanner->at <= '9';
}

static bool accept(Scanner *scanner, char c) {
    if (!next_is(scanner, c)) {
        return false;
    }
    scanner->at++;
    return true;
}

static void skip_space(Scanner *scanner) {
    while (more(scanner) && strchr(" \t\r\n", *scanner->at)) {
        if (*scanner->at == '\n') {
            scanner->line++;
        }
        scanner->at++;
    }
}

static void skip_digits(Scanner *scanner) {
    while (next_is_digit(scanner)) {
        scanner->at++;
    }
}

/* ---- Values ---------------------------------------------------------------------------------- */

static bool scan_number(Scanner *scanner) {
    const char *start = scanner->at;
    accept(scanner, '-');
    if (!next_is_digit(scanner)) {
        return fail_expected(scanner, "a digit after `-`");
    }
    if (accept(scanner, '0')) {
        if (next_is_digit(scanner)) {
            return fail(scanner, ERROR_INPUT,
                        "a number does not begin with 0 unless it is 0 or "
                        "has a point after it");
        }
    } else {
        skip_digits(scanner);
    }
    if (accept(scanner, '.')) {
        if (!next_is_digit(scanner)) {
            return fail_expected(scanner, "a digit after the point of a number");
        }
        skip_digits(scanner);
    }
    if (accept(scanner, 'e') || accept(scanner, 'E')) {
        if (!accept(scanner, '+')) {
            accept(scanner, '-');
        }
        if (!next_is_digit(scanner)) {
            return fail_expected(scanner, "a digit in the exponent of a number");
        }
        skip_digits(scanner);
    }
    if (scanner->at - start > LONGEST_NUMBER) {
        return fail(scanner, ERROR_LIMIT, "a number of %td characters; at most %d are allowed",
                    scanner->at - start, LONGEST_NUMBER);
    }
    return true;
}

static bool is_word_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

static bool scan_word(Scanner *scanner) {
    char word[32] = "";
    size_t length = 0;
    while (more(scanner) && is_word_character(*scanner->at) && length + 1 < sizeof word) {
        word[length++] = *scanner->at++;
    }
    if (strcmp(word, "true") == 0 || strcmp(word, "false") == 0 || strcmp(word, "null") == 0) {
        return true;
    }
    if (strcmp(word, "NaN") == 0 || strcmp(word, "Infinity") == 0) {
        return fail(scanner, ERROR_INPUT, "`%s` is not a number in JSON; give a finite one", word);
    }
    return fail(scanner, ERROR_INPUT,
                "`%s` is no JSON value; write strings in double quotes, and true, false and null "
                "in small letters",
                word);
}

static bool scan_hex4(Scanner *scanner, unsigned *code) {
    *code = 0;
    for (int i = 0; i < 4; i++) {
        static const char digits[] = "0123456789abcdefABCDEF";
        const char *digit = more(scanner) && *scanner->at ? strchr(digits, *scanner->at) : NULL;
        if (!digit) {
            return fail(scanner, ERROR_INPUT, "`\\u` needs four hexadecimal digits after it");
        }
        unsigned value = (unsigned)(digit - digits);
        *code = *code * 16 + (value < 16 ? value : value - 6);
        scanner->at++;
    }
    return true;
}

static bool scan_unicode_escape(Scanner *scanner) {
    unsigned code = 0, second = 0;
    if (!scan_hex4(scanner, &code)) {
        return false;
    }
    if (code == 0) {
        return fail(scanner, ERROR_INPUT, "a string must not hold the NUL character \\u0000");
    }
    if (code >= 0xd800 && code <= 0xdbff && accept(scanner, '\\') && accept(scanner, 'u')) {
        if (!scan_hex4(scanner, &second)) {
            return false;
        }
        if (second >= 0xdc00 && second <= 0xdfff) {
            return true;
        }
    }
    if (code >= 0xd800 && code <= 0xdfff) {
        return fail(scanner, ERROR_INPUT,
                    "\\u%04x is half of a surrogate pair; write the character itself, or both "
                    "halves",
                    code);
    }
    return true;
}

static bool scan_string(Scanner *scanner) {
    scanner->at++;
    while (more(scanner)) {
        unsigned char c = (unsigned char)*scanner->at;
        if (c == '\n') {
            return fail(scanner, ERROR_INPUT,
                        "the string is not closed in its line; close it with "
                        "`\"`, and write a line break within it as \\n");
        }
        if (c < 0x20) {
            return fail(scanner, ERROR_INPUT,
                        "a string holds the control character 0x%02X; write it as \\u%04x", c, c);
        }
        scanner->at++;
        if (c == '"') {
            return true;
        }
        if (c != '\\') {
            continue;
        }
        if (accept(scanner, 'u')) {
            if (!scan_unicode_escape(scanner)) {
                return false;
            }
        } else if (!more(scanner) || !*scanner->at || !strchr("\"\\/bfnrt", *scanner->at)) {
            return fail(scanner, ERROR_INPUT,
                        "`\\` is followed by none of \" \\ / b f n r t u; "
                        "write a backslash as \\\\");
        } else {
            scanner->at++;
        }
    }
    return fail(scanner, ERROR_INPUT, "the file ends inside a string");
}

static bool scan_key(Scanner *scanner, Frame *frame) {
    frame->key[0] = '\0';
    if (next_is(scanner, '\'')) {
        return fail(scanner, ERROR_INPUT, "keys and strings stand in double quotes");
    }
    if (!next_is(scanner, '"')) {
        return fail_expected(scanner, "a key in double quotes");
    }
    const char *start = scanner->at + 1;
    if (!scan_string(scanner)) {
        return false;
    }
    char key[sizeof frame->key] = "";
    size_t length = (size_t)(scanner->at - 1 - start);
    memcpy(key, start, length < sizeof key ? length : sizeof key - 1);
    text_copy(frame->key, utf8_check(key, strlen(key)) + 1, key);
    skip_space(scanner);
    if (!accept(scanner, ':')) {
        return fail_expected(scanner, "`:` after the key");
    }
    skip_space(scanner);
    return true;
}

static bool scan_children(Scanner *scanner, Frame *frame) {
    const char *closing = frame->closing == '}' ? "}" : "]";
    skip_space(scanner);
    if (accept(scanner, frame->closing)) {
        return true;
    }
    for (;;) {
        if ((frame->closing == '}' && !scan_key(scanner, frame)) || !scan_value(scanner)) {
            return false;
        }
        skip_space(scanner);
        if (accept(scanner, frame->closing)) {
            return true;
        }
        if (!accept(scanner, ',')) {
            char expected[32];
            snprintf(expected, sizeof expected, "`,` or `%s`", closing);
            return fail_expected(scanner, expected);
        }
        int comma_line = scanner->line;
        skip_space(scanner);
        if (next_is(scanner, frame->closing)) {
            scanner->line = comma_line;
            return fail(scanner, ERROR_INPUT, "there is a `,` too many before `%s`", closing);
        }
        frame->position++;
    }
}

static bool scan_container(Scanner *scanner, char closing) {
    if (scanner->depth == LIMIT_DEPTH) {
        return fail(scanner, ERROR_LIMIT, "objects and arrays are nested deeper than %d levels",
                    LIMIT_DEPTH);
    }
    Frame *frame = &scanner->frames[scanner->depth++];
    *frame = (Frame){.closing = closing, .line = scanner->line};
    scanner->at++;
    if (!scan_children(scanner, frame)) {
        return false;
    }
    scanner->depth--;
    return true;
}

static bool scan_value(Scanner *scanner) {
    if (!more(scanner)) {
        return fail_at_end(scanner);
    }
    if (scanner->lines->count == LIMIT_VALUES) {
        return fail(scanner, ERROR_LIMIT, "the document holds more than %d values", LIMIT_VALUES);
    }
    array_push(scanner->lines, scanner->line);
    char c = *scanner->at;
    switch (c) {
    case '{':
        return scan_container(scanner, '}');
    case '[':
        return scan_container(scanner, ']');
    case '"':
        return scan_string(scanner);
    case '\'':
        return fail(scanner, ERROR_INPUT, "keys and strings stand in double quotes");
    case '+':
        return fail(scanner, ERROR_INPUT, "a number does not begin with `+`");
    case '.':
        return fail(scanner, ERROR_INPUT,
                    "a number does not begin with a point; write 0 before it");
    default:
        break;
    }
    if (c == '-' || (c >= '0' && c <= '9')) {
        return scan_number(scanner);
    }
    return is_word_character(c) ? scan_word(scanner) : fail_expected(scanner, "a value");
}

/* ---- The document ---------------------------------------------------------------------------- */

static int count_lines(const char *from, const char *to) {
    int lines = 0;
    for (; from < to; from++) {
        lines += *from == '\n';
    }
    return lines;
}

static bool check_bytes(Scanner *scanner) {
    const char *start = scanner->at;
    size_t length = (size_t)(scanner->end - start);
    if (length >= 3 && memcmp(start, "\xef\xbb\xbf", 3) == 0) {
        return fail(scanner, ERROR_INPUT,
                    "the file begins with a byte order mark; save it as "
                    "UTF-8 without one");
    }
    size_t valid = utf8_check(start, length);
    if (valid == length) {
        return true;
    }
    scanner->line += count_lines(start, start + valid);
    if (start[valid] == '\0') {
        return fail(scanner, ERROR_INPUT, "there is a NUL byte; is this a text file?");
    }
    return fail(scanner, ERROR_INPUT, "the byte 0x%02X is not valid UTF-8; save the file as UTF-8",
                (unsigned)(unsigned char)start[valid]);
}

bool json_scan(JsonReader *reader, const char *bytes, size_t length, int first_line,
               JsonLines *lines) {
    Scanner scanner = {
        .reader = reader, .at = bytes, .end = bytes + length, .line = first_line, .lines = lines};
    if (!check_bytes(&scanner)) {
        return false;
    }
    skip_space(&scanner);
    if (!scan_value(&scanner)) {
        return false;
    }
    skip_space(&scanner);
    return more(&scanner) ? fail_expected(&scanner, "nothing more after the document's end") : true;
}
