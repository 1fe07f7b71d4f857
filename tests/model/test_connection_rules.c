#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "model/design.h"
#include "support/support.h"

static Catalog *catalog;
static Component *parts[KIND_COUNT], *others[KIND_COUNT];

static int make_parts(void **state) {
    (void)state;
    catalog = support_catalog();
    for (size_t i = 0; i < KIND_COUNT; i++) {
        parts[i] = component_new(&catalog->kinds[i], "part", 0, 0);
        others[i] = component_new(&catalog->kinds[i], "other", 0, 0);
    }
    return 0;
}

static int free_parts(void **state) {
    (void)state;
    for (size_t i = 0; i < KIND_COUNT; i++) {
        component_free(parts[i]);
        component_free(others[i]);
    }
    catalog_free(catalog);
    return 0;
}

static void the_kind_of_a_line_is_inferred(void **state) {
    (void)state;
    static const struct {
        KindId from, to;
        ConnectionKind kind;
    } cases[] = {
        {KIND_CLIENT, KIND_SERVICE, CONNECTION_CALL},
        {KIND_SERVICE, KIND_SQL_DB, CONNECTION_CALL},
        {KIND_CACHE, KIND_KV_STORE, CONNECTION_CALL},
        {KIND_WORKER, KIND_EXTERNAL, CONNECTION_CALL},
        {KIND_SERVICE, KIND_WORKER, CONNECTION_CALL},
        {KIND_SERVICE, KIND_QUEUE, CONNECTION_PUBLISH},
        {KIND_SCHEDULER, KIND_STREAM, CONNECTION_PUBLISH},
        {KIND_CLIENT, KIND_TOPIC, CONNECTION_PUBLISH},
        {KIND_TOPIC, KIND_QUEUE, CONNECTION_PUBLISH},
        {KIND_QUEUE, KIND_WORKER, CONNECTION_CONSUME},
        {KIND_STREAM, KIND_SERVICE, CONNECTION_CONSUME},
        {KIND_TOPIC, KIND_WORKER, CONNECTION_CONSUME},
        {KIND_QUEUE, KIND_QUEUE, CONNECTION_DEAD_LETTER},
        {KIND_STREAM, KIND_QUEUE, CONNECTION_DEAD_LETTER},
        {KIND_SERVICE, KIND_OBSERVABILITY, CONNECTION_OBSERVE},
        {KIND_QUEUE, KIND_OBSERVABILITY, CONNECTION_OBSERVE},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const Component *from = parts[cases[i].from], *to = others[cases[i].to];
        assert_int_equal(connection_infer(from, to), cases[i].kind);
        assert_int_equal(connection_check_ends(cases[i].kind, from, to).code, ERROR_NONE);
    }
}

static void lines_that_mean_nothing_are_refused_with_the_reason(void **state) {
    (void)state;
    static const struct {
        ConnectionKind kind;
        KindId from, to;
        const char *reason;
    } cases[] = {
        {CONNECTION_CALL, KIND_SERVICE, KIND_CLIENT, "a client only sends requests"},
        {CONNECTION_CONSUME, KIND_QUEUE, KIND_SCHEDULER, "a scheduler only sends"},
        {CONNECTION_CALL, KIND_OBSERVABILITY, KIND_SERVICE, "sends nothing on"},
        {CONNECTION_CALL, KIND_SERVICE, KIND_QUEUE, "publish to it"},
        {CONNECTION_CALL, KIND_QUEUE, KIND_SQL_DB, "a queue calls nobody; put a worker between"},
        {CONNECTION_CALL, KIND_SERVICE, KIND_OBSERVABILITY, "over an `observe` connection"},
        {CONNECTION_PUBLISH, KIND_SERVICE, KIND_SQL_DB, "to a queue, a stream or a topic"},
        {CONNECTION_PUBLISH, KIND_QUEUE, KIND_TOPIC, "put a worker between"},
        {CONNECTION_CONSUME, KIND_SERVICE, KIND_WORKER, "from a queue, a stream or a topic"},
        {CONNECTION_CONSUME, KIND_QUEUE, KIND_CACHE, "by a worker, a service or a provider"},
        {CONNECTION_DEAD_LETTER, KIND_TOPIC, KIND_QUEUE, "come from a queue or a stream"},
        {CONNECTION_DEAD_LETTER, KIND_WORKER, KIND_QUEUE, "come from a queue or a stream"},
        {CONNECTION_DEAD_LETTER, KIND_QUEUE, KIND_STREAM, "dead letters go to a queue"},
        {CONNECTION_DEDUP, KIND_WORKER, KIND_SERVICE, "kept in a store or a cache"},
        {CONNECTION_DEDUP, KIND_QUEUE, KIND_KV_STORE, "the consumer of a message"},
        {CONNECTION_OBSERVE, KIND_SERVICE, KIND_WORKER, "to an observability component"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Error error =
            connection_check_ends(cases[i].kind, parts[cases[i].from], others[cases[i].to]);
        assert_int_equal(error.code, ERROR_REFUSED);
        if (!strstr(error.message, cases[i].reason)) {
            fail_msg("`%s` does not say `%s`", error.message, cases[i].reason);
        }
    }
    assert_string_equal(
        connection_check_ends(CONNECTION_CALL, parts[KIND_CACHE], parts[KIND_CACHE]).message,
        "Cache cannot be connected to itself");
}

static void what_is_unusual_but_means_something_is_allowed(void **state) {
    (void)state;
    static const struct {
        ConnectionKind kind;
        KindId from, to;
    } cases[] = {
        {CONNECTION_CALL, KIND_CLIENT, KIND_SQL_DB},
        {CONNECTION_CALL, KIND_CLIENT, KIND_WORKER},
        {CONNECTION_CONSUME, KIND_TOPIC, KIND_EXTERNAL},
        {CONNECTION_DEDUP, KIND_WORKER, KIND_KV_STORE},
        {CONNECTION_DEDUP, KIND_SERVICE, KIND_CACHE},
        {CONNECTION_DEDUP, KIND_API_GATEWAY, KIND_SQL_DB},
        {CONNECTION_OBSERVE, KIND_CLIENT, KIND_OBSERVABILITY},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Error error =
            connection_check_ends(cases[i].kind, parts[cases[i].from], others[cases[i].to]);
        assert_string_equal(error.message, "");
    }
}

/* Where the inferred kind is refused there is nothing better to infer: the only other kind that
 * may hold is one that has to be chosen. */
static void inference_misses_nothing(void **state) {
    (void)state;
    for (size_t from = 0; from < KIND_COUNT; from++) {
        for (size_t to = 0; to < KIND_COUNT; to++) {
            ConnectionKind inferred = connection_infer(parts[from], others[to]);
            if (!connection_check_ends(inferred, parts[from], others[to]).code) {
                continue;
            }
            for (ConnectionKind kind = 0; kind < CONNECTION_KIND_COUNT; kind++) {
                bool holds = !connection_check_ends(kind, parts[from], others[to]).code;
                assert_true(!holds || kind == CONNECTION_DEDUP ||
                            (kind == CONNECTION_CONSUME && to == KIND_EXTERNAL));
            }
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_kind_of_a_line_is_inferred),
        cmocka_unit_test(lines_that_mean_nothing_are_refused_with_the_reason),
        cmocka_unit_test(what_is_unusual_but_means_something_is_allowed),
        cmocka_unit_test(inference_misses_nothing),
    };
    return cmocka_run_group_tests(tests, make_parts, free_parts);
}
