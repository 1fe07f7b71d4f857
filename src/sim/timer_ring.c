#include "sim/timer_ring.h"

#include <stdlib.h>

#include "base/memory.h"

enum { FIRST_CAPACITY = 16 };

/* The places that are not empty move to the front; where they are still most of the row, it becomes
 * twice as long. */
void timer_ring_grow(TimerRing *ring) {
    size_t kept = 0;
    for (size_t i = ring->first; i < ring->end; i++) {
        if (ring->places[i].timer) {
            ring->places[kept] = ring->places[i];
            ring->places[kept].timer->place = kept;
            kept++;
        }
    }
    ring->first = 0;
    ring->end = kept;
    if (2 * kept >= ring->capacity) {
        ring->capacity = ring->capacity ? ring->capacity * 2 : FIRST_CAPACITY;
        ring->places = memory_resize(ring->places, ring->capacity * sizeof *ring->places);
    }
}

void timer_ring_free(TimerRing *ring) {
    free(ring->places);
    ring->places = NULL;
    ring->first = ring->end = ring->capacity = 0;
}

Timer *timer_ring_next(TimerRing *ring, int64_t now, EventQueue *queue) {
    while (ring->first < ring->end && !ring->places[ring->first].timer) {
        ring->first++;
    }
    ring->armed = ring->first < ring->end;
    if (!ring->armed) {
        return NULL;
    }
    TimerPlace head = ring->places[ring->first];
    if (head.deadline <= now) {
        timer_stop(head.timer);
        return head.timer;
    }
    event_queue_push(queue, head.deadline, ring->event, ring);
    return NULL;
}
