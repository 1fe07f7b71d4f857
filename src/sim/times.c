#include "sim/times.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* When two operations pass two nodes in opposite orders, no order of the nodes suits both. */
enum { PASSES_IN_CIRCLES = 4 };

void times_make(const Network *network, const Flow *flows, size_t flow_count, Times *times) {
    size_t nodes = network->graph.node_count;
    size_t edges = network->graph.edge_count;
    *times = (Times){.node_count = nodes,
                     .flow_count = flow_count,
                     .order = memory_allocate((nodes + 1) * sizeof(size_t)),
                     .holding = memory_allocate((flow_count * nodes + 1) * sizeof(Spread)),
                     .response = memory_allocate((flow_count * nodes + 1) * sizeof(Spread)),
                     .read_wait = memory_allocate((nodes + 1) * sizeof(Spread)),
                     .write_wait = memory_allocate((nodes + 1) * sizeof(Spread))};
    bool *starts = memory_allocate((nodes + 1) * sizeof *starts);
    bool *walked = memory_allocate((edges + 1) * sizeof *walked);
    for (size_t f = 0; f < flow_count; f++) {
        for (size_t i = 0; i < nodes; i++) {
            starts[i] |= flows[f].starts[i];
        }
        for (size_t e = 0; e < edges; e++) {
            walked[e] |= flows[f].carries[e];
        }
    }
    bool straight = network_order(network, starts, walked, times->order, &times->order_count);
    times->passes = straight ? 1 : PASSES_IN_CIRCLES;
    free(starts);
    free(walked);
}

void times_free(Times *times) {
    free(times->order);
    free(times->holding);
    free(times->response);
    free(times->read_wait);
    free(times->write_wait);
    *times = (Times){0};
}

/* ---- Work ----------------------------------------------------------------------------------- */

static Spread check_time(const Node *node) {
    return (Spread){node->write_ms, node->work_cv2 * node->write_ms * node->write_ms};
}

static Spread work_time(const Network *network, const Node *node, const Operation *operation) {
    double mean = operation->is_write ? node->write_ms : node->read_ms;
    const ScenarioKey *key = node->scans ? scenario_key(network->scenario, operation->key) : NULL;
    mean *= node_work_factor(node, operation, key);
    return (Spread){mean, node->work_cv2 * mean * mean};
}

/* The work as the caller sees it, who waits for as many copies as it takes. */
static Spread answer_time(const Network *network, const Node *node, const Flow *flow,
                          bool asks_all) {
    bool strongly = asks_all && !flow->operation->is_write;
    return spread_of_kth(work_time(network, node, flow->operation),
                         asks_all ? node->copies : node->copies_read,
                         strongly ? floor(node->copies / 2.0) + 1.0 : node->quorum);
}

/* ---- Steps ----------------------------------------------------------------------------------- */

/* The pauses before retries, for one call on average. */
static double pauses_ms(const Link *link, double failing, double attempts) {
    if (!link->pauses || attempts <= 1.0) {
        return 0.0;
    }
    double sum = 0.0, retries = 0.0, probability = failing;
    double pause = link->pause_base_ms * (link->wanders ? 2.0 : 1.0);
    int most = (int)link->max_attempts - 1;
    for (int retry = 0; retry < most && probability > 1e-9; retry++) {
        sum += probability * fmin(pause, link->pause_cap_ms);
        retries += probability;
        probability *= failing;
        if (link->wanders) {
            pause = (link->pause_base_ms + 3.0 * pause) / 2.0;
        } else if (link->pauses_grow) {
            pause *= 2.0;
        }
    }
    /* A budget allows a part of them. */
    return retries > 0.0 ? sum * link->jitter_share * (attempts - 1.0) / retries : 0.0;
}

