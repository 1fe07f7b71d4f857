#include "cli/drawing.h"

#include <string.h>

#include "base/file.h"
#include "export/excalidraw.h"
#include "export/mermaid.h"
#include "export/picture.h"
#include "export/svg.h"

const char *const DRAWING_THEMES[] = {"light", "dark", "contrast", NULL};

bool path_ends_with(const char *path, const char *ending) {
    size_t length = strlen(path), tail = strlen(ending);
    return length > tail && strcmp(path + length - tail, ending) == 0;
}

DrawingForm drawing_form(const char *path) {
    static const struct {
        const char *ending;
        DrawingForm form;
    } ENDINGS[] = {
        {".excalidraw", DRAWING_EXCALIDRAW},
        {".excalidraw.json", DRAWING_EXCALIDRAW},
        {".json", DRAWING_DESIGN},
        {".mmd", DRAWING_MERMAID},
        {".mermaid", DRAWING_MERMAID},
        {".md", DRAWING_MARKDOWN},
        {".markdown", DRAWING_MARKDOWN},
        {".svg", DRAWING_SVG},
        {".png", DRAWING_PNG},
    };
    for (size_t i = 0; i < COUNT_OF(ENDINGS); i++) {
        if (path_ends_with(path, ENDINGS[i].ending)) {
            return ENDINGS[i].form;
        }
    }
    return DRAWING_FORM_COUNT;
}

static Error load_theme(Cli *cli, const char *name, Theme *theme) {
    TextBuffer file = {0};
    text_append_format(&file, "assets/themes/%s.json", name);
    Error error = theme_load(path_join(&cli->arena, cli->data_folder, text_of(&file)), theme);
    text_free(&file);
    return error;
}

/* ---- Pictures ---------------------------------------------------------------------------------- */

/* An SVG can be made without fonts: it only says their names. */
static Error open_fonts(Cli *cli, bool is_svg, double scale, TextMetrics *metrics) {
    const CliServices *services = cli->services;
    Error error = services->open_fonts(services->context, is_svg ? 1 : scale, metrics);
    if (error.code && is_svg) {
        cli_say(cli, "%s; the widths of the texts are guessed", error.message);
        *metrics = text_metrics_plain();
        error = error_none();
    }
    return error;
}

static Error write_svg(Cli *cli, const Picture *picture, const char *title, double scale,
                       const char *path) {
    SvgOptions options = {
        .width = picture->width,
        .height = picture->height,
        .scale = scale,
        .title = title,
        .icon_folder = path_join(&cli->arena, cli->data_folder, "assets/icons"),
    };
    TextBuffer svg = {0};
    Error error = svg_write(&picture->list, &options, &svg);
    if (!error.code) {
        error = file_save_atomic(path, svg.text, svg.length);
    }
    text_free(&svg);
    return error;
}

static Error write_png(Cli *cli, const Picture *picture, double scale, const char *path) {
    CliPicture png = {
        .list = &picture->list,
        .width = picture->width,
        .height = picture->height,
        .scale = scale,
        .data_folder = cli->data_folder,
    };
    return cli->services->write_png(cli->services->context, &png, path);
}

static Error save_picture(Cli *cli, const Design *design, const Theme *theme, bool is_svg,
                          double scale, const char *path) {
    TextMetrics metrics;
    Picture picture = {0};
    Error error = open_fonts(cli, is_svg, scale, &metrics);
    if (!error.code) {
        PictureOptions options = {.theme = theme, .metrics = &metrics, .scale = scale};
        error = picture_make(design, &options, &picture);
    }
    if (!error.code) {
        error = is_svg ? write_svg(cli, &picture, design->title, scale, path)
                       : write_png(cli, &picture, scale, path);
    }
    picture_free(&picture);
    return error;
}

/* ---- Drawings of other programs ---------------------------------------------------------------- */

static Error save_mermaid(const Design *design, const Theme *theme, bool in_a_page,
                          const char *path) {
    TextBuffer out = {0};
    text_append(&out, in_a_page ? "```mermaid\n" : "");
    mermaid_write(design, theme, &out);
    text_append(&out, in_a_page ? "```\n" : "");
    Error error = file_save_atomic(path, out.text, out.length);
    text_free(&out);
    return error;
}

static Error save_excalidraw(const Design *design, const Theme *theme, const char *path) {
    JsonWriter writer = {0};
    excalidraw_write(design, theme, &writer);
    text_append_char(&writer.out, '\n');
    Error error = file_save_atomic(path, writer.out.text, writer.out.length);
    json_writer_free(&writer);
    return error;
}

Error drawing_save(Cli *cli, const Design *design, DrawingForm form, const char *path,
                   const DrawingOptions *options) {
    Theme theme;
    Error error = load_theme(cli, options->theme, &theme);
    if (error.code) {
        return error;
    }
    switch (form) {
    case DRAWING_DESIGN:
        return design_save(design, path);
    case DRAWING_MERMAID:
    case DRAWING_MARKDOWN:
        return save_mermaid(design, &theme, form == DRAWING_MARKDOWN, path);
    case DRAWING_EXCALIDRAW:
        return save_excalidraw(design, &theme, path);
    case DRAWING_SVG:
    case DRAWING_PNG:
        return save_picture(cli, design, &theme, form == DRAWING_SVG, options->scale, path);
    case DRAWING_FORM_COUNT:
        break;
    }
    return error_make(ERROR_USAGE, "%s: no form of this name is known", path);
}
