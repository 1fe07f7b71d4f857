/* How long a check takes, with the URL shortener's load: the estimate, the facts and every rule, of a
 * design that is new to the checker; and what is left of that after one edit. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/file.h"
#include "bench/bench.h"
#include "rules/checker.h"

/* What comes before each check that is measured, and is not measured. */
typedef void Before(Checker *checker, Design *design, const Scenario *scenario, size_t round);

static int64_t check_us(Checker *checker, const Design *design, const Scenario *scenario) {
    Findings findings = {0};
    int64_t start_us = clock_monotonic_us();
    Estimate *estimate = estimate_make(design, scenario);
    bench_stop_on(checker_run(checker, design, scenario, estimate, &findings));
    int64_t took_us = clock_monotonic_us() - start_us;
    estimate_free(estimate);
    findings_free(&findings);
    return took_us;
}

static void measure(Checker *checker, Design *design, const Scenario *scenario, const char *name,
                    Before *before, size_t rounds) {
    int64_t *times_us = memory_allocate(rounds * sizeof *times_us);
    for (size_t i = 0; i < rounds; i++) {
        before(checker, design, scenario, i);
        times_us[i] = check_us(checker, design, scenario);
    }
    bench_print_times(name, times_us, rounds);
    free(times_us);
}

/* Checks another design: nothing that is known of that one is of use for the next. */
static void forget(Checker *checker, const Catalog *catalog, const Scenario *scenario) {
    Design *other = bench_stacks(catalog, 2);
    check_us(checker, other, scenario);
    design_free(other);
}

static void make_new(Checker *checker, Design *design, const Scenario *scenario, size_t round) {
    (void)round;
    forget(checker, design->catalog, scenario);
}

static void put(Design *design, Component *component) {
    Element element = {.type = ELEMENT_COMPONENT, .as.component = component};
    bench_stop_on(design_put(design, &element, SIZE_MAX));
    component_free(component);
}

static void move_one(Checker *checker, Design *design, const Scenario *scenario, size_t round) {
    (void)checker;
    (void)scenario;
    Component *moved = component_copy(design_component(design, "part-2"));
    moved->x = 10 * (int)round;
    put(design, moved);
}

/* More slots or fewer: what is estimated changes with them, all the way up and down. */
static void set_one(Checker *checker, Design *design, const Scenario *scenario, size_t round) {
    (void)checker;
    (void)scenario;
    Component *changed = component_copy(design_component(design, "part-2"));
    SettingValue value = {.number = 3.0 + (double)(round % 2)};
    settings_set(&changed->settings, kind_setting(changed->kind, "replicas"), &value);
    put(design, changed);
}

/* What each rule adds to a check, the dearest first: to see which query wants another look. */
typedef struct RuleCost {
    const char *rule;
    double ms;
} RuleCost;

static int dearer(const void *a, const void *b) {
    double left = ((const RuleCost *)a)->ms;
    double right = ((const RuleCost *)b)->ms;
    return (left < right) - (left > right);
}

static double check_ms(const Catalog *catalog, const RuleSet *rules, const Design *design,
                       const Scenario *scenario, const Estimate *estimate) {
    enum { ROUNDS = 5 };
    Checker *checker = NULL;
    bench_stop_on(checker_new(catalog, rules, &checker));
    int64_t least_us = INT64_MAX;
    for (int i = 0; i < ROUNDS; i++) {
        Findings findings = {0};
        forget(checker, catalog, scenario);
        int64_t start_us = clock_monotonic_us();
        bench_stop_on(checker_run(checker, design, scenario, estimate, &findings));
        int64_t took_us = clock_monotonic_us() - start_us;
        least_us = took_us < least_us ? took_us : least_us;
        findings_free(&findings);
    }
    checker_free(checker);
    return (double)least_us / 1000.0;
}

static void measure_rules(const Catalog *catalog, const RuleSet *rules, const Design *design,
                          const Scenario *scenario) {
    Estimate *estimate = estimate_make(design, scenario);
    RuleCost *costs = memory_allocate((rules->items.count + 1) * sizeof *costs);
    RuleSet one = {0};
    double facts_ms = check_ms(catalog, &one, design, scenario, estimate);
    printf("facts %33.3f ms\n", facts_ms);
    for (size_t i = 0; i < rules->items.count; i++) {
        one.items.count = 0;
        array_push(&one.items, rules->items.items[i]);
        costs[i] = (RuleCost){rules->items.items[i].id,
                              check_ms(catalog, &one, design, scenario, estimate) - facts_ms};
    }
    qsort(costs, rules->items.count, sizeof *costs, dearer);
    for (size_t i = 0; i < rules->items.count; i++) {
        printf("%-38s %.3f ms\n", costs[i].rule, costs[i].ms);
    }
    array_free(&one.items);
    free(costs);
    estimate_free(estimate);
}

/* With `--rules` the cost of each rule on 1,000 components instead. */
int main(int argc, char **argv) {
    Catalog *catalog = NULL;
    Scenario *scenario = NULL;
    RuleSet rules = {0};
    Checker *checker = NULL;
    bench_stop_on(catalog_load(FAULTLINE_SOURCE_DIR "/assets/catalog.json", &catalog));
    bench_stop_on(rules_add_folder(&rules, FAULTLINE_SOURCE_DIR "/assets/rules"));
    bench_stop_on(
        scenario_load(FAULTLINE_SOURCE_DIR "/scenarios/url-shortener/scenario.json", &scenario));
    bench_stop_on(checker_new(catalog, &rules, &checker));

    Design *small = bench_stacks(catalog, 50);
    Design *large = bench_stacks(catalog, 1000);
    if (argc == 2 && strcmp(argv[1], "--rules") == 0) {
        measure_rules(catalog, &rules, large, scenario);
    } else {
        measure(checker, small, scenario, "check_50_components", make_new, 300);
        measure(checker, small, scenario, "check_50_after_a_setting", set_one, 300);
        measure(checker, small, scenario, "check_50_after_a_move", move_one, 300);
        measure(checker, large, scenario, "check_1000_components", make_new, 30);
        measure(checker, large, scenario, "check_1000_after_a_setting", set_one, 30);
        measure(checker, large, scenario, "check_1000_after_a_move", move_one, 30);
        bench_print_peak_memory("check_peak_memory");
    }

    design_free(large);
    design_free(small);
    checker_free(checker);
    rules_free(&rules);
    scenario_free(scenario);
    catalog_free(catalog);
    return 0;
}
