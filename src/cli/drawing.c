#include "cli/drawing.h"

#include "base/file.h"

const char *const DRAWING_THEMES[] = {"light", "dark", "contrast", NULL};

static Error load_theme(Cli *cli, const char *name, Theme *theme) {
    TextBuffer file = {0};
    text_append_format(&file, "assets/themes/%s.json", name);
    Error error = theme_load(path_join(&cli->arena, cli->data_folder, text_of(&file)), theme);
    text_free(&file);
    return error;
}

Error cli_save_drawing(Cli *cli, const Arguments *arguments, const Design *design, DrawingForm form,
                       const char *path) {
    Theme theme;
    Error error = load_theme(cli, arguments_text(arguments, "--theme", "light"), &theme);
    if (error.code) {
        return error;
    }
    DrawingOptions options = {
        .theme = &theme,
        .scale = arguments_number(arguments, "--scale", 1),
        .data_folder = cli->data_folder,
        .tools = &cli->services->tools,
    };
    Error without_fonts;
    error = drawing_save(design, form, path, &options, &without_fonts);
    if (!error.code && without_fonts.code) {
        cli_say(cli, "%s; the widths of the texts are guessed", without_fonts.message);
    }
    return error;
}
