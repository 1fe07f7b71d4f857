#include <stdlib.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/context.h"
#include "cli/subject.h"
#include "rules/mend.h"

enum { WHAT_INDENT = 4, SEVERITY_WIDTH = 10 };

static const OptionSpec OPTIONS[] = {
    {.name = "--rule",
     .value = "RULE",
     .help = "Mend what this rule finds, and nothing else. May be given more than once.",
     .repeats = true},
    {.name = "--subject",
     .value = "ID",
     .help = "Mend what is found in this component, connection or operation, and nothing else. "
             "May be given more than once.",
     .repeats = true},
    {.name = "--scenario",
     .value = "ID|FILE",
     .help = "Check against this scenario, not the one that the design names."},
    {.name = "--rules",
     .value = "DIR",
     .help = "Use the rule files in this folder too. May be given more than once.",
     .repeats = true},
    {.name = "-o",
     .value = "FILE",
     .help = "Write the mended design; - is standard output, in the place of the answer. Without "
             "it nothing is written."},
    {.name = "--format",
     .value = "text|json",
     .help = "For people (text) or for programs.",
     .words = FORMATS_TEXT_JSON},
};

typedef struct Answer {
    const Design *design; /* as mended */
    const Scenario *scenario;
    const Mending *mending;
} Answer;

static int count_faults(const int counts[SEVERITY_COUNT]) {
    int count = 0;
    for (int i = 0; i < SEVERITY_PRAISE; i++) {
        count += counts[i];
    }
    return count;
}

/* ---- For people ------------------------------------------------------------------------------ */

static void write_step(const MendStep *step, const Screen *screen, TextBuffer *out) {
    TextBuffer line = {0};
    text_append(&line, step->title);
    if (step->label[0]) {
        text_append_format(&line, ": %s", step->label);
    }
    text_append(out, "  ");
    columns_pad(out, severity_name(step->severity), SEVERITY_WIDTH);
    columns_wrap(out, screen, 2 + SEVERITY_WIDTH, 2 + SEVERITY_WIDTH, text_of(&line));
    columns_spaces(out, 2 + SEVERITY_WIDTH);
    columns_wrap(out, screen, 2 + SEVERITY_WIDTH, 2 + SEVERITY_WIDTH + 2, step->what);
    text_free(&line);
}

static void write_steps(const char *heading, const MendStep *steps, size_t count,
                        const Screen *screen, TextBuffer *out) {
    if (count == 0) {
        return;
    }
    text_append_char(out, '\n');
    columns_paint(out, screen, PAINT_BOLD, heading);
    text_append_char(out, '\n');
    for (size_t i = 0; i < count; i++) {
        write_step(&steps[i], screen, out);
    }
}

static void write_text(const Answer *answer, const Screen *screen, TextBuffer *out) {
    const Mending *mending = answer->mending;
    const char *title = answer->design->title[0] ? answer->design->title : "A design";
    TextBuffer line = {0};
    columns_paint(out, screen, PAINT_BOLD, title);
    text_append_char(out, '\n');
    columns_quantity(&line, mending->steps.count, "fix", "fixes");
    text_append_format(&line, "; findings before %d, after %d", count_faults(mending->before),
                       count_faults(mending->after));
    if (answer->scenario) {
        text_append_format(&line, "; scenario %s", answer->scenario->title);
    }
    columns_wrap(out, screen, 0, 0, text_of(&line));
    text_free(&line);
    write_steps("Mended", mending->steps.items, mending->steps.count, screen, out);
    write_steps("Left, and why", mending->left.items, mending->left.count, screen, out);
}

/* ---- For programs ---------------------------------------------------------------------------- */

static void write_steps_json(JsonWriter *writer, const char *key, const char *what,
                             const MendStep *steps, size_t count) {
    json_key(writer, key);
    json_begin_array(writer, JSON_BLOCK);
    for (size_t i = 0; i < count; i++) {
        json_begin_object(writer, JSON_BLOCK);
        json_text_member(writer, "rule", steps[i].rule);
        json_text_member(writer, "severity", severity_name(steps[i].severity));
        json_text_member(writer, "subject", steps[i].subject);
        json_text_member(writer, what, steps[i].what);
        json_end_object(writer);
    }
    json_end_array(writer);
}

static void write_counts(JsonWriter *writer, const char *key, const int counts[SEVERITY_COUNT]) {
    json_key(writer, key);
    json_begin_object(writer, JSON_INLINE);
    for (size_t i = 0; i < SEVERITY_COUNT; i++) {
        json_number_member(writer, severity_name((Severity)i), counts[i]);
    }
    json_end_object(writer);
}

