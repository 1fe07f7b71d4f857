#include <float.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "model/json.h"
#include "model/limits.h"
#include "support/support.h"

/* ---- Parsing --------------------------------------------------------------------------------- */

static void write_value(JsonWriter *writer, const JsonValue *value, JsonLayout layout) {
    switch (value->type) {
    case JSON_NULL:
        json_null(writer);
        break;
    case JSON_BOOLEAN:
        json_boolean(writer, value->boolean);
        break;
    case JSON_NUMBER:
        json_number(writer, value->number);
        break;
    case JSON_STRING:
        json_text(writer, value->text);
        break;
    case JSON_ARRAY:
        json_begin_array(writer, layout);
        for (const JsonValue *item = value->first; item; item = item->next) {
            write_value(writer, item, layout);
        }
        json_end_array(writer);
        break;
    case JSON_OBJECT:
        json_begin_object(writer, layout);
        for (const JsonValue *member = value->first; member; member = member->next) {
            json_key(writer, member->key);
            write_value(writer, member, layout);
        }
        json_end_object(writer);
        break;
    }
}

static void every_kind_of_value_is_read(void **state) {
    (void)state;
    static const struct {
        const char *text, *written;
    } cases[] = {
        {"null", "null"},
        {" true\t", "true"},
        {"[false, 0, -0, 10, -1.5, 2E3, 1e-2, 0.1]", "[false, 0, 0, 10, -1.5, 2000, 0.01, 0.1]"},
        {"{'a':{},'b':[],'':''}", "{ \"a\": {}, \"b\": [], \"\": \"\" }"},
        {"[[[1],2],[{'a':[{'b':1}]}]]", "[[[1], 2], [{ \"a\": [{ \"b\": 1 }] }]]"},
        {"'\\u0041\\u00fc\\u2192\\ud83d\\ude00\\n\\/\\\\'", "\"Aü→😀\\n/\\\\\""},
        {"'ü→😀\x7f'", "\"ü→😀\x7f\""},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Arena arena = {0};
        JsonReader reader = {.file = "a.json"};
        const char *text = support_quotes(&arena, cases[i].text);
        const JsonValue *root = json_parse(&reader, text, strlen(text), 1, &arena);
        assert_string_equal(reader.error.message, "");
        JsonWriter writer = {0};
        write_value(&writer, root, JSON_INLINE);
        assert_string_equal(text_of(&writer.out), cases[i].written);
        json_writer_free(&writer);
        arena_free(&arena);
    }
}

static void a_tree_knows_its_lines_and_places(void **state) {
    (void)state;
    Arena arena = {0};
    JsonReader reader = {.file = "a.json"};
    const char *text = support_quotes(&arena, "{\n 'a': [1,\n  2, {\r\n'b':\n null}],\n 'c': 3 }");
    const JsonValue *root = json_parse(&reader, text, strlen(text), 10, &arena);
    assert_non_null(root);
    assert_int_equal(root->line, 10);
    assert_int_equal(root->count, 2);
    const JsonValue *list = json_member(root, "a");
    assert_int_equal(list->line, 11);
    assert_int_equal(list->count, 3);
    const JsonValue *second = list->first->next;
    assert_int_equal(second->line, 12);
    assert_int_equal(second->position, 1);
    assert_null(second->key);
    const JsonValue *inner = json_member(second->next, "b");
    assert_int_equal(inner->line, 14); /* the value's line, not the key's */
    assert_ptr_equal(inner->parent, second->next);
    assert_string_equal(inner->key, "b");
    assert_int_equal(json_member(root, "c")->line, 15);
    assert_null(json_member(root, "d"));
    assert_null(json_member(list, "a"));
    arena_free(&arena);
}

