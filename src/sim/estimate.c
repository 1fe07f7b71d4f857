#include "sim/estimate.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "sim/settle.h"
#include "sim/times.h"

/* Halvings until the rates of closed operations are known. */
enum { CLOSED_STEPS = 40 };

typedef struct Work {
    const Scenario *scenario;
    Network network;
    Flow *flows; /* one for each operation */
    Settling settling;
    Times bare, times; /* without waits, and with them */
} Work;

static size_t operation_count(const Scenario *scenario) {
    return scenario ? scenario->operation_count : 0;
}

static void work_make(const Design *design, const Scenario *scenario, Work *work) {
    size_t operations = operation_count(scenario);
    *work = (Work){.scenario = scenario};
    network_make(design, scenario, &work->network);
    work->flows = memory_allocate((operations + 1) * sizeof *work->flows);
    for (size_t o = 0; o < operations; o++) {
        flow_make(&work->network, &scenario->operations[o], &work->flows[o]);
    }
    times_make(&work->network, work->flows, operations, &work->bare);
    times_make(&work->network, work->flows, operations, &work->times);
    if (scenario) {
        settling_make(&work->network, scenario, work->flows, &work->settling);
    }
}

static void work_free(Work *work) {
    if (work->scenario) {
        settling_free(&work->settling);
    }
    times_free(&work->times);
    times_free(&work->bare);
    for (size_t o = 0; o < operation_count(work->scenario); o++) {
        flow_free(&work->flows[o]);
    }
    free(work->flows);
    network_free(&work->network);
}

/* ---- Rates ----------------------------------------------------------------------------------- */

/* The answer as those see it who issue the operation. */
static double response_ms(const Work *work, const Times *times, size_t operation) {
    const Flow *flow = &work->flows[operation];
    double sum = 0.0;
    for (size_t i = 0; i < times->node_count; i++) {
        sum += flow->starts[i] ? times->response[operation * times->node_count + i].mean : 0.0;
    }
    return flow->start_count > 0.0 ? sum / flow->start_count : 0.0;
}

static double closed_rate(const Operation *operation, double answer_ms) {
    return (double)operation->users * 1000.0 / fmax(operation->think_ms + answer_ms, 1e-3);
}

/* How many users are busy or think, when the closed operations run at this share of the rates that
 * they would have without waits. Who arrives meets the others, not himself. */
static double users_at(Work *work, double *scales, double share) {
    for (size_t o = 0; o < work->scenario->operation_count; o++) {
        double users = (double)work->scenario->operations[o].users;
        scales[o] = users > 0.0 ? share * (users - 1.0) / users : 1.0;
    }
    times_run(&work->network, work->flows, scales, true, &work->times);
    double sum = 0.0;
    for (size_t o = 0; o < work->scenario->operation_count; o++) {
        const Operation *operation = &work->scenario->operations[o];
        double rate = work->flows[o].start_rate * work->flows[o].start_count;
        if (operation->users > 0) {
            double answer_ms = response_ms(work, &work->times, o);
            sum += share * rate * fmax(operation->think_ms + answer_ms, 1e-3) / 1000.0;
        }
    }
    return sum;
}

/* Slows the closed operations down until they have as many users as they should. */
static void settle_closed(Work *work, double users) {
    double *scales = memory_allocate((work->scenario->operation_count + 1) * sizeof *scales);
    double low = 0.0, high = 1.0;
    for (int step = 0; step < CLOSED_STEPS; step++) {
        double middle = (low + high) / 2.0;
        if (users_at(work, scales, middle) < users) {
            low = middle;
        } else {
            high = middle;
        }
    }
    for (size_t o = 0; o < work->scenario->operation_count; o++) {
        work->flows[o].start_rate *= work->scenario->operations[o].users > 0 ? high : 1.0;
    }
    settling_run(&work->settling);
    users_at(work, scales, 1.0);
    free(scales);
}

static void settle(Work *work) {
    double users = 0.0;
    for (size_t o = 0; o < work->scenario->operation_count; o++) {
        const Operation *operation = &work->scenario->operations[o];
        Flow *flow = &work->flows[o];
        double rate = operation->users > 0 ? closed_rate(operation, 0.0) : operation->rate_rps;
        users += flow->start_count > 0.0 ? (double)operation->users : 0.0;
        flow->start_rate = flow->start_count > 0.0 ? rate / flow->start_count : 0.0;
    }
    settling_run(&work->settling);
    times_run(&work->network, work->flows, NULL, false, &work->bare);
    if (users > 0.0) {
        settle_closed(work, users);
        times_run(&work->network, work->flows, NULL, false, &work->bare);
    } else {
        times_run(&work->network, work->flows, NULL, true, &work->times);
    }
}

/* ---- Results --------------------------------------------------------------------------------- */

/* Busy slots over slots. A copy of a partitioned store takes its share of the reads and all of the
 * writes; read replicas take the reads of a database. */
static double utilisation(const Node *node, double read_busy, double write_busy) {
    if (node->slots <= 0.0) {
        return -1.0;
    }
    if (node->read_slots > 0.0) {
        return fmax(write_busy / node->slots, read_busy / node->read_slots);
    }
    return (read_busy * node->copies_read / node->copies + write_busy) / node->slots;
}

/* Averages of an endless wait may be rounded. */
static double open_ended(double ms) {
    return ms < 0.99 * ENDLESS_WAIT_MS ? ms : INFINITY;
}

