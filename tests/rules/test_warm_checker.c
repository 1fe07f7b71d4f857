/* A checker that has seen many designs finds what a new one finds, whatever was edited in between. */
#include <stdlib.h>

#include "rules/rule_bench.h"

enum { EDITS = 40, MOST_COMPONENTS = 14 };

static void add_text(TextBuffer *out, const char *text) {
    text_append(out, text ? text : "(NULL)");
    text_append_char(out, '\n');
}

static char *told(Checker *checker, const Design *design, const Scenario *scenario) {
    Findings findings = {0};
    Estimate *estimate = estimate_make(design, scenario);
    assert_int_equal(checker_run(checker, design, scenario, estimate, &findings).code, ERROR_NONE);
    TextBuffer out = {0};
    text_append(&out, "");
    for (size_t i = 0; i < findings.problems.count; i++) {
        add_text(&out, findings.problems.items[i]);
    }
    for (size_t i = 0; i < findings.items.count; i++) {
        const Finding *finding = &findings.items.items[i];
        add_text(&out, severity_name(finding->severity));
        add_text(&out, finding->rule);
        add_text(&out, finding->subject);
        add_text(&out, finding->label);
        add_text(&out, finding->message);
        add_text(&out, finding->accepted);
        for (size_t c = 0; c < finding->column_count; c++) {
            add_text(&out, finding->columns[c]);
            add_text(&out, finding->values[c]);
        }
    }
    estimate_free(estimate);
    findings_free(&findings);
    return out.text;
}

static void put(Design *design, Element *element) {
    if (design_put(design, element, SIZE_MAX).code) {
        fail_msg("an edit of the test was refused");
    }
    element_free(element);
}

static void edit_component(Design *design, Random *random) {
    if (design->components.count == 0) {
        return;
    }
    size_t at = (size_t)random_below(random, design->components.count);
    Component *component = component_copy(design->components.items[at]);
    const KindSpec *kind = component->kind;
    switch (random_below(random, 4)) {
    case 0:
        component->x += 10;
        break;
    case 1:
        text_replace(&component->label, "Renamed");
        break;
    default:
        if (kind->setting_count > 0) {
            const SettingSpec *spec = &kind->settings[random_below(random, kind->setting_count)];
            SettingValue value = support_random_value(random, spec);
            settings_set(&component->settings, spec, &value);
        }
    }
    Element element = {.type = ELEMENT_COMPONENT, .as.component = component};
    put(design, &element);
}

static void edit_connection(Design *design, Random *random) {
    if (design->connections.count == 0) {
        return;
    }
    size_t at = (size_t)random_below(random, design->connections.count);
    Connection *connection = connection_copy(design->connections.items[at]);
    const ConnectionSpec *kind = connection->kind;
    if (random_below(random, 4) == 0 || kind->setting_count == 0) {
        design_remove(design, ELEMENT_CONNECTION, connection->id);
        connection_free(connection);
        return;
    }
    const SettingSpec *spec = &kind->settings[random_below(random, kind->setting_count)];
    SettingValue value = support_random_value(random, spec);
    settings_set(&connection->settings, spec, &value);
    Element element = {.type = ELEMENT_CONNECTION, .as.connection = connection};
    put(design, &element);
}

static void assert_as_new(RuleBench *bench, const Design *design, const Scenario *scenario) {
    Checker *fresh = NULL;
    assert_int_equal(checker_new(bench->catalog, &bench->rules, &fresh).code, ERROR_NONE);
    char *expected = told(fresh, design, scenario);
    char *found = told(bench->checker, design, scenario);
    assert_int_equal(checker_asked(fresh), bench->rules.items.count);
    assert_string_equal(found, expected);
    free(found);
    free(expected);
    checker_free(fresh);
}

static void a_warm_checker_finds_what_a_new_one_finds(void **state) {
    (void)state;
    RuleBench bench;
    rule_bench_open(&bench);
    Scenario *scenario = support_scenario("notification-service");
    Random random = random_seed(21);
    Design *design = support_random_design(bench.catalog, &random, MOST_COMPONENTS);
    size_t asked = 0;
    for (int i = 0; i < EDITS; i++) {
        if (random_below(&random, 12) == 0) {
            design_free(design);
            design = support_random_design(bench.catalog, &random, MOST_COMPONENTS);
        } else if (random_below(&random, 3) == 0) {
            edit_connection(design, &random);
        } else {
            edit_component(design, &random);
        }
        assert_as_new(&bench, design, random_below(&random, 12) == 0 ? NULL : scenario);
        asked += checker_asked(bench.checker);
    }
    assert_in_range(asked, 1, (EDITS - 1) * bench.rules.items.count);
    design_free(design);
    scenario_free(scenario);
    rule_bench_close(&bench);
}

static void what_moves_or_is_accepted_asks_no_rule(void **state) {
    (void)state;
    RuleBench bench;
    rule_bench_open(&bench);
    Scenario *scenario = support_scenario("order-pipeline");
    Design *design = support_shipped_design(bench.catalog, "order-pipeline/naive.json");
    Findings before = rule_bench_check(&bench, design, scenario);
    assert_true(before.items.count > 0);

    Component *moved = component_copy(design->components.items[0]);
    moved->x += 400;
    Element element = {.type = ELEMENT_COMPONENT, .as.component = moved};
    put(design, &element);
    assert_as_new(&bench, design, scenario);
    assert_int_equal(checker_asked(bench.checker), 0);

    assert_true(design_get(design, ELEMENT_ANSWERS, "", &element));
    const Finding *finding = &before.items.items[0];
    AnswerAccepted accepted = {.rule = memory_copy_string(finding->rule),
                               .subject = memory_copy_string(finding->subject),
                               .because = memory_copy_string("known")};
    array_push(&element.as.answers->accepted, accepted);
    put(design, &element);
    assert_as_new(&bench, design, scenario);
    assert_int_equal(checker_asked(bench.checker), 0);

    findings_free(&before);
    design_free(design);
    scenario_free(scenario);
    rule_bench_close(&bench);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_warm_checker_finds_what_a_new_one_finds),
        cmocka_unit_test(what_moves_or_is_accepted_asks_no_rule),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
