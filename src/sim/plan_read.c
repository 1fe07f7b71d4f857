#include "sim/plan_read.h"

#include <math.h>
#include <string.h>

#include "sim/capacity.h"

/* A time beyond this is for ever; sums of a few of them still fit. */
static const double LONGEST_NS = 4e17;

static bool has(const Component *component, const char *setting) {
    return kind_setting(component->kind, setting) != NULL;
}

static double number(const Component *component, const char *setting, double otherwise) {
    return has(component, setting) ? component_number(component, setting) : otherwise;
}

static uint32_t whole(const Component *component, const char *setting, double otherwise) {
    return (uint32_t)number(component, setting, otherwise);
}

static bool is_on(const Component *component, const char *setting) {
    return number(component, setting, 0.0) > 0.5;
}

/* The position of a word among the setting's choices, which the enumerations follow. */
static unsigned position(const char *word, const char *const *words, size_t count) {
    for (unsigned i = 0; i < count; i++) {
        if (strcmp(word, words[i]) == 0) {
            return i;
        }
    }
    return 0;
}

static unsigned choice(const Component *component, const char *setting, const char *const *words,
                       size_t count) {
    if (!has(component, setting)) {
        return 0;
    }
    SettingValue value = component_setting(component, setting);
    return position(value.word, words, count);
}

static int64_t from_ns(double ns) {
    return (int64_t)(fmin(ns, LONGEST_NS) + 0.5);
}

static uint32_t key_position(const Scenario *scenario, const Component *component,
                             const char *setting) {
    if (!has(component, setting)) {
        return NO_INDEX;
    }
    SettingValue value = component_setting(component, setting);
    const ScenarioKey *key = scenario_key(scenario, value.word);
    return key ? (uint32_t)(key - scenario->keys) : NO_INDEX;
}

static Layout layout_of(const Component *component) {
    if (!has(component, "concurrency")) {
        return LAYOUT_NONE;
    }
    if (component->kind->id == KIND_SQL_DB) {
        return LAYOUT_DATABASE;
    }
    return has(component, "partitions") ? LAYOUT_PARTITIONS : LAYOUT_REPLICAS;
}

static void lay_out_stations(const Component *from, PlanComponent *to) {
    uint32_t concurrency = whole(from, "concurrency", 0);
    uint32_t most = to->scale_max > to->replicas ? to->scale_max : to->replicas;
    switch (to->layout) {
    case LAYOUT_NONE:
        break;
    case LAYOUT_REPLICAS:
        to->station_count = to->dispatch == DISPATCH_SHARED_QUEUE ? 1 : most;
        to->machines = to->dispatch == DISPATCH_SHARED_QUEUE ? to->replicas : 1;
        to->station_slots = concurrency * to->machines;
        break;
    case LAYOUT_DATABASE:
        to->station_count = 1 + whole(from, "read_replicas", 0);
        to->machines = 1;
        to->station_slots = concurrency;
        break;
    case LAYOUT_PARTITIONS:
        to->station_count = to->partitions * to->copies;
        to->machines = to->replicas;
        to->station_slots = concurrency * to->replicas;
        break;
    }
}

static void read_serving(const Component *from, PlanComponent *to) {
    static const char *const DISPATCHES[] = {"shared_queue", "random", "round_robin", "least_busy",
                                             "two_choices"};
    static const char *const SCHEDULINGS[] = {"fifo", "priority", "lifo"};
    static const char *const CALLS[] = {"in_order", "parallel"};
    double service_ms = number(from, "service_ms", 0.0);
    double cv = number(from, "service_cv", 0.0);
    to->replicas = whole(from, "replicas", 1);
    to->zones = whole(from, "zones", 1);
    to->dispatch = (Dispatch)choice(from, "dispatch", DISPATCHES, COUNT_OF(DISPATCHES));
    to->scheduling = (Scheduling)choice(from, "scheduling", SCHEDULINGS, COUNT_OF(SCHEDULINGS));
    to->calls_in_parallel = choice(from, "calls", CALLS, COUNT_OF(CALLS)) == 1;
    to->holds_slot = !is_on(from, "async_io");
    to->work[0] = duration_make(number(from, "read_ms", service_ms) * NS_IN_MS, cv);
    to->work[1] = duration_make(number(from, "write_ms", service_ms) * NS_IN_MS, cv);
    to->error_share = number(from, "error_pct", 0.0) / 100.0;
    to->queue_limit = (uint64_t)number(from, "queue_limit", 0.0);
    to->scale_max = whole(from, "autoscale_max", 0);
    to->scale_target = number(from, "autoscale_target_pct", 100.0) / 100.0;
    to->scale_delay_ns = from_ns(number(from, "autoscale_delay_s", 0.0) * NS_IN_S);
}

static void read_data(const Scenario *scenario, const Component *from, PlanComponent *to) {
    static const char *const POLICIES[] = {"invalidate", "write_through", "none"};
    static const char *const CONSISTENCIES[] = {"eventual", "strong"};
    static const char *const READS[] = {"primary", "replicas"};
    static const char *const CONTROLS[] = {"none", "optimistic", "pessimistic"};
    static const char *const MISSED[] = {"skip", "catch_up"};
    to->capacity_items = (uint64_t)number(from, "capacity_items", 0.0);
    to->ttl_ns = from_ns(number(from, "ttl_s", 0.0) * NS_IN_S);
    to->write_policy = (WritePolicy)choice(from, "write_policy", POLICIES, COUNT_OF(POLICIES));
    to->coalesces = is_on(from, "coalesce");
    to->partitions = whole(from, "partitions", 1);
    to->copies = whole(from, "copies", 1);
    to->key_salt = whole(from, "key_salt", 1);
    to->partition_key = key_position(scenario, from, "partition_key");
    to->strong = choice(from, "consistency", CONSISTENCIES, COUNT_OF(CONSISTENCIES)) == 1;
    to->conditional_writes = is_on(from, "conditional_writes");
    to->reads_replicas = choice(from, "read_from", READS, COUNT_OF(READS)) == 1 &&
                         whole(from, "read_replicas", 0) > 0;
    to->replication_lag_ns = from_ns(number(from, "replication_lag_ms", 0.0) * NS_IN_MS);
    to->catches_up = choice(from, "missed_runs", MISSED, COUNT_OF(MISSED)) == 1;
    to->failover_ns = from_ns(number(from, "failover_s", 0.0) * NS_IN_S);
    to->control = (Control)choice(from, "concurrency_control", CONTROLS, COUNT_OF(CONTROLS));
    to->idempotent = to->conditional_writes || is_on(from, "accepts_idempotency_key");
}

