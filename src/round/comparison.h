/* Two attempts side by side: what the rules say of each, what the runs show, what is drawn
 * differently, and where the time went. One of them is `this`, the one that it is about; the other
 * one is what it is held against, so what is new is in this one, and what is gone was in the
 * other. */
#ifndef FAULTLINE_ROUND_COMPARISON_H
#define FAULTLINE_ROUND_COMPARISON_H

#include "round/attempt.h"
#include "round/levels.h"

typedef enum AttemptSide { ATTEMPT_OTHER, ATTEMPT_THIS, ATTEMPT_COUNT } AttemptSide;

/* A part of the review: an area of the rules. */
typedef struct PartScore {
    const char *area;                         /* "reliability" */
    int open[ATTEMPT_COUNT][SEVERITY_PRAISE]; /* findings that are not accepted, by severity */
    int praise[ATTEMPT_COUNT];
} PartScore;

typedef enum ChangeState { CHANGE_NEW, CHANGE_GONE, CHANGE_KEPT } ChangeState;

/* One finding, of this attempt unless it is gone. Praise and what is accepted is left out. */
typedef struct FindingChange {
    ChangeState state;
    const Finding *finding;
} FindingChange;

/* One service level of one operation. */
typedef struct LevelChange {
    size_t operation;                 /* its position in the scenario */
    SloVerdict calm[ATTEMPT_COUNT];   /* without faults */
    size_t broken[ATTEMPT_COUNT];     /* under how many faults it is missed, alone */
    const char *under[ATTEMPT_COUNT]; /* their titles, one in each line; "" for none */
} LevelChange;

typedef enum PartState { PART_ADDED, PART_REMOVED, PART_CHANGED } PartState;

/* A component or a connection that is not the same in both. */
typedef struct PartChange {
    PartState state;
    ElementType type;
    const char *id;   /* in this attempt; of what was removed, in the other */
    const char *name; /* "Links", "Service → Links" */
    const char *what; /* its kind; of what changed: "replicas 2 → 4, timeout 200 ms → none" */
} PartChange;
typedef ARRAY_OF(PartChange) PartChanges;

/* Owns its texts; zero-initialise. The attempts must outlive it. */
typedef struct Comparison {
    Arena arena;
    const Attempt *attempts[ATTEMPT_COUNT];
    bool played; /* there were studies, and so there are the next three */
    LevelTally levels[ATTEMPT_COUNT];
    double cost_usd_month[ATTEMPT_COUNT];
    ARRAY_OF(LevelChange) level_changes; /* all levels, in the scenario's order */
    int open[ATTEMPT_COUNT];             /* findings */
    ARRAY_OF(PartScore) parts;           /* sorted by area; only those that were spoken of */
    ARRAY_OF(FindingChange) findings;    /* new ones first, then gone, then kept; gravest first */
    size_t counts[CHANGE_KEPT + 1];      /* of them */
    /* "1 more service level missed without faults, 12 fewer faults that break something, 5 fewer
     * findings", or that nothing of it differs. */
    const char *verdict;
    PartChanges changes; /* of components, then of connections */
} Comparison;

/* Both attempts are checked. The studies are of their designs under one scenario, or NULL; they are
 * looked at here alone. */
void comparison_make(const Attempt *other, const Attempt *now, const Study *other_study,
                     const Study *study, Comparison *comparison);
void comparison_free(Comparison *comparison); /* and zeroes it */

/* 1 when this attempt is better, -1 when the other one is: which one misses fewer levels over all
 * runs; or, where that is the same or nothing was played, which one has fewer findings of the gravest
 * severity in which they differ. 0: neither. */
int comparison_balance(const Comparison *comparison);

#endif
