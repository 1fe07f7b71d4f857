#include "rules/facts.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rules/fact_row.h"
#include "rules/fact_steps.h"

static Error database_error(const Facts *facts) {
    return error_make(ERROR_LIMIT, "the facts could not be loaded: %s",
                      sqlite3_errmsg(facts->database));
}

static Error prepare(Facts *facts, const char *sql, sqlite3_stmt **statement) {
    if (sqlite3_prepare_v2(facts->database, sql, -1, statement, NULL) != SQLITE_OK) {
        return database_error(facts);
    }
    return error_none();
}

static size_t count_settings(const Catalog *catalog, FactTableId table) {
    size_t count = 0;
    for (size_t i = 0; i < catalog->setting_count; i++) {
        count += fact_table_has_setting(table, catalog, &catalog->settings[i]);
    }
    return count;
}

/* Looks each setting up once, so that loading a row asks for nothing by name. */
static void map_settings(Facts *facts) {
    const Catalog *catalog = facts->catalog;
    facts->component_columns = count_settings(catalog, FACT_COMPONENTS);
    facts->connection_columns = count_settings(catalog, FACT_CONNECTIONS);
    for (size_t k = 0; k < KIND_COUNT; k++) {
        facts->component_settings[k] = arena_allocate(
            &facts->arena, (facts->component_columns + 1) * sizeof(const SettingSpec *));
    }
    for (size_t k = 0; k < CONNECTION_KIND_COUNT; k++) {
        facts->connection_settings[k] = arena_allocate(
            &facts->arena, (facts->connection_columns + 1) * sizeof(const SettingSpec *));
    }
    size_t component_column = 0;
    size_t connection_column = 0;
    for (size_t i = 0; i < catalog->setting_count; i++) {
        const SettingSpec *setting = &catalog->settings[i];
        if (fact_table_has_setting(FACT_COMPONENTS, catalog, setting)) {
            for (size_t k = 0; k < KIND_COUNT; k++) {
                facts->component_settings[k][component_column] =
                    kind_setting(&catalog->kinds[k], setting->id);
            }
            component_column++;
        }
        if (fact_table_has_setting(FACT_CONNECTIONS, catalog, setting)) {
            for (size_t k = 0; k < CONNECTION_KIND_COUNT; k++) {
                facts->connection_settings[k][connection_column] =
                    connection_setting(&catalog->connections[k], setting->id);
            }
            connection_column++;
        }
    }
}

static Error create_tables(Facts *facts) {
    TextBuffer sql = {0};
    /* What is written anew for each check needs no journal, and what is cleared no wiping. */
    text_append(&sql, "PRAGMA journal_mode = OFF; PRAGMA secure_delete = OFF;");
    for (int table = 0; table < FACT_TABLE_COUNT; table++) {
        fact_table_schema((FactTableId)table, facts->catalog, &sql);
    }
    fact_tables_statistics(&sql);
    int result = sqlite3_exec(facts->database, text_of(&sql), NULL, NULL, NULL);
    text_free(&sql);
    return result == SQLITE_OK ? error_none() : database_error(facts);
}

static Error prepare_table(Facts *facts, FactTableId table) {
    TextBuffer sql = {0};
    fact_table_insert(table, facts->catalog, &sql);
    Error error = prepare(facts, text_of(&sql), &facts->insert[table]);
    text_clear(&sql);
    text_append_format(&sql, "DELETE FROM %s", fact_table(table)->name);
    if (!error.code) {
        error = prepare(facts, text_of(&sql), &facts->clear[table]);
    }
    text_free(&sql);
    return error;
}

Error facts_open(Facts *facts, sqlite3 *database, const Catalog *catalog) {
    *facts = (Facts){.database = database, .catalog = catalog};
    map_settings(facts);
    Error error = create_tables(facts);
    for (int table = 0; table < FACT_TABLE_COUNT && !error.code; table++) {
        error = prepare_table(facts, (FactTableId)table);
    }
    if (!error.code) {
        error = prepare(facts, "BEGIN", &facts->begin);
    }
    return error.code ? error : prepare(facts, "COMMIT", &facts->commit);
}

