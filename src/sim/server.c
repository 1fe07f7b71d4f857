/* Stations: who gets which slot, who waits, who is refused, and what is down. */
#include "sim/run.h"

void server_account(Run *run, ComponentState *state) {
    int64_t until = run->now < run->end ? run->now : run->end;
    if (until > state->since) {
        double passed = (double)(until - state->since);
        state->counts.busy_area += passed * (double)state->busy;
        state->counts.waiting_area += passed * (double)state->waiting;
        state->counts.slots_area += passed * (double)state->slots;
        state->since = until;
    }
}

static Station *station_at(Run *run, uint32_t component, uint32_t station) {
    return &run->stations[run->plan->components[component].first_station + station];
}

bool server_is_up(const Run *run, uint32_t component, uint32_t station) {
    const Station *at = &run->stations[run->plan->components[component].first_station + station];
    return at->down == 0 && at->slots > 0;
}

static uint32_t free_slots(const Station *station) {
    return station->down == 0 && station->slots > station->busy ? station->slots - station->busy
                                                                : 0;
}

/* ---- Dispatch -------------------------------------------------------------------------------- */

static uint32_t load_at(const Run *run, uint32_t component, uint32_t station) {
    const Station *at = &run->stations[run->plan->components[component].first_station + station];
    return at->busy + at->waiting;
}

/* From `wanted` on, the first of the stations first .. end-1 that is up. */
static uint32_t next_up(const Run *run, uint32_t component, uint32_t first, uint32_t end,
                        uint32_t wanted) {
    for (uint32_t i = first; i < end; i++) {
        if (server_is_up(run, component, wanted)) {
            return wanted;
        }
        wanted = wanted + 1 < end ? wanted + 1 : first;
    }
    return NO_INDEX;
}

enum { DRAWS = 32 };

static uint32_t random_up(Run *run, uint32_t component, uint32_t first, uint32_t end,
                          uint32_t except) {
    Random *choice = &run->components[component].choice;
    uint32_t station = first;
    for (int i = 0; i < DRAWS; i++) {
        station = first + (uint32_t)random_below(choice, end - first);
        if (station != except && server_is_up(run, component, station)) {
            return station;
        }
    }
    return next_up(run, component, first, end, station); /* nearly all are down */
}

static uint32_t least_busy(Run *run, uint32_t component, uint32_t first, uint32_t end) {
    ComponentState *state = &run->components[component];
    uint32_t best = NO_INDEX;
    uint32_t station = first + state->cursor++ % (end - first);
    for (uint32_t i = first; i < end; i++) {
        if (server_is_up(run, component, station) &&
            (best == NO_INDEX ||
             load_at(run, component, station) < load_at(run, component, best))) {
            best = station;
        }
        station = station + 1 < end ? station + 1 : first;
    }
    return best;
}

static uint32_t choose_among(Run *run, uint32_t component, uint32_t first, uint32_t end) {
    ComponentState *state = &run->components[component];
    if (end - first == 1) {
        return server_is_up(run, component, first) ? first : NO_INDEX;
    }
    switch (run->plan->components[component].dispatch) {
    case DISPATCH_RANDOM:
        return random_up(run, component, first, end, NO_INDEX);
    case DISPATCH_LEAST_BUSY:
        return least_busy(run, component, first, end);
    case DISPATCH_TWO_CHOICES: {
        uint32_t one = random_up(run, component, first, end, NO_INDEX);
        uint32_t other = random_up(run, component, first, end, one);
        if (one == NO_INDEX || other == NO_INDEX) {
            return one;
        }
        return load_at(run, component, other) < load_at(run, component, one) ? other : one;
    }
    case DISPATCH_SHARED_QUEUE:
    case DISPATCH_ROUND_ROBIN:
        break;
    }
    return next_up(run, component, first, end, first + state->cursor++ % (end - first));
}

