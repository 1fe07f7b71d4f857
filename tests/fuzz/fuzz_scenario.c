/* Scenarios: whatever loads keeps what scenario.h promises. */
#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "model/scenario.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_operation(const Scenario *scenario, const Operation *operation) {
    assert(json_is_id(operation->id) && operation->title[0]);
    assert(operation->from == KIND_CLIENT || operation->from == KIND_SCHEDULER);
    assert((operation->rate_rps > 0) != (operation->users > 0));
    assert(!operation->key[0] || scenario_key(scenario, operation->key));
    assert(operation->effect_title);
}

static void check_curveball(const Scenario *scenario, const Curveball *curveball) {
    assert(curveball->change_count > 0);
    for (size_t i = 0; i < curveball->change_count; i++) {
        const CurveballChange *change = &curveball->changes[i];
        assert((change->added != NULL) == (change->target == CURVEBALL_NEW_OPERATION));
        assert(change->target != CURVEBALL_KEY || scenario_key(scenario, change->id));
        if (change->added) {
            check_operation(scenario, change->added);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Scenario *scenario = NULL;
    Error error = scenario_parse((const char *)data, size, "fuzz.json", &scenario);
    if (error.code) {
        assert(error.message[0] && !scenario);
        return 0;
    }
    assert(json_is_id(scenario->id) && scenario->operation_count > 0);
    for (size_t i = 0; i < scenario->operation_count; i++) {
        check_operation(scenario, &scenario->operations[i]);
        assert(scenario_operation(scenario, scenario->operations[i].id) ==
               &scenario->operations[i]);
    }
    for (size_t i = 0; i < scenario->key_count; i++) {
        double share = scenario_key_top_share(&scenario->keys[i]);
        assert(share > 0 && share <= 1);
    }
    for (size_t i = 0; i < scenario->curveball_count; i++) {
        check_curveball(scenario, &scenario->curveballs[i]);
    }
    scenario_free(scenario);
    return 0;
}
