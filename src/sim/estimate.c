#include "sim/estimate.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "sim/cache_model.h"
#include "sim/flow.h"

/* Caches behind caches see what the first ones let through: a pass for each level settles it. */
enum { MAX_PASSES = 6 };

typedef struct Work {
    const Scenario *scenario;
    Graph graph;
    Node *nodes;
    Flow *flows;  /* one for each operation */
    double *hits; /* by operation, then node */
} Work;

static size_t operation_count(const Scenario *scenario) {
    return scenario ? scenario->operation_count : 0;
}

static Work work_new(const Design *design, const Scenario *scenario) {
    Work work = {.scenario = scenario};
    size_t operations = operation_count(scenario);
    graph_make(design, &work.graph);
    size_t nodes = work.graph.node_count;
    work.nodes = memory_allocate((nodes + 1) * sizeof *work.nodes);
    for (size_t i = 0; i < nodes; i++) {
        node_read(design->components.items[i], &work.nodes[i]);
    }
    work.flows = memory_allocate((operations + 1) * sizeof *work.flows);
    for (size_t o = 0; o < operations; o++) {
        flow_allocate(&work.graph, &work.flows[o]);
    }
    work.hits = memory_allocate((operations * nodes + 1) * sizeof *work.hits);
    return work;
}

static void work_free(Work *work) {
    for (size_t o = 0; o < operation_count(work->scenario); o++) {
        flow_free(&work->flows[o]);
    }
    free(work->flows);
    free(work->hits);
    free(work->nodes);
    graph_free(&work->graph);
}

/* Gives the cache at `node` its hit ratio for each operation; true when one of them moved. */
static bool update_hits(Work *work, size_t node, CacheTraffic *traffic, double *hits) {
    const Scenario *scenario = work->scenario;
    const Node *cache = &work->nodes[node];
    size_t nodes = work->graph.node_count;
    /* One class of traffic for each key: operations on one key share its items. */
    for (size_t k = 0; k < scenario->key_count; k++) {
        traffic[k] =
            (CacheTraffic){.keys = scenario->keys[k].count, .zipf = scenario->keys[k].zipf};
        for (size_t o = 0; o < scenario->operation_count; o++) {
            const Operation *operation = &scenario->operations[o];
            if (strcmp(operation->key, scenario->keys[k].id) == 0) {
                double rate = work->flows[o].requests[node];
                if (!operation->is_write) {
                    traffic[k].reads_per_s += rate;
                } else if (cache->invalidates) {
                    traffic[k].invalidations_per_s += rate;
                }
            }
        }
    }
    cache_hit_ratios(traffic, scenario->key_count, cache->capacity_items, cache->ttl_s, hits);
    bool moved = false;
    for (size_t o = 0; o < scenario->operation_count; o++) {
        const ScenarioKey *key = scenario_key(scenario, scenario->operations[o].key);
        double hit = key && !scenario->operations[o].is_write ? hits[key - scenario->keys] : 0.0;
        double *old = &work->hits[o * nodes + node];
        moved |= fabs(*old - hit) > 1e-6;
        *old = hit;
    }
    return moved;
}

static void settle_flows(Work *work) {
    const Scenario *scenario = work->scenario;
    size_t nodes = work->graph.node_count;
    CacheTraffic *traffic = memory_allocate((scenario->key_count + 1) * sizeof *traffic);
    double *hits = memory_allocate((scenario->key_count + 1) * sizeof *hits);
    bool moved = true;
    for (int pass = 0; moved; pass++) {
        for (size_t o = 0; o < scenario->operation_count; o++) {
            flow_run(&work->graph, work->nodes, &scenario->operations[o], &work->hits[o * nodes],
                     &work->flows[o]);
        }
        moved = false;
        for (size_t i = 0; i < nodes && pass < MAX_PASSES; i++) {
            if (node_is_cache(&work->nodes[i])) {
                moved |= update_hits(work, i, traffic, hits);
            }
        }
    }
    free(traffic);
    free(hits);
}

/* Busy slots over slots. A copy of a partitioned store takes its share of the reads and all of the
 * writes; read replicas take the reads of a database. */
