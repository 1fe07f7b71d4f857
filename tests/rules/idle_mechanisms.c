#include "rules/idle_mechanisms.h"

#include "base/macros.h"

/* Most were played: without the mechanism the reference keeps every service level that it keeps with
 * it, without faults and under each fault of its scenario. */
static const char KEYS[] = "only idempotency keys are kept there, and to check and set one is a "
                           "single step whatever its reads are";
static const char NO_EFFECT[] = "no operation has its effect there, so nothing can be done twice";
static const char MAY_BE_OLD[] = "no read there promises less than a few old answers";
static const char RETRIED_BEFORE[] =
    "the gateway or the client before it tries again, and what the limiter passes on may be repeated";
static const char MAY_BE_MISSED[] =
    "the cache is invalidated by writes and may be missed, and its store carries all misses of a key";
static const char STORE_CARRIES[] = "the store carries all reads, in every fault of the scenario";
static const char QUICK_TO_MISS[] =
    "a cache that is away costs a few per cent of the time that people have";
static const char ONE_IS_ENOUGH[] = "one partition carries the load in every fault of the scenario";
static const char EVEN[] = "the key has so many even values that its busiest partition is idle";
static const char FAR_ABOVE[] =
    "the limit is above all that comes from all of them together, in every fault of the scenario";
static const char NO_HOP[] = "no request goes on as a message, so there is no hop to follow";
static const char NEIGHBOUR[] =
    "the part before or behind it is watched, and sees its errors and waits";

const IdleMechanism IDLE_MECHANISMS[] = {
    {"notification-service", "conditional_writes", "sent", KEYS},
    {"notification-service", "consistency", "sent", KEYS},
    {"order-pipeline", "conditional_writes", "keys", KEYS},
    {"order-pipeline", "consistency", "keys", KEYS},
    {"payment-endpoint", "conditional_writes", "keys", KEYS},
    {"payment-endpoint", "consistency", "keys", KEYS},
    {"task-scheduler", "conditional_writes", "claims", KEYS},
    {"task-scheduler", "consistency", "claims", KEYS},

    {"job-queue", "conditional_writes", "jobs", NO_EFFECT},
    {"payment-endpoint", "conditional_writes", "store", NO_EFFECT},

    {"job-queue", "consistency", "jobs", MAY_BE_OLD},
    {"order-pipeline", "consistency", "store", MAY_BE_OLD},
    {"payment-endpoint", "consistency", "store", MAY_BE_OLD},
    {"rate-limiter", "consistency", "limits", MAY_BE_OLD},
    {"task-scheduler", "consistency", "plans", MAY_BE_OLD},

    {"job-queue", "max_attempts", "limiter-api", RETRIED_BEFORE},
    {"large-listing", "max_attempts", "partners-lists", RETRIED_BEFORE},
    {"notification-service", "max_attempts", "limiter-notifier", RETRIED_BEFORE},
    {"order-pipeline", "max_attempts", "limiter-orders", RETRIED_BEFORE},
    {"order-status", "max_attempts", "limiter-intake", RETRIED_BEFORE},
    {"payment-endpoint", "max_attempts", "limiter-payments", RETRIED_BEFORE},
    {"read-write-backend", "max_attempts", "limit-writers", RETRIED_BEFORE},
    {"shared-resource", "max_attempts", "limiter-rides", RETRIED_BEFORE},
    {"shared-resource", "max_attempts", "limiter-topups", RETRIED_BEFORE},
    {"task-scheduler", "max_attempts", "limit-api", RETRIED_BEFORE},
    {"url-shortener", "max_attempts", "limiter-links", RETRIED_BEFORE},

    {"large-listing", "coalesce", "pages", MAY_BE_MISSED},
    {"metrics-platform", "coalesce", "answers", MAY_BE_MISSED},
    {"notification-service", "coalesce", "choices", MAY_BE_MISSED},
    {"order-status", "coalesce", "recent", MAY_BE_MISSED},
    {"read-write-backend", "coalesce", "pages", MAY_BE_MISSED},
    {"top-k", "coalesce", "ready", MAY_BE_MISSED},
    {"metrics-platform", "cache", "answers", STORE_CARRIES},
    {"notification-service", "cache", "choices", STORE_CARRIES},
    {"order-status", "cache", "recent", STORE_CARRIES},

    {"metrics-platform", "circuit_breaker", "queries-answers", QUICK_TO_MISS},
    {"order-status", "circuit_breaker", "applier-recent", QUICK_TO_MISS},
    {"read-write-backend", "circuit_breaker", "readers-pages", QUICK_TO_MISS},
    {"top-k", "circuit_breaker", "charts-ready", QUICK_TO_MISS},

    {"metrics-platform", "partitions", "rollups", ONE_IS_ENOUGH},
    {"notification-service", "partitions", "sent", ONE_IS_ENOUGH},
    {"order-pipeline", "partitions", "store", ONE_IS_ENOUGH},
    {"url-shortener", "partitions", "counts", ONE_IS_ENOUGH},
    {"url-shortener", "partition_key", "counts", ONE_IS_ENOUGH},
    {"metrics-platform", "key_salt", "raw", EVEN},
    {"metrics-platform", "key_salt", "rollups", EVEN},
    {"top-k", "key_salt", "counts", EVEN},

    {"job-queue", "per", "limiter", FAR_ABOVE},
    {"payment-endpoint", "per", "limiter", FAR_ABOVE},

    {"large-listing", "traces", "watch", NO_HOP},
    {"payment-endpoint", "traces", "watch", NO_HOP},
    {"read-write-backend", "traces", "watch", NO_HOP},

    {"large-listing", "observation", "lists-watch", NEIGHBOUR},
    {"large-listing", "observation", "intake-watch", NEIGHBOUR},
    {"large-listing", "observation", "orders-watch", NEIGHBOUR},
    {"rate-limiter", "observation", "limiter-watch", NEIGHBOUR},
    {"rate-limiter", "observation", "counters-watch", NEIGHBOUR},
    {"read-write-backend", "observation", "readers-watch", NEIGHBOUR},
    {"read-write-backend", "observation", "writers-watch", NEIGHBOUR},
    {"read-write-backend", "observation", "notes-watch", NEIGHBOUR},

    {"order-status", "ordering", "updates",
     "its store refuses what is older than what it has, so that order does not matter"},
    {"top-k", "ttl_s", "ready", "made anew by a job; nothing says that a write changes it"},
    {"read-write-backend", "paging", "notes", "every list that is asked for is a first page"},
};
const size_t IDLE_MECHANISM_COUNT = COUNT_OF(IDLE_MECHANISMS);
