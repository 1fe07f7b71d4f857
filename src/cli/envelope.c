#include "sim/envelope.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/misses.h"
#include "cli/play.h"
#include "cli/sim_text.h"

enum { NAME_INDENT = 2, NAME_WIDTH = 20 };

static const OptionSpec OPTIONS[] = {
    {.name = "--scenario",
     .value = "ID|FILE",
     .help = "Grow this scenario's load, not that of the one that the design names."},
    {.name = "--seed", .value = "N", .help = "The beginning of all random numbers (1)."},
    {.name = "--seconds",
     .value = "S",
     .help = "How long the load lasts in each run, in simulated seconds (60).",
     .is_number = true,
     .min = 0.001,
     .max = 1000000},
    {.name = "--fault",
     .value = "ID",
     .help = "Let this fault of the scenario strike in each run. May be given more than once. "
             "Without it none strikes.",
     .repeats = true},
    {.name = "--format",
     .value = "text|json",
     .help = "For people (text) or for programs.",
     .words = FORMATS_TEXT_JSON},
};

typedef struct Answer {
    const Design *design;
    const Scenario *scenario;
    const EnvelopeOptions *options;
    const Envelope *envelope;
} Answer;

/* ---- For people ------------------------------------------------------------------------------ */

static void write_head(const Answer *answer, const Screen *screen, TextBuffer *out) {
    TextBuffer line = {0};
    const char *title = answer->design->title[0] ? answer->design->title : "A design";
    columns_paint(out, screen, PAINT_BOLD, title);
    text_append_char(out, '\n');
    text_append_format(&line, "scenario %s, %u runs of ", answer->scenario->title,
                       answer->envelope->runs);
    sim_text_append_number(&line, answer->options->trials.seconds);
    text_append_format(&line, " s of load, seed %llu",
                       (unsigned long long)answer->options->trials.seed);
    for (size_t i = 0; i < answer->options->fault_count; i++) {
        text_append_format(&line, "%s%s", i == 0 ? ", under " : " and ",
                           answer->options->faults[i]);
    }
    columns_wrap(out, screen, 0, 0, text_of(&line));
    text_append_char(out, '\n');
    text_free(&line);
}

static void write_verdict(const Answer *answer, const Screen *screen, TextBuffer *out) {
    const Envelope *envelope = answer->envelope;
    TextBuffer line = {0};
    const char *rest = ".";
    if (envelope->cut_short) {
        text_append(out, "Cut short, so this is what is known so far.\n");
    }
    if (envelope->runs == 0) {
        return;
    }
    if (envelope->holds > 0.0) {
        text_append_format(&line, "Keeps every service level up to %.4g times the load",
                           envelope->holds);
    } else {
        text_append_format(&line, "Misses a service level even at %.4g of the load",
                           envelope->breaks);
    }
    columns_paint(out, screen, envelope->holds >= 1.0 ? PAINT_GOOD : PAINT_HIGH, text_of(&line));
    int at = columns_count(text_of(&line));
    text_clear(&line);
    if (envelope->holds > 0.0 && envelope->breaks > 0.0) {
        text_append_format(&line, ", and no longer at %.4g times.", envelope->breaks);
        rest = text_of(&line);
    } else if (envelope->holds > 0.0 && !envelope->cut_short) {
        rest = ", which is as far as was tried.";
    }
    columns_wrap(out, screen, at, 0, rest);
    text_free(&line);
}

static void write_rates(const Answer *answer, const Screen *screen, TextBuffer *out) {
    TextBuffer line = {0};
    sim_text_heading(screen, out, "What it bears");
    for (size_t o = 0; o < answer->scenario->operation_count; o++) {
        Operation operation = answer->scenario->operations[o];
        trial_scale(&operation, answer->envelope->holds);
        columns_spaces(out, NAME_INDENT);
        columns_pad(out, operation.id, NAME_WIDTH - 1);
        text_append_char(out, ' ');
        if (operation.users > 0) {
            sim_text_append_number(&line, (double)operation.users);
            text_append(&line, " users");
        } else {
            char rate[32];
            snprintf(rate, sizeof rate, operation.rate_rps >= 100.0 ? "%.0f" : "%.3g",
                     operation.rate_rps);
            text_append_format(&line, "%s a second", rate);
        }
        columns_wrap(out, screen, NAME_INDENT + NAME_WIDTH, NAME_INDENT + NAME_WIDTH,
                     text_of(&line));
        text_clear(&line);
    }
    text_free(&line);
}

