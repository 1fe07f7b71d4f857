#include "sim/size.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/misses.h"
#include "cli/play.h"
#include "cli/sim_text.h"
#include "history/editor.h"

enum { NAME_INDENT = 2, NAME_WIDTH = 20, SETTING_WIDTH = 15, CHANGE_WIDTH = 10 };

static const OptionSpec OPTIONS[] = {
    {.name = "--scenario",
     .value = "ID|FILE",
     .help =
         "Size for this scenario's load and faults, not those of the one that the design names."},
    {.name = "--seed", .value = "N", .help = "The beginning of all random numbers (1)."},
    {.name = "--seconds",
     .value = "S",
     .help = "How long the load lasts in each run, in simulated seconds (60). A fault that begins "
             "later does not strike.",
     .is_number = true,
     .min = 0.001,
     .max = 1000000},
    {.name = "--max-cost",
     .value = "USD",
     .help = "What may be spent a month, instead of the scenario's budget.",
     .is_number = true,
     .min = 0.01,
     .max = 1e12},
    {.name = "-o",
     .value = "FILE",
     .help = "Write the design with the sizes that were found; - is standard output, in the place "
             "of the answer."},
    {.name = "--format",
     .value = "text|json",
     .help = "For people (text) or for programs.",
     .words = FORMATS_TEXT_JSON},
};

typedef struct Answer {
    const Design *design;
    const Scenario *scenario;
    const SizeOptions *options;
    const Sizing *sizing;
} Answer;

static bool was_found(const Sizing *sizing) {
    return sizing->outcome == SIZE_FITS || sizing->outcome == SIZE_OVER_BUDGET;
}

/* ---- For people ------------------------------------------------------------------------------ */

static void append_cost(TextBuffer *line, double cost) {
    sim_text_append_number(line, round(cost));
    text_append(line, " USD a month");
}

static void write_head(const Answer *answer, const Screen *screen, TextBuffer *out) {
    TextBuffer line = {0};
    const char *title = answer->design->title[0] ? answer->design->title : "A design";
    columns_paint(out, screen, PAINT_BOLD, title);
    text_append_char(out, '\n');
    text_append_format(&line, "scenario %s, %u runs of ", answer->scenario->title,
                       answer->sizing->runs);
    sim_text_append_number(&line, answer->options->trials.seconds);
    text_append_format(&line, " s of load, seed %llu, without faults and under ",
                       (unsigned long long)answer->options->trials.seed);
    if (was_found(answer->sizing)) {
        text_append(&line, "each of ");
        columns_quantity(&line, answer->sizing->faults, "fault", "faults");
    } else {
        text_append(&line, "each fault"); /* not all were played */
    }
    columns_wrap(out, screen, 0, 0, text_of(&line));
    text_append_char(out, '\n');
    text_free(&line);
}

static void write_verdict(const Answer *answer, const Screen *screen, TextBuffer *out) {
    const Sizing *sizing = answer->sizing;
    TextBuffer line = {0};
    if (sizing->cut_short) {
        text_append(out, "Cut short, so this is what is known so far.\n");
    }
    switch (sizing->outcome) {
    case SIZE_UNKNOWN:
        return;
    case SIZE_IMPOSSIBLE:
        columns_paint(out, screen, PAINT_HIGH, "No number of machines keeps every service level.");
        text_append_char(out, '\n');
        text_append(&line, "Four times what is drawn or needed for the load still misses:");
        break;
    case SIZE_OVER_BUDGET:
        columns_paint(out, screen, PAINT_HIGH, "What keeps every service level is too dear.");
        text_append_char(out, '\n');
        text_append(&line, "It costs ");
        append_cost(&line, sizing->cost);
        text_append(&line, "; ");
        sim_text_append_number(&line, round(sizing->budget));
        text_append(&line, " may be spent.");
        break;
    case SIZE_FITS:
        columns_paint(out, screen, PAINT_GOOD, "Keeps every service level.");
        text_append_char(out, '\n');
        text_append(&line, "It costs ");
        append_cost(&line, sizing->cost);
        text_append(&line, "; as drawn ");
        sim_text_append_number(&line, round(sizing->cost_before));
        text_append(&line, ".");
        break;
    }
    columns_wrap(out, screen, 0, 0, text_of(&line));
    text_free(&line);
}

