#include "cli/options.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { WORDS_MAX = 16, HELP_COLUMN = 26 };

/* ---- Reading --------------------------------------------------------------------------------- */

static const OptionSpec *find_option(const CommandSpec *command, const char *name, size_t length) {
    for (size_t i = 0; i < command->option_count; i++) {
        const char *known = command->options[i].name;
        if (strlen(known) == length && strncmp(known, name, length) == 0) {
            return &command->options[i];
        }
    }
    return NULL;
}

static Error refuse_option(const CommandSpec *command, const char *name, size_t length) {
    const char *known[WORDS_MAX] = {"--help"};
    size_t count = 1;
    for (size_t i = 0; i < command->option_count && count < WORDS_MAX; i++) {
        known[count++] = command->options[i].name;
    }
    char shown[64];
    text_copy(shown, length < sizeof shown ? length + 1 : sizeof shown, name);
    const char *nearest = text_nearest(shown, known, count);
    if (nearest) {
        return error_make(ERROR_USAGE, "there is no option %s: did you mean %s?", shown, nearest);
    }
    return error_make(ERROR_USAGE, "there is no option %s", shown);
}

static Error check_word(const OptionSpec *option, const char *text) {
    size_t count = 0;
    while (option->words[count]) {
        if (strcmp(option->words[count], text) == 0) {
            return error_none();
        }
        count++;
    }
    const char *nearest = text_nearest(text, option->words, count);
    return error_make(ERROR_USAGE, "%s is one of %s, not \"%.64s\"%s%s%s", option->name,
                      option->value, text, nearest ? ": did you mean " : "", nearest ? nearest : "",
                      nearest ? "?" : "");
}

static Error read_number(const OptionSpec *option, const char *text, double *number) {
    char *end = NULL;
    errno = 0;
    double value = strtod(text, &end);
    if (end == text || *end || errno || !isfinite(value) || value < option->min ||
        value > option->max) {
        char low[32], high[32];
        text_format_number(low, option->min);
        text_format_number(high, option->max);
        return error_make(ERROR_USAGE, "%s is a number from %s to %s, not \"%.64s\"", option->name,
                          low, high, text);
    }
    *number = value;
    return error_none();
}

static Error take_value(const OptionSpec *option, const char *text, Arguments *arguments) {
    GivenOption given = {.option = option, .text = text};
    size_t from = 0;
    if (!option->repeats && arguments_next(arguments, option->name, &from)) {
        return error_make(ERROR_USAGE, "%s is given twice", option->name);
    }
    Error error = error_none();
    if (option->words) {
        error = check_word(option, text);
    } else if (option->is_number) {
        error = read_number(option, text, &given.number);
    } else if (option->value && !text[0]) {
        error = error_make(ERROR_USAGE, "%s needs a value, %s", option->name, option->value);
    }
    if (!error.code) {
        array_push(&arguments->options, given);
    }
    return error;
}

/* Reads the option in argv[*at] and its value, which may be the next argument. */
static Error read_option(const CommandSpec *command, int argc, char **argv, int *at,
                         Arguments *arguments) {
    const char *name = argv[*at];
    const char *equals = strchr(name, '=');
    size_t length = equals ? (size_t)(equals - name) : strlen(name);
    const OptionSpec *option = find_option(command, name, length);
    if (!option) {
        return refuse_option(command, name, length);
    }
    if (!option->value) {
        return equals ? error_make(ERROR_USAGE, "%s takes no value", option->name)
                      : take_value(option, "", arguments);
    }
    if (equals) {
        return take_value(option, equals + 1, arguments);
    }
    const char *next = *at + 1 < argc ? argv[*at + 1] : NULL;
    if (!next || find_option(command, next, strlen(next))) {
        return error_make(ERROR_USAGE, "%s needs a value, %s", option->name, option->value);
    }
    (*at)++;
    return take_value(option, next, arguments);
}

static Error check_operands(const CommandSpec *command, const Arguments *arguments) {
    size_t count = arguments->operands.count;
    if (count < command->min_operands) {
        return error_make(ERROR_USAGE, "%s is missing", command->operands);
    }
    if (count > command->max_operands) {
        return error_make(ERROR_USAGE, "\"%.200s\" is one argument too many",
                          arguments->operands.items[command->max_operands]);
    }
    return error_none();
}

static Error check_required(const CommandSpec *command, const Arguments *arguments) {
    for (size_t i = 0; i < command->option_count; i++) {
        const OptionSpec *option = &command->options[i];
        if (option->required && !arguments_has(arguments, option->name)) {
            return error_make(ERROR_USAGE, "%s %s is missing", option->name, option->value);
        }
    }
    return error_none();
}

