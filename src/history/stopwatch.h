/* The time that a session was played: from its start, without the pauses, until the finish. */
#ifndef FAULTLINE_HISTORY_STOPWATCH_H
#define FAULTLINE_HISTORY_STOPWATCH_H

#include "history/journal.h"

/* Zero-initialised it runs from the start of the session. */
typedef struct Stopwatch {
    long long played_ms; /* up to since_ms */
    long long since_ms;  /* of the last pause, resume or finish */
    bool paused, finished;
} Stopwatch;

/* Entries of all types, in the order of the session; most change nothing. */
void stopwatch_entry(Stopwatch *stopwatch, EntryType type, long long t_ms);
long long stopwatch_read(const Stopwatch *stopwatch, long long now_ms);

#endif
