/* Any bytes as a rule file: read, compiled and run on a small design. */
#include <stdint.h>
#include <stdlib.h>

#include "rules/checker.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    RuleSet rules = {0};
    Rule rule;
    Error error =
        rule_parse((const char *)data, size, "fuzz.sql", "area/fuzz", &rules.arena, &rule);
    if (error.code) {
        rules_free(&rules);
        return 0;
    }
    array_push(&rules.items, rule);
    Catalog *catalog = NULL;
    error = catalog_load(FAULTLINE_SOURCE_DIR "/assets/catalog.json", &catalog);
    Design *design = NULL;
    if (!error.code) {
        error = design_load(FAULTLINE_SOURCE_DIR "/scenarios/url-shortener/naive.json", catalog,
                            &design);
    }
    Checker *checker = NULL;
    if (!error.code) {
        error = checker_new(catalog, &rules, &checker);
    }
    if (error.code) {
        abort();
    }
    Estimate *estimate = estimate_make(design, NULL);
    Findings findings = {0};
    error = checker_run(checker, design, NULL, estimate, &findings);
    if (error.code || findings.items.count + findings.problems.count > 20001) {
        abort();
    }
    findings_free(&findings);
    estimate_free(estimate);
    checker_free(checker);
    design_free(design);
    rules_free(&rules);
    catalog_free(catalog);
    return 0;
}
