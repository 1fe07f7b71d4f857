#include <string.h>

#include "cli/commands.h"
#include "cli/context.h"

static const OptionSpec OPTIONS[] = {
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
    Error error = cli_open_data(cli);
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
    .operands = "",
    .summary = "List the scenarios: those that come with the program and your own.",
    .options = OPTIONS,
    .option_count = COUNT_OF(OPTIONS),
    .run = run,
};
