#include "rules/fact_tables.h"

#include <string.h>

#include "base/macros.h"

static const FactColumn DESIGN_COLUMNS[] = {
    {"title", "TEXT", "the design's title", 0},
    {"scenario", "TEXT", "the scenario's id, NULL without one", 0},
    {"budget_usd_month", "REAL", "the scenario's budget, NULL when it gives none", 0},
    {"cost_usd_month", "REAL", "what the design costs", 0},
    {"bottleneck", "TEXT", "the component that saturates first, NULL when nothing flows", 0},
    {"headroom", "REAL", "the factor of the load at which the bottleneck saturates", 0},
    {"first_component_min", "REAL", "minutes played before the first component; NULL: no session",
     0},
    {"first_clarification_min", "REAL", "before the first question; NULL: none, or no session", 0},
};

static const FactColumn COMPONENT_COLUMNS[] = {
    {"id", "TEXT", "its id; a `subject`", 1},
    {"kind", "TEXT", "the kind's word, as in the design's file", 60},
    {"kind_title", "TEXT", "the kind's title, as in the palette", 0},
    {"family", "TEXT", "edge, compute, data, messaging, outside or operations", 150},
    {"label", "TEXT", "what people call it", 0},
    {"why", "TEXT", "the reason that was given for it, '' for none", 0},
    {"arrivals_per_s", "REAL", "requests and messages that reach it, estimated", 0},
    {"holding_ms", "REAL", "how long one of them holds a slot, without waits", 0},
    {"utilisation", "REAL", "busy slots over slots, estimated; NULL where it has no slots", 0},
    {"peak_utilisation", "REAL", "of its busiest partition's slots; else the same", 0},
    {"wait_ms", "REAL", "for a slot, on average; NULL when it is saturated or has no slots", 0},
    {"hit_ratio", "REAL", "of a cache or CDN that is read, else NULL", 0},
    {"partition_share", "REAL", "of the arrivals that the busiest partition gets, else NULL", 0},
    {"component_cost", "REAL", "USD a month", 0},
    {"reached", "INTEGER", "1 when connections of any kind lead there from a client or scheduler",
     0},
    {"busiest_operation", "TEXT", "id of the one that passes it most often, NULL when none does",
     0},
};

static const FactColumn CONNECTION_COLUMNS[] = {
    {"id", "TEXT", "its id; a `subject`", 1},
    {"kind", "TEXT", "call, publish, consume, dead_letter, dedup or observe", 270},
    {"source", "TEXT", "id of the component that it leaves", 3},
    {"target", "TEXT", "id of the component that it reaches", 3},
    {"label", "TEXT", "what people call it: 'Link service → Links'", 0},
    {"rate_per_s", "REAL", "calls or messages a second, first attempts only, estimated", 0},
    {"pauses_s", "REAL",
     "how long it goes on trying when each attempt fails at once: all pauses together, on average",
     0},
};

static const FactColumn OPERATION_COLUMNS[] = {
    {"id", "TEXT", "its id; a `subject`", 1},
    {"title", "TEXT", "what people call it", 0},
    {"type", "TEXT", "read or write", 0},
    {"issued_by", "TEXT", "the kind that issues it: client or scheduler", 0},
    {"rate_rps", "REAL", "arrivals a second over the whole design; 0 for a closed population", 0},
    {"priority", "INTEGER", "0 is the most urgent", 0},
    {"key", "TEXT", "the key it is about, NULL for none", 0},
    {"effect", "TEXT", "what it does to the world, NULL when it has no effect", 0},
    {"p99_ms", "REAL", "target, NULL for none; so are the next six", 0},
    {"availability_pct", "REAL", "target", 0},
    {"effect_within_s", "REAL", "target", 0},
    {"lost", "REAL", "target", 0},
    {"duplicated", "REAL", "target", 0},
    {"stale_pct", "REAL", "target", 0},
    {"lost_updates", "REAL", "target", 0},
    {"work", "REAL", "at a store, in ordinary requests", 0},
    {"page", "REAL", "which page of a list it reads; 1 for the first", 0},
    {"users", "INTEGER", "of a closed population; 0 when the arrivals are open", 0},
    {"think_ms", "REAL", "between two requests of one of these users", 0},
    {"load_rps", "REAL", "arrivals a second, estimated where the population is closed", 0},
    {"response_ms", "REAL", "on average, estimated; NULL when a part of its way is saturated", 0},
    {"failing_share", "REAL", "of its requests that fail after all retries, estimated", 0},
};

