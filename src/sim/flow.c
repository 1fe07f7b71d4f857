#include "sim/flow.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Messages that nothing can process come back until they are too old: this many times here. */
static const double MOST_RECEIVES = 1000.0;

/* Telemetry and dead letters carry no part of an operation that goes well. */
static bool edge_flows(const Edge *edge, const Operation *operation) {
    return edge->kind != CONNECTION_OBSERVE && edge->kind != CONNECTION_DEAD_LETTER &&
           connection_carries(edge->connection, operation->id);
}

void flow_make(const Network *network, const Operation *operation, Flow *flow) {
    const Graph *graph = &network->graph;
    size_t nodes = graph->node_count + 1;
    size_t edges = graph->edge_count + 1;
    *flow = (Flow){.operation = operation,
                   .starts = memory_allocate(nodes * sizeof(bool)),
                   .carries = memory_allocate(edges * sizeof(bool)),
                   .order = memory_allocate(nodes * sizeof(size_t)),
                   .hits = memory_allocate(nodes * sizeof(double)),
                   .refused = memory_allocate(nodes * sizeof(double)),
                   .strongly = memory_allocate(nodes * sizeof(bool)),
                   .failing = memory_allocate(nodes * sizeof(double)),
                   .requests = memory_allocate(nodes * sizeof(double)),
                   .dedups = memory_allocate(nodes * sizeof(double)),
                   .as_message = memory_allocate(nodes * sizeof(bool)),
                   .taken = memory_allocate(edges * sizeof(double)),
                   .attempts = memory_allocate(edges * sizeof(double)),
                   .edge_rates = memory_allocate(edges * sizeof(double))};
    graph_find_sources(graph, operation, flow->starts);
    for (size_t i = 0; i < graph->node_count; i++) {
        flow->start_count += flow->starts[i];
    }
    /* A deduplication store is reached, but the request does not go on from there. */
    bool *walked = memory_allocate(edges * sizeof *walked);
    for (size_t e = 0; e < graph->edge_count; e++) {
        flow->carries[e] = edge_flows(&graph->edges[e], operation);
        walked[e] = flow->carries[e] && graph->edges[e].kind != CONNECTION_DEDUP;
        flow->strongly[graph->edges[e].to] |= flow->carries[e] &&
                                              network->links[e].reads_strongly &&
                                              node_is_store(&network->nodes[graph->edges[e].to]);
    }
    network_order(network, flow->starts, walked, flow->order, &flow->order_count);
    free(walked);
}

void flow_free(Flow *flow) {
    free(flow->starts);
    free(flow->carries);
    free(flow->order);
    free(flow->hits);
    free(flow->refused);
    free(flow->strongly);
    free(flow->failing);
    free(flow->requests);
    free(flow->dedups);
    free(flow->as_message);
    free(flow->taken);
    free(flow->attempts);
    free(flow->edge_rates);
    *flow = (Flow){0};
}

bool flow_asks_all(const Flow *flow, size_t node) {
    return flow->operation->is_write || flow->strongly[node];
}

/* ---- What one request brings about ----------------------------------------------------------- */

/* Tries until one succeeds, when each fails with this probability: 1 + p + p² ... */
static double tries(double failing, double most) {
    return failing < 1.0 ? (1.0 - pow(failing, most)) / (1.0 - failing) : most;
}

static double attempts_of_call(const Link *link, double failing) {
    if (failing <= 0.0 || link->max_attempts <= 1.0) {
        return 1.0;
    }
    double attempts = tries(failing, link->max_attempts);
    return link->retry_budget > 0.0 ? fmin(attempts, 1.0 + link->retry_budget) : attempts;
}

static double deliveries(const Node *broker, double failing) {
    double most = broker->max_receives > 0.0 ? broker->max_receives : MOST_RECEIVES;
    return tries(failing, most) * (1.0 + broker->duplicate_share);
}

static size_t count_targets(const Network *network, const Flow *flow, size_t node, bool consumers) {
    size_t targets = 0;
    for (size_t e = network->graph.first_edge[node]; e < network->graph.first_edge[node + 1]; e++) {
        ConnectionKind kind = network->graph.edges[e].kind;
        bool counts = consumers ? kind == CONNECTION_CONSUME
                                : kind == CONNECTION_CALL || kind == CONNECTION_PUBLISH;
        targets += counts && flow->carries[e];
    }
    return targets;
}

/* A cache that asks for what it misses on its own behalf. */
static bool passes_on(const Network *network, const Flow *flow, size_t node) {
    return count_targets(network, flow, node, false) > 0;
}

/* The calls of one step; gives the probability that it fails. */
static double call(const Network *network, Flow *flow, size_t edge, double taken) {
    const Link *link = &network->links[edge];
    double failing = flow->failing[network->graph.edges[edge].to];
    flow->taken[edge] = taken;
    flow->attempts[edge] = attempts_of_call(link, failing);
    double lost = fmax(0.0, 1.0 - flow->attempts[edge] * (1.0 - failing));
    return lost > 0.0 && link->fan_out > 1.0 ? 1.0 - pow(1.0 - lost, link->fan_out) : lost;
}

/* Hands the request to one of its targets; gives the share that comes back well. */
static double forward(const Network *network, Flow *flow, size_t node, double going) {
    double targets = (double)count_targets(network, flow, node, false);
    double well = 0.0;
    for (size_t e = network->graph.first_edge[node]; e < network->graph.first_edge[node + 1]; e++) {
        ConnectionKind kind = network->graph.edges[e].kind;
        if (flow->carries[e] && (kind == CONNECTION_CALL || kind == CONNECTION_PUBLISH)) {
            double failed = call(network, flow, e, going / targets);
            well += going / targets * (network->links[e].ignores_failure ? 1.0 : 1.0 - failed);
        }
    }
    return well;
}

