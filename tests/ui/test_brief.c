/* Brief and answers: what is asked, what is said, and the phases of the clock. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "ui/driver.h"

static const char *saved(Driver *driver) {
    driver_wait(driver, 1000);
    char *path = path_join(&driver->arena, driver_session(driver, 0), "design.json");
    return driver_file(driver, path);
}

static void test_a_question_reveals_its_answer(void **state) {
    Driver *driver = *state;
    driver_start(driver, "url-shortener");
    assert_true(driver_shows(driver, "Design a service that shortens URLs"));
    assert_false(driver_shows(driver, "Very unevenly"));
    driver_press(driver, "ask:popularity");
    assert_true(driver_shows(driver, "Very unevenly"));
    assert_true(driver_shows(driver, "1 of 8"));
    assert_non_null(strstr(saved(driver), "\"clarified\": [\"popularity\"]"));
    driver_key(driver, 'z', MOD_CTRL);
    assert_false(driver_shows(driver, "Very unevenly"));
}

static void test_requirements_are_shown_when_asked_for(void **state) {
    Driver *driver = *state;
    driver_start(driver, "url-shortener");
    driver_reveal(driver, "button:requirements");
    assert_false(driver_shows(driver, "Losing a zone goes unnoticed"));
    driver_press(driver, "button:requirements");
    assert_true(driver_shows(driver, "Losing a zone goes unnoticed"));
}

static void test_the_real_size_is_told_when_asked_for(void **state) {
    Driver *driver = *state;
    driver_start(driver, "url-shortener");
    driver_reveal(driver, "button:scale");
    assert_true(driver_shows(driver, "At a hundred times the load (gives answers away)"));
    assert_false(driver_shows(driver, "400,000 opens a second"));
    driver_press(driver, "button:scale");
    driver_wheel(driver, "button:scale", -20);
    assert_true(driver_shows(driver, "400,000 opens a second"));
}

static void test_phases(void **state) {
    Driver *driver = *state;
    driver_start(driver, "url-shortener");
    driver_press(driver, "button:next-phase");
    assert_true(driver_shows(driver, "Scale assumptions"));
    assert_true(driver_shows(driver, "Write the estimates"));
    driver_press(driver, "button:phase-task");
    assert_true(driver_shows(driver, "How many redirects a second?"));
    driver_press(driver, "phase:failure");
    assert_true(driver_shows(driver, "Bottlenecks and failure"));
    assert_true(driver_shows(driver, "The interviewer asks"));
}

static void test_a_phase_says_how_long_it_is_over(void **state) {
    Driver *driver = *state;
    driver_start(driver, "url-shortener");
    driver_wait(driver, 299000);
    assert_true(driver_shows(driver, "0:01 left"));
    driver_wait(driver, 161000);
    assert_true(driver_shows(driver, "2:40 over"));
}

static void add(Driver *driver, const char *field, const char *text) {
    driver_reveal(driver, field);
    driver_press(driver, field);
    driver_type(driver, text);
    driver_key(driver, KEY_ENTER, 0);
}

static void test_answers_in_words(void **state) {
    Driver *driver = *state;
    driver_start(driver, "url-shortener");
    driver_drag(driver, "palette:kv_store", 500, 400);
    driver_press(driver, "tab:Answers");
    add(driver, "field:add-requirement", "Opens fast");
    driver_type(driver, "Never two of one code"); /* the field is ready for the next */
    driver_key(driver, KEY_ENTER, 0);
    add(driver, "field:add-api", "post /links");
    add(driver, "field:add-entity", "link");
    add(driver, "field:entity-key:0", "code");
    driver_reveal(driver, "choice:entity-store:0");
    driver_press(driver, "choice:entity-store:0");
    driver_press(driver, "option:Key-value");
    add(driver, "field:add-tradeoff", "cache");
    add(driver, "field:tradeoff-because:0", "reads are many");
    const char *text = saved(driver);
    assert_non_null(strstr(text, "\"Opens fast\""));
    assert_non_null(strstr(text, "\"Never two of one code\""));
    assert_non_null(
        strstr(text, "\"method\": \"POST\", \"path\": \"/links\", \"idempotent\": false"));
    assert_non_null(strstr(text, "\"key\": \"code\""));
    assert_non_null(strstr(text, "\"store\": \"key-value\""));
    assert_non_null(strstr(text, "\"because\": \"reads are many\""));

    driver_reveal(driver, "button:remove:requirement:0");
    driver_press(driver, "button:remove:requirement:0");
    driver_reveal(driver, "check:api-idempotent:0");
    driver_press(driver, "check:api-idempotent:0");
    driver_reveal(driver, "button:remove:entity:0");
    driver_press(driver, "button:remove:entity:0");
    driver_reveal(driver, "button:remove:tradeoff:0");
    driver_press(driver, "button:remove:tradeoff:0");
    text = saved(driver);
    assert_null(strstr(text, "Opens fast"));
    assert_non_null(strstr(text, "\"idempotent\": true"));
    assert_null(strstr(text, "entities"));
    assert_null(strstr(text, "tradeoffs"));
    driver_reveal(driver, "button:remove:api:0");
    driver_press(driver, "button:remove:api:0");
    assert_null(strstr(saved(driver), "apis"));
}

static void test_an_estimate_that_is_no_number(void **state) {
    Driver *driver = *state;
    driver_start(driver, "url-shortener");
    driver_drag(driver, "palette:client", 500, 300);
    driver_press(driver, "tab:Answers");
    add(driver, "field:estimate:create_rps", "-5");
    assert_true(driver_has(driver, "error:estimate:create_rps"));
    assert_true(driver_shows(driver, "-5")); /* to be corrected */
    assert_true(driver_focused(driver, "field:estimate:create_rps"));
    assert_null(strstr(saved(driver), "estimates"));
    driver_press_at(driver, 700, 170);
    assert_true(driver_shows(driver, "stays without an answer"));
    add(driver, "field:estimate:create_rps", "38.5");
    assert_non_null(strstr(saved(driver), "\"create_rps\": 38.5"));
    driver_press(driver, "field:estimate:create_rps");
    driver_key(driver, KEY_DELETE, 0);
    driver_key(driver, KEY_ENTER, 0);
    assert_null(strstr(saved(driver), "estimates"));
}

static void test_the_title(void **state) {
    Driver *driver = *state;
    driver_start(driver, "url-shortener");
    driver_press(driver, "field:title");
    driver_key(driver, 'a', MOD_CTRL);
    driver_type(driver, "Short links, second try");
    driver_key(driver, KEY_ENTER, 0);
    assert_non_null(strstr(saved(driver), "\"title\": \"Short links, second try\""));
    assert_string_equal(driver->output.title, "Short links, second try – Faultline");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        DRIVER_TEST(test_a_question_reveals_its_answer),
        DRIVER_TEST(test_requirements_are_shown_when_asked_for),
        DRIVER_TEST(test_the_real_size_is_told_when_asked_for),
        DRIVER_TEST(test_phases),
        DRIVER_TEST(test_a_phase_says_how_long_it_is_over),
        DRIVER_TEST(test_answers_in_words),
        DRIVER_TEST(test_an_estimate_that_is_no_number),
        DRIVER_TEST(test_the_title),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
