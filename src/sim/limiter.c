/* Token buckets: one for all requests, or one for each value of a key. */
#include <math.h>

#include "sim/run.h"

/* Full again after burst / rate, and then as good as none. */
typedef struct Bucket {
    KeyNode node;
    Timer timer;
    double tokens;
    int64_t at;
} Bucket;

static bool take_token(const PlanComponent *plan, double *tokens, int64_t *at, int64_t now) {
    *tokens = fmin(plan->burst, *tokens + (double)(now - *at) * plan->limit_per_ns);
    *at = now;
    if (*tokens < 1.0) {
        return false;
    }
    *tokens -= 1.0;
    return true;
}

bool limiter_admits(Run *run, uint32_t component, const Intent *intent) {
    const PlanComponent *plan = &run->plan->components[component];
    ComponentState *state = &run->components[component];
    bool keyed = plan->limit_key != NO_INDEX &&
                 plan->limit_key == run->plan->operations[intent->operation].key;
    if (!keyed) {
        return take_token(plan, &state->tokens, &state->tokens_at, run->now);
    }
    uint64_t key = (uint64_t)component << 32 | intent->key;
    Bucket *bucket = key_map_find(&run->bucket_map, key);
    if (!bucket) {
        bucket = pool_take(&run->buckets_pool);
        *bucket = (Bucket){.tokens = plan->burst, .at = run->now};
        key_map_add(&run->bucket_map, key, &bucket->node);
    }
    timer_stop(&bucket->timer);
    timer_start(&run->buckets[component], &bucket->timer, run->now, &run->events);
    return take_token(plan, &bucket->tokens, &bucket->at, run->now);
}

void limiter_forget(Run *run, Timer *timer) {
    Bucket *bucket = RECORD_OF(Bucket, timer, timer);
    key_map_remove(&run->bucket_map, &bucket->node);
    pool_give(&run->buckets_pool, bucket);
}

size_t limiter_bucket_size(void) {
    return sizeof(Bucket);
}
