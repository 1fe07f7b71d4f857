#include "cli/replay_compare.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "cli/comparison_report.h"
#include "cli/play.h"

/* All that a comparison is made of. */
typedef struct Work {
    Scenario *scenario; /* or NULL */
    RuleSet rules;
    Attempt attempts[ATTEMPT_COUNT];
    Study studies[ATTEMPT_COUNT];
    bool has_studies;
} Work;

static void work_free(Work *work) {
    for (AttemptSide side = ATTEMPT_OTHER; side < ATTEMPT_COUNT; side++) {
        study_free(&work->studies[side]);
        attempt_free(&work->attempts[side]);
    }
    rules_free(&work->rules);
    scenario_free(work->scenario);
}

/* ---- The two attempts ------------------------------------------------------------------------ */

static bool is_session(const char *path) {
    size_t length = strlen(path);
    return folder_exists(path) || (length > 6 && strcmp(path + length - 6, ".jsonl") == 0);
}

static Error check_reference(const Work *work) {
    return work->scenario ? error_none()
                          : error_make(ERROR_USAGE, "--compare reference: the session has no "
                                                    "scenario, so there is no reference");
}

/* The design that lies beside the scenario. */
static Error load_reference(Cli *cli, Work *work) {
    const char *file = NULL;
    Design *design = NULL;
    Error error = check_reference(work);
    if (!error.code) {
        error = cli_find_scenario(cli, work->scenario->id, &file);
    }
    if (!error.code) {
        const char *folder = path_folder(&cli->arena, file);
        error = cli_load_design(cli, path_join(&cli->arena, folder, "reference.json"), &design);
    }
    if (!error.code) {
        work->attempts[ATTEMPT_OTHER] = attempt_of_design(design, work->scenario, "the reference");
    }
    return error;
}

/* `now`: the session that it is compared with, which may be the same. */
static Error load_other_session(Cli *cli, const char *path, long long at_ms, const Session *now,
                                Work *work) {
    Session *session = NULL;
    Attempt *other = &work->attempts[ATTEMPT_OTHER];
    Error error = cli_load_session(cli, path, &session);
    if (!error.code) {
        error = attempt_of_session(session, at_ms, work->scenario, other);
    }
    if (!error.code && strcmp(session->id, now->id) != 0) {
        TextBuffer name = {0};
        text_append_format(&name, "%s, %s", session->id, other->name);
        text_replace(&other->name, text_of(&name));
        text_free(&name);
    }
    session_free(session);
    return error;
}

static Error load_other(Cli *cli, const Arguments *arguments, const Session *now, Work *work) {
    const char *path = arguments_text(arguments, "--compare", "");
    long long at_ms = (long long)arguments_number(arguments, "--compare-at", -1);
    if (is_session(path)) {
        return load_other_session(cli, path, at_ms, now, work);
    }
    if (at_ms >= 0) {
        return error_make(ERROR_USAGE,
                          "--compare-at: only a session has moments, and \"%.100s\" is "
                          "none",
                          path);
    }
    if (strcmp(path, "reference") == 0) {
        return load_reference(cli, work);
    }
    Design *design = NULL;
    Error error = cli_load_design(cli, path, &design);
    if (!error.code) {
        work->attempts[ATTEMPT_OTHER] =
            attempt_of_design(design, work->scenario, path_file_name(path));
    }
    return error;
}

/* Figures of different loads say nothing of each other. */
static Error check_alike(const Work *work) {
    const char *now = work->attempts[ATTEMPT_THIS].design->scenario;
    const char *other = work->attempts[ATTEMPT_OTHER].design->scenario;
    return strcmp(now, other) == 0
               ? error_none()
               : error_make(ERROR_USAGE,
                            "the two are attempts at different scenarios, \"%.64s\" and \"%.64s\"",
                            now, other);
}

static Error load_both(Cli *cli, const Arguments *arguments, const Session *session, Work *work) {
    long long at_ms = (long long)arguments_number(arguments, "--at", -1);
    Error error = attempt_of_session(session, at_ms, NULL, &work->attempts[ATTEMPT_THIS]);
    if (!error.code) {
        error =
            cli_load_scenario_of(cli, work->attempts[ATTEMPT_THIS].design, NULL, &work->scenario);
    }
    if (!error.code && work->scenario) { /* again, for its clock */
        attempt_free(&work->attempts[ATTEMPT_THIS]);
        error = attempt_of_session(session, at_ms, work->scenario, &work->attempts[ATTEMPT_THIS]);
    }
    if (!error.code) {
        error = load_other(cli, arguments, session, work);
    }
    return error.code ? error : check_alike(work);
}

/* ---- What is said of them -------------------------------------------------------------------- */

static Error check_both(Cli *cli, const Arguments *arguments, Work *work) {
    Checker *checker = NULL;
    Error error = cli_load_rules(cli, arguments, &work->rules);
    if (!error.code) {
        error = checker_new(cli->catalog, &work->rules, &checker);
    }
    for (AttemptSide side = ATTEMPT_OTHER; side < ATTEMPT_COUNT && !error.code; side++) {
        error = attempt_check(&work->attempts[side], checker);
    }
    checker_free(checker);
    return error;
}

static bool go_on(void *context, double done) {
    return play_go_on(context, 0, done);
}

/* An interrupt ends the runs, and what the rules say is printed without them. */
static Error play_both(Cli *cli, const Arguments *arguments, Work *work) {
    PlayWatch watch;
    SimOptions options = sim_options_default();
    options.go_on = go_on;
    options.context = &watch;
    Error error = play_read_seed(arguments, &options.seed);
    if (error.code || !work->scenario || arguments_has(arguments, "--no-runs")) {
        return error;
    }
    bool whole = true;
    play_begin_watch(&watch, cli->services->err);
    for (AttemptSide side = ATTEMPT_OTHER; side < ATTEMPT_COUNT && !error.code && whole; side++) {
        error =
            study_make(work->attempts[side].design, work->scenario, &options, &work->studies[side]);
        whole = !error.code && !work->studies[side].cut_short;
    }
    play_end_watch(&watch);
    if (error.code) {
        cli_say(cli, "the runs are left out: %s", error.message);
    } else if (!whole) {
        cli_say(cli, "stopped: the runs are left out");
    }
    work->has_studies = whole;
    return error_none();
}

/* ---------------------------------------------------------------------------------------------- */

static void put(Cli *cli, const Arguments *arguments, Work *work) {
    Comparison comparison = {0};
    comparison_make(&work->attempts[ATTEMPT_OTHER], &work->attempts[ATTEMPT_THIS],
                    work->has_studies ? &work->studies[ATTEMPT_OTHER] : NULL,
                    work->has_studies ? &work->studies[ATTEMPT_THIS] : NULL, &comparison);
    if (strcmp(arguments_text(arguments, "--format", "text"), "json") == 0) {
        JsonWriter writer = {0};
        comparison_write_json(&comparison, &writer);
        cli_put_json(cli, &writer);
    } else {
        comparison_write_text(&comparison, &cli->screen, &cli->out);
    }
    comparison_free(&comparison);
}

Error replay_compare(Cli *cli, const Arguments *arguments, const Session *session) {
    Work work = {0};
    Error error = arguments_has(arguments, "-o")
                      ? error_make(ERROR_USAGE, "--compare and -o contradict each other")
                      : load_both(cli, arguments, session, &work);
    if (!error.code) {
        error = check_both(cli, arguments, &work);
    }
    if (!error.code) {
        error = play_both(cli, arguments, &work);
    }
    if (!error.code) {
        put(cli, arguments, &work);
    }
    work_free(&work);
    return error;
}
