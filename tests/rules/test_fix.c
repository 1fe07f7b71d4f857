/* Fixes: what each clause does to a design, as one command; and mending as a whole. */
#include <stdio.h>
#include <stdlib.h>

#include "base/macros.h"
#include "history/edit.h"
#include "rules/fix.h"
#include "rules/mend.h"
#include "rules/rule_bench.h"

static const char DESIGN[] =
    "{'format':'faultline/design','version':1,'components':["
    "{'id':'users','kind':'client','label':'Users','x':0,'y':0},"
    "{'id':'api','kind':'service','label':'API','x':280,'y':0},"
    "{'id':'db','kind':'sql_db','label':'Orders','x':560,'y':0},"
    "{'id':'jobs','kind':'queue','label':'Jobs','x':280,'y':160},"
    "{'id':'sender','kind':'worker','label':'Sender','x':560,'y':160}],"
    "'connections':["
    "{'id':'users-api','from':'users','to':'api','kind':'call'},"
    "{'id':'api-db','from':'api','to':'db','kind':'call'},"
    "{'id':'api-jobs','from':'api','to':'jobs','kind':'publish'},"
    "{'id':'jobs-sender','from':'jobs','to':'sender','kind':'consume'}],"
    "'areas':[{'id':'vpc','label':'Region','x':160,'y':-80,'w':540,'h':320}],"
    "'notes':[{'id':'n1','text':'!','x':400,'y':280,'w':160,'h':80}]}";

typedef struct Bed {
    Catalog *catalog;
    Design *design;
    Arena arena;
    Rule rule;
    Command command;
} Bed;

static const char *const COLUMNS[] = {"subject", "many", "none", "number"};
static const char *const VALUES[] = {"jobs", "api-db,api-jobs", NULL, "2.3"};
static const Finding FINDING = {.title = "A fault",
                                .subject = "jobs",
                                .columns = COLUMNS,
                                .values = VALUES,
                                .column_count = COUNT_OF(COLUMNS)};

static int set_up(void **state) {
    Bed *bed = memory_allocate(sizeof *bed);
    bed->catalog = support_catalog();
    bed->design = support_design(bed->catalog, DESIGN);
    *state = bed;
    return 0;
}

static int tear_down(void **state) {
    Bed *bed = *state;
    command_free(&bed->command);
    design_free(bed->design);
    arena_free(&bed->arena);
    catalog_free(bed->catalog);
    free(bed);
    return 0;
}

static Error make(Bed *bed, const char *apply) {
    bed->rule = (Rule){.id = "a/x", .path = "x.sql"};
    Error error = clauses_parse(HEAD_OF_FIXES, apply, "x.sql", 5, &bed->arena, &bed->rule.apply);
    if (error.code) {
        fail_msg("%s", error.message);
    }
    return fix_make(&bed->rule, &FINDING, bed->design, &bed->command);
}

static void mend(Bed *bed, const char *apply) {
    Error error = make(bed, apply);
    error = error.code ? error : command_apply(&bed->command, bed->design);
    if (error.code) {
        fail_msg("%s", error.message);
    }
}

static double setting(const Bed *bed, const char *connection, const char *name) {
    return connection_number(design_connection(bed->design, connection), name);
}

static void settings_of_several_parts_are_one_step(void **state) {
    Bed *bed = *state;
    mend(bed,
         "set {many} timeout_ms 200; set {many} max_attempts {number}; set jobs capacity 1e99");
    assert_string_equal(bed->command.name, "Fix: A fault");
    assert_int_equal(bed->command.changes.count, 3);
    assert_true(setting(bed, "api-db", "timeout_ms") == 200);
    /* A computed 2.3 attempts are 3, and more than the most is the most. */
    assert_true(setting(bed, "api-jobs", "max_attempts") == 3);
    const Component *jobs = design_component(bed->design, "jobs");
    assert_true(component_number(jobs, "capacity") == kind_setting(jobs->kind, "capacity")->max);
    command_free(&bed->command);
    mend(bed, "unset api-db timeout_ms; set {subject} capacity {none}");
    assert_true(setting(bed, "api-db", "timeout_ms") == 0);
    assert_int_equal(bed->command.changes.count, 1);
}

