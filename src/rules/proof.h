/* Proofs: a finding's fault, played. The design as drawn and as mended by its rule's edits run under
 * one seed with the same faults, and what comes of both is compared (docs/FORMATS.md, "Rule files").
 *
 * The same design, scenario, findings and seed give the same proofs, on any number of threads. */
#ifndef FAULTLINE_RULES_PROOF_H
#define FAULTLINE_RULES_PROOF_H

#include "rules/measure.h"
#include "rules/rule.h"
#include "sim/simulate.h"

typedef enum ProofState {
    PROOF_SHOWN,    /* it is worse as drawn */
    PROOF_UNPROVEN, /* it is not, in this run */
    PROOF_FAILED    /* it could not be played to its end: `why` */
} ProofState;

struct Proof {
    ProofState state;
    const char *why;
    const char *text;  /* what was measured, as a sentence; "" when it failed */
    const char *fault; /* what was staged, in words; "" for nothing */
    MeasureId measure;
    const char *of; /* the ids of what it was measured of; "" for all */
    Measured drawn, mended;
    const char *drawn_words, *mended_words; /* "295 of 18,583 never done", "0 of 18,583" */
    bool against_calm;      /* no edits mend it, so the other run was the same without the fault */
    double seconds, wanted; /* of load; as the rule asks for, which may be more */
    /* One request's story as drawn; none when story_count is 0. */
    const char *story_title; /* "lost", "slowest"...: what it is a story of */
    uint64_t story_number;
    const char *story_operation; /* its id */
    const StoryLine *story;
    size_t story_count;
};

typedef struct ProofOptions {
    uint64_t seed;
    unsigned threads; /* 0: one for each core */
    bool without_stories;
    /* May be NULL. Called now and then, from one thread at a time: `done` is 0 to 1; false: stop. */
    bool (*go_on)(void *context, double done);
    void *context;
} ProofOptions;

bool proof_exists(const Rule *rule);
const char *proof_state_name(ProofState state); /* "unproven" */

/* Plays the proofs of these findings, whose rules all have one; runs that are the same for several
 * are played once. proofs[i] is that of findings[i], with its texts in the arena. Fails when it was
 * stopped, and then `proofs` says nothing. */
Error proofs_play(const RuleSet *rules, const Design *design, const Scenario *scenario,
                  const Finding *const *findings, size_t count, const ProofOptions *options,
                  Arena *arena, Proof *proofs);

/* Plays the proofs of all findings that have one, and sets Finding.proof. What shows no harm is one severity lower after it; the order is made anew. Findings
 * of praise and accepted ones are left alone. */
Error findings_prove(const RuleSet *rules, const Design *design, const Scenario *scenario,
                     const ProofOptions *options, Findings *findings);

#endif
