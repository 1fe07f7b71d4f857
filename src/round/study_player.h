/* Studies in the background: the window asks for one and picks it up when it is there. One is played
 * at a time; another one that is asked for takes its place. It works on a copy of the design. */
#ifndef FAULTLINE_ROUND_STUDY_PLAYER_H
#define FAULTLINE_ROUND_STUDY_PLAYER_H

#include "sim/study.h"

typedef struct StudyPlayer StudyPlayer;

/* Alike for designs that play alike under this scenario: where the cards are and what is written
 * about them makes no difference. */
uint64_t study_key(const Design *design, const Scenario *scenario);

/* A study with what it is of. Owns all but the scenario; zero-initialise. */
typedef struct StudyAnswer {
    uint64_t key; /* of the request; 0: no answer */
    Design *design;
    Study study; /* empty when the design cannot be played: `error` says why */
    Error error;
} StudyAnswer;

/* `wake` is called from the player's thread when a study is ready, and now and then while one is
 * played; it may be NULL. */
Error study_player_new(void (*wake)(void *context), void *context, StudyPlayer **out);
void study_player_free(StudyPlayer *player); /* stops what is played; NULL is fine */
/* The scenario must outlive the player and the answer. */
void study_player_submit(StudyPlayer *player, const Design *design, const Scenario *scenario,
                         const SimOptions *options);
void study_player_cancel(StudyPlayer *player); /* stops and forgets what was asked for */
/* How far it is, 0 to 1; below 0: nothing is played. */
double study_player_progress(StudyPlayer *player);
/* True when there is a new answer; it is moved into *answer, whose old contents are freed. What was
 * stopped has none. */
bool study_player_poll(StudyPlayer *player, StudyAnswer *answer);
/* Waits until nothing is played; for tests. */
void study_player_wait(StudyPlayer *player);
void study_answer_free(StudyAnswer *answer); /* and zeroes it */

#endif