static void estimate_component(const Work *work, size_t node, ComponentEstimate *out) {
    const Node *here = &work->network.nodes[node];
    double arrivals = 0.0, read_busy = 0.0, write_busy = 0.0, reads = 0.0, found = 0.0;
    double hot_reads = 0.0, hot_writes = 0.0, read_rate = 0.0, write_rate = 0.0;
    for (size_t o = 0; o < operation_count(work->scenario); o++) {
        const Flow *flow = &work->flows[o];
        double rate = flow->requests[node];
        double let_in = rate * (1.0 - flow->refused[node]);
        double busy = let_in * work->bare.holding[o * work->bare.node_count + node].mean / 1000.0;
        double dedup_busy = flow->dedups[node] * here->write_ms / 1000.0;
        double hot = network_hot_share(&work->network, node, flow->operation);
        if (flow_asks_all(flow, node)) {
            write_busy += busy;
            hot_writes += busy * hot;
            write_rate += let_in;
        } else {
            read_busy += busy;
            hot_reads += busy * hot;
            read_rate += let_in;
        }
        if (!flow->operation->is_write) {
            reads += rate;
            found += rate * flow->hits[node];
        }
        write_busy += dedup_busy;
        hot_writes += dedup_busy * hot;
        write_rate += flow->dedups[node];
        arrivals += rate + flow->dedups[node];
    }
    double waiting = read_rate * work->times.read_wait[node].mean +
                     write_rate * work->times.write_wait[node].mean;
    out->arrivals_per_s = arrivals;
    out->holding_ms = arrivals > 0.0 ? (read_busy + write_busy) * 1000.0 / arrivals : 0.0;
    out->utilisation = utilisation(here, read_busy, write_busy);
    out->peak_utilisation = out->utilisation;
    if (work->network.partition_shares[node] > 0.0 && here->slots > 0.0) {
        out->peak_utilisation =
            utilisation(here, hot_reads * here->partitions, hot_writes * here->partitions);
    }
    out->wait_ms = -1.0;
    if (here->slots > 0.0) {
        out->wait_ms = waiting > 0.0 ? open_ended(waiting / (read_rate + write_rate)) : 0.0;
    }
    out->hit_ratio = node_is_cache(here) && reads > 0.0 ? found / reads : -1.0;
    out->partition_share = work->network.partition_shares[node];
    out->cost_usd_month = node_cost(here->component);
}

static void estimate_operation(const Work *work, size_t operation, OperationEstimate *out) {
    const Flow *flow = &work->flows[operation];
    out->rate_per_s = flow->start_rate * flow->start_count;
    out->response_ms = open_ended(response_ms(work, &work->times, operation));
    for (size_t i = 0; i < work->network.graph.node_count; i++) {
        out->failing_share += flow->starts[i] ? flow->failing[i] / flow->start_count : 0.0;
    }
}

/* Of a time that varies as an exponential one does: exact for that, and for a fixed one. */
static double p99_ms(Spread time) {
    return time.mean + (log(100.0) - 1.0) * sqrt(time.variance);
}

static void collect_flows(const Work *work, Estimate *estimate) {
    const Graph *graph = &work->network.graph;
    for (size_t o = 0; o < operation_count(work->scenario); o++) {
        const Flow *flow = &work->flows[o];
        for (size_t i = 0; i < graph->node_count; i++) {
            if (flow->requests[i] > 0.0 || flow->dedups[i] > 0.0) {
                Spread answer = work->times.response[o * work->times.node_count + i];
                FlowEstimate entry = {.operation = o,
                                      .component = i,
                                      .rate_per_s = flow->requests[i],
                                      .dedup_per_s = flow->dedups[i],
                                      .answer_ms = open_ended(answer.mean),
                                      .answer_p99_ms = open_ended(p99_ms(answer)),
                                      .as_message = flow->as_message[i]};
                array_push(&estimate->flows, entry);
            }
        }
        for (size_t e = 0; e < graph->edge_count; e++) {
            estimate->connection_rates[graph->edges[e].position] += flow->edge_rates[e];
        }
    }
}

Estimate *estimate_make(const Design *design, const Scenario *scenario) {
    Work work;
    work_make(design, scenario, &work);
    Estimate *estimate = memory_allocate(sizeof *estimate);
    *estimate = (Estimate){.component_count = design->components.count,
                           .connection_count = design->connections.count,
                           .operation_count = operation_count(scenario),
                           .bottleneck = SIZE_MAX};
    estimate->components =
        memory_allocate((estimate->component_count + 1) * sizeof *estimate->components);
    estimate->connection_rates =
        memory_allocate((estimate->connection_count + 1) * sizeof *estimate->connection_rates);
    estimate->operations =
        memory_allocate((estimate->operation_count + 1) * sizeof *estimate->operations);
    if (scenario) {
        settle(&work);
    }
    double highest = 0.0;
    for (size_t i = 0; i < estimate->component_count; i++) {
        ComponentEstimate *component = &estimate->components[i];
        estimate_component(&work, i, component);
        estimate->cost_usd_month += component->cost_usd_month;
        if (component->peak_utilisation > highest) {
            highest = component->peak_utilisation;
            estimate->bottleneck = i;
        }
    }
    for (size_t o = 0; o < estimate->operation_count; o++) {
        estimate_operation(&work, o, &estimate->operations[o]);
    }
    estimate->headroom = highest > 0.0 ? 1.0 / highest : 0.0;
    collect_flows(&work, estimate);
    work_free(&work);
    return estimate;
}

void estimate_free(Estimate *estimate) {
    if (estimate) {
        free(estimate->components);
        free(estimate->operations);
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
