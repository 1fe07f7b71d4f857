#include "cli/cli.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/version.h"
#include "cli/commands.h"
#include "cli/context.h"
#include "cli/help.h"

enum { WIDTH_UNKNOWN = 80, WIDTH_MIN = 40, WIDTH_MAX = 120 };

static const CommandSpec *const COMMANDS[] = {
    &CHECK_COMMAND,     &FIX_COMMAND,    &SIMULATE_COMMAND, &ESTIMATE_COMMAND, &ENVELOPE_COMMAND,
    &SIZE_COMMAND,      &RENDER_COMMAND, &CONVERT_COMMAND,  &REPLAY_COMMAND,   &VALIDATE_COMMAND,
    &SCENARIOS_COMMAND, &RULES_COMMAND,  &CATALOG_COMMAND,  &EXPLAIN_COMMAND,  &FACTS_COMMAND,
};

/* ---- The window ------------------------------------------------------------------------------ */

static int open_window(Cli *cli, const char *path) {
    Error error = cli_open_data(cli);
    if (!error.code && !cli->user_folder) {
        error = error_make(ERROR_IO, "there is no place for your sessions: set HOME or "
                                     "XDG_DATA_HOME to the absolute path of a folder");
    }
    if (!error.code) {
        CliWindow window = {
            .data_folder = cli->data_folder, .user_folder = cli->user_folder, .path = path};
        error = cli->services->open_window(cli->services->context, &window);
    }
    return error.code ? cli_fail(cli, error) : EXIT_CLEAN;
}

/* ---- Which command --------------------------------------------------------------------------- */

static const CommandSpec *find_command(const char *name) {
    for (size_t i = 0; i < COUNT_OF(COMMANDS); i++) {
        if (strcmp(COMMANDS[i]->name, name) == 0) {
            return COMMANDS[i];
        }
    }
    return NULL;
}

static int refuse_word(Cli *cli, const char *word) {
    const char *known[COUNT_OF(COMMANDS) + 2] = {"--help", "--version"};
    for (size_t i = 0; i < COUNT_OF(COMMANDS); i++) {
        known[i + 2] = COMMANDS[i]->name;
    }
    const char *what = word[0] == '-' ? "option" : "command or file";
    const char *nearest = text_nearest(word, known, COUNT_OF(known));
    if (nearest) {
        cli_say(cli, "there is no %s \"%.200s\": did you mean `faultline %s`?", what, word,
                nearest);
    } else {
        cli_say(cli, "there is no %s \"%.200s\": see `faultline --help`", what, word);
    }
    return EXIT_BAD;
}

static int run_command(Cli *cli, const CommandSpec *command, int argc, char **argv) {
    Arguments arguments = {0};
    Error error = options_parse(command, argc, argv, &arguments);
    if (error.code) {
        cli_say(cli, "%s: %s; see `faultline %s --help`", command->name, error.message,
                command->name);
        return EXIT_BAD;
    }
    int status = EXIT_CLEAN;
    if (arguments.help) {
        options_print_help(command, &cli->screen, &cli->out);
    } else {
        status = command->run(cli, &arguments);
    }
    arguments_free(&arguments);
    return status;
}

static int run_first_word(Cli *cli, int argc, char **argv) {
    const char *word = argc > 1 ? argv[1] : NULL;
    if (!word) {
        return open_window(cli, NULL);
    }
    const CommandSpec *command = find_command(word);
    if (command) {
        return run_command(cli, command, argc - 2, argv + 2);
    }
    if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0) {
        help_print(COMMANDS, COUNT_OF(COMMANDS), &cli->screen, &cli->out);
        return EXIT_CLEAN;
    }
    if (strcmp(word, "--version") == 0) {
        text_append_format(&cli->out, "faultline %s\n", version_text());
        return EXIT_CLEAN;
    }
    if (word[0] == '-' || !file_exists(word)) {
        return refuse_word(cli, word);
    }
    if (argc > 2) {
        cli_say(cli, "the window opens one file: \"%.200s\" is one argument too many", argv[2]);
        return EXIT_BAD;
    }
    return open_window(cli, word);
}

/* ---- The ways out ---------------------------------------------------------------------------- */

/* A reader that went away (`| head`) is no error; a full disk is. */
static int put_result(Cli *cli, int status) {
    FILE *file = cli->services->out;
    errno = 0;
    size_t written = fwrite(text_of(&cli->out), 1, cli->out.length, file);
    if ((written == cli->out.length && fflush(file) == 0) || errno == EPIPE) {
        return status;
    }
    cli_say(cli, "standard output: %s", errno ? strerror(errno) : "cannot be written");
    return EXIT_BAD;
}

static Screen find_screen(const CliServices *services) {
    const char *no_color = getenv("NO_COLOR");
    const char *terminal = getenv("TERM");
    Screen screen = {.width = WIDTH_UNKNOWN, .color = services->out_is_terminal};
    if ((no_color && no_color[0]) || (terminal && strcmp(terminal, "dumb") == 0)) {
        screen.color = false;
    }
    if (services->out_is_terminal && services->out_columns > 0) {
        screen.width = services->out_columns;
    }
    if (screen.width < WIDTH_MIN) {
        screen.width = WIDTH_MIN;
    }
    if (screen.width > WIDTH_MAX) { /* longer lines are hard to read */
        screen.width = WIDTH_MAX;
    }
    return screen;
}

int cli_main(int argc, char **argv, const CliServices *services) {
    Cli cli = {.services = services, .screen = find_screen(services)};
    int status = run_first_word(&cli, argc, argv);
    if (cli.out.length > 0) {
        status = put_result(&cli, status);
    }
    text_free(&cli.out);
    catalog_free(cli.catalog);
    arena_free(&cli.arena);
    return status;
}
