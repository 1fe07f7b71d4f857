#include "rules/proof_plan.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "history/edit.h"
#include "rules/clause_check.h"
#include "rules/fix.h"
#include "rules/staged_fault.h"
#include "sim/estimate.h"

static const double DEFAULT_SECONDS = 30, LEAST_SECONDS = 3;
/* A run that would have more events is shortened; an arrival at a component makes some four. */
static const double MOST_EVENTS = 6e6, EVENTS_OF_AN_ARRIVAL = 4;

enum { MOST_STRIKES = 100 }; /* of a fault that comes again */

typedef struct Planning {
    const Rule *rule;
    const Scenario *scenario;
    Arena *arena;
    ProofPlan *plan;
    ARRAY_OF(Clause) clauses; /* filled */
} Planning;

static Error fail_at(const Planning *planning, const Clause *clause, Error error) {
    return error.code ? error_prefix(error, "%s:%d: `%s`", planning->rule->path, clause->line,
                                     clause_verb_name(clause->verb))
                      : error;
}

/* ---- Settings of both runs ------------------------------------------------------------------- */

static Error set_one(Design *design, const char *id, const char *name, const char *text) {
    const Component *component = design_component(design, id);
    const Connection *connection = design_connection(design, id);
    const SettingSpec *spec = component    ? kind_setting(component->kind, name)
                              : connection ? connection_setting(connection->kind, name)
                                           : NULL;
    SettingValue value = {0};
    Command command = {0};
    Error error = spec ? clause_value(spec, text, &value) : error_none();
    if (!error.code) {
        error = edit_set_setting(design, id, name, &value, &command);
    }
    if (!error.code) {
        error = command_apply(&command, design);
    }
    command_free(&command);
    return error;
}

static Error apply_sets(Planning *planning) {
    Error error = error_none();
    for (size_t i = 0; i < planning->clauses.count && !error.code; i++) {
        const Clause *clause = &planning->clauses.items[i];
        char id[ID_SIZE];
        size_t at = 0;
        while (clause->verb == CLAUSE_SET && !error.code &&
               clause_next_word(clause->fields[FIELD_SUBJECT], &at, id, sizeof id)) {
            error = fail_at(planning, clause,
                            set_one(planning->plan->drawn, id, clause->fields[FIELD_SETTING],
                                    clause->fields[FIELD_VALUE]));
        }
    }
    return error;
}

/* ---- How long, and when ---------------------------------------------------------------------- */

static double events_per_s(const Design *design, const Scenario *scenario) {
    Estimate *estimate = estimate_make(design, scenario);
    double arrivals = 0;
    for (size_t i = 0; i < estimate->component_count; i++) {
        arrivals += estimate->components[i].arrivals_per_s;
    }
    for (size_t i = 0; i < estimate->operation_count; i++) {
        arrivals += estimate->operations[i].rate_per_s;
    }
    estimate_free(estimate);
    return arrivals * EVENTS_OF_AN_ARRIVAL;
}

static void plan_length(Planning *planning) {
    ProofPlan *plan = planning->plan;
    plan->wanted = DEFAULT_SECONDS;
    for (size_t i = 0; i < planning->clauses.count; i++) {
        if (planning->clauses.items[i].verb == CLAUSE_RUN) {
            plan->wanted = strtod(planning->clauses.items[i].fields[FIELD_LENGTH_S], NULL);
        }
    }
    plan->wanted = fmax(plan->wanted, 0.1);
    double events = events_per_s(plan->drawn, planning->scenario) * plan->wanted;
    double share = events > MOST_EVENTS ? MOST_EVENTS / events : 1;
    /* Whole seconds, so that it reads well. */
    double shortened = fmax(LEAST_SECONDS, floor(plan->wanted * share));
    plan->seconds = share < 1 ? fmin(plan->wanted, shortened) : plan->wanted;
}

static double seconds_of(const Clause *clause, ClauseField field, double otherwise) {
    return clause->fields[field] ? strtod(clause->fields[field], NULL) : otherwise;
}

/* ---- Faults ---------------------------------------------------------------------------------- */

static void append_interval(const Fault *fault, double every, TextBuffer *words) {
    char length[32], interval[32];
    text_format_number(length, round(1000 * fault->for_s));
    text_format_number(interval, every);
    text_append_format(words, " for %s ms every %s s", length, interval);
}

/* Once, or again and again for as long as the load lasts. */
static void add_strikes(ProofPlan *plan, Fault fault, double every) {
    double last = every > 0 ? plan->seconds - fault.for_s : fault.at_s;
    for (size_t i = 0; fault.at_s <= last && i < MOST_STRIKES; i++) {
        snprintf(fault.id, sizeof fault.id, "proof-%zu", plan->faults.count + 1);
        array_push(&plan->faults, fault);
        fault.at_s += fmax(every, fault.for_s);
    }
}

