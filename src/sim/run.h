/* One run: the state that changes while a plan is played. Inside the simulator only.
 *
 * A Request is one intent's work at one component: a try of a call, a delivery of a message, or the
 * root at the source. A Call is a step of a request with all its tries. The records come from pools
 * and link each other by pointers; whoever ends a record clears what points to it. */
#ifndef FAULTLINE_SIM_RUN_H
#define FAULTLINE_SIM_RUN_H

#include "sim/batch_means.h"
#include "sim/histogram.h"
#include "sim/key_map.h"
#include "sim/plan.h"
#include "sim/pool.h"
#include "sim/simulate.h"
#include "sim/timer_ring.h"

enum { CUTS_MOST = 16, SLICES_MOST = CUTS_MOST + 1 };

typedef enum EventKind {
    EVENT_ARRIVAL,   /* Source */
    EVENT_REQUEST,   /* Request: it reaches the callee */
    EVENT_WORK_DONE, /* Request */
    EVENT_REPLY,     /* Request: its answer reaches the caller */
    EVENT_RETRY,     /* Call */
    EVENT_RING,      /* TimerRing */
    EVENT_REDELIVER, /* Message */
    EVENT_FAULT,     /* ActiveFault: begins or ends */
    EVENT_FAILOVER,  /* Outage */
    EVENT_SCALE,     /* ComponentState: a replica more */
    EVENT_CUT,       /* the warm-up may end here */
    EVENT_TICK
} EventKind;

typedef enum RingUse {
    RING_TIMEOUT,
    RING_HEDGE,
    RING_VISIBILITY,
    RING_RETENTION,
    RING_VERSION,
    RING_BUCKET
} RingUse;

typedef struct Request Request;
typedef struct Call Call;
typedef struct Message Message;
typedef struct Flight Flight;
typedef struct Lock Lock;
typedef struct Parts Parts;
typedef struct Site Site;
typedef struct Way Way;

/* What an intent has done somewhere. */
typedef enum MarkKind { MARK_EFFECT, MARK_DEDUP, MARK_WRITE } MarkKind;
typedef struct Mark Mark;
struct Mark {
    Mark *next;
    MarkKind kind;
    uint32_t place;  /* a component; of MARK_DEDUP a connection */
    uint32_t copies; /* of MARK_WRITE: the copies that have it, as bits */
    uint32_t count;  /* effects */
    int64_t time;    /* of the write; until when the key is kept */
    Request *holder; /* of MARK_DEDUP: who works under the key; NULL: it is kept */
};

typedef struct Intent Intent;
struct Intent {
    Mark *marks;
    uint64_t number, key;                      /* key: a rank, 0 for none */
    int64_t began, acknowledged, first_effect; /* below zero: not yet */
    uint32_t references;                       /* 0: the record is not in use */
    uint32_t operation;
    uint32_t slice; /* of the run, in which it began */
    bool finished, parked, poisoned, duplicated;
};

typedef enum Role { ROLE_ROOT, ROLE_CALL, ROLE_MESSAGE, ROLE_PART, ROLE_DETACHED } Role;

typedef enum RequestState {
    REQUEST_TRAVELS, /* to the callee */
    REQUEST_WAITS,   /* for a slot */
    REQUEST_WORKS,
    REQUEST_LOCKED, /* waits for a lock with its slot in hand */
    REQUEST_STEPS,
    REQUEST_PARTS,   /* waits for the copies */
    REQUEST_REPLIES, /* travels back, or is over */
    REQUEST_MUTE     /* its answer is lost: it stays until the caller gives up */
} RequestState;

/* A cache that missed and gets the value when it is there. */
typedef struct Fill Fill;
struct Fill {
    Fill *next;
    Flight *flight; /* that this request leads, or NULL */
    uint32_t cache;
};

/* Three lines of a processor's cache; the third one is for what only some requests need. */
struct Request {
    Request *previous, *next; /* in the line where it waits */
    Intent *intent;
    const Site *site;
    union {
        Call *call;   /* that waits for the answer; NULL: nobody does any more */
        Parts *parts; /* of a ROLE_PART: what it is a part of */
    };
    int64_t arrived, began;
    uint32_t station;
    uint32_t start; /* counts those that take a slot */

    Role role;
    RequestState state;
    Cause cause;
    uint32_t step, pending, connection;
    uint32_t value_store; /* where the value that it read is from; NO_INDEX: nothing was read */
    bool is_write, check_only, in_station, holds_slot, crashed, poisoned;
    bool hit, stale, cancels, reads_strongly;
    uint8_t copy;       /* of a part */
    int64_t value_time; /* when the value that it read was the newest */
    Timer timeout;

