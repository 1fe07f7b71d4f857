#include "cli/commands.h"
#include "cli/drawing.h"

static const OptionSpec OPTIONS[] = {
    {.name = "-o",
     .value = "OUT.png|OUT.svg",
     .help = "The file to write; its ending says which kind.",
     .required = true},
    DRAWING_SCALE_OPTION,
    DRAWING_THEME_OPTION,
};

static int run(Cli *cli, const Arguments *arguments) {
    const char *path = arguments_text(arguments, "-o", "");
    DrawingForm form = drawing_form(path);
    if (form != DRAWING_SVG && form != DRAWING_PNG) {
        cli_say(cli, "%s: the name of a picture ends in .png or .svg", path);
        return EXIT_BAD;
    }
    Design *design = NULL;
    Error error = cli_load_design(cli, arguments->operands.items[0], &design);
    if (!error.code) {
        error = cli_save_drawing(cli, arguments, design, form, path);
    }
    design_free(design);
    return error.code ? cli_fail(cli, error) : EXIT_CLEAN;
}

const CommandSpec RENDER_COMMAND = {
    .name = "render",
    .operands = "DESIGN",
    .min_operands = 1,
    .max_operands = 1,
    .summary = "Draw a design as a picture.",
    .details = "DESIGN may be - for standard input.",
    .options = OPTIONS,
    .option_count = COUNT_OF(OPTIONS),
    .run = run,
};
