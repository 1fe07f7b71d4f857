#include "sim/plan.h"

#include <stdlib.h>
#include <string.h>

#include "sim/capacity.h"
#include "sim/graph.h"
#include "sim/plan_read.h"
#include "sim/plan_steps.h"

/* Memory is taken for each of these. */
enum { MOST_STATIONS = 1000000, MOST_ROUTES = 4000000 };

/* ---- Circles --------------------------------------------------------------------------------- */

typedef struct Walk {
    const Plan *plan;
    const Graph *graph;
    const Operation *operation;
    char *state;
    uint32_t *stack;
    size_t *next_edge;
    uint32_t depth;
} Walk;

enum { WALK_NEW, WALK_OPEN, WALK_DONE };

static Error describe_circle(const Walk *walk, uint32_t again) {
    TextBuffer path = {0};
    uint32_t from = 0;
    while (walk->stack[from] != again) {
        from++;
    }
    for (uint32_t i = from; i < walk->depth && path.length < 512; i++) {
        text_append_format(&path, "%s -> ", walk->plan->components[walk->stack[i]].id);
    }
    Error error = error_make(ERROR_INPUT,
                             "the operation `%s` goes round in a circle, %s%s: a request would "
                             "never come to its end. Limit one of these connections to other "
                             "operations",
                             walk->operation->id, text_of(&path), walk->plan->components[again].id);
    text_free(&path);
    return error;
}

static bool walks_on(const Walk *walk, const Edge *edge) {
    return (edge->kind == CONNECTION_CALL || edge->kind == CONNECTION_PUBLISH ||
            edge->kind == CONNECTION_CONSUME) &&
           connection_carries(edge->connection, walk->operation->id);
}

static void enter(Walk *walk, uint32_t component) {
    walk->state[component] = WALK_OPEN;
    walk->next_edge[component] = walk->graph->first_edge[component];
    walk->stack[walk->depth++] = component;
}

static Error walk_from(Walk *walk, uint32_t start) {
    if (walk->state[start] != WALK_NEW) {
        return error_none();
    }
    enter(walk, start);
    while (walk->depth > 0) {
        uint32_t here = walk->stack[walk->depth - 1];
        if (walk->next_edge[here] == walk->graph->first_edge[here + 1]) {
            walk->state[here] = WALK_DONE;
            walk->depth--;
            continue;
        }
        const Edge *edge = &walk->graph->edges[walk->next_edge[here]++];
        if (!walks_on(walk, edge)) {
            continue;
        }
        if (walk->state[edge->to] == WALK_OPEN) {
            return describe_circle(walk, (uint32_t)edge->to);
        }
        if (walk->state[edge->to] == WALK_NEW) {
            enter(walk, (uint32_t)edge->to);
        }
    }
    return error_none();
}

/* A dead-letter queue is a beginning too: to put its messages back is no circle. */
static Error check_circles(const Plan *plan, const Graph *graph) {
    uint32_t count = plan->component_count;
    Walk walk = {.plan = plan,
                 .graph = graph,
                 .state = memory_allocate(count),
                 .stack = memory_allocate(count * sizeof(uint32_t)),
                 .next_edge = memory_allocate(count * sizeof(size_t))};
    Error error = error_none();
    for (uint32_t o = 0; o < plan->operation_count && !error.code; o++) {
        walk.operation = plan->operations[o].source;
        memset(walk.state, WALK_NEW, count);
        for (uint32_t c = 0; c < count && !error.code; c++) {
            if (plan->components[c].kind == walk.operation->from) {
                error = walk_from(&walk, c);
            }
        }
        for (size_t e = 0; e < graph->edge_count && !error.code; e++) {
            if (graph->edges[e].kind == CONNECTION_DEAD_LETTER) {
                error = walk_from(&walk, (uint32_t)graph->edges[e].to);
            }
        }
    }
    free(walk.state);
    free(walk.stack);
    free(walk.next_edge);
    return error;
}

/* ---- Components and connections -------------------------------------------------------------- */

