/* How systems fail, from the mechanisms alone: each failure and its cure are the same design but for
 * one setting, under the same arrivals (tests/sim/failures). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "sim/failures.h"
#include "sim/play.h"
#include "support/support.h"

#define CLIENT "{'id':'users','kind':'client'},"

static double sum(const double *bins, size_t from, size_t end) {
    double total = 0.0;
    for (size_t i = from; i < end; i++) {
        total += bins[i];
    }
    return total;
}

static FailureRun play_variant(const char *mode, const char *variant) {
    FailureRun run = {0};
    Error error = failure_play(failure_mode(mode), variant, &run);
    if (error.code) {
        fail_msg("%s: %s", mode, error.message);
    }
    return run;
}

/* ---- Overload -------------------------------------------------------------------------------- */

/* The share that is answered long after the cause is over. */
static double answered_in_the_end(const char *variant) {
    FailureRun run = play_variant("retry-storm", variant);
    const OperationReport *get = failure_operation(&run, "get");
    double share = sum(get->series_ok, 150, 190) / sum(get->series_offered, 150, 190);
    bool opened = failure_connection(&run, "call")->breaker_opened > 0;
    assert_int_equal(opened, strcmp(variant, "breaker") == 0);
    failure_free(&run);
    return share;
}

static void a_retry_storm_outlives_its_trigger(void **state) {
    (void)state;
    assert_true(answered_in_the_end("drawn") < 0.2);
    assert_true(answered_in_the_end("budget") > 0.98);
    assert_true(answered_in_the_end("breaker") > 0.98);
    assert_true(answered_in_the_end("cancel") > 0.98);
}

static void a_flushed_cache_stampedes(void **state) {
    (void)state;
    FailureRun drawn = play_variant("stampede", "drawn");
    FailureRun mended = play_variant("stampede", "mended");
    assert_true(failure_connection(&drawn, "read")->attempts > 300);
    assert_true(failure_connection(&mended, "read")->attempts <= 101);
    assert_true(failure_operation(&mended, "get")->max_ms <
                failure_operation(&drawn, "get")->max_ms);
    failure_free(&drawn);
    failure_free(&mended);
}

/* Of those who never ask the slow provider. */
static void one_slow_dependency_takes_all_slots(void **state) {
    (void)state;
    FailureRun drawn = play_variant("slot-exhaustion", "drawn");
    FailureRun mended = play_variant("slot-exhaustion", "mended");
    assert_true(failure_operation(&drawn, "get")->p99_ms > 5000.0);
    assert_true(failure_operation(&mended, "get")->p99_ms < 100.0);
    failure_free(&drawn);
    failure_free(&mended);
}

/* ---- Data ------------------------------------------------------------------------------------ */

static void a_hot_key_fills_one_partition(void **state) {
    (void)state;
    FailureRun drawn = play_variant("hot-partition", "drawn");
    FailureRun mended = play_variant("hot-partition", "mended");
    const ComponentReport *store = failure_component(&drawn, "store");
    assert_true(store->partition_heat > 3.0);
    assert_true(store->peak_utilisation > 3.0 * store->utilisation && store->utilisation < 0.4);
    assert_true(failure_component(&mended, "store")->partition_heat < 1.2);
    assert_true(failure_operation(&drawn, "get")->p99_ms >
                20.0 * failure_operation(&mended, "get")->p99_ms);
    failure_free(&drawn);
    failure_free(&mended);
}

/* ---- Messages -------------------------------------------------------------------------------- */

static uint64_t late(const char *variant) {
    FailureRun run = play_variant("poison", variant);
    uint64_t count = failure_operation(&run, "send")->effects.late;
    assert_true(failure_operation(&run, "send")->effects.parked > 0);
    failure_free(&run);
    return count;
}

static void poison_blocks_what_is_in_order_behind_it(void **state) {
    (void)state;
    assert_int_equal(late("unordered"), 0);
    uint64_t of_a_user = late("mended");
    assert_true(of_a_user > 0);
    assert_true(late("drawn") > 5 * of_a_user);
}

