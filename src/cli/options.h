/* What a command takes, said once: the same table reads the command line and prints the help. */
#ifndef FAULTLINE_CLI_OPTIONS_H
#define FAULTLINE_CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/memory.h"
#include "cli/columns.h"

typedef struct OptionSpec {
    const char *name;  /* "--format" */
    const char *value; /* what the help calls its value: "ID|FILE"; NULL: it takes none */
    const char *help;
    const char *const *words; /* the values that it may have, ended by NULL; NULL: any text */
    double min, max;          /* of a number */
    bool is_number, required;
    bool repeats; /* may be given more than once */
} OptionSpec;

typedef struct Cli Cli;
typedef struct Arguments Arguments;

typedef struct CommandSpec {
    const char *name;     /* "check" */
    const char *operands; /* as in the help: "DESIGN", "FILE..." or "" */
    size_t min_operands, max_operands;
    const char *summary; /* a sentence */
    const char *details; /* more sentences for its own help, or NULL */
    const OptionSpec *options;
    size_t option_count;
    int (*run)(Cli *cli, const Arguments *arguments); /* returns the exit status */
} CommandSpec;

typedef struct GivenOption {
    const OptionSpec *option;
    const char *text;
    double number;
} GivenOption;

/* Borrows the texts of the command line. */
struct Arguments {
    ARRAY_OF(const char *) operands;
    ARRAY_OF(GivenOption) options;
    bool help; /* --help was among them; nothing else was checked */
};

/* Reads what follows the command's name. */
Error options_parse(const CommandSpec *command, int argc, char **argv, Arguments *arguments);
void arguments_free(Arguments *arguments);

/* The next one of this name, from *from on (which is moved past it), or NULL. */
const GivenOption *arguments_next(const Arguments *arguments, const char *name, size_t *from);
const char *arguments_text(const Arguments *arguments, const char *name, const char *fallback);
double arguments_number(const Arguments *arguments, const char *name, double fallback);
bool arguments_has(const Arguments *arguments, const char *name);

void options_print_help(const CommandSpec *command, const Screen *screen, TextBuffer *out);

#endif
