#include "ui/comparing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "ui/app_state.h"
#include "ui/when.h"

enum { MOST_SESSIONS = 30 };

/* ---- What it can be held against --------------------------------------------------------------- */

static void free_options(Comparing *comparing) {
    for (size_t i = 0; i < comparing->options.count; i++) {
        free(comparing->options.items[i].design);
        free(comparing->options.items[i].journal);
    }
    comparing->options.count = 0;
}

static void add_option(Comparing *comparing, CompareOption option, const char *label,
                       const char *name) {
    text_copy(option.label, sizeof option.label, label);
    text_copy(option.name, sizeof option.name, name);
    array_push(&comparing->options, option);
}

/* The round that this one branched from comes first. */
static void put_first(Comparing *comparing, size_t position) {
    CompareOption option = comparing->options.items[position];
    memmove(comparing->options.items + 1, comparing->options.items,
            position * sizeof *comparing->options.items);
    comparing->options.items[0] = option;
}

static void add_sessions(App *app) {
    Ui *ui = &app->ui;
    const Session *now = app->player.session;
    SessionList list = {0};
    Arena arena = {0};
    Error error = session_list_load(&list, session_store_path(&arena, app->options.user_folder),
                                    MOST_SESSIONS);
    for (size_t i = 0; i < list.items.count && !error.code; i++) {
        const SessionSummary *session = &list.items.items[i];
        if (session->problem.code || strcmp(session->scenario, now->scenario) != 0 ||
            strcmp(session->journal, app->player.path) == 0) {
            continue;
        }
        char played[32];
        round_format_time(session->played_ms, played);
        const char *when = ui_when(ui, session->modified_s, app->unix_s);
        bool parent = strcmp(path_file_name(session->folder), now->origin.session) == 0;
        bool same = strcmp(session->title, app_design(app)->title) == 0;
        const char *title = same ? "" : ui_format(ui, ", “%s”", session->title);
        CompareOption option = {.journal = memory_copy_string(session->journal), .at_ms = -1};
        add_option(&app->comparing, option,
                   ui_format(ui, "%s %s, %s played%s",
                             parent ? "Branched from the round of" : "Round of", when, played,
                             title),
                   when);
        if (parent) {
            put_first(&app->comparing, app->comparing.options.count - 1);
        }
    }
    session_list_free(&list);
    arena_free(&arena);
}

static void add_reference(App *app) {
    const char *folders[] = {app->options.data_folder, app->options.user_folder};
    Arena arena = {0};
    for (size_t i = 0; i < COUNT_OF(folders) && app->player.scenario; i++) {
        const char *scenarios = path_join(&arena, folders[i], "scenarios");
        const char *folder = path_join(&arena, scenarios, app->player.scenario->id);
        const char *path = path_join(&arena, folder, "reference.json");
        if (file_exists(path)) {
            CompareOption option = {.design = memory_copy_string(path)};
            add_option(&app->comparing, option, "The reference", "reference");
            break;
        }
    }
    arena_free(&arena);
}

static void add_moment(App *app, long long at_ms, const char *what) {
    char time[32];
    round_format_time(at_ms, time);
    CompareOption option = {.at_ms = at_ms};
    add_option(&app->comparing, option, ui_format(&app->ui, "This round at %s, %s", time, what),
               ui_format(&app->ui, "at %s", time));
}

/* Where each phase ended, and the end. */
static void add_moments(App *app) {
    for (size_t i = 0; i + 1 < app->spans.count; i++) {
        const RoundSpan *span = &app->spans.items[i];
        add_moment(app, span->to_ms, ui_format(&app->ui, "after “%s”", phase_title(span->phase)));
    }
    add_moment(app, (long long)player_duration(&app->player), "its end");
}

/* ---- The comparison ---------------------------------------------------------------------------- */

static const StudyAnswer *study_of(const App *app, AttemptSide side) {
    return studying_find(&app->studying, app->comparing.keys[side]);
}

static const Study *played_study(const App *app, AttemptSide side) {
    const StudyAnswer *answer = app->comparing.keys[side] ? study_of(app, side) : NULL;
    return answer && !answer->error.code ? &answer->study : NULL;
}

static void make(App *app) {
    Comparing *comparing = &app->comparing;
    comparison_free(&comparing->comparison);
    comparison_make(&comparing->attempts[ATTEMPT_OTHER], &comparing->attempts[ATTEMPT_THIS],
                    played_study(app, ATTEMPT_OTHER), played_study(app, ATTEMPT_THIS),
                    &comparing->comparison);
    comparing->made = true;
}

