/* A session that is played back: where it stands, and how fast it runs. */
#ifndef FAULTLINE_UI_PLAYER_H
#define FAULTLINE_UI_PLAYER_H

#include "history/replay.h"
#include "model/scenario.h"

/* Zero-initialised it plays nothing. Owns the session and the replay. */
typedef struct Player {
    Session *session;
    Replay *replay;
    const Scenario *scenario; /* of the library; or NULL */
    char *path;
    double at_ms;
    bool playing;
    size_t speed; /* position in PLAYER_SPEEDS */
    int64_t ticked_ms;
} Player;

enum { PLAYER_SPEED_COUNT = 5 };
extern const int PLAYER_SPEEDS[PLAYER_SPEED_COUNT];

/* Stands at the session's end. On failure the player plays what it did before. */
Error player_open(Player *player, const char *path, const Catalog *catalog,
                  const ScenarioLibrary *scenarios);
void player_close(Player *player);
void player_seek(Player *player, double t_ms);
void player_step(Player *player, int entries); /* to the entry before or after */
/* At the end it starts again from the beginning. */
void player_toggle(Player *player, int64_t now_ms);
/* Moves on while it plays. */
void player_tick(Player *player, int64_t now_ms);
double player_duration(const Player *player); /* at least 1 */

#endif
