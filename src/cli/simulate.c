#include <stdlib.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/play.h"
#include "cli/sim_text.h"
#include "cli/study_text.h"
#include "sim/study.h"

static const OptionSpec OPTIONS[] = {
    {.name = "--scenario",
     .value = "ID|FILE",
     .help = "Play this scenario's load and faults, not those of the one that the design names."},
    {.name = "--seed", .value = "N", .help = "The beginning of all random numbers (1)."},
    {.name = "--seconds",
     .value = "S",
     .help = "How long the load lasts, in simulated seconds (60).",
     .is_number = true,
     .min = 0.001,
     .max = 1000000},
    {.name = "--replications",
     .value = "R",
     .help = "Play this many runs with seeds of their own, on all cores, and average them (1).",
     .is_number = true,
     .min = 1,
     .max = 10000},
    {.name = "--fault",
     .value = "ID",
     .help =
         "Play one run in which this fault of the scenario strikes. May be given more than once: "
         "then they strike together.",
     .repeats = true},
    {.name = "--no-faults", .help = "Play only the run without faults."},
    {.name = "--story",
     .value = "lost|duplicated|late|parked|failed|stale|slowest|N",
     .help = "Tell what happened to one request: the slowest, the first that became what is asked "
             "for, or the N-th to arrive."},
    {.name = "--format",
     .value = "text|json",
     .help = "For people (text) or for programs.",
     .words = FORMATS_TEXT_JSON},
};

/* ---- Options --------------------------------------------------------------------------------- */

static Error read_story(const Arguments *arguments, SimOptions *options) {
    static const struct {
        const char *word;
        StoryWish wish;
    } WORDS[] = {{"lost", STORY_LOST},      {"duplicated", STORY_DUPLICATED},
                 {"late", STORY_LATE},      {"parked", STORY_PARKED},
                 {"failed", STORY_FAILED},  {"stale", STORY_STALE},
                 {"slowest", STORY_SLOWEST}};
    const char *text = arguments_text(arguments, "--story", NULL);
    for (size_t i = 0; text && i < COUNT_OF(WORDS); i++) {
        if (strcmp(text, WORDS[i].word) == 0) {
            options->story = WORDS[i].wish;
            return error_none();
        }
    }
    if (!text) {
        return error_none();
    }
    options->story = STORY_NUMBER;
    if (text[0] < '0' || text[0] > '9') {
        return error_make(
            ERROR_USAGE,
            "--story: expected lost, duplicated, late, parked, failed, stale, slowest or a number, found "
            "\"%.100s\"",
            text);
    }
    return play_read_whole("--story", text, &options->story_number);
}

static Error read_options(const Arguments *arguments, SimOptions *options, FaultIds *faults) {
    *options = sim_options_default();
    options->seconds = arguments_number(arguments, "--seconds", options->seconds);
    options->replications = (unsigned)arguments_number(arguments, "--replications", 1);
    play_read_faults(arguments, faults);
    options->with_faults = faults->count > 0;
    options->faults = faults->items;
    options->fault_count = faults->count;
    if (faults->count > 0 && arguments_has(arguments, "--no-faults")) {
        return error_make(ERROR_USAGE, "--fault and --no-faults contradict each other");
    }
    Error error = read_story(arguments, options);
    return error.code ? error : play_read_seed(arguments, &options->seed);
}

static bool go_on(void *context, double done) {
    return play_go_on(context, 0, done);
}

/* One run, or a study: without faults and under each of them alone. */
typedef struct Played {
    SimReport *report; /* NULL: it is a study */
    Study study;
} Played;

static Error play(Cli *cli, const Arguments *arguments, const Design *design,
                  const Scenario *scenario, SimOptions *options, Played *played) {
    PlayWatch watch;
    options->go_on = go_on;
    options->context = &watch;
    bool is_one_run = options->with_faults || arguments_has(arguments, "--no-faults");
    play_begin_watch(&watch, cli->services->err);
    Error error = is_one_run ? simulate(design, scenario, options, &played->report)
                             : study_make(design, scenario, options, &played->study);
    play_end_watch(&watch);
    return error;
}

static bool has_story(const Played *played) {
    return played->report ? played->report->story_number > 0
                          : study_text_story(&played->study) != NULL;
}

static void put_report(Cli *cli, const Arguments *arguments, const Played *played) {
    if (strcmp(arguments_text(arguments, "--format", "text"), "json") == 0) {
        JsonWriter writer = {0};
        if (played->report) {
            sim_report_write(played->report, &writer);
        } else {
            study_write(&played->study, &writer);
        }
        cli_put_json(cli, &writer);
    } else if (played->report) {
        sim_text_write(played->report, &cli->screen, &cli->out);
    } else {
        study_text_write(&played->study, &cli->screen, &cli->out);
    }
    if (arguments_has(arguments, "--story") && !has_story(played)) {
        cli_say(cli, "there was no such request, so there is no story");
    }
}

static int run(Cli *cli, const Arguments *arguments) {
    Design *design = NULL;
    Scenario *scenario = NULL;
    Played played = {0};
    SimOptions options;
    FaultIds faults = {0};
    Error error = read_options(arguments, &options, &faults);
    if (!error.code) {
        error = play_load(cli, arguments, &design, &scenario);
    }
    if (!error.code) {
        error = play(cli, arguments, design, scenario, &options, &played);
    }
    int status = EXIT_CLEAN;
    if (error.code) {
        status = cli_fail(cli, error);
    } else {
        put_report(cli, arguments, &played);
    }
    sim_report_free(played.report);
    study_free(&played.study);
    scenario_free(scenario);
    design_free(design);
    array_free(&faults);
    return status;
}

const CommandSpec SIMULATE_COMMAND = {
    .name = "simulate",
    .operands = "DESIGN",
    .min_operands = 1,
    .max_operands = 1,
    .summary = "Play a design under its scenario's load, request by request, and say which service "
               "levels it meets.",
    .details =
        "DESIGN may be - for standard input. Without --fault and --no-faults there is a run without "
        "faults and one under each fault of the scenario alone, on all cores. The same "
        "options give the same figures. An interrupt ends the runs and prints what there "
        "is.",
    .options = OPTIONS,
    .option_count = COUNT_OF(OPTIONS),
    .run = run,
};