static Error read_components(Plan *plan) {
    uint64_t stations = 0;
    for (uint32_t c = 0; c < plan->component_count; c++) {
        PlanComponent *component = &plan->components[c];
        plan_read_component(plan->scenario, plan->design->components.items[c], component);
        component->first_station = (uint32_t)stations;
        stations += component->station_count;
        if (stations > MOST_STATIONS) {
            return error_make(ERROR_LIMIT,
                              "the replicas and partitions up to `%s` are more than %d, too many "
                              "to play",
                              component->id, MOST_STATIONS);
        }
    }
    plan->station_count = (uint32_t)stations;
    return error_none();
}

static void read_connections(Plan *plan, const Graph *graph) {
    for (size_t e = 0; e < graph->edge_count; e++) {
        const Edge *edge = &graph->edges[e];
        PlanConnection *connection = &plan->connections[edge->position];
        plan_read_connection(edge->connection, connection);
        connection->from = (uint32_t)edge->from;
        connection->to = (uint32_t)edge->to;
        for (uint32_t o = 0; o < plan->operation_count; o++) {
            plan->carries[edge->position * plan->operation_count + o] =
                connection_carries(edge->connection, plan->scenario->operations[o].id);
        }
    }
}

static void read_operations(Plan *plan, const Graph *graph) {
    ARRAY_OF(uint32_t) sources = {0};
    bool *issues = memory_allocate((plan->component_count + 1) * sizeof *issues);
    for (uint32_t o = 0; o < plan->operation_count; o++) {
        PlanOperation *operation = &plan->operations[o];
        operation->source = &plan->scenario->operations[o];
        const ScenarioKey *key = scenario_key(plan->scenario, operation->source->key);
        operation->key = key ? (uint32_t)(key - plan->scenario->keys) : NO_INDEX;
        operation->first_source = (uint32_t)sources.count;
        graph_find_sources(graph, operation->source, issues);
        for (uint32_t c = 0; c < plan->component_count; c++) {
            if (issues[c]) {
                array_push(&sources, c);
            }
        }
        operation->source_count = (uint32_t)sources.count - operation->first_source;
    }
    free(issues);
    plan->sources = sources.items;
}

/* ---- Subscriptions --------------------------------------------------------------------------- */

typedef struct Lists {
    ARRAY_OF(uint32_t) consumers;
    ARRAY_OF(PlanSubscription) subscriptions;
} Lists;

/* The consumers of one operation's messages, at the end of the list. */
static uint32_t list_consumers(const Graph *graph, uint32_t broker, const char *operation,
                               Lists *lists) {
    size_t before = lists->consumers.count;
    for (size_t e = graph->first_edge[broker]; e < graph->first_edge[broker + 1]; e++) {
        const Edge *edge = &graph->edges[e];
        if (edge->kind == CONNECTION_CONSUME &&
            (!operation || connection_carries(edge->connection, operation))) {
            array_push(&lists->consumers, (uint32_t)edge->position);
        }
    }
    return (uint32_t)(lists->consumers.count - before);
}

/* Operations with the same consumers share a subscription of their queue. */
static uint32_t subscribe(const PlanComponent *broker, uint32_t position, uint32_t count,
                          Lists *lists) {
    uint32_t first = (uint32_t)lists->consumers.count - count;
    const uint32_t *items = lists->consumers.items;
    for (size_t s = broker->first_subscription; s < lists->subscriptions.count; s++) {
        const PlanSubscription *other = &lists->subscriptions.items[s];
        if (other->consumer_count == count &&
            memcmp(&items[other->first_consumer], &items[first], count * sizeof *items) == 0) {
            lists->consumers.count = first;
            return (uint32_t)s;
        }
    }
    PlanSubscription made = {position, first, count};
    array_push(&lists->subscriptions, made);
    return (uint32_t)lists->subscriptions.count - 1;
}

