#include "rules/proof.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "rules/proof_plan.h"
#include "sim/crew.h"
#include "sim/progress.h"

enum { MOST_STORY_LINES = 400 };

/* Beyond these a run ends: retries may make many more events than the load alone. */
static const uint64_t MOST_EVENTS = 60000000;
/* Of the whole, what the runs take that are compared; the rest is for the stories. */
static const double SHARE_OF_RUNS = 0.75;

/* One run. Those that would be the same are one. */
typedef struct Play {
    char *key; /* all that it depends on */
    const Design *design;
    Scenario scenario; /* borrows all but the faults, which are the plan's */
    double seconds;
    uint64_t story; /* of the intent with this number; 0: of none */
    SimReport *report;
    Error error;
} Play;

typedef struct Case {
    const Finding *finding;
    ProofPlan plan;
    Error error;                 /* it cannot be played */
    size_t drawn, mended, story; /* plays; story: SIZE_MAX when none is wanted */
    StoryWish wish;
} Case;

typedef struct Court {
    const ProofOptions *options;
    const Scenario *scenario;
    Arena *arena;
    Case *cases;
    size_t count;
    ARRAY_OF(Play) plays;
    size_t first; /* of the plays of this stage */
    Progress progress;
    double from, share; /* of the whole progress, what this stage is */
} Court;

bool proof_exists(const Rule *rule) {
    return rule->proof.count > 0;
}

const char *proof_state_name(ProofState state) {
    static const char *const NAMES[] = {"shown", "unproven", "failed"};
    return NAMES[state];
}

/* ---- Runs ------------------------------------------------------------------------------------ */

static bool tell_progress(void *context, double done) {
    Court *court = context;
    const ProofOptions *options = court->options;
    return !options->go_on || options->go_on(options->context, court->from + court->share * done);
}

typedef struct Place {
    Court *court;
    unsigned piece;
} Place;

static bool tell_play(void *context, double done) {
    Place *place = context;
    return progress_tell(&place->court->progress, place->piece, done);
}

static void play(void *context, unsigned piece) {
    Court *court = context;
    Play *play = &court->plays.items[court->first + piece];
    Place place = {court, piece};
    SimOptions options = sim_options_default();
    options.seed = court->options->seed;
    options.seconds = play->seconds;
    options.with_faults = play->scenario.fault_count > 0;
    options.threads = 1;
    options.most_events = MOST_EVENTS;
    options.story = play->story > 0 ? STORY_NUMBER : STORY_NONE;
    options.story_number = play->story;
    options.go_on = tell_play;
    options.context = &place;
    if (progress_tell(&court->progress, piece, 0)) {
        play->error = simulate(play->design, &play->scenario, &options, &play->report);
    }
}

/* Plays what was added since the stage before; false when it was stopped. */
static bool play_stage(Court *court, double from, double share) {
    unsigned pieces = (unsigned)(court->plays.count - court->first);
    court->from = from;
    court->share = share;
    progress_begin(&court->progress, pieces, tell_progress, court);
    crew_run(pieces, court->options->threads, play, court);
    bool stopped = court->progress.stopped;
    progress_end(&court->progress);
    court->first = court->plays.count;
    return !stopped;
}

/* All that the run depends on, beside the seed. */
static char *make_key(const Design *design, const Fault *faults, size_t fault_count, double seconds,
                      uint64_t story) {
    TextBuffer key = {0};
    text_append_format(&key, "%.17g %llu", seconds, (unsigned long long)story);
    for (size_t i = 0; i < fault_count; i++) {
        const Fault *fault = &faults[i];
        text_append_format(&key, "\n%d %s %.17g %.17g %.17g %.17g %.17g %.17g", (int)fault->target,
                           fault->target_id, fault->at_s, fault->for_s, fault->down_pct,
                           fault->slow_factor, fault->error_pct, fault->extra_ms);
        text_append_format(&key, " %.17g %.17g %.17g %.17g %.17g %d%d%d%d", fault->drop_reply_pct,
                           fault->rate_factor, fault->hot_key_pct, fault->duplicate_pct,
                           fault->poison_pct, fault->flush, fault->cut, fault->zone_down,
                           fault->hold);
    }
    text_append_char(&key, '\n');
    design_write(design, &key);
    return key.text;
}

static size_t add_play(Court *court, const Design *design, const ProofPlan *plan, bool calm,
                       uint64_t story) {
    size_t fault_count = calm ? 0 : plan->faults.count;
    char *key = make_key(design, plan->faults.items, fault_count, plan->seconds, story);
    for (size_t i = 0; i < court->plays.count; i++) {
        if (strcmp(court->plays.items[i].key, key) == 0) {
            free(key);
            return i;
        }
    }
    Play play = {.key = key,
                 .design = design,
                 .scenario = *court->scenario,
                 .seconds = plan->seconds,
                 .story = story};
    play.scenario.faults = plan->faults.items;
    play.scenario.fault_count = fault_count;
    array_push(&court->plays, play);
    return court->plays.count - 1;
}

