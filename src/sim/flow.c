#include "sim/flow.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void flow_allocate(const Graph *graph, Flow *flow) {
    size_t nodes = graph->node_count + 1;
    *flow = (Flow){.requests = memory_allocate(nodes * sizeof(double)),
                   .dedups = memory_allocate(nodes * sizeof(double)),
                   .as_message = memory_allocate(nodes * sizeof(bool)),
                   .holding_ms = memory_allocate(nodes * sizeof(double)),
                   .response_ms = memory_allocate(nodes * sizeof(double)),
                   .edge_rates = memory_allocate((graph->edge_count + 1) * sizeof(double)),
                   .order = memory_allocate(nodes * sizeof(size_t))};
}

void flow_free(Flow *flow) {
    free(flow->requests);
    free(flow->dedups);
    free(flow->as_message);
    free(flow->holding_ms);
    free(flow->response_ms);
    free(flow->edge_rates);
    free(flow->order);
    *flow = (Flow){0};
}

static bool is_source(const Node *node, const Operation *operation) {
    return node->kind == operation->from;
}

/* Telemetry and dead letters carry no part of an operation that goes well. */
static bool edge_flows(const Edge *edge, const Operation *operation) {
    return edge->kind != CONNECTION_OBSERVE && edge->kind != CONNECTION_DEAD_LETTER &&
           connection_carries(edge->connection, operation->id);
}

/* Reverse postorder of a depth-first walk: each node after all that lead to it, cycles aside. */
static void order_nodes(const Graph *graph, const Node *nodes, const Operation *operation,
                        Flow *flow) {
    enum { NEW, OPEN, DONE };
    size_t count = graph->node_count;
    char *state = memory_allocate(count + 1);
    size_t *stack = memory_allocate((count + 1) * sizeof *stack);
    size_t *next_edge = memory_allocate((count + 1) * sizeof *next_edge);
    size_t done = 0;
    for (size_t source = 0; source < count; source++) {
        if (!is_source(&nodes[source], operation) || state[source] != NEW) {
            continue;
        }
        size_t depth = 1;
        stack[0] = source;
        state[source] = OPEN;
        next_edge[source] = graph->first_edge[source];
        while (depth > 0) {
            size_t node = stack[depth - 1];
            if (next_edge[node] == graph->first_edge[node + 1]) {
                state[node] = DONE;
                flow->order[done++] = node;
                depth--;
                continue;
            }
            const Edge *edge = &graph->edges[next_edge[node]++];
            /* A deduplication store is reached, but the request does not go on from there. */
            if (state[edge->to] == NEW && edge_flows(edge, operation) &&
                edge->kind != CONNECTION_DEDUP) {
                state[edge->to] = OPEN;
                next_edge[edge->to] = graph->first_edge[edge->to];
                stack[depth++] = edge->to;
            }
        }
    }
    for (size_t i = 0; i < done / 2; i++) {
        size_t other = flow->order[i];
        flow->order[i] = flow->order[done - 1 - i];
        flow->order[done - 1 - i] = other;
    }
    flow->order_count = done;
    free(state);
    free(stack);
    free(next_edge);
}

static size_t count_targets(const Graph *graph, size_t node, const Operation *operation,
                            ConnectionKind kind) {
    size_t targets = 0;
    for (size_t e = graph->first_edge[node]; e < graph->first_edge[node + 1]; e++) {
        const Edge *edge = &graph->edges[e];
        bool counts = kind == CONNECTION_CONSUME
                          ? edge->kind == CONNECTION_CONSUME
                          : edge->kind == CONNECTION_CALL || edge->kind == CONNECTION_PUBLISH;
        targets += counts && edge_flows(edge, operation);
    }
    return targets;
}

/* What one request at `node` sends over each of its edges, on average: calls for each request. */
static void edge_shares(const Graph *graph, const Node *nodes, size_t node,
                        const Operation *operation, const double *hits, double *shares) {
    const Node *here = &nodes[node];
    bool reads = !operation->is_write;
    size_t targets = count_targets(graph, node, operation, CONNECTION_CALL);
    size_t consumers = count_targets(graph, node, operation, CONNECTION_CONSUME);
    /* After a hit in a cache the later calls to data are skipped on a read. */
    double missed = 1.0;
    double onward = reads && node_is_cache(here) ? 1.0 - hits[node] : 1.0;

    for (size_t e = graph->first_edge[node]; e < graph->first_edge[node + 1]; e++) {
        const Edge *edge = &graph->edges[e];
        const Node *to = &nodes[edge->to];
        shares[e] = 0.0;
        if (!edge_flows(edge, operation)) {
            continue;
        }
        if (edge->kind == CONNECTION_CONSUME) {
            /* The consumers of a queue share its messages; those of a stream or topic all get
             * each of them. */
            shares[e] = here->kind == KIND_QUEUE ? 1.0 / (double)consumers : 1.0;
        } else if (edge->kind == CONNECTION_DEDUP) {
            shares[e] = 1.0;
        } else if (here->forwards) {
            shares[e] = onward / (double)targets;
        } else if (edge->kind == CONNECTION_CALL) {
            double fan_out = connection_number(edge->connection, "fan_out");
            shares[e] = fan_out * onward;
            if (reads && to->group == GROUP_DATA) {
                shares[e] *= missed;
            }
            if (to->kind == KIND_CACHE) {
                if (reads) {
                    missed *= 1.0 - hits[edge->to];
                } else if (!to->invalidates && !to->writes_through) {
                    shares[e] = 0.0;
                }
            }
        } else {
            shares[e] = onward;
        }
    }
}