static Error add_faults(Planning *planning, const Clause *clause, TextBuffer *words) {
    ProofPlan *plan = planning->plan;
    Fault fault;
    Error error = staged_fault_effects(clause->fields[FIELD_EFFECTS], &fault);
    if (error.code) {
        return fail_at(planning, clause, error);
    }
    double squeeze = plan->seconds / plan->wanted;
    fault.at_s = seconds_of(clause, FIELD_BEGIN_S, plan->wanted / 3) * squeeze;
    /* What comes again stays as short in a shorter run: it comes less often. */
    double every = seconds_of(clause, FIELD_EVERY_S, 0);
    fault.for_s = every > 0 ? seconds_of(clause, FIELD_LENGTH_S, every / 10)
                            : seconds_of(clause, FIELD_LENGTH_S, plan->wanted / 3) * squeeze;
    staged_fault_target(clause->fields[FIELD_SCOPE], &fault.target);
    size_t at = 0;
    while (clause_next_word(clause->fields[FIELD_SUBJECT], &at, fault.target_id,
                            sizeof fault.target_id)) {
        text_append(words, words->length > 0 ? " and " : "");
        staged_fault_describe(&fault, plan->drawn, planning->scenario, words);
        if (every > 0) {
            append_interval(&fault, every, words);
        }
        add_strikes(plan, fault, every);
    }
    return error;
}

static Error plan_faults(Planning *planning) {
    TextBuffer words = {0};
    Error error = error_none();
    for (size_t i = 0; i < planning->clauses.count && !error.code; i++) {
        if (planning->clauses.items[i].verb == CLAUSE_FAULT) {
            error = add_faults(planning, &planning->clauses.items[i], &words);
        }
    }
    planning->plan->fault = arena_copy_string(planning->arena, text_of(&words));
    for (size_t i = 0; i < planning->plan->faults.count; i++) {
        planning->plan->faults.items[i].title = planning->plan->fault;
    }
    text_free(&words);
    return error;
}

/* ---- Measures -------------------------------------------------------------------------------- */

static void plan_measures(Planning *planning) {
    for (size_t i = 0; i < planning->clauses.count; i++) {
        const Clause *clause = &planning->clauses.items[i];
        ProofMeasure measure = {.of = ""};
        if (clause->verb != CLAUSE_MEASURE ||
            !measure_parse(clause->fields[FIELD_METRIC], &measure.id)) {
            continue;
        }
        if (clause->fields[FIELD_SCOPE]) {
            measure_scope_parse(clause->fields[FIELD_SCOPE], &measure.scope);
            measure.of = clause->fields[FIELD_SUBJECT];
        }
        array_push(&planning->plan->measures, measure);
    }
}

/* ---- The other design ------------------------------------------------------------------------ */

static Error plan_mended(Planning *planning, const Finding *finding) {
    ProofPlan *plan = planning->plan;
    plan->mended = design_copy(plan->drawn);
    Command command = {0};
    Error error = fix_make(planning->rule, finding, plan->drawn, &command);
    plan->against_calm = !error.code && command.changes.count == 0;
    if (plan->against_calm && plan->faults.count == 0) {
        error = error_make(ERROR_REFUSED, "no edits mend it and no fault is staged, so there is "
                                          "nothing to compare with");
    }
    if (!error.code) {
        error = command_apply(&command, plan->mended);
    }
    command_free(&command);
    return error;
}

/* ---------------------------------------------------------------------------------------------- */

static bool column_of(const void *row, const char *column, const char **value) {
    return finding_column(row, column, value);
}

static void fill_clauses(Planning *planning, const Finding *finding) {
    for (size_t i = 0; i < planning->rule->proof.count; i++) {
        Clause clause;
        if (clause_fill(&planning->rule->proof.items[i], column_of, finding, planning->arena,
                        &clause)) {
            array_push(&planning->clauses, clause);
        }
    }
}

Error proof_plan_make(const Rule *rule, const Finding *finding, const Design *design,
                      const Scenario *scenario, Arena *arena, ProofPlan *plan) {
    ProofPlan made = {.drawn = design_copy(design)};
    Planning planning = {.rule = rule, .scenario = scenario, .arena = arena, .plan = &made};
    fill_clauses(&planning, finding);
    plan_measures(&planning);
    Error error = made.measures.count > 0
                      ? apply_sets(&planning)
                      : error_make(ERROR_REFUSED, "nothing is measured for this finding");
    if (!error.code) {
        plan_length(&planning);
        error = plan_faults(&planning);
    }
    if (!error.code) {
        error = plan_mended(&planning, finding);
    }
    array_free(&planning.clauses);
    if (error.code) {
        proof_plan_free(&made);
    } else {
        *plan = made;
    }
    return error;
}

void proof_plan_free(ProofPlan *plan) {
    design_free(plan->drawn);
    design_free(plan->mended);
    array_free(&plan->measures);
    array_free(&plan->faults);
    *plan = (ProofPlan){0};
}
