/* A session played back: the design as it was at any moment. Seeking is cheap in both directions
 * (it applies and reverts commands), and gives the same design, byte for byte, as the session did. */
#ifndef FAULTLINE_HISTORY_REPLAY_H
#define FAULTLINE_HISTORY_REPLAY_H

#include "history/journal.h"

typedef struct Replay Replay;

/* Borrows the session; stands at its start. */
Error replay_new(const Session *session, Replay **replay);
void replay_free(Replay *replay); /* NULL is fine */
/* To the design after the first `count` entries. ERROR_USAGE when there are fewer. */
Error replay_seek_entry(Replay *replay, size_t count);
/* To the design after all entries up to and including t_ms. */
Error replay_seek_ms(Replay *replay, long long t_ms);
const Design *replay_design(const Replay *replay);
size_t replay_position(const Replay *replay);       /* entries applied */
long long replay_duration_ms(const Replay *replay); /* of the last entry */
/* What the last applied entry did, for a person; "" at the start. Valid until the next seek. */
const char *replay_caption(const Replay *replay);

#endif
