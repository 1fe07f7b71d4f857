/* A round: the seven phases under a clock.
 *
 * The clock is a pure function of the scenario, of what happened in the session, and of the time;
 * so the live round, the round that is resumed, and its replay at any moment show the same. What
 * the candidate does with the clock goes into the journal through the editor, like everything else. */
#ifndef FAULTLINE_ROUND_ROUND_H
#define FAULTLINE_ROUND_ROUND_H

#include "history/editor.h"
#include "rules/fact_round.h"

typedef enum RoundState { ROUND_RUNNING, ROUND_PAUSED, ROUND_FINISHED } RoundState;

/* Times in milliseconds. They count what was played: the clock stands still in a pause, and for
 * good after the finish. */
typedef struct RoundClock {
    RoundState state;
    bool timed; /* false: an empty board or a bare load model; only `played` counts, upwards */
    long long played, planned;
    long long remaining;       /* of the whole round; below zero: overtime */
    PhaseId phase;             /* the one that is on; the last one after the finish */
    long long phase_remaining; /* of its own share; below zero: it eats that of the others */
    long long phase_played[PHASE_COUNT], phase_planned[PHASE_COUNT];
} RoundClock;

/* The clock at now_ms of a session with these entries. `scenario` may be NULL. Entries after now_ms
 * have not happened yet. A round begins with its first phase, running. */
RoundClock round_clock(const Scenario *scenario, const Entries *entries, long long now_ms);

/* What the rules may know of the session at now_ms: see rules/fact_round.h. */
RoundFacts round_facts(const Scenario *scenario, const Entries *entries, long long now_ms);

/* A phase on the time axis of a session. */
typedef struct RoundSpan {
    PhaseId phase;
    long long from_ms, to_ms; /* since the session began, pauses and all */
} RoundSpan;
typedef ARRAY_OF(RoundSpan) RoundSpans;

/* The phases in the order in which they were played, up to the end of the entries; none when the
 * round is not timed. Adds to `spans`; release them with array_free. */
void round_spans(const Scenario *scenario, const Entries *entries, RoundSpans *spans);

/* --- What the candidate does with the clock. ERROR_REFUSED when it makes no sense as it stands,
 * and the journal's errors as editor_apply has them. The editor's time is now. --- */
Error round_pause(Editor *editor);
Error round_resume(Editor *editor);
Error round_enter_phase(Editor *editor, const Scenario *scenario, PhaseId phase);
Error round_next_phase(Editor *editor, const Scenario *scenario);
Error round_finish(Editor *editor);

/* How a clock shows a time: "27:42", "1:02:03", "-0:07". Whole seconds, rounded down. */
void round_format_time(long long ms, char out[32]);

#endif
