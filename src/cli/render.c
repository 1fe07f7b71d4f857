#include <string.h>

#include "base/file.h"
#include "cli/commands.h"
#include "cli/context.h"
#include "export/picture.h"
#include "export/svg.h"

static const char *const THEMES[] = {"light", "dark", "contrast", NULL};

static const OptionSpec OPTIONS[] = {
    {.name = "-o",
     .value = "OUT.png|OUT.svg",
     .help = "The file to write; its ending says which kind.",
     .required = true},
    {.name = "--scale",
     .value = "N",
     .help = "Pixels for one unit of the board (1).",
     .is_number = true,
     .min = 0.1,
     .max = 16},
    {.name = "--theme",
     .value = "light|dark|contrast",
     .help = "The colours (light).",
     .words = THEMES},
};

typedef struct Job {
    const Design *design;
    const char *path;
    bool is_svg;
    double scale;
} Job;

static bool ends_with(const char *path, const char *ending) {
    size_t length = strlen(path);
    size_t ending_length = strlen(ending);
    return length > ending_length && strcmp(path + length - ending_length, ending) == 0;
}

static Error load_theme(Cli *cli, const char *name, Theme *theme) {
    TextBuffer file = {0};
    text_append_format(&file, "assets/themes/%s.json", name);
    Error error = theme_load(path_join(&cli->arena, cli->data_folder, text_of(&file)), theme);
    text_free(&file);
    return error;
}

/* An SVG can be made without fonts: it only says their names. */
static Error open_fonts(Cli *cli, const Job *job, TextMetrics *metrics) {
    const CliServices *services = cli->services;
    double scale = job->is_svg ? 1 : job->scale;
    Error error = services->open_fonts(services->context, scale, metrics);
    if (error.code && job->is_svg) {
        cli_say(cli, "%s; the widths of the texts are guessed", error.message);
        *metrics = text_metrics_plain();
        error = error_none();
    }
    return error;
}

static Error write_svg(Cli *cli, const Job *job, const Picture *picture) {
    SvgOptions options = {
        .width = picture->width,
        .height = picture->height,
        .scale = job->scale,
        .title = job->design->title,
        .icon_folder = path_join(&cli->arena, cli->data_folder, "assets/icons"),
    };
    TextBuffer svg = {0};
    Error error = svg_write(&picture->list, &options, &svg);
    if (!error.code) {
        error = file_save_atomic(job->path, svg.text, svg.length);
    }
    text_free(&svg);
    return error;
}

static Error write_png(Cli *cli, const Job *job, const Picture *picture) {
    CliPicture png = {
        .list = &picture->list,
        .width = picture->width,
        .height = picture->height,
        .scale = job->scale,
        .data_folder = cli->data_folder,
    };
    return cli->services->write_png(cli->services->context, &png, job->path);
}

static Error draw(Cli *cli, const Job *job, const char *theme_name) {
    Theme theme;
    TextMetrics metrics;
    Picture picture = {0};
    Error error = load_theme(cli, theme_name, &theme);
    if (!error.code) {
        error = open_fonts(cli, job, &metrics);
    }
    if (!error.code) {
        PictureOptions options = {.theme = &theme, .metrics = &metrics, .scale = job->scale};
        error = picture_make(job->design, &options, &picture);
    }
    if (!error.code) {
        error = job->is_svg ? write_svg(cli, job, &picture) : write_png(cli, job, &picture);
    }
    picture_free(&picture);
    return error;
}

static int run(Cli *cli, const Arguments *arguments) {
    const char *path = arguments_text(arguments, "-o", "");
    Job job = {
        .path = path,
        .is_svg = ends_with(path, ".svg"),
        .scale = arguments_number(arguments, "--scale", 1),
    };
    if (!job.is_svg && !ends_with(path, ".png")) {
        cli_say(cli, "%s: the name of a picture ends in .png or .svg", path);
        return EXIT_BAD;
    }
    Design *design = NULL;
    Error error = cli_load_design(cli, arguments->operands.items[0], &design);
    if (!error.code) {
        job.design = design;
        error = draw(cli, &job, arguments_text(arguments, "--theme", "light"));
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
