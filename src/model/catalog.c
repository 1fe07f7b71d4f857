#include "model/catalog.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

const char *const KIND_NAMES[KIND_COUNT] = {
    [KIND_CLIENT] = "client",
    [KIND_CDN] = "cdn",
    [KIND_LOAD_BALANCER] = "load_balancer",
    [KIND_API_GATEWAY] = "api_gateway",
    [KIND_RATE_LIMITER] = "rate_limiter",
    [KIND_SERVICE] = "service",
    [KIND_WORKER] = "worker",
    [KIND_SCHEDULER] = "scheduler",
    [KIND_CACHE] = "cache",
    [KIND_SQL_DB] = "sql_db",
    [KIND_KV_STORE] = "kv_store",
    [KIND_TIMESERIES_DB] = "timeseries_db",
    [KIND_SEARCH_INDEX] = "search_index",
    [KIND_OBJECT_STORE] = "object_store",
    [KIND_QUEUE] = "queue",
    [KIND_STREAM] = "stream",
    [KIND_TOPIC] = "topic",
    [KIND_EXTERNAL] = "external",
    [KIND_OBSERVABILITY] = "observability",
};

const char *const CONNECTION_KIND_NAMES[CONNECTION_KIND_COUNT] = {
    [CONNECTION_CALL] = "call",       [CONNECTION_PUBLISH] = "publish",
    [CONNECTION_CONSUME] = "consume", [CONNECTION_DEAD_LETTER] = "dead_letter",
    [CONNECTION_DEDUP] = "dedup",     [CONNECTION_OBSERVE] = "observe",
};

const char *const GROUP_NAMES[GROUP_COUNT] = {
    [GROUP_EDGE] = "edge",           [GROUP_COMPUTE] = "compute", [GROUP_DATA] = "data",
    [GROUP_MESSAGING] = "messaging", [GROUP_OUTSIDE] = "outside", [GROUP_OPERATIONS] = "operations",
};

const char *kind_name(KindId kind) {
    assert(kind < KIND_COUNT);
    return KIND_NAMES[kind];
}

const char *connection_kind_name(ConnectionKind kind) {
    assert(kind < CONNECTION_KIND_COUNT);
    return CONNECTION_KIND_NAMES[kind];
}

const char *group_name(GroupId group) {
    assert(group < GROUP_COUNT);
    return GROUP_NAMES[group];
}

static const SettingSpec *find_setting(const SettingSpec *settings, size_t count, const char *id) {
    for (size_t i = 0; i < count; i++) {
        if (strcmp(settings[i].id, id) == 0) {
            return &settings[i];
        }
    }
    return NULL;
}

const SettingSpec *kind_setting(const KindSpec *kind, const char *id) {
    return find_setting(kind->settings, kind->setting_count, id);
}

const SettingSpec *connection_setting(const ConnectionSpec *kind, const char *id) {
    return find_setting(kind->settings, kind->setting_count, id);
}

void catalog_free(Catalog *catalog) {
    if (!catalog) {
        return;
    }
    arena_free(&catalog->arena);
    free(catalog);
}