static void write_text(const Answer *answer, const Screen *screen, TextBuffer *out) {
    write_head(answer, screen, out);
    write_verdict(answer, screen, out);
    if (answer->envelope->holds > 0.0) {
        write_rates(answer, screen, out);
    }
    if (answer->envelope->misses.count > 0) {
        sim_text_heading(screen, out, "What breaks first");
        misses_write_text(&answer->envelope->misses, answer->design, answer->scenario, screen, out);
    }
}

/* ---- For programs ---------------------------------------------------------------------------- */

static void factor_member(JsonWriter *writer, const char *key, double factor) {
    json_key(writer, key);
    if (factor > 0.0) {
        json_number(writer, factor);
    } else {
        json_null(writer);
    }
}

static void write_json(const Answer *answer, JsonWriter *writer) {
    char seed[32];
    snprintf(seed, sizeof seed, "%llu", (unsigned long long)answer->options->trials.seed);
    json_begin_object(writer, JSON_BLOCK);
    json_text_member(writer, "format", "faultline/envelope");
    json_number_member(writer, "version", 1);
    json_text_member(writer, "design", answer->design->title);
    json_text_member(writer, "scenario", answer->scenario->id);
    json_text_member(writer, "seed", seed);
    json_number_member(writer, "seconds", answer->options->trials.seconds);
    json_key(writer, "faults");
    json_begin_array(writer, JSON_INLINE);
    for (size_t i = 0; i < answer->options->fault_count; i++) {
        json_text(writer, answer->options->faults[i]);
    }
    json_end_array(writer);
    json_number_member(writer, "runs", answer->envelope->runs);
    json_boolean_member(writer, "cut_short", answer->envelope->cut_short);
    factor_member(writer, "holds", answer->envelope->holds);
    factor_member(writer, "breaks", answer->envelope->breaks);
    json_key(writer, "misses");
    misses_write_json(&answer->envelope->misses, answer->design, answer->scenario, writer);
    json_end_object(writer);
}

/* ---------------------------------------------------------------------------------------------- */

static Error find(Cli *cli, const Design *design, const Scenario *scenario,
                  EnvelopeOptions *options, Envelope *envelope) {
    PlayWatch watch;
    options->trials.go_on = play_go_on;
    options->trials.context = &watch;
    play_begin_watch(&watch, cli->services->err);
    Error error = envelope_find(design, scenario, options, envelope);
    play_end_watch(&watch);
    options->trials.context = NULL;
    return error;
}

static void put_answer(Cli *cli, const Arguments *arguments, const Answer *answer) {
    if (strcmp(arguments_text(arguments, "--format", "text"), "json") == 0) {
        JsonWriter writer = {0};
        write_json(answer, &writer);
        cli_put_json(cli, &writer);
    } else {
        write_text(answer, &cli->screen, &cli->out);
    }
}

static int run(Cli *cli, const Arguments *arguments) {
    Design *design = NULL;
    Scenario *scenario = NULL;
    Envelope envelope = {0};
    FaultIds faults = {0};
    play_read_faults(arguments, &faults);
    EnvelopeOptions options = {
        .trials = {.seed = 1, .seconds = arguments_number(arguments, "--seconds", 60)},
        .faults = faults.items,
        .fault_count = faults.count};
    Error error = play_read_seed(arguments, &options.trials.seed);
    if (!error.code) {
        error = play_load(cli, arguments, &design, &scenario);
    }
    if (!error.code) {
        error = find(cli, design, scenario, &options, &envelope);
    }
    if (!error.code) {
        put_answer(cli, arguments, &(Answer){design, scenario, &options, &envelope});
    }
    envelope_free(&envelope);
    scenario_free(scenario);
    design_free(design);
    array_free(&faults);
    return error.code ? cli_fail(cli, error) : EXIT_CLEAN;
}

const CommandSpec ENVELOPE_COMMAND = {
    .name = "envelope",
    .operands = "DESIGN",
    .min_operands = 1,
    .max_operands = 1,
    .summary = "Find the highest load at which a design still keeps every service level, and what "
               "breaks first.",
    .details = "DESIGN may be - for standard input. All operations grow alike. Every run has the "
               "same seed, and the same options give the same answer. An interrupt ends the "
               "search and prints what is known.",
    .options = OPTIONS,
    .option_count = COUNT_OF(OPTIONS),
    .run = run,
};
