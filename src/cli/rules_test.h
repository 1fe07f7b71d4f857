/* Rules tried on the examples beside their files. */
#ifndef FAULTLINE_CLI_RULES_TEST_H
#define FAULTLINE_CLI_RULES_TEST_H

#include "cli/context.h"

/* Every rule of the folder must fire in `<name>.fires.json` and be silent in `<name>.silent.json`
 * beside it, or in sessions, `.jsonl`. With `proves` the proof of each must show harm where it
 * fires, too. Writes a line for each rule; returns the exit status. */
int rules_test(Cli *cli, const char *folder, bool proves);

#endif
