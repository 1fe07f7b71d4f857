/* A scenario with a curveball's changes made. */
#include <string.h>

#include "base/macros.h"
#include "model/scenario.h"

static void change_slo(Slo *slo, const Slo *change) {
    double *const targets[] = {&slo->lost_updates,    &slo->p99_ms, &slo->availability_pct,
                               &slo->effect_within_s, &slo->lost,   &slo->duplicated,
                               &slo->stale_pct};
    const double changed[] = {change->lost_updates,    change->p99_ms, change->availability_pct,
                              change->effect_within_s, change->lost,   change->duplicated,
                              change->stale_pct};
    for (size_t i = 0; i < COUNT_OF(targets); i++) {
        *targets[i] = changed[i] >= 0 ? changed[i] : *targets[i];
    }
}

static void change_operation(Operation *operations, size_t count, const CurveballChange *change) {
    for (size_t o = 0; o < count; o++) {
        if (strcmp(operations[o].id, change->id) == 0) {
            operations[o].rate_rps =
                change->rate_rps >= 0 ? change->rate_rps : operations[o].rate_rps;
            change_slo(&operations[o].slo, &change->slo);
        }
    }
}

static void change_key(ScenarioKey *keys, size_t count, const CurveballChange *change) {
    for (size_t k = 0; k < count; k++) {
        if (strcmp(keys[k].id, change->id) == 0) {
            keys[k].count = change->count >= 0 ? change->count : keys[k].count;
            keys[k].zipf = change->zipf >= 0 ? change->zipf : keys[k].zipf;
        }
    }
}

Scenario *scenario_after(const Scenario *scenario, const Curveball *curveball) {
    Scenario *after = memory_allocate(sizeof *after);
    *after = *scenario;
    after->arena = (Arena){0};
    after->budget_usd_month = 0;
    size_t most = scenario->operation_count + curveball->change_count;
    Operation *operations = arena_allocate(&after->arena, most * sizeof *operations);
    ScenarioKey *keys = arena_allocate(&after->arena, (scenario->key_count + 1) * sizeof *keys);
    memcpy(operations, scenario->operations, scenario->operation_count * sizeof *operations);
    if (scenario->key_count > 0) {
        memcpy(keys, scenario->keys, scenario->key_count * sizeof *keys);
    }
    for (size_t c = 0; c < curveball->change_count; c++) {
        const CurveballChange *change = &curveball->changes[c];
        switch (change->target) {
        case CURVEBALL_OPERATION:
            change_operation(operations, after->operation_count, change);
            break;
        case CURVEBALL_KEY:
            change_key(keys, after->key_count, change);
            break;
        case CURVEBALL_NEW_OPERATION:
            operations[after->operation_count++] = *change->added;
            break;
        }
    }
    after->operations = operations;
    after->keys = keys;
    return after;
}
