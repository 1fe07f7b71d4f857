/* What a command works with: the data that comes with the program, loaded when it is asked for, and
 * the two ways out, the result and the diagnostics. */
#ifndef FAULTLINE_CLI_CONTEXT_H
#define FAULTLINE_CLI_CONTEXT_H

#include "cli/cli.h"
#include "cli/options.h"
#include "history/journal.h"
#include "model/design.h"
#include "model/design_lines.h"
#include "model/scenario.h"
#include "rules/rule.h"

enum { EXIT_CLEAN = 0, EXIT_FINDINGS = 1, EXIT_BAD = 2 };

/* Owned by cli_main. */
struct Cli {
    const CliServices *services;
    Screen screen;
    TextBuffer out; /* the result; handed to standard output when the command has returned */
    Arena arena;    /* of the run */
    const char *data_folder; /* NULL until cli_open_data */
    const char *user_folder; /* NULL when there is no place for one */
    Catalog *catalog;
};

/* Says a line on standard error, after the program's name. */
void cli_say(Cli *cli, const char *format, ...) PRINTF_LIKE(2, 3);
/* Says what is wrong; returns EXIT_BAD. */
int cli_fail(Cli *cli, Error error);

/* Finds the folders and loads the catalogue. Free to call again. */
Error cli_open_data(Cli *cli);
/* Reads all of standard input. *bytes is released with free(). */
Error cli_read_input(Cli *cli, size_t limit, char **bytes, size_t *length);
/* When the bytes are a document of another of our formats, an error that says which it is and what
 * reads it; else the error itself. `wanted` is the format that was asked for. */
Error cli_name_format(Error error, const char *file, const char *bytes, size_t length,
                      const char *wanted);
/* "-" is standard input. The design is the caller's. */
Error cli_load_design(Cli *cli, const char *path, Design **design);
/* The same, and where its parts stand in the file. */
Error cli_load_design_lines(Cli *cli, const char *path, Design **design, DesignLines *lines);
/* The folders of scenarios, those that come with the program first; how many there are. */
size_t cli_scenario_folders(Cli *cli, const char *folders[2]);
/* The file of the scenario of this id; it lives as long as the run. */
Error cli_find_scenario(Cli *cli, const char *id, const char **file);
/* A session's file or its folder, or "-". The session is the caller's. */
Error cli_load_session(Cli *cli, const char *operand, Session **session);
/* `wanted` is an id, or a path when it has a '/' or ends in ".json". The scenario is the caller's. */
Error cli_load_scenario(Cli *cli, const char *wanted, Scenario **scenario);
/* The wanted one, or else the one that the design names; NULL when neither names one, or when
 * the design's is not on this machine, which is said. Fails when the two do not fit together. */
Error cli_load_scenario_of(Cli *cli, const Design *design, const char *wanted, Scenario **scenario);
/* All scenarios on this machine; says which ones could not be loaded. */
void cli_load_library(Cli *cli, ScenarioLibrary *library);
/* The rules that come with the program, the user's own, and then those of the --rules options; says
 * which files are no rules. */
Error cli_load_rules(Cli *cli, const Arguments *arguments, RuleSet *rules);

/* The words of --format, ended by NULL. */
extern const char *const FORMATS_TEXT_JSON[];
extern const char *const FORMATS_TEXT_JSON_MARKDOWN[];
/* Hands the writer's document over as the result, and frees the writer. */
void cli_put_json(Cli *cli, JsonWriter *writer);

#endif
