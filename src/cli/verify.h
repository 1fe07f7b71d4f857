/* `faultline scenarios --verify`: whether scenarios are sound. */
#ifndef FAULTLINE_CLI_VERIFY_H
#define FAULTLINE_CLI_VERIFY_H

#include "cli/context.h"

/* Each operand is a scenario's id, its folder, or a folder of such folders; without one, all
 * scenarios on this machine. Puts the result and returns the exit status. */
int verify_scenarios(Cli *cli, const Arguments *arguments);

#endif
