/* The findings of the design on the screen: submitted to the reviewer at every change, picked up
 * when they are there, and turned into the board's marks. Nothing here waits. */
#ifndef FAULTLINE_UI_CHECKS_H
#define FAULTLINE_UI_CHECKS_H

#include "board/board.h"
#include "rules/reviewer.h"

/* What the newest review says a component carries, by its id: positions change with every edit. */
typedef struct ComponentLoad {
    char id[ID_SIZE];
    ComponentEstimate estimate;
} ComponentLoad;

typedef struct Checks {
    Reviewer *reviewer;
    Review review;               /* the newest; may be of a design that has changed since */
    bool reviewed;               /* there is one */
    unsigned long long source;   /* whose design was submitted last; 0: none */
    unsigned long long revision; /* and at which revision */
    long long minute;            /* of the round that was played */
    unsigned long long version;  /* counts submissions */
    BoardMarks marks;
    ARRAY_OF(ComponentLoad) loads;
    char busiest[ID_SIZE]; /* the component of the highest utilisation, or "" */
} Checks;

/* Submits the design when it is another than the last one, or a minute of the round has passed.
 * `source` tells documents apart. */
void checks_submit(Checks *checks, unsigned long long source, unsigned long long revision,
                   const Design *design, const Scenario *scenario, const RoundFacts *round);
/* True when new findings came for the design as it is now; the marks are made anew. */
bool checks_poll(Checks *checks, const Design *design, const Scenario *scenario);
bool checks_current(const Checks *checks); /* the review is of the design as it is now */
/* NULL when nothing is known of it yet. */
const ComponentEstimate *checks_load(const Checks *checks, const char *id);
void checks_forget(Checks *checks); /* nothing is on the screen */
void checks_free(Checks *checks);

#endif