static void what_is_not_json_is_refused_with_its_place(void **state) {
    (void)state;
    static const struct {
        const char *text, *message;
    } cases[] = {
        {"", "a.json:1: there is nothing here; a JSON value was expected"},
        {" \n\n ", "a.json:3: there is nothing here; a JSON value was expected"},
        {"{\n'a': [\n1,\n", "a.json:4: a[1]: the file ends inside an array that began in line 2"},
        {"{\n'a': {'b': 1,\n", "a.json:3: a: the file ends inside an object that began in line 2"},
        {"{ 'a'", "a.json:1: a: the file ends inside an object that began in line 1"},
        {"{ 'a", "a.json:1: the file ends inside a string"},
        {"{ 'a': 1,\n}", "a.json:1: a: there is a `,` too many before `}`"},
        {"[1, 2, ]", "a.json:1: [1]: there is a `,` too many before `]`"},
        {"[1 2]", "a.json:1: [0]: expected `,` or `]`, found `2`"},
        {"{ 'a': 1 'b': 2 }", "a.json:1: a: expected `,` or `}`, found `\"`"},
        {"{ 'a' 1 }", "a.json:1: a: expected `:` after the key, found `1`"},
        {"{ a: 1 }", "a.json:1: expected a key in double quotes, found `a`"},
        {"[1]\n\n[2]", "a.json:3: expected nothing more after the document's end, found `[`"},
        {"[ü]", "a.json:1: [0]: expected a value, found `ü`"},
        {"{ 'a': // why\n 1 }", "a.json:1: a: expected a value; JSON has no comments"},
        {"[\x01]", "a.json:1: [0]: expected a value, found the control character 0x01"},
        {"[True]", "a.json:1: [0]: `True` is no JSON value; write strings in double quotes, and "
                   "true, false and null in small letters"},
        {"[nul]", "a.json:1: [0]: `nul` is no JSON value; write strings in double quotes, and "
                  "true, false and null in small letters"},
        {"[NaN]", "a.json:1: [0]: `NaN` is not a number in JSON; give a finite one"},
        {"[-Infinity]", "a.json:1: [0]: expected a digit after `-`, found `I`"},
        {"[01]", "a.json:1: [0]: a number does not begin with 0 unless it is 0 or has a point "
                 "after it"},
        {"[+1]", "a.json:1: [0]: a number does not begin with `+`"},
        {"[.5]", "a.json:1: [0]: a number does not begin with a point; write 0 before it"},
        {"[1.]", "a.json:1: [0]: expected a digit after the point of a number, found `]`"},
        {"[1e]", "a.json:1: [0]: expected a digit in the exponent of a number, found `]`"},
        {"[0x10]", "a.json:1: [0]: expected `,` or `]`, found `x`"},
        {"[\n1e999]", "a.json:2: [0]: the number is beyond what a 64-bit float can hold"},
        {"[1000000000000000000000000000000000000000000000000000000000001]",
         "a.json:1: [0]: a number of 61 characters; at most 60 are allowed"},
        {"['a\nb']", "a.json:1: [0]: the string is not closed in its line; close it with `\"`, and "
                     "write a line break within it as \\n"},
        {"['a\tb']", "a.json:1: [0]: a string holds the control character 0x09; write it as "
                     "\\u0009"},
        {"['\\x']", "a.json:1: [0]: `\\` is followed by none of \" \\ / b f n r t u; write a "
                    "backslash as \\\\"},
        {"['\\u12g4']", "a.json:1: [0]: `\\u` needs four hexadecimal digits after it"},
        {"['\\ud800']", "a.json:1: [0]: \\ud800 is half of a surrogate pair; write the character "
                        "itself, or both halves"},
        {"['\\udc00\\ud800']", "a.json:1: [0]: \\udc00 is half of a surrogate pair; write the "
                               "character itself, or both halves"},
        {"['\\ud800\\u0041']", "a.json:1: [0]: \\ud800 is half of a surrogate pair; write the "
                               "character itself, or both halves"},
        {"['a\\u0000b']", "a.json:1: [0]: a string must not hold the NUL character \\u0000"},
        {"[\n'\xe9']", "a.json:2: the byte 0xE9 is not valid UTF-8; save the file as UTF-8"},
        {"['\xed\xa0\x80']", "a.json:1: the byte 0xED is not valid UTF-8; save the file as UTF-8"},
        {"\xef\xbb\xbf{}", "a.json:1: the file begins with a byte order mark; save it as UTF-8 "
                           "without one"},
        {"{ 'a': 1,\n 'b': 2,\n 'a': 3 }",
         "a.json:3: a: the key stands here for the second time; the first is in line 1"},
        {"{ 'a': 1, '\\u0061': 2 }",
         "a.json:1: a: the key stands here for the second time; the first is in line 1"},
        {"{ 'odd key!': { 'b': ] } }", "a.json:1: [\"odd key!\"].b: expected a value, found `]`"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Arena arena = {0};
        JsonReader reader = {.file = "a.json"};
        const char *text = support_quotes(&arena, cases[i].text);
        assert_null(json_parse(&reader, text, strlen(text), 1, &arena));
        assert_int_not_equal(reader.error.code, ERROR_NONE);
        assert_string_equal(reader.error.message, cases[i].message);
        arena_free(&arena);
    }
}

static void a_quote_of_the_wrong_kind_is_named(void **state) {
    (void)state;
    static const char *const texts[] = {"{'a': 1}", "['a']", "{\"a\": 'b'}"};
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        Arena arena = {0};
        JsonReader reader = {.file = "a.json"};
        assert_null(json_parse(&reader, texts[i], strlen(texts[i]), 1, &arena));
        assert_non_null(strstr(reader.error.message, "stand in double quotes"));
        arena_free(&arena);
    }
}

