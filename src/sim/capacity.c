#include "sim/capacity.h"

#include <math.h>
#include <string.h>

/* The value in force; NULL when there is no such setting. The estimate spends much of its time here:
 * the first letter tells most names apart, and a chosen value points to its specification. */
static const SettingValue *value_of(const SettingSpec *specs, size_t count,
                                    const Settings *settings, const char *name) {
    for (size_t i = 0; i < count; i++) {
        if (specs[i].id[0] == name[0] && strcmp(specs[i].id, name) == 0) {
            for (size_t c = 0; c < settings->count; c++) {
                if (settings->items[c].spec == &specs[i]) {
                    return &settings->items[c].value;
                }
            }
            return &specs[i].fallback;
        }
    }
    return NULL;
}

static const SettingValue *component_value(const Component *component, const char *setting) {
    return value_of(component->kind->settings, component->kind->setting_count, &component->settings,
                    setting);
}

static double number(const Component *component, const char *setting, double otherwise) {
    const SettingValue *value = component_value(component, setting);
    return value ? value->number : otherwise;
}

/* "" when its kind has no such setting. */
static const char *word(const Component *component, const char *setting) {
    const SettingValue *value = component_value(component, setting);
    return value ? value->word : "";
}

static bool word_is(const Component *component, const char *setting, const char *expected) {
    return strcmp(word(component, setting), expected) == 0;
}

static bool kind_forwards(KindId kind) {
    return kind == KIND_LOAD_BALANCER || kind == KIND_API_GATEWAY || kind == KIND_RATE_LIMITER ||
           kind == KIND_CDN;
}

static Join join_of(const Component *component) {
    static const char *const WORDS[] = {[JOIN_ONE_QUEUE] = "shared_queue",
                                        [JOIN_AT_RANDOM] = "random",
                                        [JOIN_IN_TURN] = "round_robin",
                                        [JOIN_LEAST_BUSY] = "least_busy",
                                        [JOIN_TWO_CHOICES] = "two_choices"};
    const char *dispatch = word(component, "dispatch");
    for (size_t i = 0; i < COUNT_OF(WORDS); i++) {
        if (strcmp(dispatch, WORDS[i]) == 0) {
            return (Join)i;
        }
    }
    return JOIN_ONE_QUEUE;
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
    bool is_strong = word_is(component, "consistency", "strong");
    node->copies_read = is_strong ? node->copies : 1.0;
    node->quorum = is_strong ? floor(node->copies / 2.0) + 1.0 : 1.0;
    node->pages_by_offset = word_is(component, "paging", "offset");
    node->scans = number(component, "indexed", 1.0) < 0.5;
    node->partition_key = word(component, "partition_key");
    node->work_cv2 = pow(number(component, "service_cv", 0.0), 2.0);
    node->error_share = number(component, "error_pct", 0.0) / 100.0;
    node->places = number(component, "queue_limit", 0.0);
    node->replicas = number(component, "replicas", 1.0);
    node->join = join_of(component);
    node->limit_rps = number(component, "limit_rps", 0.0);
    node->limit_key = word(component, "per");
    node->max_receives = number(component, "max_receives", 0.0);
    node->duplicate_share = number(component, "duplicate_pct", 0.0) / 100.0;

    double concurrency = number(component, "concurrency", 0.0);
    node->machine_slots = concurrency;
    if (node->kind == KIND_SQL_DB) {
        node->slots = concurrency; /* only the primary serves; standbys wait */
        if (word_is(component, "read_from", "replicas")) {
            node->read_slots = concurrency * number(component, "read_replicas", 0.0);
        }
    } else {
        node->slots = concurrency * number(component, "replicas", 1.0) * node->partitions;
    }
}

static const SettingValue *link_value(const Connection *connection, const char *setting) {
    return value_of(connection->kind->settings, connection->kind->setting_count,
                    &connection->settings, setting);
}

static double link_number(const Connection *connection, const char *setting, double otherwise) {
    const SettingValue *value = link_value(connection, setting);
    return value ? value->number : otherwise;
}

static const char *link_word(const Connection *connection, const char *setting) {
    const SettingValue *value = link_value(connection, setting);
    return value ? value->word : "";
}

static double share_of_pause(const char *jitter) {
    if (strcmp(jitter, "full") == 0) {
        return 0.5;
    }
    return strcmp(jitter, "equal") == 0 ? 0.75 : 1.0;
}

void link_read(const Connection *connection, Link *link) {
    const char *backoff = link_word(connection, "backoff");
    const char *jitter = link_word(connection, "jitter");
    *link = (Link){
        .rtt_ms = link_number(connection, "rtt_ms", 0.0),
        .fan_out = link_number(connection, "fan_out", 1.0),
        .max_attempts = link_number(connection, "max_attempts", 1.0),
        .retry_budget = link_number(connection, "retry_budget_pct", 0.0) / 100.0,
        .ignores_failure = strcmp(link_word(connection, "on_failure"), "ignore") == 0,
        .reads_strongly = link_number(connection, "strong_reads", 0.0) > 0.5,
        .pauses = strcmp(backoff, "none") != 0,
        .pauses_grow = strcmp(backoff, "exponential") == 0,
        .pause_base_ms = link_number(connection, "backoff_base_ms", 0.0),
        .pause_cap_ms = link_number(connection, "backoff_cap_ms", 0.0),
        .wanders = strcmp(jitter, "decorrelated") == 0,
        .jitter_share = share_of_pause(jitter),
    };
}

bool node_is_cache(const Node *node) {
    return node->kind == KIND_CACHE || node->kind == KIND_CDN;
}

bool node_is_store(const Node *node) {
    return node->group == GROUP_DATA && node->kind != KIND_CACHE;
}

/* A scan is planned at 470 units of cost for 10,000 rows, a row found by its index at 8.3
 * (PostgreSQL 17 documentation, Using EXPLAIN): so many rows take as long as one look-up. */
static const double ROWS_OF_A_LOOKUP = 177.0;
/* Beyond it there is nothing left to learn from a scan that is still slower. *default* */
static const double MOST_SCAN_FACTOR = 1000.0;

static double scan_factor(const ScenarioKey *key) {
    return key ? fmin(fmax(key->count / ROWS_OF_A_LOOKUP, 1.0), MOST_SCAN_FACTOR) : 1.0;
}

double node_work_factor(const Node *node, const Operation *operation, const ScenarioKey *key) {
    if (!node_is_store(node)) {
        return 1.0;
    }
    if (operation->is_write) {
        return operation->work;
    }
    return operation->work * (node->pages_by_offset ? operation->page : 1.0) *
           (node->scans ? scan_factor(key) : 1.0);
}

double node_cost(const Component *component) {
    double machines = number(component, "replicas", 1.0) + number(component, "read_replicas", 0.0);
    double copies = number(component, "copies", 0.0);
    if (copies > 0.0) {
        machines *= number(component, "partitions", 1.0) * copies;
    }
    return machines * number(component, "unit_cost", 0.0);
}

double node_partition_share(const Component *component, const Scenario *scenario) {
    double partitions = number(component, "partitions", 0.0);
    if (partitions <= 0.0) {
        return -1.0;
    }
    const char *key_id = word(component, "partition_key");
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
