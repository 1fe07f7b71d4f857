/* Stress tests: a design is played under its load and under each fault alone, in the background.
 * The last few are kept, so that what was played once is there again after an undo, or when a
 * replay comes back to it. */
#ifndef FAULTLINE_UI_STUDYING_H
#define FAULTLINE_UI_STUDYING_H

#include "round/study_player.h"

enum { STUDIES_KEPT = 6 };

/* Zero-initialised but for the player, which it owns. */
typedef struct Studying {
    StudyPlayer *player;
    ARRAY_OF(StudyAnswer) answers;       /* the newest last */
    uint64_t playing;                    /* the key of what is played; 0: nothing is */
    uint64_t stopped;                    /* of what was stopped last, until something is played */
    unsigned long long source, revision; /* of the design on the screen, */
    uint64_t shown;                      /* and its key; 0: there is nothing to play */
} Studying;

/* Plays it, unless that was done. */
void studying_start(Studying *studying, const Design *design, const Scenario *scenario);
void studying_cancel(Studying *studying);
/* Picks up what is ready. What is played for a design that has changed on the screen is stopped.
 * `design` and `scenario` may be NULL. */
void studying_tick(Studying *studying, unsigned long long source, unsigned long long revision,
                   const Design *design, const Scenario *scenario);
/* How far the study of this key is, 0 to 1; below 0: it is not played now. */
double studying_progress(const Studying *studying, uint64_t key);
const StudyAnswer *studying_find(const Studying *studying, uint64_t key); /* or NULL */
void studying_free(Studying *studying);

#endif