uint32_t server_choose(Run *run, uint32_t component, const Request *request) {
    const PlanComponent *plan = &run->plan->components[component];
    ComponentState *state = &run->components[component];
    switch (plan->layout) {
    case LAYOUT_DATABASE:
        if (!request->is_write && plan->reads_replicas && !request->reads_strongly) {
            uint32_t replica = choose_among(run, component, 1, plan->station_count);
            if (replica != NO_INDEX) {
                return replica;
            }
        }
        return choose_among(run, component, 0, 1);
    case LAYOUT_PARTITIONS: {
        uint32_t first = store_partition(run, component, request->intent) * plan->copies;
        run->stations[plan->first_station + first].arrivals += run->now < run->end;
        return choose_among(run, component, first, first + plan->copies);
    }
    case LAYOUT_REPLICAS:
        return choose_among(run, component, 0, state->stations);
    case LAYOUT_NONE:
        break;
    }
    return NO_INDEX;
}

/* ---- Slots ----------------------------------------------------------------------------------- */

static void enlist(Request **first, Request *request) {
    request->previous = NULL;
    request->next = *first;
    if (*first) {
        (*first)->previous = request;
    }
    *first = request;
}

void server_start_work(Run *run, Request *request) {
    const PlanComponent *plan = &run->plan->components[request->component];
    ComponentState *state = &run->components[request->component];
    double slow =
        state->modifiers.slow * run->operations[request->intent->operation].modifiers.slow;
    if (!request->check_only) {
        slow *= plan_route(run->plan, request->intent->operation, request->component)->work;
    }
    request->state = REQUEST_WORKS;
    int64_t time =
        stream_duration(&state->work, &run->plan->ziggurat, plan->work[request->is_write], slow);
    event_queue_push(&run->events, run->now + time, EVENT_WORK_DONE, request);
}

static void take_slot(Run *run, Request *request) {
    ComponentState *state = &run->components[request->component];
    Station *station = station_at(run, request->component, request->station);
    server_account(run, state);
    state->busy++;
    state->free_slots--;
    station->busy++;
    enlist(&station->first_active, request);
    request->in_station = request->holds_slot = true;
    request->began = run->now;
    if (request->arrived < run->end) {
        state->counts.started++;
        state->counts.wait_ns += (double)(run->now - request->arrived);
    }
}

static void begin_work(Run *run, Request *request) {
    take_slot(run, request);
    if (run->now > request->arrived) {
        TELL(run, request->intent, request->component, NO_INDEX, "gets a slot after",
             (double)(run->now - request->arrived) / NS_IN_MS);
    }
    if (store_lock(run, request)) {
        server_start_work(run, request);
    }
}

static bool is_more_urgent(const Run *run, const Request *a, const Request *b) {
    return run->plan->operations[a->intent->operation].source->priority <
           run->plan->operations[b->intent->operation].source->priority;
}

/* The list of the waiting is kept in the order of service: the first one is next. */
static void queue_up(Run *run, Station *station, Request *request) {
    Scheduling scheduling = run->plan->components[request->component].scheduling;
    Request *after = station->last_waiting; /* NULL: at the front */
    if (scheduling == SCHEDULING_LIFO) {
        after = NULL;
    } else if (scheduling == SCHEDULING_PRIORITY) {
        while (after && is_more_urgent(run, request, after)) {
            after = after->previous;
        }
    }
    request->previous = after;
    request->next = after ? after->next : station->first_waiting;
    if (after) {
        after->next = request;
    } else {
        station->first_waiting = request;
    }
    if (request->next) {
        request->next->previous = request;
    } else {
        station->last_waiting = request;
    }
}

