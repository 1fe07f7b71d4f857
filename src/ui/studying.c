#include "ui/studying.h"

#include <stdlib.h>
#include <string.h>

static void forget_oldest(Studying *studying) {
    study_answer_free(&studying->answers.items[0]);
    studying->answers.count--;
    memmove(studying->answers.items, studying->answers.items + 1,
            studying->answers.count * sizeof *studying->answers.items);
}

void studying_start(Studying *studying, const Design *design, const Scenario *scenario) {
    uint64_t key = study_key(design, scenario);
    studying->stopped = 0;
    if (studying_find(studying, key) || studying->playing == key) {
        return;
    }
    SimOptions options = sim_options_default();
    studying->playing = key;
    study_player_submit(studying->player, design, scenario, &options);
}

void studying_cancel(Studying *studying) {
    study_player_cancel(studying->player);
    studying->stopped = studying->playing;
    studying->playing = 0;
}

static void follow_screen(Studying *studying, const Design *design, const Scenario *scenario) {
    uint64_t key =
        design && design->components.count > 0 && scenario ? study_key(design, scenario) : 0;
    if (studying->playing && studying->playing == studying->shown && key != studying->shown) {
        studying_cancel(studying);
        studying->stopped = 0;
    }
    studying->shown = key;
}

void studying_tick(Studying *studying, unsigned long long source, unsigned long long revision,
                   const Design *design, const Scenario *scenario) {
    if (studying->source != source || studying->revision != revision) {
        studying->source = source;
        studying->revision = revision;
        follow_screen(studying, design, scenario);
    }
    StudyAnswer answer = {0};
    if (study_player_poll(studying->player, &answer)) {
        studying->playing = studying->playing == answer.key ? 0 : studying->playing;
        if (studying->answers.count == STUDIES_KEPT) {
            forget_oldest(studying);
        }
        array_push(&studying->answers, answer);
    }
}

double studying_progress(const Studying *studying, uint64_t key) {
    if (!studying->playing || studying->playing != key) {
        return -1;
    }
    double done = study_player_progress(studying->player);
    return done < 0 ? 1 : done; /* over, and not yet picked up */
}

const StudyAnswer *studying_find(const Studying *studying, uint64_t key) {
    for (size_t i = 0; i < studying->answers.count; i++) {
        if (studying->answers.items[i].key == key) {
            return &studying->answers.items[i];
        }
    }
    return NULL;
}

void studying_free(Studying *studying) {
    study_player_free(studying->player);
    for (size_t i = 0; i < studying->answers.count; i++) {
        study_answer_free(&studying->answers.items[i]);
    }
    array_free(&studying->answers);
}