static void append_floor(const Answer *answer, const SizeChoice *choice, TextBuffer *line) {
    switch (choice->floor) {
    case SIZE_FLOOR_BOUND:
        text_append(line, "as low as it may be");
        break;
    case SIZE_FLOOR_LOAD:
        text_append(line, "one less is saturated");
        break;
    case SIZE_FLOOR_MISS:
        text_append(line, "one less: ");
        miss_append(&choice->miss, answer->design, answer->scenario, line);
        break;
    case SIZE_FLOOR_UNKNOWN:
        text_append(line, "less was not tried");
        break;
    }
}

static void write_choice(const Answer *answer, const SizeChoice *choice, const Screen *screen,
                         TextBuffer *out) {
    TextBuffer line = {0};
    int indent = NAME_INDENT + NAME_WIDTH + SETTING_WIDTH + CHANGE_WIDTH;
    columns_spaces(out, NAME_INDENT);
    columns_pad(out, answer->design->components.items[choice->component]->id, NAME_WIDTH - 1);
    text_append_char(out, ' ');
    columns_pad(out, choice->setting->id, SETTING_WIDTH);
    text_append_format(&line, "%.0f", choice->to);
    if (choice->from != choice->to) {
        text_append_format(&line, ", was %.0f", choice->from);
    }
    columns_pad(out, text_of(&line), CHANGE_WIDTH - 1);
    text_append_char(out, ' ');
    text_clear(&line);
    append_floor(answer, choice, &line);
    columns_wrap(out, screen, indent, indent, text_of(&line));
    text_free(&line);
}

static void write_text(const Answer *answer, const Screen *screen, TextBuffer *out) {
    const Sizing *sizing = answer->sizing;
    write_head(answer, screen, out);
    write_verdict(answer, screen, out);
    if (sizing->outcome == SIZE_IMPOSSIBLE) {
        misses_write_text(&sizing->misses, answer->design, answer->scenario, screen, out);
    } else if (sizing->outcome != SIZE_UNKNOWN) {
        sim_text_heading(screen, out, "Sizes, and why not less");
        for (size_t i = 0; i < sizing->choices.count; i++) {
            write_choice(answer, &sizing->choices.items[i], screen, out);
        }
    }
}

/* ---- For programs ---------------------------------------------------------------------------- */

static void write_choice_json(const Answer *answer, const SizeChoice *choice, JsonWriter *writer) {
    static const char *const FLOORS[] = {"bound", "load", "miss", "unknown"};
    json_begin_object(writer, JSON_INLINE);
    json_text_member(writer, "component", answer->design->components.items[choice->component]->id);
    json_text_member(writer, "setting", choice->setting->id);
    json_number_member(writer, "from", choice->from);
    json_number_member(writer, "to", choice->to);
    json_text_member(writer, "floor", FLOORS[choice->floor]);
    if (choice->floor == SIZE_FLOOR_MISS) {
        json_key(writer, "miss");
        miss_write_json(&choice->miss, answer->design, answer->scenario, writer);
    }
    json_end_object(writer);
}