static const FactColumn EFFECT_COLUMNS[] = {
    {"operation", "TEXT", "id of an operation with an effect", 2},
    {"kind", "TEXT", "a kind of component at which the effect happens", 3},
    {"kind_title", "TEXT", "the kind's title, as in the palette", 0},
};

static const FactColumn KEY_COLUMNS[] = {
    {"id", "TEXT", "its id: what partition_key and ordering_key name", 1},
    {"count", "REAL", "how many distinct values there are", 0},
    {"zipf", "REAL", "exponent of their popularity, 0 when all are alike", 0},
    {"top_share", "REAL", "of the traffic that the most popular one gets", 0},
};

static const FactColumn FLOW_COLUMNS[] = {
    {"operation", "TEXT", "id of an operation", 600},
    {"component", "TEXT", "id of a component that it passes", 3},
    {"rate_per_s", "REAL", "how often, estimated", 0},
    {"as_message", "INTEGER", "1 when it gets there by way of a queue, stream or topic", 0},
    {"deferred", "INTEGER", "1 when it gets there so, or by calls and publishes from where it does",
     0},
    {"awaited", "INTEGER",
     "1 when it gets there straight from who issues it, or by calls and dedup from there", 0},
    {"retried", "INTEGER",
     "1 when it gets there by what a part other than a client tries again, or by calls from there",
     0},
    {"unkeyed", "INTEGER",
     "1 when it takes effect there and no key, there or in a dedup step, tells that it was done",
     0},
    {"depth", "INTEGER",
     "calls one behind the other from who issues it, or takes its message, to here, at most; 20: or "
     "more; NULL: no calls lead there",
     0},
    {"answer_ms", "REAL", "on average, without the wire, estimated; NULL: a part is saturated", 0},
    {"answer_p99_ms", "REAL", "of 100 answers there 99 come within, estimated; NULL likewise", 0},
};

static const FactColumn STEP_COLUMNS[] = {
    {"operation", "TEXT", "id of an operation", 800},
    {"connection", "TEXT", "id of a connection that it takes from a component that it passes", 3},
    {"kind", "TEXT", "of the connection", 1000},
    {"source", "TEXT", "id of the component that the connection leaves", 7},
    {"target", "TEXT", "id of the component that the connection reaches", 7},
    {"retried", "INTEGER", "1 when it gets to the target after a retry, as in `flows`", 0},
    {"unkeyed", "INTEGER", "1 when it takes effect at the target, as in `flows`", 0},
    {"repeat_harms", "INTEGER",
     "1 when such an effect lies at the target, or behind it with no key checked in between", 0},
};

static const FactColumn FAULT_COLUMNS[] = {
    {"id", "TEXT", "its id", 0},
    {"title", "TEXT", "what people call it", 0},
    {"at_s", "REAL", "when it begins", 0},
    {"for_s", "REAL", "how long it lasts", 0},
    {"target_type", "TEXT", "kind, component, connection, operation or key", 0},
    {"target", "TEXT", "the kind's word, or an id", 0},
    {"down_pct", "REAL", "of the replicas that are down; 0: none; so are the others", 0},
    {"slow_factor", "REAL", "on service times; 1: not slower", 0},
    {"error_pct", "REAL", "of the requests that fail", 0},
    {"extra_ms", "REAL", "on each round trip", 0},
    {"rate_factor", "REAL", "on the load; 1: as always", 0},
    {"drop_reply_pct", "REAL", "of the replies that are lost", 0},
    {"hot_key_pct", "REAL", "of the traffic that goes to one key", 0},
    {"poison_pct", "REAL", "of the messages that can never be processed", 0},
    {"duplicate_pct", "REAL", "of the deliveries that come twice", 0},
    {"flush", "INTEGER", "1: a cache is emptied", 0},
    {"cut", "INTEGER", "1: a connection is cut", 0},
    {"zone_down", "INTEGER", "1: a zone is lost", 0},
    {"hold", "INTEGER", "1: requests are held back until it ends", 0},
};

static const FactColumn CLARIFICATION_COLUMNS[] = {
    {"id", "TEXT", "its id", 0},
    {"question", "TEXT", "what can be asked", 0},
    {"reveals", "TEXT", "what the answer shows", 0},
    {"asked", "INTEGER", "1 when the candidate asked it", 0},
};

