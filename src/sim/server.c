/* Stations: who gets which slot, who waits, who is refused, and what is down. */
#include <stdlib.h>

#include "sim/run.h"

static Station *station_of(const Request *request) {
    return &request->site->state->first_station[request->station];
}

void server_renew_open(Station *station) {
    station->open = station->down == 0 ? station->slots : 0;
}

static bool is_up(const ComponentState *state, uint32_t station) {
    return state->first_station[station].open > 0;
}

bool server_is_up(const ComponentState *state, uint32_t station) {
    return is_up(state, station);
}

static bool has_free_slot(const Station *station) {
    return station->open > station->busy;
}

/* ---- Dispatch -------------------------------------------------------------------------------- */

static uint32_t load_at(const ComponentState *state, uint32_t station) {
    const Station *at = &state->first_station[station];
    return at->busy + at->waiting;
}

/* From `wanted` on, the first of the stations first .. end-1 that is up. */
static uint32_t next_up(const ComponentState *state, uint32_t first, uint32_t end,
                        uint32_t wanted) {
    for (uint32_t i = first; i < end; i++) {
        if (is_up(state, wanted)) {
            return wanted;
        }
        wanted = wanted + 1 < end ? wanted + 1 : first;
    }
    return NO_INDEX;
}

enum { DRAWS = 32 };

static uint32_t random_up(ComponentState *state, uint32_t first, uint32_t end, uint32_t except) {
    uint32_t station = first;
    for (int i = 0; i < DRAWS; i++) {
        station = first + (uint32_t)random_below(&state->choice, end - first);
        if (station != except && is_up(state, station)) {
            return station;
        }
    }
    return next_up(state, first, end, station); /* nearly all are down */
}

static uint32_t least_busy(ComponentState *state, uint32_t first, uint32_t end) {
    uint32_t best = NO_INDEX;
    uint32_t station = first + state->cursor++ % (end - first);
    for (uint32_t i = first; i < end; i++) {
        if (is_up(state, station) &&
            (best == NO_INDEX || load_at(state, station) < load_at(state, best))) {
            best = station;
        }
        station = station + 1 < end ? station + 1 : first;
    }
    return best;
}

static uint32_t choose_among(ComponentState *state, Dispatch dispatch, uint32_t first,
                             uint32_t end) {
    if (end - first == 1) {
        return is_up(state, first) ? first : NO_INDEX;
    }
    switch (dispatch) {
    case DISPATCH_RANDOM:
        return random_up(state, first, end, NO_INDEX);
    case DISPATCH_LEAST_BUSY:
        return least_busy(state, first, end);
    case DISPATCH_TWO_CHOICES: {
        uint32_t one = random_up(state, first, end, NO_INDEX);
        uint32_t other = random_up(state, first, end, one);
        if (one == NO_INDEX || other == NO_INDEX) {
            return one;
        }
        return load_at(state, other) < load_at(state, one) ? other : one;
    }
    case DISPATCH_SHARED_QUEUE:
    case DISPATCH_ROUND_ROBIN:
        break;
    }
    return next_up(state, first, end, first + state->cursor++ % (end - first));
}

uint32_t server_choose(Run *run, const Request *request) {
    const PlanComponent *plan = request->site->plan;
    ComponentState *state = request->site->state;
    switch (plan->layout) {
    case LAYOUT_DATABASE:
        if (!request->is_write && plan->reads_replicas && !request->reads_strongly) {
            uint32_t replica = choose_among(state, plan->dispatch, 1, plan->station_count);
            if (replica != NO_INDEX) {
                return replica;
            }
        }
        return choose_among(state, plan->dispatch, 0, 1);
    case LAYOUT_PARTITIONS: {
        uint32_t first = store_partition(run, request->site, request->intent) * plan->copies;
        state->first_station[first].arrivals += run->in_load;
        return choose_among(state, plan->dispatch, first, first + plan->copies);
    }
    case LAYOUT_REPLICAS:
        if (state->stations == 1) {
            return is_up(state, 0) ? 0 : NO_INDEX;
        }
        return choose_among(state, plan->dispatch, 0, state->stations);
    case LAYOUT_NONE:
        break;
    }
    return NO_INDEX;
}

/* ---- Slots ----------------------------------------------------------------------------------- */

void server_start_work(Run *run, Request *request) {
    const Site *site = request->site;
    if (site->asks_cache) {
        cache_expect(run, site->asks_cache, request->intent);
    }
    double slow = request->check_only ? site->slow : site->work_slow;
    request->state = REQUEST_WORKS;
    int64_t time = stream_duration(&site->state->work, &run->plan->ziggurat,
                                   &site->plan->work[request->is_write], slow);
    event_queue_push(&run->events, run->now + time, EVENT_WORK_DONE, request);
}

