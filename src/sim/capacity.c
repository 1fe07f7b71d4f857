#include "sim/capacity.h"

#include <math.h>
#include <string.h>

static bool has(const Component *component, const char *setting) {
    return kind_setting(component->kind, setting) != NULL;
}

static double number(const Component *component, const char *setting, double otherwise) {
    return has(component, setting) ? component_number(component, setting) : otherwise;
}

static bool word_is(const Component *component, const char *setting, const char *word) {
    return has(component, setting) && strcmp(component_setting(component, setting).word, word) == 0;
}

static bool kind_forwards(KindId kind) {
    return kind == KIND_LOAD_BALANCER || kind == KIND_API_GATEWAY || kind == KIND_RATE_LIMITER ||
           kind == KIND_CDN;
}

void node_read(const Component *component, Node *node) {
    *node = (Node){.component = component,
                   .kind = component->kind->id,
                   .group = component->kind->group,
                   .forwards = kind_forwards(component->kind->id)};
    double service_ms = number(component, "service_ms", 0.0);
    node->read_ms = number(component, "read_ms", service_ms);
    node->write_ms = number(component, "write_ms", service_ms);
    node->holds_slot = number(component, "async_io", 0.0) < 0.5;
    node->calls_in_parallel = word_is(component, "calls", "parallel");
    node->invalidates = word_is(component, "write_policy", "invalidate");
    node->writes_through = word_is(component, "write_policy", "write_through");
    node->capacity_items = number(component, "capacity_items", 0.0);
    node->ttl_s = number(component, "ttl_s", 0.0);
    node->partitions = number(component, "partitions", 1.0);
    node->copies = number(component, "copies", 1.0);
    node->read_copies =
        word_is(component, "consistency", "strong") ? floor(node->copies / 2.0) + 1.0 : 1.0;

    double concurrency = number(component, "concurrency", 0.0);
    if (node->kind == KIND_SQL_DB) {
        node->slots = concurrency; /* only the primary serves; standbys wait */
        if (word_is(component, "read_from", "replicas")) {
            node->read_slots = concurrency * number(component, "read_replicas", 0.0);
        }
    } else {
        node->slots = concurrency * number(component, "replicas", 1.0) * node->partitions;
    }
}

bool node_is_cache(const Node *node) {
    return node->kind == KIND_CACHE || node->kind == KIND_CDN;
}

double node_cost(const Component *component) {
    double machines = number(component, "replicas", 1.0) + number(component, "read_replicas", 0.0);
    if (has(component, "copies")) {
        machines *= number(component, "partitions", 1.0) * number(component, "copies", 1.0);
    }
    return machines * number(component, "unit_cost", 0.0);
}

double node_partition_share(const Component *component, const Scenario *scenario) {
    if (!has(component, "partitions")) {
        return -1.0;
    }
    double partitions = component_number(component, "partitions");
    const char *key_id = component_setting(component, "partition_key").word;
    const ScenarioKey *key = scenario ? scenario_key(scenario, key_id) : NULL;
    if (!key) {
        return 1.0 / partitions;
    }
    /* The hottest key sits in `spread` partitions; the other keys are spread over all of them, and
     * fewer keys than partitions leave some of them empty. */
    double spread = fmin(number(component, "key_salt", 1.0), partitions);
    double top = scenario_key_top_share(key);
    double used = fmin(partitions, key->count * spread);
    return fmin(1.0, top / spread + (1.0 - top) / used);
}