static void a_short_visibility_timeout_doubles(void **state) {
    (void)state;
    FailureRun drawn = play_variant("visibility", "drawn");
    FailureRun mended = play_variant("visibility", "mended");
    assert_true(failure_operation(&drawn, "send")->effects.duplicated > 500);
    assert_int_equal(failure_operation(&mended, "send")->effects.duplicated, 0);
    failure_free(&drawn);
    failure_free(&mended);
}

/* ---- Effects --------------------------------------------------------------------------------- */

static void a_lost_reply_charges_twice(void **state) {
    (void)state;
    FailureRun drawn = play_variant("lost-reply", "drawn");
    FailureRun mended = play_variant("lost-reply", "mended");
    const OperationReport *charge = failure_operation(&drawn, "charge");
    assert_true(charge->effects.duplicated > 40);
    assert_true(sum(charge->series_duplicated, 0, drawn.report->bin_count) >=
                (double)charge->effects.duplicated);
    assert_int_equal(failure_operation(&mended, "charge")->effects.duplicated, 0);
    assert_int_equal(failure_operation(&mended, "charge")->effects.lost, 0);
    failure_free(&drawn);
    failure_free(&mended);
}

static const EffectCounts *with_dedup(Play *run, const char *dedup) {
    char connections[768];
    snprintf(connections, sizeof connections,
             "{'id':'1','from':'users','to':'queue','kind':'publish'},"
             "{'id':'2','from':'queue','to':'worker','kind':'consume','settings':{'backoff':"
             "'constant'}},"
             "{'id':'3','from':'worker','to':'bank','kind':'call'}%s",
             dedup);
    run->options.seconds = 30;
    play(run,
         CLIENT "{'id':'queue','kind':'queue','settings':{'duplicate_pct':20}},"
                "{'id':'worker','kind':'worker'},{'id':'keys','kind':'kv_store'},"
                "{'id':'bank','kind':'external','settings':{'error_pct':5}}",
         connections,
         "'operations':[{'id':'send','title':'S','type':'write','from':'client','rate_rps':50,"
         "'effect':{'title':'E','at':['external']}}]");
    return &play_operation(run, "send")->effects;
}

static void a_key_that_is_kept_stops_the_second(void **state) {
    Play *run = *state;
    assert_true(with_dedup(run, "")->duplicated > 200);
    const EffectCounts *once =
        with_dedup(run, ",{'id':'4','from':'worker','to':'keys','kind':'dedup'}");
    assert_int_equal(once->duplicated, 0);
    assert_int_equal(once->lost, 0);
    assert_int_equal(once->done, play_operation(run, "send")->ok);
}

/* ---- The files ------------------------------------------------------------------------------- */

static void the_designs_are_stored_in_their_canonical_form(void **state) {
    (void)state;
    Arena arena = {0};
    Catalog *catalog = support_catalog();
    for (size_t i = 0; i < FAILURE_MODE_COUNT; i++) {
        const FailureMode *mode = &FAILURE_MODES[i];
        for (size_t v = 0; v < FAILURE_VARIANTS && mode->variants[v].file; v++) {
            char name[128];
            char *stored = NULL;
            size_t length = 0;
            Design *design = NULL;
            snprintf(name, sizeof name, "tests/sim/failures/%s.%s.json", mode->id,
                     mode->variants[v].file);
            const char *path = support_source_path(&arena, name);
            assert_int_equal(design_load(path, catalog, &design).code, ERROR_NONE);
            assert_int_equal(file_read(path, LIMIT_FILE_BYTES, &stored, &length).code, ERROR_NONE);
            char *bytes = support_bytes(design);
            assert_string_equal(bytes, stored);
            free(bytes);
            free(stored);
            design_free(design);
        }
    }
    catalog_free(catalog);
    arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_retry_storm_outlives_its_trigger),
        cmocka_unit_test(a_flushed_cache_stampedes),
        cmocka_unit_test(one_slow_dependency_takes_all_slots),
        cmocka_unit_test(a_hot_key_fills_one_partition),
        cmocka_unit_test(poison_blocks_what_is_in_order_behind_it),
        cmocka_unit_test(a_short_visibility_timeout_doubles),
        cmocka_unit_test(a_lost_reply_charges_twice),
        PLAY_TEST(a_key_that_is_kept_stops_the_second),
        cmocka_unit_test(the_designs_are_stored_in_their_canonical_form),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
