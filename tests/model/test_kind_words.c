/* The words on a drawing, and the kinds that they mean. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "model/kind_words.h"
#include "support/support.h"

typedef struct Meant {
    const char *text;
    const char *kind; /* NULL: nothing in it is known */
} Meant;

static const Meant MEANT[] = {
    {"Redis", "cache"},
    {"redis cluster", "cache"},
    {"Kafka", "stream"},
    {"Kafka consumer", "worker"},
    {"Kafka topic: orders", "stream"},
    {"Postgres", "sql_db"},
    {"PostgreSQL", "sql_db"},
    {"LB", "load_balancer"},
    {"Load-Balancer", "load_balancer"},
    {"SQS", "queue"},
    {"workers", "worker"},
    {"Queue workers", "worker"},
    {"Worker queue", "queue"},
    {"DLQ", "queue"},
    {"User service", "service"},
    {"Cache service", "cache"},
    {"Users", "client"},
    {"Users DB", "sql_db"},
    {"BookingsDB", "sql_db"},
    {"orderQueue", "queue"},
    {"DynamoDB", "kv_store"},
    {"CloudFront", "cdn"},
    {"Rate limiter (Redis)", "rate_limiter"},
    {"Session store (Redis)", "cache"},
    {"Notification service (Node.js, Kafka consumer)", "worker"},
    {"API gateway", "api_gateway"},
    {"API", "service"},
    {"Payment gateway", "external"},
    {"SMS provider", "external"},
    {"Pub/Sub", "topic"},
    {"S3 bucket", "object_store"},
    {"Cron", "scheduler"},
    {"Elasticsearch", "search_index"},
    {"InfluxDB", "timeseries_db"},
    {"Prometheus + Grafana", "observability"},
    {"Mobile app", "client"},
    {"Photos", NULL},
    {"", NULL},
    {"dbx", NULL},
};

static void boxes_mean_what_they_say(void **state) {
    const Catalog *catalog = *state;
    for (size_t i = 0; i < COUNT_OF(MEANT); i++) {
        KindMatch match = kind_of_words(catalog, MEANT[i].text);
        const char *kind = match.kind ? match.kind->name : "nothing";
        if (strcmp(kind, MEANT[i].kind ? MEANT[i].kind : "nothing") != 0) {
            fail_msg("`%s` is taken for %s by `%s`", MEANT[i].text, kind, match.word);
        }
    }
}

static void every_kind_is_known_by_its_title(void **state) {
    const Catalog *catalog = *state;
    for (int i = 0; i < KIND_COUNT; i++) {
        KindMatch match = kind_of_words(catalog, catalog->kinds[i].title);
        if (match.kind != &catalog->kinds[i]) {
            fail_msg("%s is taken for %s", catalog->kinds[i].title,
                     match.kind ? match.kind->name : "nothing");
        }
    }
}

static void no_word_means_two_kinds(void **state) {
    const Catalog *catalog = *state;
    for (int i = 0; i < KIND_COUNT; i++) {
        const KindSpec *kind = &catalog->kinds[i];
        for (size_t j = 0; j < kind->words.count + kind->vague_words.count; j++) {
            const char *word = j < kind->words.count
                                   ? kind->words.items[j]
                                   : kind->vague_words.items[j - kind->words.count];
            KindMatch match = kind_of_words(catalog, word);
            if (match.kind != kind) {
                fail_msg("`%s`, a word of %s, is taken for %s", word, kind->name, match.kind->name);
            }
        }
    }
}

static void vague_words_say_that_they_are(void **state) {
    assert_true(kind_of_words(*state, "Orders API").vague);
    assert_false(kind_of_words(*state, "Orders queue").vague);
}

static void a_text_without_end_is_looked_at_from_its_start(void **state) {
    char text[4000];
    memset(text, 'a', sizeof text);
    for (size_t i = 7; i < sizeof text; i += 8) {
        text[i] = ' ';
    }
    text[sizeof text - 1] = '\0';
    assert_null(kind_of_words(*state, text).kind);
    memcpy(text, "kafka", 5);
    text[5] = ' ';
    assert_int_equal(kind_of_words(*state, text).kind->id, KIND_STREAM);
}

static void labels_of_lines_are_taken_whole(void **state) {
    assert_int_equal(connection_of_words(*state, "Dead letters")->id, CONNECTION_DEAD_LETTER);
    assert_int_equal(connection_of_words(*state, "idempotency key")->id, CONNECTION_DEDUP);
    assert_null(connection_of_words(*state, "write the order"));
    assert_null(connection_of_words(*state, ""));
}

static int set_up(void **state) {
    *state = support_catalog();
    return 0;
}

static int tear_down(void **state) {
    catalog_free(*state);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(boxes_mean_what_they_say),
        cmocka_unit_test(every_kind_is_known_by_its_title),
        cmocka_unit_test(no_word_means_two_kinds),
        cmocka_unit_test(vague_words_say_that_they_are),
        cmocka_unit_test(a_text_without_end_is_looked_at_from_its_start),
        cmocka_unit_test(labels_of_lines_are_taken_whole),
    };
    return cmocka_run_group_tests_name("words of kinds", tests, set_up, tear_down);
}