void facts_close(Facts *facts) {
    for (int table = 0; table < FACT_TABLE_COUNT; table++) {
        sqlite3_finalize(facts->insert[table]);
        sqlite3_finalize(facts->clear[table]);
    }
    sqlite3_finalize(facts->begin);
    sqlite3_finalize(facts->commit);
    arena_free(&facts->arena);
    *facts = (Facts){0};
}

const char *connection_title(const Design *design, const Connection *connection, Arena *arena) {
    const char *from = design_component(design, connection->from)->label;
    const char *to = design_component(design, connection->to)->label;
    size_t size = strlen(from) + strlen(to) + sizeof " → ";
    char *title = arena_allocate(arena, size);
    snprintf(title, size, "%s → %s", from, to);
    return title;
}

static void add_value(FactRow *row, const SettingSpec *spec, const SettingValue *value) {
    switch (spec->type) {
    case SETTING_NUMBER:
        fact_row_number(row, value->number);
        break;
    case SETTING_INTEGER:
    case SETTING_BOOLEAN:
        fact_row_integer(row, (long long)value->number);
        break;
    case SETTING_CHOICE:
    case SETTING_KEY:
        fact_row_text_if_set(row, value->word);
        break;
    }
}

static const SettingValue *value_in_force(const SettingSpec *spec, const Settings *chosen) {
    for (size_t i = 0; i < chosen->count; i++) {
        if (chosen->items[i].spec->position == spec->position) {
            return &chosen->items[i].value;
        }
    }
    return &spec->fallback;
}

static void add_settings(FactRow *row, const SettingSpec *const *specs, size_t count,
                         const Settings *chosen) {
    for (size_t i = 0; i < count; i++) {
        if (specs[i]) {
            add_value(row, specs[i], value_in_force(specs[i], chosen));
        } else {
            fact_row_null(row);
        }
    }
}

static bool load_design(Facts *facts, const Design *design, const Scenario *scenario,
                        const Estimate *estimate, const RoundFacts *round) {
    FactRow row = fact_row_begin(facts->insert[FACT_DESIGN]);
    fact_row_text(&row, design->title);
    fact_row_text_if_set(&row, scenario ? scenario->id : "");
    fact_row_number_if_set(
        &row, scenario && scenario->budget_usd_month > 0.0 ? scenario->budget_usd_month : -1.0);
    fact_row_number(&row, estimate->cost_usd_month);
    fact_row_text_if_set(&row, estimate->bottleneck == SIZE_MAX
                                   ? ""
                                   : design->components.items[estimate->bottleneck]->id);
    fact_row_number_if_set(&row, estimate->headroom > 0.0 ? estimate->headroom : -1.0);
    fact_row_number_if_set(&row, round ? round->first_component_min : -1.0);
    fact_row_number_if_set(&row, round ? round->first_clarification_min : -1.0);
    return fact_row_end(&row);
}

static bool load_components(Facts *facts, const Design *design, const Estimate *estimate) {
    bool ok = true;
    for (size_t i = 0; i < design->components.count && ok; i++) {
        const Component *component = design->components.items[i];
        const ComponentEstimate *numbers = &estimate->components[i];
        FactRow row = fact_row_begin(facts->insert[FACT_COMPONENTS]);
        fact_row_text(&row, component->id);
        fact_row_text(&row, component->kind->name);
        fact_row_text(&row, component->kind->title);
        fact_row_text(&row, group_name(component->kind->group));
        fact_row_text(&row, component->label);
        fact_row_text(&row, component->why);
        fact_row_number(&row, numbers->arrivals_per_s);
        fact_row_number(&row, numbers->holding_ms);
        fact_row_number_if_set(&row, numbers->utilisation);
        fact_row_number_if_set(&row, numbers->peak_utilisation);
        fact_row_number_if_set(&row, numbers->wait_ms);
        fact_row_number_if_set(&row, numbers->hit_ratio);
        fact_row_number_if_set(&row, numbers->partition_share);
        fact_row_number(&row, numbers->cost_usd_month);
        add_settings(&row, facts->component_settings[component->kind->id], facts->component_columns,
                     &component->settings);
        ok = fact_row_end(&row);
    }
    return ok;
}

