#include "rules/fact_round.h"

#include <string.h>

#include "base/macros.h"
#include "rules/facts.h"

/* ---- What the candidate said -------------------------------------------------------------------- */

static void load_apis(Facts *facts, const Answers *answers) {
    for (size_t i = 0; i < answers->apis.count; i++) {
        const AnswerApi *api = &answers->apis.items[i];
        FactRow row = fact_rows_add(&facts->tables[FACT_APIS]);
        fact_row_integer(&row, (long long)i + 1);
        fact_row_text(&row, api->method);
        fact_row_text(&row, api->path);
        fact_row_integer(&row, api->idempotent);
        fact_row_text(&row, api->notes);
    }
}

static void load_entities(Facts *facts, const Answers *answers) {
    for (size_t i = 0; i < answers->entities.count; i++) {
        const AnswerEntity *entity = &answers->entities.items[i];
        FactRow row = fact_rows_add(&facts->tables[FACT_ENTITIES]);
        fact_row_text(&row, entity->name);
        fact_row_text(&row, entity->key);
        fact_row_text(&row, entity->fields);
        fact_row_text_if_set(&row, entity->store);
    }
}

static void load_tradeoffs(Facts *facts, const Answers *answers) {
    for (size_t i = 0; i < answers->tradeoffs.count; i++) {
        const AnswerTradeoff *tradeoff = &answers->tradeoffs.items[i];
        FactRow row = fact_rows_add(&facts->tables[FACT_TRADEOFFS]);
        fact_row_text(&row, tradeoff->about);
        fact_row_text(&row, tradeoff->choice);
        fact_row_text(&row, tradeoff->because);
        fact_row_text(&row, tradeoff->instead_of);
    }
}

void fact_round_load_answers(Facts *facts, const Design *design) {
    const Answers *answers = &design->answers;
    for (size_t i = 0; i < answers->requirements.count; i++) {
        FactRow row = fact_rows_add(&facts->tables[FACT_STATED_REQUIREMENTS]);
        fact_row_integer(&row, (long long)i + 1);
        fact_row_text(&row, answers->requirements.items[i]);
    }
    load_apis(facts, answers);
    load_entities(facts, answers);
    load_tradeoffs(facts, answers);
}

/* ---- What the scenario asks --------------------------------------------------------------------- */

static void load_clarifications(Facts *facts, const Design *design, const Scenario *scenario) {
    for (size_t i = 0; i < scenario->clarification_count; i++) {
        const Clarification *clarification = &scenario->clarifications[i];
        bool asked = false;
        for (size_t a = 0; a < design->answers.clarified.count; a++) {
            asked |= strcmp(design->answers.clarified.items[a].id, clarification->id) == 0;
        }
        FactRow row = fact_rows_add(&facts->tables[FACT_CLARIFICATIONS]);
        fact_row_text(&row, clarification->id);
        fact_row_text(&row, clarification->question);
        fact_row_text(&row, clarification->reveals);
        fact_row_integer(&row, asked);
    }
}

static void load_estimates(Facts *facts, const Design *design, const Scenario *scenario) {
    for (size_t i = 0; i < scenario->estimate_count; i++) {
        const ScenarioEstimate *estimate = &scenario->estimates[i];
        double answer = -1.0;
        for (size_t a = 0; a < design->answers.estimates.count; a++) {
            if (strcmp(design->answers.estimates.items[a].id, estimate->id) == 0) {
                answer = design->answers.estimates.items[a].value;
            }
        }
        FactRow row = fact_rows_add(&facts->tables[FACT_ESTIMATES]);
        fact_row_text(&row, estimate->id);
        fact_row_text(&row, estimate->question);
        fact_row_text(&row, estimate->unit);
        fact_row_number(&row, estimate->value);
        fact_row_number_if_set(&row, answer);
    }
}

static void load_requirements(Facts *facts, const Scenario *scenario) {
    for (size_t i = 0; i < scenario->requirement_count; i++) {
        const Requirement *requirement = &scenario->requirements[i];
        FactRow row = fact_rows_add(&facts->tables[FACT_REQUIREMENTS]);
        fact_row_text(&row, requirement->id);
        fact_row_text(&row, requirement->functional ? "functional" : "quality");
        fact_row_text(&row, requirement->text);
        for (size_t o = 0; o < requirement->operations.count; o++) {
            row = fact_rows_add(&facts->tables[FACT_REQUIREMENT_OPERATIONS]);
            fact_row_text(&row, requirement->id);
            fact_row_text(&row, requirement->operations.items[o]);
        }
    }
}

/* ---- What the scenario stages, and when what was done ----------------------------------------- */

static void load_faults(Facts *facts, const Scenario *scenario) {
    for (size_t i = 0; i < scenario->fault_count; i++) {
        const Fault *fault = &scenario->faults[i];
        FactRow row = fact_rows_add(&facts->tables[FACT_FAULTS]);
        fact_row_text(&row, fault->id);
        fact_row_text(&row, fault->title);
        fact_row_number(&row, fault->at_s);
        fact_row_number(&row, fault->for_s);
        fact_row_text(&row, fault_target_name(fault->target));
        fact_row_text(&row, fault->target_id);
        const double effects[] = {
            fault->down_pct,    fault->slow_factor, fault->error_pct,
            fault->extra_ms,    fault->rate_factor, fault->drop_reply_pct,
            fault->hot_key_pct, fault->poison_pct,  fault->duplicate_pct,
        };
        for (size_t e = 0; e < COUNT_OF(effects); e++) {
            fact_row_number(&row, effects[e]);
        }
        fact_row_integer(&row, fault->flush);
        fact_row_integer(&row, fault->cut);
        fact_row_integer(&row, fault->zone_down);
        fact_row_integer(&row, fault->hold);
    }
}

static void load_phases(Facts *facts, const Scenario *scenario, const RoundFacts *round) {
    for (int phase = 0; phase < PHASE_COUNT; phase++) {
        if (scenario->minutes <= 0.0) {
            break;
        }
        FactRow row = fact_rows_add(&facts->tables[FACT_PHASES]);
        fact_row_text(&row, phase_name((PhaseId)phase));
        fact_row_text(&row, phase_title((PhaseId)phase));
        fact_row_integer(&row, phase + 1);
        fact_row_number(&row, scenario->phase_minutes[phase]);
        fact_row_number_if_set(&row, round ? round->spent_min[phase] : -1.0);
    }
}

void fact_round_load_scenario(Facts *facts, const Design *design, const Scenario *scenario,
                              const RoundFacts *round) {
    load_clarifications(facts, design, scenario);
    load_estimates(facts, design, scenario);
    load_requirements(facts, scenario);
    load_faults(facts, scenario);
    load_phases(facts, scenario, round);
}