static Error load_session(App *app, const CompareOption *option, Attempt *attempt) {
    if (!option->journal) {
        return attempt_of_session(app->player.session, option->at_ms, app->player.scenario,
                                  attempt);
    }
    Session *session = NULL;
    Error error = session_load(option->journal, app->catalog, &session);
    if (!error.code) {
        error = attempt_of_session(session, option->at_ms, app->player.scenario, attempt);
    }
    session_free(session);
    return error;
}

static Error load_other(App *app, const CompareOption *option, Attempt *attempt) {
    if (!option->design) {
        Error error = load_session(app, option, attempt);
        if (!error.code) {
            text_replace(&attempt->name, option->name);
        }
        return error;
    }
    Design *design = NULL;
    Error error = design_load(option->design, app->catalog, &design);
    if (!error.code) {
        *attempt = attempt_of_design(design, app->player.scenario, option->name);
    }
    return error;
}

static Error check(App *app, Attempt *attempt) {
    Comparing *comparing = &app->comparing;
    Error error = comparing->checker ? error_none()
                                     : checker_new(app->catalog, &app->rules, &comparing->checker);
    return error.code ? error : attempt_check(attempt, comparing->checker);
}

static uint64_t key_of(const App *app, const Attempt *attempt) {
    bool plays = app->player.scenario && attempt->design->components.count > 0;
    return plays ? study_key(attempt->design, app->player.scenario) : 0;
}

static void forget(Comparing *comparing) {
    comparison_free(&comparing->comparison);
    comparing->made = false;
    comparing->problem = error_none();
}

void comparing_choose(App *app, size_t position) {
    Comparing *comparing = &app->comparing;
    forget(comparing);
    comparing->current = position;
    Attempt other = {0};
    Error error = load_other(app, &comparing->options.items[position], &other);
    if (!error.code) {
        error = check(app, &other);
    }
    if (error.code) {
        attempt_free(&other);
        comparing->problem = error;
        return;
    }
    attempt_free(&comparing->attempts[ATTEMPT_OTHER]);
    comparing->attempts[ATTEMPT_OTHER] = other;
    comparing->keys[ATTEMPT_OTHER] = key_of(app, &comparing->attempts[ATTEMPT_OTHER]);
    make(app);
    comparing_play(app);
}

void comparing_open(App *app) {
    Comparing *comparing = &app->comparing;
    free_options(comparing);
    forget(comparing);
    comparing->kept_open = false;
    app->player.playing = false;
    add_sessions(app);
    add_reference(app);
    add_moments(app);
    Attempt *now = &comparing->attempts[ATTEMPT_THIS];
    attempt_free(now);
    comparing->problem = attempt_of_session(app->player.session, (long long)app->player.at_ms,
                                            app->player.scenario, now);
    if (!comparing->problem.code) {
        comparing->problem = check(app, now);
    }
    if (!comparing->problem.code) {
        comparing->keys[ATTEMPT_THIS] = key_of(app, now);
        comparing_choose(app, 0);
    }
}

/* ---- Its runs ---------------------------------------------------------------------------------- */

void comparing_play(App *app) {
    Comparing *comparing = &app->comparing;
    bool both = comparing->made && comparing->keys[ATTEMPT_THIS] && comparing->keys[ATTEMPT_OTHER];
    for (int side = ATTEMPT_THIS; side >= ATTEMPT_OTHER && both; side--) {
        if (!study_of(app, (AttemptSide)side)) {
            studying_start(&app->studying, comparing->attempts[side].design, app->player.scenario);
            return;
        }
    }
}

double comparing_progress(const App *app) {
    double sum = 0, playing = -1;
    for (AttemptSide side = ATTEMPT_OTHER; side < ATTEMPT_COUNT; side++) {
        double done = studying_progress(&app->studying, app->comparing.keys[side]);
        playing = done > playing ? done : playing;
        sum += study_of(app, side) ? 1 : done > 0 ? done : 0;
    }
    return playing < 0 ? -1 : sum / ATTEMPT_COUNT;
}

void comparing_tick(App *app) {
    Comparing *comparing = &app->comparing;
    if (!comparing->made || comparing->comparison.played) {
        return;
    }
    if (played_study(app, ATTEMPT_OTHER) && played_study(app, ATTEMPT_THIS)) {
        make(app);
        app->ui.again = true;
    } else if (!app->studying.playing && !app->studying.stopped) {
        comparing_play(app); /* the second one, once the first is there */
    }
}

void comparing_free(Comparing *comparing) {
    free_options(comparing);
    array_free(&comparing->options);
    forget(comparing);
    for (AttemptSide side = ATTEMPT_OTHER; side < ATTEMPT_COUNT; side++) {
        attempt_free(&comparing->attempts[side]);
    }
    checker_free(comparing->checker);
}
