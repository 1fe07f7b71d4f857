#include "rules/fact_tables.h"

#include <string.h>

#include "base/macros.h"

static const FactColumn DESIGN_COLUMNS[] = {
    {"title", "TEXT", "the design's title"},
    {"scenario", "TEXT", "the scenario's id, NULL without one"},
    {"budget_usd_month", "REAL", "the scenario's budget, NULL when it gives none"},
    {"cost_usd_month", "REAL", "what the design costs"},
    {"bottleneck", "TEXT", "the component that saturates first, NULL when nothing flows"},
    {"headroom", "REAL", "the factor of the load at which the bottleneck saturates"},
    {"first_component_min", "REAL", "minutes played before the first component; NULL: no session"},
    {"first_clarification_min", "REAL", "before the first question; NULL: none, or no session"},
};

static const FactColumn COMPONENT_COLUMNS[] = {
    {"id", "TEXT", "its id; a `subject`"},
    {"kind", "TEXT", "the kind's word, as in the design's file"},
    {"kind_title", "TEXT", "the kind's title, as in the palette"},
    {"family", "TEXT", "edge, compute, data, messaging, outside or operations"},
    {"label", "TEXT", "what people call it"},
    {"why", "TEXT", "the reason that was given for it, '' for none"},
    {"arrivals_per_s", "REAL", "requests and messages that reach it, estimated"},
    {"holding_ms", "REAL", "how long one of them holds a slot, without waits"},
    {"utilisation", "REAL", "busy slots over slots, estimated; NULL where it has no slots"},
    {"peak_utilisation", "REAL", "of its busiest partition's slots; else the same"},
    {"wait_ms", "REAL", "for a slot, on average; NULL when it is saturated or has no slots"},
    {"hit_ratio", "REAL", "of a cache or CDN that is read, else NULL"},
    {"partition_share", "REAL", "of the arrivals that the busiest partition gets, else NULL"},
    {"component_cost", "REAL", "USD a month"},
};

static const FactColumn CONNECTION_COLUMNS[] = {
    {"id", "TEXT", "its id; a `subject`"},
    {"kind", "TEXT", "call, publish, consume, dead_letter, dedup or observe"},
    {"source", "TEXT", "id of the component that it leaves"},
    {"target", "TEXT", "id of the component that it reaches"},
    {"label", "TEXT", "what people call it: 'Link service → Links'"},
    {"rate_per_s", "REAL", "calls or messages a second, first attempts only, estimated"},
    {"pauses_s", "REAL",
     "how long it goes on trying when each attempt fails at once: all pauses together, on average"},
};

static const FactColumn OPERATION_COLUMNS[] = {
    {"id", "TEXT", "its id; a `subject`"},
    {"title", "TEXT", "what people call it"},
    {"type", "TEXT", "read or write"},
    {"issued_by", "TEXT", "the kind that issues it: client or scheduler"},
    {"rate_rps", "REAL", "arrivals a second over the whole design; 0 for a closed population"},
    {"priority", "INTEGER", "0 is the most urgent"},
    {"key", "TEXT", "the key it is about, NULL for none"},
    {"effect", "TEXT", "what it does to the world, NULL when it has no effect"},
    {"p99_ms", "REAL", "target, NULL for none; so are the next six"},
    {"availability_pct", "REAL", "target"},
    {"effect_within_s", "REAL", "target"},
    {"lost", "REAL", "target"},
    {"duplicated", "REAL", "target"},
    {"stale_pct", "REAL", "target"},
    {"lost_updates", "REAL", "target"},
    {"work", "REAL", "at a store, in ordinary requests"},
    {"page", "REAL", "which page of a list it reads; 1 for the first"},
    {"users", "INTEGER", "of a closed population; 0 when the arrivals are open"},
    {"think_ms", "REAL", "between two requests of one of these users"},
    {"load_rps", "REAL", "arrivals a second, estimated where the population is closed"},
    {"response_ms", "REAL", "on average, estimated; NULL when a part of its way is saturated"},
    {"failing_share", "REAL", "of its requests that fail after all retries, estimated"},
};

