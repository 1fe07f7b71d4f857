#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "cli/cli_run.h"
#include "cli/options.h"

static const char *const COLOURS[] = {"red", "green", NULL};

static const OptionSpec OPTIONS[] = {
    {.name = "--colour", .value = "red|green", .help = "What colour.", .words = COLOURS},
    {.name = "--size", .value = "N", .help = "How big.", .is_number = true, .min = 1, .max = 9},
    {.name = "--add", .value = "DIR", .help = "Another one.", .repeats = true},
    {.name = "-o", .value = "OUT", .help = "Where to.", .required = true},
};

static const CommandSpec PAINT = {
    .name = "paint",
    .operands = "WALL",
    .min_operands = 1,
    .max_operands = 2,
    .summary = "Paint a wall.",
    .options = OPTIONS,
    .option_count = COUNT_OF(OPTIONS),
};

enum { WORDS_MAX = 12 };

/* Parses the words of `line`, which are set apart by single spaces. */
static Error parse(char *line, Arguments *arguments) {
    char *argv[WORDS_MAX];
    int argc = 0;
    for (char *word = line; word && *line;) {
        assert_true(argc < WORDS_MAX);
        argv[argc++] = word;
        word = strchr(word, ' ');
        if (word) {
            *word++ = '\0';
        }
    }
    return options_parse(&PAINT, argc, argv, arguments);
}

static void assert_refused(const char *line, const char *message) {
    char copy[128];
    text_copy(copy, sizeof copy, line);
    Arguments arguments = {0};
    Error error = parse(copy, &arguments);
    assert_int_equal(error.code, ERROR_USAGE);
    cli_assert_contains(error.message, message);
    assert_int_equal(arguments.options.count, 0);
}

static void reads_operands_and_options_in_any_order(void **state) {
    (void)state;
    char line[] = "north --size 3 -o out.png south --colour=green";
    Arguments arguments = {0};
    assert_int_equal(parse(line, &arguments).code, ERROR_NONE);
    assert_int_equal(arguments.operands.count, 2);
    assert_string_equal(arguments.operands.items[0], "north");
    assert_string_equal(arguments.operands.items[1], "south");
    assert_string_equal(arguments_text(&arguments, "--colour", "red"), "green");
    assert_true(arguments_number(&arguments, "--size", 1) == 3);
    assert_string_equal(arguments_text(&arguments, "-o", NULL), "out.png");
    assert_false(arguments_has(&arguments, "--add"));
    arguments_free(&arguments);
}

static void keeps_each_of_a_repeated_option(void **state) {
    (void)state;
    char line[] = "wall --add one -o x --add two";
    Arguments arguments = {0};
    assert_int_equal(parse(line, &arguments).code, ERROR_NONE);
    size_t from = 0;
    assert_string_equal(arguments_next(&arguments, "--add", &from)->text, "one");
    assert_string_equal(arguments_next(&arguments, "--add", &from)->text, "two");
    assert_null(arguments_next(&arguments, "--add", &from));
    arguments_free(&arguments);
}

static void takes_what_follows_two_dashes_as_it_is(void **state) {
    (void)state;
    char line[] = "-o x -- --size -";
    Arguments arguments = {0};
    assert_int_equal(parse(line, &arguments).code, ERROR_NONE);
    assert_string_equal(arguments.operands.items[0], "--size");
    assert_string_equal(arguments.operands.items[1], "-");
    arguments_free(&arguments);
}

static void asks_for_help_whatever_else_is_wrong(void **state) {
    (void)state;
    char line[] = "--size nonsense --help";
    Arguments arguments = {0};
    assert_int_equal(parse(line, &arguments).code, ERROR_NONE);
    assert_true(arguments.help);
    arguments_free(&arguments);
}

static void refuses_what_makes_no_sense(void **state) {
    (void)state;
    assert_refused("", "WALL is missing");
    assert_refused("a", "-o OUT is missing");
    assert_refused("a b c -o x", "\"c\" is one argument too many");
    assert_refused("a -o", "-o needs a value, OUT");
    assert_refused("a -o --size 3", "-o needs a value, OUT");
    assert_refused("a -o x --add=", "--add needs a value, DIR");
    assert_refused("a -o x -o y", "-o is given twice");
    assert_refused("a -o x --color red", "no option --color: did you mean --colour?");
    assert_refused("a -o x --hepl", "no option --hepl: did you mean --help?");
    assert_refused("a -o x --zzzzzzzzz", "no option --zzzzzzzzz");
    assert_refused("a -o x --siz=3", "no option --siz: did you mean --size?");
    assert_refused("a -o x --colour gren", "red|green, not \"gren\": did you mean green?");
    assert_refused("a -o x --size 0", "--size is a number from 1 to 9, not \"0\"");
    assert_refused("a -o x --size 10", "from 1 to 9");
    assert_refused("a -o x --size 2x", "from 1 to 9");
    assert_refused("a -o x --size nan", "from 1 to 9");
    assert_refused("a -o x --size=", "from 1 to 9");
}

static void prints_help_from_the_same_table(void **state) {
    (void)state;
    static const Screen SCREEN = {.width = 60, .color = false};
    TextBuffer out = {0};
    options_print_help(&PAINT, &SCREEN, &out);
    assert_string_equal(text_of(&out),
                        "usage: faultline paint WALL [--colour red|green] [--size N]\n"
                        "                       [--add DIR]... -o OUT\n"
                        "\n"
                        "Paint a wall.\n"
                        "\n"
                        "  --colour red|green      What colour.\n"
                        "  --size N                How big.\n"
                        "  --add DIR               Another one.\n"
                        "  -o OUT                  Where to.\n");
    text_free(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_operands_and_options_in_any_order),
        cmocka_unit_test(keeps_each_of_a_repeated_option),
        cmocka_unit_test(takes_what_follows_two_dashes_as_it_is),
        cmocka_unit_test(asks_for_help_whatever_else_is_wrong),
        cmocka_unit_test(refuses_what_makes_no_sense),
        cmocka_unit_test(prints_help_from_the_same_table),
    };
    return cmocka_run_group_tests_name("options", tests, NULL, NULL);
}
