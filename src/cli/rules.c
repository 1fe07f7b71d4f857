#include "rules/rule.h"

#include <string.h>

#include "cli/commands.h"
#include "cli/context.h"
#include "cli/markdown.h"
#include "cli/rules_test.h"

static const OptionSpec OPTIONS[] = {
    {.name = "--rules",
     .value = "DIR",
     .help = "List the rule files in this folder too. May be given more than once.",
     .repeats = true},
    {.name = "--test",
     .value = "DIR",
     .help = "Try each rule in this folder on the examples beside it, `<name>.fires.json` and "
             "`<name>.silent.json`; exit with 1 when one fails."},
    {.name = "--prove",
     .help = "With --test: play the proof of each rule where it fires, too; it must show harm."},
    {.name = "--format",
     .value = "text|json|markdown",
     .help = "For people (text), for programs, or for the documentation.",
     .words = FORMATS_TEXT_JSON_MARKDOWN},
};

static void write_json(const RuleSet *rules, JsonWriter *writer) {
    json_begin_object(writer, JSON_BLOCK);
    json_text_member(writer, "format", "faultline/rules");
    json_number_member(writer, "version", 1);
    json_key(writer, "rules");
    json_begin_array(writer, JSON_BLOCK);
    for (size_t i = 0; i < rules->items.count; i++) {
        const Rule *rule = &rules->items.items[i];
        json_begin_object(writer, JSON_BLOCK);
        json_text_member(writer, "id", rule->id);
        json_text_member(writer, "severity", severity_name(rule->severity));
        json_text_member(writer, "title", rule->title);
        json_text_member(writer, "question", rule->question);
        json_text_member(writer, "why", rule->why);
        json_text_member(writer, "fix", rule->fix);
        json_text_member(writer, "sources", rule->sources);
        json_text_member(writer, "apply", rule->apply_text);
        json_text_member(writer, "proof", rule->proof_text);
        json_end_object(writer);
    }
    json_end_array(writer);
    json_end_object(writer);
}

static void write_text(const RuleSet *rules, TextBuffer *out) {
    int id_width = 0;
    for (size_t i = 0; i < rules->items.count; i++) {
        int width = columns_count(rules->items.items[i].id);
        id_width = width > id_width ? width : id_width;
    }
    for (size_t i = 0; i < rules->items.count; i++) {
        const Rule *rule = &rules->items.items[i];
        columns_pad(out, severity_name(rule->severity), 10);
        columns_pad(out, rule->id, id_width + 2);
        columns_append(out, rule->title);
        text_append_char(out, '\n');
    }
}

static int run(Cli *cli, const Arguments *arguments) {
    const char *tested = arguments_text(arguments, "--test", NULL);
    bool proves = arguments_has(arguments, "--prove");
    if (proves && !tested) {
        return cli_fail(cli, error_make(ERROR_USAGE, "--prove goes with --test DIR"));
    }
    if (tested) {
        return rules_test(cli, tested, proves);
    }
    RuleSet rules = {0};
    Error error = cli_load_rules(cli, arguments, &rules);
    if (error.code) {
        return cli_fail(cli, error);
    }
    const char *format = arguments_text(arguments, "--format", "text");
    if (strcmp(format, "json") == 0) {
        JsonWriter writer = {0};
        write_json(&rules, &writer);
        cli_put_json(cli, &writer);
    } else if (strcmp(format, "markdown") == 0) {
        markdown_write_rules(&rules, cli->catalog, &cli->out);
    } else {
        write_text(&rules, &cli->out);
    }
    rules_free(&rules);
    return EXIT_CLEAN;
}

const CommandSpec RULES_COMMAND = {
    .name = "rules",
    .operands = "",
    .summary = "List the rules that a design is checked against.",
    .options = OPTIONS,
    .option_count = COUNT_OF(OPTIONS),
    .run = run,
};
