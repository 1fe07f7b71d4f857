/* Queues, streams and topics: messages wait, are delivered at least once, come back, are parked or
 * lost. A message is copied to each subscription and counted there. */
#include "sim/run.h"

/* What comes back at once still takes the broker this long. *default* */
enum { LEAST_PAUSE_NS = NS_IN_MS };

Message *message_of_age(Timer *timer) {
    return RECORD_OF(Message, age, timer);
}

Message *message_of_hidden(Timer *timer) {
    return RECORD_OF(Message, hidden, timer);
}

static uint32_t broker_of(const Run *run, const Message *message) {
    return run->plan->subscriptions[message->subscription].broker;
}

static void count_stored(Run *run, uint32_t broker, int change) {
    ComponentState *state = &run->components[broker];
    server_account_waiting(run, state);
    state->stored += change;
    state->waiting = state->stored;
    if (state->waiting > state->counts.waiting_max) {
        state->counts.waiting_max = state->waiting;
    }
}

/* ---- The ready ------------------------------------------------------------------------------- */

static void make_ready(Run *run, Message *message) {
    Subscription *subscription = &run->subscriptions[message->subscription];
    message->state = MESSAGE_READY;
    message->next = NULL;
    message->previous = subscription->last;
    if (subscription->last) {
        subscription->last->next = message;
    } else {
        subscription->first = message;
    }
    subscription->last = message;
}

static void take_from_ready(Run *run, Message *message) {
    Subscription *subscription = &run->subscriptions[message->subscription];
    if (message->previous) {
        message->previous->next = message->next;
    } else {
        subscription->first = message->next;
    }
    if (message->next) {
        message->next->previous = message->previous;
    } else {
        subscription->last = message->previous;
    }
}

/* ---- Groups ---------------------------------------------------------------------------------- */

static uint64_t group_key(Run *run, const PlanComponent *broker, const Message *message) {
    const Intent *intent = message->intent;
    uint32_t key = run->plan->operations[intent->operation].key;
    uint64_t group = 0;
    if (broker->kind == KIND_STREAM) {
        uint32_t position = broker_of(run, message);
        group = store_partition(run, run_site(run, intent->operation, position), intent);
    } else if (broker->ordering_key != NO_INDEX) {
        bool has_key = broker->ordering_key == key;
        group = has_key ? intent->key : (UINT64_C(1) << 31) + (intent->number & 0x7fffffffU);
    }
    return (uint64_t)message->subscription << 32 | group;
}

/* True when nothing before it is in the way. */
static bool join_group(Run *run, Message *message) {
    const PlanComponent *broker = &run->plan->components[broker_of(run, message)];
    if (!broker->ordered) {
        return true;
    }
    uint64_t key = group_key(run, broker, message);
    Group *group = key_map_find(&run->group_map, key);
    if (!group) {
        group = pool_take(&run->groups);
        *group = (Group){.first = NULL};
        key_map_add(&run->group_map, key, &group->node);
        message->group = group;
        return true;
    }
    message->group = group;
    message->state = MESSAGE_HELD;
    message->next = NULL;
    message->previous = group->last;
    if (group->last) {
        group->last->next = message;
    } else {
        group->first = message;
    }
    group->last = message;
    return false;
}

static void unlink_held(Message *message) {
    Group *group = message->group;
    if (message->previous) {
        message->previous->next = message->next;
    } else {
        group->first = message->next;
    }
    if (message->next) {
        message->next->previous = message->previous;
    } else {
        group->last = message->previous;
    }
}

/* The first of its group is done: the next one may go. */
static void advance_group(Run *run, Group *group) {
    Message *next = group->first;
    if (!next) {
        key_map_remove(&run->group_map, &group->node);
        pool_give(&run->groups, group);
        return;
    }
    unlink_held(next);
    make_ready(run, next);
}

/* ---- The end of a message -------------------------------------------------------------------- */

static void release(Run *run, Message *message) {
    if (--message->references == 0) {
        intent_drop(run, message->intent);
        pool_give(&run->messages, message);
    }
}

static void remove_message(Run *run, Message *message) {
    Group *group = message->group;
    if (message->state == MESSAGE_READY) {
        take_from_ready(run, message);
    } else if (message->state == MESSAGE_HELD) {
        unlink_held(message);
        group = NULL; /* it held back nobody */
    }
    message->state = MESSAGE_GONE;
    message->group = NULL;
    timer_stop(&message->age);
    timer_stop(&message->hidden);
    uint32_t broker = broker_of(run, message);
    count_stored(run, broker, -1);
    server_left(run, &run->components[broker], message->arrived);
    if (group) {
        advance_group(run, group);
    }
    release(run, message);
}