static void plan_case(Court *court, const RuleSet *rules, const Design *design, Case *one) {
    const Rule *rule = rules_find(rules, one->finding->rule);
    one->story = SIZE_MAX;
    one->error =
        proof_plan_make(rule, one->finding, design, court->scenario, court->arena, &one->plan);
    if (!one->error.code) {
        one->drawn = add_play(court, one->plan.drawn, &one->plan, false, 0);
        one->mended = add_play(court, one->plan.mended, &one->plan, one->plan.against_calm, 0);
    }
}

/* ---- The verdict ----------------------------------------------------------------------------- */

/* Why the two runs say nothing; NULL when they do. */
static const char *why_failed(Court *court, const Case *one) {
    const Play *drawn = &court->plays.items[one->drawn];
    const Play *mended = &court->plays.items[one->mended];
    const Error *error = drawn->error.code ? &drawn->error : &mended->error;
    if (error->code) {
        return arena_copy_string(court->arena, error->message);
    }
    if (drawn->report->cut_short || mended->report->cut_short) {
        return "the run took too many events";
    }
    for (size_t f = 0; f < drawn->report->fault_count; f++) {
        if (!drawn->report->faults[f].applied) {
            return arena_copy_string(court->arena, drawn->report->faults[f].why);
        }
    }
    return NULL;
}

/* As drawn, or in the other run of the two. */
static const char *words_of(Court *court, const Proof *proof, bool drawn) {
    TextBuffer words = {0};
    if (drawn) {
        measure_describe(proof->measure, proof->drawn, &words);
    } else {
        measure_describe_again(proof->measure, proof->mended, &words);
    }
    const char *copy = arena_copy_string(court->arena, text_of(&words));
    text_free(&words);
    return copy;
}

static void append_sentence(const Case *one, const ProofMeasure *measure, const Scenario *scenario,
                            const Proof *proof, TextBuffer *out) {
    char seconds[32];
    text_format_number(seconds, proof->seconds);
    if (proof->fault[0]) {
        text_append_format(out, "With %s", proof->fault);
    } else {
        text_append_format(out, "In %s s of its load", seconds);
    }
    const Operation *operation =
        measure->scope == MEASURE_OF_OPERATION ? scenario_operation(scenario, measure->of) : NULL;
    text_append(out, ": ");
    if (operation) {
        text_append_format(out, "of \"%s\" ", operation->title);
    }
    text_append(out, one->plan.against_calm ? "" : "as drawn ");
    text_append(out, proof->drawn_words);
    text_append(out, one->plan.against_calm ? "; without it " : "; with the fix ");
    text_append(out, proof->mended_words);
    text_append_char(out, '.');
}

/* The intent of this kind, of the operations that were asked for; 0: there is none. */
static uint64_t find_intent(const SimReport *report, const ProofMeasure *measure, StoryWish wish) {
    uint64_t number = 0;
    double slowest = -1;
    for (size_t o = 0; o < report->operation_count; o++) {
        const OperationReport *operation = &report->operations[o];
        bool asked =
            measure->scope != MEASURE_OF_OPERATION || measure_names(measure->of, operation->id);
        uint64_t found = asked ? operation->stories[wish] : 0;
        bool better =
            wish == STORY_SLOWEST ? operation->slowest_ms > slowest : number == 0 || found < number;
        if (found > 0 && better) {
            number = found;
            slowest = operation->slowest_ms;
        }
    }
    return number;
}

static void judge(Court *court, Case *one, Proof *proof) {
    *proof = (Proof){
        .text = "", .fault = "", .of = "", .why = "", .drawn_words = "", .mended_words = ""};
    if (one->error.code) {
        proof->state = PROOF_FAILED;
        proof->why = arena_copy_string(court->arena, one->error.message);
        return;
    }
    proof->fault = one->plan.fault;
    proof->seconds = one->plan.seconds;
    proof->wanted = one->plan.wanted;
    proof->against_calm = one->plan.against_calm;
    const char *why = why_failed(court, one);
    if (why) {
        proof->state = PROOF_FAILED;
        proof->why = why;
        return;
    }
    const SimReport *drawn = court->plays.items[one->drawn].report;
    const SimReport *mended = court->plays.items[one->mended].report;
    const ProofMeasure *told = NULL;
    bool harm = false;
    for (size_t i = 0; i < one->plan.measures.count && !harm; i++) {
        const ProofMeasure *measure = &one->plan.measures.items[i];
        Measured before = measure_take(drawn, measure->id, measure->scope, measure->of);
        Measured after = measure_take(mended, measure->id, measure->scope, measure->of);
        harm = measure_shows_harm(measure->id, before, after);
        if (!told || harm) {
            told = measure;
            proof->drawn = before;
            proof->mended = after;
        }
    }
    proof->state = harm ? PROOF_SHOWN : PROOF_UNPROVEN;
    proof->measure = told->id;
    proof->of = told->of;
    proof->drawn_words = words_of(court, proof, true);
    proof->mended_words = words_of(court, proof, false);
    TextBuffer text = {0};
    append_sentence(one, told, court->scenario, proof, &text);
    proof->text = arena_copy_string(court->arena, text_of(&text));
    text_free(&text);
    one->wish = harm && !court->options->without_stories ? measure_story(told->id) : STORY_NONE;
    uint64_t number = one->wish ? find_intent(drawn, told, one->wish) : 0;
    if (one->wish && number == 0) {
        one->wish = STORY_SLOWEST;
        number = find_intent(drawn, told, one->wish);
    }
    if (number > 0) {
        one->story = add_play(court, one->plan.drawn, &one->plan, false, number);
    }
}