static void a_new_part_is_found_again_or_added(void **state) {
    Bed *bed = *state;
    static const char APPLY[] =
        "find observability as @watch;"
        "add observability as @watch \"Watch\" near {subject} why \"to see\";"
        "connect {subject},sender @watch observe";
    char *before = support_bytes(bed->design);
    mend(bed, APPLY);
    const Component *watch = design_component(bed->design, "watch");
    assert_non_null(watch);
    assert_string_equal(watch->why, "to see");
    assert_non_null(design_connection(bed->design, "jobs-watch"));
    assert_non_null(design_connection(bed->design, "sender-watch"));
    command_revert(&bed->command, bed->design);
    char *after = support_bytes(bed->design);
    assert_string_equal(before, after);
    free(before);
    free(after);
    command_reapply(&bed->command, bed->design);
    /* Once there it is found, and there is nothing to do. */
    Command again = {0};
    assert_int_equal(fix_make(&bed->rule, &FINDING, bed->design, &again).code, ERROR_NONE);
    assert_int_equal(again.changes.count, 0);
}

static void connections_are_limited_moved_and_ordered(void **state) {
    Bed *bed = *state;
    mend(bed, "add cache as @hot \"Hot\" near db;"
              "connect api @hot call as @look operations get,list before api-db timeout_ms=20;"
              "set @look on_failure ignore; reconnect users-api to db; operations users-api get;"
              "remove jobs");
    assert_null(design_component(bed->design, "jobs"));
    assert_null(design_connection(bed->design, "api-jobs"));
    const Connection *look = design_connection(bed->design, "api-hot");
    assert_non_null(look);
    assert_int_equal(look->operations.count, 2);
    assert_true(connection_number(look, "timeout_ms") == 20);
    assert_true(design_position(bed->design, ELEMENT_CONNECTION, "api-hot") <
                design_position(bed->design, ELEMENT_CONNECTION, "api-db"));
    assert_string_equal(design_connection(bed->design, "users-api")->to, "db");
    assert_string_equal(design_connection(bed->design, "users-api")->operations.items[0].id, "get");
}

static void what_cannot_be_done_refuses_the_whole(void **state) {
    Bed *bed = *state;
    static const struct {
        const char *apply, *expected;
    } CASES[] = {
        {"set jobs capacity 5;\nset nothing capacity 5", "x.sql:6: `set`: nothing in the design"},
        {"set users timeout_ms 5", "x.sql:5: `set`: Client has no setting `timeout_ms`"},
        {"set api-db backoff {subject}", "expected one of"},
        {"connect db users call", "x.sql:5: `connect`"},
        {"connect api db call; reconnect users-api to db; reconnect api-jobs to users", "x.sql:5"},
    };
    char *before = support_bytes(bed->design);
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        Error error = make(bed, CASES[i].apply);
        if (!error.code || !strstr(error.message, CASES[i].expected)) {
            fail_msg("%s: \"%s\" does not say \"%s\"", CASES[i].apply, error.message,
                     CASES[i].expected);
        }
        assert_int_equal(bed->command.changes.count, 0);
    }
    char *after = support_bytes(bed->design);
    assert_string_equal(before, after);
    free(before);
    free(after);
}

static bool overlaps(const Component *component, int x, int y, int w, int h, int gap) {
    return component->x - CARD_WIDTH / 2 < x + w + gap && x - gap < component->x + CARD_WIDTH / 2 &&
           component->y - CARD_HEIGHT / 2 < y + h + gap && y - gap < component->y + CARD_HEIGHT / 2;
}

static void new_parts_stand_free_and_near(void **state) {
    Bed *bed = *state;
    mend(bed, "add queue as @a \"One\" near jobs; add queue as @b \"Two\" near jobs;"
              "add queue as @c \"Three\" near jobs; add cache as @d \"Four\" near jobs;"
              "connect jobs @a dead_letter; connect sender @d call");
    static const char *const NEW[] = {"one", "two", "three", "four"};
    const Component *jobs = design_component(bed->design, "jobs");
    const Area *area = design_area(bed->design, "vpc");
    const Note *note = design_note(bed->design, "n1");
    for (size_t i = 0; i < COUNT_OF(NEW); i++) {
        const Component *part = design_component(bed->design, NEW[i]);
        assert_non_null(part);
        assert_true(abs(part->x - jobs->x) + abs(part->y - jobs->y) < 900);
        assert_false(overlaps(part, note->x, note->y, note->w, note->h, 0));
        for (size_t c = 0; c < bed->design->components.count; c++) {
            const Component *other = bed->design->components.items[c];
            assert_true(other == part ||
                        !overlaps(part, other->x - CARD_WIDTH / 2, other->y - CARD_HEIGHT / 2,
                                  CARD_WIDTH, CARD_HEIGHT, 16));
        }
        /* Not on the border of the area: inside of it, or outside. */
        bool touches = overlaps(part, area->x, area->y, area->w, area->h, 0);
        bool within =
            part->x - CARD_WIDTH / 2 >= area->x && part->x + CARD_WIDTH / 2 <= area->x + area->w &&
            part->y - CARD_HEIGHT / 2 >= area->y && part->y + CARD_HEIGHT / 2 <= area->y + area->h;
        assert_true(within || !touches);
    }
}

