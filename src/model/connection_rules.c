/* Which kind of connection a line between two components is, and which lines mean nothing. */
#include <assert.h>
#include <string.h>

#include "model/design.h"

static bool is_broker(KindId kind) {
    return kind == KIND_QUEUE || kind == KIND_STREAM || kind == KIND_TOPIC;
}

static bool holds_failures(KindId kind) {
    return kind == KIND_QUEUE || kind == KIND_STREAM;
}

ConnectionKind connection_infer(const Component *from, const Component *to) {
    KindId source = from->kind->id, target = to->kind->id;
    if (target == KIND_OBSERVABILITY) {
        return CONNECTION_OBSERVE;
    }
    if (holds_failures(source) && target == KIND_QUEUE) {
        return CONNECTION_DEAD_LETTER;
    }
    if (is_broker(source) && (target == KIND_WORKER || target == KIND_SERVICE)) {
        return CONNECTION_CONSUME;
    }
    if (is_broker(target) && !holds_failures(source)) {
        return CONNECTION_PUBLISH;
    }
    return CONNECTION_CALL;
}

static Error refuse(const Component *from, const Component *to, const char *reason) {
    return error_make(ERROR_REFUSED, "%s cannot be connected to %s like this: %s", from->label,
                      to->label, reason);
}

/* What holds for any connection; NULL when nothing speaks against it. */
static const char *why_no_ends(KindId from, KindId to) {
    if (from == KIND_OBSERVABILITY) {
        return "observability takes telemetry in and sends nothing on";
    }
    if (to == KIND_CLIENT) {
        return "a client only sends requests; its answers come back over its own connections";
    }
    if (to == KIND_SCHEDULER) {
        return "a scheduler only sends; nothing is sent to it";
    }
    return NULL;
}

static const char *why_no_call(KindId from, KindId to) {
    if (is_broker(from)) {
        return from == KIND_QUEUE    ? "a queue calls nobody; put a worker between"
               : from == KIND_STREAM ? "a stream calls nobody; put a worker between"
                                     : "a topic calls nobody; put a worker between";
    }
    if (is_broker(to)) {
        return "nobody answers a call there; publish to it";
    }
    if (to == KIND_OBSERVABILITY) {
        return "telemetry goes over an `observe` connection";
    }
    return NULL;
}

static const char *why_no_publish(KindId from, KindId to) {
    if (!is_broker(to)) {
        return "messages are published to a queue, a stream or a topic";
    }
    if (holds_failures(from)) {
        return "only a topic passes messages on by itself; put a worker between";
    }
    return NULL;
}

static const char *why_no_consume(KindId from, KindId to) {
    if (!is_broker(from)) {
        return "messages are consumed from a queue, a stream or a topic";
    }
    if (to != KIND_WORKER && to != KIND_SERVICE && to != KIND_EXTERNAL) {
        return "messages are consumed by a worker, a service or a provider";
    }
    return NULL;
}

static const char *why_no_dead_letter(KindId from, KindId to) {
    if (!holds_failures(from)) {
        return "dead letters come from a queue or a stream";
    }
    return to == KIND_QUEUE ? NULL : "dead letters go to a queue";
}

static const char *why_no_dedup(const Component *from, const Component *to) {
    if (from->kind->group == GROUP_MESSAGING) {
        return "it is the consumer of a message that keeps the idempotency key";
    }
    return to->kind->group == GROUP_DATA ? NULL : "idempotency keys are kept in a store or a cache";
}

static const char *why_not(ConnectionKind kind, const Component *from, const Component *to) {
    KindId source = from->kind->id, target = to->kind->id;
    const char *reason = why_no_ends(source, target);
    if (reason) {
        return reason;
    }
    switch (kind) {
    case CONNECTION_CALL:
        return why_no_call(source, target);
    case CONNECTION_PUBLISH:
        return why_no_publish(source, target);
    case CONNECTION_CONSUME:
        return why_no_consume(source, target);
    case CONNECTION_DEAD_LETTER:
        return why_no_dead_letter(source, target);
    case CONNECTION_DEDUP:
        return why_no_dedup(from, to);
    case CONNECTION_OBSERVE:
        return target == KIND_OBSERVABILITY ? NULL : "telemetry goes to an observability component";
    case CONNECTION_KIND_COUNT:
        break;
    }
    assert(false);
    return NULL;
}

Error connection_check_ends(ConnectionKind kind, const Component *from, const Component *to) {
    if (strcmp(from->id, to->id) == 0) {
        return error_make(ERROR_REFUSED, "%s cannot be connected to itself", from->label);
    }
    const char *reason = why_not(kind, from, to);
    return reason ? refuse(from, to, reason) : error_none();
}
