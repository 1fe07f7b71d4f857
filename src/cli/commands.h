/* The commands of the program; each is in the file of its name. */
#ifndef FAULTLINE_CLI_COMMANDS_H
#define FAULTLINE_CLI_COMMANDS_H

#include "cli/options.h"

extern const CommandSpec CHECK_COMMAND;
extern const CommandSpec FIX_COMMAND;
extern const CommandSpec SIMULATE_COMMAND;
extern const CommandSpec ESTIMATE_COMMAND;
extern const CommandSpec ENVELOPE_COMMAND;
extern const CommandSpec SIZE_COMMAND;
extern const CommandSpec RENDER_COMMAND;
extern const CommandSpec CONVERT_COMMAND;
extern const CommandSpec REPLAY_COMMAND;
extern const CommandSpec VALIDATE_COMMAND;
extern const CommandSpec SCENARIOS_COMMAND;
extern const CommandSpec RULES_COMMAND;
extern const CommandSpec CATALOG_COMMAND;
extern const CommandSpec EXPLAIN_COMMAND;
extern const CommandSpec FACTS_COMMAND;

#endif
