/* What the loader of scenarios refuses, and what it says: a full scenario with one mistake. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/macros.h"
#include "base/text.h"
#include "model/limits.h"
#include "model/mutation.h"
#include "model/scenario.h"

static const char FULL[] = FAULTLINE_SOURCE_DIR "/tests/model/data/scenario.json";
static const char FILE_NAME[] = "parcels.json";

static int read_full(void **state) {
    char *text;
    size_t length;
    if (file_read(FULL, LIMIT_FILE_BYTES, &text, &length).code) {
        return -1;
    }
    *state = text;
    return 0;
}

static int release_full(void **state) {
    free(*state);
    return 0;
}

static void expect_refused(const char *document, const Mutation *mutations, size_t count) {
    for (size_t i = 0; i < count; i++) {
        char *mutated = mutation_apply(document, &mutations[i]);
        Scenario *scenario = NULL;
        Error error = scenario_parse(mutated, strlen(mutated), FILE_NAME, &scenario);
        assert_null(scenario);
        mutation_expect(&mutations[i], error, FILE_NAME);
        free(mutated);
    }
}

static void mistakes_in_the_head(void **state) {
    static const Mutation MUTATIONS[] = {
        {"faultline/scenario", "faultline/design", "faultline/scenario"},
        {"\"version\": 1", "\"version\": 2", "version 2 is newer"},
        {"\"version\": 1", "\"version\": \"1\"", "version: expected a number"},
        {"\"id\": \"parcels\",", "", "the key `id` is missing"},
        {"\"id\": \"parcels\"", "\"id\": \"Parcels\"", "id: `Parcels` is not an id"},
        {"\"title\": \"Parcels\",", "", "the key `title` is missing"},
        {"\"title\": \"Parcels\"", "\"title\": \"\"", "title: expected a text"},
        {"\"tagline\"", "\"tag_line\"", "did you mean `tagline`?"},
        {"[\"service\", \"kv_store\"]", "[\"service\", \"kv_sotre\"]", "did you mean `kv_store`?"},
        {"[\"service\", \"kv_store\"]",
         "[\"service\", \"cdn\", \"cache\", \"queue\", \"kv_store\"]", "at most 4 are allowed"},
        {"\"level\": \"mid\"", "\"level\": \"middle\"", "level: unknown level `middle`"},
        {"\"minutes\": 40", "\"minutes\": 0", "minutes: 0 is out of range"},
        {"\"minutes\": 40", "\"minutes\": 45",
         "the minutes of the phases sum to 40, and `minutes` is 45"},
        {"\"budget_usd_month\": 900", "\"budget_usd_month\": -1", "budget_usd_month: -1"},
        {"\"budget_usd_month\": 900", "\"budget\": 900", "did you mean `budget_usd_month`?"},
        {"{ \"id\": \"scale\", \"minutes\": 5 },", "", "expected `scale`"},
        {"\"id\": \"tradeoffs\"", "\"id\": \"trade-offs\"", "expected `tradeoffs`"},
        {",\n    { \"id\": \"tradeoffs\", \"minutes\": 2.5 }", "",
         "expected the seven phases, found 6"},
        {"{ \"id\": \"tradeoffs\", \"minutes\": 2.5 }",
         "{ \"id\": \"tradeoffs\", \"minutes\": 2.5 }, { \"id\": \"end\", \"minutes\": 0 }",
         "expected the seven phases, found 8"},
        {"\"minutes\": 7.5", "\"minutes\": -7.5", "phases[4].minutes"},
    };
    expect_refused(*state, MUTATIONS, COUNT_OF(MUTATIONS));
}

static void mistakes_in_the_traffic(void **state) {
    static const Mutation MUTATIONS[] = {
        {"\"count\": 400", "\"count\": 0", "keys[1].count: 0 is out of range"},
        {"\"count\": 400", "\"count\": 1e10", "keys[1].count"},
        {"\"count\": 400", "\"count\": 4.5", "expected a whole number"},
        {"\"zipf\": 0.8", "\"zipf\": -0.8", "keys[0].zipf"},
        {"\"zipf\": 0.8", "\"zip\": 0.8", "did you mean `zipf`?"},
        {"\"id\": \"depot\"", "\"id\": \"parcel\"", "keys[1].id: the id `parcel` is taken"},
        {"\"id\": \"depot\"", "\"id\": \"all\"", "`all` is a word of the settings"},
        {"\"id\": \"report\"", "\"id\": \"scan\"", "operations[2].id: the id `scan` is taken"},
        {"\"type\": \"write\", \"from\": \"client\", \"rate_rps\": 300.5",
         "\"type\": \"wirte\", \"from\": \"client\", \"rate_rps\": 300.5", "did you mean `write`?"},
        {"\"from\": \"scheduler\"", "\"from\": \"service\"",
         "the words known here are `client` and `scheduler`"},
        {"\"from\": \"scheduler\", ", "", "operations[2]: the key `from` is missing"},
        {"\"rate_rps\": 300.5, ", "", "operations[1]: expected either `rate_rps`, or `users`"},
        {"\"users\": 20", "\"users\": 20, \"rate_rps\": 5", "both are here"},
        {"\"rate_rps\": 300.5", "\"rate_rps\": 0", "expected a rate above 0"},
        {"\"rate_rps\": 300.5", "\"rate_rps\": -1", "rate_rps: -1 is out of range"},
        {"\"rate_rps\": 300.5", "\"rate_rps\": 1, \"think_ms\": 5", "`think_ms` goes with `users`"},
        {"\"users\": 20", "\"users\": 0.5", "expected a whole number"},
        {"\"priority\": 2, \"key\": \"parcel\"", "\"priority\": 2, \"key\": \"parcl\"",
         "operations[1].key: the scenario has no key `parcl`; did you mean `parcel`?"},
        {"\"priority\": 2", "\"priority\": -1", "operations[1].priority"},
        {"[\"kv_store\", \"sql_db\"]", "[\"kv_store\", \"sql\"]", "effect.at[1]: unknown word"},
        {"[\"kv_store\", \"sql_db\"]", "[\"sql_db\", \"sql_db\"]", "`sql_db` stands here twice"},
        {"[\"kv_store\", \"sql_db\"]", "[]", "the kinds at which the effect happens"},
        {"\"effect\": null", "\"effect\": false", "operations[0].effect: expected an object"},
        {"\"title\": \"the place is stored\", ", "", "the key `title` is missing"},
        {"\"p99_ms\": 150", "\"p99\": 150", "operations[0].slo.p99: unknown key; did you mean"},
        {"\"availability_pct\": 99.9", "\"availability_pct\": 101", "slo.availability_pct: 101"},
        {"\"lost\": 0", "\"lost\": -1", "slo.lost: -1"},
    };
    expect_refused(*state, MUTATIONS, COUNT_OF(MUTATIONS));
}

static void mistakes_in_the_faults(void **state) {
    static const Mutation MUTATIONS[] = {
        {"\"id\": \"rush\"", "\"id\": \"famous\"", "faults[2].id: the id `famous` is taken"},
        {"\"at_s\": 0.5, ", "", "the key `at_s` is missing"},
        {"\"at_s\": 0.5", "\"at_s\": -0.5", "faults[4].at_s"},
        {"{ \"kind\": \"kv_store\" }", "{ \"kind\": \"store\" }", "faults[0].target.kind"},
        {"{ \"kind\": \"kv_store\" }", "{ \"kinds\": \"kv_store\" }", "did you mean `kind`?"},
        {"{ \"kind\": \"kv_store\" }", "{ }", "faults[0].target: expected one of `kind`"},
        {"{ \"kind\": \"kv_store\" }", "{ \"kind\": \"kv_store\", \"key\": \"parcel\" }",
         "faults[0].target: expected one of `kind`"},
        {"{ \"operation\": \"track\" }", "{ \"operation\": \"trak\" }",
         "faults[1].target.operation: the scenario has no operation `trak`; did you mean `track`?"},
        {"{ \"key\": \"parcel\" }", "{ \"key\": \"letter\" }", "the scenario has no key `letter`"},
        {"{ \"component\": \"api\" }", "{ \"component\": \"\" }", "faults[3].target.component"},
        {"{ \"zone_down\": true }", "{ }", "faults[0].effect: the fault does nothing"},
        {"{ \"zone_down\": true }", "{ \"zone_down\": 1 }", "effect.zone_down: expected true"},
        {"{ \"zone_down\": true }", "{ \"down\": 1 }", "faults[0].effect.down: unknown key"},
        {"\"hot_key_pct\": 40", "\"hot_key_pct\": 140", "effect.hot_key_pct: 140"},
        {"{ \"cut\": true }", "\"cut\"", "faults[4].effect: expected an object"},
    };
    expect_refused(*state, MUTATIONS, COUNT_OF(MUTATIONS));
}

static void mistakes_in_the_round(void **state) {
    static const Mutation MUTATIONS[] = {
        {"\"id\": \"privacy\"", "\"id\": \"lost-parcels\"", "clarifications[1].id: the id"},
        {"\"answer\": \"Who has the number.\", ", "", "the key `answer` is missing"},
        {"\"reveals\": \"No accounts.\"", "\"reveal\": \"No accounts.\"",
         "did you mean `reveals`?"},
        {"\"value\": 300", "\"value\": \"300\"", "estimates[0].value: expected a number"},
        {"\"type\": \"quality\"", "\"type\": \"qualities\"", "did you mean `quality`?"},
        {"\"operations\": [\"track\"]", "\"operations\": [\"trakc\"]",
         "requirements[0].operations[0]: the scenario has no operation `trakc`; did you mean"},
        {"\"operations\": [\"track\"]", "\"operations\": [\"track\", \"track\"]",
         "operations[1]: `track` stands here twice"},
        {"\"operations\": [\"track\"]", "\"operations\": \"track\"", "expected an array"},
        {"\"scan.lost\"", "\"scan.losses\"", "there is no metric `losses`"},
        {"\"scan.lost\"", "\"scan.stale_pct\"", "the operation `scan` has no `stale_pct`"},
        {"\"scan.lost\"", "\"lost\"", "expected an operation and a metric"},
        {"\"scan.lost\"", "\"skan.lost\"", "did you mean `scan`?"},
        {"\"reliability/no-timeout\"", "\"no-timeout\"", "expected a rule, such as"},
        {"\"reliability/no-timeout\"", "\"reliability/\"", "expected a rule, such as"},
        {"\"fault\": \"store-zone-down\"", "\"fault\": \"store-down\"",
         "probes[0].fault: the scenario has no fault `store-down`"},
        {"\"fault\": null", "\"fault\": 3", "probes[1].fault: expected a string"},
        {"\"track.p999_ms\"", "\"track.p99.9_ms\"", "there is no metric `p99.9_ms`"},
        {"{ \"metrics\": [\"track.p999_ms\"] }", "{ }", "expected a rule or a metric"},
        {"{ \"metrics\": [\"track.p999_ms\"] }", "{ \"metric\": [] }", "did you mean `metrics`?"},
        {", \"answered_by\": { \"metrics\": [\"track.p999_ms\"] }", "",
         "the key `answered_by` is missing"},
    };
    expect_refused(*state, MUTATIONS, COUNT_OF(MUTATIONS));
}

static void mistakes_in_the_curveballs(void **state) {
    static const Mutation MUTATIONS[] = {
        {"\"at_minute\": 25", "\"at_minute\": 41", "curveballs[0].at_minute: 41 is out of range"},
        {"{ \"operation\": \"track\", \"rate_rps\": 2000 }", "{ \"operation\": \"track\" }",
         "changes[0]: it changes nothing"},
        {"{ \"operation\": \"track\", \"rate_rps\": 2000 }",
         "{ \"operation\": \"report\", \"rate_rps\": 2000 }", "`report` has `users`"},
        {"{ \"operation\": \"track\", \"rate_rps\": 2000 }",
         "{ \"operation\": \"trak\", \"rate_rps\": 2000 }", "did you mean `track`?"},
        {"{ \"operation\": \"track\", \"rate_rps\": 2000 }",
         "{ \"operation\": \"track\", \"zipf\": 2 }", "changes[0].zipf: unknown key"},
        {"{ \"operation\": \"track\", \"rate_rps\": 2000 }", "{ \"rate_rps\": 2000 }",
         "expected `operation`, `key` or `add_operation`"},
        {"{ \"operation\": \"track\", \"rate_rps\": 2000 }", "2000", "expected an object"},
        {"{ \"key\": \"parcel\", \"zipf\": 1.2 }", "{ \"key\": \"parcels\", \"zipf\": 1.2 }",
         "did you mean `parcel`?"},
        {"\"id\": \"redirect-parcel\"", "\"id\": \"scan\"", "the id `scan` is taken"},
        {"\"from\": \"client\", \"rate_rps\": 2 }", "\"from\": \"client\" }", "neither is here"},
        {"{ \"operation\": \"redirect-parcel\", \"slo\"", "{ \"operation\": \"redirect\", \"slo\"",
         "the scenario has no operation `redirect`"},
    };
    expect_refused(*state, MUTATIONS, COUNT_OF(MUTATIONS));
}

static void every_truncation_is_refused(void **state) {
    const char *text = *state;
    size_t whole = strlen(text);
    while (whole > 0 && text[whole - 1] != '}') {
        whole--;
    }
    for (size_t length = 0; length < whole; length++) {
        Scenario *scenario = NULL;
        Error error = scenario_parse(text, length, FILE_NAME, &scenario);
        assert_int_equal(error.code, ERROR_INPUT);
        assert_null(scenario);
    }
}

static void lists_have_a_limit(void **state) {
    TextBuffer many = {0};
    text_append(&many, "{ \"id\": \"depot\", \"count\": 1 }");
    for (int i = 2; i <= LIMIT_LIST; i++) {
        text_append_format(&many, ", { \"id\": \"k%d\", \"count\": 1 }", i);
    }
    const Mutation mutation = {"{ \"id\": \"depot\", \"count\": 400 }", text_of(&many),
                               "keys: 1001 entries; at most 1000 are allowed"};
    expect_refused(*state, &mutation, 1);
    text_free(&many);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mistakes_in_the_head),       cmocka_unit_test(mistakes_in_the_traffic),
        cmocka_unit_test(mistakes_in_the_faults),     cmocka_unit_test(mistakes_in_the_round),
        cmocka_unit_test(mistakes_in_the_curveballs), cmocka_unit_test(every_truncation_is_refused),
        cmocka_unit_test(lists_have_a_limit),
    };
    return cmocka_run_group_tests(tests, read_full, release_full);
}