/* Takes all steps, one after another or at once; gives the share that comes back well. */
static double take_steps(const Network *network, Flow *flow, size_t node, double going) {
    const Node *here = &network->nodes[node];
    bool reads = !flow->operation->is_write;
    double missed = 1.0; /* after a hit in a cache the later calls to data are skipped on a read */
    double well = going;
    for (size_t e = network->graph.first_edge[node]; e < network->graph.first_edge[node + 1]; e++) {
        const Edge *edge = &network->graph.edges[e];
        const Node *to = &network->nodes[edge->to];
        if (!flow->carries[e] ||
            (edge->kind != CONNECTION_CALL && edge->kind != CONNECTION_PUBLISH)) {
            continue;
        }
        bool is_cache = to->kind == KIND_CACHE;
        if (is_cache && !reads && !to->invalidates && !to->writes_through &&
            !passes_on(network, flow, edge->to)) {
            continue;
        }
        double share = reads && to->group == GROUP_DATA ? missed : 1.0;
        double failed = call(network, flow, e, share * (here->calls_in_parallel ? going : well));
        missed *= is_cache && reads ? 1.0 - flow->hits[edge->to] * (1.0 - failed) : 1.0;
        well *= network->links[e].ignores_failure ? 1.0 : 1.0 - share * failed;
    }
    return well;
}

static void deliver(const Network *network, Flow *flow, size_t node) {
    const Node *broker = &network->nodes[node];
    /* The consumers of a queue share its messages; those of a stream or topic all get each of
     * them. */
    double sharing =
        broker->kind == KIND_QUEUE ? (double)count_targets(network, flow, node, true) : 1.0;
    for (size_t e = network->graph.first_edge[node]; e < network->graph.first_edge[node + 1]; e++) {
        const Edge *edge = &network->graph.edges[e];
        if (flow->carries[e] && edge->kind == CONNECTION_CONSUME) {
            flow->taken[e] = 1.0 / sharing;
            flow->attempts[e] = deliveries(broker, flow->failing[edge->to]);
        } else if (flow->carries[e] && edge->kind == CONNECTION_PUBLISH) {
            call(network, flow, e, 1.0);
        }
    }
}

static void serve(const Network *network, Flow *flow, size_t node) {
    const Node *here = &network->nodes[node];
    double let_in = 1.0 - flow->refused[node];
    double going = let_in * (1.0 - here->error_share);
    double answered = 0.0; /* here, from what a cache holds */
    if (node_is_cache(here) && !flow->operation->is_write && passes_on(network, flow, node)) {
        answered = going * flow->hits[node];
        going -= answered;
    }
    for (size_t e = network->graph.first_edge[node]; e < network->graph.first_edge[node + 1]; e++) {
        if (flow->carries[e] && network->graph.edges[e].kind == CONNECTION_DEDUP) {
            flow->taken[e] = going;
            flow->attempts[e] = 1.0;
        }
    }
    if (!passes_on(network, flow, node)) {
        bool is_dead_end = here->forwards || flow->starts[node];
        bool may_hold_it = node_is_cache(here) && !flow->operation->is_write;
        double well = !is_dead_end ? going : may_hold_it ? going * flow->hits[node] : 0.0;
        flow->failing[node] = 1.0 - well;
        return;
    }
    double well = here->forwards ? forward(network, flow, node, going)
                                 : take_steps(network, flow, node, going);
    flow->failing[node] = fmin(fmax(1.0 - answered - well, 0.0), 1.0);
}

/* ---- The rates ------------------------------------------------------------------------------- */

static void push_rates(const Network *network, Flow *flow) {
    const Graph *graph = &network->graph;
    for (size_t i = 0; i < flow->order_count; i++) {
        size_t node = flow->order[i];
        flow->requests[node] += flow->starts[node] ? flow->start_rate : 0.0;
        for (size_t e = graph->first_edge[node]; e < graph->first_edge[node + 1]; e++) {
            const Edge *edge = &graph->edges[e];
            double calls = flow->requests[node] * flow->taken[e] * network->links[e].fan_out;
            double rate = calls * flow->attempts[e];
            flow->edge_rates[e] = calls;
            if (edge->kind == CONNECTION_DEDUP) {
                flow->dedups[edge->to] += rate;
            } else if (rate > 0.0) {
                flow->requests[edge->to] += rate;
                flow->as_message[edge->to] |= edge->kind == CONNECTION_CONSUME;
            }
        }
    }
}

void flow_run(const Network *network, Flow *flow) {
    size_t nodes = network->graph.node_count;
    size_t edges = network->graph.edge_count;
    memset(flow->failing, 0, nodes * sizeof *flow->failing);
    memset(flow->requests, 0, nodes * sizeof *flow->requests);
    memset(flow->dedups, 0, nodes * sizeof *flow->dedups);
    memset(flow->as_message, 0, nodes * sizeof *flow->as_message);
    memset(flow->taken, 0, edges * sizeof *flow->taken);
    memset(flow->attempts, 0, edges * sizeof *flow->attempts);
    memset(flow->edge_rates, 0, edges * sizeof *flow->edge_rates);
    for (size_t i = flow->order_count; i-- > 0;) {
        size_t node = flow->order[i];
        if (network->nodes[node].group == GROUP_MESSAGING) {
            deliver(network, flow, node);
        } else {
            serve(network, flow, node);
        }
    }
    push_rates(network, flow);
}
