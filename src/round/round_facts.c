#include "history/stopwatch.h"
#include "round/round.h"

static const double MS_PER_MINUTE = 60000.0;

/* Whether the command places a component, or asks the first question. */
static bool adds_component(const Command *command) {
    for (size_t i = 0; i < command->changes.count; i++) {
        const Change *change = &command->changes.items[i];
        if (change->type == ELEMENT_COMPONENT && !change->removes && !change->had_before) {
            return true;
        }
    }
    return false;
}

static bool asks(const Command *command) {
    for (size_t i = 0; i < command->changes.count; i++) {
        const Change *change = &command->changes.items[i];
        if (change->type == ELEMENT_ANSWERS && change->after.as.answers->clarified.count > 0) {
            return true;
        }
    }
    return false;
}

RoundFacts round_facts(const Scenario *scenario, const Entries *entries, long long now_ms) {
    RoundClock clock = round_clock(scenario, entries, now_ms);
    RoundFacts facts = {.played_min = (double)clock.played / MS_PER_MINUTE,
                        .first_component_min = -1.0,
                        .first_clarification_min = -1.0};
    for (int i = 0; i < PHASE_COUNT; i++) {
        bool entered = clock.phase_played[i] > 0 || (PhaseId)i == clock.phase;
        facts.spent_min[i] =
            clock.timed && entered ? (double)clock.phase_played[i] / MS_PER_MINUTE : -1.0;
    }
    Stopwatch stopwatch = {0};
    for (size_t i = 0; i < entries->count && entries->items[i].t_ms <= now_ms; i++) {
        const Entry *entry = &entries->items[i];
        stopwatch_entry(&stopwatch, entry->type, entry->t_ms);
        if (entry->type != ENTRY_COMMAND) {
            continue;
        }
        double minutes = (double)stopwatch_read(&stopwatch, entry->t_ms) / MS_PER_MINUTE;
        if (facts.first_component_min < 0.0 && adds_component(&entry->command)) {
            facts.first_component_min = minutes;
        }
        if (facts.first_clarification_min < 0.0 && asks(&entry->command)) {
            facts.first_clarification_min = minutes;
        }
    }
    return facts;
}
