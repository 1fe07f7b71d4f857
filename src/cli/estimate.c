#include "sim/estimate.h"

#include <math.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/play.h"
#include "cli/sim_text.h"

enum { NAME_INDENT = 2, NAME_WIDTH = 20, COLUMN_WIDTH = 10 };

static const OptionSpec OPTIONS[] = {
    {.name = "--scenario",
     .value = "ID|FILE",
     .help = "Reckon with this scenario's load, not that of the one that the design names."},
    {.name = "--format",
     .value = "text|json",
     .help = "For people (text) or for programs.",
     .words = FORMATS_TEXT_JSON},
};

typedef struct Sheet {
    const Design *design;
    const Scenario *scenario;
    const Estimate *estimate;
} Sheet;

/* ---- For people ------------------------------------------------------------------------------ */

static void write_head(const Sheet *sheet, const Screen *screen, TextBuffer *out) {
    const Estimate *estimate = sheet->estimate;
    TextBuffer line = {0};
    const char *title = sheet->design->title[0] ? sheet->design->title : "A design";
    columns_paint(out, screen, PAINT_BOLD, title);
    text_append_char(out, '\n');
    text_append_format(&line, "scenario %s, estimated without simulating", sheet->scenario->title);
    columns_wrap(out, screen, 0, 0, text_of(&line));
    text_clear(&line);
    text_append_char(out, '\n');
    if (estimate->bottleneck == SIZE_MAX) {
        text_append(&line, "No part has anything to do.");
    } else {
        bool fits = estimate->headroom > 1.0;
        text_append_format(&line, "The bottleneck is %s, ",
                           sheet->design->components.items[estimate->bottleneck]->id);
        text_append_format(&line,
                           fits ? "which saturates at %.3g times the load."
                                : "which is saturated: it bears %.3g of the load.",
                           estimate->headroom);
    }
    text_append(&line, " The design costs ");
    sim_text_append_number(&line, round(estimate->cost_usd_month));
    text_append(&line, " USD a month.");
    columns_wrap(out, screen, 0, 0, text_of(&line));
    text_free(&line);
}

static void write_operations(const Sheet *sheet, const Screen *screen, TextBuffer *out) {
    TextBuffer line = {0};
    sim_text_heading(screen, out, "Operations");
    for (size_t o = 0; o < sheet->estimate->operation_count; o++) {
        const OperationEstimate *operation = &sheet->estimate->operations[o];
        columns_spaces(out, NAME_INDENT);
        columns_pad(out, sheet->scenario->operations[o].id, NAME_WIDTH - 1);
        text_append_char(out, ' ');
        sim_text_append_number(&line, round(operation->rate_per_s * 10.0) / 10.0);
        if (isinf(operation->response_ms)) {
            text_append(&line, " a second, answered ever later");
        } else {
            text_append(&line, " a second, answered in ");
            sim_text_append_ms(&line, operation->response_ms);
            text_append(&line, " on average");
        }
        if (operation->failing_share > 0.0) {
            text_append_format(&line, ", %.3g %% fail", operation->failing_share * 100.0);
        }
        columns_wrap(out, screen, NAME_INDENT + NAME_WIDTH, NAME_INDENT + NAME_WIDTH,
                     text_of(&line));
        text_clear(&line);
    }
    text_free(&line);
}

/* Right-aligned, so that figures stand under each other. */
static void append_cell(TextBuffer *out, TextBuffer *cell) {
    columns_spaces(out, COLUMN_WIDTH - columns_count(text_of(cell)));
    text_append(out, text_of(cell));
    text_clear(cell);
}

static void write_component(const char *id, const ComponentEstimate *component, TextBuffer *out) {
    TextBuffer cell = {0};
    columns_spaces(out, NAME_INDENT);
    columns_pad(out, id, NAME_WIDTH);
    sim_text_append_number(&cell, round(component->arrivals_per_s * 10.0) / 10.0);
    append_cell(out, &cell);
    if (component->utilisation >= 0.0) {
        text_append_format(&cell, "%.1f %%", component->peak_utilisation * 100.0);
    }
    append_cell(out, &cell);
    if (component->wait_ms >= 0.0 && isinf(component->wait_ms)) {
        text_append(&cell, "no end");
    } else if (component->wait_ms >= 0.0) {
        sim_text_append_ms(&cell, component->wait_ms);
    }
    append_cell(out, &cell);
    if (component->hit_ratio >= 0.0) {
        text_append_format(&cell, "%.1f %%", component->hit_ratio * 100.0);
    }
    append_cell(out, &cell);
    if (component->cost_usd_month > 0.0) {
        sim_text_append_number(&cell, round(component->cost_usd_month));
    }
    append_cell(out, &cell);
    while (out->length > 0 && out->text[out->length - 1] == ' ') {
        out->text[--out->length] = '\0';
    }
    text_append_char(out, '\n');
    text_free(&cell);
}