static void a_nul_byte_is_refused(void **state) {
    (void)state;
    Arena arena = {0};
    JsonReader reader = {.file = "a.json"};
    assert_null(json_parse(&reader, "[1,\n\0]", 6, 1, &arena));
    assert_string_equal(reader.error.message,
                        "a.json:2: there is a NUL byte; is this a text file?");
    arena_free(&arena);
}

static void nesting_has_its_limit(void **state) {
    (void)state;
    for (size_t depth = LIMIT_DEPTH; depth <= 100000; depth += 100000 - LIMIT_DEPTH - 1) {
        TextBuffer text = {0};
        for (size_t i = 0; i < depth; i++) {
            text_append_char(&text, '[');
        }
        for (size_t i = 0; i < depth; i++) {
            text_append_char(&text, ']');
        }
        Arena arena = {0};
        JsonReader reader = {.file = "a.json"};
        const JsonValue *root = json_parse(&reader, text.text, text.length, 1, &arena);
        if (depth == LIMIT_DEPTH) {
            assert_non_null(root);
        } else {
            assert_null(root);
            assert_int_equal(reader.error.code, ERROR_LIMIT);
            assert_non_null(strstr(reader.error.message, "nested deeper than 64 levels"));
        }
        arena_free(&arena);
        text_free(&text);
    }
}

static void the_number_of_values_has_its_limit(void **state) {
    (void)state;
    TextBuffer text = {0};
    text_append(&text, "[");
    for (size_t i = 0; i < LIMIT_VALUES; i++) {
        text_append(&text, "0,");
    }
    text_append(&text, "0]");
    Arena arena = {0};
    JsonReader reader = {.file = "a.json"};
    assert_null(json_parse(&reader, text.text, text.length, 1, &arena));
    assert_int_equal(reader.error.code, ERROR_LIMIT);
    assert_non_null(strstr(reader.error.message, "more than 2000000 values"));
    assert_null(arena.first); /* nothing was taken for the tree */
    arena_free(&arena);
    text_free(&text);
}

static void many_members_are_searched_for_duplicates_too(void **state) {
    (void)state;
    Arena arena = {0};
    TextBuffer text = {0};
    text_append(&text, "{");
    for (int i = 0; i < 20000; i++) {
        text_append_format(&text, "\"k%d\": 1,\n", i);
    }
    text_append(&text, "\"k12345\": 1 }");
    JsonReader reader = {.file = "a.json"};
    assert_null(json_parse(&reader, text.text, text.length, 1, &arena));
    assert_string_equal(reader.error.message, "a.json:20001: k12345: the key stands here for the "
                                              "second time; the first is in line 12346");
    arena_free(&arena);
    text_free(&text);
}

/* Each cut of a document is refused, and says in which line. */
static void every_truncation_is_refused(void **state) {
    (void)state;
    Arena arena = {0};
    const char *text = support_quotes(&arena, "{ 'a': [1, true, null, 'x\\u00fc\\n'],\n'b': {'c': "
                                              "-1.5e3 } }");
    for (size_t length = 0; length < strlen(text); length++) {
        JsonReader reader = {.file = "a.json"};
        assert_null(json_parse(&reader, text, length, 1, &arena));
        assert_int_equal(strncmp(reader.error.message, "a.json:", 7), 0);
    }
    arena_free(&arena);
}