static Spread call_time(const Network *network, const Flow *flow, const Spread *response,
                        size_t edge) {
    const Link *link = &network->links[edge];
    size_t to = network->graph.edges[edge].to;
    double attempts = flow->attempts[edge];
    Spread once = response[to];
    Spread all = {attempts * (link->rtt_ms + once.mean) +
                      pauses_ms(link, flow->failing[to], attempts),
                  attempts * once.variance};
    return spread_of_kth(all, link->fan_out, link->fan_out);
}

/* All steps of a request at the node that is let in. */
static Spread steps_time(const Network *network, const Flow *flow, const Spread *response,
                         const Spread *write_wait, size_t node) {
    const Node *here = &network->nodes[node];
    Spread row = {0}, longest = {0};
    double let_in = 1.0 - flow->refused[node];
    for (size_t e = network->graph.first_edge[node]; e < network->graph.first_edge[node + 1]; e++) {
        const Edge *edge = &network->graph.edges[e];
        const Node *to = &network->nodes[edge->to];
        double taken = let_in > 0.0 ? flow->taken[e] / let_in : 0.0;
        if (taken <= 0.0 || edge->kind == CONNECTION_CONSUME) {
            continue;
        }
        if (edge->kind == CONNECTION_DEDUP) {
            Spread check = spread_of_kth(check_time(to), to->copies, to->quorum);
            check = spread_add(write_wait[edge->to], check);
            row = spread_add(row, spread_thin(check, taken));
            continue;
        }
        Spread time = spread_thin(call_time(network, flow, response, e), taken);
        if (edge->kind == CONNECTION_CALL && here->calls_in_parallel && !here->forwards) {
            longest = time.mean > longest.mean ? time : longest;
        } else {
            row = spread_add(row, time);
        }
    }
    return spread_add(row, longest);
}

/* ---- Waits ----------------------------------------------------------------------------------- */

typedef struct Load {
    double rate, mean, square; /* sums over the arrivals of a second */
    double hot;                /* the rate at the busiest partition */
} Load;

static void load_add(Load *load, double rate, double hot, Spread holding) {
    load->hot += rate * hot;
    load->rate += rate;
    load->mean += rate * holding.mean;
    load->square += rate * (holding.variance + holding.mean * holding.mean);
}

static Servers servers_of(const Node *node, const Load *reads, double read_share,
                          const Load *writes, double write_share) {
    double rate = reads->rate * read_share + writes->rate * write_share;
    Servers servers = {.rate_per_s = rate,
                       .slots = node->machine_slots,
                       .places = node->places,
                       .replicas = node->replicas,
                       .join = node->join};
    if (rate > 0.0) {
        double mean = (reads->mean * read_share + writes->mean * write_share) / rate;
        double square = (reads->square * read_share + writes->square * write_share) / rate;
        servers.holding = (Spread){mean, fmax(0.0, square - mean * mean)};
    }
    return servers;
}

/* Of a machine that is one of several with queues of their own. */
static void split_machines(Servers *servers, double machines) {
    servers->replicas = machines;
    servers->join = servers->join == JOIN_ONE_QUEUE ? JOIN_IN_TURN : servers->join;
}

static Spread partition_wait(const Node *node, const Load *reads, const Load *writes,
                             double share) {
    Servers servers =
        servers_of(node, reads, share * node->copies_read, writes, share * node->copies);
    servers.slots = node->machine_slots * node->replicas;
    servers.places = node->places * node->replicas;
    split_machines(&servers, node->copies);
    return servers_wait(&servers);
}

