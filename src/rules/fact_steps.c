#include "rules/fact_steps.h"

#include <stdlib.h>
#include <string.h>

static bool is_step(ConnectionKind kind) {
    return kind != CONNECTION_OBSERVE && kind != CONNECTION_DEAD_LETTER;
}

/* The operations that leave a component are those that pass it as requests or messages; a mere
 * check of an idempotency key goes no further. */
static void collect(FactSteps *steps, const Design *design, const Scenario *scenario,
                    const Estimate *estimate) {
    HashIndex positions = {0};
    size_t count = design->components.count;
    size_t *numbers = memory_allocate((count + 1) * sizeof *numbers);
    for (size_t i = 0; i < count; i++) {
        numbers[i] = i;
        hash_index_add(&positions, design->components.items[i]->id, &numbers[i]);
    }
    for (size_t c = 0; c < design->connections.count; c++) {
        const Connection *connection = design->connections.items[c];
        if (!is_step(connection->kind->id)) {
            continue;
        }
        const size_t *from = hash_index_find(&positions, connection->from);
        const size_t *to = hash_index_find(&positions, connection->to);
        for (size_t o = 0; o < scenario->operation_count; o++) {
            const FlowEstimate *flow = estimate_flow(estimate, o, *from);
            if (flow && flow->rate_per_s > 0.0 &&
                connection_carries(connection, scenario->operations[o].id)) {
                FactStep step = {o, *from, *to, connection};
                array_push(&steps->items, step);
            }
        }
    }
    free(numbers);
    hash_index_free(&positions);
}

/* The steps that leave each component: those of component i are next[first[i]] to
 * next[first[i + 1] - 1]. Release both with free(). */
static void sort_by_source(const FactSteps *steps, size_t **first, size_t **next) {
    size_t count = steps->component_count;
    *first = memory_allocate((count + 2) * sizeof **first);
    *next = memory_allocate((steps->items.count + 1) * sizeof **next);
    for (size_t i = 0; i < steps->items.count; i++) {
        (*first)[steps->items.items[i].source + 2]++;
    }
    for (size_t i = 2; i < count + 2; i++) {
        (*first)[i] += (*first)[i - 1];
    }
    for (size_t i = 0; i < steps->items.count; i++) {
        (*next)[(*first)[steps->items.items[i].source + 1]++] = i;
    }
}

typedef ARRAY_OF(size_t) Places; /* operation * components + component */

static void defer(FactSteps *steps, size_t operation, size_t component, Places *open) {
    size_t place = operation * steps->component_count + component;
    if (!steps->deferred[place]) {
        steps->deferred[place] = true;
        array_push(open, place);
    }
}

/* From all consumers down. */
static void mark_deferred(FactSteps *steps) {
    size_t *first = NULL;
    size_t *next = NULL;
    sort_by_source(steps, &first, &next);
    Places open = {0};
    for (size_t i = 0; i < steps->items.count; i++) {
        const FactStep *step = &steps->items.items[i];
        if (step->connection->kind->id == CONNECTION_CONSUME) {
            defer(steps, step->operation, step->target, &open);
        }
    }
    while (open.count > 0) {
        size_t place = open.items[--open.count];
        size_t operation = place / steps->component_count;
        size_t source = place % steps->component_count;
        for (size_t i = first[source]; i < first[source + 1]; i++) {
            const FactStep *step = &steps->items.items[next[i]];
            ConnectionKind kind = step->connection->kind->id;
            if (step->operation == operation &&
                (kind == CONNECTION_CALL || kind == CONNECTION_PUBLISH)) {
                defer(steps, operation, step->target, &open);
            }
        }
    }
    array_free(&open);
    free(first);
    free(next);
}

FactSteps fact_steps_make(const Design *design, const Scenario *scenario,
                          const Estimate *estimate) {
    FactSteps steps = {.component_count = design->components.count};
    collect(&steps, design, scenario, estimate);
    steps.deferred = memory_allocate((scenario->operation_count * steps.component_count + 1) *
                                     sizeof *steps.deferred);
    mark_deferred(&steps);
    return steps;
}

void fact_steps_free(FactSteps *steps) {
    array_free(&steps->items);
    free(steps->deferred);
    *steps = (FactSteps){0};
}

bool fact_steps_is_deferred(const FactSteps *steps, size_t operation, size_t component) {
    return steps->deferred[operation * steps->component_count + component];
}
