#include "round/study_player.h"

#include <stdlib.h>
#include <string.h>

#include "base/worker.h"

typedef struct StudyRequest {
    uint64_t key;
    Design *design;
    const Scenario *scenario;
    SimOptions options;
} StudyRequest;

struct StudyPlayer {
    Worker *worker;
};

/* ---- What plays alike ------------------------------------------------------------------------ */

/* It is made after every edit, so it writes and copies nothing. */
static uint64_t hash_bytes(uint64_t hash, const void *bytes, size_t length) {
    static const uint64_t PRIME = UINT64_C(1099511628211);
    const unsigned char *at = bytes;
    for (size_t i = 0; i < length; i++) {
        hash = (hash ^ at[i]) * PRIME;
    }
    return hash;
}

static uint64_t hash_text(uint64_t hash, const char *text) {
    return hash_bytes(hash, text, strlen(text) + 1);
}

static uint64_t hash_settings(uint64_t hash, const Settings *settings) {
    hash = hash_bytes(hash, &settings->count, sizeof settings->count);
    for (size_t i = 0; i < settings->count; i++) {
        const Setting *setting = &settings->items[i];
        hash = hash_bytes(hash, &setting->spec->position, sizeof setting->spec->position);
        hash = hash_bytes(hash, &setting->value.number, sizeof setting->value.number);
        hash = hash_text(hash, setting->value.word);
    }
    return hash;
}

static uint64_t hash_component(uint64_t hash, const Component *component) {
    hash = hash_text(hash, component->id);
    hash = hash_text(hash, component->kind->name);
    return hash_settings(hash, &component->settings);
}

static uint64_t hash_connection(uint64_t hash, const Connection *connection) {
    hash = hash_text(hash, connection->id);
    hash = hash_text(hash, connection->from);
    hash = hash_text(hash, connection->to);
    hash = hash_text(hash, connection->kind->name);
    hash = hash_bytes(hash, &connection->all_operations, sizeof connection->all_operations);
    hash = hash_bytes(hash, &connection->operations.count, sizeof connection->operations.count);
    for (size_t i = 0; i < connection->operations.count; i++) {
        hash = hash_text(hash, connection->operations.items[i].id);
    }
    return hash_settings(hash, &connection->settings);
}

uint64_t study_key(const Design *design, const Scenario *scenario) {
    uint64_t hash = hash_text(UINT64_C(14695981039346656037), scenario->id);
    for (size_t i = 0; i < design->components.count; i++) {
        hash = hash_component(hash, design->components.items[i]);
    }
    for (size_t i = 0; i < design->connections.count; i++) {
        hash = hash_connection(hash, design->connections.items[i]);
    }
    return hash > 0 ? hash : 1;
}

/* ---- The thread ------------------------------------------------------------------------------ */

void study_answer_free(StudyAnswer *answer) {
    study_free(&answer->study);
    design_free(answer->design);
    *answer = (StudyAnswer){0};
}

static void free_request(void *context) {
    StudyRequest *request = context;
    design_free(request->design);
    free(request);
}

static void free_answer(void *context) {
    StudyAnswer *answer = context;
    study_answer_free(answer);
    free(answer);
}

/* The answer takes the design along, which its reports point into. */
static void *play(void *context, Worker *worker) {
    StudyRequest *request = context;
    StudyAnswer *answer = memory_allocate(sizeof *answer);
    answer->key = request->key;
    answer->design = request->design;
    request->design = NULL;
    request->options.go_on = worker_go_on;
    request->options.context = worker;
    answer->error =
        study_make(answer->design, request->scenario, &request->options, &answer->study);
    if (!answer->error.code && answer->study.cut_short) {
        free_answer(answer);
        return NULL;
    }
    return answer;
}

/* ---- The caller's side ----------------------------------------------------------------------- */

Error study_player_new(void (*wake)(void *context), void *context, StudyPlayer **out) {
    const WorkerTrade trade = {.work = play,
                               .free_request = free_request,
                               .free_result = free_answer,
                               .wake = wake,
                               .context = context};
    Worker *worker;
    Error error = worker_new(&trade, &worker);
    if (error.code) {
        return error;
    }
    StudyPlayer *player = memory_allocate(sizeof *player);
    player->worker = worker;
    *out = player;
    return error_none();
}

void study_player_free(StudyPlayer *player) {
    if (player) {
        worker_free(player->worker);
        free(player);
    }
}

void study_player_submit(StudyPlayer *player, const Design *design, const Scenario *scenario,
                         const SimOptions *options) {
    StudyRequest *request = memory_allocate(sizeof *request);
    *request = (StudyRequest){.key = study_key(design, scenario),
                              .design = design_copy(design),
                              .scenario = scenario,
                              .options = *options};
    worker_submit(player->worker, request);
}

void study_player_cancel(StudyPlayer *player) {
    worker_cancel(player->worker);
}

double study_player_progress(StudyPlayer *player) {
    return worker_progress(player->worker);
}

bool study_player_poll(StudyPlayer *player, StudyAnswer *answer) {
    StudyAnswer *taken = worker_take(player->worker);
    if (!taken) {
        return false;
    }
    study_answer_free(answer);
    *answer = *taken;
    free(taken);
    return true;
}

void study_player_wait(StudyPlayer *player) {
    worker_wait(player->worker);
}
