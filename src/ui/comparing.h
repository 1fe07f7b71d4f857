/* A replay beside another attempt: what it can be held against, the one that was chosen, and what
 * came of it. */
#ifndef FAULTLINE_UI_COMPARING_H
#define FAULTLINE_UI_COMPARING_H

#include "round/comparison.h"

typedef struct App App;

/* What a replay can be held against. */
typedef struct CompareOption {
    char label[160];
    char name[64];   /* of the attempt, beside the other one */
    char *design;    /* a file; NULL: it is a session */
    char *journal;   /* a session's file; NULL: the replay's own session, at this moment */
    long long at_ms; /* below zero: its end */
} CompareOption;

/* Zero-initialised there is nothing. */
typedef struct Comparing {
    ARRAY_OF(CompareOption) options;
    size_t current;
    Checker *checker; /* NULL until something is compared */
    Attempt attempts[ATTEMPT_COUNT];
    uint64_t keys[ATTEMPT_COUNT]; /* of their studies; 0: nothing to play */
    Comparison comparison;
    bool made;      /* there is one */
    Error problem;  /* why there is none */
    bool kept_open; /* the findings of both are listed */
} Comparing;

/* Of the replay at this moment; chooses the newest other session, or else what there is. */
void comparing_open(App *app);
void comparing_choose(App *app, size_t position); /* of the options */
/* Plays what is still to be played. */
void comparing_play(App *app);
/* How far that is, 0 to 1; below 0: nothing is played. */
double comparing_progress(const App *app);
/* Takes the studies in as soon as there are both. */
void comparing_tick(App *app);
void comparing_free(Comparing *comparing);

#endif
