#include <stdint.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/context.h"
#include "cli/verify.h"

static const OptionSpec OPTIONS[] = {
    {.name = "--verify",
     .help =
         "Prove each scenario sound: that its reference holds up, and that its first sketch and "
         "its flawed variants do not. Exits with 1 when one is not sound."},
    {.name = "--seed", .value = "N", .help = "The beginning of all random numbers (1)."},
    {.name = "--seconds",
     .value = "S",
     .help = "How long the load lasts in each run of --verify, in simulated seconds (60).",
     .is_number = true,
     .min = 0.001,
     .max = 1000000},
    {.name = "--rules",
     .value = "DIR",
     .help = "Use the rules of this folder too; a rule with the same id replaces ours. May be "
             "given more than once.",
     .repeats = true},
    {.name = "--format",
     .value = "text|json",
     .help = "For people (text) or for programs.",
     .words = FORMATS_TEXT_JSON},
};

static void write_json(const ScenarioLibrary *library, JsonWriter *writer) {
    json_begin_object(writer, JSON_BLOCK);
    json_text_member(writer, "format", "faultline/scenarios");
    json_number_member(writer, "version", 1);
    json_key(writer, "scenarios");
    json_begin_array(writer, JSON_BLOCK);
    for (size_t i = 0; i < library->items.count; i++) {
        const Scenario *scenario = library->items.items[i];
        json_begin_object(writer, JSON_BLOCK);
        json_text_member(writer, "id", scenario->id);
        json_text_member(writer, "title", scenario->title);
        json_text_member(writer, "tagline", scenario->tagline);
        json_text_member(writer, "level", scenario->level);
        json_number_member(writer, "minutes", scenario->minutes);
        json_text_member(writer, "prompt", scenario->prompt);
        json_text_member(writer, "real_world", scenario->real_world);
        json_text_member(writer, "at_100x", scenario->at_100x);
        json_key(writer, "operations");
        json_begin_array(writer, JSON_INLINE);
        for (size_t j = 0; j < scenario->operation_count; j++) {
            json_text(writer, scenario->operations[j].id);
        }
        json_end_array(writer);
        json_end_object(writer);
    }
    json_end_array(writer);
    json_end_object(writer);
}

static void write_text(const ScenarioLibrary *library, const Screen *screen, TextBuffer *out) {
    for (size_t i = 0; i < library->items.count; i++) {
        const Scenario *scenario = library->items.items[i];
        TextBuffer line = {0};
        text_append(out, i > 0 ? "\n" : "");
        columns_paint(out, screen, PAINT_BOLD, scenario->id);
        text_append_format(&line, "  %s", scenario->title);
        if (scenario->minutes > 0) {
            text_append_format(&line, ", %g minutes", scenario->minutes);
        }
        if (scenario->level[0]) {
            text_append_format(&line, ", %s", scenario->level);
        }
        columns_append(out, text_of(&line));
        text_append_char(out, '\n');
        if (scenario->prompt[0]) {
            text_append(out, "    ");
            columns_wrap(out, screen, 4, 4, scenario->prompt);
        }
        text_free(&line);
    }
}

static int run(Cli *cli, const Arguments *arguments) {
    if (arguments_has(arguments, "--verify")) {
        return verify_scenarios(cli, arguments);
    }
    Error error = cli_open_data(cli);
    if (!error.code && arguments->operands.count > 0) {
        error = error_make(ERROR_USAGE, "`%s`: a list takes no folder; did you mean --verify?",
                           arguments->operands.items[0]);
    }
    if (error.code) {
        return cli_fail(cli, error);
    }
    ScenarioLibrary library = {0};
    cli_load_library(cli, &library);
    if (strcmp(arguments_text(arguments, "--format", "text"), "json") == 0) {
        JsonWriter writer = {0};
        write_json(&library, &writer);
        cli_put_json(cli, &writer);
    } else {
        write_text(&library, &cli->screen, &cli->out);
    }
    scenario_library_free(&library);
    return EXIT_CLEAN;
}

const CommandSpec SCENARIOS_COMMAND = {
    .name = "scenarios",
    .operands = "[DIR]",
    .max_operands = SIZE_MAX,
    .summary = "List the scenarios, those that come with the program and your own; with --verify, "
               "prove them sound.",
    .details = "DIR, for --verify, is a scenario's id, its folder, or a folder of such folders; "
               "without one all scenarios are looked at. An interrupt ends the runs and prints "
               "what is known.",
    .options = OPTIONS,
    .option_count = COUNT_OF(OPTIONS),
    .run = run,
};
