/* Calls: tries, timeouts, retries and hedges of one step, as its caller sees them. */
#include "sim/run.h"

static void call_over(Run *run, Call *call, Cause cause);

static unsigned tries_under_way(const Call *call) {
    return (unsigned)((call->tries[0] != NULL) + (call->tries[1] != NULL));
}

/* The caller does not wait for this try any more. Its record is freed by whoever ends its work, or
 * here when nothing will. */
static void abandon(Run *run, Call *call, Request *callee) {
    call->tries[call->tries[1] == callee] = NULL;
    callee->call = NULL;
    timer_stop(&callee->timeout);
    if (callee->state == REQUEST_MUTE) {
        request_free(run, callee);
    } else if (callee->cancels && callee->state == REQUEST_WAITS) {
        TELL(run, callee->intent, callee->site->component, NO_INDEX, "is withdrawn while it waits",
             -1);
        server_withdraw(run, callee);
        request_free(run, callee);
    }
}

/* ---- A try ----------------------------------------------------------------------------------- */

static void try_once(Run *run, Call *call, unsigned place) {
    const Way *way = call->way;
    const PlanConnection *plan = way->plan;
    Intent *intent = call->request->intent;
    Request *callee = request_new(run, intent, ROLE_CALL, way->callee);
    callee->call = call;
    callee->connection = way->step->connection;
    callee->cancels = plan->cancels;
    callee->reads_strongly = plan->reads_strongly;
    callee->check_only = plan->kind == CONNECTION_DEDUP;
    callee->is_write |= callee->check_only;
    call->tries[place] = callee;
    way->state->attempts++;
    TELL(run, intent, call->request->site->component, callee->connection, "asks", -1);
    if (plan->timeout_ns > 0) {
        timer_start(&way->state->timeouts, &callee->timeout, run->now, &run->events);
    }
    if (way->cut) {
        callee->cause = CAUSE_UNREACHABLE;
    } else if (stream_chance(&way->state->random, way->error)) {
        callee->cause = CAUSE_ERROR;
    }
    if (callee->cause != CAUSE_NONE) {
        callee->state = REQUEST_REPLIES;
        if (run_happens_now(run, way->back, EVENT_REPLY, callee)) {
            call_answered(run, callee);
            run_happened(run);
        }
        return;
    }
    if (way->callee->state->cache) {
        cache_approach(run, way->callee->state->cache, intent);
    }
    callee->state = REQUEST_TRAVELS;
    if (run_happens_now(run, way->there, EVENT_REQUEST, callee)) {
        request_arrive(run, callee);
        run_happened(run);
    }
}

static void begin_try(Run *run, Call *call) {
    const Way *way = call->way;
    call->attempts++;
    if (!breaker_allows(way->plan, way->state, run->now)) {
        TELL(run, call->request->intent, call->request->site->component, way->step->connection,
             "the breaker is open", -1);
        call_over(run, call, CAUSE_BREAKER_OPEN);
        return;
    }
    if (way->plan->hedge_ns > 0) {
        timer_start(&way->state->hedges, &call->hedge, run->now, &run->events);
    }
    try_once(run, call, 0);
}

void call_start(Run *run, Request *caller, const Way *way) {
    Call *call = pool_take_zeroed(&run->calls, sizeof(Call));
    call->request = caller;
    call->way = way;
    budget_deposit(way->plan, way->state);
    begin_try(run, call);
}

void call_hedge(Run *run, Call *call) {
    const Way *way = call->way;
    if (!call->tries[0] || !breaker_allows(way->plan, way->state, run->now)) {
        return;
    }
    way->state->hedged++;
    TELL(run, call->request->intent, call->request->site->component, way->step->connection,
         "sends a second request to be safe", -1);
    try_once(run, call, 1);
}

void call_retry(Run *run, Call *call) {
    if (call->request->crashed) {
        call_over(run, call, CAUSE_UNREACHABLE);
        return;
    }
    call->way->state->retries++;
    TELL(run, call->request->intent, call->request->site->component, call->way->step->connection,
         "tries again", call->pause_ns / NS_IN_MS);
    begin_try(run, call);
}

/* ---- The end of a try ------------------------------------------------------------------------ */

static void fail_try(Run *run, Call *call, Cause cause) {
    const PlanConnection *plan = call->way->plan;
    ConnectionState *state = call->way->state;
    breaker_record(plan, state, run->now, true);
    if (tries_under_way(call) > 0) {
        return;
    }
    timer_stop(&call->hedge);
    if (call->attempts >= plan->max_attempts || call->request->crashed ||
        !budget_withdraw(plan, state)) {
        call_over(run, call, cause);
        return;
    }
    int64_t pause = backoff_pause(&plan->backoff, call->attempts, &call->pause_ns, &state->random);
    if (run_happens_now(run, (Hop){pause, NO_LANE}, EVENT_RETRY, call)) {
        call_retry(run, call);
        run_happened(run);
    }
}

void call_timed_out(Run *run, Request *callee) {
    Call *call = callee->call;
    call->way->state->timed_out++;
    TELL(run, callee->intent, call->request->site->component, callee->connection,
         "gives up waiting", -1);
    abandon(run, call, callee);
    fail_try(run, call, CAUSE_TIMEOUT);
}

static void take_over(Request *caller, const Call *call, const Request *callee) {
    caller->stale |= callee->stale;
    if (callee->value_store != NO_INDEX) {
        caller->value_store = callee->value_store;
        caller->value_time = callee->value_time;
    }
    caller->hit |= call->way->step->looks_up && callee->hit;
}

/* The store has set the key for this request, found it kept, or found it held by another one. */
static Cause check_key(Run *run, Request *caller, uint32_t connection) {
    Mark *mark = intent_mark(caller->intent, MARK_DEDUP, connection);
    if (!mark) {
        mark = intent_add_mark(run, caller->intent, MARK_DEDUP, connection);
        mark->time = run->now;
    }
    if (mark->holder) {
        return CAUSE_REFUSED;
    }
    if (mark->time > run->now) {
        TELL(run, caller->intent, caller->site->component, connection,
             "has been done under this key", -1);
        caller->hit = caller->check_only = true; /* no steps and no effect */
        return CAUSE_NONE;
    }
    mark->holder = caller;
    return CAUSE_NONE;
}

void call_answered(Run *run, Request *callee) {
    Call *call = callee->call;
    if (!call) {
        request_free(run, callee);
        return;
    }
    Request *caller = call->request;
    Cause cause = callee->cause;
    timer_stop(&callee->timeout);
    call->tries[call->tries[1] == callee] = NULL;
    callee->call = NULL;
    if (cause != CAUSE_NONE) {
        request_free(run, callee);
        fail_try(run, call, cause);
        return;
    }
    const Way *way = call->way;
    breaker_record(way->plan, way->state, run->now, false);
    if (tries_under_way(call) > 0) {
        abandon(run, call, call->tries[call->tries[1] != NULL]);
    }
    timer_stop(&call->hedge);
    if (!caller->crashed) {
        take_over(caller, call, callee);
        if (way->plan->kind == CONNECTION_DEDUP) {
            cause = check_key(run, caller, way->step->connection);
        } else if (way->step->looks_up && !callee->hit) {
            cache_missed(run, caller, callee->site->component);
        }
    }
    request_free(run, callee);
    call_over(run, call, cause);
}

static void call_over(Run *run, Call *call, Cause cause) {
    Request *caller = call->request;
    bool ignored = call->way->plan->ignores_failure;
    pool_give(&run->calls, call);
    if (cause != CAUSE_NONE && !ignored) {
        caller->cause = cause;
    }
    request_resume(run, caller);
}
