#include "rules/facts.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/macros.h"
#include "rules/fact_marks.h"
#include "rules/fact_steps.h"

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

void facts_open(Facts *facts, const Catalog *catalog) {
    *facts = (Facts){.catalog = catalog, .load = 1};
    map_settings(facts);
    for (int table = 0; table < FACT_TABLE_COUNT; table++) {
        facts->tables[table].column_count = fact_table_column_count((FactTableId)table, catalog);
    }
}

void facts_close(Facts *facts) {
    for (int table = 0; table < FACT_TABLE_COUNT; table++) {
        array_free(&facts->tables[table].cells);
    }
    arena_free(&facts->arena);
    arena_free(&facts->texts);
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

static double flow_rate(const FlowEstimate *flow) {
    return flow->rate_per_s + flow->dedup_per_s;
}

static void load_design(Facts *facts, const Design *design, const Scenario *scenario,
                        const Estimate *estimate, const RoundFacts *round) {
    FactRow row = fact_rows_add(&facts->tables[FACT_DESIGN]);
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
}

/* The operation that passes each component most often; of two that are even, the first by id. The
 * caller frees the list; NULL where none passes. */
static const FlowEstimate **busiest_flows(const Design *design, const Scenario *scenario,
                                          const Estimate *estimate) {
    const FlowEstimate **busiest =
        memory_allocate((design->components.count + 1) * sizeof *busiest);
    for (size_t i = 0; i < estimate->flows.count; i++) {
        const FlowEstimate *flow = &estimate->flows.items[i];
        const FlowEstimate **known = &busiest[flow->component];
        double more = *known ? flow_rate(flow) - flow_rate(*known) : 1.0;
        if (more > 0.0 ||
            (more == 0.0 && strcmp(scenario->operations[flow->operation].id,
                                   scenario->operations[(*known)->operation].id) < 0)) {
            *known = flow;
        }
    }
    return busiest;
}

static void load_components(Facts *facts, const Design *design, const Scenario *scenario,
                            const Estimate *estimate, const FactEnds *ends) {
    bool *reached = fact_reached_make(design, ends);
    const FlowEstimate **busiest = busiest_flows(design, scenario, estimate);
    for (size_t i = 0; i < design->components.count; i++) {
        const Component *component = design->components.items[i];
        const ComponentEstimate *numbers = &estimate->components[i];
        FactRow row = fact_rows_add(&facts->tables[FACT_COMPONENTS]);
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
        fact_row_integer(&row, reached[i]);
        fact_row_text_if_set(&row,
                             busiest[i] ? scenario->operations[busiest[i]->operation].id : "");
        add_settings(&row, facts->component_settings[component->kind->id], facts->component_columns,
                     &component->settings);
    }
    free(busiest);
    free(reached);
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

static void load_connections(Facts *facts, const Design *design, const Estimate *estimate) {
    for (size_t i = 0; i < design->connections.count; i++) {
        const Connection *connection = design->connections.items[i];
        FactRow row = fact_rows_add(&facts->tables[FACT_CONNECTIONS]);
        fact_row_text(&row, connection->id);
        fact_row_text(&row, connection->kind->name);
        fact_row_text(&row, connection->from);
        fact_row_text(&row, connection->to);
        fact_row_text(&row, connection_title(design, connection, &facts->texts));
        fact_row_number(&row, estimate->connection_rates[i]);
        fact_row_number_if_set(&row, pauses_s(connection));
        add_settings(&row, facts->connection_settings[connection->kind->id],
                     facts->connection_columns, &connection->settings);
    }
}

static void load_operation(Facts *facts, const Operation *operation,
                           const OperationEstimate *numbers) {
    FactRow row = fact_rows_add(&facts->tables[FACT_OPERATIONS]);
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
    for (int kind = 0; kind < KIND_COUNT; kind++) {
        if (operation->has_effect && operation->effect_at[kind]) {
            row = fact_rows_add(&facts->tables[FACT_EFFECTS]);
            fact_row_text(&row, operation->id);
            fact_row_text(&row, kind_name((KindId)kind));
            fact_row_text(&row, facts->catalog->kinds[kind].title);
        }
    }
}

static void load_traffic(Facts *facts, const Scenario *scenario, const Estimate *estimate) {
    for (size_t i = 0; i < scenario->operation_count; i++) {
        load_operation(facts, &scenario->operations[i], &estimate->operations[i]);
    }
    for (size_t i = 0; i < scenario->key_count; i++) {
        FactRow row = fact_rows_add(&facts->tables[FACT_KEYS]);
        fact_row_text(&row, scenario->keys[i].id);
        fact_row_number(&row, scenario->keys[i].count);
        fact_row_number(&row, scenario->keys[i].zipf);
        fact_row_number(&row, scenario_key_top_share(&scenario->keys[i]));
    }
}

static void add_mark(FactRow *row, const FactMarks *marks, size_t place, FactMark mark) {
    fact_row_integer(row, (marks->marks[place] & mark) != 0);
}

static void load_flows(Facts *facts, const Design *design, const Scenario *scenario,
                       const Estimate *estimate, const FactSteps *steps, const FactMarks *marks) {
    for (size_t i = 0; i < estimate->flows.count; i++) {
        const FlowEstimate *flow = &estimate->flows.items[i];
        size_t place = fact_place(steps, flow->operation, flow->component);
        FactRow row = fact_rows_add(&facts->tables[FACT_FLOWS]);
        fact_row_text(&row, scenario->operations[flow->operation].id);
        fact_row_text(&row, design->components.items[flow->component]->id);
        fact_row_number(&row, flow_rate(flow));
        fact_row_integer(&row, flow->as_message);
        add_mark(&row, marks, place, FACT_DEFERRED);
        add_mark(&row, marks, place, FACT_AWAITED);
        add_mark(&row, marks, place, FACT_RETRIED);
        add_mark(&row, marks, place, FACT_UNKEYED_EFFECT);
        fact_row_number_if_set(&row, marks->depths[place]);
        fact_row_number_if_set(&row, flow->answer_ms);
        fact_row_number_if_set(&row, flow->answer_p99_ms);
    }
}

static void load_steps(Facts *facts, const Scenario *scenario, const FactSteps *steps,
                       const FactMarks *marks) {
    for (size_t i = 0; i < steps->items.count; i++) {
        const FactStep *step = &steps->items.items[i];
        const Connection *connection = step->connection;
        size_t place = fact_place(steps, step->operation, step->target);
        FactRow row = fact_rows_add(&facts->tables[FACT_STEPS]);
        fact_row_text(&row, scenario->operations[step->operation].id);
        fact_row_text(&row, connection->id);
        fact_row_text(&row, connection->kind->name);
        fact_row_text(&row, connection->from);
        fact_row_text(&row, connection->to);
        add_mark(&row, marks, place, FACT_RETRIED);
        add_mark(&row, marks, place, FACT_UNKEYED_EFFECT);
        add_mark(&row, marks, place, FACT_REPEAT_HARMS);
    }
}

static void load_ways(Facts *facts, const Design *design, const Scenario *scenario,
                      const Estimate *estimate, const FactEnds *ends) {
    FactSteps steps = fact_steps_make(design, scenario, estimate, ends);
    FactMarks marks = fact_marks_make(&steps, design, scenario, estimate);
    load_flows(facts, design, scenario, estimate, &steps, &marks);
    load_steps(facts, scenario, &steps, &marks);
    fact_marks_free(&marks);
    fact_steps_free(&steps);
}

void facts_load(Facts *facts, const Design *design, const Scenario *scenario,
                const Estimate *estimate, const RoundFacts *round) {
    arena_clear(&facts->texts);
    for (int table = 0; table < FACT_TABLE_COUNT; table++) {
        fact_rows_clear(&facts->tables[table]);
    }
    facts->load++;
    load_design(facts, design, scenario, estimate, round);
    FactEnds *ends = fact_ends_make(design);
    load_components(facts, design, scenario, estimate, ends);
    load_connections(facts, design, estimate);
    fact_round_load_answers(facts, design);
    if (scenario) {
        load_traffic(facts, scenario, estimate);
        fact_round_load_scenario(facts, design, scenario, round);
        load_ways(facts, design, scenario, estimate, ends);
    }
    free(ends);
}