    Fill *fills;      /* where its site may miss */
    Lock *lock;       /* where its site locks */
    Message *message; /* that it works on */
    uint32_t receive;
    Request *next_waiter; /* for a lock or a flight */
};

/* One request of a store, asked of several copies at once. */
struct Parts {
    Request *whole; /* NULL: it has been answered */
    uint32_t left, needed;
};

struct Call {
    Request *request; /* the caller */
    const Way *way;
    Request *tries[2]; /* that are under way; two when hedged */
    uint32_t attempts;
    double pause_ns; /* the last one */
    Timer hedge;
};

typedef struct Group {
    KeyNode node;
    Message *first, *last; /* held back until the one before is done */
} Group;

typedef enum MessageState {
    MESSAGE_HELD, /* by the order of its group */
    MESSAGE_READY,
    MESSAGE_OUT,    /* with a consumer */
    MESSAGE_PAUSED, /* until it is delivered again */
    MESSAGE_GONE
} MessageState;

struct Message {
    Message *previous, *next;
    Intent *intent;
    Group *group;
    Timer age, hidden;
    int64_t arrived;
    uint32_t subscription, receives, references;
    MessageState state;
    bool poisoned, expired;
};

/* Requests that wait, the next one first. */
typedef struct Line {
    Request *first, *last;
} Line;

typedef struct Station {
    Line *lines; /* one for each priority where that matters, the most urgent first; else one */
    uint32_t busy, waiting;
    uint32_t open;        /* the slots that may be taken: all, or none while it is down */
    uint32_t slots, down; /* down: how many faults hold it */
    uint64_t arrivals;
    int64_t held_ns; /* slots together; of those in use up to time 0, as it were */
} Station;

/* What faults do at the moment; 0 and 1 when nothing. */
typedef struct Modifiers {
    double slow, error, drop, duplicate, poison;
    int64_t extra_ns;
    uint32_t cut, hold;
} Modifiers;

typedef struct CacheStore CacheStore;

/* What a component counts from the beginning of the run to the end of the load. */
typedef struct Counts {
    uint64_t arrivals, served, started, refused, lookups, hits, held;
    int64_t waiting_max; /* since the last cut */
    double wait_ns, held_ns;
    double busy_area, waiting_area, slots_area;
    double primary_ns, replicas_ns; /* slots together, of a database whose replicas are read */
} Counts;

typedef struct ComponentState {
    Station *first_station;
    uint32_t position;
    uint32_t stations; /* that serve now; more than planned after scaling */
    uint32_t cursor;
    uint32_t free_slots; /* kept for those that consume messages */
    bool takes_messages;
    int64_t busy, waiting, slots;
    int64_t since, waiting_since; /* up to then the areas are counted */
    Counts counts;
    /* Of those who wait here, each by its own clock up to the end of the load: how long those that
     * have left were here, and when the others came, added up. Exact, since they may wrap. */
    uint64_t waited_ns, came_ns;
    int64_t held_after_ns; /* of the slots that held_ns counts, after the end of the load */
    Random work, choice;
    Modifiers modifiers;
    CacheStore *cache;
    double tokens; /* of its one limit */
    int64_t tokens_at;
    int64_t stored;     /* messages */
    double broker_down; /* share of publishes that fail */
    uint32_t machines_down;
    uint32_t scaling, scale_pending; /* replicas added to a shared queue, and on their way */
    double bin_busy, bin_slots;      /* areas at the start of the bin */
    double scale_areas[2][10];       /* busy and slots, each second */
    uint32_t scale_seconds;
} ComponentState;

enum { BREAKER_BINS = 10 };

typedef enum BreakerMode { BREAKER_CLOSED, BREAKER_OPEN, BREAKER_TRIES } BreakerMode;

typedef struct ConnectionState {
    uint64_t attempts, retries, timed_out, hedged, opened;
    double budget_tokens;
    TimerRing timeouts, hedges;
    Random random;
    Modifiers modifiers;
    BreakerMode breaker;
    int64_t breaker_until, breaker_second;
    uint32_t breaker_total[BREAKER_BINS], breaker_failed[BREAKER_BINS];
} ConnectionState;

/* ---- Where work is done, and the ways there -------------------------------------------------- */

