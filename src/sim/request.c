/* The life of a request at a component: it arrives, waits, works, takes its steps, answers. */
#include "sim/run.h"

Request *request_new(Run *run, Intent *intent, Role role, const Site *site) {
    Request *request = pool_take_zeroed(&run->requests, offsetof(Request, fills));
    request->fills = NULL;
    request->lock = NULL;
    request->message = NULL;
    request->intent = intent;
    request->site = site;
    request->role = role;
    request->station = NO_INDEX;
    request->connection = NO_INDEX;
    request->value_store = NO_INDEX;
    request->arrived = run->now;
    request->is_write = site->is_write;
    intent_hold(intent);
    return request;
}

void request_free(Run *run, Request *request) {
    intent_drop(run, request->intent);
    pool_give(&run->requests, request);
}

static bool fails_at_once(const Request *request) {
    ComponentState *state = request->site->state;
    return stream_chance(&state->choice, state->modifiers.error);
}

/* A broker's own work takes no time: the message is stored or refused. */
static void arrive_at_broker(Run *run, Request *request) {
    Cause cause =
        broker_accept(run, request->site->component, request->intent, request->connection, false);
    request_finish(run, request, cause);
}

void request_start(Run *run, Request *root) {
    root->site->state->counts.arrivals += run->in_load;
    root->state = REQUEST_STEPS;
    request_go_on(run, root);
}

void request_arrive(Run *run, Request *request) {
    const PlanComponent *plan = request->site->plan;
    request->arrived = run->now;
    if (request->cancels && !request->call) {
        request_free(run, request); /* the caller has given up while it travelled */
        return;
    }
    request->site->state->counts.arrivals += run->in_load;
    if (plan->layout == LAYOUT_NONE) {
        if (plan->is_broker) {
            arrive_at_broker(run, request);
        } else {
            request->state = REQUEST_STEPS;
            request_go_on(run, request);
        }
        return;
    }
    TELL(run, request->intent, request->site->component, NO_INDEX, "arrives", -1);
    if (fails_at_once(request)) {
        request_finish(run, request, CAUSE_ERROR);
    } else if (plan->limit_per_ns > 0.0 &&
               !limiter_admits(run, request->site->component, request->intent)) {
        request_finish(run, request, CAUSE_RATE_LIMITED);
    } else if (store_needs_parts(request)) {
        store_start_parts(run, request);
    } else {
        request->station = server_choose(run, request);
        if (request->station == NO_INDEX) {
            request_finish(run, request, CAUSE_UNREACHABLE);
        } else {
            server_enter(run, request);
        }
    }
}

/* ---- After the work -------------------------------------------------------------------------- */

/* A message is judged here for what a request is refused for on arrival. */
static Cause own_failure(Run *run, const Request *request) {
    const PlanComponent *plan = request->site->plan;
    Random *choice = &request->site->state->choice;
    if (stream_chance(choice, plan->error_share) || request->poisoned) {
        return CAUSE_ERROR;
    }
    if (request->role == ROLE_MESSAGE) {
        if (fails_at_once(request)) {
            return CAUSE_ERROR;
        }
        if (plan->limit_per_ns > 0.0 &&
            !limiter_admits(run, request->site->component, request->intent)) {
            return CAUSE_RATE_LIMITED;
        }
    }
    return CAUSE_NONE;
}

void request_work_done(Run *run, Request *request) {
    if (request->crashed) {
        request_free(run, request);
        return;
    }
    if (request->site->locks && request->lock && !store_unlock(run, request)) {
        server_start_work(run, request);
        return;
    }
    if (request->role == ROLE_PART) {
        store_part_done(run, request);
        return;
    }
    TELL(run, request->intent, request->site->component, NO_INDEX, "has done its work",
         (double)(run->now - request->began) / NS_IN_MS);
    Cause cause = own_failure(run, request);
    if (cause != CAUSE_NONE || request->site->is_leaf) {
        request_finish(run, request, cause);
        return;
    }
    request_after_work(run, request);
}

void request_after_work(Run *run, Request *request) {
    const PlanComponent *plan = request->site->plan;
    const PlanRoute *route = request->site->route;
    request->state = REQUEST_STEPS;
    if (request->check_only) {
        request_finish(run, request, CAUSE_NONE);
        return;
    }
    if (plan->is_store) {
        if (request->is_write) {
            store_wrote(run, request);
        } else {
            store_read(run, request);
        }
    }
    if (!plan->holds_slot && route->step_count > 0) {
        server_release(run, request);
    }
    if (plan->is_cache && !request->is_write) {
        if (cache_look_up(run, request, request->site->component)) {
            request_finish(run, request, CAUSE_NONE);
            return;
        }
        if (route->step_count > 0) {
            request->pending = 1;
            cache_missed(run, request, request->site->component);
            request_resume(run, request);
            return;
        }
    }
    request_go_on(run, request);
}