static void begin_work(Run *run, Request *request, Station *station) {
    ComponentState *state = request->site->state;
    state->busy++;
    state->free_slots--;
    station->busy++;
    station->held_ns -= run->load_now;
    request->start = ++run->starts;
    request->in_station = request->holds_slot = true;
    request->began = run->now;
    if (request->arrived < run->end) {
        state->counts.started++;
        state->counts.wait_ns += (double)(run->now - request->arrived);
    }
    if (run->now > request->arrived) {
        TELL(run, request->intent, request->site->component, NO_INDEX, "gets a slot after",
             (double)(run->now - request->arrived) / NS_IN_MS);
    }
    if (!request->site->locks || store_lock(run, request)) {
        server_start_work(run, request);
    }
}

static void queue_up(Line *line, Request *request, bool last_comes_first) {
    Request *before = last_comes_first ? NULL : line->last;
    Request *after = last_comes_first ? line->first : NULL;
    request->previous = before;
    request->next = after;
    *(before ? &before->next : &line->first) = request;
    *(after ? &after->previous : &line->last) = request;
}

void server_enter(Run *run, Request *request) {
    const PlanComponent *plan = request->site->plan;
    ComponentState *state = request->site->state;
    Station *station = station_of(request);
    if (has_free_slot(station)) {
        begin_work(run, request, station);
        return;
    }
    if (station->waiting >= plan->queue_limit * plan->machines) {
        state->counts.refused += run->in_load;
        if (request->role == ROLE_PART) {
            request->cause = CAUSE_REFUSED;
            store_part_done(run, request);
        } else {
            request_finish(run, request, CAUSE_REFUSED);
        }
        return;
    }
    request->state = REQUEST_WAITS;
    server_account_waiting(run, state);
    station->waiting++;
    state->waiting++;
    server_came(run, state);
    if (state->waiting > state->counts.waiting_max) {
        state->counts.waiting_max = state->waiting;
    }
    queue_up(&station->lines[request->site->line], request, plan->scheduling == SCHEDULING_LIFO);
}

static void leave_line(const Run *run, Request *request, Station *station) {
    ComponentState *state = request->site->state;
    Line *line = &station->lines[request->site->line];
    server_account_waiting(run, state);
    station->waiting--;
    state->waiting--;
    server_left(run, state, request->arrived);
    *(request->previous ? &request->previous->next : &line->first) = request->next;
    *(request->next ? &request->next->previous : &line->last) = request->previous;
}

void server_withdraw(Run *run, Request *request) {
    leave_line(run, request, station_of(request));
}

/* Of the most urgent line that is not empty; somebody waits. */
static Request *first_waiting(const Station *station) {
    const Line *line = station->lines;
    while (!line->first) {
        line++;
    }
    return line->first;
}

/* Gives the free slots of a station to those who wait, then to messages. */
static void serve_next(Run *run, ComponentState *state, Station *station) {
    while (station->waiting > 0 && has_free_slot(station)) {
        Request *next = first_waiting(station);
        leave_line(run, next, station);
        begin_work(run, next, station);
    }
    if (state->takes_messages && has_free_slot(station)) {
        broker_pull(run, state->position);
    }
}

void server_release(Run *run, Request *request) {
    if (!request->holds_slot) {
        return;
    }
    ComponentState *state = request->site->state;
    Station *station = station_of(request);
    request->holds_slot = false;
    state->busy--;
    station->busy--;
    state->free_slots++;
    station->held_ns += run->load_now;
    if (request->began < run->end) {
        state->counts.held++;
        state->counts.held_ns += (double)(run->now - request->began);
        state->held_after_ns += run->now - run->load_now;
    }
    if (station->waiting > 0 || state->takes_messages) {
        serve_next(run, state, station);
    }
}

void server_account(const Run *run, ComponentState *state) {
    const PlanComponent *plan = &run->plan->components[state->position];
    server_account_waiting(run, state);
    state->counts.slots_area += (double)(run->load_now - state->since) * (double)state->slots;
    state->since = run->load_now;
    state->counts.busy_area = 0.0;
    for (uint32_t s = 0; s < plan->station_count; s++) {
        state->counts.busy_area += server_held_ns(run, &state->first_station[s]);
    }
}

double server_held_ns(const Run *run, const Station *station) {
    return (double)(station->held_ns + station->busy * run->load_now);
}

