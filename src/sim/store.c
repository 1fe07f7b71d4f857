/* Stores: partitions, copies asked in parallel, writers of one key, and which version a read
 * returns. */
#include "sim/run.h"

/* The newest versions of one key in one store. */
typedef struct Version {
    KeyNode node;
    Timer timer;
    int64_t written;              /* by the newest write */
    int64_t acknowledged, since;  /* the newest one that its caller knows of, and since when */
    int64_t before, before_since; /* the one before it */
    uint32_t copies;              /* that have the newest, as bits */
} Version;

struct Lock {
    KeyNode node;
    Request *first_waiter, *last_waiter;
    uint32_t writers;
    int64_t last_write;
};

/* Components, keys and ranks are few enough for one number: 22, 10 and 32 bits. */
static uint64_t map_key(uint32_t component, uint32_t key, uint64_t rank) {
    return (uint64_t)component << 42 | (uint64_t)key << 32 | rank;
}

static uint32_t key_of(const Run *run, const Intent *intent) {
    return run->plan->operations[intent->operation].key;
}

/* Whether old values of what the request is about may be read there. */
static bool is_versioned(const Request *request) {
    return request->site->versioned && request->intent->key > 0;
}

/* ---- Partitions and copies ------------------------------------------------------------------- */

uint32_t store_partition(Run *run, const Site *site, const Intent *intent) {
    const PlanComponent *plan = site->plan;
    ComponentState *state = site->state;
    if (plan->partitions == 1) {
        return 0;
    }
    if (plan->partition_key == NO_INDEX || plan->partition_key != key_of(run, intent)) {
        return (uint32_t)random_below(&state->choice, plan->partitions);
    }
    uint64_t place = stream_hash(run->seed ^ plan->partition_key, intent->key) % plan->partitions;
    if (plan->key_salt > 1) {
        place += random_below(&state->choice, plan->key_salt);
    }
    return (uint32_t)(place % plan->partitions);
}

bool store_needs_parts(const Request *request) {
    const PlanComponent *plan = request->site->plan;
    return plan->layout == LAYOUT_PARTITIONS && plan->copies > 1 &&
           (request->is_write || plan->strong || request->reads_strongly);
}

static void start_part(Run *run, const Request *whole, Parts *parts, uint32_t station,
                       uint32_t copy) {
    Request *part = request_new(run, whole->intent, ROLE_PART, whole->site);
    part->parts = parts;
    part->station = station;
    part->copy = (uint8_t)copy;
    part->is_write = whole->is_write;
    part->check_only = whole->check_only;
    server_enter(run, part);
}

/* The mark of a write begins with the copies that are away: they catch up before they return. */
static void mark_write(Run *run, const Request *request, uint32_t copies) {
    if (request->is_write && !request->check_only && is_versioned(request)) {
        Mark *mark = intent_mark(request->intent, MARK_WRITE, request->site->component);
        if (!mark) {
            mark = intent_add_mark(run, request->intent, MARK_WRITE, request->site->component);
        }
        mark->copies = copies;
        mark->time = NEVER; /* not written yet */
    }
}

void store_start_parts(Run *run, Request *request) {
    const PlanComponent *plan = request->site->plan;
    uint32_t first = store_partition(run, request->site, request->intent) * plan->copies;
    Parts *parts = pool_take(&run->parts);
    uint32_t away = 0, up = 0;
    for (uint32_t c = 0; c < plan->copies; c++) {
        bool is_up = server_is_up(request->site->state, first + c);
        up += is_up;
        away |= is_up ? 0 : 1U << c;
    }
    run->stations[plan->first_station + first].arrivals += run->in_load;
    bool strong = plan->strong || (request->reads_strongly && !request->is_write);
    *parts = (Parts){request, up + 1, strong ? plan->copies / 2 + 1 : 1};
    request->state = REQUEST_PARTS;
    request->began = run->now;
    if (up < parts->needed) {
        pool_give(&run->parts, parts);
        request_finish(run, request, CAUSE_UNREACHABLE);
        return;
    }
    if (request->site->locks) {
        store_lock(run, request);
    }
    mark_write(run, request, away);
    for (uint32_t c = 0; c < plan->copies; c++) {
        if (!(away & 1U << c)) {
            start_part(run, request, parts, first + c, c);
        }
    }
    if (--parts->left == 0) {
        pool_give(&run->parts, parts);
    }
}

