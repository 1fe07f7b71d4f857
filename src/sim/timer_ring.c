#include "sim/timer_ring.h"

void timer_start(TimerRing *ring, Timer *timer, int64_t now, EventQueue *queue) {
    timer->ring = ring;
    timer->deadline = now + ring->delay_ns;
    timer->next = NULL;
    timer->previous = ring->last;
    if (ring->last) {
        ring->last->next = timer;
    } else {
        ring->first = timer;
    }
    ring->last = timer;
    if (!ring->armed) {
        ring->armed = true;
        event_queue_push(queue, timer->deadline, ring->event, ring);
    }
}

void timer_stop(Timer *timer) {
    TimerRing *ring = timer->ring;
    if (!ring) {
        return;
    }
    if (timer->previous) {
        timer->previous->next = timer->next;
    } else {
        ring->first = timer->next;
    }
    if (timer->next) {
        timer->next->previous = timer->previous;
    } else {
        ring->last = timer->previous;
    }
    timer->ring = NULL;
}

Timer *timer_ring_next(TimerRing *ring, int64_t now, EventQueue *queue) {
    Timer *first = ring->first;
    if (first && first->deadline <= now) {
        timer_stop(first);
        return first;
    }
    ring->armed = first != NULL;
    if (first) {
        event_queue_push(queue, first->deadline, ring->event, ring);
    }
    return NULL;
}
