/* Whatever is drawn, the estimate is finite, is not negative, and is the same twice. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "sim/estimate.h"
#include "support/support.h"

enum { DESIGNS = 800, MOST_COMPONENTS = 40 };

static void assert_sane(double number) {
    assert_true(isfinite(number));
    assert_true(number >= 0.0);
}

static void check(const Design *design, const Scenario *scenario) {
    Estimate *first = estimate_make(design, scenario);
    Estimate *second = estimate_make(design, scenario);
    double cost = 0.0;
    for (size_t i = 0; i < first->component_count; i++) {
        const ComponentEstimate *component = &first->components[i];
        assert_sane(component->arrivals_per_s);
        assert_sane(component->holding_ms);
        assert_sane(component->cost_usd_month);
        assert_true(component->utilisation == -1.0 || component->utilisation >= 0.0);
        assert_true(isfinite(component->utilisation));
        assert_true(component->peak_utilisation >=
                    component->utilisation - 1e-9 * fabs(component->utilisation));
        assert_true(isfinite(component->peak_utilisation));
        assert_true(component->wait_ms == -1.0 || component->wait_ms >= 0.0);
        assert_true(component->hit_ratio == -1.0 ||
                    (component->hit_ratio >= 0.0 && component->hit_ratio <= 1.0 + 1e-9));
        assert_true(component->partition_share == -1.0 ||
                    (component->partition_share > 0.0 && component->partition_share <= 1.0));
        cost += component->cost_usd_month;
    }
    assert_true(cost == first->cost_usd_month);
    assert_memory_equal(first->components, second->components,
                        first->component_count * sizeof *first->components);
    for (size_t i = 0; i < first->operation_count; i++) {
        const OperationEstimate *operation = &first->operations[i];
        assert_sane(operation->rate_per_s);
        assert_sane(operation->failing_share);
        assert_true(operation->failing_share <= 1.0);
        assert_true(operation->response_ms >= 0.0);
    }
    for (size_t i = 0; i < first->connection_count; i++) {
        assert_sane(first->connection_rates[i]);
    }
    for (size_t i = 0; i < first->flows.count; i++) {
        const FlowEstimate *flow = &first->flows.items[i];
        assert_true(flow->rate_per_s + flow->dedup_per_s > 0.0);
        assert_true(flow->answer_ms >= 0.0 && flow->answer_p99_ms >= flow->answer_ms);
        assert_ptr_equal(estimate_flow(first, flow->operation, flow->component), flow);
    }
    estimate_free(first);
    estimate_free(second);
}

static void check_many(Scenario *scenario, uint64_t seed) {
    Catalog *catalog = support_catalog();
    Random random = random_seed(seed);
    for (int i = 0; i < DESIGNS; i++) {
        Design *design = support_random_design(catalog, &random, MOST_COMPONENTS);
        check(design, scenario);
        check(design, NULL);
        design_free(design);
    }
    scenario_free(scenario);
    catalog_free(catalog);
}

static void random_designs_give_sane_numbers(void **state) {
    (void)state;
    check_many(support_scenario("url-shortener"), 11);
}

/* Users that wait for their answers, beside others that do not, and one that never thinks. */
static void closed_loads_give_sane_numbers(void **state) {
    (void)state;
    static const char TEXT[] =
        "{'format':'faultline/scenario','version':1,'id':'t','title':'T',"
        "'keys':[{'id':'code','count':1000000,'zipf':1.1},{'id':'user','count':10,'zipf':0}],"
        "'operations':["
        "{'id':'get','title':'Get','type':'read','from':'client','users':500,'think_ms':20,"
        "'key':'code'},"
        "{'id':'put','title':'Put','type':'write','from':'client','users':3,'think_ms':0,"
        "'key':'user'},"
        "{'id':'list','title':'List','type':'read','from':'client','rate_rps':50}]}";
    Arena arena = {0};
    Scenario *scenario = NULL;
    const char *text = support_quotes(&arena, TEXT);
    assert_int_equal(scenario_parse(text, strlen(text), "t", &scenario).code, ERROR_NONE);
    arena_free(&arena);
    check_many(scenario, 12);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_designs_give_sane_numbers),
        cmocka_unit_test(closed_loads_give_sane_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
