#include "cli/subject.h"

#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "history/replay.h"
#include "round/round.h"

static bool is_session(const char *path) {
    size_t length = strlen(path);
    return folder_exists(path) || (length > 6 && strcmp(path + length - 6, ".jsonl") == 0);
}

static Error replay_to_end(const Session *session, Design **design) {
    Replay *replay = NULL;
    Error error = replay_new(session, &replay);
    if (!error.code) {
        error = replay_seek_entry(replay, session->entries.count);
    }
    if (!error.code) {
        *design = design_copy(replay_design(replay));
    }
    replay_free(replay);
    return error;
}

static Error load_scenario(Cli *cli, const char *path, const char *wanted, Subject *subject) {
    const char *id = subject->design->scenario;
    if (!wanted && id[0] && strcmp(path, "-") != 0) {
        char name[ID_SIZE + sizeof ".scenario.json"];
        snprintf(name, sizeof name, "%s.scenario.json", id);
        const char *beside = path_join(&cli->arena, path_folder(&cli->arena, path), name);
        wanted = file_exists(beside) ? beside : NULL;
    }
    return cli_load_scenario_of(cli, subject->design, wanted, &subject->scenario);
}

static Error load_round(Cli *cli, const char *path, const char *scenario, Subject *subject) {
    Session *session = NULL;
    Error error = cli_load_session(cli, path, &session);
    if (!error.code) {
        error = replay_to_end(session, &subject->design);
    }
    if (!error.code) {
        error = load_scenario(cli, path, scenario, subject);
    }
    if (!error.code) {
        const Entries *entries = &session->entries;
        long long end_ms = entries->count > 0 ? entries->items[entries->count - 1].t_ms : 0;
        subject->round = round_facts(subject->scenario, entries, end_ms);
        subject->has_round = true;
    }
    session_free(session);
    return error;
}

Error subject_load(Cli *cli, const char *path, const char *scenario, Subject *subject) {
    if (is_session(path)) {
        return load_round(cli, path, scenario, subject);
    }
    Error error = cli_load_design_lines(cli, path, &subject->design, &subject->lines);
    return error.code ? error : load_scenario(cli, path, scenario, subject);
}

void subject_free(Subject *subject) {
    scenario_free(subject->scenario);
    design_lines_free(&subject->lines);
    design_free(subject->design);
    *subject = (Subject){0};
}
