#include "rules/fact_steps.h"

#include <stdlib.h>

FactEnds *fact_ends_make(const Design *design) {
    HashIndex positions = {0};
    size_t count = design->components.count;
    size_t *numbers = memory_allocate((count + 1) * sizeof *numbers);
    for (size_t i = 0; i < count; i++) {
        numbers[i] = i;
        hash_index_add(&positions, design->components.items[i]->id, &numbers[i]);
    }
    FactEnds *ends = memory_allocate((design->connections.count + 1) * sizeof *ends);
    for (size_t c = 0; c < design->connections.count; c++) {
        const Connection *connection = design->connections.items[c];
        const size_t *from = hash_index_find(&positions, connection->from);
        const size_t *to = hash_index_find(&positions, connection->to);
        ends[c] = (FactEnds){*from, *to};
    }
    free(numbers);
    hash_index_free(&positions);
    return ends;
}

static bool is_step(ConnectionKind kind) {
    return kind != CONNECTION_OBSERVE && kind != CONNECTION_DEAD_LETTER;
}

/* The operations that leave a component are those that pass it as requests or messages; a mere
 * check of an idempotency key goes no further. */
FactSteps fact_steps_make(const Design *design, const Scenario *scenario, const Estimate *estimate,
                          const FactEnds *ends) {
    FactSteps steps = {.component_count = design->components.count,
                       .operation_count = scenario->operation_count};
    for (size_t c = 0; c < design->connections.count; c++) {
        const Connection *connection = design->connections.items[c];
        if (!is_step(connection->kind->id)) {
            continue;
        }
        for (size_t o = 0; o < scenario->operation_count; o++) {
            const FlowEstimate *flow = estimate_flow(estimate, o, ends[c].source);
            if (flow && flow->rate_per_s > 0.0 &&
                connection_carries(connection, scenario->operations[o].id)) {
                FactStep step = {o, ends[c].source, ends[c].target, connection};
                array_push(&steps.items, step);
            }
        }
    }
    return steps;
}

void fact_steps_free(FactSteps *steps) {
    array_free(&steps->items);
    *steps = (FactSteps){0};
}

/* A counting sort, by where they leave or where they enter. */
static FactStepsAt sort_steps(const FactSteps *steps, bool by_source) {
    size_t places = steps->component_count * steps->operation_count;
    FactStepsAt sorted = {
        .first = memory_allocate((places + 2) * sizeof *sorted.first),
        .at = memory_allocate((steps->items.count + 1) * sizeof *sorted.at),
    };
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < steps->items.count; i++) {
            const FactStep *step = &steps->items.items[i];
            size_t place =
                fact_place(steps, step->operation, by_source ? step->source : step->target);
            if (pass == 0) {
                sorted.first[place + 2]++;
            } else {
                sorted.at[sorted.first[place + 1]++] = i;
            }
        }
        for (size_t i = 2; i < places + 2 && pass == 0; i++) {
            sorted.first[i] += sorted.first[i - 1];
        }
    }
    return sorted;
}

FactStepsAt fact_steps_leaving(const FactSteps *steps) {
    return sort_steps(steps, true);
}

FactStepsAt fact_steps_entering(const FactSteps *steps) {
    return sort_steps(steps, false);
}

void fact_steps_at_free(FactStepsAt *steps_at) {
    free(steps_at->first);
    free(steps_at->at);
    *steps_at = (FactStepsAt){0};
}
