/* Sizes of shipped designs: a reference can be had for its price or less, a first sketch at no
 * price. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "sim/size.h"
#include "support/support.h"

static void size_shipped(const char *id, const char *path, Sizing *sizing) {
    Catalog *catalog = support_catalog();
    Scenario *scenario = support_scenario(id);
    Design *design = support_shipped_design(catalog, path);
    SizeOptions options = {.trials = {.seed = 1, .seconds = 60.0}};
    Error error = size_find(design, scenario, &options, sizing);
    if (error.code) {
        fail_msg("%s", error.message);
    }
    design_free(design);
    scenario_free(scenario);
    catalog_free(catalog);
}

static void a_reference_keeps_its_levels_for_its_price_or_less(void **state) {
    (void)state;
    Sizing sizing = {0};
    size_shipped("notification-service", "notification-service/reference.json", &sizing);
    assert_int_equal(sizing.outcome, SIZE_FITS);
    assert_true(sizing.cost <= sizing.cost_before);
    assert_true(sizing.faults >= 5);
    size_free(&sizing);
}

static void no_size_mends_a_first_sketch(void **state) {
    (void)state;
    Sizing sizing = {0};
    size_shipped("url-shortener", "url-shortener/naive.json", &sizing);
    assert_int_equal(sizing.outcome, SIZE_IMPOSSIBLE);
    assert_true(sizing.misses.count > 0);
    assert_true(sizing.misses.items[0].fault != SIZE_MAX);
    size_free(&sizing);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_reference_keeps_its_levels_for_its_price_or_less),
        cmocka_unit_test(no_size_mends_a_first_sketch),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
