/* A catalogue, the shipped rules and a checker of them: what every test of rules begins with. */
#ifndef FAULTLINE_TESTS_RULE_BENCH_H
#define FAULTLINE_TESTS_RULE_BENCH_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "rules/checker.h"
#include "support/support.h"

typedef struct RuleBench {
    Arena arena;
    Catalog *catalog;
    RuleSet rules;
    Checker *checker;
} RuleBench;

static inline void rule_bench_open(RuleBench *bench) {
    *bench = (RuleBench){.catalog = support_catalog()};
    Error error =
        rules_add_folder(&bench->rules, support_source_path(&bench->arena, "assets/rules"));
    if (error.code) {
        fail_msg("%s", error.message);
    }
    for (size_t i = 0; i < bench->rules.problems.count; i++) {
        fail_msg("%s", bench->rules.problems.items[i].message);
    }
    error = checker_new(bench->catalog, &bench->rules, &bench->checker);
    if (error.code) {
        fail_msg("%s", error.message);
    }
}

static inline void rule_bench_close(RuleBench *bench) {
    checker_free(bench->checker);
    rules_free(&bench->rules);
    catalog_free(bench->catalog);
    arena_free(&bench->arena);
}

static inline Findings rule_bench_check(RuleBench *bench, const Design *design,
                                        const Scenario *scenario) {
    Findings findings = {0};
    Estimate *estimate = estimate_make(design, scenario);
    Error error = checker_run(bench->checker, design, scenario, estimate, &findings);
    if (error.code) {
        fail_msg("%s", error.message);
    }
    estimate_free(estimate);
    return findings;
}

static inline size_t rule_bench_count(const Findings *findings, const char *rule) {
    size_t count = 0;
    for (size_t i = 0; i < findings->items.count; i++) {
        count += strcmp(findings->items.items[i].rule, rule) == 0;
    }
    return count;
}

#endif