static const FactColumn ESTIMATE_COLUMNS[] = {
    {"id", "TEXT", "its id", 0},
    {"question", "TEXT", "what is to be estimated", 0},
    {"unit", "TEXT", "of both numbers", 0},
    {"value", "REAL", "what the scenario's arithmetic gives", 0},
    {"answer", "REAL", "what the candidate said, NULL for nothing", 0},
};

static const FactColumn REQUIREMENT_COLUMNS[] = {
    {"id", "TEXT", "its id", 0},
    {"type", "TEXT", "functional or quality", 0},
    {"text", "TEXT", "what is asked for", 0},
};

static const FactColumn REQUIREMENT_OPERATION_COLUMNS[] = {
    {"requirement", "TEXT", "id of a requirement", 0},
    {"operation", "TEXT", "id of an operation that it is about", 0},
};

static const FactColumn PHASE_COLUMNS[] = {
    {"id", "TEXT", "clarify, scale, requirements, sketch, data, failure or tradeoffs", 0},
    {"title", "TEXT", "what people call it", 0},
    {"position", "INTEGER", "1 for the first", 0},
    {"minutes", "REAL", "its share of the clock", 0},
    {"spent_min", "REAL", "minutes played in it; NULL without a session", 0},
};

static const FactColumn STATED_REQUIREMENT_COLUMNS[] = {
    {"position", "INTEGER", "1 for the first", 0},
    {"text", "TEXT", "a requirement in the candidate's words", 0},
};

static const FactColumn API_COLUMNS[] = {
    {"position", "INTEGER", "1 for the first", 0},
    {"method", "TEXT", "GET, POST or any other word", 0},
    {"path", "TEXT", "as the candidate wrote it", 0},
    {"idempotent", "INTEGER", "1 when marked as safe to repeat", 0},
    {"notes", "TEXT", "'' for none", 0},
};

static const FactColumn ENTITY_COLUMNS[] = {
    {"name", "TEXT", "what is kept", 0},
    {"key", "TEXT", "what finds it", 0},
    {"fields", "TEXT", "what it holds", 0},
    {"store", "TEXT", "id of the component that keeps it, NULL when not said", 0},
};

static const FactColumn TRADEOFF_COLUMNS[] = {
    {"about", "TEXT", "what was decided", 0},
    {"choice", "TEXT", "how", 0},
    {"because", "TEXT", "why", 0},
    {"instead_of", "TEXT", "the alternative", 0},
};

static const FactTable TABLES[FACT_TABLE_COUNT] = {
    [FACT_DESIGN] = {"design", "One row: the design as a whole.", DESIGN_COLUMNS,
                     COUNT_OF(DESIGN_COLUMNS), 1, false},
    [FACT_COMPONENTS] = {"components", "A row for each component, with its settings.",
                         COMPONENT_COLUMNS, COUNT_OF(COMPONENT_COLUMNS), 1000, true},
    [FACT_CONNECTIONS] = {"connections", "A row for each connection, with its settings.",
                          CONNECTION_COLUMNS, COUNT_OF(CONNECTION_COLUMNS), 1600, true},
    [FACT_OPERATIONS] = {"operations", "A row for each operation of the scenario.",
                         OPERATION_COLUMNS, COUNT_OF(OPERATION_COLUMNS), 5, false},
    [FACT_EFFECTS] = {"effects", "Where the effect of an operation may happen.", EFFECT_COLUMNS,
                      COUNT_OF(EFFECT_COLUMNS), 6, false},
    [FACT_KEYS] = {"keys", "A row for each key of the scenario.", KEY_COLUMNS,
                   COUNT_OF(KEY_COLUMNS), 5, false},
    [FACT_FLOWS] = {"flows", "Which operation passes which component.", FLOW_COLUMNS,
                    COUNT_OF(FLOW_COLUMNS), 3000, false},
    [FACT_STEPS] = {"steps",
                    "Which operation takes which connection. Dead letters and telemetry are no "
                    "steps.",
                    STEP_COLUMNS, COUNT_OF(STEP_COLUMNS), 4000, false},
    [FACT_FAULTS] = {"faults", "What the scenario stages; see FORMATS.md.", FAULT_COLUMNS,
                     COUNT_OF(FAULT_COLUMNS), 12, false},
    [FACT_CLARIFICATIONS] = {"clarifications", "What can be asked about the prompt.",
                             CLARIFICATION_COLUMNS, COUNT_OF(CLARIFICATION_COLUMNS), 8, false},
    [FACT_ESTIMATES] = {"estimates", "The numbers to estimate, and the candidate's.",
                        ESTIMATE_COLUMNS, COUNT_OF(ESTIMATE_COLUMNS), 4, false},
    [FACT_REQUIREMENTS] = {"requirements", "What the scenario asks for.", REQUIREMENT_COLUMNS,
                           COUNT_OF(REQUIREMENT_COLUMNS), 8, false},
    [FACT_REQUIREMENT_OPERATIONS] = {"requirement_operations",
                                     "Which operations a requirement is about.",
                                     REQUIREMENT_OPERATION_COLUMNS,
                                     COUNT_OF(REQUIREMENT_OPERATION_COLUMNS), 8, false},
    [FACT_PHASES] = {"phases", "The phases of a round; none in a bare load model.", PHASE_COLUMNS,
                     COUNT_OF(PHASE_COLUMNS), 7, false},
    [FACT_STATED_REQUIREMENTS] = {"stated_requirements",
                                  "What the candidate wrote down as required.",
                                  STATED_REQUIREMENT_COLUMNS, COUNT_OF(STATED_REQUIREMENT_COLUMNS),
                                  8, false},
    [FACT_APIS] = {"apis", "The calls that the candidate named.", API_COLUMNS,
                   COUNT_OF(API_COLUMNS), 5, false},
    [FACT_ENTITIES] = {"entities", "The data that the candidate named.", ENTITY_COLUMNS,
                       COUNT_OF(ENTITY_COLUMNS), 5, false},
    [FACT_TRADEOFFS] = {"tradeoffs", "The trade-offs that the candidate wrote down.",
                        TRADEOFF_COLUMNS, COUNT_OF(TRADEOFF_COLUMNS), 5, false},
};

