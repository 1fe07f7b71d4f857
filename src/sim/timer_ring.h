/* Timers that all run for the same time: the first to start is the first to end, so they stand in a
 * row and only the head has an event in the queue. Stopping one leaves its place in the row empty,
 * which costs no search and touches no other record. */
#ifndef FAULTLINE_SIM_TIMER_RING_H
#define FAULTLINE_SIM_TIMER_RING_H

#include "sim/event_queue.h"

typedef struct TimerRing TimerRing;

/* Part of the record that it times; zero while it does not run. */
typedef struct Timer {
    TimerRing *ring; /* NULL: not running */
    size_t place;
} Timer;

typedef struct TimerPlace {
    Timer *timer; /* NULL: it was stopped */
    int64_t deadline;
} TimerPlace;

/* Owns its row of places, at most twice as long as there were timers at a time. */
struct TimerRing {
    TimerPlace *places;
    size_t first, end, capacity;
    int64_t delay_ns;
    unsigned event; /* the kind of its event */
    unsigned use;   /* what its timers stand for, and whose they are */
    uint32_t owner;
    bool armed;
};

void timer_ring_grow(TimerRing *ring);
void timer_ring_free(TimerRing *ring); /* its timers are forgotten */

static inline void timer_start(TimerRing *ring, Timer *timer, int64_t now, EventQueue *queue) {
    if (ring->end == ring->capacity) {
        timer_ring_grow(ring);
    }
    ring->places[ring->end] = (TimerPlace){timer, now + ring->delay_ns};
    *timer = (Timer){ring, ring->end++};
    if (!ring->armed) {
        ring->armed = true;
        event_queue_push(queue, now + ring->delay_ns, ring->event, ring);
    }
}

/* Fine when it does not run. */
static inline void timer_stop(Timer *timer) {
    if (timer->ring) {
        timer->ring->places[timer->place].timer = NULL;
        timer->ring = NULL;
    }
}

/* After the ring's event: takes the next timer that has ended, or arms the ring and gives NULL. */
Timer *timer_ring_next(TimerRing *ring, int64_t now, EventQueue *queue);

#endif
