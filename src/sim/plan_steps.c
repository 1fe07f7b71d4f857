#include "sim/plan_steps.h"

/* What the steps of one route are chosen from. */
typedef struct Choice {
    const Plan *plan;
    const Graph *graph;
    const Operation *operation;
    size_t first, end; /* edges of the component */
    bool in_parallel;
    PlanSteps *steps;
    uint32_t group;
} Choice;

static bool carries(const Choice *choice, size_t edge, ConnectionKind kind) {
    const Edge *candidate = &choice->graph->edges[edge];
    return candidate->kind == kind &&
           connection_carries(candidate->connection, choice->operation->id);
}

static const PlanComponent *target(const Choice *choice, size_t edge) {
    return &choice->plan->components[choice->graph->edges[edge].to];
}

static bool is_data(const PlanComponent *component) {
    return component->is_store || component->kind == KIND_CACHE;
}

/* A cache that asks on its own behalf for what it misses. */
static bool passes_through(const Choice *choice, size_t cache) {
    for (size_t e = choice->graph->first_edge[cache]; e < choice->graph->first_edge[cache + 1];
         e++) {
        if (carries(choice, e, CONNECTION_CALL)) {
            return true;
        }
    }
    return false;
}

static bool is_later_data(const Choice *choice, size_t edge, bool stores_only) {
    for (size_t e = edge + 1; e < choice->end; e++) {
        const PlanComponent *to = target(choice, e);
        if (carries(choice, e, CONNECTION_CALL) && (stores_only ? to->is_store : is_data(to))) {
            return true;
        }
    }
    return false;
}

/* A write treats the caches that stand beside the stores after the stores, and only when its policy
 * says so. */
typedef enum Turn { TURN_NOW, TURN_AFTER_STORES, TURN_NEVER } Turn;

static Turn write_turn(const Choice *choice, size_t edge) {
    const PlanComponent *to = target(choice, edge);
    if (to->kind != KIND_CACHE || passes_through(choice, choice->graph->edges[edge].to)) {
        return TURN_NOW;
    }
    if (to->write_policy == WRITE_NONE) {
        return TURN_NEVER;
    }
    return is_later_data(choice, edge, true) ? TURN_AFTER_STORES : TURN_NOW;
}

static PlanStep *add(Choice *choice, size_t edge, bool alone) {
    PlanStep step = {.connection = (uint32_t)choice->graph->edges[edge].position,
                     .group = alone ? ++choice->group : choice->group};
    array_push(choice->steps, step);
    return &choice->steps->items[choice->steps->count - 1];
}

static void add_all(Choice *choice, ConnectionKind kind) {
    for (size_t e = choice->first; e < choice->end; e++) {
        if (carries(choice, e, kind)) {
            add(choice, e, true);
        }
    }
}

/* One of these is taken, so they are one group. */
static void add_targets(Choice *choice) {
    choice->group++;
    for (size_t e = choice->first; e < choice->end; e++) {
        if (carries(choice, e, CONNECTION_CALL) || carries(choice, e, CONNECTION_PUBLISH)) {
            add(choice, e, false);
        }
    }
}

static bool asks_cache(const Choice *choice, size_t edge) {
    return target(choice, edge)->kind == KIND_CACHE && is_later_data(choice, edge, false);
}

static void add_reads(Choice *choice) {
    size_t last_data = SIZE_MAX;
    bool asked = false;
    if (choice->in_parallel) {
        for (size_t e = choice->first; e < choice->end; e++) {
            if (carries(choice, e, CONNECTION_CALL) && asks_cache(choice, e)) {
                PlanStep *step = add(choice, e, true);
                step->looks_up = true;
                step->data = asked;
                asked = true;
            }
        }
        choice->group++;
    }
    for (size_t e = choice->first; e < choice->end; e++) {
        bool publishes = carries(choice, e, CONNECTION_PUBLISH);
        if (!carries(choice, e, CONNECTION_CALL) && (!publishes || choice->in_parallel)) {
            continue;
        }
        bool looks_up = !publishes && asks_cache(choice, e);
        if (looks_up && choice->in_parallel) {
            continue;
        }
        PlanStep *step = add(choice, e, !choice->in_parallel);
        step->looks_up = looks_up;
        step->data = asked && !publishes && is_data(target(choice, e));
        asked |= looks_up;
        if (step->data) {
            last_data = choice->steps->count - 1;
        }
    }
    if (last_data != SIZE_MAX) {
        choice->steps->items[last_data].fills_here = true;
    }
}

static void add_writes(Choice *choice) {
    choice->group += choice->in_parallel;
    size_t last_store = SIZE_MAX;
    for (size_t e = choice->first; e < choice->end; e++) {
        if (carries(choice, e, CONNECTION_CALL) && target(choice, e)->is_store) {
            last_store = e;
        }
    }
    for (size_t e = choice->first; e < choice->end; e++) {
        bool publishes = carries(choice, e, CONNECTION_PUBLISH);
        bool calls = carries(choice, e, CONNECTION_CALL);
        if ((publishes && !choice->in_parallel) || (calls && write_turn(choice, e) == TURN_NOW)) {
            add(choice, e, !choice->in_parallel);
        }
        if (e == last_store && !choice->in_parallel) {
            for (size_t c = choice->first; c < e; c++) {
                if (carries(choice, c, CONNECTION_CALL) &&
                    write_turn(choice, c) == TURN_AFTER_STORES) {
                    add(choice, c, true);
                }
            }
        }
    }
    for (size_t e = choice->first; e < choice->end && choice->in_parallel; e++) {
        if (carries(choice, e, CONNECTION_CALL) && write_turn(choice, e) == TURN_AFTER_STORES) {
            add(choice, e, true);
        }
    }
}

uint32_t plan_add_steps(const Plan *plan, const Graph *graph, uint32_t operation,
                        uint32_t component, PlanSteps *steps) {
    size_t before = steps->count;
    const PlanComponent *here = &plan->components[component];
    Choice choice = {.plan = plan,
                     .graph = graph,
                     .operation = plan->operations[operation].source,
                     .first = graph->first_edge[component],
                     .end = graph->first_edge[component + 1],
                     .in_parallel = here->calls_in_parallel,
                     .steps = steps};
    add_all(&choice, CONNECTION_DEDUP);
    if (here->forwards) {
        add_targets(&choice);
    } else {
        if (choice.operation->is_write) {
            add_writes(&choice);
        } else {
            add_reads(&choice);
        }
        if (choice.in_parallel) {
            add_all(&choice, CONNECTION_PUBLISH);
        }
    }
    return (uint32_t)(steps->count - before);
}
