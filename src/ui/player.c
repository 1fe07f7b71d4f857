#include "ui/player.h"

#include <stdlib.h>

enum { FIRST_SPEED = 2 };

const int PLAYER_SPEEDS[PLAYER_SPEED_COUNT] = {1, 4, 8, 16, 60};

Error player_open(Player *player, const char *path, const Catalog *catalog,
                  const ScenarioLibrary *scenarios) {
    Session *session;
    Error error = session_load(path, catalog, &session);
    if (error.code) {
        return error;
    }
    Replay *replay;
    error = replay_new(session, &replay);
    if (error.code) {
        session_free(session);
        return error;
    }
    char *copy = memory_copy_string(path);
    player_close(player);
    *player = (Player){.session = session, .replay = replay, .path = copy, .speed = FIRST_SPEED};
    player->scenario = scenario_library_find(scenarios, session->scenario);
    player_seek(player, player_duration(player));
    return error_none();
}

void player_close(Player *player) {
    replay_free(player->replay);
    session_free(player->session);
    free(player->path);
    *player = (Player){0};
}

double player_duration(const Player *player) {
    long long duration = player->replay ? replay_duration_ms(player->replay) : 0;
    return duration > 0 ? (double)duration : 1;
}

void player_seek(Player *player, double t_ms) {
    double end = player_duration(player);
    player->at_ms = t_ms < 0 ? 0 : t_ms > end ? end : t_ms;
    /* A session that was loaded can be replayed to its end. */
    (void)replay_seek_ms(player->replay, (long long)player->at_ms);
}

void player_step(Player *player, int entries) {
    size_t count = player->session->entries.count;
    size_t at = replay_position(player->replay);
    player->playing = false;
    if (entries < 0 && at > 0) {
        at--;
    } else if (entries > 0 && at < count) {
        at++;
    } else {
        return;
    }
    (void)replay_seek_entry(player->replay, at);
    player->at_ms = at > 0 ? (double)player->session->entries.items[at - 1].t_ms : 0;
}

void player_toggle(Player *player, int64_t now_ms) {
    player->playing = !player->playing;
    player->ticked_ms = now_ms;
    if (player->playing && player->at_ms >= player_duration(player)) {
        player_seek(player, 0);
    }
}

void player_tick(Player *player, int64_t now_ms) {
    if (!player->playing) {
        return;
    }
    double passed = (double)(now_ms - player->ticked_ms) * PLAYER_SPEEDS[player->speed];
    player->ticked_ms = now_ms;
    player_seek(player, player->at_ms + passed);
    if (player->at_ms >= player_duration(player)) {
        player->playing = false;
    }
}
