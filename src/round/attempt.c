#include "round/attempt.h"

#include <stdio.h>
#include <stdlib.h>

static char *name_of_moment(long long at_ms, long long end_ms) {
    char moment[32], name[64];
    round_format_time(at_ms, moment);
    snprintf(name, sizeof name, "%s %s", at_ms < end_ms ? "at" : "the end, at", moment);
    return memory_copy_string(name);
}

Error attempt_of_session(const Session *session, long long at_ms, const Scenario *scenario,
                         Attempt *attempt) {
    Replay *replay = NULL;
    Error error = replay_new(session, &replay);
    if (error.code) {
        return error;
    }
    long long end_ms = replay_duration_ms(replay);
    bool at_end = at_ms < 0 || at_ms >= end_ms;
    at_ms = at_end ? end_ms : at_ms;
    error =
        at_end ? replay_seek_entry(replay, session->entries.count) : replay_seek_ms(replay, at_ms);
    if (!error.code) {
        *attempt = (Attempt){.name = name_of_moment(at_ms, end_ms),
                             .design = design_copy(replay_design(replay)),
                             .scenario = scenario,
                             .is_round = true,
                             .at_ms = at_ms,
                             .end_ms = end_ms,
                             .clock = round_clock(scenario, &session->entries, at_ms),
                             .facts = round_facts(scenario, &session->entries, at_ms)};
    }
    replay_free(replay);
    return error;
}

Attempt attempt_of_design(Design *design, const Scenario *scenario, const char *name) {
    return (Attempt){.name = memory_copy_string(name), .design = design, .scenario = scenario};
}

Error attempt_check(Attempt *attempt, Checker *checker) {
    Estimate *estimate = estimate_make(attempt->design, attempt->scenario);
    checker_set_round(checker, attempt->is_round ? &attempt->facts : NULL);
    Findings findings = {0};
    Error error = checker_run(checker, attempt->design, attempt->scenario, estimate, &findings);
    estimate_free(estimate);
    if (!error.code) {
        findings_free(&attempt->findings);
        attempt->findings = findings;
    }
    return error;
}

void attempt_free(Attempt *attempt) {
    free(attempt->name);
    design_free(attempt->design);
    findings_free(&attempt->findings);
    *attempt = (Attempt){0};
}