static void end_whole(Run *run, Parts *parts, Cause cause) {
    Request *whole = parts->whole;
    parts->whole = NULL;
    if (whole->lock) {
        store_unlock(run, whole);
    }
    const PlanComponent *plan = whole->site->plan;
    if (cause == CAUSE_NONE && stream_chance(&whole->site->state->choice, plan->error_share)) {
        cause = CAUSE_ERROR;
    }
    if (cause != CAUSE_NONE) {
        request_finish(run, whole, cause);
    } else {
        request_after_work(run, whole);
    }
}

static void count_part(Run *run, Parts *parts, Cause cause) {
    parts->left--;
    if (parts->whole) {
        parts->needed -= cause == CAUSE_NONE;
        if (parts->needed == 0) {
            end_whole(run, parts, CAUSE_NONE);
        } else if (parts->left < parts->needed) {
            end_whole(run, parts, cause == CAUSE_NONE ? CAUSE_UNREACHABLE : cause);
        }
    }
    if (parts->left == 0) {
        pool_give(&run->parts, parts);
    }
}

static void copy_has_it(Run *run, const Request *part) {
    Mark *mark = intent_mark(part->intent, MARK_WRITE, part->site->component);
    if (!mark) {
        return;
    }
    mark->copies |= 1U << part->copy;
    Version *version =
        key_map_find(&run->version_map,
                     map_key(part->site->component, key_of(run, part->intent), part->intent->key));
    if (version && version->written == mark->time) {
        version->copies |= 1U << part->copy;
    }
}

void store_part_done(Run *run, Request *part) {
    if (part->cause == CAUSE_NONE && part->is_write && !part->check_only) {
        copy_has_it(run, part);
    }
    server_release(run, part);
    server_leave(part);
    count_part(run, part->parts, part->cause);
    request_free(run, part);
}

void store_part_lost(Run *run, Request *part) {
    count_part(run, part->parts, CAUSE_UNREACHABLE);
}

/* ---- Writers of one key ---------------------------------------------------------------------- */

bool store_lock(Run *run, Request *request) {
    const PlanComponent *plan = request->site->plan;
    if (request->check_only || request->role == ROLE_PART || request->intent->key == 0) {
        return true;
    }
    uint64_t key =
        map_key(request->site->component, key_of(run, request->intent), request->intent->key);
    Lock *lock = key_map_find(&run->lock_map, key);
    if (!lock) {
        lock = pool_take(&run->locks);
        *lock = (Lock){.last_write = -1};
        key_map_add(&run->lock_map, key, &lock->node);
    }
    request->lock = lock;
    request->value_time = run->now; /* when this try of the write began */
    if (plan->control == CONTROL_PESSIMISTIC && lock->writers > 0) {
        request->state = REQUEST_LOCKED;
        request->next_waiter = NULL;
        if (lock->last_waiter) {
            lock->last_waiter->next_waiter = request;
        } else {
            lock->first_waiter = request;
        }
        lock->last_waiter = request;
        TELL(run, request->intent, request->site->component, NO_INDEX, "waits for a lock", -1);
        return false;
    }
    if (lock->writers++ > 0 && plan->control == CONTROL_NONE && !plan->conditional_writes) {
        run->operations[request->intent->operation].lost_updates++;
    }
    return true;
}

static void leave_waiters(Lock *lock, const Request *request) {
    Request *before = NULL;
    Request *waiter = lock->first_waiter;
    while (waiter != request) {
        before = waiter;
        waiter = waiter->next_waiter;
    }
    if (before) {
        before->next_waiter = waiter->next_waiter;
    } else {
        lock->first_waiter = waiter->next_waiter;
    }
    if (lock->last_waiter == request) {
        lock->last_waiter = before;
    }
}