void server_leave(Request *request) {
    request->in_station = false;
}

bool server_begin_message(Run *run, Request *request) {
    const PlanComponent *plan = request->site->plan;
    ComponentState *state = request->site->state;
    uint32_t count = plan->layout == LAYOUT_REPLICAS ? state->stations : plan->station_count;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t position = state->cursor++ % count;
        if (has_free_slot(&state->first_station[position])) {
            request->station = position;
            begin_work(run, request, &state->first_station[position]);
            return true;
        }
    }
    return false;
}

/* ---- Down and up ----------------------------------------------------------------------------- */

static void count_slots(ComponentState *state) {
    uint32_t free_slots = 0;
    for (uint32_t s = 0; s < state->stations; s++) {
        const Station *station = &state->first_station[s];
        free_slots += has_free_slot(station) ? station->open - station->busy : 0;
    }
    state->free_slots = free_slots;
}

typedef struct Active {
    Request *request;
    uint32_t start;
} Active;

static int later_start_first(const void *a, const void *b) {
    int32_t ahead = (int32_t)(((const Active *)b)->start - ((const Active *)a)->start);
    return (ahead > 0) - (ahead < 0);
}

/* Those at work at the station, the last to begin first; the caller frees the list. Machines crash
 * so seldom that a list of them need not be kept: all requests are looked at. */
static Active *find_active(const Run *run, const Station *station, size_t *count) {
    ARRAY_OF(Active) found = {0};
    for (size_t i = 0; i < pool_count(&run->requests); i++) {
        Request *request = pool_at(&run->requests, i);
        if (request->in_station && station_of(request) == station) {
            Active active = {request, request->start};
            array_push(&found, active);
        }
    }
    if (found.count > 0) {
        qsort(found.items, found.count, sizeof *found.items, later_start_first);
    }
    *count = found.count;
    return found.items;
}

/* The end of one may be that of another, whose record may be in use again. */
static void crash_active(Run *run, const Station *station, uint32_t most) {
    size_t count;
    Active *active = find_active(run, station, &count);
    for (size_t i = 0; i < count && most > 0; i++) {
        Request *request = active[i].request;
        if (request->in_station && request->start == active[i].start) {
            request_crash(run, request);
            most--;
        }
    }
    free(active);
}

/* The waiting lose their connections too. */
static void crash_station(Run *run, Station *station, uint32_t active) {
    crash_active(run, station, active);
    while (station->down > 0 && station->waiting > 0) {
        Request *request = first_waiting(station);
        leave_line(run, request, station);
        if (request->role == ROLE_PART) {
            request->cause = CAUSE_UNREACHABLE;
            store_part_done(run, request);
        } else {
            request_finish(run, request, CAUSE_UNREACHABLE);
        }
    }
}

void server_set_down(Run *run, uint32_t component, uint32_t position, bool down) {
    ComponentState *state = &run->components[component];
    Station *station = &state->first_station[position];
    bool was_down = station->down > 0;
    station->down = down ? station->down + 1 : station->down - 1;
    if (was_down == (station->down > 0)) {
        return;
    }
    server_renew_open(station);
    count_slots(state);
    if (down) {
        crash_station(run, station, UINT32_MAX);
        count_slots(state);
    } else {
        serve_next(run, state, station);
    }
}

/* Of a shared queue: its slots are those of the machines that are left. */
void server_set_machines_down(Run *run, uint32_t component, uint32_t machines) {
    const PlanComponent *plan = &run->plan->components[component];
    ComponentState *state = &run->components[component];
    Station *station = state->first_station;
    uint32_t each = plan->station_slots / plan->machines;
    uint32_t total = plan->machines + state->scaling;
    uint32_t busy = station->busy;
    machines = machines < total ? machines : total;
    uint32_t lost = machines > state->machines_down ? machines - state->machines_down : 0;
    uint32_t left = total - state->machines_down;
    uint32_t dying = left ? (uint32_t)(((uint64_t)busy * lost + left / 2) / left) : 0;
    state->machines_down = machines;
    station->slots = (total - machines) * each;
    station->down = station->slots == 0;
    server_renew_open(station);
    if (lost > 0) {
        count_slots(state);
        crash_station(run, station, dying);
    }
    count_slots(state);
    serve_next(run, state, station);
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
    Station *fresh = &state->first_station[state->stations++];
    fresh->slots = plan->station_slots;
    server_renew_open(fresh);
    count_slots(state);
    serve_next(run, state, fresh);
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
