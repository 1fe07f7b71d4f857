#include "sim/event_queue.h"

#include <stdlib.h>

#include "base/memory.h"

static const size_t NOT_KNOWN = SIZE_MAX;

enum { ARITY = 4, GUARDS = ARITY - 1, FIRST_CAPACITY = 64, FIRST_LANE_CAPACITY = 16 };

static const Event NO_EVENT = {.time = UINT64_MAX};

/* Where no event stands in the heap the time is after any event's, and nowhere the same. */
static uint64_t no_time(size_t position) {
    return NO_EVENT.time - 1 - position;
}

static bool is_event(const Event *event) {
    return event->time <= INT64_MAX;
}

/* Without a branch but for ties, which are rare and so foretold. */
static size_t is_before(const Event *a, const Event *b) {
    size_t before = a->time < b->time;
    if (a->time == b->time) {
        before = a->order < b->order;
    }
    return before;
}

/* Of two positions, the second when `take` is 1. */
static size_t choose(size_t first, size_t second, size_t take) {
    return first ^ ((first ^ second) & (0 - take));
}

static Event *lane_at(const EventLane *lane, size_t position) {
    return &lane->items[position & (lane->capacity - 1)];
}

static void find_first_lane(EventQueue *queue) {
    queue->lane_head = &NO_EVENT;
    for (EventLane *lane = queue->lanes; lane < queue->lanes + queue->lane_count; lane++) {
        if (lane->first != lane->end && is_before(lane_at(lane, lane->first), queue->lane_head)) {
            queue->lane_head = lane_at(lane, lane->first);
            queue->first_lane = lane;
        }
    }
}

static void grow(EventQueue *queue) {
    size_t capacity = queue->capacity ? queue->capacity * 2 : FIRST_CAPACITY;
    queue->items = memory_resize(queue->items, (capacity + GUARDS) * sizeof *queue->items);
    for (size_t i = queue->count; i < capacity + GUARDS; i++) {
        queue->items[i].time = no_time(i);
    }
    queue->capacity = capacity;
    find_first_lane(queue);
}

void event_queue_make(EventQueue *queue) {
    *queue = (EventQueue){.items = NULL};
    grow(queue);
}

/* Of the children that begin at `first`; there is always one before the guards. */
static inline size_t least_child(const Event *items, size_t first) {
    const Event *child = &items[first];
    size_t left = is_before(&child[1], &child[0]);
    size_t right = 2 + is_before(&child[3], &child[2]);
    return first + choose(left, right, is_before(&child[right], &child[left]));
}

/* Puts the event into the hole or, where what stands below is before it, further down. */
static inline void sift_down(EventQueue *queue, size_t hole, Event event) {
    Event *items = queue->items;
    size_t count = queue->count;
    for (size_t first = hole * ARITY + 1; first < count; first = hole * ARITY + 1) {
        size_t least = least_child(items, first);
        if (is_before(&event, &items[least])) {
            break;
        }
        items[hole] = items[least];
        hole = least;
    }
    items[hole] = event;
}

static void sift_up(EventQueue *queue, Event event) {
    if (queue->count == queue->capacity) {
        grow(queue);
    }
    Event *items = queue->items;
    size_t hole = queue->count++;
    while (hole > 0) {
        size_t parent = (hole - 1) / ARITY;
        if (!is_before(&event, &items[parent])) {
            break;
        }
        items[hole] = items[parent];
        hole = parent;
    }
    items[hole] = event;
}

void event_queue_push(EventQueue *queue, int64_t time, unsigned kind, void *subject) {
    Event event = {(uint64_t)time, queue->sequence++, subject, kind};
    size_t hole = queue->first;
    if (hole == 0) {
        sift_up(queue, event);
        return;
    }
    queue->first = 0;
    if (hole == NOT_KNOWN || is_before(&event, &queue->items[hole])) {
        hole = 0;
    } else {
        queue->items[0] = queue->items[hole];
    }
    sift_down(queue, hole, event);
}

/* ---- Lanes ----------------------------------------------------------------------------------- */

unsigned event_queue_lane(EventQueue *queue, int64_t delay) {
    for (unsigned i = 0; i < queue->lane_count; i++) {
        if (queue->lanes[i].delay == delay) {
            return i;
        }
    }
    if (queue->lane_count == EVENT_LANES) {
        return NO_LANE;
    }
    queue->lanes[queue->lane_count] = (EventLane){.delay = delay};
    return queue->lane_count++;
}

static void lane_grow(EventQueue *queue, EventLane *lane) {
    EventLane wider = *lane;
    wider.capacity = lane->capacity ? lane->capacity * 2 : FIRST_LANE_CAPACITY;
    wider.items = memory_allocate(wider.capacity * sizeof *wider.items);
    for (size_t i = lane->first; i != lane->end; i++) {
        *lane_at(&wider, i) = *lane_at(lane, i);
    }
    free(lane->items);
    *lane = wider;
    find_first_lane(queue);
}

void event_queue_push_in(EventQueue *queue, unsigned lane, int64_t now, unsigned kind,
                         void *subject) {
    EventLane *row = &queue->lanes[lane];
    if (row->end - row->first == row->capacity) {
        lane_grow(queue, row);
    }
    *lane_at(row, row->end++) =
        (Event){(uint64_t)(now + row->delay), queue->sequence++, subject, kind};
    if (row->end - row->first == 1) {
        find_first_lane(queue);
    }
}

/* ---------------------------------------------------------------------------------------------- */

/* The top stays open for what is pushed next; any other hole is filled. */
static inline void take_from_heap(EventQueue *queue, size_t position) {
    if (position > 0) {
        Event last = queue->items[--queue->count];
        queue->items[queue->count].time = no_time(queue->count);
        if (position < queue->count) {
            sift_down(queue, position, last);
        }
    }
    queue->first = NOT_KNOWN;
}

bool event_queue_pop(EventQueue *queue, Event *event) {
    if (queue->first == NOT_KNOWN) {
        queue->first = least_child(queue->items, 1);
    }
    const Event *next = &queue->items[queue->first];
    if (is_before(queue->lane_head, next)) {
        *event = *queue->lane_head;
        queue->first_lane->first++;
        find_first_lane(queue);
        return true;
    }
    if (!is_event(next)) {
        return false;
    }
    *event = *next;
    take_from_heap(queue, queue->first);
    return true;
}

size_t event_queue_count(const EventQueue *queue) {
    size_t count = queue->count - (queue->first > 0 ? 1 : 0);
    for (unsigned i = 0; i < queue->lane_count; i++) {
        count += queue->lanes[i].end - queue->lanes[i].first;
    }
    return count;
}

void event_queue_free(EventQueue *queue) {
    for (unsigned i = 0; i < queue->lane_count; i++) {
        free(queue->lanes[i].items);
    }
    free(queue->items);
    *queue = (EventQueue){0};
}