/* One operation at one component: what each of its requests there needs, without a search. */
struct Site {
    const PlanComponent *plan;
    ComponentState *state;
    const PlanRoute *route;
    const Way *ways;              /* of the route's steps */
    const CacheStore *asks_cache; /* of its first step; NULL: that asks none */
    /* How many times longer the work takes, by the faults of the moment: a check of a key, and what the
     * operation asks for. */
    double slow, work_slow;
    uint32_t operation, component;
    uint32_t line; /* of a station, in which it waits */
    bool is_write;
    bool locks;     /* a store, and the operation writes there */
    bool may_miss;  /* a cache, or one that looks up in a cache first */
    bool versioned; /* reads of the operation's key may be stale here */
    bool is_leaf;   /* after the work it answers: it keeps no value, and no step follows */
    bool closed;    /* of a source: nothing leaves it, for it is cut off or what it sends is held */
};

/* A travel that always takes the same time, until a fault changes it. */
typedef struct Hop {
    int64_t delay_ns;
    unsigned lane; /* of the event queue */
} Hop;

/* One step of a route: what each call of it needs, and what the faults of the moment do to it. */
struct Way {
    const PlanStep *step;
    const PlanConnection *plan;
    ConnectionState *state;
    const Site *callee;
    Hop there, back;
    double error;     /* share of the requests that meet one */
    bool cut;         /* none arrives */
    bool loses_reply; /* now and then */
};

typedef struct Subscription {
    Message *first, *last; /* that are ready */
    uint32_t cursor;
} Subscription;

/* What has come and may not start yet. */
typedef struct HeldArrival {
    uint64_t key;
    const Site *site;
} HeldArrival;

/* The arrivals of one operation: a clock that runs at the rate of the moment. */
typedef struct Source {
    uint32_t operation;
    Random arrivals, keys, spread;
    double rate_per_ns, factor;
    double remaining; /* until the next one, in mean intervals, at `since` */
    int64_t since;
    bool is_closed;    /* users who wait for an answer before they ask again */
    uint64_t thinking; /* of them */
    uint64_t version;  /* of the planned event: an older one means nothing */
    ARRAY_OF(HeldArrival) held;
} Source;

typedef struct OperationState {
    Modifiers modifiers;
    Source source;
    uint64_t offered, ok, failed[CAUSE_COUNT], unfinished, stale, lost_updates;
    Histogram latency[SLICES_MOST]; /* by slice */
    BatchMeans batches;
    EffectCounts effects;
    int64_t slowest_effect, slowest;
    uint64_t stories[STORY_KINDS]; /* numbers of intents whose story may be wanted; 0: none */
    double *bin_offered, *bin_ok, *bin_failed, *bin_latency, *bin_duplicated;
} OperationState;

typedef struct ActiveFault ActiveFault;

/* What one fault holds down. */
typedef struct Outage {
    const ActiveFault *fault;
    uint32_t component, station; /* NO_INDEX: machines of a shared queue */
    uint32_t machines;
    bool has_standby, taken_over; /* of a database's primary */
} Outage;

struct ActiveFault {
    const Fault *fault;
    bool active, applied;
    const char *why; /* it was not applied */
    uint64_t offered, failed;
    ARRAY_OF(Outage) outages;
};

typedef struct Run {
    const Plan *plan;
    uint64_t seed;
    int64_t now, end, stop; /* stop: where the drain is given up */
    int64_t load_now;       /* now, or the end of the load when that is over */
    bool in_load;           /* it is not over */
    /* The warm-up is cut at one of these moments, which part the run in slices. What counts before
     * each of them is known when it is over. */
    int64_t cuts[CUTS_MOST + 1]; /* the first one is the beginning */
    uint32_t cut_count, slice;   /* slice: of the moment, and the last cut that is passed */
    bool cut_is_given;
    int64_t search_end; /* what comes later tells nothing about the warm-up */
    Counts *passed;     /* by cut, then component */
    EventQueue events;
    uint64_t event_count, most_events; /* what takes no time counts too */
    unsigned depth;                    /* of deliveries that take no time */
    ComponentState *components;
    ConnectionState *connections;
    OperationState *operations;
    Station *stations;
    Line *lines; /* of the stations */
    Site *sites; /* by operation, then component */
    Way *ways;   /* by step */
    Subscription *subscriptions;
    TimerRing *visibilities, *retentions, *buckets; /* by component */
    TimerRing versions;
    KeyMap version_map, lock_map, flight_map, bucket_map, group_map;
    Pool requests, calls, intents, marks, messages, fills, flights, locks, parts, groups,
        versions_pool, buckets_pool;
    uint64_t intent_count; /* so far */
    uint32_t starts;       /* of work so far, and round again */
    uint64_t useful;       /* intents alive, but for those that would come back for ever */
    double *key_hot;       /* share of the draws that go to one value */
    ActiveFault *faults;
    size_t fault_count, active_faults;
    int64_t bin_ns;
    size_t bin_count, bin;
    double *bin_utilisation, *bin_queue; /* by bin, then component */
    double *bin_inside;                  /* the mean number in all components together */
    double inside_area;                  /* up to the last bin */
    uint64_t traced;                     /* the intent whose story is kept; 0: none */
    ARRAY_OF(StoryLine) story;
    int64_t story_began;
    uint32_t story_operation;
    bool cut_short;
} Run;

