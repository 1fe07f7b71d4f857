#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "model/answers.h"
#include "support/support.h"

static const char ANSWERS[] =
    "{ 'clarified': ['reads-per-second', 'retention'], 'estimates': { 'redirect_rps': 4000 }, "
    "'requirements': ['Redirect in 50 ms'], "
    "'apis': [{ 'method': 'POST', 'path': '/links', 'idempotent': true, 'notes': 'key' }], "
    "'entities': [{ 'name': 'link', 'key': 'code', 'fields': 'code, url', 'store': 'db' }], "
    "'tradeoffs': [{ 'about': 'cache', 'choice': 'aside', 'because': 'simple', "
    "'instead_of': 'through' }], "
    "'accepted': [{ 'rule': 'reliability/no-retry', 'subject': 'api-db', 'because': 'idle' }] }";

static bool read_answers(const char *text, Answers *answers, char message[ERROR_MESSAGE_SIZE]) {
    Arena arena = {0};
    JsonReader reader = {.file = "a.json"};
    const char *json = support_quotes(&arena, text);
    const JsonValue *root = json_parse(&reader, json, strlen(json), 1, &arena);
    assert_non_null(root);
    bool read = answers_read(&reader, root, answers);
    snprintf(message, ERROR_MESSAGE_SIZE, "%s", reader.error.message);
    arena_free(&arena);
    return read;
}

static void assert_written(const Answers *answers, const char *text) {
    JsonWriter writer = {0};
    answers_write(&writer, answers, JSON_INLINE);
    Arena arena = {0};
    assert_string_equal(text_of(&writer.out), support_quotes(&arena, text));
    arena_free(&arena);
    json_writer_free(&writer);
}

static void answers_come_back_as_they_were(void **state) {
    (void)state;
    Answers answers;
    char message[ERROR_MESSAGE_SIZE];
    assert_true(read_answers(ANSWERS, &answers, message));
    assert_int_equal(answers_check(&answers).code, ERROR_NONE);
    assert_false(answers_empty(&answers));
    assert_written(&answers, ANSWERS);
    Answers copy = answers_copy(&answers);
    answers_free(&answers);
    assert_true(answers_empty(&answers));
    assert_written(&copy, ANSWERS);
    answers_free(&copy);
}

static void nothing_said_is_an_empty_object(void **state) {
    (void)state;
    Answers answers;
    char message[ERROR_MESSAGE_SIZE];
    assert_true(read_answers("{ 'apis': [] }", &answers, message));
    assert_true(answers_empty(&answers));
    assert_written(&answers, "{}");
    answers_free(&answers);
}

static void what_may_be_left_out_is_empty(void **state) {
    (void)state;
    Answers answers;
    char message[ERROR_MESSAGE_SIZE];
    assert_true(read_answers("{ 'apis': [{ 'method': 'GET', 'path': '/' }], "
                             "'entities': [{ 'name': 'link' }], "
                             "'tradeoffs': [{ 'about': 'cache', 'choice': 'aside' }] }",
                             &answers, message));
    assert_string_equal(answers.apis.items[0].notes, "");
    assert_false(answers.apis.items[0].idempotent);
    assert_string_equal(answers.entities.items[0].store, "");
    assert_string_equal(answers.tradeoffs.items[0].because, "");
    answers_free(&answers);
}

static void an_accepted_finding_has_its_reason(void **state) {
    (void)state;
    Answers answers;
    char message[ERROR_MESSAGE_SIZE];
    assert_true(read_answers(ANSWERS, &answers, message));
    assert_string_equal(answers_accepted(&answers, "reliability/no-retry", "api-db"), "idle");
    assert_null(answers_accepted(&answers, "reliability/no-retry", "api"));
    assert_null(answers_accepted(&answers, "reliability/no-timeout", "api-db"));
    answers_free(&answers);
}

static void mistakes_are_named(void **state) {
    (void)state;
    static const struct {
        const char *text, *message;
    } cases[] = {
        {"{ 'estimate': {} }", "a.json:1: estimate: unknown key; did you mean `estimates`?"},
        {"{ 'clarified': ['a', 'b', 'a'] }", "a.json:1: clarified[2]: `a` stands here twice"},
        {"{ 'clarified': [1] }", "a.json:1: clarified[0]: expected a string, found a number"},
        {"{ 'estimates': { 'A': 1 } }",
         "a.json:1: estimates.A: the key is not an id; use 1 to 64 of a-z, 0-9, - and _, with a "
         "letter or a digit first"},
        {"{ 'estimates': { 'a': '1' } }",
         "a.json:1: estimates.a: expected a number, found a string"},
        {"{ 'requirements': [[]] }",
         "a.json:1: requirements[0]: expected a string, found an array"},
        {"{ 'apis': [{ 'path': '/' }] }", "a.json:1: apis[0]: the key `method` is missing"},
        {"{ 'apis': [{ 'method': 'GET', 'path': '/', 'idempotent': 1 }] }",
         "a.json:1: apis[0].idempotent: expected true or false, found a number"},
        {"{ 'entities': [{ 'nam': 'x' }] }",
         "a.json:1: entities[0].nam: unknown key; did you mean `name`?"},
        {"{ 'tradeoffs': [{ 'about': 'x' }] }",
         "a.json:1: tradeoffs[0]: the key `choice` is missing"},
        {"{ 'accepted': [{ 'rule': 'a/b', 'subject': 'x' }] }",
         "a.json:1: accepted[0]: the key `because` is missing"},
        {"{ 'accepted': 'all' }", "a.json:1: accepted: expected an array, found a string"},
        {"[]", "a.json:1: expected an object, found an array"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Answers answers;
        char message[ERROR_MESSAGE_SIZE];
        assert_false(read_answers(cases[i].text, &answers, message));
        assert_string_equal(message, cases[i].message);
    }
}

static void what_was_typed_is_checked(void **state) {
    (void)state;
    Answers answers = {0};
    array_push(&answers.requirements, memory_copy_string("\xc3"));
    assert_string_equal(answers_check(&answers).message, "a requirement is not valid UTF-8");
    answers_free(&answers);
    AnswerEstimate estimate = {.id = "rps", .value = INFINITY};
    array_push(&answers.estimates, estimate);
    assert_string_equal(answers_check(&answers).message,
                        "the estimate `rps` is not a finite number");
    answers.estimates.items[0].value = 1;
    array_push(&answers.estimates, answers.estimates.items[0]);
    assert_string_equal(answers_check(&answers).message, "the estimate `rps` stands twice");
    answers_free(&answers);
    for (int i = 0; i <= LIMIT_LIST; i++) {
        array_push(&answers.requirements, memory_copy_string("x"));
    }
    assert_int_equal(answers_check(&answers).code, ERROR_LIMIT);
    assert_string_equal(answers_check(&answers).message,
                        "there are 1001 requirements; at most 1000 are allowed");
    answers_free(&answers);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answers_come_back_as_they_were),
        cmocka_unit_test(nothing_said_is_an_empty_object),
        cmocka_unit_test(what_may_be_left_out_is_empty),
        cmocka_unit_test(an_accepted_finding_has_its_reason),
        cmocka_unit_test(mistakes_are_named),
        cmocka_unit_test(what_was_typed_is_checked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
