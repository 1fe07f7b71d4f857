/* The events that are to come, in a total order: by time, and at one time in the order in which they
 * were pushed. A 4-ary heap; the least of four children is chosen without branches, since a
 * mispredicted branch costs more than the comparisons. What popping leaves open at the top stays
 * open until the next push fills it.
 *
 * What comes after a delay that is always the same, as on a wire, comes in the order in which it was
 * pushed: it stands in a lane, a row for that delay, which costs no search. The order of all events
 * is the same with and without lanes. */
#ifndef FAULTLINE_SIM_EVENT_QUEUE_H
#define FAULTLINE_SIM_EVENT_QUEUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Four words, so that a position is a shift. */
typedef struct Event {
    uint64_t time;  /* nanoseconds */
    uint64_t order; /* of pushing */
    void *subject;
    uint64_t kind;
} Event;

enum { EVENT_LANES = 8, NO_LANE = EVENT_LANES };

/* A ring of events, in order. */
typedef struct EventLane {
    Event *items;
    size_t first, end, capacity; /* counted on and on: modulo the capacity, a power of two */
    int64_t delay;
} EventLane;

/* Grows when it has to and never shrinks. */
typedef struct EventQueue {
    Event *items; /* four more than `capacity`: guards that are after any event */
    size_t count, capacity;
    uint64_t sequence;
    EventLane lanes[EVENT_LANES];
    unsigned lane_count;
    EventLane *first_lane;  /* whose head is the earliest */
    const Event *lane_head; /* that head, or what is after any event */
    /* Where the earliest of the heap stands: at 0, or elsewhere while items[0], which has been popped,
     * has not been replaced yet. */
    size_t first;
} EventQueue;

void event_queue_make(EventQueue *queue);
/* `time` is not below zero. */
void event_queue_push(EventQueue *queue, int64_t time, unsigned kind, void *subject);
/* The lane of this delay, for event_queue_push_in; NO_LANE: there are too many already. */
unsigned event_queue_lane(EventQueue *queue, int64_t delay);
/* As event_queue_push, after the delay of the lane. Within a lane `now` does not go back. */
void event_queue_push_in(EventQueue *queue, unsigned lane, int64_t now, unsigned kind,
                         void *subject);
bool event_queue_pop(EventQueue *queue, Event *event); /* false: none is left */
size_t event_queue_count(const EventQueue *queue);
void event_queue_free(EventQueue *queue);

#endif
