#include <stdio.h>
#include <string.h>

#include "history/stopwatch.h"
#include "round/round.h"

static const long long MS_PER_MINUTE = 60000;

static bool is_timed(const Scenario *scenario) {
    double minutes = 0;
    for (size_t i = 0; scenario && i < PHASE_COUNT; i++) {
        minutes += scenario->phase_minutes[i];
    }
    return minutes > 0;
}

static PhaseId phase_of_word(const char *word) {
    for (size_t i = 0; i < PHASE_COUNT; i++) {
        if (strcmp(phase_name((PhaseId)i), word) == 0) {
            return (PhaseId)i;
        }
    }
    return PHASE_CLARIFY;
}

static void plan(const Scenario *scenario, RoundClock *clock) {
    for (size_t i = 0; i < PHASE_COUNT; i++) {
        clock->phase_planned[i] = (long long)(scenario->phase_minutes[i] * (double)MS_PER_MINUTE);
        clock->planned += clock->phase_planned[i];
    }
}

RoundClock round_clock(const Scenario *scenario, const Entries *entries, long long now_ms) {
    RoundClock clock = {.timed = is_timed(scenario), .phase = PHASE_CLARIFY};
    Stopwatch stopwatch = {0};
    long long entered = 0; /* what was played when the phase began */
    if (clock.timed) {
        plan(scenario, &clock);
    }
    for (size_t i = 0; i < entries->count && entries->items[i].t_ms <= now_ms; i++) {
        const Entry *entry = &entries->items[i];
        stopwatch_entry(&stopwatch, entry->type, entry->t_ms);
        if (entry->type == ENTRY_PHASE && !stopwatch.finished) {
            long long played = stopwatch_read(&stopwatch, entry->t_ms);
            clock.phase_played[clock.phase] += played - entered;
            clock.phase = phase_of_word(entry->text);
            entered = played;
        }
    }
    clock.played = stopwatch_read(&stopwatch, now_ms);
    clock.phase_played[clock.phase] += clock.played - entered;
    clock.remaining = clock.planned - clock.played;
    clock.phase_remaining = clock.phase_planned[clock.phase] - clock.phase_played[clock.phase];
    clock.state = stopwatch.finished ? ROUND_FINISHED
                  : stopwatch.paused ? ROUND_PAUSED
                                     : ROUND_RUNNING;
    return clock;
}

void round_spans(const Scenario *scenario, const Entries *entries, RoundSpans *spans) {
    if (!is_timed(scenario)) {
        return;
    }
    RoundSpan span = {.phase = PHASE_CLARIFY};
    bool finished = false;
    for (size_t i = 0; i < entries->count && !finished; i++) {
        const Entry *entry = &entries->items[i];
        span.to_ms = entry->t_ms;
        finished = entry->type == ENTRY_FINISH;
        if (entry->type == ENTRY_PHASE) {
            array_push(spans, span);
            span.phase = phase_of_word(entry->text);
            span.from_ms = entry->t_ms;
        }
    }
    array_push(spans, span);
}

/* --- What the candidate does with the clock --- */

static RoundState state_now(const Editor *editor) {
    return round_clock(NULL, editor_entries(editor), editor_time(editor)).state;
}

Error round_pause(Editor *editor) {
    if (state_now(editor) != ROUND_RUNNING) {
        return error_make(ERROR_REFUSED, "the clock stands still already");
    }
    return editor_note(editor, ENTRY_PAUSE, NULL, NULL);
}

Error round_resume(Editor *editor) {
    if (state_now(editor) != ROUND_PAUSED) {
        return error_make(ERROR_REFUSED, "the round is not paused");
    }
    return editor_note(editor, ENTRY_RESUME, NULL, NULL);
}

Error round_enter_phase(Editor *editor, const Scenario *scenario, PhaseId phase) {
    RoundClock clock = round_clock(scenario, editor_entries(editor), editor_time(editor));
    if (!clock.timed) {
        return error_make(ERROR_REFUSED, "an empty board has no phases");
    }
    if (clock.state == ROUND_FINISHED) {
        return error_make(ERROR_REFUSED, "the round is finished");
    }
    if (clock.phase == phase) {
        return error_none();
    }
    return editor_note(editor, ENTRY_PHASE, phase_name(phase), NULL);
}

Error round_next_phase(Editor *editor, const Scenario *scenario) {
    RoundClock clock = round_clock(scenario, editor_entries(editor), editor_time(editor));
    if (clock.phase == PHASE_TRADEOFFS) {
        return error_make(ERROR_REFUSED, "this is the last phase; finish the round when you are "
                                         "done");
    }
    return round_enter_phase(editor, scenario, (PhaseId)(clock.phase + 1));
}

Error round_finish(Editor *editor) {
    if (state_now(editor) == ROUND_FINISHED) {
        return error_make(ERROR_REFUSED, "the round is finished already");
    }
    return editor_note(editor, ENTRY_FINISH, NULL, NULL);
}

void round_format_time(long long ms, char out[32]) {
    long long seconds = ms / 1000;
    const char *sign = "";
    if (ms < 0) {
        seconds = (999 - ms) / 1000; /* a second of overtime has begun */
        sign = "-";
    }
    if (seconds < 3600) {
        snprintf(out, 32, "%s%lld:%02lld", sign, seconds / 60, seconds % 60);
    } else {
        snprintf(out, 32, "%s%lld:%02lld:%02lld", sign, seconds / 3600, seconds / 60 % 60,
                 seconds % 60);
    }
}
