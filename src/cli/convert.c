#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "cli/commands.h"
#include "cli/drawing.h"
#include "import/import.h"

static const OptionSpec OPTIONS[] = {
    {.name = "--scenario",
     .value = "ID",
     .help = "The scenario that the design answers from now on."},
    DRAWING_SCALE_OPTION,
    DRAWING_THEME_OPTION,
};

/* ---- Reading ----------------------------------------------------------------------------------- */

static Error read_bytes(Cli *cli, const char *path, char **bytes, size_t *length) {
    Error error = cli_open_data(cli);
    if (error.code) {
        return error;
    }
    return strcmp(path, "-") == 0 ? cli_read_input(cli, LIMIT_FILE_BYTES, bytes, length)
                                  : file_read(path, LIMIT_FILE_BYTES, bytes, length);
}

static Error read_design(Cli *cli, const char *name, const char *bytes, size_t length,
                         Import *import) {
    Error error = design_parse(bytes, length, name, cli->catalog, &import->design);
    return cli_name_format(error, name, bytes, length, DESIGN_FORMAT);
}

/* What has no telling name is known by what it holds. */
static Error read_any(Cli *cli, const char *path, Import *import) {
    bool piped = strcmp(path, "-") == 0;
    ImportFormat format = import_format_of_path(path);
    if (format == IMPORT_FORMAT_COUNT && drawing_form(path) != DRAWING_DESIGN && !piped) {
        return error_make(ERROR_USAGE,
                          "%s: what is read ends in .json, .mmd, .mermaid, .md or .excalidraw",
                          path);
    }
    const char *name = piped ? "standard input" : path;
    char *bytes = NULL;
    size_t length = 0;
    Error error = read_bytes(cli, path, &bytes, &length);
    if (!error.code) {
        format = format == IMPORT_FORMAT_COUNT ? import_format_of_text(bytes, length) : format;
        error = format == IMPORT_FORMAT_COUNT
                    ? read_design(cli, name, bytes, length, import)
                    : import_read(format, bytes, length, name, cli->catalog, import);
        free(bytes);
    }
    return error;
}

static Error set_scenario(Cli *cli, const char *id, Design *design) {
    const char *file = NULL;
    Error error = cli_find_scenario(cli, id, &file);
    if (!error.code) {
        Element element = {.type = ELEMENT_SCENARIO, .as.text = memory_copy_string(id)};
        error = design_put(design, &element, SIZE_MAX);
        element_free(&element);
    }
    return error;
}

/* ---- What is said about it --------------------------------------------------------------------- */

static void list_remarks(Cli *cli, const Import *import, bool unread, const char *title) {
    enum { LINE_COLUMN = 2, TEXT_COLUMN = 14 };
    bool any = false;
    for (size_t i = 0; i < import->remarks.count; i++) {
        const ImportRemark *remark = &import->remarks.items[i];
        if (remark->unread != unread) {
            continue;
        }
        if (!any) {
            columns_paint(&cli->out, &cli->screen, PAINT_BOLD, title);
            text_append_char(&cli->out, '\n');
            any = true;
        }
        TextBuffer line = {0};
        text_append_format(&line, "line %d", remark->line);
        columns_spaces(&cli->out, LINE_COLUMN);
        columns_pad(&cli->out, text_of(&line), TEXT_COLUMN - LINE_COLUMN);
        columns_wrap(&cli->out, &cli->screen, TEXT_COLUMN, TEXT_COLUMN, remark->text);
        text_free(&line);
    }
}

static int run(Cli *cli, const Arguments *arguments) {
    const char *in = arguments->operands.items[0], *out = arguments->operands.items[1];
    const char *scenario = arguments_text(arguments, "--scenario", NULL);
    DrawingForm form = drawing_form(out);
    if (form == DRAWING_FORM_COUNT) {
        cli_say(cli,
                "%s: what is written ends in .json, .mmd, .mermaid, .md, .excalidraw, .svg or .png",
                out);
        return EXIT_BAD;
    }
    Import import = {0};
    Error error = read_any(cli, in, &import);
    if (!error.code && scenario) {
        error = set_scenario(cli, scenario, import.design);
    }
    if (!error.code) {
        error = cli_save_drawing(cli, arguments, import.design, form, out);
    }
    if (!error.code) {
        list_remarks(cli, &import, false, "Guessed");
        list_remarks(cli, &import, true, "Not read");
    }
    import_free(&import);
    return error.code ? cli_fail(cli, error) : EXIT_CLEAN;
}

const CommandSpec CONVERT_COMMAND = {
    .name = "convert",
    .operands = "IN OUT",
    .min_operands = 2,
    .max_operands = 2,
    .summary = "Read or write a drawing of Mermaid or Excalidraw.",
    .details =
        "The endings of the names say what they are. Both may be a design (.json), a Mermaid "
        "flowchart (.mmd, .mermaid, or a page .md with one) and an Excalidraw file "
        "(.excalidraw); OUT may be a picture, too (.svg, .png). IN may be - for standard "
        "input. What had to be guessed and what could not be read is listed.",
    .options = OPTIONS,
    .option_count = COUNT_OF(OPTIONS),
    .run = run,
};