const FactTable *fact_table(FactTableId table) {
    return &TABLES[table];
}

bool fact_table_has_setting(FactTableId table, const Catalog *catalog, const SettingSpec *setting) {
    if (table == FACT_COMPONENTS) {
        for (size_t kind = 0; kind < KIND_COUNT; kind++) {
            if (kind_setting(&catalog->kinds[kind], setting->id)) {
                return true;
            }
        }
    } else if (table == FACT_CONNECTIONS) {
        for (size_t kind = 0; kind < CONNECTION_KIND_COUNT; kind++) {
            if (connection_setting(&catalog->connections[kind], setting->id)) {
                return true;
            }
        }
    }
    return false;
}

const char *fact_setting_type(const SettingSpec *setting) {
    switch (setting->type) {
    case SETTING_NUMBER:
        return "REAL";
    case SETTING_INTEGER:
    case SETTING_BOOLEAN:
        return "INTEGER";
    case SETTING_CHOICE:
    case SETTING_KEY:
        break;
    }
    return "TEXT";
}

size_t fact_table_column_count(FactTableId id, const Catalog *catalog) {
    size_t count = TABLES[id].column_count;
    for (size_t i = 0; i < catalog->setting_count; i++) {
        count += fact_table_has_setting(id, catalog, &catalog->settings[i]);
    }
    return count;
}

void fact_table_columns(FactTableId id, const Catalog *catalog, TextBuffer *sql) {
    const FactTable *table = &TABLES[id];
    text_append_format(sql, "CREATE TABLE %s (", table->name);
    for (size_t i = 0; i < table->column_count; i++) {
        text_append_format(sql, "%s\"%s\" %s", i ? ", " : "", table->columns[i].name,
                           table->columns[i].type);
    }
    for (size_t i = 0; i < catalog->setting_count; i++) {
        const SettingSpec *setting = &catalog->settings[i];
        if (fact_table_has_setting(id, catalog, setting)) {
            text_append_format(sql, ", \"%s\" %s", setting->id, fact_setting_type(setting));
        }
    }
    text_append(sql, ");");
}

void fact_table_indexes(FactTableId id, TextBuffer *sql) {
    const FactTable *table = &TABLES[id];
    for (size_t i = 0; i < table->column_count; i++) {
        if (table->columns[i].alike > 0.0) {
            const char *column = table->columns[i].name;
            text_append_format(sql, "CREATE INDEX %s_by_%s ON %s (\"%s\");", table->name, column,
                               table->name, column);
        }
    }
}

void fact_table_insert(FactTableId id, const Catalog *catalog, TextBuffer *sql) {
    size_t columns = fact_table_column_count(id, catalog);
    text_append_format(sql, "INSERT INTO %s VALUES (", TABLES[id].name);
    for (size_t i = 0; i < columns; i++) {
        text_append(sql, i ? ", ?" : "?");
    }
    text_append(sql, ")");
}
