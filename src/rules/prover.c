#include "rules/prover.h"

#include <stdlib.h>

#include "base/worker.h"

typedef struct ProofRequest {
    Arena arena;
    const RuleSet *rules;
    Design *design;
    const Scenario *scenario;
    Finding finding;
    unsigned long long ticket;
} ProofRequest;

struct Prover {
    const RuleSet *rules;
    Worker *worker;
};

void proof_answer_free(ProofAnswer *answer) {
    arena_free(&answer->arena);
    *answer = (ProofAnswer){0};
}

static void free_request(void *context) {
    ProofRequest *request = context;
    design_free(request->design);
    arena_free(&request->arena);
    free(request);
}

static void free_answer(void *context) {
    ProofAnswer *answer = context;
    proof_answer_free(answer);
    free(answer);
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

/* On the worker's thread. No answer when it was stopped. */
static void *answer_request(void *context, Worker *worker) {
    const ProofRequest *request = context;
    const Finding *finding = &request->finding;
    ProofAnswer *answer = memory_allocate(sizeof *answer);
    answer->ticket = request->ticket;
    ProofOptions options = {.seed = 1, .go_on = worker_go_on, .context = worker};
    Error error = proofs_play(request->rules, request->design, request->scenario, &finding, 1,
                              &options, &answer->arena, &answer->proof);
    answer->rule = arena_copy_string(&answer->arena, finding->rule);
    answer->subject = arena_copy_string(&answer->arena, finding->subject);
    if (error.code) {
        free_answer(answer);
        return NULL;
    }
    return answer;
}

/* ---- The caller's side ----------------------------------------------------------------------- */

Error prover_new(const RuleSet *rules, void (*wake)(void *context), void *context, Prover **out) {
    const WorkerTrade trade = {.work = answer_request,
                               .free_request = free_request,
                               .free_result = free_answer,
                               .wake = wake,
                               .context = context};
    Worker *worker;
    Error error = worker_new(&trade, &worker);
    if (error.code) {
        return error;
    }
    Prover *prover = memory_allocate(sizeof *prover);
    *prover = (Prover){.rules = rules, .worker = worker};
    *out = prover;
    return error_none();
}

void prover_free(Prover *prover) {
    if (prover) {
        worker_free(prover->worker);
        free(prover);
    }
}

void prover_submit(Prover *prover, const Design *design, const Scenario *scenario,
                   const Finding *finding, unsigned long long ticket) {
    ProofRequest *request = memory_allocate(sizeof *request);
    *request = (ProofRequest){.rules = prover->rules,
                              .design = design_copy(design),
                              .scenario = scenario,
                              .ticket = ticket};
    request->finding = copy_finding(finding, &request->arena);
    worker_submit(prover->worker, request);
}

void prover_cancel(Prover *prover) {
    worker_cancel(prover->worker);
}

double prover_progress(Prover *prover) {
    return worker_progress(prover->worker);
}

bool prover_poll(Prover *prover, ProofAnswer *answer) {
    ProofAnswer *taken = worker_take(prover->worker);
    if (!taken) {
        return false;
    }
    proof_answer_free(answer);
    *answer = *taken;
    free(taken);
    return true;
}

void prover_wait(Prover *prover) {
    worker_wait(prover->worker);
}