static void read_limit(const Scenario *scenario, const Component *from, PlanComponent *to) {
    double limit_rps = number(from, "limit_rps", 0.0);
    to->limit_per_ns = limit_rps / NS_IN_S;
    /* A provider's limit is counted by the second. */
    to->burst = number(from, "burst", fmax(1.0, limit_rps));
    to->limit_key = key_position(scenario, from, "per");
}

static void read_messaging(const Scenario *scenario, const Component *from, PlanComponent *to) {
    static const char *const ORDERINGS[] = {"none", "fifo"};
    to->is_broker = from->kind->group == GROUP_MESSAGING;
    to->ordered =
        to->kind == KIND_STREAM || choice(from, "ordering", ORDERINGS, COUNT_OF(ORDERINGS)) == 1;
    to->ordering_key = key_position(scenario, from, "ordering_key");
    to->visibility_ns = has(from, "visibility_timeout_s")
                            ? from_ns(number(from, "visibility_timeout_s", 0.0) * NS_IN_S)
                            : NEVER;
    to->retention_ns =
        has(from, "retention_s") ? from_ns(number(from, "retention_s", 0.0) * NS_IN_S) : NEVER;
    to->max_receives = whole(from, "max_receives", 0);
    to->capacity = (uint64_t)number(from, "capacity", 0.0);
    to->duplicate_share = number(from, "duplicate_pct", 0.0) / 100.0;
}

void plan_read_component(const Scenario *scenario, const Component *from, PlanComponent *to) {
    to->id = from->id;
    to->kind = from->kind->id;
    Node node;
    node_read(from, &node);
    to->forwards = node.forwards;
    to->is_source = to->kind == KIND_CLIENT || to->kind == KIND_SCHEDULER;
    to->is_cache = node_is_cache(&node);
    to->is_store = node_is_store(&node);
    to->cost_usd_month = node_cost(from);
    to->layout = layout_of(from);
    read_serving(from, to);
    read_data(scenario, from, to);
    read_limit(scenario, from, to);
    read_messaging(scenario, from, to);
    lay_out_stations(from, to);
}

static double connection_value(const Connection *connection, const char *setting,
                               double otherwise) {
    return connection_setting(connection->kind, setting) ? connection_number(connection, setting)
                                                         : otherwise;
}

static unsigned connection_choice(const Connection *connection, const char *setting,
                                  const char *const *words, size_t count) {
    if (!connection_setting(connection->kind, setting)) {
        return 0;
    }
    SettingValue value = connection_setting_value(connection, setting);
    return position(value.word, words, count);
}

void plan_read_connection(const Connection *from, PlanConnection *to) {
    static const char *const BACKOFFS[] = {"none", "constant", "exponential"};
    static const char *const JITTERS[] = {"none", "full", "equal", "decorrelated"};
    static const char *const FAILURES[] = {"fail", "ignore"};
    to->id = from->id;
    to->kind = from->kind->id;
    to->half_rtt_ns = from_ns(connection_value(from, "rtt_ms", 0.0) * NS_IN_MS / 2.0);
    to->timeout_ns = from_ns(connection_value(from, "timeout_ms", 0.0) * NS_IN_MS);
    to->hedge_ns = from_ns(connection_value(from, "hedge_after_ms", 0.0) * NS_IN_MS);
    to->max_attempts = (uint32_t)connection_value(from, "max_attempts", 1.0);
    to->fan_out = (uint32_t)connection_value(from, "fan_out", 1.0);
    to->backoff = (Backoff){
        .kind = (BackoffKind)connection_choice(from, "backoff", BACKOFFS, COUNT_OF(BACKOFFS)),
        .jitter = (Jitter)connection_choice(from, "jitter", JITTERS, COUNT_OF(JITTERS)),
        .base_ns = connection_value(from, "backoff_base_ms", 0.0) * NS_IN_MS,
        .cap_ns = connection_value(from, "backoff_cap_ms", 0.0) * NS_IN_MS,
    };
    to->budget = connection_value(from, "retry_budget_pct", 0.0) / 100.0;
    to->has_breaker = connection_value(from, "circuit_breaker", 0.0) > 0.5;
    to->breaker_share = connection_value(from, "breaker_threshold_pct", 100.0) / 100.0;
    to->breaker_open_ns = from_ns(connection_value(from, "breaker_open_s", 0.0) * NS_IN_S);
    to->cancels = connection_value(from, "cancel_on_timeout", 0.0) > 0.5;
    to->ignores_failure = connection_choice(from, "on_failure", FAILURES, COUNT_OF(FAILURES)) == 1;
    to->reads_strongly = connection_value(from, "strong_reads", 0.0) > 0.5;
    to->window_ns = from_ns(connection_value(from, "window_s", 0.0) * NS_IN_S);
}