/* ---- The story ------------------------------------------------------------------------------- */

static const char *copy_id(Arena *arena, const char *id) {
    return id ? arena_copy_string(arena, id) : NULL;
}

/* Of a long one the beginning and the end. */
static void take_story(Court *court, const Case *one, Proof *proof) {
    static const char *const TITLES[STORY_KINDS] = {
        [STORY_SLOWEST] = "slowest", [STORY_LOST] = "lost",     [STORY_DUPLICATED] = "duplicated",
        [STORY_LATE] = "late",       [STORY_PARKED] = "parked", [STORY_FAILED] = "failed",
        [STORY_STALE] = "stale"};
    const SimReport *report = court->plays.items[one->story].report;
    if (!report || report->story_number == 0) {
        return;
    }
    size_t count = report->story_count < MOST_STORY_LINES ? report->story_count : MOST_STORY_LINES;
    StoryLine *lines = arena_allocate(court->arena, (count + 1) * sizeof *lines);
    for (size_t i = 0; i < count; i++) {
        bool in_tail = count < report->story_count && i >= count / 2;
        size_t from = in_tail ? report->story_count - (count - i) : i;
        lines[i] = report->story[from];
        lines[i].component = copy_id(court->arena, lines[i].component);
        lines[i].connection = copy_id(court->arena, lines[i].connection);
    }
    proof->story = lines;
    proof->story_count = count;
    proof->story_number = report->story_number;
    proof->story_operation = copy_id(court->arena, report->story_operation);
    proof->story_title = TITLES[one->wish];
}

/* ---------------------------------------------------------------------------------------------- */

static bool hold_court(Court *court, Proof *proofs) {
    if (!play_stage(court, 0, SHARE_OF_RUNS)) {
        return false;
    }
    for (size_t i = 0; i < court->count; i++) {
        judge(court, &court->cases[i], &proofs[i]);
    }
    if (!play_stage(court, SHARE_OF_RUNS, 1 - SHARE_OF_RUNS)) {
        return false;
    }
    for (size_t i = 0; i < court->count; i++) {
        if (court->cases[i].story != SIZE_MAX) {
            take_story(court, &court->cases[i], &proofs[i]);
        }
    }
    return true;
}

Error proofs_play(const RuleSet *rules, const Design *design, const Scenario *scenario,
                  const Finding *const *findings, size_t count, const ProofOptions *options,
                  Arena *arena, Proof *proofs) {
    Court court = {.options = options, .scenario = scenario, .arena = arena, .count = count};
    court.cases = memory_allocate((count + 1) * sizeof *court.cases);
    for (size_t i = 0; i < count; i++) {
        court.cases[i].finding = findings[i];
        plan_case(&court, rules, design, &court.cases[i]);
    }
    bool whole = hold_court(&court, proofs);
    for (size_t i = 0; i < court.plays.count; i++) {
        sim_report_free(court.plays.items[i].report);
        free(court.plays.items[i].key);
    }
    array_free(&court.plays);
    for (size_t i = 0; i < count; i++) {
        proof_plan_free(&court.cases[i].plan);
    }
    free(court.cases);
    return whole ? error_none() : error_make(ERROR_CANCELLED, "the proofs were stopped");
}

Error findings_prove(const RuleSet *rules, const Design *design, const Scenario *scenario,
                     const ProofOptions *options, Findings *findings) {
    ARRAY_OF(const Finding *) meant = {0};
    ARRAY_OF(size_t) positions = {0};
    for (size_t i = 0; i < findings->items.count; i++) {
        const Finding *finding = &findings->items.items[i];
        if (!finding->accepted && finding->severity != SEVERITY_PRAISE &&
            proof_exists(rules_find(rules, finding->rule))) {
            array_push(&meant, finding);
            array_push(&positions, i);
        }
    }
    Proof *proofs = arena_allocate(&findings->arena, (meant.count + 1) * sizeof *proofs);
    Error error = proofs_play(rules, design, scenario, meant.items, meant.count, options,
                              &findings->arena, proofs);
    for (size_t i = 0; i < meant.count && !error.code; i++) {
        Finding *finding = &findings->items.items[positions.items[i]];
        finding->proof = &proofs[i];
        if (proofs[i].state == PROOF_UNPROVEN && finding->severity < SEVERITY_LOW) {
            finding->severity = (Severity)(finding->severity + 1);
        }
    }
    findings_sort(findings);
    array_free(&meant);
    array_free(&positions);
    return error;
}