/* run.c */
Run *run_new(const Plan *plan, const SimOptions *options, unsigned replication);
void run_play(Run *run, bool (*go_on)(void *, double), void *context);
void run_free(Run *run);
void run_story_line(Run *run, const Intent *intent, uint32_t component, uint32_t connection,
                    const char *what, double value);
enum { DEEPEST_DELIVERY = 64 }; /* beyond it what takes no time goes through the queue */

/* An event after the hop. Without a delay it happens now: true, and whoever asked goes on with
 * it at once and then calls run_happened. */
static inline bool run_happens_now(Run *run, Hop hop, EventKind kind, void *subject) {
    if (hop.delay_ns > 0 || run->depth >= DEEPEST_DELIVERY ||
        run->event_count >= run->most_events) {
        if (hop.lane == NO_LANE) {
            event_queue_push(&run->events, run->now + hop.delay_ns, kind, subject);
        } else {
            event_queue_push_in(&run->events, hop.lane, run->now, kind, subject);
        }
        return false;
    }
    run->event_count++;
    run->depth++;
    return true;
}

static inline void run_happened(Run *run) {
    run->depth--;
}

static inline const Site *run_site(const Run *run, uint32_t operation, uint32_t component) {
    return &run->sites[(size_t)operation * run->plan->component_count + component];
}

/* A line of the traced intent's story. Nearly always nobody asked for one. */
#define TELL(run, intent, component, connection, what, value)                            \
    do {                                                                                 \
        if ((run)->traced > 0 && (run)->traced == (intent)->number) {                    \
            run_story_line((run), (intent), (component), (connection), (what), (value)); \
        }                                                                                \
    } while (0)

/* warmup.c */
void warmup_start(Run *run, double warmup_s); /* below zero: it is to be found */
void warmup_pass(Run *run);

/* site.c */
void sites_make(Run *run);
void sites_renew(Run *run); /* after a change of the modifiers */
void sites_free(Run *run);

/* source.c */
void sources_start(Run *run);
void source_arrives(Run *run, Source *source);
void source_set_factor(Run *run, Source *source, double factor);
void source_user_returns(Run *run, Source *source);
void sources_release(Run *run); /* starts what was held and may come now */

/* effects.c */
Intent *intent_new(Run *run, uint32_t operation, uint64_t key); /* not held by anybody yet */
void intent_hold(Intent *intent);
void intent_drop(Run *run, Intent *intent);
void intent_finish(Run *run, Intent *intent, Cause cause, bool stale);
void intent_effect(Run *run, Intent *intent, uint32_t component);
void intent_poison(Run *run, Intent *intent);
Mark *intent_mark(const Intent *intent, MarkKind kind, uint32_t place); /* or NULL */
Mark *intent_add_mark(Run *run, Intent *intent, MarkKind kind, uint32_t place);
void intents_settle_all(Run *run);

/* request.c */
Request *request_new(Run *run, Intent *intent, Role role, const Site *site);
void request_free(Run *run, Request *request);
void request_start(Run *run, Request *root); /* at its source */
void request_arrive(Run *run, Request *request);
void request_work_done(Run *run, Request *request);
void request_after_work(Run *run, Request *request);
void request_go_on(Run *run, Request *request);  /* takes the next steps */
void request_resume(Run *run, Request *request); /* one of those that it waits for is done */
void request_finish(Run *run, Request *request, Cause cause);
void request_crash(Run *run, Request *request);

/* call.c */
void call_start(Run *run, Request *caller, const Way *way);
void call_retry(Run *run, Call *call);
void call_answered(Run *run, Request *callee);
void call_timed_out(Run *run, Request *callee);
void call_hedge(Run *run, Call *call);

/* retry.c */
int64_t backoff_pause(const Backoff *backoff, uint32_t failures, double *last_ns, Random *random);
void budget_deposit(const PlanConnection *plan, ConnectionState *state);
bool budget_withdraw(const PlanConnection *plan, ConnectionState *state);
bool breaker_allows(const PlanConnection *plan, ConnectionState *state, int64_t now);
void breaker_record(const PlanConnection *plan, ConnectionState *state, int64_t now, bool failed);