static void write_json(const Answer *answer, JsonWriter *writer) {
    static const char *const OUTCOMES[] = {"fits", "over_budget", "impossible", "unknown"};
    const Sizing *sizing = answer->sizing;
    bool found = was_found(sizing);
    char seed[32];
    snprintf(seed, sizeof seed, "%llu", (unsigned long long)answer->options->trials.seed);
    json_begin_object(writer, JSON_BLOCK);
    json_text_member(writer, "format", "faultline/size");
    json_number_member(writer, "version", 1);
    json_text_member(writer, "design", answer->design->title);
    json_text_member(writer, "scenario", answer->scenario->id);
    json_text_member(writer, "seed", seed);
    json_number_member(writer, "seconds", answer->options->trials.seconds);
    if (found) {
        json_number_member(writer, "faults", (double)sizing->faults);
    }
    json_number_member(writer, "runs", sizing->runs);
    json_boolean_member(writer, "cut_short", sizing->cut_short);
    json_text_member(writer, "outcome", OUTCOMES[sizing->outcome]);
    json_number_member(writer, "cost_before_usd_month", sizing->cost_before);
    if (found) {
        json_number_member(writer, "cost_usd_month", sizing->cost);
    }
    if (sizing->budget > 0.0) {
        json_number_member(writer, "budget_usd_month", sizing->budget);
    }
    json_key(writer, "sizes");
    json_begin_array(writer, JSON_BLOCK);
    for (size_t i = 0; i < sizing->choices.count && found; i++) {
        write_choice_json(answer, &sizing->choices.items[i], writer);
    }
    json_end_array(writer);
    json_key(writer, "misses");
    misses_write_json(&sizing->misses, answer->design, answer->scenario, writer);
    json_end_object(writer);
}

/* ---- The sized design ------------------------------------------------------------------------ */

static Error apply(Editor *editor, const Sizing *sizing) {
    Error error = error_none();
    for (size_t i = 0; i < sizing->choices.count && !error.code; i++) {
        const SizeChoice *choice = &sizing->choices.items[i];
        const Design *design = editor_design(editor);
        SettingValue value = {.number = choice->to};
        Command command = {0};
        error = edit_set_setting(design, design->components.items[choice->component]->id,
                                 choice->setting->id, &value, &command);
        if (!error.code) {
            error = editor_apply(editor, &command);
        }
    }
    return error;
}

/* In the place of the answer when it goes to standard output. */
static Error put_design(Cli *cli, const Answer *answer, const char *path) {
    if (!was_found(answer->sizing)) {
        return error_make(ERROR_REFUSED, "%s: not written, for no size was found", path);
    }
    Editor *editor = editor_new(design_copy(answer->design), NULL);
    Error error = apply(editor, answer->sizing);
    if (!error.code && strcmp(path, "-") == 0) {
        design_write(editor_design(editor), &cli->out);
    } else if (!error.code) {
        error = design_save(editor_design(editor), path);
    }
    editor_free(editor);
    return error;
}

/* ---------------------------------------------------------------------------------------------- */

static Error find(Cli *cli, const Design *design, const Scenario *scenario, SizeOptions *options,
                  Sizing *sizing) {
    PlayWatch watch;
    options->trials.go_on = play_go_on;
    options->trials.context = &watch;
    play_begin_watch(&watch, cli->services->err);
    Error error = size_find(design, scenario, options, sizing);
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
    Sizing sizing = {0};
    SizeOptions options = {
        .trials = {.seed = 1, .seconds = arguments_number(arguments, "--seconds", 60)},
        .most_cost = arguments_number(arguments, "--max-cost", 0)};
    Error error = play_read_seed(arguments, &options.trials.seed);
    if (!error.code) {
        error = play_load(cli, arguments, &design, &scenario);
    }
    if (!error.code) {
        error = find(cli, design, scenario, &options, &sizing);
    }
    if (!error.code) {
        Answer answer = {design, scenario, &options, &sizing};
        const char *path = arguments_text(arguments, "-o", NULL);
        if (!path || strcmp(path, "-") != 0) {
            put_answer(cli, arguments, &answer);
        }
        error = path ? put_design(cli, &answer, path) : error_none();
    }
    size_free(&sizing);
    scenario_free(scenario);
    design_free(design);
    return error.code ? cli_fail(cli, error) : EXIT_CLEAN;
}

const CommandSpec SIZE_COMMAND = {
    .name = "size",
    .operands = "DESIGN",
    .min_operands = 1,
    .max_operands = 1,
    .summary = "Find the cheapest numbers of machines with which a design keeps every service "
               "level, without faults and under each fault by itself, or say why none does.",
    .details = "DESIGN may be - for standard input. Replicas, partitions and read replicas may "
               "change; all else stays. The same options give the same answer. An interrupt ends "
               "the search and prints the best that is known.",
    .options = OPTIONS,
    .option_count = COUNT_OF(OPTIONS),
    .run = run,
};