bool store_unlock(Run *run, Request *request) {
    const PlanComponent *plan = request->site->plan;
    Lock *lock = request->lock;
    if (request->state == REQUEST_LOCKED) {
        leave_waiters(lock, request);
        request->lock = NULL;
        return true;
    }
    if (plan->control == CONTROL_OPTIMISTIC && !request->crashed &&
        lock->last_write > request->value_time) {
        request->value_time = run->now;
        TELL(run, request->intent, request->site->component, NO_INDEX,
             "finds another version and begins again", -1);
        return false;
    }
    lock->last_write = request->crashed ? lock->last_write : run->now;
    lock->writers--;
    request->lock = NULL;
    Request *next = lock->first_waiter;
    if (next) {
        lock->first_waiter = next->next_waiter;
        lock->last_waiter = lock->first_waiter ? lock->last_waiter : NULL;
        lock->writers++;
        server_start_work(run, next);
    } else if (lock->writers == 0) {
        key_map_remove(&run->lock_map, &lock->node);
        pool_give(&run->locks, lock);
    }
    return true;
}

/* ---- Versions -------------------------------------------------------------------------------- */

static void acknowledge_mark(Run *run, const Intent *intent, const Mark *mark) {
    uint32_t key = key_of(run, intent);
    Version *version = key_map_find(&run->version_map, map_key(mark->place, key, intent->key));
    if (version && mark->time > version->acknowledged) {
        version->before = version->acknowledged;
        version->before_since = version->since;
        version->acknowledged = mark->time;
        version->since = run->now;
    }
    cache_outdate(run, mark->place, key, intent->key, mark->time, run->now);
}

void store_acknowledge(Run *run, const Intent *intent) {
    for (const Mark *mark = intent->marks; mark; mark = mark->next) {
        if (mark->kind == MARK_WRITE && mark->time != NEVER) {
            acknowledge_mark(run, intent, mark);
        }
    }
}

void store_wrote(Run *run, Request *request) {
    Intent *intent = request->intent;
    request->value_store = request->site->component;
    request->value_time = run->now;
    if (!is_versioned(request)) {
        return;
    }
    Mark *mark = intent_mark(intent, MARK_WRITE, request->site->component);
    if (!mark) {
        mark = intent_add_mark(run, intent, MARK_WRITE, request->site->component);
        mark->copies = UINT32_MAX;
    }
    mark->time = run->now;
    uint64_t key = map_key(request->site->component, key_of(run, intent), intent->key);
    Version *version = key_map_find(&run->version_map, key);
    if (!version) {
        version = pool_take(&run->versions_pool);
        *version = (Version){.acknowledged = -1, .before = -1};
        key_map_add(&run->version_map, key, &version->node);
    }
    timer_stop(&version->timer);
    timer_start(&run->versions, &version->timer, run->now, &run->events);
    version->written = run->now;
    version->copies = mark->copies;
    if (intent->acknowledged >= 0) {
        acknowledge_mark(run, intent, mark);
    }
}

void store_forget_version(Run *run, Timer *timer) {
    Version *version = RECORD_OF(Version, timer, timer);
    key_map_remove(&run->version_map, &version->node);
    pool_give(&run->versions_pool, version);
}

void store_read(Run *run, Request *request) {
    const PlanComponent *plan = request->site->plan;
    const Intent *intent = request->intent;
    request->value_store = request->site->component;
    request->value_time = run->now;
    if (!is_versioned(request)) {
        return;
    }
    const Version *version = key_map_find(
        &run->version_map, map_key(request->site->component, key_of(run, intent), intent->key));
    if (!version || request->station == NO_INDEX) {
        return; /* nothing new was written, or a majority was asked */
    }
    if (plan->layout == LAYOUT_DATABASE && request->station > 0) {
        request->value_time = run->now - plan->replication_lag_ns;
    } else if (plan->layout == LAYOUT_PARTITIONS && plan->copies > 1 &&
               !(version->copies & 1U << request->station % plan->copies)) {
        request->value_time = version->written - 1;
    }
    request->stale =
        (version->since <= intent->began && version->acknowledged > request->value_time) ||
        (version->before_since <= intent->began && version->before > request->value_time);
}

int64_t store_outdated_since(Run *run, uint32_t store, uint32_t key, uint64_t rank,
                             int64_t value_time) {
    const Version *version = key_map_find(&run->version_map, map_key(store, key, rank));
    return version && version->acknowledged > value_time ? version->since : NEVER;
}

size_t store_lock_size(void) {
    return sizeof(Lock);
}

size_t store_version_size(void) {
    return sizeof(Version);
}