void server_enter(Run *run, Request *request) {
    const PlanComponent *plan = &run->plan->components[request->component];
    ComponentState *state = &run->components[request->component];
    Station *station = station_at(run, request->component, request->station);
    if (free_slots(station) > 0) {
        begin_work(run, request);
        return;
    }
    if (station->waiting >= plan->queue_limit * plan->machines) {
        state->counts.refused += run->now < run->end;
        if (request->role == ROLE_PART) {
            request->cause = CAUSE_REFUSED;
            store_part_done(run, request);
        } else {
            request_finish(run, request, CAUSE_REFUSED);
        }
        return;
    }
    request->state = REQUEST_WAITS;
    server_account(run, state);
    station->waiting++;
    state->waiting++;
    if (state->waiting > state->counts.waiting_max) {
        state->counts.waiting_max = state->waiting;
    }
    queue_up(run, station, request);
}

void server_withdraw(Run *run, Request *request) {
    ComponentState *state = &run->components[request->component];
    Station *station = station_at(run, request->component, request->station);
    server_account(run, state);
    station->waiting--;
    state->waiting--;
    if (request->previous) {
        request->previous->next = request->next;
    } else {
        station->first_waiting = request->next;
    }
    if (request->next) {
        request->next->previous = request->previous;
    } else {
        station->last_waiting = request->previous;
    }
}

/* Gives the free slots of a station to those who wait, then to messages. */
static void serve_next(Run *run, uint32_t component, uint32_t position) {
    Station *station = station_at(run, component, position);
    while (free_slots(station) > 0 && station->first_waiting) {
        Request *next = station->first_waiting;
        server_withdraw(run, next);
        begin_work(run, next);
    }
    if (run->plan->first_feed[component] < run->plan->first_feed[component + 1] &&
        free_slots(station) > 0) {
        broker_pull(run, component);
    }
}

void server_release(Run *run, Request *request) {
    if (!request->holds_slot) {
        return;
    }
    ComponentState *state = &run->components[request->component];
    Station *station = station_at(run, request->component, request->station);
    server_account(run, state);
    request->holds_slot = false;
    state->busy--;
    station->busy--;
    state->free_slots++;
    if (request->began < run->end) {
        int64_t until = run->now < run->end ? run->now : run->end;
        station->held_ns += (double)(until - request->began);
        state->counts.held++;
        state->counts.held_ns += (double)(run->now - request->began);
    }
    serve_next(run, request->component, request->station);
}

double server_held_ns(const Run *run, const Station *station) {
    int64_t until = run->now < run->end ? run->now : run->end;
    double held_ns = station->held_ns;
    for (const Request *at = station->first_active; at; at = at->next) {
        held_ns += at->holds_slot && until > at->began ? (double)(until - at->began) : 0.0;
    }
    return held_ns;
}

void server_leave(Run *run, Request *request) {
    if (!request->in_station) {
        return;
    }
    Station *station = station_at(run, request->component, request->station);
    request->in_station = false;
    if (request->previous) {
        request->previous->next = request->next;
    } else {
        station->first_active = request->next;
    }
    if (request->next) {
        request->next->previous = request->previous;
    }
}

bool server_begin_message(Run *run, Request *request) {
    const PlanComponent *plan = &run->plan->components[request->component];
    ComponentState *state = &run->components[request->component];
    uint32_t count = plan->layout == LAYOUT_REPLICAS ? state->stations : plan->station_count;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t position = state->cursor++ % count;
        if (free_slots(station_at(run, request->component, position)) > 0) {
            request->station = position;
            begin_work(run, request);
            return true;
        }
    }
    return false;
}

/* ---- Down and up ----------------------------------------------------------------------------- */

static void count_slots(Run *run, uint32_t component) {
    ComponentState *state = &run->components[component];
    uint64_t open = 0;
    for (uint32_t s = 0; s < state->stations; s++) {
        open += free_slots(station_at(run, component, s));
    }
    state->free_slots = (uint32_t)open;
}