/* It has failed for good: to the dead-letter queue, or nowhere. */
static void give_up(Run *run, Message *message) {
    uint32_t broker = broker_of(run, message);
    Intent *intent = message->intent;
    uint32_t target = plan_route(run->plan, intent->operation, broker)->dead_letter;
    if (target != NO_INDEX &&
        broker_accept(run, target, intent, NO_INDEX, message->poisoned) == CAUSE_NONE) {
        intent->parked = true;
        TELL(run, intent, target, NO_INDEX, "is parked as a dead letter", -1);
    } else {
        TELL(run, intent, broker, NO_INDEX, "is dropped: it has failed too often", -1);
    }
    remove_message(run, message);
}

/* ---- Delivery -------------------------------------------------------------------------------- */

static bool accepts_delivery(const Run *run, uint32_t component) {
    return run->components[component].free_slots > 0 &&
           run->plan->components[component].layout != LAYOUT_NONE;
}

/* Hands the first ready message to the consumer; false when it has no slot for it. */
static bool deliver(Run *run, Subscription *subscription, uint32_t connection) {
    Message *message = subscription->first;
    uint32_t broker = broker_of(run, message);
    const PlanComponent *plan = &run->plan->components[broker];
    uint32_t consumer = run->plan->connections[connection].to;
    take_from_ready(run, message);
    if (plan->max_receives > 0 && message->receives >= plan->max_receives) {
        give_up(run, message);
        return true;
    }
    Request *request = request_new(run, message->intent, ROLE_MESSAGE,
                                   run_site(run, message->intent->operation, consumer));
    request->message = message;
    request->connection = connection;
    request->poisoned = message->poisoned;
    request->arrived = message->receives == 0 ? message->arrived : run->now;
    request->receive = ++message->receives;
    message->references++;
    message->state = MESSAGE_OUT;
    TELL(run, message->intent, consumer, connection,
         message->receives > 1 ? "is delivered again" : "is delivered", -1);
    ComponentState *state = &run->components[consumer];
    state->counts.arrivals += run->in_load;
    if (run->visibilities[broker].delay_ns != NEVER) {
        timer_start(&run->visibilities[broker], &message->hidden, run->now, &run->events);
    }
    bool begun = server_begin_message(run, request);
    if (!begun) { /* the slots that were free are gone: it goes back as it was */
        timer_stop(&message->hidden);
        message->receives--;
        make_ready(run, message);
        request->message = NULL;
        release(run, message);
        request_free(run, request);
    }
    return begun;
}

static bool is_closed(const Run *run, uint32_t broker) {
    return run->components[broker].broker_down >= 1.0;
}

/* Gives what is ready to those who are free, in turns. */
static void dispatch(Run *run, uint32_t position) {
    const PlanSubscription *plan = &run->plan->subscriptions[position];
    Subscription *subscription = &run->subscriptions[position];
    const uint32_t *consumers = &run->plan->consumers[plan->first_consumer];
    uint32_t idle = 0;
    while (subscription->first && idle < plan->consumer_count && !is_closed(run, plan->broker)) {
        uint32_t connection = consumers[subscription->cursor++ % plan->consumer_count];
        bool open = run->connections[connection].modifiers.cut == 0 &&
                    accepts_delivery(run, run->plan->connections[connection].to);
        idle = open && deliver(run, subscription, connection) ? 0 : idle + 1;
    }
}

void broker_wake(Run *run, uint32_t broker) {
    const PlanComponent *plan = &run->plan->components[broker];
    for (uint32_t s = 0; s < plan->subscription_count; s++) {
        dispatch(run, plan->first_subscription + s);
    }
}

static bool comes_first(const Run *run, Scheduling scheduling, const Message *a, const Message *b) {
    int first = run->plan->operations[a->intent->operation].source->priority;
    int second = run->plan->operations[b->intent->operation].source->priority;
    if (scheduling == SCHEDULING_PRIORITY && first != second) {
        return first < second;
    }
    return scheduling == SCHEDULING_LIFO ? a->arrived > b->arrived : a->arrived < b->arrived;
}

