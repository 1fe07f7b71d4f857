#include "cli/play.h"

#include <stdlib.h>
#include <unistd.h>

Error play_load(Cli *cli, const Arguments *arguments, Design **design, Scenario **scenario) {
    Design *drawn = NULL;
    Scenario *load = NULL;
    Error error = cli_load_design(cli, arguments->operands.items[0], &drawn);
    if (!error.code) {
        error =
            cli_load_scenario_of(cli, drawn, arguments_text(arguments, "--scenario", NULL), &load);
    }
    if (!error.code && !load) {
        error = error_make(ERROR_USAGE, "there is no load to play: name a scenario with "
                                        "--scenario");
    }
    if (error.code) {
        design_free(drawn);
        return error;
    }
    *design = drawn;
    *scenario = load;
    return error;
}

/* ---- Options --------------------------------------------------------------------------------- */

Error play_read_whole(const char *option, const char *text, uint64_t *number) {
    char *end = NULL;
    unsigned long long value = strtoull(text, &end, 10);
    if (text[0] < '0' || text[0] > '9' || *end) {
        return error_make(ERROR_USAGE, "%s: expected a whole number, found \"%.100s\"", option,
                          text);
    }
    *number = value;
    return error_none();
}

Error play_read_seed(const Arguments *arguments, uint64_t *seed) {
    const char *text = arguments_text(arguments, "--seed", NULL);
    return text ? play_read_whole("--seed", text, seed) : error_none();
}

void play_read_faults(const Arguments *arguments, FaultIds *faults) {
    size_t from = 0;
    const GivenOption *given;
    while ((given = arguments_next(arguments, "--fault", &from))) {
        array_push(faults, given->text);
    }
}

/* ---- The watch ------------------------------------------------------------------------------- */

static void interrupt_set(sigset_t *set) {
    sigemptyset(set);
    sigaddset(set, SIGINT);
}

static bool is_interrupted(void) {
    sigset_t pending;
    return sigpending(&pending) == 0 && sigismember(&pending, SIGINT) == 1;
}

void play_begin_watch(PlayWatch *watch, FILE *err) {
    sigset_t interrupt;
    int descriptor = fileno(err);
    *watch = (PlayWatch){.terminal = descriptor >= 0 && isatty(descriptor) == 1 ? err : NULL,
                         .percent = -1};
    interrupt_set(&interrupt);
    pthread_sigmask(SIG_BLOCK, &interrupt, &watch->before);
}

bool play_go_on(void *context, unsigned run, double done) {
    PlayWatch *watch = context;
    int percent = (int)(done * 100.0);
    if (watch->terminal && (percent != watch->percent || run != watch->run)) {
        fputs("\rsimulating: ", watch->terminal);
        if (run > 0) {
            fprintf(watch->terminal, "run %u, ", run);
        }
        fprintf(watch->terminal, "%d %%\033[K", percent);
        fflush(watch->terminal);
        watch->percent = percent;
        watch->run = run;
    }
    return !is_interrupted();
}

void play_end_watch(PlayWatch *watch) {
    sigset_t interrupt;
    int caught;
    interrupt_set(&interrupt);
    if (is_interrupted()) {
        sigwait(&interrupt, &caught);
    }
    pthread_sigmask(SIG_SETMASK, &watch->before, NULL);
    if (watch->terminal && watch->percent >= 0) {
        fputs("\r\033[K", watch->terminal);
        fflush(watch->terminal);
    }
}
