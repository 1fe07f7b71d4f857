#include "rules/prover.h"

#include <stdlib.h>
#include <string.h>
#include <threads.h>

static const double TOLD_STEP = 0.02; /* of the whole; so much more, and the window hears of it */

typedef struct ProofRequest {
    Arena arena;
    Design *design; /* NULL: none waits */
    const Scenario *scenario;
    Finding finding;
    unsigned long long ticket;
} ProofRequest;

struct Prover {
    const RuleSet *rules;
    void (*wake)(void *context);
    void *context;
    thrd_t thread;
    mtx_t lock;
    cnd_t changed; /* of anything below */
    ProofRequest waiting;
    bool working, stopping, cancelled, has_answer;
    double done;
    ProofAnswer answer;
};

void proof_answer_free(ProofAnswer *answer) {
    arena_free(&answer->arena);
    *answer = (ProofAnswer){0};
}

static void request_free(ProofRequest *request) {
    design_free(request->design);
    arena_free(&request->arena);
    *request = (ProofRequest){0};
}

/* What a proof needs of a finding. */
static Finding copy_finding(const Finding *finding, Arena *arena) {
    Finding copy = {.rule = arena_copy_string(arena, finding->rule),
                    .title = arena_copy_string(arena, finding->title),
                    .subject = arena_copy_string(arena, finding->subject),
                    .severity = finding->severity,
                    .column_count = finding->column_count};
    const char **columns = arena_allocate(arena, (copy.column_count + 1) * sizeof *columns);
    const char **values = arena_allocate(arena, (copy.column_count + 1) * sizeof *values);
    for (size_t i = 0; i < copy.column_count; i++) {
        columns[i] = arena_copy_string(arena, finding->columns[i]);
        values[i] = finding->values[i] ? arena_copy_string(arena, finding->values[i]) : NULL;
    }
    copy.columns = columns;
    copy.values = values;
    return copy;
}

/* ---- The thread ------------------------------------------------------------------------------ */

static bool go_on(void *context, double done) {
    Prover *prover = context;
    mtx_lock(&prover->lock);
    bool goes_on = !prover->stopping && !prover->cancelled;
    bool tells = done >= prover->done + TOLD_STEP;
    prover->done = tells ? done : prover->done;
    mtx_unlock(&prover->lock);
    if (tells && goes_on && prover->wake) {
        prover->wake(prover->context);
    }
    return goes_on;
}

/* An answer without a ticket when it was stopped. */
static ProofAnswer answer_request(Prover *prover, const ProofRequest *request) {
    ProofAnswer answer = {.ticket = request->ticket};
    const Finding *finding = &request->finding;
    ProofOptions options = {.seed = 1, .go_on = go_on, .context = prover};
    Error error = proofs_play(prover->rules, request->design, request->scenario, &finding, 1,
                              &options, &answer.arena, &answer.proof);
    answer.rule = arena_copy_string(&answer.arena, finding->rule);
    answer.subject = arena_copy_string(&answer.arena, finding->subject);
    if (error.code) {
        proof_answer_free(&answer);
    }
    return answer;
}

static int work(void *context) {
    Prover *prover = context;
    mtx_lock(&prover->lock);
    for (;;) {
        while (!prover->waiting.design && !prover->stopping) {
            cnd_wait(&prover->changed, &prover->lock);
        }
        if (prover->stopping) {
            break;
        }
        ProofRequest request = prover->waiting;
        prover->waiting = (ProofRequest){0};
        prover->working = true;
        prover->cancelled = false;
        prover->done = 0;
        mtx_unlock(&prover->lock);

        ProofAnswer answer = answer_request(prover, &request);
        request_free(&request);

        mtx_lock(&prover->lock);
        /* Asked to stop when it was over already. */
        bool wanted = answer.ticket > 0 && !prover->cancelled;
        ProofAnswer old = wanted ? prover->answer : answer;
        if (wanted) {
            prover->answer = answer;
            prover->has_answer = true;
        }
        prover->working = false;
        cnd_broadcast(&prover->changed);
        mtx_unlock(&prover->lock);
        proof_answer_free(&old);
        if (prover->wake) {
            prover->wake(prover->context);
        }
        mtx_lock(&prover->lock);
    }
    mtx_unlock(&prover->lock);
    return 0;
}

/* ---- The caller's side ----------------------------------------------------------------------- */

Error prover_new(const RuleSet *rules, void (*wake)(void *context), void *context, Prover **out) {
    Prover *prover = memory_allocate(sizeof *prover);
    prover->rules = rules;
    prover->wake = wake;
    prover->context = context;
    bool lock = mtx_init(&prover->lock, mtx_plain) == thrd_success;
    bool changed = lock && cnd_init(&prover->changed) == thrd_success;
    if (!changed || thrd_create(&prover->thread, work, prover) != thrd_success) {
        if (changed) {
            cnd_destroy(&prover->changed);
        }
        if (lock) {
            mtx_destroy(&prover->lock);
        }
        free(prover);
        return error_make(ERROR_IO, "the system gives no thread for the proofs");
    }
    *out = prover;
    return error_none();
}

void prover_free(Prover *prover) {
    if (!prover) {
        return;
    }
    mtx_lock(&prover->lock);
    prover->stopping = true;
    cnd_broadcast(&prover->changed);
    mtx_unlock(&prover->lock);
    thrd_join(prover->thread, NULL);
    request_free(&prover->waiting);
    proof_answer_free(&prover->answer);
    cnd_destroy(&prover->changed);
    mtx_destroy(&prover->lock);
    free(prover);
}

/* Puts another request, or none, in the place of what waits and what is played. */
static void replace_request(Prover *prover, ProofRequest request) {
    mtx_lock(&prover->lock);
    ProofRequest old = prover->waiting;
    ProofAnswer unread = prover->answer;
    prover->waiting = request;
    prover->cancelled = prover->working;
    prover->answer = (ProofAnswer){0};
    prover->has_answer = false;
    cnd_broadcast(&prover->changed);
    mtx_unlock(&prover->lock);
    request_free(&old);
    proof_answer_free(&unread);
}

void prover_submit(Prover *prover, const Design *design, const Scenario *scenario,
                   const Finding *finding, unsigned long long ticket) {
    ProofRequest request = {.design = design_copy(design), .scenario = scenario, .ticket = ticket};
    request.finding = copy_finding(finding, &request.arena);
    replace_request(prover, request);
}

void prover_cancel(Prover *prover) {
    replace_request(prover, (ProofRequest){0});
}

double prover_progress(Prover *prover) {
    mtx_lock(&prover->lock);
    bool waits = prover->waiting.design != NULL;
    bool plays = prover->working && !prover->cancelled;
    double done = waits ? 0 : plays ? prover->done : -1;
    mtx_unlock(&prover->lock);
    return done;
}

bool prover_poll(Prover *prover, ProofAnswer *answer) {
    mtx_lock(&prover->lock);
    bool has_answer = prover->has_answer;
    ProofAnswer old = *answer;
    if (has_answer) {
        *answer = prover->answer;
        prover->answer = (ProofAnswer){0};
        prover->has_answer = false;
    }
    mtx_unlock(&prover->lock);
    if (has_answer) {
        proof_answer_free(&old);
    }
    return has_answer;
}

void prover_wait(Prover *prover) {
    mtx_lock(&prover->lock);
    while (prover->waiting.design || prover->working) {
        cnd_wait(&prover->changed, &prover->lock);
    }
    mtx_unlock(&prover->lock);
}
