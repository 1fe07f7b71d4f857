#include "ui/proving.h"

#include <stdlib.h>
#include <string.h>

static void forget(Proving *proving) {
    for (size_t i = 0; i < proving->answers.count; i++) {
        proof_answer_free(&proving->answers.items[i]);
    }
    proving->answers.count = 0;
}

static bool is_of(const char *rule, const char *subject, const Finding *finding) {
    return strcmp(rule, finding->rule) == 0 && strcmp(subject, finding->subject) == 0;
}

void proving_start(Proving *proving, const Design *design, const Scenario *scenario,
                   const Finding *finding) {
    text_copy(proving->rule, sizeof proving->rule, finding->rule);
    text_copy(proving->subject, sizeof proving->subject, finding->subject);
    proving->plays = true;
    proving->stopped = false;
    prover_submit(proving->prover, design, scenario, finding, ++proving->ticket);
}

void proving_cancel(Proving *proving) {
    prover_cancel(proving->prover);
    proving->stopped = proving->plays;
    proving->plays = false;
}

void proving_tick(Proving *proving, unsigned long long source, unsigned long long revision) {
    if (proving->source != source || proving->revision != revision) {
        proving->source = source;
        proving->revision = revision;
        forget(proving);
        proving_cancel(proving);
        proving->stopped = false;
    }
    ProofAnswer answer = {0};
    if (prover_poll(proving->prover, &answer) && answer.ticket == proving->ticket) {
        proving->plays = false;
        array_push(&proving->answers, answer);
    } else {
        proof_answer_free(&answer);
    }
}

double proving_progress(const Proving *proving, const Finding *finding) {
    if (!proving->plays || !is_of(proving->rule, proving->subject, finding)) {
        return -1;
    }
    double done = prover_progress(proving->prover);
    return done < 0 ? 1 : done; /* over, and not yet picked up */
}

bool proving_was_stopped(const Proving *proving, const Finding *finding) {
    return proving->stopped && is_of(proving->rule, proving->subject, finding);
}

const Proof *proving_find(const Proving *proving, const Finding *finding) {
    for (size_t i = proving->answers.count; i-- > 0;) {
        const ProofAnswer *answer = &proving->answers.items[i];
        if (is_of(answer->rule, answer->subject, finding)) {
            return &answer->proof;
        }
    }
    return NULL;
}

void proving_free(Proving *proving) {
    prover_free(proving->prover);
    forget(proving);
    array_free(&proving->answers);
}