static const FactColumn EFFECT_COLUMNS[] = {
    {"operation", "TEXT", "id of an operation with an effect"},
    {"kind", "TEXT", "a kind of component at which the effect happens"},
    {"kind_title", "TEXT", "the kind's title, as in the palette"},
};

static const FactColumn KEY_COLUMNS[] = {
    {"id", "TEXT", "its id: what partition_key and ordering_key name"},
    {"count", "REAL", "how many distinct values there are"},
    {"zipf", "REAL", "exponent of their popularity, 0 when all are alike"},
    {"top_share", "REAL", "of the traffic that the most popular one gets"},
};

static const FactColumn FLOW_COLUMNS[] = {
    {"operation", "TEXT", "id of an operation"},
    {"component", "TEXT", "id of a component that it passes"},
    {"rate_per_s", "REAL", "how often, estimated"},
    {"as_message", "INTEGER", "1 when it gets there by way of a queue, stream or topic"},
    {"deferred", "INTEGER",
     "1 when it gets there so, or by calls and publishes from where it does"},
    {"answer_ms", "REAL", "on average, without the wire, estimated; NULL: a part is saturated"},
    {"answer_p99_ms", "REAL", "of 100 answers there 99 come within, estimated; NULL likewise"},
};

static const FactColumn STEP_COLUMNS[] = {
    {"operation", "TEXT", "id of an operation"},
    {"connection", "TEXT", "id of a connection that it takes from a component that it passes"},
    {"kind", "TEXT", "of the connection"},
    {"source", "TEXT", "id of the component that the connection leaves"},
    {"target", "TEXT", "id of the component that the connection reaches"},
};

static const FactColumn FAULT_COLUMNS[] = {
    {"id", "TEXT", "its id"},
    {"title", "TEXT", "what people call it"},
    {"at_s", "REAL", "when it begins"},
    {"for_s", "REAL", "how long it lasts"},
    {"target_type", "TEXT", "kind, component, connection, operation or key"},
    {"target", "TEXT", "the kind's word, or an id"},
    {"down_pct", "REAL", "of the replicas that are down; 0: none; so are the others"},
    {"slow_factor", "REAL", "on service times; 1: not slower"},
    {"error_pct", "REAL", "of the requests that fail"},
    {"extra_ms", "REAL", "on each round trip"},
    {"rate_factor", "REAL", "on the load; 1: as always"},
    {"drop_reply_pct", "REAL", "of the replies that are lost"},
    {"hot_key_pct", "REAL", "of the traffic that goes to one key"},
    {"poison_pct", "REAL", "of the messages that can never be processed"},
    {"duplicate_pct", "REAL", "of the deliveries that come twice"},
    {"flush", "INTEGER", "1: a cache is emptied"},
    {"cut", "INTEGER", "1: a connection is cut"},
    {"zone_down", "INTEGER", "1: a zone is lost"},
    {"hold", "INTEGER", "1: requests are held back until it ends"},
};

static const FactColumn CLARIFICATION_COLUMNS[] = {
    {"id", "TEXT", "its id"},
    {"question", "TEXT", "what can be asked"},
    {"reveals", "TEXT", "what the answer shows"},
    {"asked", "INTEGER", "1 when the candidate asked it"},
};

static const FactColumn ESTIMATE_COLUMNS[] = {
    {"id", "TEXT", "its id"},
    {"question", "TEXT", "what is to be estimated"},
    {"unit", "TEXT", "of both numbers"},
    {"value", "REAL", "what the scenario's arithmetic gives"},
    {"answer", "REAL", "what the candidate said, NULL for nothing"},
};

static const FactColumn REQUIREMENT_COLUMNS[] = {
    {"id", "TEXT", "its id"},
    {"type", "TEXT", "functional or quality"},
    {"text", "TEXT", "what is asked for"},
};

static const FactColumn REQUIREMENT_OPERATION_COLUMNS[] = {
    {"requirement", "TEXT", "id of a requirement"},
    {"operation", "TEXT", "id of an operation that it is about"},
};

static const FactColumn PHASE_COLUMNS[] = {
    {"id", "TEXT", "clarify, scale, requirements, sketch, data, failure or tradeoffs"},
    {"title", "TEXT", "what people call it"},
    {"position", "INTEGER", "1 for the first"},
    {"minutes", "REAL", "its share of the clock"},
    {"spent_min", "REAL", "minutes played in it; NULL without a session"},
};

