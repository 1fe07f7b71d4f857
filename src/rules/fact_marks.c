#include "rules/fact_marks.h"

#include <stdlib.h>
#include <string.h>

typedef ARRAY_OF(size_t) Places;

typedef enum Direction { DOWN, UP } Direction;

/* A mark that goes from place to place. */
typedef struct Spread {
    const FactSteps *steps;
    const FactStepsAt *leaving, *entering;
    unsigned char *marks;
    Places open; /* marked, and not yet followed */
} Spread;

static void put(Spread *spread, size_t place, FactMark mark) {
    if (!(spread->marks[place] & mark)) {
        spread->marks[place] |= (unsigned char)mark;
        array_push(&spread->open, place);
    }
}

static unsigned bit(ConnectionKind kind) {
    return 1U << kind;
}

/* Takes the mark on along steps of these kinds, except to places that bear the mark `stop`. */
static void follow(Spread *spread, FactMark mark, Direction direction, unsigned kinds,
                   unsigned stop) {
    const FactStepsAt *steps_at = direction == DOWN ? spread->leaving : spread->entering;
    while (spread->open.count > 0) {
        size_t place = spread->open.items[--spread->open.count];
        for (size_t i = steps_at->first[place]; i < steps_at->first[place + 1]; i++) {
            const FactStep *step = &spread->steps->items.items[steps_at->at[i]];
            size_t next = fact_place(spread->steps, step->operation,
                                     direction == DOWN ? step->target : step->source);
            if (kinds & bit(step->connection->kind->id) && !(spread->marks[next] & stop)) {
                put(spread, next, mark);
            }
        }
    }
}

static bool is_source(const Component *component) {
    return component->kind->id == KIND_CLIENT || component->kind->id == KIND_SCHEDULER;
}

static bool tries_again(const Connection *connection) {
    return connection_setting(connection->kind, "max_attempts") &&
           connection_number(connection, "max_attempts") > 1.0;
}

/* What each step says by itself. */
static void mark_steps(Spread *spread, const Design *design, FactMark mark) {
    const Connection *last = NULL;
    bool retries = false;
    for (size_t i = 0; i < spread->steps->items.count; i++) {
        const FactStep *step = &spread->steps->items.items[i];
        const Component *source = design->components.items[step->source];
        ConnectionKind kind = step->connection->kind->id;
        if (mark == FACT_RETRIED && step->connection != last) {
            last = step->connection;
            retries = tries_again(last);
        }
        if ((mark == FACT_DEFERRED && kind == CONNECTION_CONSUME) ||
            (mark == FACT_AWAITED && is_source(source)) ||
            (mark == FACT_RETRIED && retries && source->kind->id != KIND_CLIENT)) {
            put(spread, fact_place(spread->steps, step->operation, step->target), mark);
        } else if (mark == FACT_KEYED && kind == CONNECTION_DEDUP) {
            put(spread, fact_place(spread->steps, step->operation, step->source), mark);
        }
    }
}

static bool takes_keys(const Component *component, const char *setting) {
    return kind_setting(component->kind, setting) && component_number(component, setting) != 0.0;
}

static void mark_effect(Spread *spread, const Design *design, const Scenario *scenario,
                        size_t passing, size_t at) {
    const Operation *operation = &scenario->operations[passing];
    const Component *component = design->components.items[at];
    size_t place = fact_place(spread->steps, passing, at);
    if (operation->has_effect && operation->effect_at[component->kind->id] &&
        !(spread->marks[place] & FACT_KEYED) && !takes_keys(component, "conditional_writes") &&
        !takes_keys(component, "accepts_idempotency_key")) {
        spread->marks[place] |= FACT_UNKEYED_EFFECT;
        put(spread, place, FACT_REPEAT_HARMS);
    }
}

/* Also where hardly anything gets to, so that no flow is estimated. */
static void mark_effects(Spread *spread, const Design *design, const Scenario *scenario,
                         const Estimate *estimate) {
    for (size_t i = 0; i < estimate->flows.count; i++) {
        const FlowEstimate *flow = &estimate->flows.items[i];
        mark_effect(spread, design, scenario, flow->operation, flow->component);
    }
    for (size_t i = 0; i < spread->steps->items.count; i++) {
        const FactStep *step = &spread->steps->items.items[i];
        mark_effect(spread, design, scenario, step->operation, step->target);
    }
}

/* ---- How long chains are ----------------------------------------------------------------------- */

static void begin_chain(Places *here, signed char *depths, size_t place) {
    if (depths[place] < 0) {
        depths[place] = 0;
        array_push(here, place);
    }
}