static void wait_at(const Node *node, const Load *reads, const Load *writes, bool pulls,
                    bool has_partitions, Spread *read_wait, Spread *write_wait) {
    static const Load NOTHING = {0};
    if (node->kind == KIND_SQL_DB) {
        bool split = node->read_slots > 0.0;
        Servers primary = servers_of(node, split ? &NOTHING : reads, 1.0, writes, 1.0);
        primary.replicas = 1.0;
        *read_wait = *write_wait = servers_wait(&primary);
        if (split) {
            Servers replicas = servers_of(node, reads, 1.0, &NOTHING, 1.0);
            split_machines(&replicas, node->read_slots / node->machine_slots);
            *read_wait = servers_wait(&replicas);
        }
    } else if (has_partitions && reads->rate + writes->rate > 0.0) {
        double top = (reads->hot + writes->hot) / (reads->rate + writes->rate);
        Spread hot = partition_wait(node, reads, writes, top);
        Spread wait = spread_thin(hot, top);
        if (top < 1.0) {
            double rest = (1.0 - top) / fmax(node->partitions - 1.0, 1.0);
            Spread other = partition_wait(node, reads, writes, rest);
            wait = spread_add(wait, spread_thin(other, 1.0 - top));
        }
        *read_wait = *write_wait = wait;
    } else {
        Servers servers = servers_of(node, reads, 1.0, writes, 1.0);
        servers.join = pulls ? JOIN_ONE_QUEUE : servers.join;
        *read_wait = *write_wait = servers_wait(&servers);
    }
    read_wait->mean = fmin(read_wait->mean, ENDLESS_WAIT_MS);
    write_wait->mean = fmin(write_wait->mean, ENDLESS_WAIT_MS);
}

/* ---- The pass -------------------------------------------------------------------------------- */

static void visit(const Network *network, const Flow *flows, const double *scales, bool with_waits,
                  Times *times, size_t node) {
    const Node *here = &network->nodes[node];
    Load reads = {0}, writes = {0};
    bool pulls = false;
    for (size_t f = 0; f < times->flow_count; f++) {
        const Flow *flow = &flows[f];
        Spread *holding = &times->holding[f * times->node_count + node];
        Spread *response = &times->response[f * times->node_count + node];
        if (flow->requests[node] + flow->dedups[node] <= 0.0) {
            *holding = *response = (Spread){0};
            continue;
        }
        bool asks_all = flow_asks_all(flow, node);
        double scale = scales ? scales[f] : 1.0;
        double let_in = 1.0 - flow->refused[node];
        double hot = network_hot_share(network, node, flow->operation);
        Spread steps = steps_time(network, flow, response - node, times->write_wait, node);
        *holding = work_time(network, here, flow->operation);
        *holding = here->holds_slot ? spread_add(*holding, steps) : *holding;
        *response =
            spread_thin(spread_add(answer_time(network, here, flow, asks_all), steps), let_in);
        load_add(asks_all ? &writes : &reads, scale * flow->requests[node] * let_in, hot, *holding);
        load_add(&writes, scale * flow->dedups[node], hot, check_time(here));
        pulls |= flow->as_message[node];
    }
    if (!with_waits || here->slots <= 0.0) {
        return;
    }
    wait_at(here, &reads, &writes, pulls, network->partition_shares[node] > 0.0,
            &times->read_wait[node], &times->write_wait[node]);
    for (size_t f = 0; f < times->flow_count; f++) {
        Spread wait =
            flow_asks_all(&flows[f], node) ? times->write_wait[node] : times->read_wait[node];
        Spread *response = &times->response[f * times->node_count + node];
        if (flows[f].requests[node] > 0.0) {
            *response = spread_add(*response, spread_thin(wait, 1.0 - flows[f].refused[node]));
            response->mean = fmin(response->mean, ENDLESS_WAIT_MS);
        }
    }
}

void times_run(const Network *network, const Flow *flows, const double *scales, bool with_waits,
               Times *times) {
    memset(times->read_wait, 0, times->node_count * sizeof *times->read_wait);
    memset(times->write_wait, 0, times->node_count * sizeof *times->write_wait);
    memset(times->response, 0, times->flow_count * times->node_count * sizeof *times->response);
    for (unsigned pass = 0; pass < times->passes; pass++) {
        for (size_t i = times->order_count; i-- > 0;) {
            visit(network, flows, scales, with_waits, times, times->order[i]);
        }
    }
}