/* ---- Steps ----------------------------------------------------------------------------------- */

static double load_of(const ComponentState *state) {
    return state->slots ? (double)(state->busy + state->waiting) / (double)state->slots
                        : (double)state->waiting;
}

static bool can_take(const Way *way) {
    const Site *callee = way->callee;
    if (way->state->modifiers.cut > 0) {
        return false;
    }
    if (callee->plan->layout == LAYOUT_NONE) {
        return true;
    }
    for (uint32_t s = 0; s < callee->state->stations; s++) {
        if (server_is_up(callee->state, s)) {
            return true;
        }
    }
    return false;
}

/* One of the targets; those that are down are left out as long as another one is up. */
static const Way *choose_target(const Request *request, const Way *first, const Way *end) {
    const PlanComponent *plan = request->site->plan;
    ComponentState *state = request->site->state;
    uint32_t count = (uint32_t)(end - first);
    if (count == 1) {
        return first;
    }
    uint32_t up = 0;
    for (const Way *way = first; way < end; way++) {
        up += can_take(way);
    }
    uint32_t candidates = up ? up : count;
    uint32_t wanted[2] = {0, 0};
    unsigned wishes = 1;
    wanted[0] = state->cursor++ % candidates;
    if (plan->dispatch == DISPATCH_RANDOM || plan->dispatch == DISPATCH_TWO_CHOICES) {
        wanted[0] = (uint32_t)random_below(&state->choice, candidates);
    }
    if (plan->dispatch == DISPATCH_TWO_CHOICES && candidates > 1) {
        wanted[1] = (uint32_t)random_below(&state->choice, candidates - 1);
        wanted[1] += wanted[1] >= wanted[0];
        wishes = 2;
    }
    const Way *best = NULL;
    uint32_t seen = 0;
    double best_load = 0.0;
    for (const Way *way = first; way < end; way++) {
        if (up && !can_take(way)) {
            continue;
        }
        bool wished = plan->dispatch == DISPATCH_LEAST_BUSY || seen == wanted[0] ||
                      (wishes == 2 && seen == wanted[1]);
        double load = load_of(way->callee->state);
        if (wished && (!best || load < best_load)) {
            best = way;
            best_load = load;
        }
        seen++;
    }
    return best;
}

static void start_step(Run *run, Request *request, const Way *way) {
    uint32_t fan_out = way->plan->fan_out;
    request->pending += fan_out;
    for (uint32_t i = 0; i < fan_out; i++) {
        call_start(run, request, way);
    }
}

static void start_group(Run *run, Request *request, const Way *first, const Way *end) {
    if (request->site->plan->forwards && first->plan->kind != CONNECTION_DEDUP) {
        start_step(run, request, choose_target(request, first, end));
        return;
    }
    for (const Way *way = first; way < end; way++) {
        if (!way->step->data || !request->hit) {
            start_step(run, request, way);
        }
    }
}

/* A source, or a part that hands on, with nowhere to go. */
static bool is_dead_end(const Request *request) {
    const PlanComponent *plan = request->site->plan;
    return (plan->is_source || plan->forwards) &&
           (request->site->route->step_count == 0 || request->check_only);
}

static void end_steps(Run *run, Request *request) {
    if (is_dead_end(request)) {
        request_finish(run, request, CAUSE_UNREACHABLE);
    } else if (request->crashed) {
        request_free(run, request);
    } else {
        request_finish(run, request, request->cause);
    }
}

static bool has_steps(const Request *request) {
    return request->step < request->site->route->step_count && !request->check_only;
}

static void take_steps(Run *run, Request *request) {
    const Way *ways = request->site->ways;
    uint32_t count = request->site->route->step_count;
    do {
        uint32_t first = request->step;
        uint32_t end = first + 1;
        while (end < count && ways[end].step->group == ways[first].step->group) {
            end++;
        }
        request->step = end;
        request->pending = 1; /* held while they start */
        start_group(run, request, &ways[first], &ways[end]);
        if (--request->pending > 0) {
            return;
        }
    } while (has_steps(request) && request->cause == CAUSE_NONE && !request->crashed);
    end_steps(run, request);
}

void request_go_on(Run *run, Request *request) {
    if (!has_steps(request) || request->cause != CAUSE_NONE || request->crashed) {
        end_steps(run, request);
    } else {
        take_steps(run, request);
    }
}

/* The caches that missed are filled as soon as the stores have answered. */
static void end_group(Run *run, Request *request) {
    if (request->site->may_miss && request->fills && request->step > 0 &&
        request->cause == CAUSE_NONE && request->site->ways[request->step - 1].step->fills_here) {
        cache_fill_all(run, request, CAUSE_NONE);
    }
}

void request_resume(Run *run, Request *request) {
    if (--request->pending > 0) {
        return;
    }
    end_group(run, request);
    if (!request->crashed && request->hit && request->site->plan->is_cache) {
        request_finish(run, request, request->cause); /* another one has fetched it */
        return;
    }
    request_go_on(run, request);
}

