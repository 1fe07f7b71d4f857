/* Timers that all run for the same time: the first to start is the first to end, so they stand in a
 * list and only the head has an event in the queue. Stopping one costs no search. */
#ifndef FAULTLINE_SIM_TIMER_RING_H
#define FAULTLINE_SIM_TIMER_RING_H

#include "sim/event_queue.h"

typedef struct TimerRing TimerRing;

/* Part of the record that it times; zero while it does not run. */
typedef struct Timer {
    struct Timer *previous, *next;
    TimerRing *ring; /* NULL: not running */
    int64_t deadline;
} Timer;

struct TimerRing {
    Timer *first, *last;
    int64_t delay_ns;
    unsigned event; /* the kind of its event */
    unsigned use;   /* what its timers stand for, and whose they are */
    uint32_t owner;
    bool armed;
};

void timer_start(TimerRing *ring, Timer *timer, int64_t now, EventQueue *queue);
void timer_stop(Timer *timer); /* fine when it does not run */
/* After the ring's event: takes the next timer that has ended, or arms the ring and gives NULL. */
Timer *timer_ring_next(TimerRing *ring, int64_t now, EventQueue *queue);

#endif
