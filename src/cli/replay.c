#include "history/replay.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "cli/commands.h"
#include "cli/context.h"
#include "cli/replay_compare.h"
#include "cli/timeline.h"

static const OptionSpec OPTIONS[] = {
    {.name = "--at",
     .value = "T_MS",
     .help = "Stop at this many milliseconds after the start.",
     .is_number = true,
     .max = 1e15},
    {.name = "-o",
     .value = "DESIGN",
     .help = "Write the design as it was then, instead of printing what was done; - is standard "
             "output."},
    {.name = "--compare",
     .value = "SESSION|DESIGN|reference",
     .help = "Compare it with another attempt: another session or this one, a design, or the "
             "scenario's reference. Both are checked, and played under the load and each fault."},
    {.name = "--compare-at",
     .value = "T_MS",
     .help = "The other session's moment, in milliseconds after its start; else its end.",
     .is_number = true,
     .max = 1e15},
    {.name = "--no-runs", .help = "Compare without playing the two."},
    {.name = "--seed", .value = "N", .help = "The beginning of all random numbers (1)."},
    {.name = "--format",
     .value = "text|json",
     .help = "For people (text) or for programs.",
     .words = FORMATS_TEXT_JSON},
};

static Error put_design(Cli *cli, const Design *design, const char *path) {
    if (strcmp(path, "-") == 0) {
        design_write(design, &cli->out);
        return error_none();
    }
    return design_save(design, path);
}

static Error put_timeline(Cli *cli, const Timeline *timeline, const char *format) {
    if (strcmp(format, "json") == 0) {
        JsonWriter writer = {0};
        timeline_write_json(timeline, &writer);
        cli_put_json(cli, &writer);
    } else {
        timeline_write_text(timeline, &cli->screen, &cli->out);
    }
    return error_none();
}

/* Options that are of no use without --compare would be left aside unseen. */
static Error check_options(const Arguments *arguments) {
    static const char *const WITH_COMPARE[] = {"--compare-at", "--no-runs", "--seed"};
    for (size_t i = 0; i < COUNT_OF(WITH_COMPARE) && !arguments_has(arguments, "--compare"); i++) {
        if (arguments_has(arguments, WITH_COMPARE[i])) {
            return error_make(ERROR_USAGE, "%s goes with --compare", WITH_COMPARE[i]);
        }
    }
    return error_none();
}

static Error play(Cli *cli, const Arguments *arguments, const Session *session) {
    Replay *replay = NULL;
    Error error = replay_new(session, &replay);
    if (error.code) {
        return error;
    }
    long long at_ms = (long long)arguments_number(arguments, "--at", -1);
    error = at_ms < 0 ? replay_seek_entry(replay, session->entries.count)
                      : replay_seek_ms(replay, at_ms);
    const char *target = arguments_text(arguments, "-o", NULL);
    if (!error.code && target) {
        error = put_design(cli, replay_design(replay), target);
    } else if (!error.code) {
        Timeline timeline = {.session = session, .replay = replay, .at_ms = at_ms};
        error = put_timeline(cli, &timeline, arguments_text(arguments, "--format", "text"));
    }
    replay_free(replay);
    return error;
}

static int run(Cli *cli, const Arguments *arguments) {
    const char *path = arguments->operands.items[0];
    Session *session = NULL;
    Error error = check_options(arguments);
    if (!error.code) {
        error = cli_load_session(cli, path, &session);
    }
    if (!error.code) {
        if (session->torn) {
            cli_say(cli, "%s: the last line was cut off, perhaps by a crash; it is left out", path);
        }
        error = arguments_has(arguments, "--compare") ? replay_compare(cli, arguments, session)
                                                      : play(cli, arguments, session);
    }
    session_free(session);
    return error.code ? cli_fail(cli, error) : EXIT_CLEAN;
}

const CommandSpec REPLAY_COMMAND = {
    .name = "replay",
    .operands = "SESSION",
    .min_operands = 1,
    .max_operands = 1,
    .summary =
        "Play a session back: print what was done, write the design as it was, or compare it "
        "with another attempt.",
    .details = "SESSION is a session's file or its folder, or - for standard input.",
    .options = OPTIONS,
    .option_count = COUNT_OF(OPTIONS),
    .run = run,
};