/* The places that are one call further, each once. */
static void call_on(const Spread *spread, const Places *here, Places *next, signed char *depths,
                    int depth) {
    next->count = 0;
    for (size_t i = 0; i < here->count; i++) {
        size_t place = here->items[i];
        for (size_t s = spread->leaving->first[place]; s < spread->leaving->first[place + 1]; s++) {
            const FactStep *step = &spread->steps->items.items[spread->leaving->at[s]];
            size_t target = fact_place(spread->steps, step->operation, step->target);
            if (step->connection->kind->id == CONNECTION_CALL && depths[target] < depth) {
                depths[target] = (signed char)depth;
                array_push(next, target);
            }
        }
    }
}

/* From where chains of calls begin. A circle makes a chain as long as one likes, hence the limit. */
static void count_calls(const Spread *spread, const Design *design, const Estimate *estimate,
                        signed char *depths) {
    Places here = {0};
    Places next = {0};
    for (size_t i = 0; i < estimate->flows.count; i++) {
        const FlowEstimate *flow = &estimate->flows.items[i];
        if (is_source(design->components.items[flow->component])) {
            begin_chain(&here, depths, fact_place(spread->steps, flow->operation, flow->component));
        }
    }
    for (size_t i = 0; i < spread->steps->items.count; i++) {
        const FactStep *step = &spread->steps->items.items[i];
        if (step->connection->kind->id == CONNECTION_CONSUME) {
            begin_chain(&here, depths, fact_place(spread->steps, step->operation, step->target));
        }
    }
    for (int depth = 1; depth <= FACT_LARGEST_DEPTH && here.count > 0; depth++) {
        call_on(spread, &here, &next, depths, depth);
        Places swap = here;
        here = next;
        next = swap;
    }
    array_free(&here);
    array_free(&next);
}

/* ---- All together ------------------------------------------------------------------------------ */

FactMarks fact_marks_make(const FactSteps *steps, const Design *design, const Scenario *scenario,
                          const Estimate *estimate) {
    size_t places = steps->component_count * steps->operation_count;
    FactMarks made = {.marks = memory_allocate(places + 1), .depths = memory_allocate(places + 1)};
    memset(made.depths, -1, places + 1);
    FactStepsAt leaving = fact_steps_leaving(steps);
    FactStepsAt entering = fact_steps_entering(steps);
    Spread spread = {
        .steps = steps, .leaving = &leaving, .entering = &entering, .marks = made.marks};
    unsigned calls = bit(CONNECTION_CALL);
    mark_steps(&spread, design, FACT_DEFERRED);
    follow(&spread, FACT_DEFERRED, DOWN, calls | bit(CONNECTION_PUBLISH), 0);
    mark_steps(&spread, design, FACT_AWAITED);
    follow(&spread, FACT_AWAITED, DOWN, calls | bit(CONNECTION_DEDUP), 0);
    mark_steps(&spread, design, FACT_RETRIED);
    follow(&spread, FACT_RETRIED, DOWN, calls, 0);
    mark_steps(&spread, design, FACT_KEYED);
    spread.open.count = 0; /* holds only where it is */
    mark_effects(&spread, design, scenario, estimate);
    follow(&spread, FACT_REPEAT_HARMS, UP,
           calls | bit(CONNECTION_PUBLISH) | bit(CONNECTION_CONSUME), FACT_KEYED);
    count_calls(&spread, design, estimate, made.depths);
    array_free(&spread.open);
    fact_steps_at_free(&leaving);
    fact_steps_at_free(&entering);
    return made;
}

void fact_marks_free(FactMarks *marks) {
    free(marks->marks);
    free(marks->depths);
    *marks = (FactMarks){0};
}

bool *fact_reached_make(const Design *design, const FactEnds *ends) {
    size_t count = design->components.count;
    bool *reached = memory_allocate((count + 1) * sizeof *reached);
    for (size_t i = 0; i < count; i++) {
        reached[i] = is_source(design->components.items[i]);
    }
    size_t *first = memory_allocate((count + 2) * sizeof *first);
    size_t *next = memory_allocate((design->connections.count + 1) * sizeof *next);
    for (size_t i = 0; i < design->connections.count; i++) {
        first[ends[i].source + 2]++;
    }
    for (size_t i = 2; i < count + 2; i++) {
        first[i] += first[i - 1];
    }
    for (size_t i = 0; i < design->connections.count; i++) {
        next[first[ends[i].source + 1]++] = ends[i].target;
    }
    Places open = {0};
    for (size_t i = 0; i < count; i++) {
        if (reached[i]) {
            array_push(&open, i);
        }
    }
    while (open.count > 0) {
        size_t from = open.items[--open.count];
        for (size_t i = first[from]; i < first[from + 1]; i++) {
            if (!reached[next[i]]) {
                reached[next[i]] = true;
                array_push(&open, next[i]);
            }
        }
    }
    array_free(&open);
    free(first);
    free(next);
    return reached;
}