/* The connection over which the consumer takes from the subscription. */
static uint32_t feed_of(const Run *run, uint32_t subscription, uint32_t consumer) {
    const PlanSubscription *plan = &run->plan->subscriptions[subscription];
    for (uint32_t i = 0; i < plan->consumer_count; i++) {
        uint32_t connection = run->plan->consumers[plan->first_consumer + i];
        if (run->plan->connections[connection].to == consumer &&
            run->connections[connection].modifiers.cut == 0) {
            return connection;
        }
    }
    return NO_INDEX;
}

void broker_pull(Run *run, uint32_t consumer) {
    const Plan *plan = run->plan;
    Scheduling scheduling = plan->components[consumer].scheduling;
    bool delivered = true;
    while (delivered && accepts_delivery(run, consumer)) {
        uint32_t best = NO_INDEX;
        for (uint32_t f = plan->first_feed[consumer]; f < plan->first_feed[consumer + 1]; f++) {
            const Message *head = run->subscriptions[plan->feeds[f]].first;
            if (head && !is_closed(run, broker_of(run, head)) &&
                feed_of(run, plan->feeds[f], consumer) != NO_INDEX &&
                (best == NO_INDEX ||
                 comes_first(run, scheduling, head, run->subscriptions[best].first))) {
                best = plan->feeds[f];
            }
        }
        delivered = best != NO_INDEX &&
                    deliver(run, &run->subscriptions[best], feed_of(run, best, consumer));
    }
}

/* ---- Acceptance ------------------------------------------------------------------------------ */

static void pause_message(Run *run, Message *message, int64_t pause) {
    message->state = MESSAGE_PAUSED;
    message->references++; /* the event's */
    event_queue_push(&run->events, run->now + pause, EVENT_REDELIVER, message);
}

/* Dead letters are not delivered at once: queues that park for each other would never let time
 * pass. */
static void store_message(Run *run, uint32_t subscription, Intent *intent, bool poisoned,
                          bool is_dead) {
    Message *message = pool_take_zeroed(&run->messages, sizeof(Message));
    message->intent = intent;
    message->arrived = run->now;
    message->subscription = subscription;
    message->references = 1;
    message->poisoned = poisoned;
    intent_hold(intent);
    uint32_t broker = broker_of(run, message);
    count_stored(run, broker, 1);
    server_came(run, &run->components[broker]);
    if (run->retentions[broker].delay_ns != NEVER) {
        timer_start(&run->retentions[broker], &message->age, run->now, &run->events);
    }
    if (join_group(run, message)) {
        if (is_dead) {
            pause_message(run, message, LEAST_PAUSE_NS);
        } else {
            make_ready(run, message);
        }
    }
}

static void store_all(Run *run, uint32_t broker, Intent *intent, bool poisoned, bool is_dead) {
    const PlanComponent *plan = &run->plan->components[broker];
    const PlanRoute *route = plan_route(run->plan, intent->operation, broker);
    if (plan->kind == KIND_QUEUE) {
        if (route->subscription == NO_INDEX) {
            count_stored(run, broker, 1); /* nobody will ever come for it */
            server_came(run, &run->components[broker]);
        } else {
            store_message(run, route->subscription, intent, poisoned, is_dead);
        }
        return;
    }
    for (uint32_t s = 0; s < plan->subscription_count; s++) {
        uint32_t subscription = plan->first_subscription + s;
        uint32_t connection =
            run->plan->consumers[run->plan->subscriptions[subscription].first_consumer];
        if (run->plan
                ->carries[(size_t)connection * run->plan->operation_count + intent->operation]) {
            store_message(run, subscription, intent, poisoned, is_dead);
        }
    }
}

/* A topic hands the message to the queues that subscribe, by calls of its own. */
static void forward(Run *run, uint32_t broker, Intent *intent) {
    if (plan_route(run->plan, intent->operation, broker)->step_count > 0) {
        Request *request =
            request_new(run, intent, ROLE_DETACHED, run_site(run, intent->operation, broker));
        request->state = REQUEST_STEPS;
        request_go_on(run, request);
    }
}

