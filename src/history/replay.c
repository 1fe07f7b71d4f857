#include <stdlib.h>

#include "history/log.h"
#include "history/replay.h"

enum { CAPTION_SIZE = COMMAND_NAME_SIZE + 64 };

struct Replay {
    const Session *session;
    Design *design;
    size_t position;
    char caption[CAPTION_SIZE];
};

Error replay_new(const Session *session, Replay **replay) {
    Replay *started = memory_allocate(sizeof *started);
    started->session = session;
    started->design = design_copy(session->initial);
    *replay = started;
    return error_none();
}

void replay_free(Replay *replay) {
    if (replay) {
        design_free(replay->design);
        free(replay);
    }
}

Error replay_seek_entry(Replay *replay, size_t count) {
    const Entries *entries = &replay->session->entries;
    if (count > entries->count) {
        return error_make(ERROR_USAGE, "entry %zu is past the end; the session has %zu", count,
                          entries->count);
    }
    while (replay->position < count) {
        entry_advance(entries, replay->position++, replay->design);
    }
    while (replay->position > count) {
        entry_retreat(entries, --replay->position, replay->design);
    }
    replay->caption[0] = '\0';
    if (count > 0) {
        entry_describe(entries, count - 1, replay->caption, sizeof replay->caption);
    }
    return error_none();
}

Error replay_seek_ms(Replay *replay, long long t_ms) {
    const Entries *entries = &replay->session->entries;
    size_t low = 0, high = entries->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (entries->items[middle].t_ms <= t_ms) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return replay_seek_entry(replay, low);
}

const Design *replay_design(const Replay *replay) {
    return replay->design;
}

size_t replay_position(const Replay *replay) {
    return replay->position;
}

long long replay_duration_ms(const Replay *replay) {
    const Entries *entries = &replay->session->entries;
    return entries->count > 0 ? entries->items[entries->count - 1].t_ms : 0;
}

const char *replay_caption(const Replay *replay) {
    return replay->caption;
}