/* All pauses between the attempts together, on average; below zero for a kind that has none. What
 * decorrelated jitter adds to a pause is left out. */
static double pauses_s(const Connection *connection) {
    if (!connection_setting(connection->kind, "max_attempts")) {
        return -1;
    }
    SettingValue backoff = connection_setting_value(connection, "backoff");
    SettingValue jitter = connection_setting_value(connection, "jitter");
    double pause_ms =
        strcmp(backoff.word, "none") == 0 ? 0 : connection_number(connection, "backoff_base_ms");
    double cap_ms = connection_number(connection, "backoff_cap_ms");
    double total_ms = 0;
    for (int left = (int)connection_number(connection, "max_attempts") - 1; left > 0; left--) {
        total_ms += fmin(pause_ms, cap_ms);
        pause_ms *= strcmp(backoff.word, "exponential") == 0 ? 2 : 1;
    }
    double share = strcmp(jitter.word, "full") == 0    ? 0.5
                   : strcmp(jitter.word, "equal") == 0 ? 0.75
                                                       : 1;
    return total_ms * share / 1000;
}

static bool load_connections(Facts *facts, const Design *design, const Estimate *estimate,
                             Arena *arena) {
    bool ok = true;
    for (size_t i = 0; i < design->connections.count && ok; i++) {
        const Connection *connection = design->connections.items[i];
        FactRow row = fact_row_begin(facts->insert[FACT_CONNECTIONS]);
        fact_row_text(&row, connection->id);
        fact_row_text(&row, connection->kind->name);
        fact_row_text(&row, connection->from);
        fact_row_text(&row, connection->to);
        fact_row_text(&row, connection_title(design, connection, arena));
        fact_row_number(&row, estimate->connection_rates[i]);
        fact_row_number_if_set(&row, pauses_s(connection));
        add_settings(&row, facts->connection_settings[connection->kind->id],
                     facts->connection_columns, &connection->settings);
        ok = fact_row_end(&row);
    }
    return ok;
}

static bool load_operation(Facts *facts, const Operation *operation,
                           const OperationEstimate *numbers) {
    FactRow row = fact_row_begin(facts->insert[FACT_OPERATIONS]);
    fact_row_text(&row, operation->id);
    fact_row_text(&row, operation->title);
    fact_row_text(&row, operation->is_write ? "write" : "read");
    fact_row_text(&row, kind_name(operation->from));
    fact_row_number(&row, operation->rate_rps);
    fact_row_integer(&row, operation->priority);
    fact_row_text_if_set(&row, operation->key);
    fact_row_text_if_set(&row, operation->has_effect ? operation->effect_title : "");
    fact_row_number_if_set(&row, operation->slo.p99_ms);
    fact_row_number_if_set(&row, operation->slo.availability_pct);
    fact_row_number_if_set(&row, operation->slo.effect_within_s);
    fact_row_number_if_set(&row, operation->slo.lost);
    fact_row_number_if_set(&row, operation->slo.duplicated);
    fact_row_number_if_set(&row, operation->slo.stale_pct);
    fact_row_number_if_set(&row, operation->slo.lost_updates);
    fact_row_number(&row, operation->work);
    fact_row_number(&row, operation->page);
    fact_row_integer(&row, operation->users);
    fact_row_number(&row, operation->think_ms);
    fact_row_number_if_set(&row, numbers->rate_per_s);
    fact_row_number_if_set(&row, numbers->response_ms);
    fact_row_number_if_set(&row, numbers->failing_share);
    bool ok = fact_row_end(&row);
    for (int kind = 0; kind < KIND_COUNT && ok; kind++) {
        if (operation->has_effect && operation->effect_at[kind]) {
            row = fact_row_begin(facts->insert[FACT_EFFECTS]);
            fact_row_text(&row, operation->id);
            fact_row_text(&row, kind_name((KindId)kind));
            fact_row_text(&row, facts->catalog->kinds[kind].title);
            ok = fact_row_end(&row);
        }
    }
    return ok;
}