Cause broker_accept(Run *run, uint32_t broker, Intent *intent, uint32_t connection, bool poisoned) {
    const PlanComponent *plan = &run->plan->components[broker];
    ComponentState *state = &run->components[broker];
    const Modifiers *operation = &run->operations[intent->operation].modifiers;
    const Modifiers *way =
        connection == NO_INDEX ? &state->modifiers : &run->connections[connection].modifiers;
    if (stream_chance(&state->choice, state->broker_down)) {
        return CAUSE_UNREACHABLE;
    }
    if (stream_chance(&state->choice, state->modifiers.error)) {
        return CAUSE_ERROR;
    }
    if (plan->capacity > 0 && (uint64_t)state->stored >= plan->capacity) {
        state->counts.refused += run->in_load;
        TELL(run, intent, broker, connection, "is refused: the queue is full", -1);
        return CAUSE_REFUSED;
    }
    if (connection != NO_INDEX) {
        double poison =
            1.0 - (1.0 - state->modifiers.poison) * (1.0 - operation->poison) * (1.0 - way->poison);
        poisoned = stream_chance(&state->choice, poison);
    }
    if (poisoned && plan->max_receives == 0) {
        intent_poison(run, intent); /* it comes back for ever */
    }
    TELL(run, intent, broker, connection, "is stored", -1);
    store_all(run, broker, intent, poisoned, connection == NO_INDEX);
    double duplicates = 1.0 - (1.0 - plan->duplicate_share) * (1.0 - state->modifiers.duplicate) *
                                  (1.0 - operation->duplicate) *
                                  (connection == NO_INDEX ? 1.0 : 1.0 - way->duplicate);
    if (connection != NO_INDEX && stream_chance(&state->choice, duplicates)) {
        TELL(run, intent, broker, connection, "will be delivered twice", -1);
        store_all(run, broker, intent, poisoned, false);
    }
    broker_wake(run, broker);
    forward(run, broker, intent);
    return CAUSE_NONE;
}

/* ---- After the delivery ---------------------------------------------------------------------- */

static void come_back(Run *run, Message *message, const Request *request) {
    const PlanComponent *plan = &run->plan->components[broker_of(run, message)];
    timer_stop(&message->hidden);
    if (message->expired) {
        TELL(run, message->intent, request->site->component, NO_INDEX, "is lost: kept too long",
             -1);
        remove_message(run, message);
    } else if (plan->max_receives > 0 && message->receives >= plan->max_receives) {
        give_up(run, message);
    } else {
        double last_ns = 0.0;
        int64_t pause =
            backoff_pause(&run->plan->connections[request->connection].backoff, message->receives,
                          &last_ns, &run->connections[request->connection].random);
        pause_message(run, message, pause > LEAST_PAUSE_NS ? pause : LEAST_PAUSE_NS);
    }
}

void broker_worked(Run *run, Request *request, Cause cause) {
    Message *message = request->message;
    uint32_t subscription = message->subscription;
    bool is_current = message->state == MESSAGE_OUT && message->receives == request->receive;
    if (message->state != MESSAGE_GONE && cause == CAUSE_NONE) {
        remove_message(run, message);
    } else if (is_current) {
        come_back(run, message, request);
    }
    release(run, message);
    dispatch(run, subscription);
}

/* Nobody acknowledges and nobody says that it failed: a queue waits for the visibility timeout,
 * the others notice that the consumer is gone. */
void broker_crashed(Run *run, Request *request) {
    Message *message = request->message;
    request->message = NULL;
    if (message->state == MESSAGE_OUT && message->receives == request->receive &&
        run->visibilities[broker_of(run, message)].delay_ns == NEVER) {
        pause_message(run, message, LEAST_PAUSE_NS);
    }
    release(run, message);
}

void broker_redeliver(Run *run, Message *message) {
    if (message->state == MESSAGE_PAUSED) {
        make_ready(run, message);
        dispatch(run, message->subscription);
    }
    release(run, message);
}

void broker_visible(Run *run, Message *message) {
    if (message->state != MESSAGE_OUT) {
        return;
    }
    TELL(run, message->intent, broker_of(run, message), NO_INDEX,
         "is visible again: the visibility timeout ran out", -1);
    if (message->expired) {
        remove_message(run, message);
        return;
    }
    make_ready(run, message);
    dispatch(run, message->subscription);
}

void broker_expire(Run *run, Message *message) {
    message->expired = true;
    if (message->state != MESSAGE_OUT && message->state != MESSAGE_GONE) {
        TELL(run, message->intent, broker_of(run, message), NO_INDEX, "is lost: kept too long", -1);
        uint32_t subscription = message->subscription;
        remove_message(run, message);
        dispatch(run, subscription);
    }
}
