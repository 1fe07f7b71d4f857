/* Pauses between tries, retry budgets and circuit breakers. */
#include <math.h>

#include "sim/run.h"

/* Tokens that a budget saves up, so that a quiet time pays for a short burst. *default* */
static const double BUDGET_MOST = 100.0;
/* A breaker judges the last ten seconds, when they hold this many calls. *default* */
enum { BREAKER_LEAST_CALLS = 20 };

int64_t backoff_pause(const Backoff *backoff, uint32_t failures, double *last_ns, Random *random) {
    double pause = 0.0;
    switch (backoff->kind) {
    case BACKOFF_NONE:
        return 0;
    case BACKOFF_CONSTANT:
        pause = backoff->base_ns;
        break;
    case BACKOFF_EXPONENTIAL:
        pause = ldexp(backoff->base_ns, failures > 64 ? 63 : (int)failures - 1);
        break;
    }
    pause = fmin(pause, backoff->cap_ns);
    switch (backoff->jitter) {
    case JITTER_NONE:
        break;
    case JITTER_FULL:
        pause *= random_unit(random);
        break;
    case JITTER_EQUAL:
        pause = pause / 2.0 + random_unit(random) * pause / 2.0;
        break;
    case JITTER_DECORRELATED: {
        double low = fmin(backoff->base_ns, backoff->cap_ns);
        double high = fmax(low, (*last_ns > 0.0 ? *last_ns : low) * 3.0);
        pause = fmin(backoff->cap_ns, low + random_unit(random) * (high - low));
        break;
    }
    }
    *last_ns = pause;
    return (int64_t)(pause + 0.5);
}

void budget_deposit(const PlanConnection *plan, ConnectionState *state) {
    if (plan->budget > 0.0) {
        double tokens = state->budget_tokens + plan->budget;
        state->budget_tokens = tokens < BUDGET_MOST ? tokens : BUDGET_MOST;
    }
}

bool budget_withdraw(const PlanConnection *plan, ConnectionState *state) {
    if (plan->budget <= 0.0) {
        return true;
    }
    if (state->budget_tokens < 1.0) {
        return false;
    }
    state->budget_tokens -= 1.0;
    return true;
}

/* ---- The breaker ----------------------------------------------------------------------------- */

static void forget_calls(ConnectionState *state) {
    for (int i = 0; i < BREAKER_BINS; i++) {
        state->breaker_total[i] = state->breaker_failed[i] = 0;
    }
}

bool breaker_allows(const PlanConnection *plan, ConnectionState *state, int64_t now) {
    if (!plan->has_breaker || state->breaker == BREAKER_CLOSED) {
        return true;
    }
    if (state->breaker == BREAKER_OPEN && now >= state->breaker_until) {
        state->breaker = BREAKER_TRIES;
        /* When the call that tries never comes back, another one tries later. */
        state->breaker_until = now + plan->breaker_open_ns;
        return true;
    }
    if (state->breaker == BREAKER_TRIES && now >= state->breaker_until) {
        state->breaker_until = now + plan->breaker_open_ns;
        return true;
    }
    return false;
}

static void move_window(ConnectionState *state, int64_t now) {
    int64_t second = now / NS_IN_S;
    if (second - state->breaker_second >= BREAKER_BINS) {
        forget_calls(state);
    } else {
        for (int64_t s = state->breaker_second + 1; s <= second; s++) {
            state->breaker_total[s % BREAKER_BINS] = state->breaker_failed[s % BREAKER_BINS] = 0;
        }
    }
    state->breaker_second = second;
}

static void open_breaker(const PlanConnection *plan, ConnectionState *state, int64_t now) {
    state->breaker = BREAKER_OPEN;
    state->breaker_until = now + plan->breaker_open_ns;
    state->opened++;
    forget_calls(state);
}

void breaker_record(const PlanConnection *plan, ConnectionState *state, int64_t now, bool failed) {
    if (!plan->has_breaker || state->breaker == BREAKER_OPEN) {
        return;
    }
    if (state->breaker == BREAKER_TRIES) {
        if (failed) {
            open_breaker(plan, state, now);
        } else {
            state->breaker = BREAKER_CLOSED;
        }
        return;
    }
    move_window(state, now);
    size_t bin = (size_t)(state->breaker_second % BREAKER_BINS);
    state->breaker_total[bin]++;
    state->breaker_failed[bin] += failed;
    if (!failed) {
        return;
    }
    uint32_t total = 0, bad = 0;
    for (int i = 0; i < BREAKER_BINS; i++) {
        total += state->breaker_total[i];
        bad += state->breaker_failed[i];
    }
    if (total >= BREAKER_LEAST_CALLS && bad >= plan->breaker_share * total) {
        open_breaker(plan, state, now);
    }
}
