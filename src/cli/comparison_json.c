#include "cli/comparison_report.h"

static const char *const SIDE_KEYS[ATTEMPT_COUNT] = {
    [ATTEMPT_OTHER] = "other", [ATTEMPT_THIS] = "this"};
/* `this` first, as it is what the comparison is about. */
static const AttemptSide ORDER[ATTEMPT_COUNT] = {ATTEMPT_THIS, ATTEMPT_OTHER};

static void write_attempt(const Comparison *comparison, AttemptSide side, JsonWriter *writer) {
    const Attempt *attempt = comparison->attempts[side];
    json_key(writer, SIDE_KEYS[side]);
    json_begin_object(writer, JSON_BLOCK);
    json_text_member(writer, "title", attempt->design->title);
    json_text_member(writer, "name", attempt->name);
    if (attempt->is_round) {
        json_number_member(writer, "at_ms", (double)attempt->at_ms);
        json_number_member(writer, "played_ms", (double)attempt->clock.played);
    }
    json_number_member(writer, "components", (double)attempt->design->components.count);
    json_number_member(writer, "connections", (double)attempt->design->connections.count);
    json_number_member(writer, "findings", comparison->open[side]);
    if (comparison->played) {
        const LevelTally *levels = &comparison->levels[side];
        json_number_member(writer, "levels", (double)levels->asked);
        json_number_member(writer, "levels_missed", (double)levels->missed);
        json_number_member(writer, "faults", (double)levels->struck);
        json_number_member(writer, "faults_breaking", (double)levels->breaking);
        json_number_member(writer, "missed_in_all", (double)levels->missed_in_all);
        json_number_member(writer, "cost_usd_month", comparison->cost_usd_month[side]);
    }
    json_end_object(writer);
}

static void write_parts(const Comparison *comparison, JsonWriter *writer) {
    json_key(writer, "parts");
    json_begin_array(writer, JSON_BLOCK);
    for (size_t i = 0; i < comparison->parts.count; i++) {
        const PartScore *part = &comparison->parts.items[i];
        json_begin_object(writer, JSON_INLINE);
        json_text_member(writer, "area", part->area);
        for (size_t s = 0; s < ATTEMPT_COUNT; s++) {
            json_key(writer, SIDE_KEYS[ORDER[s]]);
            json_begin_object(writer, JSON_INLINE);
            for (int severity = 0; severity < SEVERITY_PRAISE; severity++) {
                json_number_member(writer, severity_name((Severity)severity),
                                   part->open[ORDER[s]][severity]);
            }
            json_number_member(writer, severity_name(SEVERITY_PRAISE), part->praise[ORDER[s]]);
            json_end_object(writer);
        }
        json_end_object(writer);
    }
    json_end_array(writer);
}

static void write_findings(const Comparison *comparison, JsonWriter *writer) {
    static const char *const WORDS[] = {
        [CHANGE_NEW] = "new", [CHANGE_GONE] = "gone", [CHANGE_KEPT] = "kept"};
    json_key(writer, "findings");
    json_begin_array(writer, JSON_BLOCK);
    for (size_t i = 0; i < comparison->findings.count; i++) {
        const FindingChange *change = &comparison->findings.items[i];
        const Finding *finding = change->finding;
        json_begin_object(writer, JSON_BLOCK);
        json_text_member(writer, "state", WORDS[change->state]);
        json_text_member(writer, "rule", finding->rule);
        json_text_member(writer, "severity", severity_name(finding->severity));
        json_text_member(writer, "title", finding->title);
        json_text_member(writer, "subject", finding->subject);
        json_text_member(writer, "message", finding->message);
        json_end_object(writer);
    }
    json_end_array(writer);
}

static void write_levels(const Comparison *comparison, JsonWriter *writer) {
    const Scenario *scenario = comparison->attempts[ATTEMPT_THIS]->scenario;
    json_key(writer, "levels");
    json_begin_array(writer, JSON_BLOCK);
    for (size_t i = 0; i < comparison->level_changes.count; i++) {
        const LevelChange *level = &comparison->level_changes.items[i];
        json_begin_object(writer, JSON_INLINE);
        json_text_member(writer, "operation", scenario->operations[level->operation].id);
        json_text_member(writer, "slo", slo_name(level->calm[ATTEMPT_THIS].slo));
        json_number_member(writer, "target", level->calm[ATTEMPT_THIS].target);
        for (size_t s = 0; s < ATTEMPT_COUNT; s++) {
            const SloVerdict *calm = &level->calm[ORDER[s]];
            json_key(writer, SIDE_KEYS[ORDER[s]]);
            json_begin_object(writer, JSON_INLINE);
            if (calm->has_measured) {
                json_number_member(writer, "measured", calm->measured);
            }
            json_boolean_member(writer, "met", calm->met);
            json_number_member(writer, "missed_under", (double)level->broken[ORDER[s]]);
            json_end_object(writer);
        }
        json_end_object(writer);
    }
    json_end_array(writer);
}

static void write_changes(const Comparison *comparison, JsonWriter *writer) {
    static const char *const WORDS[] = {
        [PART_ADDED] = "added", [PART_REMOVED] = "removed", [PART_CHANGED] = "changed"};
    json_key(writer, "design");
    json_begin_array(writer, JSON_BLOCK);
    for (size_t i = 0; i < comparison->changes.count; i++) {
        const PartChange *change = &comparison->changes.items[i];
        json_begin_object(writer, JSON_INLINE);
        json_text_member(writer, "state", WORDS[change->state]);
        json_text_member(writer, "type", element_type_name(change->type));
        json_text_member(writer, "id", change->id);
        json_text_member(writer, "name", change->name);
        json_text_member(writer, "what", change->what);
        json_end_object(writer);
    }
    json_end_array(writer);
}

static void write_phases(const Comparison *comparison, JsonWriter *writer) {
    const RoundClock *clock = &comparison->attempts[ATTEMPT_THIS]->clock;
    json_key(writer, "phases");
    json_begin_array(writer, JSON_BLOCK);
    for (int phase = 0; phase < PHASE_COUNT && clock->timed; phase++) {
        json_begin_object(writer, JSON_INLINE);
        json_text_member(writer, "phase", phase_name((PhaseId)phase));
        json_number_member(writer, "planned_ms", (double)clock->phase_planned[phase]);
        for (size_t s = 0; s < ATTEMPT_COUNT; s++) {
            const Attempt *attempt = comparison->attempts[ORDER[s]];
            if (attempt->is_round) {
                json_key(writer, ORDER[s] == ATTEMPT_THIS ? "this_ms" : "other_ms");
                json_number(writer, (double)attempt->clock.phase_played[phase]);
            }
        }
        json_end_object(writer);
    }
    json_end_array(writer);
}

void comparison_write_json(const Comparison *comparison, JsonWriter *writer) {
    json_begin_object(writer, JSON_BLOCK);
    json_text_member(writer, "format", "faultline/comparison");
    json_number_member(writer, "version", 1);
    json_text_member(writer, "scenario", comparison->attempts[ATTEMPT_THIS]->design->scenario);
    json_number_member(writer, "balance", comparison_balance(comparison));
    write_attempt(comparison, ATTEMPT_THIS, writer);
    write_attempt(comparison, ATTEMPT_OTHER, writer);
    write_parts(comparison, writer);
    write_findings(comparison, writer);
    if (comparison->played) {
        write_levels(comparison, writer);
    }
    write_changes(comparison, writer);
    write_phases(comparison, writer);
    json_end_object(writer);
}