static void read_subscriptions(Plan *plan, const Graph *graph) {
    Lists lists = {0};
    for (uint32_t c = 0; c < plan->component_count; c++) {
        PlanComponent *broker = &plan->components[c];
        broker->first_subscription = (uint32_t)lists.subscriptions.count;
        for (uint32_t o = 0; o < plan->operation_count; o++) {
            PlanRoute *route = &plan->routes[(size_t)o * plan->component_count + c];
            route->subscription = NO_INDEX;
            if (broker->kind == KIND_QUEUE) {
                const char *id = plan->operations[o].source->id;
                uint32_t count = list_consumers(graph, c, id, &lists);
                route->subscription = count ? subscribe(broker, c, count, &lists) : NO_INDEX;
            }
        }
        if (broker->kind == KIND_STREAM || broker->kind == KIND_TOPIC) {
            uint32_t count = list_consumers(graph, c, NULL, &lists);
            uint32_t first = (uint32_t)lists.consumers.count - count;
            for (uint32_t i = 0; i < count; i++) {
                PlanSubscription each = {c, first + i, 1};
                array_push(&lists.subscriptions, each);
            }
        }
        broker->subscription_count =
            (uint32_t)lists.subscriptions.count - broker->first_subscription;
    }
    plan->subscriptions = lists.subscriptions.items;
    plan->subscription_count = (uint32_t)lists.subscriptions.count;
    plan->consumers = lists.consumers.items;
}

static void read_feeds(Plan *plan) {
    ARRAY_OF(uint32_t) feeds = {0};
    plan->first_feed = memory_allocate((plan->component_count + 1) * sizeof(uint32_t));
    for (uint32_t c = 0; c < plan->component_count; c++) {
        plan->first_feed[c] = (uint32_t)feeds.count;
        for (uint32_t s = 0; s < plan->subscription_count; s++) {
            const PlanSubscription *subscription = &plan->subscriptions[s];
            for (uint32_t i = 0; i < subscription->consumer_count; i++) {
                uint32_t edge = plan->consumers[subscription->first_consumer + i];
                if (plan->connections[edge].to == c) {
                    array_push(&feeds, s);
                    break;
                }
            }
        }
    }
    plan->first_feed[plan->component_count] = (uint32_t)feeds.count;
    plan->feeds = feeds.items;
}

/* ---- Routes ---------------------------------------------------------------------------------- */

static uint32_t dead_letter_of(const Graph *graph, uint32_t broker, const char *operation) {
    for (size_t e = graph->first_edge[broker]; e < graph->first_edge[broker + 1]; e++) {
        const Edge *edge = &graph->edges[e];
        if (edge->kind == CONNECTION_DEAD_LETTER &&
            connection_carries(edge->connection, operation)) {
            return (uint32_t)edge->to;
        }
    }
    return NO_INDEX;
}

static void read_routes(Plan *plan, const Graph *graph) {
    PlanSteps steps = {0};
    Node *nodes = memory_allocate(plan->component_count * sizeof *nodes);
    for (uint32_t c = 0; c < plan->component_count; c++) {
        node_read(plan->design->components.items[c], &nodes[c]);
    }
    for (uint32_t o = 0; o < plan->operation_count; o++) {
        const Operation *operation = plan->operations[o].source;
        const ScenarioKey *key = scenario_key(plan->scenario, operation->key);
        for (uint32_t c = 0; c < plan->component_count; c++) {
            PlanRoute *route = &plan->routes[(size_t)o * plan->component_count + c];
            route->first_step = (uint32_t)steps.count;
            route->step_count = plan_add_steps(plan, graph, o, c, &steps);
            route->work = node_work_factor(&nodes[c], operation, key);
            route->has_effect =
                operation->has_effect && operation->effect_at[plan->components[c].kind];
            route->dead_letter = dead_letter_of(graph, c, operation->id);
        }
    }
    plan->steps = steps.items;
    free(nodes);
    plan->step_count = (uint32_t)steps.count;
}

/* The components that an operation gets to, as far as lines carry it. */
static void find_reached(const Plan *plan, const Graph *graph, uint32_t operation, bool *reached) {
    uint32_t *stack = memory_allocate((plan->component_count + 1) * sizeof *stack);
    uint32_t depth = 0;
    graph_find_sources(graph, plan->operations[operation].source, reached);
    for (uint32_t c = 0; c < plan->component_count; c++) {
        if (reached[c]) {
            stack[depth++] = c;
        }
    }
    while (depth > 0) {
        uint32_t here = stack[--depth];
        for (size_t e = graph->first_edge[here]; e < graph->first_edge[here + 1]; e++) {
            const Edge *edge = &graph->edges[e];
            bool carries = plan->carries[edge->position * plan->operation_count + operation];
            if (carries && !reached[edge->to]) {
                reached[edge->to] = true;
                stack[depth++] = (uint32_t)edge->to;
            }
        }
    }
    free(stack);
}