static void write_json(const Answer *answer, JsonWriter *writer) {
    const Mending *mending = answer->mending;
    json_begin_object(writer, JSON_BLOCK);
    json_text_member(writer, "format", "faultline/fix");
    json_number_member(writer, "version", 1);
    json_text_member(writer, "design", answer->design->title);
    json_key(writer, "scenario");
    if (answer->scenario) {
        json_text(writer, answer->scenario->id);
    } else {
        json_null(writer);
    }
    write_steps_json(writer, "fixes", "changes", mending->steps.items, mending->steps.count);
    write_steps_json(writer, "left", "why", mending->left.items, mending->left.count);
    write_counts(writer, "before", mending->before);
    write_counts(writer, "after", mending->after);
    json_end_object(writer);
}

/* ---------------------------------------------------------------------------------------------- */

typedef ARRAY_OF(const char *) Words;

static void read_words(const Arguments *arguments, const char *option, Words *words) {
    size_t from = 0;
    const GivenOption *given;
    while ((given = arguments_next(arguments, option, &from))) {
        array_push(words, given->text);
    }
}

static Error check_choice(const RuleSet *rules, const Design *design, const Scenario *scenario,
                          const MendChoice *choice) {
    for (size_t i = 0; i < choice->rule_count; i++) {
        if (!rules_find(rules, choice->rules[i])) {
            const Rule *near = rules_nearest(rules, choice->rules[i]);
            return error_make(ERROR_USAGE, "--rule: there is no rule `%.100s`%s%s%s",
                              choice->rules[i], near ? "; did you mean `" : "",
                              near ? near->id : "", near ? "`?" : "");
        }
    }
    for (size_t i = 0; i < choice->subject_count; i++) {
        const char *subject = choice->subjects[i];
        if (subject[0] && !design_has_id(design, subject) &&
            !(scenario && scenario_operation(scenario, subject))) {
            return error_make(ERROR_USAGE, "--subject: nothing in the design has the id `%.100s`",
                              subject);
        }
    }
    return error_none();
}

static Error mend(Cli *cli, const Arguments *arguments, const Subject *subject, Editor *editor,
                  Mending *mending) {
    RuleSet rules = {0};
    Checker *checker = NULL;
    Words chosen = {0}, subjects = {0};
    read_words(arguments, "--rule", &chosen);
    read_words(arguments, "--subject", &subjects);
    MendChoice choice = {chosen.items, chosen.count, subjects.items, subjects.count};
    Error error = cli_load_rules(cli, arguments, &rules);
    if (!error.code) {
        error = check_choice(&rules, editor_design(editor), subject->scenario, &choice);
    }
    if (!error.code) {
        error = checker_new(cli->catalog, &rules, &checker);
    }
    if (!error.code) {
        checker_set_round(checker, subject->has_round ? &subject->round : NULL);
        error = mend_all(checker, &rules, subject->scenario, &choice, editor, mending);
    }
    for (size_t i = 0; i < mending->problems.count; i++) {
        cli_say(cli, "%s", mending->problems.items[i]);
    }
    array_free(&chosen);
    array_free(&subjects);
    checker_free(checker);
    rules_free(&rules);
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
    Subject subject = {0};
    Mending mending = {0};
    Editor *editor = NULL;
    Error error = subject_load(cli, arguments->operands.items[0],
                               arguments_text(arguments, "--scenario", NULL), &subject);
    if (!error.code) {
        editor = editor_new(design_copy(subject.design), NULL);
        error = mend(cli, arguments, &subject, editor, &mending);
    }
    const char *path = arguments_text(arguments, "-o", NULL);
    bool to_output = path && strcmp(path, "-") == 0;
    if (!error.code && to_output) {
        design_write(editor_design(editor), &cli->out);
    } else if (!error.code) {
        Answer answer = {editor_design(editor), subject.scenario, &mending};
        put_answer(cli, arguments, &answer);
        error = path ? design_save(editor_design(editor), path) : error;
    }
    mending_free(&mending);
    editor_free(editor);
    subject_free(&subject);
    return error.code ? cli_fail(cli, error) : EXIT_CLEAN;
}

const CommandSpec FIX_COMMAND = {
    .name = "fix",
    .operands = "DESIGN",
    .min_operands = 1,
    .max_operands = 1,
    .summary = "Mend what the rules find, as far as a machine can, and say what is left.",
    .details =
        "DESIGN may be - for standard input, or a session, which is mended as it ended. The gravest finding is mended first, and "
        "everything is checked anew after each. Praise, and findings that the design "
        "accepts with a reason, are left alone.",
    .options = OPTIONS,
    .option_count = COUNT_OF(OPTIONS),
    .run = run,
};
