/* What was done in a session, for people and for programs. */
#ifndef FAULTLINE_CLI_TIMELINE_H
#define FAULTLINE_CLI_TIMELINE_H

#include "cli/columns.h"
#include "history/replay.h"

typedef struct Timeline {
    const Session *session;
    const Replay *replay; /* stands at the moment that is asked for: what is later is left out */
    long long at_ms;      /* that moment; below zero: the end of the session */
} Timeline;

/* faultline/replay, version 1 (docs/FORMATS.md): the entries, and the design after them. */
void timeline_write_json(const Timeline *timeline, JsonWriter *writer);
void timeline_write_text(const Timeline *timeline, const Screen *screen, TextBuffer *out);

#endif