/* ---- Reading --------------------------------------------------------------------------------- */

typedef struct Fixture {
    Arena arena;
    JsonReader reader;
    const JsonValue *root;
} Fixture;

static void open_fixture(Fixture *fixture, const char *text) {
    *fixture = (Fixture){.reader.file = "a.json"};
    const char *quoted = support_quotes(&fixture->arena, text);
    fixture->root = json_parse(&fixture->reader, quoted, strlen(quoted), 1, &fixture->arena);
    assert_string_equal(fixture->reader.error.message, "");
}

static void expect_message(Fixture *fixture, const char *message) {
    assert_string_equal(fixture->reader.error.message, message);
    fixture->reader.error = error_none();
}

static const char DOCUMENT[] = "{ 'text': 'hello',\n 'id': 'api-1',\n 'number': 12.5,\n"
                               " 'whole': -3,\n 'flag': true,\n 'word': 'queue',\n"
                               " 'list': [1, 2],\n 'part': { 'x': 1 } }";

static void members_are_read_by_type(void **state) {
    (void)state;
    Fixture f;
    char id[ID_SIZE];
    static const char *const words[] = {"topic", "queue"};
    open_fixture(&f, DOCUMENT);
    JsonReader *reader = &f.reader;
    assert_string_equal(json_read_text(reader, f.root, "text", JSON_REQUIRED), "hello");
    json_read_id(reader, f.root, "id", JSON_REQUIRED, id);
    assert_string_equal(id, "api-1");
    assert_true(json_read_number(reader, f.root, "number", JSON_REQUIRED, 0, 100, 0) == 12.5);
    assert_int_equal(json_read_integer(reader, f.root, "whole", JSON_REQUIRED, -5, 5, 0), -3);
    assert_true(json_read_boolean(reader, f.root, "flag", JSON_REQUIRED, false));
    assert_int_equal(json_read_word(reader, f.root, "word", JSON_REQUIRED, words, 2, 0), 1);
    assert_int_equal(json_read_array(reader, f.root, "list", JSON_REQUIRED, 2)->count, 2);
    assert_int_equal(json_read_object(reader, f.root, "part", JSON_REQUIRED)->count, 1);
    assert_int_equal(reader->error.code, ERROR_NONE);
    arena_free(&f.arena);
}

static void what_is_missing_has_a_fallback(void **state) {
    (void)state;
    Fixture f;
    char id[ID_SIZE] = "x";
    static const char *const words[] = {"topic", "queue"};
    open_fixture(&f, "{}");
    JsonReader *reader = &f.reader;
    assert_string_equal(json_read_text(reader, f.root, "a", JSON_OPTIONAL), "");
    json_read_id(reader, f.root, "a", JSON_OPTIONAL, id);
    assert_string_equal(id, "");
    assert_true(json_read_number(reader, f.root, "a", JSON_OPTIONAL, 5, 9, 1) == 1);
    assert_int_equal(json_read_integer(reader, f.root, "a", JSON_OPTIONAL, 5, 9, 2), 2);
    assert_true(json_read_boolean(reader, f.root, "a", JSON_OPTIONAL, true));
    assert_int_equal(json_read_word(reader, f.root, "a", JSON_OPTIONAL, words, 2, 1), 1);
    assert_null(json_read_array(reader, f.root, "a", JSON_OPTIONAL, 2));
    assert_null(json_read_object(reader, f.root, "a", JSON_OPTIONAL));
    assert_int_equal(reader->error.code, ERROR_NONE);
    json_read_text(reader, f.root, "a", JSON_REQUIRED);
    expect_message(&f, "a.json:1: the key `a` is missing");
    arena_free(&f.arena);
}

