#include "cli/help.h"

enum { SUMMARY_COLUMN = 20 };

static void print_row(const Screen *screen, TextBuffer *out, const char *name, const char *operands,
                      const char *summary) {
    TextBuffer left = {0};
    text_append_format(&left, "  %s%s%s", name, operands[0] ? " " : "", operands);
    columns_pad(out, text_of(&left), SUMMARY_COLUMN);
    columns_wrap(out, screen, SUMMARY_COLUMN, SUMMARY_COLUMN, summary);
    text_free(&left);
}

void help_print(const CommandSpec *const *commands, size_t count, const Screen *screen,
                TextBuffer *out) {
    text_append(out, "usage: faultline [FILE]\n"
                     "       faultline COMMAND ...\n\n");
    columns_wrap(
        out, screen, 0, 0,
        "A whiteboard for system design interviews that finds where the design breaks. "
        "Without a command it opens the window; FILE is a design, a session or a drawing.");
    text_append_char(out, '\n');
    for (size_t i = 0; i < count; i++) {
        print_row(screen, out, commands[i]->name, commands[i]->operands, commands[i]->summary);
    }
    text_append_char(out, '\n');
    print_row(screen, out, "--version", "", "Print the version.");
    print_row(screen, out, "--help", "", "Print this; after a command, how to call it.");
    text_append_char(out, '\n');
    columns_wrap(
        out, screen, 0, 0,
        "The result is on standard output, all else on standard error. Exit status: 0 all "
        "is well, 1 `check` found something at or above --fail-on, 2 a mistake in the call or in a file.");
}
