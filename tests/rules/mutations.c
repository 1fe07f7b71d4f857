#include "rules/mutations.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/macros.h"
#include "history/edit.h"
#include "rules/facts.h"

static const MutationKind KINDS[] = {
    /* Of connections. */
    {"timeout_ms", "0", {"reliability/no-timeout"}},
    {"max_attempts", "1", {"reliability/no-retry", "reliability/tries-end-early"}},
    {"backoff_base_ms", "10", {"reliability/tries-end-early"}},
    {"backoff",
     "none",
     {"reliability/retry-without-backoff", "messaging/redelivery-without-backoff"}},
    {"jitter", "none", {"reliability/retry-without-jitter"}},
    {"retry_budget_pct", "0", {"reliability/retry-without-budget", "reliability/retries-multiply"}},
    {"circuit_breaker", "off", {"reliability/no-circuit-breaker"}},
    {"on_failure",
     "fail",
     {"reliability/no-fallback", "reliability/no-circuit-breaker", "scale/no-slack"}},
    {"strong_reads", "off", {"consistency/stale-replica-reads", "consistency/eventual-reads"}},
    {"window_s", "1", {"consistency/dedup-window-too-short"}},
    /* Of components. */
    {"replicas",
     "1",
     {"reliability/single-point", "reliability/no-failover", "scale/saturated", "scale/overloaded",
      "messaging/consumers-too-slow", "scale/no-headroom", "messaging/slow-drain"}},
    {"zones", "1", {"reliability/single-zone"}},
    {"copies", "1", {"reliability/single-point", "scale/saturated", "scale/overloaded"}},
    {"partitions",
     "1",
     {"scale/saturated", "scale/overloaded", "messaging/partitions-too-few",
      "messaging/more-consumers-than-partitions", "scale/no-headroom", "scale/primary-writes",
      "messaging/consumers-too-slow", "scale/no-slack"}},
    {"read_replicas",
     "0",
     {"scale/saturated", "scale/overloaded", "scale/no-headroom", "reliability/no-failover",
      "reliability/single-point", "reliability/failover-too-slow"}},
    {"partition_key",
     "none",
     {"scale/no-partition-key", "messaging/order-not-kept", "scale/hot-partition"}},
    {"key_salt", "1", {"scale/hot-partition", "scale/low-cardinality-key"}},
    {"ttl_s", "0", {"consistency/cache-not-invalidated"}},
    {"write_policy",
     "none",
     {"consistency/cache-not-invalidated", "consistency/cache-stale-until-expiry"}},
    {"coalesce", "off", {"scale/cache-stampede"}},
    {"missed_runs", "skip", {"reliability/missed-runs"}},
    {"concurrency_control", "none", {"consistency/lost-update"}},
    {"conditional_writes",
     "off",
     {"consistency/lost-update", "messaging/no-dedup", "reliability/retry-without-dedup",
      "consistency/hedged-write"}},
    {"accepts_idempotency_key", "off", {"messaging/no-dedup", "reliability/retry-without-dedup"}},
    {"consistency", "eventual", {"consistency/eventual-reads"}},
    {"indexed", "off", {"scale/no-index"}},
    {"paging", "offset", {"scale/offset-paging"}},
    {"ordering", "none", {"messaging/order-not-kept"}},
    {"visibility_timeout_s", "0", {"messaging/visibility-too-short"}},
    {"max_receives", "0", {"messaging/unlimited-receives", "messaging/no-dead-letter-queue"}},
    {"retention_s", "1", {"messaging/retention-too-short"}},
    {"capacity", "0", {"messaging/unbounded-queue"}},
    {"failover_s", "90", {"reliability/failover-too-slow"}},
    {"read_from",
     "primary",
     {"reliability/failover-too-slow", "scale/overloaded", "scale/saturated", "scale/no-headroom"}},
    {"per", "all", {"scale/limit-below-load", "scale/limit-below-surge"}},
    {"authentication", "none", {"security/no-authentication"}},
    {"alarms", "off", {"observability/no-alarms"}},
    {"traces", "off", {"observability/no-trace"}},
};

/* Parts that are there to be safe. */
static const MutationKind DEAD_LETTERS = {
    "dead letters", NULL, {"messaging/no-dead-letter-queue", "messaging/unlimited-receives"}};