static void a_fix_exists_where_a_clause_has_its_columns(void **state) {
    Bed *bed = *state;
    assert_int_equal(make(bed, "set {none} capacity 10").code, ERROR_NONE);
    assert_false(fix_exists(&bed->rule, &FINDING));
    /* To find a part is no edit. */
    assert_int_equal(make(bed, "find queue as @q; connect {none} @q publish").code, ERROR_NONE);
    assert_false(fix_exists(&bed->rule, &FINDING));
    assert_int_equal(make(bed, "set {none} capacity 10; set {subject} capacity 10").code,
                     ERROR_NONE);
    assert_true(fix_exists(&bed->rule, &FINDING));
}

static void a_fix_is_told_in_words(void **state) {
    Bed *bed = *state;
    mend(bed, "add queue as @dead \"Dead letters\" near jobs; connect jobs @dead dead_letter;"
              "set jobs max_receives 5; remove users-api");
    TextBuffer words = {0};
    fix_describe(&bed->command, bed->design, &words);
    assert_string_equal(text_of(&words), "Adds Dead letters and Jobs → Dead letters; changes Jobs; "
                                         "removes users-api.");
    text_free(&words);
}

/* ---- What nothing reaches -------------------------------------------------------------------- */

/* A design in which every connection to this component was forgotten. */
static Design *forgotten(const RuleBench *bench, const char *path, const char *component) {
    Design *design = support_shipped_design(bench->catalog, path);
    for (size_t i = design->connections.count; i-- > 0;) {
        if (strcmp(design->connections.items[i]->to, component) == 0) {
            Command command = {0};
            command_remove(&command, ELEMENT_CONNECTION, design->connections.items[i]->id);
            assert_int_equal(command_apply(&command, design).code, ERROR_NONE);
            command_free(&command);
        }
    }
    return design;
}

static void what_the_brief_needs_is_not_taken_away(void **state) {
    (void)state;
    static const struct {
        const char *scenario, *path, *component;
    } CASES[] = {
        {"payment-endpoint", "payment-endpoint/reference.json", "provider"},
        {"notification-service", "notification-service/reference.json", "preferences"},
        {"notification-service", "notification-service/reference.json", "sms-provider"},
        {"notification-service", "notification-service/reference.json", "dead"},
        {"notification-service", "notification-service/reference.json", "watch"},
    };
    RuleBench bench;
    rule_bench_open(&bench);
    const Rule *rule = rules_find(&bench.rules, "structure/unreached");
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        Scenario *scenario = support_scenario(CASES[i].scenario);
        Design *design = forgotten(&bench, CASES[i].path, CASES[i].component);
        Findings findings = rule_bench_check(&bench, design, scenario);
        assert_int_equal(rule_bench_count(&findings, rule->id), 1);
        for (size_t f = 0; f < findings.items.count; f++) {
            const Finding *finding = &findings.items.items[f];
            if (strcmp(finding->rule, rule->id) == 0) {
                assert_string_equal(finding->subject, CASES[i].component);
                assert_non_null(strstr(finding->message, "connect it"));
                assert_false(fix_exists(rule, finding));
            }
        }
        findings_free(&findings);
        design_free(design);
        scenario_free(scenario);
    }
    rule_bench_close(&bench);
}

/* ---- A key that is too hot ------------------------------------------------------------------- */

static const char LOG[] =
    "{'format':'faultline/design','version':1,'scenario':'profiles','components':["
    "{'id':'people','kind':'client','label':'People','x':0,'y':0},"
    "{'id':'api','kind':'service','label':'API','x':280,'y':0},"
    "{'id':'changes','kind':'stream','label':'Changes','x':560,'y':0,"
    "'settings':{'partitions':16,'partition_key':'author'}},"
    "{'id':'writer','kind':'worker','label':'Writer','x':840,'y':0,"
    "'settings':{'replicas':8,'service_ms':300}},"
    "{'id':'db','kind':'sql_db','label':'Profiles','x':1120,'y':0}],"
    "'connections':["
    "{'id':'people-api','from':'people','to':'api','kind':'call'},"
    "{'id':'api-changes','from':'api','to':'changes','kind':'publish','operations':['change']},"
    "{'id':'api-db','from':'api','to':'db','kind':'call','operations':['show']},"
    "{'id':'changes-writer','from':'changes','to':'writer','kind':'consume'},"
    "{'id':'writer-db','from':'writer','to':'db','kind':'call'}]}";

