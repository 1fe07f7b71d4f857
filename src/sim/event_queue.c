#include "sim/event_queue.h"

#include <stdlib.h>

#include "base/memory.h"

enum { ARITY = 4, GUARDS = ARITY - 1, FIRST_CAPACITY = 64, FIRST_LANE_CAPACITY = 16 };

static const Event LAST = {UINT64_MAX, UINT64_MAX, NULL, 0};

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

static void grow(EventQueue *queue) {
    size_t capacity = queue->capacity ? queue->capacity * 2 : FIRST_CAPACITY;
    queue->items = memory_resize(queue->items, (capacity + GUARDS) * sizeof *queue->items);
    for (size_t i = queue->count; i < capacity + GUARDS; i++) {
        queue->items[i] = LAST;
    }
    queue->capacity = capacity;
}

/* Puts the event where the top was. */
static inline void sift_down(EventQueue *queue, Event event) {
    Event *items = queue->items;
    size_t count = queue->count;
    size_t hole = 0;
    for (size_t first = 1; first < count; first = hole * ARITY + 1) {
        const Event *child = &items[first];
        size_t left = is_before(&child[1], &child[0]);
        size_t right = 2 + is_before(&child[3], &child[2]);
        size_t least = choose(left, right, is_before(&child[right], &child[left]));
        if (is_before(&event, &child[least])) {
            break;
        }
        items[hole] = child[least];
        hole = first + least;
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
    if (queue->open_top) {
        queue->open_top = false;
        sift_down(queue, event);
    } else {
        sift_up(queue, event);
    }
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

static Event *lane_at(const EventLane *lane, size_t position) {
    return &lane->items[position & (lane->capacity - 1)];
}

static void lane_grow(EventLane *lane) {
    EventLane wider = *lane;
    wider.capacity = lane->capacity ? lane->capacity * 2 : FIRST_LANE_CAPACITY;
    wider.items = memory_allocate(wider.capacity * sizeof *wider.items);
    for (size_t i = lane->first; i != lane->end; i++) {
        *lane_at(&wider, i) = *lane_at(lane, i);
    }
    free(lane->items);
    *lane = wider;
}

void event_queue_push_in(EventQueue *queue, unsigned lane, int64_t time, unsigned kind,
                         void *subject) {
    EventLane *row = &queue->lanes[lane];
    if (lane >= queue->lane_count ||
        (row->first != row->end && lane_at(row, row->end - 1)->time > (uint64_t)time)) {
        event_queue_push(queue, time, kind, subject);
        return;
    }
    if (row->end - row->first == row->capacity) {
        lane_grow(row);
    }
    *lane_at(row, row->end++) = (Event){(uint64_t)time, queue->sequence++, subject, kind};
}

/* ---------------------------------------------------------------------------------------------- */

static void close_top(EventQueue *queue) {
    queue->open_top = false;
    Event last = queue->items[--queue->count];
    queue->items[queue->count] = LAST;
    if (queue->count > 0) {
        sift_down(queue, last);
    }
}

bool event_queue_pop(EventQueue *queue, Event *event) {
    if (queue->open_top) {
        close_top(queue);
    }
    const Event *next = queue->count > 0 ? &queue->items[0] : &LAST;
    EventLane *from = NULL;
    for (EventLane *lane = queue->lanes; lane < queue->lanes + queue->lane_count; lane++) {
        if (lane->first != lane->end && is_before(lane_at(lane, lane->first), next)) {
            next = lane_at(lane, lane->first);
            from = lane;
        }
    }
    if (next == &LAST) {
        return false;
    }
    *event = *next;
    if (from) {
        from->first++;
    } else {
        queue->open_top = true;
    }
    return true;
}

size_t event_queue_count(const EventQueue *queue) {
    size_t count = queue->count - (queue->open_top ? 1 : 0);
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
