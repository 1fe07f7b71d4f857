/* What `faultline --help` and a mistaken call print. */
#ifndef FAULTLINE_CLI_HELP_H
#define FAULTLINE_CLI_HELP_H

#include "cli/options.h"

void help_print(const CommandSpec *const *commands, size_t count, const Screen *screen,
                TextBuffer *out);

#endif