static double utilisation(const Node *node, double read_busy, double write_busy) {
    if (node->slots <= 0.0) {
        return -1.0;
    }
    if (node->read_slots > 0.0) {
        return fmax(write_busy / node->slots, read_busy / node->read_slots);
    }
    return (read_busy * node->read_copies / node->copies + write_busy) / node->slots;
}

static void estimate_component(const Work *work, size_t node, ComponentEstimate *out) {
    const Node *here = &work->nodes[node];
    double arrivals = 0.0, read_busy = 0.0, write_busy = 0.0, reads = 0.0, found = 0.0;
    for (size_t o = 0; o < operation_count(work->scenario); o++) {
        const Flow *flow = &work->flows[o];
        double rate = flow->requests[node];
        double busy = rate * flow->holding_ms[node] / 1000.0;
        bool writes = work->scenario->operations[o].is_write;
        read_busy += writes ? 0.0 : busy;
        write_busy += (writes ? busy : 0.0) + flow->dedups[node] * here->write_ms / 1000.0;
        arrivals += rate + flow->dedups[node];
        if (!writes) {
            reads += rate;
            found += rate * work->hits[o * work->graph.node_count + node];
        }
    }
    out->arrivals_per_s = arrivals;
    out->holding_ms = arrivals > 0.0 ? (read_busy + write_busy) * 1000.0 / arrivals : 0.0;
    out->utilisation = utilisation(here, read_busy, write_busy);
    out->hit_ratio = node_is_cache(here) && reads > 0.0 ? found / reads : -1.0;
    out->partition_share = node_partition_share(here->component, work->scenario);
    out->cost_usd_month = node_cost(here->component);
}

static void collect_flows(const Work *work, Estimate *estimate) {
    for (size_t o = 0; o < operation_count(work->scenario); o++) {
        const Flow *flow = &work->flows[o];
        for (size_t i = 0; i < work->graph.node_count; i++) {
            if (flow->requests[i] > 0.0 || flow->dedups[i] > 0.0) {
                FlowEstimate entry = {.operation = o,
                                      .component = i,
                                      .rate_per_s = flow->requests[i],
                                      .dedup_per_s = flow->dedups[i],
                                      .as_message = flow->as_message[i]};
                array_push(&estimate->flows, entry);
            }
        }
        for (size_t e = 0; e < work->graph.edge_count; e++) {
            estimate->connection_rates[work->graph.edges[e].position] += flow->edge_rates[e];
        }
    }
}

Estimate *estimate_make(const Design *design, const Scenario *scenario) {
    Work work = work_new(design, scenario);
    Estimate *estimate = memory_allocate(sizeof *estimate);
    estimate->component_count = design->components.count;
    estimate->connection_count = design->connections.count;
    estimate->components =
        memory_allocate((estimate->component_count + 1) * sizeof *estimate->components);
    estimate->connection_rates =
        memory_allocate((estimate->connection_count + 1) * sizeof *estimate->connection_rates);
    estimate->bottleneck = SIZE_MAX;
    if (scenario) {
        settle_flows(&work);
    }
    double highest = 0.0;
    for (size_t i = 0; i < estimate->component_count; i++) {
        ComponentEstimate *component = &estimate->components[i];
        estimate_component(&work, i, component);
        estimate->cost_usd_month += component->cost_usd_month;
        if (component->utilisation > highest) {
            highest = component->utilisation;
            estimate->bottleneck = i;
        }
    }
    estimate->headroom = highest > 0.0 ? 1.0 / highest : 0.0;
    collect_flows(&work, estimate);
    work_free(&work);
    return estimate;
}

void estimate_free(Estimate *estimate) {
    if (estimate) {
        free(estimate->components);
        free(estimate->connection_rates);
        array_free(&estimate->flows);
        free(estimate);
    }
}

const FlowEstimate *estimate_flow(const Estimate *estimate, size_t operation, size_t component) {
    size_t low = 0;
    size_t high = estimate->flows.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const FlowEstimate *flow = &estimate->flows.items[middle];
        if (flow->operation < operation ||
            (flow->operation == operation && flow->component < component)) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    const FlowEstimate *flow = low < estimate->flows.count ? &estimate->flows.items[low] : NULL;
    return flow && flow->operation == operation && flow->component == component ? flow : NULL;
}