static const MutationKind DEDUPLICATION = {
    "deduplication",
    NULL,
    {"messaging/no-dedup", "reliability/retry-without-dedup", "consistency/hedged-write"}};
static const MutationKind OBSERVATION = {
    "observation",
    NULL,
    {"observability/none", "observability/unwatched-queue", "observability/unwatched-provider",
     "observability/unwatched-requests", "messaging/unwatched-dead-letters",
     "observability/no-trace"}};
static const MutationKind CACHE = {"cache",
                                   NULL,
                                   {"scale/no-cache", "scale/heavy-reads", "scale/saturated",
                                    "scale/overloaded", "scale/no-headroom", "scale/no-slack",
                                    "reliability/failover-too-slow"}};
static const MutationKind CDN = {
    "cdn", NULL, {"scale/no-cdn", "scale/saturated", "scale/overloaded", "scale/no-headroom"}};
static const MutationKind LIMITER = {
    "rate limiter", NULL, {"security/public-write-unlimited", "security/account-unlimited"}};
static const MutationKind BALANCER = {
    "load balancer", NULL, {"scale/nothing-spreads-load", "reliability/single-point"}};

static void must(Error error) {
    if (error.code) {
        fail_msg("%s", error.message);
    }
}

static void apply(Design *design, Error error, Command *command) {
    must(error);
    must(command_apply(command, design));
    command_free(command);
}

static void add(Mutations *mutations, const MutationKind *kind, const char *id, const char *label,
                Design *without) {
    Mutation mutation = {
        .kind = kind, .label = arena_copy_string(&mutations->arena, label), .design = without};
    text_copy(mutation.id, sizeof mutation.id, id);
    array_push(&mutations->items, mutation);
}

/* ---- Settings -------------------------------------------------------------------------------- */

static bool same(const SettingValue *a, const SettingValue *b) {
    return !(a->number < b->number) && !(a->number > b->number) && strcmp(a->word, b->word) == 0;
}

static SettingValue value_of(const Design *design, const char *id, const SettingSpec *spec) {
    const Component *component = design_component(design, id);
    return component ? component_setting(component, spec->id)
                     : connection_setting_value(design_connection(design, id), spec->id);
}

static const SettingSpec *spec_of(const Design *design, const char *id, const char *name) {
    const Component *component = design_component(design, id);
    return component ? kind_setting(component->kind, name)
                     : connection_setting(design_connection(design, id)->kind, name);
}

/* It is there, but does nothing as the others stand. */
static bool is_idle(const Design *design, const char *id, const SettingSpec *spec) {
    for (size_t i = 0; i < spec->idle_count; i++) {
        const SettingSpec *other = spec_of(design, id, spec->idle[i].setting);
        SettingValue value = other ? value_of(design, id, other) : (SettingValue){0};
        if (other && same(&value, &spec->idle[i].value)) {
            return true;
        }
    }
    return false;
}

static bool has_end(const Design *design, const char *id, ConnectionKind kind, bool at_start) {
    for (size_t i = 0; i < design->connections.count; i++) {
        const Connection *connection = design->connections.items[i];
        if (connection->kind->id == kind &&
            strcmp(at_start ? connection->from : connection->to, id) == 0) {
            return true;
        }
    }
    return false;
}

/* Nobody waits for it: when it fails, those who call it go on without. */
static bool is_optional(const Design *design, const char *id) {
    bool called = false, needed = false;
    for (size_t i = 0; i < design->connections.count; i++) {
        const Connection *connection = design->connections.items[i];
        if (connection->kind->id == CONNECTION_CALL && strcmp(connection->to, id) == 0) {
            SettingValue value = connection_setting_value(connection, "on_failure");
            called = true;
            needed = needed || strcmp(value.word, "ignore") != 0;
        }
    }
    return called && !needed;
}