static const FactColumn STATED_REQUIREMENT_COLUMNS[] = {
    {"position", "INTEGER", "1 for the first"},
    {"text", "TEXT", "a requirement in the candidate's words"},
};

static const FactColumn API_COLUMNS[] = {
    {"position", "INTEGER", "1 for the first"},
    {"method", "TEXT", "GET, POST or any other word"},
    {"path", "TEXT", "as the candidate wrote it"},
    {"idempotent", "INTEGER", "1 when marked as safe to repeat"},
    {"notes", "TEXT", "'' for none"},
};

static const FactColumn ENTITY_COLUMNS[] = {
    {"name", "TEXT", "what is kept"},
    {"key", "TEXT", "what finds it"},
    {"fields", "TEXT", "what it holds"},
    {"store", "TEXT", "id of the component that keeps it, NULL when not said"},
};

static const FactColumn TRADEOFF_COLUMNS[] = {
    {"about", "TEXT", "what was decided"},
    {"choice", "TEXT", "how"},
    {"because", "TEXT", "why"},
    {"instead_of", "TEXT", "the alternative"},
};

static const FactTable TABLES[FACT_TABLE_COUNT] = {
    [FACT_DESIGN] = {"design",
                     "One row: the design as a whole.",
                     DESIGN_COLUMNS,
                     COUNT_OF(DESIGN_COLUMNS),
                     false,
                     {{NULL, NULL}}},
    [FACT_COMPONENTS] = {"components",
                         "A row for each component, with its settings.",
                         COMPONENT_COLUMNS,
                         COUNT_OF(COMPONENT_COLUMNS),
                         true,
                         {{"id, kind, family", "1000 1 1 1"},
                          {"kind, id", "1000 60 1"},
                          {"family", "1000 150"}}},
    [FACT_CONNECTIONS] = {"connections",
                          "A row for each connection, with its settings.",
                          CONNECTION_COLUMNS,
                          COUNT_OF(CONNECTION_COLUMNS),
                          true,
                          {{"id", "1600 1"},
                           {"source, kind", "1600 3 2"},
                           {"target, kind", "1600 3 2"},
                           {"kind", "1600 270"}}},
    [FACT_OPERATIONS] = {"operations",
                         "A row for each operation of the scenario.",
                         OPERATION_COLUMNS,
                         COUNT_OF(OPERATION_COLUMNS),
                         false,
                         {{"id", "5 1"}}},
    [FACT_EFFECTS] = {"effects",
                      "Where the effect of an operation may happen.",
                      EFFECT_COLUMNS,
                      COUNT_OF(EFFECT_COLUMNS),
                      false,
                      {{"operation", "6 2"}, {"kind", "6 3"}}},
    [FACT_KEYS] = {"keys",
                   "A row for each key of the scenario.",
                   KEY_COLUMNS,
                   COUNT_OF(KEY_COLUMNS),
                   false,
                   {{"id", "5 1"}}},
    [FACT_FLOWS] = {"flows",
                    "Which operation passes which component.",
                    FLOW_COLUMNS,
                    COUNT_OF(FLOW_COLUMNS),
                    false,
                    {{"operation, component, rate_per_s", "3000 600 1 1"},
                     {"component, operation, rate_per_s, deferred, answer_ms, answer_p99_ms",
                      "3000 3 1 1 1 1 1"}}},
    [FACT_STEPS] = {"steps",
                    "Which operation takes which connection. Dead letters and telemetry are no "
                    "steps.",
                    STEP_COLUMNS,
                    COUNT_OF(STEP_COLUMNS),
                    false,
                    {{"source, operation, kind, target, connection", "4000 7 2 2 1 1"},
                     {"target, operation, kind, source, connection", "4000 7 2 2 1 1"},
                     {"connection", "4000 3"},
                     {"operation, kind", "4000 800 200"}}},
    [FACT_FAULTS] = {"faults",
                     "What the scenario stages; see FORMATS.md.",
                     FAULT_COLUMNS,
                     COUNT_OF(FAULT_COLUMNS),
                     false,
                     {{NULL, NULL}}},
    [FACT_CLARIFICATIONS] = {"clarifications",
                             "What can be asked about the prompt.",
                             CLARIFICATION_COLUMNS,
                             COUNT_OF(CLARIFICATION_COLUMNS),
                             false,
                             {{NULL, NULL}}},
    [FACT_ESTIMATES] = {"estimates",
                        "The numbers to estimate, and the candidate's.",
                        ESTIMATE_COLUMNS,
                        COUNT_OF(ESTIMATE_COLUMNS),
                        false,
                        {{NULL, NULL}}},
    [FACT_REQUIREMENTS] = {"requirements",
                           "What the scenario asks for.",
                           REQUIREMENT_COLUMNS,
                           COUNT_OF(REQUIREMENT_COLUMNS),
                           false,
                           {{NULL, NULL}}},
    [FACT_REQUIREMENT_OPERATIONS] = {"requirement_operations",
                                     "Which operations a requirement is about.",
                                     REQUIREMENT_OPERATION_COLUMNS,
                                     COUNT_OF(REQUIREMENT_OPERATION_COLUMNS),
                                     false,
                                     {{NULL, NULL}}},
    [FACT_PHASES] = {"phases",
                     "The phases of a round; none in a bare load model.",
                     PHASE_COLUMNS,
                     COUNT_OF(PHASE_COLUMNS),
                     false,
                     {{NULL, NULL}}},
    [FACT_STATED_REQUIREMENTS] = {"stated_requirements",
                                  "What the candidate wrote down as required.",
                                  STATED_REQUIREMENT_COLUMNS,
                                  COUNT_OF(STATED_REQUIREMENT_COLUMNS),
                                  false,
                                  {{NULL, NULL}}},
    [FACT_APIS] = {"apis",
                   "The calls that the candidate named.",
                   API_COLUMNS,
                   COUNT_OF(API_COLUMNS),
                   false,
                   {{NULL, NULL}}},
    [FACT_ENTITIES] = {"entities",
                       "The data that the candidate named.",
                       ENTITY_COLUMNS,
                       COUNT_OF(ENTITY_COLUMNS),
                       false,
                       {{NULL, NULL}}},
    [FACT_TRADEOFFS] = {"tradeoffs",
                        "The trade-offs that the candidate wrote down.",
                        TRADEOFF_COLUMNS,
                        COUNT_OF(TRADEOFF_COLUMNS),
                        false,
                        {{NULL, NULL}}},
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

void fact_table_schema(FactTableId id, const Catalog *catalog, TextBuffer *sql) {
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
    for (size_t i = 0; i < COUNT_OF(table->indexes) && table->indexes[i].columns; i++) {
        text_append_format(sql, "CREATE INDEX %s_index_%zu ON %s (%s);", table->name, i + 1,
                           table->name, table->indexes[i].columns);
    }
}

void fact_tables_statistics(TextBuffer *sql) {
    text_append(sql, "ANALYZE;"); /* makes sqlite_stat1 */
    for (size_t t = 0; t < FACT_TABLE_COUNT; t++) {
        const FactTable *table = &TABLES[t];
        for (size_t i = 0; i < COUNT_OF(table->indexes) && table->indexes[i].columns; i++) {
            text_append_format(sql, "INSERT INTO sqlite_stat1 VALUES ('%s', '%s_index_%zu', '%s');",
                               table->name, table->name, i + 1, table->indexes[i].spread);
        }
    }
    text_append(sql, "ANALYZE sqlite_schema;"); /* reads it */
}

void fact_table_insert(FactTableId id, const Catalog *catalog, TextBuffer *sql) {
    const FactTable *table = &TABLES[id];
    size_t columns = table->column_count;
    for (size_t i = 0; i < catalog->setting_count; i++) {
        columns += fact_table_has_setting(id, catalog, &catalog->settings[i]);
    }
    text_append_format(sql, "INSERT INTO %s VALUES (", table->name);
    for (size_t i = 0; i < columns; i++) {
        text_append(sql, i ? ", ?" : "?");
    }
    text_append(sql, ")");
}