/* server.c */

/* Adds up the area under what waits, before that changes. */
static inline void server_account_waiting(const Run *run, ComponentState *state) {
    if (state->waiting > 0) {
        state->counts.waiting_area +=
            (double)(run->load_now - state->waiting_since) * (double)state->waiting;
    }
    state->waiting_since = run->load_now;
}

/* All areas, before they are read or the slots change. */
void server_account(const Run *run, ComponentState *state);

/* One more waits; one that came then does not wait any more. */
static inline void server_came(const Run *run, ComponentState *state) {
    state->came_ns += (uint64_t)run->load_now;
}

static inline void server_left(const Run *run, ComponentState *state, int64_t came) {
    uint64_t since = (uint64_t)(came < run->end ? came : run->end);
    state->came_ns -= since;
    state->waited_ns += (uint64_t)run->load_now - since;
}

uint32_t server_choose(Run *run, const Request *request);
void server_enter(Run *run, Request *request);         /* at its station */
void server_release(Run *run, Request *request);       /* its slot */
void server_leave(Request *request);                   /* it is at work there no more */
void server_withdraw(Run *run, Request *request);      /* from the waiting */
bool server_begin_message(Run *run, Request *request); /* false: no slot is free */
bool server_is_up(const ComponentState *state, uint32_t station);
void server_set_down(Run *run, uint32_t component, uint32_t position, bool down);
void server_set_machines_down(Run *run, uint32_t component, uint32_t machines);
void server_renew_open(Station *station); /* after a change of its slots or of what is down */
double server_held_ns(const Run *run, const Station *station); /* so far, to the end of the load */
void server_scale(Run *run, ComponentState *state);
void server_autoscale_tick(Run *run, ComponentState *state);
void server_start_work(Run *run, Request *request);

/* store.c */
bool store_needs_parts(const Request *request);
uint32_t store_partition(Run *run, const Site *site, const Intent *intent);
void store_start_parts(Run *run, Request *request);
void store_part_done(Run *run, Request *part); /* with its cause; frees it */
void store_part_lost(Run *run, Request *part); /* its machine is gone */
bool store_lock(Run *run, Request *request);   /* where its site locks; false: it waits */
bool store_unlock(Run *run, Request *request); /* false: the work was in vain and begins again */
void store_wrote(Run *run, Request *request);
void store_read(Run *run, Request *request);
void store_acknowledge(Run *run, const Intent *intent);
void store_forget_version(Run *run, Timer *timer);
size_t store_lock_size(void);
size_t store_version_size(void);
int64_t store_outdated_since(Run *run, uint32_t store, uint32_t key, uint64_t rank,
                             int64_t value_time);

/* cache_run.c */
void caches_start(Run *run);
void caches_free(Run *run);
/* Before a look-up: when the work begins after which the cache is asked, and when it is asked. */
void cache_expect(const Run *run, const CacheStore *store, const Intent *intent);
void cache_approach(const Run *run, const CacheStore *store, const Intent *intent);
bool cache_look_up(Run *run, Request *request, uint32_t cache); /* sets what the request read */
void cache_missed(Run *run, Request *request, uint32_t cache);
void cache_fill_all(Run *run, Request *request, Cause cause);
void cache_write(Run *run, Request *request);
void cache_flush(Run *run, uint32_t cache);
size_t cache_flight_size(void);
void cache_outdate(Run *run, uint32_t store, uint32_t key, uint64_t rank, int64_t written,
                   int64_t since);

/* limiter.c */
bool limiter_admits(Run *run, uint32_t component, const Intent *intent);
void limiter_forget(Run *run, Timer *timer);
size_t limiter_bucket_size(void);

/* broker.c */
Cause broker_accept(Run *run, uint32_t broker, Intent *intent, uint32_t connection, bool poisoned);
void broker_pull(Run *run, uint32_t consumer);
void broker_worked(Run *run, Request *request, Cause cause);
void broker_crashed(Run *run, Request *request);
void broker_redeliver(Run *run, Message *message);
void broker_visible(Run *run, Message *message);
void broker_expire(Run *run, Message *message);
void broker_wake(Run *run, uint32_t broker);
Message *message_of_age(Timer *timer);
Message *message_of_hidden(Timer *timer);

/* fault_run.c */
void faults_start(Run *run, const SimOptions *options);
void fault_turn(Run *run, ActiveFault *active);
void fault_fail_over(Run *run, Outage *outage);
void faults_free(Run *run);

#define RECORD_OF(Type, member, pointer) \
    ((Type *)(void *)((char *)(pointer)-offsetof(Type, member)))

#endif
