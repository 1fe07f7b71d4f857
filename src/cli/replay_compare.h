/* `replay SESSION --compare OTHER`: the session at a moment beside another attempt. */
#ifndef FAULTLINE_CLI_REPLAY_COMPARE_H
#define FAULTLINE_CLI_REPLAY_COMPARE_H

#include "cli/context.h"

/* The options --compare, --compare-at, --no-runs, --seed, --at and --format of `replay`. */
Error replay_compare(Cli *cli, const Arguments *arguments, const Session *session);

#endif