static void push_rates(const Graph *graph, const Operation *operation, const Node *nodes,
                       const double *shares, Flow *flow) {
    size_t count = graph->node_count;
    memset(flow->requests, 0, count * sizeof *flow->requests);
    memset(flow->dedups, 0, count * sizeof *flow->dedups);
    memset(flow->as_message, 0, count * sizeof *flow->as_message);
    memset(flow->edge_rates, 0, graph->edge_count * sizeof *flow->edge_rates);
    for (size_t i = 0; i < flow->order_count; i++) {
        size_t node = flow->order[i];
        if (is_source(&nodes[node], operation)) {
            flow->requests[node] += flow->source_rate;
        }
        for (size_t e = graph->first_edge[node]; e < graph->first_edge[node + 1]; e++) {
            const Edge *edge = &graph->edges[e];
            double rate = flow->requests[node] * shares[e];
            flow->edge_rates[e] = rate;
            if (edge->kind == CONNECTION_DEDUP) {
                flow->dedups[edge->to] += rate;
            } else if (rate > 0.0) {
                flow->requests[edge->to] += rate;
                flow->as_message[edge->to] |= edge->kind == CONNECTION_CONSUME;
            }
        }
    }
}

/* Times are summed from the last node back: a caller waits for the rtt and the answer of each call.
 * Parallel copies of one call (fan_out) take as long as one here; their spread is the simulator's. */
static void sum_times(const Graph *graph, const Node *nodes, const Operation *operation,
                      const double *shares, Flow *flow) {
    for (size_t i = flow->order_count; i-- > 0;) {
        size_t node = flow->order[i];
        const Node *here = &nodes[node];
        double own = operation->is_write ? here->write_ms : here->read_ms;
        double waits = 0.0;
        double longest = 0.0;
        for (size_t e = graph->first_edge[node]; e < graph->first_edge[node + 1]; e++) {
            const Edge *edge = &graph->edges[e];
            if (edge->kind == CONNECTION_DEDUP) {
                waits += shares[e] * nodes[edge->to].write_ms;
            } else if (edge->kind == CONNECTION_PUBLISH) {
                waits += shares[e] * connection_number(edge->connection, "rtt_ms");
            } else if (edge->kind == CONNECTION_CALL) {
                double calls = shares[e] / connection_number(edge->connection, "fan_out");
                double wait = calls * (connection_number(edge->connection, "rtt_ms") +
                                       flow->response_ms[edge->to]);
                longest = fmax(longest, wait);
                waits += here->calls_in_parallel ? 0.0 : wait;
            }
        }
        waits += here->calls_in_parallel ? longest : 0.0;
        flow->response_ms[node] = own + waits;
        flow->holding_ms[node] = own + (here->holds_slot ? waits : 0.0);
    }
}

void flow_run(const Graph *graph, const Node *nodes, const Operation *operation, const double *hits,
              Flow *flow) {
    order_nodes(graph, nodes, operation, flow);
    double *shares = memory_allocate((graph->edge_count + 1) * sizeof *shares);
    size_t sources = 0;
    for (size_t i = 0; i < flow->order_count; i++) {
        edge_shares(graph, nodes, flow->order[i], operation, hits, shares);
    }
    for (size_t i = 0; i < graph->node_count; i++) {
        sources += is_source(&nodes[i], operation);
        flow->holding_ms[i] = flow->response_ms[i] = 0.0;
    }
    sum_times(graph, nodes, operation, shares, flow);
    double rate = operation->rate_rps;
    if (operation->users > 0 && flow->order_count > 0) {
        double response_ms = flow->response_ms[flow->order[0]];
        rate = (double)operation->users * 1000.0 / fmax(operation->think_ms + response_ms, 1e-3);
    }
    flow->source_rate = sources > 0 ? rate / (double)sources : 0.0;
    push_rates(graph, operation, nodes, shares, flow);
    free(shares);
}
