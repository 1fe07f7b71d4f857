#include "export/drawing.h"

#include <string.h>

#include "base/file.h"
#include "export/excalidraw.h"
#include "export/mermaid.h"
#include "export/picture.h"
#include "export/svg.h"

static bool ends_with(const char *path, const char *ending) {
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
        if (ends_with(path, ENDINGS[i].ending)) {
            return ENDINGS[i].form;
        }
    }
    return DRAWING_FORM_COUNT;
}

/* ---- Pictures ---------------------------------------------------------------------------------- */

static Error write_svg(const Picture *picture, const char *title, const char *path,
                       const DrawingOptions *options) {
    Arena arena = {0};
    SvgOptions svg_options = {
        .width = picture->width,
        .height = picture->height,
        .scale = options->scale,
        .title = title,
        .icon_folder = path_join(&arena, options->data_folder, "assets/icons"),
    };
    TextBuffer svg = {0};
    Error error = svg_write(&picture->list, &svg_options, &svg);
    if (!error.code) {
        error = file_save_atomic(path, svg.text, svg.length);
    }
    text_free(&svg);
    arena_free(&arena);
    return error;
}

static Error write_png(const Picture *picture, const char *path, const DrawingOptions *options) {
    DrawingPng png = {
        .list = &picture->list,
        .width = picture->width,
        .height = picture->height,
        .scale = options->scale,
        .data_folder = options->data_folder,
    };
    return options->tools->write_png(options->tools->context, &png, path);
}

static Error save_picture(const Design *design, bool is_svg, const char *path,
                          const DrawingOptions *options, Error *without_fonts) {
    const DrawingTools *tools = options->tools;
    TextMetrics metrics = text_metrics_plain();
    Picture picture = {0};
    Error error = tools->open_fonts(tools->context, is_svg ? 1 : options->scale, &metrics);
    if (error.code && is_svg) { /* it only says their names */
        *without_fonts = error;
        error = error_none();
    }
    if (!error.code) {
        PictureOptions picture_options = {
            .theme = options->theme, .metrics = &metrics, .scale = options->scale};
        error = picture_make(design, &picture_options, &picture);
    }
    if (!error.code) {
        error = is_svg ? write_svg(&picture, design->title, path, options)
                       : write_png(&picture, path, options);
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

Error drawing_save(const Design *design, DrawingForm form, const char *path,
                   const DrawingOptions *options, Error *without_fonts) {
    *without_fonts = error_none();
    switch (form) {
    case DRAWING_DESIGN:
        return design_save(design, path);
    case DRAWING_MERMAID:
    case DRAWING_MARKDOWN:
        return save_mermaid(design, options->theme, form == DRAWING_MARKDOWN, path);
    case DRAWING_EXCALIDRAW:
        return save_excalidraw(design, options->theme, path);
    case DRAWING_SVG:
    case DRAWING_PNG:
        return save_picture(design, form == DRAWING_SVG, path, options, without_fonts);
    case DRAWING_FORM_COUNT:
        break;
    }
    return error_make(ERROR_USAGE,
                      "%s: the name must end in .json, .mmd, .mermaid, .md, .excalidraw, .svg or "
                      ".png",
                      path);
}