static void what_does_not_fit_is_named(void **state) {
    (void)state;
    Fixture f;
    char id[ID_SIZE];
    static const char *const words[] = {"topic", "stream", "cache"};
    static const char *const keys[] = {"texts", "id",   "number", "whole",
                                       "flag",  "word", "list",   "part"};
    open_fixture(&f, DOCUMENT);
    JsonReader *reader = &f.reader;
    json_read_number(reader, f.root, "text", JSON_REQUIRED, 0, 1, 0);
    expect_message(&f, "a.json:1: text: expected a number, found a string");
    json_read_text(reader, f.root, "flag", JSON_REQUIRED);
    expect_message(&f, "a.json:5: flag: expected a string, found true or false");
    json_read_array(reader, f.root, "part", JSON_REQUIRED, 9);
    expect_message(&f, "a.json:8: part: expected an array, found an object");
    json_read_object(reader, f.root, "list", JSON_REQUIRED);
    expect_message(&f, "a.json:7: list: expected an object, found an array");
    json_read_boolean(reader, f.root, "number", JSON_REQUIRED, false);
    expect_message(&f, "a.json:3: number: expected true or false, found a number");
    json_read_integer(reader, f.root, "number", JSON_REQUIRED, 0, 100, 0);
    expect_message(&f, "a.json:3: number: expected a whole number, found 12.5");
    json_read_number(reader, f.root, "number", JSON_REQUIRED, 0, 10, 0);
    expect_message(&f, "a.json:3: number: 12.5 is out of range; expected 0 to 10");
    json_read_number(reader, f.root, "number", JSON_REQUIRED, 1000, DBL_MAX, 0);
    expect_message(&f, "a.json:3: number: 12.5 is too small; expected at least 1,000");
    json_read_number(reader, f.root, "number", JSON_REQUIRED, -DBL_MAX, 0, 0);
    expect_message(&f, "a.json:3: number: 12.5 is too large; expected at most 0");
    json_read_integer(reader, f.root, "whole", JSON_REQUIRED, 1, 5, 0);
    expect_message(&f, "a.json:4: whole: -3 is out of range; expected 1 to 5");
    json_read_array(reader, f.root, "list", JSON_REQUIRED, 1);
    expect_message(&f, "a.json:7: list: 2 entries; at most 1 are allowed");
    json_read_word(reader, f.root, "word", JSON_REQUIRED, words, 3, 0);
    expect_message(&f, "a.json:6: word: unknown word `queue`; the words known here are `topic`, "
                       "`stream` and `cache`");
    static const char *const near[] = {"queues", "topic"};
    json_read_word(reader, f.root, "word", JSON_REQUIRED, near, 2, 0);
    expect_message(&f, "a.json:6: word: unknown word `queue`; did you mean `queues`?");
    json_read_id(reader, json_member(f.root, "part"), "x", JSON_REQUIRED, id);
    expect_message(&f, "a.json:8: part.x: expected a string, found a number");
    json_expect_keys(reader, f.root, keys, COUNT_OF(keys));
    expect_message(&f, "a.json:1: text: unknown key; did you mean `texts`?");
    json_expect_keys(reader, json_member(f.root, "part"), keys, 2);
    expect_message(&f, "a.json:8: part.x: unknown key; the keys known here are `texts` and `id`");
    json_expect_keys(reader, json_member(f.root, "list"), keys, 2);
    expect_message(&f, "a.json:7: list: expected an object, found an array");
    json_value_integer(reader, json_member(f.root, "list")->first->next, 5, 9);
    expect_message(&f, "a.json:7: list[1]: 2 is out of range; expected 5 to 9");
    arena_free(&f.arena);
}

static void the_first_error_stands_and_later_reads_are_harmless(void **state) {
    (void)state;
    Fixture f;
    char id[ID_SIZE] = "x";
    open_fixture(&f, DOCUMENT);
    JsonReader *reader = &f.reader;
    json_fail(reader, f.root, ERROR_LIMIT, "first");
    json_fail(reader, f.root, ERROR_INPUT, "second");
    assert_string_equal(json_read_text(reader, f.root, "text", JSON_REQUIRED), "");
    assert_true(json_read_number(reader, f.root, "number", JSON_REQUIRED, 0, 100, 7) == 7);
    assert_null(json_read_array(reader, f.root, "list", JSON_REQUIRED, 2));
    json_read_id(reader, f.root, "id", JSON_REQUIRED, id);
    assert_string_equal(id, "");
    assert_int_equal(reader->error.code, ERROR_LIMIT);
    assert_string_equal(reader->error.message, "a.json:1: first");
    arena_free(&f.arena);
}