/* Versions are followed where a copy, a replica or a cache may hold an old one of what is read. */
static void read_versions(Plan *plan, const Graph *graph) {
    bool *reached = memory_allocate((plan->component_count + 1) * sizeof *reached);
    bool caches = false;
    for (uint32_t c = 0; c < plan->component_count; c++) {
        caches |= plan->components[c].is_cache;
    }
    for (uint32_t o = 0; o < plan->operation_count; o++) {
        uint32_t key = plan->operations[o].key;
        if (key == NO_INDEX || plan->operations[o].source->is_write) {
            continue;
        }
        find_reached(plan, graph, o, reached);
        for (uint32_t c = 0; c < plan->component_count; c++) {
            const PlanComponent *store = &plan->components[c];
            bool behind = store->reads_replicas || (store->copies > 1 && !store->strong);
            if (reached[c] && store->is_store && (caches || behind)) {
                plan->versioned[(size_t)c * plan->key_count + key] = true;
            }
        }
    }
    free(reached);
}

/* ---------------------------------------------------------------------------------------------- */

static Plan *allocate(const Design *design, const Scenario *scenario) {
    Plan *plan = memory_allocate(sizeof *plan);
    plan->design = design;
    plan->scenario = scenario;
    plan->component_count = (uint32_t)design->components.count;
    plan->connection_count = (uint32_t)design->connections.count;
    plan->operation_count = (uint32_t)scenario->operation_count;
    plan->key_count = (uint32_t)scenario->key_count;
    size_t routes = (size_t)plan->component_count * plan->operation_count;
    size_t carried = (size_t)plan->connection_count * plan->operation_count;
    size_t versions = (size_t)plan->component_count * plan->key_count;
    plan->components = memory_allocate(plan->component_count * sizeof(PlanComponent));
    plan->connections = memory_allocate(plan->connection_count * sizeof(PlanConnection));
    plan->operations = memory_allocate(plan->operation_count * sizeof(PlanOperation));
    plan->routes = memory_allocate(routes * sizeof(PlanRoute));
    plan->carries = memory_allocate(carried);
    plan->versioned = memory_allocate(versions);
    plan->keys = memory_allocate(plan->key_count * sizeof(Zipf));
    return plan;
}

static Error fill(Plan *plan, const Graph *graph) {
    Error error = read_components(plan);
    if (error.code) {
        return error;
    }
    read_connections(plan, graph);
    read_operations(plan, graph);
    error = check_circles(plan, graph);
    if (error.code) {
        return error;
    }
    read_routes(plan, graph);
    read_subscriptions(plan, graph);
    read_feeds(plan);
    read_versions(plan, graph);
    for (uint32_t k = 0; k < plan->key_count; k++) {
        plan->keys[k] = zipf_make(plan->scenario->keys[k].count, plan->scenario->keys[k].zipf);
    }
    ziggurat_make(&plan->ziggurat);
    return error_none();
}

Error plan_make(const Design *design, const Scenario *scenario, Plan **plan) {
    if ((uint64_t)design->components.count * scenario->operation_count > MOST_ROUTES) {
        return error_make(ERROR_LIMIT,
                          "%zu components times %zu operations are too many to play; at most %d",
                          design->components.count, scenario->operation_count, MOST_ROUTES);
    }
    Graph graph;
    Plan *made = allocate(design, scenario);
    graph_make(design, &graph);
    Error error = fill(made, &graph);
    graph_free(&graph);
    if (error.code) {
        plan_free(made);
        return error;
    }
    *plan = made;
    return error_none();
}

void plan_free(Plan *plan) {
    if (plan) {
        free(plan->components);
        free(plan->connections);
        free(plan->operations);
        free(plan->routes);
        free(plan->steps);
        free(plan->subscriptions);
        free(plan->consumers);
        free(plan->sources);
        free(plan->feeds);
        free(plan->first_feed);
        free(plan->keys);
        free(plan->carries);
        free(plan->versioned);
        free(plan);
    }
}
