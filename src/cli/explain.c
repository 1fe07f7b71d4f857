#include <string.h>

#include "cli/commands.h"
#include "cli/context.h"

enum { INDENT = 2 };

static const OptionSpec OPTIONS[] = {
    {.name = "--rules",
     .value = "DIR",
     .help = "Look in this folder too. May be given more than once.",
     .repeats = true},
};

static void write_part(const Screen *screen, TextBuffer *out, const char *heading,
                       const char *text) {
    if (!text[0]) {
        return;
    }
    text_append_char(out, '\n');
    columns_paint(out, screen, PAINT_BOLD, heading);
    text_append_char(out, '\n');
    columns_spaces(out, INDENT);
    columns_wrap(out, screen, INDENT, INDENT, text);
}

static void write_rule(const Rule *rule, const Screen *screen, TextBuffer *out) {
    columns_paint(out, screen, PAINT_BOLD, rule->title);
    text_append_format(out, "\n%s, %s\n", rule->id, severity_name(rule->severity));
    write_part(screen, out, "An interviewer asks", rule->question);
    write_part(screen, out, "Why it matters", rule->why);
    write_part(screen, out, "To mend it", rule->fix);
    write_part(screen, out, "Sources", rule->sources);
    write_part(screen, out, "The query", rule->path);
}

static int refuse(Cli *cli, const RuleSet *rules, const char *id) {
    const Rule *nearest = rules_nearest(rules, id);
    if (nearest) {
        cli_say(cli, "there is no rule \"%.200s\": did you mean %s?", id, nearest->id);
    } else {
        cli_say(cli, "there is no rule \"%.200s\": `faultline rules` lists those there are", id);
    }
    return EXIT_BAD;
}

static int run(Cli *cli, const Arguments *arguments) {
    const char *id = arguments->operands.items[0];
    RuleSet rules = {0};
    Error error = cli_load_rules(cli, arguments, &rules);
    if (error.code) {
        return cli_fail(cli, error);
    }
    const Rule *rule = rules_find(&rules, id);
    int status = EXIT_CLEAN;
    if (rule) {
        write_rule(rule, &cli->screen, &cli->out);
    } else {
        status = refuse(cli, &rules, id);
    }
    rules_free(&rules);
    return status;
}

const CommandSpec EXPLAIN_COMMAND = {
    .name = "explain",
    .operands = "RULE",
    .min_operands = 1,
    .max_operands = 1,
    .summary = "Tell all that is known of a rule: the question, why it matters, how to mend it.",
    .options = OPTIONS,
    .option_count = COUNT_OF(OPTIONS),
    .run = run,
};