static bool is_one_of(const char *word, const char *const *words, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (strcmp(word, words[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* What is no mechanism of ours, or one that does nothing at this place. */
static bool means_nothing(const Design *design, const char *id, const char *setting) {
    static const char *const MACHINES[] = {"replicas", "zones"};
    static const char *const OF_CONSUMERS[] = {"visibility_timeout_s", "capacity", "retention_s",
                                               "max_receives"};
    const Component *component = design_component(design, id);
    const Connection *connection = design_connection(design, id);
    if (component && is_one_of(setting, MACHINES, COUNT_OF(MACHINES))) {
        return component->kind->id == KIND_EXTERNAL || is_optional(design, id);
    }
    if (component && is_one_of(setting, OF_CONSUMERS, COUNT_OF(OF_CONSUMERS))) {
        return !has_end(design, id, CONNECTION_CONSUME, true);
    }
    if (component && strcmp(setting, "ttl_s") == 0) {
        /* A bound for what slips past the invalidation. */
        return strcmp(component_setting(component, "write_policy").word, "none") != 0;
    }
    if (connection && strcmp(setting, "backoff_base_ms") == 0) {
        /* Only a long pause waits for something that is away; clients are not ours, and what comes from
         * a queue comes again anyway. */
        const double long_pause_ms = 1000;
        const Component *from = design_component(design, connection->from);
        return connection->kind->id != CONNECTION_CALL || from->kind->id == KIND_CLIENT ||
               connection_setting_value(connection, setting).number < long_pause_ms;
    }
    if (connection && strcmp(setting, "max_attempts") == 0) {
        /* A queue delivers again, a client is not ours, and what may fail need not be retried. */
        const Component *from = design_component(design, connection->from);
        SettingValue value = connection_setting_value(connection, "on_failure");
        return from->kind->id == KIND_CLIENT || from->kind->id == KIND_SCHEDULER ||
               has_end(design, connection->from, CONNECTION_CONSUME, false) ||
               strcmp(value.word, "ignore") == 0;
    }
    return false;
}

/* The second net behind a check of the key: providers and stores that tell a repetition by it. */
static void stop_accepting_keys(Design *design, const char *caller) {
    static const char *const NETS[] = {"accepts_idempotency_key", "conditional_writes"};
    for (size_t i = 0; i < design->connections.count; i++) {
        const Connection *connection = design->connections.items[i];
        if (strcmp(connection->from, caller) != 0 || connection->kind->id != CONNECTION_CALL) {
            continue;
        }
        const char *callee = connection->to;
        for (size_t n = 0; n < COUNT_OF(NETS); n++) {
            Command command = {0};
            if (spec_of(design, callee, NETS[n])) {
                apply(design, edit_set_setting(design, callee, NETS[n], NULL, &command), &command);
            }
        }
    }
}

static void take_settings(const Design *design, const char *id, const char *label,
                          Mutations *mutations) {
    for (size_t k = 0; k < COUNT_OF(KINDS); k++) {
        const SettingSpec *spec = spec_of(design, id, KINDS[k].name);
        if (!spec || is_idle(design, id, spec) || means_nothing(design, id, spec->id)) {
            continue;
        }
        SettingValue now = value_of(design, id, spec), without;
        must(setting_parse(spec, KINDS[k].without, &without));
        if (same(&now, &without)) {
            continue;
        }
        Design *copy = design_copy(design);
        Command command = {0};
        apply(copy, edit_set_setting(copy, id, spec->id, &without, &command), &command);
        const Connection *connection = design_connection(copy, id);
        if (connection && connection->kind->id == CONNECTION_DEDUP) {
            stop_accepting_keys(copy, connection->from);
        }
        add(mutations, &KINDS[k], id, label, copy);
    }
}

/* ---- Parts ----------------------------------------------------------------------------------- */

static void delete_part(Design *design, const char *id) {
    Command command = {0};
    apply(design, edit_delete(design, (const char *[]){id}, 1, &command), &command);
}

static size_t connections_of(const Design *design, const char *id) {
    size_t count = 0;
    for (size_t i = 0; i < design->connections.count; i++) {
        const Connection *connection = design->connections.items[i];
        count += connection->kind->id != CONNECTION_OBSERVE &&
                 (strcmp(connection->from, id) == 0 || strcmp(connection->to, id) == 0);
    }
    return count;
}

static void take_connection(const Design *design, const Connection *connection, const char *label,
                            Mutations *mutations) {
    const MutationKind *kind = connection->kind->id == CONNECTION_DEAD_LETTER ? &DEAD_LETTERS
                               : connection->kind->id == CONNECTION_DEDUP     ? &DEDUPLICATION
                               : connection->kind->id == CONNECTION_OBSERVE   ? &OBSERVATION
                                                                              : NULL;
    if (!kind) {
        return;
    }
    Design *copy = design_copy(design);
    delete_part(copy, connection->id);
    if (kind == &DEDUPLICATION) {
        stop_accepting_keys(copy, connection->from);
    }
    if (kind == &DEAD_LETTERS && connections_of(copy, connection->to) == 0) {
        delete_part(copy, connection->to);
    }
    add(mutations, kind, connection->id, label, copy);
}

/* The first call that leaves a part, or NULL. */
static const Connection *way_on(const Design *design, const char *id) {
    for (size_t i = 0; i < design->connections.count; i++) {
        const Connection *connection = design->connections.items[i];
        if (strcmp(connection->from, id) == 0 && connection->kind->id == CONNECTION_CALL) {
            return connection;
        }
    }
    return NULL;
}

static const Connection *call_between(const Design *design, const char *from, const char *to) {
    for (size_t i = 0; i < design->connections.count; i++) {
        const Connection *connection = design->connections.items[i];
        if (connection->kind->id == CONNECTION_CALL && strcmp(connection->from, from) == 0 &&
            strcmp(connection->to, to) == 0) {
            return connection;
        }
    }
    return NULL;
}

/* What one call carries goes over the other as well. */
static void widen(Design *design, const Connection *wide, const Connection *other) {
    ARRAY_OF(OperationName) operations = {0};
    for (size_t i = 0; i < wide->operations.count && other->operations.count > 0; i++) {
        array_push(&operations, wide->operations.items[i]);
    }
    for (size_t i = 0; i < other->operations.count && wide->operations.count > 0; i++) {
        array_push(&operations, other->operations.items[i]);
    }
    Command command = {0};
    apply(design,
          edit_set_operations(design, wide->id, operations.items, operations.count, &command),
          &command);
    array_free(&operations);
}

/* Who called the part calls what is behind it. */
static void bridge(Design *design, const char *id) {
    const Connection *out = way_on(design, id);
    char target[ID_SIZE] = "";
    text_copy(target, sizeof target, out ? out->to : "");
    for (size_t i = 0; out && i < design->connections.count; i++) {
        const Connection *connection = design->connections.items[i];
        if (strcmp(connection->to, id) != 0 || connection->kind->id != CONNECTION_CALL) {
            continue;
        }
        const Connection *there = call_between(design, connection->from, target);
        Command command = {0};
        if (there) {
            widen(design, there, connection);
        } else if (!edit_reconnect(design, connection->id, EDIT_TO, target, &command).code) {
            must(command_apply(&command, design));
        }
        command_free(&command);
    }
    delete_part(design, id);
}

static void take_component(const Design *design, const Component *component, Mutations *mutations) {
    KindId id = component->kind->id;
    const MutationKind *kind = id == KIND_CACHE           ? &CACHE
                               : id == KIND_CDN           ? &CDN
                               : id == KIND_RATE_LIMITER  ? &LIMITER
                               : id == KIND_LOAD_BALANCER ? &BALANCER
                                                          : NULL;
    if (kind) {
        Design *copy = design_copy(design);
        bridge(copy, component->id);
        add(mutations, kind, component->id, component->label, copy);
    }
}

/* ---------------------------------------------------------------------------------------------- */

void mutations_make(const Design *design, Mutations *mutations) {
    for (size_t i = 0; i < design->components.count; i++) {
        const Component *component = design->components.items[i];
        take_settings(design, component->id, component->label, mutations);
        take_component(design, component, mutations);
    }
    for (size_t i = 0; i < design->connections.count; i++) {
        const Connection *connection = design->connections.items[i];
        const char *label = connection_title(design, connection, &mutations->arena);
        take_settings(design, connection->id, label, mutations);
        take_connection(design, connection, label, mutations);
    }
}

void mutations_free(Mutations *mutations) {
    for (size_t i = 0; i < mutations->items.count; i++) {
        design_free(mutations->items.items[i].design);
    }
    array_free(&mutations->items);
    arena_free(&mutations->arena);
}
