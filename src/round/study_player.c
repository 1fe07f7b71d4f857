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

static uint64_t hash_text(uint64_t hash, const char *text, size_t length) {
    static const uint64_t PRIME = UINT64_C(1099511628211);
    for (size_t i = 0; i < length; i++) {
        hash = (hash ^ (unsigned char)text[i]) * PRIME;
    }
    return hash;
}

static uint64_t hash_element(uint64_t hash, Element element) {
    JsonWriter writer = {0};
    element_write(&writer, &element);
    hash = hash_text(hash, text_of(&writer.out), writer.out.length);
    json_writer_free(&writer);
    element_free(&element);
    return hash;
}

uint64_t study_key(const Design *design, const Scenario *scenario) {
    uint64_t hash = UINT64_C(14695981039346656037);
    hash = hash_text(hash, scenario->id, strlen(scenario->id));
    for (size_t i = 0; i < design->components.count; i++) {
        Component *component = component_copy(design->components.items[i]);
        component->x = component->y = 0;
        component->locked = false;
        text_replace(&component->label, "");
        text_replace(&component->why, "");
        hash = hash_element(hash, (Element){ELEMENT_COMPONENT, .as.component = component});
    }
    for (size_t i = 0; i < design->connections.count; i++) {
        Connection *connection = connection_copy(design->connections.items[i]);
        text_replace(&connection->label, "");
        hash = hash_element(hash, (Element){ELEMENT_CONNECTION, .as.connection = connection});
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
