#include "sim/play.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/support.h"

int play_setup(void **state) {
    Play *play = memory_allocate(sizeof *play);
    play->catalog = support_catalog();
    play->options = sim_options_default();
    *state = play;
    return 0;
}

static void forget(Play *play) {
    sim_report_free(play->report);
    scenario_free(play->scenario);
    design_free(play->design);
    play->report = NULL;
    play->scenario = NULL;
    play->design = NULL;
}

int play_teardown(void **state) {
    Play *play = *state;
    forget(play);
    catalog_free(play->catalog);
    free(play);
    return 0;
}

/* Components stand wherever: each kind gets its place. */
static void append_components(TextBuffer *text, const char *components) {
    for (const char *c = components; *c; c++) {
        text_append_char(text, *c);
        if (*c == '{' && strncmp(c + 1, "'id'", 4) == 0) {
            text_append(text, "'x':0,'y':0,");
        }
    }
}

static Error run(Play *play, const char *components, const char *connections,
                 const char *scenario) {
    forget(play);
    Arena arena = {0};
    TextBuffer text = {0};
    text_append(&text, "{'format':'faultline/design','version':1,'components':[");
    append_components(&text, components);
    text_append_format(&text, "],'connections':[%s]}", connections);
    play->design = support_design(play->catalog, text_of(&text));
    text_clear(&text);
    text_append_format(&text, "{'format':'faultline/scenario','version':1,'id':'t','title':'T',%s}",
                       scenario);
    const char *quoted = support_quotes(&arena, text_of(&text));
    Error error = scenario_parse(quoted, strlen(quoted), "scenario", &play->scenario);
    if (error.code) {
        fail_msg("%s", error.message);
    }
    text_free(&text);
    arena_free(&arena);
    return simulate(play->design, play->scenario, &play->options, &play->report);
}

const SimReport *play(Play *play, const char *components, const char *connections,
                      const char *scenario) {
    Error error = run(play, components, connections, scenario);
    if (error.code) {
        fail_msg("%s", error.message);
    }
    return play->report;
}

Error play_refused(Play *play, const char *components, const char *connections,
                   const char *scenario) {
    Error error = run(play, components, connections, scenario);
    if (!error.code) {
        fail_msg("%s", "the run was expected to be refused");
    }
    return error;
}

const OperationReport *play_operation(const Play *play, const char *id) {
    for (size_t i = 0; i < play->report->operation_count; i++) {
        if (strcmp(play->report->operations[i].id, id) == 0) {
            return &play->report->operations[i];
        }
    }
    fail_msg("there is no operation %s", id);
    return NULL;
}

const ComponentReport *play_component(const Play *play, const char *id) {
    for (size_t i = 0; i < play->report->component_count; i++) {
        if (strcmp(play->report->components[i].id, id) == 0) {
            return &play->report->components[i];
        }
    }
    fail_msg("there is no component %s", id);
    return NULL;
}

const ConnectionReport *play_connection(const Play *play, const char *id) {
    for (size_t i = 0; i < play->report->connection_count; i++) {
        if (strcmp(play->report->connections[i].id, id) == 0) {
            return &play->report->connections[i];
        }
    }
    fail_msg("there is no connection %s", id);
    return NULL;
}

uint64_t play_failed(const OperationReport *operation) {
    uint64_t failed = 0;
    for (int cause = 0; cause < CAUSE_COUNT; cause++) {
        failed += operation->failed[cause];
    }
    return failed;
}

void assert_within(const char *what, double actual, double expected, double relative) {
    if (!(fabs(actual - expected) <= relative * fabs(expected))) {
        fail_msg("%s: %.6f is not within %g %% of %.6f", what, actual, relative * 100.0, expected);
    }
}

void assert_apart(const char *what, double actual, double expected, double absolute) {
    if (!(fabs(actual - expected) <= absolute)) {
        fail_msg("%s: %.6f is not within %g of %.6f", what, actual, absolute, expected);
    }
}
