#include "ui/tiny.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/text.h"
#include "support/support.h"
#include "ui/app_state.h"

static const char SCENARIO[] =
    "{'format': 'faultline/scenario', 'version': 1, 'id': 'tiny', 'title': 'Tiny',"
    " 'operations': ["
    "  {'id': 'look', 'title': 'Look up', 'type': 'read', 'from': 'client', 'rate_rps': 10,"
    "   'slo': {'p99_ms': 100, 'availability_pct': 99}},"
    "  {'id': 'keep', 'title': 'Keep', 'type': 'write', 'from': 'client', 'rate_rps': 2,"
    "   'slo': {'p99_ms': 5000}}],"
    " 'faults': ["
    "  {'id': 'slow', 'title': 'The store is slow', 'at_s': 20, 'for_s': 20,"
    "   'target': {'kind': 'sql_db'}, 'effect': {'slow_factor': 40}},"
    "  {'id': 'flushed', 'title': 'The cache is emptied', 'at_s': 20, 'for_s': 20,"
    "   'target': {'kind': 'cache'}, 'effect': {'flush': true}},"
    "  {'id': 'away', 'title': 'The service is away', 'at_s': 20, 'for_s': 10,"
    "   'target': {'kind': 'service'}, 'effect': {'down_pct': 100}}]}";

/* All but its end, which may have answers before it. */
static const char DESIGN[] =
    "{'format': 'faultline/design', 'version': 1, 'scenario': 'tiny', 'components': ["
    "  {'id': 'people', 'kind': 'client', 'x': 100, 'y': 100},"
    "  {'id': 'api', 'kind': 'service', 'x': 400, 'y': 100},"
    "  {'id': 'db', 'kind': 'sql_db', 'label': 'Books', 'x': 700, 'y': 100}],"
    " 'connections': ["
    "  {'id': 'people-api', 'from': 'people', 'to': 'api', 'kind': 'call'},"
    "  {'id': 'api-db', 'from': 'api', 'to': 'db', 'kind': 'call'}]";

static char *save(Driver *driver, const char *name, const char *text) {
    char *path = driver_path(driver, name);
    const char *quoted = support_quotes(&driver->arena, text);
    Error error = folder_make(path_folder(&driver->arena, path));
    if (!error.code) {
        error = file_save_atomic(path, quoted, strlen(quoted));
    }
    if (error.code) {
        fail_msg("%s", error.message);
    }
    return path;
}

static char *save_design(Driver *driver, const char *name, const char *accepted) {
    TextBuffer text = {0};
    text_append_format(&text, "%s, 'answers': {'accepted': [%s]}}", DESIGN, accepted);
    char *path = save(driver, name, text_of(&text));
    text_free(&text);
    return path;
}

static void open_design(Driver *driver, const char *accepted) {
    driver_open(driver, driver->user_folder, save_design(driver, "tiny.json", accepted));
    driver_press(driver, "tab:Findings");
}

void tiny_open(Driver *driver) {
    driver_open(driver, NULL, NULL);
    driver_close(driver);
    save(driver, "scenarios/tiny/scenario.json", SCENARIO);
    save_design(driver, "scenarios/tiny/reference.json", "");
    open_design(driver, "");
}

void tiny_open_accepted(Driver *driver) {
    TextBuffer accepted = {0};
    tiny_open(driver);
    app_settle(driver->app);
    const Findings *findings = &driver->app->checks.review.findings;
    for (size_t i = 0; i < findings->items.count; i++) {
        const Finding *finding = &findings->items.items[i];
        text_append_format(&accepted,
                           "%s{'rule': '%s', 'subject': '%s', 'because': 'It is a toy.'}",
                           i > 0 ? ", " : "", finding->rule, finding->subject);
    }
    driver_close(driver);
    open_design(driver, text_of(&accepted));
    text_free(&accepted);
}

char *tiny_round(Driver *driver, const char *id, int replicas) {
    enum { MINUTE_MS = 60000 };
    TextBuffer text = {0}, name = {0};
    text_append_format(&text,
                       "{'format': 'faultline/session', 'version': 1, 'id': '%s', 'started': "
                       "'2026-11-23T05:46:12Z', 'design': %s}}\n",
                       id, DESIGN);
    text_append_format(
        &text,
        "{'n': 1, 't_ms': %d, 'type': 'command', 'name': 'Grow', 'changes': [{'set': 'component', "
        "'value': {'id': 'api', 'kind': 'service', 'x': 400, 'y': 100, 'settings': {'replicas': "
        "%d}}}]}\n{'n': 2, 't_ms': %d, 'type': 'finish'}\n",
        MINUTE_MS, replicas, 2 * MINUTE_MS);
    text_append_format(&name, "sessions/%s/session.jsonl", id);
    char *path = save(driver, text_of(&name), text_of(&text));
    text_free(&text);
    text_free(&name);
    return path;
}

void tiny_settle(Driver *driver) {
    for (int i = 0; i < 2; i++) { /* a comparison plays two, one after the other */
        app_settle_studies(driver->app);
        driver_frame(driver);
    }
}
