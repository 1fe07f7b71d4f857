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
        TELL(run, callee->intent, callee->component, NO_INDEX, "is withdrawn while it waits", -1);
        server_withdraw(run, callee);
        request_free(run, callee);
    }
}

/* ---- A try ----------------------------------------------------------------------------------- */

static Cause fails_on_the_way(Run *run, const Call *call) {
    ConnectionState *state = &run->connections[call->connection];
    const PlanConnection *plan = &run->plan->connections[call->connection];
    double error = state->modifiers.error;
    uint32_t cut = state->modifiers.cut;
    if (run->plan->components[plan->from].is_source) {
        const Modifiers *operation = &run->operations[call->request->intent->operation].modifiers;
        error = 1.0 - (1.0 - error) * (1.0 - operation->error);
        cut += operation->cut;
    }
    cut += run->components[plan->from].modifiers.cut + run->components[plan->to].modifiers.cut;
    if (cut > 0) {
        return CAUSE_UNREACHABLE;
    }
    return stream_chance(&state->random, error) ? CAUSE_ERROR : CAUSE_NONE;
}

static int64_t travel_time(const Run *run, const Call *call) {
    const PlanConnection *plan = &run->plan->connections[call->connection];
    const Modifiers *modifiers = &run->connections[call->connection].modifiers;
    int64_t extra = modifiers->extra_ns + run->components[plan->to].modifiers.extra_ns;
    if (run->plan->components[plan->from].is_source) {
        extra += run->operations[call->request->intent->operation].modifiers.extra_ns;
    }
    return (int64_t)((double)plan->half_rtt_ns * modifiers->slow) + extra;
}

static void try_once(Run *run, Call *call, unsigned place) {
    const PlanConnection *plan = &run->plan->connections[call->connection];
    ConnectionState *state = &run->connections[call->connection];
    Intent *intent = call->request->intent;
    Request *callee = request_new(run, intent, ROLE_CALL, plan->to);
    callee->call = call;
    callee->connection = call->connection;
    callee->cancels = plan->cancels;
    callee->reads_strongly = plan->reads_strongly;
    callee->check_only = plan->kind == CONNECTION_DEDUP;
    callee->is_write |= callee->check_only;
    call->tries[place] = callee;
    state->attempts++;
    TELL(run, intent, call->request->component, call->connection, "asks", -1);
    if (plan->timeout_ns > 0) {
        timer_start(&state->timeouts, &callee->timeout, run->now, &run->events);
    }
    callee->cause = fails_on_the_way(run, call);
    if (callee->cause != CAUSE_NONE) {
        callee->state = REQUEST_REPLIES;
        run_deliver(run, plan->half_rtt_ns, EVENT_REPLY, callee);
        return;
    }
    callee->state = REQUEST_TRAVELS;
    run_deliver(run, travel_time(run, call), EVENT_REQUEST, callee);
}

static void begin_try(Run *run, Call *call) {
    const PlanConnection *plan = &run->plan->connections[call->connection];
    ConnectionState *state = &run->connections[call->connection];
    call->attempts++;
    if (!breaker_allows(plan, state, run->now)) {
        TELL(run, call->request->intent, call->request->component, call->connection,
             "the breaker is open", -1);
        call_over(run, call, CAUSE_BREAKER_OPEN);
        return;
    }
    if (plan->hedge_ns > 0) {
        timer_start(&state->hedges, &call->hedge, run->now, &run->events);
    }
    try_once(run, call, 0);
}

void call_start(Run *run, Request *caller, uint32_t connection, bool looks_up) {
    Call *call = pool_take_zeroed(&run->calls);
    call->request = caller;
    call->connection = connection;
    call->looks_up = looks_up;
    budget_deposit(&run->plan->connections[connection], &run->connections[connection]);
    begin_try(run, call);
}

void call_hedge(Run *run, Call *call) {
    const PlanConnection *plan = &run->plan->connections[call->connection];
    ConnectionState *state = &run->connections[call->connection];
    if (!call->tries[0] || !breaker_allows(plan, state, run->now)) {
        return;
    }
    state->hedged++;
    TELL(run, call->request->intent, call->request->component, call->connection,
         "sends a second request to be safe", -1);
    try_once(run, call, 1);
}

void call_retry(Run *run, Call *call) {
    if (call->request->crashed) {
        call_over(run, call, CAUSE_UNREACHABLE);
        return;
    }
    run->connections[call->connection].retries++;
    TELL(run, call->request->intent, call->request->component, call->connection, "tries again",
         call->pause_ns / NS_IN_MS);
    begin_try(run, call);
}

/* ---- The end of a try ------------------------------------------------------------------------ */

static void fail_try(Run *run, Call *call, Cause cause) {
    const PlanConnection *plan = &run->plan->connections[call->connection];
    ConnectionState *state = &run->connections[call->connection];
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
    run_deliver(run, pause, EVENT_RETRY, call);
}

void call_timed_out(Run *run, Request *callee) {
    Call *call = callee->call;
    run->connections[call->connection].timed_out++;
    TELL(run, callee->intent, call->request->component, call->connection, "gives up waiting", -1);
    abandon(run, call, callee);
    fail_try(run, call, CAUSE_TIMEOUT);
}

static void take_over(Request *caller, const Call *call, const Request *callee) {
    caller->stale |= callee->stale;
    if (callee->value_store != NO_INDEX) {
        caller->value_store = callee->value_store;
        caller->value_time = callee->value_time;
    }
    caller->hit |= call->looks_up && callee->hit;
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
        TELL(run, caller->intent, caller->component, connection, "has been done under this key",
             -1);
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
    const PlanConnection *plan = &run->plan->connections[call->connection];
    breaker_record(plan, &run->connections[call->connection], run->now, false);
    for (unsigned i = 0; i < COUNT_OF(call->tries); i++) {
        if (call->tries[i]) {
            abandon(run, call, call->tries[i]);
        }
    }
    timer_stop(&call->hedge);
    if (!caller->crashed) {
        take_over(caller, call, callee);
        if (plan->kind == CONNECTION_DEDUP) {
            cause = check_key(run, caller, call->connection);
        } else if (call->looks_up && !callee->hit) {
            cache_missed(run, caller, callee->component);
        }
    }
    request_free(run, callee);
    call_over(run, call, cause);
}

static void call_over(Run *run, Call *call, Cause cause) {
    Request *caller = call->request;
    bool ignored = run->plan->connections[call->connection].ignores_failure;
    pool_give(&run->calls, call);
    if (cause != CAUSE_NONE && !ignored) {
        caller->cause = cause;
    }
    request_resume(run, caller);
}
