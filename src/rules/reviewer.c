#include "rules/reviewer.h"

#include <stdlib.h>
#include <threads.h>

typedef struct Submission {
    Design *design; /* NULL: none waits */
    const Scenario *scenario;
    RoundFacts round;
    bool has_round;
    unsigned long long revision;
} Submission;

struct Reviewer {
    Checker *checker;
    void (*wake)(void *context);
    void *context;
    thrd_t thread;
    mtx_t lock;
    cnd_t changed; /* of anything below */
    Submission waiting;
    bool working, stopping, has_result;
    Review result;
};

void review_free(Review *review) {
    findings_free(&review->findings);
    estimate_free(review->estimate);
    *review = (Review){0};
}

static Review make_review(Checker *checker, const Submission *submission) {
    Review review = {.revision = submission->revision};
    review.estimate = estimate_make(submission->design, submission->scenario);
    checker_set_round(checker, submission->has_round ? &submission->round : NULL);
    Error error = checker_run(checker, submission->design, submission->scenario, review.estimate,
                              &review.findings);
    if (error.code) {
        array_push(&review.findings.problems,
                   arena_copy_string(&review.findings.arena, error.message));
    }
    return review;
}

static int work(void *context) {
    Reviewer *reviewer = context;
    mtx_lock(&reviewer->lock);
    for (;;) {
        while (!reviewer->waiting.design && !reviewer->stopping) {
            cnd_wait(&reviewer->changed, &reviewer->lock);
        }
        if (reviewer->stopping) {
            break;
        }
        Submission submission = reviewer->waiting;
        reviewer->waiting.design = NULL;
        reviewer->working = true;
        mtx_unlock(&reviewer->lock);

        Review review = make_review(reviewer->checker, &submission);
        design_free(submission.design);

        mtx_lock(&reviewer->lock);
        /* Overtaken while it ran: what it found is of no use any more. */
        bool overtaken = reviewer->waiting.design != NULL;
        Review old = overtaken ? review : reviewer->result;
        if (!overtaken) {
            reviewer->result = review;
            reviewer->has_result = true;
        }
        mtx_unlock(&reviewer->lock);
        review_free(&old);
        if (!overtaken && reviewer->wake) {
            reviewer->wake(reviewer->context);
        }
        mtx_lock(&reviewer->lock);
        reviewer->working = false;
        cnd_broadcast(&reviewer->changed);
    }
    mtx_unlock(&reviewer->lock);
    return 0;
}

Error reviewer_new(const Catalog *catalog, const RuleSet *rules, void (*wake)(void *context),
                   void *context, Reviewer **out) {
    Checker *checker = NULL;
    Error error = checker_new(catalog, rules, &checker);
    if (error.code) {
        return error;
    }
    Reviewer *reviewer = memory_allocate(sizeof *reviewer);
    reviewer->checker = checker;
    reviewer->wake = wake;
    reviewer->context = context;
    bool lock = mtx_init(&reviewer->lock, mtx_plain) == thrd_success;
    bool changed = lock && cnd_init(&reviewer->changed) == thrd_success;
    if (!changed || thrd_create(&reviewer->thread, work, reviewer) != thrd_success) {
        if (changed) {
            cnd_destroy(&reviewer->changed);
        }
        if (lock) {
            mtx_destroy(&reviewer->lock);
        }
        checker_free(checker);
        free(reviewer);
        return error_make(ERROR_IO, "the system gives no thread for the background check");
    }
    *out = reviewer;
    return error_none();
}

void reviewer_free(Reviewer *reviewer) {
    if (!reviewer) {
        return;
    }
    mtx_lock(&reviewer->lock);
    reviewer->stopping = true;
    cnd_broadcast(&reviewer->changed);
    mtx_unlock(&reviewer->lock);
    thrd_join(reviewer->thread, NULL);
    design_free(reviewer->waiting.design);
    review_free(&reviewer->result);
    cnd_destroy(&reviewer->changed);
    mtx_destroy(&reviewer->lock);
    checker_free(reviewer->checker);
    free(reviewer);
}

void reviewer_submit(Reviewer *reviewer, const Design *design, const Scenario *scenario,
                     const RoundFacts *round, unsigned long long revision) {
    Submission submission = {.design = design_copy(design),
                             .scenario = scenario,
                             .has_round = round != NULL,
                             .revision = revision};
    if (round) {
        submission.round = *round;
    }
    mtx_lock(&reviewer->lock);
    Design *overtaken = reviewer->waiting.design;
    reviewer->waiting = submission;
    cnd_broadcast(&reviewer->changed);
    mtx_unlock(&reviewer->lock);
    design_free(overtaken);
}

bool reviewer_poll(Reviewer *reviewer, Review *review) {
    mtx_lock(&reviewer->lock);
    bool has_result = reviewer->has_result;
    Review old = *review;
    if (has_result) {
        *review = reviewer->result;
        reviewer->result = (Review){0};
        reviewer->has_result = false;
    }
    mtx_unlock(&reviewer->lock);
    if (has_result) {
        review_free(&old);
    }
    return has_result;
}

void reviewer_wait(Reviewer *reviewer) {
    mtx_lock(&reviewer->lock);
    while (reviewer->waiting.design || reviewer->working) {
        cnd_wait(&reviewer->changed, &reviewer->lock);
    }
    mtx_unlock(&reviewer->lock);
}