/* ---- The end --------------------------------------------------------------------------------- */

/* The keys that it holds are kept when it succeeded, and free again when it did not. */
static void settle_dedups(Run *run, Request *request, Cause cause) {
    for (Mark *mark = request->intent->marks; mark; mark = mark->next) {
        if (mark->kind == MARK_DEDUP && mark->holder == request) {
            mark->holder = NULL;
            mark->time = cause == CAUSE_NONE
                             ? run->now + run->plan->connections[mark->place].window_ns
                             : run->now;
        }
    }
}

static bool reply_is_lost(Run *run, const Request *request) {
    const Way *way = request->call->way;
    if (!way->loses_reply) {
        return false;
    }
    Random *random = &way->state->random;
    bool lost = stream_chance(random, request->site->state->modifiers.drop) ||
                stream_chance(random, way->state->modifiers.drop);
    if (run->plan->components[way->plan->from].is_source) {
        const Modifiers *operation = &run->operations[request->site->operation].modifiers;
        lost |= stream_chance(random, operation->drop);
    }
    return lost;
}

static void answer(Run *run, Request *request) {
    if (!request->call) {
        timer_stop(&request->timeout);
        request_free(run, request);
        return;
    }
    if (reply_is_lost(run, request)) {
        TELL(run, request->intent, request->site->component, request->connection,
             "its answer is lost", -1);
        request->state = REQUEST_MUTE;
        return;
    }
    request->state = REQUEST_REPLIES;
    if (run_happens_now(run, request->call->way->back, EVENT_REPLY, request)) {
        call_answered(run, request);
        run_happened(run);
    }
}

static void tell_end(Run *run, const Request *request, Cause cause) {
    if (cause != CAUSE_NONE) {
        TELL(run, request->intent, request->site->component, NO_INDEX, cause_name(cause), -1);
    }
}

void request_finish(Run *run, Request *request, Cause cause) {
    const PlanComponent *plan = request->site->plan;
    request->cause = cause;
    request->state = REQUEST_REPLIES;
    tell_end(run, request, cause);
    if (request->site->may_miss && request->fills) {
        cache_fill_all(run, request, cause);
    }
    if (cause == CAUSE_NONE && !request->check_only && !plan->is_source) {
        if (plan->is_cache && request->is_write) {
            cache_write(run, request);
        }
        if (request->site->route->has_effect && request->role != ROLE_DETACHED) {
            intent_effect(run, request->intent, request->site->component);
        }
    }
    settle_dedups(run, request, cause);
    if (plan->layout != LAYOUT_NONE) {
        request->site->state->counts.served += cause == CAUSE_NONE && run->in_load;
        server_release(run, request);
        server_leave(request);
    }
    switch (request->role) {
    case ROLE_ROOT:
        intent_finish(run, request->intent, cause, request->stale);
        request_free(run, request);
        break;
    case ROLE_CALL:
        answer(run, request);
        break;
    case ROLE_MESSAGE:
        broker_worked(run, request, cause);
        request_free(run, request);
        break;
    case ROLE_PART:
    case ROLE_DETACHED:
        request_free(run, request);
        break;
    }
}

/* The machine under it is gone: whoever asked gets no answer but a broken connection, and what it
 * waits for finds nobody. */
void request_crash(Run *run, Request *request) {
    bool has_event = request->state == REQUEST_WORKS;
    bool has_steps = request->state == REQUEST_STEPS && request->pending > 0;
    TELL(run, request->intent, request->site->component, NO_INDEX, "goes down with its machine",
         -1);
    request->crashed = true;
    if (request->fills) {
        cache_fill_all(run, request, CAUSE_UNREACHABLE);
    }
    settle_dedups(run, request, CAUSE_UNREACHABLE);
    if (request->lock) {
        store_unlock(run, request);
    }
    server_release(run, request);
    server_leave(request);
    if (request->message) {
        broker_crashed(run, request);
    }
    if (request->role == ROLE_PART) {
        store_part_lost(run, request);
        if (!has_event) {
            request_free(run, request);
        }
        return;
    }
    Call *call = request->call;
    if (call) {
        /* The answer is a record of its own, since this one waits for what it has begun. */
        Request *broken = request_new(run, request->intent, ROLE_CALL, request->site);
        broken->call = call;
        broken->connection = request->connection;
        broken->cause = CAUSE_UNREACHABLE;
        broken->state = REQUEST_REPLIES;
        call->tries[call->tries[1] == request] = broken;
        timer_stop(&request->timeout);
        request->call = NULL;
        if (run_happens_now(run, call->way->back, EVENT_REPLY, broken)) {
            call_answered(run, broken);
            run_happened(run);
        }
    }
    if (!has_event && !has_steps) {
        request_free(run, request);
    }
}