static void ids_have_a_form(void **state) {
    (void)state;
    static const char *const good[] = {
        "a", "0", "api-db", "n_1",
        "a234567890123456789012345678901234567890123456789012345678901234"};
    static const char *const bad[] = {
        "",    "-a",  "_a",
        "A",   "a b", "ü",
        "a/b", "a.b", "a2345678901234567890123456789012345678901234567890123456789012345"};
    for (size_t i = 0; i < COUNT_OF(good); i++) {
        assert_true(json_is_id(good[i]));
    }
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        assert_false(json_is_id(bad[i]));
    }
    Fixture f;
    char id[ID_SIZE];
    open_fixture(&f, "{ 'id': 'Link\\n service' }");
    json_read_id(&f.reader, f.root, "id", JSON_REQUIRED, id);
    expect_message(&f, "a.json:1: id: `Link  service` is not an id; use 1 to 64 of a-z, 0-9, - and "
                       "_, with a letter or a digit first");
    arena_free(&f.arena);
}

static void a_text_has_its_limit(void **state) {
    (void)state;
    for (size_t length = LIMIT_TEXT_BYTES; length <= LIMIT_TEXT_BYTES + 1; length++) {
        TextBuffer text = {0};
        text_append(&text, "{ 'text': '");
        for (size_t i = 0; i < length; i++) {
            text_append_char(&text, 'x');
        }
        text_append(&text, "' }");
        Fixture f;
        open_fixture(&f, text.text);
        size_t read = strlen(json_read_text(&f.reader, f.root, "text", JSON_REQUIRED));
        assert_int_equal(read, length > LIMIT_TEXT_BYTES ? 0 : length);
        expect_message(&f, length > LIMIT_TEXT_BYTES
                               ? "a.json:1: text: the text has 4097 bytes; at most 4096 are allowed"
                               : "");
        arena_free(&f.arena);
        text_free(&text);
    }
}