static void write_components(const Sheet *sheet, const Screen *screen, TextBuffer *out) {
    static const char *const HEADS[] = {"a second", "busy", "wait", "hits", "USD/month"};
    TextBuffer cell = {0};
    sim_text_heading(screen, out, "Components");
    columns_spaces(out, NAME_INDENT + NAME_WIDTH);
    for (size_t i = 0; i < COUNT_OF(HEADS); i++) {
        text_append(&cell, HEADS[i]);
        append_cell(out, &cell);
    }
    text_append_char(out, '\n');
    for (size_t i = 0; i < sheet->estimate->component_count; i++) {
        write_component(sheet->design->components.items[i]->id, &sheet->estimate->components[i],
                        out);
    }
    text_free(&cell);
}

/* ---- For programs ---------------------------------------------------------------------------- */

static void known_member(JsonWriter *writer, const char *key, double number) {
    if (number >= 0.0) {
        json_key(writer, key);
        if (isinf(number)) {
            json_null(writer);
        } else {
            json_number(writer, number);
        }
    }
}

static void write_component_json(JsonWriter *writer, const char *id,
                                 const ComponentEstimate *component) {
    json_begin_object(writer, JSON_INLINE);
    json_text_member(writer, "id", id);
    json_number_member(writer, "arrivals_per_s", component->arrivals_per_s);
    known_member(writer, "utilisation", component->utilisation);
    known_member(writer, "peak_utilisation", component->peak_utilisation);
    if (component->utilisation >= 0.0) {
        json_number_member(writer, "holding_ms", component->holding_ms);
    }
    known_member(writer, "wait_ms", component->wait_ms);
    known_member(writer, "hit_ratio", component->hit_ratio);
    known_member(writer, "partition_share", component->partition_share);
    json_number_member(writer, "cost_usd_month", component->cost_usd_month);
    json_end_object(writer);
}

static void write_json(const Sheet *sheet, JsonWriter *writer) {
    const Estimate *estimate = sheet->estimate;
    json_begin_object(writer, JSON_BLOCK);
    json_text_member(writer, "format", "faultline/estimate");
    json_number_member(writer, "version", 1);
    json_text_member(writer, "design", sheet->design->title);
    json_text_member(writer, "scenario", sheet->scenario->id);
    json_key(writer, "bottleneck");
    if (estimate->bottleneck == SIZE_MAX) {
        json_null(writer);
    } else {
        json_text(writer, sheet->design->components.items[estimate->bottleneck]->id);
    }
    if (estimate->bottleneck != SIZE_MAX) {
        json_number_member(writer, "headroom", estimate->headroom);
    }
    json_number_member(writer, "cost_usd_month", estimate->cost_usd_month);
    json_key(writer, "operations");
    json_begin_array(writer, JSON_BLOCK);
    for (size_t o = 0; o < estimate->operation_count; o++) {
        const OperationEstimate *operation = &estimate->operations[o];
        json_begin_object(writer, JSON_INLINE);
        json_text_member(writer, "id", sheet->scenario->operations[o].id);
        json_number_member(writer, "rate_per_s", operation->rate_per_s);
        known_member(writer, "response_ms", operation->response_ms);
        json_number_member(writer, "failing_share", operation->failing_share);
        json_end_object(writer);
    }
    json_end_array(writer);
    json_key(writer, "components");
    json_begin_array(writer, JSON_BLOCK);
    for (size_t i = 0; i < estimate->component_count; i++) {
        write_component_json(writer, sheet->design->components.items[i]->id,
                             &estimate->components[i]);
    }
    json_end_array(writer);
    json_end_object(writer);
}

/* ---------------------------------------------------------------------------------------------- */

static int run(Cli *cli, const Arguments *arguments) {
    Design *design = NULL;
    Scenario *scenario = NULL;
    Error error = play_load(cli, arguments, &design, &scenario);
    if (error.code) {
        return cli_fail(cli, error);
    }
    Estimate *estimate = estimate_make(design, scenario);
    Sheet sheet = {design, scenario, estimate};
    if (strcmp(arguments_text(arguments, "--format", "text"), "json") == 0) {
        JsonWriter writer = {0};
        write_json(&sheet, &writer);
        cli_put_json(cli, &writer);
    } else {
        write_head(&sheet, &cli->screen, &cli->out);
        write_operations(&sheet, &cli->screen, &cli->out);
        write_components(&sheet, &cli->screen, &cli->out);
    }
    estimate_free(estimate);
    scenario_free(scenario);
    design_free(design);
    return EXIT_CLEAN;
}

const CommandSpec ESTIMATE_COMMAND = {
    .name = "estimate",
    .operands = "DESIGN",
    .min_operands = 1,
    .max_operands = 1,
    .summary = "Reckon what each part of a design has to carry and how long its requests take, "
               "without simulating.",
    .details = "DESIGN may be - for standard input. The figures are means of the scenario's load "
               "without faults; a store is as busy as its busiest partition.",
    .options = OPTIONS,
    .option_count = COUNT_OF(OPTIONS),
    .run = run,
};