/* The waiting lose their connections too. */
static void crash_station(Run *run, uint32_t component, uint32_t position, uint32_t active) {
    Station *station = station_at(run, component, position);
    for (; active > 0 && station->first_active; active--) {
        request_crash(run, station->first_active);
    }
    while (station->down > 0 && station->first_waiting) {
        Request *request = station->first_waiting;
        server_withdraw(run, request);
        if (request->role == ROLE_PART) {
            request->cause = CAUSE_UNREACHABLE;
            store_part_done(run, request);
        } else {
            request_finish(run, request, CAUSE_UNREACHABLE);
        }
    }
}

void server_set_down(Run *run, uint32_t component, uint32_t position, bool down) {
    Station *station = station_at(run, component, position);
    server_account(run, &run->components[component]);
    if (down) {
        if (station->down++ == 0) {
            count_slots(run, component);
            crash_station(run, component, position, UINT32_MAX);
            count_slots(run, component);
        }
    } else if (--station->down == 0) {
        count_slots(run, component);
        serve_next(run, component, position);
    }
}

/* Of a shared queue: its slots are those of the machines that are left. */
void server_set_machines_down(Run *run, uint32_t component, uint32_t machines) {
    const PlanComponent *plan = &run->plan->components[component];
    ComponentState *state = &run->components[component];
    Station *station = station_at(run, component, 0);
    uint32_t each = plan->station_slots / plan->machines;
    uint32_t total = plan->machines + state->scaling;
    uint32_t busy = station->busy;
    server_account(run, state);
    machines = machines < total ? machines : total;
    uint32_t lost = machines > state->machines_down ? machines - state->machines_down : 0;
    uint32_t left = total - state->machines_down;
    uint32_t dying = left ? (uint32_t)(((uint64_t)busy * lost + left / 2) / left) : 0;
    state->machines_down = machines;
    station->slots = (total - machines) * each;
    station->down = station->slots == 0;
    if (lost > 0) {
        count_slots(run, component);
        crash_station(run, component, 0, dying);
    }
    count_slots(run, component);
    serve_next(run, component, 0);
}

/* ---- Scaling --------------------------------------------------------------------------------- */

void server_scale(Run *run, ComponentState *state) {
    const PlanComponent *plan = &run->plan->components[state->position];
    server_account(run, state);
    state->scale_pending--;
    state->slots += plan->station_slots / plan->machines;
    if (plan->dispatch == DISPATCH_SHARED_QUEUE) {
        state->scaling++;
        server_set_machines_down(run, state->position, state->machines_down);
        return;
    }
    uint32_t fresh = state->stations++;
    station_at(run, state->position, fresh)->slots = plan->station_slots;
    count_slots(run, state->position);
    serve_next(run, state->position, fresh);
}

enum { SCALE_WINDOW = 10 };

/* The utilisation of the last ten seconds decides how many replicas are wanted. */
void server_autoscale_tick(Run *run, ComponentState *state) {
    const PlanComponent *plan = &run->plan->components[state->position];
    if (plan->scale_max <= plan->replicas) {
        return;
    }
    server_account(run, state);
    uint32_t place = state->scale_seconds++ % SCALE_WINDOW;
    double busy = state->counts.busy_area - state->scale_areas[0][place];
    double slots = state->counts.slots_area - state->scale_areas[1][place];
    state->scale_areas[0][place] = state->counts.busy_area;
    state->scale_areas[1][place] = state->counts.slots_area;
    if (state->scale_seconds < SCALE_WINDOW || slots <= 0.0) {
        return;
    }
    double used = busy / slots;
    double now = (double)state->slots * plan->machines / plan->station_slots;
    if (used <= plan->scale_target) {
        return;
    }
    uint32_t wanted = (uint32_t)(now * used / plan->scale_target + 0.999999);
    wanted = wanted < plan->scale_max ? wanted : plan->scale_max;
    for (uint32_t have = (uint32_t)(now + 0.5) + state->scale_pending; have < wanted; have++) {
        state->scale_pending++;
        event_queue_push(&run->events, run->now + plan->scale_delay_ns, EVENT_SCALE, state);
    }
}