static void a_document_says_what_it_is(void **state) {
    (void)state;
    static const struct {
        const char *text, *message;
    } cases[] = {
        {"{ 'format': 'faultline/design', 'version': 1 }", ""},
        {"{ 'version': 1 }", "a.json:1: the key `format` is missing"},
        {"{ 'format': 'faultline/design' }", "a.json:1: the key `version` is missing"},
        {"{ 'format': 'faultline/scenario', 'version': 1 }",
         "a.json:1: format: this is a `faultline/scenario` document; a `faultline/design` was "
         "expected"},
        {"{ 'format': 'faultline/design', 'version': 2 }",
         "a.json:1: version: version 2 is newer than this program, which knows version 1; update "
         "Faultline to open it"},
        {"{ 'format': 'faultline/design', 'version': 0 }",
         "a.json:1: version: 0 is out of range; expected 1 to 1,000,000"},
        {"[]", "a.json:1: expected an object, found an array"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Fixture f;
        open_fixture(&f, cases[i].text);
        json_expect_format(&f.reader, f.root, "faultline/design", 1);
        expect_message(&f, cases[i].message);
        arena_free(&f.arena);
    }
}

static void a_users_text_is_made_fit_for_a_message(void **state) {
    (void)state;
    char out[JSON_SHOWN_SIZE];
    assert_string_equal(json_shown("two\nlines\x1b[31m", out), "two lines [31m");
    char text[201];
    memset(text, 'x', 200);
    text[200] = '\0';
    json_shown(text, out);
    assert_int_equal(strlen(out), JSON_SHOWN_SIZE - 1);
    assert_string_equal(out + JSON_SHOWN_SIZE - 5, "x...");
}

/* ---- Writing --------------------------------------------------------------------------------- */

static void blocks_are_indented_and_lines_are_shared(void **state) {
    (void)state;
    JsonWriter writer = {0};
    json_begin_object(&writer, JSON_BLOCK);
    json_text_member(&writer, "title", "A \"b\"\n\\ \x01 ü");
    json_key(&writer, "empty");
    json_begin_array(&writer, JSON_BLOCK);
    json_end_array(&writer);
    json_key(&writer, "list");
    json_begin_array(&writer, JSON_BLOCK);
    json_begin_object(&writer, JSON_INLINE);
    json_number_member(&writer, "x", 1);
    json_key(&writer, "deep");
    json_begin_array(&writer, JSON_BLOCK); /* shares the line all the same */
    json_boolean(&writer, true);
    json_null(&writer);
    json_end_array(&writer);
    json_end_object(&writer);
    json_number(&writer, 2);
    json_end_array(&writer);
    json_boolean_member(&writer, "last", false);
    json_end_object(&writer);
    assert_string_equal(text_of(&writer.out), "{\n"
                                              "  \"title\": \"A \\\"b\\\"\\n\\\\ \\u0001 ü\",\n"
                                              "  \"empty\": [],\n"
                                              "  \"list\": [\n"
                                              "    { \"x\": 1, \"deep\": [true, null] },\n"
                                              "    2\n"
                                              "  ],\n"
                                              "  \"last\": false\n"
                                              "}");
    json_writer_free(&writer);
}

static void assert_number(double number, const char *expected) {
    JsonWriter writer = {0};
    json_number(&writer, number);
    if (expected) {
        assert_string_equal(text_of(&writer.out), expected);
    }
    Arena arena = {0};
    JsonReader reader = {.file = "a.json"};
    const JsonValue *root = json_parse(&reader, writer.out.text, writer.out.length, 1, &arena);
    assert_non_null(root);
    assert_true(root->number == number);
    arena_free(&arena);
    json_writer_free(&writer);
}

static void numbers_come_back_as_they_were(void **state) {
    (void)state;
    assert_number(0, "0");
    assert_number(-0.0, "0");
    assert_number(4000, "4000");
    assert_number(-17, "-17");
    assert_number(0.1, "0.1");
    assert_number(12.5, "12.5");
    assert_number(0.1 + 0.2, "0.30000000000000004");
    assert_number(999999999999999, "999999999999999");
    assert_number(1e15, "1e+15");
    assert_number(9007199254740992.0, "9007199254740992");
    assert_number(5e-324, "5e-324");
    assert_number(DBL_MAX, "1.7976931348623157e+308");
    Random random = random_seed(9);
    for (int i = 0; i < 5000; i++) {
        double number;
        uint64_t bits = random_next(&random);
        memcpy(&number, &bits, sizeof number);
        if (isfinite(number)) {
            assert_number(number, NULL);
        }
        assert_number(ldexp(random_unit(&random), 20), NULL);
    }
}

/* What is written is read back the same, whatever the texts. */
static void any_text_comes_back_as_it_was(void **state) {
    (void)state;
    Random random = random_seed(10);
    for (int i = 0; i < 2000; i++) {
        char text[64];
        support_random_text(&random, text, sizeof text - 1);
        JsonWriter writer = {0};
        json_text(&writer, text);
        Arena arena = {0};
        JsonReader reader = {.file = "a.json"};
        const JsonValue *root = json_parse(&reader, writer.out.text, writer.out.length, 1, &arena);
        assert_non_null(root);
        assert_string_equal(root->text, text);
        arena_free(&arena);
        json_writer_free(&writer);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_of_value_is_read),
        cmocka_unit_test(a_tree_knows_its_lines_and_places),
        cmocka_unit_test(what_is_not_json_is_refused_with_its_place),
        cmocka_unit_test(a_quote_of_the_wrong_kind_is_named),
        cmocka_unit_test(a_nul_byte_is_refused),
        cmocka_unit_test(nesting_has_its_limit),
        cmocka_unit_test(the_number_of_values_has_its_limit),
        cmocka_unit_test(many_members_are_searched_for_duplicates_too),
        cmocka_unit_test(every_truncation_is_refused),
        cmocka_unit_test(members_are_read_by_type),
        cmocka_unit_test(what_is_missing_has_a_fallback),
        cmocka_unit_test(what_does_not_fit_is_named),
        cmocka_unit_test(the_first_error_stands_and_later_reads_are_harmless),
        cmocka_unit_test(ids_have_a_form),
        cmocka_unit_test(a_text_has_its_limit),
        cmocka_unit_test(a_document_says_what_it_is),
        cmocka_unit_test(a_users_text_is_made_fit_for_a_message),
        cmocka_unit_test(blocks_are_indented_and_lines_are_shared),
        cmocka_unit_test(numbers_come_back_as_they_were),
        cmocka_unit_test(any_text_comes_back_as_it_was),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