static bool load_traffic(Facts *facts, const Scenario *scenario, const Estimate *estimate) {
    bool ok = true;
    for (size_t i = 0; i < scenario->operation_count && ok; i++) {
        ok = load_operation(facts, &scenario->operations[i], &estimate->operations[i]);
    }
    for (size_t i = 0; i < scenario->key_count && ok; i++) {
        FactRow row = fact_row_begin(facts->insert[FACT_KEYS]);
        fact_row_text(&row, scenario->keys[i].id);
        fact_row_number(&row, scenario->keys[i].count);
        fact_row_number(&row, scenario->keys[i].zipf);
        fact_row_number(&row, scenario_key_top_share(&scenario->keys[i]));
        ok = fact_row_end(&row);
    }
    return ok;
}

static bool load_flows(Facts *facts, const Design *design, const Scenario *scenario,
                       const Estimate *estimate, const FactSteps *steps) {
    bool ok = true;
    for (size_t i = 0; i < estimate->flows.count && ok; i++) {
        const FlowEstimate *flow = &estimate->flows.items[i];
        FactRow row = fact_row_begin(facts->insert[FACT_FLOWS]);
        fact_row_text(&row, scenario->operations[flow->operation].id);
        fact_row_text(&row, design->components.items[flow->component]->id);
        fact_row_number(&row, flow->rate_per_s + flow->dedup_per_s);
        fact_row_integer(&row, flow->as_message);
        fact_row_integer(&row, fact_steps_is_deferred(steps, flow->operation, flow->component));
        fact_row_number_if_set(&row, flow->answer_ms);
        fact_row_number_if_set(&row, flow->answer_p99_ms);
        ok = fact_row_end(&row);
    }
    return ok;
}

static bool load_steps(Facts *facts, const Scenario *scenario, const FactSteps *steps) {
    bool ok = true;
    for (size_t i = 0; i < steps->items.count && ok; i++) {
        const FactStep *step = &steps->items.items[i];
        const Connection *connection = step->connection;
        FactRow row = fact_row_begin(facts->insert[FACT_STEPS]);
        fact_row_text(&row, scenario->operations[step->operation].id);
        fact_row_text(&row, connection->id);
        fact_row_text(&row, connection->kind->name);
        fact_row_text(&row, connection->from);
        fact_row_text(&row, connection->to);
        ok = fact_row_end(&row);
    }
    return ok;
}

static bool load_ways(Facts *facts, const Design *design, const Scenario *scenario,
                      const Estimate *estimate) {
    FactSteps steps = fact_steps_make(design, scenario, estimate);
    bool ok = load_flows(facts, design, scenario, estimate, &steps) &&
              load_steps(facts, scenario, &steps);
    fact_steps_free(&steps);
    return ok;
}

static bool run(sqlite3_stmt *statement) {
    bool done = sqlite3_step(statement) == SQLITE_DONE;
    sqlite3_reset(statement);
    return done;
}

Error facts_load(Facts *facts, const Design *design, const Scenario *scenario,
                 const Estimate *estimate, const RoundFacts *round) {
    Arena arena = {0};
    bool ok = run(facts->begin);
    for (int table = 0; table < FACT_TABLE_COUNT && ok; table++) {
        ok = run(facts->clear[table]);
    }
    ok = ok && load_design(facts, design, scenario, estimate, round) &&
         load_components(facts, design, estimate) &&
         load_connections(facts, design, estimate, &arena) &&
         fact_round_load_answers(facts, design);
    if (scenario) {
        ok = ok && load_traffic(facts, scenario, estimate) &&
             fact_round_load_scenario(facts, design, scenario, round) &&
             load_ways(facts, design, scenario, estimate);
    }
    Error error = ok ? error_none() : database_error(facts);
    run(facts->commit);
    arena_free(&arena);
    return error;
}
