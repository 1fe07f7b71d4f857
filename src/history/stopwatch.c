#include "history/stopwatch.h"

long long stopwatch_read(const Stopwatch *stopwatch, long long now_ms) {
    bool runs = !stopwatch->paused && !stopwatch->finished && now_ms > stopwatch->since_ms;
    return stopwatch->played_ms + (runs ? now_ms - stopwatch->since_ms : 0);
}

void stopwatch_entry(Stopwatch *stopwatch, EntryType type, long long t_ms) {
    if (type == ENTRY_PAUSE || type == ENTRY_RESUME || type == ENTRY_FINISH) {
        stopwatch->played_ms = stopwatch_read(stopwatch, t_ms);
        stopwatch->since_ms = t_ms;
        stopwatch->paused = type == ENTRY_PAUSE;
        stopwatch->finished = stopwatch->finished || type == ENTRY_FINISH;
    }
}