/* Without the key any consumer may write first, which a store that refuses old changes can bear. */
static void a_stream_loses_its_key_only_where_order_does_not_matter(void **state) {
    (void)state;
    RuleBench bench;
    rule_bench_open(&bench);
    const Rule *rule = rules_find(&bench.rules, "scale/hot-partition");
    for (int refuses = 0; refuses < 2; refuses++) {
        Design *design = support_design(bench.catalog, LOG);
        Scenario *scenario = support_scenario_of(
            design, support_source_path(&bench.arena, "assets/rules/messaging/log.json"));
        Command command = {0};
        SettingValue yes = {.number = 1};
        if (refuses) {
            assert_int_equal(
                edit_set_setting(design, "db", "conditional_writes", &yes, &command).code,
                ERROR_NONE);
            assert_int_equal(command_apply(&command, design).code, ERROR_NONE);
        }
        Findings findings = rule_bench_check(&bench, design, scenario);
        assert_int_equal(rule_bench_count(&findings, rule->id), 1);
        for (size_t f = 0; f < findings.items.count; f++) {
            const Finding *finding = &findings.items.items[f];
            if (strcmp(finding->rule, rule->id) == 0) {
                assert_int_equal(fix_exists(rule, finding), refuses);
            }
        }
        command_free(&command);
        findings_free(&findings);
        scenario_free(scenario);
        design_free(design);
    }
    rule_bench_close(&bench);
}

/* ---- Mending --------------------------------------------------------------------------------- */

static void mending_ends_and_says_what_is_left(void **state) {
    (void)state;
    RuleBench bench;
    rule_bench_open(&bench);
    Scenario *scenario = support_scenario("notification-service");
    Editor *editor =
        editor_new(support_shipped_design(bench.catalog, "notification-service/naive.json"), NULL);
    char *before = support_bytes(editor_design(editor));
    Mending mending;
    Error error =
        mend_all(bench.checker, &bench.rules, scenario, &(MendChoice){0}, editor, &mending);
    assert_int_equal(error.code, ERROR_NONE);
    assert_true(mending.steps.count > 5);
    assert_true(mending.after[SEVERITY_CRITICAL] == 0);
    assert_true(mending.after[SEVERITY_HIGH] < mending.before[SEVERITY_HIGH]);
    for (size_t i = 0; i < mending.left.count; i++) {
        assert_true(mending.left.items[i].what[0] != '\0');
    }
    /* Each fix is one step of undo. */
    for (size_t i = 0; i < mending.steps.count; i++) {
        assert_int_equal(editor_undo(editor).code, ERROR_NONE);
    }
    assert_null(editor_undo_name(editor));
    char *after = support_bytes(editor_design(editor));
    assert_string_equal(before, after);
    free(before);
    free(after);
    mending_free(&mending);
    editor_free(editor);
    scenario_free(scenario);
    rule_bench_close(&bench);
}

static void only_what_is_meant_is_mended(void **state) {
    (void)state;
    RuleBench bench;
    rule_bench_open(&bench);
    Scenario *scenario = support_scenario("notification-service");
    Editor *editor =
        editor_new(support_shipped_design(bench.catalog, "notification-service/naive.json"), NULL);
    const char *rules[] = {"messaging/no-dead-letter-queue"};
    MendChoice choice = {.rules = rules, .rule_count = 1};
    Mending mending;
    Error error = mend_all(bench.checker, &bench.rules, scenario, &choice, editor, &mending);
    assert_int_equal(error.code, ERROR_NONE);
    assert_int_equal(mending.steps.count, 1);
    assert_string_equal(mending.steps.items[0].rule, rules[0]);
    assert_int_equal(mending.left.count, 0);
    mending_free(&mending);
    editor_free(editor);
    scenario_free(scenario);
    rule_bench_close(&bench);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(settings_of_several_parts_are_one_step, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_new_part_is_found_again_or_added, set_up, tear_down),
        cmocka_unit_test_setup_teardown(connections_are_limited_moved_and_ordered, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(what_cannot_be_done_refuses_the_whole, set_up, tear_down),
        cmocka_unit_test_setup_teardown(new_parts_stand_free_and_near, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_fix_exists_where_a_clause_has_its_columns, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_fix_is_told_in_words, set_up, tear_down),
        cmocka_unit_test(what_the_brief_needs_is_not_taken_away),
        cmocka_unit_test(a_stream_loses_its_key_only_where_order_does_not_matter),
        cmocka_unit_test(mending_ends_and_says_what_is_left),
        cmocka_unit_test(only_what_is_meant_is_mended),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
