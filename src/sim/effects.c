/* Intents, from their arrival until nothing works on them any more, and what became of them. */
#include <stdlib.h>

#include "sim/run.h"

Intent *intent_new(Run *run, uint32_t operation, uint64_t key) {
    Intent *intent = pool_take_zeroed(&run->intents, sizeof(Intent));
    intent->number = ++run->intent_count;
    intent->key = key;
    intent->began = run->now;
    intent->acknowledged = -1;
    intent->first_effect = -1;
    intent->operation = operation;
    intent->slice = run->slice;
    run->useful++;
    if (run->traced == intent->number) {
        run->story_began = run->now;
        run->story_operation = operation;
    }
    return intent;
}

void intent_hold(Intent *intent) {
    intent->references++;
}

Mark *intent_mark(const Intent *intent, MarkKind kind, uint32_t place) {
    Mark *mark = intent->marks;
    while (mark && (mark->kind != kind || mark->place != place)) {
        mark = mark->next;
    }
    return mark;
}

Mark *intent_add_mark(Run *run, Intent *intent, MarkKind kind, uint32_t place) {
    Mark *mark = pool_take(&run->marks);
    *mark = (Mark){.next = intent->marks, .kind = kind, .place = place};
    intent->marks = mark;
    return mark;
}

void intent_effect(Run *run, Intent *intent, uint32_t component) {
    Mark *mark = intent_mark(intent, MARK_EFFECT, component);
    if (mark && run->plan->components[component].idempotent) {
        TELL(run, intent, component, NO_INDEX, "has been done before: no second effect", -1);
        return;
    }
    if (!mark) {
        mark = intent_add_mark(run, intent, MARK_EFFECT, component);
    }
    mark->count++;
    if (mark->count > 1) {
        intent->duplicated = true;
        run->operations[intent->operation].bin_duplicated[run->bin] += 1.0;
    }
    if (intent->first_effect < 0) {
        intent->first_effect = run->now;
    }
    TELL(run, intent, component, NO_INDEX,
         mark->count > 1 ? "the effect happens once more" : "the effect happens", -1);
}

void intent_poison(Run *run, Intent *intent) {
    if (!intent->poisoned) {
        intent->poisoned = true;
        run->useful--;
    }
}

/* The first of its kind. */
static void note_story(OperationState *state, StoryWish wish, const Intent *intent) {
    if (state->stories[wish] == 0) {
        state->stories[wish] = intent->number;
    }
}

static void count_effects(Run *run, const Intent *intent) {
    OperationState *state = &run->operations[intent->operation];
    const Operation *operation = run->plan->operations[intent->operation].source;
    bool acknowledged = intent->acknowledged >= 0;
    bool happened = intent->first_effect >= 0;
    if (!operation->has_effect || (!acknowledged && !happened && !intent->parked)) {
        return;
    }
    EffectCounts *effects = &state->effects;
    effects->acknowledged += acknowledged;
    effects->unacknowledged += !acknowledged;
    if (intent->duplicated) {
        effects->duplicated++;
        note_story(state, STORY_DUPLICATED, intent);
    } else if (happened) {
        effects->done++;
    } else if (intent->parked) {
        effects->parked++;
        note_story(state, STORY_PARKED, intent);
    } else {
        effects->lost++;
        note_story(state, STORY_LOST, intent);
    }
    if (happened) {
        int64_t delay = intent->first_effect - intent->began;
        double within = operation->slo.effect_within_s;
        if (within >= 0.0 && (double)delay > within * NS_IN_S) {
            effects->late++;
            note_story(state, STORY_LATE, intent);
        }
        if (delay > state->slowest_effect) {
            state->slowest_effect = delay;
        }
    }
}

static void settle(Run *run, Intent *intent) {
    if (!intent->finished) {
        run->operations[intent->operation].unfinished++;
        note_story(&run->operations[intent->operation], STORY_FAILED, intent);
    }
    count_effects(run, intent);
}

void intent_drop(Run *run, Intent *intent) {
    if (--intent->references > 0) {
        return;
    }
    settle(run, intent);
    run->useful -= !intent->poisoned;
    while (intent->marks) {
        Mark *mark = intent->marks;
        intent->marks = mark->next;
        pool_give(&run->marks, mark);
    }
    pool_give(&run->intents, intent);
}

static int by_number(const void *a, const void *b) {
    uint64_t first = (*(Intent *const *)a)->number;
    uint64_t second = (*(Intent *const *)b)->number;
    return (first > second) - (first < second);
}

void intents_settle_all(Run *run) {
    ARRAY_OF(Intent *) alive = {0};
    for (size_t i = 0; i < pool_count(&run->intents); i++) {
        Intent *intent = pool_at(&run->intents, i);
        if (intent->references > 0) {
            array_push(&alive, intent);
        }
    }
    if (alive.count > 0) {
        qsort(alive.items, alive.count, sizeof *alive.items, by_number);
    }
    for (size_t i = 0; i < alive.count; i++) {
        settle(run, alive.items[i]);
    }
    array_free(&alive);
}

static void measure(Run *run, const Intent *intent) {
    OperationState *state = &run->operations[intent->operation];
    int64_t latency = run->now - intent->began;
    if (latency > state->slowest) {
        state->slowest = latency;
        state->stories[STORY_SLOWEST] = intent->number;
    }
    state->bin_ok[run->bin] += 1.0;
    state->bin_latency[run->bin] += (double)latency;
    histogram_add(&state->latency[intent->slice], latency);
    batch_means_add(&state->batches, (double)latency, run->now);
}

void intent_finish(Run *run, Intent *intent, Cause cause, bool stale) {
    OperationState *state = &run->operations[intent->operation];
    intent->finished = true;
    if (cause == CAUSE_NONE) {
        state->ok++;
        if (stale) {
            state->stale++;
            note_story(state, STORY_STALE, intent);
        }
        intent->acknowledged = run->now;
        measure(run, intent);
        store_acknowledge(run, intent);
    } else {
        state->failed[cause]++;
        note_story(state, STORY_FAILED, intent);
        state->bin_failed[run->bin] += 1.0;
        for (size_t f = 0; f < run->fault_count && run->active_faults > 0; f++) {
            run->faults[f].failed += run->faults[f].active;
        }
    }
    if (state->source.is_closed) {
        source_user_returns(run, &state->source);
    }
    TELL(run, intent, NO_INDEX, NO_INDEX, cause ? cause_name(cause) : "answered", -1);
}