static bool asks_for_help(int argc, char **argv) {
    for (int i = 0; i < argc && strcmp(argv[i], "--") != 0; i++) {
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0) {
            return true;
        }
    }
    return false;
}

Error options_parse(const CommandSpec *command, int argc, char **argv, Arguments *arguments) {
    Arguments read = {.help = asks_for_help(argc, argv)};
    Error error = error_none();
    bool only_operands = false;
    for (int i = 0; i < argc && !read.help && !error.code; i++) {
        const char *argument = argv[i];
        if (!only_operands && strcmp(argument, "--") == 0) {
            only_operands = true;
        } else if (only_operands || argument[0] != '-' || !argument[1]) {
            array_push(&read.operands, argument);
        } else {
            error = read_option(command, argc, argv, &i, &read);
        }
    }
    if (!error.code && !read.help) {
        error = check_operands(command, &read);
    }
    if (!error.code && !read.help) {
        error = check_required(command, &read);
    }
    if (error.code) {
        arguments_free(&read);
        return error;
    }
    *arguments = read;
    return error;
}

void arguments_free(Arguments *arguments) {
    array_free(&arguments->operands);
    array_free(&arguments->options);
}

const GivenOption *arguments_next(const Arguments *arguments, const char *name, size_t *from) {
    while (*from < arguments->options.count) {
        const GivenOption *given = &arguments->options.items[(*from)++];
        if (strcmp(given->option->name, name) == 0) {
            return given;
        }
    }
    return NULL;
}

const char *arguments_text(const Arguments *arguments, const char *name, const char *fallback) {
    size_t from = 0;
    const GivenOption *given = arguments_next(arguments, name, &from);
    return given ? given->text : fallback;
}

double arguments_number(const Arguments *arguments, const char *name, double fallback) {
    size_t from = 0;
    const GivenOption *given = arguments_next(arguments, name, &from);
    return given ? given->number : fallback;
}

bool arguments_has(const Arguments *arguments, const char *name) {
    return arguments_text(arguments, name, NULL) != NULL;
}

/* ---- Help ------------------------------------------------------------------------------------ */

static void print_usage_line(const CommandSpec *command, const Screen *screen, TextBuffer *out) {
    TextBuffer line = {0};
    text_append_format(&line, "usage: faultline %s", command->name);
    int indent = columns_count(text_of(&line)) + 1;
    if (command->operands[0]) {
        text_append_format(&line, " %s", command->operands);
    }
    for (size_t i = 0; i < command->option_count; i++) {
        const OptionSpec *option = &command->options[i];
        /* A no-break space keeps the option beside its value; it is shown as a plain one. */
        text_append_format(&line, option->required ? " %s%s%s%s" : " [%s%s%s]%s", option->name,
                           option->value ? "\u00a0" : "", option->value ? option->value : "",
                           option->repeats ? "..." : "");
    }
    TextBuffer wrapped = {0};
    columns_wrap(&wrapped, screen, 0, indent, text_of(&line));
    for (const char *c = text_of(&wrapped); *c; c++) {
        if (strncmp(c, "\u00a0", 2) == 0) {
            text_append_char(out, ' ');
            c++;
        } else {
            text_append_char(out, *c);
        }
    }
    text_free(&wrapped);
    text_free(&line);
}

void options_print_help(const CommandSpec *command, const Screen *screen, TextBuffer *out) {
    print_usage_line(command, screen, out);
    text_append_char(out, '\n');
    columns_wrap(out, screen, 0, 0, command->summary);
    if (command->details) {
        columns_wrap(out, screen, 0, 0, command->details);
    }
    if (command->option_count > 0) {
        text_append_char(out, '\n');
    }
    for (size_t i = 0; i < command->option_count; i++) {
        const OptionSpec *option = &command->options[i];
        TextBuffer left = {0};
        text_append_format(&left, "  %s %s", option->name, option->value ? option->value : "");
        columns_pad(out, text_of(&left), HELP_COLUMN - 2);
        if (columns_count(text_of(&left)) > HELP_COLUMN - 2) {
            text_append_char(out, '\n');
            columns_spaces(out, HELP_COLUMN - 2);
        }
        text_append(out, "  ");
        columns_wrap(out, screen, HELP_COLUMN, HELP_COLUMN, option->help);
        text_free(&left);
    }
}
