/* What the commands that play a load have in common: what they load, the options that they share,
 * and the watch over runs that take a while. */
#ifndef FAULTLINE_CLI_PLAY_H
#define FAULTLINE_CLI_PLAY_H

#include <signal.h>
#include <stdint.h>

#include "cli/context.h"

typedef ARRAY_OF(const char *) FaultIds;

/* The command's operand and the load to play on it. Both are the caller's, or neither is. */
Error play_load(Cli *cli, const Arguments *arguments, Design **design, Scenario **scenario);
/* A whole number; `option` is for the message. */
Error play_read_whole(const char *option, const char *text, uint64_t *number);
Error play_read_seed(const Arguments *arguments, uint64_t *seed); /* left alone without --seed */
/* The texts of --fault, which stay the command line's. Free with array_free. */
void play_read_faults(const Arguments *arguments, FaultIds *faults);

/* Between begin and end an interrupt is held back and asked for, so that it ends the runs and not
 * the program; on a terminal the diagnostics show how far they are. */
typedef struct PlayWatch {
    FILE *terminal; /* NULL: progress is not shown */
    unsigned run;
    int percent;
    sigset_t before;
} PlayWatch;

void play_begin_watch(PlayWatch *watch, FILE *err);
/* Shows how far the run is, 0 to 1; `run` counts from 1, 0: there is one only. False when there was
 * an interrupt. The context is the PlayWatch: searches take this as their callback. */
bool play_go_on(void *context, unsigned run, double done);
void play_end_watch(PlayWatch *watch);

#endif
