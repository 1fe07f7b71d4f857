/* What a new connection is meant for, where the drawing leaves no doubt. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "support/support.h"
#include "ui/driver.h"
#include "ui/operation_guess.h"

static const char PARTS[] = "{'format':'faultline/design','version':1,'components':["
                            "{'id':'teams','kind':'client','label':'Teams','x':0,'y':0},"
                            "{'id':'notifier','kind':'service','label':'Notifier','x':280,'y':0},"
                            "{'id':'mail','kind':'queue','label':'E-mail queue','x':560,'y':0},"
                            "{'id':'sms','kind':'queue','label':'SMS queue','x':560,'y':128},"
                            "{'id':'jobs','kind':'queue','label':'Jobs','x':560,'y':256},"
                            "{'id':'provider','kind':'external','label':'Provider','x':840,'y':0}],"
                            "'connections':["
                            "{'id':'in','from':'teams','to':'notifier','kind':'call'},"
                            "{'id':'to-mail','from':'notifier','to':'mail','kind':'publish'}%s]}";

/* The operations that are guessed for the last connection, with blanks between. */
static const char *guess(Arena *arena, const char *scenario_id, const char *more) {
    Catalog *catalog = support_catalog();
    Scenario *scenario = support_scenario(scenario_id);
    TextBuffer text = {0};
    const char *hole = strstr(PARTS, "%s");
    text_append_bytes(&text, PARTS, (size_t)(hole - PARTS));
    text_append(&text, more);
    text_append(&text, hole + 2);
    Design *design = support_design(catalog, text_of(&text));
    const Connection *line = design->connections.items[design->connections.count - 1];
    OperationName *names = arena_allocate(arena, scenario->operation_count * sizeof *names);
    size_t count = operation_guess(design, scenario, line, names);
    text_clear(&text);
    for (size_t i = 0; i < count; i++) {
        text_append_format(&text, "%s%s", i > 0 ? " " : "", names[i].id);
    }
    const char *result = arena_copy_string(arena, text_of(&text));
    text_free(&text);
    design_free(design);
    scenario_free(scenario);
    catalog_free(catalog);
    return result;
}

static void test_labels_tell_siblings_apart(void **state) {
    (void)state;
    Arena arena = {0};
    const char *found = guess(&arena, "notification-service",
                              ",{'id':'to-sms','from':'notifier','to':'sms','kind':'publish'}");
    assert_non_null(strstr(found, "sms"));
    assert_null(strstr(found, "mail"));
    arena_free(&arena);
}

static void test_kinds_tell_what_is_meant(void **state) {
    (void)state;
    Arena arena = {0};
    /* Preferences are read and written at once; what is sent is sent by others, later. */
    assert_string_equal(guess(&arena, "notification-service",
                              ",{'id':'to-jobs','from':'notifier','to':'jobs','kind':'publish'}"),
                        "send_alert send_sms send_push send_email send_campaign");
    assert_string_equal(guess(&arena, "notification-service",
                              ",{'id':'on','from':'notifier','to':'provider','kind':'call'}"),
                        "send_alert send_sms send_push send_email send_campaign");
    arena_free(&arena);
}

static void test_nothing_to_offer(void **state) {
    (void)state;
    Arena arena = {0};
    /* Chosen already. */
    assert_string_equal(guess(&arena, "notification-service",
                              ",{'id':'to-sms','from':'notifier','to':'sms','kind':'publish',"
                              "'operations':['send_sms']}"),
                        "");
    /* Nothing reaches the source. */
    assert_string_equal(guess(&arena, "notification-service",
                              ",{'id':'on','from':'sms','to':'jobs','kind':'dead_letter'}"),
                        "");
    arena_free(&arena);
}

static void test_the_offer_is_taken_or_left(void **state) {
    Driver *driver = *state;
    driver_start(driver, "notification-service");
    driver_drag(driver, "palette:scheduler", 330, 600);
    driver_drag(driver, "palette:client", 330, 300);
    driver_drag(driver, "palette:service", 600, 300);
    driver_press(driver, "component:client");
    driver_drag_to(driver, "port:client:right", "component:service");
    driver_drag(driver, "palette:queue", 880, 240);
    driver_key(driver, KEY_F2, 0);
    driver_key(driver, 'a', MOD_CTRL);
    driver_type(driver, "E-mail");
    driver_key(driver, KEY_ENTER, 0);
    driver_drag(driver, "palette:queue", 880, 420);
    driver_key(driver, KEY_F2, 0);
    driver_key(driver, 'a', MOD_CTRL);
    driver_type(driver, "Push");
    driver_key(driver, KEY_ENTER, 0);
    driver_press(driver, "component:service");
    driver_drag_to(driver, "port:service:right", "component:queue");
    assert_true(
        driver_shows(driver, "Only 5 of 7?")); /* what is sent; there is no second one yet */
    driver_press(driver, "component:service");
    driver_drag_to(driver, "port:service:bottom", "component:queue-2");
    assert_true(driver_shows(driver, "Only \"Send a push notification\"?"));
    driver_press(driver, "button:offer-take");
    assert_false(driver_has(driver, "offer"));
    driver_key(driver, 'z', MOD_CTRL);
    assert_true(driver_shows(driver, "Undone: Set operations of Service"));
    driver_key(driver, 'z', MOD_CTRL);
    driver_press(driver, "component:service");
    driver_drag_to(driver, "port:service:bottom", "component:queue-2");
    driver_press(driver, "button:offer-leave");
    assert_false(driver_has(driver, "offer"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_labels_tell_siblings_apart),
        cmocka_unit_test(test_kinds_tell_what_is_meant),
        cmocka_unit_test(test_nothing_to_offer),
        DRIVER_TEST(test_the_offer_is_taken_or_left),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
